//! Days, in the calendar that the world counts by; their names sort as they follow each other.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY_SECONDS: u64 = 24 * 60 * 60;

/// A day of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u32);

impl Day {
    /// The last day whose name has four digits for the year.
    const MAX: u32 = 2_932_896;

    /// The day on which a moment falls; what lies before 1970 counts as its first day.
    #[must_use]
    pub fn of(at: SystemTime) -> Self {
        let days = seconds(at) / DAY_SECONDS;
        Self(u32::try_from(days).unwrap_or(Self::MAX).min(Self::MAX))
    }

    /// The day so many days before it, but none before 1970.
    #[must_use]
    pub fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }

    /// The day after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self((self.0 + 1).min(Self::MAX))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0
    }

    /// Its first moment.
    #[must_use]
    pub fn start(self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(u64::from(self.0) * DAY_SECONDS)
    }

    /// Year, month and day of the month, both from 1.
    #[must_use]
    pub fn date(self) -> (u32, u32, u32) {
        // Years begin in March here, so that a leap day ends one; 146,097 days are 400 years.
        let days = self.0 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        (era * 400 + year_of_era + u32::from(month <= 2), month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// Text that names no day from 1970 to 9999 as 2031-03-14 does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDay;

impl fmt::Display for NoDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day like 2031-03-14")
    }
}

impl std::error::Error for NoDay {}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().map_err(|_| NoDay));
        let mut part = || parts.next().unwrap_or(Err(NoDay));
        let (year, month, day) = (part()?, part()?, part()?);
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
            return Err(NoDay);
        }
        let shifted = year - u32::from(month <= 2);
        let (era, of_era) = (shifted / 400, shifted % 400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.wrapping_sub(1);
        let number = (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100).checked_add(of_year).ok_or(NoDay)?;
        let found = Self(number.checked_sub(719_468).ok_or(NoDay)?);
        // Only the name that it has itself: no 30th of February, no missing zero.
        if found.0 <= Self::MAX && found.to_string() == text { Ok(found) } else { Err(NoDay) }
    }
}

/// Seconds since 1970; a clock that stands before it counts as 0.
pub(super) fn seconds(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_name_and_the_name_its_day() {
        for (seconds, wanted) in [
            (0, "1970-01-01"),
            (DAY_SECONDS - 1, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_645_660_800, "2022-02-24"),
            (4_107_542_400, "2100-03-01"),
            (u64::from(Day::MAX) * DAY_SECONDS, "9999-12-31"),
        ] {
            let day = Day::of(UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(day.to_string(), wanted);
            assert_eq!(wanted.parse(), Ok(day));
        }
        assert_eq!(Day::of(UNIX_EPOCH - Duration::from_secs(9)), Day(0));
        assert_eq!(Day::of(UNIX_EPOCH + Duration::from_secs(u64::MAX / 4)), Day(Day::MAX));
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for number in 0..146_097 {
            let day = Day(number);
            assert_eq!(day.to_string().parse(), Ok(day));
            assert!(day.to_string() < day.next().to_string());
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2031",
            "2031-02-30",
            "2031-13-01",
            "2031-3-14",
            "1969-12-31",
            "2031-03-14T",
            "2031-03-00",
            "x-y-z",
            "2031-03-4294967295",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NoDay), "{text}");
        }
    }
}
