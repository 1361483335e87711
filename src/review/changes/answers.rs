//! Two sets of golden answers compared.

use crate::review::golden::Judged;
use crate::review::judge::Verdict;
use crate::text::sentences::paragraphs;

/// How golden questions fared before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// How many were asked.
    pub n: usize,
    /// How many are right now.
    pub n_right: usize,
    /// How many were also asked of the old knowledge: those of briefings that it had.
    pub n_before: usize,
    /// How many of these were right before.
    pub n_right_before: usize,
    /// The answers that changed, in the order of the questions.
    pub changed: Vec<AnswerChange>,
}

/// A golden question whose answer changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerChange {
    /// Id of its briefing.
    pub briefing: String,
    /// Its id among the golden questions of the briefing.
    pub id: String,
    /// The question.
    pub question: String,
    /// What was answered before.
    pub old: Said,
    /// What is answered now.
    pub new: Said,
}

/// An answer, as far as it differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The first sentence that the other answer does not have; where the words are the same, the first passage. Empty
    /// where the answer ends before the other.
    pub text: String,
    /// Is the answer right?
    pub is_right: bool,
}

impl AnswerChange {
    /// Was it right before, and is wrong now?
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.old.is_right && !self.new.is_right
    }

    /// Was it wrong before, and is right now?
    #[must_use]
    pub fn is_mended(&self) -> bool {
        !self.old.is_right && self.new.is_right
    }
}

impl Answers {
    /// Those that were right before and are wrong now.
    pub fn broken(&self) -> impl Iterator<Item = &AnswerChange> {
        self.changed.iter().filter(|change| change.is_broken())
    }

    /// Takes a briefing's golden questions in: as the old knowledge answers them, where it had the briefing, and, in the
    /// same order, as the new does.
    pub fn take(&mut self, briefing: &str, old: Option<&[Judged<'_>]>, new: &[Judged<'_>]) {
        let is_right = |judged: &&Judged<'_>| judged.verdict == Verdict::Right;
        self.n += new.len();
        self.n_right += new.iter().filter(is_right).count();
        let Some(old) = old else { return };
        self.n_before += old.len();
        self.n_right_before += old.iter().filter(is_right).count();
        for (old, new) in old.iter().zip(new) {
            let is_same = old.text == new.text && old.cited == new.cited && old.verdict == new.verdict;
            if is_same {
                continue;
            }
            let [before, after] = difference(old, new);
            self.changed.push(AnswerChange {
                briefing: briefing.to_owned(),
                id: new.row.id.to_owned(),
                question: new.row.q.to_owned(),
                old: Said { text: before, is_right: is_right(&old) },
                new: Said { text: after, is_right: is_right(&new) },
            });
        }
    }
}

/// The first sentence, or else the first passage, in which two answers differ.
fn difference(old: &Judged<'_>, new: &Judged<'_>) -> [String; 2] {
    fn first_of(old: &[&str], new: &[&str]) -> Option<[String; 2]> {
        let at = (0..old.len().max(new.len())).find(|&at| old.get(at) != new.get(at))?;
        Some([old, new].map(|all| all.get(at).copied().unwrap_or_default().to_owned()))
    }
    fn cited<'a>(judged: &'a Judged<'_>) -> Vec<&'a str> {
        judged.cited.iter().map(String::as_str).collect()
    }
    first_of(&sentences(&old.text), &sentences(&new.text))
        .or_else(|| first_of(&cited(old), &cited(new)))
        .unwrap_or_default()
}

fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for paragraph in paragraphs(text) {
        if paragraph.sentences.is_empty() {
            found.push(text[paragraph.span].trim());
        } else {
            found.extend(paragraph.sentences.into_iter().map(|span| &text[span]));
        }
    }
    found
}
