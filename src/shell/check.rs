//! `check`: is the knowledge sound, and do its questions find their answers?

mod asked;
mod fix;
mod json;
mod said;

use std::cmp::Reverse;
use std::path::Path;

use super::failure::{Exit, Failure};
use super::setup::{self, Origin};
use super::terminal::Terminal;
use super::{cli, eval, files, wording};
use crate::diagnostic::{Diagnostic, Severity, catalogue};
use crate::engine::Engine;
use crate::knowledge::golden::Golden;
use crate::knowledge::lint;
use crate::knowledge::places::Curated;
use crate::parallel::in_parallel;
use crate::review::coverage::Coverage;
use crate::review::golden::{Examiner, Tally};
use crate::review::uncovered;
use asked::Counts;

/// What stands in files that cannot be read at all.
const UNREADABLE: [&str; 2] = ["K006", "K007"];

/// What came of a check.
struct Checked {
    /// `None` where the knowledge is refused.
    loaded: Option<Loaded>,
    /// The worst first.
    found: Vec<Diagnostic>,
    counts: Counts,
    golden: Tally,
}

/// Knowledge that can be answered from.
struct Loaded {
    engine: Engine,
    /// In the order of the library; none for the built-in copy.
    curated: Vec<Curated>,
    /// In the order of the library.
    coverage: Vec<Coverage>,
}

/// Checks; wanting where there is an error, or a golden answer cites what is in no article.
///
/// # Errors
/// A folder that is not there; a config that is refused; a file that cannot be mended; a stream that fails.
pub(super) fn run(args: &cli::Check, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if let Some(id) = &args.explain {
        return explain(id, terminal);
    }
    let config = setup::config(config)?;
    let origin = setup::origin(args.dir.as_deref(), &config);
    let mut checked = check(&origin, args, terminal)?;
    if args.fix {
        if args.dry_run {
            fix::show(&checked.found, terminal)?;
            return Ok(exit(&checked, args));
        }
        checked = fix::mend(checked, terminal, |terminal| check(&origin, args, terminal))?;
    }
    said::say(&checked, &origin, args, terminal)?;
    Ok(exit(&checked, args))
}

fn exit(checked: &Checked, args: &cli::Check) -> Exit {
    let worst = if args.deny.is_some() { Severity::Warning } else { Severity::Error };
    if checked.found.iter().any(|finding| UNREADABLE.contains(&finding.code)) {
        Exit::Unusable
    } else if checked.found.iter().any(|finding| finding.severity >= worst) || checked.golden.fabricated > 0 {
        Exit::Wanting
    } else {
        Exit::Done
    }
}

/// Tells what a finding is about.
fn explain(id: &str, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if id.eq_ignore_ascii_case("all") {
        terminal.say(&catalogue::LINTS.iter().map(wording::check::listed).collect::<String>())?;
        return Ok(Exit::Done);
    }
    let Some(lint) = catalogue::find(id) else {
        return Err(Failure::Usage(wording::no_such_lint(id)));
    };
    terminal.say(&wording::explained(lint))?;
    Ok(Exit::Done)
}

fn check(origin: &Origin, args: &cli::Check, terminal: &mut Terminal) -> Result<Checked, Failure> {
    let (library, curated) = match origin {
        Origin::BuiltIn => (files::built_in(), Vec::new()),
        Origin::Dir(dir) if !dir.exists() => return Err(Failure::Usage(wording::no_such_folder(&origin.name()))),
        Origin::Dir(dir) => match files::read_checked(dir) {
            Ok(read) => read,
            Err(mut found) => {
                found.sort_by_key(|finding| Reverse(finding.severity));
                return Ok(Checked { loaded: None, found, counts: Counts::default(), golden: Tally::default() });
            }
        },
    };
    let engine = Engine::new(library);
    let coverage: Vec<Coverage> = in_parallel(&engine.library().briefings, |one| Coverage::of(one));
    let (mut found, counts) = asked::asks(&engine, &curated, terminal);
    let pairs: Vec<(&Curated, &Coverage)> = curated.iter().zip(&coverage).collect();
    let lints = in_parallel(&pairs, |(one, coverage)| {
        let mut found = lint::all(one, args.release);
        found.extend(uncovered::findings(one, coverage, args.min_coverage));
        found
    });
    found.extend(lints.into_iter().flatten());
    let golden = golden(&engine, &curated, &mut found);
    found.sort_by_key(|finding| Reverse(finding.severity));
    Ok(Checked { loaded: Some(Loaded { engine, curated, coverage }), found, counts, golden })
}

/// Asks the golden questions of each briefing; those that cannot be read are findings.
fn golden(engine: &Engine, curated: &[Curated], found: &mut Vec<Diagnostic>) -> Tally {
    let mut tally = Tally::default();
    for one in curated {
        let Some(dir) = Path::new(&one.places.toml.path).parent() else { continue };
        match files::read_golden(dir) {
            Ok(questions) => {
                let batches: Vec<&[Golden]> = questions.chunks(asked::BATCH).collect();
                let judged = in_parallel(&batches, |batch| {
                    let examiner = Examiner::new(engine, Some(&one.briefing.id));
                    batch.iter().map(|question| examiner.examine(eval::row(question))).collect::<Vec<_>>()
                });
                judged.iter().flatten().for_each(|judged| tally.add(judged));
            }
            Err(problems) => found.extend(problems),
        }
    }
    tally
}
