//! The commands as data, defined once for every channel, and what a line of text asks for.

use crate::config::nearest;
use crate::engine::{Request, Utterance};

/// Most characters of a question or a quotation. Source: as much as the engine looks at, and as much as Discord lets an
/// option have.
pub const TEXT_MAX_CHARS: u16 = 6_000;
/// Most characters of a name or a topic. Source: Discord's limit for the value of a choice.
pub const NAME_MAX_CHARS: u16 = 100;

/// What a slot can be completed with while it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// Who is quoted: [`crate::engine::Engine::complete_speaker`].
    Speaker,
    /// What quotes are about: [`crate::engine::Engine::complete_topic`].
    Topic,
}

/// A slot of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its name.
    pub name: &'static str,
    /// What to put there.
    pub description: &'static str,
    /// Must it be filled?
    pub is_required: bool,
    /// Most characters that it takes.
    pub max_chars: u16,
    /// What it can be completed with.
    pub completion: Option<Completion>,
}

/// Who answers a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answerer {
    /// The engine: [`request`] makes a request of it.
    Engine,
    /// The channel, which knows what it keeps of its users.
    Channel,
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
    /// May the one who asks choose who sees the answer, where others could?
    pub can_be_shared: bool,
    /// Who answers it.
    pub answerer: Answerer,
}

const fn command(name: &'static str, usage: &'static str, description: &'static str) -> Command {
    Command { name, usage, description, slots: &[], can_be_shared: false, answerer: Answerer::Engine }
}

const fn shared(command: Command) -> Command {
    Command { can_be_shared: true, ..command }
}

const fn text(name: &'static str, description: &'static str) -> Slot {
    Slot { name, description, is_required: true, max_chars: TEXT_MAX_CHARS, completion: None }
}

const fn name(name: &'static str, description: &'static str, completion: Completion) -> Slot {
    Slot { name, description, is_required: false, max_chars: NAME_MAX_CHARS, completion: Some(completion) }
}

/// The commands of every channel.
pub const COMMANDS: [Command; 10] = [
    Command {
        slots: &[text("question", "What you want to know")],
        ..shared(command("ask", "/ask QUESTION", "Ask a question about the briefing"))
    },
    Command {
        slots: &[
            name("speaker", "Whose words", Completion::Speaker),
            name("topic", "What they are about", Completion::Topic),
        ],
        ..shared(command("quote", "/quote [NAME] [about TOPIC]", "Show what someone said, word for word"))
    },
    shared(command("cities", "/cities", "Show the places that were hit")),
    shared(command("status", "/status", "Show how the main matter stands")),
    shared(command("timeline", "/timeline", "Show what happened when")),
    shared(command("people", "/people", "Show who is in the briefing")),
    Command {
        slots: &[text("quote", "The words, and who is said to have said them")],
        ..shared(command("verify", "/verify QUOTE", "Check whether a quotation is word for word"))
    },
    shared(command("briefing", "/briefing", "Show what the briefing covers, and what it does not say")),
    command("help", "/help", "Show what the bot can do"),
    Command {
        answerer: Answerer::Channel,
        ..command("privacy", "/privacy", "Show what the bot keeps of what you write")
    },
];

/// The commands of the console alone.
pub const CONSOLE_COMMANDS: [Command; 4] = [
    command("more", "/more", "Show the next page of quotes"),
    command("explain", "/explain", "Show how the last answer came about"),
    command("reload", "/reload", "Read the knowledge again and show what changed"),
    command("quit", "/quit", "End"),
];

/// The request of a command with its slots filled; `None` where a required one is not, where there is no such command,
/// or where the engine is not who answers it.
pub fn request(name: &str, slot: impl Fn(&str) -> Option<String>) -> Option<Request> {
    let slot = |name: &str| slot(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Some(match name {
        "ask" => Request::Ask(Utterance::new(slot("question")?)),
        "quote" => Request::Quotes { speaker: slot("speaker"), topic: slot("topic") },
        "cities" => Request::Cities,
        "status" => Request::Status,
        "timeline" => Request::Timeline,
        "people" => Request::People,
        "verify" => Request::Verify { quote: slot("quote")? },
        "briefing" => Request::Briefing,
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
    /// What is kept of what the user writes.
    Privacy,
    /// The next page of quotes.
    More,
    /// How the last answer came about.
    Explain,
    /// The knowledge read again.
    Reload,
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
        "privacy" => return Ok(Input::Privacy),
        "more" => return Ok(Input::More),
        "explain" => return Ok(Input::Explain),
        "reload" => return Ok(Input::Reload),
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
        "question" | "quote" => Some(rest.to_owned()),
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

    fn verify(quote: &str) -> Input {
        Input::Request(Request::Verify { quote: quote.into() })
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
            ("/verify “It is safe,” said Quill", Ok(verify("“It is safe,” said Quill"))),
            ("/verify about  money ", Ok(verify("about  money"))),
            ("/verify", Err(Misuse::Missing { usage: "/verify QUOTE" })),
            ("/briefing", Ok(Input::Request(Request::Briefing))),
            ("/help", Ok(Input::Request(Request::Help))),
            ("/privacy please", Ok(Input::Privacy)),
            ("/more", Ok(Input::More)),
            ("/explain", Ok(Input::Explain)),
            ("/reload", Ok(Input::Reload)),
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
    fn the_engine_gets_its_commands_and_no_others() {
        for command in COMMANDS {
            let filled = request(command.name, |name| {
                assert!(command.slots.iter().any(|slot| slot.name == name), "{name} is no slot of {command:?}");
                Some("x".into())
            });
            assert_eq!(filled.is_some(), command.answerer == Answerer::Engine, "{command:?}");
        }
        assert_eq!(request("quit", |_| None), None);
    }

    #[test]
    fn the_commands_keep_the_rules_of_discord() {
        // Source: discord-api-docs, developers/interactions/application-commands.mdx.
        let is_name = |name: &str| {
            (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_')
        };
        let is_told = |description: &str| (1..=100).contains(&description.chars().count());
        for command in COMMANDS {
            assert!(is_name(command.name) && is_told(command.description), "{command:?}");
            let required = command.slots.iter().take_while(|slot| slot.is_required).count();
            assert!(command.slots[required..].iter().all(|slot| !slot.is_required), "{command:?}");
            for slot in command.slots {
                assert!(is_name(slot.name) && is_told(slot.description), "{slot:?}");
                assert!((1..=6_000).contains(&slot.max_chars), "{slot:?}");
            }
        }
    }
}
