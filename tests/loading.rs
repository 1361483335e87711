//! Loading of knowledge: a good briefing, one seeded fault per code, several at once, and arbitrary bytes.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

#[path = "loading/faults.rs"]
mod faults;

use std::sync::Arc;

use briefing_bot::diagnostic::{Diagnostic, Source};
use briefing_bot::knowledge::model::{Briefing, EntryKind, When};
use briefing_bot::knowledge::places::Curated;
use briefing_bot::knowledge::{lint, load};
use briefing_bot::render::diagnostic::diagnostics;
use proptest::prelude::*;

const ARTICLE: &str = include_str!("loading/article.txt");

const GOOD: &str = include_str!("loading/briefing.toml");

fn load_text(toml: &str, article: &str) -> Result<Curated, Vec<Diagnostic>> {
    let article = Arc::new(Source::new("article.txt", article));
    load::curated(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(article))
}

/// What makes a file be refused, or what is doubtful of one that loads.
fn faults(toml: &str, article: &str) -> Vec<Diagnostic> {
    load_text(toml, article).map_or_else(|found| found, |curated| curated.places.doubts)
}

fn entry_ids(briefing: &Briefing) -> Vec<&str> {
    briefing.entries.iter().map(|entry| &*entry.id).collect()
}

#[test]
fn a_good_briefing_becomes_a_model() {
    let Curated { briefing, places } = load_text(GOOD, ARTICLE).unwrap();
    assert_eq!(entry_ids(&briefing), ["astor", "brill", "q-pack", "c-loss", "f-fire", "e-promise", "g-cause"]);
    let names: Vec<&str> = briefing.entities.iter().map(|entity| &*entity.name).collect();
    assert_eq!(names, ["Wim Astor", "Growers’ League", "Hallow Vale", "Brill"]);
    assert_eq!(briefing.entities[0].part_of, Some(briefing.entries[2].position_of.unwrap()));
    assert_eq!(briefing.entities[3].entry.map(|ix| &*briefing.entry(ix).text), Some("Brill"));
    assert_eq!(&*briefing.entries[0].text, "chairman of the Growers’ League");
    assert!(matches!(briefing.entries[0].kind, EntryKind::Entity(ix) if briefing.entity(ix).id == "astor".into()));
    let lead: Vec<&str> = briefing.lead.iter().map(|ix| &*briefing.entry(*ix).id).collect();
    assert_eq!(lead, ["f-fire", "q-pack"]);
    assert_eq!(briefing.article.published.as_deref(), Some("2031-08-14"));
    assert_eq!(briefing.entries[4].when, Some(When::Words("on Sunday".into())));
    assert_eq!(briefing.entries[5].when, Some(When::Inferred("2031-08-12".into())));
    assert!(briefing.entries[3].is_unreviewed && !briefing.entries[2].is_unreviewed);
    let citation = &briefing.entries[5].citations[0];
    assert_eq!((citation.paragraph, citation.sentence), (3, 2));
    assert_eq!(briefing.excerpt(citation), "Its owner, Dora Finch, promised on Tuesday: “We will be back by autumn.”");
    assert!(places.is_allowed("K301", "c-loss") && !places.is_allowed("K301", "f-fire"));
    assert_eq!(&places.toml.text[places.entries[0].asks[0].clone()], "\"Who is Wim Astor?\"");
    assert_eq!(places.entries.len(), briefing.entries.len());
}

#[test]
fn the_smallest_briefing_loads() {
    let toml = format!(
        "format = 1\n[briefing]\nid = \"a\"\ntitle = \"T\"\n[article]\ntitle = \"T\"\ntext = \"article.txt\"\n\
         sha256 = \"{}\"\n[[fact]]\nid = \"f\"\nsays = \"A fire.\"\ncite = [\"A fire\"]\nask = [\"What burnt?\"]\n",
        load::fingerprint(ARTICLE)
    );
    assert_eq!(entry_ids(&load_text(&toml, ARTICLE).unwrap().briefing), ["f"]);
}

