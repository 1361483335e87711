//! What handling an interaction leads to, before any transport.

use std::time::{Instant, SystemTime};

use serenity::all::CreateInteractionResponse;

use super::look::Look;

/// The time of an event: handlers look at no clock.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// For intervals.
    pub instant: Instant,
    /// For dates that people read.
    pub wall: SystemTime,
}

/// The first response to an interaction, and what is to be done after it was sent.
#[derive(Debug, Clone)]
pub struct Handled {
    /// The first response; due within 3 s of the interaction.
    pub response: CreateInteractionResponse,
    /// What follows it.
    pub then: Option<Then>,
}

impl From<CreateInteractionResponse> for Handled {
    /// A response that nothing follows.
    fn from(response: CreateInteractionResponse) -> Self {
        Self { response, then: None }
    }
}

/// What follows a first response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Delete the message that the interaction belongs to.
    DeleteOriginal,
    /// Look something up, or do it, and edit the promised response, or the message that was pressed, into what came of it.
    Look(Look),
    /// Reload the knowledge and edit the deferred response into a report.
    Reload {
        /// Id of the user who asked for it.
        by: u64,
    },
}
