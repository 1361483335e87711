//! What a button carries, as its `custom_id`: all that is needed to answer a press, so that buttons outlive a restart.
//!
//! `1` (the version), a letter for the kind, then its parts, joined by `|`. In a part, `~0` is `~`, `~1` is `|`, `~2` a
//! blank at an end, and `~x…;` another character, in hexadecimal, that a custom id had better not hold.

use std::fmt::Write as _;

use super::limits::{CUSTOM_ID_MAX_CHARS, chars};

/// Version of the format.
const VERSION: char = '1';

/// What pressing a button asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// Ask a question.
    Ask {
        /// The question.
        question: String,
    },
    /// Tell how an answer came about.
    Why {
        /// What was asked.
        question: String,
        /// The question before it, where it was asked in a dialogue.
        before: Option<String>,
    },
    /// Show a page of quotes.
    Quotes {
        /// Whose; all speakers if none.
        speaker: Option<String>,
        /// About what; anything if none.
        topic: Option<String>,
        /// Page, from 0.
        page: usize,
    },
    /// Take the answer away.
    Dismiss {
        /// Id of the user who asked.
        asker: u64,
    },
    /// Say whether an answer was helpful.
    Vote {
        /// Was it?
        is_helpful: bool,
        /// Which answer it was.
        answer: Marks,
    },
    /// Show a page of the questions that found no answer.
    Unanswered {
        /// Page, from 0.
        page: usize,
    },
    /// Give the questions that found no answer as files.
    Export,
    /// Delete what is kept of the one who presses.
    Forget,
}

/// Entries that an answer is told by.
pub const MARKED_ENTRIES_MAX: usize = 6;

/// Which answer it was, by marks: ids and texts have no room.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Of what was asked.
    pub question: u32,
    /// Of the id of the briefing.
    pub briefing: u32,
    /// Of the ids of the entries that it cites, at most [`MARKED_ENTRIES_MAX`].
    pub entries: Vec<u32>,
}

/// The mark of an id or a text, the same in every version: FNV-1a in 32 bits.
#[must_use]
pub fn mark(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |mark, byte| (mark ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Press {
    /// The press as a `custom_id`; `None` where it has no room. A long `Why` goes without the question before, then
    /// with the telling words of its question only.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        match self {
            // Without a question, there is nothing to press for.
            Self::Ask { question } | Self::Why { question, .. } if question.is_empty() => None,
            Self::Why { question, before } => {
                let before = before.as_deref().unwrap_or_default();
                within(spell('w', &[question, before]))
                    .or_else(|| within(spell('w', &[question, ""])))
                    .or_else(|| shortened(question))
            }
            _ => within(self.spelt()),
        }
    }

    /// Reads a `custom_id`; `None` for anything that [`Press::id`] does not write.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        let mut letters = id.chars();
        if chars(id) > CUSTOM_ID_MAX_CHARS || letters.next() != Some(VERSION) {
            return None;
        }
        let kind = letters.next()?;
        let parts: Vec<String> = letters.as_str().split('|').map(read).collect::<Option<_>>()?;
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let press = match (kind, &parts[..]) {
            ('a', [question]) => Self::Ask { question: given(question)? },
            ('w', [question, before]) => Self::Why { question: given(question)?, before: given(before) },
            ('q', [speaker, topic, page]) => {
                Self::Quotes { speaker: given(speaker), topic: given(topic), page: page.parse().ok()? }
            }
            ('d', [asker]) => Self::Dismiss { asker: asker.parse().ok()? },
            ('v', [vote, question, briefing, entries]) => Self::Vote {
                is_helpful: vote == "y",
                answer: Marks {
                    question: number(question)?,
                    briefing: number(briefing)?,
                    entries: entries.split('.').filter(|mark| !mark.is_empty()).map(number).collect::<Option<_>>()?,
                },
            },
            ('u', [page]) => Self::Unanswered { page: page.parse().ok()? },
            ('x', [nothing]) if nothing.is_empty() => Self::Export,
            ('f', [nothing]) if nothing.is_empty() => Self::Forget,
            _ => return None,
        };
        (press.spelt() == id).then_some(press)
    }

    /// In full, however long.
    fn spelt(&self) -> String {
        match self {
            Self::Ask { question } => spell('a', &[question]),
            Self::Why { question, before } => spell('w', &[question, before.as_deref().unwrap_or_default()]),
            Self::Quotes { speaker, topic, page } => spell(
                'q',
                &[speaker.as_deref().unwrap_or_default(), topic.as_deref().unwrap_or_default(), &page.to_string()],
            ),
            Self::Dismiss { asker } => spell('d', &[&asker.to_string()]),
            Self::Vote { is_helpful, answer } => {
                let vote = if *is_helpful { "y" } else { "n" };
                let mut id = format!("{VERSION}v{vote}|{:x}|{:x}|", answer.question, answer.briefing);
                for (at, mark) in answer.entries.iter().enumerate() {
                    let _ = write!(id, "{}{mark:x}", if at > 0 { "." } else { "" });
                }
                id
            }
            Self::Unanswered { page } => spell('u', &[&page.to_string()]),
            Self::Export => spell('x', &[]),
            Self::Forget => spell('f', &[]),
        }
    }
}

