//! The process's output streams: data on one, words on the other.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};

use super::failure::{Exit, Failure};
use super::wording;
use crate::diagnostic::Diagnostic;
use crate::render::diagnostic::diagnostics;
use crate::render::neutral::neutral;
use crate::render::text::Look;

/// Columns where they cannot be told.
const DEFAULT_WIDTH: usize = 80;
/// Most columns that lines of text fill; longer ones are hard to read.
const MAX_WIDTH: usize = 100;

/// Standard output for data and standard error for words.
pub struct Terminal {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// How replies are laid out on standard output.
    pub look: Look,
    /// Do diagnostics on standard error bear colours?
    is_err_styled: bool,
    /// Are both standard input and standard error a terminal, so that a prompt reaches someone?
    pub is_prompted: bool,
}

impl Terminal {
    /// The streams of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let is_out_styled = AutoStream::choice(&out) != ColorChoice::Never;
        let is_err_styled = AutoStream::choice(&err) != ColorChoice::Never;
        let width = width(std::env::var("COLUMNS").ok().as_deref(), out.is_terminal().then(textwrap::termwidth));
        let is_prompted = io::stdin().is_terminal() && err.is_terminal();
        Self {
            look: Look { width, is_styled: is_out_styled, is_titled: false },
            out: Box::new(BufWriter::new(stream(out, is_out_styled))),
            err: Box::new(stream(err, is_err_styled)),
            is_err_styled,
            is_prompted,
        }
    }

    /// Writes data.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Lets written data out.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes words, a line or more. That nobody can read them is no reason to stop.
    pub fn tell(&mut self, words: &str) {
        let _ = writeln!(self.err, "{}", neutral(words));
        let _ = self.err.flush();
    }

    /// Shows the prompt, where someone sees it.
    pub fn prompt(&mut self) {
        if self.is_prompted {
            let _ = write!(self.err, "{}", wording::PROMPT);
            let _ = self.err.flush();
        }
    }

    /// Leaves the line of a prompt that nothing was typed at.
    pub fn end_prompt(&mut self) {
        if self.is_prompted {
            self.tell("");
        }
    }

    /// Draws diagnostics among the words, with their number at the end.
    pub fn draw(&mut self, found: &[Diagnostic]) {
        let _ = write!(self.err, "{}", diagnostics(found, self.is_err_styled));
        let _ = self.err.flush();
    }

    /// Draws diagnostics as data, with their number at the end.
    ///
    /// # Errors
    /// Those of standard output.
    pub fn draw_out(&mut self, found: &[Diagnostic]) -> io::Result<()> {
        let text = diagnostics(found, self.look.is_styled);
        self.say(&text)
    }

    /// Tells what ended a command early, and how the process ends with it. A reader that went away is no failure.
    pub fn report(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::Stream(error) if error.kind() == io::ErrorKind::BrokenPipe => return Exit::Done,
            Failure::Stream(error) => self.tell(&wording::stream(error)),
            Failure::Refused(found) => self.draw(found),
            Failure::Usage(message) => self.tell(&wording::error(message)),
        }
        // What was written before the failure still counts; where it cannot go out, the failure stands.
        let _ = self.out.flush();
        Exit::Unusable
    }
}

/// A stream that passes styles on as they are, or (on old Windows consoles) translates them. Without styles there is
/// nothing to take out, and data must stay as it is.
fn stream<S: anstream::stream::RawStream>(raw: S, is_styled: bool) -> AutoStream<S> {
    AutoStream::new(raw, if is_styled { ColorChoice::Auto } else { ColorChoice::AlwaysAnsi })
}

/// Columns to fill: what the user set, else the terminal's, else the default; never more than reads well.
fn width(columns: Option<&str>, terminal: Option<usize>) -> usize {
    let set = columns.and_then(|columns| columns.trim().parse().ok()).filter(|&columns: &usize| columns > 0);
    set.or(terminal).unwrap_or(DEFAULT_WIDTH).clamp(Look::MIN_WIDTH, MAX_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_is_the_users_then_the_terminals_and_never_silly() {
        for (columns, terminal, wanted) in [
            (None, None, 80),
            (None, Some(72), 72),
            (None, Some(300), 100),
            (Some("60"), Some(120), 60),
            (Some("1000"), None, 100),
            (Some("1"), None, 20),
            (Some("0"), Some(90), 90),
            (Some("wide"), None, 80),
            (Some(""), None, 80),
        ] {
            assert_eq!(width(columns, terminal), wanted, "{columns:?} {terminal:?}");
        }
    }
}
