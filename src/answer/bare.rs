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
    ("always", -8.16),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 5.61), ("said in other words", 6.29), ("said as a kind", 4.24), ("said before", 4.77), ("said at the opening", 1.88), ("said elsewhere", 0.72),
    ("weight said", -0.36), ("weight elsewhere", -0.10), ("weight unknown", 4.19),
    ("sentence used", 2.97), ("near each other", 0.26), ("in order", -0.08), ("news", 2.72),
    // Other words than names.
    ("relation said", 1.77), ("relation said before", -0.45),
    // Names and numbers, by how many.
    ("names said", -0.25), ("names meant by a pronoun", -0.10), ("names before", -0.58), ("names of the opening", -0.86), ("names missing", -2.80), ("other names instead", -0.71),
    ("strangers", -7.00), ("numbers said", 0.16), ("numbers missing", -3.87), ("words missing", -0.10), ("words unknown", -1.73),
    // The noun that is counted or asked for.
    ("noun said", 0.32), ("noun before", 0.42), ("noun missing", 0.24), ("counted", -0.34), ("not counted", -1.64),
    ("which: name given", -0.37), ("which: name near", 0.40), ("which: kind given", -0.83), ("which: not given", -0.82),
    // The kind of answer.
    ("person given", 0.44), ("person near", 1.17), ("person not given", -2.13), ("place given", 1.82), ("place near", -1.46), ("place not given", -0.43),
    ("date given", 0.56), ("date near", 1.37), ("date not given", -1.05), ("length of time given", 2.18), ("length of time near", 0.65), ("length of time not given", -0.96),
    ("number given", 0.66), ("number near", 0.54), ("number not given", -2.53), ("measure given", 0.84), ("measure near", 0.17), ("measure not given", -1.27),
    ("kind rare", -0.78), ("measure rare", 0.61),
    ("reason given", 3.19), ("reason not given", 1.38), ("means", 1.33), ("yes or no", 2.26), ("what", 0.61), ("any kind", 1.16),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -0.72), ("negated otherwise", -2.07), ("contrary, yes or no", -2.03), ("negated otherwise, yes or no", -6.72),
    ("by the speaker", 19.98), ("by another speaker", -2.01), ("words asked for", -8.81),
    ("entity", -0.61), ("entity asked for", -6.14), ("first sentence", 0.24),
];

/// The place of a feature in [`FEATURES`].
const fn place(name: &str) -> usize {
    let mut at = 0;
    loop {
        assert!(at < FEATURES.len(), "no such feature");
        if is_same(FEATURES[at].0.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

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
        costs: 1.0,
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
