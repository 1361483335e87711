//! Days as Discord shows them in the reader's own zone.

/// Noon in UTC of a day, `YYYY-MM-DD`, in seconds since 1970: in nearly every zone it is that same day.
/// `None` for what is no such day, or before 1970.
#[must_use]
pub fn unix_noon(day: &str) -> Option<u64> {
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, date] = parts[..] else { return None };
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<u64>().ok()).flatten()
    };
    let (year, month, date) = (number(year, 4)?, number(month, 2)?, number(date, 2)?);
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let in_month = |month: u64| match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if year < 1970 || !(1..=12).contains(&month) || !(1..=in_month(month)).contains(&date) {
        return None;
    }
    let years: u64 = (1970..year).map(|year| 365 + u64::from(is_leap(year))).sum();
    let months: u64 = (1..month).map(in_month).sum();
    Some((years + months + date - 1) * 86_400 + 43_200)
}

#[cfg(test)]
mod tests {
    use super::unix_noon;

    #[test]
    fn days_are_days() {
        for (day, wanted) in [
            ("1970-01-01", Some(43_200)),
            ("2025-03-13", Some(1_741_867_200)),
            ("2024-02-29", Some(1_709_208_000)),
            ("2000-03-01", Some(951_912_000)),
            ("2025-02-29", None),
            ("2100-02-29", None),
            ("2025-13-01", None),
            ("2025-00-01", None),
            ("2025-01-00", None),
            ("2025-1-1", None),
            ("+025-01-01", None),
            ("1969-12-31", None),
            ("Tuesday", None),
            ("", None),
        ] {
            assert_eq!(unix_noon(day), wanted, "{day}");
        }
    }
}
