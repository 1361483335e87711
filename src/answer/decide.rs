//! Answer, or say that the briefing does not: the one place where that is decided.

use super::bare;
use super::index::EntityClass;
use super::lines::LineKind;
use super::naming::tells_name;
use super::odds::is_stranger;
use super::query::Query;
use super::reply::Reason;
use super::row::MATCH_MIN;
use super::score::{Scored, candidates, scored};
use super::view::View;
use crate::knowledge::model::EntryKind;
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::vocabulary::Unit;

/// Share of a question, its speaker aside, that another's statement must cover to be what is meant.
const ANOTHERS_MIN: f32 = 0.85;
/// Weight that a question must have beside its speaker to tell whose statement is meant.
const ANOTHERS_WEIGHT_MIN: f32 = 1.0;
/// Words beside speaker and verb that weigh less name no topic.
const TOPIC_MIN: f32 = 0.12;
/// Share of the topic's words that a statement of one of several speakers must know.
const TOPIC_KNOWN: f32 = 0.35;
/// Most statements of each of several speakers.
const STATEMENTS_EACH: usize = 2;
/// Most statements of a speaker in one answer.
const STATEMENTS_MAX: usize = 4;
/// Score from which a passage is worth showing beside a refusal.
const RELATED_MIN: f32 = 0.15;
/// As [`RELATED_MIN`], for a bare entry, whose score falls faster.
const RELATED_BARE_MIN: f32 = 0.02;
/// Share of a question that a line says, from which its entry is shown whatever its score.
const RELATED_SAID_MIN: f32 = 0.6;

/// Share of the score of an answer from which a gap is told as what comes nearest.
const GAP_NEAR: f32 = 0.9;
/// Score from which an entry is meant, even where the question asks for words and the entry is not about speech.
const SURE: f32 = 0.8;
/// Score and worth from which a gap is meant, whoever's words seem to be asked for.
const SURE_GAP: f32 = 0.95;
/// Score from which a question is about what the briefing tells, though it shares few words with it.
const NEAR_MIN: f32 = 0.3;

/// Share of a question's words that no entry knows, from which one that is like none of the entries is about something else.
const UNSEEN_ELSEWHERE: f32 = 0.5;

/// What to do with one clause.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Entries to answer with; empty for an abstention.
    pub entries: Vec<u32>,
    /// The question takes something for granted that the answer corrects.
    pub corrects: bool,
    /// Why not, for an abstention.
    pub reason: Option<Reason>,
    /// The gap that says it is not said.
    pub gap: Option<u32>,
    /// Nearest entries, for an abstention.
    pub related: Vec<u32>,
    /// Word ranges (parse-relative) of names that nobody here knows.
    pub strangers: Vec<(u16, u16)>,
    /// Score of the best entry.
    pub score: f32,
}

