//! The store: the same suite against a file of SQLite and a server of PostgreSQL, what happens when either fails, the
//! commands on it, and a bot that uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod common;
mod loopback;

#[path = "common/knowledge.rs"]
mod knowledge;
#[path = "common/postgres.rs"]
mod postgres;
#[allow(dead_code, reason = "shared with the tests of behaviour")]
#[path = "discord_behaviour/seen.rs"]
mod seen;
#[path = "common/wire.rs"]
mod wire;

#[path = "store/bots.rs"]
mod bots;
#[path = "store/commands.rs"]
mod commands;
#[path = "store/disk.rs"]
mod disk;
#[path = "store/faults.rs"]
mod faults;
#[path = "store/killed.rs"]
mod killed;
#[path = "store/killed_reload.rs"]
mod killed_reload;
#[path = "store/made.rs"]
mod made;
#[path = "store/silence.rs"]
mod silence;
#[path = "store/suite.rs"]
mod suite;
#[path = "store/versions.rs"]
mod versions;
