//! The engine: one question in, one reply out. Pure, synchronous, cheap to share.

use crate::answer::reply::{Focus, Outcome, Reason, Reply};
use crate::knowledge::library::Library;

/// One user message after transport stripping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Utterance {
    /// The text as the user wrote it.
    pub raw: String,
    /// Only this briefing, where the user or the channel chose one.
    pub briefing: Option<String>,
}

impl Utterance {
    /// An utterance to all briefings.
    pub fn new(raw: impl Into<String>) -> Self {
        Self { raw: raw.into(), briefing: None }
    }
}

/// The last turns of one user in one channel, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dialogue {
    turns: Vec<Focus>,
}

impl Dialogue {
    /// Turns that are kept.
    pub const MAX_TURNS: usize = 8;

    /// Takes a reply into the dialogue.
    pub fn remember(&mut self, reply: &Reply) {
        if self.turns.len() == Self::MAX_TURNS {
            self.turns.remove(0);
        }
        self.turns.push(reply.focus.clone());
    }

    /// The turns, oldest first.
    #[must_use]
    pub fn turns(&self) -> &[Focus] {
        &self.turns
    }
}

/// What a user wants of the bot: a free question, or a command with its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A free question.
    Ask(Utterance),
    /// Quotes of a speaker, all speakers if none is named, about a topic if one is named.
    Quotes {
        /// As the user wrote it.
        speaker: Option<String>,
        /// As the user wrote it.
        topic: Option<String>,
    },
    /// The places that were hit.
    Cities,
    /// How the main matter stands.
    Status,
    /// What happened when.
    Timeline,
    /// Who is in the briefing.
    People,
    /// What the bot can do.
    Help,
}

/// Answers requests from a library.
#[derive(Debug)]
pub struct Engine {
    library: Library,
}

impl Engine {
    /// Builds the indexes over a library.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self { library }
    }

    /// The library it answers from.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Answers a free question.
    #[must_use]
    pub fn ask(&self, utterance: &Utterance, dialogue: &Dialogue) -> Reply {
        self.explain(utterance, dialogue).0
    }

    /// Answers a free question and tells how the answer came about, step by step, as lines of text.
    #[must_use]
    pub fn explain(&self, utterance: &Utterance, dialogue: &Dialogue) -> (Reply, Vec<String>) {
        let _ = dialogue;
        let reply = Reply {
            outcome: Outcome::NotInBriefing,
            intent: "fact".into(),
            briefing: None,
            title: None,
            text: "The briefing doesn't say.".into(),
            citations: Vec::new(),
            related: Vec::new(),
            suggestions: Vec::new(),
            reason: Some(Reason::OutOfScope),
            confidence: 0.0,
            as_of: None,
            focus: Focus { question: utterance.raw.clone(), ..Focus::default() },
        };
        (reply, Vec::new())
    }

    /// Answers any request.
    #[must_use]
    pub fn perform(&self, request: &Request, dialogue: &Dialogue) -> Reply {
        match request {
            Request::Ask(utterance) => self.ask(utterance, dialogue),
            _ => self.ask(&Utterance::default(), dialogue),
        }
    }

    /// The entry that answers `question` best among those of one briefing, for checks of its own examples:
    /// entry id and score, best first.
    #[must_use]
    pub fn rank(&self, briefing: &str, question: &str) -> Vec<(String, f32)> {
        let _ = (briefing, question);
        Vec::new()
    }
}
