//! Golden questions: a question set asked of the engine, judged, and counted.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::fold::fold;
use super::judge::{self, Expected, Given, Verdict};
use crate::engine::{Dialogue, Engine, Utterance};
use crate::knowledge::model::Briefing;

/// Earlier turns that are replayed before a question: as many as a dialogue keeps, and as many before them, since
/// a turn may lean on the one before.
pub const CONTEXT_MAX_TURNS: usize = 2 * Dialogue::MAX_TURNS;

/// The dialogue after the earlier questions of a row.
#[must_use]
pub fn replay(engine: &Engine, briefing: Option<&str>, context: &[String]) -> Dialogue {
    let mut dialogue = Dialogue::default();
    for earlier in &context[context.len().saturating_sub(CONTEXT_MAX_TURNS)..] {
        let utterance = Utterance { raw: earlier.clone(), briefing: briefing.map(str::to_owned) };
        let reply = engine.ask(&utterance, &dialogue);
        dialogue.remember(&reply);
    }
    dialogue
}

/// One golden question.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// Names it in reports.
    pub id: &'a str,
    /// Earlier questions of the same dialogue.
    pub context: &'a [String],
    /// The question.
    pub q: &'a str,
    /// What the reply must be.
    pub expected: Expected<'a>,
}

/// A golden question with what became of it.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The question.
    pub row: Row<'a>,
    /// How the reply fared.
    pub verdict: Verdict,
    /// Why it is not right.
    pub why: String,
    /// What was answered.
    pub text: String,
    /// The excerpts that it cites.
    pub cited: Vec<String>,
    /// Citations that stand in no article.
    pub fabricated: usize,
    /// Does it cite too much?
    pub is_overcited: bool,
}

/// Asks golden questions of an engine.
#[derive(Debug)]
pub struct Examiner<'a> {
    engine: &'a Engine,
    briefing: Option<&'a str>,
    /// Each as it is, and folded once it is needed: of a large library few are.
    articles: BTreeMap<&'a str, (&'a str, OnceCell<String>)>,
}

impl<'a> Examiner<'a> {
    /// Asks all briefings, or one.
    #[must_use]
    pub fn new(engine: &'a Engine, briefing: Option<&'a str>) -> Self {
        let article = |briefing: &'a Arc<Briefing>| (&*briefing.article.text, OnceCell::new());
        let articles = engine.library().briefings.iter().map(|briefing| (&*briefing.id, article(briefing))).collect();
        Self { engine, briefing, articles }
    }

    /// Asks one question and judges the reply.
    #[must_use]
    pub fn examine<'r>(&self, row: Row<'r>) -> Judged<'r> {
        self.examine_of(self.briefing, row)
    }

    /// The same of another briefing, or of all.
    #[must_use]
    pub fn examine_of<'r>(&self, briefing: Option<&str>, row: Row<'r>) -> Judged<'r> {
        let dialogue = replay(self.engine, briefing, row.context);
        let utterance = Utterance { raw: row.q.to_owned(), briefing: briefing.map(str::to_owned) };
        let reply = self.engine.ask(&utterance, &dialogue);
        let excerpts: Vec<&str> = reply.citations.iter().map(|passage| passage.exact.as_str()).collect();
        let given = Given { outcome: reply.outcome, text: &reply.text, excerpts: &excerpts };
        let (verdict, why) = judge::judge(&row.expected, &given);
        let article = reply.briefing.as_deref().and_then(|id| self.articles.get(id));
        let article = article.map_or("", |(text, folded)| folded.get_or_init(|| fold(text)));
        Judged {
            row,
            verdict,
            why,
            fabricated: judge::fabricated(&excerpts, article),
            is_overcited: judge::is_overcited(&excerpts, article),
            cited: excerpts.iter().map(ToString::to_string).collect(),
            text: reply.text,
        }
    }
}

/// How a question set fared, by kind of question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// For each kind, how often each of [`Verdict::ALL`].
    pub by_kind: BTreeMap<String, [usize; 4]>,
    /// Citations that stand in no article.
    pub fabricated: usize,
    /// Answers that cite too much.
    pub overcited: usize,
}

impl Tally {
    /// Counts a judged question.
    pub fn add(&mut self, judged: &Judged<'_>) {
        let counts = self.by_kind.entry(judged.row.expected.kind.to_owned()).or_default();
        counts[judged.verdict as usize] += 1;
        self.fabricated += judged.fabricated;
        self.overcited += usize::from(judged.is_overcited);
    }

    /// How often a verdict was given.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.by_kind.values().map(|counts| counts[verdict as usize]).sum()
    }

    /// How many questions were asked.
    #[must_use]
    pub fn n(&self) -> usize {
        self.by_kind.values().flatten().sum()
    }

    /// Share of right replies, 0.0 to 1.0; 0.0 where nothing was asked.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.count(Verdict::Right) as f64 / self.n().max(1) as f64
    }
}

#[cfg(test)]
mod tests;
