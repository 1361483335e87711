//! How well an entry answers a query.
//!
//! Each line of the entry is held against the query: how much of the query it covers, how much of
//! the line the query uses, whether the line answers the kind of question that is asked. What no
//! line covers counts against the entry by its rarity; a name that it does not know counts twice.

use super::candidate::Candidate;
use super::index::Index;
use super::lines::LineKind;
use super::odds::Odds;
use super::query::{Query, SLOTS_MAX};
use super::row::MATCH_MIN;

/// Entries that do not promise this share of the best are left out.
const NEAR_THE_BEST: f32 = 0.7;
/// As [`NEAR_THE_BEST`], for entries that are worded like the question.
const NEAR_AND_ALIKE: f32 = 0.5;
/// Entries that are scored for being worded like the question, beside those that share telling words with it.
const ALIKE: usize = 4;
/// Entries that are scored whatever their lines promise, for being worded most like the question: where no gaps are noted,
/// examples must tell.
const LIKELY: usize = 3;
/// Entries that are scored in full.
pub const CANDIDATES_MAX: usize = 7;
/// An entry whose sum of weights is a smaller share than this of the highest is no candidate.
const FAR_BEHIND: f32 = 0.6;
/// Entries that are scored where some are bare; those that follow them come beside.
const BARE_MAX: usize = 16;
/// A library of up to this many entries, some of them bare, is scored as a whole: a paraphrase may share no word.
const ALL_MAX: usize = 64;
/// As [`FAR_BEHIND`], where some are bare.
const FAR_BEHIND_BARE: f32 = 0.3;

/// An entry with its score.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Index of the entry.
    pub entry: u32,
    /// How likely it is that it answers, or is the gap that is asked about: 0.0 to 1.0.
    pub score: f32,
    /// What its best line is worth by itself: 0.0 to 1.0.
    pub worth: f32,
    /// What the best line is.
    pub kind: LineKind,
    /// Fit of the kind of answer, 0.0 to 1.0.
    pub fit: f32,
    /// What names that it lacks and words that it leaves open cost it, 0.0 to 1.0.
    pub costs: f32,
    /// Share of the query that the entry covers.
    pub coverage: f32,
    /// The best line contradicts the query, or corrects it.
    pub contradicts: bool,
    /// The question asks what A says to B, the entry is what B says to A.
    pub is_reversed: bool,
    /// It is about what is asked, not only about somebody whom the question names.
    pub is_about_it: bool,
    /// Share of the words that are no names which the entry covers.
    pub relation: f32,
    /// Coverage of the query by the best line alone.
    pub by_line: f32,
    /// The question is one of the entry's examples, word for word.
    pub is_exact: bool,
    /// The best line is about speech.
    pub has_speech: bool,
    /// Best match of each slot.
    pub matched: [f32; SLOTS_MAX],
    /// What speaks for and against a bare entry.
    pub counts: Option<Box<super::bare::Counts>>,
}

/// Entries that share telling units with the query, at most [`CANDIDATES_MAX`], best first.
#[must_use]
pub fn candidates(index: &Index, query: &Query, range: Option<&std::ops::Range<u32>>) -> Vec<u32> {
    let mut sums = super::tally::Tally::new(index.entries.len(), range.cloned());
    let mut order: Vec<usize> = (0..query.slots.len()).collect();
    order.sort_by(|&a, &b| query.weights[b].total_cmp(&query.weights[a]));
    for at in order {
        for &(unit, strength) in query.slots[at].alternatives() {
            if strength < MATCH_MIN {
                continue;
            }
            let list = index.postings(unit);
            sums.add(at as u32, list, query.weights[at] * strength);
        }
    }
    for &hint in &query.hints {
        sums.add(u32::MAX - 1, index.postings(hint), index.idf(hint) * 0.4);
    }
    let mut best = sums.best(CANDIDATES_MAX, FAR_BEHIND);
    // What a sentence leaves to the one before it, its own words do not tell.
    if best.iter().any(|&entry| index.entries[entry as usize].is_bare) {
        best = sums.best(BARE_MAX, FAR_BEHIND_BARE);
        let all = range.cloned().unwrap_or(0..index.entries.len() as u32);
        if all.len() <= ALL_MAX {
            return all.collect();
        }
        for at in 0..best.len() {
            let after = index.entries[best[at] as usize].sentence.as_ref().and_then(|sentence| sentence.after);
            if let Some(after) = after.filter(|after| !best.contains(after)) {
                best.push(after);
            }
        }
    }
    for &entry in query.alike.nearest.iter().take(ALIKE) {
        if !best.contains(&entry) {
            best.push(entry);
        }
    }
    best
}

/// Scores one entry.
#[must_use]
pub fn score(index: &Index, query: &Query, entry: u32) -> Scored {
    Candidate::new(index, query, entry).score()
}

/// Scores entries, those that promise most first; what does not come near the best is left out.
pub(super) fn scored(index: &Index, query: &Query, entries: &[u32]) -> Vec<Scored> {
    let (bare, curated): (Vec<u32>, Vec<u32>) =
        entries.iter().partition(|&&entry| index.entries[entry as usize].is_bare);
    let mut candidates: Vec<Candidate<'_>> = curated.iter().map(|&entry| Candidate::new(index, query, entry)).collect();
    let mut promising: Vec<&mut Candidate<'_>> = candidates.iter_mut().collect();
    promising.sort_by(|a, b| b.promise.total_cmp(&a.promise));
    let mut best = 0.0f32;
    let mut scored = Vec::with_capacity(entries.len());
    for candidate in promising {
        let near = if query.alike.nearest.contains(&candidate.entry) { NEAR_AND_ALIKE } else { NEAR_THE_BEST };
        let is_alike = || query.alike.nearest.iter().take(LIKELY).any(|&entry| entry == candidate.entry);
        let is_likely = index.written(candidate.entry) < 1.0 && is_alike();
        if is_likely || candidate.promise >= best * near {
            let this = candidate.score();
            best = best.max(this.worth);
            scored.push(this);
        }
    }
    let odds = Odds::new(index, query, &scored);
    for this in &mut scored {
        (this.score, this.is_about_it) = odds.of(this);
    }
    scored.extend(super::bare::scored(index, query, &bare));
    scored
}

/// What was counted for a candidate and against it, for people.
#[must_use]
pub fn told(index: &Index, query: &Query, candidates: &[Scored], this: &Scored) -> String {
    match &this.counts {
        Some(counts) => super::features::told(&super::bare::FEATURES, counts),
        None => Odds::new(index, query, candidates).told(this),
    }
}
