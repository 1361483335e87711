//! Names and topics that can be completed while they are typed: best first, slips forgiven, cheap at each keystroke.

use std::collections::BTreeMap;

use crate::knowledge::library::Library;
use crate::knowledge::model::EntryKind;
use crate::text::normalise::{fold, plain};

/// Characters of what was typed that are looked at.
const TYPED_MAX_CHARS: usize = 32;
/// Shortest text in which a slip is forgiven, in characters.
const SLIP_MIN_CHARS: usize = 3;
/// From this length two slips are forgiven, in characters.
const TWO_SLIPS_MIN_CHARS: usize = 8;
/// Most keys that are compared at one keystroke.
const COMPARED_MAX: usize = 4_096;

/// One way to begin typing a name.
#[derive(Debug)]
struct Key {
    /// In lower case, plain.
    text: Box<str>,
    /// Which of its letters there are, as bits.
    letters: u32,
    /// The row that it stands for.
    row: u32,
    /// 0 the name itself, 1 a later word of it, 2 another name, 3 a later word of that.
    rank: u8,
}

/// Names with how often they occur, in the order in which they are offered.
#[derive(Debug, Default)]
pub struct Names {
    rows: Vec<(String, usize)>,
    keys: Vec<Key>,
}

/// A name, how often it occurs, and its other names.
type Counted = BTreeMap<String, (usize, Vec<Box<str>>)>;

impl Names {
    /// Who is quoted in a library, and with how many quotes.
    #[must_use]
    pub fn speakers(library: &Library) -> Self {
        let mut found = Counted::new();
        for briefing in &library.briefings {
            for entry in briefing.entries.iter().filter(|entry| entry.kind == EntryKind::Quote) {
                let Some(speaker) = entry.speaker else { continue };
                let speaker = briefing.entity(speaker);
                let row = found.entry(speaker.name.to_string()).or_default();
                row.0 += 1;
                for alias in &speaker.aliases {
                    if !row.1.contains(alias) {
                        row.1.push(alias.clone());
                    }
                }
            }
        }
        Self::new(found)
    }

    /// What the quotes of a library are about.
    #[must_use]
    pub fn topics(library: &Library) -> Self {
        let mut found = Counted::new();
        for briefing in &library.briefings {
            for entry in briefing.entries.iter().filter(|entry| entry.kind == EntryKind::Quote) {
                for topic in &entry.topics {
                    found.entry(topic.replace(['-', '_'], " ")).or_default().0 += 1;
                }
            }
        }
        Self::new(found)
    }

    fn new(found: Counted) -> Self {
        let mut found: Vec<_> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.0.cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
        let mut names = Self::default();
        for (row, (name, (n, aliases))) in found.into_iter().enumerate() {
            names.add(&name, row as u32, 0);
            for alias in aliases {
                names.add(&alias, row as u32, 2);
            }
            names.rows.push((name, n));
        }
        names.keys.sort_by(|a, b| (&a.text, a.row, a.rank).cmp(&(&b.text, b.row, b.rank)));
        names.keys.dedup_by(|b, a| a.text == b.text && a.row == b.row);
        names
    }

    /// The name from its first word on, and from each later one.
    fn add(&mut self, name: &str, row: u32, rank: u8) {
        let name = spelt(&fold(name).lower);
        let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(at, _)| at + 1));
        for start in starts {
            let text: Box<str> = name[start..].into();
            self.keys.push(Key { letters: letters(&text), text, row, rank: rank + u8::from(start > 0) });
        }
    }

    /// All names with how often they occur, the most frequent first.
    #[must_use]
    pub fn all(&self) -> &[(String, usize)] {
        &self.rows
    }

    /// At most `max` names that begin as typed, or almost so, the best first.
    #[must_use]
    pub fn complete(&self, typed: &str, max: usize) -> Vec<String> {
        let typed: String = spelt(&plain(head(typed)).lower).chars().take(TYPED_MAX_CHARS).collect();
        if typed.is_empty() {
            return self.rows.iter().take(max).map(|(name, _)| name.clone()).collect();
        }
        let from = self.keys.partition_point(|key| *key.text < *typed);
        let begins = self.keys[from..].iter().take_while(|key| key.text.starts_with(&*typed)).take(COMPARED_MAX);
        let mut found: Vec<(u8, u8, u32)> = begins.map(|key| (0, key.rank, key.row)).collect();
        let n_chars = typed.chars().count();
        if n_chars >= SLIP_MIN_CHARS && !has_rows(&found, max) {
            let slips = if n_chars >= TWO_SLIPS_MIN_CHARS { 2 } else { 1 };
            let wanted = letters(&typed);
            let typed: Vec<char> = typed.chars().collect();
            for key in self.keys.iter().take(COMPARED_MAX) {
                if (wanted & !key.letters).count_ones() <= u32::from(slips)
                    && let Some(distance) = begins_almost(&typed, &key.text, slips)
                {
                    found.push((distance, key.rank, key.row));
                }
            }
        }
        found.sort_unstable();
        let mut rows: Vec<u32> = Vec::new();
        for (_, _, row) in found {
            if rows.len() < max && !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows.iter().map(|row| self.rows[*row as usize].0.clone()).collect()
    }
}

