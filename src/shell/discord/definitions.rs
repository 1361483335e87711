//! The commands as Discord is told of them, and whether it has to be told again.

mod differ;

pub use differ::differs;

use serenity::all::{
    ChannelType, CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, Permissions,
};

use super::wording;
use crate::shell::commands::{COMMANDS, Command, NAME_MAX_CHARS, Slot};

/// The option that says who sees an answer.
pub const SHARE: &str = "share";
/// The command of admins.
pub const ADMIN: &str = "admin";
/// Its subcommand that loads the knowledge anew.
pub const RELOAD: &str = "reload";
/// Its subcommand that gives a server or a channel a briefing.
pub const BRIEFING: &str = "briefing";
/// Its option for the briefing.
pub const ID: &str = "id";
/// Its option for the whole server.
pub const EVERYWHERE: &str = "everywhere";
/// Its subcommand that shows how the bot is.
pub const STATUS: &str = "status";
/// Its subcommand that shows the questions without an answer.
pub const UNANSWERED: &str = "unanswered";
/// Its subcommand that shows numbers by day.
pub const STATS: &str = "stats";
/// Its option for how many days.
pub const DAYS: &str = "days";
/// Its subcommand for what a server chooses for itself.
pub const SETTINGS: &str = "settings";
/// Its option for the briefing of the server.
pub const SERVER_BRIEFING: &str = "briefing";
/// Its option for who sees answers to commands.
pub const SERVER_SHARE: &str = "share";
/// Its option for a channel to answer in.
pub const ANSWER_IN: &str = "answer-in";
/// Its option for a channel to answer in no more.
pub const STOP_ANSWERING_IN: &str = "stop-answering-in";
/// Its option for a channel to listen in.
pub const LISTEN_IN: &str = "listen-in";
/// Its option for a channel to listen in no more.
pub const STOP_LISTENING_IN: &str = "stop-listening-in";
/// Its option that takes all settings back.
pub const RESET: &str = "reset";
/// The command on a message that holds it to be a quotation.
pub const CHECK_QUOTE: &str = "Check this quote";
/// The command on a message that holds it to be a question.
pub const ANSWER: &str = "Answer this";

/// All commands, for one bulk overwrite of the application's global commands.
#[must_use]
pub fn definitions() -> Vec<CreateCommand> {
    let slash = COMMANDS.iter().map(slash);
    let message = [CHECK_QUOTE, ANSWER].map(|name| everywhere(CreateCommand::new(name).kind(CommandType::Message)));
    slash.chain(message).chain([admin()]).collect()
}

fn slash(command: &Command) -> CreateCommand {
    let mut options: Vec<CreateCommandOption> = command.slots.iter().map(slot).collect();
    if command.can_be_shared {
        options.push(CreateCommandOption::new(CommandOptionType::Boolean, SHARE, wording::SHARE));
    }
    everywhere(text(command.name, command.description).set_options(options))
}

fn slot(slot: &Slot) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, slot.name, slot.description)
        .required(slot.is_required)
        .max_length(slot.max_chars)
        .set_autocomplete(slot.completion.is_some())
}

/// Hidden from all but those who manage a server, who may change its settings; who may use the rest, the configuration
/// says.
fn admin() -> CreateCommand {
    let sub =
        |name: &str, description: &str| CreateCommandOption::new(CommandOptionType::SubCommand, name, description);
    let id = CreateCommandOption::new(CommandOptionType::String, ID, wording::BRIEFING_ID);
    let everywhere = CreateCommandOption::new(CommandOptionType::Boolean, EVERYWHERE, wording::EVERYWHERE);
    let briefing = sub(BRIEFING, wording::BRIEFING)
        .add_sub_option(id.required(false).max_length(NAME_MAX_CHARS).set_autocomplete(true))
        .add_sub_option(everywhere.required(false));
    text(ADMIN, wording::ADMIN)
        .set_options(vec![
            sub(RELOAD, wording::RELOAD),
            sub(STATUS, wording::STATUS),
            briefing,
            sub(UNANSWERED, wording::UNANSWERED),
            stats(),
            settings(),
        ])
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .contexts(vec![InteractionContext::Guild])
        .integration_types(vec![InstallationContext::Guild])
}

fn stats() -> CreateCommandOption {
    let days = CreateCommandOption::new(CommandOptionType::Integer, DAYS, wording::STATS_DAYS);
    let days = [14, 30].into_iter().fold(days, |days, n| days.add_int_choice(n.to_string(), n));
    CreateCommandOption::new(CommandOptionType::SubCommand, STATS, wording::STATS).add_sub_option(days)
}

fn settings() -> CreateCommandOption {
    let option = |kind, name: &str, description: &str| CreateCommandOption::new(kind, name, description);
    let briefing = option(CommandOptionType::String, SERVER_BRIEFING, wording::SERVER_BRIEFING)
        .max_length(NAME_MAX_CHARS)
        .set_autocomplete(true);
    let flag = |name: &str, description: &str| option(CommandOptionType::Boolean, name, description);
    let channel = |name: &str, description: &str| {
        option(CommandOptionType::Channel, name, description).channel_types(vec![
            ChannelType::Text,
            ChannelType::News,
            ChannelType::Voice,
            ChannelType::Forum,
        ])
    };
    let settings = option(CommandOptionType::SubCommand, SETTINGS, wording::SETTINGS);
    [
        briefing,
        flag(SERVER_SHARE, wording::SERVER_SHARE),
        channel(ANSWER_IN, wording::ANSWER_IN),
        channel(STOP_ANSWERING_IN, wording::STOP_ANSWERING_IN),
        channel(LISTEN_IN, wording::LISTEN_IN),
        channel(STOP_LISTENING_IN, wording::STOP_LISTENING_IN),
        flag(RESET, wording::RESET),
    ]
    .into_iter()
    .fold(settings, CreateCommandOption::add_sub_option)
}

fn text(name: &str, description: &str) -> CreateCommand {
    CreateCommand::new(name).kind(CommandType::ChatInput).description(description)
}

/// In servers, in private messages with the bot, and, for who installed it for themselves, in all others.
fn everywhere(command: CreateCommand) -> CreateCommand {
    command
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel])
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
}

#[cfg(test)]
mod tests;
