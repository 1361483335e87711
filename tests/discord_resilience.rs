//! What Discord can do to a bot: break, limit, repeat, refuse, hurry. The real binary answers each question once.
//!
//! - `crowd` asks, and counts the answers; nobody waits for time to pass, only for something to happen.
//! - `sessions` is the gateway that breaks, `offline` are the ways to end, `rest` is the API that fails or limits.
//! - `commands`, `reloads`, `ending` and `logs` are what their names say.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "common/knowledge.rs"]
mod knowledge;
mod loopback;
#[path = "common/wire.rs"]
mod wire;

#[path = "discord_resilience/commands.rs"]
mod commands;
#[path = "discord_resilience/crowd.rs"]
mod crowd;
#[path = "discord_resilience/ending.rs"]
mod ending;
#[path = "discord_resilience/logs.rs"]
mod logs;
#[path = "discord_resilience/offline.rs"]
mod offline;
#[path = "discord_resilience/reloads.rs"]
mod reloads;
#[path = "discord_resilience/rest.rs"]
mod rest;
#[path = "discord_resilience/sessions.rs"]
mod sessions;
