//! Why the bot goes, or stays, offline: an exit code of its own for each, and what to do.

use serenity::all::{Error, GatewayError, HttpError};

use super::verdict;
use crate::shell::failure::Exit;
use crate::shell::wording::offline as wording;

/// Why the bot goes, or stays, offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offline {
    /// It was asked to.
    Stopped,
    /// Nothing came from this shard for so many seconds.
    Stalled {
        /// Its number.
        shard: u32,
        /// The limit, in seconds.
        seconds: u32,
    },
    /// The token is refused.
    Token,
    /// The intents are refused; was the message-content intent among them?
    Intents {
        /// Are there channels where the bot listens to all?
        is_content_wanted: bool,
    },
    /// Too few sessions may be begun today.
    Sessions {
        /// How many are left.
        left: u64,
    },
    /// Anything else, in words.
    Other(String),
}

impl Offline {
    /// What an error of the gateway or of the first calls means.
    #[must_use]
    pub fn of(error: &Error, is_content_wanted: bool) -> Self {
        match error {
            Error::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => Self::Token,
            Error::Gateway(GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents) => {
                Self::Intents { is_content_wanted }
            }
            Error::Http(HttpError::UnsuccessfulRequest(response)) if response.status_code.as_u16() == 401 => {
                Self::Token
            }
            other => Self::Other(verdict::words(other)),
        }
    }

    /// How the process ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Stopped => Exit::Done,
            Self::Stalled { .. } => Exit::Stalled,
            Self::Token => Exit::TokenRefused,
            Self::Intents { .. } => Exit::IntentsRefused,
            Self::Sessions { .. } => Exit::SessionsSpent,
            Self::Other(_) => Exit::Closed,
        }
    }

    /// What happened and what to do, for whoever runs the bot.
    #[must_use]
    pub fn advice(&self) -> String {
        match self {
            Self::Stopped => wording::STOPPED.to_owned(),
            Self::Stalled { shard, seconds } => wording::stalled(*shard, *seconds),
            Self::Token => wording::TOKEN.to_owned(),
            Self::Intents { is_content_wanted: true } => wording::CONTENT_INTENT.to_owned(),
            Self::Intents { is_content_wanted: false } => wording::INTENTS.to_owned(),
            Self::Sessions { left } => wording::sessions(*left),
            Self::Other(why) => wording::other(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_a_code_and_advice_of_its_own() {
        let gateway = |error| Offline::of(&Error::Gateway(error), true);
        for (offline, exit, part) in [
            (Offline::Stopped, Exit::Done, "Stopped"),
            (Offline::Stalled { shard: 2, seconds: 180 }, Exit::Stalled, "180"),
            (gateway(GatewayError::InvalidAuthentication), Exit::TokenRefused, "token"),
            (gateway(GatewayError::DisallowedGatewayIntents), Exit::IntentsRefused, "listen_channels"),
            (gateway(GatewayError::InvalidGatewayIntents), Exit::IntentsRefused, "Message Content Intent"),
            (Offline::Intents { is_content_wanted: false }, Exit::IntentsRefused, "intents"),
            (Offline::Sessions { left: 3 }, Exit::SessionsSpent, "3 "),
            (gateway(GatewayError::OverloadedShard), Exit::Closed, "Discord"),
        ] {
            assert_eq!(offline.exit(), exit, "{offline:?}");
            assert!(offline.advice().contains(part), "{offline:?}: {}", offline.advice());
        }
    }
}
