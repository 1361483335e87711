//! A value on its way into the configuration: checked against the kind of its key.

use std::path::Path;

use super::keys::Kind;
use super::{Choice, Config, LogFormat, Place, PublicKey, Secret, shards};

/// A value as file or environment give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Raw<'a> {
    /// A string.
    Text(&'a str),
    /// A whole number; `None` where it does not fit.
    Whole(Option<u64>),
    /// `true` or `false`.
    Flag(bool),
    /// A list.
    List(Vec<Raw<'a>>),
    /// A table, in the order of the file.
    Table(Vec<(&'a str, Raw<'a>)>),
    /// Something that no key takes, by the name of its type.
    Other(&'static str),
}

impl Raw<'_> {
    fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Whole(_) => "integer",
            Self::Flag(_) => "boolean",
            Self::List(_) => "array",
            Self::Table(_) => "table",
            Self::Other(name) => name,
        }
    }
}

/// Why a value is refused. The value itself is not repeated: a token may have strayed there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// After the name of the key: "must be …".
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
}

const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// Puts a value where the key's kind says; paths are relative to `folder`.
pub(super) fn put(config: &mut Config, kind: Kind, raw: &Raw<'_>, folder: &Path) -> Result<(), Wrong> {
    match (kind, raw) {
        (Kind::Ids(place), Raw::List(items)) => {
            *place(config) = items.iter().map(id).collect::<Result<_, _>>()?;
        }
        (Kind::Ids(_), _) => return Err(wrong_type("a list of ids", raw)),
        (Kind::Choices(place), Raw::List(items)) => {
            *place(config) = items.iter().map(choice).collect::<Result<_, _>>()?;
        }
        (Kind::Choices(_), _) => return Err(wrong_type("a list of tables", raw)),
        (Kind::Shards(place), raw) => *place(config) = Some(shards::read(raw)?),
        (Kind::Whole(max, place), Raw::Whole(n)) => {
            let n = n.and_then(|n| u32::try_from(n).ok()).filter(|n| (1..=max).contains(n));
            *place(config) = n.ok_or_else(|| wrong(format!("must be from 1 to {max}")))?;
        }
        (Kind::Whole(..), _) => return Err(wrong_type("a whole number", raw)),
        (Kind::Flag(place), Raw::Flag(flag)) => *place(config) = *flag,
        (Kind::Flag(_), _) => return Err(wrong_type("true or false", raw)),
        (_, Raw::Text(text)) if text.trim().is_empty() => {
            return Err(Wrong { message: "is empty".into(), help: Some("leave it out to have the default".into()) });
        }
        (Kind::Path(place), Raw::Text(text)) => *place(config) = Some(folder.join(text)),
        (Kind::Secret(place), Raw::Text(text)) => *place(config) = Secret::new(text),
        (Kind::Store(place), Raw::Text(text)) => *place(config) = Secret::new(&store(text, folder)?),
        (Kind::Url(schemes, place), Raw::Text(text)) => *place(config) = Some(url(schemes, text)?),
        (Kind::Address(place), Raw::Text(text)) => {
            let address = text.trim().parse().map_err(|_| Wrong {
                message: "must be an IP address with a port, as in \"127.0.0.1:8080\"".to_owned(),
                help: Some("\"0.0.0.0:8080\" listens on all addresses of the machine".to_owned()),
            });
            *place(config) = Some(address?);
        }
        (Kind::PublicKey(place), Raw::Text(text)) => {
            *place(config) = Some(PublicKey::parse(text).ok_or_else(|| Wrong {
                message: "must be a public key: 64 hexadecimal digits".to_owned(),
                help: Some(
                    "it stands on https://discord.com/developers/applications, page \"General Information\"".to_owned(),
                ),
            })?);
        }
        (Kind::Level(place), Raw::Text(text)) => *place(config) = level(text)?,
        (Kind::Format(place), Raw::Text(text)) => {
            *place(config) = match text.trim() {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return Err(wrong("must be \"text\" or \"json\"".to_owned())),
            }
        }
        _ => return Err(wrong_type("a string", raw)),
    }
    Ok(())
}

