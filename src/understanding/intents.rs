//! Intents by the patterns of the lexicon.
//!
//! A pattern is a row of words: a plain word matches its own stem, `@concept` any word or phrase of
//! that concept, `{entity}` any name, `*` up to four words of any kind; `(a|b c)` is a choice, a
//! trailing `?` makes an element optional, `^` and `$` hold the pattern to the start or end.

use rustc_hash::FxHashMap;

use super::question::{Slot, SlotKind};
use super::vocabulary::{Unit, Vocabulary};
use super::words::Word;
use crate::knowledge::lexicon::Lexicon;

/// Words that `*` may run over.
const GAP_MAX_WORDS: usize = 4;
/// Plain patterns that one written pattern may stand for.
const VARIANTS_MAX: usize = 256;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Stem(Unit),
    Concept(Unit),
    Entity,
    Gap,
    Start,
    End,
}

#[derive(Debug)]
struct Pattern {
    intent: u16,
    elements: Vec<Element>,
    /// Most words that can stand before the unit it is found by; unbounded behind a gap or a phrase.
    reach: Option<usize>,
}

/// All patterns, found by a unit that must occur.
#[derive(Debug, Default)]
pub struct Intents {
    names: Vec<Box<str>>,
    patterns: Vec<Pattern>,
    by_unit: FxHashMap<Unit, Vec<Lead>>,
}

/// A pattern that a unit leads to.
#[derive(Debug)]
struct Lead {
    /// One bit for each unit that must occur.
    signature: u128,
    pattern: u32,
}

/// A pattern that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IntentMatch<'a> {
    /// Name of the intent.
    pub intent: &'a str,
    /// Words that the pattern used up, gaps left out.
    pub used: Vec<usize>,
}

