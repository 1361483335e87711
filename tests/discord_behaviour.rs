//! The real binary on a Discord of our own: what members and admins do, and what Discord gets for it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod loopback;

#[path = "discord_behaviour/admin.rs"]
mod admin;
#[path = "discord_behaviour/buttons.rs"]
mod buttons;
#[path = "discord_behaviour/calls.rs"]
mod calls;
#[path = "discord_behaviour/changes.rs"]
mod changes;
#[path = "discord_behaviour/commands.rs"]
mod commands;
#[path = "discord_behaviour/dialogues.rs"]
mod dialogues;
#[path = "discord_behaviour/hostile.rs"]
mod hostile;
#[path = "discord_behaviour/kept.rs"]
mod kept;
#[path = "discord_behaviour/limits.rs"]
mod limits;
#[path = "discord_behaviour/restart.rs"]
mod restart;
#[path = "discord_behaviour/seen.rs"]
mod seen;
#[path = "discord_behaviour/typing.rs"]
mod typing;
