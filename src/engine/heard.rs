//! An utterance on its way through the engine, and the clauses that ask.

use std::ops::Range;

use super::Engine;
use crate::answer::decide::{Decision, rank};
use crate::answer::lines::LineKind;
use crate::answer::office;
use crate::answer::query::Query;
use crate::answer::score::{Scored, score};
use crate::answer::wordings::dimensions;
use crate::text::normalise::Plain;
use crate::text::tokens::Token;
use crate::understanding::clauses::Clauses;
use crate::understanding::grammar;
use crate::understanding::question::{Parse, Slot, SlotKind};
use crate::understanding::vocabulary::Unit;
use crate::understanding::words::Words;
use crate::understanding::{naming, parse};

/// Weight of what leads up to a question, relative to the question's own words.
const LEAD: f32 = 0.3;

/// Entries that are looked at for being worded alike.
const ALIKE_MAX: usize = 16;
/// Fewer words are not worded like anything.
const WORDED_MIN: usize = 3;
/// Most slots that are taken from what leads up.
const LEAD_SLOTS_MAX: usize = 10;

/// Share of a question that the last answer must cover to be favoured.
const FAVOURED_MIN: f32 = 0.8;
/// Fit of the kind of answer that it must have.
const FAVOURED_FIT_MIN: f32 = 0.75;
/// An entry of this score needs no favour, and yields to none.
const FITS_WELL: f32 = 0.7;
/// What is added to its score.
const FAVOUR: f32 = 0.15;

/// One briefing, or all.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) briefing: Option<u32>,
    pub(super) entries: Option<Range<u32>>,
}

/// What was said, cut into words and clauses.
#[derive(Debug)]
pub(super) struct Heard<'a> {
    pub(super) plain: &'a Plain,
    pub(super) tokens: &'a [Token],
    pub(super) words: Words<'a>,
    pub(super) clauses: Clauses,
    pub(super) scope: Scope,
}

/// What a clause may take from the turn before.
#[derive(Debug, Default)]
pub(super) struct Past {
    /// Units of the last answer.
    pub(super) hints: Vec<Unit>,
    /// Whom a pronoun stands for.
    pub(super) antecedent: Option<Unit>,
    /// What the last question was about.
    pub(super) topic: Vec<Slot>,
    /// The entries that the last answer showed, and those that cite the same passage.
    pub(super) shown: Vec<u32>,
}

/// One asking clause on its way to a decision.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) range: Range<usize>,
    pub(super) parse: Parse,
    pub(super) query: Query,
    pub(super) ranked: Vec<Scored>,
}

impl Heard<'_> {
    /// What leads up to a clause: the stretch before it in its sentence, or the clause or sentence before.
    pub(super) fn lead(&self, part: &Range<usize>) -> Option<Range<usize>> {
        let before = self
            .clauses
            .context
            .iter()
            .chain(&self.clauses.parts)
            .filter(|r| r.end <= part.start)
            .max_by_key(|r| r.end)?;
        let near = self.words.words[before.end - 1].sentence + 1 >= self.words.words[part.start].sentence;
        near.then(|| before.clone())
    }

    /// The user's own spelling of the names that nobody here knows.
    pub(super) fn names(&self, part: usize, decision: &Decision) -> Vec<String> {
        let Some(range) = self.clauses.parts.get(part) else { return Vec::new() };
        decision
            .strangers
            .iter()
            .filter_map(|&(word, n)| {
                let first = self.words.words.get(range.start + word as usize)?;
                let last = self.words.words.get(range.start + (word + n) as usize - 1)?;
                let name = self.plain.text.get(first.span.0 as usize..last.span.1 as usize)?;
                Some(name.chars().take(60).collect())
            })
            .collect()
    }
}

impl Engine {
    /// Parses a stretch of words and ranks the entries for it.
    pub(super) fn part(&self, heard: &Heard<'_>, range: Range<usize>, lead: Option<Range<usize>>, past: &Past) -> Part {
        let antecedent = past.antecedent;
        let view = self.view();
        let words = &heard.words.words[range.clone()];
        let mut parse = parse::parse(&self.vocabulary, &self.nouns, words);
        office::keep_apart(&self.index, &self.vocabulary, words, &mut parse.slots);
        parse.asked_name = naming::asked_name(&self.nouns, words);
        if let Some(unit) = antecedent {
            let mut slot = Slot::new(SlotKind::Entity, 0, 1);
            slot.add(unit, 1.0);
            parse.agent.get_or_insert(parse.slots.len());
            parse.slots.push(slot);
        }
        if let Some(lead) = lead {
            let words_of_lead = &heard.words.words[lead];
            let slots = parse::slots(&self.vocabulary, words_of_lead);
            let is_pronoun = heard.words.words[range.clone()].iter().any(|w| grammar::is_personal_pronoun(&w.text));
            let has_person = |s: &Slot| s.kind == SlotKind::Entity && s.main().is_some_and(|u| self.is_actor(u));
            let person =
                slots.iter().find(|s| has_person(s)).filter(|_| is_pronoun && !parse.slots.iter().any(has_person));
            if let Some(person) = person {
                parse.agent.get_or_insert(parse.slots.len());
                parse.slots.push(*person);
            }
            for slot in
                slots.iter().filter(|s| !matches!(s.kind, SlotKind::Stranger | SlotKind::Unknown)).take(LEAD_SLOTS_MAX)
            {
                parse.slots.push(slot.leading(LEAD));
            }
        }
        for slot in past.topic.iter().take(LEAD_SLOTS_MAX) {
            parse.slots.push(slot.leading(LEAD));
        }
        let mut query = Query::new(&self.vocabulary, &self.index, &parse);
        query.hints.clone_from(&past.hints);
        if antecedent.is_none() && range.len() >= WORDED_MIN {
            let own = dimensions(&self.vocabulary, &heard.words.words[range.clone()], &parse);
            query.alike = self.index.wordings.likeness(&own, heard.scope.entries.as_ref(), ALIKE_MAX);
        }
        let mut ranked = rank(&view, &query, heard.scope.entries.as_ref());
        self.favour(&query, &past.shown, &mut ranked);
        let is_in = |id: &u32| heard.scope.entries.as_ref().is_none_or(|r| r.contains(id));
        let exact = self.index.exact(&heard.words.words[range.clone()]).filter(|id| antecedent.is_none() && is_in(id));
        if let Some(id) = exact {
            let mut first = score(&self.index, &query, id);
            (first.score, first.kind, first.is_exact) = (1.0, LineKind::Ask, true);
            ranked.retain(|s| s.entry != id);
            ranked.insert(0, first);
        }
        Part { range, parse, query, ranked }
    }
    /// A pronoun most often points at what the last answer told: where nothing fits well by itself and that covers the
    /// question, it comes first.
    fn favour(&self, query: &Query, shown: &[u32], ranked: &mut Vec<Scored>) {
        let is_gap = |s: &Scored| self.index.entries[s.entry as usize].is_gap;
        if shown.is_empty() || ranked.first().is_some_and(|s| s.score >= FITS_WELL || is_gap(s)) {
            return;
        }
        for &id in shown {
            if !ranked.iter().any(|s| s.entry == id) {
                ranked.push(score(&self.index, query, id));
            }
        }
        let is_favoured = |s: &&mut Scored| {
            let covers = s.coverage >= FAVOURED_MIN && s.fit >= FAVOURED_FIT_MIN;
            covers && !s.contradicts && shown.contains(&s.entry)
        };
        for one in ranked.iter_mut().filter(is_favoured) {
            one.score = (one.score + FAVOUR).min(1.0);
        }
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score));
    }
}