impl Intents {
    /// Compiles the patterns of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon, v: &Vocabulary) -> Self {
        let mut out = Self::default();
        for intent in &lexicon.intent {
            let id = out.names.len() as u16;
            out.names.push(intent.id.as_str().into());
            for written in &intent.patterns {
                for variant in variants(written) {
                    out.add(v, id, &variant);
                }
            }
        }
        out
    }

    fn add(&mut self, v: &Vocabulary, intent: u16, words: &[String]) {
        let mut elements = Vec::with_capacity(words.len());
        for word in words {
            elements.push(match word.as_str() {
                "^" => Element::Start,
                "$" => Element::End,
                "*" => Element::Gap,
                "{entity}" => Element::Entity,
                concept if concept.starts_with('@') => match v.concept_unit(&concept[1..]) {
                    Some(unit) => Element::Concept(unit),
                    None => return,
                },
                plain => match v.plain_stem(plain) {
                    Some(unit) => Element::Stem(unit),
                    None => return,
                },
            });
        }
        let anchor = elements.iter().position(|e| matches!(e, Element::Concept(_))).or_else(|| {
            elements
                .iter()
                .enumerate()
                .filter_map(|(i, e)| if let Element::Stem(u) = e { Some((v.name(*u).len(), i)) } else { None })
                .max()
                .map(|(_, i)| i)
        });
        let Some(anchor) = anchor else { return };
        let (Element::Stem(unit) | Element::Concept(unit)) = elements[anchor] else { return };
        let before = &elements[..anchor];
        let is_bounded = before.iter().all(|e| matches!(e, Element::Stem(_) | Element::Start));
        let reach = is_bounded.then_some(before.len());
        let signature = elements.iter().fold(0, |bits, element| match element {
            Element::Stem(unit) | Element::Concept(unit) => bits | unit.bit(),
            _ => bits,
        });
        self.by_unit.entry(unit).or_default().push(Lead { signature, pattern: self.patterns.len() as u32 });
        self.patterns.push(Pattern { intent, elements, reach });
    }

    /// The fitting pattern that uses up the most words; the earliest of the lexicon among equals.
    #[must_use]
    pub fn find(&self, v: &Vocabulary, words: &[Word<'_>], slots: &[Slot]) -> Option<IntentMatch<'_>> {
        let mut best: Option<(usize, std::cmp::Reverse<u32>, Vec<usize>)> = None;
        let here = signature(v, words, slots);
        let mut used = Vec::new();
        let mut consider = |unit: Unit, at: usize| {
            let leads = self.by_unit.get(&unit).map_or(&[][..], Vec::as_slice);
            for &Lead { pattern: id, .. } in leads.iter().filter(|lead| lead.signature & !here == 0) {
                let pattern = &self.patterns[id as usize];
                // Without gaps before the anchor, the pattern can only start where the anchor falls into place.
                let reach = pattern.reach;
                let starts = match (pattern.elements[0], reach) {
                    (Element::Start, _) => 0..1,
                    (_, Some(reach)) => at.saturating_sub(reach)..at + 1,
                    (_, None) => 0..at + 1,
                };
                for start in starts {
                    used.clear();
                    if fits(v, words, slots, &pattern.elements, start, &mut used) {
                        let key = (used.len(), std::cmp::Reverse(id));
                        if best.as_ref().is_none_or(|b| key > (b.0, b.1)) {
                            best = Some((key.0, key.1, used.clone()));
                        }
                        break;
                    }
                }
            }
        };
        for (at, word) in words.iter().enumerate() {
            if let Some(unit) = word.unit {
                consider(unit, at);
            }
        }
        for slot in slots {
            for &(unit, strength) in slot.alternatives() {
                let is_said = words.get(slot.word as usize).is_some_and(|word| word.unit == Some(unit));
                if strength > 0.9 && slot.kind == SlotKind::Concept && !is_said {
                    consider(unit, slot.word as usize);
                }
            }
        }
        best.map(|(_, std::cmp::Reverse(id), used)| IntentMatch {
            intent: &self.names[self.patterns[id as usize].intent as usize],
            used,
        })
    }
}

/// One bit for each unit that an element of a pattern could take here.
fn signature(v: &Vocabulary, words: &[Word<'_>], slots: &[Slot]) -> u128 {
    let of_words = words.iter().filter_map(|word| word.unit).fold(0, |bits, unit| {
        v.meaning(unit).concepts.iter().fold(bits | unit.bit(), |bits, concept| bits | concept.bit())
    });
    let alternatives = slots.iter().flat_map(Slot::alternatives);
    alternatives.filter(|(_, strength)| *strength > 0.9).fold(of_words, |bits, (unit, _)| bits | unit.bit())
}

fn fits(
    v: &Vocabulary,
    words: &[Word<'_>],
    slots: &[Slot],
    elements: &[Element],
    at: usize,
    used: &mut Vec<usize>,
) -> bool {
    let Some((first, rest)) = elements.split_first() else { return true };
    match first {
        Element::Start => at == 0 && fits(v, words, slots, rest, at, used),
        Element::End => at == words.len() && fits(v, words, slots, rest, at, used),
        Element::Gap => (0..=GAP_MAX_WORDS).any(|n| at + n <= words.len() && fits(v, words, slots, rest, at + n, used)),
        _ => {
            let n = consumes(words, slots, *first, at, v);
            if n == 0 {
                return false;
            }
            let before = used.len();
            used.extend(at..at + n);
            if fits(v, words, slots, rest, at + n, used) {
                return true;
            }
            used.truncate(before);
            false
        }
    }
}

/// How many words at `at` the element takes; 0 where it does not fit.
fn consumes(words: &[Word<'_>], slots: &[Slot], element: Element, at: usize, v: &Vocabulary) -> usize {
    let Some(word) = words.get(at) else { return 0 };
    let slot = slots.iter().find(|s| s.word as usize == at);
    match element {
        Element::Stem(unit) => usize::from(word.unit == Some(unit)),
        Element::Concept(unit) => match slot {
            Some(slot) if slot.alternatives().iter().any(|(u, strength)| *u == unit && *strength > 0.9) => {
                slot.n_words as usize
            }
            _ => usize::from(word.unit.is_some_and(|u| v.meaning(u).concepts.contains(&unit))),
        },
        Element::Entity => slot
            .filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown))
            .map_or(0, |s| s.n_words as usize),
        Element::Gap | Element::Start | Element::End => 0,
    }
}

/// All plain patterns that a written one stands for.
fn variants(written: &str) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = vec![Vec::new()];
    for element in elements(written) {
        let (element, is_optional) = match element.strip_suffix('?') {
            Some(bare) => (bare, true),
            None => (element.as_str(), false),
        };
        let choices: Vec<Vec<String>> = match element.strip_prefix('(').and_then(|e| e.strip_suffix(')')) {
            Some(inner) => inner.split('|').map(|c| c.split_whitespace().map(str::to_owned).collect()).collect(),
            None => vec![vec![element.to_owned()]],
        };
        let mut next = Vec::new();
        for head in &out {
            if is_optional {
                next.push(head.clone());
            }
            for choice in &choices {
                next.push(head.iter().chain(choice).cloned().collect());
            }
        }
        next.truncate(VARIANTS_MAX);
        out = next;
    }
    out
}

/// Splits at blanks outside brackets.
fn elements(written: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut current = String::new();
    let mut depth = 0;
    for c in written.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ' ' if depth == 0 => {
                if !current.is_empty() {
                    out.push(std::mem::take(&mut current));
                }
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    if !current.is_empty() {
        out.push(current);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_patterns_stand_for_plain_ones() {
        let mut plain: Vec<String> = variants("^ (sum up|tl) it? $").into_iter().map(|v| v.join(" ")).collect();
        plain.sort();
        assert_eq!(plain, ["^ sum up $", "^ sum up it $", "^ tl $", "^ tl it $"]);
    }
}
