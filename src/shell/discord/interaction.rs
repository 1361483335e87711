//! An interaction in, its response out: no transport, no clock, no waiting.

mod about;
mod admin;
mod autocomplete;
mod choose;
mod command;
mod component;

use serenity::all::{CreateInteractionResponse, Interaction};

use super::handled::{Handled, Moment};
use super::{convert, wording};
use crate::render::discord::message;
use crate::shell::app::App;

/// Handles an interaction of any kind. What this version does not know, it says so kindly.
#[must_use]
pub fn handle(app: &App, interaction: &Interaction, moment: Moment) -> Handled {
    match interaction {
        Interaction::Ping(_) => CreateInteractionResponse::Pong.into(),
        Interaction::Autocomplete(typed) => autocomplete::complete(app, typed).into(),
        Interaction::Command(command) => command::handle(app, command, moment),
        Interaction::Component(pressed) => component::handle(app, pressed, moment),
        _ => notice(wording::OLD_BUTTON).into(),
    }
}

/// Something to know, for the one who caused it alone.
fn notice(text: &str) -> CreateInteractionResponse {
    convert::response(&message::notice(text), true)
}

/// Something that is not allowed or does not work, for the one who caused it alone.
fn problem(text: &str) -> CreateInteractionResponse {
    convert::response(&message::problem(text), true)
}
