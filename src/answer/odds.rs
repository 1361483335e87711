//! How likely it is that an entry with reviewed examples answers, its rivals beside it.
//!
//! What its best line is worth ([`Scored::worth`]) says how well the entry fits by itself. Whether that is enough depends
//! on the question and on the others: `FEATURES` has what is counted. The weights were fitted by a softmax over the
//! candidates and "none of them" to questions about four briefings, most of them written by people who had read only the
//! articles; an unanswerable question counted two and a half times. Those of strangers and of missing names are held below
//! what the fit gives.
//!
//! A gap that the editor noted speaks for itself, against answers that come near. Where none are noted the counts bear other
//! weights, fitted to the same questions on the same briefings without their gaps, and to a public set of questions that
//! has ten examples for each of 150 entries. With few gaps, the odds lie between the two.

use super::about::Shared;
use super::features::{self, Table};
use super::fit::supplies;
use super::index::{EntityClass, Index, Indexed};
use super::lines::LineKind;
use super::query::{Query, members};
use super::row::MATCH_MIN;
use super::score::Scored;
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// What is counted, with its weight where the editor wrote down what is not said, and where not.
#[rustfmt::skip]
const WEIGHTS: [(&str, f32, f32); 38] = [
    ("always", -5.10, -3.48),
    // What the best line is worth, and what that is made of.
    ("worth", -0.60, 0.31), ("worth, squared", 8.39, 5.09), ("worth, logarithm", 0.54, -0.37), ("line covers", -3.46, -2.13),
    ("entry covers", 5.20, 3.58), ("fit", 1.69, 1.52), ("costs", -1.77, -1.58),
    // How like its examples it is worded.
    ("like", 3.56, 3.78), ("like, ahead", 3.15, 2.18), ("nearest", 0.0, 0.30),
    ("examples", 0.0, -0.99), ("worth, ahead", 0.0, 1.26),
    // An entry that says that the article does not say it.
    ("ahead of gaps", 2.15, 0.00), ("gap: worth", -2.48, 0.00), ("gap: line covers", -4.43, 0.00), ("gap: fit", 1.90, 0.00), ("gap: like", 2.78, 0.00),
    // An entry that only names someone or something.
    ("entity: named", -3.09, -2.49), ("entity: who is it", 0.49, 0.72),
    // What the entry does not know.
    ("names missing", -5.00, -2.00), ("strangers", -6.00, -6.00), ("open word", 3.06, 1.43), ("open beside names", -1.04, -0.18),
    // The question.
    ("weight", 0.59, 0.06), ("leans on earlier turns", 4.69, 3.88), ("asked alike", 0.84, 0.17),
    // The kind of answer.
    ("asks what", -1.55, -1.09), ("asks for a person", -1.57, -1.50), ("asks for a place", 2.56, -0.98), ("asks for a date", 9.57, -0.03),
    ("asks for a number", -1.31, -1.32), ("asks for a length of time", 1.19, -0.29), ("asks for a reason", 5.71, 0.44),
    ("asks for words", 4.43, -0.02), ("person not given", -10.57, 0.43), ("place not given", -3.93, 0.47), ("measure not given", -1.50, -0.44),
];

/// What is counted, with its weight beside gaps.
const FEATURES: Table<{ WEIGHTS.len() }> = column(true);
/// The same where there are none: examples alone must tell what is not said.
const WITHOUT_GAPS: Table<{ WEIGHTS.len() }> = column(false);

const fn column(with_gaps: bool) -> Table<{ WEIGHTS.len() }> {
    let mut table = [("", 0.0); WEIGHTS.len()];
    let mut at = 0;
    while at < table.len() {
        let (name, with, without) = WEIGHTS[at];
        table[at] = (name, if with_gaps { with } else { without });
        at += 1;
    }
    table
}

/// The counts of one entry, in the order of `FEATURES`.
type Counts = [f32; WEIGHTS.len()];

/// The sum of the weights is the logarithm of the odds; halved, so that scores keep their distance from each other.
const SPREAD: f32 = 0.5;

/// The place of a feature; a name that there is not does not compile.
macro_rules! at {
    ($name:literal) => {
        const { features::place(&FEATURES, $name) }
    };
}

/// An entry that knows none of a question's words but names must cover this share of it …
const COVERED_MIN: f32 = 0.45;
/// … or counts for this share of what it would; so does what B says to A, where what A says to B is asked for.
const WORDLESS_SHARE: f32 = 0.45;
/// From this weight the noun behind "which" is telling: an entry that does not know it gives none of the kind.
const KIND_MIN: f32 = 0.5;
/// An entry that lacks a name is not about what is asked where its best line is worth less than this.
const THIN_MAX: f32 = 0.15;
/// An entry that is not about what is asked is no likelier than this: it may be shown beside a refusal.
const ABOUT_ELSE_MAX: f32 = 0.45;
/// A unit that stands for a name by less is another that it belongs to.
const KNOWN_BY: f32 = 0.9;
/// What a question must weigh to tell much by itself.
const CONTENT_MIN: f32 = 0.35;

