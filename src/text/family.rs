//! Derivation: which words are made of the same one, "investigate", "investigation", "investigator".
//!
//! A guess by endings, right often enough to count as other words for the same, never as the same word.

use std::borrow::Cow;

use super::stem::uncut;

/// Endings of derived words, as [stems](super::stem::stem) have them, and the fewest letters that must be left.
const ENDINGS: [(&str, usize); 33] = [
    ("ation", 4),
    ("ition", 4),
    ("tion", 5),
    ("ion", 5),
    ("ator", 4),
    ("or", 5),
    ("er", 4),
    ("ment", 4),
    ("ical", 4),
    ("ial", 4),
    ("al", 5),
    ("ic", 5),
    ("anc", 4),
    ("enc", 4),
    ("ant", 5),
    ("ent", 5),
    ("ativ", 4),
    ("iv", 5),
    ("ous", 5),
    ("ity", 4),
    ("ty", 4),
    ("ness", 4),
    ("ly", 4),
    ("ist", 5),
    ("ism", 4),
    ("ian", 5),
    ("ful", 4),
    ("less", 4),
    ("abl", 4),
    ("ibl", 4),
    ("ship", 4),
    ("hood", 4),
    ("y", 6),
];

/// Fewest letters of a word that others are made of, as a stem: "saf" of "safe" …
const ROOT_MIN: usize = 3;
/// … and where its last letter is doubled: a summer is no sum.
const DOUBLED_MIN: usize = 4;

/// What a stem may be made of, itself included. Two stems that share one are of a family.
pub fn roots(stem: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let is_word = stem.len() >= ROOT_MIN && stem.bytes().all(|b| b.is_ascii_lowercase());
    let is_root = |base: &str| base.ends_with('e') || uncut(base).len() >= DOUBLED_MIN;
    let made_of = ENDINGS.iter().filter_map(move |(ending, least)| {
        stem.strip_suffix(ending).filter(|base| is_word && base.len() >= *least && is_root(base)).map(uncut)
    });
    is_word.then_some(Cow::Borrowed(stem)).into_iter().chain(made_of)
}

#[cfg(test)]
mod tests {
    use super::super::stem::stem;
    use super::roots;

    fn are_kin(a: &str, b: &str) -> bool {
        let (a, b) = (stem(a), stem(b));
        roots(&a).any(|root| roots(&b).any(|other| other == root))
    }

    #[test]
    fn words_made_of_one_are_of_a_family() {
        for [a, b] in [
            ["investigator", "investigation"],
            ["investigates", "investigation"],
            ["produced", "production"],
            ["protect", "protection"],
            ["employer", "employment"],
            ["planner", "planning"],
            ["arrive", "arrival"],
            ["political", "politician"],
            ["safe", "safety"],
            ["recovery", "recovered"],
            ["economic", "economist"],
            ["cancellation", "cancelled"],
        ] {
            assert!(are_kin(a, b), "{a} and {b}");
        }
    }

    #[test]
    fn like_beginnings_alone_make_no_family() {
        for [a, b] in [
            ["station", "state"],
            ["party", "part"],
            ["county", "count"],
            ["mission", "miss"],
            ["organisation", "organ"],
            ["army", "arm"],
            ["actor", "act"],
            ["summer", "sum"],
            ["matter", "mat"],
        ] {
            assert!(!are_kin(a, b), "{a} and {b}");
        }
    }
}
