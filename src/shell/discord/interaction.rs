//! An interaction in, its response out: no transport, no clock, no waiting.

mod about;
mod admin;
mod autocomplete;
mod choose;
mod command;
mod component;
mod settings;
mod vote;

use serenity::all::{ChannelType, CreateInteractionResponse, Interaction, PartialChannel};

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
        Interaction::Command(command) => {
            learn(app, command.channel.as_ref(), moment);
            command::handle(app, command, moment)
        }
        Interaction::Component(pressed) => {
            learn(app, pressed.channel.as_ref(), moment);
            component::handle(app, pressed, moment)
        }
        _ => notice(wording::OLD_BUTTON).into(),
    }
}

/// A thread is of its channel.
fn learn(app: &App, channel: Option<&PartialChannel>, moment: Moment) {
    let is_thread = |channel: &&PartialChannel| {
        matches!(channel.kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
    };
    if let Some(thread) = channel.filter(is_thread)
        && let Some(parent) = thread.parent_id
    {
        app.servers.know_thread(thread.id.get(), parent.get(), moment.instant);
    }
}

/// Something to know, for the one who caused it alone.
fn notice(text: &str) -> CreateInteractionResponse {
    convert::response(message::notice(text), true)
}

/// Something that is not allowed or does not work, for the one who caused it alone.
fn problem(text: &str) -> CreateInteractionResponse {
    convert::response(message::problem(text), true)
}
