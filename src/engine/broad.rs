//! Broad questions and small talk, by the patterns of the lexicon.

use super::BARE_MAX;
use super::Engine;
use super::heard::{Heard, Part};
use crate::answer::index::EntityClass;
use crate::answer::overview::Overview;
use crate::answer::reply::{Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::view::View;
use crate::answer::wording;
use crate::understanding::parse;
use crate::understanding::question::{Slot, SlotKind};
use crate::understanding::vocabulary::Unit;

/// An entry of this score goes before a list of people.
const SURE: f32 = 0.9;
/// Longest courtesy, in words.
const SMALL_TALK_MAX_WORDS: usize = 40;

impl Engine {
    /// Broad questions and small talk.
    pub(super) fn by_intent(&self, view: &View<'_>, heard: &Heard<'_>, parts: &[Part], best: f32) -> Option<Reply> {
        let leads_on = parts.len() > 1 && parts[1..].iter().all(|p| p.query.total < BARE_MAX);
        let pattern = |part: &Part| {
            self.intents.find(&self.vocabulary, &heard.words.words[part.range.clone()], &part.parse.slots)
        };
        let (first, last) = (parts.first()?, parts.last()?);
        let of_last = pattern(last);
        // "What's up, what can you do?" asks for help.
        let asks_help = of_last.as_ref().is_some_and(|found| found.intent == "help");
        let (part, found) = if leads_on && !asks_help { (first, pattern(first)?) } else { (last, of_last?) };
        let rest: Vec<_> = part
            .query
            .slots
            .iter()
            .filter(|s| s.factor > 0.5 && !(s.word..s.word + s.n_words).any(|w| found.used.contains(&(w as usize))))
            .collect();
        // An everyday word with a capital, which the library never gives it, is a name too.
        let is_foreign = |s: &Slot| s.is_name && s.main().is_none_or(|unit| !self.vocabulary.is_written_large(unit));
        let has_names = rest
            .iter()
            .any(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown) || is_foreign(s));
        if let Some(text) = small_talk(found.intent) {
            let is_short = heard.words.words.len() <= 4 && !part.parse.is_question && rest.len() <= 1;
            let is_plain = !part.parse.is_question
                && found.used.first().is_some_and(|w| *w <= 3)
                && rest.len() <= if found.intent == "help" { 1 } else { 3 }
                && best < self.index.weights.part_min;
            // "Hey, how do I …?" asks, whatever it opens with.
            let asks = found.intent != "help" && part.parse.is_question && rest.len() > 1;
            let is_talk = rest.is_empty()
                || (!asks
                    && !has_names
                    && rest.len() <= 3
                    && (best < self.index.weights.answer_min || is_short || is_plain));
            return is_talk.then(|| respond::blank(Outcome::Help, found.intent, text));
        }
        let overview = Overview::of(found.intent)?;
        let named =
            part.query.slots.iter().filter_map(Slot::main).filter(|u| self.index.class(*u) != EntityClass::None);
        let about: Vec<Unit> = named.collect();
        let is_stranger = |s: &Slot| {
            s.kind == SlotKind::Stranger
                || (s.kind == SlotKind::Entity && s.main().is_some_and(|u| self.index.class(u) == EntityClass::None))
        };
        if part.query.slots.iter().any(is_stranger) {
            return None;
        }
        let is_narrow = rest
            .iter()
            .any(|s| s.main().is_some_and(|u| matches!(self.index.class(u), EntityClass::Person | EntityClass::Place)))
            || rest.len() > about.len() + 1;
        let is_persons = about.iter().any(|u| self.index.class(*u) == EntityClass::Person);
        if (overview == Overview::People && is_narrow) || (overview == Overview::Positions && is_persons) {
            return None;
        }
        let goes_before = match overview {
            Overview::Quotes | Overview::Timeline | Overview::Positions => f32::INFINITY,
            Overview::People => SURE,
            _ => self.index.weights.part_min,
        };
        if !rest.is_empty() && best >= goes_before {
            return None;
        }
        let briefing = heard
            .scope
            .briefing
            .unwrap_or_else(|| part.ranked.first().map_or(0, |s| self.index.entries[s.entry as usize].briefing));
        if self.library.briefings.is_empty() {
            return None;
        }
        let entries = overview.entries(view, briefing, &about);
        respond::overview(view, overview, &entries)
    }

    /// A courtesy anywhere in an utterance that names no one and is near nothing.
    pub(super) fn small_talk(&self, heard: &Heard<'_>, parts: &[Part], best: f32) -> Option<Reply> {
        let slots = parse::slots(&self.vocabulary, &heard.words.words);
        let names = slots.iter().any(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger));
        if names || best >= self.index.weights.part_min || heard.words.words.len() > SMALL_TALK_MAX_WORDS {
            return None;
        }
        let found = self.intents.find(&self.vocabulary, &heard.words.words, &slots)?;
        let text = small_talk(found.intent)?;
        // "Thanks. Something else: is …?": the courtesy only leads up to a question.
        let is_used = |word: usize| found.used.contains(&word);
        let own = |p: &Part, s: &Slot| {
            !s.is_lead && !(s.word..s.word + s.n_words).any(|w| is_used(p.range.start + w as usize))
        };
        let rest = |p: &Part| {
            p.query.slots.iter().zip(&p.query.weights).filter(|(s, _)| own(p, s)).map(|(_, w)| w).sum::<f32>()
        };
        if !found.used.is_empty() && parts.iter().any(|p| p.parse.is_question && rest(p) >= BARE_MAX) {
            return None;
        }
        (found.intent != "chat" && found.intent != "help").then(|| respond::blank(Outcome::Help, found.intent, text))
    }

    /// A broad question to the first briefing that has an answer to it.
    pub(super) fn broad(&self, overview: Overview) -> Reply {
        let view = self.view();
        let briefings = 0..self.library.briefings.len() as u32;
        let found =
            briefings.into_iter().find_map(|b| respond::overview(&view, overview, &overview.entries(&view, b, &[])));
        found.unwrap_or_else(|| {
            let mut reply = respond::blank(Outcome::NotInBriefing, overview.intent(), wording::NOT_SAID);
            reply.reason = Some(Reason::DetailNotGiven);
            reply
        })
    }
}

/// What the bot says to small talk.
fn small_talk(intent: &str) -> Option<&'static str> {
    Some(match intent {
        "help" => wording::HELP,
        "greeting" => wording::GREETING,
        "thanks" => wording::THANKS,
        "farewell" => wording::FAREWELL,
        "chat" => wording::CHAT,
        _ => return None,
    })
}
