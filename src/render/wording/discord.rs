//! The few words that rendering adds on Discord alone.

use crate::answer::reply::Outcome;

/// Heads the related passages of an abstention.
pub const NEAREST: &str = "Nearest in the briefing";
/// Button: how the answer came about.
pub const WHY: &str = "Why this answer?";
/// Button: the first, or the next, page of quotes.
pub const MORE_QUOTES: &str = "More quotes";
/// Button: the page before.
pub const EARLIER_QUOTES: &str = "Earlier quotes";
/// Button: take the answer away.
pub const DISMISS: &str = "Dismiss";
/// Button: the answer was helpful.
pub const HELPFUL: &str = "👍 Helpful";
/// Button: it was not.
pub const NOT_HELPFUL: &str = "👎 Not helpful";

/// The question in full, where it leant on an earlier one.
pub const TAKEN_AS: &str = "Taken as:";
/// What kind of question it was.
pub const READ_AS: &str = "Read as:";
/// What kind of answer it expects.
pub const ASKS_FOR: &str = "Asks for:";
/// Words of the question that the answer is about.
pub const MATCHED: &str = "Words that matched:";
/// Words of the question that an answer did not need.
pub const NOT_USED: &str = "Words that did not:";
/// Words of the question that nothing in the briefing goes with.
pub const NOT_FOUND: &str = "Words without a match:";
/// Why the bot abstained.
pub const REASON: &str = "Why no answer:";
/// The entries that answer.
pub const ENTRIES: &str = "Entries of the briefing:";
/// The entries that come nearest.
pub const NEAREST_ENTRIES: &str = "Nearest entries:";
/// Where they stand.
pub const STANDS_IN: &str = "In the article:";
/// How sure the matcher is.
pub const CONFIDENCE: &str = "How sure:";

/// The day of publication, in seconds since 1970, as Discord shows it to each reader.
#[must_use]
pub fn published(unix: u64) -> String {
    format!("\n\nPublished <t:{unix}:D>")
}

/// Passages for which there is no room.
#[must_use]
pub fn left_out(n: usize) -> String {
    if n == 1 { "… and one more passage.".to_owned() } else { format!("… and {n} more passages.") }
}

/// Lines for which there is no room.
#[must_use]
pub fn and_more(n: usize) -> String {
    format!("… and {n} more")
}

/// Which page of how many, from 1.
#[must_use]
pub fn page(page: usize, n: usize) -> String {
    format!("page {page} of {n}")
}

/// What kind of question it was, by the intent of the reply.
#[must_use]
pub fn intent(intent: &str, outcome: Outcome) -> &'static str {
    match intent {
        "who_is" => "a question who someone is, or what something is",
        "what_said" => "a question what someone said",
        "cities_hit" => "a question which places were hit",
        "status" => "a question how things stand",
        "timeline" => "a question what happened when",
        "people" => "a question who is in the briefing",
        "positions" => "a question where each side stands",
        "summary" => "a question for the short version",
        "quotes" => "a question for someone's own words",
        "quote_check" => "a quotation to be checked",
        "ambiguous" => "a question with more than one meaning here",
        _ if outcome == Outcome::Help => "small talk, or a question about me",
        _ => "a question for something that the briefing may report",
    }
}

/// How sure the matcher is, from 0.0 to 1.0; of an abstention, that the briefing does not say it.
#[must_use]
pub fn confidence(confidence: f32, is_silent: bool) -> String {
    let percent = (confidence.clamp(0.0, 1.0) * 100.0).round();
    let word = match percent {
        90.0.. => "very sure",
        70.0.. => "quite sure",
        50.0.. => "fairly sure",
        _ => "not very sure",
    };
    let of = if is_silent { " that the briefing doesn't say" } else { "" };
    format!("{percent:.0} % ({word}{of})")
}
