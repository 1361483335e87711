//! The details of a sentence that can be right or wrong on their own: numbers, dates, names.

use rustc_hash::FxHashSet;

/// Numbers that news spell out; "one" is left out, since it mostly counts nothing.
const SPELT: [(&str, &str); 13] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("thirty", "30"),
];
/// Letters that two forms of a name share at least ("Norway", "Norwegian" do not; "Ukraine", "Ukrainian" do).
const STEM_MIN_CHARS: usize = 4;
/// Letters in which the longer form may differ at its end.
const ENDING_MAX_CHARS: usize = 3;

/// A number or a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail<'a> {
    /// As it is written.
    pub raw: &'a str,
    /// Figures without separators, or a name in lower case.
    folded: String,
    is_number: bool,
}

impl Detail<'_> {
    /// Is it a number? Else it is a name, or a word of one.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.is_number
    }
}

/// The details of a text, in order; each `raw` is a slice of it.
#[must_use]
pub fn details(text: &str) -> Vec<Detail<'_>> {
    let mut found = Vec::new();
    let mut opens_sentence = true;
    for word in text.split_whitespace() {
        for part in parts(word) {
            let folded = fold(part);
            let is_number = is_number(&folded);
            let is_name = !opens_sentence && part.starts_with(char::is_uppercase) && part != "I";
            if is_number || is_name {
                found.push(Detail { raw: part, folded, is_number });
            }
            opens_sentence = false;
        }
        let bare = word.trim_end_matches(['”', '"', '’', ')', ']']);
        opens_sentence = bare.ends_with(['.', '!', '?', ':']) && !is_abbreviation(bare) || word.ends_with(['“', '"']);
    }
    found
}

/// "U.S.", "J.", "Mr."
fn is_abbreviation(word: &str) -> bool {
    let stem = word.trim_end_matches('.');
    word.ends_with('.')
        && (stem.contains('.') || stem.chars().count() <= 2 || matches!(stem, "Mrs" | "Gov" | "Sen" | "Gen"))
}

/// The words of a token: without marks around them, apart at hyphens and slashes.
fn parts(token: &str) -> impl Iterator<Item = &str> {
    token
        .split(['-', '–', '—', '/', '‑'])
        .map(|part| {
            let part = part.trim_matches(|c: char| !c.is_alphanumeric());
            ["’s", "'s", "s’", "s'"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part)
        })
        .filter(|part| !part.is_empty())
}

fn fold(word: &str) -> String {
    let lower: String = word.chars().filter(|c| !matches!(c, ',' | '\u{a0}')).flat_map(char::to_lowercase).collect();
    if let Some((_, figure)) = SPELT.iter().find(|(spelt, _)| *spelt == lower) {
        return (*figure).to_owned();
    }
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        // "6am", "86%", "5th": the figure alone, so that another spelling of its unit does no harm.
        return lower.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
    }
    lower.replace('.', "")
}

fn is_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
}

/// The words of a text, to look details up in.
#[derive(Debug)]
pub struct Words(FxHashSet<String>);

impl Words {
    /// Of one text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of_all(std::iter::once(text))
    }

    /// Of several.
    pub fn of_all<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self(texts.flat_map(str::split_whitespace).flat_map(parts).map(fold).collect())
    }

    /// Is the detail among them? A name in another form of it is, a number is only as it is.
    #[must_use]
    pub fn holds(&self, detail: &Detail<'_>) -> bool {
        self.0.contains(&detail.folded)
            || (!detail.is_number && self.0.iter().any(|word| are_forms(word, &detail.folded)))
    }
}

fn are_forms(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= STEM_MIN_CHARS && shared + ENDING_MAX_CHARS >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_numbers_and_names() {
        for (text, expected) in [
            ("The bridge lost 30 per cent on 5 May.", vec!["30", "5", "May"]),
            ("A 30-day truce; £6.4m for Ada Okafor’s U.S. team.", vec!["30", "6.4m", "Ada", "Okafor", "U.S"]),
            ("Talks resume. Nobody said I may go.", vec![]),
            ("It took three boats to New-Quay.", vec!["three", "New", "Quay"]),
            ("So they say: “Never again”, said Roe.", vec!["Roe"]),
        ] {
            let found: Vec<_> = details(text).into_iter().map(|detail| detail.raw).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn looks_details_up() {
        let words = Words::new("About 9,200 vehicles; 3 Ukrainian boats, 86% of the U.S. fleet, at 6am.");
        for (text, is_held) in [
            ("x 9200", true),
            ("x 9,200", true),
            ("x three", true),
            ("x 86 percent", true),
            ("x 6 a.m.", true),
            ("x US", true),
            ("x Ukraine", true),
            ("x 8", false),
            ("x Kursk", false),
            ("x Vehement", false),
        ] {
            assert_eq!(details(text).iter().all(|detail| words.holds(detail)), is_held, "{text}");
        }
    }
}
