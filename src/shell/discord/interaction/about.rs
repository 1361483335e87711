//! What the bot says of itself: how it is used, and what it keeps.

use serenity::all::CreateInteractionResponse;

use super::super::wording::{kept, privacy as says};
use super::super::{convert, wording};
use crate::engine::{Dialogue, Request};
use crate::render::discord::card::Tone;
use crate::render::discord::message;
use crate::render::discord::press::Press;
use crate::shell::app::App;
use crate::shell::commands::{COMMANDS, Command};
use crate::shell::counters::Count;

/// What the bot can do, for the one who asks.
pub(super) fn help(app: &App) -> CreateInteractionResponse {
    app.counters.add(Count::Helped);
    let reply = app.knowledge().engine.perform(&Request::Help, &Dialogue::default());
    let commands: Vec<(String, &str)> = COMMANDS.iter().map(|command| (usage(command), command.description)).collect();
    let commands = commands.iter().map(|(usage, description)| (&**usage, *description));
    convert::response(message::help(&reply.text, commands.chain(wording::OTHER_WAYS)), true)
}

/// A command as it is typed on Discord: its options have names there.
fn usage(command: &Command) -> String {
    command.slots.iter().fold(format!("/{}", command.name), |usage, slot| usage + " " + slot.name)
}

/// What the bot keeps of its users, for the one who asks.
pub(super) fn privacy(app: &App) -> CreateInteractionResponse {
    let has_store = app.store.is_some();
    let parts = says::parts(has_store.then_some(app.kept.retention_days));
    let mut card = message::report(Tone::Notice, says::TITLE, says::text(has_store), &parts);
    card.rows.extend(message::button(&Press::Forget, kept::FORGET).map(|button| vec![button]));
    convert::response(card, true)
}
