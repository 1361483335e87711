//! Knowledge as the engine sees it: validated, with ids resolved and citations found in the article.

use std::ops::Range;

/// Index of an entity in [`Briefing::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIx(pub u32);

/// Index of an entry in [`Briefing::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(pub u32);

/// One briefing: an article and what an editor made of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Briefing {
    /// Unique in its library.
    pub id: Box<str>,
    /// As readers see it.
    pub title: Box<str>,
    /// One line of the editor's own.
    pub summary: Option<Box<str>>,
    /// What the editor says of the article's own date.
    pub as_of: Option<Box<str>>,
    /// The entries that make up the short version.
    pub lead: Vec<EntryIx>,
    /// The article.
    pub article: Article,
    /// People, organisations and places, in file order.
    pub entities: Vec<Entity>,
    /// All that can be cited or refused: quotes, claims, facts, events, gaps, and the
    /// people, organisations and places that bear a citation.
    pub entries: Vec<Entry>,
}

impl Briefing {
    /// The entity at `ix`.
    #[must_use]
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.0 as usize]
    }

    /// The entry at `ix`.
    #[must_use]
    pub fn entry(&self, ix: EntryIx) -> &Entry {
        &self.entries[ix.0 as usize]
    }

    /// The cited words.
    #[must_use]
    pub fn excerpt(&self, citation: &Citation) -> &str {
        &self.article.text[citation.span()]
    }
}

/// The article, byte for byte, and where its paragraphs and sentences are.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Headline, or the editor's own name for it.
    pub title: Box<str>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<Box<str>>,
    /// The text, byte for byte.
    pub text: Box<str>,
    /// Paragraphs and headings, in order.
    pub paragraphs: Vec<crate::text::sentences::Paragraph>,
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A country, force, agency, company, or unnamed group.
    Organisation,
    /// A place.
    Place,
}

/// A person, organisation or place of the article.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// The editor's id.
    pub id: Box<str>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: Box<str>,
    /// Other names, spellings, titles.
    pub aliases: Vec<Box<str>>,
    /// Place names that stand for this actor where it acts.
    pub metonyms: Vec<Box<str>>,
    /// Role, as the article words it.
    pub role: Option<Box<str>>,
    /// Kind of place, a free word ("city").
    pub place_kind: Option<Box<str>>,
    /// The larger organisation (`of`) or place (`in`).
    pub part_of: Option<EntityIx>,
    /// Its entry, when it bears a citation.
    pub entry: Option<EntryIx>,
}

/// What kind of entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// Someone's own words.
    Quote,
    /// Someone's assertion in indirect speech.
    Claim,
    /// The article's own statement.
    Fact,
    /// A step of the timeline.
    Event,
    /// What the article does not say.
    Gap,
    /// A person, organisation or place.
    Entity(EntityIx),
}

/// When something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// In the article's own words.
    Words(Box<str>),
    /// A date that the editor inferred, `YYYY-MM-DD`; never shown as the article's.
    Inferred(Box<str>),
}

/// One thing that can be answered, or a gap.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The editor's id.
    pub id: Box<str>,
    /// Its kind.
    pub kind: EntryKind,
    /// The quoted words, or what the editor says.
    pub text: Box<str>,
    /// Who says or claims it.
    pub speaker: Option<EntityIx>,
    /// To whom it is addressed.
    pub to: Option<EntityIx>,
    /// An unnamed source, in the article's word.
    pub attribution: Option<Box<str>>,
    /// Whose stance it is.
    pub position_of: Option<EntityIx>,
    /// When it happened.
    pub when: Option<When>,
    /// Where it happened (events).
    pub place: Option<EntityIx>,
    /// Whom it is about.
    pub people: Vec<EntityIx>,
    /// Which places it is about.
    pub places: Vec<EntityIx>,
    /// Topic words.
    pub topics: Vec<Box<str>>,
    /// Statements that people may presuppose and that this entry corrects.
    pub denies: Vec<Box<str>>,
    /// Where the article says it; empty for gaps.
    pub citations: Vec<Citation>,
    /// Example questions.
    pub asks: Vec<Box<str>>,
    /// For gaps: the entries that come nearest.
    pub near: Vec<EntryIx>,
    /// Drafted and not yet reviewed by an editor.
    pub is_unreviewed: bool,
}

/// A verbatim passage of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// First byte in the article.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Paragraph number, from 1; headings are not counted and bear the number of the paragraph below.
    pub paragraph: u32,
    /// Sentence in the paragraph, from 1; 0 in a heading.
    pub sentence: u32,
}

impl Citation {
    /// Byte range in the article.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}
