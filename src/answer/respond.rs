//! Decisions to replies.

use super::compose::{Citations, answer, statement, step, suggestions};
use super::decide::Decision;
use super::overview::Overview;
use super::quote_check::{Found, Match};
use super::reply::{Focus, Outcome, Passage, Reason, Reply};
use super::view::View;
use super::wording;
use crate::knowledge::model::{EntryIx, EntryKind};

/// Passages of the first entry that are cited.
const FIRST_PASSAGES: usize = 3;
/// Passages of a reply from several briefings.
const CITED_MAX: usize = 6;
/// Passages beside words of silence.
const RELATED_MAX: usize = 3;

/// A reply without content, to be filled.
#[must_use]
pub fn blank(outcome: Outcome, intent: &str, text: &str) -> Reply {
    Reply {
        outcome,
        intent: intent.to_owned(),
        briefing: None,
        title: None,
        text: text.to_owned(),
        citations: Vec::new(),
        related: Vec::new(),
        suggestions: Vec::new(),
        reason: None,
        confidence: 1.0,
        as_of: None,
        focus: Focus::default(),
    }
}

/// Answers with the entries of one or more decisions; `open` tells that a part stays unanswered.
#[must_use]
pub fn answered(view: &View<'_>, decisions: &[&Decision], open: bool) -> Reply {
    let mut citations = Citations::default();
    let mut lines: Vec<String> = Vec::new();
    let mut shown: Vec<u32> = Vec::new();
    for decision in decisions {
        for (i, &id) in decision.entries.iter().enumerate() {
            if shown.contains(&id) {
                continue;
            }
            let was = citations.len();
            citations.take(view, id, if i == 0 { FIRST_PASSAGES } else { 1 });
            if citations.len() == was && i > 0 && view.entry(id).kind != EntryKind::Quote {
                continue;
            }
            shown.push(id);
            if decision.corrects && i == 0 {
                lines.push(wording::CORRECTION.to_owned());
            }
            lines.push(answer(view, id));
        }
    }
    if open {
        lines.push(wording::PART_NOT_SAID.to_owned());
    }
    let score = decisions.iter().map(|d| d.score).fold(1.0, f32::min);
    let mut reply = blank(Outcome::Answered, intent(view, shown[0]), &lines.join("\n"));
    finish(view, &mut reply, &citations, &shown);
    reply.confidence = score;
    reply
}

/// Answers of several briefings in one reply, each under its title and date; the first is that of the reply.
#[must_use]
pub fn side_by_side(view: &View<'_>, mut replies: Vec<Reply>) -> Reply {
    let each = CITED_MAX / replies.len().max(1);
    let mut rest = replies.split_off(1.min(replies.len()));
    let Some(mut whole) = replies.pop() else { return blank(Outcome::NotInBriefing, "fact", wording::NOT_SAID) };
    if rest.is_empty() {
        return whole;
    }
    let mut texts = Vec::new();
    let mut titles = Vec::new();
    let mut citations: Vec<Passage> = Vec::new();
    for reply in [&mut whole].into_iter().chain(&mut rest) {
        let model = view.library.briefings.iter().find(|one| reply.briefing.as_deref() == Some(&*one.id));
        let published = model.and_then(|model| model.article.published.as_deref());
        let dated = wording::covers::dated(reply.as_of.as_deref(), published);
        let title = reply.title.take().unwrap_or_default();
        texts.push(format!("{}\n{}", wording::from_briefing(&title, &dated), reply.text));
        titles.push(title);
        for mut passage in reply.citations.drain(..).take(each) {
            passage.n = citations.len() + 1;
            passage.briefing.clone_from(&reply.briefing);
            citations.push(passage);
        }
    }
    Reply { text: texts.join("\n"), title: Some(titles.join(" · ")), citations, as_of: None, ..whole }
}

/// What the check of a quotation found.
#[must_use]
pub fn quotation(view: &View<'_>, found: &Found, is_other: bool, asks_who: bool) -> Reply {
    let mut citations = Citations::default();
    citations.take(view, found.entry, FIRST_PASSAGES);
    let entry = view.entry(found.entry);
    let verdict = match found.how {
        _ if is_other => {
            wording::quote_of_another(entry.speaker.map_or("", |ix| &view.briefing(found.entry).entity(ix).name))
        }
        Match::Altered => wording::quote_altered(&found.added, &found.left_out),
        Match::Verbatim if asks_who => wording::QUOTE_FOUND.to_owned(),
        Match::Verbatim => wording::QUOTE_VERBATIM.to_owned(),
    };
    let text = format!("{verdict}\n{}", statement(view, found.entry));
    let mut reply = blank(Outcome::Answered, "quote_check", &text);
    finish(view, &mut reply, &citations, &[found.entry]);
    reply
}

