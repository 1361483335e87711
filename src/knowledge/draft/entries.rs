//! What a draft holds: quotations, names, dates, and a statement a sentence.

use std::ops::Range;

use super::dates;
use super::entities::{self, Named};
use super::names::name_at;
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
        if n_quoted * 2 < sentence.len() && (n_quoted == 0 || tells_more(article, sentence, &quotes)) {
            let claim = if n_quoted == 0 { claim(article, sentence, &names) } else { None };
            statements.push(Statement { sentence: sentence.clone(), claim });
        }
    }
    Draft { quotes, names, dates, numbers, statements, paragraphs }
}

/// Does a sentence with a quotation tell more than who speaks? “Yes,” Ada Okafor said.
fn tells_more(article: &str, sentence: &Range<usize>, quotes: &[Quotation]) -> bool {
    /// Words of an attribution beside the name and the verb: "with a grin", "on Monday".
    const MAX_WORDS: usize = 2;
    let own: Vec<&Quotation> = quotes.iter().filter(|quote| shared(&quote.text, sentence) > 0).collect();
    let is_told = |word: &Word<'_>| {
        own.iter().any(|quote| {
            let said = quote.attribution.as_ref();
            shared(&quote.text, &word.span) > 0
                || said.is_some_and(|said| shared(&said.who, &word.span) > 0 || shared(&said.cue, &word.span) > 0)
        })
    };
    let words = words(article, sentence.clone());
    words.iter().filter(|word| word.is_word() && !is_told(word)).count() > MAX_WORDS
}

/// Bytes that two ranges share.
pub(super) fn shared(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// "NAME said that …", "Its chair, NAME, said …": who, and what.
fn claim(article: &str, sentence: &Range<usize>, names: &[Named]) -> Option<(usize, Range<usize>)> {
    /// Words before the name in apposition, and between "told" and "that".
    const MAX_WORDS: usize = 8;
    let words = words(article, sentence.clone());
    let first = words.iter().take(MAX_WORDS + 1).position(|word| word.text == ",");
    let apposed = first.and_then(|comma| name_at(&words, comma + 1)).filter(|name| {
        words.get(name.end).is_some_and(|word| word.text == ",") && !words[name.end - 1].is_possessive()
    });
    let (name, verb) = if let Some(name) = apposed {
        (name, name.end + 1)
    } else {
        let name = name_at(&words, 0)?;
        let is_apposed = words.get(name.end).is_some_and(|word| word.text == ",");
        let close = || {
            (name.end + 1..words.len().min(name.end + 18))
                .rfind(|&at| words[at].text == "," && words.get(at + 1).is_some_and(|word| is_plain(word.text)))
        };
        (name, if is_apposed { close()? + 1 } else { name.end })
    };
    if words[name.end - 1].is_possessive() || !words.get(verb).is_some_and(|word| is_plain(word.text)) {
        return None;
    }
    let that = words[verb + 1..].iter().take(MAX_WORDS).position(|word| word.text == "that");
    let from = match that {
        // "Denied that."
        Some(at) if words[verb + 1..][..at].iter().all(Word::is_word) => verb + at + 2,
        _ if is_clause(&words, verb) => verb + 1,
        _ => return None,
    };
    let first = words.get(from)?;
    if words[from..].iter().filter(|word| word.is_word()).count() < 3 {
        return None;
    }
    let who = entities::known(names, &article[words[name.start].span.start..words[name.end - 1].span.end])?;
    Some((who, first.span.start..sentence.end))
}

/// Does a whole clause follow the verb? "Confirmed the deal" has only an object.
fn is_clause(words: &[Word<'_>], verb: usize) -> bool {
    const AUXILIARIES: &[&str] =
        &["was", "were", "is", "are", "will", "would", "has", "have", "had", "can", "could", "should", "must", "may"];
    let rest = &words[verb + 1..];
    if !rest.first().is_some_and(opens_clause) {
        return false;
    }
    let is_saying = matches!(words[verb].text, "said" | "says" | "say");
    let near =
        rest.iter().take(8).take_while(|word| word.is_word() && !matches!(word.text, "but" | "and" | "or" | "who"));
    is_saying || near.into_iter().any(|word| AUXILIARIES.contains(&word.text))
}

fn opens_clause(word: &Word<'_>) -> bool {
    word.is_capital()
        || ["the", "a", "an", "it", "its", "he", "she", "they", "there", "this", "these", "his", "her", "their"]
            .contains(&word.text)
}