fn wrong(message: String) -> Wrong {
    Wrong { message, help: None }
}

fn wrong_type(wanted: &str, raw: &Raw<'_>) -> Wrong {
    wrong(format!("must be {wanted}, not {}", raw.type_name()))
}

/// A Discord id: a number that is not 0.
fn id(raw: &Raw<'_>) -> Result<u64, Wrong> {
    let number = match raw {
        Raw::Text(text) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok(),
        Raw::Whole(n) => *n,
        _ => None,
    };
    number.filter(|&n| n != 0).ok_or_else(|| Wrong {
        message: "must hold Discord ids: digits, as in \"81384788765712384\"".to_owned(),
        help: Some(
            "in Discord, turn on Settings > Advanced > Developer Mode, then right-click a name and Copy ID".to_owned(),
        ),
    })
}

/// `guild` or `channel`, and `briefing`.
fn choice(raw: &Raw<'_>) -> Result<Choice, Wrong> {
    let refused = || {
        Wrong {
        message: "must hold tables with `guild` or `channel`, and `briefing`".to_owned(),
        help: Some("write, for example: [[discord.briefings]] and below it channel = \"81384956881809408\" and briefing = \"some-id\"".to_owned()),
    }
    };
    let Raw::Table(fields) = raw else { return Err(refused()) };
    let (mut place, mut briefing) = (None, None);
    for (name, value) in fields {
        match (*name, value) {
            ("guild", value) if place.is_none() => place = Some(Place::Guild(id(value)?)),
            ("channel", value) if place.is_none() => place = Some(Place::Channel(id(value)?)),
            ("briefing", Raw::Text(id)) if !id.trim().is_empty() => briefing = Some(id.trim().to_owned()),
            _ => return Err(refused()),
        }
    }
    match (place, briefing) {
        (Some(place), Some(briefing)) => Ok(Choice { place, briefing }),
        _ => Err(refused()),
    }
}

/// An address with a host; a slash at its end is left out.
fn url(schemes: &[&str], text: &str) -> Result<String, Wrong> {
    let text = text.trim().trim_end_matches('/');
    let host = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)?.strip_prefix("://"));
    let is_sound = host.is_some_and(|host| {
        !host.is_empty()
            && !host.starts_with(['/', ':', '?'])
            && !host.contains(|c: char| c.is_whitespace() || c.is_control())
    });
    if is_sound {
        return Ok(text.to_owned());
    }
    let starts = schemes.iter().map(|scheme| format!("{scheme}://")).collect::<Vec<_>>().join(" or ");
    Err(wrong(format!("must be an address that starts with {starts}")))
}

/// An address of PostgreSQL, or a file of SQLite, whose path is relative to the folder; or none at all.
fn store(text: &str, folder: &Path) -> Result<String, Wrong> {
    let text = text.trim();
    let is_server = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    if text == "none" || is_server {
        return Ok(text.to_owned());
    }
    let path = text.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path));
    match path.filter(|path| !path.is_empty() && !path.starts_with(':') && !path.contains(['?', '\0'])) {
        Some(path) => Ok(format!("sqlite:{}", folder.join(path).display())),
        None => Err(wrong("must be sqlite:PATH, postgres://USER:PASSWORD@HOST/DATABASE, or none".to_owned())),
    }
}

/// A level, or directives `target=level`, with commas between them.
fn level(text: &str) -> Result<String, Wrong> {
    let is_level = |name: &str| LEVELS.contains(&name.to_lowercase().as_str());
    let is_target =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':'));
    let is_directive = |part: &str| match part.split_once('=') {
        Some((target, level)) => is_target(target) && is_level(level),
        None => is_level(part),
    };
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.iter().all(|part| is_directive(part)) {
        return Ok(parts.join(","));
    }
    Err(Wrong {
        message: format!("must be a level: {}", LEVELS.join(", ")),
        help: Some("or several with commas between them, as in \"warn,briefing_bot::shell=debug\"".to_owned()),
    })
}
