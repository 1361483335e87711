//! What the shell itself says. Answers are worded elsewhere.

use std::io;

/// Stands before a line that the user types.
pub const PROMPT: &str = "> ";
/// Heads the steps of an explanation.
pub const STEPS: &str = "How this came about:";
/// Heads the commands, after the engine's own help.
pub const COMMANDS: &str = "Commands:";
/// After the table of commands.
pub const COMMANDS_FOOT: &str = "Anything else is a question. 1, 2 or 3 asks the suggested question of that number.";
/// `/explain` before any question.
pub const NOTHING_TO_EXPLAIN: &str = "Nothing was asked yet.";
/// `/explain` after a command.
pub const COMMAND_EXPLAINED: &str = "That was a command: it lists what the briefing holds, nothing was matched.";
/// After Ctrl-C.
pub const INTERRUPTED: &str = "\nStopped. Goodbye.";
/// Standard input is a terminal and no question was given.
pub const TYPE_QUESTIONS: &str = "Type a question a line; Ctrl-D ends.";
/// Where knowledge comes from when no folder is named.
pub const BUILT_IN: &str = "built in";
/// `check` has nothing to say against a folder.
pub const CHECK_CLEAN: &str = "No problems found.";

/// An error without a place in a file.
#[must_use]
pub fn error(message: &str) -> String {
    format!("error: {message}")
}

/// Standard input or output failed.
#[must_use]
pub fn stream(error: &io::Error) -> String {
    format!("error: reading or writing failed: {error}")
}

/// A file that cannot be read.
#[must_use]
pub fn unreadable(path: &str, error: &io::Error) -> String {
    format!("cannot read {path}: {error}")
}

/// A folder that is none.
#[must_use]
pub fn no_such_folder(path: &str) -> String {
    format!(
        "there is no folder {path}\n  help: name a folder of briefings, or one briefing, with --knowledge or knowledge.dir"
    )
}

/// A briefing that is not there.
#[must_use]
pub fn no_such_briefing(given: &str, nearest: Option<&str>, ids: &[&str]) -> String {
    let near = nearest.map(|near| format!("\n  help: did you mean `{near}`?")).unwrap_or_default();
    format!("there is no briefing `{given}`{near}\n  briefings here: {}", ids.join(", "))
}

/// The first lines of the console.
#[must_use]
pub fn welcome(knowledge: &[String], has_token: bool) -> String {
    let online = if has_token {
        "A Discord token is set, but this version cannot go online yet. The console is open instead."
    } else {
        "The console is open. To go online on Discord later, set DISCORD_TOKEN or discord.token in config.toml."
    };
    format!("{online}\n{}\nAsk about the briefing. /help lists the commands, /quit ends.", knowledge.join("\n"))
}

/// One loaded briefing, for the welcome.
#[must_use]
pub fn briefing(title: &str, n_entries: usize, origin: &str) -> String {
    let entries = if n_entries == 1 { "entry" } else { "entries" };
    format!("Briefing: {title} ({n_entries} {entries}; {origin})")
}

/// More briefings than the welcome lists.
#[must_use]
pub fn more_briefings(n: usize) -> String {
    format!("… and {n} more")
}

/// A command that does not exist.
#[must_use]
pub fn unknown_command(given: &str, nearest: Option<&str>) -> String {
    match nearest {
        Some(near) => format!("There is no command /{given}. Did you mean /{near}?"),
        None => format!("There is no command /{given}. /help lists the commands."),
    }
}

/// A command without what it needs.
#[must_use]
pub fn missing_slot(usage: &str) -> String {
    format!("That command needs more: {usage}")
}

/// The number of a suggestion that is not there.
#[must_use]
pub fn no_such_suggestion(number: usize, n: usize) -> String {
    match n {
        0 => format!("There is no suggested question {number} just now."),
        _ => format!("There is no suggested question {number}; choose from 1 to {n}."),
    }
}

/// How far a long check is.
#[must_use]
pub fn progress(briefing: &str, done: usize, all: usize) -> String {
    format!("checking {briefing}: {done} of {all} questions")
}

/// How many of a thing, in words: `1 error`, `2 errors`.
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// What was wrong with a line of JSON input.
pub mod line {
    /// More bytes than a line may have.
    pub const TOO_LONG: &str = "the line is longer than 16 MiB";
    /// Bytes that are no text.
    pub const NOT_UTF8: &str = "the line is not UTF-8";
    /// No JSON object.
    pub const NOT_AN_OBJECT: &str = "the line is JSON, but not an object";
    /// No question.
    pub const NO_Q: &str = "the object has no \"q\"";
    /// A question of the wrong type.
    pub const BAD_Q: &str = "\"q\" is not a string";
    /// A context of the wrong type.
    pub const BAD_CONTEXT: &str = "\"context\" is not a list of strings";

    /// Not JSON.
    #[must_use]
    pub fn not_json(error: &serde_json::Error) -> String {
        format!("the line is not JSON: {error}")
    }
}
