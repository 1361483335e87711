//! The reply: what a reader gets, as plain data.

use crate::knowledge::model::{EntityIx, EntryIx};

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Answered, with citations.
    Answered,
    /// The briefing does not say; the reason and the nearest passages stand beside it.
    NotInBriefing,
    /// Two or more readings are close; the choices are the suggestions.
    DidYouMean,
    /// Small talk or help; no citations.
    Help,
}

impl Outcome {
    /// The name in the JSON contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NotInBriefing => "not_in_briefing",
            Self::DidYouMean => "did_you_mean",
            Self::Help => "help",
        }
    }
}

/// Why the bot abstained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Nothing to do with the briefing.
    OutOfScope,
    /// Someone or something that the briefing does not name.
    Stranger,
    /// The briefing is about it, but this detail is not given.
    DetailNotGiven,
    /// An editor noted that the briefing does not say this.
    KnownGap,
    /// Two or more readings are close.
    Ambiguous,
    /// It points back ("who said it?"), and nothing was asked before it.
    Unclear,
    /// Nothing was asked.
    Empty,
    /// The message is longer than a question can be.
    TooLong,
}

impl Reason {
    /// The name in the JSON contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OutOfScope => "out_of_scope",
            Self::Stranger => "stranger",
            Self::DetailNotGiven => "detail_not_given",
            Self::KnownGap => "not_in_source",
            Self::Ambiguous => "ambiguous",
            Self::Unclear => "unclear",
            Self::Empty => "empty",
            Self::TooLong => "too_long",
        }
    }
}

/// A passage as a reader sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Number beside it, from 1.
    pub n: usize,
    /// Id of the entry that cites it.
    pub entry: String,
    /// The article's words, byte for byte.
    pub exact: String,
    /// Paragraph, from 1; headings are not counted.
    pub paragraph: u32,
    /// Sentence in the paragraph, from 1; 0 in a heading.
    pub sentence: u32,
    /// First byte in the article.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Who says it, where it is someone's words or claim.
    pub speaker: Option<String>,
    /// Id of the briefing that it is from, where a reply is from several.
    pub briefing: Option<String>,
    /// The source where it is no named speaker ("reports"), or the cue.
    pub attribution: Option<String>,
}

/// What a dialogue needs to know of a reply, to resolve the next question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Focus {
    /// The question, in the fuller form in which it was understood.
    pub question: String,
    /// The [`mark`](crate::knowledge::library::Library::mark) of the library that the indexes below belong to.
    pub mark: u64,
    /// Briefing and entry of each citation.
    pub entries: Vec<(u32, EntryIx)>,
    /// It was answered; otherwise the entries are those that come nearest.
    pub is_answered: bool,
    /// Entities that the question named or the answer is about, the main one first.
    pub entities: Vec<(u32, EntityIx)>,
}

/// The composed reply. `render` makes text of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// What became of the question.
    pub outcome: Outcome,
    /// The intent that was recognised, `fact` for plain look-up.
    pub intent: String,
    /// Id of the briefing that answers.
    pub briefing: Option<String>,
    /// Title of that briefing.
    pub title: Option<String>,
    /// The answer as a reader sees it, without the citations.
    pub text: String,
    /// The evidence.
    pub citations: Vec<Passage>,
    /// Nearest passages, where the bot abstains.
    pub related: Vec<Passage>,
    /// Next questions, or the choices of "did you mean".
    pub suggestions: Vec<String>,
    /// Why the bot abstained.
    pub reason: Option<Reason>,
    /// 0.0 to 1.0: how sure the matcher is.
    pub confidence: f32,
    /// What the briefing says of its own date.
    pub as_of: Option<String>,
    /// For the next question of the dialogue; not shown.
    pub focus: Focus,
}

/// Which part of a list a reply shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pages {
    /// This page, from 0.
    pub page: usize,
    /// How many pages there are; 0 where the list is empty.
    pub n_pages: usize,
    /// How many quotes there are on all pages.
    pub n_quotes: usize,
}

impl Pages {
    /// The page after this one.
    #[must_use]
    pub fn next(self) -> Option<usize> {
        Some(self.page + 1).filter(|next| *next < self.n_pages)
    }

    /// The page before this one.
    #[must_use]
    pub fn previous(self) -> Option<usize> {
        self.page.checked_sub(1)
    }
}
