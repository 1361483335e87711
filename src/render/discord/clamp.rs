//! The one place that brings a card within Discord's limits.

use unicode_normalization::char::is_combining_mark;

use super::card::{Button, Card, Field};
use super::limits::{
    BODY_MAX_CHARS, CUSTOM_ID_MAX_CHARS, EMBEDS_MAX_CHARS, FIELD_NAME_MAX_CHARS, FIELD_VALUE_MAX_CHARS, FIELDS_MAX,
    FOOTER_MAX_CHARS, LABEL_MAX_CHARS, ROW_BUTTONS_MAX, ROWS_MAX, TITLE_MAX_CHARS, chars,
};

/// Shows that something was cut.
const ELLIPSIS: char = '…';
/// A field for which there is less room than this is left out, in characters.
const FIELD_MIN_CHARS: usize = 80;
/// A cut may go back this far to the end of a word, in characters.
const WORD_MAX_CHARS: usize = 24;
/// Room for what closes a cut text: an ellipsis, quotation mark, bold, code, a fence, and line breaks.
const CLOSING_MAX_CHARS: usize = 12;

/// The card within all limits. What has no room is cut at its end, with an ellipsis; the title and the footer come
/// before the text, and the text before the fields.
#[must_use]
pub fn clamp(card: Card) -> Card {
    let mut left = EMBEDS_MAX_CHARS;
    let mut take = |text: String, max: usize| {
        let (text, n) = fit(text, max.min(left));
        left -= n;
        text
    };
    let title = card.title.filter(|title| !is_blank(title)).map(|title| take(title, TITLE_MAX_CHARS));
    let footer = card.footer.filter(|footer| !is_blank(footer)).map(|footer| take(footer, FOOTER_MAX_CHARS));
    let mut body = take(card.body, BODY_MAX_CHARS);
    let mut fields = Vec::new();
    for field in card.fields.into_iter().filter(|field| !is_blank(&field.name) && !is_blank(&field.value)) {
        if fields.len() == FIELDS_MAX || left < FIELD_MIN_CHARS + chars(&field.name).min(FIELD_NAME_MAX_CHARS) {
            break;
        }
        let (name, n) = fit(field.name, FIELD_NAME_MAX_CHARS);
        left -= n;
        let (value, n) = fit(field.value, FIELD_VALUE_MAX_CHARS.min(left));
        left -= n;
        fields.push(Field { name, value });
    }
    // Discord refuses an embed without any text.
    if is_blank(&body) && title.is_none() && fields.is_empty() {
        body = ELLIPSIS.to_string();
    }
    Card { tone: card.tone, title, body, fields, footer, rows: rows(card.rows) }
}

/// Rows without buttons that Discord would refuse.
fn rows(rows: Vec<Vec<Button>>) -> Vec<Vec<Button>> {
    let mut seen: Vec<String> = Vec::new();
    let mut kept: Vec<Vec<Button>> = Vec::new();
    for row in rows {
        let mut buttons = Vec::new();
        for button in row {
            let is_whole = (1..=CUSTOM_ID_MAX_CHARS).contains(&chars(&button.id)) && !is_blank(&button.label);
            if is_whole && buttons.len() < ROW_BUTTONS_MAX && !seen.contains(&button.id) {
                seen.push(button.id.clone());
                buttons.push(Button { label: fit(button.label, LABEL_MAX_CHARS).0, ..button });
            }
        }
        if !buttons.is_empty() && kept.len() < ROWS_MAX {
            kept.push(buttons);
        }
    }
    kept
}

/// A text within its limit, and how long it is now.
fn fit(text: String, max: usize) -> (String, usize) {
    let n = chars(&text);
    if n <= max {
        return (text, n);
    }
    let text = cut(&text, max);
    let n = chars(&text);
    (text, n)
}

