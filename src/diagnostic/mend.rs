//! The changes of findings made: a new text for each file.

use std::ops::Range;
use std::sync::Arc;

use super::{Diagnostic, Edit, Source};

/// A file with changes made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended<'a> {
    /// As it was read.
    pub source: Arc<Source>,
    /// As it is to be.
    pub text: String,
    /// The findings that this mends, in the order of their changes.
    pub done: Vec<&'a Diagnostic>,
    /// How many findings wait, since their changes touch others.
    pub n_waiting: usize,
}

/// Makes the changes of all findings that have some, file by file in the order of the paths.
///
/// A finding is mended whole or not at all. Where the changes of two touch, that of the later place waits: after the
/// first it may look otherwise. A finding whose changes are in more than one file has no change made.
#[must_use]
pub fn mend(found: &[Diagnostic]) -> Vec<Mended<'_>> {
    let mut fixable: Vec<(&Diagnostic, &Edit)> =
        found.iter().filter_map(|finding| Some((finding, finding.fix.first()?))).collect();
    fixable.retain(|(finding, first)| finding.fix.iter().all(|edit| edit.place.source == first.place.source));
    fixable.sort_by(|(_, a), (_, b)| order(a).cmp(&order(b)));
    fixable.chunk_by(|(_, a), (_, b)| a.place.source.path == b.place.source.path).filter_map(one_file).collect()
}

fn order(edit: &Edit) -> (&str, usize, usize) {
    (&edit.place.source.path, edit.place.span.start, edit.place.span.end)
}

fn one_file<'a>(group: &[(&'a Diagnostic, &Edit)]) -> Option<Mended<'a>> {
    let source = &group.first()?.1.place.source;
    let mut taken: Vec<&Edit> = Vec::new();
    let mut done: Vec<&Diagnostic> = Vec::new();
    for (finding, _) in group {
        let is_sound = |edit: &Edit| edit.place.source == *source && source.text.get(edit.place.span.clone()).is_some();
        let is_taken = |edit: &Edit| taken.contains(&edit);
        let is_free = |edit: &Edit| taken.iter().all(|other| !touch(&edit.place.span, &other.place.span));
        if finding.fix.iter().all(|edit| is_sound(edit) && (is_taken(edit) || is_free(edit))) {
            let new: Vec<&Edit> = finding.fix.iter().filter(|edit| !is_taken(edit)).collect();
            taken.extend(new);
            done.push(finding);
        }
    }
    taken.sort_by_key(|edit| edit.place.span.start);
    let mut text = String::with_capacity(source.text.len());
    let mut at = 0;
    for edit in taken {
        text.push_str(source.text.get(at..edit.place.span.start)?);
        text.push_str(&edit.text);
        at = edit.place.span.end;
    }
    text.push_str(source.text.get(at..)?);
    let n_waiting = group.len() - done.len();
    (text != source.text).then(|| Mended { source: Arc::clone(source), text, done, n_waiting })
}

/// Stretches that share a byte, or that begin at the same one.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    /// The texts and numbers that come of changes, each a stretch of "abcdef" and what is to stand there.
    #[track_caller]
    fn check(fixes: &[&[(Range<usize>, &str)]], expected: &str, n_done: usize, n_waiting: usize) {
        let source = Arc::new(Source::new("a", "abcdef"));
        let finding = |edits: &&[(Range<usize>, &str)]| {
            let start = Diagnostic::file("K001", "m", "a");
            edits.iter().fold(start, |finding, (span, text)| finding.fixed_by(Place::new(&source, span.clone()), *text))
        };
        let found: Vec<Diagnostic> = fixes.iter().map(finding).collect();
        let mended = mend(&found);
        let one = mended.first().map(|one| (one.text.as_str(), one.done.len(), one.n_waiting));
        assert_eq!(one.unwrap_or(("abcdef", 0, fixes.len())), (expected, n_done, n_waiting));
    }

    #[test]
    fn changes_are_made_from_the_first_to_the_last() {
        check(&[&[(4..5, "E")], &[(0..1, "A!")]], "A!bcdEf", 2, 0);
        check(&[&[(0..3, "")], &[(3..6, "x")]], "x", 2, 0);
    }

    #[test]
    fn what_touches_waits_and_a_finding_is_one_thing() {
        check(&[&[(0..3, "x")], &[(2..4, "y")]], "xdef", 1, 1);
        check(&[&[(2..4, "y")], &[(0..1, "x"), (3..4, "z")]], "xbczef", 1, 1);
        check(&[&[(1..1, "x")], &[(1..1, "y")]], "axbcdef", 1, 1);
    }

    #[test]
    fn the_same_change_twice_is_made_once() {
        check(&[&[(1..2, "X")], &[(1..2, "X")]], "aXcdef", 2, 0);
    }

    #[test]
    fn what_cannot_be_made_is_left() {
        check(&[&[(4..9, "x")]], "abcdef", 0, 1);
        check(&[&[(0..1, "a")]], "abcdef", 0, 1);
        assert!(mend(&[Diagnostic::file("K001", "m", "a")]).is_empty());
    }
}
