//! Cases whose verdict the scorer itself gave.

use super::*;

const FOLDED: &[(&str, &str)] = &[
    ("", ""),
    (" ", ""),
    ("Plain Text", "plain text"),
    ("\u{201c}Curly\u{201d} \u{2018}marks\u{2019} isn\u{2019}t", "\u{22}curly\u{22} 'marks' isn't"),
    ("a\u{a0}b\u{9}\u{a}c  d", "a b c d"),
    (" \u{1c}\u{1f} x \u{85}y", "x y"),
    ("STRASSE Stra\u{df}e \u{1e9e}", "strasse strasse ss"),
    (
        "\u{3a3}\u{38a}\u{3a3}\u{3a5}\u{3a6}\u{39f}\u{3a3} \u{3c2} \u{3c3}",
        "\u{3c3}\u{3af}\u{3c3}\u{3c5}\u{3c6}\u{3bf}\u{3c3} \u{3c3} \u{3c3}",
    ),
    ("\u{130}stanbul \u{131}I", "i\u{307}stanbul \u{131}i"),
    ("\u{fb01}ne \u{fb02}at \u{fb00}", "fine flat ff"),
    ("\u{17f}un \u{149} \u{1f0}", "sun \u{2bc}n j\u{30c}"),
    (
        "K\u{440}\u{44f}\u{447} \u{417}\u{415}\u{41b}\u{415}\u{41d}\u{421}\u{42c}\u{41a}\u{418}\u{419} \u{415}\u{451}",
        "k\u{440}\u{44f}\u{447} \u{437}\u{435}\u{43b}\u{435}\u{43d}\u{441}\u{44c}\u{43a}\u{438}\u{439} \u{435}\u{451}",
    ),
    ("a\u{200b}b\u{feff}", "a\u{200b}b\u{feff}"),
    ("\u{2028}x\u{2029}y\u{3000}z", "x y z"),
    ("DON'T \u{22}SAY\u{22}", "don't \u{22}say\u{22}"),
    ("\u{1c4} \u{1c5} \u{1c6}", "\u{1c6} \u{1c6} \u{1c6}"),
    ("\u{390} \u{3b0} \u{587} \u{1e96}", "\u{3b9}\u{308}\u{301} \u{3c5}\u{308}\u{301} \u{565}\u{582} h\u{331}"),
    ("\u{1fbc} \u{1fb3} \u{1ffc}", "\u{3b1}\u{3b9} \u{3b1}\u{3b9} \u{3c9}\u{3b9}"),
    ("K \u{c5} \u{3a9} \u{b5}", "k \u{e5} \u{3c9} \u{3bc}"),
];

const OVERLAPS: &[(&str, &str, bool)] = &[
    ("", "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.", false),
    ("The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.", "", false),
    (
        " \u{a}",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        false,
    ),
    (
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        true,
    ),
    (
        "THE COUNCIL EXPECTS THE REPAIRS TO COST \u{a3}6.4 MILLION AND THE BRIDGE TO REOPEN ON 30 SEPTEMBER.",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        true,
    ),
    ("Monday", "Monday", true),
    ("mon", "Monday", false),
    ("Monday", "mon", true),
    ("Talks resume", "Talks resume on Monday", true),
    ("Talks resum", "Talks resume on Monday", false),
    ("Talks are due to resume on Monday.", "due to", true),
    ("due to", "Talks are due to resume on Monday.", false),
    ("xxxxxxxxxxx", "xxxxxxxxxxxx", false),
    ("xxxxxxxxxxxx", "xxxxxxxxxxxxx", true),
    ("xxxxxxxxxxxx", "xxxxxxxxxxx", true),
    ("a town than a funeral, he said to all", "we prefer a town than a funeral, he sai", true),
    ("abcdefghijklmnopqrst1", "2abcdefghijklmnopqrst", true),
    ("abcdefghijklmnopqrs1", "2abcdefghijklmnopqrs", false),
    ("abcdefghijklmnopqrs12", "34abcdefghijklmnopqrs", false),
    (
        "\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}a",
        "b\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}",
        false,
    ),
    (
        "\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}a",
        "b\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}\u{20ac}",
        true,
    ),
    (
        "the bridge to reopen on 30 September. It is not known what caused the cracks.",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        false,
    ),
    (
        "to reopen on 30 September. It is not known what caused the cracks in the bearing of the old bridge, or when they began.",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        false,
    ),
    (
        "reopen on 30 September. It is not known what caused it",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        false,
    ),
    (
        "The council expects the repairs to last. The bridge to reopen on 30 September is another matter entirely",
        "The council expects the repairs to cost \u{a3}6.4 million and the bridge to reopen on 30 September.",
        false,
    ),
    ("\u{201c}Don\u{2019}t go\u{201d}", "\u{22}don't go\u{22}", true),
    ("\u{201c}Don\u{2019}t go there now\u{201d}", "\u{22}don't go there\u{22}", false),
    ("Completely different words in this one here", "Nothing shared at all by this other text now", false),
    ("\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}\u{df}", "SSSSSSSSSSSSSSSSSSSSSSSS", true),
    ("\u{130}\u{130}\u{130}\u{130}\u{130}\u{130}", "i\u{307}i\u{307}i\u{307}i\u{307}i\u{307}i\u{307}", true),
    ("short text a", "short text b", false),
    ("short one", "another two", false),
    ("0123456789012345678901234567890123456789xyz", "uvw0123456789012345678901234567890123456789", true),
    ("abababababababababababababababc", "dababababababababababababababab", true),
];

#[test]
fn folds_as_the_scorer_does() {
    for (text, wanted) in FOLDED {
        assert_eq!(fold(text), *wanted, "{text:?}");
    }
}

#[test]
fn overlaps_as_the_scorer_does() {
    for (citation, snippet, wanted) in OVERLAPS {
        assert_eq!(overlap(citation, snippet), *wanted, "{citation:?} / {snippet:?}");
    }
}
