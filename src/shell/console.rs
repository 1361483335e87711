//! The console channel without its terminal: a line in, text out.

use std::fmt::Write as _;

use super::app::App;
use super::commands::{self, COMMANDS, CONSOLE_COMMANDS, Input, Misuse};
use super::question::PASSED_MAX_CHARS;
use super::reload::{self, By, Outcome, Report};
use super::{sheet, wording};
use crate::answer::reply::Reply;
use crate::engine::{Dialogue, Request, Utterance};
use crate::render::neutral::neutral_line;
use crate::render::text::{self, Look};
use crate::review::fold::head;

/// One user at a terminal.
#[derive(Debug)]
pub struct Console<'a> {
    app: &'a App,
    look: Look,
    dialogue: Dialogue,
    last: Option<Last>,
}

/// The last request: what was asked, the dialogue before it, the questions that its reply suggests, and the page of
/// quotes that follows it, from 0.
#[derive(Debug)]
struct Last {
    request: Request,
    before: Dialogue,
    suggestions: Vec<String>,
    next_page: Option<usize>,
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
    pub fn new(app: &'a App, look: Look) -> Self {
        Self { app, look, dialogue: Dialogue::default(), last: None }
    }

    /// Takes a line.
    pub fn turn(&mut self, line: &str) -> Turn {
        Turn::Say(match commands::parse(head(line, PASSED_MAX_CHARS)) {
            Ok(Input::Nothing) => String::new(),
            Ok(Input::Quit) => return Turn::Quit,
            Ok(Input::Request(request)) => self.perform(request),
            Ok(Input::Suggestion(number)) => self.suggestion(number),
            Ok(Input::Privacy) => line_of(wording::PRIVACY),
            Ok(Input::More) => self.more(),
            Ok(Input::Explain) => self.explain(),
            Ok(Input::Reload) => self.reload(),
            Err(Misuse::Unknown { given, nearest }) => {
                line_of(&wording::unknown_command(&neutral_line(head(&given, 40)), nearest))
            }
            Err(Misuse::Missing { usage }) => line_of(&wording::missing_slot(usage)),
        })
    }

    fn perform(&mut self, request: Request) -> String {
        if let Request::Quotes { speaker, topic } = request {
            return self.quotes(speaker, topic, 0);
        }
        let reply = self.app.knowledge().engine.perform(&request, &self.dialogue);
        let mut shown = text::render(&reply, self.look);
        if request == Request::Help {
            shown.push_str(&table());
        }
        self.remember(request, reply, None);
        shown
    }

    fn quotes(&mut self, speaker: Option<String>, topic: Option<String>, page: usize) -> String {
        let (reply, pages) = self.app.knowledge().engine.quotes(speaker.as_deref(), topic.as_deref(), page);
        let mut shown = text::render(&reply, self.look);
        if let Some(next) = pages.next() {
            shown.push('\n');
            shown.push_str(&line_of(&wording::more_quotes(next + 1, pages.n_pages)));
        }
        self.remember(Request::Quotes { speaker, topic }, reply, pages.next());
        shown
    }

    fn remember(&mut self, request: Request, reply: Reply, next_page: Option<usize>) {
        let before = self.dialogue.clone();
        self.dialogue.remember(&reply);
        self.last = Some(Last { request, before, suggestions: reply.suggestions, next_page });
    }

    fn more(&mut self) -> String {
        match &self.last {
            Some(Last { request: Request::Quotes { speaker, topic }, next_page: Some(page), .. }) => {
                self.quotes(speaker.clone(), topic.clone(), *page)
            }
            _ => line_of(wording::NO_MORE_QUOTES),
        }
    }

    fn reload(&mut self) -> String {
        let report = reload::reload(self.app, By::Console);
        self.heed(&report)
    }

    /// Takes notice of a reload, and gives its report as text.
    pub fn heed(&mut self, report: &Report) -> String {
        if matches!(report.outcome, Outcome::Swapped { .. }) {
            // The new knowledge did not give the last answer, and cannot explain it.
            self.last = None;
            self.look.is_titled = self.app.knowledge().engine.library().briefings.len() > 1;
        }
        sheet::text(&reload::sheet::sheet(report))
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
                steps(&self.app.knowledge().engine.explain(utterance, before).1)
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
