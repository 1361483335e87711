//! A question to several briefings that more than one answers.

use super::Engine;
use super::heard::Part;
use crate::answer::decide::{Decision, decide};
use crate::answer::reply::Reply;
use crate::answer::respond;
use crate::answer::score::Scored;
use crate::answer::view::View;

/// Share of the best answer's score that another briefing's must have to be shown beside it.
const NEAR: f32 = 0.9;
/// Briefings that one reply shows.
const SHOWN_MAX: usize = 3;

impl Engine {
    /// Puts beside a reply what other briefings answer as well as it does. Which of them is right is not the bot's to
    /// say: each stands under its title, with its date.
    pub(super) fn beside(&self, view: &View<'_>, part: &Part, own: &Decision, reply: Reply) -> Reply {
        let Some((top, home)) = part.ranked.first().zip(own.entries.first().map(|id| view.indexed(*id).briefing))
        else {
            return reply;
        };
        let least = (top.score.min(own.score) * NEAR).max(self.index.weights.answer_min);
        let mut seen = vec![home];
        let mut replies = vec![reply];
        for scored in part.ranked.iter().take_while(|scored| scored.score >= least) {
            let briefing = view.indexed(scored.entry).briefing;
            if replies.len() == SHOWN_MAX || seen.contains(&briefing) {
                continue;
            }
            seen.push(briefing);
            let is_theirs = |scored: &&Scored| view.indexed(scored.entry).briefing == briefing;
            let theirs: Vec<Scored> = part.ranked.iter().filter(is_theirs).cloned().collect();
            let decision = decide(view, &part.parse, &part.query, &theirs);
            if !decision.entries.is_empty() && decision.score >= least {
                replies.push(respond::answered(view, &[&decision], false));
            }
        }
        respond::side_by_side(view, replies)
    }
}
