//! The value of a key: shape, size and spelling.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeValue};

use super::{Spot, Value};
use crate::diagnostic::{Diagnostic, clip};
use crate::knowledge::findings::Findings;
use crate::knowledge::limits::{CITE_MAX_BYTES, CITES_MAX, ID_MAX_BYTES, LEAD_MAX, LIST_MAX, TEXT_MAX_BYTES};
use crate::knowledge::schema::{ALLOW, Key, Shape};
use crate::knowledge::syntax::string;

/// The value of `key`, if it is right; what is wrong goes to `findings`.
pub(super) fn value<'s>(key: &Key, value: Spanned<DeValue<'s>>, findings: &mut Findings) -> Option<Value<'s>> {
    let is_list = matches!(key.shape, Shape::Texts | Shape::Words | Shape::Refs | Shape::Passages);
    match (value.get_ref(), key.shape) {
        (DeValue::String(_), Shape::Text | Shape::Id | Shape::Ref | Shape::When) => {
            Some(Value::Text(text(key, value, findings)?))
        }
        (DeValue::Datetime(_), Shape::Date | Shape::When) => date(key, &value, findings),
        (DeValue::Boolean(flag), Shape::Flag) => Some(Value::Flag(*flag)),
        (DeValue::Integer(_), Shape::Number) => Some(Value::Number),
        (DeValue::Array(_), _) if is_list => list(key, value, findings).map(Value::List),
        _ => {
            findings.push(wrong_shape(key.name, key.shape, &value, findings));
            None
        }
    }
}

/// The members of `[allow]`.
pub(super) fn reasons<'s>(
    key: &Spanned<DeString<'s>>,
    value: Spanned<DeValue<'s>>,
    findings: &mut Findings,
) -> Vec<(Spot<'s>, Spot<'s>)> {
    let reason = Key { name: ALLOW, shape: Shape::Text, is_required: false, about: "" };
    let DeValue::Table(members) = value.into_inner() else {
        findings.push(
            findings
                .error("K001", "`allow` must be written as [allow]", &key.span())
                .help("write [allow] and below it, for example: \"K301:some-id\" = \"the reason\""),
        );
        return Vec::new();
    };
    let mut found = Vec::new();
    for (finding, value) in members {
        if !matches!(value.get_ref(), DeValue::String(_)) {
            findings.push(wrong_shape(ALLOW, Shape::Reasons, &value, findings));
        } else if let Some(reason) = text(&reason, value, findings) {
            let span = finding.span();
            found.push((Spot { text: finding.into_inner(), span }, reason));
        }
    }
    found
}

/// A value that is not what the key holds.
pub(super) fn wrong_shape(name: &str, shape: Shape, value: &Spanned<DeValue<'_>>, findings: &Findings) -> Diagnostic {
    let is = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    findings
        .error("K001", format!("`{name}` must be {}, not {is}", shape.describe()), &value.span())
        .help(format!("write: {name} = {}", shape.example()))
}

fn date<'s>(key: &Key, value: &Spanned<DeValue<'s>>, findings: &mut Findings) -> Option<Value<'s>> {
    let DeValue::Datetime(datetime) = value.get_ref() else { return None };
    if let (Some(date), None) = (datetime.date, datetime.time) {
        return Some(Value::Date(Spot { text: date.to_string().into(), span: value.span() }));
    }
    let message = format!("`{}` must be a date without a time of day", key.name);
    let help = format!("write, for example: {} = 2031-03-14", key.name);
    findings.push(findings.error("K004", message, &value.span()).help(help));
    None
}

