//! Input as lines of bounded length: bytes, since input need not be text.

use std::io::{self, BufRead};

/// A line without its line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes, up to the limit.
    pub bytes: Vec<u8>,
    /// Was it longer than the limit?
    pub is_cut: bool,
}

/// Gathers lines from chunks of input. What exceeds the limit of a line is read and dropped, so memory stays bounded.
#[derive(Debug)]
pub struct Lines {
    limit: usize,
    held: Vec<u8>,
    is_cut: bool,
    has_begun: bool,
    number: u64,
}

impl Lines {
    /// Lines of at most `limit` bytes.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit, held: Vec::new(), is_cut: false, has_begun: false, number: 0 }
    }

    /// The number of the last line that was given out, from 1; 0 before the first.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Takes a chunk up to the next line break: how many bytes were used, and the line if it is complete.
    pub fn take(&mut self, chunk: &[u8]) -> (usize, Option<Line>) {
        let end = chunk.iter().position(|&byte| byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        let room = self.limit - self.held.len();
        self.held.extend_from_slice(&part[..part.len().min(room)]);
        self.is_cut |= part.len() > room;
        self.has_begun |= !chunk.is_empty();
        match end {
            Some(at) => (at + 1, Some(self.give())),
            None => (chunk.len(), None),
        }
    }

    /// The last line, where the input did not end with a line break.
    pub fn finish(&mut self) -> Option<Line> {
        self.has_begun.then(|| self.give())
    }

    /// The next line of a reader; `None` at the end.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn read(&mut self, input: &mut impl BufRead) -> io::Result<Option<Line>> {
        loop {
            let chunk = match input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                return Ok(self.finish());
            }
            let (used, line) = self.take(chunk);
            input.consume(used);
            if line.is_some() {
                return Ok(line);
            }
        }
    }

    fn give(&mut self) -> Line {
        let mut bytes = std::mem::take(&mut self.held);
        let is_cut = std::mem::take(&mut self.is_cut);
        self.has_begun = false;
        if bytes.last() == Some(&b'\r') && !is_cut {
            bytes.pop();
        }
        if self.number == 0 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        self.number += 1;
        Line { bytes, is_cut }
    }
}

/// Some editors and shells put it before the first line of UTF-8 text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], limit: usize, wanted: &[(&[u8], bool)]) {
        // Any size of chunk must give the same lines.
        for size in 1..=input.len().max(1) {
            let mut reader = io::BufReader::with_capacity(size, input);
            let mut lines = Lines::new(limit);
            let mut got = Vec::new();
            while let Some(line) = lines.read(&mut reader).unwrap() {
                got.push((line.bytes, line.is_cut));
            }
            let wanted: Vec<_> = wanted.iter().map(|(bytes, is_cut)| (bytes.to_vec(), *is_cut)).collect();
            assert_eq!(got, wanted, "chunks of {size}");
            assert_eq!(lines.number(), wanted.len() as u64);
        }
    }

    #[test]
    fn splits_at_line_breaks_of_both_kinds() {
        check(b"", 9, &[]);
        check(b"a\nb\r\n\nc", 9, &[(b"a", false), (b"b", false), (b"", false), (b"c", false)]);
        check(b"a\n", 9, &[(b"a", false)]);
        check(b"\n\n", 9, &[(b"", false), (b"", false)]);
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_is_whole() {
        check(b"abcdef\nxyz\nlong again", 4, &[(b"abcd", true), (b"xyz", false), (b"long", true)]);
        check(b"abcd\n", 4, &[(b"abcd", false)]);
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_line() {
        check(b"\xef\xbb\xbfa\n\xef\xbb\xbfb", 9, &[(b"a", false), (b"\xef\xbb\xbfb", false)]);
    }

    #[test]
    fn bytes_that_are_no_text_stay() {
        check(b"\xff\xfe\n\0", 9, &[(b"\xff\xfe", false), (b"\0", false)]);
    }
}
