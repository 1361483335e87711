//! From entries to what a reader sees: statements that name their source, and numbered citations.

use super::index::{Shown, topic_bits};
use super::reply::Passage;
use super::view::View;
use super::wording;
use crate::knowledge::model::{Citation, Entry, EntryKind, When};
use crate::understanding::vocabulary::Unit;

/// Most citations of one reply.
pub const CITATIONS_MAX: usize = 6;
/// Most questions that a reply suggests.
const SUGGESTIONS_MAX: usize = 3;
/// Largest share of the article that one reply may cite.
const CITED_SHARE_MAX: f32 = 0.38;

/// Citations as they are gathered: none twice, none inside another.
#[derive(Debug, Default)]
pub struct Citations {
    rows: Vec<(u32, Citation)>,
}

impl Citations {
    /// Takes the passages of an entry, at most `n`, as far as there is room.
    pub fn take(&mut self, view: &View<'_>, id: u32, n: usize) {
        let article_len = view.briefing(id).article.text.len() as f32;
        for citation in view.entry(id).citations.iter().take(n) {
            if self.rows.iter().any(|(other, c)| {
                view.indexed(*other).briefing == view.indexed(id).briefing
                    && c.start <= citation.start
                    && citation.end <= c.end
            }) {
                continue;
            }
            let cited: u32 = self.rows.iter().map(|(_, c)| c.end - c.start).sum();
            let is_full = self.rows.len() >= CITATIONS_MAX
                || (!self.rows.is_empty()
                    && (cited + citation.end - citation.start) as f32 > CITED_SHARE_MAX * article_len);
            if is_full {
                continue;
            }
            self.rows.retain(|(other, c)| {
                !(view.indexed(*other).briefing == view.indexed(id).briefing
                    && citation.start <= c.start
                    && c.end <= citation.end)
            });
            self.rows.push((id, citation.clone()));
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// None at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As the reader sees them, numbered from 1.
    #[must_use]
    pub fn passages(&self, view: &View<'_>) -> Vec<Passage> {
        self.rows.iter().enumerate().map(|(i, (id, citation))| passage(view, *id, citation, i + 1)).collect()
    }
}

fn passage(view: &View<'_>, id: u32, citation: &Citation, n: usize) -> Passage {
    let briefing = view.briefing(id);
    let entry = view.entry(id);
    Passage {
        n,
        entry: entry.id.to_string(),
        exact: briefing.excerpt(citation).to_owned(),
        paragraph: citation.paragraph,
        sentence: citation.sentence,
        start: citation.start,
        end: citation.end,
        speaker: entry.speaker.map(|ix| briefing.entity(ix).name.to_string()),
        briefing: None,
        attribution: entry.attribution.as_deref().map(str::to_owned),
    }
}

/// What an entry states, with who states it.
#[must_use]
pub fn statement(view: &View<'_>, id: u32) -> String {
    let briefing = view.briefing(id);
    let entry = view.entry(id);
    let speaker = entry.speaker.map(|ix| {
        let entity = briefing.entity(ix);
        wording::named(&entity.name, entity.role.as_deref().filter(|role| !contains_name(role, &entity.name)))
    });
    match (entry.kind, speaker) {
        (EntryKind::Quote, Some(speaker)) => wording::quote(&speaker, &entry.text),
        (EntryKind::Quote, None) => wording::quote(wording::SOMEONE, &entry.text),
        (EntryKind::Entity(ix), _) => {
            let entity = briefing.entity(ix);
            match entity.role.as_deref() {
                Some(role) if role != &*entity.name => format!("{}: {role}.", entity.name),
                _ => format!("{}.", entity.name),
            }
        }
        (_, Some(speaker)) => wording::claim(&speaker, &entry.text),
        (_, None) => match &entry.attribution {
            Some(source) => wording::attributed(source, &entry.text),
            None => entry.text.to_string(),
        },
    }
}

fn contains_name(role: &str, name: &str) -> bool {
    role.eq_ignore_ascii_case(name)
}

/// What an entry states in an answer: an event with its time, unless the words have it.
#[must_use]
pub fn answer(view: &View<'_>, id: u32) -> String {
    let entry = view.entry(id);
    match &entry.when {
        Some(When::Words(when)) if entry.kind == EntryKind::Event && !entry.text.contains(&**when) => {
            wording::dated(when, &statement(view, id))
        }
        _ => statement(view, id),
    }
}

/// A step of the timeline.
#[must_use]
pub fn step(view: &View<'_>, id: u32) -> String {
    let entry: &Entry = view.entry(id);
    let (when, is_inferred) = match &entry.when {
        Some(When::Words(words)) => (Some(&**words), false),
        Some(When::Inferred(date)) => (Some(&**date), true),
        None => (None, false),
    };
    wording::step(when, is_inferred, &statement(view, id))
}

/// Up to three questions of other entries that this briefing can answer.
#[must_use]
pub fn suggestions(view: &View<'_>, briefing: u32, shown: &[u32]) -> Vec<String> {
    let range = &view.index.briefings[briefing as usize];
    let all = &view.index.shown;
    let all =
        &all[all.partition_point(|one| one.entry < range.start)..all.partition_point(|one| one.entry < range.end)];
    let topics = shown.iter().fold(0, |bits, &id| bits | topic_bits(view.entry(id)));
    let has_topic = |id: u32| {
        let of = &view.entry(id).topics;
        shown.iter().any(|&s| view.entry(s).topics.iter().any(|topic| of.contains(topic)))
    };
    let has_speaker = |unit: Unit| shown.iter().any(|&s| view.indexed(s).speaker == Some(unit));
    let is_near =
        |one: &&Shown| (one.topics & topics != 0 && has_topic(one.entry)) || one.speaker.is_some_and(has_speaker);
    let near = all.iter().filter(is_near).map(|one| one.entry);
    let lead = view.library.briefings[briefing as usize].lead.iter().map(|ix| view.id(briefing, *ix));
    let rest = all.iter().map(|one| one.entry);
    let mut out: Vec<String> = Vec::new();
    for id in near.chain(lead).chain(rest).filter(|id| !shown.contains(id)) {
        if out.len() == SUGGESTIONS_MAX {
            break;
        }
        let Some(question) = view.indexed(id).shown_ask.map(|at| &view.entry(id).asks[at as usize]) else { continue };
        if !out.iter().any(|q| **q == **question) {
            out.push(question.to_string());
        }
    }
    out
}
