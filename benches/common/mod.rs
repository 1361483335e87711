//! What the benches share: the shipped knowledge as text, and quantiles.
#![allow(dead_code, reason = "each bench uses a part")]
#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot set itself up must stop")]

use std::sync::Arc;

use briefing_bot::diagnostic::{Diagnostic, Source};
use briefing_bot::engine::{Engine, Utterance};
use briefing_bot::knowledge::golden::{self, Golden};
use briefing_bot::knowledge::lexicon::Lexicon;
use briefing_bot::knowledge::library::Library;
use briefing_bot::knowledge::load;
use briefing_bot::knowledge::model::Briefing;

/// The lexicon.
pub(crate) const LEXICON: &str = include_str!("../../knowledge/lexicon.toml");
/// The shipped briefing.
pub(crate) const BRIEFING: &str = include_str!("../../knowledge/ukraine-ceasefire/briefing.toml");
/// Its article.
pub(crate) const ARTICLE: &str = include_str!("../../knowledge/ukraine-ceasefire/article.txt");
/// Its golden questions.
pub(crate) const QUESTIONS: &str = include_str!("../../knowledge/ukraine-ceasefire/questions.jsonl");

fn sound<T>(result: Result<T, Vec<Diagnostic>>) -> T {
    result.unwrap_or_else(|found| panic!("{}", found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

/// Loads a lexicon from its text.
pub(crate) fn lexicon(text: &str) -> Lexicon {
    sound(load::lexicon(&Arc::new(Source::new("lexicon.toml", text))))
}

/// Loads a briefing from its texts.
pub(crate) fn briefing(toml: &str, article: &str) -> Briefing {
    let article = Arc::new(Source::new("article.txt", article));
    sound(load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(article)))
}

/// The shipped library.
pub(crate) fn library() -> Library {
    Library { briefings: vec![Arc::new(briefing(BRIEFING, ARTICLE))], lexicon: Arc::new(lexicon(LEXICON)) }
}

/// The engine over the shipped library.
pub(crate) fn engine() -> Engine {
    Engine::new(library())
}

/// The golden questions of the shipped briefing.
pub(crate) fn questions() -> Vec<Golden> {
    sound(golden::questions(&Arc::new(Source::new("questions.jsonl", QUESTIONS))))
}

/// An utterance to all briefings.
pub(crate) fn utterance(question: &str) -> Utterance {
    Utterance::new(question)
}

/// The value below which the share `q` of the sorted values lies.
pub(crate) fn quantile(sorted: &[f64], q: f64) -> f64 {
    let rank = (sorted.len() as f64 * q).ceil() as i64 - 1;
    let last = sorted.len().checked_sub(1).expect("there are values");
    sorted[usize::try_from(rank).unwrap_or(0).min(last)]
}

/// A figure of `/proc/<pid>/status`, in KiB; 0 where it is not there.
pub(crate) fn kib(status: &str, name: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}
