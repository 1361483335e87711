//! The commands of admins.

use serenity::all::{CommandDataOptionValue, CommandInteraction, CreateInteractionResponse, GuildId};

use super::super::caller::Caller;
use super::super::definitions::{BRIEFING, DAYS, RELOAD, SETTINGS, STATS, STATUS, UNANSWERED};
use super::super::handled::{Handled, Moment, Then};
use super::super::look::Look;
use super::super::{convert, permission, status, wording};
use super::{choose, notice, problem, settings};
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
    if what == Some(SETTINGS) {
        let may = permission::may_manage(&app.settings, caller.user, caller.member);
        tracing::info!(user, guild, may, "the settings of a server were asked for");
        let refused = || problem(wording::kept::settings::NOT_MANAGER);
        return if may { settings::handle(app, command, moment) } else { refused() }.into();
    }
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
        Some(STATUS) => convert::response(status::card(&lines(app, moment.instant)), true).into(),
        Some(UNANSWERED) => unanswered(app, caller, None),
        Some(STATS) => stats(app, command, moment),
        Some(BRIEFING) => choose::handle(app, command, moment).into(),
        _ => notice(wording::UNKNOWN_COMMAND).into(),
    }
}

/// Days that are shown unless others are asked for.
const STATS_DAYS: u32 = 14;
/// Most days that are shown.
const STATS_DAYS_MAX: u32 = 30;

fn stats(app: &App, command: &CommandInteraction, moment: Moment) -> Handled {
    let options = command.data.options.iter().filter_map(|option| match &option.value {
        CommandDataOptionValue::SubCommand(options) => Some(options),
        _ => None,
    });
    let days = options.flatten().find(|option| option.name == DAYS).and_then(|option| option.value.as_i64());
    let days = days.and_then(|days| u32::try_from(days).ok()).unwrap_or(STATS_DAYS).clamp(1, STATS_DAYS_MAX);
    promised(app, convert::deferred(), Look::Stats { days, at: moment.wall })
}

/// The questions without an answer: a new message, or with a page another page of the message that was pressed.
pub(super) fn unanswered(app: &App, caller: Caller<'_>, page: Option<usize>) -> Handled {
    if !permission::is_admin(&app.settings, caller.user, caller.roles()) {
        return problem(&wording::not_admin(caller.user.get())).into();
    }
    let response = if page.is_some() { CreateInteractionResponse::Acknowledge } else { convert::deferred() };
    promised(app, response, Look::Unanswered { is_all: sees_all(app, caller), page: page.unwrap_or(0) })
}

/// The same as files, in a message of their own.
pub(super) fn export(app: &App, caller: Caller<'_>) -> Handled {
    if !permission::is_admin(&app.settings, caller.user, caller.roles()) {
        return problem(&wording::not_admin(caller.user.get())).into();
    }
    tracing::info!(user = caller.user.get(), "the questions without an answer were exported");
    promised(app, convert::deferred(), Look::Export { is_all: sees_all(app, caller) })
}

/// Questions that were asked seldom might tell who asked; who is named by id sees them, who has a role does not.
fn sees_all(app: &App, caller: Caller<'_>) -> bool {
    app.settings.admins.contains(&caller.user.get())
}

fn promised(app: &App, response: CreateInteractionResponse, look: Look) -> Handled {
    if app.store.is_none() {
        return notice(wording::kept::NO_STORE).into();
    }
    Handled { response, then: Some(Then::Look(look)) }
}
