//! What the passages of an entry name and count, and which kinds of answer they can supply.

use crate::knowledge::model::{Briefing, EntityKind};
use crate::understanding::grammar;
use crate::understanding::question::{Slot, Types};
use crate::understanding::vocabulary::Unit;
use crate::understanding::words::Word;

#[derive(Default)]
pub(super) struct Facts {
    pub(super) supplies: Types,
    pub(super) people: Vec<Unit>,
    pub(super) places: Vec<Unit>,
    pub(super) counted: Vec<Unit>,
}

/// What stands within this many words after a number is what it counts.
const COUNTED_WORDS: usize = 4;

impl Facts {
    /// What the numbers of a passage count.
    pub(super) fn count(&mut self, words: &[Word<'_>], slots: &[Slot]) {
        for (i, word) in words.iter().enumerate() {
            if !word.is_number && grammar::number_word(&word.text).is_none() {
                continue;
            }
            for slot in slots.iter().filter(|s| (s.word as usize) > i && (s.word as usize) <= i + COUNTED_WORDS) {
                self.counted
                    .extend(slot.alternatives().iter().filter(|(_, strength)| *strength > 0.5).map(|(u, _)| *u));
            }
        }
        self.counted.sort_unstable();
        self.counted.dedup();
    }

    /// Dates, numbers, durations and reasons in a passage.
    pub(super) fn read(&mut self, words: &[Word<'_>]) {
        for (i, word) in words.iter().enumerate() {
            let text = &*word.text;
            let before = i.checked_sub(1).map_or("", |at| &*words[at].text);
            let is_length =
                grammar::is_duration_unit(crate::text::stem::stem(text).as_ref()) && !grammar::points_in_time(before);
            if grammar::is_time_word(text) && !is_length {
                self.supplies = self.supplies.with(Types::DATE);
            }
            if word.is_number || grammar::number_word(text).is_some() {
                self.supplies = self.supplies.with(Types::NUMBER);
                if words
                    .get(i + 1)
                    .is_some_and(|w| grammar::is_duration_unit(crate::text::stem::stem(&w.text).as_ref()))
                {
                    self.supplies = self.supplies.with(Types::DURATION);
                }
            }
            if matches!(text, "most" | "half" | "majority" | "third" | "quarter" | "all" | "none" | "double" | "twice")
            {
                self.supplies = self.supplies.with(Types::NUMBER);
            }
            if matches!(text, "because" | "since" | "due" | "therefore" | "owing")
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
