//! The passage of an article that is nearest to a text, and how the two differ.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{ChangeTag, TextDiff};

use crate::text::sentences::Paragraph;

/// Word comparisons of one search: a bound on its time, about 20 ms.
const COMPARISONS_MAX: usize = 8_000_000;
/// Words of the wanted text that may differ, in percent; beyond it nothing is near.
const DIFFERENT_MAX_PERCENT: usize = 60;
/// Equal words that are shown on each side of a difference.
const CONTEXT_WORDS: usize = 5;

/// The nearest passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Bytes in the article.
    pub span: Range<usize>,
    /// Words to put in, leave out or change.
    pub n_changes: usize,
}

/// The words of an article, ready to be searched.
#[derive(Debug)]
pub struct Words<'a> {
    article: &'a str,
    /// The words of each paragraph: number of the spelling, bytes.
    paragraphs: Vec<Vec<(u32, Range<usize>)>>,
    spellings: FxHashMap<String, u32>,
    /// Number of all words.
    length: usize,
}

impl<'a> Words<'a> {
    /// Splits an article into words.
    #[must_use]
    pub fn new(article: &'a str, paragraphs: &[Paragraph]) -> Self {
        let mut words = Self { article, paragraphs: Vec::new(), spellings: FxHashMap::default(), length: 0 };
        for paragraph in paragraphs {
            let mut line = Vec::new();
            for span in split(&article[paragraph.span.clone()]) {
                let span = span.start + paragraph.span.start..span.end + paragraph.span.start;
                let next = words.spellings.len() as u32;
                let spelling = *words.spellings.entry(spelling(&article[span.clone()])).or_insert(next);
                line.push((spelling, span));
            }
            words.length += line.len();
            words.paragraphs.push(line);
        }
        words
    }

    /// The passage, inside one paragraph, with the least word edits from `wanted`; the first of several; `None` when
    /// nothing is near.
    #[must_use]
    pub fn nearest(&self, wanted: &str) -> Option<Near> {
        let pattern: Vec<Option<u32>> =
            split(wanted).map(|span| self.spellings.get(&spelling(&wanted[span])).copied()).collect();
        let n = pattern.len().min((COMPARISONS_MAX / self.length.max(1)).max(1));
        let pattern = &pattern[..n];
        let mut best: Option<Near> = None;
        for line in &self.paragraphs {
            let limit = best.as_ref().map_or(n * DIFFERENT_MAX_PERCENT / 100 + 1, |near| near.n_changes);
            best = search(pattern, line, limit).or(best);
        }
        best.map(|near| Near { span: self.align(near.span, wanted), ..near })
    }

    /// Leaves out the marks around the passage that the wanted text does not have there.
    fn align(&self, span: Range<usize>, wanted: &str) -> Range<usize> {
        let is_mark = |c: char| !c.is_alphanumeric();
        let mut passage = &self.article[span.clone()];
        let mut start = span.start;
        if !wanted.starts_with(is_mark) {
            let bare = passage.trim_start_matches(is_mark);
            start += passage.len() - bare.len();
            passage = bare;
        }
        if !wanted.ends_with(is_mark) {
            passage = passage.trim_end_matches(is_mark);
        }
        if passage.is_empty() { span } else { start..start + passage.len() }
    }
}

/// Sellers' search by words: the end of the cheapest match with less than `limit` edits, its start carried along.
fn search(pattern: &[Option<u32>], line: &[(u32, Range<usize>)], limit: usize) -> Option<Near> {
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|cost| (cost, 0)).collect();
    // The rank (edits; does the last word differ; difference in length), and the first and last word.
    let mut best: Option<((usize, bool, usize), usize, usize)> = None;
    for (at, (word, _)) in line.iter().enumerate() {
        let mut diagonal = column[0];
        column[0] = (0, at + 1);
        for row in 1..column.len() {
            let change = usize::from(pattern[row - 1] != Some(*word));
            let cheapest = (diagonal.0 + change, diagonal.1)
                .min((column[row].0 + 1, column[row].1))
                .min((column[row - 1].0 + 1, column[row - 1].1));
            diagonal = std::mem::replace(&mut column[row], cheapest);
        }
        let (cost, start) = column[pattern.len()];
        let length = (at + 1).saturating_sub(start);
        let rank = (cost, pattern.last() != Some(&Some(*word)), length.abs_diff(pattern.len()));
        if cost < limit && length > 0 && best.is_none_or(|best| rank < best.0) {
            best = Some((rank, start, at));
        }
    }
    let ((n_changes, ..), start, end) = best?;
    Some(Near { span: line.get(start)?.1.start..line.get(end)?.1.end, n_changes })
}

