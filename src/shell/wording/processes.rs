//! What is said of several processes of one bot.

/// Shards are to be claimed, and there is nothing to claim them from.
pub const NO_CLAIMS: &str = "discord.shards = { each, total } claims shards from PostgreSQL, and store.url names none\n  \
help: set store.url = \"postgres://…\", or give each process shards of its own: { first, last, total }";
