//! How the vocabulary takes in a lexicon, and the names and words of briefings.

use std::borrow::Cow;

use super::{Class, Meaning, PHRASE_MAX_WORDS, ROOT, Record, Unit, UnitKind, Vocabulary};
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::lexicon::concepts::split;
use crate::text::normalise::{Plain, fold};
use crate::text::stem::stem;
use crate::text::tokens::{Token, TokenKind, letters, tokens};
use crate::understanding::grammar;

impl Vocabulary {
    /// The words of a lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut v = Self { meanings: vec![Meaning::default()], ..Self::default() };
        v.reserve(lexicon);
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

    /// Room for what a lexicon of this length usually holds: growing by steps would hold all twice for a while.
    fn reserve(&mut self, lexicon: &Lexicon) {
        let (n_common, n_concepts) = (lexicon.words.common.len(), lexicon.words.concepts.len());
        let n_names = n_common / 7 + n_concepts / 40;
        self.names.reserve(n_names, 7 * n_names);
        self.records.reserve(n_names);
        self.edges.reserve(n_concepts / 27);
        self.meanings.reserve(n_concepts / 11);
    }

    fn add_words(&mut self, lexicon: &Lexicon) {
        let mut stems = Vec::new();
        for word in lexicon.words.common.split_whitespace() {
            self.classify(word, Class::Common, &mut stems);
        }
        for word in &lexicon.words.light {
            self.classify(word, Class::Light, &mut stems);
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
            self.classify(word, Class::Filler, &mut stems);
        }
    }

    fn classify(&mut self, word: &str, class: Class, stems: &mut Vec<Unit>) {
        self.stems_into(word, stems);
        if let [stem] = stems[..] {
            let record = &mut self.records[stem.0 as usize];
            record.class = record.class.max(class);
        }
    }

