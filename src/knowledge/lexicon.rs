//! The lexicon: words of the news trade, no article's facts.

pub mod concepts;

use self::concepts::Concept;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `lexicon.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Version of the format.
    pub format: u32,
    /// Chat spelling to plain words.
    #[serde(default)]
    pub slang: BTreeMap<String, String>,
    /// Irregular form to base form.
    #[serde(default)]
    pub irregular: BTreeMap<String, String>,
    /// Word lists.
    #[serde(default)]
    pub words: Words,
    /// Countries and unions.
    #[serde(default)]
    pub country: Vec<Country>,
    /// Patterns of what can be asked.
    #[serde(default)]
    pub intent: Vec<IntentPatterns>,
    /// Nouns that tell what kind of answer is expected ("which month" expects a date).
    #[serde(default)]
    pub answer_type: Vec<AnswerNouns>,
}

/// Word lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Words {
    /// Words and phrases without content.
    pub filler: Vec<String>,
    /// Words that may stay unmatched at small cost.
    pub light: Vec<String>,
    /// Everyday words that are no names, with white space between them: thousands of strings would take longer to read.
    pub common: String,
    /// Sets of words that mean the same, one a line, for the same reason; see [`Lexicon::concepts`].
    pub concepts: String,
}

impl Lexicon {
    /// Sets of words that mean the same, in the order of the file.
    pub fn concepts(&self) -> impl Iterator<Item = Concept<'_>> {
        concepts::lines(&self.words.concepts).filter_map(Concept::parse)
    }
}

/// A country or union with its names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166 code, or a made-up one for unions.
    pub iso: String,
    /// Names; those in capitals only match in capitals where they are words too ("US").
    pub names: Vec<String>,
    /// Demonyms.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Capital, which may stand for the country.
    #[serde(default)]
    pub capital: Vec<String>,
}

/// Patterns of one intent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntentPatterns {
    /// Name of the intent.
    pub id: String,
    /// Patterns, any of which suffices.
    pub patterns: Vec<String>,
}

/// Nouns of one answer type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerNouns {
    /// Name of the answer type.
    pub id: String,
    /// Nouns and noun phrases, base forms.
    pub nouns: Vec<String>,
}
