//! What the shell itself says. Answers are worded elsewhere.

use std::io;

pub mod check;
pub mod config;
pub mod draft;
pub mod processes;
pub mod reload;
pub mod report;
pub mod status;
pub mod store;
pub mod watch;

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
/// `/more` where there is no further page.
pub const NO_MORE_QUOTES: &str = "There are no more quotes to show; /quote shows the first page.";
/// `/privacy`, at the console.
pub const PRIVACY: &str = "What you type stays in this process until it ends: the last few turns, so that a follow-up can be understood. \
Nothing of it is written to a file, and nothing is sent anywhere.";
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
pub fn welcome(knowledge: &[String]) -> String {
    format!(
        "The console is open. To go online on Discord, set DISCORD_TOKEN or discord.token in config.toml.\n{}\n\
         Ask about the briefing. /help lists the commands, /quit ends.",
        knowledge.join("\n")
    )
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

/// After a page of quotes that others follow; the next page counts from 1.
#[must_use]
pub fn more_quotes(next: usize, n_pages: usize) -> String {
    format!("/more shows page {next} of {n_pages}.")
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

/// What a kind of finding is about.
#[must_use]
pub fn explained(lint: &crate::diagnostic::catalogue::Lint) -> String {
    let fixed = if lint.is_fixable { "\n  `check --fix` does it, where only one change is possible." } else { "" };
    format!(
        "{} {} ({})\n  Catches: {}.\n  Why: {}.\n  Mended: {}{fixed}\n",
        lint.id, lint.name, lint.severity, lint.catches, lint.why, lint.fix
    )
}

/// The id of no finding.
#[must_use]
pub fn no_such_lint(id: &str) -> String {
    format!("there is no finding {}\n  help: ids look like K105", crate::diagnostic::clip(id, 40))
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

/// Addresses that are opened.
pub mod http {
    use std::io;
    use std::net::SocketAddr;

    /// A public key that is none.
    pub const NO_KEY: &str = "`discord.public_key` is no public key\n  help: copy \"Public Key\" anew from \
https://discord.com/developers/applications, page \"General Information\"";
    /// An address for interactions, but no token.
    pub const NO_TOKEN: &str = "`http.listen` is set, but there is no bot token\n  help: Discord is told of the commands \
with it; give it by DISCORD_TOKEN or discord.token_file, or leave http.listen out to talk in the terminal";

    /// Where interactions are taken.
    #[must_use]
    pub fn interactions_at(address: SocketAddr) -> String {
        format!("Interactions are taken at http://{address}/interactions.")
    }

    /// Where the bot tells how it is.
    #[must_use]
    pub fn operations_at(address: SocketAddr) -> String {
        format!("Metrics are at http://{address}/metrics.")
    }

    /// An address that cannot be opened.
    #[must_use]
    pub fn cannot_listen(address: SocketAddr, error: &io::Error) -> String {
        format!(
            "{address} cannot be opened: {error}\n  help: see http.listen and operations.listen, and what else uses it"
        )
    }
}

/// Going online.
pub mod online {
    /// Before the first call.
    pub const CONNECTING: &str = "Connecting to Discord …";
    /// After a signal.
    pub const STOPPING: &str = "Stopping: what is under way is finished first. Once more stops at once.";

    /// The bot is there, without a gateway.
    pub const BY_HTTP: &str = "Online over HTTP alone: commands are answered, messages are not heard. Ctrl-C stops it.";

    /// The bot is there.
    #[must_use]
    pub fn online(name: &str, n_guilds: usize) -> String {
        let servers = super::count(n_guilds, "server", "servers");
        format!("Online as {name} in {servers}. Ctrl-C stops it.")
    }
}

/// Going offline: what happened, and what to do.
pub mod offline {
    /// It was asked to.
    pub const STOPPED: &str = "Stopped. Goodbye.";
    /// The token is refused.
    pub const TOKEN: &str = "Discord refuses the token\n  help: on https://discord.com/developers/applications, choose \
the application, page \"Bot\", press \"Reset Token\", and give the new one to the bot (DISCORD_TOKEN, or discord.token_file)";
    /// The message-content intent is refused.
    pub const CONTENT_INTENT: &str = "Discord refuses the intents that the bot asks for\n  help: on \
https://discord.com/developers/applications, choose the application, page \"Bot\", switch on \"Message Content Intent\"; \
or leave discord.listen_channels empty: without it the bot needs no such intent";
    /// Other intents are refused.
    pub const INTENTS: &str = "Discord refuses the intents that the bot asks for, though it asks for none that must be \
switched on\n  help: look for news of this application on https://discord.com/developers/applications";

    /// Nothing came for too long.
    #[must_use]
    pub fn stalled(shard: u32, seconds: u32) -> String {
        format!(
            "nothing came from Discord for {seconds} s (shard {shard})\n  help: start the bot again; a supervisor such \
             as systemd does so by itself (Restart=on-failure)"
        )
    }

    /// Too few sessions are left.
    #[must_use]
    pub fn sessions(left: u64) -> String {
        format!(
            "only {left} sessions may still be begun today, and who begins too many loses the token\n  help: find out \
             why the bot was started so often (two copies of it, or a supervisor without a pause), and wait until tomorrow"
        )
    }

    /// Anything else.
    #[must_use]
    pub fn other(why: &str) -> String {
        format!(
            "Discord cannot be reached: {why}\n  help: see https://discordstatus.com, and whether this machine is online"
        )
    }
}
