//! The commands as Discord is told of them, and whether it has to be told again.

mod differ;

pub use differ::differs;

use serenity::all::{
    CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions,
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

/// Hidden from all but administrators of a server until they allow it to others; who may really use it, the
/// configuration says.
fn admin() -> CreateCommand {
    let sub =
        |name: &str, description: &str| CreateCommandOption::new(CommandOptionType::SubCommand, name, description);
    let id = CreateCommandOption::new(CommandOptionType::String, ID, wording::BRIEFING_ID);
    let everywhere = CreateCommandOption::new(CommandOptionType::Boolean, EVERYWHERE, wording::EVERYWHERE);
    let briefing = sub(BRIEFING, wording::BRIEFING)
        .add_sub_option(id.required(false).max_length(NAME_MAX_CHARS))
        .add_sub_option(everywhere.required(false));
    text(ADMIN, wording::ADMIN)
        .set_options(vec![sub(RELOAD, wording::RELOAD), sub(STATUS, wording::STATUS), briefing])
        .default_member_permissions(Permissions::empty())
        .contexts(vec![InteractionContext::Guild])
        .integration_types(vec![InstallationContext::Guild])
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
