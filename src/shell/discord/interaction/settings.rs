//! `/admin settings`: what a server chooses for itself.

use serenity::all::{
    CommandDataOption, CommandDataOptionValue, CommandInteraction, CreateInteractionResponse, GuildId,
};

use super::super::definitions::{
    ANSWER_IN, LISTEN_IN, RESET, SERVER_BRIEFING, SERVER_SHARE, SETTINGS, STOP_ANSWERING_IN, STOP_LISTENING_IN,
};
use super::super::handled::Moment;
use super::super::wording::kept::settings as says;
use super::super::{convert, wording};
use super::{notice, problem};
use crate::config::Place;
use crate::render::discord::card::Tone;
use crate::render::discord::escape::line;
use crate::render::discord::message;
use crate::shell::app::App;
use crate::store::{At, Name, Record};

/// Makes the changes that are wished for, all or none, and shows what holds then.
pub(super) fn handle(app: &App, command: &CommandInteraction, moment: Moment) -> CreateInteractionResponse {
    let Some(guild) = command.guild_id.map(GuildId::get) else { return notice(wording::UNKNOWN_COMMAND) };
    let options = command.data.options.iter().find_map(|option| match &option.value {
        CommandDataOptionValue::SubCommand(options) if option.name == SETTINGS => Some(&options[..]),
        _ => None,
    });
    let options = options.unwrap_or_default();
    let channel = |name: &str| match value(options, name) {
        Some(CommandDataOptionValue::Channel(channel)) => Some(At::channel(Some(guild), channel.get())),
        _ => None,
    };
    if channel(LISTEN_IN).is_some() && app.settings.listen_channels.is_empty() {
        return problem(says::NO_CONTENT);
    }
    let mut changes: Vec<(At, Name, Option<String>)> = Vec::new();
    if value(options, RESET).and_then(CommandDataOptionValue::as_bool) == Some(true) {
        changes.extend(all(app, guild));
    }
    if let Some(id) = value(options, SERVER_BRIEFING).and_then(CommandDataOptionValue::as_str).map(str::trim) {
        let knowledge = app.knowledge();
        let briefings = &knowledge.engine.library().briefings;
        let is_known = briefings.iter().any(|briefing| *briefing.id == *id);
        if !is_known && !id.eq_ignore_ascii_case(ALL) {
            return problem(&wording::no_such_briefing(briefings.iter().map(|briefing| &*briefing.id)));
        }
        let id = if is_known { id } else { "" };
        changes.push((At::guild(guild), Name::Briefing, Some(id.to_owned())));
    }
    if let Some(share) = value(options, SERVER_SHARE).and_then(CommandDataOptionValue::as_bool) {
        changes.push((At::guild(guild), Name::Share, Some(share.to_string())));
    }
    for (option, name, is_made) in [
        (STOP_ANSWERING_IN, Name::Allowed, false),
        (ANSWER_IN, Name::Allowed, true),
        (STOP_LISTENING_IN, Name::Listens, false),
        (LISTEN_IN, Name::Listens, true),
    ] {
        changes.extend(channel(option).map(|at| (at, name, is_made.then(|| true.to_string()))));
    }
    for (at, name, value) in &changes {
        put(app, *at, *name, value.as_deref(), moment);
    }
    shown(app, guild, moment)
}

/// Stands for all briefings where an id is wanted.
pub(super) const ALL: &str = "all";

/// Makes a change at once, and has it kept.
fn put(app: &App, at: At, name: Name, value: Option<&str>, moment: Moment) {
    match (name, at.guild) {
        (Name::Briefing, Some(guild)) => match value {
            Some(id) => app.choices.choose(Place::Guild(guild), Some(id.to_owned()).filter(|id| !id.is_empty())),
            None => app.choices.restore(Place::Guild(guild)),
        },
        _ => app.servers.put(at, name, value),
    }
    if let Some(link) = &app.store {
        link.record(Record::Setting { at, name, value: value.map(str::to_owned), changed: moment.wall });
    }
}

/// What takes every choice of a server away.
fn all(app: &App, guild: u64) -> Vec<(At, Name, Option<String>)> {
    let server = app.servers.of(guild);
    let of_channels = |channels: std::collections::BTreeSet<u64>, name: Name| {
        channels.into_iter().map(move |channel| (At::channel(Some(guild), channel), name, None))
    };
    let own = [Name::Briefing, Name::Share].map(|name| (At::guild(guild), name, None));
    let channels = of_channels(server.allowed, Name::Allowed).chain(of_channels(server.listens, Name::Listens));
    channels.chain(own).collect()
}

fn shown(app: &App, guild: u64, moment: Moment) -> CreateInteractionResponse {
    let server = app.servers.of(guild);
    // No channel has this id: what holds is the server's own.
    let briefing = app.choices.at(Some(guild), 0);
    let knowledge = app.knowledge();
    let briefings = &knowledge.engine.library().briefings;
    let title = |id: &str| briefings.iter().find(|briefing| *briefing.id == *id).map(|briefing| line(&briefing.title));
    let briefing = briefing.map(|id| title(&id).unwrap_or_else(|| line(&id)));
    let hears = !app.settings.listen_channels.is_empty();
    let mut body = says::lines(&server, briefing.as_deref(), hears, app.store.is_some());
    let is_vain = |channel: &u64| !app.servers.may_answer(Some(guild), *channel, moment.instant);
    if server.listens.iter().any(is_vain) {
        body.push('\n');
        body.push_str(says::LISTENS_IN_VAIN);
    }
    convert::response(message::marked(Tone::Notice, Some(says::TITLE), body, Vec::new()), true)
}

fn value<'a>(options: &'a [CommandDataOption], name: &str) -> Option<&'a CommandDataOptionValue> {
    options.iter().find(|option| option.name == name).map(|option| &option.value)
}
