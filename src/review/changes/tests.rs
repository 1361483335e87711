use std::sync::Arc;

use super::*;
use crate::diagnostic::Source;
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::load;
use crate::review::golden::{Judged, Row};
use crate::review::judge::{Expected, Verdict};

const ARTICLE: &str = "The bridge is shut.\nThe mayor blames the frost.\nThe ferry runs at noon.\n";

const ITEMS: &str = "
[[person]]
id = \"mayor\"
name = \"The mayor\"
aliases = [\"Quill\"]
cite = [\"The mayor\"]
[[fact]]
id = \"f-shut\"
says = \"The bridge is shut.\"
ask = [\"Is it shut?\"]
cite = [\"The bridge is shut.\"]
[[claim]]
id = \"c-frost\"
by = \"mayor\"
says = \"The frost is to blame.\"
cite = [\"The mayor blames the frost.\"]
";

const FERRY: &str =
    "[[fact]]\nid = \"f-ferry\"\nsays = \"The ferry runs at noon.\"\ncite = [\"The ferry runs at noon.\"]\n";

fn briefing(id: &str, title: &str, items: &str, article: &str) -> Briefing {
    let toml = format!(
        "format = 1\n[briefing]\nid = \"{id}\"\ntitle = \"{title}\"\n[article]\ntitle = \"A\"\ntext = \"article.txt\"\n\
         sha256 = \"{}\"\n{items}",
        load::fingerprint(article)
    );
    let article = Arc::new(Source::new("article.txt", article));
    load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(article)).unwrap()
}

fn library(briefings: impl IntoIterator<Item = Briefing>) -> Library {
    let lexicon = Arc::new(Lexicon::default());
    Library { briefings: briefings.into_iter().map(Arc::new).collect(), lexicon }
}

/// The parts that differ between the made-up briefing and another form of it, in one line.
fn differing(items: &str, article: &str) -> String {
    let old = library([briefing("bridge", "T", ITEMS, ARTICLE)]);
    let new = library([briefing("bridge", "T", items, article)]);
    let changes = libraries(&old, &new);
    let Some(change) = changes.briefings.first() else { return "nothing".into() };
    let Fate::Changed(Parts { head, added, removed, changed }) = &change.fate else { return "another fate".into() };
    format!("{} +{} -{} ~{}", head.join(" "), added.join(" "), removed.join(" "), changed.join(" "))
}

#[test]
fn parts_are_compared_by_what_they_say() {
    let (head, rest) = ITEMS.split_at(ITEMS.find("[[fact]]").unwrap());
    let (fact, claim) = rest.split_at(rest.find("[[claim]]").unwrap());
    let person = "[[person]]\nid = \"aide\"\nname = \"An aide\"\ncite = [\"The ferry\"]\n";
    for (case, items, expected) in [
        ("the same", ITEMS.to_owned(), "nothing"),
        ("a comment", format!("{ITEMS}# done\n"), "nothing"),
        ("an entry more", format!("{ITEMS}{FERRY}"), " +f-ferry - ~"),
        ("an entry less", format!("{head}{claim}"), " + -f-shut ~"),
        ("one more before all others", format!("{person}{ITEMS}"), " +aide - ~"),
        ("another question", ITEMS.replace("Is it shut?", "Is it closed?"), " + - ~f-shut"),
        ("another statement", ITEMS.replace("is to blame", "did it"), " + - ~c-frost"),
        ("another name", ITEMS.replace("[\"Quill\"]", "[\"Hester\"]"), " + - ~mayor"),
        ("another citation", ITEMS.replace("[\"The mayor blames", "[\"mayor blames"), " + - ~c-frost"),
        ("another id", ITEMS.replace("f-shut", "f-closed"), " +f-closed -f-shut ~"),
        (
            "another speaker",
            format!("{person}{}", ITEMS.replace("by = \"mayor\"", "by = \"aide\"")),
            " +aide - ~c-frost",
        ),
        ("another order", format!("{head}{claim}{fact}"), "nothing"),
    ] {
        assert_eq!(differing(&items, ARTICLE), expected, "{case}");
    }
}

#[test]
fn a_longer_article_moves_no_entry() {
    let longer = format!("It is Monday.\n{ARTICLE}");
    assert_eq!(differing(ITEMS, &longer), "article + - ~");
}

#[test]
fn briefings_come_and_go() {
    let one = |id: &str, title: &str| briefing(id, title, ITEMS, ARTICLE);
    let old = library([one("a", "A"), one("b", "B"), one("c", "C")]);
    let mut new = library([one("b", "B"), one("c", "Other"), one("d", "D")]);
    new.lexicon = Arc::new(Lexicon { format: 1, ..Lexicon::default() });
    let changes = libraries(&old, &new);
    let fates: Vec<_> =
        changes.briefings.iter().map(|change| (change.id.as_str(), change.title.as_str(), &change.fate)).collect();
    let head = Parts { head: vec!["title"], ..Parts::default() };
    assert_eq!(
        fates,
        [
            ("a", "A", &Fate::Removed { n_entries: 3 }),
            ("c", "Other", &Fate::Changed(head)),
            ("d", "D", &Fate::Added { n_entries: 3 }),
        ]
    );
    assert!(changes.is_lexicon_changed && !changes.is_empty());
    assert!(libraries(&old, &old).is_empty());
}

fn judged(id: &'static str, text: &str, cited: &[&str], verdict: Verdict) -> Judged<'static> {
    let expected = Expected { kind: "answerable", gold: &[], must_say: &[], must_not_say: &[] };
    Judged {
        row: Row { id, context: &[], q: "Why?", expected },
        verdict,
        why: String::new(),
        text: text.to_owned(),
        cited: cited.iter().map(ToString::to_string).collect(),
        fabricated: 0,
        is_overcited: false,
    }
}

#[test]
fn answers_are_compared_and_counted() {
    let (right, wrong) = (Verdict::Right, Verdict::Wrong);
    let old = [
        judged("same", "It is shut.", &["a"], right),
        judged("broken", "It is shut. The frost did it.", &["a"], right),
        judged("mended", "Nobody knows.", &[], Verdict::Missed),
        judged("cited", "It is shut.", &["a", "b"], right),
        judged("longer", "It is shut.", &["a"], wrong),
    ];
    let new = [
        judged("same", "It is shut.", &["a"], right),
        judged("broken", "It is shut. The mayor did it.", &["a"], wrong),
        judged("mended", "It is shut.", &["a"], right),
        judged("cited", "It is shut.", &["a", "c"], right),
        judged("longer", "It is shut. It stays so.", &["a"], wrong),
    ];
    let mut answers = Answers::default();
    answers.take("bridge", Some(&old), &new);
    assert_eq!((answers.n, answers.n_right, answers.n_before, answers.n_right_before), (5, 3, 5, 3));
    let shown: Vec<_> = answers
        .changed
        .iter()
        .map(|change| (change.id.as_str(), change.old.text.as_str(), change.new.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("broken", "The frost did it.", "The mayor did it."),
            ("mended", "Nobody knows.", "It is shut."),
            ("cited", "b", "c"),
            ("longer", "", "It stays so."),
        ]
    );
    assert_eq!(answers.broken().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["broken"]);
    assert!(answers.changed[1].is_mended() && !answers.changed[0].is_mended());

    // A briefing that is new has no answers to compare with.
    answers.take("ferry", None, &new);
    assert_eq!((answers.n, answers.n_right, answers.n_before, answers.changed.len()), (10, 6, 5, 4));
}
