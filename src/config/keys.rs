//! The table of all sections and keys: what each may hold, and where it goes.

use core::net::SocketAddr;
use std::path::PathBuf;

use super::{Choice, Config, LogFormat, PublicKey, Secret, Shards};

/// A section of the file.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its name, between brackets in the file.
    pub name: &'static str,
    /// Its keys.
    pub keys: &'static [Key],
}

/// A key of a section.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it may hold, and where that goes.
    pub(super) kind: Kind,
}

/// What a key may hold, and where that goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// A file or folder.
    Path(fn(&mut Config) -> &mut Option<PathBuf>),
    /// Text that is never shown.
    Secret(fn(&mut Config) -> &mut Option<Secret>),
    /// Where a store is; never shown, as it may hold a password.
    Store(fn(&mut Config) -> &mut Option<Secret>),
    /// An address with one of these schemes.
    Url(&'static [&'static str], fn(&mut Config) -> &mut Option<String>),
    /// An IP address with a port.
    Address(fn(&mut Config) -> &mut Option<SocketAddr>),
    /// A public key in hexadecimal digits.
    PublicKey(fn(&mut Config) -> &mut Option<PublicKey>),
    /// Discord's ids, as strings of digits or as numbers.
    Ids(fn(&mut Config) -> &mut Vec<u64>),
    /// Tables with `guild` or `channel`, and `briefing`.
    Choices(fn(&mut Config) -> &mut Vec<Choice>),
    /// A table of whole numbers: which shards a process has.
    Shards(fn(&mut Config) -> &mut Option<Shards>),
    /// A whole number from 1 to this one.
    Whole(u32, fn(&mut Config) -> &mut u32),
    /// `true` or `false`.
    Flag(fn(&mut Config) -> &mut bool),
    /// A level, or directives `target=level`.
    Level(fn(&mut Config) -> &mut String),
    /// `text` or `json`.
    Format(fn(&mut Config) -> &mut LogFormat),
}

const fn key(name: &'static str, kind: Kind) -> Key {
    Key { name, kind }
}

/// Every section with its keys.
pub const SECTIONS: [Section; 7] = [
    Section {
        name: "knowledge",
        keys: &[key("dir", Kind::Path(|c| &mut c.knowledge.dir)), key("watch", Kind::Flag(|c| &mut c.knowledge.watch))],
    },
    Section {
        name: "discord",
        keys: &[
            key("token", Kind::Secret(|c| &mut c.discord.token)),
            key("token_file", Kind::Path(|c| &mut c.discord.token_file)),
            key("admins", Kind::Ids(|c| &mut c.discord.admins)),
            key("admin_roles", Kind::Ids(|c| &mut c.discord.admin_roles)),
            key("listen_channels", Kind::Ids(|c| &mut c.discord.listen_channels)),
            key("briefings", Kind::Choices(|c| &mut c.discord.briefings)),
            key("api_url", Kind::Url(&["http", "https"], |c| &mut c.discord.api_url)),
            key("gateway_url", Kind::Url(&["ws", "wss"], |c| &mut c.discord.gateway_url)),
            key("shards", Kind::Shards(|c| &mut c.discord.shards)),
            key("stall_seconds", Kind::Whole(86_400, |c| &mut c.discord.stall_seconds)),
            key("gateway", Kind::Flag(|c| &mut c.discord.gateway)),
            key("public_key", Kind::PublicKey(|c| &mut c.discord.public_key)),
        ],
    },
    Section { name: "http", keys: &[key("listen", Kind::Address(|c| &mut c.http.listen))] },
    Section { name: "operations", keys: &[key("listen", Kind::Address(|c| &mut c.operations.listen))] },
    Section {
        name: "limits",
        keys: &[
            key("user_per_minute", Kind::Whole(1_000_000, |c| &mut c.limits.user_per_minute)),
            key("channel_per_minute", Kind::Whole(1_000_000, |c| &mut c.limits.channel_per_minute)),
            key("concurrent", Kind::Whole(10_000, |c| &mut c.limits.concurrent)),
        ],
    },
    Section {
        name: "store",
        keys: &[
            key("url", Kind::Store(|c| &mut c.store.url)),
            key("url_file", Kind::Path(|c| &mut c.store.url_file)),
            key("retention_days", Kind::Whole(3_650, |c| &mut c.store.retention_days)),
            key("min_count", Kind::Whole(1_000, |c| &mut c.store.min_count)),
        ],
    },
    Section {
        name: "log",
        keys: &[key("level", Kind::Level(|c| &mut c.log.level)), key("format", Kind::Format(|c| &mut c.log.format))],
    },
];
