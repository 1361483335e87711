//! Golden questions: what is asked, and what the reply must cite and say.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::limits::GOLDEN_MAX_BYTES;
use crate::diagnostic::{Diagnostic, Place, Source, clip};

/// What kind of question it is, and so what the right outcome is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoldenKind {
    /// The briefing answers it.
    Answerable,
    /// The briefing answers it, in the light of the questions before.
    Followup,
    /// It presupposes what the briefing corrects.
    FalsePremise,
    /// It asks whether someone said something.
    QuoteCheck,
    /// The briefing does not say.
    Unanswerable,
    /// A greeting, thanks, a question about the bot.
    Chitchat,
}

impl GoldenKind {
    /// The name in the file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answerable => "answerable",
            Self::Followup => "followup",
            Self::FalsePremise => "false_premise",
            Self::QuoteCheck => "quote_check",
            Self::Unanswerable => "unanswerable",
            Self::Chitchat => "chitchat",
        }
    }
}

/// One golden question. Unknown keys are ignored, so that question sets may carry notes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Golden {
    /// Line in its file, from 1.
    #[serde(skip)]
    pub line: usize,
    /// Unique in its file.
    pub id: String,
    /// The questions before it, oldest first.
    #[serde(default)]
    pub context: Vec<String>,
    /// The question.
    pub q: String,
    /// What kind of question it is.
    pub kind: GoldenKind,
    /// Groups of snippets of the article: of each group one must be cited.
    #[serde(default)]
    pub gold: Vec<Vec<String>>,
    /// Each must stand in the reply; `a|b` means one of the two.
    #[serde(default)]
    pub must_say: Vec<String>,
    /// None may stand in the reply.
    #[serde(default)]
    pub must_not_say: Vec<String>,
}

impl Golden {
    /// The alternatives of one member of `must_say`.
    pub fn alternatives(must_say: &str) -> impl Iterator<Item = &str> {
        must_say.split('|').map(str::trim).filter(|alternative| !alternative.is_empty())
    }
}

/// Reads a file of golden questions, one JSON object a line; blank lines are skipped.
///
/// # Errors
/// `K005` for a file that is too large, `K701` for each line that is no golden question, `K202` for each id that
/// stands twice.
pub fn questions(source: &Arc<Source>) -> Result<Vec<Golden>, Vec<Diagnostic>> {
    if source.text.len() > GOLDEN_MAX_BYTES {
        let message = format!("the file has {} bytes; the limit is {GOLDEN_MAX_BYTES}", source.text.len());
        return Err(vec![Diagnostic::file("K005", message, source.path.clone())]);
    }
    let mut rows: Vec<Golden> = Vec::new();
    let mut findings = Vec::new();
    let mut first_lines: FxHashMap<String, std::ops::Range<usize>> = FxHashMap::default();
    let mut start = 0;
    for (at, line) in source.text.split('\n').enumerate() {
        let span = start..start + line.trim_end().len();
        start += line.len() + 1;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<Golden>(line) {
            Ok(row) => {
                if let Some(first) = first_lines.get(&row.id) {
                    let message = format!("the question id `{}` stands twice", clip(&row.id, 64));
                    let first = Place::new(source, first.clone());
                    let finding = Diagnostic::error("K202", message, Place::new(source, span));
                    findings.push(finding.label("again here").related(first, "first here").help("rename one of them"));
                } else {
                    first_lines.insert(row.id.clone(), span);
                    rows.push(Golden { line: at + 1, ..row });
                }
            }
            Err(error) => findings.push(not_a_question(source, &error, line, &span)),
        }
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}

fn not_a_question(
    source: &Arc<Source>,
    error: &serde_json::Error,
    line: &str,
    span: &std::ops::Range<usize>,
) -> Diagnostic {
    // The parser counts columns in bytes and adds the position, which the place gives.
    let mut offset = error.column().saturating_sub(1).min(line.trim_end().len());
    while !line.is_char_boundary(offset) {
        offset -= 1;
    }
    let at = span.start + offset;
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::error(
        "K701",
        format!("not a golden question: {}", clip(message, 160)),
        Place::new(source, at..span.end.max(at)),
    )
    .help("write: {\"id\":\"k001\",\"q\":\"…?\",\"kind\":\"answerable\",\"gold\":[[\"verbatim snippet\"]]}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source::new("questions.jsonl", text))
    }

    #[test]
    fn reads_rows_and_ignores_unknown_keys() {
        let rows = questions(&source(
            "{\"id\":\"k1\",\"q\":\"Who?\",\"kind\":\"false_premise\",\"gold\":[[\"a\",\"b\"]],\"note\":1}\n\n\
             {\"id\":\"k2\",\"q\":\"Hi\",\"kind\":\"chitchat\",\"must_say\":[\"ask|question\"]}\r\n",
        ))
        .unwrap();
        assert_eq!((rows[0].line, rows[0].kind, rows[0].gold[0].len()), (1, GoldenKind::FalsePremise, 2));
        assert_eq!((rows[1].line, rows[1].kind.as_str()), (3, "chitchat"));
        let alternatives: Vec<_> = Golden::alternatives(&rows[1].must_say[0]).collect();
        assert_eq!(alternatives, ["ask", "question"]);
    }

    #[test]
    fn tells_all_bad_lines() {
        let found = questions(&source(
            "{\"id\":\"k1\",\"q\":\"é\" oops}\n{\"id\":\"k2\"}\n{\"id\":\"k3\",\"q\":\"a\",\"kind\":\"odd\"}\n\
             {\"id\":\"k4\",\"q\":\"a\",\"kind\":\"chitchat\"}\n{\"id\":\"k4\",\"q\":\"a\",\"kind\":\"chitchat\"}",
        ))
        .unwrap_err();
        let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(
            lines[0].starts_with("questions.jsonl:1:20: error[K701]: not a golden question: expected `,`"),
            "{lines:?}"
        );
        assert!(lines[1].contains(":2:") && lines[1].contains("missing field `q`"), "{lines:?}");
        assert!(lines[2].contains(":3:") && lines[2].contains("unknown variant `odd`"), "{lines:?}");
        assert!(lines[3].starts_with("questions.jsonl:5:1: error[K202]"), "{lines:?}");
    }
}
