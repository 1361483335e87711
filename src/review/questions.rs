//! Does each `ask` line find the entry that it stands on?

use std::ops::Range;

use crate::answer::reply::{Outcome, Passage, Reason, Reply};
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::engine::{Dialogue, Engine, Utterance};
use crate::knowledge::model::{Briefing, Entry, EntryKind};

/// What became of an `ask` line.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Its own entry answers it.
    Matched,
    /// K401: no entry answers it.
    Unmatched {
        /// What the engine did instead.
        outcome: Outcome,
        /// Why, where it abstained.
        reason: Option<Reason>,
        /// Score of the line's own entry, where it has one.
        own: Option<f32>,
    },
    /// K402: another entry answers it.
    Hijacked {
        /// Id of the other entry.
        by: String,
        /// Score of the other entry.
        other: f32,
        /// Score of the line's own entry, where it has one.
        own: Option<f32>,
    },
    /// K405: the line stands on a gap, and an entry answers it.
    Contradicted {
        /// Id of the entry that answers.
        by: String,
        /// How well it does.
        other: f32,
    },
}

/// Asks one `ask` line of an entry.
///
/// A gap matches with an abstention that knows of the gap; any other entry, when the answer cites it, ranks it
/// first, or cites all that the entry cites.
#[must_use]
pub fn examine(engine: &Engine, briefing: &Briefing, entry: &Entry, question: &str) -> Verdict {
    let utterance = Utterance { raw: question.to_owned(), briefing: Some(briefing.id.to_string()) };
    let reply = engine.ask(&utterance, &Dialogue::default());
    // Ranking takes as long as asking, and most lines are plainly answered by their entry.
    let is_plain = match entry.kind {
        EntryKind::Gap => reply.reason == Some(Reason::KnownGap) && *reply.text == *entry.text,
        _ => reply.outcome == Outcome::Answered && cites(briefing, entry, &reply.citations),
    };
    if is_plain {
        return Verdict::Matched;
    }
    verdict(briefing, entry, &reply, &engine.rank(&briefing.id, question))
}

fn verdict(briefing: &Briefing, entry: &Entry, reply: &Reply, ranked: &[(String, f32)]) -> Verdict {
    if entry.kind == EntryKind::Gap
        && reply.outcome == Outcome::Answered
        && let Some(cited) = reply.citations.first()
    {
        return Verdict::Contradicted { by: cited.entry.clone(), other: reply.confidence };
    }
    let own = ranked.iter().find(|(id, _)| **id == *entry.id).map(|(_, score)| *score);
    let first = ranked.first().filter(|(id, _)| **id != *entry.id);
    let is_first = first.is_none() && !ranked.is_empty();
    let is_matched = match (entry.kind, reply.outcome) {
        (EntryKind::Gap, Outcome::NotInBriefing) => is_first || reply.reason == Some(Reason::KnownGap) && own.is_some(),
        (EntryKind::Gap, _) => false,
        (_, Outcome::Answered) => is_first || cites(briefing, entry, &reply.citations),
        _ => false,
    };
    if is_matched {
        return Verdict::Matched;
    }
    let is_known_gap = reply.reason == Some(Reason::KnownGap);
    let is_other = reply.outcome == Outcome::Answered || reply.outcome == Outcome::DidYouMean || is_known_gap;
    match first {
        Some((by, other)) if is_other => Verdict::Hijacked { by: by.clone(), other: *other, own },
        _ => match reply.citations.first() {
            Some(cited) if cited.entry != *entry.id => {
                Verdict::Hijacked { by: cited.entry.clone(), other: reply.confidence, own }
            }
            _ => Verdict::Unmatched { outcome: reply.outcome, reason: reply.reason, own },
        },
    }
}

/// Is the entry cited, or all that it cites cited under another name?
fn cites(briefing: &Briefing, entry: &Entry, cited: &[Passage]) -> bool {
    let covers = |span: Range<usize>| {
        let words = briefing.article.text.get(span.clone()).map_or("", str::trim);
        cited.iter().any(|passage| {
            (passage.start as usize <= span.start && span.end <= passage.end as usize) || passage.exact.contains(words)
        })
    };
    cited.iter().any(|passage| passage.entry == *entry.id)
        || (!entry.citations.is_empty() && entry.citations.iter().all(|citation| covers(citation.span())))
}

/// The finding as a diagnostic; `None` where there is none.
#[must_use]
pub fn diagnostic(verdict: &Verdict, entry: &str, question: &str, at: At) -> Option<Diagnostic> {
    let score = |own: &Option<f32>| own.map_or_else(|| "no score".to_owned(), |own| format!("{own:.2}"));
    match verdict {
        Verdict::Matched => None,
        Verdict::Unmatched { outcome, reason, own } => {
            let why = reason.map_or(outcome.as_str(), Reason::as_str);
            let finding = at.finding("K401", format!("`{entry}` does not answer its own question “{question}”"));
            Some(
                finding
                    .label(format!("the engine says {why}; `{entry}` has {}", score(own)))
                    .help("use words of the entry, or name what the entry is about")
                    .about(entry),
            )
        }
        Verdict::Hijacked { by, other, own } => {
            let finding = at.finding("K402", format!("`{by}` answers “{question}”, which stands on `{entry}`"));
            Some(
                finding
                    .label(format!("`{by}` {other:.2}, `{entry}` {}", score(own)))
                    .help(format!("move the question to `{by}`, or reword it so that only `{entry}` answers it"))
                    .about(entry),
            )
        }
        Verdict::Contradicted { by, other } => {
            let message = format!("`{entry}` says that the article is silent on “{question}”, and `{by}` answers it");
            let mut finding = at.finding("K405", message);
            finding.severity = Severity::Warning;
            Some(
                finding
                    .label(format!("`{by}` answers with {other:.2}"))
                    .help(format!("where `{by}` is right, take the gap out; else reword the question"))
                    .about(entry),
            )
        }
    }
}

/// Where a finding is to point.
#[derive(Debug, Clone)]
pub enum At {
    /// Into the knowledge file.
    Place(Place),
    /// At a file as a whole.
    Path(String),
}

impl At {
    fn finding(self, code: &'static str, message: String) -> Diagnostic {
        match self {
            Self::Place(place) => Diagnostic::at(code, Severity::Error, message, place),
            Self::Path(path) => Diagnostic::file(code, message, path),
        }
    }
}

#[cfg(test)]
mod tests;
