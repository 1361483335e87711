//! Text from files and users, made harmless before it reaches a terminal.

use std::borrow::Cow;

/// Replaces what a terminal would obey: control characters by visible stand-ins, line separators by line
/// breaks, tabs by spaces; direction marks and tag characters are left out. Line breaks stay.
///
/// # Examples
/// ```
/// assert_eq!(briefing_bot::render::neutral::neutral("a\u{1b}[31mb\u{202e}c"), "a␛[31mbc");
/// ```
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut harmless = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_harmless(c) => harmless.push(c),
            '\t' => harmless.push(' '),
            '\r' => {}
            '\u{2028}' | '\u{2029}' => harmless.push('\n'),
            '\u{0}'..='\u{1f}' => harmless.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => harmless.push('␡'),
            '\u{80}'..='\u{9f}' => harmless.push('\u{fffd}'),
            _ => {}
        }
    }
    Cow::Owned(harmless)
}

/// As [`neutral`], on one line.
#[must_use]
pub fn neutral_line(text: &str) -> String {
    neutral(text).replace('\n', " ")
}

fn is_harmless(c: char) -> bool {
    c == '\n' || !(c.is_control() || is_direction_mark(c) || is_tag(c) || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Marks that turn the direction of the text after them.
#[must_use]
pub fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_plain_text_without_a_copy() {
        assert!(matches!(neutral("“Kryvyi Rih” – 9 €\nnext 🇺🇦"), Cow::Borrowed(_)));
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        let hostile: String = (0..=0x2069).filter_map(char::from_u32).collect();
        let harmless = neutral(&hostile);
        assert!(harmless.chars().all(is_harmless));
        assert!(!harmless.contains('\u{1b}') && !harmless.contains('\u{9b}') && !harmless.contains('\u{7}'));
        assert!(harmless.contains('␛') && harmless.contains('␇'));
    }

    #[test]
    fn one_line_holds_no_line_break() {
        assert_eq!(neutral_line("a\nb\u{2028}c\r\nd"), "a b c d");
    }
}
