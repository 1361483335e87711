//! The environment: a variable for every key, over the file.

use std::path::Path;

use super::Config;
use super::keys::{Key, Kind, SECTIONS, Section};
use super::value::{Raw, put};
use crate::diagnostic::Diagnostic;

/// Holds the Discord token, too, since many bots take it from there; after the variables of `[discord]`.
pub const ENV_TOKEN: &str = "DISCORD_TOKEN";

/// The name of a key's variable: `BRIEFING_BOT_LOG__LEVEL` for `log.level`.
#[must_use]
pub fn variable(section: &Section, key: &Key) -> String {
    format!("BRIEFING_BOT_{}__{}", section.name, key.name).to_uppercase()
}

/// Puts what the environment says over `config` and returns what is wrong with it. Empty variables count as unset.
pub(super) fn read(env: impl Fn(&str) -> Option<String>, config: &mut Config) -> Vec<Diagnostic> {
    let env = |name: &str| env(name).filter(|value| !value.trim().is_empty());
    let mut found = Vec::new();
    for section in &SECTIONS {
        for key in section.keys {
            let name = variable(section, key);
            let Some(text) = env(&name) else { continue };
            forget_other(config, section.name, key.name);
            if let Err(wrong) = put(config, key.kind, &raw(key.kind, text.trim()), Path::new("")) {
                let mut diagnostic = Diagnostic::file("C005", wrong.message, format!("${name}"));
                diagnostic.help.extend(wrong.help);
                found.push(diagnostic);
            }
        }
    }
    let [token, token_file] = ["TOKEN", "TOKEN_FILE"].map(|key| format!("BRIEFING_BOT_DISCORD__{key}"));
    let both = |one: &str, other: &str| {
        Diagnostic::file("C004", format!("is set beside ${one}"), format!("${other}")).help("keep one of them")
    };
    let [url, url_file] = ["URL", "URL_FILE"].map(|key| format!("BRIEFING_BOT_STORE__{key}"));
    if env(&url).is_some() && env(&url_file).is_some() {
        found.push(both(&url, &url_file));
    }
    match (env(&token), env(&token_file)) {
        (Some(_), Some(_)) => found.push(both(&token, &token_file)),
        (None, None) => {
            if let Some(text) = env(ENV_TOKEN) {
                forget_other(config, "discord", "token");
                config.discord.token = super::Secret::new(&text);
            }
        }
        _ => {}
    }
    found
}

/// One source of a secret in the environment goes before another one in the file.
fn forget_other(config: &mut Config, section: &str, key: &str) {
    match (section, key) {
        ("discord", "token" | "token_file") => (config.discord.token, config.discord.token_file) = (None, None),
        ("store", "url" | "url_file") => (config.store.url, config.store.url_file) = (None, None),
        _ => {}
    }
}

/// A variable's text as a value of the kind that its key takes: lists have commas between their items.
fn raw(kind: Kind, text: &str) -> Raw<'_> {
    match kind {
        Kind::Ids(_) => Raw::List(text.split(',').map(|item| Raw::Text(item.trim())).collect()),
        Kind::Whole(..) => match text.parse() {
            Ok(n) => Raw::Whole(Some(n)),
            Err(_) if text.bytes().all(|b| b.is_ascii_digit()) => Raw::Whole(None),
            Err(_) => Raw::Text(text),
        },
        // channel:ID=BRIEFING, guild:ID=BRIEFING
        Kind::Choices(_) => Raw::List(text.split(',').map(choice).collect()),
        // each=4, total=8
        Kind::Shards(_) => Raw::Table(text.split(',').map(number).collect()),
        Kind::Flag(_) => text.parse().map_or(Raw::Text(text), Raw::Flag),
        _ => Raw::Text(text),
    }
}

fn choice(text: &str) -> Raw<'_> {
    let parts = text.trim().split_once('=').and_then(|(place, briefing)| Some((place.split_once(':')?, briefing)));
    match parts {
        Some(((kind, id), briefing)) => {
            Raw::Table(vec![(kind.trim(), Raw::Text(id.trim())), ("briefing", Raw::Text(briefing.trim()))])
        }
        None => Raw::Text(text),
    }
}

fn number(text: &str) -> (&str, Raw<'_>) {
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (name.trim(), value.trim().parse().map_or(Raw::Text(value), |n| Raw::Whole(Some(n))))
}