/// At most `max` UTF-16 code units of a text in Discord's markdown. A cut falls between two characters as a reader sees
/// them, not inside an escape or a tag, and closes what it leaves open.
#[must_use]
pub fn cut(text: &str, max: usize) -> String {
    if chars(text) <= max {
        return text.to_owned();
    }
    let room = max.saturating_sub(CLOSING_MAX_CHARS.min(max / 2)).max(usize::from(max > 0));
    let mut end = boundary(text, room.saturating_sub(1));
    end = before_open_tag(text, end);
    end = before_backslash(text, end);
    end = end_of_word(text, end);
    let kept = text[..end].trim_end();
    let closed = format!("{kept}{ELLIPSIS}{}", closing(kept));
    if chars(&closed) <= max {
        return closed;
    }
    // So little room that nothing can be closed: as much of it as fits, without its marks.
    let bare: String = kept.chars().filter(|c| !"*`“|~_\\".contains(*c)).collect();
    let end = boundary(&bare, max.saturating_sub(1));
    if max == 0 { String::new() } else { format!("{}{ELLIPSIS}", bare[..end].trim_end()) }
}

/// Largest byte offset up to which there are at most `max` UTF-16 code units, and at which no character as a reader
/// sees it is torn.
fn boundary(text: &str, max: usize) -> usize {
    let mut n = 0;
    let mut end = 0;
    let mut before = ' ';
    let mut flags = 0;
    for (at, c) in text.char_indices() {
        if n > max {
            break;
        }
        if !(joins(c) || before == '\u{200d}' || (is_flag(c) && flags % 2 == 1)) {
            end = at;
        }
        flags = if is_flag(c) { flags + 1 } else { 0 };
        n += c.len_utf16();
        before = c;
    }
    if n <= max { text.len() } else { end }
}

/// Belongs to the character before it.
fn joins(c: char) -> bool {
    is_combining_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
}

fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Before a backslash that has lost what it escapes.
fn before_backslash(text: &str, end: usize) -> usize {
    let backslashes = text[..end].bytes().rev().take_while(|b| *b == b'\\').count();
    end - backslashes % 2
}

/// Before a `<t:…>` that is not closed.
fn before_open_tag(text: &str, end: usize) -> usize {
    let open = text[..end].match_indices('<').map(|(at, _)| at).rfind(|at| before_backslash(text, *at) == *at);
    open.filter(|at| !text[*at..end].contains('>')).unwrap_or(end)
}

/// Back to a blank that is near, else where it was.
fn end_of_word(text: &str, end: usize) -> usize {
    if end == text.len() || text[end..].starts_with(char::is_whitespace) {
        return end;
    }
    let blank = text[..end].rfind(char::is_whitespace);
    blank.filter(|at| *at > 0 && end - at <= WORD_MAX_CHARS).unwrap_or(end)
}

