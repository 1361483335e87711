//! How well an entry answers that no editor has given examples: a sentence of the article, and the sentence before it.
//!
//! What speaks for the sentence and against it is counted in `FEATURES`; each has a weight, and the sum says how
//! likely it is that the sentence answers. The weights were fitted by a softmax over the sentences and "none of them" to
//! questions on made-up articles and on a public set for tuning. Those of strangers, of negation and of the contrary are
//! held below what the fit would give them: another name or the contrary is refused, however well the rest agrees.

mod evidence;

use self::evidence::{Evidence, Rivals};
use super::features::{self, Table};
use super::index::Index;
use super::lines::LineKind;
use super::query::Query;
use super::score::Scored;

/// What is counted, with its weight.
#[rustfmt::skip]
pub(super) const FEATURES: Table<73> = [
    ("always", -3.42),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 1.64), ("said in other words", 1.71), ("said as a kind", 1.12), ("said before", 0.93), ("said at the opening", -1.00), ("said elsewhere", -1.69),
    ("weight said", -0.11), ("weight elsewhere", -0.18), ("weight unknown", 3.96),
    ("sentence used", 1.96), ("near each other", 0.46), ("in order", -0.03), ("news", 1.27),
    // Other words than names.
    ("relation said", 1.95), ("relation said before", -0.05),
    // Names and numbers, by how many.
    ("names said", -0.23), ("names meant by a pronoun", -0.02), ("names before", -0.48), ("names of the opening", -0.94), ("names missing", -3.18), ("other names instead", -0.74),
    ("strangers", -10.00), ("numbers said", 0.20), ("numbers missing", -2.97), ("words missing", -0.27), ("words unknown", -1.81),
    // The noun that is counted or asked for.
    ("noun said", -0.02), ("noun before", -0.05), ("noun missing", -0.13), ("counted", 0.15), ("not counted", -0.96),
    ("which: name given", 0.08), ("which: name near", -0.01), ("which: kind given", -0.56), ("which: not given", -0.40),
    // The kind of answer.
    ("person given", 0.08), ("person near", 0.59), ("person not given", -2.16), ("place given", 0.80), ("place near", -0.33), ("place not given", -0.91),
    ("date given", 0.24), ("date near", 0.65), ("date not given", -1.28), ("length of time given", 1.41), ("length of time near", 0.70), ("length of time not given", -1.21),
    ("number given", 0.12), ("number near", 0.47), ("number not given", -1.74), ("measure given", 0.96), ("measure near", 0.47), ("measure not given", -1.12),
    ("kind rare", -0.54), ("measure rare", 0.51),
    ("reason given", 2.23), ("reason not given", 0.59), ("means", 0.71), ("yes or no", 0.42), ("what", 0.13), ("any kind", 0.58),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -3.00), ("negated otherwise", -4.00), ("contrary, yes or no", 0.00), ("negated otherwise, yes or no", 0.91),
    ("by the speaker", 0.61), ("by another speaker", -2.00), ("words asked for", -0.06),
    ("entity", -0.57), ("entity asked for", -0.44), ("first sentence", 0.20),
];

/// The counts of one entry, in the order of `FEATURES`.
pub type Counts = [f32; FEATURES.len()];

/// Scores entries; the scores are between 0.0 and 1.0, and 0.5 is as likely as not.
pub(super) fn scored<'a>(index: &'a Index, query: &'a Query, entries: &'a [u32]) -> impl Iterator<Item = Scored> + 'a {
    let rivals = Rivals::new(index, query, entries);
    entries.iter().map(move |&entry| one(index, query, &rivals, entry))
}

/// What a score would be if names that nobody knows were names that only this entry does not say.
pub(super) fn despite_strangers(scored: &Scored) -> f32 {
    let Some(counts) = &scored.counts else { return scored.score };
    let (strangers, missing) =
        const { (features::place(&FEATURES, "strangers"), features::place(&FEATURES, "names missing")) };
    let eased = counts[strangers] * (FEATURES[missing].1 - FEATURES[strangers].1);
    features::likelihood(features::sum(&FEATURES, counts) + eased)
}

fn one(index: &Index, query: &Query, rivals: &Rivals, entry: u32) -> Scored {
    let evidence = Evidence::new(index, query, rivals, entry);
    let counts = evidence.counts();
    let score = features::likelihood(features::sum(&FEATURES, &counts));
    let Evidence { known, row, .. } = evidence;
    Scored {
        entry,
        score,
        worth: score,
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
