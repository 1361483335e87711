use super::*;

fn judged(kind: &'static str, verdict: Verdict, fabricated: usize, is_overcited: bool) -> Judged<'static> {
    let expected = Expected { kind, gold: &[], must_say: &[], must_not_say: &[] };
    let row = Row { id: "x", context: &[], q: "?", expected };
    Judged { row, verdict, why: String::new(), text: String::new(), cited: Vec::new(), fabricated, is_overcited }
}

#[test]
fn a_tally_counts_by_kind_and_verdict() {
    let mut tally = Tally::default();
    for (kind, verdict, fabricated, is_overcited) in [
        ("answerable", Verdict::Right, 0, false),
        ("answerable", Verdict::Wrong, 2, true),
        ("answerable", Verdict::Missed, 0, false),
        ("unanswerable", Verdict::FalseAnswer, 1, false),
        ("unanswerable", Verdict::Right, 0, false),
    ] {
        tally.add(&judged(kind, verdict, fabricated, is_overcited));
    }
    assert_eq!(tally.by_kind["answerable"], [1, 0, 1, 1]);
    assert_eq!(tally.by_kind["unanswerable"], [1, 1, 0, 0]);
    assert_eq!((tally.n(), tally.count(Verdict::Right)), (5, 2));
    assert_eq!((tally.fabricated, tally.overcited), (3, 1));
    assert!((tally.rate() - 0.4).abs() < 1e-9);
}

#[test]
fn nothing_asked_is_no_success() {
    assert!(Tally::default().rate().abs() < 1e-9);
}

#[test]
fn verdicts_index_their_own_counts() {
    for (at, verdict) in Verdict::ALL.into_iter().enumerate() {
        assert_eq!(verdict as usize, at);
    }
}
