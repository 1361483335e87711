//! The configuration: a TOML file, and the environment over it.
//!
//! Pure: text and an environment look-up go in, a [`Config`] or every problem with its place comes out.
//! `config.example.toml` documents each key.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place, Source};

mod mask;

/// Names the knowledge folder; over `knowledge.dir`.
pub const ENV_KNOWLEDGE_DIR: &str = "BRIEFING_BOT_KNOWLEDGE__DIR";
/// Hold the Discord token, the first that is set; over `discord.token` and `discord.token_file`.
pub const ENV_TOKEN: [&str; 2] = ["BRIEFING_BOT_DISCORD__TOKEN", "DISCORD_TOKEN"];

/// The settings of a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// `[knowledge]`.
    pub knowledge: Knowledge,
    /// `[discord]`.
    pub discord: Discord,
}

/// `[knowledge]`: what the bot answers from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// A library or one briefing; `None` leaves the choice to the shell.
    pub dir: Option<PathBuf>,
}

/// `[discord]`: how the bot goes online.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Discord {
    /// The bot token, where it was given at once.
    pub token: Option<Secret>,
    /// A file that holds the bot token; the shell reads it. Never set beside `token`.
    pub token_file: Option<PathBuf>,
}

/// Text that is never printed: its `Debug` is redacted and it has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret; white space around it is left out, and what is empty is none.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

const SECTIONS: [(&str, &[&str]); 2] = [("knowledge", &["dir"]), ("discord", &["token", "token_file"])];

/// Reads a configuration: the file, if there is one, then the environment over it.
///
/// Relative paths in the file are relative to the file's folder, those in the environment to the working
/// directory. Variables that are empty count as unset.
///
/// # Errors
/// Every problem of the file at once: syntax, unknown keys, wrong types, empty or contradicting values. What they
/// show of the file has its secrets masked.
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
    let mut config = match file {
        Some(file) => read_file(file)?,
        None => Config::default(),
    };
    let env = |name: &str| env(name).filter(|value| !value.trim().is_empty());
    if let Some(dir) = env(ENV_KNOWLEDGE_DIR) {
        config.knowledge.dir = Some(dir.into());
    }
    if let Some(token) = ENV_TOKEN.iter().find_map(|name| env(name)).and_then(|token| Secret::new(&token)) {
        config.discord = Discord { token: Some(token), token_file: None };
    }
    Ok(config)
}

fn read_file(file: &Source) -> Result<Config, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let shown = Arc::new(Source { path: file.path.clone(), text: mask::mask(&file.text) });
    let mut reader =
        Reader { shown, folder: Path::new(&file.path).parent().unwrap_or(Path::new("")), found: Vec::new() };
    for error in errors {
        let span = error.span().unwrap_or_default();
        reader.refuse("C001", format!("this is not TOML: {}", error.message()), span);
    }
    if !reader.found.is_empty() {
        // What a recovering parser makes of a broken file would only be confusing.
        return Err(reader.found);
    }
    let config = reader.config(table.get_ref());
    if reader.found.is_empty() { Ok(config) } else { Err(reader.found) }
}

struct Reader<'a> {
    shown: Arc<Source>,
    folder: &'a Path,
    found: Vec<Diagnostic>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader<'_> {
    fn refuse(&mut self, code: &'static str, message: String, span: std::ops::Range<usize>) {
        self.found.push(Diagnostic::error(code, message, Place::new(&self.shown, span)));
    }

    fn help(&mut self, help: String) {
        if let Some(last) = self.found.last_mut() {
            last.help.push(help);
        }
    }

    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
        for (name, section) in table {
            let Some((_, keys)) = SECTIONS.iter().find(|(known, _)| *known == name.get_ref()) else {
                self.unknown("section", name, &names);
                continue;
            };
            let Some(table) = section.get_ref().as_table() else {
                self.wrong_type(&format!("`{}`", name.get_ref()), "a table", section);
                continue;
            };
            for (key, value) in table {
                self.key(&mut config, name.get_ref(), key, value, keys);
            }
            if name.get_ref() == "discord" && config.discord.token.is_some() && config.discord.token_file.is_some() {
                let span = table.get_key_value("token_file").map_or(0..0, |(key, _)| key.span());
                self.refuse("C004", "both `token` and `token_file` are set".to_owned(), span);
                self.help("keep one of them".to_owned());
            }
        }
        config
    }

    fn key(
        &mut self,
        config: &mut Config,
        section: &str,
        key: &Spanned<toml::de::DeString<'_>>,
        value: &Value<'_>,
        keys: &[&str],
    ) {
        let name: &str = key.get_ref();
        if !keys.contains(&name) {
            self.unknown(&format!("key in [{section}]"), key, keys);
            return;
        }
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(&format!("`{section}.{name}`"), "a string", value);
            return;
        };
        if text.trim().is_empty() {
            self.refuse("C003", format!("`{section}.{name}` is empty"), value.span());
            self.help("leave the key out to have the default".to_owned());
            return;
        }
        match name {
            "dir" => config.knowledge.dir = Some(self.folder.join(text)),
            "token" => config.discord.token = Secret::new(text),
            "token_file" => config.discord.token_file = Some(self.folder.join(text)),
            _ => {}
        }
    }

    fn unknown(&mut self, what: &str, key: &Spanned<toml::de::DeString<'_>>, known: &[&str]) {
        let name: &str = key.get_ref();
        // A long name may be a token in the wrong place.
        let shown: String = name.chars().take(24).collect();
        self.refuse("C002", format!("unknown {what}: `{shown}`"), key.span());
        let nearest = crate::config::nearest(name, known.iter().copied());
        let list = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.help(nearest.map_or_else(|| format!("known here: {list}"), |near| format!("did you mean `{near}`?")));
    }

    fn wrong_type(&mut self, what: &str, wanted: &str, value: &Value<'_>) {
        let got = value.get_ref().type_str();
        self.refuse("C003", format!("{what} must be {wanted}, not {got}"), value.span());
    }
}

/// The name that a misspelt one probably meant: within a few slips of it, or with much the same beginning.
#[must_use]
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let likeness = |name: &str| {
        let slips = strsim::normalized_damerau_levenshtein(&given, name);
        slips.max(strsim::jaro_winkler(&given, name) - LIKENESS_OF_BEGINNINGS)
    };
    names
        .into_iter()
        .map(|name| (likeness(&name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// Share of characters that must be the same for a suggestion.
const LIKENESS_MIN: f64 = 0.6;
/// How much more alike names must be when only their beginnings count.
const LIKENESS_OF_BEGINNINGS: f64 = 0.2;

#[cfg(test)]
mod tests;
