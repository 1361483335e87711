//! One seeded fault per code: the code, the line and column, and what is told to the editor.

use std::sync::Arc;

use briefing_bot::diagnostic::{Diagnostic, Source};
use briefing_bot::knowledge::load;
use briefing_bot::render::diagnostic::diagnostics;

use super::{ARTICLE, GOOD, faults};

/// Replaces `from`, which stands in the good file, by `to`; then there must be just one finding: it begins with
/// `expected` ("line:column: error[code]: …"), and `telling` stands somewhere in it as it is drawn.
#[track_caller]
fn check(from: &str, to: &str, expected: &str, telling: &str) {
    assert!(GOOD.contains(from), "{from} is not in the good file");
    check_text(&GOOD.replacen(from, to, 1), ARTICLE, expected, telling);
}

#[track_caller]
fn check_text(toml: &str, article: &str, expected: &str, telling: &str) {
    let found = faults(toml, article);
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let line = lines[0].strip_prefix("briefing.toml:").unwrap_or(&lines[0]);
    assert!(line.starts_with(expected), "{line}\nexpected {expected}");
    let drawn = diagnostics(&found, false);
    assert!(drawn.contains(telling), "{drawn}\nexpected {telling}");
}

#[test]
fn k001_wrong_keys_and_shapes() {
    check(
        "says = \"A fire d",
        "say = \"A fire d",
        "62:1: error[K001]: [[fact]] has no key `say`",
        "did you mean `says`?",
    );
}

#[test]
fn k001_rows() {
    check(
        "kind = \"valley\"",
        "kind = 3",
        "36:8: error[K001]: `kind` must be a string, not a number",
        "write: kind = \"…\"",
    );
    check("[[gap]]", "[[gaps]]", "77:3: error[K001]: there is no table or key `gaps`", "did you mean [[gap]]?");
    check(
        "[[place]]\nid = \"vale\"",
        "[[place]]\n\"id\" = \"vale\"\nspeaker = \"astor\"",
        "35:1: error[K001]",
        "`speaker` is a key of [[quote]]",
    );
    check(
        "title = \"Orchard town runs out of boxes\"\nsum",
        "sum",
        "4:1: error[K001]: [briefing] lacks the key `title`",
        "add: title = \"…\"",
    );
    check("format = 1", "", "1:1: error[K001]: the key `format` is missing", "format = 1");
    check("format = 1", "format = \"1\"", "2:10: error[K001]: `format` must be a whole number, not a string", "");
    check(
        "people = [\"league\"]",
        "people = \"league\"",
        "65:10: error[K001]: `people` must be a list of ids, not a string",
        "people = [",
    );
    check(
        "people = [\"league\"]",
        "people = [\"league\", 7]",
        "65:21: error[K001]: `people` must be a list of ids, not a number",
        "",
    );
    check("when = \"on Sunday\"", "when = 14", "63:8: error[K001]: `when` must be a date without quotes, or", "");
    check("speaker = \"astor\"", "", "44:1: error[K001]: [[quote]] lacks the key `speaker`", "add: speaker = ");
    check("review = true", "review = \"yes\"", "58:10: error[K001]: `review` must be true or false, not a string", "");
    check(
        "title = \"Orchard town runs out of boxes\"\nsum",
        "title = pears\nsum",
        "6:9: error[K001]",
        "the rest of the file",
    );
}

#[test]
fn k002_a_word_processors_marks() {
    check("kind = \"valley\"", "kind = “valley”", "36:8: error[K002]", "write: kind = \"valley\"");
}

#[test]
fn k003_another_version() {
    check("format = 1", "format = 2", "2:10: error[K003]: format 2 is not known; this version reads format 1", "");
}

#[test]
fn k004_wrong_values() {
    check("id = \"g-cause\"", "id = \"G_Cause\"", "78:6: error[K004]", "for example: \"g-cause\"");
}

