//! `ask`: one question, or as many as standard input holds.

use std::ffi::OsStr;
use std::path::Path;

use super::cli::{self, Format};
use super::failure::{Exit, Failure};
use super::lines::Lines;
use super::terminal::Terminal;
use super::{Input, batch, console, question, setup, wording};
use crate::engine::{Dialogue, Engine};
use crate::render::{json, text};

/// Bytes of a line that are kept of a question in plain text.
const LINE_MAX_BYTES: usize = 64 * 1024;

/// Answers.
///
/// # Errors
/// Config or knowledge that is refused; a briefing that is not there; a stream that fails.
pub(super) fn run(
    args: &cli::Ask,
    config: Option<&Path>,
    terminal: &mut Terminal,
    input: &mut Input,
) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    let (engine, _) = setup::engine(args.knowledge.as_deref(), &config)?;
    if let Some(id) = &args.briefing {
        setup::require_briefing(engine.library(), id)?;
    }
    warn_of_drafts(&engine, terminal);
    terminal.look.is_titled = args.briefing.is_none() && engine.library().briefings.len() > 1;
    if !args.question.is_empty() {
        let words: Vec<_> = args.question.iter().map(|word| OsStr::to_string_lossy(word)).collect();
        answer(&engine, &words.join(" "), args, terminal)?;
        // The process ends here: taking an engine apart piece by piece would only make the user wait.
        std::mem::forget(engine);
        return Ok(Exit::Done);
    }
    if terminal.is_prompted {
        terminal.tell(wording::TYPE_QUESTIONS);
    }
    if args.format == Format::Jsonl {
        batch::run(&engine, args.briefing.as_deref(), args.explain, input, terminal)?;
    } else {
        each_line(&engine, args, input, terminal)?;
    }
    Ok(Exit::Done)
}

/// Says so where entries have not been reviewed.
fn warn_of_drafts(engine: &Engine, terminal: &mut Terminal) {
    let entries = || engine.library().briefings.iter().flat_map(|briefing| &briefing.entries);
    let n = entries().filter(|entry| entry.is_unreviewed).count();
    if n > 0 {
        terminal.tell(&wording::draft::unreviewed(n, entries().count()));
    }
}

fn each_line(engine: &Engine, args: &cli::Ask, input: &mut Input, terminal: &mut Terminal) -> Result<(), Failure> {
    let mut lines = Lines::new(LINE_MAX_BYTES);
    let mut is_first = true;
    while let Some(line) = lines.read(input)? {
        let line = String::from_utf8_lossy(&line.bytes);
        if line.trim().is_empty() {
            continue;
        }
        if !std::mem::take(&mut is_first) && args.format == Format::Text {
            terminal.say("\n")?;
        }
        answer(engine, &line, args, terminal)?;
        batch::flush_before_waiting(input, terminal)?;
    }
    Ok(())
}

fn answer(engine: &Engine, raw: &str, args: &cli::Ask, terminal: &mut Terminal) -> Result<(), Failure> {
    let utterance = question::utterance(raw, args.briefing.as_deref());
    let answered = question::ask(engine, &utterance, &Dialogue::default(), args.explain);
    let beside = json::Beside { id: None, elapsed_us: answered.elapsed_us, explain: answered.steps.as_deref() };
    match args.format {
        Format::Json => terminal.say(&json::pretty(&answered.reply, beside))?,
        Format::Jsonl => terminal.say(&json::line(&answered.reply, beside))?,
        Format::Text => {
            terminal.say(&text::render(&answered.reply, terminal.look))?;
            if let Some(steps) = &answered.steps {
                terminal.say(&format!("\n{}", console::steps(steps)))?;
            }
            return Ok(());
        }
    }
    terminal.say("\n")?;
    Ok(())
}