/// The intent that an answer shows by what it is about.
fn intent(view: &View<'_>, id: u32) -> &'static str {
    let entry = view.entry(id);
    let has = |topic: &str| entry.topics.iter().any(|t| **t == *topic);
    match entry.kind {
        EntryKind::Entity(_) => "who_is",
        _ if has(super::overview::AFFECTED_PLACES) => "cities_hit",
        _ if has(super::overview::STATUS) => "status",
        EntryKind::Quote | EntryKind::Claim => "what_said",
        _ => "fact",
    }
}

/// A composed answer to a broad question; `None` where the briefing has nothing of the kind.
#[must_use]
pub fn overview(view: &View<'_>, overview: Overview, entries: &[u32]) -> Option<Reply> {
    if entries.is_empty() {
        return None;
    }
    let mut citations = Citations::default();
    let mut lines = Vec::new();
    for &id in entries {
        citations.take(view, id, 1);
        let line = match overview {
            Overview::Timeline => step(view, id),
            Overview::Positions => {
                let model = view.briefing(id);
                match view.entry(id).position_of {
                    Some(side) => wording::position(&model.entity(side).name, &statement(view, id)),
                    None => statement(view, id),
                }
            }
            _ => statement(view, id),
        };
        lines.push(if entries.len() > 1 { format!("- {line}") } else { line });
    }
    let mut reply = blank(Outcome::Answered, overview.intent(), &lines.join("\n"));
    finish(view, &mut reply, &citations, entries);
    Some(reply)
}

/// Cites what a reply shows, and says what it is from and what may be asked next.
pub fn finish(view: &View<'_>, reply: &mut Reply, citations: &Citations, shown: &[u32]) {
    reply.citations = citations.passages(view);
    let Some(&first) = shown.first() else { return };
    let briefing = view.indexed(first).briefing;
    name(view, reply, briefing);
    reply.suggestions = suggestions(view, briefing, shown);
    focus(view, reply, shown);
}

/// Says which briefing a reply is from.
pub fn name(view: &View<'_>, reply: &mut Reply, briefing: u32) {
    let model = &view.library.briefings[briefing as usize];
    reply.briefing = Some(model.id.to_string());
    reply.title = Some(model.title.to_string());
    reply.as_of = model.as_of.as_deref().map(str::to_owned);
}

fn focus(view: &View<'_>, reply: &mut Reply, shown: &[u32]) {
    reply.focus.mark = view.index.mark;
    for &id in shown {
        let indexed = view.indexed(id);
        reply.focus.entries.push((indexed.briefing, EntryIx(indexed.entry)));
        let entry = view.entry(id);
        let own = if let EntryKind::Entity(ix) = entry.kind { Some(ix) } else { None };
        for ix in own.iter().chain(&entry.speaker).chain(&entry.people).chain(&entry.places) {
            if !reply.focus.entities.contains(&(indexed.briefing, *ix)) {
                reply.focus.entities.push((indexed.briefing, *ix));
            }
        }
    }
}

/// Says in given words that the briefing does not say it, with the passages that come nearest.
#[must_use]
pub fn silent(view: &View<'_>, text: &str, reason: Reason, near: &[u32]) -> Reply {
    let mut related = Citations::default();
    let briefing = near.first().map(|&id| view.indexed(id).briefing);
    let near: Vec<u32> = near.iter().copied().filter(|&id| Some(view.indexed(id).briefing) == briefing).collect();
    for &id in near.iter().take(RELATED_MAX) {
        related.take(view, id, 1);
    }
    let mut reply = blank(Outcome::NotInBriefing, "fact", text);
    reply.reason = Some(reason);
    if let Some(briefing) = briefing.or((view.library.briefings.len() == 1).then_some(0)) {
        name(view, &mut reply, briefing);
        reply.suggestions = suggestions(view, briefing, &near);
    }
    reply.related = related.passages(view);
    focus(view, &mut reply, &near);
    reply
}

/// Says that the briefing does not say it.
#[must_use]
pub fn abstained(view: &View<'_>, decision: &Decision, names: &[String], briefing: Option<u32>) -> Reply {
    let reason = decision.reason.unwrap_or(Reason::OutOfScope);
    let mut related = Citations::default();
    for &id in &decision.related {
        related.take(view, id, 1);
    }
    let passages: Vec<Passage> = related.passages(view);
    let text = match (reason, decision.gap) {
        (Reason::Stranger, _) if !names.is_empty() => wording::strangers(names),
        (_, Some(gap)) => view.entry(gap).text.to_string(),
        (Reason::OutOfScope, _) => wording::OUT_OF_SCOPE.to_owned(),
        _ if passages.is_empty() => wording::NOT_SAID.to_owned(),
        _ => wording::DETAIL_NOT_GIVEN.to_owned(),
    };
    let mut reply = blank(Outcome::NotInBriefing, "fact", &text);
    reply.reason = Some(reason);
    reply.confidence = (1.0 - decision.score).clamp(0.0, 1.0);
    let briefing = decision
        .gap
        .or(decision.related.first().copied())
        .map(|id| view.indexed(id).briefing)
        .or(briefing)
        .or((view.library.briefings.len() == 1).then_some(0));
    if let Some(briefing) = briefing {
        name(view, &mut reply, briefing);
        reply.suggestions = suggestions(view, briefing, &decision.related);
    }
    reply.related = passages;
    focus(view, &mut reply, &decision.related);
    reply
}
