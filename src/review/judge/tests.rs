//! Cases whose verdict and words the scorer itself gave.

use super::*;

const COST: &str = "The council expects the repairs to cost £6.4 million and the bridge to reopen on 30 September.";
const DELAY: &str =
    "Roake warned that the work could last until December, because the new bearing has to be cast abroad.";

/// Kind, gold, must say, must not say; outcome, text, excerpts; verdict and why.
type Case<'a> = (
    (&'a str, &'a [&'a [&'a str]], &'a [&'a str], &'a [&'a str]),
    (Outcome, &'a str, &'a [&'a str]),
    (Verdict, &'a str),
);

#[rustfmt::skip]
const CASES: &[Case<'_>] = &[
    (("chitchat", &[], &[], &[]), (Outcome::Help, "Hi", &[]), (Verdict::Right, "")),
    (("chitchat", &[], &[], &[]), (Outcome::Answered, "Hi", &[COST]), (Verdict::Wrong, "outcome answered, wanted help")),
    (("chitchat", &[&[COST]], &[], &[]), (Outcome::NotInBriefing, "Hi", &[]), (Verdict::Wrong, "outcome not_in_briefing, wanted help")),
    (("unanswerable", &[], &[], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Right, "")),
    (("unanswerable", &[], &[], &[]), (Outcome::Answered, "yes", &[COST]), (Verdict::FalseAnswer, "answered what the briefing does not say")),
    (("unanswerable", &[], &[], &[]), (Outcome::DidYouMean, "?", &[]), (Verdict::Wrong, "outcome did_you_mean")),
    (("unanswerable", &[], &[], &[]), (Outcome::Help, "?", &[]), (Verdict::Wrong, "outcome help")),
    (("unanswerable", &[&[COST]], &[], &[]), (Outcome::Answered, "?", &[COST]), (Verdict::FalseAnswer, "answered what the briefing does not say")),
    (("unanswerable", &[], &["never said"], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Right, "")),
    (("answerable", &[], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::FalseAnswer, "answered what the briefing does not say")),
    (("answerable", &[], &[], &[]), (Outcome::NotInBriefing, "x", &[]), (Verdict::Right, "")),
    (("false_premise", &[], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::FalseAnswer, "answered what the briefing does not say")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::NotInBriefing, "x", &[COST]), (Verdict::Missed, "outcome not_in_briefing")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::DidYouMean, "x", &[]), (Verdict::Missed, "outcome did_you_mean")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Help, "x", &[]), (Verdict::Missed, "outcome help")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Answered, "x", &[]), (Verdict::Wrong, "evidence not cited: The council expects the repairs to cost £6.4 million and the bridge to")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Answered, "x", &[DELAY]), (Verdict::Wrong, "evidence not cited: The council expects the repairs to cost £6.4 million and the bridge to")),
    (("answerable", &[&[COST, DELAY]], &[], &[]), (Outcome::Answered, "x", &[DELAY]), (Verdict::Right, "")),
    (("answerable", &[&[COST], &[DELAY]], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::Wrong, "evidence not cited: Roake warned that the work could last until December, because the new ")),
    (("answerable", &[&[COST], &[DELAY]], &[], &[]), (Outcome::Answered, "x", &[DELAY, COST]), (Verdict::Right, "")),
    (("answerable", &[&["reopen on 30 September"]], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&["September"]], &[], &[]), (Outcome::Answered, "x", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Answered, "x", &["30 September"]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &[]), (Outcome::Answered, "x", &["September."]), (Verdict::Wrong, "evidence not cited: The council expects the repairs to cost £6.4 million and the bridge to")),
    (("followup", &[&[COST]], &["6.4 million"], &[]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("followup", &[&[COST]], &["6.4 MILLION|cheap"], &[]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("followup", &[&[COST]], &["cheap|free"], &[]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Wrong, "does not say: cheap|free")),
    (("answerable", &[&[COST]], &["dear", "nope"], &[]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Wrong, "does not say: nope")),
    (("answerable", &[&[COST]], &["dear the council"], &[]), (Outcome::Answered, "It is dear", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &["isn't"], &[]), (Outcome::Answered, "It isn’t so.", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &["cheap|"], &[]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[""], &[]), (Outcome::Answered, "", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &["6.4 million"]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &["dear"]), (Outcome::Answered, "It is DEAR.", &[COST]), (Verdict::Wrong, "says: dear")),
    (("answerable", &[&[COST]], &[], &["cheap|dear"]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Wrong, "says: cheap|dear")),
    (("answerable", &[&[COST]], &[], &["cheap|"]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &[""]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Right, "")),
    (("answerable", &[&[COST]], &[], &[" "]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Wrong, "says:  ")),
    (("answerable", &[&[COST]], &["million"], &["dear"]), (Outcome::Answered, "It is dear.", &[COST]), (Verdict::Wrong, "says: dear")),
    (("false_premise", &[&[COST]], &["doesn't say|September"], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Right, "")),
    (("false_premise", &[&[COST]], &["doesn’t  SAY"], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Right, "")),
    (("false_premise", &[&[COST]], &["does not say"], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Missed, "outcome not_in_briefing")),
    (("answerable", &[&[COST]], &["doesn't say"], &[]), (Outcome::NotInBriefing, "no", &[]), (Verdict::Missed, "outcome not_in_briefing")),
    (("false_premise", &[&[COST]], &["doesn't say|September"], &[]), (Outcome::Answered, "no", &[COST]), (Verdict::Right, "")),
    (("false_premise", &[&[COST]], &["doesn't say|October"], &[]), (Outcome::Answered, "no", &[COST]), (Verdict::Wrong, "does not say: doesn't say|October")),
    (("false_premise", &[&[COST]], &["doesn't say"], &[]), (Outcome::DidYouMean, "no", &[]), (Verdict::Missed, "outcome did_you_mean")),
    (("quote_check", &[&[DELAY]], &["altered|not verbatim"], &[]), (Outcome::Answered, "The words are altered.", &[DELAY]), (Verdict::Right, "")),
    (("quote_check", &[&[DELAY]], &["verbatim"], &["not verbatim"]), (Outcome::Answered, "These are not verbatim.", &[DELAY]), (Verdict::Wrong, "says: not verbatim")),
    (("wholly new kind", &[&[DELAY]], &[], &[]), (Outcome::Answered, "", &[DELAY]), (Verdict::Right, "")),
    (("answerable", &[&["Roake warned that the work could last until December, yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy"]], &[], &[]), (Outcome::Answered, "", &[DELAY]), (Verdict::Right, "")),
];

#[test]
fn judges_as_the_scorer_does() {
    let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    for case @ ((kind, gold, must_say, must_not_say), (outcome, text, excerpts), (verdict, why)) in CASES {
        let gold: Vec<Vec<String>> = gold.iter().map(|group| owned(group)).collect();
        let (must_say, must_not_say) = (owned(must_say), owned(must_not_say));
        let expected = Expected { kind, gold: &gold, must_say: &must_say, must_not_say: &must_not_say };
        let given = Given { outcome: *outcome, text, excerpts };
        assert_eq!(judge(&expected, &given), (*verdict, (*why).to_owned()), "{case:?}");
    }
}

#[test]
fn an_excerpt_that_is_not_in_the_article_is_fabricated() {
    let article = fold(&format!("{COST}\n{DELAY}"));
    let sets: [(&[&str], usize); 5] = [
        (&[COST, DELAY], 0),
        (&["The  council EXPECTS", ""], 0),
        (&["The council hopes"], 1),
        (&[COST, "December. Roake"], 1),
        (&["September. Roake warned"], 0),
    ];
    for (excerpts, wanted) in sets {
        assert_eq!(fabricated(excerpts, &article), wanted, "{excerpts:?}");
    }
}

#[test]
fn too_many_or_too_long_excerpts_are_overcited() {
    let article = "x".repeat(100);
    let long = "x".repeat(40);
    assert!(!is_overcited(&["x"; 6], &article));
    assert!(is_overcited(&["x"; 7], &article));
    assert!(!is_overcited(&[&long], &article));
    assert!(is_overcited(&[&long, "x"], &article));
    assert!(!is_overcited(&["€"; 3], "€€€€€€€€"));
}
