//! Composed answers to broad questions: short version, timeline, people, positions, status, places, quotes.

use super::view::View;
use crate::knowledge::model::{EntityIx, EntityKind, EntryKind};
use crate::understanding::vocabulary::Unit;

/// Topic of the passages that say which places were affected.
pub const AFFECTED_PLACES: &str = "affected-places";
/// Topic of the passages that say how the main matter stands.
pub const STATUS: &str = "status";
/// Entries of the short version where the editor chose none.
const LEAD_DEFAULT: usize = 4;

/// A broad question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overview {
    /// The short version.
    Summary,
    /// What happened when.
    Timeline,
    /// Who is in it.
    People,
    /// How things stand.
    Status,
    /// Where each side stands.
    Positions,
    /// Someone's words.
    Quotes,
    /// Places that were affected.
    Places,
}

impl Overview {
    /// The broad question that an intent of the lexicon stands for.
    #[must_use]
    pub fn of(intent: &str) -> Option<Self> {
        Some(match intent {
            "summary" => Self::Summary,
            "timeline" => Self::Timeline,
            "people" => Self::People,
            "status" => Self::Status,
            "positions" => Self::Positions,
            "quotes" => Self::Quotes,
            "cities_hit" => Self::Places,
            _ => return None,
        })
    }

    /// The intent's name in a reply.
    #[must_use]
    pub fn intent(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Timeline => "timeline",
            Self::People => "people",
            Self::Status => "status",
            Self::Positions => "positions",
            Self::Quotes => "quotes",
            Self::Places => "cities_hit",
        }
    }

    /// The entries that make up the answer, in order. `about` narrows it to a name.
    #[must_use]
    pub fn entries(self, view: &View<'_>, briefing: u32, about: &[Unit]) -> Vec<u32> {
        let range = view.index.briefings[briefing as usize].clone();
        let model = &view.library.briefings[briefing as usize];
        let of_kind = |kind: EntryKind| range.clone().filter(move |&id| view.entry(id).kind == kind);
        let with_topic = |topic: &str| {
            range
                .clone()
                .filter(|&id| view.entry(id).topics.iter().any(|t| **t == *topic) && !view.indexed(id).is_gap)
                .collect::<Vec<u32>>()
        };
        match self {
            Self::Summary => {
                if model.lead.is_empty() {
                    range
                        .filter(|&id| {
                            matches!(view.entry(id).kind, EntryKind::Quote | EntryKind::Claim | EntryKind::Fact)
                        })
                        .take(LEAD_DEFAULT)
                        .collect()
                } else {
                    model.lead.iter().map(|ix| view.id(briefing, *ix)).collect()
                }
            }
            Self::Timeline => {
                let events: Vec<u32> = of_kind(EntryKind::Event).collect();
                if events.is_empty() { range.filter(|&id| view.entry(id).when.is_some()).collect() } else { events }
            }
            Self::People => people(view, briefing, about),
            Self::Status => with_topic(STATUS),
            Self::Places => with_topic(AFFECTED_PLACES),
            Self::Positions => {
                let units = &view.index.entity_units[briefing as usize];
                let is_asked = |id: u32| {
                    view.entry(id)
                        .position_of
                        .is_some_and(|ix| about.is_empty() || is_of(view, units[ix.0 as usize], about))
                };
                range.filter(|&id| is_asked(id)).collect()
            }
            Self::Quotes => of_kind(EntryKind::Quote)
                .filter(|&id| about.is_empty() || view.indexed(id).speaker.is_some_and(|u| is_of(view, u, about)))
                .collect(),
        }
    }
}

fn people(view: &View<'_>, briefing: u32, about: &[Unit]) -> Vec<u32> {
    let model = &view.library.briefings[briefing as usize];
    let units = &view.index.entity_units[briefing as usize];
    // "Ukrainian officials" has no one of its own: who belongs to what it belongs to is meant.
    let is_person_of = |about: &[Unit]| {
        (0..model.entities.len()).any(|i| model.entities[i].kind == EntityKind::Person && is_of(view, units[i], about))
    };
    let wholes: Vec<Unit> = about.iter().flat_map(|u| view.v.wholes(*u)).copied().collect();
    let about = if about.is_empty() || is_person_of(about) { about } else { &wholes };
    (0..model.entities.len())
        .filter(|&i| model.entities[i].kind == EntityKind::Person && (about.is_empty() || is_of(view, units[i], about)))
        .filter_map(|i| model.entity(EntityIx(i as u32)).entry)
        .map(|ix| view.id(briefing, ix))
        .collect()
}

/// Is the entity one of `about`, or does it belong to one of them?
#[must_use]
pub fn is_of(view: &View<'_>, unit: Unit, about: &[Unit]) -> bool {
    let mut seen = vec![unit];
    let mut at = 0;
    while at < seen.len() {
        if about.contains(&seen[at]) {
            return true;
        }
        for &whole in view.v.wholes(seen[at]) {
            if !seen.contains(&whole) {
                seen.push(whole);
            }
        }
        at += 1;
    }
    false
}
