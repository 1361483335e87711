//! Like questions brought together: those that are about the same, however they are worded.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::fold::fold;
use crate::engine::Engine;
use crate::engine::gist::{Gist, Key, Telling};
use crate::understanding::question::Types;

/// Questions that are looked at; those after are left out.
pub const QUESTIONS_MAX: usize = 5_000;
/// Share of their content that like questions have in common.
const ALIKE_MIN: f32 = 0.6;
/// Clusters that a question is held against: those that were asked most.
const CANDIDATES_MAX: usize = 400;
/// A name of so many letters may be misspelt by one.
const MISSPELT_MIN_CHARS: usize = 5;

/// A question that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its text.
    pub text: String,
    /// How often it was asked in these words.
    pub n: u64,
    /// The day when it was last asked, in days since 1970.
    pub last_day: i64,
}

/// Like questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// In their several wordings, the one that was asked most first.
    pub wordings: Vec<Asked>,
    /// How often they were asked, all together.
    pub n: u64,
    /// The day when one of them was last asked, in days since 1970.
    pub last_day: i64,
}

/// Brings like questions together; the clusters that were asked most come first, of these the newest.
///
/// Two questions are alike where they share most of their content, as the engine understands words, names and concepts,
/// where neither has a name that the other lacks while it lacks one of the other's, where they ask for the same kind of
/// answer, and where the same one does what is asked about. The order of `asked` does not count.
#[must_use]
pub fn clusters(engine: &Engine, asked: &[Asked]) -> Vec<Cluster> {
    let asked = merged(asked);
    let gists: Vec<Gist> = asked.iter().map(|question| engine.gist(&question.text)).collect();
    let mut spread: FxHashMap<&Key, u32> = FxHashMap::default();
    for key in gists.iter().flat_map(|gist| gist.tellings.iter().flat_map(|telling| &telling.keys)) {
        *spread.entry(key).or_default() += 1;
    }
    let mut found: Vec<(usize, Cluster)> = Vec::new();
    let mut by_key: FxHashMap<&Key, Vec<usize>> = FxHashMap::default();
    for (at, question) in asked.iter().enumerate() {
        let gist = &gists[at];
        let mut near: Vec<usize> = rarest(gist, &spread).filter_map(|key| by_key.get(key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.truncate(CANDIDATES_MAX);
        let likeness = near.into_iter().map(|cluster| (likeness(gist, &gists[found[cluster].0]), cluster));
        let best =
            likeness.filter(|(alike, _)| *alike >= ALIKE_MIN).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, cluster)) = best {
            found[cluster].1.take(question.clone());
            continue;
        }
        for key in gist.tellings.iter().flat_map(|telling| &telling.keys) {
            let clusters = by_key.entry(key).or_default();
            if clusters.last() != Some(&found.len()) {
                clusters.push(found.len());
            }
        }
        found.push((at, Cluster::of(question.clone())));
    }
    let mut clusters: Vec<Cluster> = found.into_iter().map(|(_, cluster)| cluster).collect();
    clusters.sort_by(|a, b| (b.n, b.last_day, &a.wordings[0].text).cmp(&(a.n, a.last_day, &b.wordings[0].text)));
    clusters
}

/// The same words in one, those that were asked most first.
fn merged(asked: &[Asked]) -> Vec<Asked> {
    let mut same: BTreeMap<String, Asked> = BTreeMap::new();
    for question in asked {
        let words = fold(&question.text);
        let words = words.trim_matches(|c: char| !c.is_alphanumeric());
        if words.is_empty() {
            continue;
        }
        if let Some(known) = same.get_mut(words) {
            known.n += question.n;
            known.last_day = known.last_day.max(question.last_day);
            // Of two spellings the smaller, so that the order does not count.
            if question.text < known.text {
                known.text.clone_from(&question.text);
            }
        } else {
            same.insert(words.to_owned(), question.clone());
        }
    }
    let mut merged: Vec<Asked> = same.into_values().collect();
    merged.sort_by(|a, b| (b.n, b.last_day, &a.text).cmp(&(a.n, a.last_day, &b.text)));
    merged.truncate(QUESTIONS_MAX);
    merged
}

