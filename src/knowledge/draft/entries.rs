//! What a draft holds: quotations, names, dates, and a statement a sentence.

use std::ops::Range;

use super::dates;
use super::entities::{self, Named};
use super::quotes::{self, Quotation};
use super::speaker::{Form, Tier};
use super::words::{Word, words};
use crate::knowledge::reporting::is_plain;
use crate::text::sentences::{Paragraph, paragraphs};

/// A sentence of the article's own, or someone's claim in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The sentence, byte range in the article.
    pub sentence: Range<usize>,
    /// Who claims it (an index into [`Draft::names`]), and what is claimed.
    pub claim: Option<(usize, Range<usize>)>,
}

/// A first draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// All quoted strings.
    pub quotes: Vec<Quotation>,
    /// People, organisations, places.
    pub names: Vec<Named>,
    /// Dates as they are written.
    pub dates: Vec<Range<usize>>,
    /// Numbers as they are written, with currency and scale.
    pub numbers: Vec<Range<usize>>,
    /// The other sentences.
    pub statements: Vec<Statement>,
    /// Paragraphs of the article.
    pub paragraphs: Vec<Paragraph>,
}

impl Draft {
    /// The speaker of a quotation, where he is sure and named.
    #[must_use]
    pub fn speaker(&self, article: &str, quotation: &Quotation) -> Option<&Named> {
        let found = quotation.attribution.as_ref()?;
        if found.tier < Tier::High || found.form != Form::Name {
            return None;
        }
        entities::known(&self.names, &article[found.who.clone()]).map(|at| &self.names[at])
    }

    /// The speaker in words: the full name where it is known, else as the article has it.
    #[must_use]
    pub fn speaker_words<'a>(&'a self, article: &'a str, quotation: &Quotation) -> Option<&'a str> {
        let found = quotation.attribution.as_ref()?;
        let text = &article[found.who.clone()];
        let known = (found.form == Form::Name).then(|| entities::known(&self.names, text)).flatten();
        Some(known.map_or(text, |at| &self.names[at].name))
    }
}

/// Drafts a briefing from an article.
///
/// # Examples
/// ```
/// use briefing_bot::knowledge::draft::draft;
///
/// let article = "Ada Okafor, secretary of the union, said the boats were unsafe. The strike began on Monday.";
/// let draft = draft(article);
/// assert_eq!((draft.names[0].name.as_str(), draft.names[0].role.as_deref()), ("Ada Okafor", Some("secretary of the union")));
/// assert_eq!(&article[draft.dates[0].clone()], "Monday");
/// assert!(draft.statements[0].claim.is_some() && draft.statements[1].claim.is_none());
/// ```
#[must_use]
pub fn draft(article: &str) -> Draft {
    let paragraphs = paragraphs(article);
    let quotes = quotes::quotations(article, &paragraphs);
    let names = entities::entities(article, &paragraphs, &quotes);
    let dates = dates::dates(article, &paragraphs);
    let numbers = dates::numbers(article, &paragraphs, &dates);
    let mut statements = Vec::new();
    for sentence in paragraphs.iter().flat_map(|paragraph| &paragraph.sentences) {
        let n_quoted: usize =
            quotes.iter().filter(|quote| quote.is_speech).map(|quote| shared(&quote.text, sentence)).sum();
        if n_quoted * 2 < sentence.len() {
            let claim = if n_quoted == 0 { claim(article, sentence, &names) } else { None };
            statements.push(Statement { sentence: sentence.clone(), claim });
        }
    }
    Draft { quotes, names, dates, numbers, statements, paragraphs }
}

/// Bytes that two ranges share.
pub(super) fn shared(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// "NAME said that …": who, and what.
fn claim(article: &str, sentence: &Range<usize>, names: &[Named]) -> Option<(usize, Range<usize>)> {
    let words = words(article, sentence.clone());
    let name = super::names::name_at(&words, 0)?;
    if words[name.end - 1].is_possessive() {
        return None;
    }
    let is_apposed = words.get(name.end).is_some_and(|word| word.text == ",");
    let verb = if is_apposed {
        let close = (name.end + 1..words.len().min(name.end + 18)).find(|&at| words[at].text == ",")?;
        close + 1
    } else {
        name.end
    };
    if !words.get(verb).is_some_and(|word| is_plain(word.text)) {
        return None;
    }
    let is_that = words.get(verb + 1).is_some_and(|word| word.text == "that");
    let from = words.get(verb + 1 + usize::from(is_that))?;
    if !(is_that || opens_clause(from)) {
        return None;
    }
    let who = entities::known(names, &article[words[name.start].span.start..words[name.end - 1].span.end])?;
    Some((who, from.span.start..sentence.end))
}

fn opens_clause(word: &Word<'_>) -> bool {
    word.is_capital()
        || ["the", "a", "an", "it", "its", "he", "she", "they", "there", "this", "these", "his", "her", "their"]
            .contains(&word.text)
}
