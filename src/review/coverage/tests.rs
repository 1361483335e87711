use std::sync::Arc;

use super::*;
use crate::diagnostic::Source;
use crate::knowledge::load;

const ARTICLE: &str = "Bridge shut\nThe bridge was closed on Tuesday. It carries 900 cars a day to Saint Olave.\n\
“We had no choice in the matter,” said Ada Roe. “Nobody will cross it again,” she said.\n\n\
A “so-called” expert laughed. Ada Roe left at 5 p.m., and 900 cars waited.\n";

fn briefing(entries: &str) -> Briefing {
    let toml = format!(
        "format = 1\n[briefing]\nid = \"b\"\ntitle = \"B\"\n[article]\ntitle = \"B\"\ntext = \"article.txt\"\nsha256 = \"{}\"\n\
         [[organisation]]\nid = \"roe\"\nname = \"Ada Roe\"\n{entries}",
        load::fingerprint(ARTICLE)
    );
    let article = Arc::new(Source::new("article.txt", ARTICLE));
    load::briefing(&Arc::new(Source::new("briefing.toml", toml)), |_| Ok(article)).unwrap()
}

fn words(spot: &Spot) -> &'static str {
    &ARTICLE[spot.span.clone()]
}

const FACT: &str = "[[fact]]\nid = \"f\"\nsays = \"It was closed.\"\ncite = [\"The bridge was closed on Tuesday.\"]\n\
                    ask = [\"When was the bridge closed?\"]\n";
const QUOTE: &str = "[[quote]]\nid = \"q\"\nspeaker = \"roe\"\ntext = \"We had no choice in the matter,\"\n\
                     cite = [\"“We had no choice in the matter,” said Ada Roe. “Nobody will cross it again,” she said.\"]\n";

#[test]
fn a_sentence_knows_who_cites_it() {
    let part = "[[fact]]\nid = \"f-part\"\nsays = \"It was closed.\"\ncite = [\"was closed on Tuesday. It carries\"]\n";
    let coverage = Coverage::of(&briefing(&format!("{FACT}{part}")));
    let rows: Vec<_> = coverage
        .sentences
        .iter()
        .map(|one| (one.at.line, one.at.paragraph, one.entries.iter().map(|ix| ix.0).collect::<Vec<_>>(), one.words))
        .collect();
    let none = |total| Share { covered: 0, total };
    assert_eq!(
        rows,
        [
            (2, 1, vec![0, 1], Share { covered: 6, total: 6 }),
            (2, 1, vec![1], Share { covered: 2, total: 9 }),
            (3, 2, vec![], none(10)),
            (3, 2, vec![], none(7)),
            (5, 3, vec![], none(4)),
            (5, 3, vec![], none(10)),
        ]
    );
    assert_eq!(coverage.sentences(), Share { covered: 2, total: 6 });
    assert_eq!(coverage.words(), Share { covered: 8, total: 46 });
    assert_eq!(
        coverage.uncited().map(|one| words(&one.at)).last(),
        Some("Ada Roe left at 5 p.m., and 900 cars waited.")
    );
    let paragraphs: Vec<_> = coverage.paragraphs().iter().map(|one| (one.line, one.number, one.sentences)).collect();
    assert_eq!(paragraphs, [(2, 1, Share { covered: 2, total: 2 }), (3, 2, none(2)), (5, 3, none(2))]);
}

#[test]
fn a_quoted_string_wants_a_quote_entry() {
    let claim = "[[claim]]\nid = \"c\"\nby = \"roe\"\nsays = \"No one will.\"\ncite = [\"“Nobody will cross it again,” she said.\"]\n";
    let coverage = Coverage::of(&briefing(&format!("{QUOTE}{claim}")));
    let rows: Vec<_> = coverage.quotes.iter().map(|one| (words(&one.at), one.at.line, one.entries.len())).collect();
    // Neither the claim holds the second one, nor the quote, whose words it is not. Two words are too few to be missed.
    assert_eq!(rows, [("We had no choice in the matter,", 3, 1), ("Nobody will cross it again,", 3, 0)]);
    assert_eq!(coverage.quotes(), Share { covered: 1, total: 2 });
    assert_eq!(coverage.unheld().map(|one| one.at.paragraph).collect::<Vec<_>>(), [2]);
}

#[test]
fn numbers_and_names_are_missed_once_and_at_their_first_place() {
    let missed = |entries: &str| -> Vec<(&str, usize, bool)> {
        let found = Coverage::of(&briefing(entries)).details;
        found.iter().map(|one| (words(&one.at), one.at.line, one.is_number)).collect()
    };
    assert_eq!(missed(FACT), [("900", 2, true), ("Saint Olave", 2, false), ("Ada Roe", 3, false), ("5", 5, true)]);
    assert_eq!(missed(QUOTE)[0], ("Tuesday", 2, false));
    assert!(!missed(QUOTE).iter().any(|(words, ..)| words.contains("Roe")));
}

#[test]
fn entries_want_questions_and_people_do_not() {
    let person = "[[person]]\nid = \"olave\"\nname = \"Saint Olave\"\ncite = [\"Saint Olave\"]\n";
    let briefing = briefing(&format!("{FACT}{QUOTE}{person}"));
    let coverage = Coverage::of(&briefing);
    let ids: Vec<&str> = coverage.unasked.iter().map(|&ix| &*briefing.entry(ix).id).collect();
    assert_eq!(ids, ["q"]);
}

#[test]
fn an_article_without_sentences_is_covered() {
    assert!((Share::default().percent() - 100.0).abs() < 1e-9);
    assert!((Share { covered: 1, total: 8 }.percent() - 12.5).abs() < 1e-9);
    assert_eq!(Coverage::default().paragraphs(), []);
}
