//! Is a reply right? The rules by which question sets are scored.

use super::fold::{fold, head, overlap};
use crate::answer::reply::Outcome;

/// What a question set expects.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// `answerable`, `followup`, `false_premise`, `quote_check`, `unanswerable` or `chitchat`.
    pub kind: &'a str,
    /// Groups of snippets; of each group one must be cited.
    pub gold: &'a [Vec<String>],
    /// Strings that the reply must hold; `a|b` is either.
    pub must_say: &'a [String],
    /// Strings that the answer's text must not hold; `a|b` is both.
    pub must_not_say: &'a [String],
}

/// What a reply gave.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Its outcome.
    pub outcome: Outcome,
    /// Its text.
    pub text: &'a str,
    /// The excerpts that it cites.
    pub excerpts: &'a [&'a str],
}

/// How a reply fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// As expected.
    Right,
    /// Answered, although the briefing does not say.
    FalseAnswer,
    /// Not answered, although the briefing says.
    Missed,
    /// Another answer than the expected one.
    Wrong,
}

impl Verdict {
    /// All verdicts, in their order.
    pub const ALL: [Self; 4] = [Self::Right, Self::FalseAnswer, Self::Missed, Self::Wrong];

    /// The name in reports.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::FalseAnswer => "false_answer",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
        }
    }
}

/// Judges a reply; the words say why it is not right.
///
/// An answerable question is right when it was answered, every evidence group is cited, every `must_say` string
/// stands in the text or an excerpt, and no `must_not_say` string stands in the text. An unanswerable one
/// (no gold) is right when its outcome is `not_in_briefing`, chitchat when it is `help`. A false premise is also
/// right with `not_in_briefing` where its `must_say` takes "doesn't say".
#[must_use]
pub fn judge(expected: &Expected<'_>, given: &Given<'_>) -> (Verdict, String) {
    let outcome = given.outcome;
    let named = outcome.as_str();
    if expected.kind == "chitchat" {
        return right_if(outcome == Outcome::Help, || format!("outcome {named}, wanted help"));
    }
    if expected.kind == "unanswerable" || expected.gold.is_empty() {
        if outcome == Outcome::Answered {
            return (Verdict::FalseAnswer, "answered what the briefing does not say".to_owned());
        }
        return right_if(outcome == Outcome::NotInBriefing, || format!("outcome {named}"));
    }
    let takes_abstention = expected.must_say.iter().any(|need| fold(need).contains("doesn't say"));
    if expected.kind == "false_premise" && takes_abstention && outcome == Outcome::NotInBriefing {
        return (Verdict::Right, String::new());
    }
    if outcome != Outcome::Answered {
        return (Verdict::Missed, format!("outcome {named}"));
    }
    content(expected, given)
}

fn right_if(is_right: bool, why: impl FnOnce() -> String) -> (Verdict, String) {
    if is_right { (Verdict::Right, String::new()) } else { (Verdict::Wrong, why()) }
}

fn content(expected: &Expected<'_>, given: &Given<'_>) -> (Verdict, String) {
    let is_cited = |snippet: &String| given.excerpts.iter().any(|excerpt| overlap(excerpt, snippet));
    if let Some(group) = expected.gold.iter().find(|group| !group.iter().any(is_cited)) {
        let wanted = group.first().map_or("", |snippet| head(snippet, 70));
        return (Verdict::Wrong, format!("evidence not cited: {wanted}"));
    }
    let text = fold(given.text);
    let said = fold(&format!("{} {}", given.text, given.excerpts.join(" ")));
    let is_said = |need: &&String| need.split('|').any(|either| said.contains(&fold(either)));
    if let Some(need) = expected.must_say.iter().find(|need| !is_said(need)) {
        return (Verdict::Wrong, format!("does not say: {need}"));
    }
    let is_bad = |bad: &&String| bad.split('|').any(|each| !each.is_empty() && text.contains(&fold(each)));
    if let Some(bad) = expected.must_not_say.iter().find(is_bad) {
        return (Verdict::Wrong, format!("says: {bad}"));
    }
    (Verdict::Right, String::new())
}

/// Most citations of an answer that are not too many.
const CITATIONS_MAX: usize = 6;
/// Largest share of the article that an answer may cite.
const CITED_SHARE_MAX: f64 = 0.4;

/// How many excerpts do not stand in the article, white space and marks aside.
///
/// `article` is folded.
#[must_use]
pub fn fabricated(excerpts: &[&str], article: &str) -> usize {
    excerpts.iter().filter(|excerpt| !article.contains(&fold(excerpt))).count()
}

/// More than six citations, or more than 40 % of the article?
///
/// `article` is folded.
#[must_use]
pub fn is_overcited(excerpts: &[&str], article: &str) -> bool {
    let n_cited: usize = excerpts.iter().map(|excerpt| excerpt.chars().count()).sum();
    excerpts.len() > CITATIONS_MAX || n_cited as f64 > CITED_SHARE_MAX * article.chars().count() as f64
}

#[cfg(test)]
mod tests;
