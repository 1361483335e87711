//! Where in its files each part of a briefing stands, for the findings of `check`.

use std::ops::Range;
use std::sync::Arc;

use super::model::Briefing;
use crate::diagnostic::{Diagnostic, Place, Source};

/// A briefing together with the places of its parts.
#[derive(Debug, Clone)]
pub struct Curated {
    /// What the engine answers from.
    pub briefing: Briefing,
    /// Where its parts stand.
    pub places: Places,
}

impl Curated {
    /// The briefing, and the place of its id with no more of the file than that needs.
    #[must_use]
    pub fn shelve(self) -> (Briefing, Place) {
        let Place { source, span } = self.places.id();
        let end = source.text[span.end..].find('\n').map_or(source.text.len(), |at| span.end + at);
        let head = Source::new(source.path.clone(), &source.text[..end]);
        (self.briefing, Place { source: Arc::new(head), span })
    }
}

/// The places of a briefing's parts; all ranges are bytes of `toml`.
#[derive(Debug, Clone)]
pub struct Places {
    /// The knowledge file.
    pub toml: Arc<Source>,
    /// The article.
    pub article: Arc<Source>,
    /// The briefing's id.
    pub briefing_id: Range<usize>,
    /// The ids of the short version, in order.
    pub lead: Vec<Range<usize>>,
    /// In the order of [`Briefing::entities`].
    pub entities: Vec<EntityPlaces>,
    /// In the order of [`Briefing::entries`].
    pub entries: Vec<EntryPlaces>,
    /// The findings that the editor accepts.
    pub allow: Vec<Allowance>,
    /// What was doubtful when the file was read, in the order of the places.
    pub doubts: Vec<Diagnostic>,
}

impl Places {
    /// A stretch of the knowledge file.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Place {
        Place::new(&self.toml, span.clone())
    }

    /// A stretch of the article.
    #[must_use]
    pub fn in_article(&self, span: Range<usize>) -> Place {
        Place::new(&self.article, span)
    }

    /// The briefing's id.
    #[must_use]
    pub fn id(&self) -> Place {
        self.place(&self.briefing_id)
    }

    /// Does the editor accept this finding about this entry or entity, or about the whole briefing of this id?
    #[must_use]
    pub fn is_allowed(&self, code: &str, id: &str) -> bool {
        self.allow.iter().any(|allowance| &*allowance.code == code && &*allowance.id == id)
    }

    /// Does the editor accept this finding about a stretch of the article, by some words of it?
    #[must_use]
    pub fn is_passage_allowed(&self, code: &str, span: Range<usize>) -> bool {
        let passage = self.article.text.get(span).unwrap_or_default();
        self.allow.iter().any(|allowance| &*allowance.code == code && passage.contains(&*allowance.id))
    }
}

/// Where the parts of a person, organisation or place stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntityPlaces {
    /// The header.
    pub header: Range<usize>,
    /// The id.
    pub id: Range<usize>,
    /// The name.
    pub name: Range<usize>,
    /// In the order of the aliases.
    pub aliases: Vec<Range<usize>>,
    /// In the order of the metonyms.
    pub metonyms: Vec<Range<usize>>,
    /// The role.
    pub role: Option<Range<usize>>,
}

/// Where the parts of an entry stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPlaces {
    /// The header.
    pub header: Range<usize>,
    /// The id.
    pub id: Range<usize>,
    /// What it says: `says`, a quote's `text`, an entity's `role` or `name`.
    pub text: Range<usize>,
    /// Who says it.
    pub speaker: Option<Range<usize>>,
    /// When it happened.
    pub when: Option<Range<usize>>,
    /// In the order of the citations.
    pub cites: Vec<Range<usize>>,
    /// In the order of the example questions.
    pub asks: Vec<Range<usize>>,
    /// In the order of the statements that it corrects.
    pub denies: Vec<Range<usize>>,
}

/// A finding that the editor accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// `K301` for example.
    pub code: Box<str>,
    /// The entry or entity that it is about; for a finding about the article, the briefing or words of the article.
    pub id: Box<str>,
    /// Why it is right as it is.
    pub reason: Box<str>,
    /// The key.
    pub span: Range<usize>,
}
