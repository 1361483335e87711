//! A reply as JSON: the contract that scripts rely on.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::neutral::is_direction_mark;
use crate::answer::reply::{Passage, Reply};

/// What stands in the JSON beside the reply.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    /// The caller's id, as JSON; `None` where it gave none.
    pub id: Option<&'a str>,
    /// Time that the engine took, in microseconds.
    pub elapsed_us: u64,
    /// How the answer came about, where it was asked for.
    pub explain: Option<&'a [String]>,
}

/// The reply on one line, without a line break.
#[must_use]
pub fn line(reply: &Reply, beside: Beside<'_>) -> String {
    let body = serde_json::to_string(&Body::new(reply, beside)).unwrap_or_default();
    let id = beside.id.unwrap_or("null");
    escape(&format!("{{\"id\":{id},{}", body.trim_start_matches('{'))).into_owned()
}

/// The reply over several lines, without a line break at the end; its id is null.
#[must_use]
pub fn pretty(reply: &Reply, beside: Beside<'_>) -> String {
    let whole = Whole { id: (), body: Body::new(reply, beside) };
    escape(&serde_json::to_string_pretty(&whole).unwrap_or_default()).into_owned()
}

/// A line of input that could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadLine {
    /// What is wrong, for programs.
    pub code: &'static str,
    /// What is wrong, for people.
    pub message: String,
    /// Line of the input, from 1.
    pub line: u64,
}

/// The error object of a bad line, on one line.
#[must_use]
pub fn bad_line(id: Option<&str>, error: &BadLine) -> String {
    let error = serde_json::to_string(error).unwrap_or_default();
    escape(&format!("{{\"id\":{},\"error\":{error}}}", id.unwrap_or("null"))).into_owned()
}

/// Control and direction characters that JSON may hold as they are but a terminal would obey; they can only
/// stand in strings, where an escape means the same.
#[must_use]
pub fn escape(json: &str) -> Cow<'_, str> {
    let is_risky = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}') || is_direction_mark(c);
    if !json.contains(is_risky) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if is_risky(c) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

#[derive(Serialize)]
struct Whole<'a> {
    id: (),
    #[serde(flatten)]
    body: Body<'a>,
}

#[derive(Serialize)]
struct Body<'a> {
    outcome: &'static str,
    intent: &'a str,
    briefing: Option<&'a str>,
    text: &'a str,
    citations: Vec<Cited<'a>>,
    related: Vec<Cited<'a>>,
    suggestions: &'a [String],
    reason: Option<&'static str>,
    confidence: f64,
    as_of: Option<&'a str>,
    elapsed_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<&'a [String]>,
}

impl<'a> Body<'a> {
    fn new(reply: &'a Reply, beside: Beside<'a>) -> Self {
        Self {
            outcome: reply.outcome.as_str(),
            intent: &reply.intent,
            briefing: reply.briefing.as_deref(),
            text: &reply.text,
            citations: reply.citations.iter().map(Cited::new).collect(),
            related: reply.related.iter().map(Cited::new).collect(),
            suggestions: &reply.suggestions,
            reason: reply.reason.map(crate::answer::reply::Reason::as_str),
            confidence: rounded(reply.confidence),
            as_of: reply.as_of.as_deref(),
            elapsed_us: beside.elapsed_us,
            explain: beside.explain,
        }
    }
}

#[derive(Serialize)]
struct Cited<'a> {
    n: usize,
    entry: &'a str,
    exact: &'a str,
    paragraph: u32,
    sentence: u32,
    start: u32,
    end: u32,
    speaker: Option<&'a str>,
    attribution: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    briefing: Option<&'a str>,
}

impl<'a> Cited<'a> {
    fn new(passage: &'a Passage) -> Self {
        Self {
            n: passage.n,
            entry: &passage.entry,
            exact: &passage.exact,
            paragraph: passage.paragraph,
            sentence: passage.sentence,
            start: passage.start,
            end: passage.end,
            speaker: passage.speaker.as_deref(),
            attribution: passage.attribution.as_deref(),
            briefing: passage.briefing.as_deref(),
        }
    }
}

/// Two decimals, within 0 and 1; a number that is none counts as 0.
fn rounded(confidence: f32) -> f64 {
    let within = if confidence.is_nan() { 0.0 } else { f64::from(confidence).clamp(0.0, 1.0) };
    (within * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::reply::{Focus, Outcome, Reason};

    fn reply() -> Reply {
        Reply {
            outcome: Outcome::NotInBriefing,
            intent: "fact".into(),
            briefing: None,
            title: None,
            text: "The briefing doesn't say.".into(),
            citations: Vec::new(),
            related: vec![Passage {
                n: 1,
                entry: "f-x".into(),
                exact: "Talks \"resume\".".into(),
                paragraph: 2,
                sentence: 1,
                start: 10,
                end: 25,
                speaker: None,
                briefing: None,
                attribution: Some("reports".into()),
            }],
            suggestions: vec!["Who?".into()],
            reason: Some(Reason::KnownGap),
            confidence: 0.936,
            as_of: None,
            focus: Focus::default(),
        }
    }

    #[test]
    fn a_line_has_the_keys_of_the_contract_in_order() {
        let json = line(&reply(), Beside { id: Some("\"a1\""), elapsed_us: 14, explain: None });
        assert_eq!(
            json,
            r#"{"id":"a1","outcome":"not_in_briefing","intent":"fact","briefing":null,"text":"The briefing doesn't say.","citations":[],"related":[{"n":1,"entry":"f-x","exact":"Talks \"resume\".","paragraph":2,"sentence":1,"start":10,"end":25,"speaker":null,"attribution":"reports"}],"suggestions":["Who?"],"reason":"not_in_source","confidence":0.94,"as_of":null,"elapsed_us":14}"#
        );
    }

    #[test]
    fn pretty_and_line_mean_the_same() {
        let beside = Beside { id: None, elapsed_us: 3, explain: None };
        let one: serde_json::Value = serde_json::from_str(&line(&reply(), beside)).unwrap();
        let other: serde_json::Value = serde_json::from_str(&pretty(&reply(), beside)).unwrap();
        assert_eq!(one, other);
        assert!(pretty(&reply(), beside).starts_with("{\n  \"id\": null,\n  \"outcome\""));
    }

    #[test]
    fn the_explanation_is_one_key_more() {
        let steps = ["first".to_owned()];
        let json = line(&reply(), Beside { explain: Some(&steps), ..Beside::default() });
        assert!(json.ends_with(r#""elapsed_us":0,"explain":["first"]}"#), "{json}");
    }

    #[test]
    fn confidence_is_a_number_of_two_decimals() {
        for (given, wanted) in [(0.999, 1.0), (0.994, 0.99), (f32::NAN, 0.0), (7.0, 1.0), (-1.0, 0.0), (0.07, 0.07)] {
            assert!((rounded(given) - wanted).abs() < 1e-9, "{given}");
        }
    }

    #[test]
    fn text_that_steers_a_terminal_is_escaped_and_reads_back_the_same() {
        let mut reply = reply();
        reply.text = "a\u{1b}b\u{9b}c\u{202e}d\u{7f}".into();
        let json = line(&reply, Beside::default());
        assert!(json.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{json:?}");
        let back: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["text"], reply.text);
    }

    #[test]
    fn a_bad_line_names_code_message_and_line() {
        let error = BadLine { code: "bad_json", message: "no".into(), line: 3 };
        assert_eq!(bad_line(None, &error), r#"{"id":null,"error":{"code":"bad_json","message":"no","line":3}}"#);
    }
}
