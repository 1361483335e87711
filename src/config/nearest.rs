//! The name that a misspelt one probably meant.

/// Share of characters that must be the same for a suggestion.
const LIKENESS_MIN: f64 = 0.6;
/// How much more alike names must be when only their beginnings count.
const LIKENESS_OF_BEGINNINGS: f64 = 0.2;

/// The name that a misspelt one probably meant: within a few slips of it, or with much the same beginning.
#[must_use]
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let likeness = |name: &str| {
        let slips = strsim::normalized_damerau_levenshtein(&given, name);
        slips.max(strsim::jaro_winkler(&given, name) - LIKENESS_OF_BEGINNINGS)
    };
    names
        .into_iter()
        .map(|name| (likeness(&name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= LIKENESS_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}
