//! What the passages of an entry name and count, and which kinds of answer they can supply.

use super::sentence::{is_share, names, preposition_before};
use crate::knowledge::model::{Briefing, EntityKind};
use crate::understanding::measure::{self, Measures, is_year};
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::{Unit, Vocabulary};
use crate::understanding::words::Word;
use crate::understanding::{grammar, quantity};

#[derive(Default)]
pub(super) struct Facts {
    pub(super) supplies: Types,
    pub(super) measures: Measures,
    pub(super) people: Vec<Unit>,
    pub(super) places: Vec<Unit>,
    pub(super) counted: Vec<(Unit, bool)>,
}

/// A place is named within this many words after its preposition.
const PLACE_WORDS: usize = 3;
/// What stands within this many words after a number is what it counts.
const COUNTED_WORDS: usize = 4;

impl Facts {
    /// What the numbers of a passage count.
    pub(super) fn count(&mut self, words: &[Word<'_>], slots: &[Slot]) {
        for (i, word) in words.iter().enumerate() {
            if !word.is_number && quantity::number_word(&word.text).is_none() {
                continue;
            }
            for slot in slots.iter().filter(|s| (s.word as usize) > i && (s.word as usize) <= i + COUNTED_WORDS) {
                let near = slot.alternatives().iter().filter(|(_, strength)| *strength > 0.5);
                self.counted.extend(near.map(|&(unit, strength)| (unit, strength > 0.9)));
            }
        }
        self.counted.sort_unstable_by_key(|&(unit, is_said)| (unit, !is_said));
        self.counted.dedup_by_key(|(unit, _)| *unit);
    }

    /// Dates, numbers, durations and reasons in a passage.
    pub(super) fn read(&mut self, words: &[Word<'_>]) {
        for (i, word) in words.iter().enumerate() {
            let text = &*word.text;
            self.measures = self.measures.with(measure::of_word(words, i));
            let before = i.checked_sub(1).map_or("", |at| &*words[at].text);
            let is_length =
                quantity::is_duration_unit(text) && !quantity::points_in_time(before) && !is_ordinal(before);
            if (quantity::is_time_word(text) && !is_length) || is_year(text) {
                self.supplies = self.supplies.with(Types::DATE);
            }
            if word.is_number || quantity::number_word(text).is_some() {
                self.supplies = self.supplies.with(Types::NUMBER);
                if words.get(i + 1).is_some_and(|w| quantity::is_duration_unit(&w.text)) {
                    self.supplies = self.supplies.with(Types::DURATION);
                }
            }
            if is_share(text) {
                self.supplies = self.supplies.with(Types::NUMBER);
            }
            if matches!(
                text,
                "because" | "since" | "due" | "therefore" | "owing" | "thanks" | "blame" | "cause" | "reason" | "hence"
            ) || (text == "for" && words.get(i + 1).is_some_and(|w| matches!(&*w.text, "fear" | "want" | "lack")))
                || (text == "to" && word.after_pause)
                || (text == "so" && words.get(i + 1).is_some_and(|w| &*w.text == "that"))
            {
                self.supplies = self.supplies.with(Types::REASON);
            }
            if matches!(text, "by" | "through" | "via" | "using" | "with") {
                self.supplies = self.supplies.with(Types::MEANS);
            }
            if word.is_quoted {
                self.supplies = self.supplies.with(Types::QUOTE);
            }
        }
    }

    /// Names in a passage that the editor did not list: whoever is asked for may be one of them, and after "in" or "near" it
    /// is a place.
    pub(super) fn unlisted(&mut self, v: &Vocabulary, words: &[Word<'_>], slots: &[Slot]) {
        let is_listed = |at: usize| {
            slots.iter().any(|s| s.kind == SlotKind::Entity && (s.word..s.word + s.n_words).contains(&(at as u16)))
        };
        for span in names(v, words, is_listed) {
            let Some(unit) = words[span.end - 1].unit else { continue };
            let before = preposition_before(words, span.start);
            let leads_there = matches!(before, "from" | "to" | "of" | "through");
            if grammar::is_locative(before) || leads_there {
                self.places.push(unit);
                self.supplies = self.supplies.with(Types::PLACE);
            }
            if !grammar::is_locative(before) {
                self.people.push(unit);
                self.supplies = self.supplies.with(Types::PERSON);
            }
        }
    }

    /// From when until when something went on: how long, for whoever can reckon.
    pub(super) fn spans(&mut self, words: &[Word<'_>]) {
        let is_bound =
            |pair: &[Word<'_>]| matches!(&*pair[0].text, "since" | "until" | "till") && is_year(&pair[1].text);
        let years = words.iter().filter(|word| is_year(&word.text)).count();
        if years > 1 || words.windows(2).any(is_bound) {
            self.supplies = self.supplies.with(Types::DURATION);
        }
    }

    /// Where something is or happens, whether it has a name or not: "in the kingdom".
    pub(super) fn whereabouts(&mut self, words: &[Word<'_>]) {
        for (at, word) in words.iter().enumerate() {
            if !grammar::is_locative(&word.text) && !matches!(&*word.text, "on" | "through" | "within") {
                continue;
            }
            let mut after = words[at + 1..].iter().take(PLACE_WORDS).take_while(|word| !word.after_pause);
            let place = after.find(|word| !grammar::is_function_word(&word.text));
            let is_time = |word: &Word<'_>| {
                word.is_number || quantity::is_time_word(&word.text) || quantity::number_word(&word.text).is_some()
            };
            if let Some(unit) = place.filter(|word| !is_time(word)).and_then(|word| word.unit) {
                self.places.push(unit);
                self.supplies = self.supplies.with(Types::PLACE);
            }
        }
    }

    pub(super) fn name(&mut self, briefing: &Briefing, units: &[Unit], unit: Unit) {
        let Some(i) = units.iter().position(|u| *u == unit) else { return };
        match briefing.entities[i].kind {
            EntityKind::Place => {
                self.places.push(unit);
                self.supplies = self.supplies.with(Types::PLACE);
            }
            EntityKind::Person | EntityKind::Organisation => {
                self.people.push(unit);
                self.supplies = self.supplies.with(Types::PERSON);
                if briefing.entities[i].role.is_some() {
                    self.supplies = self.supplies.with(Types::ROLE);
                }
            }
        }
    }
}

/// A number in an order, in figures: `17th`.
fn is_ordinal(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    !digits.is_empty() && digits.len() < text.len() && digits.bytes().all(|b| b.is_ascii_digit())
}
