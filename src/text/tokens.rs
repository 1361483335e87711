//! Words, numbers and the marks that matter, with their places in the plain text.

use std::ops::Range;

use super::normalise::Plain;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with apostrophes.
    Word,
    /// Digits, perhaps with separators.
    Number,
    /// A quotation mark.
    Quote,
    /// `.`, `?`, `!`, `;` or a line break.
    Stop,
    /// `?`, which also stops.
    Question,
    /// `,`, `:`, `-` between blanks, or a bracket.
    Pause,
}

/// A token of a plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte range in the plain text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// First letter is upper-case.
    pub is_capital: bool,
    /// All letters are upper-case, and there are two or more.
    pub is_caps: bool,
    /// Directly joined to the token before by a hyphen.
    pub is_joined: bool,
}

/// Splits plain text into tokens. Hyphens split; dotted capitals ("U.S.") and spelt-out names ("R-u-b-i-o") do not.
#[must_use]
pub fn tokens(plain: &Plain) -> Vec<Token> {
    let text = plain.text.as_str();
    let bytes = text.as_bytes();
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5 + 2);
    let mut at = 0;
    let mut is_open = false;
    while at < bytes.len() {
        let b = bytes[at];
        if b == b' ' || b == b'\t' {
            at += 1;
            continue;
        }
        let kind = match b {
            b'?' => Some(TokenKind::Question),
            b'.' if ends_abbreviation(plain, &out, at) => {
                at += 1;
                continue;
            }
            b'.' | b'!' | b';' | b'\n' => Some(TokenKind::Stop),
            b'"' => Some(TokenKind::Quote),
            b',' | b':' | b'(' | b')' | b'-' | b'/' => Some(TokenKind::Pause),
            _ => None,
        };
        if let Some(kind) = kind {
            let is_hyphen = b == b'-'
                && out.last().is_some_and(|t| t.span.end == at)
                && bytes.get(at + 1).is_some_and(|&b| !b.is_ascii_whitespace() && b != b'-');
            if !is_hyphen {
                out.push(mark(at, kind));
            }
            at += 1;
            continue;
        }
        if b == b'\'' {
            if is_quote_mark(bytes, at, is_open) {
                is_open = !is_open;
                out.push(mark(at, TokenKind::Quote));
            }
            at += 1;
            continue;
        }
        if b == b'%' {
            out.push(Token {
                span: at..at + 1,
                kind: TokenKind::Word,
                is_capital: false,
                is_caps: false,
                is_joined: false,
            });
            at += 1;
            continue;
        }
        let end = word_end(text, at);
        if end == at {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        out.push(word(text, at..end, &out));
        at = end;
    }
    join_spelt_out(&mut out);
    out
}

/// "Mr." and the like end no sentence, nor does a full stop inside a number or word.
fn ends_abbreviation(plain: &Plain, before: &[Token], at: usize) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "prof", "capt", "col", "lt", "sgt", "st", "vs", "approx",
        "feb", "jan", "aug", "sept", "oct", "nov", "dec",
    ];
    let Some(last) = before.last().filter(|t| t.span.end == at && t.kind == TokenKind::Word) else { return false };
    let has_more = plain.text[at + 1..].trim_start_matches(' ').starts_with(|c: char| c.is_alphanumeric());
    has_more
        && ABBREVIATIONS.contains(&&plain.lower[last.span.clone()])
        && (last.is_capital || plain.lower[last.span.clone()].len() < 3)
}

fn mark(at: usize, kind: TokenKind) -> Token {
    Token { span: at..at + 1, kind, is_capital: false, is_caps: false, is_joined: false }
}

/// An apostrophe opens or closes a quotation where it does not stand between two letters and has a blank on one side.
/// Behind an "s" it closes only what is open: "the crews' rota".
fn is_quote_mark(bytes: &[u8], at: usize, is_open: bool) -> bool {
    let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
    let after = bytes.get(at + 1).copied().unwrap_or(b' ');
    let is_inside_a_word = is_letter(before) && is_letter(after);
    let is_possessive = matches!(before, b's' | b'S') && !is_open;
    !is_inside_a_word && !is_possessive && !before.is_ascii_digit()
}