/// Kinds of answer, each of which shifts the odds.
const KINDS: [(Types, usize); 8] = [
    (Types::WHAT, at!("asks what")),
    (Types::PERSON, at!("asks for a person")),
    (Types::PLACE, at!("asks for a place")),
    (Types::DATE, at!("asks for a date")),
    (Types::NUMBER, at!("asks for a number")),
    (Types::DURATION, at!("asks for a length of time")),
    (Types::REASON, at!("asks for a reason")),
    (Types::QUOTE, at!("asks for words")),
];

/// The best of several, and the second best, for the best's own sake.
#[derive(Debug, Clone, Copy, Default)]
struct Best {
    first: f32,
    second: f32,
}

impl Best {
    fn take(&mut self, value: f32) {
        if value > self.first {
            *self = Self { first: value, second: self.first };
        } else {
            self.second = self.second.max(value);
        }
    }

    /// The best but for one of them.
    fn without(self, own: f32) -> f32 {
        if own >= self.first { self.second } else { self.first }
    }
}

/// All candidates of a question.
#[derive(Debug)]
pub struct Odds<'a> {
    index: &'a Index,
    query: &'a Query,
    /// What all are worth.
    worths: Best,
    /// What gaps are worth.
    gaps: Best,
    /// How like the question the examples of the candidates are worded.
    like: Best,
    /// Slots of names that nobody here knows, or of which no entry tells, a bit each.
    strangers: u32,
    /// Slots of people of whom one does something to another, a bit each; empty where nobody does.
    people: u32,
}

impl<'a> Odds<'a> {
    /// Looks at all candidates.
    #[must_use]
    pub fn new(index: &'a Index, query: &'a Query, candidates: &[Scored]) -> Self {
        let strangers = query.slots.iter().enumerate().filter(|(_, slot)| is_stranger(index, slot));
        let strangers = strangers.fold(0, |bits, (at, _)| bits | 1 << at);
        let (worths, gaps, like) = (Best::default(), Best::default(), Best::default());
        let mut odds = Self { index, query, worths, gaps, like, strangers, people: people(index, query) };
        for candidate in candidates {
            odds.like.take(odds.like(candidate));
            odds.worths.take(candidate.worth);
            if index.entries[candidate.entry as usize].is_gap {
                odds.gaps.take(candidate.worth);
            }
        }
        odds
    }

    /// How likely it is that this one answers, or is the gap that is asked about, 0.0 to 1.0; and whether it is about what is
    /// asked at all.
    #[must_use]
    pub fn of(&self, this: &Scored) -> (f32, bool) {
        // The counts were fitted to questions with words of their own; "when was that?" has none to be held against.
        if this.worth == 0.0 {
            return (0.0, false);
        }
        let counts = self.counts(this);
        let leans = !self.query.hints.is_empty();
        let knows_a_word = this.relation > 0.0 || this.coverage >= COVERED_MIN;
        let is_about_it = leans || (self.shared(this, &counts).is_enough() && !self.is_between_others(this));
        let is_gap = self.index.entries[this.entry as usize].is_gap;
        let share = if knows_a_word && !this.is_reversed { 1.0 } else { WORDLESS_SHARE };
        let content = if leans { 1.0 } else { (self.query.total / CONTENT_MIN).min(1.0) };
        let written = self.index.written(this.entry);
        let mut sum = written * features::sum(&FEATURES, &counts);
        if written < 1.0 {
            sum += (1.0 - written) * features::sum(&WITHOUT_GAPS, &counts);
        }
        let is_thin = this.worth < THIN_MAX && counts[at!("names missing")] > 0.0;
        let most = if is_gap || (is_about_it && !is_thin && !self.lacks_kind(this)) { 1.0 } else { ABOUT_ELSE_MAX };
        ((share * content * features::likelihood(SPREAD * sum)).min(most), is_about_it)
    }

    /// "Why did A hire B?": does the entry lack A or B, or know nothing of what is asked but them?
    fn is_between_others(&self, this: &Scored) -> bool {
        let is_lacking = members(self.people).any(|at| this.matched[at] < MATCH_MIN);
        is_lacking || (self.people != 0 && this.relation <= 0.0)
    }

    /// "Which newspaper …?", where others tell of newspapers, and it does not.
    fn lacks_kind(&self, this: &Scored) -> bool {
        let head = self.query.head.filter(|_| self.query.picks_one && self.query.types == Types::WHAT);
        head.is_some_and(|at| self.query.weights[at] >= KIND_MIN && this.matched[at] < MATCH_MIN)
    }

    /// What it has in common with the question, beside names.
    fn shared(&self, this: &Scored, counts: &Counts) -> Shared {
        Shared {
            relation: this.relation,
            worth: this.worth,
            fit: this.fit,
            like: counts[at!("like")],
            open: counts[at!("open beside names")],
            only_names: counts[at!("entity: named")],
            unseen: self.query.unseen,
        }
    }

    /// What is counted for it, for people.
    #[must_use]
    pub fn told(&self, this: &Scored) -> String {
        features::told(&FEATURES, &self.counts(this))
    }

