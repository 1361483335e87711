//! How a run ends: exit codes, and what ends it early.

use std::io;
use std::process::ExitCode;

use crate::diagnostic::Diagnostic;

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done: 0.
    Done,
    /// What was checked is found wanting: 1.
    Wanting,
    /// Something cannot be read, or bad usage: 2.
    Unusable,
    /// Online, but nothing came from Discord for too long: 3. To be started again.
    Stalled,
    /// Discord refuses the token: 4.
    TokenRefused,
    /// Discord refuses the intents: 5.
    IntentsRefused,
    /// Too few sessions may be begun today: 6.
    SessionsSpent,
    /// Discord cannot be reached, or closed the connection for another reason: 7.
    Closed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Wanting => 1,
            Exit::Unusable => 2,
            Exit::Stalled => 3,
            Exit::TokenRefused => 4,
            Exit::IntentsRefused => 5,
            Exit::SessionsSpent => 6,
            Exit::Closed => 7,
        })
    }
}

/// What ends a command early.
#[derive(Debug)]
pub enum Failure {
    /// Standard input or output failed.
    Stream(io::Error),
    /// A knowledge or config file is refused.
    Refused(Vec<Diagnostic>),
    /// Arguments or the environment do not fit; a message for the user.
    Usage(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Stream(error)
    }
}
