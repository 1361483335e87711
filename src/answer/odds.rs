//! How likely it is that an entry with reviewed examples answers, its rivals beside it.
//!
//! What its best line is worth ([`Scored::worth`]) says how well the entry fits by itself. Whether that is enough depends
//! on the question and on the others: `FEATURES` has what is counted. The weights were fitted by a softmax over the
//! candidates and "none of them" to questions about four briefings, most of them written by people who had read only the
//! articles; an unanswerable question counted two and a half times. Those of strangers and of missing names are held below
//! what the fit gives.

use super::features::{self, Table};
use super::fit::supplies;
use super::index::{Index, Indexed};
use super::query::Query;
use super::row::MATCH_MIN;
use super::score::Scored;
use crate::understanding::question::{SlotKind, Types};

/// What is counted, with its weight.
#[rustfmt::skip]
pub(super) const FEATURES: Table<35> = [
    ("always", -5.10),
    // What the best line is worth, and what that is made of.
    ("worth", -0.60), ("worth, squared", 8.39), ("worth, logarithm", 0.54), ("line covers", -3.46),
    ("entry covers", 5.20), ("fit", 1.69), ("costs", -1.77),
    // How like its examples it is worded.
    ("like", 3.56), ("like, ahead", 3.15),
    // An entry that says that the article does not say it.
    ("ahead of gaps", 2.15), ("gap: worth", -2.48), ("gap: line covers", -4.43), ("gap: fit", 1.90), ("gap: like", 2.78),
    // An entry that only names someone or something.
    ("entity: named", -3.09), ("entity: who is it", 0.49),
    // What the entry does not know.
    ("names missing", -5.00), ("strangers", -6.00), ("open word", 3.06), ("open beside names", -1.04),
    // The question.
    ("weight", 0.59), ("leans on earlier turns", 4.69), ("asked alike", 0.84),
    // The kind of answer.
    ("asks what", -1.55), ("asks for a person", -1.57), ("asks for a place", 2.56), ("asks for a date", 9.57),
    ("asks for a number", -1.31), ("asks for a length of time", 1.19), ("asks for a reason", 5.71),
    ("asks for words", 4.43), ("person not given", -10.57), ("place not given", -3.93), ("measure not given", -1.50),
];

/// The counts of one entry, in the order of `FEATURES`.
pub(super) type Counts = [f32; FEATURES.len()];

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
/// … or is no likelier than this; nor is what B says to A, where what A says to B is asked for.
const WORDLESS_MAX: f32 = 0.45;
/// Where no editor has written down what is not said, an answer must be as far ahead as of a gap worth this much.
const UNWRITTEN: f32 = 0.5;
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
    /// What gaps are worth.
    gaps: Best,
    /// How like the question the examples of the candidates are worded.
    like: Best,
    /// Names in the question that nobody here knows.
    n_strangers: f32,
}

impl<'a> Odds<'a> {
    /// Looks at all candidates.
    #[must_use]
    pub fn new(index: &'a Index, query: &'a Query, candidates: &[Scored]) -> Self {
        let n_strangers = query.slots.iter().filter(|slot| slot.kind == SlotKind::Stranger).count() as f32;
        let gaps = if index.has_gaps { Best::default() } else { Best { first: UNWRITTEN, second: UNWRITTEN } };
        let mut odds = Self { index, query, gaps, like: Best::default(), n_strangers };
        for candidate in candidates {
            odds.like.take(odds.like(candidate));
            if index.entries[candidate.entry as usize].is_gap {
                odds.gaps.take(candidate.worth);
            }
        }
        odds
    }

    /// How likely it is that this one answers, or is the gap that is asked about; 0.0 to 1.0.
    #[must_use]
    pub fn of(&self, this: &Scored) -> f32 {
        // The counts were fitted to questions with words of their own; "when was that?" has none to be held against.
        if this.worth == 0.0 {
            return 0.0;
        }
        let knows_a_word = this.relation > 0.0 || this.coverage >= COVERED_MIN;
        let most = if knows_a_word && !this.is_reversed { 1.0 } else { WORDLESS_MAX };
        let leans = !self.query.hints.is_empty();
        let content = if leans { 1.0 } else { (self.query.total / CONTENT_MIN).min(1.0) };
        most * content * features::likelihood(SPREAD * features::sum(&FEATURES, &self.counts(this)))
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
        counts[at!("strangers")] = self.n_strangers;
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

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
