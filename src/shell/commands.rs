//! The commands as data, defined once for every channel, and what a line of text asks for.

use crate::config::nearest;
use crate::engine::{Request, Utterance};

/// A slot of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: &'static str,
    /// What to put there.
    pub description: &'static str,
    /// Must it be filled?
    pub is_required: bool,
}

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// Its name, without the slash.
    pub name: &'static str,
    /// How it is typed.
    pub usage: &'static str,
    /// What it does.
    pub description: &'static str,
    /// Its slots, the required ones first.
    pub slots: &'static [Slot],
}

const fn command(name: &'static str, usage: &'static str, description: &'static str) -> Command {
    Command { name, usage, description, slots: &[] }
}

/// The commands of every channel.
pub const COMMANDS: [Command; 7] = [
    Command {
        slots: &[Slot { name: "question", description: "What you want to know", is_required: true }],
        ..command("ask", "/ask QUESTION", "Ask a question about the briefing")
    },
    Command {
        slots: &[
            Slot { name: "speaker", description: "Whose words", is_required: false },
            Slot { name: "topic", description: "What they are about", is_required: false },
        ],
        ..command("quote", "/quote [NAME] [about TOPIC]", "Show what someone said, word for word")
    },
    command("cities", "/cities", "Show the places that were hit"),
    command("status", "/status", "Show how the main matter stands"),
    command("timeline", "/timeline", "Show what happened when"),
    command("people", "/people", "Show who is in the briefing"),
    command("help", "/help", "Show what the bot can do"),
];

/// The commands of the console alone.
pub const CONSOLE_COMMANDS: [Command; 2] =
    [command("explain", "/explain", "Show how the last answer came about"), command("quit", "/quit", "End")];

/// The request of a command with its slots filled; `None` where a required one is not, or there is no such command.
pub fn request(name: &str, slot: impl Fn(&str) -> Option<String>) -> Option<Request> {
    let slot = |name: &str| slot(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(match name {
        "ask" => Request::Ask(Utterance::new(slot("question")?)),
        "quote" => Request::Quotes { speaker: slot("speaker"), topic: slot("topic") },
        "cities" => Request::Cities,
        "status" => Request::Status,
        "timeline" => Request::Timeline,
        "people" => Request::People,
        "help" => Request::Help,
        _ => return None,
    })
}

/// What a line of the console asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// An empty line.
    Nothing,
    /// Something for the engine.
    Request(Request),
    /// The suggested question of this number, from 1.
    Suggestion(usize),
    /// How the last answer came about.
    Explain,
    /// The end.
    Quit,
}

/// A line that is no proper command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misuse {
    /// No such command.
    Unknown {
        /// As typed, without the slash.
        given: String,
        /// The command that was probably meant.
        nearest: Option<&'static str>,
    },
    /// A required slot is not filled.
    Missing {
        /// How the command is typed.
        usage: &'static str,
    },
}

/// Reads a line of the console.
///
/// # Errors
/// A slash command that does not exist or lacks a slot.
///
/// # Examples
/// ```
/// use briefing_bot::{engine::Request, shell::commands::{Input, parse}};
///
/// let quote = Request::Quotes { speaker: Some("Quill".into()), topic: Some("the bridge".into()) };
/// assert_eq!(parse("/quote Quill about the bridge"), Ok(Input::Request(quote)));
/// ```
pub fn parse(line: &str) -> Result<Input, Misuse> {
    let line = line.trim();
    if line.is_empty() {
        return Ok(Input::Nothing);
    }
    if let Some(number) = suggestion(line) {
        return Ok(Input::Suggestion(number));
    }
    let Some(typed) = line.strip_prefix('/') else { return Ok(Input::Request(Request::Ask(Utterance::new(line)))) };
    let (given, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let name = given.to_lowercase();
    match name.as_str() {
        "explain" => return Ok(Input::Explain),
        "quit" | "exit" => return Ok(Input::Quit),
        _ => {}
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Misuse::Unknown { given: given.to_owned(), nearest: nearest(&name, names()) });
    };
    request(command.name, |slot| fill(slot, rest)).map(Input::Request).ok_or(Misuse::Missing { usage: command.usage })
}

