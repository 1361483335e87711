//! The real binary over HTTP: what Discord brings is answered as over the gateway, what it did not sign is refused, and
//! whoever runs the bot can ask how it is.
//!
//! - `client` signs and sends; `same` holds both transports against each other; `refused` is what must not come in.
//! - `slow` are connections that take their time, `ending` is the way out, `ways` and `operations` are what is opened.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "common/hex.rs"]
mod hex;
mod loopback;

#[path = "http/client.rs"]
mod client;
#[path = "http/ending.rs"]
mod ending;
#[path = "http/operations.rs"]
mod operations;
#[path = "http/refused.rs"]
mod refused;
#[path = "http/same.rs"]
mod same;
#[path = "http/slow.rs"]
mod slow;
#[path = "http/ways.rs"]
mod ways;
