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
            Self::Ask { question } => within(spell('a', &[question])),
            Self::Why { question, before } => {
                let before = before.as_deref().unwrap_or_default();
                within(spell('w', &[question, before]))
                    .or_else(|| within(spell('w', &[question, ""])))
                    .or_else(|| shortened(question))
            }
            _ => within(self.spelt()),
        }
        .filter(|id| Self::parse(id).is_some())
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
                let entries: Vec<String> = answer.entries.iter().map(|mark| format!("{mark:x}")).collect();
                let [question, briefing] = [answer.question, answer.briefing].map(|mark| format!("{mark:x}"));
                spell('v', &[if *is_helpful { "y" } else { "n" }, &question, &briefing, &entries.join(".")])
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

/// Characters that a service on the way may trim, fold or refuse.
fn needs_number(c: char) -> bool {
    c.is_control() || (c.is_whitespace() && c != ' ')
}

fn read(part: &str) -> Option<String> {
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
    spelt(kept.trim())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::hostile;
    use super::*;

    fn ask(question: &str) -> Press {
        Press::Ask { question: question.into() }
    }

    fn why(question: &str, before: Option<&str>) -> Press {
        Press::Why { question: question.into(), before: before.map(Into::into) }
    }

    #[test]
    fn a_press_is_written_and_read() {
        let quotes = |speaker: Option<&str>, topic: Option<&str>, page| Press::Quotes {
            speaker: speaker.map(Into::into),
            topic: topic.map(Into::into),
            page,
        };
        for (press, id) in [
            (ask("Who is Quill?"), "1aWho is Quill?"),
            (ask(" a|b~c\n"), "1a~2a~1b~0c~xa;"),
            (why("When?", None), "1wWhen?|"),
            (why("And he?", Some("Who is it?")), "1wAnd he?|Who is it?"),
            (quotes(Some("Hester Quill"), None, 0), "1qHester Quill||0"),
            (quotes(None, Some("the bridge"), 12), "1q|the bridge|12"),
            (quotes(None, None, 1), "1q||1"),
            (Press::Dismiss { asker: u64::MAX }, "1d18446744073709551615"),
            (vote(true, vec![0xffff_ffff, 10]), "1vy|1|0|ffffffff.a"),
            (vote(false, vec![]), "1vn|1|0|"),
            (Press::Unanswered { page: 3 }, "1u3"),
            (Press::Export, "1x"),
            (Press::Forget, "1f"),
        ] {
            assert_eq!(press.id().as_deref(), Some(id));
            assert_eq!(Press::parse(id), Some(press), "{id}");
        }
    }

    fn vote(is_helpful: bool, entries: Vec<u32>) -> Press {
        Press::Vote { is_helpful, answer: Marks { question: 1, briefing: 0, entries } }
    }

    #[test]
    fn a_vote_for_the_longest_answer_has_room_and_marks_stay() {
        let full = Marks { question: u32::MAX, briefing: u32::MAX, entries: vec![u32::MAX; MARKED_ENTRIES_MAX] };
        assert!(Press::Vote { is_helpful: true, answer: full }.id().is_some());
        assert_eq!((mark(""), mark("a"), mark("foobar")), (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968));
    }

    #[test]
    fn nothing_else_is_read() {
        for id in [
            "",
            "1",
            "1a",
            "1x",
            "2aWho?",
            "aWho?",
            "1w?",
            "1wa|b|c",
            "1w|b",
            "1q||",
            "1q||01",
            "1q||+1",
            "1q||-1",
            "1q|0",
            "1x1",
            "1f|",
            "1u",
            "1u01",
            "1vx|1|0|",
            "1vy|1|0|.",
            "1vy|1|0|A",
            "1vy|100000000|0|",
            "1vy|1|0",
            "1d",
            "1d-1",
            "1d01",
            "1d18446744073709551616",
            "1a~",
            "1a~3",
            "1a~xzz;",
            "1a~x61;",
            "1a~xd800;",
            "1a b\n",
            "1a ",
            "1aa|b",
        ] {
            assert_eq!(Press::parse(id), None, "{id:?}");
        }
        assert_eq!(Press::parse(&format!("1a{}", "x".repeat(99))), None);
    }

    #[test]
    fn what_has_no_room_is_shortened_or_left_out() {
        assert_eq!(ask(&"x".repeat(98)).id().map(|id| id.len()), Some(100));
        assert_eq!(ask(&"x".repeat(99)).id(), None);
        assert_eq!(ask(&"😀".repeat(50)).id(), None, "code units are counted");
        assert_eq!(ask("").id(), None);
        let long = "Could you please tell me what the mayor of the town said about the repairs of the old bridge and the money for it?";
        let Some(Press::Why { question, before }) = why(long, Some("before")).id().and_then(|id| Press::parse(&id))
        else {
            unreachable!("a long question is shortened")
        };
        assert_eq!(
            (question.as_str(), before),
            ("what mayor town said repairs old bridge money it?".trim_end_matches(" it?"), None)
        );
        assert!(why(&"x".repeat(500), None).id().is_some());
        assert_eq!(why(" \n", None).id().and_then(|id| Press::parse(&id)), Some(why(" \n", None)));
    }

    proptest! {
        #[test]
        fn what_has_an_id_comes_back_from_it(a in hostile(), b in hostile(), page in any::<usize>(), asker in any::<u64>()) {
            let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            for press in [
                Press::Ask { question: a.clone() },
                Press::Quotes { speaker: given(&a), topic: given(&b), page },
                Press::Dismiss { asker },
            ] {
                if let Some(id) = press.id() {
                    prop_assert!((1..=CUSTOM_ID_MAX_CHARS).contains(&chars(&id)));
                    prop_assert_eq!(Press::parse(&id), Some(press));
                }
            }
            let why = Press::Why { question: a.clone(), before: given(&b) };
            let id = why.id();
            prop_assert_eq!(id.is_none(), a.trim().is_empty() && id.is_none());
            if let Some(id) = id {
                let read = Press::parse(&id);
                prop_assert_eq!(read.and_then(|read| read.id()), Some(id));
            }
        }

        #[test]
        fn any_text_is_read_or_refused(id in "\\PC{0,40}|1[awqdvuxf][a-z|~0-9;.]{0,30}") {
            if let Some(press) = Press::parse(&id) {
                prop_assert_eq!(press.id(), Some(id));
            }
        }
    }
}
