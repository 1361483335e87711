//! Questions that are alike, and questions that only look so.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::path::Path;
use std::sync::LazyLock;

use super::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/briefings/harbour-bridge");
    Engine::new(crate::shell::files::read_library(&home).unwrap())
});

fn asked(text: &str, n: u64, last_day: i64) -> Asked {
    Asked { text: text.into(), n, last_day }
}

fn of(questions: &[&str]) -> Vec<Vec<String>> {
    let questions: Vec<Asked> = questions.iter().map(|text| asked(text, 1, 0)).collect();
    let texts = |cluster: Cluster| cluster.wordings.into_iter().map(|asked| asked.text).collect();
    clusters(&ENGINE, &questions).into_iter().map(texts).collect()
}

#[test]
fn what_is_about_the_same_is_alike() {
    for pair in [
        ["did they hit Kyiv", "was kyiv attacked"],
        ["Did they hit Kyiv?", "was Kyiv struck?"],
        ["Did they hit Kyiv?", "DID THEY HIT KYIV"],
        ["Was Vinnytsia shelled?", "was vinytsia hit"],
        ["When was Kyiv attacked?", "when did they strike kyiv"],
        ["How many soldiers died in Bakhmut?", "how many soldiers were killed in bakhmut"],
        ["What is the population of Kyiv?", "population of kyiv?"],
        ["Who won the football match?", "who won the football match yesterday"],
        ["Did France bomb Kyiv?", "was Kyiv bombed by France?"],
    ] {
        assert_eq!(of(&pair).len(), 1, "{pair:?}: {:#?}", pair.map(|text| ENGINE.gist(text)));
    }
}

#[test]
fn what_only_looks_alike_is_not() {
    for pair in [
        ["did they hit Kyiv", "did they hit Odesa"],
        ["was kyiv attacked", "when was kyiv attacked"],
        ["when was kyiv attacked", "who attacked kyiv"],
        ["What is the population of Kyiv?", "Was Kyiv attacked?"],
        ["Did France attack Norway?", "Did Norway attack France?"],
        ["is pizza good", "is pasta good"],
        ["What happened in 2019?", "What happened in 2020?"],
        ["What did Macron say?", "What did Merkel say?"],
        ["why", "how"],
        ["How many soldiers died?", "How many tanks were lost?"],
    ] {
        assert_eq!(of(&pair).len(), 2, "{pair:?}: {:#?}", pair.map(|text| ENGINE.gist(text)));
    }
}

#[test]
fn the_most_asked_come_first_then_the_newest_whatever_the_order() {
    let mut questions = vec![
        asked("was Kyiv attacked", 2, 100),
        asked("Did they hit Kyiv?", 3, 90),
        asked("did they hit kyiv", 2, 120),
        asked("Is pizza good?", 5, 130),
        asked("Who won the football?", 5, 140),
        asked(" ?! ", 50, 140),
    ];
    let found = clusters(&ENGINE, &questions);
    let rows: Vec<_> =
        found.iter().map(|one| (&*one.wordings[0].text, one.n, one.last_day, one.wordings.len())).collect();
    assert_eq!(
        rows,
        [("Did they hit Kyiv?", 7, 120, 2), ("Who won the football?", 5, 140, 1), ("Is pizza good?", 5, 130, 1)]
    );
    questions.reverse();
    assert_eq!(clusters(&ENGINE, &questions), found);
    questions.rotate_left(2);
    assert_eq!(clusters(&ENGINE, &questions), found);
}

#[test]
fn nothing_is_lost_and_there_is_a_bound() {
    let question =
        |n: usize| asked(&format!("did they hit town{} near the zorble{}", n % 977, n % 31), 1 + n as u64 % 3, 0);
    let questions: Vec<Asked> = (0..QUESTIONS_MAX).map(question).collect();
    let found = clusters(&ENGINE, &questions);
    assert_eq!(found.iter().map(|one| one.n).sum::<u64>(), questions.iter().map(|one| one.n).sum::<u64>());
    let more: Vec<Asked> = (0..QUESTIONS_MAX + 900).map(|n| asked(&format!("is blorp{n} so"), 1, 0)).collect();
    let n: usize = clusters(&ENGINE, &more).iter().map(|one| one.wordings.len()).sum();
    assert_eq!(n, QUESTIONS_MAX);
    assert!(clusters(&ENGINE, &[]).is_empty());
}