/// The keys of the content without the commonest of it: who shares none of the rest cannot share enough.
fn rarest<'g>(gist: &'g Gist, spread: &FxHashMap<&Key, u32>) -> impl Iterator<Item = &'g Key> {
    let common = |telling: &Telling| telling.keys.iter().filter_map(|key| spread.get(key)).max().copied().unwrap_or(0);
    let mut tellings: Vec<&Telling> = gist.tellings.iter().collect();
    tellings.sort_by_key(|telling| common(telling));
    // Shared of both is at least ALIKE_MIN, and the other has at least what is shared.
    let needed = weight(gist) * ALIKE_MIN / (2.0 - ALIKE_MIN);
    let mut left_out = 0.0;
    while let Some(telling) = tellings.last() {
        left_out += telling.weight;
        if left_out >= needed {
            break;
        }
        tellings.pop();
    }
    tellings.into_iter().flat_map(|telling| &telling.keys)
}

fn weight(gist: &Gist) -> f32 {
    gist.tellings.iter().map(|telling| telling.weight).sum()
}

/// How much of their content two questions share, from 0.0 to 1.0; 0.0 where they ask for different things.
fn likeness(a: &Gist, b: &Gist) -> f32 {
    if !may_ask_the_same(a.types, b.types) {
        return 0.0;
    }
    let mut taken = vec![None; b.tellings.len()];
    let mut shared = 0.0;
    let mut own_names = 0;
    for (at, telling) in a.tellings.iter().enumerate() {
        let free = |(n, other): &(usize, &Telling)| taken[*n].is_none() && means_the_same(telling, other);
        if let Some((n, other)) = b.tellings.iter().enumerate().find(free) {
            taken[n] = Some(at);
            shared += telling.weight.min(other.weight);
        } else if telling.is_name {
            own_names += 1;
        }
    }
    let other_ones =
        b.tellings.iter().zip(&taken).filter(|(telling, taken)| telling.is_name && taken.is_none()).count();
    let is_reversed = match (a.agent, b.agent) {
        // The same one must act; who is named by one alone was told above.
        (Some(one), Some(other)) => taken[other].is_some_and(|at| at != one) && taken.contains(&Some(one)),
        _ => false,
    };
    if is_reversed || (own_names > 0 && other_ones > 0) {
        return 0.0;
    }
    2.0 * shared / (weight(a) + weight(b)).max(f32::EPSILON)
}

/// Could one answer serve both? A question word that says what is wanted must fit the other's.
fn may_ask_the_same(a: Types, b: Types) -> bool {
    let open = |types: Types| types.0 & !(Types::YES_NO.0 | Types::WHAT.0) == 0;
    a.meets(b) || (open(a) && open(b)) || a.is_none() || b.is_none()
}

fn means_the_same(a: &Telling, b: &Telling) -> bool {
    a.keys.iter().any(|key| b.keys.contains(key)) || {
        let pairs = a.keys.iter().flat_map(|one| b.keys.iter().map(move |other| (one, other)));
        pairs.into_iter().any(|pair| match pair {
            (Key::Word(one), Key::Word(other)) => {
                let is_long =
                    |word: &str| word.chars().count() >= MISSPELT_MIN_CHARS && word.chars().all(char::is_alphabetic);
                is_long(one) && is_long(other) && strsim::osa_distance(one, other) <= 1
            }
            _ => false,
        })
    }
}

impl Cluster {
    fn of(first: Asked) -> Self {
        Self { n: first.n, last_day: first.last_day, wordings: vec![first] }
    }

    fn take(&mut self, other: Asked) {
        self.n += other.n;
        self.last_day = self.last_day.max(other.last_day);
        self.wordings.push(other);
    }
}

#[cfg(test)]
mod tests;
