//! What would be on.

use std::net::SocketAddr;

use serde::Serialize;

use super::sound::Settings;
use crate::config::LogFormat;
use crate::shell::wording::config as words;

/// What `run` would do, as far as it can be told beforehand.
#[derive(Debug, Serialize)]
pub(in crate::shell) struct Features {
    /// Is there a token? Without one, `run` talks in the terminal.
    pub(in crate::shell) token: bool,
    /// Would the bot hold connections to the gateway?
    pub(in crate::shell) gateway: bool,
    /// Which of the connections it would hold; none where it would hold all.
    pub(in crate::shell) shards: Option<String>,
    /// Channels where every message is a question.
    pub(in crate::shell) listen_channels: usize,
    /// Where interactions would be taken.
    pub(in crate::shell) http: Option<SocketAddr>,
    /// Where health and metrics would be.
    pub(in crate::shell) operations: Option<SocketAddr>,
    /// What the bot would answer from; none where it is refused.
    pub(in crate::shell) knowledge: Option<Known>,
    /// Would saved knowledge be taken in by itself?
    pub(in crate::shell) watch: bool,
    /// What the bot would keep; none where its address cannot be told.
    pub(in crate::shell) store: Option<Kept>,
    /// The level of the log.
    pub(in crate::shell) log_level: String,
    /// Would a line of the log be JSON?
    pub(in crate::shell) log_is_json: bool,
}

/// Knowledge that loads.
#[derive(Debug, Serialize)]
pub(in crate::shell) struct Known {
    /// Where it is from.
    pub(in crate::shell) origin: String,
    /// As `/admin status` shows it.
    pub(in crate::shell) hash: String,
    /// How many briefings there are.
    pub(in crate::shell) briefings: usize,
    /// How many entries they have together.
    pub(in crate::shell) entries: usize,
}

/// Where something is kept.
#[derive(Debug, Serialize)]
pub(in crate::shell) struct Kept {
    /// `none`, `sqlite` or `postgresql`.
    pub(in crate::shell) kind: &'static str,
    /// The file of SQLite; an address is not shown.
    pub(in crate::shell) file: Option<String>,
    /// Changes of the tables that the start would make; none where the store was not asked, or does not work.
    pub(in crate::shell) pending: Option<usize>,
}

impl Features {
    /// Of settings; what is wrong with them is noted there.
    pub(super) fn of(settings: &mut Settings<'_>) -> Self {
        let config = settings.config;
        let token = settings.token();
        settings.addresses();
        let knowledge = settings.knowledge();
        let store = settings.store();
        Self {
            token,
            gateway: token && config.discord.gateway,
            shards: config.discord.shards.filter(|_| token && config.discord.gateway).map(words::shards),
            listen_channels: config.discord.listen_channels.len(),
            http: config.http.listen.filter(|_| token),
            operations: config.operations.listen.filter(|_| token),
            knowledge,
            watch: config.knowledge.watch,
            store,
            log_level: config.log.level.clone(),
            log_is_json: config.log.format == LogFormat::Json,
        }
    }
}
