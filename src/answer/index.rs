//! The library as rows of units: what each entry says, which questions it answers, and where each unit occurs.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::lines::{Cell, Line, LineKind, Pool};
use super::weights::Weights;
use crate::knowledge::library::Library;
use crate::knowledge::model::{Briefing, Citation, Entity, EntityKind, Entry, EntryKind, When};
use crate::text::normalise::fold;
use crate::text::tokens::tokens;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::grammar;
use crate::understanding::parse::{parse, slots};
use crate::understanding::question::{Slot, SlotKind, Types};
use crate::understanding::vocabulary::{Unit, UnitKind, Vocabulary};
use crate::understanding::words::{Word, words};

/// One entry of the library, ready for matching.
#[derive(Debug)]
pub struct Indexed {
    /// Which briefing.
    pub briefing: u32,
    /// Which entry of it.
    pub entry: u32,
    /// Its lines.
    pub lines: Range<u32>,
    /// The units of all its lines but those that it denies.
    units: Range<u32>,
    /// Kinds of answer that its passage can supply.
    pub supplies: Types,
    /// Kinds of answer that its example questions ask for.
    pub asked: Types,
    /// Says that the article does not say it.
    pub is_gap: bool,
    /// Only names a person, organisation or place.
    pub is_entity: bool,
    /// The person, organisation or place itself.
    pub own: Option<Unit>,
    /// It is a person.
    pub is_person: bool,
    /// To whom it is addressed.
    pub to: Option<Unit>,
    /// Who says it.
    pub speaker: Option<Unit>,
    /// People and organisations that its passages name.
    pub people: Box<[Unit]>,
    /// Places that its passages name.
    pub places: Box<[Unit]>,
    /// Its own text states a number.
    pub states_number: bool,
    /// What its passages count.
    pub counted: Box<[Unit]>,
    /// There are statements that it corrects.
    pub has_denies: bool,
    /// Which of its example questions can be shown as a next question.
    pub shown_ask: Option<u32>,
}

/// Names of one class can stand in for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EntityClass {
    /// No name of the library.
    #[default]
    None,
    /// A place.
    Place,
    /// A person.
    Person,
    /// A country, force, company or group.
    Organisation,
}

impl EntityClass {
    /// Its bit in a set of classes; names of no class have none.
    #[must_use]
    pub fn bit(self) -> u8 {
        1 << self as u8 & !1
    }
}

