//! Slash commands, and commands on messages.

use serenity::all::{CommandDataOptionValue, CommandInteraction, CommandType, GuildId, ResolvedTarget};

use super::super::caller::Caller;
use super::super::definitions::{ADMIN, ANSWER, CHECK_QUOTE, SHARE};
use super::super::exchange;
use super::super::handled::{Handled, Moment};
use super::super::{convert, wording};
use super::{about, admin, notice, problem};
use crate::engine::Request;
use crate::shell::app::App;
use crate::shell::commands::{self, Answerer, COMMANDS};
use crate::shell::question;

/// Handles a command.
pub(super) fn handle(app: &App, command: &CommandInteraction, moment: Moment) -> Handled {
    match command.data.kind {
        CommandType::ChatInput if command.data.name == ADMIN => admin::handle(app, command, moment),
        CommandType::ChatInput => slash(app, command, moment),
        CommandType::Message => on_message(app, command, moment),
        _ => notice(wording::UNKNOWN_COMMAND).into(),
    }
}

fn slash(app: &App, command: &CommandInteraction, moment: Moment) -> Handled {
    let name = &*command.data.name;
    let Some(known) = COMMANDS.iter().find(|known| known.name == name) else {
        return notice(wording::UNKNOWN_COMMAND).into();
    };
    if known.answerer == Answerer::Channel {
        return about::privacy(app).into();
    }
    let Some(request) = commands::request(name, |slot| text(command, slot)) else {
        return notice(wording::INCOMPLETE_COMMAND).into();
    };
    if request == Request::Help {
        return about::help(app).into();
    }
    let guild = command.guild_id.map(GuildId::get);
    let is_shared = known.can_be_shared && flag(command, SHARE).unwrap_or_else(|| app.servers.shares(guild));
    respond(app, &request, Caller::from(command), is_shared, moment)
}

/// Questions and quotations of others, which they did not ask the bot: only who asks sees the answer.
fn on_message(app: &App, command: &CommandInteraction, moment: Moment) -> Handled {
    let Some(ResolvedTarget::Message(message)) = command.data.target() else {
        return notice(wording::UNKNOWN_COMMAND).into();
    };
    // What was forwarded stands in snapshots.
    let forwarded = message.message_snapshots.iter().map(|snapshot| &*snapshot.content);
    let texts = [&*message.content].into_iter().chain(forwarded);
    let text = texts.map(str::trim).find(|text| !text.is_empty()).unwrap_or_default();
    let request = match &*command.data.name {
        _ if text.is_empty() => return notice(wording::NO_TEXT).into(),
        CHECK_QUOTE => Request::Verify { quote: text.to_owned() },
        ANSWER => Request::Ask(question::utterance(text, None)),
        _ => return notice(wording::UNKNOWN_COMMAND).into(),
    };
    respond(app, &request, Caller::from(command), false, moment)
}

fn text(command: &CommandInteraction, name: &str) -> Option<String> {
    option(command, name)?.as_str().map(str::to_owned)
}

fn flag(command: &CommandInteraction, name: &str) -> Option<bool> {
    option(command, name)?.as_bool()
}

fn option<'a>(command: &'a CommandInteraction, name: &str) -> Option<&'a CommandDataOptionValue> {
    command.data.options.iter().find(|option| option.name == name).map(|option| &option.value)
}

/// Performs a request in the dialogue of the caller. What helps nobody else is for the caller alone, whatever they
/// wished: misses, choices, refusals and small talk.
pub(super) fn respond(app: &App, request: &Request, caller: Caller<'_>, is_shared: bool, moment: Moment) -> Handled {
    if let Err(wait) = exchange::admit(app, caller, moment) {
        return problem(&wording::slow_down(wait)).into();
    }
    let exchange = exchange::perform(app, request, caller, moment);
    let is_shared =
        is_shared && app.servers.may_answer(caller.guild.map(GuildId::get), caller.channel.get(), moment.instant);
    let is_ephemeral = !(is_shared && exchange.is_of_use_to_all(request));
    convert::response(exchange.card(is_ephemeral), is_ephemeral).into()
}
