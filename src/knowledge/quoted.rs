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
    while let Some((open, mark)) = text[rest..].char_indices().find(|(_, c)| matches!(c, '“' | '"' | '«' | '„' | '‘'))
    {
        let start = rest + open + mark.len_utf8();
        let end = closing(&text[start..], mark).map_or(text.len(), |at| start + at);
        if end > start {
            found.push(line.start + start..line.start + end);
        }
        rest = end + text[end..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

fn closing(text: &str, open: char) -> Option<usize> {
    match open {
        '“' => balanced(text, '“', '”'),
        '«' => balanced(text, '«', '»'),
        '„' => text.find(['“', '”']),
        '‘' => last_single(text),
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

/// A single mark may be an apostrophe: the last one that ends a word before the next opening mark is taken.
fn last_single(text: &str) -> Option<usize> {
    let text = &text[..text.find('‘').unwrap_or(text.len())];
    text.match_indices('’')
        .map(|(at, mark)| (at, &text[at + mark.len()..]))
        .rfind(|(_, after)| !after.starts_with(char::is_alphanumeric))
        .map(|(at, _)| at)
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
        check("“”", &[]);
    }

    #[test]
    fn an_open_mark_closes_with_its_paragraph() {
        check("“It goes on.\n“And on,” she said.", &["It goes on.", "And on,"]);
    }
}
