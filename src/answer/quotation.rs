//! Quotations in a text that someone wants checked, each with what stands around it.

/// Words before a verb of saying that can name a speaker.
const NAME_MAX_WORDS: usize = 8;
/// Verbs that lead on to what someone said.
const CUES: &[&str] = &[
    "said",
    "says",
    "stated",
    "states",
    "asserted",
    "claimed",
    "claims",
    "remarked",
    "warned",
    "noted",
    "added",
    "wrote",
    "told",
    "declared",
    "insisted",
    "announced",
    "tweeted",
    "posted",
];

/// Words that are said to be someone's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation<'a> {
    /// The words, without their marks.
    pub words: &'a str,
    /// What stands before them.
    pub before: &'a str,
    /// What stands after them.
    pub after: &'a str,
    /// Did they stand in quotation marks?
    pub is_marked: bool,
}

/// The quotations of a text; a text without quotation marks is one as a whole.
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation<'_>> {
    let mut spans = in_double_marks(text);
    if spans.is_empty() {
        spans.extend(in_single_marks(text));
    }
    if spans.is_empty() {
        return vec![Quotation { words: text.trim(), before: "", after: "", is_marked: false }];
    }
    let ends: Vec<usize> = spans.iter().map(|(_, end)| *end).collect();
    let starts: Vec<usize> = spans.iter().map(|(start, _)| *start).collect();
    let around = |at: usize| {
        let before = at.checked_sub(1).map_or(0, |before| ends[before]);
        let after = starts.get(at + 1).copied().unwrap_or(text.len());
        (&text[before..starts[at]], &text[ends[at]..after])
    };
    let marks = |c: char| is_double(c) || is_single(c) || c.is_whitespace();
    spans
        .iter()
        .enumerate()
        .map(|(at, &(start, end))| {
            let (before, after) = around(at);
            Quotation { words: text[start..end].trim_matches(marks), before, after, is_marked: true }
        })
        .filter(|quotation| quotation.words.contains(char::is_alphanumeric))
        .collect()
}

/// A text without marks, taken apart into who is said to have said it and what: "X: words", "X said words", "words — X".
#[must_use]
pub fn led(text: &str) -> Vec<Quotation<'_>> {
    let mut found = Vec::new();
    let mut push = |words: std::ops::Range<usize>, before: std::ops::Range<usize>, after: std::ops::Range<usize>| {
        let words = text[words].trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ','));
        let (before, after) = (text[before].trim(), text[after].trim());
        if words.contains(char::is_alphanumeric) && (before.contains(char::is_alphabetic) || !after.is_empty()) {
            found.push(Quotation { words, before, after, is_marked: false });
        }
    };
    let n_words = |text: &str| text.split_whitespace().count();
    if let Some(at) = text.find(':').filter(|at| n_words(&text[..*at]) <= NAME_MAX_WORDS) {
        push(at + 1..text.len(), 0..at, text.len()..text.len());
    }
    for (at, word) in words(text).take(NAME_MAX_WORDS + 1) {
        if CUES.contains(&word.to_lowercase().trim_end_matches([':', ','])) {
            let rest = at + word.len();
            let that = words(&text[rest..]).next().filter(|(_, word)| word.eq_ignore_ascii_case("that"));
            push(rest + that.map_or(0, |(at, word)| at + word.len())..text.len(), 0..rest, text.len()..text.len());
            break;
        }
    }
    let mut dash = text
        .char_indices()
        .filter(|(at, c)| matches!(c, '—' | '–' | '~') || (*c == '-' && text[..*at].ends_with(char::is_whitespace)));
    if let Some((at, c)) = dash.next_back().filter(|(at, _)| n_words(&text[*at..]) <= NAME_MAX_WORDS + 1) {
        push(0..at, 0..0, at + c.len_utf8()..text.len());
    }
    found
}

/// Words with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '\u{2033}' | '＂')
}

fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '`')
}

/// Byte ranges from mark to mark; the last may be open.
fn in_double_marks(text: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices().filter(|(_, c)| is_double(*c)) {
        match open.take() {
            // A second opening mark closes nothing.
            Some(start) if matches!(c, '“' | '„' | '«' | '「') && !text[start..].starts_with('„') => {
                open = Some(start);
            }
            Some(start) => spans.push((start, at + c.len_utf8())),
            None => open = Some(at),
        }
    }
    spans.extend(open.map(|start| (start, text.len())));
    spans
}

/// From the first single mark that opens a word to the last that closes one, where two words or more stand between.
fn in_single_marks(text: &str) -> Option<(usize, usize)> {
    let is_open = |at: usize, c: char| {
        let before = text[..at].chars().next_back();
        let after = text[at + c.len_utf8()..].chars().next();
        is_single(c) && before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(char::is_alphanumeric)
    };
    let is_close = |at: usize, c: char| {
        is_single(c)
            && text[..at].ends_with(|c: char| !c.is_whitespace())
            && !text[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    let start = text.char_indices().find(|(at, c)| is_open(*at, *c))?.0;
    let (last, mark) = text.char_indices().rfind(|(at, c)| *at > start && is_close(*at, *c))?;
    let end = last + mark.len_utf8();
    (text[start..end].split_whitespace().count() >= 2).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_with_what_stands_around_them() {
        for (text, wanted) in [
            ("“It is safe,” said Quill.", &[("It is safe,", "", " said Quill.")][..]),
            ("Quill: \"It is safe\"", &[("It is safe", "Quill: ", "")]),
            ("Quill „Ja“ and «Non»", &[("Ja", "Quill ", " and "), ("Non", " and ", "")]),
            ("he said ‘it isn’t safe’ today", &[("it isn’t safe", "he said ", " today")]),
            ("open “to the end", &[("to the end", "open ", "")]),
            ("the dockers' boss isn't here", &[("the dockers' boss isn't here", "", "")]),
            (" It is safe ", &[("It is safe", "", "")]),
            ("“” “…” nothing", &[]),
        ] {
            let found: Vec<_> = quotations(text).iter().map(|q| (q.words, q.before, q.after)).collect();
            assert_eq!(found, wanted, "{text:?}");
        }
    }

    #[test]
    fn a_speaker_may_stand_before_or_after() {
        for (text, wanted) in [
            ("Quill: It is safe", &[("It is safe", "Quill", "")][..]),
            ("Hester Quill said that it is safe", &[("it is safe", "Hester Quill said", "")]),
            ("It is safe — Hester Quill", &[("It is safe", "", "Hester Quill")]),
            ("It is safe", &[]),
            ("one two three four five six seven eight nine said so", &[]),
            ("said", &[]),
        ] {
            let found: Vec<_> = led(text).iter().map(|q| (q.words, q.before, q.after)).collect();
            assert_eq!(found, wanted, "{text:?}");
        }
    }
}
