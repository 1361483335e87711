//! What the bot says around lists of quotes.

/// Which quotes of how many a page shows, both from 1.
#[must_use]
pub fn page(whose: Option<&str>, topic: Option<&str>, first: usize, last: usize, n: usize) -> String {
    let whose = whose.map(|name| format!(" of {name}")).unwrap_or_default();
    let topic = topic.map(|topic| format!(" about “{topic}”")).unwrap_or_default();
    match (n, first == last) {
        (1, _) => format!("The only quote{whose}{topic}:"),
        (2, _) if first == 1 && last == n => format!("Both quotes{whose}{topic}:"),
        _ if first == 1 && last == n => format!("All {n} quotes{whose}{topic}:"),
        (_, true) => format!("Quote {first} of {n}{whose}{topic}:"),
        _ => format!("Quotes {first} to {last} of {n}{whose}{topic}:"),
    }
}

/// No one of that name is in the briefing.
#[must_use]
pub fn unknown_speaker(given: &str) -> String {
    format!("The briefing doesn't say: it doesn't name “{given}”.")
}

/// Someone like that name is.
#[must_use]
pub fn like_speaker(given: &str) -> String {
    format!("The briefing doesn't name “{given}”. Did you mean one of these?")
}

/// The briefing names them but does not quote them.
#[must_use]
pub fn not_quoted(name: &str) -> String {
    format!("The briefing doesn't quote {name}.")
}

/// They are quoted, but not about this.
#[must_use]
pub fn not_about(whose: Option<&str>, topic: &str) -> String {
    match whose {
        Some(name) => format!("The briefing doesn't have words of {name} about “{topic}”."),
        None => format!("The briefing doesn't have a quote about “{topic}”."),
    }
}

/// No quotes at all.
pub const NONE: &str = "The briefing doesn't quote anyone.";