/// Decides on one parsed clause. `ranked` holds the candidates, best first.
#[must_use]
pub fn decide(view: &View<'_>, parse: &Parse, query: &Query, ranked: &[Scored]) -> Decision {
    let Some(top) = ranked.first() else {
        return abstain(view, parse, query, ranked, None);
    };
    if top.is_exact {
        if view.indexed(top.entry).is_gap {
            return abstain(view, parse, query, ranked, Some(top.entry));
        }
        return answer(vec![top.entry], false, 1.0);
    }
    if let Some(decision) = nameless(view, parse, query, ranked) {
        return decision;
    }
    if let Some(decision) = several_speakers(view, query, ranked) {
        return decision;
    }
    let speaker = asked_speaker(view, parse, query).filter(|_| parse.asked_name.is_none());
    // "What is A's answer?", where the editor noted that A gave none: all that A said is no answer.
    let is_sure = top.score >= SURE_GAP && top.worth >= SURE_GAP;
    let goes_first = view.indexed(top.entry).is_gap && (is_sure || knows_noun_alone(view, query, ranked));
    if let Some(speaker) = speaker.filter(|_| !goes_first) {
        if let Some(decision) = statements(view, query, speaker, ranked) {
            return decision;
        }
        // Another's words are no answer, and what is said of X is one only to a question of that shape.
        if let Some(decision) = said_by_another(view, query, speaker, ranked) {
            return decision;
        }
        let indexed = view.indexed(top.entry);
        let names_speaker = indexed.speaker.is_some_and(|u| query.get(u).is_some_and(|hit| hit.strength > 0.9));
        let is_unsure = is_enough(view, top) && top.score < SURE;
        if is_unsure && !indexed.is_gap && !names_speaker && !is_about_speech(query, top) {
            return abstain(view, parse, query, ranked, None);
        }
    }
    if let Some(decision) = wrong_place(view, query, ranked) {
        return decision;
    }
    // "Anything about X?" asks for what there is, not for what is missing.
    let is_open = !query.has_speech && (query.types.is_none() || query.types == Types::YES_NO);
    let only_names = is_open && query.slots.iter().all(|s| s.kind == SlotKind::Entity || s.factor < 0.5);
    let is_answer = |scored: &Scored| is_enough(view, scored) || (only_names && scored.score >= NEAR_MIN);
    if !is_answer(top) {
        return abstain(view, parse, query, ranked, None);
    }
    let Some(top) = ranked.iter().find(|s| !view.indexed(s.entry).is_gap) else {
        return abstain(view, parse, query, ranked, Some(top.entry));
    };
    let is_told = |s: &Scored| !only_names || s.worth >= SURE;
    let gap = ranked.iter().find(|s| view.indexed(s.entry).is_gap && is_told(s) && is_closer(view, query, s, top));
    if let Some(gap) = gap {
        return abstain(view, parse, query, ranked, Some(gap.entry));
    }
    if !is_answer(top) {
        return abstain(view, parse, query, ranked, None);
    }
    let entries = vec![top.entry];
    answer(entries, top.kind == LineKind::Deny, top.score)
}

/// "On which channel did X say so?", where the best gap knows of channels, and the best answer does not.
fn knows_noun_alone(view: &View<'_>, query: &Query, ranked: &[Scored]) -> bool {
    let Some(head) = query.head.filter(|_| query.types == Types::WHAT) else { return false };
    let knows = |is_gap: bool| {
        let best = ranked.iter().find(|s| view.indexed(s.entry).is_gap == is_gap && is_enough(view, s));
        best.is_some_and(|s| s.matched[head] >= MATCH_MIN)
    };
    knows(true) && !knows(false)
}

/// "What are the boats called?", where what would answer tells no name.
fn nameless(view: &View<'_>, parse: &Parse, query: &Query, ranked: &[Scored]) -> Option<Decision> {
    let asked = parse.asked_name.as_ref()?;
    let top = ranked.iter().find(|s| !view.indexed(s.entry).is_gap)?;
    if top.kind == LineKind::Deny || tells_name(view, top.entry, asked) {
        return None;
    }
    let open = |s: &&Scored| view.indexed(s.entry).is_gap && s.score >= view.index.weights.gap_min;
    let tells = |s: &&Scored| !view.indexed(s.entry).is_gap && is_enough(view, s) && tells_name(view, s.entry, asked);
    match ranked.iter().find(|s| open(s) || tells(s)) {
        Some(s) if !view.indexed(s.entry).is_gap => Some(answer(vec![s.entry], s.kind == LineKind::Deny, s.score)),
        gap => Some(abstain(view, parse, query, ranked, gap.map(|s| s.entry))),
    }
}

/// Does the entry fit well enough to answer?
#[must_use]
pub fn is_enough(view: &View<'_>, scored: &Scored) -> bool {
    scored.score >= view.index.weights.answer_min
}

/// An answer with these entries.
#[must_use]
pub fn answer(entries: Vec<u32>, corrects: bool, score: f32) -> Decision {
    Decision { entries, corrects, reason: None, gap: None, related: Vec::new(), strangers: Vec::new(), score }
}

/// Candidates with their scores, best first.
#[must_use]
pub fn rank(view: &View<'_>, query: &Query, range: Option<&std::ops::Range<u32>>) -> Vec<Scored> {
    let mut ranked = scored(view.index, query, &candidates(view.index, query, range));
    ranked.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(preference(view, a.entry).cmp(&preference(view, b.entry)))
            .then(a.entry.cmp(&b.entry))
    });
    ranked
}

