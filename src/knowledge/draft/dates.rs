//! Dates and numbers of an article, as they are written.

use std::ops::Range;

use super::names::{is_common, is_month};
use super::words::{Word, words};
use crate::text::sentences::Paragraph;

/// Dates, as far as they are plain: "5 May 2031", "May 5", "on Tuesday", "1968".
pub(super) fn dates(article: &str, paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let words = words(article, paragraph.span.clone());
        let is_day = |at: usize| {
            words.get(at).is_some_and(|word| {
                let figures = word.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
                figures.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) && word.text.len() <= figures.len() + 2
            })
        };
        let is_year = |at: usize| {
            words.get(at).is_some_and(|word| {
                word.text.len() == 4 && word.text.parse::<u16>().is_ok_and(|year| (1000..2200).contains(&year))
            })
        };
        let mut at = 0;
        while at < words.len() {
            let (mut start, mut end) = (at, at);
            if is_month(words[at].text) {
                end = at + 1;
                if at > 0 && is_day(at - 1) {
                    start = at - 1;
                } else if is_day(end) {
                    end += 1;
                }
                let is_comma = words.get(end).is_some_and(|word| word.text == ",");
                if is_year(end + usize::from(is_comma)) {
                    end += 1 + usize::from(is_comma);
                }
                // "May" is a verb, too.
                if words[at].text == "May" && end == at + 1 && start == at {
                    end = at;
                }
            } else if DAYS.contains(&words[at].bare())
                || is_year(at) && at > 0 && (words[at - 1].is_lower() || is_common(&words[at - 1]))
            {
                end = at + 1;
            }
            if end > start {
                found.push(words[start].span.start..words[end - 1].span.end);
            }
            at = end.max(at + 1);
        }
    }
    found
}

/// Small numbers in words.
const SPELT: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "dozen",
];
/// What multiplies the number before it.
const SCALES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion", "m", "bn", "dozen"];

/// Numbers with their currency, scale and share: "£48.2 million", "14 per cent", "eleven"; dates are left out.
pub(super) fn numbers(article: &str, paragraphs: &[Paragraph], dates: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let words = words(article, paragraph.span.clone());
        let text = |at: usize| words.get(at).map_or("", |word| word.text);
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            if !is_number(word) || dates.iter().any(|date| date.contains(&word.span.start)) {
                at += 1;
                continue;
            }
            let is_beside =
                |mark: &Word<'_>| mark.span.end == word.span.start && matches!(mark.text, "£" | "$" | "€" | "¥");
            let start = at.checked_sub(1).filter(|&before| is_beside(&words[before])).unwrap_or(at);
            let mut end = at + 1;
            while SCALES.contains(&text(end)) {
                end += 1;
            }
            match (text(end), text(end + 1)) {
                ("per", "cent") => end += 2,
                ("percent", _) => end += 1,
                ("%", _) if words[end].span.start == words[end - 1].span.end => end += 1,
                _ => {}
            }
            found.push(words[start].span.start..words[end - 1].span.end);
            at = end;
        }
    }
    found
}

fn is_number(word: &Word<'_>) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
        || (word.lower() != "one" && word.lower().split('-').all(|part| part == "one" || SPELT.contains(&part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::sentences::paragraphs;

    #[test]
    fn numbers_have_their_currency_and_scale_and_are_no_dates() {
        let article =
            "In 2031 it lost £48.2 million, or 14 per cent, of 1,200 sheep. On 5 May twenty-one came to 3.5% more.";
        let paragraphs = paragraphs(article);
        let dates = dates(article, &paragraphs);
        let found: Vec<&str> = numbers(article, &paragraphs, &dates).into_iter().map(|span| &article[span]).collect();
        assert_eq!(found, ["£48.2 million", "14 per cent", "1,200", "twenty-one", "3.5%"]);
        let dates: Vec<&str> = dates.into_iter().map(|span| &article[span]).collect();
        assert_eq!(dates, ["2031", "5 May"]);
    }
}
