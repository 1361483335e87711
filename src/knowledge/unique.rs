//! How often a passage occurs, and how much longer it must be to occur once.

use std::ops::Range;

use crate::text::sentences::Paragraph;

/// Words that an extension adds at most before the whole paragraph is tried.
const ADDED_MAX_WORDS: usize = 10;

/// First bytes of the occurrences of `passage`, overlapping ones too, `max` at most.
pub(super) fn occurrences(text: &str, passage: &str, max: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let Some(first) = passage.chars().next() else { return found };
    let mut from = 0;
    while found.len() < max
        && let Some(at) = text[from..].find(passage)
    {
        found.push(from + at);
        from += at + first.len_utf8();
    }
    found
}

/// The shortest stretch by whole words around `span`, in its paragraph, that occurs once.
pub(super) fn extension(text: &str, paragraphs: &[Paragraph], span: Range<usize>) -> Option<Range<usize>> {
    let line = &paragraphs.iter().find(|paragraph| paragraph.span.end > span.start)?.span;
    let starts = stops(&text[line.start..span.start], true).into_iter().map(|back| span.start - back);
    let ends = stops(text.get(span.end..line.end)?, false).into_iter().map(|on| span.end + on);
    let (starts, ends): (Vec<usize>, Vec<usize>) = (starts.collect(), ends.collect());
    let is_unique = |span: &Range<usize>| occurrences(text, &text[span.clone()], 2).len() == 1;
    (1..=ADDED_MAX_WORDS)
        .flat_map(|n| (0..=n).map(move |left| (left, n - left)))
        .filter_map(|(left, right)| Some(*starts.get(left)?..*ends.get(right)?))
        .find(is_unique)
        .or_else(|| {
            Some(text[line.clone()].trim())
                .map(|whole| {
                    let start = line.start + text[line.clone()].find(whole).unwrap_or_default();
                    start..start + whole.len()
                })
                .filter(is_unique)
        })
}

/// Distances in bytes from the passage to the outer edges of 0, 1, 2 … further words.
fn stops(text: &str, is_before: bool) -> Vec<usize> {
    let mut found = vec![0];
    let base = text.as_ptr() as usize;
    let edges = |word: &str| {
        let start = word.as_ptr() as usize - base;
        if is_before { text.len() - start } else { start + word.len() }
    };
    if is_before {
        found.extend(text.split_whitespace().rev().take(ADDED_MAX_WORDS).map(edges));
    } else {
        found.extend(text.split_whitespace().take(ADDED_MAX_WORDS).map(edges));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::paragraphs;

    #[test]
    fn counts_overlapping_occurrences() {
        assert_eq!(occurrences("aaa", "aa", 9), [0, 1]);
        assert_eq!(occurrences("éé é", "é", 2), [0, 2]);
        assert!(occurrences("a", "", 9).is_empty());
    }

    #[track_caller]
    fn check(article: &str, passage: &str, nth: usize, expected: Option<&str>) {
        let start = occurrences(article, passage, 9)[nth];
        let found = extension(article, &paragraphs(article), start..start + passage.len());
        assert_eq!(found.map(|span| &article[span]), expected);
    }

    #[test]
    fn lengthens_by_as_few_words_as_can_be() {
        let article = "The bridge is shut. The bridge is old and the bridge is long.\nThe end.\nThe end.";
        check(article, "bridge is", 0, Some("bridge is shut."));
        check(article, "bridge is", 1, Some("bridge is old"));
        check(article, "bridge is", 2, Some("bridge is long."));
        check(article, "old", 0, Some("old and"));
        check(article, "The end.", 0, None);
    }
}
