//! What is wrong with a knowledge or config file: where, why, and what to do about it.
//!
//! A [`Diagnostic`] is plain data; `render::diagnostic` draws it.

pub mod catalogue;
pub mod mend;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// Doubtful: the file loads, the editor should look.
    Warning,
    /// Wrong: the file is refused.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A file as it was read: its display path and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the user would type it.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A file from its text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// A file from its bytes.
    ///
    /// # Errors
    /// `K006` at the first byte that is not UTF-8.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let path = path.into();
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let byte = error.as_bytes().get(good).copied().unwrap_or_default();
                // The replacement character stands where the bad byte stood, so the place is right.
                let source = Arc::new(Self { path, text: String::from_utf8_lossy(error.as_bytes()).into_owned() });
                let span = good..good + char::REPLACEMENT_CHARACTER.len_utf8();
                let finding = Diagnostic::error("K006", "the file is not UTF-8", Place::new(&source, span))
                    .label(format!("byte 0x{byte:02X}"))
                    .help("save the file as UTF-8 in your editor");
                Err(Box::new(finding))
            }
        }
    }

    /// Line and column of a byte offset, both counted from 1; columns are characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = floor_char_boundary(&self.text, offset);
        let before = &self.text[..offset];
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before[start..].chars().count() + 1)
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A stretch of a source, in bytes, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Byte range in the file's text.
    pub span: Range<usize>,
}

impl Place {
    /// A stretch of `source`.
    #[must_use]
    pub fn new(source: &Arc<Source>, span: Range<usize>) -> Self {
        Self { source: Arc::clone(source), span }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable id, `K101` for example.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence that says what is wrong.
    pub message: String,
    /// Where; `None` where no file could be read at all.
    pub place: Option<Place>,
    /// The file that the finding is about when there is no `place` in it.
    pub path: Option<String>,
    /// A few words beside the marked stretch.
    pub label: String,
    /// Other places that matter, each with a few words.
    pub related: Vec<(Place, String)>,
    /// What to do about it, one line each.
    pub help: Vec<String>,
    /// Id of the entry or entity that it is about, where that is known; `[allow]` goes by it.
    pub entry: Option<Box<str>>,
    /// Changes that mend it and nothing else, safe to make unseen; empty where an editor must think.
    pub fix: Vec<Edit>,
}

/// A change of a file: the stretch, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The stretch that goes.
    pub place: Place,
    /// What comes.
    pub text: String,
}

impl Diagnostic {
    /// An error at a place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>, place: Place) -> Self {
        Self::at(code, Severity::Error, message, place)
    }

    /// A finding at a place.
    #[must_use]
    pub fn at(code: &'static str, severity: Severity, message: impl Into<String>, place: Place) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            place: Some(place),
            path: None,
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
            entry: None,
            fix: Vec::new(),
        }
    }

    /// An error about a file that could not be read or has no place to point at.
    #[must_use]
    pub fn file(code: &'static str, message: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place: None,
            path: Some(path.into()),
            label: String::new(),
            related: Vec::new(),
            help: Vec::new(),
            entry: None,
            fix: Vec::new(),
        }
    }

    /// With a few words beside the marked stretch.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// About an entry or entity.
    #[must_use]
    pub fn about(mut self, entry: &str) -> Self {
        self.entry = Some(entry.into());
        self
    }

    /// With a change that mends it safely.
    #[must_use]
    pub fn fixed_by(mut self, place: Place, text: impl Into<String>) -> Self {
        self.fix.push(Edit { place, text: text.into() });
        self
    }

    /// Is it an error?
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, &self.path) {
            (Some(place), _) => {
                let (line, column) = place.source.line_column(place.span.start);
                write!(f, "{}:{line}:{column}: ", place.source.path)?;
            }
            (None, Some(path)) => write!(f, "{path}: ")?,
            (None, None) => {}
        }
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)
    }
}

/// At most `max_chars` characters of `text` on one line, for messages: control characters become spaces,
/// what is left out is an ellipsis.
#[must_use]
pub fn clip(text: &str, max_chars: usize) -> String {
    let mut short: String = text.chars().take(max_chars).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(max_chars).is_some() {
        short.pop();
        short.push('…');
    }
    short
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let source = Source::new("a", "ab\n“c” d\n");
        for (offset, at) in [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (6, (2, 2)), (7, (2, 3)), (4, (2, 1)), (99, (3, 1))]
        {
            assert_eq!(source.line_column(offset), at, "offset {offset}");
        }
    }

    #[test]
    fn names_the_first_bad_byte() {
        let error = Source::from_bytes("a.txt", b"ab\ncd\xffe\xfe".to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "a.txt:2:3: error[K006]: the file is not UTF-8");
        assert_eq!(error.label, "byte 0xFF");
        assert!(Source::from_bytes("a.txt", "“ok”".into()).is_ok());
    }

    #[test]
    fn clips_and_flattens() {
        assert_eq!(clip("a\nb", 5), "a b");
        assert_eq!(clip("abcdef", 4), "abc…");
        assert_eq!(clip("abcd", 4), "abcd");
    }
}