/// What closes the quotation, bold, code and fence that a text leaves open.
fn closing(text: &str) -> String {
    let (mut is_fenced, mut is_code, mut is_bold) = (false, false, false);
    let mut quotes = 0_usize;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let mut step = c.len_utf8();
        match c {
            '\\' if !is_fenced && !is_code => step += rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' if rest.starts_with("```") => {
                is_fenced = !is_fenced;
                step = 3;
            }
            '`' if !is_fenced => is_code = !is_code,
            '*' if rest.starts_with("**") && !is_fenced && !is_code => {
                is_bold = !is_bold;
                step = 2;
            }
            '“' => quotes += 1,
            '”' => quotes = quotes.saturating_sub(1),
            '\n' => {
                quotes = 0;
                is_bold = false;
                is_code = false;
            }
            _ => {}
        }
        at += step;
    }
    let mut closing = String::new();
    if is_code {
        closing.push('`');
    }
    closing.extend(std::iter::repeat_n('”', quotes.min(2)));
    if is_bold {
        closing.push_str("**");
    }
    if is_fenced {
        closing.push_str("\n```");
    }
    closing
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::card::{Style, Tone};
    use super::super::escape::plain;
    use super::super::tests::{assert_dead, assert_within, hostile};
    use super::*;

    #[test]
    fn a_cut_shows_and_tears_nothing() {
        for (text, max, wanted) in [
            ("short", 5, "short"),
            ("The bridge over the river is shut until September.", 40, "The bridge over the river…"),
            ("> “The bridge over the river is shut until September.”", 45, "> “The bridge over the river is…”"),
            ("**The bridge over the river is shut until September.**", 45, "**The bridge over the river is…**"),
            ("`The bridge over the river is shut until September.`", 45, "`The bridge over the river is…`"),
            ("```\nThe bridge over the river is shut until\n```", 40, "```\nThe bridge over the…\n```"),
            ("abcdefghijklmnop\\*qrstuvwxyz0123456789", 30, "abcdefghijklmnop…"),
            ("abcdefghijk <t:1741737600:D> and more of it", 30, "abcdefghijk…"),
            ("xxxxxxxxxxxxxxxx👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 32, "xxxxxxxxxxxxxxxx…"),
            ("xxxxxxxxxxxxxxx🇺🇦🇳🇴🇸🇪🇺🇦🇳🇴", 31, "xxxxxxxxxxxxxxx…"),
            ("anything", 1, "…"),
            ("anything", 0, ""),
        ] {
            assert_eq!(cut(text, max), wanted, "{text:?} at {max}");
        }
    }

    fn empty() -> Card {
        Card {
            tone: Tone::Notice,
            title: None,
            body: String::new(),
            fields: Vec::new(),
            footer: None,
            rows: Vec::new(),
        }
    }

    #[test]
    fn an_embed_is_never_empty_and_never_beyond_its_sum() {
        assert_eq!(clamp(empty()).body, "…");
        let field = Field { name: "n".repeat(300), value: "v".repeat(2_000) };
        let card = Card {
            title: Some("t".repeat(300)),
            body: "b ".repeat(4_000),
            fields: vec![field; 40],
            footer: Some("f".repeat(3_000)),
            ..empty()
        };
        let clamped = clamp(card);
        assert_within(&clamped);
        assert!(chars(&clamped.body) > 3_600, "the text comes before the fields");
    }

    #[test]
    fn buttons_that_discord_would_refuse_are_left_out() {
        let button = |id: &str, label: &str| Button { id: id.into(), label: label.into(), style: Style::Secondary };
        let long = "x".repeat(101);
        let row = vec![
            button("a", "one"),
            button("a", "two"),
            button("", "three"),
            button(&long, "four"),
            button("b", " \u{200b}"),
            button("c", &"y".repeat(99)),
            button("d", "d"),
            button("e", "e"),
            button("f", "f"),
            button("g", "g"),
        ];
        let clamped = clamp(Card { rows: vec![row, vec![], vec![button("a", "again")]], ..empty() });
        let ids: Vec<&str> = clamped.rows.iter().flatten().map(|button| &*button.id).collect();
        assert_eq!(ids, ["a", "c", "d", "e", "f"]);
        assert_within(&clamped);
    }

    proptest! {
        #[test]
        fn any_cut_is_within_and_dead(text in hostile(), max in 0_usize..300) {
            let shown = cut(&plain(&text), max);
            prop_assert!(chars(&shown) <= max);
            assert_dead(&shown);
        }

        #[test]
        fn any_card_is_within(
            texts in prop::collection::vec(hostile(), 1..40),
            ids in prop::collection::vec("[a-d]{0,3}|x{95,105}", 0..40),
        ) {
            let text = |at: usize| texts[at % texts.len()].clone();
            let card = Card {
                tone: Tone::Answer,
                title: Some(text(1)),
                body: text(2),
                fields: (0..texts.len()).map(|at| Field { name: text(at), value: text(at + 1) }).collect(),
                footer: Some(text(3)),
                rows: ids.chunks(6).map(|ids| {
                    ids.iter().map(|id| Button { id: id.clone(), label: text(id.len()), style: Style::Primary }).collect()
                }).collect(),
            };
            let clamped = clamp(card);
            assert_within(&clamped);
            prop_assert_eq!(clamp(clamped.clone()), clamped, "what is within is left as it is");
        }
    }
}
