//! Several processes of one bot: the real binary, a real PostgreSQL, the loopback Discord with sharded sessions.
//!
//! - `fleet` starts processes and asks in servers of all shards; `takeover` kills, stops and cuts off owners.
//! - `silence` has a network that drops packets, with every connection still open.
//! - `reloads` has one process told what another one did; `starting` is what is refused, and what stands by.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "common/knowledge.rs"]
mod knowledge;
mod loopback;
#[path = "common/postgres.rs"]
mod postgres;
#[path = "common/wire.rs"]
mod wire;

#[path = "processes/fleet.rs"]
mod fleet;
#[path = "processes/reloads.rs"]
mod reloads;
#[path = "processes/silence.rs"]
mod silence;
#[path = "processes/starting.rs"]
mod starting;
#[path = "processes/takeover.rs"]
mod takeover;
