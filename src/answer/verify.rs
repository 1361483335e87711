//! Words that are said to be quoted, held against a quote: the same, the same but for marks, or with which changes.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::text::normalise::fold;
use crate::text::tokens::{TokenKind, letters, tokens};
use crate::understanding::grammar;

/// Share of the given words that must stand in the quote, in its order.
const ALTERED_MIN: f32 = 0.5;
/// Words that must be the same, at least.
const SAME_MIN: usize = 3;

/// What became of a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Class {
    /// Byte for byte.
    Verbatim,
    /// Word for word; marks, dashes, spaces, capitals, brackets or an ellipsis differ.
    Alike,
    /// Some words differ.
    Altered(Vec<Change>),
    /// The article has the words, but not as someone's quote.
    Narrated,
    /// The article reports something near it, in other words; perhaps something else.
    Paraphrased,
    /// Not in the library.
    Absent,
    /// Too few words to tell.
    TooShort,
}

/// A difference from the quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Other words.
    Instead {
        /// As given.
        given: String,
        /// As the quote has it.
        own: String,
    },
    /// Words that the quote does not have.
    Added(String),
    /// Words of the quote that are missing.
    LeftOut(String),
}

/// A word: how it is compared, and how it is shown.
#[derive(Debug, Clone)]
pub struct Word {
    /// In lower case, without apostrophes.
    pub key: String,
    /// As it stands, marks folded.
    pub shown: String,
    /// Byte range in the text.
    pub span: std::ops::Range<usize>,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Word {}

impl std::hash::Hash for Word {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let plain = fold(text);
    tokens(&plain)
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|token| {
            let last = token.span.end.saturating_sub(1);
            let start = plain.raw_offset(token.span.start);
            let end = plain.raw_offset(last);
            let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
            Word {
                key: letters(&plain, token).replace('\'', ""),
                shown: plain.text[token.span.clone()].to_owned(),
                span: start..end,
            }
        })
        .collect()
}

/// Words that someone is said to have said, ready to be compared.
#[derive(Debug, Clone)]
pub struct Given {
    /// As given, without final marks.
    pub text: String,
    /// All words.
    pub words: Vec<Word>,
    /// The same, parted where an ellipsis stands.
    stretches: Vec<Vec<Word>>,
}

impl Given {
    /// Reads the words between quotation marks.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '…'));
        let parted = text.replace("[…]", "…").replace("[...]", "…").replace("(…)", "…").replace("...", "…");
        let stretches: Vec<Vec<Word>> = parted.split('…').map(words).filter(|stretch| !stretch.is_empty()).collect();
        Self { text: text.to_owned(), words: words(text), stretches }
    }

    /// Does a word of it say something by itself?
    #[must_use]
    pub fn is_telling(&self) -> bool {
        self.words.iter().any(|word| !grammar::is_function_word(&word.key))
    }

    /// How it compares with a quote, and how well, from 0.0 to 3.0; `None` where it is another.
    #[must_use]
    pub fn compare(&self, quote: &str) -> Option<(Class, f32)> {
        let own = words(quote);
        let spoken = words(&without_brackets(quote));
        if self.words.len() == 1 && own != self.words && spoken != self.words {
            return None;
        }
        if !self.text.is_empty() && holds_whole(quote, &self.text) {
            return Some((Class::Verbatim, 3.0));
        }
        if [&own, &spoken].iter().any(|own| holds(own, &self.stretches)) {
            return Some((Class::Alike, 2.0));
        }
        // What stands in brackets was not said: whichever reading is nearer counts.
        let (full, bare) = (differences(&self.words, &own), differences(&self.words, &spoken));
        let (changes, same, has_telling) = if n_words(&bare.0) < n_words(&full.0) { bare } else { full };
        let share = same as f32 / self.words.len().max(1) as f32;
        let is_known = same >= SAME_MIN && has_telling && share >= ALTERED_MIN;
        is_known.then_some((Class::Altered(changes), share))
    }
}

/// Do the words stand in the quote, and not as a part of longer words?
fn holds_whole(quote: &str, text: &str) -> bool {
    quote.match_indices(text).any(|(at, _)| {
        !quote[..at].ends_with(char::is_alphanumeric) && !quote[at + text.len()..].starts_with(char::is_alphanumeric)
    })
}

/// Do the stretches stand in the words, each whole and one after the other?
fn holds(own: &[Word], stretches: &[Vec<Word>]) -> bool {
    let mut rest = own;
    for stretch in stretches {
        let Some(at) = rest.windows(stretch.len()).position(|window| window == stretch) else { return false };
        rest = &rest[at + stretch.len()..];
    }
    !stretches.is_empty()
}

