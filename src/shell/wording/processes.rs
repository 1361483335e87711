//! What is said of several processes of one bot.

use std::time::Duration;

use super::status::span;

/// Shards are to be claimed, and there is nothing to claim them from.
pub const NO_CLAIMS: &str = "discord.shards = { each, total } claims shards from PostgreSQL, and store.url names none\n  \
help: set store.url = \"postgres://…\", or give each process shards of its own: { first, last, total }";
/// Heads the processes.
pub const PROCESSES: &str = "Processes";
/// A process whose turn has not come.
pub const STANDING_BY: &str = "standing by";
/// A process without the gateway.
pub const NO_SHARDS: &str = "no shards";

/// The shards of a process.
#[must_use]
pub fn shards(first: u32, last: u32, total: usize) -> String {
    if first == last { format!("shard {first} of {total}") } else { format!("shards {first} to {last} of {total}") }
}

/// A process, between its name and the hash of its knowledge.
#[must_use]
pub fn process(version: &str, shards: &str) -> String {
    format!(": {shards}, briefing-bot {version}, knowledge ")
}

/// After the hash: is other knowledge wanted, and when was the process seen?
#[must_use]
pub fn seen(is_pending: bool, ago: Duration) -> String {
    let pending = if is_pending { ", pending: its files are not yet what was reloaded" } else { "" };
    format!("{pending}; seen {} ago", span(ago))
}

/// How many processes have followed a reload.
#[must_use]
pub fn applied(n: usize, of: usize) -> String {
    match of - n {
        0 => format!("All {of} processes answer from this knowledge."),
        _ => format!("{n} of {of} processes answer from this knowledge; /admin status shows which are pending."),
    }
}