fn is_letter(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_number = bytes[start].is_ascii_digit();
    // Most words are plain letters up to their end.
    let n_plain = if is_number { 0 } else { bytes[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count() };
    let mut at = start + n_plain;
    while let Some(c) = text[at..].chars().next() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let goes_on = match c {
            '\'' => at > start && is_letter(next) && !is_number,
            '.' | ',' if is_number => at > start && next.is_ascii_digit(),
            '.' => is_dotted(bytes, start, at),
            '+' | '&' => at == start && next.is_ascii_digit(),
            c if is_number && c.is_alphabetic() => false,
            c => c.is_alphanumeric(),
        };
        if !goes_on {
            break;
        }
        at += c.len_utf8();
    }
    if is_number {
        // "20th", "30k" stay one token; "30days" splits.
        let tail = &text[at..];
        let letters = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
        if letters > 0 && letters <= 2 {
            at += letters;
        }
    }
    at
}

/// Inside "U.S." or at its end.
fn is_dotted(bytes: &[u8], start: usize, at: usize) -> bool {
    let is_single = |i: usize| bytes[i].is_ascii_alphabetic() && (i == start || bytes[i - 1] == b'.');
    at > start
        && is_single(at - 1)
        && (bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
            && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic)
            || bytes[start..at].contains(&b'.'))
}

fn word(text: &str, span: Range<usize>, before: &[Token]) -> Token {
    let slice = &text[span.clone()];
    let kind = if slice.as_bytes()[0].is_ascii_digit() { TokenKind::Number } else { TokenKind::Word };
    let is_capital = slice.chars().next().is_some_and(char::is_uppercase);
    let is_caps = is_capital && {
        let mut letters = slice.chars().filter(|c| c.is_alphabetic());
        let n = letters.clone().count();
        n >= 2 && letters.all(char::is_uppercase)
    };
    let is_joined = before.last().is_some_and(|t| t.span.end + 1 == span.start && text.as_bytes()[t.span.end] == b'-');
    Token { span, kind, is_capital, is_caps, is_joined }
}

/// "R-u-b-i-o": three or more single letters joined by hyphens are one word.
fn join_spelt_out(tokens: &mut Vec<Token>) {
    if !tokens.iter().any(|t| t.is_joined) {
        return;
    }
    let mut start = 0;
    while start < tokens.len() {
        let is_single = |t: &Token| t.span.len() == 1 && t.kind == TokenKind::Word;
        let n = if is_single(&tokens[start]) {
            1 + tokens[start + 1..].iter().take_while(|t| t.is_joined && is_single(t)).count()
        } else {
            1
        };
        if n >= 3 {
            tokens[start].span.end = tokens[start + n - 1].span.end;
            tokens[start].is_caps = false;
            tokens.drain(start + 1..start + n);
        }
        start += 1;
    }
}

/// The letters of a token in lower case, without the hyphens of a spelt-out word and the dots of "U.S.".
#[must_use]
pub fn letters<'a>(plain: &'a Plain, token: &Token) -> std::borrow::Cow<'a, str> {
    let slice = &plain.lower[token.span.clone()];
    if token.kind == TokenKind::Word && slice.bytes().any(|b| b == b'-' || b == b'.') {
        slice.replace(['-', '.'], "").into()
    } else if token.kind == TokenKind::Number && slice.bytes().any(|b| b == b',') {
        slice.replace(',', "").into()
    } else {
        slice.into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::normalise::plain;
    use super::*;

    fn check(raw: &str, expected: &str) {
        let plain = plain(raw);
        let words: Vec<_> = tokens(&plain).iter().map(|t| letters(&plain, t).into_owned()).collect();
        assert_eq!(words.join("|"), expected, "{raw:?}");
    }

    #[test]
    fn splits_words_numbers_and_marks() {
        check("Where's the 30-day plan?", "where's|the|30|day|plan|?");
        check("86% of 1,000 towns", "86|%|of|1000|towns");
        check("the U.S. side. Then", "the|us|side|.|then");
        check("R-u-b-i-o and co", "rubio|and|co");
        check("did he say 'not now'?", "did|he|say|'|not|now|'|?");
        check("don't, the dockers' boss", "don't|,|the|dockers|boss");
        check("who said 'no deal on docks' then", "who|said|'|no|deal|on|docks|'|then");
        check("3.5m at 6pm", "3.5m|at|6pm");
        check("Did Mr. Okafor agree? No. Why", "did|mr|okafor|agree|?|no|.|why");
        check("", "");
    }

    #[test]
    fn knows_capitals() {
        let plain = plain("NATO and Oslo");
        let t = tokens(&plain);
        assert!(t[0].is_caps && t[2].is_capital && !t[2].is_caps && !t[1].is_capital);
    }
}
