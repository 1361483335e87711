//! The lines around a marked stretch, cut to what a terminal can show.

use std::ops::Range;

/// Lines of one excerpt.
const LINES_MAX: usize = 4;
/// Characters of a line; a longer one is cut around the marked stretch.
const LINE_MAX_CHARS: usize = 240;
/// Characters that are kept before the marked stretch of a cut line.
const BEFORE_CHARS: usize = 40;

/// Some lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Line of the first marked character, from 1.
    pub(super) line: usize,
    /// Column of the first marked character, from 1, in characters.
    pub(super) column: usize,
    /// The lines.
    pub(super) text: String,
    /// The marked stretches of the lines, in bytes of `text`.
    pub(super) spans: Vec<Range<usize>>,
    /// Was the start of the first line cut off?
    pub(super) is_cut_left: bool,
}

impl Excerpt {
    /// The lines of `text` that `span` touches, the first few of them. Any span will do.
    pub(super) fn new(text: &str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let mut excerpt = Self {
            line: text[..start].bytes().filter(|&b| b == b'\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            text: String::new(),
            spans: Vec::new(),
            is_cut_left: false,
        };
        let mut from = line_start;
        for at in 0..LINES_MAX {
            let line = text[from..].split('\n').next().unwrap_or_default();
            let to = from + line.len();
            let marked = start.max(from) - from..end.clamp(from, to) - from;
            excerpt.push(line, marked, at == 0);
            if end <= to || to == text.len() {
                break;
            }
            from = to + 1;
        }
        excerpt
    }

    fn push(&mut self, line: &str, marked: Range<usize>, is_first: bool) {
        if !is_first {
            self.text.push('\n');
        }
        let before = &line[..marked.start];
        let mut is_whole = true;
        let mut cut = 0;
        if line.chars().nth(LINE_MAX_CHARS).is_some() {
            is_whole = false;
            cut = before.char_indices().rev().nth(BEFORE_CHARS).map_or(0, |(at, _)| at);
        }
        if cut > 0 {
            self.text.push('…');
            self.is_cut_left |= is_first;
        }
        let base = self.text.len();
        let kept_end = line[cut..].char_indices().nth(LINE_MAX_CHARS).map_or(line.len(), |(at, _)| cut + at);
        let kept_end = if is_whole { line.len() } else { kept_end };
        // One character for one: the spans stay right.
        let mut marks = (base, base);
        for (at, c) in line[cut..kept_end].char_indices() {
            if cut + at == marked.start {
                marks.0 = self.text.len();
            }
            self.text.push(if c.is_control() && c != '\t' { ' ' } else { c });
            if cut + at < marked.end {
                marks.1 = self.text.len();
            }
        }
        if marked.start >= kept_end {
            marks.0 = self.text.len();
        }
        if kept_end < line.len() {
            self.text.push('…');
        }
        self.spans.push(marks.0..marks.1.max(marks.0));
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_lines_that_are_marked() {
        let found = Excerpt::new("one\ntwo\nthree\nfour", &(5..10));
        assert_eq!((found.line, found.column, found.text.as_str()), (2, 2, "two\nthree"));
        assert_eq!(found.spans, [1..3, 4..6]);
    }

    #[test]
    fn cuts_long_lines_around_the_mark() {
        let text = format!("{}MARK{}", "é".repeat(1000), "z".repeat(1000));
        let found = Excerpt::new(&text, &(2000..2004));
        assert_eq!(found.column, 1001);
        assert!(found.is_cut_left && found.text.starts_with('…') && found.text.ends_with('…'));
        assert_eq!(&found.text[found.spans[0].clone()], "MARK");
    }
}
