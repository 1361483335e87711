//! TOML errors as diagnostics.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::limits::TOML_MAX_BYTES;
use crate::diagnostic::{Diagnostic, Place, Source};

/// Errors that are told of one file; one slip can break many lines below it.
const ERRORS_MAX: usize = 20;

const CURLY: [char; 8] = ['“', '”', '„', '«', '»', '‘', '’', '‚'];

/// Parses a file.
///
/// # Errors
/// `K005` for a file that is too large, `K002` where a word processor's quotation marks delimit a string, `K001` for any
/// other error of syntax; at most one a line.
pub(super) fn parse(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, Vec<Diagnostic>> {
    if source.text.len() > TOML_MAX_BYTES {
        let message = format!("the file has {} bytes; the limit is {TOML_MAX_BYTES}", source.text.len());
        return Err(vec![Diagnostic::file("K005", message, source.path.clone())]);
    }
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(table);
    }
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        let line = line_around(&source.text, span.start);
        if !lines.contains(&line) && found.len() < ERRORS_MAX {
            found.push(diagnose(source, error, span, line.clone()));
            lines.push(line);
        }
    }
    if errors.len() > found.len()
        && let Some(last) = found.pop()
    {
        let n = errors.len() - found.len() - 1;
        found.push(last.help(format!("{n} more errors of syntax, which may follow from these")));
    }
    Err(found)
}

/// A text as a TOML string on one line.
pub(super) fn string(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            '\t' => written.push_str("\\t"),
            _ => written.push(c),
        }
    }
    written.push('"');
    written
}

/// An error that deserialisation met.
pub(super) fn shape_error(source: &Arc<Source>, error: &Error) -> Diagnostic {
    let place = Place::new(source, error.span().unwrap_or(0..0));
    Diagnostic::error("K001", error.message(), place).help("the rest of the file is checked when this is mended")
}

fn diagnose(source: &Arc<Source>, error: &Error, span: Range<usize>, line: Range<usize>) -> Diagnostic {
    if let Some(at) = curly_delimiter(&source.text, &span, &line) {
        let mended = straightened(&source.text[line.clone()]);
        let mut finding =
            Diagnostic::error("K002", "a word processor's quotation mark delimits a string", Place::new(source, at))
                .label("TOML wants a straight \"");
        if let Some(mended) = mended {
            finding = finding
                .help(format!("write: {}", crate::diagnostic::clip(mended.trim(), 200)))
                .fixed_by(Place::new(source, line), mended);
        } else {
            finding = finding.help("put a straight \" where the string begins and where it ends");
        }
        return finding.help("curly marks are right inside a string, where the article has them");
    }
    let message = match error.message().split_once(", expected ") {
        Some((what, wanted)) => format!("{what}; expected {wanted}"),
        None => error.message().to_owned(),
    };
    Diagnostic::error("K001", message, Place::new(source, span))
        .help("the rest of the file is checked when the syntax is right")
}

/// The line with straight marks around its strings; `None` where no such line would be sound by itself. As few marks
/// as will do are changed, since those inside a string are the article's, and those of a comment are nobody's business.
fn straightened(line: &str) -> Option<String> {
    // Without a key it is a line of members of a list.
    let (key, value) = line.find('=').map_or(("", line), |at| line.split_at(at + 1));
    let is_list = key.is_empty() || value.trim_start().starts_with('[');
    let sound = |value: String| {
        let line = format!("{key}{value}");
        let alone = if key.is_empty() { format!("x = [\n{line}\n]") } else { line.clone() };
        DeTable::parse(&alone).is_ok().then_some(line)
    };
    let straight = |value: &str| value.replace(['“', '”', '„', '«', '»'], "\"");
    let all = || {
        let mut comments = value.match_indices('#').map(|(at, _)| at);
        let end = comments.find(|&at| sound(straight(&value[..at])).is_some()).unwrap_or(value.len());
        sound(straight(&value[..end]) + &value[end..])
    };
    let outer = || {
        let mut marks = value.char_indices().filter(|(_, c)| *c == '"' || CURLY.contains(c));
        let (first, open) = marks.next()?;
        let inner = first + open.len_utf8();
        marks.find_map(|(last, close)| {
            let rest = &value[last + close.len_utf8()..];
            sound(format!("{}\"{}\"{rest}", &value[..first], &value[inner..last]))
        })
    };
    if is_list { all().or_else(outer) } else { outer().or_else(all) }
}

