//! What a briefing covers, as of when, and what it does not say.

use super::Engine;
use crate::answer::compose::suggestions;
use crate::answer::reply::{Outcome, Reply};
use crate::answer::respond;
use crate::answer::wording::covers as wording;
use crate::knowledge::model::{Briefing, EntityKind, EntryKind};

/// Briefings that are told of, where there are several.
const BRIEFINGS_MAX: usize = 10;
/// People who are named.
const PEOPLE_MAX: usize = 20;
/// Questions that it leaves open.
const GAPS_MAX: usize = 6;

impl Engine {
    /// Tells what the library covers: one briefing in full, several in short.
    #[must_use]
    pub fn covers(&self) -> Reply {
        let briefings = &self.library.briefings;
        let mut lines = Vec::new();
        match &briefings[..] {
            [] => lines.push(wording::NO_BRIEFING.to_owned()),
            [one] => {
                lines.push(one.title.to_string());
                lines.extend(one.summary.as_deref().map(str::to_owned));
                lines.push(dated(one));
                lines.push(holds(one));
                lines.extend(people(one));
                lines.extend(leaves_open(one));
            }
            several => {
                lines.push(wording::briefings(several.len()));
                for briefing in several.iter().take(BRIEFINGS_MAX) {
                    lines.push(wording::item(&briefing.title));
                    let summary = briefing.summary.as_deref().map(str::to_owned);
                    lines.extend(
                        summary.into_iter().chain([dated(briefing), holds(briefing)]).map(|l| format!("  {l}")),
                    );
                }
                if several.len() > BRIEFINGS_MAX {
                    lines.push(wording::more(several.len() - BRIEFINGS_MAX));
                }
            }
        }
        let mut reply = respond::blank(Outcome::Help, "briefing", &lines.join("\n"));
        if let [_] = briefings[..] {
            respond::name(&self.view(), &mut reply, 0);
        }
        if !briefings.is_empty() {
            reply.suggestions = suggestions(&self.view(), 0, &[]);
        }
        reply
    }

    /// Day of publication of a briefing, `YYYY-MM-DD`, where it is known.
    #[must_use]
    pub fn published(&self, briefing: &str) -> Option<&str> {
        let number = self.view().briefing_number(briefing)?;
        self.library.briefings[number as usize].article.published.as_deref()
    }
}

fn dated(briefing: &Briefing) -> String {
    wording::dated(briefing.as_of.as_deref(), briefing.article.published.as_deref())
}

fn holds(briefing: &Briefing) -> String {
    let of_kind = |kind: EntryKind| briefing.entries.iter().filter(|entry| entry.kind == kind).count();
    let entities = |kind: EntityKind| briefing.entities.iter().filter(|entity| entity.kind == kind).count();
    wording::holds(&[
        (of_kind(EntryKind::Quote), "quote", "quotes"),
        (of_kind(EntryKind::Claim), "claim", "claims"),
        (of_kind(EntryKind::Fact), "fact", "facts"),
        (of_kind(EntryKind::Event), "event", "events"),
        (entities(EntityKind::Person), "person", "people"),
        (entities(EntityKind::Organisation), "organisation", "organisations"),
        (entities(EntityKind::Place), "place", "places"),
        (of_kind(EntryKind::Gap), "note of what is not said", "notes of what is not said"),
    ])
}

fn people(briefing: &Briefing) -> Option<String> {
    let names: Vec<String> = briefing
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Person)
        .map(|entity| entity.name.to_string())
        .collect();
    let shown = &names[..names.len().min(PEOPLE_MAX)];
    (!names.is_empty()).then(|| wording::people(shown, names.len() - shown.len()))
}

/// The first proper question of each gap, spread over the editor's whole list.
fn leaves_open(briefing: &Briefing) -> Vec<String> {
    let questions: Vec<&str> = briefing
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Gap)
        .filter_map(|gap| gap.asks.iter().find(|q| q.ends_with('?') && q.starts_with(char::is_uppercase)))
        .map(|question| &**question)
        .collect();
    let step = questions.len().div_ceil(GAPS_MAX).max(1);
    let mut lines: Vec<String> = questions.iter().step_by(step).take(GAPS_MAX).map(|q| wording::item(q)).collect();
    if !lines.is_empty() {
        lines.insert(0, wording::LEAVES_OPEN.to_owned());
    }
    lines
}
