//! What an operator has: `config check`, `health`, and the files of `deploy/`, held against the code.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

#[path = "operations/config_check.rs"]
mod config_check;
#[path = "operations/deploy.rs"]
mod deploy;
#[path = "operations/health.rs"]
mod health;
#[path = "operations/metrics.rs"]
mod metrics;
