//! `ask --format jsonl` on standard input: a JSON object a line in, one a line out, in order.

use std::borrow::Cow;
use std::io;

use serde::de::IgnoredAny;

use super::failure::Failure;
use super::lines::{Line, Lines};
use super::terminal::Terminal;
use super::wording::line as wording;
use super::{Input, question};
use crate::engine::Engine;
use crate::render::json::{self, BadLine};
use crate::review::fold::head;
use crate::review::golden::{CONTEXT_MAX_TURNS, replay};

/// Bytes of a line; longer ones are refused, so that a stream without line breaks cannot fill the memory.
const LINE_MAX_BYTES: usize = 16 * 1024 * 1024;

/// Answers every line.
pub(super) fn run(
    engine: &Engine,
    briefing: Option<&str>,
    is_explained: bool,
    input: &mut Input,
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let mut lines = Lines::new(LINE_MAX_BYTES);
    while let Some(line) = lines.read(input)? {
        let text = String::from_utf8_lossy(&line.bytes);
        if text.trim().is_empty() && !line.is_cut {
            continue;
        }
        let written = match read(&line, &text) {
            Ok(row) => {
                let dialogue = replay(engine, briefing, &row.context);
                let utterance = question::utterance(&row.q, briefing);
                let answered = question::ask(engine, &utterance, &dialogue, is_explained);
                let beside =
                    json::Beside { id: row.id, elapsed_us: answered.elapsed_us, explain: answered.steps.as_deref() };
                json::line(&answered.reply, beside)
            }
            Err(Bad { id, code, message }) => {
                json::bad_line(id, &BadLine { code, message: message.into_owned(), line: lines.number() })
            }
        };
        terminal.say(&written)?;
        terminal.say("\n")?;
        flush_before_waiting(input, terminal)?;
    }
    Ok(())
}

/// Lets answers out before the next line has to be waited for; while whole lines are at hand, they are gathered.
pub(super) fn flush_before_waiting(input: &Input, terminal: &mut Terminal) -> io::Result<()> {
    if input.buffer().contains(&b'\n') { Ok(()) } else { terminal.flush() }
}

/// A question of the input.
#[derive(Debug, PartialEq, Eq)]
struct Row<'a> {
    /// As it was written, JSON.
    id: Option<&'a str>,
    q: String,
    context: Vec<String>,
}

/// A line that holds none.
#[derive(Debug, PartialEq, Eq)]
struct Bad<'a> {
    id: Option<&'a str>,
    code: &'static str,
    message: Cow<'static, str>,
}

fn read<'a>(line: &Line, text: &'a str) -> Result<Row<'a>, Bad<'a>> {
    if line.is_cut {
        return Err(Bad { id: None, code: "line_too_long", message: wording::TOO_LONG.into() });
    }
    let fields = Fields::read(text);
    if std::str::from_utf8(&line.bytes).is_err() {
        let id = fields.ok().and_then(|fields| fields.id);
        return Err(Bad { id, code: "invalid_utf8", message: wording::NOT_UTF8.into() });
    }
    let Fields { id, q, context } = fields?;
    let bad = |code, message: &'static str| Bad { id, code, message: message.into() };
    let q = q.ok_or_else(|| bad("missing_q", wording::NO_Q))?;
    let q: String = serde_json::from_str(q).map_err(|_| bad("invalid_q", wording::BAD_Q))?;
    let context: Option<Vec<String>> =
        context.map_or(Ok(None), serde_json::from_str).map_err(|_| bad("invalid_context", wording::BAD_CONTEXT))?;
    let mut context = context.unwrap_or_default();
    context.drain(..context.len().saturating_sub(CONTEXT_MAX_TURNS));
    for earlier in &mut context {
        earlier.truncate(head(earlier, question::PASSED_MAX_CHARS).len());
    }
    Ok(Row { id, q, context })
}

/// The values of an object that matter, each as it was written, so that an id is echoed as it came.
#[derive(Debug, Default)]
struct Fields<'a> {
    id: Option<&'a str>,
    q: Option<&'a str>,
    context: Option<&'a str>,
}

impl<'a> Fields<'a> {
    fn read(text: &'a str) -> Result<Self, Bad<'a>> {
        let bad = |code, message| Bad { id: None, code, message };
        if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
            return Err(bad("invalid_json", wording::not_json(&error).into()));
        }
        let not_an_object = || bad("not_an_object", wording::NOT_AN_OBJECT.into());
        let mut rest = text.trim_start().strip_prefix('{').ok_or_else(not_an_object)?;
        let mut fields = Self::default();
        // The text is valid JSON, so keys and values alternate until the brace closes.
        while let Some(key) = value(&mut rest) {
            rest = rest.trim_start().strip_prefix(':').unwrap_or(rest);
            let Some(held) = value(&mut rest) else { break };
            rest = rest.trim_start().strip_prefix(',').unwrap_or(rest);
            match serde_json::from_str::<Cow<'_, str>>(key).as_deref() {
                Ok("id") => fields.id = Some(held),
                Ok("q") => fields.q = Some(held),
                Ok("context") => fields.context = Some(held),
                _ => {}
            }
        }
        Ok(fields)
    }
}

/// Takes the JSON value at the beginning of a text, as it was written.
fn value<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let text = rest.trim_start();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let (held, after) = text.split_at(values.byte_offset());
    *rest = after;
    Some(held)
}

#[cfg(test)]
mod tests;
