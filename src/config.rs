//! The configuration: a TOML file, and the environment over it.
//!
//! Pure: text and an environment look-up go in, a [`Config`] or every problem with its place comes out.
//! [`keys`] is the table of all keys; `config.example.toml` documents each.

use core::net::SocketAddr;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Source};

mod blame;
mod file;
pub mod keys;
mod mask;
mod nearest;
mod public_key;
mod secret;
mod shards;
mod value;
mod variables;
mod ways;

pub use blame::blame;
pub use nearest::nearest;
pub use public_key::PublicKey;
pub use secret::Secret;
pub use shards::{SHARDS_MAX, Shards};
pub use variables::{ENV_TOKEN, variable};

/// The settings of a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// `[knowledge]`.
    pub knowledge: Knowledge,
    /// `[discord]`.
    pub discord: Discord,
    /// `[http]`.
    pub http: Http,
    /// `[operations]`.
    pub operations: Operations,
    /// `[limits]`.
    pub limits: Limits,
    /// `[store]`.
    pub store: Store,
    /// `[log]`.
    pub log: Log,
}

/// `[knowledge]`: what the bot answers from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// A library or one briefing; `None` leaves the choice to the shell.
    pub dir: Option<PathBuf>,
    /// Is new knowledge taken in by itself, when its files change?
    pub watch: bool,
}

/// `[discord]`: how the bot goes online, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discord {
    /// The bot token, where it was given at once.
    pub token: Option<Secret>,
    /// A file that holds the bot token; the shell reads it. Never set beside `token`.
    pub token_file: Option<PathBuf>,
    /// REST base of a proxy that keeps Discord's rate limits itself; `None` is Discord, with limits kept here.
    pub api_url: Option<String>,
    /// Where the gateway is; `None` is what the API says.
    pub gateway_url: Option<String>,
    /// Ids of the users who may reload and see the status.
    pub admins: Vec<u64>,
    /// Ids of the roles whose members may do so, too.
    pub admin_roles: Vec<u64>,
    /// Ids of the channels where every message is a question; needs the message-content intent.
    pub listen_channels: Vec<u64>,
    /// Servers and channels that were given a briefing.
    pub briefings: Vec<Choice>,
    /// Which connections to the gateway this process has; `None` is all that Discord recommends.
    pub shards: Option<Shards>,
    /// Seconds without a sign of life from the gateway after which the process ends; 1 to 86,400.
    pub stall_seconds: u32,
    /// Does the bot hold connections to the gateway? Without them it hears commands over HTTP alone, and no messages.
    pub gateway: bool,
    /// The key that Discord signs interactions over HTTP with.
    pub public_key: Option<PublicKey>,
}

/// `[http]`: interactions that Discord brings over HTTP.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Http {
    /// Where they are taken; `None` takes none.
    pub listen: Option<SocketAddr>,
}

/// `[operations]`: what those who run the bot ask it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operations {
    /// Where they ask; `None` opens nothing.
    pub listen: Option<SocketAddr>,
}

/// `[[discord.briefings]]`: the briefing of a server or a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Where.
    pub place: Place,
    /// Id of the briefing.
    pub briefing: String,
}

/// A server, or a channel of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The server of this id.
    Guild(u64),
    /// The channel or thread of this id; it goes before its server.
    Channel(u64),
}

impl Default for Discord {
    fn default() -> Self {
        Self {
            token: None,
            token_file: None,
            api_url: None,
            gateway_url: None,
            admins: Vec::new(),
            admin_roles: Vec::new(),
            listen_channels: Vec::new(),
            briefings: Vec::new(),
            shards: None,
            stall_seconds: 180,
            gateway: true,
            public_key: None,
        }
    }
}

/// `[limits]`: how much of the bot's work goes to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Questions of one user in a minute; 1 to 1,000,000.
    pub user_per_minute: u32,
    /// Questions of one channel in a minute; 1 to 1,000,000.
    pub channel_per_minute: u32,
    /// Questions in messages worked at, at once, and as many commands; 1 to 10,000.
    pub concurrent: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { user_per_minute: 20, channel_per_minute: 60, concurrent: 64 }
    }
}

/// `[store]`: where the bot keeps what outlives it, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// `postgres://…`, `sqlite:PATH` or `none`, where it was given at once; the address may hold a password.
    pub url: Option<Secret>,
    /// A file that holds the same; the shell reads it. Never set beside `url`.
    pub url_file: Option<PathBuf>,
    /// Days that questions without an answer are kept after they were asked last; 1 to 3,650.
    pub retention_days: u32,
    /// How often a question must have been asked before it is shown to others than the bot's admins; 1 to 1,000.
    pub min_count: u32,
}

impl Default for Store {
    fn default() -> Self {
        Self { url: None, url_file: None, retention_days: 30, min_count: 3 }
    }
}

/// `[log]`: what the bot tells on standard error while online.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// A level, or directives `target=level` with commas between them.
    pub level: String,
    /// How a line looks.
    pub format: LogFormat,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned(), format: LogFormat::Text }
    }
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// Reads a configuration: the file, if there is one, then the environment over it.
///
/// Relative paths in the file are relative to the file's folder, those in the environment to the working
/// directory. Variables that are empty count as unset.
///
/// # Errors
/// Every problem of file and environment at once: syntax, unknown keys, wrong types, values that cannot be, empty or
/// contradicting ones. What they show of the file has its secrets masked.
///
/// # Examples
/// ```
/// use briefing_bot::{config, diagnostic::Source};
///
/// let file = Source { path: "config.toml".into(), text: "[knowledge]\ndir = \"news\"".into() };
/// let config = config::read(Some(&file), |_| None)?;
/// assert_eq!(config.knowledge.dir.as_deref(), Some("news".as_ref()));
/// # Ok::<(), Vec<briefing_bot::diagnostic::Diagnostic>>(())
/// ```
pub fn read(file: Option<&Source>, env: impl Fn(&str) -> Option<String>) -> Result<Config, Vec<Diagnostic>> {
    let (config, found) = examine(file, env);
    if found.is_empty() { Ok(config) } else { Err(found) }
}

/// As [`read`], with what is sound beside all that is wrong: keys that are refused have their defaults.
pub fn examine(file: Option<&Source>, env: impl Fn(&str) -> Option<String>) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::default();
    let mut found = file.map(|file| file::read(file, &mut config)).unwrap_or_default();
    found.extend(variables::read(&env, &mut config));
    if found.is_empty() {
        found.extend(ways::check(&config, file, &env));
    }
    (config, found)
}

#[cfg(test)]
mod tests;
