//! Quotes by speaker and topic, in pages and in the order of the article.

use super::Engine;
use crate::answer::compose::{Citations, statement};
use crate::answer::index::EntityClass;
use crate::answer::overview::is_of;
use crate::answer::reply::{Outcome, Pages, Reason, Reply};
use crate::answer::respond;
use crate::answer::view::View;
use crate::answer::wording::{self, quotes as says};
use crate::knowledge::model::EntryKind;
use crate::text::normalise::plain;
use crate::text::tokens::tokens;
use crate::understanding::parse;
use crate::understanding::question::{Slot, SlotKind};
use crate::understanding::vocabulary::Unit;
use crate::understanding::words;

/// Quotes that one page shows.
pub const QUOTES_PER_PAGE: usize = 5;
/// Share of a topic that a quote must be about.
const TOPIC_MIN: f32 = 0.35;
/// Strength from which another word of a topic says the same.
const SAME_MIN: f32 = 0.9;
/// Passages that are shown of someone who is not quoted.
const REPORTED_MAX: usize = 4;

/// Whom a user means.
struct Named {
    units: Vec<Unit>,
    name: String,
}

impl Engine {
    /// A page of the quotes of a speaker, or of all, about a topic, or about anything: in the order of the briefings
    /// and their articles. A page beyond the last is the last.
    #[must_use]
    pub fn quotes(&self, speaker: Option<&str>, topic: Option<&str>, page: usize) -> (Reply, Pages) {
        let view = self.view();
        let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(head);
        let (speaker, topic) = (given(speaker), given(topic));
        let who = match &speaker {
            None => None,
            Some(speaker) => match self.named(speaker) {
                None => return (self.unknown_speaker(speaker), Pages::default()),
                named => named,
            },
        };
        let all = self.quotes_of(&view, who.as_ref().map(|who| &who.units[..]));
        if all.is_empty() {
            return (self.unquoted(&view, who.as_ref()), Pages::default());
        }
        let found = match &topic {
            None => all,
            Some(topic) => {
                let about = self.about(&view, &all, topic);
                if about.is_empty() {
                    let name = who.as_ref().map(|who| &*who.name);
                    let text = says::not_about(name, topic);
                    let near = if who.is_some() { &all[..] } else { &[] };
                    return (respond::silent(&view, &text, Reason::DetailNotGiven, near), Pages::default());
                }
                about
            }
        };
        let of = |id: &u32| view.indexed(*id).briefing;
        let chunks: Vec<&[u32]> =
            found.chunk_by(|a, b| of(a) == of(b)).flat_map(|own| own.chunks(QUOTES_PER_PAGE)).collect();
        let page = page.min(chunks.len() - 1);
        let before: usize = chunks[..page].iter().map(|chunk| chunk.len()).sum();
        let shown = chunks[page];
        let name = who.as_ref().map(|who| &*who.name);
        let mut lines = vec![says::page(name, topic.as_deref(), before + 1, before + shown.len(), found.len())];
        let mut citations = Citations::default();
        for &id in shown {
            citations.take(&view, id, 1);
            lines.push(wording::covers::item(&statement(&view, id)));
        }
        let mut reply = respond::blank(Outcome::Answered, "quotes", &lines.join("\n"));
        respond::finish(&view, &mut reply, &citations, shown);
        (reply, Pages { page, n_pages: chunks.len(), n_quotes: found.len() })
    }

    /// The speaker of an answer, where they are quoted with more than the answer shows.
    #[must_use]
    pub fn more_quotes(&self, reply: &Reply) -> Option<String> {
        if reply.outcome != Outcome::Answered {
            return None;
        }
        let view = self.view();
        let shown: Vec<u32> = reply.focus.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        let unit = view.indexed(*shown.first()?).speaker?;
        let has_more = self.index.postings(unit).iter().any(|id| {
            view.entry(*id).kind == EntryKind::Quote && view.indexed(*id).speaker == Some(unit) && !shown.contains(id)
        });
        has_more.then(|| self.display_name(unit)).filter(|name| !name.is_empty())
    }

    /// The people and organisations of the library that a name fits, typing slips forgiven.
    fn named(&self, given: &str) -> Option<Named> {
        let plain = plain(given);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        let slots = parse::slots(&self.vocabulary, &words.words);
        let fits = |unit: &Unit| self.index.class(*unit) != EntityClass::None;
        let slot = slots.iter().find(|slot| slot.kind == SlotKind::Entity && slot.main().as_ref().is_some_and(fits))?;
        let units: Vec<Unit> =
            slot.alternatives().iter().filter(|(u, strength)| *strength > 0.95 && fits(u)).map(|(u, _)| *u).collect();
        let units = if units.is_empty() { slot.main().into_iter().collect() } else { units };
        let name = units.iter().map(|unit| self.display_name(*unit)).collect::<Vec<_>>();
        Some(Named { units, name: wording::list(&name, "or") })
    }