/// Is the best line a question about what someone says, or so near to the question that it must be meant?
fn is_about_speech(query: &Query, top: &Scored) -> bool {
    let is_checked = query.types == Types::YES_NO;
    match top.kind {
        LineKind::Ask => top.has_speech || (is_checked && top.by_line >= 0.8),
        LineKind::Says => is_checked && top.by_line >= 0.8 && top.relation >= 0.6,
        LineKind::Deny => top.has_speech || top.by_line >= 0.6,
        _ => false,
    }
}

/// "Did X say that …?" where it is someone else who says it.
fn said_by_another(view: &View<'_>, query: &Query, speaker: Unit, ranked: &[Scored]) -> Option<Decision> {
    if query.types != Types::YES_NO {
        return None;
    }
    let own = query.get(speaker)?.slot as usize;
    let rest = query.total - query.weights[own];
    let found = ranked.iter().find(|s| {
        let indexed = view.indexed(s.entry);
        let covered: f32 =
            query.weights.iter().zip(&s.matched).enumerate().filter(|(i, _)| *i != own).map(|(_, (w, m))| w * m).sum();
        matches!(view.entry(s.entry).kind, EntryKind::Quote | EntryKind::Claim)
            && indexed.speaker.is_some_and(|u| u != speaker && !view.v.wholes(u).contains(&speaker))
            && s.matched[own] < 0.5
            && covered >= rest * ANOTHERS_MIN
    })?;
    (rest > ANOTHERS_WEIGHT_MIN).then(|| answer(vec![found.entry], true, 0.8))
}

/// Does a gap come closer to the question than the best answer?
fn is_closer(view: &View<'_>, query: &Query, gap: &Scored, answer: &Scored) -> bool {
    // "Why did X refuse?" is corrected by what says that X accepted, not met by "it doesn't say why X accepted".
    let is_corrected = answer.kind == LineKind::Deny && gap.contradicts;
    // "Did they ask for 60 days?" is corrected by what says 30, not met by a gap that knows no number.
    let is_miscounted = answer.contradicts
        && query.slots.iter().enumerate().any(|(at, slot)| {
            slot.kind == SlotKind::Number && answer.matched[at] >= MATCH_MIN && gap.matched[at] < MATCH_MIN
        });
    gap.score >= view.index.weights.gap_min && gap.score >= answer.score && !is_corrected && !is_miscounted
}

/// Among equals: what someone said before what is said of them, timeline steps last.
fn preference(view: &View<'_>, id: u32) -> u8 {
    match view.entry(id).kind {
        EntryKind::Quote | EntryKind::Claim => 0,
        EntryKind::Fact => 1,
        EntryKind::Entity(_) => 2,
        EntryKind::Event => 3,
        EntryKind::Gap => 4,
    }
}

/// Is it near enough to a question that it does not answer to be shown?
fn is_related(view: &View<'_>, scored: &Scored) -> bool {
    let is_near = if view.indexed(scored.entry).is_bare {
        bare::despite_strangers(scored) >= RELATED_BARE_MIN
    } else {
        scored.score >= RELATED_MIN
    };
    is_near || scored.by_line >= RELATED_SAID_MIN
}

fn same_passage(view: &View<'_>, a: u32, b: u32) -> bool {
    let (a, b) = (&view.entry(a).citations, &view.entry(b).citations);
    b.iter().all(|c| a.iter().any(|d| d.start <= c.start && c.end <= d.end))
}

/// The speaker whose words are asked for.
fn asked_speaker(view: &View<'_>, parse: &Parse, query: &Query) -> Option<Unit> {
    if !query.has_speech
        || !(query.types.is_none()
            || query.types.meets(Types::QUOTE.with(Types::WHAT).with(Types::MEANS).with(Types::YES_NO)))
    {
        return None;
    }
    let slot = parse.agent.and_then(|i| parse.slots.get(i))?;
    let unit = slot.main().filter(|_| slot.kind == SlotKind::Entity)?;
    (view.v.kind(unit) == crate::understanding::vocabulary::UnitKind::Entity).then_some(unit)
}

