use super::*;

type Wanted<'a> = Result<Row<'a>, (Option<&'a str>, &'a str)>;

fn check(bytes: &[u8], wanted: &Wanted<'_>) {
    let line = Line { bytes: bytes.to_vec(), is_cut: false };
    let text = String::from_utf8_lossy(bytes);
    let got = read(&line, &text).map_err(|bad| (bad.id, bad.code));
    assert_eq!(&got, wanted, "{text}");
}

fn row<'a>(id: Option<&'a str>, q: &str, context: &[&str]) -> Row<'a> {
    Row { id, q: q.into(), context: context.iter().map(|&earlier| earlier.into()).collect() }
}

#[test]
fn a_question_with_or_without_id_and_context() {
    check(br#"{"q":"Who?"}"#, &Ok(row(None, "Who?", &[])));
    check(br#"{"id":"a1","context":["One?","Two?"],"q":"Who?"}"#, &Ok(row(Some("\"a1\""), "Who?", &["One?", "Two?"])));
    check(br#" { "q" : "W\u0068o?" , "context" : null , "id" : null } "#, &Ok(row(Some("null"), "Who?", &[])));
    check(br#"{"kind":{"q":"no"},"gold":[["x"]],"q":"Who?","n":1}"#, &Ok(row(None, "Who?", &[])));
    check(br#"{"q":"first","q":"last"}"#, &Ok(row(None, "last", &[])));
    check(br#"{"\u0071":"Who?"}"#, &Ok(row(None, "Who?", &[])));
    check(br#"{"q":""}"#, &Ok(row(None, "", &[])));
}

#[test]
fn an_id_is_echoed_as_it_was_written() {
    for id in
        ["7", "-0.50", "1e400", "12345678901234567890123", "true", "[1, {\"b\":2,\"a\":1}]", r#""\u00e9,}""#, "{}"]
    {
        check(format!(r#"{{"id":{id},"q":"Who?"}}"#).as_bytes(), &Ok(row(Some(id), "Who?", &[])));
        check(format!(r#"{{"q":"Who?","id": {id} }}"#).as_bytes(), &Ok(row(Some(id), "Who?", &[])));
    }
}

#[test]
fn a_bad_line_has_a_code_and_its_id_where_that_can_be_read() {
    check(b"hello", &Err((None, "invalid_json")));
    check(br#"{"id":"a","q":"#, &Err((None, "invalid_json")));
    check(br#"{"q":"a"} {"q":"b"}"#, &Err((None, "invalid_json")));
    check(br#"["q"]"#, &Err((None, "not_an_object")));
    check(br#""q""#, &Err((None, "not_an_object")));
    check(br#"{"id":4}"#, &Err((Some("4"), "missing_q")));
    check(br"{}", &Err((None, "missing_q")));
    check(br#"{"id":4,"q":5}"#, &Err((Some("4"), "invalid_q")));
    check(br#"{"id":4,"q":null}"#, &Err((Some("4"), "invalid_q")));
    check(br#"{"id":4,"q":"\ud800"}"#, &Err((Some("4"), "invalid_q")));
    check(br#"{"id":4,"q":"x","context":"y"}"#, &Err((Some("4"), "invalid_context")));
    check(br#"{"id":4,"q":"x","context":[1]}"#, &Err((Some("4"), "invalid_context")));
    check(b"{\"id\":4,\"q\":\"\xff\"}", &Err((Some("4"), "invalid_utf8")));
    check(b"\xff", &Err((None, "invalid_utf8")));
}

#[test]
fn a_line_over_the_limit_is_refused() {
    let line = Line { bytes: b"{\"id\":1".to_vec(), is_cut: true };
    assert_eq!(read(&line, "{\"id\":1").map_err(|bad| bad.code), Err("line_too_long"));
}

#[test]
fn context_is_bounded_in_turns_and_length() {
    let long = "x".repeat(question::PASSED_MAX_CHARS + 9);
    let earlier: Vec<String> = (0..100).map(|n| format!("\"{n}{long}\"")).collect();
    let text = format!(r#"{{"q":"Who?","context":[{}]}}"#, earlier.join(","));
    let row = read(&Line { bytes: text.clone().into_bytes(), is_cut: false }, &text).unwrap();
    assert_eq!(row.context.len(), CONTEXT_MAX_TURNS);
    assert!(row.context[CONTEXT_MAX_TURNS - 1].starts_with("99"));
    assert!(row.context.iter().all(|earlier| earlier.len() == question::PASSED_MAX_CHARS));
}

#[test]
fn nesting_without_end_is_no_way_to_overflow() {
    let text = format!(r#"{{"id":{}"#, "[".repeat(200_000));
    let got = read(&Line { bytes: text.clone().into_bytes(), is_cut: false }, &text).map_err(|bad| bad.code);
    assert_eq!(got, Err("invalid_json"));
}