fn names() -> impl Iterator<Item = &'static str> {
    COMMANDS.iter().chain(&CONSOLE_COMMANDS).map(|command| command.name)
}

/// A digit alone, with or without a full stop.
fn suggestion(line: &str) -> Option<usize> {
    match line.strip_suffix('.').unwrap_or(line).as_bytes() {
        [digit @ b'1'..=b'9'] => Some(usize::from(digit - b'0')),
        _ => None,
    }
}

/// What a slot holds, in the words after a command: the speaker stands before "about", the topic after it.
fn fill(slot: &str, rest: &str) -> Option<String> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let about = words.iter().position(|word| word.eq_ignore_ascii_case("about"));
    match slot {
        "question" => Some(rest.to_owned()),
        "speaker" => Some(words[..about.unwrap_or(words.len())].join(" ")),
        "topic" => about.map(|at| words[at + 1..].join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parsed = Result<Input, Misuse>;

    const NO_QUESTION: Parsed = Err(Misuse::Missing { usage: "/ask QUESTION" });

    fn quotes(speaker: Option<&str>, topic: Option<&str>) -> Input {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Input::Request(Request::Quotes { speaker: owned(speaker), topic: owned(topic) })
    }

    fn ask(question: &str) -> Input {
        Input::Request(Request::Ask(Utterance::new(question)))
    }

    fn unknown(given: &str, nearest: Option<&'static str>) -> Misuse {
        Misuse::Unknown { given: given.into(), nearest }
    }

    #[test]
    fn lines_mean_what_they_say() {
        for (line, wanted) in [
            ("", Ok(Input::Nothing)),
            (" \t", Ok(Input::Nothing)),
            ("Who is the mayor?", Ok(ask("Who is the mayor?"))),
            ("/ask  Who is  it? ", Ok(ask("Who is  it?"))),
            ("/ASK who", Ok(ask("who"))),
            ("/ask", NO_QUESTION),
            ("/ask \t", NO_QUESTION),
            ("/quote", Ok(quotes(None, None))),
            ("/quote Hester Quill", Ok(quotes(Some("Hester Quill"), None))),
            ("/quote Quill ABOUT the  bridge", Ok(quotes(Some("Quill"), Some("the bridge")))),
            ("/quote about money", Ok(quotes(None, Some("money")))),
            ("/quote Quill about", Ok(quotes(Some("Quill"), None))),
            ("/cities", Ok(Input::Request(Request::Cities))),
            ("/status now", Ok(Input::Request(Request::Status))),
            ("/timeline", Ok(Input::Request(Request::Timeline))),
            ("/people", Ok(Input::Request(Request::People))),
            ("/help", Ok(Input::Request(Request::Help))),
            ("/explain", Ok(Input::Explain)),
            ("/quit", Ok(Input::Quit)),
            ("/exit", Ok(Input::Quit)),
            ("1", Ok(Input::Suggestion(1))),
            ("3.", Ok(Input::Suggestion(3))),
            ("0", Ok(ask("0"))),
            ("12", Ok(ask("12"))),
            ("/citis", Err(unknown("citis", Some("cities")))),
            ("/Timelin x", Err(unknown("Timelin", Some("timeline")))),
            ("/xyzzy", Err(unknown("xyzzy", None))),
            ("/", Err(unknown("", None))),
        ] {
            assert_eq!(parse(line), wanted, "{line:?}");
        }
    }

    #[test]
    fn every_command_can_be_typed_as_its_usage_says() {
        for command in COMMANDS.iter().chain(&CONSOLE_COMMANDS) {
            assert!(command.usage.starts_with(&format!("/{}", command.name)), "{command:?}");
            assert!(parse(command.usage).is_ok(), "{command:?}");
        }
    }

    #[test]
    fn every_shared_command_is_a_request_and_no_other_name_is() {
        for command in COMMANDS {
            let filled = request(command.name, |name| {
                assert!(command.slots.iter().any(|slot| slot.name == name), "{name} is no slot of {command:?}");
                Some("x".into())
            });
            assert!(filled.is_some(), "{command:?}");
        }
        assert_eq!(request("quit", |_| None), None);
    }
}
