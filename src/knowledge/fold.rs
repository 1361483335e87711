//! Text with its look-alikes folded, and the way back: marks, dashes, spaces, composed letters.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

/// A folded text that knows where each byte came from.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// For each byte of `text`, the first byte of the original character; one more for the end.
    origins: Vec<u32>,
    original_len: usize,
}

impl Folded {
    /// Folds a text of less than 4 GiB.
    pub(super) fn new(original: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(original.len()), origins: Vec::new(), original_len: original.len() };
        for (at, c) in original.char_indices() {
            if c.is_whitespace() {
                if !folded.text.ends_with(' ') {
                    folded.push(' ', at);
                }
                continue;
            }
            match c {
                '’' | '‘' | 'ʼ' | '‚' | '′' | '`' => folded.push('\'', at),
                '“' | '”' | '„' | '«' | '»' | '″' => folded.push('"', at),
                '‐'..='―' | '−' => folded.push('-', at),
                '…' => (0..3).for_each(|_| folded.push('.', at)),
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                _ => decompose_canonical(c, |part| folded.push(part, at)),
            }
        }
        folded
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.origins.resize(self.text.len(), at as u32);
    }

    /// Where in the original the folded text of `wanted` first occurs.
    pub(super) fn find(&self, wanted: &Self, original: &str) -> Option<Match> {
        let wanted = wanted.text.trim();
        if wanted.is_empty() {
            return None;
        }
        let at = self.text.find(wanted)?;
        let last = self.origins.get(at + wanted.len() - 1).copied()? as usize;
        let end = last + original.get(last..)?.chars().next()?.len_utf8();
        let start = self.origins.get(at).copied()? as usize;
        debug_assert!(end <= self.original_len);
        let is_only = self.text.rfind(wanted) == Some(at);
        original.get(start..end).map(|_| Match { span: start..end, is_only })
    }
}

/// A stretch that looks alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    /// In bytes of the original.
    pub(super) span: Range<usize>,
    /// Does no other look alike?
    pub(super) is_only: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_differs_in_look_alikes_only() {
        let article = "x “It’s\u{a0}so,” — he said … cafe\u{301} 5\u{2013}6";
        for (typed, exact) in [
            ("\"It's so,\"", Some("“It’s\u{a0}so,”")),
            ("so,” - he", Some("so,” — he")),
            ("said ... caf\u{e9}", Some("said … cafe\u{301}")),
            ("5-6", Some("5\u{2013}6")),
            ("it's", None),
            ("said .. cafe", None),
            ("\u{200b}", None),
        ] {
            let found = Folded::new(article).find(&Folded::new(typed), article).map(|found| &article[found.span]);
            assert_eq!(found, exact, "{typed}");
        }
    }
}
