//! Paragraphs and sentences of an article.

mod boundary;

use std::ops::Range;

use boundary::sentence_ends;

/// Words that a heading has at most.
pub const HEADING_MAX_WORDS: usize = 12;

/// A line of the article with its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Byte range of the line, without its line break.
    pub span: Range<usize>,
    /// Number from 1; headings are not counted and bear the number of the paragraph below.
    pub number: u32,
    /// A short line without a full stop, with a line below it.
    pub is_heading: bool,
    /// Byte ranges of the sentences, white space at the ends left out; none in a heading.
    pub sentences: Vec<Range<usize>>,
}

/// Splits an article into paragraphs (one a line) and sentences. Blank lines are skipped.
///
/// # Examples
/// ```
/// use briefing_bot::text::sentences::paragraphs;
///
/// let article = "Bridge shut\nThe bridge is shut. It was built by J. Roe & Co. in 1968.\n";
/// let found = paragraphs(article);
/// assert!(found[0].is_heading && !found[1].is_heading);
/// assert_eq!((found[0].number, found[1].number), (1, 1));
/// assert_eq!(&article[found[1].sentences[0].clone()], "The bridge is shut.");
/// ```
#[must_use]
pub fn paragraphs(article: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut number = 1;
    let mut lines = lines(article).peekable();
    while let Some(span) = lines.next() {
        let is_heading = lines.peek().is_some() && is_heading(&article[span.clone()]);
        let sentences = if is_heading { Vec::new() } else { sentences(article, span.clone()) };
        found.push(Paragraph { span, number, is_heading, sentences });
        number += u32::from(!is_heading);
    }
    found
}

/// Byte ranges of the lines that hold more than white space, without their line breaks.
fn lines(article: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    article.split('\n').filter_map(move |line| {
        let span = start..start + line.strip_suffix('\r').unwrap_or(line).len();
        start += line.len() + 1;
        (!line.chars().all(is_space)).then_some(span)
    })
}

fn is_heading(line: &str) -> bool {
    let line = line.trim_end();
    !line.ends_with(['.', '!', '?', '”', '"', ':', '…', ',', ';'])
        && line.split_whitespace().take(HEADING_MAX_WORDS + 1).count() <= HEADING_MAX_WORDS
}

fn sentences(article: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = &article[line.clone()];
    let mut found = Vec::new();
    let mut start = 0;
    for end in sentence_ends(text).into_iter().chain([text.len()]) {
        let piece = &text[start..end];
        let left = piece.len() - piece.trim_start_matches(is_space).len();
        let length = piece.trim_matches(is_space).len();
        if length > 0 {
            let from = line.start + start + left;
            found.push(from..from + length);
        }
        start = end;
    }
    found
}

/// White space, and the byte order mark that some editors leave at the start of a file.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sentences of a one-line article are those between the bars.
    #[track_caller]
    fn check(barred: &str) {
        let expected: Vec<&str> = barred.split('|').map(str::trim).collect();
        let article = barred.replace('|', "");
        let found = paragraphs(&article);
        let texts: Vec<&str> = found.iter().flat_map(|p| &p.sentences).map(|span| &article[span.clone()]).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn splits_at_full_stops() {
        check("One thing. |Another thing! |A third? |The end");
        check("It rained… |Then it stopped.");
        check("It cost 3.5 million. |$5 more was asked for. |£6 too. |12 paid.");
        check("No space.Here it goes on. |Here not.");
        check("He left. 'twas late. |“We stay.” |(So they say.) |[Sic.] |Yes.");
    }

    #[test]
    fn splits_quotations_at_their_inner_stops() {
        check(
            "“It is true that [they] came. |Let’s not get ahead of ourselves, we’ll tell you.” |The timing is notable.",
        );
        check("“We urge them to sign. |This is the closest we have been,” said the press secretary.");
        check("\"It holds.\" |\"It does not.\" |They left.");
    }

    #[test]
    fn a_reporting_clause_belongs_to_the_quotation() {
        check("“Who pays?” he asked. |“Nobody knows!” said the baker. |Silence.");
        check("“It is over.” so he said. |Then he left.");
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        check("Mr. Roe met Gov. Poe in St. Ives. |Dr. Lee left.");
        check("J. K. Roe met George W. Poe. |They spoke.");
        check("It opens Sept. 5 at No. 10. |It closes in Dec. |Nobody minds.");
        check("Roe & Co. Ltd. of Maine built it, e.g. Bridge Four. |It stood.");
        check("See p. 7 and Fig. 3 there. |See also Sec. 9.");
    }

    #[test]
    fn ambiguous_abbreviations_end_one_before_a_common_opening() {
        check("The U.S. Senate voted at 6 p.m. Tuesday. |Then it rose.");
        check("It came from the U.S. |The Senate rose at 6 p.m. |It was late.");
        check("So did I. |The rest is silence.");
        check("They used plan B. |It failed, as in Plan A. |Nobody wept.");
    }

    #[test]
    fn other_scripts_have_their_own_rules() {
        check("Он ушёл. |Она осталась.");
        check("今日は。|明日は。");
        check("قال نعم. |ثم ذهب.");
    }

    #[test]
    fn headings_bear_the_number_of_the_paragraph_below() {
        let article = "\u{feff}Headline\r\n\r\nOne. Two.\r\n  \r\nSub head\r\nThree.\r\nLast line without a stop";
        let found = paragraphs(article);
        let rows: Vec<_> =
            found.iter().map(|p| (&article[p.span.clone()], p.number, p.is_heading, p.sentences.len())).collect();
        assert_eq!(
            rows,
            [
                ("\u{feff}Headline", 1, true, 0),
                ("One. Two.", 1, false, 2),
                ("Sub head", 2, true, 0),
                ("Three.", 2, false, 1),
                ("Last line without a stop", 3, false, 1),
            ]
        );
        assert!(found[0].sentences.is_empty());
    }

    #[test]
    fn long_or_closed_lines_are_no_headings() {
        for line in ["It is shut.", "Who knows?", "He said:", "“Shut”", "a b c d e f g h i j k l m"] {
            assert!(!paragraphs(&format!("{line}\nMore."))[0].is_heading, "{line}");
        }
        assert!(paragraphs("a b c d e f g h i j k l\nMore.")[0].is_heading);
        assert!(paragraphs("").is_empty() && paragraphs(" \n\r\n\t").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_covered_in_order(article in "(?s)[a-zA-Z.!?…“”’\" \n\r。é\u{feff}]{0,200}|.{0,80}") {
            let mut last = 0;
            for paragraph in paragraphs(&article) {
                assert!(last <= paragraph.span.start && !article[paragraph.span.clone()].contains('\n'));
                for sentence in &paragraph.sentences {
                    assert!(sentence.start >= last && sentence.start < sentence.end);
                    assert!(article[last..sentence.start].chars().all(is_space) || last <= paragraph.span.start);
                    last = sentence.end;
                }
                last = last.max(paragraph.span.end);
            }
        }
    }
}
