//! "Helpful" and "not helpful": noted without who it was.

use serenity::all::CreateInteractionResponse;

use super::super::caller::Caller;
use super::super::handled::Moment;
use super::super::wording::kept as wording;
use super::{notice, problem};
use crate::render::discord::press::{Marks, mark};
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::store::{Record, Vote};

/// Takes a vote for recording; who gave it is told on its way into the store, and not kept there.
pub(super) fn vote(
    app: &App,
    caller: Caller<'_>,
    is_helpful: bool,
    answer: &Marks,
    moment: Moment,
) -> CreateInteractionResponse {
    let Some(link) = &app.store else { return notice(wording::NO_VOTES) };
    let knowledge = app.knowledge();
    let briefings = &knowledge.engine.library().briefings;
    let briefing = briefings.iter().find(|briefing| mark(&briefing.id) == answer.briefing);
    let entries = briefing.into_iter().flat_map(|briefing| &briefing.entries);
    let entries = entries.filter(|entry| answer.entries.contains(&mark(&entry.id)));
    let vote = Vote {
        user: caller.user.get(),
        briefing: briefing.map(|briefing| briefing.id.to_string()),
        entries: entries.map(|entry| entry.id.to_string()).collect(),
        question: format!("{:08x}", answer.question),
        is_helpful,
        at: moment.wall,
    };
    if !link.writer().record(Record::Vote(vote)) {
        return problem(wording::NOT_NOTED);
    }
    app.counters.add(if is_helpful { Count::Helpful } else { Count::Disputed });
    notice(if is_helpful { wording::NOTED_HELPFUL } else { wording::NOTED_NOT_HELPFUL })
}
