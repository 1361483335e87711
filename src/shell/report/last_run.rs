//! The golden answers of a run, kept in the page itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::knowledge::golden::Golden;
use crate::render::report::{Change, LAST_RUN_CLOSES, LAST_RUN_OPENS};
use crate::review::golden::Judged;
use crate::review::judge::Verdict;

/// The form of the JSON; another one is not read.
const VERSION: u32 = 1;

/// Golden answers by briefing and question.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LastRun {
    version: u32,
    golden: BTreeMap<String, BTreeMap<String, Said>>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    is_right: bool,
    text: String,
    cited: Vec<String>,
}

impl Default for LastRun {
    fn default() -> Self {
        Self { version: VERSION, golden: BTreeMap::new() }
    }
}

impl LastRun {
    /// What a page holds; nothing where that is of another version or was edited.
    pub(super) fn of_page(page: &str) -> Option<Self> {
        // The last one: text before it is escaped, but an old page may have been edited.
        let (_, rest) = page.rsplit_once(LAST_RUN_OPENS)?;
        let (json, _) = rest.split_once(LAST_RUN_CLOSES)?;
        serde_json::from_str::<Self>(json).ok().filter(|run| run.version == VERSION)
    }

    /// Takes an answer in, and tells what became of it since the earlier run.
    pub(super) fn take(&mut self, before: Option<&Self>, briefing: &str, judged: &Judged<'_>) -> Change {
        let is_right = judged.verdict == Verdict::Right;
        let said = Said { is_right, text: judged.text.clone(), cited: judged.cited.clone() };
        let change = before.map_or(Change::None, |before| match before.said(briefing, judged.row.id) {
            None => Change::Added,
            Some(old) if *old == said => Change::None,
            Some(old) => match (old.is_right, is_right) {
                (false, true) => Change::Mended,
                (true, false) => Change::Broken,
                _ => Change::Reworded,
            },
        });
        self.golden.entry(briefing.to_owned()).or_default().insert(judged.row.id.to_owned(), said);
        change
    }

    /// How many questions of this run are no longer asked.
    pub(super) fn n_gone(&self, briefing: &str, golden: &[Golden]) -> usize {
        let Some(old) = self.golden.get(briefing) else { return 0 };
        old.keys().filter(|id| !golden.iter().any(|question| question.id == **id)).count()
    }

    fn said(&self, briefing: &str, question: &str) -> Option<&Said> {
        self.golden.get(briefing)?.get(question)
    }
}
