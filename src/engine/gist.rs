//! What a question is about, apart from how it is worded.

use super::Engine;
use crate::text::normalise::plain;
use crate::text::stem::stem;
use crate::text::tokens::tokens;
use crate::understanding::question::{SlotKind, Types};
use crate::understanding::vocabulary::Unit;
use crate::understanding::{parse, words};

/// A way to mean something by it counts from this strength on; below it, the ways are wider or narrower.
const STRONG: f32 = 0.9;

/// What a word or phrase stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Something that lexicon or library know.
    Unit(Unit),
    /// A word or name that nobody here knows, by its stem.
    Word(Box<str>),
}

/// One word or phrase of content.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// What it stands for: one of these.
    pub keys: Vec<Key>,
    /// 1.0 for an ordinary word; less for words that carry little.
    pub weight: f32,
    /// A name, a number, or a word that nobody here knows: what a question turns on.
    pub is_name: bool,
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gist {
    /// Its content, in the order of the words.
    pub tellings: Vec<Telling>,
    /// What kind of answer it expects.
    pub types: Types,
    /// Which of the content does the saying or doing.
    pub agent: Option<usize>,
}

impl Engine {
    /// What a question is about: the same for "did they hit the port" and "was the port attacked" where the lexicon has
    /// "hit" and "attack" as one concept.
    #[must_use]
    pub fn gist(&self, question: &str) -> Gist {
        let plain = plain(question);
        let words = words::words(&self.vocabulary, &plain, &tokens(&plain)).words;
        let parse = parse::parse(&self.vocabulary, &self.nouns, &words);
        let mut gist = Gist { types: parse.types, ..Gist::default() };
        for (at, slot) in parse.slots.iter().enumerate() {
            let strong = slot.alternatives().iter().filter(|(_, strength)| *strength >= STRONG);
            let mut keys: Vec<Key> = strong.map(|(unit, _)| Key::Unit(*unit)).collect();
            if keys.is_empty() {
                let first = slot.word as usize;
                let own = words.get(first..first + slot.n_words as usize).unwrap_or_default();
                let own: Vec<_> = own.iter().map(|word| stem(&word.text)).collect();
                keys.push(Key::Word(own.join(" ").into()));
            }
            if parse.agent == Some(at) {
                gist.agent = Some(gist.tellings.len());
            }
            let is_name = !matches!(slot.kind, SlotKind::Concept | SlotKind::Term);
            gist.tellings.push(Telling { keys, weight: slot.factor, is_name });
        }
        gist
    }
}
