//! `check`: is the knowledge sound, and do its questions find their answers?

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::path::Path;

use super::failure::{Exit, Failure};
use super::progress::Progress;
use super::setup::{self, Origin};
use super::terminal::Terminal;
use super::{cli, coverage, eval, files, wording};
use crate::diagnostic::{Diagnostic, Severity, catalogue, clip};
use crate::engine::Engine;
use crate::knowledge::library::Library;
use crate::knowledge::lint;
use crate::knowledge::places::{Curated, Places};
use crate::render::neutral::neutral;
use crate::review::coverage::Coverage;
use crate::review::golden::{Examiner, Tally};
use crate::review::questions::{self, At, Verdict};
use crate::review::uncovered;

/// Characters of a note.
const NOTE_MAX_CHARS: usize = 400;

/// What was checked.
#[derive(Debug, Default)]
struct Counts {
    entries: usize,
    citations: usize,
    questions: usize,
    matched: usize,
}

/// Checks; wanting where there is an error, or a golden answer cites what is in no article.
///
/// # Errors
/// A folder that is not there; a config that is refused; a stream that fails.
pub(super) fn run(args: &cli::Check, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(id) = &args.explain {
        return explain(id, terminal);
    }
    let config = setup::config(config)?;
    let origin = setup::origin(args.dir.as_deref(), &config);
    let library = match setup::library(&origin) {
        Ok(library) => library,
        Err(Failure::Refused(found)) => {
            terminal.draw_out(&found)?;
            return Ok(Exit::Wanting);
        }
        Err(other) => return Err(other),
    };
    let curated = curated(&origin)?;
    let engine = Engine::new(library);
    let mut lints: Vec<Diagnostic> = Vec::new();
    for one in &curated {
        lints.extend(lint::all(one, args.release));
        lints.extend(uncovered::findings(one, &Coverage::of(&one.briefing), args.min_coverage));
    }
    let mut progress = Progress::new(n_questions(engine.library()));
    let (mut found, counts) = ask_lines(&engine, &curated, &mut progress, terminal);
    found.extend(lints);
    found.sort_by_key(|finding| Reverse(finding.severity));
    let golden = golden(&engine, &curated)?;
    // Notes are many and none must be mended: a line each.
    let n_drawn = found.partition_point(|finding| finding.severity > Severity::Info);
    for note in &found[n_drawn..] {
        terminal.say(&format!("{}\n", clip(&neutral(&note.to_string()), NOTE_MAX_CHARS)))?;
    }
    if n_drawn > 0 {
        terminal.draw_out(&found[..n_drawn])?;
    }
    if args.coverage {
        for briefing in &engine.library().briefings {
            terminal.say(&coverage::text(briefing, &Coverage::of(briefing)))?;
        }
    }
    terminal.say(&summary(&origin, engine.library(), &counts, &golden))?;
    if n_drawn == 0 {
        terminal.say(&format!("{}\n", wording::CHECK_CLEAN))?;
    }
    let worst = if args.deny.is_some() { Severity::Warning } else { Severity::Error };
    let is_sound = !found.iter().any(|finding| finding.severity >= worst) && golden.fabricated == 0;
    Ok(if is_sound { Exit::Done } else { Exit::Wanting })
}

/// Tells what a finding is about.
fn explain(id: &str, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let Some(lint) = catalogue::find(id) else {
        return Err(Failure::Usage(wording::no_such_lint(id)));
    };
    terminal.say(&wording::explained(lint))?;
    Ok(Exit::Done)
}

/// The briefings of a folder with the places of their parts; none for the built-in copy.
fn curated(origin: &Origin) -> Result<Vec<Curated>, Failure> {
    match origin {
        Origin::Dir(dir) => files::read_curated(dir).map_err(Failure::Refused),
        Origin::BuiltIn => Ok(Vec::new()),
    }
}

fn n_questions(library: &Library) -> usize {
    library.briefings.iter().flat_map(|briefing| &briefing.entries).map(|entry| entry.asks.len()).sum()
}

/// Asks every `ask` line of every entry.
fn ask_lines(
    engine: &Engine,
    curated: &[Curated],
    progress: &mut Progress,
    terminal: &mut Terminal,
) -> (Vec<Diagnostic>, Counts) {
    let mut found = Vec::new();
    let mut counts = Counts::default();
    for briefing in &engine.library().briefings {
        let places = curated.iter().find(|one| one.briefing.id == briefing.id).map(|one| &one.places);
        for (at, entry) in briefing.entries.iter().enumerate() {
            counts.entries += 1;
            counts.citations += entry.citations.len();
            for (n, question) in entry.asks.iter().enumerate() {
                let verdict = questions::examine(engine, briefing, entry, question);
                counts.questions += 1;
                counts.matched += usize::from(verdict == Verdict::Matched);
                let at = place(places, at, n).unwrap_or_else(|| At::Path(briefing.id.to_string()));
                let finding = questions::diagnostic(&verdict, &entry.id, question, at);
                let is_allowed = |code: &str| places.is_some_and(|places| places.is_allowed(code, &entry.id));
                found.extend(finding.filter(|finding| !is_allowed(finding.code)));
                progress.step(&briefing.id, terminal);
            }
        }
    }
    (found, counts)
}

fn place(places: Option<&Places>, entry: usize, ask: usize) -> Option<At> {
    let places = places?;
    let span = places.entries.get(entry)?.asks.get(ask)?;
    Some(At::Place(places.place(span)))
}

/// Asks the golden questions of each briefing.
fn golden(engine: &Engine, curated: &[Curated]) -> Result<Tally, Failure> {
    let mut tally = Tally::default();
    for one in curated {
        let Some(dir) = Path::new(&one.places.toml.path).parent() else { continue };
        let examiner = Examiner::new(engine, Some(&one.briefing.id));
        for question in &files::read_golden(dir).map_err(Failure::Refused)? {
            tally.add(&examiner.examine(eval::row(question)));
        }
    }
    Ok(tally)
}

fn summary(origin: &Origin, library: &Library, counts: &Counts, golden: &Tally) -> String {
    let count = wording::count;
    let mut text = format!(
        "Checked {}: {}, {}, {}; {} of {} find their entry.\n",
        origin.name(),
        count(library.briefings.len(), "briefing", "briefings"),
        count(counts.entries, "entry", "entries"),
        count(counts.citations, "citation", "citations"),
        counts.matched,
        count(counts.questions, "example question", "example questions"),
    );
    if golden.n() > 0 {
        let _ = writeln!(text, "Golden questions: {}", eval::rate(golden).trim_start());
    }
    text
}
