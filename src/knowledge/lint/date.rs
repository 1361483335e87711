//! K302: a date of `when` that is not the weekday or the day that the citation names.

use super::reporting::bare;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::When;
use crate::knowledge::places::Curated;
use crate::text::calendar::{MONTHS, WEEKDAYS};

/// Days to or from the day of publication within which a bare weekday lies.
const NEAR_DAYS: i64 = 8;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    let published = briefing.article.published.as_deref().and_then(day);
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        let (Some(When::Inferred(date)), Some(span)) = (&entry.when, &at.when) else { continue };
        let Some(when) = day(date) else { continue };
        let cited: Vec<&str> = entry.citations.iter().map(|citation| briefing.excerpt(citation)).collect();
        let Some((message, help)) = disagreement(date, when, published, &cited) else { continue };
        let mut finding = Diagnostic::at("K302", Severity::Warning, message, places.place(span));
        if let Some(cite) = at.cites.first() {
            finding = finding.related(places.place(cite), "cited here");
        }
        found.push(finding.help(help).about(&entry.id));
    }
}

fn disagreement(date: &str, when: i64, published: Option<i64>, cited: &[&str]) -> Option<(String, String)> {
    let days: Vec<(u32, usize)> = cited.iter().flat_map(|text| month_days(text)).collect();
    let (month, of_month) = month_and_day(date)?;
    if !days.is_empty() {
        let (day, name) = days[0];
        return (!days.contains(&(of_month, month))).then(|| {
            let name = MONTHS[name];
            (format!("`when` is {date}, the citation names {name} {day}"), "one of the two is wrong".to_owned())
        });
    }
    let named: Vec<usize> = cited
        .iter()
        .flat_map(|text| text.split_whitespace())
        .filter_map(|word| {
            let word = bare(word);
            let word = word.strip_suffix("’s").unwrap_or(word);
            WEEKDAYS.iter().position(|name| *name == word)
        })
        .collect();
    let first = *named.first()?;
    if !named.contains(&weekday(when)) {
        let is = WEEKDAYS[weekday(when)];
        let says = WEEKDAYS[first];
        let message = format!("{date} is a {is}, the citation says {says}");
        let help = match published.and_then(|published| nearest(first, published)) {
            Some((before, after)) => format!("beside the day of publication, {says} is {before} or {after}"),
            None => "give [article] its `published`, which tells which week is meant".to_owned(),
        };
        return Some((message, help));
    }
    let away = published.map(|published| (when - published).abs()).filter(|days| *days > NEAR_DAYS)?;
    let says = WEEKDAYS[first];
    Some((
        format!("{date} is {away} days from the day of publication, the citation says just {says}"),
        "a bare weekday lies within a week of the day of publication".to_owned(),
    ))
}

/// The last such weekday up to a day, and the first after it.
fn nearest(name: usize, day: i64) -> Option<(String, String)> {
    let back = (weekday(day) + 7 - name) % 7;
    let before = day - i64::try_from(back).ok()?;
    Some((written(before), written(before + 7)))
}

/// "March 5" and "5 March", with "5th", as day and month from 0.
fn month_days(text: &str) -> Vec<(u32, usize)> {
    let words: Vec<&str> = text.split_whitespace().map(bare).collect();
    let number = |word: Option<&&str>| {
        let digits = word?.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))
    };
    let months = words.iter().enumerate().filter_map(|(at, word)| Some((at, MONTHS.iter().position(|m| m == word)?)));
    months
        .filter_map(|(at, month)| {
            let before = at.checked_sub(1).and_then(|before| number(words.get(before)));
            Some((number(words.get(at + 1)).or(before)?, month))
        })
        .collect()
}

fn month_and_day(date: &str) -> Option<(usize, u32)> {
    let mut parts = date.split('-').skip(1);
    let month: usize = parts.next()?.parse().ok()?;
    Some((month.checked_sub(1)?, parts.next()?.get(..2)?.parse().ok()?))
}

/// Days since 1970-01-01 of a date `YYYY-MM-DD`.
fn day(date: &str) -> Option<i64> {
    let year: i64 = date.get(..4)?.parse().ok()?;
    let (month, day) = month_and_day(date)?;
    let month = i64::try_from(month).ok()? + 1;
    // Years that begin in March have their odd day at the end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// 0 is Monday.
fn weekday(day: i64) -> usize {
    // 1970-01-01 was a Thursday.
    usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default()
}

fn written(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + carry)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_and_back() {
        for (date, name) in [("1970-01-01", 3), ("2024-02-29", 3), ("2031-03-14", 4), ("2000-03-01", 2)] {
            assert_eq!(weekday(day(date).unwrap()), name, "{date}");
            assert_eq!(written(day(date).unwrap()), date);
        }
    }

    #[test]
    fn disagreements() {
        let published = day("2031-03-14");
        for (date, cited, expected) in [
            ("2031-03-17", "Talks resume on Monday.", None),
            ("2031-03-18", "Talks resume on Monday.", Some("2031-03-18 is a Tuesday, the citation says Monday")),
            ("2031-04-14", "Talks resume on Monday.", Some("2031-04-14 is 31 days from the day")),
            ("2031-03-05", "It shut on March 5th.", None),
            ("2031-03-06", "It shut on 5 March.", Some("`when` is 2031-03-06, the citation names March 5")),
            ("2031-03-06", "It shut.", None),
        ] {
            let found = disagreement(date, day(date).unwrap(), published, &[cited]).map(|(message, _)| message);
            assert_eq!(found.is_some(), expected.is_some(), "{date} {cited}: {found:?}");
            assert!(found.unwrap_or_default().starts_with(expected.unwrap_or_default()), "{date} {cited}");
        }
    }
}
