//! From a curated entry to rows of units.

use rustc_hash::FxHashMap;

use super::facts::Facts;
use super::{Indexed, Sentence, words_hash};
use crate::answer::lines::{Line, LineKind, Pool};
use crate::answer::wordings::dimensions;
use crate::knowledge::model::{Briefing, Citation, Entity, EntityKind, Entry, EntryKind, When};
use crate::text::normalise::fold;
use crate::text::tokens::tokens;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::parse::{parse, slots};
use crate::understanding::question::{Parse, SlotKind, Types};
use crate::understanding::vocabulary::{Unit, UnitKind, Vocabulary};
use crate::understanding::words::words;

pub(super) struct Builder<'a> {
    pub(super) v: &'a Vocabulary,
    pub(super) nouns: &'a AnswerNouns,
    pub(super) briefing: &'a Briefing,
    pub(super) units: &'a [Unit],
    pub(super) lines: &'a mut Vec<Line>,
    pub(super) exact: &'a mut FxHashMap<u64, u32>,
    pub(super) pool: &'a mut Pool,
    /// Dimensions of the example questions of the entry at hand.
    pub(super) dimensions: Vec<u32>,
}

impl Builder<'_> {
    pub(super) fn entry(&mut self, id: u32, b: u32, e: u32, entry: &Entry) -> Indexed {
        let start = self.lines.len() as u32;
        let mut asked = Types::NONE;
        for ask in &entry.asks {
            let types = self.question(ask, LineKind::Ask, id, start);
            asked = asked.with(types);
        }
        for deny in &entry.denies {
            self.question(deny, LineKind::Deny, id, start);
        }
        self.question(&entry.text, LineKind::Says, id, start);
        let mut facts = Facts::default();
        let sentence = self.passages(entry, &mut facts);
        self.names(entry, &mut facts);
        let speaker = entry.speaker.map(|ix| self.units[ix.0 as usize]);
        if entry.kind == EntryKind::Quote {
            facts.supplies = facts.supplies.with(Types::QUOTE);
        }
        facts.people.sort_unstable();
        facts.people.dedup();
        facts.places.sort_unstable();
        facts.places.dedup();
        Indexed {
            briefing: b,
            entry: e,
            lines: start..self.lines.len() as u32,
            units: 0..0,
            supplies: facts.supplies,
            measures: facts.measures,
            asked,
            is_gap: entry.kind == EntryKind::Gap,
            is_entity: matches!(entry.kind, EntryKind::Entity(_)),
            own: if let EntryKind::Entity(ix) = entry.kind { Some(self.units[ix.0 as usize]) } else { None },
            is_person: matches!(entry.kind, EntryKind::Entity(ix) if self.briefing.entity(ix).kind == EntityKind::Person),
            to: entry.to.map(|ix| self.units[ix.0 as usize]),
            speaker,
            people: facts.people.into(),
            places: facts.places.into(),
            counted: facts.counted.into(),
            states_number: entry.text.bytes().any(|b| b.is_ascii_digit()),
            is_bare: is_bare(entry),
            sentence,
            has_denies: !entry.denies.is_empty(),
            shown_ask: shown_ask(entry),
        }
    }

    /// Packs a question or statement as a line of the entry that begins with line `first`.
    fn question(&mut self, text: &str, kind: LineKind, id: u32, first: u32) -> Types {
        let plain = fold(text);
        let tokens = tokens(&plain);
        let words = words(self.v, &plain, &tokens);
        let parse = parse(self.v, self.nouns, &words.words);
        if kind == LineKind::Ask {
            self.exact.entry(words_hash(&words.words)).or_insert(id);
            self.dimensions.extend(dimensions(self.v, &words.words, &parse));
        }
        let line = self.pool.line(kind, &parse);
        // The same question in other words of the same meaning adds nothing to what the entry can be matched by.
        if self.lines[first as usize..].iter().any(|other| self.pool.is_same(other, &line)) {
            self.pool.take_back(&line);
        } else {
            self.lines.push(line);
        }
        parse.types
    }

    /// The sentences that the citations stand in: what they name, and what they can supply.
    fn passages(&mut self, entry: &Entry, facts: &mut Facts) -> Option<Box<Sentence>> {
        let mut sentence = None;
        for citation in &entry.citations {
            let text = sentence_around(self.briefing, citation);
            let plain = fold(text);
            let tokens = tokens(&plain);
            let words = words(self.v, &plain, &tokens);
            facts.read(&words.words);
            let mut parse = Parse { slots: slots(self.v, &words.words), ..Default::default() };
            facts.count(&words.words, &parse.slots);
            facts.unlisted(self.v, &words.words, &parse.slots);
            if is_bare(entry) {
                facts.whereabouts(&words.words);
                facts.spans(&words.words);
                let read = || Sentence::new(self.v, self.briefing, self.units, &words.words, &parse.slots);
                let is_question = text.trim_end_matches(['”', '"', '’', '\'', ')', ' ']).ends_with('?');
                sentence.get_or_insert_with(|| Box::new(Sentence { is_question, ..read() }));
            }
            for slot in &parse.slots {
                if slot.kind == SlotKind::Entity {
                    for &(unit, strength) in slot.alternatives() {
                        if strength > 0.9 && self.v.kind(unit) == UnitKind::Entity {
                            facts.name(self.briefing, self.units, unit);
                        }
                    }
                }
            }
            parse.slots.truncate(60);
            self.lines.push(self.pool.line(LineKind::Passage, &parse));
        }
        sentence
    }

    /// Entities that the editor ties to the entry, their wholes, and its topics.
    fn names(&mut self, entry: &Entry, facts: &mut Facts) {
        let mut text = String::new();
        let mut tied: Vec<&Entity> = Vec::new();
        let own = if let EntryKind::Entity(ix) = entry.kind { Some(ix) } else { None };
        for ix in own
            .iter()
            .chain(&entry.speaker)
            .chain(&entry.to)
            .chain(&entry.place)
            .chain(&entry.people)
            .chain(&entry.places)
            .chain(&entry.position_of)
        {
            facts.name(self.briefing, self.units, self.units[ix.0 as usize]);
            let mut next = Some(*ix);
            while let Some(ix) = next {
                let entity = self.briefing.entity(ix);
                if tied.iter().any(|e| std::ptr::eq(*e, entity)) {
                    break;
                }
                tied.push(entity);
                next = entity.part_of;
            }
        }
        for entity in &tied {
            text.push_str(&entity.name);
            text.push_str(", ");
            if let Some(role) = &entity.role {
                text.push_str(role);
                text.push_str(", ");
            }
        }
        for topic in &entry.topics {
            text.push_str(&topic.replace('-', " "));
            text.push_str(", ");
        }
        if let Some(When::Words(when)) = &entry.when {
            text.push_str(when);
            facts.supplies = facts.supplies.with(Types::DATE);
        }
        if text.is_empty() {
            return;
        }
        let plain = fold(&text);
        let tokens = tokens(&plain);
        let words = words(self.v, &plain, &tokens);
        let parse = Parse { slots: slots(self.v, &words.words), ..Default::default() };
        self.lines.push(self.pool.line(LineKind::Names, &parse));
    }
}

