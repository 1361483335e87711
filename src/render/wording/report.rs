//! The words of the editor's page.

use crate::knowledge::golden::GoldenKind;
use crate::render::report::Change;

/// Heads a page of several briefings.
pub const TITLE: &str = "Briefings, reviewed";
/// Names the list of briefings for screen readers.
pub const BRIEFINGS: &str = "Briefings";
/// Heads the article.
pub const ARTICLE: &str = "The article and what cites it";
/// Under the legend.
pub const LEGEND: &str = "A letter and a number stand after each cited passage and lead to its entry; a double line is under words that \
several passages share, coloured as the shortest of them.";
/// A kind of entry.
pub const QUOTE: &str = "quote";
/// A kind of entry.
pub const CLAIM: &str = "claim";
/// A kind of entry.
pub const FACT: &str = "fact";
/// A kind of entry.
pub const EVENT: &str = "event";
/// A kind of entry.
pub const GAP: &str = "gap";
/// A person, organisation or place.
pub const NAME: &str = "name";
/// In the legend.
pub const UNCITED: &str = "not cited";
/// In the legend.
pub const UNHELD: &str = "quotation without a quote entry";
/// Heads what is left out.
pub const GAPS: &str = "What the entries leave out";
/// Where nothing is left out.
pub const NO_GAPS: &str = "Nothing: every sentence is cited, every quotation of three words or more has its entry.";
/// Heads a list.
pub const UNCITED_LIST: &str = "Sentences that no entry cites";
/// Heads a list.
pub const UNHELD_LIST: &str = "Quotations that no quote entry holds";
/// Heads a list.
pub const MISSED_LIST: &str = "Numbers and names that no entry cites";
/// Heads a list.
pub const UNASKED_LIST: &str = "Entries without an example question";
/// Heads the entries.
pub const ENTRIES: &str = "Entries";
/// Before who says it.
pub const SPEAKER: &str = "Speaker";
/// Before an unnamed source.
pub const SOURCE: &str = "Source";
/// Before a date.
pub const WHEN: &str = "When";
/// Before the state of an entry.
pub const REVIEW: &str = "Review";
/// Of an entry that no editor has looked at.
pub const UNREVIEWED: &str = "drafted, not yet reviewed";
/// Heads citations.
pub const CITES: &str = "Cites";
/// Heads the golden answers.
pub const GOLDEN: &str = "Golden questions";
/// Of an answer as expected.
pub const RIGHT: &str = "✓ right";
/// Of any other.
pub const WRONG: &str = "✗ wrong";
/// Before an earlier question of the dialogue.
pub const AFTER: &str = "After";
/// Before an answer.
pub const ANSWERED: &str = "Answered";
/// Before what was expected.
pub const EXPECTED: &str = "Expected";
/// At the foot, where an earlier page was read.
pub const COMPARED: &str = "Changes are told against the page that stood in this file before. This page holds its golden \
answers in itself, and the next report to the same file compares with them.";
/// At the foot, where there was none.
pub const FIRST_RUN: &str = "This is the first report in this file, so no changes are told. The page holds its golden \
answers in itself, and the next report to the same file compares with them.";

/// Heads a page of one briefing.
#[must_use]
pub fn title(briefing: &str) -> String {
    format!("{briefing}: the briefing, reviewed")
}

/// A heading with how many there are.
#[must_use]
pub fn counted(heading: &str, n: usize) -> String {
    format!("{heading} ({n})")
}

/// Heads the questions that the bot could not answer.
#[must_use]
pub fn unanswered(n: usize) -> String {
    counted("Asked, and not answered", n)
}

/// A date that the editor inferred.
#[must_use]
pub fn inferred(date: &str) -> String {
    format!("{date} (inferred by the editor)")
}

/// Heads the example questions of an entry.
#[must_use]
pub fn questions(found: usize, all: usize) -> String {
    format!("{found} of {all} example questions find it")
}

/// Heads the golden answers that want no look.
#[must_use]
pub fn quiet(n: usize) -> String {
    format!("{n} right, nothing changed")
}

/// What changed since the earlier page: mended, broken, reworded, new, and gone.
#[must_use]
pub fn changes([mended, broken, reworded, added]: [usize; 4], gone: usize) -> String {
    let all = [
        (mended, "now right"),
        (broken, "now wrong"),
        (reworded, "answered in other words"),
        (added, "new"),
        (gone, "gone"),
    ];
    let told: Vec<String> = all.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if told.is_empty() { "No change is known.".to_owned() } else { format!("Since the last run: {}.", told.join(", ")) }
}

/// What became of one answer.
#[must_use]
pub fn change(change: Change) -> &'static str {
    match change {
        Change::None => "",
        Change::Added => ", a new question",
        Change::Mended => ", was wrong before",
        Change::Broken => ", was right before",
        Change::Reworded => ", in other words than before",
    }
}

/// What a kind of question wants.
#[must_use]
pub fn expected(kind: GoldenKind) -> &'static str {
    match kind {
        GoldenKind::Answerable | GoldenKind::Followup => "an answer",
        GoldenKind::FalsePremise => "a correction",
        GoldenKind::QuoteCheck => "whether it was said",
        GoldenKind::Unanswerable => "no answer: the article does not say",
        GoldenKind::Chitchat => "help",
    }
}

/// Snippets of which one must be cited.
#[must_use]
pub fn either(group: &[String]) -> String {
    let quoted: Vec<String> = group.iter().map(|one| format!("“{one}”")).collect();
    format!("citing {}", quoted.join(" or "))
}

/// Words that must be there.
#[must_use]
pub fn must_say(words: &str) -> String {
    format!("saying “{}”", words.replace('|', "” or “"))
}

/// Words that must not be there.
#[must_use]
pub fn must_not_say(words: &str) -> String {
    format!("not saying “{}”", words.replace('|', "” or “"))
}
