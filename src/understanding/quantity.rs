//! Words that measure: times, lengths of time and spelt-out numbers.

/// A month's or weekday's name, in full or short.
#[must_use]
pub fn is_calendar_name(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
    ];
    NAMES.contains(&word)
}

/// A weekday's name.
#[must_use]
pub fn is_weekday(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}

/// The full name of a short month or weekday.
#[must_use]
pub fn full_calendar_name(word: &str) -> &str {
    match word {
        "jan" => "january",
        "feb" => "february",
        "apr" => "april",
        "jun" => "june",
        "jul" => "july",
        "aug" => "august",
        "sep" | "sept" => "september",
        "oct" => "october",
        "nov" => "november",
        "dec" => "december",
        "mon" => "monday",
        "tue" | "tues" => "tuesday",
        "wed" => "wednesday",
        "thu" | "thurs" => "thursday",
        "fri" => "friday",
        word => word,
    }
}

/// Names a time: calendar names and the words of relative time.
#[must_use]
pub fn is_time_word(word: &str) -> bool {
    (is_calendar_name(word) && word != "may" && word != "sun" && word != "march")
        || matches!(
            word,
            "yesterday"
                | "today"
                | "tomorrow"
                | "tonight"
                | "year"
                | "month"
                | "week"
                | "weekend"
                | "morning"
                | "evening"
                | "afternoon"
                | "night"
                | "noon"
                | "midnight"
                | "spring"
                | "summer"
                | "autumn"
                | "winter"
                | "decade"
                | "century"
                | "hour"
                | "day"
                | "ago"
                | "later"
                | "recently"
        )
}

/// "last year", "this week": with one of these before it a unit of time names a time.
#[must_use]
pub fn points_in_time(word: &str) -> bool {
    matches!(
        word,
        "last" | "this" | "next" | "previous" | "same" | "following" | "past" | "coming" | "that" | "earlier" | "every"
    )
}

/// Unit of a length of time, one or several.
#[must_use]
pub fn is_duration_unit(word: &str) -> bool {
    let one = match word.strip_suffix('s') {
        Some("centurie") => "century",
        Some(one) => one,
        None => word,
    };
    matches!(
        one,
        "second"
            | "minute"
            | "hour"
            | "day"
            | "night"
            | "week"
            | "weekend"
            | "fortnight"
            | "month"
            | "year"
            | "decade"
            | "century"
    )
}

/// A part of a whole: "third" of "a third", "fifths" of "two fifths".
#[must_use]
pub fn is_fraction(word: &str) -> bool {
    matches!(word.strip_suffix('s').unwrap_or(word), "half" | "third" | "quarter" | "fifth" | "tenth")
}

/// The value of a spelt-out number.
#[must_use]
pub fn number_word(word: &str) -> Option<&'static str> {
    Some(match word {
        "zero" => "0",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "eleven" => "11",
        "twelve" => "12",
        "thirteen" => "13",
        "fourteen" => "14",
        "fifteen" => "15",
        "sixteen" => "16",
        "seventeen" => "17",
        "eighteen" => "18",
        "nineteen" => "19",
        "twenty" => "20",
        "thirty" => "30",
        "forty" => "40",
        "fifty" => "50",
        "sixty" => "60",
        "seventy" => "70",
        "eighty" => "80",
        "ninety" => "90",
        "hundred" => "100",
        "thousand" => "1000",
        "million" => "million",
        "billion" => "billion",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_duration_unit, is_fraction};

    #[test]
    fn units_of_time_are_known_by_one_and_by_many() {
        for unit in ["minute", "minutes", "decade", "decades", "century", "centuries", "day", "fortnight"] {
            assert!(is_duration_unit(unit), "{unit}");
        }
        for word in ["minus", "yes", "s", "", "moment"] {
            assert!(!is_duration_unit(word), "{word}");
        }
        assert!(is_fraction("third") && is_fraction("fifths") && !is_fraction("thirst"));
    }
}
