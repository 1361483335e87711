//! The lexicon file.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use toml::de::{DeTable, DeValue, Deserializer};

use crate::diagnostic::{Diagnostic, Source, clip};
use crate::knowledge::findings::Findings;
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::schema::FORMAT;
use crate::knowledge::suggest::nearest;
use crate::knowledge::syntax;

/// Tables whose members bear ids that must differ.
const LISTS: [(&str, &str); 4] = [("concept", "id"), ("country", "iso"), ("intent", "id"), ("answer_type", "id")];

/// Loads a lexicon.
///
/// # Errors
/// All that is wrong; where a key is unknown or a value has the wrong type, the first of them hides the others of its
/// kind.
pub fn lexicon(source: &Arc<Source>) -> Result<Lexicon, Vec<Diagnostic>> {
    let root = syntax::parse(source)?;
    let mut findings = Findings::new(source);
    for (list, key) in LISTS {
        check_ids(root.get_ref(), list, key, &mut findings);
    }
    check_references(root.get_ref(), &mut findings);
    match Lexicon::deserialize(Deserializer::from(root)) {
        Ok(lexicon) => {
            if lexicon.format != FORMAT {
                let message = format!("format {} is not known; this version reads format {FORMAT}", lexicon.format);
                findings.push(findings.error("K003", message, &(0..0)));
            }
            if !findings.has_errors() {
                return Ok(lexicon);
            }
        }
        Err(error) => findings.push(syntax::shape_error(source, &error)),
    }
    Err(findings.into_sorted())
}

/// The members of `[[list]]` that are tables.
fn members<'r, 's>(root: &'r DeTable<'s>, list: &str) -> impl Iterator<Item = &'r DeTable<'s>> + use<'r, 's> {
    let array = root.get(list).and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|array| array.iter()).filter_map(|member| member.get_ref().as_table())
}

fn text<'r>(member: &'r DeTable<'_>, key: &str) -> Option<(&'r str, Range<usize>)> {
    let value = member.get(key)?;
    value.get_ref().as_str().map(|text| (text, value.span()))
}

fn check_ids(root: &DeTable<'_>, list: &str, key: &str, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, Range<usize>> = FxHashMap::default();
    for (id, span) in members(root, list).filter_map(|member| text(member, key)) {
        if id.trim().is_empty() {
            findings.push(findings.error("K004", format!("`{key}` is empty"), &span));
        } else if let Some(first) = seen.get(id) {
            let finding = findings
                .error("K202", format!("the {list} `{}` is defined twice", clip(id, 64)), &span)
                .label("again here")
                .related(findings.place(first.clone()), "first here")
                .help("put the two together");
            findings.push(finding);
        } else {
            seen.insert(id, span);
        }
    }
}

/// Each `opposite` and `broader` must name a concept, and another one.
fn check_references(root: &DeTable<'_>, findings: &mut Findings) {
    let ids: Vec<&str> = members(root, "concept").filter_map(|member| text(member, "id")).map(|(id, _)| id).collect();
    let known: FxHashSet<&str> = ids.iter().copied().collect();
    for member in members(root, "concept") {
        let own = text(member, "id").map_or("", |(id, _)| id);
        let opposite = text(member, "opposite").map(|(id, span)| ("opposite", id, span));
        let broader = member.get("broader").and_then(|value| value.get_ref().as_array());
        let broader = broader.into_iter().flat_map(|array| array.iter()).filter_map(|value| match value.get_ref() {
            DeValue::String(id) => Some(("broader", id.as_ref(), value.span())),
            _ => None,
        });
        for (key, id, span) in opposite.into_iter().chain(broader) {
            if id == own {
                findings.push(findings.error("K201", format!("`{key}` of `{}` names itself", clip(own, 64)), &span));
            } else if !known.contains(id) {
                let message = format!("`{key}` names the concept `{}`, which nothing defines", clip(id, 64));
                let finding = findings.error("K201", message, &span);
                findings.push(match nearest(id, ids.iter().copied()) {
                    Some(meant) => finding.help(format!("did you mean \"{meant}\"?")),
                    None => finding,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code, line and column of each finding.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, usize, usize)]) {
        let source = Arc::new(Source::new("lexicon.toml", text));
        let found = lexicon(&source).err().unwrap_or_default();
        let rows: Vec<_> = found
            .iter()
            .map(|finding| {
                let at = finding.place.as_ref().map_or((0, 0), |place| source.line_column(place.span.start));
                (finding.code, at.0, at.1)
            })
            .collect();
        assert_eq!(rows, expected, "{found:#?}");
    }

    #[test]
    fn tells_all_that_is_wrong() {
        check("format = 1\n[[concept]]\nid = \"a\"\nwords = [\"x\"]\n", &[]);
        check("format = 2\n", &[("K003", 1, 1)]);
        check("format = 1\nslangs = 3\n", &[("K001", 2, 1)]);
        check("format = “1”\n", &[("K002", 1, 10)]);
        check(
            "format = 1\n[[concept]]\nid = \"fire\"\nwords = []\nopposite = \"fier\"\n[[concept]]\nid = \"fire\"\n\
             words = []\nbroader = [\"none\", \"fire\"]\n",
            &[("K201", 5, 12), ("K202", 7, 6), ("K201", 9, 12), ("K201", 9, 20)],
        );
    }
}
