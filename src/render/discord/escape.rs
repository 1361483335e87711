//! Text as text: what an article, an editor or a user wrote shows as it is, and nothing in it is live on Discord.

/// Breaks what would be a mention.
const BREAK: char = '\u{200b}';

/// Text in which markdown, mentions, links and shortcodes show as they were typed; direction marks, invisible and
/// control characters are left out. Line breaks stay.
///
/// # Examples
/// ```
/// assert_eq!(briefing_bot::render::discord::escape::plain("**1** > 0"), r"\*\*1\*\* \> 0");
/// ```
#[must_use]
pub fn plain(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        escape_line(line, &mut out);
    }
    out
}

/// As [`plain`], on one line.
#[must_use]
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_line(&one_line(text), &mut out);
    out
}

/// Text for where Discord knows no markdown, as on buttons and in footers: on one line, mentions broken.
#[must_use]
pub fn label(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    loop {
        let (plain, other) = until(rest, |byte| matches!(byte, b'<' | b'@'));
        out.push_str(plain);
        let mut chars = other.chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        out.push(c);
        if (c == '<' && opens_tag(rest)) || (c == '@' && names_all(rest)) {
            out.push(BREAK);
        }
    }
}

fn one_line(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What comes before the first byte that is meant, and the rest.
fn until(text: &str, is_meant: impl Fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().position(is_meant).unwrap_or(text.len()))
}

/// Leaves out what cannot be seen and could mislead. Joiners and variation selectors stay between letters and emoji
/// that need them, where they can hide nothing.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Most of a text stays as it is.
        let (plain, other) = until(rest, |byte| !matches!(byte, b' '..=b'~'));
        out.push_str(plain);
        let mut chars = other.chars();
        let Some(c) = chars.next() else { return out };
        rest = chars.as_str();
        let before = out.chars().next_back().unwrap_or(' ');
        let kept = match c {
            '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => Some('\n'),
            '\t' => Some(' '),
            '\u{200c}' | '\u{200d}' if !before.is_ascii() && chars.next().is_some_and(is_visible) => Some(c),
            '\u{fe0e}' | '\u{fe0f}' if !before.is_ascii() && is_visible(before) => Some(c),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        };
        out.extend(kept);
    }
}

fn is_visible(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace() && !c.is_control() && !is_invisible(c)
}

/// Characters without a shape of their own: soft hyphens, joiners, direction marks, fillers, tags, noncharacters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e0fff}')
}

fn escape_line(line: &str, out: &mut String) {
    let start = line.len() - line.trim_start().len();
    let list_mark = list_mark(&line[start..]).map(|at| start + at);
    let mut rest = line;
    if let Some((before, from)) = list_mark.and_then(|at| line.split_at_checked(at)) {
        // Before it, there are blanks and digits.
        let (mark, after) = from.split_at(1);
        out.extend([before, "\\", mark]);
        rest = after;
    }
    loop {
        let (plain, other) = until(rest, may_be_live);
        out.push_str(plain);
        let mut chars = other.chars();
        let Some(c) = chars.next() else { return };
        rest = chars.as_str();
        let is_live = match c {
            // Links ("https://") and shortcodes (":name:").
            ':' => rest.starts_with("//") || rest.starts_with(|c: char| c.is_ascii_alphabetic() || "_+-".contains(c)),
            '@' => false,
            _ => true,
        };
        if is_live {
            out.push('\\');
        }
        out.push(c);
        if (c == '<' && opens_tag(rest)) || (c == '@' && names_all(rest)) {
            out.push(BREAK);
        }
    }
}

/// Is it a mark that markdown, a link or a mention may begin with?
fn may_be_live(byte: u8) -> bool {
    matches!(byte, b'\\' | b'*' | b'_' | b'~' | b'`' | b'|' | b'[' | b']' | b'<' | b'>' | b'#' | b':' | b'@')
}

/// Where the mark stands that makes a list item of a line: `-`, `+`, or the stop after a number.
fn list_mark(line: &str) -> Option<usize> {
    if line.starts_with(['-', '+']) {
        return Some(0);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && line[digits..].starts_with(['.', ')'])).then_some(digits)
}

/// What a mention, a channel, an emoji, a date or a command begins with, after its `<`.
fn opens_tag(rest: &str) -> bool {
    rest.starts_with(['@', '#', ':', '/', '&']) || rest.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// What pings all, after its `@`.
fn names_all(rest: &str) -> bool {
    let begins = |name: &str| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    begins("everyone") || begins("here") || rest.starts_with(['&', '!']) || rest.starts_with(|c: char| c.is_numeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::hostile;
    use super::*;

    #[test]
    fn what_is_live_shows_as_it_was_typed() {
        for (text, wanted) in [
            ("The bridge is shut.", "The bridge is shut."),
            ("**b** _i_ ~~s~~ `c` ||x||", r"\*\*b\*\* \_i\_ \~\~s\~\~ \`c\` \|\|x\|\|"),
            ("```rs\nx\n```", "\\`\\`\\`rs\nx\n\\`\\`\\`"),
            ("# a\n> b\n- c\n  + d\n12. e\n3) f", "\\# a\n\\> b\n\\- c\n  \\+ d\n12\\. e\n3\\) f"),
            ("30-day, 3.5m, a - b", "30-day, 3.5m, a - b"),
            ("[US] (x)", r"\[US\] (x)"),
            ("https://a.example/x", r"https\://a.example/x"),
            (":fire: 10:30", r"\:fire: 10:30"),
            (
                "<@1> <@&2> <#3> <t:4:R>",
                "\\<\u{200b}@\u{200b}1\\> \\<\u{200b}@\u{200b}&2\\> \\<\u{200b}\\#3\\> \\<\u{200b}t:4\\:R\\>",
            ),
            ("@everyone @HERE a@b", "@\u{200b}everyone @\u{200b}HERE a@b"),
            ("@\u{202e}everyone @\u{200b}here", "@\u{200b}everyone @\u{200b}here"),
            ("a\u{0}b\u{1b}[31m\tc\u{2028}d\r\n", "ab\\[31m c\nd\n"),
            ("👨‍👩‍👧 ❤️ a\u{200d}b", "👨‍👩‍👧 ❤️ ab"),
            (r"\@x\", r"\\@x\\"),
        ] {
            assert_eq!(plain(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn a_label_keeps_its_marks_and_breaks_its_mentions() {
        for (text, wanted) in [
            ("Who is *it*?", "Who is *it*?"),
            (" a\n\nb\u{202e} ", "a b"),
            ("@everyone <@1>", "@\u{200b}everyone <\u{200b}@\u{200b}1>"),
        ] {
            assert_eq!(label(text), wanted, "{text:?}");
        }
        assert_eq!(line("- a\n# b"), "\\- a \\# b");
    }

    proptest! {
        #[test]
        fn nothing_live_is_left(text in hostile()) {
            for shown in [plain(&text), line(&text), label(&text)] {
                super::super::tests::assert_dead(&shown);
            }
        }

        #[test]
        fn plain_words_are_left_alone(text in "[A-Za-z]{1,9}( [A-Za-z0-9]{1,9}){0,9}[.?!]") {
            prop_assert_eq!(plain(&text), text.clone());
            prop_assert_eq!(label(&text), text);
        }
    }
}
