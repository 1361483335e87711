//! How well an entry answers that no editor has given examples: a sentence of the article, and the sentence before it.
//!
//! What speaks for the sentence and against it is counted in [`FEATURES`]; each has a weight, and the sum says how
//! likely it is that the sentence answers. The weights were fitted to questions on made-up articles, so that the right
//! sentence, or none where none is right, is the likeliest.

mod evidence;

use self::evidence::{Evidence, Rivals};
use super::index::Index;
use super::lines::LineKind;
use super::query::Query;
use super::score::Scored;

/// What is counted, with its weight.
#[rustfmt::skip]
pub const FEATURES: [(&str, f32); 73] = [
    ("always", -7.28),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 5.11), ("said in other words", 5.71), ("said as a kind", 2.49), ("said before", 3.78), ("said at the opening", 0.66), ("said elsewhere", -0.65),
    ("weight said", -0.24), ("weight elsewhere", 0.01), ("weight unknown", 1.56),
    ("sentence used", 2.76), ("near each other", 0.02), ("in order", -0.02), ("news", 2.83),
    // Other words than names.
    ("relation said", 1.25), ("relation said before", -0.47),
    // Names and numbers, by how many.
    ("names said", -0.29), ("names meant by a pronoun", 0.03), ("names before", -0.49), ("names of the opening", -0.67), ("names missing", -1.54), ("other names instead", -0.64),
    ("strangers", -2.00), ("numbers said", 0.12), ("numbers missing", -3.23), ("words missing", 0.00), ("words unknown", -0.87),
    // The noun that is counted or asked for.
    ("noun said", 0.36), ("noun before", 0.32), ("noun missing", 0.63), ("counted", -0.31), ("not counted", -1.57),
    ("which: name given", -0.54), ("which: name near", 0.54), ("which: kind given", -1.12), ("which: not given", -0.90),
    // The kind of answer.
    ("person given", 0.38), ("person near", 0.89), ("person not given", -2.28), ("place given", 1.80), ("place near", -2.04), ("place not given", -0.44),
    ("date given", 0.19), ("date near", 2.25), ("date not given", -1.22), ("length of time given", 1.82), ("length of time near", 1.43), ("length of time not given", -0.79),
    ("number given", 0.67), ("number near", 0.43), ("number not given", -2.65), ("measure given", 1.06), ("measure near", -0.84), ("measure not given", -1.42),
    ("kind rare", -1.06), ("measure rare", 0.44),
    ("reason given", 2.91), ("reason not given", 1.14), ("means", 0.98), ("yes or no", 1.40), ("what", 0.40), ("any kind", 1.00),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -0.54), ("negated otherwise", -1.96), ("contrary, yes or no", 0.63), ("negated otherwise, yes or no", -5.85),
    ("by the speaker", 16.68), ("by another speaker", -2.02), ("words asked for", -7.63),
    ("entity", -0.51), ("entity asked for", 1.34), ("first sentence", 0.17),
];

/// The counts of one entry, in the order of [`FEATURES`].
pub type Counts = [f32; FEATURES.len()];

/// Scores entries; the scores are between 0.0 and 1.0, and 0.5 is as likely as not.
pub(super) fn scored<'a>(index: &'a Index, query: &'a Query, entries: &'a [u32]) -> impl Iterator<Item = Scored> + 'a {
    let rivals = Rivals::new(index, query, entries);
    entries.iter().map(move |&entry| one(index, query, &rivals, entry))
}

fn one(index: &Index, query: &Query, rivals: &Rivals, entry: u32) -> Scored {
    let evidence = Evidence::new(index, query, rivals, entry);
    let counts = evidence.counts();
    let sum: f32 = counts.iter().zip(FEATURES).map(|(count, (_, weight))| count * weight).sum();
    let Evidence { known, row, .. } = evidence;
    Scored {
        entry,
        score: 1.0 / (1.0 + (-sum).exp()),
        kind: LineKind::Passage,
        fit: 1.0,
        coverage: super::row::covered(&index.weights, query, &known.matched),
        contradicts: row.contradicts,
        has_speech: false,
        is_exact: false,
        relation: super::candidate::relation(&index.weights, query, &known.matched),
        by_line: row.coverage,
        matched: known.matched,
        counts: Some(Box::new(counts)),
    }
}
