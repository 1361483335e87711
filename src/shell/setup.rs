//! What a command needs before it starts: the configuration, the knowledge, the engine.

use std::io;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::files::Stock;
use super::{files, wording};
use crate::config::{self, Config, Secret};
use crate::diagnostic::Source;
use crate::engine::Engine;
use crate::knowledge::library::Library;
use crate::store::Place;

/// Read when no other file is named, if it is there.
const CONFIG_FILE: &str = "config.toml";
/// Read when no other folder is named, if it is there.
const KNOWLEDGE_DIR: &str = "knowledge";

/// Reads the configuration.
///
/// # Errors
/// A named file that cannot be read; every problem of a file that can.
pub fn config(named: Option<&Path>) -> Result<Config, Failure> {
    config::read(config_file(named)?.as_ref(), environment).map_err(Failure::Refused)
}

/// The settings file: the one that was named, else the one in the working directory, if there is one.
///
/// # Errors
/// A file that cannot be read.
pub fn config_file(named: Option<&Path>) -> Result<Option<Source>, Failure> {
    let path = named.unwrap_or(Path::new(CONFIG_FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(Source { path: path.display().to_string(), text })),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::Usage(wording::unreadable(&path.display().to_string(), &error))),
    }
}

/// A variable of the environment; one that is not UTF-8 counts as unset.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The Discord token, if there is one.
///
/// # Errors
/// A token file that cannot be read.
pub fn token(config: &Config) -> Result<Option<Secret>, Failure> {
    let Some(path) = &config.discord.token_file else { return Ok(config.discord.token.clone()) };
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Usage(wording::unreadable(&path.display().to_string(), &error)))?;
    Ok(Secret::new(&text))
}

/// Made or opened when no other store is named.
const STORE_FILE: &str = "briefing-bot.db";

/// Where the store is: what the configuration names, else a file in the working directory; `None` where none is wanted.
///
/// # Errors
/// A file with the address that cannot be read, or holds none.
pub fn store_place(config: &Config) -> Result<Option<Place>, Failure> {
    let url = match &config.store.url_file {
        None => config.store.url.clone(),
        Some(path) => {
            let name = path.display().to_string();
            let text =
                std::fs::read_to_string(path).map_err(|error| Failure::Usage(wording::unreadable(&name, &error)))?;
            let url = Secret::new(&text).ok_or_else(|| Failure::Usage(wording::store::no_address(&name)))?;
            Some(url)
        }
    };
    let Some(url) = url else { return Ok(Some(Place::file(STORE_FILE))) };
    if url.expose() == "none" {
        return Ok(None);
    }
    let source = config.store.url_file.as_ref().map_or("store.url".to_owned(), |path| path.display().to_string());
    Place::parse(url.expose()).map(Some).ok_or_else(|| Failure::Usage(wording::store::no_address(&source)))
}

/// Where knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A folder.
    Dir(PathBuf),
    /// The copy in the binary.
    BuiltIn,
}

impl Origin {
    /// As a user would name it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Dir(dir) => dir.display().to_string(),
            Self::BuiltIn => wording::BUILT_IN.to_owned(),
        }
    }
}

/// The folder that was named, else the config's, else the one in the working directory, else the built-in copy.
#[must_use]
pub fn origin(named: Option<&Path>, config: &Config) -> Origin {
    let standing = Path::new(KNOWLEDGE_DIR);
    match named.or(config.knowledge.dir.as_deref()) {
        Some(dir) => Origin::Dir(dir.to_owned()),
        None if standing.is_dir() => Origin::Dir(standing.to_owned()),
        None => Origin::BuiltIn,
    }
}

/// Loads the knowledge of an origin.
///
/// # Errors
/// A folder that is not there; knowledge that is refused.
pub fn library(origin: &Origin) -> Result<Library, Failure> {
    match origin {
        Origin::BuiltIn => Ok(files::built_in()),
        Origin::Dir(dir) if dir.exists() => files::read_library(dir).map_err(Failure::Refused),
        Origin::Dir(_) => Err(Failure::Usage(wording::no_such_folder(&origin.name()))),
    }
}

/// Loads all that a running bot needs of an origin.
///
/// # Errors
/// As [`library`], and golden questions that are none.
pub fn stock(origin: &Origin) -> Result<Stock, Failure> {
    match origin {
        Origin::BuiltIn => files::built_in_stock().map_err(Failure::Refused),
        Origin::Dir(dir) if dir.exists() => files::read_stock(dir).map_err(Failure::Refused),
        Origin::Dir(_) => Err(Failure::Usage(wording::no_such_folder(&origin.name()))),
    }
}

/// An engine over the knowledge that a command is to use, and where that comes from.
///
/// # Errors
/// See [`library`].
pub fn engine(named: Option<&Path>, config: &Config) -> Result<(Engine, Origin), Failure> {
    let origin = origin(named, config);
    Ok((Engine::new(library(&origin)?), origin))
}

/// Is there such a briefing?
///
/// # Errors
/// If not, a message with the nearest id and all that there are.
pub fn require_briefing(library: &Library, id: &str) -> Result<(), Failure> {
    let ids: Vec<&str> = library.briefings.iter().map(|briefing| &*briefing.id).collect();
    if ids.contains(&id) {
        return Ok(());
    }
    Err(Failure::Usage(wording::no_such_briefing(id, config::nearest(id, ids.iter().copied()), &ids)))
}
