//! K206: a fact that is somebody's assertion.

use super::reporting::cue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::EntryKind;
use crate::knowledge::places::Curated;
use crate::text::normalise::fold;

/// Shorter words say nothing of what a statement is about.
const WORD_MIN_CHARS: usize = 5;
/// So many words behind the word of speech are what was said; fewer only name who said what stands before.
const SAID_WORDS_MIN: usize = 4;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        // A fact that says itself who says it is one: that it was said.
        if entry.kind != EntryKind::Fact || entry.attribution.is_some() || cue(&entry.text).is_some() {
            continue;
        }
        for (citation, cite) in entry.citations.iter().zip(&at.cites) {
            let Some(word) = cue(briefing.excerpt(citation)) else { continue };
            if is_told_before(&entry.text, briefing.excerpt(citation), word) {
                continue;
            }
            let message = format!("the fact `{}` cites what somebody says: `{word}`", entry.id);
            found.push(
                Diagnostic::at("K206", Severity::Warning, message, places.place(cite))
                    .label("somebody's assertion")
                    .related(places.place(&at.text), "stated as a fact")
                    .help("make it a [[claim]] with `by`, or say in `says` who said it")
                    .about(&entry.id),
            );
            break;
        }
    }
}

/// Does all that the fact takes from the passage stand before the word of speech, as the article's own? "Relations have
/// thawed, with Roe asserting that …" does; "Relations have thawed, Roe said" does not.
fn is_told_before(says: &str, passage: &str, cue: &str) -> bool {
    let Some((before, after)) = passage.find(cue).map(|at| passage.split_at(at)) else { return false };
    let (says, before, whole) = (words(says), words(before), words(passage));
    after.split_whitespace().nth(SAID_WORDS_MIN).is_some()
        && says.iter().filter(|word| whole.contains(word)).all(|word| before.contains(word))
        && says.iter().any(|word| before.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let lower = fold(text).lower;
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| word.chars().count() >= WORD_MIN_CHARS).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(says: &str, passage: &str, expected: bool) {
        let word = cue(passage).unwrap();
        assert_eq!(is_told_before(says, passage, word), expected, "{passage}");
    }

    #[test]
    fn what_the_article_says_itself_is_a_fact() {
        check("Relations thawed.", "Relations have thawed, with Roe asserting that the mayor will pay.", true);
        check("The mayor will pay.", "Relations have thawed, with Roe asserting that the mayor will pay.", false);
        check("Relations thawed.", "Relations have thawed, said the mayor.", false);
        check("The bridge is closed.", "The engineer said the bridge is closed until further notice.", false);
    }
}