/// What the article's editors put in brackets was not said.
fn without_brackets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// How many words the changes are about.
fn n_words(changes: &[Change]) -> usize {
    let count = |text: &str| text.split(' ').count();
    changes
        .iter()
        .map(|change| match change {
            Change::Instead { given, own } => count(given) + count(own),
            Change::Added(words) | Change::LeftOut(words) => count(words),
        })
        .sum()
}

/// Changes from the quote, how many words are the same, and whether one of these says something by itself.
fn differences(given: &[Word], own: &[Word]) -> (Vec<Change>, usize, bool) {
    let ops = capture_diff_slices(Algorithm::Myers, given, own);
    let is_equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let (first, last) = (ops.iter().position(is_equal), ops.iter().rposition(is_equal));
    let shown = |words: &[Word]| words.iter().map(|word| &*word.shown).collect::<Vec<_>>().join(" ");
    let (mut changes, mut same, mut has_telling) = (Vec::new(), 0, false);
    for (at, op) in ops.iter().enumerate() {
        // What stands before and after the quoted stretch was not quoted at all.
        let is_inner = first.is_some_and(|first| at > first) && last.is_some_and(|last| at < last);
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                same += len;
                let equal = &given[old_index..old_index + len];
                has_telling |= equal.iter().any(|word| !grammar::is_function_word(&word.key));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                changes.push(Change::Added(shown(&given[old_index..old_index + old_len])));
            }
            DiffOp::Insert { new_index, new_len, .. } if is_inner => {
                changes.push(Change::LeftOut(shown(&own[new_index..new_index + new_len])));
            }
            DiffOp::Insert { .. } => {}
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let given = shown(&given[old_index..old_index + old_len]);
                // At an end, as many words of the quote stand against them.
                let new = if is_inner {
                    new_index..new_index + new_len
                } else if first.is_some_and(|first| at > first) {
                    new_index..new_index + new_len.min(old_len)
                } else {
                    new_index + new_len - new_len.min(old_len)..new_index + new_len
                };
                changes.push(Change::Instead { given, own: shown(&own[new]) });
            }
        }
    }
    (changes, same, has_telling)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUOTE: &str = "It’s true that [US] boats are en route – and we don’t mind. The closest we’ve been,";

    fn check(given: &str) -> Option<Class> {
        Given::new(given).compare(QUOTE).map(|(class, _)| class)
    }

    #[test]
    fn what_differs_in_marks_alone_is_word_for_word() {
        for (given, wanted) in [
            ("It’s true that [US] boats are en route", Class::Verbatim),
            ("The closest we’ve been.", Class::Verbatim),
            ("it's true that US boats are en-route", Class::Alike),
            ("It's true that boats are en route", Class::Alike),
            ("and  we DON'T mind - the closest", Class::Alike),
            ("It’s true … The closest we’ve been", Class::Alike),
            ("boats are [...] en route", Class::Alike),
        ] {
            assert_eq!(check(given), Some(wanted), "{given}");
        }
    }

    #[test]
    fn changes_are_told_word_by_word() {
        let instead = |given: &str, own: &str| Change::Instead { given: given.into(), own: own.into() };
        for (given, wanted) in [
            ("It is false that US boats are en route", vec![instead("It is false", "It's true")]),
            ("that US boats are still en route", vec![Change::Added("still".into())]),
            ("that US boats en route", vec![Change::LeftOut("are".into())]),
            ("US boats are en train", vec![instead("train", "route")]),
            ("It's false that boats are en route", vec![instead("false", "true")]),
        ] {
            assert_eq!(check(given), Some(Class::Altered(wanted)), "{given}");
        }
    }

    #[test]
    fn other_words_are_not_the_quote() {
        for given in ["true", "The weather is fine today", "that we and the", "rue that", "The closest … It’s true", ""]
        {
            assert!(!matches!(check(given), Some(Class::Verbatim | Class::Alike)), "{given}");
        }
        assert_eq!(check("true"), None);
        assert_eq!(check("The weather is fine today"), None);
        assert_eq!(Given::new("Difficult").compare("difficult"), Some((Class::Alike, 2.0)));
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "“Où” – naïve, [Russia’s] court";
        let found: Vec<&str> = words(text).iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(found, ["Où", "naïve", "Russia’s", "court"]);
    }
}
