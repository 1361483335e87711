//! What is wrong with settings whose every key is sound by itself.

use std::net::SocketAddr;
use std::path::Path;

use super::features::{Kept, Known};
use crate::config::{self, Config, Secret, Shards};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::knowledge::library::Library;
use crate::shell::failure::Failure;
use crate::shell::http::signature::Verifier;
use crate::shell::setup::{self, environment};
use crate::shell::wording::{self, config as words};
use crate::store::Place;

/// `run` would refuse what a key names.
const UNUSABLE: &str = "C007";
/// `run` would start, but hardly as it is meant.
const DOUBTFUL: &str = "C008";

/// Settings, and what is wrong with them so far.
pub(super) struct Settings<'a> {
    pub(super) file: Option<&'a Source>,
    pub(super) config: &'a Config,
    pub(super) found: Vec<Diagnostic>,
}

impl Settings<'_> {
    /// Notes that what a key names cannot be used. A second line of the message is advice.
    pub(super) fn refuse(&mut self, key: (&str, &str), message: &str) {
        self.note(key, UNUSABLE, Severity::Error, message);
    }

    fn doubt(&mut self, key: (&str, &str), message: &str) {
        self.note(key, DOUBTFUL, Severity::Warning, message);
    }

    fn note(&mut self, key: (&str, &str), code: &'static str, severity: Severity, message: &str) {
        let (message, help) = message.split_once("\n  help: ").map_or((message, None), |(one, two)| (one, Some(two)));
        let mut finding = config::blame(self.file, environment, key, code, message);
        finding.severity = severity;
        finding.help.extend(help.map(str::to_owned));
        self.found.push(finding);
    }

    /// Is there a token? It is not shown.
    pub(super) fn token(&mut self) -> bool {
        match setup::token(self.config) {
            Ok(Some(token)) => {
                if !has_form(&token) {
                    self.doubt(("discord", self.token_key()), words::ODD_TOKEN);
                }
                true
            }
            Ok(None) => {
                // Another finding may be why there is none.
                if self.config.http.listen.is_some() {
                    self.refuse(("http", "listen"), wording::http::NO_TOKEN);
                } else if self.found.is_empty() {
                    let message = if self.config.discord.token_file.is_some() {
                        words::EMPTY_TOKEN_FILE
                    } else {
                        words::NO_TOKEN
                    };
                    self.doubt(("discord", self.token_key()), message);
                }
                false
            }
            Err(failure) => {
                self.fail(("discord", "token_file"), failure);
                false
            }
        }
    }

    fn token_key(&self) -> &'static str {
        if self.config.discord.token_file.is_some() { "token_file" } else { "token" }
    }

    /// Can what is to be opened be opened, as far as the settings tell?
    pub(super) fn addresses(&mut self) {
        let (http, operations) = (self.config.http.listen, self.config.operations.listen);
        if let (Some(http), Some(operations)) = (http, operations)
            && collide(http, operations)
        {
            self.refuse(("operations", "listen"), words::SAME_ADDRESS);
        }
        if let Some(key) = self.config.discord.public_key
            && Verifier::new(key).is_none()
        {
            self.refuse(("discord", "public_key"), wording::http::NO_KEY);
        }
    }

    /// Loads the knowledge as `run` does.
    pub(super) fn knowledge(&mut self) -> Option<Known> {
        let origin = setup::origin(None, self.config);
        match setup::stock(&origin) {
            Ok(stock) => {
                self.choices(&stock.library);
                let briefings = &stock.library.briefings;
                Some(Known {
                    origin: origin.name(),
                    hash: stock.hash,
                    briefings: briefings.len(),
                    entries: briefings.iter().map(|one| one.entries.len()).sum(),
                })
            }
            Err(failure) => {
                self.fail(("knowledge", "dir"), failure);
                None
            }
        }
    }

    /// A place that was given a briefing which is not there is asked all of them.
    fn choices(&mut self, library: &Library) {
        for choice in &self.config.discord.briefings {
            if let Err(Failure::Usage(message)) = setup::require_briefing(library, &choice.briefing) {
                self.doubt(("discord", "briefings"), &message);
            }
        }
    }

    /// Where the store is; nothing is opened.
    pub(super) fn store(&mut self) -> Option<Kept> {
        let key = self.store_key();
        let place = setup::store_place(self.config);
        let claims = matches!(self.config.discord.shards, Some(Shards::Claimed { .. }));
        let is_shared = place.as_ref().is_ok_and(|place| place.as_ref().is_some_and(Place::is_shared));
        if claims && place.is_ok() && !is_shared {
            self.refuse(("discord", "shards"), wording::processes::NO_CLAIMS);
        }
        match place {
            Ok(None) => Some(Kept { kind: "none", file: None, pending: None }),
            Ok(Some(Place::Server(_))) => Some(Kept { kind: "postgresql", file: None, pending: None }),
            Ok(Some(Place::File(path))) => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
                if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                    self.refuse(key, &words::no_folder_for_store(&folder.display().to_string()));
                }
                Some(Kept { kind: "sqlite", file: Some(shown(&path)), pending: None })
            }
            Err(failure) => {
                self.fail(key, failure);
                None
            }
        }
    }

    /// The key that tells where the store is.
    pub(super) fn store_key(&self) -> (&'static str, &'static str) {
        ("store", if self.config.store.url_file.is_some() { "url_file" } else { "url" })
    }

    fn fail(&mut self, key: (&str, &str), failure: Failure) {
        match failure {
            Failure::Refused(found) => self.found.extend(found),
            Failure::Usage(message) => self.refuse(key, &message),
            Failure::Stream(error) => self.refuse(key, &error.to_string()),
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Three parts with dots between them, of the letters of URL-safe base64. Source: what Discord gives out.
fn has_form(token: &Secret) -> bool {
    let parts: Vec<&str> = token.expose().split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    parts.len() == 3 && parts.iter().all(is_part)
}

/// Could not both be opened? Port 0 is whichever is free.
fn collide(one: SocketAddr, other: SocketAddr) -> bool {
    let is_any = |address: SocketAddr| address.ip().is_unspecified();
    one.port() == other.port() && one.port() != 0 && (one.ip() == other.ip() || is_any(one) || is_any(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_discord_gives_out_has_the_form_of_a_token() {
        for (text, wanted) in [
            ("MTk4NjIyNDgz.Cl2FMQ.ZnCjm1XVW7vRze4b-7_a", true),
            ("0123456789abcdef0123456789abcdef", false),
            ("Bot MTk4.Cl2F.ZnCj", false),
            ("a..b", false),
            ("a.b.c.d", false),
        ] {
            assert_eq!(has_form(&Secret::new(text).unwrap()), wanted, "{text}");
        }
    }

    #[test]
    fn two_addresses_collide_where_only_one_can_be_opened() {
        for (one, other, wanted) in [
            ("127.0.0.1:80", "127.0.0.1:80", true),
            ("0.0.0.0:80", "127.0.0.1:80", true),
            ("127.0.0.1:80", "[::]:80", true),
            ("127.0.0.1:80", "127.0.0.1:81", false),
            ("127.0.0.1:80", "127.0.0.2:80", false),
            ("127.0.0.1:0", "127.0.0.1:0", false),
        ] {
            assert_eq!(collide(one.parse().unwrap(), other.parse().unwrap()), wanted, "{one} {other}");
        }
    }
}