#[test]
fn two_briefings_of_one_id_show_both_places() {
    let shelf = |path: &str| {
        let article = Arc::new(Source::new("article.txt", ARTICLE));
        load::curated(&Arc::new(Source::new(path, GOOD)), |_| Ok(article)).unwrap().shelve()
    };
    let lexicon = Arc::new(load::lexicon(&Arc::new(Source::new("lexicon.toml", "format = 1"))).unwrap());
    assert!(load::library(vec![shelf("a.toml")], Arc::clone(&lexicon)).is_ok());
    let found = load::library(vec![shelf("a.toml"), shelf("b.toml")], lexicon).unwrap_err();
    let drawn = diagnostics(&found, false);
    assert!(drawn.contains("b.toml:5:6") && drawn.contains("a.toml:5:6"), "{drawn}");
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_their_places() {
    let mut toml = GOOD.to_owned();
    for (from, to) in [
        ("summary = \"A fire", "sumary = \"A fire"),
        ("id = \"vale\"", "id = \"Vale\""),
        ("speaker = \"astor\"", "speaker = \"?\""),
        ("cite = [\"He said that", "cite = [\"She said that"),
        ("when = \"on Sunday\"", "when = \"Monday\""),
        ("says = \"The owner promised to be back by autumn.\"", "says = 7"),
        ("id = \"g-cause\"", "id = \"f-fire\""),
    ] {
        assert!(toml.contains(from), "{from}");
        toml = toml.replacen(from, to, 1);
    }
    let found = faults(&toml, ARTICLE);
    let rows: Vec<(usize, &str)> = found
        .iter()
        .map(|finding| {
            let place = finding.place.as_ref().unwrap();
            (place.source.line_column(place.span.start).0, finding.code)
        })
        .collect();
    // Lines 41 and 66 refer to the place whose id is wrong.
    assert_eq!(
        rows,
        [
            (7, "K001"),
            (34, "K004"),
            (41, "K201"),
            (46, "K201"),
            (56, "K101"),
            (63, "K107"),
            (66, "K201"),
            (72, "K001"),
            (78, "K202")
        ]
    );
    assert!(diagnostics(&found, false).ends_with("9 errors in briefing.toml\n"));
}

#[test]
fn details_that_the_article_does_not_hold_are_linted() {
    let rows = |toml: &str| -> Vec<String> {
        lint::says(&load_text(toml, ARTICLE).unwrap()).iter().map(ToString::to_string).collect()
    };
    assert!(rows(GOOD).is_empty(), "{:?}", rows(GOOD));
    let toml = GOOD.replace("says = \"A fire destroyed the only", "says = \"On Friday a fire in Brill destroyed all 3");
    assert_eq!(
        rows(&toml),
        [
            "briefing.toml:62:12: error[K301]: `Friday` stands nowhere in article.txt",
            "briefing.toml:62:29: warning[K301]: `Brill` stands in article.txt, but not in the citation",
            "briefing.toml:62:49: error[K301]: `3` stands nowhere in article.txt",
        ]
    );
}

#[test]
fn what_loads_with_a_doubt_is_the_articles_own() {
    for (from, to) in [
        ("“We can pick, but we cannot pack,” said", "\\\"We can pick, but we cannot pack,\\\" said"),
        ("chairman of the Growers’ League\"]", "chairman of the Growers'  League\"]"),
        ("text = \"We can pick, but we cannot", "text = \"We can  pick, but we cannot"),
        (
            "\"A fire destroyed the only box factory on Sunday.\"",
            "\"A fire destroyed the only box factory on Sunday.\", \"The pears\"",
        ),
    ] {
        let toml = GOOD.replacen(from, to, 1);
        assert_ne!(toml, GOOD, "{from}");
        let Curated { briefing, places } = load_text(&toml, ARTICLE).unwrap();
        assert_eq!(places.doubts.len(), 1, "{to}");
        assert!(!places.doubts[0].is_error() && places.doubts[0].entry.is_some(), "{:?}", places.doubts);
        let quote = briefing.entries.iter().find(|entry| entry.kind == EntryKind::Quote).unwrap();
        assert_eq!(&*quote.text, "We can pick, but we cannot pack,", "{to}");
        for entry in &briefing.entries {
            assert!(entry.citations.iter().all(|citation| ARTICLE.contains(briefing.excerpt(citation))), "{to}");
        }
    }
    // The words of `when` are shown, too: look-alikes of the citation's are not enough.
    let toml = GOOD
        .replacen(
            "\"A fire destroyed the only box factory on Sunday.\"",
            "\"A fire destroyed the only box factory on  Sunday.\"",
            1,
        )
        .replacen("when = \"on Sunday\"", "when = \"on  Sunday\"", 1);
    let codes: Vec<&str> = faults(&toml, ARTICLE).iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["K107", "K102"]);
}

fn must_not_panic(toml: &[u8], article: &[u8]) {
    let article = Source::from_bytes("article.txt", article.to_vec()).map(Arc::new);
    let found = match Source::from_bytes("briefing.toml", toml.to_vec()) {
        Ok(toml) => match load::curated(&Arc::new(toml), |_| article) {
            Ok(curated) => lint::says(&curated),
            Err(found) => found,
        },
        Err(found) => vec![*found],
    };
    let _ = diagnostics(&found, true);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_load_or_are_refused(toml in proptest::collection::vec(any::<u8>(), 0..300), article in any::<Vec<u8>>()) {
        must_not_panic(&toml, &article);
        let lexicon = String::from_utf8_lossy(&toml).into_owned();
        let _ = load::lexicon(&Arc::new(Source::new("lexicon.toml", lexicon)));
    }

    #[test]
    fn any_mutation_loads_or_is_refused(
        cuts in proptest::collection::vec((0_usize..5000, 0_usize..40, "(?s).{0,6}|[\"\\[\\]=“”\n-]{0,4}"), 1..5),
        in_article in any::<bool>(),
    ) {
        let (mut toml, mut article) = (GOOD.to_owned(), ARTICLE.to_owned());
        let text = if in_article { &mut article } else { &mut toml };
        for (at, length, new) in cuts {
            let mut start = at % text.len().max(1);
            while !text.is_char_boundary(start) {
                start -= 1;
            }
            let mut end = (start + length).min(text.len());
            while !text.is_char_boundary(end) {
                end += 1;
            }
            text.replace_range(start..end, &new);
        }
        must_not_panic(toml.as_bytes(), article.as_bytes());
    }
}
