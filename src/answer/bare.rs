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
    ("always", -7.54),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 5.09), ("said in other words", 5.66), ("said as a kind", 2.50), ("said before", 4.02), ("said at the opening", 0.89), ("said elsewhere", -0.39),
    ("weight said", -0.26), ("weight elsewhere", -0.03), ("weight unknown", 1.54),
    ("sentence used", 2.75), ("near each other", 0.00), ("in order", 0.04), ("news", 2.93),
    // Other words than names.
    ("relation said", 1.31), ("relation said before", -0.61),
    // Names and numbers, by how many.
    ("names said", -0.23), ("names meant by a pronoun", -0.02), ("names before", -0.54), ("names of the opening", -0.71), ("names missing", -1.50), ("other names instead", -0.67),
    ("strangers", -2.00), ("numbers said", 0.15), ("numbers missing", -2.80), ("words missing", -0.02), ("words unknown", -0.85),
    // The noun that is counted or asked for.
    ("noun said", 0.34), ("noun before", 0.32), ("noun missing", 0.59), ("counted", -0.24), ("not counted", -1.48),
    ("which: name given", -0.51), ("which: name near", 0.57), ("which: kind given", -1.07), ("which: not given", -0.84),
    // The kind of answer.
    ("person given", 0.46), ("person near", 1.21), ("person not given", -2.01), ("place given", 1.65), ("place near", -1.40), ("place not given", -0.17),
    ("date given", 0.24), ("date near", 2.44), ("date not given", -1.13), ("length of time given", 1.96), ("length of time near", 1.45), ("length of time not given", -0.62),
    ("number given", 0.74), ("number near", 0.62), ("number not given", -2.45), ("measure given", 1.12), ("measure near", -1.05), ("measure not given", -1.36),
    ("kind rare", -1.16), ("measure rare", 0.55),
    ("reason given", 3.05), ("reason not given", 1.28), ("means", 1.11), ("yes or no", 1.53), ("what", 0.51), ("any kind", 1.19),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -0.53), ("negated otherwise", -1.96), ("contrary, yes or no", 0.66), ("negated otherwise, yes or no", -5.08),
    ("by the speaker", 15.59), ("by another speaker", -2.00), ("words asked for", -6.53),
    ("entity", -1.14), ("entity asked for", -1.55), ("first sentence", 0.15),
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
