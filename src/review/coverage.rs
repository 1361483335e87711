//! What of the article the entries cite, and what they leave out.

mod article;
mod spans;

use std::ops::Range;

use super::questions::{self, Verdict};
use crate::engine::Engine;
use crate::knowledge::model::{Briefing, EntryIx, EntryKind};

pub use spans::Spans;

/// Words that a quoted string has at least to be missed; shorter ones are titles and scare quotes.
pub const QUOTE_MIN_WORDS: usize = 3;

/// What of an article is cited by which entries. Headings are not counted: they are no sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// All sentences, in order.
    pub sentences: Vec<Sentence>,
    /// All quoted strings of [`QUOTE_MIN_WORDS`] words or more, in order.
    pub quotes: Vec<Quoted>,
    /// Numbers and names that no entry cites anywhere, each at its first place, in order.
    pub details: Vec<Missed>,
    /// Entries, gaps among them, without an example question. People, organisations and places are asked for by their
    /// names and are left out.
    pub unasked: Vec<EntryIx>,
}

/// A stretch of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Byte range in the article.
    pub span: Range<usize>,
    /// Line of its first byte, from 1.
    pub line: usize,
    /// Number of its paragraph, from 1, as citations count them.
    pub paragraph: u32,
}

/// A sentence, and who cites it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub at: Spot,
    /// Entries that cite at least a word of it, in file order.
    pub entries: Vec<EntryIx>,
    /// Its words, and how many of them are cited.
    pub words: Share,
}

/// A string between quotation marks, the marks left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// Where it stands.
    pub at: Spot,
    /// The quote entries that hold some of its words, in file order.
    pub entries: Vec<EntryIx>,
}

/// A number or a name that no entry cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    /// Where it stands first.
    pub at: Spot,
    /// Is it a number? Else a name.
    pub is_number: bool,
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are covered.
    pub covered: usize,
    /// How many there are.
    pub total: usize,
}

/// How much of a paragraph is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its first sentence's line, from 1.
    pub line: usize,
    /// Its number, from 1.
    pub number: u32,
    /// Its sentences; those of which a word is cited are covered.
    pub sentences: Share,
    /// Its words.
    pub words: Share,
}

/// An example question, and whether it finds its entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked<'a> {
    /// The entry that it stands on.
    pub entry: EntryIx,
    /// Its number on the entry, from 0.
    pub n: usize,
    /// The question.
    pub question: &'a str,
    /// What became of it.
    pub verdict: Verdict,
}

impl Coverage {
    /// Looks a briefing through.
    #[must_use]
    pub fn of(briefing: &Briefing) -> Self {
        let is_unasked = |kind: EntryKind| !matches!(kind, EntryKind::Entity(_));
        let unasked = (0_u32..).zip(&briefing.entries);
        let unasked = unasked.filter(|(_, entry)| entry.asks.is_empty() && is_unasked(entry.kind));
        Self {
            sentences: article::sentences(briefing),
            quotes: article::quotes(briefing),
            details: article::details(briefing),
            unasked: unasked.map(|(ix, _)| EntryIx(ix)).collect(),
        }
    }

    /// Sentences of which an entry cites at least a word.
    #[must_use]
    pub fn sentences(&self) -> Share {
        Share::count(self.sentences.iter().map(Sentence::is_cited))
    }

    /// Words of sentences that an entry cites.
    #[must_use]
    pub fn words(&self) -> Share {
        self.sentences.iter().fold(Share::default(), |all, sentence| all.plus(sentence.words))
    }

    /// Quoted strings that a quote entry holds.
    #[must_use]
    pub fn quotes(&self) -> Share {
        Share::count(self.quotes.iter().map(Quoted::is_held))
    }

    /// Sentences that no entry cites, in order.
    pub fn uncited(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| !sentence.is_cited())
    }

    /// Quoted strings that no quote entry holds, in order.
    pub fn unheld(&self) -> impl Iterator<Item = &Quoted> {
        self.quotes.iter().filter(|quoted| !quoted.is_held())
    }

    /// The paragraphs that have sentences, in order.
    #[must_use]
    pub fn paragraphs(&self) -> Vec<Paragraph> {
        let groups = self.sentences.chunk_by(|a, b| a.at.paragraph == b.at.paragraph);
        let paragraph = |group: &[Sentence]| {
            group.first().map(|first| Paragraph {
                line: first.at.line,
                number: first.at.paragraph,
                sentences: Share::count(group.iter().map(Sentence::is_cited)),
                words: group.iter().fold(Share::default(), |all, sentence| all.plus(sentence.words)),
            })
        };
        groups.filter_map(paragraph).collect()
    }
}

impl Sentence {
    /// Does an entry cite a word of it?
    #[must_use]
    pub fn is_cited(&self) -> bool {
        !self.entries.is_empty()
    }
}

impl Quoted {
    /// Does a quote entry hold some of it?
    #[must_use]
    pub fn is_held(&self) -> bool {
        !self.entries.is_empty()
    }
}

impl Share {
    /// Counts those that are covered.
    pub fn count(all: impl Iterator<Item = bool>) -> Self {
        all.fold(Self::default(), |sum, is_covered| sum.plus(Self { covered: usize::from(is_covered), total: 1 }))
    }

    /// The two together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { covered: self.covered + other.covered, total: self.total + other.total }
    }

    /// In percent, 0.0 to 100.0; 100.0 of nothing.
    #[must_use]
    pub fn percent(self) -> f64 {
        if self.total == 0 { 100.0 } else { self.covered as f64 * 100.0 / self.total as f64 }
    }
}

/// Asks the example questions of a briefing one by one, in file order.
pub fn questions<'a>(engine: &'a Engine, briefing: &'a Briefing) -> impl Iterator<Item = Asked<'a>> {
    let entries = (0_u32..).map(EntryIx).zip(&briefing.entries);
    entries.flat_map(move |(ix, entry)| {
        entry.asks.iter().enumerate().map(move |(n, question)| Asked {
            entry: ix,
            n,
            question,
            verdict: questions::examine(engine, briefing, entry, question),
        })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
