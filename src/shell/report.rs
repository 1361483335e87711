//! `report`: a page for the editor, with what changed since the page that stood there before.

mod last_run;
mod unanswered;

use std::fs;
use std::io;
use std::path::Path;

use super::failure::{Exit, Failure};
use super::progress::Progress;
use super::setup::{self, Origin};
use super::terminal::Terminal;
use super::wording::{self, report as words};
use super::{cli, eval, files};
use crate::engine::Engine;
use crate::knowledge::golden::Golden;
use crate::knowledge::model::Briefing;
use crate::knowledge::places::Curated;
use crate::render::report::{Answer, MARKER, Page, Section, page};
use crate::review::coverage::{self, Coverage, Share};
use crate::review::golden::Examiner;
use crate::review::judge;
use crate::review::questions::Verdict;
use last_run::LastRun;

/// Writes the page.
///
/// # Errors
/// Knowledge, golden questions or unanswered questions that are refused; a file that is no report, without `--force`; a
/// file that cannot be written.
pub(super) fn run(args: &cli::Report, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let before = earlier(&args.output, args.force)?;
    let listed = args.unanswered.as_deref().map(unanswered::read).transpose()?;
    let origin = Origin::Dir(args.dir.clone());
    let engine = Engine::new(setup::library(&origin)?);
    let curated = files::read_curated(&args.dir).map_err(Failure::Refused)?;
    let unanswered = match listed {
        None if args.store => {
            let ids: Vec<&str> = curated.iter().map(|one| &*one.briefing.id).collect();
            Some(unanswered::of_store(&setup::config(config)?, &ids)?)
        }
        listed => listed,
    };
    let golden = curated.iter().map(golden).collect::<Result<Vec<_>, _>>()?;
    let n_asks = |briefing: &Briefing| briefing.entries.iter().map(|entry| entry.asks.len()).sum::<usize>();
    let n = curated.iter().zip(&golden).map(|(one, golden)| n_asks(&one.briefing) + golden.len()).sum();
    let mut progress = Progress::new(n);
    let mut now = LastRun::default();
    let sections = curated.iter().zip(&golden).map(|(one, golden)| {
        let briefing = &one.briefing;
        section(&engine, briefing, golden, before.as_ref(), &mut now, &mut || progress.step(&briefing.id, terminal))
    });
    let sections = sections.collect();
    let last_run = serde_json::to_string(&now).unwrap_or_default();
    let text = page(&Page { sections, unanswered, last_run, is_compared: before.is_some() });
    write(&args.output, &text)?;
    terminal.say(&words::written(&args.output.display().to_string(), curated.len()))?;
    Ok(Exit::Done)
}

fn golden(one: &Curated) -> Result<Vec<Golden>, Failure> {
    let dir = Path::new(&one.places.toml.path).parent().unwrap_or(Path::new("."));
    files::read_golden(dir).map_err(Failure::Refused)
}

/// What the page that stands in the file says of its answers; nothing where there is none.
fn earlier(path: &Path, is_forced: bool) -> Result<Option<LastRun>, Failure> {
    let name = path.display().to_string();
    match fs::read(path) {
        Ok(bytes) if bytes.starts_with(MARKER.as_bytes()) => Ok(LastRun::of_page(&String::from_utf8_lossy(&bytes))),
        Ok(_) if is_forced => Ok(None),
        Ok(_) => Err(Failure::Usage(words::no_report(&name))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::Usage(wording::unreadable(&name, &error))),
    }
}

/// Writes beside the file and renames, so that no half page takes the place of a whole one.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
        Failure::Usage(words::unwritable(&path.display().to_string(), &error))
    })
}

fn section<'a>(
    engine: &Engine,
    briefing: &'a Briefing,
    golden: &'a [Golden],
    before: Option<&LastRun>,
    now: &mut LastRun,
    step: &mut impl FnMut(),
) -> Section<'a> {
    let coverage = Coverage::of(briefing);
    let mut lost = Vec::new();
    let mut asked = Share::default();
    for one in coverage::questions(engine, briefing) {
        asked = asked.plus(Share { covered: usize::from(one.verdict == Verdict::Matched), total: 1 });
        match one.verdict {
            Verdict::Matched => {}
            Verdict::Unmatched { .. } => lost.push((one.entry, one.n, words::UNMATCHED.to_owned())),
            Verdict::Hijacked { by, .. } => lost.push((one.entry, one.n, words::hijacked(&by))),
            Verdict::Contradicted { by, .. } => lost.push((one.entry, one.n, words::contradicted(&by))),
        }
        step();
    }
    let examiner = Examiner::new(engine, Some(&briefing.id));
    let mut answers = Vec::with_capacity(golden.len());
    for question in golden {
        let judged = examiner.examine(eval::row(question));
        let is_right = judged.verdict == judge::Verdict::Right;
        let change = now.take(before, &briefing.id, &judged);
        answers.push(Answer {
            golden: question,
            is_right,
            why: judged.why,
            text: judged.text,
            cited: judged.cited,
            change,
        });
        step();
    }
    let right = Share::count(answers.iter().map(|one| one.is_right));
    let total = |what: &'static str, share: Share| (what, share.covered, share.total);
    let totals = [
        total(words::SENTENCES, coverage.sentences()),
        total(words::WORDS, coverage.words()),
        total(words::QUOTES, coverage.quotes()),
        total(words::QUESTIONS, asked),
        total(words::GOLDEN, right),
    ];
    Section {
        briefing,
        totals: totals.into_iter().filter(|(_, _, all)| *all > 0).collect(),
        uncited: coverage.uncited().map(|one| one.at.span.clone()).collect(),
        unheld: coverage.unheld().map(|one| one.at.span.clone()).collect(),
        missed: coverage.details.iter().map(|one| one.at.span.clone()).collect(),
        unasked: coverage.unasked.clone(),
        lost,
        n_gone: before.map_or(0, |before| before.n_gone(&briefing.id, golden)),
        answers,
    }
}
