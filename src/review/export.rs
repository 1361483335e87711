//! Questions asked in vain, as files that an editor goes on with: a table, golden questions, entries for gaps.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::alike::{Asked, Cluster};
use crate::knowledge::draft::{one_line, slug, string};
use crate::knowledge::golden::GoldenKind;
use crate::knowledge::limits::TEXT_MAX_BYTES;

/// Wordings of a cluster that go into golden questions and gaps.
const WORDINGS_MAX: usize = 10;

/// A table for spreadsheets, a wording a row: the cluster's number from 1, how often it was asked in all, the day it
/// was last asked, how often in this wording, and the wording. What a spreadsheet would take for a formula is text.
#[must_use]
pub fn csv(clusters: &[Cluster]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Nothing can fail where rows of one length go into memory.
    let _ = writer.write_record(["cluster", "asked", "last_asked", "asked_in_these_words", "question"]);
    for (at, cluster) in clusters.iter().enumerate() {
        for wording in &cluster.wordings {
            let (number, asked, own) = ((at + 1).to_string(), cluster.n.to_string(), wording.n.to_string());
            let last = day(wording.last_day);
            let _ = writer.write_record([&number, &asked, &last, &own, &harmless(&one_line(&wording.text))]);
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before what could begin one.
#[must_use]
pub fn harmless(cell: &str) -> String {
    // Full-width forms are taken for the marks by some.
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠' | '|' | '%');
    if cell.trim_start().starts_with(is_formula) { format!("'{cell}") } else { cell.to_owned() }
}

/// Golden questions, a JSON object a line, each to be abstained from as long as no entry answers it.
#[must_use]
pub fn golden(clusters: &[Cluster]) -> String {
    let mut ids = Ids::default();
    let mut lines = String::new();
    for cluster in clusters {
        for text in wordings(cluster) {
            let row = json!({
                "id": ids.fresh("asked", &text), "context": [], "q": text, "kind": GoldenKind::Unanswerable.as_str(),
                "gold": [], "must_say": [], "must_not_say": [], "asked": cluster.n,
            });
            let _ = writeln!(lines, "{row}");
        }
    }
    lines
}

/// Entries for what the article does not say, to be put at the end of a `briefing.toml`.
#[must_use]
pub fn gaps(clusters: &[Cluster]) -> String {
    let mut ids = Ids::default();
    let mut file = String::from(HEAD);
    for cluster in clusters {
        let wordings: Vec<String> = wordings(cluster).collect();
        let Some(first) = wordings.first() else { continue };
        let asks: Vec<String> = wordings.iter().map(|text| string(text)).collect();
        let times = if cluster.n == 1 { "once".to_owned() } else { format!("{} times", cluster.n) };
        let _ = write!(
            file,
            "\n# Asked {times}, last on {}.\n[[gap]]\nid = {}\nsays = {}\nask = [{}]\nreview = true\n",
            day(cluster.last_day),
            string(&ids.fresh("g", first)),
            string(SAYS),
            asks.join(", ")
        );
    }
    file
}

/// Stands above the entries.
const HEAD: &str = "# Questions that were asked and not answered. Keep those that the article leaves open, put the\n\
# matter into `says` and delete `review`; where the article does answer, write an entry with these `ask` lines instead.\n";
/// What a gap says until its editor says it better.
const SAYS: &str = "The briefing doesn't say.";

/// The wordings as an `ask` line or a golden question can hold them.
fn wordings(cluster: &Cluster) -> impl Iterator<Item = String> {
    let line = |asked: &Asked| {
        let line = one_line(&asked.text);
        let end = (0..=line.len().min(TEXT_MAX_BYTES)).rev().find(|&at| line.is_char_boundary(at));
        line[..end.unwrap_or(0)].trim().to_owned()
    };
    cluster.wordings.iter().map(line).filter(|line| !line.is_empty()).take(WORDINGS_MAX)
}

/// Ids, each given once.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn fresh(&mut self, prefix: &str, text: &str) -> String {
        let own = format!("{prefix}-{}", slug(text, "question"));
        let numbered = (2_usize..).map(|n| format!("{own}-{n}"));
        let id = std::iter::once(own.clone()).chain(numbered).find(|id| !self.0.contains(id)).unwrap_or_default();
        self.0.insert(id.clone());
        id
    }
}

/// A day since 1970 as `YYYY-MM-DD`.
#[must_use]
pub fn day(since_1970: i64) -> String {
    // Howard Hinnant's civil_from_days: years begin in March, so that the day that is added to some comes last.
    let shifted = since_1970 + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    format!("{:04}-{month:02}-{date:02}", year + era * 400 + i64::from(month <= 2))
}

#[cfg(test)]
mod tests;