#[test]
fn k004_rows() {
    check(
        "summary = \"A fire leaves a valley without boxes for its pears.\"",
        "summary = \" \"",
        "7:11: error[K004]: `summary` is empty",
        "or leave it out",
    );
    check(
        "kind = \"valley\"",
        "kind = \" valley\"",
        "36:8: error[K004]: `kind` has white space at its ends",
        "\"valley\"",
    );
    check(
        "kind = \"valley\"",
        "kind = \"val\\u0007ley\"",
        "36:8: error[K004]: `kind` holds a control character, U+0007",
        "",
    );
    check("published = 2031-08-14", "published = 2031-08-14T10:00:00", "12:13: error[K004]", "without a time of day");
    check(
        "text = \"article.txt\"",
        "text = \"../article.txt\"",
        "13:8: error[K004]",
        "is not the name of a file beside this one",
    );
    check("\"K301:c-loss\"", "\"c-loss\"", "17:1: error[K004]", "\"K301:f-resume\" = ");
    check("[\"status\"]", "[\"Status\"]", "67:11: error[K004]: `Status` is not in kebab-case", "");
    let toml = GOOD.replace(&load::fingerprint(ARTICLE), "abc");
    check_text(
        &toml,
        ARTICLE,
        "14:10: error[K004]: `sha256` must be 64 hexadecimal digits",
        &load::fingerprint(ARTICLE),
    );
    check(
        "“We can pick, but we cannot pack,” said",
        "In boxes.\\nThe fruit",
        "48:9: error[K004]: a citation crosses a line break",
        "",
    );
}

#[test]
fn k005_limits() {
    let many = format!("people = [{}]", "\"league\", ".repeat(401));
    check("people = [\"league\"]", &many, "65:10: error[K005]: `people` has 401 members; the limit is 400", "");
    let lead = "lead = [\"f-fire\", \"q-pack\", \"f-fire\", \"q-pack\", \"f-fire\", \"q-pack\", \"c-loss\"]";
    check("lead = [\"f-fire\", \"q-pack\"]", lead, "8:8: error[K005]: `lead` has 7 members; the limit is 6", "");
    let long = format!("id = \"{}\"", "g".repeat(65));
    check("id = \"g-cause\"", &long, "78:6: error[K005]: `id` has 65 bytes; the limit is 64", "");
    let found = faults(&" ".repeat(9 << 20), ARTICLE);
    assert_eq!(found[0].code, "K005");
    check_text(
        GOOD,
        &"x".repeat(3 << 20),
        "13:8: error[K005]: article.txt has 3145728 bytes; the limit is 2097152",
        "",
    );
}

#[test]
fn k010_no_article() {
    check_text(GOOD, " \n", "13:8: error[K010]: article.txt is empty", "");
    let toml = Arc::new(Source::new("briefing.toml", GOOD));
    let missing = |name: &str| Err(Box::new(Diagnostic::file("K010", "cannot be read: no such file", name)));
    let found = load::briefing(&toml, missing).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].to_string(), "briefing.toml:13:8: error[K010]: cannot be read: no such file");
}

#[test]
fn k011_the_article_has_changed() {
    let changed = ARTICLE.replace("pears will not wait", "plums will not wait");
    check_text(GOOD, &changed, "14:10: error[K011]: article.txt has changed", "no citation broke");
    let changed = ARTICLE.replace("destroyed the only", "ruined the only");
    let found = faults(GOOD, &changed);
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["K011", "K101"]);
    let drawn = diagnostics(&found, false);
    assert!(drawn.contains("1 of 6 citations broke") && drawn.contains("line 64, f-fire: A fire destroyed"), "{drawn}");
    assert!(drawn.contains(&load::fingerprint(&changed)), "{drawn}");
}

#[test]
fn k101_a_citation_is_not_verbatim() {
    let cite = "cite = [\"A fire destroyed the only box factory on Sunday.\"]";
    let wrong = "cite = [\"A blaze destroyed the only box factory on Sunday.\"]";
    check(
        cite,
        wrong,
        "64:9: error[K101]: the citation is not verbatim in article.txt",
        "[-blaze-] {+fire+} destroyed the only box factory",
    );
    check(cite, wrong, "64:9: error[K101]", "article.txt:2:88");
    let strange = "cite = [\"on Sunday nothing of the kind has happened anywhere in this or any other valley\"]";
    check(cite, strange, "64:9: error[K101]", "nothing in the article comes near");
    check(
        "text = \"We can pick, but we cannot pack,\"",
        "text = \"We can pick, but never pack,\"",
        "47:8: error[K101]: the quote is not verbatim",
        "copy the article's words: \"We can pick, but we cannot pack,”\"",
    );
}

