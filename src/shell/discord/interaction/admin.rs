//! The commands of admins.

use serenity::all::{CommandDataOptionValue, CommandInteraction, GuildId};

use super::super::caller::Caller;
use super::super::definitions::{BRIEFING, RELOAD, STATUS};
use super::super::handled::{Handled, Moment, Then};
use super::super::{convert, permission, status, wording};
use super::{choose, notice, problem};
use crate::shell::app::App;
use crate::shell::reload::{self, By};
use crate::shell::status::lines;

/// Handles a command of admins, whoever it comes from: Discord hides it from most, but servers decide from whom.
pub(super) fn handle(app: &App, command: &CommandInteraction, moment: Moment) -> Handled {
    let caller = Caller::from(command);
    let what = command.data.options.iter().find_map(|option| match option.value {
        CommandDataOptionValue::SubCommand(_) => Some(&*option.name),
        _ => None,
    });
    let (user, guild) = (caller.user.get(), caller.guild.map(GuildId::get));
    if !permission::is_admin(&app.settings, caller.user, caller.roles()) {
        tracing::warn!(user, guild, what, "a command of admins was refused");
        if what == Some(RELOAD) {
            reload::refused(app, By::User(user), moment.wall);
        }
        return problem(&wording::not_admin(user)).into();
    }
    tracing::info!(user, guild, what, "a command of admins was granted");
    match what {
        Some(RELOAD) => Handled { response: convert::deferred(), then: Some(Then::Reload { by: user }) },
        Some(STATUS) => convert::response(&status::card(&lines(app, moment.instant)), true).into(),
        Some(BRIEFING) => choose::handle(app, command, moment).into(),
        _ => notice(wording::UNKNOWN_COMMAND).into(),
    }
}
