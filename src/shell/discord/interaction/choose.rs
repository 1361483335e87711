//! `/admin briefing`: which briefing a server or a channel asks.

use serenity::all::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, CreateInteractionResponse, GuildId,
};

use super::super::definitions::{BRIEFING, EVERYWHERE, ID};
use super::super::handled::Moment;
use super::super::wording;
use super::{notice, problem};
use crate::config::Place;
use crate::render::discord::escape::label;
use crate::shell::app::App;
use crate::shell::keep;

/// Gives the channel or the server a briefing; without an id, all.
pub(super) fn handle(app: &App, command: &CommandInteraction, moment: Moment) -> CreateInteractionResponse {
    let options = command.data.options.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::SubCommand(options) if option.name == BRIEFING => Some(&options[..]),
        _ => None,
    });
    let value = |name: &str| {
        let option = options.unwrap_or_default().iter().find(|option: &&CommandDataOption| option.name == name);
        option.map(|option| &option.value)
    };
    let is_everywhere = value(EVERYWHERE).and_then(CommandDataOptionValue::as_bool).unwrap_or(false);
    let place = match command.guild_id.filter(|_| is_everywhere) {
        Some(guild) => Place::Guild(guild.get()),
        None => Place::Channel(command.channel_id.get()),
    };
    let id = value(ID).and_then(CommandDataOptionValue::as_str).map(str::trim).filter(|id| !id.is_empty());
    let knowledge = app.knowledge();
    let briefings = &knowledge.engine.library().briefings;
    let choose = |id: Option<&str>| {
        app.choices.choose(place, id.map(str::to_owned));
        keep::choice(app, command.guild_id.map(GuildId::get), place, id, moment.wall)
    };
    let Some(id) = id else {
        let is_kept = choose(None);
        return notice(&wording::all_briefings(place, is_kept));
    };
    match briefings.iter().find(|briefing| *briefing.id == *id) {
        Some(briefing) => {
            let is_kept = choose(Some(id));
            notice(&wording::chosen(place, &label(&briefing.title), id, is_kept))
        }
        None => problem(&wording::no_such_briefing(briefings.iter().map(|briefing| &*briefing.id))),
    }
}
