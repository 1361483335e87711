//! Before a plain look-up: is a quotation to be checked, is something taken for granted that is not so?

use super::Engine;
use super::heard::{Heard, Part, Past};
use crate::answer::decide::{Decision, answer};
use crate::answer::lines::LineKind;
use crate::answer::quote_check;
use crate::answer::reply::{Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::score::Scored;
use crate::answer::view::View;
use crate::answer::wording;
use crate::understanding::grammar;
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// An entry that contradicts a premise must be about the same: share of the premise that its line covers.
const PREMISE_COVER: f32 = 0.55;

/// The same for what is looked at last: score, and share that the entry as a whole must cover.
const LAST_PREMISE_MIN: f32 = 0.55;
const LAST_PREMISE_COVER: f32 = 0.9;

/// Least score of what the briefing leaves open, to go before the quotation that the question names.
const SURE_OPEN: f32 = 0.8;

/// A question that is matched better than this is answered, whatever leads up to it.
const PREMISE_BELOW: f32 = 0.75;

impl Engine {
    /// What a question takes for granted before it asks ("Now that X has agreed, …"), where an entry denies it.
    pub(super) fn premise(&self, view: &View<'_>, heard: &Heard<'_>, parts: &[Part]) -> Option<Decision> {
        let is_sure =
            parts.iter().filter_map(|p| p.ranked.first()).any(|s| s.score > PREMISE_BELOW && s.kind == LineKind::Ask);
        if is_sure {
            return None;
        }
        self.denied(view, heard, |top| top.score >= self.index.weights.premise_min && top.by_line >= PREMISE_COVER)
    }

    /// As [`Self::premise`], for a question that is refused otherwise: the entry may contradict with other words.
    pub(super) fn last_premise(&self, view: &View<'_>, heard: &Heard<'_>) -> Option<Decision> {
        self.denied(view, heard, |top| top.score >= LAST_PREMISE_MIN && top.coverage >= LAST_PREMISE_COVER)
    }

    fn denied(&self, view: &View<'_>, heard: &Heard<'_>, is_about_it: impl Fn(&Scored) -> bool) -> Option<Decision> {
        let premise = heard
            .clauses
            .context
            .iter()
            .find(|r| heard.words.words.get(r.start).is_some_and(|w| grammar::opens_preamble(&w.text)))?;
        let part = self.part(heard, premise.clone(), None, &Past::default());
        let top = part.ranked.iter().find(|s| !view.indexed(s.entry).is_gap)?;
        let is_denied = match top.kind {
            LineKind::Deny => top.score >= self.index.weights.premise_min,
            _ => top.contradicts && is_about_it(top),
        };
        is_denied.then(|| answer(vec![top.entry], true, top.score))
    }

    /// A quotation in the question, held against the briefing's quotes.
    pub(super) fn quotation(&self, view: &View<'_>, heard: &Heard<'_>, parts: &[Part]) -> Option<Reply> {
        let quotations = quote_check::quotations(heard.plain, heard.tokens);
        // "Who said 'a', and who said 'b'?" are two questions.
        if quotations.len() > 1 && parts.len() > 1 {
            return None;
        }
        let (_, quotation) = quotations.iter().max_by_key(|(_, words)| words.len())?;
        let ranked: Vec<u32> = parts.iter().flat_map(|p| p.ranked.iter().map(|s| s.entry)).collect();
        let about_speech = parts.iter().any(|p| p.parse.has_speech);
        // "Who sent those 'warm words'?": the words are known, what is asked about them is not said.
        let is_open =
            |p: &Part| p.ranked.first().is_some_and(|top| view.indexed(top.entry).is_gap && top.score >= SURE_OPEN);
        if !about_speech && parts.iter().any(is_open) {
            return None;
        }
        let Some(found) = quote_check::find(view, quotation, &ranked) else {
            let is_check = about_speech && quotation.len() >= 4;
            return is_check.then(|| {
                let mut reply = respond::blank(Outcome::NotInBriefing, "quote_check", wording::QUOTE_NOT_HERE);
                reply.reason = Some(Reason::DetailNotGiven);
                reply
            });
        };
        let speaker = view.indexed(found.entry).speaker;
        let named: Vec<Unit> = parts
            .iter()
            .flat_map(|p| p.query.slots.iter())
            .filter(|s| s.kind == SlotKind::Entity)
            .filter_map(Slot::main)
            .filter(|u| self.is_speaker(*u))
            .collect();
        let is_theirs =
            |u: &Unit| speaker == Some(*u) || speaker.is_some_and(|s| self.vocabulary.wholes(s).contains(u));
        let asks_who = parts.iter().any(|p| p.parse.types.meets(Types::PERSON));
        let is_other = !asks_who && !named.is_empty() && !named.iter().any(is_theirs);
        Some(respond::quotation(view, &found, is_other, asks_who))
    }

    /// Does anyone of that name say something in the library?
    pub(super) fn is_speaker(&self, unit: Unit) -> bool {
        self.index.postings(unit).iter().any(|&id| self.index.entries[id as usize].speaker == Some(unit))
    }
}
