//! The example questions, asked on all processors.

use super::super::progress::Progress;
use super::super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::knowledge::model::{Briefing, Entry};
use crate::knowledge::places::{Curated, Places};
use crate::parallel::in_parallel;
use crate::review::questions::{self, At, Verdict};

/// Questions that a processor takes at a time.
pub(super) const BATCH: usize = 64;
/// Questions after which it is told how far the check is.
const WAVE: usize = 64 * BATCH;

/// What was checked.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) entries: usize,
    pub(super) citations: usize,
    pub(super) questions: usize,
    pub(super) matched: usize,
}

/// A question and where it stands.
#[derive(Clone, Copy)]
struct Ask<'a> {
    briefing: &'a Briefing,
    places: Option<&'a Places>,
    entry: &'a Entry,
    /// Number of the entry in its briefing.
    at: usize,
    /// Number of the question on its entry.
    n: usize,
}

impl<'a> Ask<'a> {
    fn question(&self) -> &'a str {
        &self.entry.asks[self.n]
    }

    fn place(&self) -> At {
        let places = self.places.and_then(|places| Some((places, places.entries.get(self.at)?.asks.get(self.n)?)));
        match places {
            Some((places, span)) => At::Place(places.place(span)),
            None => At::Path(self.briefing.id.to_string()),
        }
    }

    fn finding(&self, verdict: &Verdict) -> Option<Diagnostic> {
        let finding = questions::diagnostic(verdict, &self.entry.id, self.question(), self.place())?;
        let is_allowed = self.places.is_some_and(|places| places.is_allowed(finding.code, &self.entry.id));
        (!is_allowed).then_some(finding)
    }
}

/// Asks every `ask` line of every entry.
pub(super) fn asks(engine: &Engine, curated: &[Curated], terminal: &mut Terminal) -> (Vec<Diagnostic>, Counts) {
    let mut counts = Counts::default();
    let mut asks = Vec::new();
    for briefing in &engine.library().briefings {
        let nth = curated.binary_search_by(|one| one.briefing.id.cmp(&briefing.id));
        let places = nth.ok().map(|nth| &curated[nth].places);
        for (at, entry) in briefing.entries.iter().enumerate() {
            counts.entries += 1;
            counts.citations += entry.citations.len();
            asks.extend((0..entry.asks.len()).map(|n| Ask { briefing, places, entry, at, n }));
        }
    }
    counts.questions = asks.len();
    let mut found = Vec::new();
    let mut progress = Progress::new(asks.len());
    let examine = |ask: &Ask<'_>| questions::examine(engine, ask.briefing, ask.entry, ask.question());
    for wave in asks.chunks(WAVE) {
        let batches: Vec<&[Ask<'_>]> = wave.chunks(BATCH).collect();
        let verdicts = in_parallel(&batches, |batch| batch.iter().map(examine).collect::<Vec<Verdict>>());
        for (ask, verdict) in wave.iter().zip(verdicts.iter().flatten()) {
            counts.matched += usize::from(*verdict == Verdict::Matched);
            found.extend(ask.finding(verdict));
            progress.step(&ask.briefing.id, terminal);
        }
    }
    (found, counts)
}
