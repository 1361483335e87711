//! Every sentence of the bot's own. What it cites is the article's, what it states is the editor's.

/// The briefing is silent; always part of an abstention.
pub const NOT_SAID: &str = "The briefing doesn't say.";
/// Nothing was asked.
pub const EMPTY: &str = "Ask me something about the briefing: who said what, where, when, how many.";
/// The message is too long to be a question.
pub const TOO_LONG: &str = "That is too long for me to take as a question. Please ask it in a few sentences.";
/// Leads an answer that corrects the question.
pub const CORRECTION: &str = "The briefing doesn't say that. What it says:";
/// Two or more readings are as good as each other.
pub const DID_YOU_MEAN: &str = "That could mean several things here. Did you mean one of these?";
/// A greeting.
pub const GREETING: &str = "Hello! Ask me about the briefing: who said what, what happened where and when. I answer with the article's own words.";
/// To thanks.
pub const THANKS: &str = "You're welcome.";
/// To a farewell.
pub const FAREWELL: &str = "Goodbye!";
/// To chat that asks nothing.
pub const CHAT: &str = "I only know the briefing. Ask me about it whenever you like.";
/// What the bot can do.
pub const HELP: &str = "I answer questions about this briefing, with the passages that support each answer, and say so when the briefing doesn't. \
Ask who said something, what someone said about a matter, who is who, where or when something happened, how many, how things stand; \
ask for a summary, a timeline or the positions of each side; or paste a quotation and ask whether it is right.";

/// Names that the briefing does not mention.
#[must_use]
pub fn strangers(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("“{n}”")).collect();
    format!("The briefing doesn't say: it doesn't mention {}.", list(&quoted, "or"))
}

/// A detail that is not given.
pub const DETAIL_NOT_GIVEN: &str = "The briefing doesn't say that. It comes nearest to it here:";
/// Nothing to do with it.
pub const OUT_OF_SCOPE: &str = "The briefing doesn't say anything about that.";
/// A question that points back to nothing.
pub const UNCLEAR: &str = "The briefing doesn't say whom or what you mean, and you asked nothing before that would tell me. Ask again with a name or a matter.";
/// A part of the question that stays open.
pub const PART_NOT_SAID: &str = "The rest of your question the briefing doesn't say.";

/// "a, b and c".
#[must_use]
pub fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., tail] => format!("{} {last} {tail}", head.join(", ")),
    }
}

/// Speaks where a draft leaves the speaker open.
pub const SOMEONE: &str = "Someone quoted in the article";

/// Someone's own words.
#[must_use]
pub fn quote(speaker: &str, text: &str) -> String {
    format!("{speaker}: “{}”", text.trim_end_matches(','))
}

/// Someone's claim.
#[must_use]
pub fn claim(speaker: &str, says: &str) -> String {
    format!("According to {speaker}: {says}")
}

/// The article's statement, with the unnamed source that it gives.
#[must_use]
pub fn attributed(source: &str, says: &str) -> String {
    format!("{says} (The briefing's source for this: “{source}”.)")
}

/// A name with its role.
#[must_use]
pub fn named(name: &str, role: Option<&str>) -> String {
    match role {
        Some(role) if !role.is_empty() => format!("{name} ({role})"),
        _ => name.to_owned(),
    }
}

/// An event with its time, in an answer.
#[must_use]
pub fn dated(when: &str, says: &str) -> String {
    let mut letters = when.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    format!("{}{}: {says}", first.collect::<String>(), letters.as_str())
}

/// A step of the timeline.
#[must_use]
pub fn step(when: Option<&str>, is_inferred: bool, says: &str) -> String {
    match when {
        Some(when) if is_inferred => format!("{when} (the editor's dating): {says}"),
        Some(when) => format!("{when}: {says}"),
        None => says.to_owned(),
    }
}

/// Heads the position of a side.
#[must_use]
pub fn position(side: &str, statements: &str) -> String {
    format!("{side}: {statements}")
}

/// A quotation is right.
pub const QUOTE_VERBATIM: &str = "Yes, word for word.";
/// A quotation is not in the briefing.
pub const QUOTE_NOT_HERE: &str = "The briefing doesn't have that quotation.";
/// A question about a quotation's speaker.
pub const QUOTE_FOUND: &str = "These words are in the briefing.";

/// A quotation's words differ.
#[must_use]
pub fn quote_altered(added: &[String], left_out: &[String]) -> String {
    let quoted = |words: &[String]| words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>();
    let told = |words: &[String], says: &str| match words {
        [] => String::new(),
        words => format!(" {says}: {}.", list(&quoted(words), "and")),
    };
    format!("Not word for word.{}{}", told(added, "Not in the briefing's quote"), told(left_out, "Left out or changed"))
}

/// The words are someone else's.
#[must_use]
pub fn quote_of_another(speaker: &str) -> String {
    format!("The words are in the briefing, but it gives them to someone else: {speaker}.")
}

/// The question that asks for someone's words.
#[must_use]
pub fn asks_for_words(speaker: &str) -> String {
    format!("What did {speaker} say?")
}

/// What a briefing covers.
pub mod covers;
/// Quotes, and where a list of them goes.
pub mod quotes;
/// Quotations that were checked.
pub mod verify;
/// How a question was understood.
pub mod why;

/// Heads the answer of one briefing among several.
#[must_use]
pub fn from_briefing(title: &str, dated: &str) -> String {
    format!("From “{title}”. {dated}")
}