/// Are there so many different rows already?
fn has_rows(found: &[(u8, u8, u32)], max: usize) -> bool {
    let mut rows: Vec<u32> = found.iter().map(|(_, _, row)| *row).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.len() >= max
}

/// More bytes than any name that is worth completing.
fn head(typed: &str) -> &str {
    const TYPED_MAX_BYTES: usize = 256;
    let end = (0..=typed.len().min(TYPED_MAX_BYTES)).rev().find(|at| typed.is_char_boundary(*at));
    &typed[..end.unwrap_or_default()]
}

/// Words with one blank between them, and one after them where the text ends in one.
fn spelt(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut spelt = words.next().unwrap_or_default().to_owned();
    for word in words {
        spelt.push(' ');
        spelt.push_str(word);
    }
    spelt
}

/// The letters of a text as bits: a to z, and one for all others.
fn letters(text: &str) -> u32 {
    text.bytes().fold(0, |bits, b| if b.is_ascii_lowercase() { bits | 1 << (b - b'a') } else { bits | 1 << 26 })
}

/// Slips between what was typed and the nearest beginning of a name: letters left out, added, changed or swapped;
/// `None` for more than `slips`.
fn begins_almost(typed: &[char], name: &str, slips: u8) -> Option<u8> {
    const WIDTH: usize = TYPED_MAX_CHARS + 3;
    let mut text = [' '; WIDTH];
    let mut n = 0;
    for c in name.chars().take((typed.len() + slips as usize).min(WIDTH - 1)) {
        text[n] = c;
        n += 1;
    }
    let mut before = [0u8; WIDTH];
    let mut last = [0u8; WIDTH];
    for (at, cell) in last.iter_mut().enumerate() {
        *cell = at as u8;
    }
    for i in 1..=typed.len() {
        let mut row = [0u8; WIDTH];
        row[0] = i as u8;
        let mut nearest = row[0];
        for j in 1..=n {
            let differs = u8::from(typed[i - 1] != text[j - 1]);
            let mut cell = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + differs);
            if i > 1 && j > 1 && typed[i - 1] == text[j - 2] && typed[i - 2] == text[j - 1] {
                cell = cell.min(before[j - 2] + 1);
            }
            row[j] = cell;
            nearest = nearest.min(cell);
        }
        if nearest > slips {
            return None;
        }
        before = last;
        last = row;
    }
    last[..=n].iter().copied().min().filter(|distance| *distance <= slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let row = |n: usize, aliases: &[&str]| (n, aliases.iter().map(|alias| (*alias).into()).collect());
        Names::new(Counted::from([
            ("Hester Quill".to_owned(), row(3, &["Quill", "the mayor", "Mayor Quill"])),
            ("Anselm Roake".to_owned(), row(5, &["Roake", "the engineer"])),
            ("Zoë Quist".to_owned(), row(1, &["Quist"])),
        ]))
    }

    #[test]
    fn offers_the_best_first() {
        for (typed, max, wanted) in [
            ("", 25, &["Anselm Roake", "Hester Quill", "Zoë Quist"][..]),
            ("", 2, &["Anselm Roake", "Hester Quill"]),
            ("qui", 25, &["Hester Quill", "Zoë Quist"]),
            ("QUIL", 25, &["Hester Quill", "Zoë Quist"]),
            ("hester q", 25, &["Hester Quill"]),
            ("Hester  Quill", 25, &["Hester Quill"]),
            ("zoe", 25, &["Zoë Quist"]),
            ("Roak", 25, &["Anselm Roake"]),
            ("Raoke", 25, &["Anselm Roake"]),
            ("Anslem", 25, &["Anselm Roake"]),
            ("hestor", 25, &["Hester Quill"]),
            ("mayor", 25, &["Hester Quill"]),
            ("the engi", 25, &["Anselm Roake"]),
            ("enginere", 25, &["Anselm Roake"]),
            ("xq", 25, &[]),
            ("president", 25, &[]),
            ("qui", 0, &[]),
            ("?!", 1, &["Anselm Roake"]),
        ] {
            assert_eq!(names().complete(typed, max), wanted, "{typed:?}");
        }
    }

    #[test]
    fn hostile_text_completes_to_nothing_and_breaks_nothing() {
        for typed in ["\u{202e}\u{0}", "@everyone <@1>", &"é".repeat(9_000), &"a ".repeat(5_000), "🇺🇦👨‍👩‍👧"]
        {
            assert!(names().complete(typed, 25).len() <= 3, "{typed:?}");
        }
    }

    #[test]
    fn slips_are_counted_against_the_beginning_of_a_name() {
        let count = |typed: &str, slips| begins_almost(&typed.chars().collect::<Vec<_>>(), "roake", slips);
        for (typed, slips, wanted) in [
            ("roa", 1, Some(0)),
            ("raoke", 1, Some(1)),
            ("roke", 1, Some(1)),
            ("rooake", 1, Some(1)),
            ("roakex", 1, Some(1)),
            ("xxake", 1, None),
            ("xxake", 2, Some(2)),
        ] {
            assert_eq!(count(typed, slips), wanted, "{typed}");
        }
    }
}
