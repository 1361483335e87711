//! What can be wrong with the concepts of a lexicon.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, clip};
use crate::knowledge::findings::Findings;
use crate::knowledge::lexicon::concepts::{Concept, lines, members};
use crate::knowledge::read::is_kebab;
use crate::knowledge::suggest::nearest;

const FORM: &str = "a concept is a line: id: word, a phrase, word | opposite other-id | broader id, id";
const RELATIONS: [&str; 2] = ["opposite", "broader"];

/// A text of concepts, and where it begins in its file.
struct Text<'t> {
    text: &'t str,
    start: usize,
}

impl Text<'_> {
    /// Where a part of the text stands in the file.
    fn span(&self, part: &str) -> Range<usize> {
        let start = self.start + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        start..start + part.len()
    }
}

/// Each line must be a concept with an id of its own, and each `opposite` and `broader` must name another concept.
pub(super) fn check(root: &DeTable<'_>, findings: &mut Findings) {
    let words = root.get("words").and_then(|words| words.get_ref().as_table());
    let Some(value) = words.and_then(|words| words.get("concepts")) else { return };
    let Some(text) = written(value, findings) else { return };
    let mut concepts: Vec<Concept<'_>> = Vec::new();
    let mut by_id: FxHashMap<&str, usize> = FxHashMap::default();
    for line in lines(text.text) {
        let Some(concept) = Concept::parse(line) else {
            let finding = findings.error("K004", "no colon parts the concept's id from its words", &text.span(line));
            findings.push(finding.help(FORM));
            continue;
        };
        check_line(line, &concept, &text, findings);
        if let Some(&first) = by_id.get(concept.id) {
            let finding = findings
                .error(
                    "K202",
                    format!("the concept `{}` is defined twice", clip(concept.id, 64)),
                    &text.span(concept.id),
                )
                .label("again here")
                .related(findings.place(text.span(concepts[first].id)), "first here")
                .help("put the two together");
            findings.push(finding);
        } else {
            by_id.insert(concept.id, concepts.len());
        }
        concepts.push(concept);
    }
    for concept in &concepts {
        for (relation, id) in concept.links().flat_map(|(relation, ids)| members(ids).map(move |id| (relation, id))) {
            if id == concept.id {
                let message = format!("`{}` of `{}` names itself", clip(relation, 64), clip(id, 64));
                findings.push(findings.error("K201", message, &text.span(id)));
            } else if !by_id.contains_key(id) {
                findings.push(unknown(relation, id, &concepts, &text, findings));
            }
        }
    }
}

/// The text as it stands in the file, so that each part of it has its place there.
fn written<'t>(value: &'t Spanned<DeValue<'_>>, findings: &mut Findings) -> Option<Text<'t>> {
    let DeValue::String(text) = value.get_ref() else { return None };
    if text.is_empty() {
        return None;
    }
    let file = &findings.source().text;
    // A string without escapes is a slice of the file.
    if let Cow::Borrowed(text) = text {
        return Some(Text { text, start: text.as_ptr() as usize - file.as_ptr() as usize });
    }
    let start = value.span().start + file[value.span()].find('\\').unwrap_or(0);
    let finding = findings.error("K004", "the text of the concepts holds a backslash", &(start..start + 1));
    findings.push(finding.help("take it out: the text is read as it stands"));
    None
}

fn check_line(line: &str, concept: &Concept<'_>, text: &Text<'_>, findings: &mut Findings) {
    let mut push = |message: String, part: &str, help: &str| {
        findings.push(findings.error("K004", message, &text.span(part)).help(help));
    };
    if concept.id.is_empty() {
        push("a concept without an id".to_owned(), concept.id, FORM);
    } else if !is_kebab(concept.id) {
        let help = "small letters a to z and figures, in groups joined by single hyphens; a colon ends the id";
        push(format!("`{}` is no id of a concept", clip(concept.id, 40)), concept.id, help);
    }
    if let Some((_, colon)) = line.match_indices(':').nth(1) {
        push("a second colon".to_owned(), colon, "each concept begins a line of its own");
    }
    let mut seen = Vec::new();
    for (relation, ids) in concept.links() {
        let n_ids = members(ids).count();
        if !RELATIONS.contains(&relation) {
            let help = match nearest(relation, RELATIONS.into_iter()) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => FORM.to_owned(),
            };
            push(format!("`{}` is neither opposite nor broader", clip(relation, 40)), relation, &help);
        } else if n_ids == 0 {
            push(format!("`{relation}` names no concept"), relation, FORM);
        } else if seen.contains(&relation) || relation == "opposite" && n_ids > 1 {
            let help = "one opposite at most; all wider concepts in one list, with commas between them";
            push(format!("more than one `{relation}` of `{}`", clip(concept.id, 64)), relation, help);
        }
        seen.push(relation);
    }
}

fn unknown(relation: &str, id: &str, concepts: &[Concept<'_>], text: &Text<'_>, findings: &Findings) -> Diagnostic {
    let message = format!("`{}` names the concept `{}`, which nothing defines", clip(relation, 64), clip(id, 64));
    let finding = findings.error("K201", message, &text.span(id));
    match nearest(id, concepts.iter().map(|concept| concept.id)) {
        Some(meant) => finding.help(format!("did you mean \"{meant}\"?")),
        None => finding,
    }
}
