//! `/privacy`: what the bot keeps, as it is where it runs. docs/PRIVACY.md says the same for operators.

/// Its title.
pub const TITLE: &str = "What I keep of what you write";

/// In short; `has_store` tells whether anything is written to a disk.
#[must_use]
pub fn text(has_store: bool) -> &'static str {
    if has_store {
        "Little, and nothing with your name or id. Nothing is passed on, and nothing is trained with it."
    } else {
        "Very little, and nothing on a disk. Nothing is passed on, and nothing is trained with it."
    }
}

/// By kind, heading and lines; with a store, how many days it keeps a question without an answer.
#[must_use]
pub fn parts(retention_days: Option<u32>) -> Vec<(String, Vec<String>)> {
    let part = |heading: &str, lines: &[&str]| {
        (heading.to_owned(), lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    };
    let mut parts = vec![part("What I read", &READ), part("What I keep in memory, until a restart at most", &MEMORY)];
    if let Some(days) = retention_days {
        let mut kept = part("What I keep in my store", &STORED);
        kept.1.insert(0, unanswered(days));
        parts.push(kept);
    }
    parts.push(part(
        "What Discord keeps",
        &["My answers, with your question in their buttons, until they are deleted."],
    ));
    parts.push(part("What is logged", &["Ids and errors. No texts, and no names."]));
    parts.push(part("What you can do", &CHOICES));
    parts
}

const READ: [&str; 3] = [
    "Your commands, and private messages to me.",
    "Messages that mention me or reply to me, and those on which someone uses one of my commands under Apps.",
    "All messages in a channel, only if those who run me, or those who manage the server, named that channel for it.",
];
const MEMORY: [&str; 3] = [
    "Your last questions in a channel, for ten minutes, so that you can ask on.",
    "Which message of mine answers which of yours, so that I answer once, and so that an edit or a deletion of your question reaches my answer.",
    "How many questions you asked within a minute, so that everyone gets a turn.",
];
const STORED: [&str; 4] = [
    "Numbers by day: how many questions were answered, and how many were not. Two years.",
    "“Helpful” or “not helpful”, under a hash that not even I can trace back once its key is deleted, after seven days; then only sums stay.",
    "Which message of mine answers which message, by their ids: six hours, so that edits and deletions work after a restart.",
    "What those who manage the server chose for it, and who reloaded my knowledge when.",
];
const CHOICES: [&str; 3] = [
    "Delete your question, or press Dismiss under my answer: it is gone.",
    "Press the button below: your last questions and your votes are deleted at once.",
    "To report a problem, or to have something else deleted, turn to those who run me here.",
];

fn unanswered(days: u32) -> String {
    let days = if days == 1 { "one day".to_owned() } else { format!("{days} days") };
    format!(
        "Questions that I could not answer, {days} after they were asked last: without mentions, links, addresses and long \
         numbers, without who asked and where, so that an editor sees what is missing."
    )
}