/// "What did X and Y say (about Z)?": the best statements of each.
fn several_speakers(view: &View<'_>, query: &Query, ranked: &[Scored]) -> Option<Decision> {
    const ASKED: Types = Types(Types::QUOTE.0 | Types::WHAT.0 | Types::ROLE.0);
    if !query.has_speech || !(query.types.is_none() || query.types.meets(ASKED)) {
        return None;
    }
    let home = view.indexed(ranked.first()?.entry).briefing;
    let is_by = |id: u32, unit: Unit| {
        let indexed = view.indexed(id);
        indexed.briefing == home && indexed.speaker.is_some_and(|u| u == unit || view.v.wholes(u).contains(&unit))
    };
    let speaks = |unit: &Unit| {
        matches!(view.index.class(*unit), EntityClass::Person | EntityClass::Organisation)
            && view.index.postings(*unit).iter().any(|&id| is_by(id, *unit))
    };
    let names = query.names().filter(|(_, s)| !s.is_object && !s.is_lead);
    let speakers: Vec<Unit> = names.filter_map(|(_, s)| s.main()).filter(speaks).collect();
    if speakers.len() < 2 {
        return None;
    }
    let is_frame = |s: &Slot| speakers.iter().any(|u| is_frame(view, s, *u));
    let topic: f32 = query.slots.iter().zip(&query.weights).filter(|(s, _)| !is_frame(s)).map(|(_, w)| w).sum();
    let is_open = topic < TOPIC_MIN || query.asks_each;
    let mut entries = Vec::new();
    for &speaker in &speakers {
        let on_topic = ranked.iter().filter(|s| topic < TOPIC_MIN || s.relation >= TOPIC_KNOWN).map(|s| s.entry);
        let all = view.index.postings(speaker).iter().copied().filter(|_| is_open);
        let mut n = 0;
        for id in on_topic.chain(all).filter(|&id| is_by(id, speaker)) {
            if n < STATEMENTS_EACH && !entries.iter().any(|&e| e == id || same_passage(view, e, id)) {
                entries.push(id);
                n += 1;
            }
        }
    }
    (!entries.is_empty()).then(|| answer(entries, false, 0.8))
}

/// "What did X say (about Y)?": all that X says, or what X says about Y.
fn statements(view: &View<'_>, query: &Query, speaker: Unit, ranked: &[Scored]) -> Option<Decision> {
    let home = view.indexed(ranked.first()?.entry).briefing;
    let is_theirs = |id: u32| {
        view.indexed(id).briefing == home
            && view.indexed(id).speaker.is_some_and(|u| u == speaker || view.v.wholes(u).contains(&speaker))
    };
    let topic: f32 =
        query.slots.iter().zip(&query.weights).filter(|(s, _)| !is_frame(view, s, speaker)).map(|(_, w)| w).sum();
    let top = ranked.first()?;
    if topic < TOPIC_MIN {
        let mut entries: Vec<u32> = (0..view.index.entries.len() as u32)
            .filter(|&id| {
                view.indexed(id).speaker == Some(speaker)
                    && view.indexed(id).briefing == view.indexed(top.entry).briefing
            })
            .collect();
        if entries.is_empty() {
            return None;
        }
        entries.sort_by_key(|&id| (preference(view, id), id));
        entries.truncate(STATEMENTS_MAX);
        return Some(answer(entries, false, 0.9));
    }
    let w = &view.index.weights;
    let knows_names = |s: &Scored| query.names().all(|(i, _)| s.matched[i] >= 0.5);
    let best = ranked
        .iter()
        .find(|s| is_theirs(s.entry) && knows_names(s))
        .filter(|s| is_enough(view, s) && s.score >= top.score * w.theirs_min)?;
    let mut entries: Vec<u32> = Vec::new();
    for other in ranked {
        let is_near = is_enough(view, other) && other.score >= best.score * w.statement_min;
        if is_near
            && is_theirs(other.entry)
            && entries.len() < STATEMENTS_MAX
            && !entries.iter().any(|&e| same_passage(view, e, other.entry))
        {
            entries.push(other.entry);
        }
    }
    let top = best;
    Some(answer(entries, top.kind == LineKind::Deny, top.score))
}

/// The speaker and the verb of speech, as against the topic.
fn is_frame(view: &View<'_>, slot: &Slot, speaker: Unit) -> bool {
    slot.alternatives().iter().any(|(u, strength)| *strength > 0.9 && (*u == speaker || view.nouns.is_speech(*u)))
        || slot.factor < 0.5
}