    fn add_concepts(&mut self, lexicon: &Lexicon) {
        for concept in lexicon.concepts() {
            self.concept(concept.id);
        }
        let mut stems = Vec::new();
        for concept in lexicon.concepts() {
            let unit = self.concept(concept.id);
            if let Some(opposite) = concept.opposite() {
                let other = self.concept(opposite);
                self.opposites.insert(unit, other);
                self.opposites.entry(other).or_insert(unit);
            }
            let broader: Vec<Unit> = concept.broader().map(|id| self.concept(id)).collect();
            for word in concept.words() {
                self.stems_into(word, &mut stems);
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
                self.meanings[node as usize].concepts.add(unit);
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

    fn intern(&mut self, name: &str, kind: UnitKind) -> (Unit, bool) {
        let (unit, is_new) = self.names.add(name);
        if is_new {
            self.records.push(Record {
                kind,
                class: Class::Content,
                node: ROOT,
                in_briefing: false,
                in_name: false,
                is_large: false,
                in_answer: false,
            });
        }
        (unit, is_new)
    }

    fn concept(&mut self, id: &str) -> Unit {
        self.intern(&["@", id].concat(), UnitKind::Concept).0
    }

    fn stem_unit(&mut self, stem: &str) -> Unit {
        let (unit, is_new) = self.intern(stem, UnitKind::Stem);
        if is_new && stem.is_ascii() && stem.len() >= 4 {
            self.by_shape.entry((stem.as_bytes()[0], stem.len() as u8)).or_default().push(unit);
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
        let (unit, _) = self.intern(&format!("={}", fold(name).lower), UnitKind::Entity);
        if !stems.is_empty() {
            self.meanings[node as usize].entities.add(unit);
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
        self.note_spelling(alias, &stems);
        let node = self.node(&stems);
        self.meanings[node as usize].entities.add(unit);
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
        self.note_spelling(alias, &stems);
        let node = self.node(&stems);
        self.meanings[node as usize].metonyms.add(unit);
    }

    /// Keeps how a name of one word is written, where an everyday word has the same stem.
    fn note_spelling(&mut self, name: &str, stems: &[Unit]) {
        let [stem] = stems else { return };
        let is_shared = self.class(*stem) != Class::Content || !self.meaning(*stem).concepts.is_empty();
        if is_shared {
            let folded = fold(name).lower;
            // "The bridge" is one word behind its article.
            let written = folded.rsplit(' ').next().unwrap_or(&folded);
            let base = self.base(written).into();
            self.spellings.entry(*stem).or_default().extend([base, written.into()]);
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

    /// As [`Self::learn`]; and marks as parts of names the words that have a capital within a sentence.
    pub fn learn_names(&mut self, text: &str, is_answer: bool) {
        let plain = fold(text);
        let mut is_within = false;
        for token in tokens(&plain) {
            let stem = match token.kind {
                TokenKind::Word => self.stem_of_word(&surface(&plain, &token)),
                TokenKind::Number => self.stem_unit(&surface(&plain, &token)),
                kind => {
                    is_within = kind == TokenKind::Pause;
                    continue;
                }
            };
            let record = &mut self.records[stem.0 as usize];
            record.in_briefing = true;
            record.in_answer |= is_answer;
            if token.is_capital && is_within {
                record.is_large = true;
                record.in_name |= record.class == Class::Content && record.node == ROOT;
            }
            is_within = true;
        }
    }

    fn stems_of(&mut self, text: &str) -> Vec<Unit> {
        let mut stems = Vec::new();
        self.stems_into(text, &mut stems);
        stems
    }

    /// The stems of a text, in place of what `stems` held.
    fn stems_into(&mut self, text: &str, stems: &mut Vec<Unit>) {
        stems.clear();
        let is_simple = text.bytes().all(|b| b.is_ascii_lowercase() || b == b' ');
        if is_simple {
            stems.extend(split(text, b' ').filter(|w| !w.is_empty()).map(|word| self.stem_of_word(word)));
            return;
        }
        let plain = fold(text);
        for token in tokens(&plain) {
            let surface = surface(&plain, &token);
            match token.kind {
                TokenKind::Word => stems.push(self.stem_of_word(&surface)),
                TokenKind::Number => stems.push(self.stem_unit(&surface)),
                _ => {}
            }
        }
    }

    fn stem_of_word(&mut self, surface: &str) -> Unit {
        if grammar::is_determiner(surface) {
            let (unit, _) = self.intern(grammar::DETERMINER, UnitKind::Stem);
            self.records[unit.0 as usize].class = Class::Filler;
            return unit;
        }
        match self.rewrites.get(surface).map(Vec::as_slice) {
            Some([base]) => {
                let base = base.clone();
                self.stem_unit(&stem(&base))
            }
            _ => self.stem_unit(&stem(surface)),
        }
    }

    pub(super) fn base<'a>(&'a self, surface: &'a str) -> &'a str {
        match self.rewrites.get(surface) {
            Some(words) if words.len() == 1 => &words[0],
            _ => surface,
        }
    }

    fn node(&mut self, stems: &[Unit]) -> u32 {
        let Some((first, rest)) = stems.split_first() else { return ROOT };
        let next = self.meanings.len() as u32;
        let own = &mut self.records[first.0 as usize].node;
        if *own == ROOT {
            *own = next;
            self.meanings.push(Meaning::default());
        }
        let mut at = *own;
        for &stem in rest.iter().take(PHRASE_MAX_WORDS - 1) {
            let next = self.meanings.len() as u32;
            self.meanings[at as usize].goes_on = true;
            at = *self.edges.entry((at, stem)).or_insert(next);
            if at == next {
                self.meanings.push(Meaning::default());
            }
        }
        at
    }
}

/// Lower-case letters of a token; short capitals that are function words otherwise ("US") keep apart.
fn surface<'a>(plain: &'a Plain, token: &Token) -> Cow<'a, str> {
    let letters = letters(plain, token);
    if token.is_caps && grammar::is_function_word(&letters) { Cow::Owned(letters.to_uppercase()) } else { letters }
}