/// Hash of the words of a question, as they are spelt out.
#[must_use]
pub fn words_hash(words: &[Word<'_>]) -> u64 {
    let mut hasher = FxHasher::default();
    for word in words {
        word.text.hash(&mut hasher);
    }
    hasher.finish()
}

/// The index over a library.
#[derive(Debug, Default)]
pub struct Index {
    /// All entries, briefing by briefing.
    pub entries: Vec<Indexed>,
    /// All lines, entry by entry.
    pub lines: Vec<Line>,
    /// The units of all lines.
    pub pool: Pool,
    /// First entry of each briefing, and one past the last.
    pub briefings: Vec<Range<u32>>,
    /// The entity unit of each entity of each briefing.
    pub entity_units: Vec<Box<[Unit]>>,
    /// The numbers that decisions depend on.
    pub weights: Weights,
    /// Example questions by the hash of their words.
    exact: FxHashMap<u64, u32>,
    classes: Vec<EntityClass>,
    /// The units of the entries, entry by entry.
    units: Vec<Cell>,
    postings: Vec<u32>,
    offsets: Vec<u32>,
    idf: Vec<f32>,
}

impl Index {
    /// Builds the index; the vocabulary learns the library's names and words on the way.
    #[must_use]
    pub fn new(library: &Library, v: &mut Vocabulary) -> Self {
        let mut index = Self::default();
        for briefing in &library.briefings {
            index.entity_units.push(learn(briefing, v));
        }
        index.classes = vec![EntityClass::None; v.len()];
        for (briefing, units) in library.briefings.iter().zip(&index.entity_units) {
            for (entity, unit) in briefing.entities.iter().zip(units) {
                index.classes[unit.0 as usize] = match entity.kind {
                    EntityKind::Person => EntityClass::Person,
                    EntityKind::Organisation => EntityClass::Organisation,
                    EntityKind::Place => EntityClass::Place,
                };
            }
        }
        let nouns = AnswerNouns::new(&library.lexicon, v);
        let mut pairs: Vec<(Unit, u32)> = Vec::new();
        for (b, briefing) in library.briefings.iter().enumerate() {
            let start = index.entries.len() as u32;
            for (e, entry) in briefing.entries.iter().enumerate() {
                let id = index.entries.len() as u32;
                let mut builder = Builder {
                    v,
                    nouns: &nouns,
                    briefing,
                    units: &index.entity_units[b],
                    lines: &mut index.lines,
                    exact: &mut index.exact,
                    pool: &mut index.pool,
                };
                let mut indexed = builder.entry(id, b as u32, e as u32, entry);
                let lines = &index.lines[indexed.lines.start as usize..indexed.lines.end as usize];
                indexed.units.start = index.units.len() as u32;
                index.units.extend(index.pool.union(lines.iter().filter(|line| line.kind != LineKind::Deny)));
                indexed.units.end = index.units.len() as u32;
                let from = pairs.len();
                for line in lines {
                    index.pool.units(line, |unit, strength| {
                        if strength > 0.5 {
                            pairs.push((unit, id));
                        }
                    });
                }
                pairs[from..].sort_unstable();
                let mut kept = from;
                for i in from..pairs.len() {
                    if i == from || pairs[i] != pairs[kept - 1] {
                        pairs[kept] = pairs[i];
                        kept += 1;
                    }
                }
                pairs.truncate(kept);
                index.entries.push(indexed);
            }
            index.briefings.push(start..index.entries.len() as u32);
        }
        index.post(&pairs, v.len());
        index
    }

    /// Counting sort of (unit, entry) pairs into posting lists.
    fn post(&mut self, pairs: &[(Unit, u32)], n_units: usize) {
        let mut offsets = vec![0u32; n_units + 1];
        for (unit, _) in pairs {
            offsets[unit.0 as usize + 1] += 1;
        }
        for i in 0..n_units {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut postings = vec![0u32; pairs.len()];
        for (unit, entry) in pairs {
            let at = &mut next[unit.0 as usize];
            postings[*at as usize] = *entry;
            *at += 1;
        }
        let n = self.entries.len().max(1) as f32;
        self.idf = (0..n_units)
            .map(|i| {
                let df = (offsets[i + 1] - offsets[i]) as f32;
                if df == 0.0 { 1.0 } else { ((1.0 + n / df).ln() / (1.0 + n).ln()).clamp(0.12, 1.0) }
            })
            .collect();
        self.offsets = offsets;
        self.postings = postings;
        let Self { pool, lines, idf, classes, .. } = self;
        for line in lines {
            let firsts = pool.cells(line).filter(|cell| cell.is_first());
            let class = |unit: Unit| classes.get(unit.0 as usize).copied().unwrap_or_default();
            line.classes = firsts.fold(0, |bits, cell| bits | class(cell.unit()).bit());
            pool.weigh(line, |unit| idf.get(unit.0 as usize).copied().unwrap_or(1.0));
        }
        self.pool.shrink();
        self.lines.shrink_to_fit();
        self.units.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    /// The entries in which a unit occurs, ascending.
    #[must_use]
    pub fn postings(&self, unit: Unit) -> &[u32] {
        let i = unit.0 as usize;
        match (self.offsets.get(i), self.offsets.get(i + 1)) {
            (Some(&from), Some(&to)) => &self.postings[from as usize..to as usize],
            _ => &[],
        }
    }

    /// How telling a unit is: 1.0 for the rarest, about 0.1 for those in every entry.
    #[must_use]
    pub fn idf(&self, unit: Unit) -> f32 {
        self.idf.get(unit.0 as usize).copied().unwrap_or(1.0)
    }

    /// The entry that has these very words as an example question.
    #[must_use]
    pub fn exact(&self, words: &[Word<'_>]) -> Option<u32> {
        self.exact.get(&words_hash(words)).copied()
    }

    /// The class of a name.
    #[must_use]
    pub fn class(&self, unit: Unit) -> EntityClass {
        self.classes.get(unit.0 as usize).copied().unwrap_or_default()
    }

    /// The units of an entry, each once with its greatest strength; what only the statements have that it denies is left out.
    #[must_use]
    pub fn units_of(&self, entry: u32) -> &[Cell] {
        let units = &self.entries[entry as usize].units;
        &self.units[units.start as usize..units.end as usize]
    }

    /// The lines of an entry.
    #[must_use]
    pub fn lines_of(&self, entry: u32) -> &[Line] {
        let lines = &self.entries[entry as usize].lines;
        &self.lines[lines.start as usize..lines.end as usize]
    }
}

/// Names, aliases and words of a briefing; gives the unit of each entity.
fn learn(briefing: &Briefing, v: &mut Vocabulary) -> Box<[Unit]> {
    v.learn(&briefing.article.text, true);
    let units: Vec<Unit> = briefing.entities.iter().map(|entity| v.entity(&entity.name)).collect();
    for (entity, &unit) in briefing.entities.iter().zip(&units) {
        v.alias(&entity.name, unit);
        for alias in &entity.aliases {
            v.alias(alias, unit);
        }
        for metonym in &entity.metonyms {
            v.metonym(metonym, unit);
        }
        if let Some(whole) = entity.part_of {
            v.belongs(unit, units[whole.0 as usize]);
        }
    }
    for entry in &briefing.entries {
        let is_answer = entry.kind != EntryKind::Gap;
        v.learn(&entry.text, is_answer);
        for text in &entry.asks {
            v.learn(text, is_answer);
        }
        for text in &entry.denies {
            v.learn(text, false);
        }
    }
    units.into()
}

struct Builder<'a> {
    v: &'a Vocabulary,
    nouns: &'a AnswerNouns,
    briefing: &'a Briefing,
    units: &'a [Unit],
    lines: &'a mut Vec<Line>,
    exact: &'a mut FxHashMap<u64, u32>,
    pool: &'a mut Pool,
}

impl Builder<'_> {
    fn entry(&mut self, id: u32, b: u32, e: u32, entry: &Entry) -> Indexed {
        let start = self.lines.len() as u32;
        let mut asked = Types::NONE;
        for ask in &entry.asks {
            let types = self.question(ask, LineKind::Ask, id);
            asked = asked.with(types);
        }
        for deny in &entry.denies {
            self.question(deny, LineKind::Deny, id);
        }
        self.question(&entry.text, LineKind::Says, id);
        let mut facts = Facts::default();
        self.passages(entry, &mut facts);
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
            has_denies: !entry.denies.is_empty(),
            shown_ask: shown_ask(entry),
        }
    }

    fn question(&mut self, text: &str, kind: LineKind, id: u32) -> Types {
        let plain = fold(text);
        let tokens = tokens(&plain);
        let words = words(self.v, &plain, &tokens);
        let parse = parse(self.v, self.nouns, &words.words);
        if kind == LineKind::Ask {
            self.exact.entry(words_hash(&words.words)).or_insert(id);
        }
        self.lines.push(self.pool.line(kind, &parse));
        parse.types
    }

    /// The sentences that the citations stand in: what they name, and what they can supply.
    fn passages(&mut self, entry: &Entry, facts: &mut Facts) {
        for citation in &entry.citations {
            let text = sentence_around(self.briefing, citation);
            let plain = fold(text);
            let tokens = tokens(&plain);
            let words = words(self.v, &plain, &tokens);
            facts.read(&words.words);
            let mut parse =
                crate::understanding::question::Parse { slots: slots(self.v, &words.words), ..Default::default() };
            facts.count(&words.words, &parse.slots);
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
        let parse = crate::understanding::question::Parse { slots: slots(self.v, &words.words), ..Default::default() };
        self.lines.push(self.pool.line(LineKind::Names, &parse));
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

#[derive(Default)]
struct Facts {
    supplies: Types,
    people: Vec<Unit>,
    places: Vec<Unit>,
    counted: Vec<Unit>,
}

/// What stands within this many words after a number is what it counts.
const COUNTED_WORDS: usize = 4;

impl Facts {
    /// What the numbers of a passage count.
    fn count(&mut self, words: &[Word<'_>], slots: &[Slot]) {
        for (i, word) in words.iter().enumerate() {
            if !word.is_number && grammar::number_word(&word.text).is_none() {
                continue;
            }
            for slot in slots.iter().filter(|s| (s.word as usize) > i && (s.word as usize) <= i + COUNTED_WORDS) {
                self.counted
                    .extend(slot.alternatives().iter().filter(|(_, strength)| *strength > 0.5).map(|(u, _)| *u));
            }
        }
        self.counted.sort_unstable();
        self.counted.dedup();
    }

    /// Dates, numbers, durations and reasons in a passage.
    fn read(&mut self, words: &[Word<'_>]) {
        for (i, word) in words.iter().enumerate() {
            let text = &*word.text;
            let before = i.checked_sub(1).map_or("", |at| &*words[at].text);
            let is_length =
                grammar::is_duration_unit(crate::text::stem::stem(text).as_ref()) && !grammar::points_in_time(before);
            if grammar::is_time_word(text) && !is_length {
                self.supplies = self.supplies.with(Types::DATE);
            }
            if word.is_number || grammar::number_word(text).is_some() {
                self.supplies = self.supplies.with(Types::NUMBER);
                if words
                    .get(i + 1)
                    .is_some_and(|w| grammar::is_duration_unit(crate::text::stem::stem(&w.text).as_ref()))
                {
                    self.supplies = self.supplies.with(Types::DURATION);
                }
            }
            if matches!(text, "most" | "half" | "majority" | "third" | "quarter" | "all" | "none" | "double" | "twice")
            {
                self.supplies = self.supplies.with(Types::NUMBER);
            }
            if matches!(text, "because" | "since" | "due" | "therefore" | "owing")
                || (text == "to" && word.after_pause)
                || (text == "so" && words.get(i + 1).is_some_and(|w| &*w.text == "that"))
            {
                self.supplies = self.supplies.with(Types::REASON);
            }
            if matches!(text, "by" | "through" | "via" | "using" | "with") {
                self.supplies = self.supplies.with(Types::MEANS);
            }
            if word.is_quoted {
                self.supplies = self.supplies.with(Types::QUOTE);
            }
        }
    }

    fn name(&mut self, briefing: &Briefing, units: &[Unit], unit: Unit) {
        let Some(i) = units.iter().position(|u| *u == unit) else { return };
        match briefing.entities[i].kind {
            EntityKind::Place => {
                self.places.push(unit);
                self.supplies = self.supplies.with(Types::PLACE);
            }
            EntityKind::Person | EntityKind::Organisation => {
                self.people.push(unit);
                self.supplies = self.supplies.with(Types::PERSON);
                if briefing.entities[i].role.is_some() {
                    self.supplies = self.supplies.with(Types::ROLE);
                }
            }
        }
    }
}
