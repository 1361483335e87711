//! The knowledge format as data: which keys each kind of table has and what they hold.
//!
//! `knowledge::read` checks files against these tables, so that every wrong key of a file is told at once, with
//! its place; derived deserialisation stops at the first.

pub mod json;

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// One line of text.
    Text,
    /// The id that this table defines, in kebab-case.
    Id,
    /// An id that is defined elsewhere in the file.
    Ref,
    /// A TOML date.
    Date,
    /// A TOML date (the editor's inference) or the article's own words.
    When,
    /// A list of texts.
    Texts,
    /// A list of words in kebab-case.
    Words,
    /// A list of ids that are defined elsewhere in the file.
    Refs,
    /// A list of verbatim passages of the article.
    Passages,
    /// Findings that the editor accepts, each with the reason.
    Reasons,
}

impl Shape {
    /// What it is, in words.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Number => "a whole number",
            Self::Flag => "true or false",
            Self::Text => "a string",
            Self::Id | Self::Ref => "an id in quotes",
            Self::Date => "a date without quotes",
            Self::When => "a date without quotes, or the article's own words in quotes",
            Self::Texts | Self::Passages => "a list of strings",
            Self::Words => "a list of words in kebab-case",
            Self::Refs => "a list of ids",
            Self::Reasons => "a table of strings",
        }
    }

    /// How it is written, after `key = `.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Number => "1",
            Self::Flag => "true",
            Self::Text => "\"…\"",
            Self::Id | Self::Ref => "\"some-id\"",
            Self::Date => "2031-03-14",
            Self::When => "\"Monday\"",
            Self::Texts | Self::Passages => "[\"…\", \"…\"]",
            Self::Words => "[\"some-word\"]",
            Self::Refs => "[\"some-id\"]",
            Self::Reasons => "\"the reason\"",
        }
    }
}

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Must it be there?
    pub is_required: bool,
    /// What it is for, for editors.
    pub about: &'static str,
}

/// One kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its header.
    pub name: &'static str,
    /// `[[name]]`, any number of times, or `[name]`, once.
    pub is_list: bool,
    /// What it is, for editors.
    pub about: &'static str,
    /// Its own keys.
    pub keys: &'static [Key],
    /// Further keys that it shares with other kinds.
    pub shared: &'static [Key],
}

impl Table {
    /// All keys.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.keys.iter().chain(self.shared)
    }

    /// The key of this name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }

    /// The header as it is written.
    #[must_use]
    pub fn header(&self) -> String {
        if self.is_list { format!("[[{}]]", self.name) } else { format!("[{}]", self.name) }
    }
}

/// The only version of the format so far.
pub const FORMAT: u32 = 1;

const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, is_required: true, about }
}

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, is_required: false, about }
}

const ID: Key = must("id", Shape::Id, "Unique in the file, in kebab-case.");
const NAME: Key = must("name", Shape::Text, "The name that readers see.");
const ALIASES: Key = may("aliases", Shape::Texts, "Other spellings, scripts and titles that people use.");
const SAYS: Key = must("says", Shape::Text, "One complete sentence, with nothing that is not in the citation.");
const CITE: Key = must("cite", Shape::Passages, "Verbatim passages of the article, each of which occurs once.");
const MAY_CITE: Key = may("cite", Shape::Passages, "Verbatim passages of the article, each of which occurs once.");
const ASK: Key = may("ask", Shape::Texts, "Questions that this entry answers: examples and tests at once.");
const WHEN: Key = may("when", Shape::When, "A string: the article's own words. A date: the editor's inference.");

const NOTES: &[Key] = &[
    may("topics", Shape::Words, "Topic words in kebab-case; `status` and `affected-places` mean something to the bot."),
    may("note", Shape::Text, "The editor's own; never shown."),
    may("review", Shape::Flag, "Drafted and not yet reviewed."),
];

const STATEMENT: &[Key] = &[
    ASK,
    may("people", Shape::Refs, "People and organisations that it is about."),
    may("places", Shape::Refs, "Places that it is about."),
    may("to", Shape::Ref, "The person or organisation that it is addressed to."),
    may("position_of", Shape::Ref, "The person or organisation whose stance it is."),
    may("denies", Shape::Texts, "Statements that people may presuppose and that this corrects."),
    NOTES[0],
    NOTES[1],
    NOTES[2],
];

