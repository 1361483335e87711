//! A bare entry's sentence: what in it can be an answer, and which sentences stand beside it.

use std::ops::Range;

use crate::knowledge::model::{Briefing, EntityKind};
use crate::understanding::measure::{self, Measures};
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::{Class, Unit, Vocabulary};
use crate::understanding::words::Word;
use crate::understanding::{grammar, quantity};

/// What is known of the sentence of a bare entry.
#[derive(Debug, Default)]
pub struct Sentence {
    /// The bare entry that cites the sentence before it in the article, which its pronouns lead back to.
    pub before: Option<u32>,
    /// The one that cites the sentence after it.
    pub after: Option<u32>,
    /// The bare entry that opens the article, and says what it is about.
    pub opening: Option<u32>,
    /// A pronoun stands in it.
    pub has_pronoun: bool,
    /// Names, numbers and times in it.
    pub values: Box<[Value]>,
    /// Asks, and tells nothing.
    pub is_question: bool,
    /// Positions in the line of the passage that a "not" bears on.
    pub negated: Box<[Range<u16>]>,
}

/// A word or phrase that can be what is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Value {
    /// The kinds of answer that it is.
    pub types: Types,
    /// What it measures, if it is a number or time.
    pub measures: Measures,
    /// Its position in the line of the passage.
    pub at: u16,
    /// Its word, or its last.
    pub unit: Option<Unit>,
}