/// "Why were the talks held in X?" where the briefing says that they were held elsewhere.
fn wrong_place(view: &View<'_>, query: &Query, ranked: &[Scored]) -> Option<Decision> {
    if !query.types.meets(Types::REASON.with(Types::MEANS)) {
        return None;
    }
    let top = ranked.iter().find(|s| !view.indexed(s.entry).is_gap)?;
    let indexed = view.indexed(top.entry);
    let is_missing = |i: &usize| {
        query.slots[*i].kind == SlotKind::Stranger
            || (query.slots[*i].kind == SlotKind::Entity && top.matched[*i] < 0.5)
    };
    let missing: Vec<usize> = (0..query.slots.len()).filter(is_missing).collect();
    let [only] = missing[..] else { return None };
    let is_person = query.slots[only].main().is_some_and(|unit| view.index.class(unit) == EntityClass::Person);
    // "How did X react?", where the editor noted that it is not said: X is no place.
    let is_open = ranked.first().is_some_and(|s| view.indexed(s.entry).is_gap && s.matched[only] >= 0.5);
    if is_person || is_open {
        return None;
    }
    let rest = query.total - query.weights[only];
    let covered: f32 = query.weights.iter().zip(&top.matched).map(|(w, m)| w * m).sum();
    (rest > 0.3 && covered / rest > 0.8 && indexed.asked.meets(Types::PLACE))
        .then(|| answer(vec![top.entry], true, covered / rest * 0.9))
}

fn abstain(view: &View<'_>, parse: &Parse, query: &Query, ranked: &[Scored], gap: Option<u32>) -> Decision {
    let strangers: Vec<(u16, u16)> =
        parse.slots.iter().filter(|slot| is_stranger(view.index, slot)).map(|s| (s.word, s.n_words)).collect();
    // A gap that does not know the stranger is about something else.
    let knows_strangers = |scored: &Scored| {
        let slots = query.slots.iter().zip(&scored.matched);
        slots.filter(|(slot, _)| slot.kind == SlotKind::Stranger).all(|(_, matched)| *matched >= 0.5)
    };
    let is_meant = |s: &Scored| s.is_exact || (s.is_about_it && knows_strangers(s));
    let gap = gap.filter(|id| ranked.iter().find(|s| s.entry == *id).is_none_or(is_meant));
    // Nearest passages and gap are of one briefing, that of the best candidate.
    let home = gap.or_else(|| ranked.first().map(|s| s.entry)).map(|id| view.indexed(id).briefing);
    let is_home = |id: u32| Some(view.indexed(id).briefing) == home;
    let covered = ranked.first().map_or(0.0, |s| s.coverage);
    let near_gap = gap.or_else(|| {
        ranked
            .iter()
            .find(|s| is_home(s.entry))
            .filter(|s| {
                view.indexed(s.entry).is_gap && s.score > view.index.weights.answer_min * GAP_NEAR && is_meant(s)
            })
            .map(|s| s.entry)
    });
    // "Who won the match?": a word in common makes no subject in common.
    let is_elsewhere =
        query.unseen >= UNSEEN_ELSEWHERE && query.names().next().is_none() && !ranked.iter().any(|s| s.is_about_it);
    let is_far = covered < 0.3 && ranked.first().is_none_or(|s| s.score < NEAR_MIN);
    let reason = if gap.is_some() {
        Reason::KnownGap
    } else if !strangers.is_empty() {
        Reason::Stranger
    } else if query.slots.is_empty() || is_far || is_elsewhere {
        Reason::OutOfScope
    } else {
        Reason::DetailNotGiven
    };
    let mut related: Vec<u32> = Vec::new();
    if let Some(gap) = near_gap {
        let briefing = view.indexed(gap).briefing;
        related.extend(view.entry(gap).near.iter().map(|ix| view.id(briefing, *ix)));
    }
    for other in ranked {
        if related.len() < 2
            && is_home(other.entry)
            && is_related(view, other)
            && !view.indexed(other.entry).is_gap
            && !related.iter().any(|&id| same_passage(view, id, other.entry))
        {
            related.push(other.entry);
        }
    }
    related.truncate(2);
    if reason == Reason::OutOfScope && !is_elsewhere {
        related.clear();
    }
    Decision {
        entries: Vec::new(),
        corrects: false,
        reason: Some(reason),
        gap: near_gap.filter(|_| reason != Reason::Stranger),
        related,
        strangers,
        score: ranked.first().map_or(0.0, |s| s.score),
    }
}
