use super::*;

const SECOND: Duration = Duration::from_secs(1);

fn asked(message: u64, text: &str, edition: i64) -> Asked {
    Asked { message, text: text.into(), edition }
}

/// The claim in a word.
fn claim(answered: &Answered, message: u64, text: &str, edition: i64, now: Instant) -> String {
    match answered.claim(asked(message, text, edition), now) {
        Claim::Answer => "answer".into(),
        Claim::Change { answer, around } => format!("change {answer:?} {}", around.is_some()),
        Claim::Nothing => "nothing".into(),
    }
}

fn around() -> Around {
    Around { user: 7, before: Arc::default(), after: Arc::default() }
}

#[test]
fn a_question_is_answered_once_however_often_it_comes() {
    let (answered, now) = (Answered::default(), Instant::now());
    assert_eq!(claim(&answered, 1, "a", 0, now), "answer");
    assert_eq!(claim(&answered, 1, "a", 0, now), "nothing", "while it is being answered");
    assert_eq!(answered.finish(1, Some(10), Some(around()), now), Next::Done);
    assert_eq!(claim(&answered, 1, "a", 0, now), "nothing", "after it was answered");
    assert_eq!(claim(&answered, 1, "a", 0, now + 1800 * SECOND), "nothing", "half an hour later");
    assert_eq!(claim(&answered, 2, "a", 0, now), "answer", "another message with the same words");
}

#[test]
fn an_edit_changes_the_answer() {
    let (answered, now) = (Answered::default(), Instant::now());
    claim(&answered, 1, "a", 0, now);
    answered.finish(1, Some(10), Some(around()), now);
    assert_eq!(claim(&answered, 1, "b", 7, now), "change Some(10) true");
    assert_eq!(answered.finish(1, Some(10), Some(around()), now), Next::Done);
    assert_eq!(claim(&answered, 1, "b", 7, now), "nothing", "the same edit again");
    assert_eq!(claim(&answered, 1, "a", 6, now), "nothing", "an earlier edit that comes late");
    assert_eq!(claim(&answered, 1, "b", 8, now), "nothing", "an edit that changes nothing");
    assert_eq!(claim(&answered, 1, "c", 9, now + EDIT_WINDOW.saturating_sub(SECOND)), "change Some(10) true");
    answered.finish(1, Some(10), None, now);
    assert_eq!(claim(&answered, 1, "d", 10, now + EDIT_WINDOW), "nothing", "too late");
}

#[test]
fn an_edit_before_its_create_counts_as_the_create() {
    let (answered, now) = (Answered::default(), Instant::now());
    assert_eq!(claim(&answered, 1, "b", 7, now), "answer");
    assert_eq!(claim(&answered, 1, "a", 0, now), "nothing");
    assert_eq!(answered.finish(1, Some(10), None, now), Next::Done);
    assert_eq!(claim(&answered, 1, "a", 0, now), "nothing");
}

#[test]
fn what_comes_while_someone_is_at_it_is_left_to_them() {
    let (answered, now) = (Answered::default(), Instant::now());
    claim(&answered, 1, "a", 0, now);
    assert_eq!(claim(&answered, 1, "b", 7, now), "nothing");
    assert_eq!(claim(&answered, 1, "c", 8, now), "nothing");
    assert_eq!(answered.finish(1, Some(10), None, now), Next::Again(asked(1, "c", 8)));
    assert_eq!(answered.finish(1, Some(10), None, now), Next::Done);

    assert_eq!(claim(&answered, 1, "d", 9, now), "change Some(10) false");
    assert_eq!(claim(&answered, 1, "e", 10, now), "nothing");
    assert_eq!(answered.delete(1, now), None);
    assert_eq!(answered.finish(1, Some(10), None, now), Next::Delete);
    assert_eq!(claim(&answered, 1, "f", 11, now), "nothing");
}

#[test]
fn an_edit_and_back_again_is_nothing() {
    let (answered, now) = (Answered::default(), Instant::now());
    claim(&answered, 1, "a", 0, now);
    claim(&answered, 1, "b", 7, now);
    claim(&answered, 1, "a", 8, now);
    assert_eq!(answered.finish(1, Some(10), None, now), Next::Done);
}

#[test]
fn a_deleted_question_takes_its_answer_with_it_once() {
    let (answered, now) = (Answered::default(), Instant::now());
    claim(&answered, 1, "a", 0, now);
    answered.finish(1, Some(10), Some(around()), now);
    assert_eq!(answered.delete(1, now), Some(10));
    assert_eq!(answered.delete(1, now), None);
    assert_eq!(claim(&answered, 1, "b", 7, now), "nothing");
}

#[test]
fn a_question_that_was_deleted_before_it_came_is_not_answered() {
    let (answered, now) = (Answered::default(), Instant::now());
    assert_eq!(answered.delete(1, now), None);
    assert_eq!(claim(&answered, 1, "a", 0, now), "nothing");
}

#[test]
fn an_answer_that_failed_may_come_with_the_next_edit() {
    let (answered, now) = (Answered::default(), Instant::now());
    claim(&answered, 1, "a", 0, now);
    answered.finish(1, None, None, now);
    assert_eq!(answered.delete(9, now), None);
    assert_eq!(claim(&answered, 1, "b", 7, now), "change None false");
}

#[test]
fn only_the_newest_questions_keep_their_dialogue() {
    let (answered, now) = (Answered::default(), Instant::now());
    let n = MAX_DIALOGUES as u64 + 5;
    for message in 1..=n {
        claim(&answered, message, "a", 0, now);
        answered.finish(message, Some(message), Some(around()), now);
    }
    assert!(answered.around(1, now).is_none() && answered.around(5, now).is_none());
    assert!(answered.around(6, now).is_some() && answered.around(n, now).is_some());
}

#[test]
fn the_dialogues_of_a_user_are_forgotten_and_their_answers_are_not() {
    let (answered, now) = (Answered::default(), Instant::now());
    for message in [1, 2] {
        let asked = Asked { message, text: "Who?".into(), edition: 0 };
        assert!(matches!(answered.claim(asked, now), Claim::Answer));
        let around = Around { user: message, ..around() };
        answered.finish(message, Some(10 + message), Some(around), now);
    }
    answered.forget_dialogues(1, now);
    assert!(answered.around(1, now).is_none() && answered.around(2, now).is_some());
    assert_eq!(answered.delete(1, now), Some(11));
}
