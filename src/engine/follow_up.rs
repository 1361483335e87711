//! Questions that lean on the turns before them.

use std::borrow::Cow;

use super::heard::{Heard, Part, Past};
use super::{Dialogue, Engine, Utterance};
use crate::answer::decide::answer;
use crate::answer::index::EntityClass;
use crate::answer::lines::LineKind;
use crate::answer::reply::{Focus, Reply};
use crate::answer::respond;
use crate::answer::score::Scored;
use crate::answer::view::View;
use crate::knowledge::model::{EntityIx, EntityKind};
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;
use crate::understanding::words::Word;
use crate::understanding::{dialogue, grammar, parse};

/// Share of a question that tells who someone is, at least, to answer one that leans.
const CARD_MIN: f32 = 0.6;
/// Score of an entry, at least, that can be a reply to what was told before …
const THAT_MIN: f32 = 0.6;
/// … and what it shares with that, as a sum of how telling the units are.
const SHARED_MIN: f32 = 0.8;
/// Entries beside the last answer that may be the next.
const AROUND_MAX: usize = 12;
/// Units of the last answer that may help to find the next.
const HINTS_MAX: usize = 24;

impl Engine {
    /// A turn in terms of this engine's library. One that was answered from another library (it has been reloaded since)
    /// holds indexes of that library; its question is asked anew instead.
    pub(super) fn present<'t>(&self, last: &'t Focus, briefing: Option<&str>) -> Cow<'t, Focus> {
        if last.mark == self.index.mark || last.entries.is_empty() && last.entities.is_empty() {
            return Cow::Borrowed(last);
        }
        let again = Utterance { raw: last.question.clone(), briefing: briefing.map(str::to_owned) };
        let mut focus = self.ask(&again, &Dialogue::default()).focus;
        focus.question.clone_from(&last.question);
        focus.is_answered = last.is_answered;
        Cow::Owned(focus)
    }

    /// A clause that leans on the last turn: its pronoun resolved, the last answer's units as hints.
    pub(super) fn leaning(&self, heard: &Heard<'_>, part: &Part, last: &Focus) -> Part {
        let lead = heard.lead(&part.range);
        let names_someone = |range: &std::ops::Range<usize>| {
            let slots = parse::slots(&self.vocabulary, &heard.words.words[range.clone()]);
            slots.iter().filter_map(Slot::main).any(|unit| self.is_actor(unit))
        };
        let antecedent = match &lead {
            Some(lead) if names_someone(lead) => None,
            _ => self.antecedent(&heard.words.words[part.range.clone()], &part.parse, last),
        };
        let mut before = Past { hints: self.hints(last), antecedent, ..Past::default() };
        if dialogue::points_at_something(&heard.words.words[part.range.clone()]) {
            before.topic = self.topic(last);
            before.shown = self.told_around(last);
        }
        let mut part = self.part(heard, part.range.clone(), lead, &before);
        let types = part.parse.types;
        part.ranked.retain(|s| {
            let indexed = &self.index.entries[s.entry as usize];
            // Who someone is does not tell when, where or how many, nor who did what.
            let is_beside = types.meets(dialogue::DETAIL) && !indexed.supplies.meets(types);
            !indexed.is_entity || !is_beside && s.coverage >= CARD_MIN
        });
        part
    }

    pub(super) fn is_actor(&self, unit: Unit) -> bool {
        matches!(self.index.class(unit), EntityClass::Person | EntityClass::Organisation)
    }

    pub(super) fn is_place(&self, unit: Unit) -> bool {
        self.index.postings(unit).iter().any(|&id| self.index.entries[id as usize].places.contains(&unit))
    }

    /// "What did X say to that?": of what X says, and of what is said of it, that which is about the same as the last answer.
    pub(super) fn reply_to_that(
        &self,
        view: &View<'_>,
        words: &[Word<'_>],
        part: &Part,
        last: &Focus,
    ) -> Option<Reply> {
        let points = words.iter().any(|w| matches!(&*w.text, "that" | "this" | "it"));
        let speaker = part.parse.agent.and_then(|i| part.parse.slots.get(i)).and_then(Slot::main)?;
        if !points || !part.parse.has_speech || !self.is_actor(speaker) || !last.is_answered {
            return None;
        }
        let told: Vec<Unit> =
            self.hints(last).into_iter().filter(|u| self.index.class(*u) == EntityClass::None).collect();
        let shown = self.told_around(last);
        let shared = |id: u32| {
            let units =
                self.index.units_of(id).iter().filter(|cell| cell.strength() > 0.9 && told.contains(&cell.unit()));
            units.map(|cell| self.index.idf(cell.unit())).sum::<f32>()
        };
        let is_theirs = |s: &&Scored| {
            let indexed = view.indexed(s.entry);
            let is_by = indexed.speaker == Some(speaker) || indexed.people.contains(&speaker);
            is_by && !indexed.is_gap && !indexed.is_entity && s.score >= THAT_MIN && !shown.contains(&s.entry)
        };
        let theirs = part.ranked.iter().filter(is_theirs).map(|s| (s.entry, shared(s.entry), s.score));
        let (entry, shared, score) = theirs.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (shared >= SHARED_MIN).then(|| respond::answered(view, &[&answer(vec![entry], false, score)], false))
    }

    /// More of the last answer: its source, the last question with another question word, or the entry beside it that
    /// tells when, where, how many.
    pub(super) fn more(
        &self,
        view: &View<'_>,
        heard: &Heard<'_>,
        words: &[Word<'_>],
        parse: &Parse,
        last: &Focus,
    ) -> Option<Reply> {
        // "Why not?" asks of what did not happen; what did is no answer.
        if parse.is_negated && parse.types.meets(Types::REASON) {
            return None;
        }
        let (briefing, first) = *last.entries.first()?;
        let first = view.id(briefing, first);
        let shown: Vec<u32> = last.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        let types = parse.types;
        let asks = |id: &u32| view.indexed(*id).asked.meets(types);
        let near = || self.beside_passage(view, briefing, first);
        let found = if dialogue::asks_for_source(words, types) {
            let told = shown.iter().copied().chain(near()).find(|&id| view.indexed(id).speaker.is_some());
            Some(told.unwrap_or(first))
        } else if types.meets(Types::WHAT) || types.is_none() {
            Some(first)
        } else {
            shown.iter().copied().find(asks)
        };
        let found = found.or_else(|| self.counted(view, briefing, words, last));
        let supplies = |id: &u32| view.indexed(*id).supplies.meets(types);
        if found.is_none()
            && let Some(mut reply) = self.asked_anew(heard, words, last)
            && let Some(id) = reply.focus.entries.first().map(|&(b, e)| view.id(b, e))
            && (asks(&id) || (supplies(&id) && near().find(asks).is_none()))
        {
            reply.focus.question.clone_from(&last.question);
            return Some(reply);
        }
        let entry = found
            .or_else(|| near().find(|id| asks(id) && supplies(id)))
            .or_else(|| shown.iter().copied().find(supplies))
            .or_else(|| near().find(asks))?;
        let decision = answer(vec![entry], false, 0.7);
        let mut reply = respond::answered(view, &[&decision], false);
        reply.focus.question.clone_from(&last.question);
        Some(reply)
    }

    /// "How many?": the entry that counts what the last question or answer named, the most telling word first.
    fn counted(&self, view: &View<'_>, briefing: u32, words: &[Word<'_>], last: &Focus) -> Option<u32> {
        if !words.iter().any(|w| &*w.text == "many") {
            return None;
        }
        let mut named = self.hints(last);
        named.extend(self.topic(last).iter().filter_map(Slot::main));
        named.retain(|unit| self.index.class(*unit) == EntityClass::None);
        let worth = |id: u32| {
            let counted = view.indexed(id).counted.iter().filter(|(unit, _)| named.contains(unit));
            counted.map(|(unit, _)| self.index.idf(*unit)).fold(0.0, f32::max)
        };
        let entries = self.index.briefings[briefing as usize].clone();
        let counts = entries.filter(|&id| !view.indexed(id).is_gap && !view.indexed(id).is_entity);
        counts
            .map(|id| (id, worth(id)))
            .filter(|(_, w)| *w > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(id, _)| id)
    }

    /// Entries that cite the passage of another.
    fn beside_passage<'v>(&'v self, view: &'v View<'v>, briefing: u32, entry: u32) -> impl Iterator<Item = u32> + 'v {
        self.index.briefings[briefing as usize].clone().filter(move |&id| {
            !view.indexed(id).is_gap && !view.indexed(id).is_entity && shares_passage(view, entry, id)
        })
    }

    /// What the last answer showed, and what cites the same passage.
    fn told_around(&self, last: &Focus) -> Vec<u32> {
        let view = self.view();
        let mut out: Vec<u32> = last.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        if let Some(&(briefing, entry)) = last.entries.first() {
            let first = view.id(briefing, entry);
            out.extend(self.beside_passage(&view, briefing, first).take(AROUND_MAX));
        }
        out.retain(|id| !view.indexed(*id).is_gap);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whom "he", "she", "they" stand for.
    pub(super) fn antecedent(&self, words: &[Word<'_>], parse: &Parse, last: &Focus) -> Option<Unit> {
        let pronoun = words.iter().find(|w| grammar::points_back(&w.text) && !matches!(&*w.text, "it" | "its"))?;
        let is_person = grammar::is_personal_pronoun(&pronoun.text);
        let has_own = parse.slots.iter().any(|s| {
            s.kind == SlotKind::Entity
                && s.main().is_some_and(|u| self.is_actor(u))
                && words[s.word as usize].span < pronoun.span
        });
        if has_own {
            return None;
        }
        let kind = |b: u32, ix: EntityIx| self.library.briefings[b as usize].entity(ix).kind;
        let fits = |(b, ix): &&(u32, EntityIx)| {
            if is_person { kind(*b, *ix) == EntityKind::Person } else { kind(*b, *ix) == EntityKind::Organisation }
        };
        // Who only told of something is not what is done to: "them" is someone of the question, or a thing.
        let named = || self.topic(last).iter().filter_map(Slot::main).collect::<Vec<Unit>>();
        let of_question = (&*pronoun.text == "them").then(named);
        let fits = |entity: &&(u32, EntityIx)| {
            let unit = self.index.entity_units[entity.0 as usize][entity.1.0 as usize];
            fits(entity) && of_question.as_ref().is_none_or(|named| named.contains(&unit))
        };
        let (b, ix) = last.entities.iter().find(fits)?;
        Some(self.index.entity_units[*b as usize][ix.0 as usize])
    }

    /// Units of the last answer.
    pub(super) fn hints(&self, last: &Focus) -> Vec<Unit> {
        let mut out: Vec<Unit> =
            last.entities.iter().map(|(b, ix)| self.index.entity_units[*b as usize][ix.0 as usize]).collect();
        for &(b, e) in last.entries.iter().take(2) {
            let id = self.view().id(b, e);
            for line in self.index.lines_of(id).iter().filter(|l| l.kind == LineKind::Says) {
                self.index.pool.units(line, |unit, strength| {
                    if strength > 0.9 && !out.contains(&unit) {
                        out.push(unit);
                    }
                });
            }
        }
        out.truncate(HINTS_MAX);
        out
    }
}

fn shares_passage(view: &View<'_>, a: u32, b: u32) -> bool {
    view.entry(a).citations.iter().any(|c| {
        view.entry(b).citations.iter().any(|d| c.paragraph == d.paragraph && c.start < d.end && d.start < c.end)
    })
}

/// "Who said it?", "why?": is there too little in the question to tell what it is about?
pub(super) fn points_at_nothing(heard: &Heard<'_>, parts: &[Part]) -> bool {
    let [only] = parts else { return false };
    let words = &heard.words.words[only.range.clone()];
    let is_bare = only.query.slots.is_empty() && words.iter().any(|w| grammar::is_wh(&w.text));
    let names_none = only.query.slots.iter().all(|slot| slot.kind == SlotKind::Concept);
    only.query.total < super::BARE_MAX && names_none && (is_bare || dialogue::points_at_something(words))
}