fn split(text: &str) -> impl Iterator<Item = Range<usize>> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - base;
        start..start + word.len()
    })
}

/// A word without its case and the marks around it; a word of marks only stays.
fn spelling(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() { word.to_owned() } else { bare.to_lowercase() }
}

/// The differences by words, `[-left out-]` and `{+put in+}`, with some words around each.
#[must_use]
pub fn difference(wanted: &str, passage: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (wanted.split_whitespace().collect(), passage.split_whitespace().collect());
    let diff = TextDiff::from_slices(&old, &new);
    let mut runs: Vec<(ChangeTag, Vec<&str>)> = Vec::new();
    for change in diff.iter_all_changes() {
        match runs.last_mut() {
            Some((tag, words)) if *tag == change.tag() => words.push(change.value()),
            _ => runs.push((change.tag(), vec![change.value()])),
        }
    }
    let last = runs.len().saturating_sub(1);
    let shown: Vec<String> = runs
        .iter()
        .enumerate()
        .map(|(at, (tag, words))| match tag {
            ChangeTag::Delete => format!("[-{}-]", words.join(" ")),
            ChangeTag::Insert => format!("{{+{}+}}", words.join(" ")),
            ChangeTag::Equal => context(words, at == 0, at == last),
        })
        .collect();
    shown.join(" ")
}

fn context(words: &[&str], is_first: bool, is_last: bool) -> String {
    let n = words.len();
    let before = if is_first { 0 } else { CONTEXT_WORDS };
    let after = if is_last { 0 } else { CONTEXT_WORDS };
    if n <= before + after {
        return words.join(" ");
    }
    let kept: Vec<&str> =
        words[..before].iter().copied().chain(["…"]).chain(words[n - after..].iter().copied()).collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::paragraphs;

    const ARTICLE: &str = "The bridge was closed to all traffic on Tuesday after an inspection.\n\
        “We would rather have an angry town than a funeral,” the mayor said.\n\
        The bridge was opened in 1968.";

    #[track_caller]
    fn check(wanted: &str, expected: Option<(&str, usize)>) {
        let lines = paragraphs(ARTICLE);
        let near = Words::new(ARTICLE, &lines).nearest(wanted);
        assert_eq!(near.map(|near| (&ARTICLE[near.span], near.n_changes)), expected, "{wanted}");
    }

    #[test]
    fn finds_the_nearest_passage() {
        check("The bridge was shut to all traffic", Some(("The bridge was closed to all traffic", 1)));
        check(
            "We would rather have a cross town than a funeral",
            Some(("We would rather have an angry town than a funeral", 2)),
        );
        check("the bridge was opened in 1969.", Some(("The bridge was opened in 1968.", 1)));
        check("the mayor", Some(("the mayor", 0)));
        check("Nothing of this kind was ever written anywhere", None);
        check("", None);
    }

    #[test]
    fn shows_the_words_that_differ() {
        assert_eq!(difference("a b c", "a x c"), "a [-b-] {+x+} c");
        assert_eq!(
            difference("1 2 3 4 5 6 7 8 old 1 2 3 4 5 6 7", "1 2 3 4 5 6 7 8 1 2 3 4 5 6 7"),
            "… 4 5 6 7 8 [-old-] 1 2 3 4 5 …"
        );
    }

    #[test]
    fn a_large_article_is_searched_in_bounded_time() {
        let article = "one two three four five six seven eight\n".repeat(30_000);
        let lines = paragraphs(&article);
        let words = Words::new(&article, &lines);
        assert_eq!(words.nearest(&"one two three four five ".repeat(200)), None);
        assert_eq!(words.nearest("one two three 4 five six").map(|near| near.n_changes), Some(1));
    }
}