fn number(mark: &str) -> Option<u32> {
    u32::from_str_radix(mark, 16).ok()
}

fn spell(kind: char, parts: &[&str]) -> String {
    let mut id = format!("{VERSION}{kind}");
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            id.push('|');
        }
        write(part, &mut id);
    }
    id
}

fn within(id: String) -> Option<String> {
    (chars(&id) <= CUSTOM_ID_MAX_CHARS).then_some(id)
}

fn write(part: &str, id: &mut String) {
    if !part.starts_with(' ') && !part.ends_with(' ') && part.bytes().all(|byte| is_plain(byte) && byte != b'|') {
        id.push_str(part);
        return;
    }
    let body = part.trim_matches(' ');
    let start = part.len() - part.trim_start_matches(' ').len();
    let is_end = |at: usize| at < start || at >= start + body.len();
    for (at, c) in part.char_indices() {
        match c {
            '~' => id.push_str("~0"),
            '|' => id.push_str("~1"),
            ' ' if is_end(at) => id.push_str("~2"),
            c if needs_number(c) => {
                let _ = write!(id, "~x{:x};", u32::from(c));
            }
            c => id.push(c),
        }
    }
}

/// Does it stand for itself in a part?
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'}')
}

/// Characters that a service on the way may trim, fold or refuse.
fn needs_number(c: char) -> bool {
    c.is_control() || (c.is_whitespace() && c != ' ')
}

fn read(part: &str) -> Option<String> {
    if !part.contains('~') {
        return Some(part.to_owned());
    }
    let mut text = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c != '~' {
            text.push(c);
            continue;
        }
        let kind = rest.chars().next()?;
        rest = &rest[kind.len_utf8()..];
        text.push(match kind {
            '0' => '~',
            '1' => '|',
            '2' => ' ',
            'x' => {
                let (number, after) = rest.split_once(';')?;
                rest = after;
                u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?
            }
            _ => return None,
        });
    }
    Some(text)
}

/// Words that a question can be understood without.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "a", "about", "according", "actually", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could",
    "did", "do", "does", "for", "from", "had", "has", "have", "hello", "hi", "i", "if", "in", "into", "is", "it", "its", "just", "know",
    "me", "my", "of", "on", "or", "please", "really", "so", "some", "tell", "than", "that", "the", "their", "then", "there",
    "these", "this", "those", "to", "us", "was", "we", "were", "will", "with", "would", "you", "your",
];

/// A `Why` with as many of the telling words of its question as have room.
fn shortened(question: &str) -> Option<String> {
    let words = question.split_whitespace().filter(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !bare.is_empty() && !LIGHT.contains(&bare.as_str())
    });
    let spelt = |question: &str| within(spell('w', &[question, ""]));
    let mut kept = String::new();
    for word in words {
        let longer = if kept.is_empty() { word.to_owned() } else { format!("{kept} {word}") };
        if spelt(&longer).is_some() {
            kept = longer;
        }
    }
    if kept.is_empty() {
        // One endless word, or only light ones: its beginning.
        for c in question.trim().chars() {
            kept.push(c);
            if spelt(&kept).is_none() {
                kept.pop();
                break;
            }
        }
    }
    spelt(kept.trim()).filter(|_| !kept.trim().is_empty())
}

#[cfg(test)]
mod tests;