/// `[briefing]`.
pub static BRIEFING: Table = Table {
    name: "briefing",
    is_list: false,
    about: "The briefing as a whole.",
    keys: &[
        must("id", Shape::Id, "Unique in the library, in kebab-case."),
        must("title", Shape::Text, "As readers see it."),
        may("summary", Shape::Text, "One line of the editor's own."),
        may("lead", Shape::Refs, "The entries that make up the short version, in order, at most 6."),
        may("as_of", Shape::Text, "What the text supports about its own date."),
    ],
    shared: &[],
};

/// `[article]`.
pub static ARTICLE: Table = Table {
    name: "article",
    is_list: false,
    about: "The article that the briefing is made from.",
    keys: &[
        must("title", Shape::Text, "The headline."),
        may("publisher", Shape::Text, "Who published it."),
        may("published", Shape::Date, "The day of publication. Left out rather than guessed."),
        must("text", Shape::Text, "The file with the text, beside this file."),
        must("sha256", Shape::Text, "The SHA-256 of that file, 64 hexadecimal digits."),
    ],
    shared: &[],
};

/// `[allow]`.
pub const ALLOW: &str = "allow";

/// `[[person]]`, `[[organisation]]`, `[[place]]`, `[[quote]]`, `[[claim]]`, `[[fact]]`, `[[event]]`, `[[gap]]`.
pub static ITEMS: [Table; 8] = [
    Table {
        name: "person",
        is_list: true,
        about: "A human being of the article.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            may("role", Shape::Text, "As the article words it."),
            may("of", Shape::Ref, "The organisation whose side the person is on."),
            CITE,
            ASK,
        ],
        shared: NOTES,
    },
    Table {
        name: "organisation",
        is_list: true,
        about: "A country, force, agency, company, or unnamed group that acts.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            may("metonyms", Shape::Texts, "Place names that stand for this actor, only where it acts."),
            may("role", Shape::Text, "What it is, as the article words it."),
            may("of", Shape::Ref, "The larger organisation."),
            MAY_CITE,
            ASK,
        ],
        shared: NOTES,
    },
    Table {
        name: "place",
        is_list: true,
        about: "A place of the article.",
        keys: &[
            ID,
            NAME,
            ALIASES,
            may("kind", Shape::Text, "A free word: city, town, region, country, port."),
            may("role", Shape::Text, "As the article words it."),
            may("in", Shape::Ref, "The larger place."),
            MAY_CITE,
            ASK,
        ],
        shared: NOTES,
    },
    Table {
        name: "quote",
        is_list: true,
        about: "Someone's own words.",
        keys: &[
            ID,
            must("speaker", Shape::Ref, "The person or organisation who says it."),
            must("text", Shape::Text, "The words, inside quotation marks in the article, without the outer marks."),
            CITE,
            WHEN,
        ],
        shared: STATEMENT,
    },
    Table {
        name: "claim",
        is_list: true,
        about: "Someone's assertion, wish, promise or instruction in indirect speech.",
        keys: &[ID, must("by", Shape::Ref, "The person or organisation who claims it."), SAYS, CITE, WHEN],
        shared: STATEMENT,
    },
    Table {
        name: "fact",
        is_list: true,
        about: "The article's own statement.",
        keys: &[ID, SAYS, CITE, WHEN, may("attribution", Shape::Text, "An unnamed source, in the article's word.")],
        shared: STATEMENT,
    },
    Table {
        name: "event",
        is_list: true,
        about: "A step of the timeline; file order is the order in time.",
        keys: &[
            ID,
            SAYS,
            WHEN,
            may("where", Shape::Ref, "The place where it happened."),
            may("by", Shape::Ref, "The person or organisation who claims it."),
            CITE,
        ],
        shared: STATEMENT,
    },
    Table {
        name: "gap",
        is_list: true,
        about: "What people will ask and the article does not say.",
        keys: &[
            ID,
            SAYS,
            must("ask", Shape::Texts, "Questions that the article leaves open."),
            may("near", Shape::Refs, "The entries that come nearest."),
        ],
        shared: NOTES,
    },
];

/// The item table of this name.
#[must_use]
pub fn item(name: &str) -> Option<&'static Table> {
    ITEMS.iter().find(|table| table.name == name)
}
