//! What an utterance asks, as data.

use super::measure::Measures;
use super::vocabulary::Unit;

/// Kinds of answer, as a set: a question may accept several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Types(pub u16);

impl Types {
    /// Nothing is known of the answer.
    pub const NONE: Self = Self(0);
    /// A person or actor.
    pub const PERSON: Self = Self(1);
    /// A place.
    pub const PLACE: Self = Self(1 << 1);
    /// A point in time.
    pub const DATE: Self = Self(1 << 2);
    /// A length of time.
    pub const DURATION: Self = Self(1 << 3);
    /// A count, share or amount.
    pub const NUMBER: Self = Self(1 << 4);
    /// Someone's words.
    pub const QUOTE: Self = Self(1 << 5);
    /// A cause or purpose.
    pub const REASON: Self = Self(1 << 6);
    /// A way or means.
    pub const MEANS: Self = Self(1 << 7);
    /// An office, job or title.
    pub const ROLE: Self = Self(1 << 8);
    /// Yes or no.
    pub const YES_NO: Self = Self(1 << 9);
    /// What someone or something is.
    pub const DEFINITION: Self = Self(1 << 10);
    /// "What" without a noun that says more.
    pub const WHAT: Self = Self(1 << 11);

    /// Do the sets share a type?
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// No type at all?
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The type that a noun class of the lexicon stands for.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "person" => Self::PERSON,
            "place" => Self::PLACE,
            "date" => Self::DATE,
            "duration" => Self::DURATION,
            "number" => Self::NUMBER,
            "quote" => Self::QUOTE,
            "reason" => Self::REASON,
            "means" => Self::MEANS,
            "role" => Self::ROLE,
            "definition" => Self::DEFINITION,
            _ => return None,
        })
    }

    /// Names of the types in the set, for explanations.
    #[must_use]
    pub fn names(self) -> String {
        const NAMES: [&str; 12] = [
            "person",
            "place",
            "date",
            "duration",
            "number",
            "quote",
            "reason",
            "means",
            "role",
            "yes/no",
            "definition",
            "what",
        ];
        let names: Vec<&str> =
            NAMES.iter().enumerate().filter(|(i, _)| self.0 & (1 << i) != 0).map(|(_, n)| *n).collect();
        if names.is_empty() { "any".into() } else { names.join("+") }
    }
}

/// Alternatives that one slot can be matched by.
pub const ALTERNATIVES_MAX: usize = 10;

/// What fills a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A person, organisation or place that lexicon or library know.
    Entity,
    /// A word or phrase that means a concept.
    Concept,
    /// Another known word.
    Term,
    /// A number.
    Number,
    /// A name that nobody here knows.
    Stranger,
    /// A word that nobody here knows.
    Unknown,
}

/// One unit of content in a question or in a line of knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Slot {
    alternatives: [(Unit, f32); ALTERNATIVES_MAX],
    n_alternatives: u8,
    /// What fills it.
    pub kind: SlotKind,
    /// 1.0 for an ordinary word; less for words that carry little.
    pub factor: f32,
    /// First word, counted in the parse.
    pub word: u16,
    /// Number of words.
    pub n_words: u16,
    /// Written as a name.
    pub is_name: bool,
    /// A place name that stands for an actor.
    pub is_metonym: bool,
    /// A preposition stands before it.
    pub is_object: bool,
    /// Stands behind "and", "or" or a comma: one of a list, or the beginning of something else.
    pub is_listed: bool,
    /// Stands in what only leads up to the question.
    pub is_lead: bool,
    /// The noun that is counted or asked for ("how many drones", "which metaphor").
    pub is_head: bool,
}

impl Slot {
    /// An empty slot.
    #[must_use]
    pub fn new(kind: SlotKind, word: usize, n_words: usize) -> Self {
        Self {
            alternatives: [(Unit(0), 0.0); ALTERNATIVES_MAX],
            n_alternatives: 0,
            kind,
            factor: 1.0,
            word: word as u16,
            n_words: n_words as u16,
            is_name: false,
            is_metonym: false,
            is_object: false,
            is_listed: false,
            is_lead: false,
            is_head: false,
        }
    }

    /// The slot as one of what only leads up to a question: it may help, and its absence weighs little.
    #[must_use]
    pub fn leading(&self, share: f32) -> Self {
        Self { factor: self.factor * share, kind: SlotKind::Term, is_lead: true, is_head: false, ..*self }
    }

    /// Adds a way to match the slot, unless there is one by the same unit or no room.
    pub fn add(&mut self, unit: Unit, strength: f32) {
        let n = self.n_alternatives as usize;
        if n < ALTERNATIVES_MAX && !self.alternatives[..n].iter().any(|(u, _)| *u == unit) {
            self.alternatives[n] = (unit, strength);
            self.n_alternatives += 1;
        }
    }

    /// The ways to match it, strongest first.
    #[must_use]
    pub fn alternatives(&self) -> &[(Unit, f32)] {
        &self.alternatives[..self.n_alternatives as usize]
    }

    /// The unit that stands for it.
    #[must_use]
    pub fn main(&self) -> Option<Unit> {
        self.alternatives().first().map(|(u, _)| *u)
    }
}

/// What a question wants named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedName {
    /// A person, as its noun tells.
    pub is_person: bool,
    /// The words of the question: a name among them is known already.
    pub words: Vec<Box<str>>,
}

/// A clause or line, understood.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// Its content.
    pub slots: Vec<Slot>,
    /// What kind of answer it expects; none for statements.
    pub types: Types,
    /// What it wants measured, where it asks for a number or date; none for statements.
    pub measures: Measures,
    /// What kind of thing is counted, where a count is asked for.
    pub counts: Types,
    /// Asks who someone is ("who is the head of it?").
    pub is_identity: bool,
    /// "Which": one of a kind is asked for.
    pub picks_one: bool,
    /// A verb of saying stands in it.
    pub has_speech: bool,
    /// Index of the slot that does the saying or doing.
    pub agent: Option<usize>,
    /// "not", "never", "no one" …
    pub is_negated: bool,
    /// "Each", "both": asks something of every one that is named.
    pub asks_each: bool,
    /// "Other", "else", "further": asks beyond what was told.
    pub has_contrast: bool,
    /// Asks something, by word order or question word.
    pub is_question: bool,
    /// A pronoun or ellipsis that points back to an earlier turn.
    pub points_back: bool,
    /// What it wants named; looked for in questions only, not in the lines of knowledge.
    pub asked_name: Option<AskedName>,
}
