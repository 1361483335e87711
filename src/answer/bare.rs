//! How well an entry answers that no editor has given examples: a sentence of the article, and the sentence before it.
//!
//! What speaks for the sentence and against it is counted in `FEATURES`; each has a weight, and the sum says how
//! likely it is that the sentence answers. The weights were fitted by a softmax over the sentences and "none of them" to
//! questions on made-up articles and on a public set for tuning. Those of strangers, of negation, of the contrary and of a
//! number that is not given are held below what the fit would give them: another name or the contrary is refused, however
//! well the rest agrees. Weighed by hand are what leads up to a question, a sentence that asks, a sentence that names
//! nobody, and an age, weight, speed or temperature that is not there. "always" is 0.12 above the fit: where it is nearly as
//! likely as not, the sentence is shown.

mod evidence;

use self::evidence::{Evidence, Rivals};
use super::features::{self, Table};
use super::index::Index;
use super::lines::LineKind;
use super::query::Query;
use super::score::Scored;

/// What is counted, with its weight.
#[rustfmt::skip]
pub(super) const FEATURES: Table<77> = [
    ("always", -2.76),
    // Shares of the question's weight, and the weight itself.
    ("said as it is", 1.73), ("said in other words", 1.59), ("said as a kind", 0.43), ("said before", 0.96), ("said at the opening", -0.60), ("said elsewhere", -1.30),
    ("weight said", 0.04), ("weight elsewhere", -0.06), ("weight unknown", 2.72),
    ("sentence used", 2.05), ("near each other", 0.31), ("in order", 0.23), ("news", 0.66),
    // Other words than names.
    ("lead said", 0.40),
    ("relation said", 1.61), ("relation said before", -0.24),
    // Names and numbers, by how many.
    ("names said", -0.30), ("names meant by a pronoun", -0.22), ("names before", -0.61), ("names of the opening", -0.85), ("names missing", -2.87), ("other names instead", -0.39),
    ("strangers", -10.00), ("numbers said", 0.36), ("numbers missing", -3.16), ("words missing", -0.14), ("words unknown", -1.40),
    // The noun that is counted or asked for.
    ("noun said", 0.28), ("noun before", -0.21), ("noun missing", 0.25), ("counted", 0.21), ("not counted", -0.66),
    ("which: name given", -0.24), ("which: name near", -0.13), ("which: kind given", -0.45), ("which: not given", -0.18),
    // The kind of answer.
    ("person given", -0.07), ("person near", 0.77), ("person not given", -2.02), ("nobody named", -1.50), ("place given", 0.54), ("place near", -0.33), ("place not given", -0.81),
    ("date given", 0.04), ("date near", 0.58), ("date not given", -1.50), ("length of time given", 1.55), ("length of time near", 0.72), ("length of time not given", -1.23),
    ("number given", 0.50), ("number near", 0.57), ("number not given", -4.00), ("measure given", 1.11), ("measure near", 0.35), ("measure not given", -1.15), ("measure not taken", -3.00),
    ("kind rare", 0.02), ("measure rare", 0.80),
    ("reason given", 1.88), ("reason not given", 0.61), ("means", 0.73), ("yes or no", 0.44), ("what", -0.07), ("any kind", 0.61),
    // Who says and does what.
    ("roles swapped", 0.00), ("contrary", -4.00), ("negated otherwise", -3.50), ("contrary, yes or no", 0.04), ("negated otherwise, yes or no", 0.93),
    ("by the speaker", 0.42), ("by another speaker", -1.91), ("words asked for", 0.13),
    ("entity", -1.18), ("entity asked for", -0.43), ("first sentence", 0.05), ("a question itself", -3.00),
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
        is_reversed: false,
        is_about_it: true,
        has_speech: false,
        is_exact: false,
        relation: super::candidate::relation(&index.weights, query, &known.matched),
        by_line: row.coverage,
        matched: known.matched,
        counts: Some(Box::new(counts)),
    }
}
