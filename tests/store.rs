//! The store: the same suite against a file of SQLite and a server of PostgreSQL, and what happens when either fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "store/suite.rs"]
mod suite;