#[test]
fn k102_a_citation_differs_in_marks_only() {
    let cite = "“We can pick, but we cannot pack,” said Wim Astor\"";
    check(
        cite,
        "\\\"We can pick, but we cannot pack,\\\" said Wim Astor\"",
        "48:9: warning[K102]",
        "paste this: \"“We can pick, but we cannot pack,” said Wim Astor\"",
    );
    check(
        "chairman of the Growers’ League\"]",
        "chairman of the Growers' League\"]",
        "25:9: warning[K102]",
        "`'` for `’` (U+2019)",
    );
}

#[test]
fn k103_a_citation_is_ambiguous() {
    check(
        "\"A fire destroyed the only box factory on Sunday.\"",
        "\"A fire destroyed the only box factory on Sunday.\", \"The pears\"",
        "64:61: warning[K103]: the citation occurs 2 times in article.txt",
        "for line 5, lengthen it: \"The pears will\"",
    );
}

#[test]
fn k102_does_not_reach_across_paragraphs() {
    check("“We can pick, but we cannot pack,” said", "In boxes. The fruit", "48:9: error[K101]", "");
}

#[test]
fn k104_no_citation() {
    check(
        "cite = [\"He said that the loss could reach 2 million crowns.\"]\n",
        "",
        "52:1: error[K104]: the claim `c-loss` has no citation",
        "add: cite = ",
    );
    check("cite = [\"He said that the loss could reach 2 million crowns.\"]\n", "cite = []\n", "52:1: error[K104]", "");
    check(
        "kind = \"valley\"",
        "ask = [\"What is Hallow Vale?\"]",
        "33:1: error[K104]: the place `vale` has no citation",
        "",
    );
}

#[test]
fn k106_a_quote_is_outside_its_marks_or_citation() {
    let text = "text = \"We can pick, but we cannot pack,\"";
    check(
        text,
        "text = \"said Wim Astor\"",
        "47:8: error[K106]: the quote's text is not inside quotation marks",
        "[[claim]]",
    );
    check(
        text,
        "text = \"“We can pick, but we cannot pack,”\"",
        "47:8: error[K106]",
        "leave the outer quotation marks out",
    );
    check(
        text,
        "text = \"We will be back by autumn.\"",
        "47:8: error[K106]: the quote's text is not inside its first citation",
        "article.txt:4:",
    );
}

#[test]
fn k107_the_words_of_when_are_not_cited() {
    check(
        "when = \"on Sunday\"",
        "when = \"on Monday\"",
        "63:8: error[K107]: the words of `when` stand in no citation",
        "when = 2031-03-14",
    );
}

#[test]
fn k201_unknown_references() {
    check(
        "speaker = \"astor\"",
        "speaker = \"aster\"",
        "46:11: error[K201]: `speaker` names `aster`, which nothing defines",
        "did you mean \"astor\"?",
    );
    check(
        "speaker = \"astor\"",
        "speaker = \"?\"",
        "46:11: error[K201]: `speaker` is still open",
        "with the id of a person or an organisation",
    );
    check(
        "speaker = \"astor\"",
        "speaker = \"brill\"",
        "46:11: error[K201]: `brill` is a place; `speaker` takes a person or an organisation",
        "defined here",
    );
    check(
        "lead = [\"f-fire\"",
        "lead = [\"league\"",
        "8:9: error[K201]: `league` is an organisation",
        "give it a `cite`",
    );
    check("\"K301:c-loss\"", "\"K301:c-los\"", "17:1: error[K201]", "did you mean \"c-loss\"?");
    check("near = [\"f-fire\"]", "near = [\"f-fyre\"]", "81:9: error[K201]", "");
    check("in = \"vale\"", "in = \"league\"", "41:6: error[K201]", "`in` takes a place");
}

#[test]
fn k202_an_id_stands_twice() {
    check("id = \"g-cause\"", "id = \"brill\"", "78:6: error[K202]: the id `brill` is defined twice", "first here");
}

#[test]
fn k208_a_place_is_a_part_of_itself() {
    check("kind = \"valley\"", "in = \"brill\"", "36:6: error[K208]", "take out one `in` of the circle");
    check("kind = \"valley\"", "in = \"vale\"", "36:6: error[K208]: `vale` is a part of itself", "");
}
