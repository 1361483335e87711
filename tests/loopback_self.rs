//! The loopback Discord's own tests: each refusal has a row, and what is right passes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod loopback;

#[path = "loopback_self/client.rs"]
mod client;
#[path = "loopback_self/faults.rs"]
mod faults;
#[path = "loopback_self/gateway.rs"]
mod gateway;
#[path = "loopback_self/interactions.rs"]
mod interactions;
#[path = "loopback_self/limits.rs"]
mod limits;
#[path = "loopback_self/messages.rs"]
mod messages;
#[path = "loopback_self/serenity.rs"]
mod serenity_client;