    fn like(&self, this: &Scored) -> f32 {
        (self.query.alike.of(this.entry) / self.index.weights.like_enough).min(1.0)
    }

    fn counts(&self, this: &Scored) -> Counts {
        let Self { query, index, .. } = *self;
        let indexed = &index.entries[this.entry as usize];
        let mut counts = [0.0; FEATURES.len()];
        let like = self.like(this);
        counts[at!("always")] = 1.0;
        counts[at!("worth")] = this.worth;
        counts[at!("worth, squared")] = this.worth * this.worth;
        counts[at!("worth, logarithm")] = (this.worth + 0.02).ln();
        counts[at!("line covers")] = this.by_line;
        counts[at!("entry covers")] = this.coverage;
        counts[at!("fit")] = this.fit;
        counts[at!("costs")] = this.costs;
        counts[at!("like")] = like;
        counts[at!("like, ahead")] = like - self.like.without(like);
        if self.index.written(this.entry) < 1.0 {
            let lines = index.lines_of(this.entry).iter();
            let n_examples = lines.filter(|line| line.kind == LineKind::Ask).count();
            counts[at!("nearest")] = flag(query.alike.nearest.first() == Some(&this.entry));
            counts[at!("examples")] = (n_examples as f32).ln_1p();
            counts[at!("worth, ahead")] = this.worth - self.worths.without(this.worth);
        }
        if indexed.is_gap {
            counts[at!("ahead of gaps")] = this.worth - self.gaps.without(this.worth);
            counts[at!("gap: worth")] = this.worth;
            counts[at!("gap: line covers")] = this.by_line;
            counts[at!("gap: fit")] = this.fit;
            counts[at!("gap: like")] = like;
        } else {
            counts[at!("ahead of gaps")] = this.worth - self.gaps.first;
            self.count_supply(indexed, &mut counts);
        }
        self.count_words(this, &mut counts);
        counts[at!("weight")] = query.total;
        counts[at!("leans on earlier turns")] = flag(!query.hints.is_empty());
        counts[at!("asked alike")] = flag(indexed.asked.meets(query.types));
        for (kind, at) in KINDS {
            counts[at] = flag(query.types.meets(kind));
        }
        counts
    }

    /// A person or place is asked for, and the passage has none that is new; an entry that only names one.
    fn count_supply(&self, indexed: &Indexed, counts: &mut Counts) {
        let query = self.query;
        if indexed.is_entity {
            let is_named = indexed.own.is_some_and(|own| query.get(own).is_some_and(|hit| hit.strength > 0.9));
            counts[at!("entity: named")] = flag(is_named);
            counts[at!("entity: who is it")] = flag(query.is_identity);
        }
        if !query.measures.is_none() && !indexed.measures.meets(query.measures) {
            counts[at!("measure not given")] = 1.0;
        }
        if query.types.meets(Types::PERSON.with(Types::PLACE)) && !supplies(query, indexed) {
            counts[at!("person not given")] = flag(query.types.meets(Types::PERSON));
            counts[at!("place not given")] = flag(query.types.meets(Types::PLACE));
        }
    }

    /// Names and words that the entry does not know.
    fn count_words(&self, this: &Scored, counts: &mut Counts) {
        let are_missing = members(self.strangers).filter(|&at| this.matched[at] < MATCH_MIN);
        counts[at!("strangers")] = are_missing.count() as f32;
        for ((slot, &weight), matched) in self.query.slots.iter().zip(&self.query.weights).zip(this.matched) {
            if matched >= MATCH_MIN {
                continue;
            }
            let is_name = slot.kind == SlotKind::Entity;
            counts[at!("names missing")] += flag(is_name);
            if !slot.is_lead {
                let most = &mut counts[at!("open word")];
                *most = most.max(weight);
                counts[at!("open beside names")] += if is_name { 0.0 } else { weight };
            }
        }
    }
}

/// A name that nobody knows, or only the lexicon and the gaps: no entry that answers tells of that country.
pub(super) fn is_stranger(index: &Index, slot: &Slot) -> bool {
    let answers = |&id: &u32| !index.entries[id as usize].is_gap;
    let is_told = |&(unit, strength): &(Unit, f32)| strength >= KNOWN_BY && index.postings(unit).iter().any(answers);
    match slot.kind {
        SlotKind::Stranger => true,
        SlotKind::Entity => !slot.alternatives().iter().any(is_told),
        _ => false,
    }
}

/// The slots of people where the question asks what one has to do with another; those of a list have it in common.
fn people(index: &Index, query: &Query) -> u32 {
    let is_person = |slot: &Slot| slot.main().is_some_and(|unit| index.class(unit) == EntityClass::Person);
    let is_one = |&at: &usize| {
        let slot = &query.slots[at];
        is_person(slot) && !slot.is_lead && !slot.is_listed
    };
    let people = members(query.entities).filter(is_one).fold(0, |bits, at| bits | 1 << at);
    let acts = query.agent.is_some_and(|agent| people >> agent & 1 == 1) && !query.is_identity && !query.asks_each;
    if acts && u32::count_ones(people) > 1 { people } else { 0 }
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