fn list<'s>(key: &Key, value: Spanned<DeValue<'s>>, findings: &mut Findings) -> Option<Vec<Spot<'s>>> {
    let span = value.span();
    let DeValue::Array(members) = value.into_inner() else { return None };
    let max = match (key.shape, key.name) {
        (Shape::Passages, _) => CITES_MAX,
        (_, "lead") => LEAD_MAX,
        _ => LIST_MAX,
    };
    if members.len() > max {
        let message = format!("`{}` has {} members; the limit is {max}", key.name, members.len());
        findings.push(findings.error("K005", message, &span));
        return None;
    }
    let n_members = members.len();
    let mut spots = Vec::with_capacity(n_members);
    for member in members {
        if matches!(member.get_ref(), DeValue::String(_)) {
            spots.extend(text(key, member, findings));
        } else {
            findings.push(wrong_shape(key.name, key.shape, &member, findings));
        }
    }
    // A list whose members are all wrong is not an empty one.
    (n_members == 0 || !spots.is_empty()).then_some(spots)
}

fn text<'s>(key: &Key, value: Spanned<DeValue<'s>>, findings: &mut Findings) -> Option<Spot<'s>> {
    let span = value.span();
    let DeValue::String(text) = value.into_inner() else { return None };
    match fault(key, &text) {
        None => Some(Spot { text, span }),
        Some(fault) => {
            report(key, &fault, &text, &span, findings);
            // References to a misspelt id are not wrong in themselves.
            (fault == Fault::NotKebab).then_some(Spot { text, span })
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Empty,
    TooLong(usize),
    Control(char),
    Padded,
    NotKebab,
}

fn fault(key: &Key, text: &str) -> Option<Fault> {
    let max = match key.shape {
        Shape::Passages => CITE_MAX_BYTES,
        Shape::Id | Shape::Words => ID_MAX_BYTES,
        _ => TEXT_MAX_BYTES,
    };
    if text.trim().is_empty() {
        Some(Fault::Empty)
    } else if text.len() > max {
        Some(Fault::TooLong(max))
    } else if let Some(c) = text.chars().find(|&c| c.is_control() && !(c == '\t' && key.shape == Shape::Passages)) {
        Some(Fault::Control(c))
    } else if matches!(key.shape, Shape::Id | Shape::Words) {
        (!is_kebab(text)).then_some(Fault::NotKebab)
    } else {
        (text.trim().len() < text.len()).then_some(Fault::Padded)
    }
}

fn report(key: &Key, fault: &Fault, text: &str, span: &Range<usize>, findings: &mut Findings) {
    let name = key.name;
    let error = |message: String| findings.error("K004", message, span);
    let finding = match fault {
        Fault::Empty => error(format!("`{name}` is empty")).help(if key.is_required {
            "write something"
        } else {
            "write something, or leave it out"
        }),
        Fault::TooLong(max) => {
            let message = format!("`{name}` has {} bytes; the limit is {max}", text.len());
            findings.error("K005", message, span)
        }
        Fault::Control('\n' | '\r') if key.shape == Shape::Passages => {
            error("a citation crosses a line break of the article".into()).help("cite each paragraph on its own")
        }
        Fault::Control(c) => {
            error(format!("`{name}` holds a control character, U+{:04X}", *c as u32)).help("write it on one line")
        }
        Fault::Padded => error(format!("`{name}` has white space at its ends"))
            .help(format!("write: \"{}\"", clip(text.trim(), 80)))
            .fixed_by(findings.place(span.clone()), string(text.trim())),
        Fault::NotKebab => error(format!("`{}` is not in kebab-case", clip(text, 40)))
            .help("small letters a to z and figures, in groups joined by single hyphens")
            .help(format!("for example: \"{}\"", kebab(text))),
    };
    findings.push(finding);
}

/// Small letters and figures in groups joined by single hyphens?
pub(in crate::knowledge) fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// The nearest kebab-case word.
fn kebab(text: &str) -> String {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "some-id".into() } else { clip(&parts.join("-"), 40) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_case() {
        for good in ["a", "q-moon", "f-86-percent", "2031"] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a_b", "a b", "é"] {
            assert!(!is_kebab(bad), "{bad}");
        }
        assert_eq!(kebab("F_Big Deal!"), "f-big-deal");
        assert_eq!(kebab("?"), "some-id");
    }
}
