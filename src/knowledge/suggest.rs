//! "Did you mean": the nearest of some names.

/// Longer names are not compared: nobody mistypes them, and the comparison takes quadratic time.
const NAME_MAX_BYTES: usize = 64;
/// Least similarity, from 0.0 to 1.0, by Jaro and Winkler.
const SIMILARITY_MIN: f64 = 0.8;

/// Shorter names differ by two keystrokes too easily.
const SHORT_CHARS: usize = 6;

/// The name among `candidates` that `name` was probably meant to be.
pub(super) fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > NAME_MAX_BYTES {
        return None;
    }
    let name = name.to_lowercase();
    candidates
        .filter(|candidate| candidate.len() <= NAME_MAX_BYTES)
        .map(|candidate| (strsim::jaro_winkler(&name, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= SIMILARITY_MIN)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// The name that `name` can only be a slip of: one or two keystrokes away, and any other two further at least.
pub(super) fn only<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > NAME_MAX_BYTES {
        return None;
    }
    let max = if name.chars().count() < SHORT_CHARS { 1 } else { 2 };
    let mut all: Vec<(usize, &str)> = candidates.map(|other| (strsim::osa_distance(name, other), other)).collect();
    all.sort_unstable();
    let (distance, found) = *all.first()?;
    let is_alone = all.get(1).is_none_or(|(other, _)| *other > distance + 1);
    (distance <= max && is_alone).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_has_one_meaning() {
        let ids = ["okafor", "vik", "north-quay", "south-quay", "ada-roe", "ida-roe"];
        for (typed, meant) in [
            ("okafr", Some("okafor")),
            ("koafor", Some("okafor")),
            ("wik", Some("vik")),
            ("wikk", None),
            ("north-quai", Some("north-quay")),
            ("noth-quay", None),
            ("eda-roe", None),
            ("?", None),
        ] {
            assert_eq!(only(typed, ids.into_iter()), meant, "{typed}");
        }
    }

    #[test]
    fn finds_the_nearest_or_none() {
        let ids = ["okafor", "vik", "north-quay"];
        for (typed, meant) in [
            ("okafr", Some("okafor")),
            ("Okafor", Some("okafor")),
            ("north_quay", Some("north-quay")),
            ("?", None),
            ("", None),
            ("putin", None),
        ] {
            assert_eq!(nearest(typed, ids.into_iter()), meant, "{typed}");
        }
        assert_eq!(nearest(&"a".repeat(10_000), ids.into_iter()), None);
    }
}
