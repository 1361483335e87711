//! User text made plain: one spelling for what looks alike, no markup, no invisible characters.
//!
//! A map leads from each byte of the plain text back to the raw text, so that what is shown
//! to the user can be the user's own words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Longest text that is looked at, in characters; the rest is cut off.
pub const UTTERANCE_MAX_CHARS: usize = 6_000;

/// Plain text with the way back to the raw text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plain {
    /// The plain text, in the case it was written in.
    pub text: String,
    /// The same in lower case, byte for byte as long as `text`.
    pub lower: String,
    /// Raw byte offset of each byte of `text`; empty where plain and raw are the same.
    map: Vec<u32>,
}

impl Plain {
    /// Byte offset in the raw text of a byte offset in the plain text.
    #[must_use]
    pub fn raw_offset(&self, offset: usize) -> usize {
        if self.map.is_empty() {
            return offset;
        }
        self.map.get(offset).or(self.map.last()).map_or(0, |&at| at as usize)
    }
}

/// Makes user text plain: compatibility forms composed, invisible characters out, look-alike
/// letters and accents folded within Latin words, quotation marks and dashes folded, mentions,
/// links and markdown stripped, flags as `flagxx`, other symbols as blanks.
#[must_use]
pub fn plain(raw: &str) -> Plain {
    if is_plain(raw) {
        let text = raw.to_owned();
        let lower = text.to_ascii_lowercase();
        return Plain { text, lower, map: Vec::new() };
    }
    let mut out = Writer::default();
    let mut rest = raw;
    let mut n_chars = 0;
    while let Some(c) = rest.chars().next() {
        let at = raw.len() - rest.len();
        n_chars += 1;
        if n_chars > UTTERANCE_MAX_CHARS {
            break;
        }
        let skipped = markup(rest, &mut out, at);
        if skipped > 0 {
            rest = &rest[skipped..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if let Some(letter) = regional_letter(c) {
            if let Some(second) = rest.chars().next().and_then(regional_letter) {
                rest = &rest[4..];
                out.push_str(" flag", at);
                out.push(letter, at);
                out.push(second, at);
                out.push(' ', at);
            }
            continue;
        }
        character(c, at, &mut out);
    }
    out.finish()
}

/// Text of knowledge files: the same folding of characters, without the user's markup.
#[must_use]
pub fn fold(text: &str) -> Plain {
    plain(text)
}

/// Nothing to fold, strip or cut.
fn is_plain(raw: &str) -> bool {
    raw.len() <= UTTERANCE_MAX_CHARS
        && raw.bytes().all(|b| PLAIN[b as usize])
        && !(raw.bytes().any(|b| b == b':') && raw.contains("://"))
}

/// Bytes that stand for themselves.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 128 {
        table[b] = (b as u8).is_ascii_alphanumeric()
            || matches!(
                b as u8,
                b' ' | b'?'
                    | b'.'
                    | b','
                    | b'\''
                    | b'"'
                    | b'!'
                    | b'-'
                    | b';'
                    | b'%'
                    | b'$'
                    | b'&'
                    | b'/'
                    | b'+'
                    | b'('
                    | b')'
                    | b':'
            );
        b += 1;
    }
    table
};

#[derive(Default)]
struct Writer {
    text: String,
    map: Vec<u32>,
}

impl Writer {
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.map.resize(self.text.len(), at as u32);
    }

    fn push_str(&mut self, s: &str, at: usize) {
        self.text.push_str(s);
        self.map.resize(self.text.len(), at as u32);
    }

    fn finish(mut self) -> Plain {
        fold_look_alikes(&mut self.text, &mut self.map);
        let mut lower = String::with_capacity(self.text.len());
        for c in self.text.chars() {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(s), None) if s.len_utf8() == c.len_utf8() => lower.push(s),
                _ => lower.push(c),
            }
        }
        Plain { text: self.text, lower, map: self.map }
    }
}

/// Length in bytes of markup at the start of `rest`; what it shows is written to `out`.
fn markup(rest: &str, out: &mut Writer, at: usize) -> usize {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'<' => {
            let Some(end) = rest.find('>') else { return 0 };
            let inner = &rest[1..end];
            let is_tag = ["@", "#", ":", "a:", "t:", "/", "http"].iter().any(|p| inner.starts_with(p));
            if is_tag && end < 200 && !inner.contains(' ') {
                out.push(' ', at);
                return end + 1;
            }
            0
        }
        b'@' => {
            for name in ["@everyone", "@here"] {
                if rest.starts_with(name) {
                    out.push(' ', at);
                    return name.len();
                }
            }
            0
        }
        b'h' | b'H' => {
            let is_link = bytes.len() > 8
                && (bytes[..7].eq_ignore_ascii_case(b"http://") || bytes[..8].eq_ignore_ascii_case(b"https://"));
            if is_link {
                out.push(' ', at);
                return rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"')).unwrap_or(rest.len());
            }
            0
        }
        b']' if rest.starts_with("](") => rest.find(')').map_or(0, |end| {
            out.push(' ', at);
            end + 1
        }),
        _ => 0,
    }
}

