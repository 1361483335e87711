//! All that deciding needs to see, by reference.

use super::index::{Index, Indexed};
use crate::knowledge::library::Library;
use crate::knowledge::model::{Briefing, Entry, EntryIx};
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::intents::Intents;
use crate::understanding::vocabulary::Vocabulary;

/// The library, its words and its index.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The briefings.
    pub library: &'a Library,
    /// Their words.
    pub v: &'a Vocabulary,
    /// Their entries as rows of units.
    pub index: &'a Index,
    /// Nouns that tell the kind of answer.
    pub nouns: &'a AnswerNouns,
    /// Patterns of what can be asked.
    pub intents: &'a Intents,
}

impl<'a> View<'a> {
    /// The briefing that an entry belongs to.
    #[must_use]
    pub fn briefing(&self, id: u32) -> &'a Briefing {
        &self.library.briefings[self.index.entries[id as usize].briefing as usize]
    }

    /// An entry.
    #[must_use]
    pub fn entry(&self, id: u32) -> &'a Entry {
        self.briefing(id).entry(EntryIx(self.index.entries[id as usize].entry))
    }

    /// An entry as it is indexed.
    #[must_use]
    pub fn indexed(&self, id: u32) -> &'a Indexed {
        &self.index.entries[id as usize]
    }

    /// Index of an entry of a briefing.
    #[must_use]
    pub fn id(&self, briefing: u32, entry: EntryIx) -> u32 {
        self.index.briefings[briefing as usize].start + entry.0
    }

    /// The briefing with an id.
    #[must_use]
    pub fn briefing_number(&self, id: &str) -> Option<u32> {
        self.library.briefings.iter().position(|b| &*b.id == id).map(|i| i as u32)
    }
}
