//! What else the bot says on Discord: how an answer came about, notices, problems, reports.

use std::fmt::Write as _;

use super::card::{Button, Card, Field, Style, Tone};
use super::clamp::{clamp, cut};
use super::escape::{line, plain};
use super::limits::{FIELD_VALUE_MAX_CHARS, chars};
use super::press::Press;
use crate::answer::reply::{Outcome, Passage, Reply};
use crate::answer::why::Why;
use crate::render::wording;
use crate::render::wording::discord as says;

/// Entries, words or passages that an explanation lists.
const LISTED_MAX: usize = 8;

fn bare(tone: Tone, title: Option<&str>, body: String) -> Card {
    Card { tone, title: title.map(line), body, fields: Vec::new(), footer: None, rows: Vec::new() }
}

/// Something that the bot says of itself; plain text.
#[must_use]
pub fn notice(text: &str) -> Card {
    clamp(bare(Tone::Notice, None, plain(text)))
}

/// Something that went wrong or is not allowed; plain text.
#[must_use]
pub fn problem(text: &str) -> Card {
    clamp(bare(Tone::Problem, None, plain(text)))
}

/// A text in Discord's markdown, whose parts are safe to show, with a title and rows of buttons.
#[must_use]
pub fn marked(tone: Tone, title: Option<&str>, body: String, rows: Vec<Vec<Button>>) -> Card {
    clamp(Card { rows, ..bare(tone, title, body) })
}

/// A button; none where what it carries has no room.
#[must_use]
pub fn button(press: &Press, label: &str) -> Option<Button> {
    Some(Button { id: press.id()?, label: label.to_owned(), style: Style::Secondary })
}

/// What the bot can do: its text, then its commands with what they do.
#[must_use]
pub fn help<'a>(text: &str, commands: impl IntoIterator<Item = (&'a str, &'a str)>) -> Card {
    let mut body = plain(text);
    body.push('\n');
    for (usage, description) in commands {
        let _ = write!(body, "\n**{}** — {}", line(usage), line(description));
    }
    clamp(bare(Tone::Notice, None, body))
}

/// A report: a title, a text, and headed lists, of which what has no room is counted.
#[must_use]
pub fn report(tone: Tone, title: &str, text: &str, parts: &[(String, Vec<String>)]) -> Card {
    let fields = parts.iter().filter(|(_, lines)| !lines.is_empty());
    let fields = fields.map(|(name, lines)| Field { name: line(name), value: listed(lines) }).collect();
    clamp(Card { fields, ..bare(tone, Some(title), plain(text)) })
}

/// Lines as far as there is room, and how many there are beyond.
fn listed(lines: &[String]) -> String {
    const ROOM_FOR_MORE: usize = 40;
    let mut value = String::new();
    for (at, text) in lines.iter().enumerate() {
        let shown = cut(&line(text), FIELD_VALUE_MAX_CHARS / 2);
        if chars(&value) + chars(&shown) + ROOM_FOR_MORE > FIELD_VALUE_MAX_CHARS {
            value.push_str(&says::and_more(lines.len() - at));
            break;
        }
        value.push_str(&shown);
        value.push('\n');
    }
    value.trim_end().to_owned()
}

/// "Why this answer?": how the question was read, what matched, where it stands, how sure the bot is.
#[must_use]
pub fn explanation(reply: &Reply, why: &Why) -> Card {
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(fuller) = &why.taken_as {
        rows.push((says::TAKEN_AS, line(fuller)));
    }
    rows.push((says::READ_AS, says::intent(&reply.intent, reply.outcome).to_owned()));
    if !why.asks_for.is_empty() {
        rows.push((says::ASKS_FOR, line(&why.asks_for.join(", "))));
    }
    let quoted = |words: &[String]| {
        words.iter().take(LISTED_MAX).map(|word| format!("“{}”", line(word))).collect::<Vec<_>>().join(", ")
    };
    let is_silent = reply.outcome == Outcome::NotInBriefing;
    if !why.matched.is_empty() {
        rows.push((says::MATCHED, quoted(&why.matched)));
    }
    if !why.unmatched.is_empty() {
        rows.push((if is_silent { says::NOT_FOUND } else { says::NOT_USED }, quoted(&why.unmatched)));
    }
    if let (true, Some(reason)) = (is_silent, reply.reason) {
        rows.push((says::REASON, wording::reason(reason).to_owned()));
    }
    let shown = if reply.citations.is_empty() { &reply.related } else { &reply.citations };
    if !shown.is_empty() {
        rows.push((if is_silent { says::NEAREST_ENTRIES } else { says::ENTRIES }, entries(shown)));
        rows.push((says::STANDS_IN, places(shown)));
    }
    rows.push((says::CONFIDENCE, says::confidence(reply.confidence, is_silent)));
    let body: Vec<String> =
        rows.iter().map(|(name, value)| format!("**{name}** {}", cut(value, FIELD_VALUE_MAX_CHARS))).collect();
    clamp(bare(Tone::Notice, Some(says::WHY), body.join("\n")))
}

fn entries(passages: &[Passage]) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for passage in passages.iter().filter(|passage| !passage.entry.is_empty()) {
        if !ids.contains(&&*passage.entry) {
            ids.push(&passage.entry);
        }
    }
    ids.iter().take(LISTED_MAX).map(|id| line(id)).collect::<Vec<_>>().join(", ")
}

fn places(passages: &[Passage]) -> String {
    let places: Vec<String> = passages
        .iter()
        .take(LISTED_MAX)
        .map(|passage| wording::location(passage.paragraph, passage.sentence))
        .collect();
    places.join("; ")
}
