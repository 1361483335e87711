//! A report as a card: the headline, then lists, cut with counts so that something of each is seen.

use crate::render::discord::card::{Card, Tone};
use crate::render::discord::clamp::{clamp, cut};
use crate::render::discord::escape;
use crate::render::discord::limits::{BODY_MAX_CHARS, chars};
use crate::shell::sheet::{Item, Part, Section, Sheet};
use crate::shell::wording;

/// Characters of an item with all that belongs to it; nothing of a longer one is shown beyond it.
const ITEM_MAX_CHARS: usize = 700;
/// Room for "… and 1,000 more" and the line breaks around it, in characters.
const MORE_MAX_CHARS: usize = 32;

/// The report as a card.
#[must_use]
pub fn card(sheet: &Sheet) -> Card {
    let mut body = marked(&sheet.headline);
    let n_sections = sheet.sections.len();
    for (at, section) in sheet.sections.iter().enumerate() {
        // What one list leaves of its share goes to those after it.
        let share = BODY_MAX_CHARS.saturating_sub(chars(&body)) / (n_sections - at);
        body.push_str(&list(section, share));
    }
    let footer = (!sheet.foot.is_empty()).then(|| sheet.foot.join(" "));
    let tone = if sheet.is_problem { Tone::Problem } else { Tone::Notice };
    clamp(Card { tone, title: None, body, fields: Vec::new(), footer, rows: Vec::new() })
}

/// A list of `max` characters at most; how many of its items there was no room for stands below it.
fn list(section: &Section, max: usize) -> String {
    let mut text = format!("\n\n**{} ({})**", section.heading, section.items.len());
    for (at, item) in section.items.iter().enumerate() {
        let shown = item_text(item);
        let is_last = at + 1 == section.items.len();
        let reserve = if is_last { 0 } else { MORE_MAX_CHARS };
        if chars(&text) + chars(&shown) + reserve > max {
            text.push_str("\n… ");
            text.push_str(&wording::reload::more(section.items.len() - at));
            break;
        }
        text.push_str(&shown);
    }
    text
}

fn item_text(item: &Item) -> String {
    let mut text = format!("\n- {}", marked(&item.line));
    for line in &item.below {
        text.push_str("\n  - ");
        text.push_str(&marked(line));
    }
    cut(&text, ITEM_MAX_CHARS)
}

fn marked(line: &[Part]) -> String {
    line.iter()
        .map(|part| match part {
            Part::Words(words) | Part::Either { markdown: words, .. } => words.clone(),
            Part::Text(text) => escape::line(text),
            Part::Code(name) => code(name),
        })
        .collect()
}

/// A name in code marks, out of which it cannot break.
fn code(name: &str) -> String {
    let name = escape::label(name).replace('`', "'");
    if name.is_empty() { name } else { format!("`{name}`") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(n: usize, text: &str) -> Sheet {
        let item = |at: usize| Item {
            line: vec![Part::code(format!("e-{at}")), Part::words(" "), Part::Text(text.to_owned())],
            below: vec![vec![Part::words("now: "), Part::Text(text.to_owned())]],
        };
        let section = |heading: &str| Section { heading: heading.into(), items: (0..n).map(item).collect() };
        Sheet {
            is_problem: true,
            headline: vec![Part::words("Done: "), Part::code("abc"), Part::words(".")],
            sections: vec![section("One"), section("Two")],
            foot: vec!["Took 1 ms.".into()],
        }
    }

    #[test]
    fn short_lists_are_whole() {
        let card = card(&sheet(1, "it is *so*"));
        assert_eq!(
            card.body,
            "Done: `abc`.\n\n**One (1)**\n- `e-0` it is \\*so\\*\n  - now: it is \\*so\\*\n\n**Two (1)**\n- `e-0` it is \\*so\\*\n  - now: it is \\*so\\*"
        );
        assert_eq!((card.tone, card.footer.as_deref()), (Tone::Problem, Some("Took 1 ms.")));
    }

    #[test]
    fn long_lists_share_the_room_and_count_what_they_leave_out() {
        for n in [10, 500, 5_000] {
            let body = card(&sheet(n, "word ".repeat(30).trim())).body;
            assert!(chars(&body) <= BODY_MAX_CHARS, "{}", chars(&body));
            let parts: Vec<&str> = body.split("**Two").collect();
            assert_eq!(parts.len(), 2, "{body}");
            for part in parts {
                let n_shown = part.matches("\n- `e-").count();
                assert!(n_shown >= 4, "{part}");
                if n_shown < n {
                    assert!(part.trim_end().ends_with(&format!("… and {} more", n - n_shown)), "{part}");
                }
            }
        }
    }

    #[test]
    fn names_and_texts_stay_within_their_marks() {
        let hostile = "a`b``` **x** <@1> @everyone [l](http://x)\n# h";
        let mut sheet = sheet(1, hostile);
        sheet.headline = vec![Part::code(hostile)];
        let body = card(&sheet).body;
        let (headline, rest) = body.split_once('\n').unwrap_or_default();
        assert_eq!(headline.matches('`').count(), 2, "{headline}");
        assert!(!body.contains("<@1>") && !body.contains("@everyone") && !rest.contains("\n# "), "{body}");
    }
}