impl Sentence {
    /// Reads the words of a sentence and the slots that its line is made of.
    pub(super) fn new(v: &Vocabulary, briefing: &Briefing, units: &[Unit], words: &[Word<'_>], slots: &[Slot]) -> Self {
        let slots: Vec<&Slot> = slots.iter().filter(|slot| !slot.alternatives().is_empty()).collect();
        let position =
            |word: usize| slots.iter().take_while(|s| ((s.word + s.n_words) as usize) <= word).count() as u16;
        let mut values = Vec::new();
        for (at, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.kind == SlotKind::Entity) {
            let known = slot.alternatives().iter().find_map(|(unit, strength)| {
                let entity = units.iter().position(|known| known == unit).filter(|_| *strength > 0.9)?;
                Some((*unit, briefing.entities[entity].kind))
            });
            if let Some((unit, kind)) = known {
                let types = if kind == EntityKind::Place { Types::PLACE } else { Types::PERSON };
                values.push(Value { types, measures: Measures::NONE, at: at as u16, unit: Some(unit) });
            }
        }
        let is_listed = |word: usize| {
            slots.iter().any(|s| s.kind == SlotKind::Entity && (s.word..s.word + s.n_words).contains(&(word as u16)))
        };
        for span in names(v, words, is_listed) {
            let types = match preposition_before(words, span.start) {
                before if grammar::is_locative(before) => Types::PLACE,
                "from" | "to" | "of" | "through" => Types::PLACE.with(Types::PERSON),
                _ => Types::PERSON,
            };
            let unit = words[span.end - 1].unit;
            values.push(Value { types, measures: Measures::NONE, at: position(span.start), unit });
        }
        for (at, word) in words.iter().enumerate() {
            let measures = measure::of_word(words, at);
            let is_number = word.is_number || quantity::number_word(&word.text).is_some();
            let mut types = Types::NONE;
            if measures.meets(Measures::YEAR.with(Measures::DAY).with(Measures::WEEKDAY).with(Measures::CLOCK))
                || (quantity::is_time_word(&word.text) && !is_number)
            {
                types = types.with(Types::DATE);
            }
            // A year counts nothing.
            if (is_number && !measures.meets(Measures::YEAR)) || is_share(&word.text) {
                types = types.with(Types::NUMBER);
                if words.get(at + 1).is_some_and(|next| quantity::is_duration_unit(&next.text)) {
                    types = types.with(Types::DURATION);
                }
            }
            if tells_length(words, at) {
                types = types.with(Types::DURATION);
            }
            if !types.is_none() {
                values.push(Value { types, measures, at: position(at), unit: word.unit });
            }
        }
        Self {
            has_pronoun: words.iter().any(|word| grammar::points_back(&word.text)),
            values: values.into(),
            negated: negated(words, position).collect(),
            ..Self::default()
        }
    }
}

/// "Almost a month", "for weeks", "several years": a length of time without a number.
fn tells_length(words: &[Word<'_>], at: usize) -> bool {
    let is_unit = |word: &Word<'_>| quantity::is_duration_unit(&word.text);
    let [.., before, word] = &words[..=at] else { return false };
    let leads = at.checked_sub(2).map_or("", |at| &*words[at].text);
    is_unit(word)
        && match &*before.text {
            "a" | "an" => matches!(
                leads,
                "for"
                    | "almost"
                    | "nearly"
                    | "about"
                    | "over"
                    | "within"
                    | "than"
                    | "half"
                    | "lasted"
                    | "took"
                    | "least"
            ),
            "for" | "several" | "few" | "many" | "some" | "couple" | "of" => true,
            _ => false,
        }
}

/// Most words that a "not" bears on, and fewer a "no".
const NEGATED_MAX: usize = 6;
const NEGATED_BY_NO: usize = 3;

/// What each "not" bears on: the next words of its clause. "Not only" and "not until" deny nothing.
fn negated(words: &[Word<'_>], position: impl Fn(usize) -> u16) -> impl Iterator<Item = Range<u16>> {
    let reach = move |at: usize| {
        let most = match &*words[at].text {
            "not" | "never" | "neither" | "nobody" | "none" => NEGATED_MAX,
            "no" | "without" => NEGATED_BY_NO,
            _ => return None,
        };
        let rest = &words[at + 1..];
        let is_idle = |word: &Word<'_>| {
            matches!(&*word.text, "only" | "just" | "merely" | "least" | "until" | "before" | "long" | "doubt")
        };
        if rest.first().is_some_and(is_idle) {
            return None;
        }
        let is_end = |word: &&Word<'_>| word.after_pause || matches!(&*word.text, "but" | "because" | "although");
        Some(at + 1..at + 1 + rest.iter().take(most).take_while(|word| !is_end(word)).count())
    };
    (0..words.len()).filter_map(reach).map(move |range| position(range.start)..position(range.end))
}

/// An amount without a number.
pub(super) fn is_share(word: &str) -> bool {
    quantity::is_fraction(word)
        || matches!(
            word,
            "most"
                | "majority"
                | "all"
                | "none"
                | "double"
                | "twice"
                | "several"
                | "few"
                | "dozen"
                | "dozens"
                | "hundreds"
                | "thousands"
                | "millions"
                | "billions"
        )
}

/// Names that the editor did not list, as ranges of words.
pub(super) fn names(v: &Vocabulary, words: &[Word<'_>], is_listed: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let is_part = |at: usize| {
        words[at].is_capital
            && !grammar::is_function_word(&words[at].text)
            && !quantity::is_calendar_name(&words[at].text)
            && !is_listed(at)
    };
    // A word that only begins its sentence is a name if it is no everyday word.
    let is_name =
        |at: usize| words[at].is_name_like || words[at].unit.is_some_and(|unit| v.class(unit) == Class::Content);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let start = at;
        while at < words.len() && is_part(at) && (at == start || !words[at].after_pause) {
            at += 1;
        }
        if at == start {
            at += 1;
        } else if (start..at).any(is_name) && words[at - 1].unit.is_some() {
            found.push(start..at);
        }
    }
    found
}

/// The word that leads up to a name, an article passed over.
pub(super) fn preposition_before<'w>(words: &'w [Word<'_>], at: usize) -> &'w str {
    words[..at].iter().rev().map(|word| &*word.text).find(|word| !grammar::is_determiner(word)).unwrap_or_default()
}