/// The curly mark that stands where a straight one should, on the line of an error.
fn curly_delimiter(text: &str, span: &Range<usize>, line: &Range<usize>) -> Option<Range<usize>> {
    let mark = |at: usize| {
        let c = text.get(at..)?.chars().next()?;
        CURLY.contains(&c).then(|| at..at + c.len_utf8())
    };
    mark(span.start).or_else(|| {
        // `"text”`: the straight mark opens, the curly one should close, at the end of the line.
        let value = text.get(line.clone())?.trim_end();
        let unclosed = value.matches('"').count() % 2 == 1;
        let last = value.trim_end_matches([']', ',', ' ']).char_indices().next_back()?;
        if unclosed { mark(line.start + last.0) } else { None }
    })
}

fn line_around(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    // An unclosed string is noticed at the line break that follows it.
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    start..start + text[start..end].trim_end_matches('\r').len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    /// Codes and offsets of the errors.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, usize)]) {
        let source = Arc::new(Source::new("a.toml", text));
        let found = parse(&source).err().unwrap_or_default();
        let rows: Vec<_> =
            found.iter().map(|d| (d.code, d.place.as_ref().map_or(usize::MAX, |place| place.span.start))).collect();
        assert_eq!(rows, expected, "{text}");
    }

    #[test]
    fn tells_curly_delimiters_from_other_slips() {
        check("a = “x y”\nb = 1", &[("K002", 4)]);
        check("a = [“x”, \"y\"]", &[("K002", 5)]);
        check("a = \"x”\nb = 1", &[("K002", 6)]);
        check("a = ’x’", &[("K002", 4)]);
        check("a = \"“x”\"\nb = \"it’s\"", &[]);
        check("a = x y", &[("K001", 4)]);
        check("a = 1\na = 2", &[("K001", 6)]);
        check("a = \"“x”\nb = \"y\"", &[("K002", 9)]);
    }

    #[test]
    fn straightens_the_marks_that_delimit_and_no_others() {
        for (line, expected) in [
            ("a = “x y”", Some("a = \"x y\"")),
            ("a = “He said “no” to it’s”", Some("a = \"He said “no” to it’s\"")),
            ("a = “x” # “y”", Some("a = \"x\" # “y”")),
            ("a = [“x”, \"y\"] # “z”", Some("a = [\"x\", \"y\"] # “z”")),
            ("a = [“x “no” y”]", Some("a = [\"x “no” y\"]")),
            ("a = \"x”", Some("a = \"x\"")),
            ("  “x”, “y”,", Some("  \"x\", \"y\",")),
            ("  “x = “y” z”,", None),
            ("“x", None),
            ("a = x", None),
        ] {
            assert_eq!(straightened(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn the_fix_leaves_the_end_of_the_line() {
        let source = Arc::new(Source::new("a.toml", "a = “x”\r\nb = 1\r\n"));
        let found = parse(&source).unwrap_err();
        let edit = &found[0].fix[0];
        assert_eq!((edit.place.span.clone(), edit.text.as_str()), (0..11, "a = \"x\""));
    }

    #[test]
    fn tells_several_errors_one_a_line() {
        check("a = x y\nb = 1\nc = z w\n“d” = 3", &[("K001", 4), ("K001", 18), ("K002", 22)]);
        let many = "a = x y\n".repeat(1000);
        let source = Arc::new(Source::new("a.toml", many));
        let found = parse(&source).unwrap_err();
        assert_eq!(found.len(), ERRORS_MAX);
        assert!(found[ERRORS_MAX - 1].help.iter().any(|help| help.contains("more errors")));
    }

    #[test]
    fn a_byte_order_mark_does_not_move_the_places() {
        check("\u{feff}a = x y", &[("K001", 7)]);
    }
}
