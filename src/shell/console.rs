//! The console channel without its terminal: a line in, text out.

use std::fmt::Write as _;

use super::commands::{self, COMMANDS, CONSOLE_COMMANDS, Input, Misuse};
use super::question::PASSED_MAX_CHARS;
use super::wording;
use crate::engine::{Dialogue, Engine, Request, Utterance};
use crate::render::neutral::neutral_line;
use crate::render::text::{self, Look};
use crate::review::fold::head;

/// One user at a terminal.
#[derive(Debug)]
pub struct Console<'a> {
    engine: &'a Engine,
    look: Look,
    dialogue: Dialogue,
    last: Option<Last>,
}

/// The last request: what was asked, the dialogue before it, and the questions that its reply suggests.
#[derive(Debug)]
struct Last {
    request: Request,
    before: Dialogue,
    suggestions: Vec<String>,
}

/// What a line leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// Something to show, perhaps nothing.
    Say(String),
    /// The end.
    Quit,
}

impl<'a> Console<'a> {
    /// A console with an empty dialogue.
    #[must_use]
    pub fn new(engine: &'a Engine, look: Look) -> Self {
        Self { engine, look, dialogue: Dialogue::default(), last: None }
    }

    /// Takes a line.
    pub fn turn(&mut self, line: &str) -> Turn {
        Turn::Say(match commands::parse(head(line, PASSED_MAX_CHARS)) {
            Ok(Input::Nothing) => String::new(),
            Ok(Input::Quit) => return Turn::Quit,
            Ok(Input::Request(request)) => self.perform(request),
            Ok(Input::Suggestion(number)) => self.suggestion(number),
            Ok(Input::Explain) => self.explain(),
            Err(Misuse::Unknown { given, nearest }) => {
                line_of(&wording::unknown_command(&neutral_line(head(&given, 40)), nearest))
            }
            Err(Misuse::Missing { usage }) => line_of(&wording::missing_slot(usage)),
        })
    }

    fn perform(&mut self, request: Request) -> String {
        let reply = self.engine.perform(&request, &self.dialogue);
        let mut shown = text::render(&reply, self.look);
        if request == Request::Help {
            shown.push_str(&table());
        }
        let before = self.dialogue.clone();
        self.dialogue.remember(&reply);
        self.last = Some(Last { request, before, suggestions: reply.suggestions });
        shown
    }

    fn suggestion(&mut self, number: usize) -> String {
        let suggestions = self.last.as_ref().map_or(&[][..], |last| &last.suggestions);
        match suggestions.get(number - 1) {
            Some(question) => {
                let echo = format!("{}{}\n\n", wording::PROMPT, neutral_line(question));
                let request = Request::Ask(Utterance::new(question.clone()));
                echo + &self.perform(request)
            }
            None => line_of(&wording::no_such_suggestion(number, suggestions.len())),
        }
    }

    fn explain(&self) -> String {
        match &self.last {
            None => line_of(wording::NOTHING_TO_EXPLAIN),
            Some(Last { request: Request::Ask(utterance), before, .. }) => {
                steps(&self.engine.explain(utterance, before).1)
            }
            Some(_) => line_of(wording::COMMAND_EXPLAINED),
        }
    }
}

/// The steps of an explanation as text.
#[must_use]
pub fn steps(lines: &[String]) -> String {
    let mut shown = line_of(wording::STEPS);
    for line in lines.iter().flat_map(|line| line.lines()) {
        shown.push_str("  ");
        shown.push_str(&neutral_line(line));
        shown.push('\n');
    }
    shown
}

fn line_of(words: &str) -> String {
    format!("{words}\n")
}

fn table() -> String {
    let all = || COMMANDS.iter().chain(&CONSOLE_COMMANDS);
    let width = all().map(|command| command.usage.len()).max().unwrap_or(0);
    let mut shown = format!("\n{}\n", wording::COMMANDS);
    for command in all() {
        let _ = writeln!(shown, "  {:width$}  {}", command.usage, command.description);
    }
    shown + &line_of(wording::COMMANDS_FOOT)
}
