//! Does an entry answer the kind of question that is asked?

use super::index::Indexed;
use super::lines::{Line, LineKind};
use super::query::Query;
use super::weights::Weights;
use crate::understanding::question::Types;
use crate::understanding::vocabulary::Unit;

/// Kinds of answer that a bare name does not give.
const VALUES: Types = Types(Types::NUMBER.0 | Types::DATE.0 | Types::DURATION.0 | Types::REASON.0 | Types::MEANS.0);

/// What an entry gives a question, whatever line of it speaks.
pub(super) struct Given<'a> {
    indexed: &'a Indexed,
    /// Its passage holds a value of the kind that is asked for.
    supplies: bool,
    /// A person is asked for, and the question names all that it knows.
    nobody_new: bool,
    /// A person is asked for, and it only tells what the firm or town is that the question names.
    is_named_body: bool,
}

impl<'a> Given<'a> {
    pub(super) fn new(query: &Query, indexed: &'a Indexed) -> Self {
        let has_people = !indexed.is_gap && !indexed.people.is_empty();
        Self {
            indexed,
            supplies: supplies(query, indexed),
            nobody_new: query.types == Types::PERSON && has_people && !has_new(query, &indexed.people),
            is_named_body: !query.picks_one
                && query.types == Types::PERSON
                && indexed.is_entity
                && !indexed.is_person
                && indexed.own.is_some_and(|own| query.get(own).is_some_and(|hit| hit.strength > 0.9)),
        }
    }
}

/// Does the line, or else the passage, supply the kind of answer that is asked for? Never more where the line misses the
/// noun that is counted.
pub(super) fn fit(w: &Weights, query: &Query, line: &Line, misses_head: bool, given: &Given<'_>) -> f32 {
    let (asked, indexed) = (query.types, given.indexed);
    if given.is_named_body {
        return w.fit_unsupplied;
    }
    if asked.is_none() || line.types.meets(asked) {
        // "How many days" is "how long", whatever the unit.
        if asked.meets(Types::NUMBER) && !asked.meets(Types::DURATION) && misses_head {
            return w.missing_head;
        }
        if query.is_identity && !line.is_identity && !indexed.is_entity && !indexed.is_gap {
            return w.fit_unsupplied;
        }
        return if given.nobody_new { w.fit_nothing_new } else { 1.0 };
    }
    if line.kind == LineKind::Deny {
        return deny_fit(w, asked);
    }
    if indexed.is_gap {
        return gap_fit(w, asked, line.types);
    }
    if asked.meets(Types::YES_NO) {
        return if line.kind == LineKind::Says { w.fit_stated } else { w.fit_yes_no };
    }
    let is_part_of_it = indexed.is_entity && !indexed.is_person && asked.meets(Types::PERSON);
    let is_identity = query.is_identity && !indexed.is_entity;
    if is_part_of_it || (indexed.is_entity && asked.meets(VALUES)) || is_identity {
        return w.fit_unsupplied;
    }
    if asked.meets(Types::WHAT) {
        return if line.types.meets(Types::PERSON.with(Types::PLACE).with(Types::DATE).with(Types::NUMBER)) {
            w.fit_what
        } else {
            0.93
        };
    }
    if asked.meets(Types::QUOTE) {
        return if indexed.speaker.is_some() || line.has_speech { 0.95 } else { 0.75 };
    }
    if asked.meets(Types::MEANS) {
        return if line.types.meets(Types::WHAT.with(Types::YES_NO)) { 0.85 } else { w.fit_means };
    }
    if asked.meets(Types::REASON) {
        return if given.supplies { w.fit_reason } else { 0.62 };
    }
    if !given.supplies {
        return w.fit_unsupplied;
    }
    if asked.meets(Types::DURATION) { w.fit_duration } else { w.fit_supplied }
}

/// "When", "why", "how" and yes/no take a whole statement for granted; "what" and "who" ask for a part of it.
fn deny_fit(w: &Weights, asked: Types) -> f32 {
    const GRANTED: Types = Types(Types::YES_NO.0 | Types::REASON.0 | Types::DATE.0 | Types::MEANS.0);
    if asked.meets(Types::NUMBER.with(Types::DURATION)) {
        w.fit_unsupplied
    } else if asked.meets(GRANTED) {
        0.95
    } else {
        0.85
    }
}

/// A gap is a gap whatever the question word, unless the kind of answer differs plainly.
fn gap_fit(w: &Weights, asked: Types, line: Types) -> f32 {
    const PLAIN: Types =
        Types(Types::PERSON.0 | Types::PLACE.0 | Types::DATE.0 | Types::NUMBER.0 | Types::DURATION.0 | Types::REASON.0);
    match (asked.meets(PLAIN), line.meets(PLAIN)) {
        (true, true) => w.gap_other_kind,
        (false, true) => 0.75,
        (true, false) => 0.85,
        // "Was it hit?" is not "What was hit there?"
        (false, false) if asked.meets(Types::YES_NO) && line.meets(Types::WHAT) => 0.82,
        (false, false) => 0.92,
    }
}

/// The passage holds a value of the kind asked for that the question did not already name.
pub(super) fn supplies(query: &Query, indexed: &Indexed) -> bool {
    let asked = query.types;
    (asked.meets(Types::PERSON) && has_new(query, &indexed.people))
        || (asked.meets(Types::PLACE) && has_new(query, &indexed.places))
        || (indexed.is_bare && asked.meets(Types::ROLE.with(Types::DEFINITION)))
        || (asked.meets(Types::ROLE.with(Types::DEFINITION)) && indexed.supplies.meets(Types::ROLE))
        || (asked.meets(Types::NUMBER) && indexed.supplies.meets(Types::NUMBER) && counts(query, indexed))
        || (query.counts.meets(Types::PLACE) && indexed.asked.meets(Types::PLACE) && indexed.places.len() > 2)
        || (query.counts.meets(Types::PERSON) && indexed.asked.meets(Types::PERSON) && indexed.people.len() > 2)
        || indexed
            .supplies
            .meets(Types(asked.0 & (Types::DATE.0 | Types::DURATION.0 | Types::REASON.0 | Types::MEANS.0)))
}

/// Does the passage count what is counted in the question?
fn counts(query: &Query, indexed: &Indexed) -> bool {
    let mut heads = query.slots.iter().filter(|s| s.is_head).peekable();
    heads.peek().is_none() || heads.any(|s| indexed.is_counted(s))
}

/// Is there a name among these that the question does not use?
fn has_new(query: &Query, units: &[Unit]) -> bool {
    units.iter().any(|u| query.asks_name || query.get(*u).is_none_or(|hit| hit.strength < 0.9))
}
