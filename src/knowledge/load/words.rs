//! The lexicon file.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::de::{DeTable, Deserializer};

use super::concepts;
use crate::diagnostic::{Diagnostic, Source, clip};
use crate::knowledge::findings::Findings;
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::schema::FORMAT;
use crate::knowledge::syntax;

/// Tables whose members bear ids that must differ.
const LISTS: [(&str, &str); 3] = [("country", "iso"), ("intent", "id"), ("answer_type", "id")];

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
    concepts::check(root.get_ref(), &mut findings);
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
        check("format = 1\n[words]\nconcepts = \"\"\"\na: x\n\"\"\"\n", &[]);
        check("format = 2\n", &[("K003", 1, 1)]);
        check("format = 1\nslangs = 3\n", &[("K001", 2, 1)]);
        check("format = “1”\n", &[("K002", 1, 10)]);
        check(
            "format = 1\n[[country]]\niso = \"NO\"\nnames = []\n[[country]]\niso = \"NO\"\nnames = []\n",
            &[("K202", 6, 7)],
        );
    }

    /// Code, line and column of each finding about concepts, whose text begins on line 4.
    #[track_caller]
    fn check_concepts(concepts: &str, expected: &[(&str, usize, usize)]) {
        for line_end in ["\n", "\r\n"] {
            let text = format!("format = 1\n[words]\nconcepts = '''\n{concepts}\n'''\nlight = [\"so\"]\n");
            check(&text.replace('\n', line_end), expected);
        }
    }

    #[test]
    fn tells_what_is_wrong_with_concepts() {
        check_concepts("# Speech\n\nsay: say, it's said, | opposite deny | broader act\ndeny: deny\nact:", &[]);
        check_concepts(
            "fire: fire | opposite fier\nburn: burn | broader fire, none",
            &[("K201", 4, 23), ("K201", 5, 28)],
        );
        check_concepts("fire: fire | opposite fire\nfire: burn", &[("K201", 4, 23), ("K202", 5, 1)]);
        check_concepts("fire, burn\n  é burn", &[("K004", 4, 1), ("K004", 5, 3)]);
        check_concepts(": burn\nFire: fire\nburn it: burn", &[("K004", 4, 1), ("K004", 5, 1), ("K004", 6, 1)]);
        check_concepts("a: x, b: y", &[("K004", 4, 8)]);
        check_concepts("a: x\nb: y | oposite a | broader", &[("K004", 5, 8), ("K004", 5, 20)]);
        check_concepts("a: x\nb: y\nc: z | opposite a, b", &[("K004", 6, 8)]);
        check_concepts("a: x\nb: y\nc: z | broader a | broader b", &[("K004", 6, 20)]);
    }

    #[test]
    fn concepts_are_a_plain_text() {
        check("format = 1\n[words]\nconcepts = \"a: x\\nb: y\"\n", &[("K004", 3, 17)]);
        check("format = 1\n[words]\nconcepts = \"\"\n", &[]);
        check("format = 1\n[words]\nconcepts = 'b'\n", &[("K004", 3, 13)]);
        check("\u{feff}format = 1\n[words]\nconcepts = \"\"\"a: x\n\nb\"\"\"\n", &[("K004", 5, 1)]);
        check("format = 1\n[words]\nconcepts = [\"a: x\"]\n", &[("K001", 3, 12)]);
        check("format = 1\n[[concept]]\nid = \"a\"\n", &[("K001", 2, 3)]);
        let text = "format = 1\n[words]\nconcepts = '''a: x, y z\nb: y | broader a'''\n";
        let lexicon = lexicon(&Arc::new(Source::new("lexicon.toml", text))).unwrap_or_default();
        let read: Vec<_> = lexicon.concepts().map(|concept| (concept.id, concept.words().count())).collect();
        assert_eq!(read, [("a", 2), ("b", 1)]);
    }
}
