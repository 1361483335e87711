//! What a reload changes: two libraries compared part by part, and two sets of golden answers.

mod answers;

use std::collections::BTreeMap;

use crate::knowledge::library::Library;
use crate::knowledge::model::{Briefing, Citation, Entity, EntityIx, EntityKind, Entry, EntryIx, EntryKind, When};

pub use answers::{AnswerChange, Answers, Said};

/// What differs between two libraries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The briefings that differ, in the order of their ids.
    pub briefings: Vec<BriefingChange>,
    /// Does the lexicon differ?
    pub is_lexicon_changed: bool,
}

/// What became of a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingChange {
    /// Its id.
    pub id: String,
    /// Its title; the new one, where there are two.
    pub title: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a briefing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It was not there before.
    Added {
        /// How many entries it has.
        n_entries: usize,
    },
    /// It is gone.
    Removed {
        /// How many entries it had.
        n_entries: usize,
    },
    /// It was there before, and differs.
    Changed(Parts),
}

/// The parts of a briefing that differ. The ids are of entries and entities, in their alphabetical order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// What of the briefing itself differs: `article`, `title`, `summary`, `as_of`, `lead`, `publisher`, `published`.
    pub head: Vec<&'static str>,
    /// Ids that are new.
    pub added: Vec<String>,
    /// Ids that are gone.
    pub removed: Vec<String>,
    /// Ids whose entry or entity differs.
    pub changed: Vec<String>,
}

impl Changes {
    /// Is all the same to the bot?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.briefings.is_empty() && !self.is_lexicon_changed
    }
}

/// Compares two libraries. What stands elsewhere but says the same is no change: ids are compared, not their places,
/// and cited words, not where they stand in the article.
#[must_use]
pub fn libraries(old: &Library, new: &Library) -> Changes {
    let mut found: BTreeMap<&str, (Option<&Briefing>, Option<&Briefing>)> = BTreeMap::new();
    old.briefings.iter().for_each(|briefing| found.entry(&briefing.id).or_default().0 = Some(briefing));
    new.briefings.iter().for_each(|briefing| found.entry(&briefing.id).or_default().1 = Some(briefing));
    let briefings = found.into_values().filter_map(|pair| {
        let (named, fate) = match pair {
            (Some(old), Some(new)) => (new, Fate::Changed(parts(old, new)?)),
            (None, Some(new)) => (new, Fate::Added { n_entries: new.entries.len() }),
            (Some(old), None) => (old, Fate::Removed { n_entries: old.entries.len() }),
            (None, None) => return None,
        };
        Some(BriefingChange { id: named.id.to_string(), title: named.title.to_string(), fate })
    });
    Changes { briefings: briefings.collect(), is_lexicon_changed: old.lexicon != new.lexicon }
}

/// What differs in a briefing; `None` where nothing does.
fn parts(old: &Briefing, new: &Briefing) -> Option<Parts> {
    let lead = |of: &Briefing| of.lead.iter().map(|&ix| of.entry(ix).id.to_string()).collect::<Vec<_>>();
    let head = [
        ("article", old.article.text != new.article.text || old.article.title != new.article.title),
        ("title", old.title != new.title),
        ("summary", old.summary != new.summary),
        ("as_of", old.as_of != new.as_of),
        ("lead", lead(old) != lead(new)),
        ("publisher", old.article.publisher != new.article.publisher),
        ("published", old.article.published != new.article.published),
    ];
    let mut parts = Parts::default();
    parts.head.extend(head.into_iter().filter(|(_, is_changed)| *is_changed).map(|(name, _)| name));
    let mut ids: BTreeMap<&str, (Sides<'_, Entity>, Sides<'_, Entry>)> = BTreeMap::new();
    for (side, briefing) in [old, new].into_iter().enumerate() {
        briefing.entities.iter().for_each(|entity| ids.entry(&entity.id).or_default().0[side] = Some(entity));
        briefing.entries.iter().for_each(|entry| ids.entry(&entry.id).or_default().1[side] = Some(entry));
    }
    for (id, (entity, entry)) in ids {
        let is_in = |side: usize| entity[side].is_some() || entry[side].is_some();
        if !is_in(0) {
            parts.added.push(id.to_owned());
        } else if !is_in(1) {
            parts.removed.push(id.to_owned());
        } else if entity[0].map(|one| thing(old, one)) != entity[1].map(|one| thing(new, one))
            || entry[0].map(|one| statement(old, one)) != entry[1].map(|one| statement(new, one))
        {
            parts.changed.push(id.to_owned());
        }
    }
    (parts != Parts::default()).then_some(parts)
}

/// The old and the new one of an id.
type Sides<'a, T> = [Option<&'a T>; 2];

/// An entity with ids for indexes.
#[derive(PartialEq)]
struct Thing<'a> {
    kind: EntityKind,
    name: &'a str,
    names: [&'a [Box<str>]; 2],
    words: [Option<&'a str>; 2],
    part_of: Option<&'a str>,
}

fn thing<'a>(briefing: &'a Briefing, entity: &'a Entity) -> Thing<'a> {
    // Taken apart, so that a new field must be thought of here. Its entry is compared as an entry.
    let Entity { id: _, kind, name, aliases, metonyms, role, place_kind, part_of, entry: _ } = entity;
    Thing {
        kind: *kind,
        name,
        names: [aliases, metonyms],
        words: [role.as_deref(), place_kind.as_deref()],
        part_of: part_of.map(|ix| &*briefing.entity(ix).id),
    }
}

/// An entry with ids for indexes and words for places.
#[derive(PartialEq)]
struct Statement<'a> {
    /// An entity is one whichever it is.
    kind: Option<EntryKind>,
    text: &'a str,
    attribution: Option<&'a str>,
    when: Option<&'a When>,
    entities: [Option<&'a str>; 4],
    people: Vec<&'a str>,
    places: Vec<&'a str>,
    near: Vec<&'a str>,
    lists: [&'a [Box<str>]; 3],
    cited: Vec<&'a str>,
    is_unreviewed: bool,
}

fn statement<'a>(briefing: &'a Briefing, entry: &'a Entry) -> Statement<'a> {
    let Entry {
        id: _,
        kind,
        text,
        speaker,
        to,
        attribution,
        position_of,
        when,
        place,
        people,
        places,
        topics,
        denies,
        citations,
        asks,
        near,
        is_unreviewed,
    } = entry;
    let entity = |ix: &EntityIx| &*briefing.entity(*ix).id;
    let ids = |all: &'a [EntityIx]| all.iter().map(entity).collect();
    Statement {
        kind: (!matches!(kind, EntryKind::Entity(_))).then_some(*kind),
        text,
        attribution: attribution.as_deref(),
        when: when.as_ref(),
        entities: [speaker, to, position_of, place].map(|ix| ix.as_ref().map(entity)),
        people: ids(people),
        places: ids(places),
        near: near.iter().map(|&ix: &EntryIx| &*briefing.entry(ix).id).collect(),
        lists: [topics, denies, asks],
        cited: citations.iter().map(|citation: &Citation| briefing.excerpt(citation)).collect(),
        is_unreviewed: *is_unreviewed,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
