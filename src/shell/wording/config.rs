//! What `config check` says.

use std::io;
use std::net::SocketAddr;

use super::count;
use crate::config::Shards;
use crate::shell::config_check::features::{Features, Kept, Known};

/// No token anywhere.
pub const NO_TOKEN: &str = "there is no bot token: `run` talks in the terminal instead of going online\n  help: give it by \
DISCORD_TOKEN or discord.token_file";
/// A file without a token.
pub const EMPTY_TOKEN_FILE: &str = "the file of discord.token_file is empty: `run` talks in the terminal instead of going \
online\n  help: copy the token from https://discord.com/developers/applications, page \"Bot\", into it";
/// A token that looks like something else.
pub const ODD_TOKEN: &str = "the bot token does not look like one: three parts with dots between them\n  help: copy it from \
https://discord.com/developers/applications, page \"Bot\"; the client secret and the public key are something else";
/// Interactions and operations at one address.
pub const SAME_ADDRESS: &str = "`http.listen` and `operations.listen` are the same: only one of them can be opened\n  help: \
give each a port of its own";

/// `health` without an address.
pub const NOWHERE_TO_ASK: &str = "neither operations.listen nor http.listen is set: the bot cannot be asked\n  help: set \
operations.listen, for example to 127.0.0.1:9090";

/// The bot does not answer `health`.
#[must_use]
pub fn no_answer(address: SocketAddr, error: &io::Error) -> String {
    format!("the bot does not answer at {address}: {error}")
}

/// The folder of the store's file is not there.
#[must_use]
pub fn no_folder_for_store(folder: &str) -> String {
    format!(
        "there is no folder {folder} for the file of the store\n  help: make it, or name another place in store.url"
    )
}

/// Which connections to the gateway a process would hold.
#[must_use]
pub(in crate::shell) fn shards(shards: Shards) -> String {
    match shards {
        Shards::Fixed { first, last, total } => format!("{first} to {last} of {total}"),
        Shards::Claimed { each, total } => format!("any {each} of {total} that no other process has"),
    }
}

/// What would be on, a line each.
#[must_use]
pub(in crate::shell) fn features(file: Option<&str>, features: &Features) -> String {
    let on = |is_on: bool| if is_on { "on" } else { "off" };
    let http = features.http.map(|address| format!("on, POST http://{address}/interactions"));
    let operations = features.operations.map(|address| format!("http://{address}, /healthz, /readyz and /metrics"));
    let rows = [
        ("settings", file.unwrap_or("defaults and the environment; no file").to_owned()),
        ("token", if features.token { "given; not shown" } else { "none" }.to_owned()),
        ("gateway", on(features.gateway).to_owned()),
        ("shards", features.shards.clone().unwrap_or_else(|| "all that there are".to_owned())),
        ("channels where every message is a question", features.listen_channels.to_string()),
        ("HTTP", http.unwrap_or_else(|| on(false).to_owned())),
        ("operations", operations.unwrap_or_else(|| on(false).to_owned())),
        ("knowledge", features.knowledge.as_ref().map_or("refused".to_owned(), known)),
        ("reload on save", on(features.watch).to_owned()),
        ("store", features.store.as_ref().map_or("refused".to_owned(), kept)),
        ("log", format!("{}, {}", features.log_level, if features.log_is_json { "json" } else { "text" })),
    ];
    rows.iter().fold(String::new(), |lines, (name, value)| lines + name + ": " + value + "\n")
}

fn known(known: &Known) -> String {
    let Known { origin, hash, briefings, entries } = known;
    let (briefings, entries) = (count(*briefings, "briefing", "briefings"), count(*entries, "entry", "entries"));
    format!("{origin} ({briefings}, {entries}; {hash})")
}

fn kept(kept: &Kept) -> String {
    let what = match (kept.kind, &kept.file) {
        ("sqlite", Some(file)) => format!("SQLite at {file}"),
        ("postgresql", _) => "PostgreSQL; its address is not shown".to_owned(),
        _ => return "none; what admins choose holds until the bot ends".to_owned(),
    };
    match kept.pending {
        None => what,
        Some(0) => format!("{what}; reached, up to date"),
        Some(n) => format!(
            "{what}; reached, {} made at the start",
            count(n, "change of its tables is", "changes of its tables are")
        ),
    }
}
