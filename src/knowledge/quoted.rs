//! What stands inside quotation marks.

use std::ops::Range;

use crate::text::sentences::Paragraph;

/// Byte ranges between quotation marks, the marks left out, in order; a mark that is not closed in its paragraph is
/// taken to close at the paragraph's end, as in a quotation of several paragraphs.
#[must_use]
pub fn quoted(article: &str, paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    paragraphs.iter().flat_map(|paragraph| in_paragraph(article, &paragraph.span)).collect()
}

fn in_paragraph(article: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let text = &article[line.clone()];
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some((at, mark)) =
        text[rest..].char_indices().find(|(at, c)| is_opening(text, rest + at, *c)).map(|(at, c)| (rest + at, c))
    {
        let start = at + mark.len_utf8();
        let is_first = text[..at].trim_start().is_empty();
        let end = match closing(&text[start..], mark) {
            Some(end) => start + end,
            // A single mark that nothing closes is an apostrophe, unless the whole paragraph goes on as quotation.
            None if matches!(mark, '‘' | '\'') && !(mark == '‘' && is_first) => {
                rest = start;
                continue;
            }
            None => text.trim_end().len().max(start),
        };
        if end > start {
            found.push(line.start + start..line.start + end);
        }
        rest = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// May a quotation open with this mark? A straight mark after a figure stands for inches, one inside a word for nothing.
fn is_opening(text: &str, at: usize, mark: char) -> bool {
    let before = text[..at].chars().next_back();
    let is_parted = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '\u{feff}'));
    match mark {
        '“' | '«' | '„' | '‘' => true,
        '"' => !before.is_some_and(|c| c.is_ascii_digit()),
        // Straight single marks are apostrophes first; a quotation opens after a blank, before a letter.
        '\'' => is_parted && text[at + 1..].starts_with(char::is_alphabetic),
        _ => false,
    }
}

fn closing(text: &str, open: char) -> Option<usize> {
    match open {
        '“' => balanced(text, '“', '”'),
        '«' => balanced(text, '«', '»'),
        '„' => text.find(['“', '”']),
        '‘' => curly_single(text),
        '\'' => straight_single(text),
        _ => text.find('"'),
    }
}

fn balanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        if c == close && depth == 0 {
            return Some(at);
        } else if c == close {
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
    }
    None
}

/// A single mark may be an apostrophe. The first that stands after a stop and before no letter closes; where none does,
/// the first that follows no plural; else the first.
fn curly_single(text: &str) -> Option<usize> {
    let text = &text[..text.find('‘').unwrap_or(text.len())];
    let ends: Vec<usize> = text
        .match_indices('’')
        .filter(|(at, mark)| !text[at + mark.len()..].starts_with(char::is_alphanumeric))
        .map(|(at, _)| at)
        .collect();
    let find = |is_end: &dyn Fn(&str) -> bool| ends.iter().copied().find(|at| is_end(&text[..*at]));
    find(&ends_in_stop).or_else(|| find(&|before| !before.ends_with('s'))).or_else(|| ends.first().copied())
}

/// Straight single marks count only where a stop stands before the closing one.
fn straight_single(text: &str) -> Option<usize> {
    text.match_indices('\'')
        .find(|(at, _)| ends_in_stop(&text[..*at]) && !text[at + 1..].starts_with(char::is_alphanumeric))
        .map(|(at, _)| at)
}

fn ends_in_stop(text: &str) -> bool {
    text.ends_with([',', '.', '!', '?', '…', '—', '–'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::paragraphs;

    #[track_caller]
    fn check(article: &str, expected: &[&str]) {
        let found = quoted(article, &paragraphs(article));
        let texts: Vec<&str> = found.into_iter().map(|span| &article[span]).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn pairs_marks_within_a_paragraph() {
        check("He said “no” and “yes, I do.”", &["no", "yes, I do."]);
        check("He said \"no\" and \"yes\".", &["no", "yes"]);
        check("« Non », „ja“ and ‘the workers’ day’ too.", &[" Non ", "ja", "the workers’ day"]);
        check("“One [“two”] three” four.", &["One [“two”] three"]);
        check("The workers’ day isn’t over.", &[]);
        check("‘We stay,’ said the dockers’ leader. ‘It is the boss’ turn.’", &["We stay,", "It is the boss’ turn."]);
        check("It was ‘plainly dangerous’ and left the workers’ side.", &["plainly dangerous"]);
        check("'We won't go,' he said of the '90s and the dockers' day.", &["We won't go,"]);
        check("A 6\" pipe and a 9\" one. \"No,\" he said.", &["No,"]);
        check("In the ‘90s it ran.", &[]);
        check("“”", &[]);
    }

    #[test]
    fn an_open_mark_closes_with_its_paragraph() {
        check("“It goes on.\n“And on,” she said.", &["It goes on.", "And on,"]);
    }
}
