//! What is written is read back, and nothing else is.

use proptest::prelude::*;

use super::super::tests::hostile;
use super::*;

fn ask(question: &str) -> Press {
    Press::Ask { question: question.into() }
}

fn why(question: &str, before: Option<&str>) -> Press {
    Press::Why { question: question.into(), before: before.map(Into::into) }
}

#[test]
fn a_press_is_written_and_read() {
    let quotes = |speaker: Option<&str>, topic: Option<&str>, page| Press::Quotes {
        speaker: speaker.map(Into::into),
        topic: topic.map(Into::into),
        page,
    };
    for (press, id) in [
        (ask("Who is Quill?"), "1aWho is Quill?"),
        (ask(" a|b~c\n"), "1a~2a~1b~0c~xa;"),
        (why("When?", None), "1wWhen?|"),
        (why("And he?", Some("Who is it?")), "1wAnd he?|Who is it?"),
        (quotes(Some("Hester Quill"), None, 0), "1qHester Quill||0"),
        (quotes(None, Some("the bridge"), 12), "1q|the bridge|12"),
        (quotes(None, None, 1), "1q||1"),
        (Press::Dismiss { asker: u64::MAX }, "1d18446744073709551615"),
        (vote(true, vec![0xffff_ffff, 10]), "1vy|1|0|ffffffff.a"),
        (vote(false, vec![]), "1vn|1|0|"),
        (Press::Unanswered { page: 3 }, "1u3"),
        (Press::Export, "1x"),
        (Press::Forget, "1f"),
    ] {
        assert_eq!(press.id().as_deref(), Some(id));
        assert_eq!(Press::parse(id), Some(press), "{id}");
    }
}

fn vote(is_helpful: bool, entries: Vec<u32>) -> Press {
    Press::Vote { is_helpful, answer: Marks { question: 1, briefing: 0, entries } }
}

#[test]
fn a_vote_for_the_longest_answer_has_room_and_marks_stay() {
    let full = Marks { question: u32::MAX, briefing: u32::MAX, entries: vec![u32::MAX; MARKED_ENTRIES_MAX] };
    assert!(Press::Vote { is_helpful: true, answer: full }.id().is_some());
    assert_eq!((mark(""), mark("a"), mark("foobar")), (0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968));
}

#[test]
fn nothing_else_is_read() {
    for id in [
        "",
        "1",
        "1a",
        "1z",
        "2aWho?",
        "aWho?",
        "1w?",
        "1wa|b|c",
        "1w|b",
        "1q||",
        "1q||01",
        "1q||+1",
        "1q||-1",
        "1q|0",
        "1x1",
        "1f|",
        "1u",
        "1u01",
        "1vx|1|0|",
        "1vy|1|0|.",
        "1vy|1|0|A",
        "1vy|100000000|0|",
        "1vy|1|0",
        "1d",
        "1d-1",
        "1d01",
        "1d18446744073709551616",
        "1a~",
        "1a~3",
        "1a~xzz;",
        "1a~x61;",
        "1a~xd800;",
        "1a b\n",
        "1a ",
        "1aa|b",
    ] {
        assert_eq!(Press::parse(id), None, "{id:?}");
    }
    assert_eq!(Press::parse(&format!("1a{}", "x".repeat(99))), None);
}

#[test]
fn what_has_no_room_is_shortened_or_left_out() {
    assert_eq!(ask(&"x".repeat(98)).id().map(|id| id.len()), Some(100));
    assert_eq!(ask(&"x".repeat(99)).id(), None);
    assert_eq!(ask(&"😀".repeat(50)).id(), None, "code units are counted");
    assert_eq!(ask("").id(), None);
    let long = "Could you please tell me what the mayor of the town said about the repairs of the old bridge and the money for it?";
    let Some(Press::Why { question, before }) = why(long, Some("before")).id().and_then(|id| Press::parse(&id)) else {
        unreachable!("a long question is shortened")
    };
    assert_eq!(
        (question.as_str(), before),
        ("what mayor town said repairs old bridge money it?".trim_end_matches(" it?"), None)
    );
    assert!(why(&"x".repeat(500), None).id().is_some());
    assert_eq!(why(" \n", None).id().and_then(|id| Press::parse(&id)), Some(why(" \n", None)));
}

proptest! {
    #[test]
    fn what_has_an_id_comes_back_from_it(a in hostile(), b in hostile(), page in any::<usize>(), asker in any::<u64>()) {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        for press in [
            Press::Ask { question: a.clone() },
            Press::Quotes { speaker: given(&a), topic: given(&b), page },
            Press::Dismiss { asker },
        ] {
            if let Some(id) = press.id() {
                prop_assert!((1..=CUSTOM_ID_MAX_CHARS).contains(&chars(&id)));
                prop_assert_eq!(Press::parse(&id), Some(press));
            }
        }
        let why = Press::Why { question: a.clone(), before: given(&b) };
        let id = why.id();
        prop_assert_eq!(id.is_none(), a.trim().is_empty() && id.is_none());
        if let Some(id) = id {
            let read = Press::parse(&id);
            prop_assert_eq!(read.and_then(|read| read.id()), Some(id));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(id in "\\PC{0,40}|1[awqdvuxf][a-z|~0-9;.]{0,30}") {
        if let Some(press) = Press::parse(&id) {
            prop_assert_eq!(press.id(), Some(id));
        }
    }
}
