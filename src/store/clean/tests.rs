use proptest::prelude::*;

use super::*;

#[test]
fn a_question_stays_as_it_is() {
    for text in [
        "Who is the mayor?",
        "What did Mrs. O'Neill say on 24.02.2022 about the U.S. and €1,250,000?",
        "How many of the 4,000 were there by 10:30, i.e. before 2031-03-14?",
        "Was it 3.5 % or 12 of 600 people in 2022 and 2023, e.g. abroad?",
        "¿Qué pasó? Что случилось? 何がありましたか",
    ] {
        assert_eq!(clean(text), text.nfkc().collect::<String>(), "{text}");
    }
}

#[test]
fn what_tells_of_someone_goes() {
    for (text, wanted) in [
        ("Ask <@81384788765712384> who won", "Ask who won"),
        ("<@!1> <@&2> <#3> </ask:4> <:x:5> <a:y:6> <t:1650000000:R> <id:guide> who won", "who won"),
        ("@everyone who won @here", "who won"),
        ("＠everyone who won", "who won"),
        ("who <@813847 88765712384> won", "who won"),
        ("who won <@81384788765712384", "who won"),
        ("see https://evil.example/x?y=1 now", "see now"),
        ("see HTTP://Evil.example now", "see now"),
        ("see hxxp://evil now", "see now"),
        ("see www.evil.example now", "see now"),
        ("see evil.example/path now", "see now"),
        ("join dis**co**rd.gg/abc now", "join now"),
        ("[click](https://evil.example) now", "now"),
        ("see evil\u{200b}.example now", "see now"),
        ("see evil。example now", "see now"),
        ("mail ada.byron@mail.example about it", "mail about it"),
        ("mail ada@localhost about it", "mail about it"),
        ("is 81384788765712384 right", "is right"),
        ("is ８１３８４７８８ right", "is right"),
        ("is 8\u{200b}1384788765712384 right", "is right"),
        ("pay DE89370400440532013000 now", "pay now"),
        ("pay DE89 3704 0044 0532 0130 00 now", "pay DE89 now"),
        ("card 4111 1111 1111 1111 now", "card now"),
        ("card 4111-1111-1111-1111 now", "card now"),
        ("call +49 170 1234567 now", "call now"),
        ("call (800) 555-0199 now", "call now"),
        ("call 1 - 800 - 555 - 0199 now", "call now"),
        ("ssn 078-05-1120 now", "ssn now"),
        ("a\0b\u{7}c\u{202e}d\r\ne", "abcd e"),
        ("\u{e0041}\u{e0042}tags", "tags"),
        ("", ""),
        ("<@81384788765712384>", ""),
        ("a < b > c", "a c"),
    ] {
        assert_eq!(clean(text), wanted, "{text:?}");
    }
}

#[test]
fn a_long_question_is_cut() {
    let long = "why so ".repeat(2_000);
    assert_eq!(clean(&long).chars().count(), TEXT_MAX_CHARS);
    assert_eq!(clean(&"é".repeat(400)).chars().count(), TEXT_MAX_CHARS);
}

#[test]
fn like_wordings_are_one() {
    for (one, other, is_same) in [
        ("Who won?", "who  WON", true),
        ("Who won?!", "“Who won”", true),
        ("Who won?", "Who won it?", false),
        ("?", "…", true),
    ] {
        assert_eq!(wording(&clean(one)) == wording(&clean(other)), is_same, "{one} {other}");
    }
    assert_eq!(wording("?"), "");
}

/// Pieces that tell of someone, with what hides them.
fn telling() -> impl Strategy<Value = String> {
    let id = "[0-9]{17,20}";
    prop_oneof![
        id.prop_map(|id| format!("<@{id}>")),
        id.prop_map(|id| format!("<@!{id}>")),
        id.prop_map(|id| format!("<@&{id}>")),
        id.prop_map(|id| format!("<#{id}>")),
        id.prop_map(|id| format!("<:smile:{id}>")),
        id.prop_map(|id| id),
        "[0-9]{4}([ -][0-9]{4}){3}",
        "\\+[0-9]{2} [0-9]{3} [0-9]{7}",
        "https?://[a-z]{1,9}\\.[a-z]{2,5}/[a-z0-9]{0,9}",
        "www\\.[a-z]{1,9}\\.[a-z]{2,5}",
        "[a-z]{1,9}@[a-z]{1,9}\\.[a-z]{2,5}",
        Just("@everyone".to_owned()),
        Just("@here".to_owned()),
    ]
}

fn is_harmless(cleaned: &str) -> bool {
    let mut run = 0;
    let has_number = cleaned.chars().any(|c| {
        run = if c.is_numeric() { run + 1 } else { 0 };
        run > WORD_MAX_DIGITS
    });
    !has_number
        && !cleaned.contains(['@', '<', '>'])
        && !cleaned.contains("://")
        && !cleaned.to_lowercase().contains("www.")
        && !cleaned.chars().any(char::is_control)
        && cleaned.chars().count() <= TEXT_MAX_CHARS
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_telling_gets_through(before in "\\PC{0,40}", piece in telling(), after in "\\PC{0,40}", hidden in 0_usize..60) {
        let mut piece: Vec<char> = piece.chars().collect();
        // Something invisible in the middle.
        piece.insert(hidden % piece.len(), ['\u{200b}', '\u{ad}', '\u{2060}', '\u{feff}'][hidden % 4]);
        let text = format!("{before} {} {after}", piece.iter().collect::<String>());
        let cleaned = clean(&text);
        prop_assert!(is_harmless(&cleaned), "{text:?}: {cleaned:?}");
    }

    #[test]
    fn any_text_comes_out_harmless_and_once_is_enough(text in any::<String>()) {
        let cleaned = clean(&text);
        prop_assert!(is_harmless(&cleaned), "{text:?}: {cleaned:?}");
        prop_assert_eq!(clean(&cleaned), cleaned);
    }

    #[test]
    fn digits_and_marks_come_out_harmless(text in "[0-9+() ./<>@#:a,-]{0,80}") {
        let cleaned = clean(&text);
        prop_assert!(is_harmless(&cleaned), "{text:?}: {cleaned:?}");
    }
}
