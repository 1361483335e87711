//! Two or more readings that are as good as each other: the user chooses.

use super::Engine;
use super::heard::{Heard, Part};
use crate::answer::index::EntityClass;
use crate::answer::reply::{Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::view::View;
use crate::answer::wording;
use crate::understanding::question::{Slot, SlotKind};
use crate::understanding::vocabulary::{Unit, UnitKind};

/// A reading this near to the best one, relative to it, is as good.
const AS_GOOD: f32 = 0.95;
/// Most choices that are offered.
const CHOICES_MAX: usize = 3;

impl Engine {
    /// Offers choices where a name fits two people, or a bare word fits several entries alike.
    pub(super) fn ambiguous(&self, view: &View<'_>, heard: &Heard<'_>, parts: &[Part]) -> Option<Reply> {
        let [part] = parts else { return None };
        let top = part.ranked.first().filter(|s| s.score >= self.index.weights.answer_min && !s.is_exact)?;
        if view.indexed(top.entry).is_gap {
            return None;
        }
        let choices = self.names_alike(view, heard, part).or_else(|| bare_word(view, heard, part))?;
        let mut reply = respond::blank(Outcome::DidYouMean, "ambiguous", wording::DID_YOU_MEAN);
        reply.reason = Some(Reason::Ambiguous);
        reply.confidence = top.score;
        reply.suggestions = choices;
        respond::name(view, &mut reply, view.indexed(top.entry).briefing);
        Some(reply)
    }

    /// The question once for each bearer of a name, where the bearers' entries answer it alike.
    fn names_alike(&self, view: &View<'_>, heard: &Heard<'_>, part: &Part) -> Option<Vec<String>> {
        let bearers = |slot: &Slot| -> Vec<Unit> {
            let alternatives = slot.alternatives().iter().filter(|(_, strength)| *strength > 0.95).map(|(u, _)| *u);
            let named = |u: &Unit| view.v.kind(*u) == UnitKind::Entity && self.index.class(*u) != EntityClass::None;
            alternatives.filter(named).collect()
        };
        let (slot, units) = part
            .query
            .slots
            .iter()
            .filter(|s| s.kind == SlotKind::Entity && !s.is_lead)
            .map(|s| (s, bearers(s)))
            .find(|(_, units)| units.len() > 1)?;
        let best = part.ranked.first()?.score;
        let is_answered = |unit: &Unit| {
            part.ranked.iter().filter(|s| s.score >= best * AS_GOOD).any(|s| {
                let indexed = view.indexed(s.entry);
                let is_of =
                    |u: Unit| indexed.speaker == Some(u) || indexed.own == Some(u) || indexed.people.contains(&u);
                is_of(*unit) && !units.iter().any(|other| other != unit && is_of(*other))
            })
        };
        let open: Vec<Unit> = units.iter().copied().filter(is_answered).take(CHOICES_MAX).collect();
        if open.len() < 2 {
            return None;
        }
        let words = &heard.words.words[part.range.clone()];
        let (first, last) = (words.get(slot.word as usize)?, words.get((slot.word + slot.n_words) as usize - 1)?);
        let text = &heard.plain.text;
        let (start, end) = (first.span.0 as usize, last.span.1 as usize);
        let name = |unit: &Unit| self.display_name(*unit);
        Some(open.iter().map(|u| format!("{}{}{}", &text[..start], name(u), &text[end..])).collect())
    }

    /// A name as an editor writes it.
    pub(super) fn display_name(&self, unit: Unit) -> String {
        let found = self.library.briefings.iter().zip(&self.index.entity_units).find_map(|(briefing, units)| {
            let at = units.iter().position(|u| *u == unit)?;
            Some(briefing.entities[at].name.to_string())
        });
        found.unwrap_or_default()
    }
}

/// "troops?": one word that several entries are about alike.
fn bare_word(view: &View<'_>, heard: &Heard<'_>, part: &Part) -> Option<Vec<String>> {
    let is_bare = part.parse.types.is_none() && !part.parse.is_question && heard.words.words.len() <= 2;
    let [slot] = &part.query.slots[..] else { return None };
    if !is_bare || !matches!(slot.kind, SlotKind::Concept | SlotKind::Term) {
        return None;
    }
    let best = part.ranked.first()?.score;
    let mut choices: Vec<String> = Vec::new();
    let mut passages: Vec<u32> = Vec::new();
    for scored in part.ranked.iter().filter(|s| s.score >= best * AS_GOOD && !view.indexed(s.entry).is_gap) {
        let entry = view.entry(scored.entry);
        let Some(passage) = entry.citations.first().map(|c| c.start) else { continue };
        let Some(question) = entry.asks.iter().find(|q| q.ends_with('?')) else { continue };
        if !passages.contains(&passage) && choices.len() < CHOICES_MAX {
            passages.push(passage);
            choices.push(question.to_string());
        }
    }
    (choices.len() > 1).then_some(choices)
}
