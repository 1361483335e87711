//! How well an entry answers that no editor has given examples: a sentence of the article, and the sentence before it.
//!
//! What speaks for the sentence and against it is counted in [`FEATURES`]; each has a weight, and the sum says how
//! likely it is that the sentence answers. The weights were fitted by a softmax over the sentences and "none of them" to
//! questions on made-up articles and on a public set for tuning. Those of strangers, of negation and of the contrary are
//! held below what the fit would give them: another name or the contrary is refused, however well the rest agrees.

mod evidence;

use self::evidence::{Evidence, Rivals};
use super::index::Index;
use super::lines::LineKind;
use super::query::Query;
use super::score::Scored;

/// What is counted, with its weight.
#[rustfmt::skip]
pub const FEATURES: [(&str, f32); 73] = [
    ("always", -8.25),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 5.62), ("said in other words", 6.22), ("said as a kind", 4.98), ("said before", 5.16), ("said at the opening", 2.76), ("said elsewhere", 1.06),
    ("weight said", -0.34), ("weight elsewhere", 0.28), ("weight unknown", 6.46),
    ("sentence used", 3.09), ("near each other", 0.31), ("in order", -0.11), ("news", 2.61),
    // Other words than names.
    ("relation said", 1.97), ("relation said before", -0.43),
    // Names and numbers, by how many.
    ("names said", -0.22), ("names meant by a pronoun", -0.20), ("names before", -0.66), ("names of the opening", -1.10), ("names missing", -4.34), ("other names instead", -0.74),
    ("strangers", -12.00), ("numbers said", 0.21), ("numbers missing", -4.02), ("words missing", -0.38), ("words unknown", -1.88),
    // The noun that is counted or asked for.
    ("noun said", 0.41), ("noun before", 0.51), ("noun missing", 0.33), ("counted", -0.39), ("not counted", -1.77),
    ("which: name given", -0.38), ("which: name near", 0.01), ("which: kind given", -1.14), ("which: not given", -0.95),
    // The kind of answer.
    ("person given", 0.38), ("person near", 1.03), ("person not given", -2.36), ("place given", 1.80), ("place near", -1.70), ("place not given", -0.59),
    ("date given", 0.55), ("date near", 0.92), ("date not given", -1.18), ("length of time given", 1.91), ("length of time near", 1.72), ("length of time not given", -1.10),
    ("number given", 0.52), ("number near", 0.44), ("number not given", -2.47), ("measure given", 0.80), ("measure near", 0.29), ("measure not given", -1.35),
    ("kind rare", -0.76), ("measure rare", 0.67),
    ("reason given", 3.34), ("reason not given", 1.33), ("means", 1.36), ("yes or no", 2.13), ("what", 0.52), ("any kind", 1.06),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -3.00), ("negated otherwise", -5.00), ("contrary, yes or no", 0.00), ("negated otherwise, yes or no", -7.02),
    ("by the speaker", 20.52), ("by another speaker", -2.03), ("words asked for", -11.86),
    ("entity", -0.72), ("entity asked for", -6.08), ("first sentence", 0.24),
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