fn regional_letter(c: char) -> Option<char> {
    let offset = (c as u32).checked_sub(0x1F1E6)?;
    (offset < 26).then(|| (b'a' + offset as u8) as char)
}

fn character(c: char, at: usize, out: &mut Writer) {
    match c {
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => {}
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{2032}' | '\u{2bc}' | '\u{b4}' => out.push('\'', at),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' | '\u{300c}'
        | '\u{300d}' => out.push('"', at),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-', at),
        '\u{2026}' => out.push('.', at),
        '*' | '_' | '~' | '`' | '|' | '[' | ']' | '#' | '>' | '<' | '^' | '{' | '}' | '\\' | '=' | '@' => {
            out.push(' ', at);
        }
        '\n' => out.push('\n', at),
        c if c.is_control() => out.push(' ', at),
        c if c.is_ascii() => out.push(c, at),
        c if is_combining_mark(c) => {}
        c => {
            for folded in std::iter::once(c).nfkc() {
                compatible(folded, at, out);
            }
        }
    }
}

fn compatible(c: char, at: usize, out: &mut Writer) {
    if c.is_ascii() {
        out.push(if c.is_ascii_control() { ' ' } else { c }, at);
        return;
    }
    if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
        let mut base = None;
        decompose_canonical(c, |d| {
            base.get_or_insert(d);
        });
        out.push(base.map_or(c, latin_base), at);
        return;
    }
    out.push(if c.is_alphanumeric() { c } else { sign(c) }, at);
}

/// Any currency is written as a dollar; other signs are blanks.
fn sign(c: char) -> char {
    match c {
        '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}' => '$',
        _ => ' ',
    }
}

fn latin_base(c: char) -> char {
    match c {
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ı' => 'i',
        c => c,
    }
}

/// Folds letters of other scripts that look Latin, in words that also have Latin letters.
fn fold_look_alikes(text: &mut String, map: &mut Vec<u32>) {
    if text.is_ascii() {
        return;
    }
    let mut folded = String::with_capacity(text.len());
    let mut new_map = Vec::with_capacity(map.len());
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).chain([text.len()]);
    let ends: Vec<usize> = ends.collect();
    for end in ends {
        let word = &text[start..end];
        let is_mixed = word.bytes().any(|b| b.is_ascii_alphabetic()) && !word.is_ascii();
        for (at, c) in word.char_indices() {
            folded.push(if is_mixed { look_alike(c) } else { c });
            new_map.resize(folded.len(), map[start + at]);
        }
        if let Some(c) = text[end..].chars().next() {
            folded.push(c);
            new_map.resize(folded.len(), map[end]);
            start = end + c.len_utf8();
        }
    }
    *text = folded;
    *map = new_map;
}

/// The Latin letter that a Cyrillic or Greek one looks like. Source: the shapes of the letters
/// in common sans-serif faces; a small part of Unicode's confusables.
fn look_alike(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ё' | 'ε' => 'e',
        'ɡ' => 'g',
        'н' | 'һ' => 'h',
        'і' | 'ї' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, expected: &str) {
        let plain = plain(raw);
        assert_eq!(plain.text.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{raw:?}");
        assert_eq!(plain.text.len(), plain.lower.len(), "{raw:?}");
    }

    #[test]
    fn folds_what_looks_alike_and_keeps_what_is_another_script() {
        check("Where was it?", "Where was it?");
        check("who is Рutin", "who is Putin");
        check("the мilitary", "the military");
        check("Одесса", "Одесса");
        check("Whe\u{200b}re was the me\u{200b}eting", "Where was the meeting");
        check("“It’s” – true…", "\"It's\" - true.");
        check("Ｆｕｌｌ ｗｉｄｔｈ", "Full width");
        check("Müller in Łódź", "Muller in Lodz");
    }

    #[test]
    fn strips_markup_and_mentions() {
        check(
            "@everyone @here <@&123> **who** is `head of it`?? [click](https://example.com)",
            "who is head of it ?? click",
        );
        check("<@!42> hello <:wave:77>", "hello");
        check("see https://example.com/a?b=c now", "see now");
        check("a < b and c > d", "a b and c d");
    }

    #[test]
    fn turns_flags_into_words_and_other_emoji_into_blanks() {
        check("🇳🇴 or 🇸🇪?", "flagno or flagse ?");
        check("🤔🤔 who 🕊️ wins", "who wins");
    }

    #[test]
    fn leads_back_to_the_raw_text() {
        let raw = "\u{200b}«Oui» said Рutin";
        let plain = plain(raw);
        let at = plain.text.find("Putin").unwrap();
        assert!(raw[plain.raw_offset(at)..].starts_with("Рutin"));
    }
}