    /// All quotes of someone, or all, as the articles have them.
    fn quotes_of(&self, view: &View<'_>, units: Option<&[Unit]>) -> Vec<u32> {
        let is_theirs = |id: &u32| match (units, view.indexed(*id).speaker) {
            (None, _) => true,
            (Some(units), Some(speaker)) => is_of(view, speaker, units),
            (Some(_), None) => false,
        };
        let mut found: Vec<u32> = (0..self.index.entries.len() as u32)
            .filter(|id| is_theirs(id) && view.entry(*id).kind == EntryKind::Quote)
            .collect();
        found.sort_by_key(|id| (view.indexed(*id).briefing, place(view, *id), *id));
        found
    }

    /// Those of the quotes that are about a topic: its label, or enough of its words.
    fn about(&self, view: &View<'_>, quotes: &[u32], topic: &str) -> Vec<u32> {
        let wanted = label(topic);
        let by_label = |id: &u32| view.entry(*id).topics.iter().any(|own| is_same(&label(own), &wanted));
        let labelled: Vec<u32> = quotes.iter().copied().filter(by_label).collect();
        if !labelled.is_empty() {
            return labelled;
        }
        let plain = plain(topic);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        let slots = parse::slots(&self.vocabulary, &words.words);
        quotes.iter().copied().filter(|id| self.share(&slots, *id, SAME_MIN) >= TOPIC_MIN).collect()
    }

    /// Share of what fills slots, by weight, that occurs in an entry, from 0.0 to 1.0.
    pub(super) fn share(&self, slots: &[Slot], id: u32, strength_min: f32) -> f32 {
        let weight = |slot: &Slot| slot.factor * slot.main().map_or(1.0, |unit| self.index.idf(unit));
        let whole: f32 = slots.iter().map(weight).sum();
        let had: f32 = slots.iter().filter(|slot| self.has(slot, id, strength_min)).map(weight).sum();
        if whole > 0.0 { had / whole } else { 0.0 }
    }

    /// Does what fills a slot, or stands for it with this strength, occur in an entry?
    pub(super) fn has(&self, slot: &Slot, id: u32, strength_min: f32) -> bool {
        let mut units = slot.alternatives().iter().filter(|(_, strength)| *strength >= strength_min);
        units.any(|(unit, _)| self.index.postings(*unit).binary_search(&id).is_ok())
    }

    fn unknown_speaker(&self, given: &str) -> Reply {
        let like = self.complete_speaker(given, 3);
        if like.is_empty() {
            let mut reply = respond::silent(&self.view(), &says::unknown_speaker(given), Reason::Stranger, &[]);
            "quotes".clone_into(&mut reply.intent);
            return reply;
        }
        let mut reply = respond::blank(Outcome::DidYouMean, "quotes", &says::like_speaker(given));
        reply.reason = Some(Reason::Ambiguous);
        reply.suggestions = like.iter().map(|name| wording::asks_for_words(name)).collect();
        reply
    }

    /// Who is named but not quoted: what is reported of them.
    fn unquoted(&self, view: &View<'_>, who: Option<&Named>) -> Reply {
        let Some(who) = who else { return respond::silent(view, says::NONE, Reason::DetailNotGiven, &[]) };
        let told = |id: &u32| !view.indexed(*id).is_gap && view.entry(*id).kind != EntryKind::Event;
        let mut found: Vec<u32> =
            who.units.iter().flat_map(|unit| self.index.postings(*unit)).copied().filter(told).collect();
        let is_theirs = |id: &u32| view.indexed(*id).speaker.is_some_and(|unit| who.units.contains(&unit));
        // Their own claims first, then what is told of them, their name and office last.
        found.sort_by_key(|id| (!is_theirs(id), view.indexed(*id).is_entity, *id));
        found.dedup();
        found.truncate(REPORTED_MAX);
        let text = says::not_quoted(&who.name);
        respond::silent(view, &text, Reason::DetailNotGiven, &found)
    }
}

/// As much of what a user wrote as a name or a topic can be.
fn head(text: &str) -> String {
    const GIVEN_MAX_CHARS: usize = 100;
    text.chars().take(GIVEN_MAX_CHARS).collect()
}

/// Where a quote stands in its article, in bytes.
fn place(view: &View<'_>, id: u32) -> usize {
    let entry = view.entry(id);
    let Some(citation) = entry.citations.first() else { return usize::MAX };
    citation.start as usize + view.briefing(id).excerpt(citation).find(&*entry.text).unwrap_or_default()
}

/// A topic as it is compared.
fn label(topic: &str) -> String {
    topic.to_lowercase().replace(['-', '_'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same label, one slip forgiven in a longer one.
fn is_same(own: &str, wanted: &str) -> bool {
    own == wanted || (wanted.len() >= 5 && own.len() >= 5 && strsim::osa_distance(own, wanted) <= 1)
}
