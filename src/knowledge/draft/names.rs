//! Names: runs of capitals, with what shows that they are of people, organisations or places.

use super::tables::{COMMON, GROUPS, PARTICLES, PLACES, TITLES};
use super::words::Word;
use crate::text::calendar::MONTHS;

pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

pub(super) fn is_title(word: &Word<'_>) -> bool {
    TITLES.contains(&word.text)
}

pub(super) fn is_common(word: &Word<'_>) -> bool {
    COMMON.contains(&word.bare())
}

pub(super) fn is_group(word: &str) -> bool {
    GROUPS.contains(&word)
}

pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(&word)
}

/// May the word be a part of a name?
fn is_part(word: &Word<'_>) -> bool {
    word.is_capital() && !is_common(word)
}

/// Joined by one blank?
fn is_beside(left: &Word<'_>, right: &Word<'_>) -> bool {
    right.span.start == left.span.end + 1
}

/// A name among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// The first of its words, a title left out.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Where it begins with its titles.
    pub(super) with_title: usize,
}

/// The name that begins at the word `at`, titles included.
pub(super) fn name_at(words: &[Word<'_>], at: usize) -> Option<Name> {
    let mut end = at;
    while let Some(word) = words.get(end) {
        let is_first = end == at;
        if !is_first && !is_beside(&words[end - 1], word) {
            break;
        }
        let goes_on =
            |next: usize| words.get(next).is_some_and(|after| is_part(after) && is_beside(&words[next - 1], after));
        let is_joint = !is_first
            && ((PARTICLES.contains(&word.text) && goes_on(end + 1))
                || (word.text == "of" && is_group(words[end - 1].text) && goes_on(end + 1)));
        if !(is_part(word) || is_joint) {
            break;
        }
        end += 1;
        if word.is_possessive() {
            break;
        }
    }
    // The office may bring the name of its house along: "Council President Dana Whitlow".
    let last_title = (at..end.saturating_sub(1)).rev().find(|&at| is_title(&words[at]));
    let mut start = last_title.map_or(at, |title| title + 1);
    while start < end && is_title(&words[start]) {
        start += 1;
    }
    // "Mayor said": a title alone is no name. "Chief Justice" neither.
    (start < end).then_some(Name { start, end, with_title: at })
}

/// The name that ends right before the word `end`.
pub(super) fn name_before(words: &[Word<'_>], end: usize) -> Option<Name> {
    (end.saturating_sub(7)..end).find_map(|at| {
        let is_inside =
            at > 0 && is_part(&words[at]) && is_part(&words[at - 1]) && is_beside(&words[at - 1], &words[at]);
        name_at(words, at).filter(|name| name.end == end && !is_inside)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let words = words(text, 0..text.len());
        let found = name_at(&words, 0).map(|name| &text[words[name.start].span.start..words[name.end - 1].span.end]);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_runs_of_capitals() {
        check("Ada Okafor said", Some("Ada Okafor"));
        check("President Ada M. de Okafor, who", Some("Ada M. de Okafor"));
        check("Council President Dana Whitlow", Some("Dana Whitlow"));
        check("John Major said", Some("John Major"));
        check("The Port", None);
        check("University of Leeds researchers", Some("University of Leeds"));
        check("Mayor said", None);
        check("Roe’s bridge", Some("Roe’s"));
    }
}
