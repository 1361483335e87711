//! How the vocabulary takes in a lexicon, and the names and words of briefings.

use std::borrow::Cow;

use super::{Class, Meaning, PHRASE_MAX_WORDS, ROOT, Record, Unit, UnitKind, Vocabulary};
use crate::knowledge::lexicon::Lexicon;
use crate::text::normalise::{Plain, fold};
use crate::text::stem::stem;
use crate::text::tokens::{Token, TokenKind, letters, tokens};
use crate::understanding::grammar;

impl Vocabulary {
    /// The words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut v = Self { meanings: vec![Meaning::default()], ..Self::default() };
        // A word of English or a phrase, and the mark after it, take seven bytes or more.
        let n_words = (lexicon.words.common.len() + lexicon.words.concepts.len()) / 7 + lexicon.words.light.len();
        v.by_name.reserve(n_words);
        v.names.reserve(n_words);
        v.records.reserve(n_words);
        v.edges.reserve(n_words);
        v.meanings.reserve(n_words);
        for (from, to) in &lexicon.irregular {
            v.rewrites.insert(from.as_str().into(), vec![to.as_str().into()]);
        }
        for (from, to) in &lexicon.slang {
            let words = to.split_whitespace().map(Into::into).collect();
            v.rewrites.insert(from.as_str().into(), words);
        }
        v.add_words(lexicon);
        v.add_concepts(lexicon);
        v.add_countries(lexicon);
        // Words that only patterns use must be known to be found.
        for pattern in lexicon.intent.iter().flat_map(|intent| &intent.patterns) {
            for word in pattern.split([' ', '(', ')', '|', '?']).filter(|w| w.chars().all(char::is_alphabetic)) {
                if let [stem] = v.stems_of(word)[..]
                    && v.meaning(stem).concepts.is_empty()
                {
                    let record = &mut v.records[stem.0 as usize];
                    record.class = record.class.max(Class::Common);
                }
            }
        }
        v
    }

    fn add_words(&mut self, lexicon: &Lexicon) {
        for word in lexicon.words.common.split_whitespace() {
            self.classify(word, Class::Common);
        }
        for word in &lexicon.words.light {
            self.classify(word, Class::Light);
        }
        for phrase in &lexicon.words.filler {
            // One word is a filler as it stands, not in every form: "briefing" says nothing, "briefed" does.
            let stems = self.stems_of(phrase);
            if stems.len() == 1 {
                self.fillers.insert(phrase.as_str().into());
            } else if !stems.is_empty() {
                let node = self.node(&stems);
                self.meanings[node as usize].is_filler = true;
            }
        }
        for word in grammar::FUNCTION_WORDS {
            self.classify(word, Class::Filler);
        }
    }

    fn classify(&mut self, word: &str, class: Class) {
        if let [stem] = self.stems_of(word)[..] {
            let record = &mut self.records[stem.0 as usize];
            record.class = record.class.max(class);
        }
    }

    fn add_concepts(&mut self, lexicon: &Lexicon) {
        for concept in lexicon.concepts() {
            self.concept(concept.id);
        }
        for concept in lexicon.concepts() {
            let unit = self.concept(concept.id);
            if let Some(opposite) = concept.opposite() {
                let other = self.concept(opposite);
                self.opposites.insert(unit, other);
                self.opposites.entry(other).or_insert(unit);
            }
            let broader: Vec<Unit> = concept.broader().map(|id| self.concept(id)).collect();
            for word in concept.words() {
                let stems = self.stems_of(word);
                // "be held" would swallow every passive.
                if stems.is_empty() || word.starts_with("be ") {
                    continue;
                }
                if let [stem] = stems[..] {
                    let record = &mut self.records[stem.0 as usize];
                    if record.class == Class::Content {
                        record.class = Class::Common;
                    }
                }
                let node = self.node(&stems);
                let concepts = &mut self.meanings[node as usize].concepts;
                if !concepts.contains(&unit) {
                    concepts.push(unit);
                }
            }
            if !broader.is_empty() {
                self.broader.insert(unit, broader);
            }
        }
    }

    fn add_countries(&mut self, lexicon: &Lexicon) {
        for country in &lexicon.country {
            let Some(name) = country.names.first() else { continue };
            let unit = self.entity(name);
            for alias in country.names.iter().chain(&country.adjectives) {
                self.alias(alias, unit);
            }
            if country.iso.len() == 2 {
                self.alias(&format!("flag{}", country.iso.to_lowercase()), unit);
            }
            for capital in &country.capital {
                self.metonym(capital, unit);
            }
        }
    }

    fn intern(&mut self, name: &str, kind: UnitKind) -> Unit {
        if let Some(&unit) = self.by_name.get(name) {
            return unit;
        }
        let unit = Unit(self.names.len() as u32);
        self.by_name.insert(name.into(), unit);
        self.names.push(name.into());
        self.records.push(Record {
            kind,
            class: Class::Content,
            node: ROOT,
            in_briefing: false,
            in_name: false,
            in_answer: false,
        });
        unit
    }

    fn concept(&mut self, id: &str) -> Unit {
        self.intern(&format!("@{id}"), UnitKind::Concept)
    }

    fn stem_unit(&mut self, surface: &str) -> Unit {
        let known = self.by_name.contains_key(surface);
        let unit = self.intern(surface, UnitKind::Stem);
        if !known && surface.is_ascii() && surface.len() >= 4 {
            self.by_shape.entry((surface.as_bytes()[0], surface.len() as u8)).or_default().push(unit);
        }
        unit
    }

    /// The entity unit of a canonical name; entities of the same name in several briefings share it.
    pub fn entity(&mut self, name: &str) -> Unit {
        let stems = self.stems_of(name);
        let node = self.node(&stems);
        if let Some(&unit) = self.meanings[node as usize].entities.first() {
            return unit;
        }
        let unit = self.intern(&format!("={}", fold(name).lower), UnitKind::Entity);
        if !stems.is_empty() {
            self.meanings[node as usize].entities.push(unit);
        }
        unit
    }

    /// Another name for an entity.
    pub fn alias(&mut self, alias: &str, unit: Unit) {
        let mut stems = self.stems_of(alias);
        if stems.first().is_some_and(|&first| self.name(first) == grammar::DETERMINER) {
            stems.remove(0);
        }
        for &stem in &stems {
            self.records[stem.0 as usize].in_name = true;
        }
        // An alias of function words alone would swallow ordinary questions.
        if stems.iter().all(|&stem| self.class(stem) == Class::Filler) {
            return;
        }
        let node = self.node(&stems);
        let entities = &mut self.meanings[node as usize].entities;
        if !entities.contains(&unit) {
            entities.push(unit);
        }
        // "Norway's king" is also "the king of Norway".
        if let Some((owner, owned)) = alias.split_once("'s ").or_else(|| alias.split_once("’s "))
            && !owned.contains("'s ")
            && !owned.contains("’s ")
        {
            self.alias(&format!("{owned} of {owner}"), unit);
        }
    }

    /// A place name that stands for an actor.
    pub fn metonym(&mut self, alias: &str, unit: Unit) {
        let stems = self.stems_of(alias);
        if stems.is_empty() {
            return;
        }
        for &stem in &stems {
            self.records[stem.0 as usize].in_name = true;
        }
        let node = self.node(&stems);
        let metonyms = &mut self.meanings[node as usize].metonyms;
        if !metonyms.contains(&unit) {
            metonyms.push(unit);
        }
    }

    /// `part` belongs to `whole`: a spokesperson to a country, a city to a region.
    pub fn belongs(&mut self, part: Unit, whole: Unit) {
        let wholes = self.part_of.entry(part).or_default();
        if part != whole && !wholes.contains(&whole) {
            wholes.push(whole);
        }
    }

    /// Marks the words of a text as words of a briefing; of its answers, or only of what it does not say.
    pub fn learn(&mut self, text: &str, is_answer: bool) {
        for stem in self.stems_of(text) {
            let record = &mut self.records[stem.0 as usize];
            record.in_briefing = true;
            record.in_answer |= is_answer;
        }
    }

    fn stems_of(&mut self, text: &str) -> Vec<Unit> {
        let is_simple = text.bytes().all(|b| b.is_ascii_lowercase() || b == b' ');
        if is_simple {
            return text.split(' ').filter(|w| !w.is_empty()).map(|word| self.stem_of_word(word)).collect();
        }
        let plain = fold(text);
        let mut out = Vec::new();
        for token in tokens(&plain) {
            let surface = surface(&plain, &token);
            match token.kind {
                TokenKind::Word => out.push(self.stem_of_word(&surface)),
                TokenKind::Number => out.push(self.stem_unit(&surface)),
                _ => {}
            }
        }
        out
    }

    fn stem_of_word(&mut self, surface: &str) -> Unit {
        if grammar::is_determiner(surface) {
            let unit = self.intern(grammar::DETERMINER, UnitKind::Stem);
            self.records[unit.0 as usize].class = Class::Filler;
            return unit;
        }
        let stem = stem(self.base(surface));
        if let Some(&unit) = self.by_name.get(&*stem) {
            return unit;
        }
        let stem = stem.into_owned();
        self.stem_unit(&stem)
    }

    pub(super) fn base<'a>(&'a self, surface: &'a str) -> &'a str {
        match self.rewrites.get(surface) {
            Some(words) if words.len() == 1 => &words[0],
            _ => surface,
        }
    }

    fn node(&mut self, stems: &[Unit]) -> u32 {
        let mut at = ROOT;
        for (i, &stem) in stems.iter().take(PHRASE_MAX_WORDS).enumerate() {
            at = if let Some(&next) = self.edges.get(&(at, stem)) {
                next
            } else {
                let next = self.meanings.len() as u32;
                self.meanings.push(Meaning::default());
                self.edges.insert((at, stem), next);
                if i == 0 {
                    self.records[stem.0 as usize].node = next;
                }
                next
            };
        }
        at
    }
}

/// Lower-case letters of a token; short capitals that are function words otherwise ("US") keep apart.
fn surface<'a>(plain: &'a Plain, token: &Token) -> Cow<'a, str> {
    let letters = letters(plain, token);
    if token.is_caps && grammar::is_function_word(&letters) { Cow::Owned(letters.to_uppercase()) } else { letters }
}
