//! Buttons. All that they need to know is in their ids, so that they work after a restart.

use serenity::all::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind, CreateInteractionResponse,
    MessageFlags,
};

use super::super::caller::Caller;
use super::super::handled::{Handled, Moment, Then};
use super::super::look::Look;
use super::super::{convert, exchange, permission, wording};
use super::command::respond;
use super::{admin, notice, problem, vote};
use crate::answer::reply::Outcome;
use crate::engine::{Engine, Request, Utterance};
use crate::render::discord::message;
use crate::render::discord::press::Press;
use crate::shell::app::App;

/// Handles a press on a button.
pub(super) fn handle(app: &App, pressed: &ComponentInteraction, moment: Moment) -> Handled {
    let caller = Caller::from(pressed);
    let is_button = matches!(pressed.data.kind, ComponentInteractionDataKind::Button);
    let Some(press) = Press::parse(&pressed.data.custom_id).filter(|_| is_button) else {
        return notice(wording::OLD_BUTTON).into();
    };
    match press {
        Press::Dismiss { asker } => dismiss(caller, asker),
        Press::Ask { question } => {
            respond(app, &Request::Ask(Utterance::new(question)), caller, !is_ephemeral(pressed), moment)
        }
        Press::Why { question, before } => {
            admitted(app, caller, moment, || why(&caller.engine(app), question, before.as_deref()))
        }
        Press::Vote { is_helpful, answer } => {
            admitted(app, caller, moment, || vote::vote(app, caller, is_helpful, &answer, moment))
        }
        Press::Unanswered { page } => admin::unanswered(app, caller, Some(page)),
        Press::Export => admin::export(app, caller),
        Press::Forget => forget(app, caller, moment),
        Press::Quotes { speaker, topic, page } => {
            admitted(app, caller, moment, || quotes(&caller.engine(app), pressed, speaker, topic, page))
        }
    }
}

/// Forgets who presses: at once what is in memory, then what is in the store.
fn forget(app: &App, caller: Caller<'_>, moment: Moment) -> Handled {
    let user = caller.user.get();
    app.dialogues.forget(user);
    app.answered.forget_dialogues(user, moment.instant);
    if app.store.is_none() {
        return notice(wording::kept::FORGOTTEN).into();
    }
    Handled { response: convert::deferred(), then: Some(Then::Look(Look::Forget { user })) }
}

/// What counts as a question for the limits, but leaves the dialogue where it is.
fn admitted(
    app: &App,
    caller: Caller<'_>,
    moment: Moment,
    show: impl FnOnce() -> CreateInteractionResponse,
) -> Handled {
    match exchange::admit(app, caller, moment) {
        Ok(()) => show().into(),
        Err(wait) => problem(&wording::slow_down(wait)).into(),
    }
}

fn why(engine: &Engine, question: String, before: Option<&str>) -> CreateInteractionResponse {
    let dialogue = exchange::dialogue_after(engine, before);
    let (reply, why) = engine.why(&Utterance::new(question), &dialogue);
    convert::response(message::explanation(&reply, &why), true)
}

/// Whose page it is leafs through it; others get a page of their own, and so does whoever comes from an answer.
fn quotes(
    engine: &Engine,
    pressed: &ComponentInteraction,
    speaker: Option<String>,
    topic: Option<String>,
    page: usize,
) -> CreateInteractionResponse {
    let user = pressed.user.id.get();
    let quotes = exchange::quotes(engine, speaker, topic, page, user);
    let is_page = !carries(pressed).any(|press| matches!(press, Press::Why { .. }));
    let asker = carries(pressed).find_map(|press| match press {
        Press::Dismiss { asker } => Some(asker),
        _ => None,
    });
    let is_own = is_ephemeral(pressed) || asker.is_none_or(|asker| asker == user);
    let is_found = quotes.reply.outcome == Outcome::Answered;
    if is_page && is_own && is_found {
        return convert::update(quotes.card(is_ephemeral(pressed)));
    }
    let is_ephemeral = is_ephemeral(pressed) || is_page || !is_found;
    convert::response(quotes.card(is_ephemeral), is_ephemeral)
}

/// The asker and who may delete messages take an answer away.
fn dismiss(caller: Caller<'_>, asker: u64) -> Handled {
    if permission::may_dismiss(caller.user, caller.member, asker) {
        return Handled { response: CreateInteractionResponse::Acknowledge, then: Some(Then::DeleteOriginal) };
    }
    notice(wording::NOT_YOURS).into()
}

fn is_ephemeral(pressed: &ComponentInteraction) -> bool {
    pressed.message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

/// What the buttons of the message carry.
fn carries(pressed: &ComponentInteraction) -> impl Iterator<Item = Press> {
    let components = pressed.message.components.iter().flat_map(|row| &row.components);
    components.filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Press::parse(custom_id),
            _ => None,
        },
        _ => None,
    })
}