/// Has no editor yet written down what the entry answers?
fn is_bare(entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Gap => false,
        EntryKind::Entity(_) => entry.is_unreviewed,
        _ => entry.asks.is_empty() || entry.is_unreviewed,
    }
}

/// The first example question of an answer that is written as a sentence.
fn shown_ask(entry: &Entry) -> Option<u32> {
    let is_answer = !matches!(entry.kind, EntryKind::Gap | EntryKind::Entity(_) | EntryKind::Event);
    let at = entry.asks.iter().position(|ask| ask.ends_with('?') && ask.starts_with(char::is_uppercase));
    at.filter(|_| is_answer).map(|at| at as u32)
}

/// The whole sentence(s) around a citation: what a cut-off passage is about stands there.
fn sentence_around<'a>(briefing: &'a Briefing, citation: &Citation) -> &'a str {
    let span = citation.span();
    let paragraph = briefing.article.paragraphs.iter().find(|p| p.span.contains(&span.start));
    let Some(paragraph) = paragraph else { return &briefing.article.text[span] };
    let start = paragraph.sentences.iter().rfind(|s| s.start <= span.start).map_or(span.start, |s| s.start);
    let end = paragraph.sentences.iter().find(|s| s.end >= span.end).map_or(span.end, |s| s.end);
    &briefing.article.text[start.min(span.start)..end.max(span.end)]
}
