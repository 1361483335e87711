//! Questions that lean on the turns before them.

use std::borrow::Cow;

use super::{Dialogue, Engine, Utterance};
use crate::answer::decide::answer;
use crate::answer::index::EntityClass;
use crate::answer::lines::LineKind;
use crate::answer::reply::{Focus, Reply};
use crate::answer::respond;
use crate::answer::view::View;
use crate::knowledge::model::{EntityIx, EntityKind};
use crate::text::normalise::{Plain, fold};
use crate::text::tokens::tokens;
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;
use crate::understanding::words::{self, Word};
use crate::understanding::{clauses, dialogue, grammar, parse};

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
        Cow::Owned(focus)
    }

    /// The question before, with another name or topic in the place of the old one.
    pub(super) fn instead(
        &self,
        plain: &Plain,
        words: &[Word<'_>],
        parse: &Parse,
        from: usize,
        last: &Focus,
    ) -> Option<String> {
        let first = words.get(from)?;
        let new = plain.text.get(first.span.0 as usize..words.last()?.span.1 as usize)?;
        let slot = parse.slots.iter().find(|s| s.word as usize >= from)?;
        let before = fold(&last.question);
        let before_tokens = tokens(&before);
        let before_words = words::words(&self.vocabulary, &before, &before_tokens);
        let range = clauses::split(&before_words).parts.pop()?;
        let stretch = &before_words.words[range];
        let old = parse::parse(&self.vocabulary, &self.nouns, stretch);
        let text_of = |s: &Slot| {
            (stretch[s.word as usize].span.0 as usize, stretch[(s.word + s.n_words) as usize - 1].span.1 as usize)
        };
        if matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) {
            let is_place = |s: &Slot| s.main().is_some_and(|u| self.is_place(u));
            let names = || old.slots.iter().filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger));
            let same_kind = names().find(|s| is_place(s) == is_place(slot)).or_else(|| names().next());
            if let Some(name) = same_kind {
                let (start, end) = text_of(name);
                let new = if before.lower[..start].trim_end().ends_with(" the") {
                    new.strip_prefix("the ").unwrap_or(new)
                } else {
                    new
                };
                return Some(format!("{}{new}{}", &before.text[..start], &before.text[end..]));
            }
            return Some(format!("{} {new}", before.text.trim_end_matches(['?', '.', '!', ' '])));
        }
        let agent = old.agent.and_then(|i| old.slots.get(i)).filter(|_| old.has_speech)?;
        let (start, end) = text_of(agent);
        Some(format!("what did {} say about {new}", &before.text[start..end]))
    }

    pub(super) fn is_actor(&self, unit: Unit) -> bool {
        matches!(self.index.class(unit), EntityClass::Person | EntityClass::Organisation)
    }

    pub(super) fn is_place(&self, unit: Unit) -> bool {
        self.index.postings(unit).iter().any(|&id| self.index.entries[id as usize].places.contains(&unit))
    }

    /// More of the last answer: its source, or the entry beside it that tells when, where, how many.
    pub(super) fn more(&self, view: &View<'_>, words: &[Word<'_>], parse: &Parse, last: &Focus) -> Option<Reply> {
        let (briefing, first) = *last.entries.first()?;
        let first = view.id(briefing, first);
        let shown: Vec<u32> = last.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        let types = parse.types;
        let is_source = dialogue::asks_for_source(words, types);
        let supplies = |id: u32| view.indexed(id).asked.meets(types) || view.indexed(id).supplies.meets(types);
        let near = || {
            self.index.briefings[briefing as usize].clone().filter(|&id| {
                !view.indexed(id).is_gap && !view.indexed(id).is_entity && shares_passage(view, first, id)
            })
        };
        let told = || shown.iter().copied().chain(near()).find(|&id| view.indexed(id).speaker.is_some());
        let entry = if is_source {
            Some(told().unwrap_or(first))
        } else if types.meets(Types::WHAT) || types.is_none() {
            Some(first)
        } else {
            shown
                .iter()
                .copied()
                .find(|&id| view.indexed(id).asked.meets(types))
                .or_else(|| near().find(|&id| view.indexed(id).asked.meets(types)))
                .or_else(|| shown.iter().copied().find(|&id| supplies(id)))
        }?;
        let decision = answer(vec![entry], false, 0.7);
        let mut reply = respond::answered(view, &[&decision], false);
        reply.focus.question.clone_from(&last.question);
        Some(reply)
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
