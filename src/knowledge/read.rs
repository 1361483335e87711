//! From a parsed file to records whose keys are those of the [`schema`](super::schema).

mod value;

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::findings::Findings;
use super::limits::ITEMS_MAX;
use super::schema::{self, ALLOW, ARTICLE, BRIEFING, FORMAT, ITEMS, Shape, Table};
use super::suggest::nearest;
use crate::diagnostic::clip;

pub(super) use value::is_kebab;

/// A text and where it stands, quotation marks included.
#[derive(Debug, Clone)]
pub(super) struct Spot<'s> {
    pub(super) text: Cow<'s, str>,
    pub(super) span: Range<usize>,
}

/// A value of the right shape.
#[derive(Debug)]
pub(super) enum Value<'s> {
    /// A number, which nothing needs but the version.
    Number,
    Flag(bool),
    Text(Spot<'s>),
    Date(Spot<'s>),
    List(Vec<Spot<'s>>),
    /// A wrong value, which is among the findings.
    Broken,
}

/// One table of the file, with the values that are right.
#[derive(Debug)]
pub(super) struct Record<'s> {
    pub(super) table: &'static Table,
    /// The header.
    pub(super) span: Range<usize>,
    values: Vec<(&'static str, Value<'s>)>,
}

impl<'s> Record<'s> {
    /// The value of a key.
    pub(super) fn value(&self, key: &str) -> Option<&Value<'s>> {
        self.values.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// The text of a key.
    pub(super) fn text(&self, key: &str) -> Option<&Spot<'s>> {
        match self.value(key) {
            Some(Value::Text(spot)) => Some(spot),
            _ => None,
        }
    }

    /// The members of a list, none where the key is missing.
    pub(super) fn list(&self, key: &str) -> &[Spot<'s>] {
        match self.value(key) {
            Some(Value::List(spots)) => spots,
            _ => &[],
        }
    }

    /// Is the flag set?
    pub(super) fn flag(&self, key: &str) -> bool {
        matches!(self.value(key), Some(Value::Flag(true)))
    }
}

/// A file of the right shape, as far as it has it; the rest is among the findings.
#[derive(Debug)]
pub(super) struct Document<'s> {
    pub(super) briefing: Option<Record<'s>>,
    pub(super) article: Option<Record<'s>>,
    /// Finding and reason.
    pub(super) allow: Vec<(Spot<'s>, Spot<'s>)>,
    /// In file order.
    pub(super) items: Vec<Record<'s>>,
}

/// Reads a parsed file; what is wrong goes to `findings`.
pub(super) fn document<'s>(root: DeTable<'s>, findings: &mut Findings) -> Document<'s> {
    let mut found = Document { briefing: None, article: None, allow: Vec::new(), items: Vec::new() };
    if !is_known_version(&root, findings) {
        return found;
    }
    let is_there = [&BRIEFING, &ARTICLE].map(|table| root.contains_key(table.name));
    for (key, value) in root {
        match key.get_ref().as_ref() {
            "format" => {}
            "briefing" => found.briefing = single(&BRIEFING, &key, value, findings),
            "article" => found.article = single(&ARTICLE, &key, value, findings),
            ALLOW => found.allow = value::reasons(&key, value, findings),
            name => match schema::item(name) {
                Some(table) => several(table, &key, value, &mut found.items, findings),
                None => unknown_table(&key, findings),
            },
        }
    }
    for (table, is_there) in [&BRIEFING, &ARTICLE].into_iter().zip(is_there) {
        if !is_there {
            let message = format!("the table [{}] is missing", table.name);
            findings.push(findings.error("K001", message, &(0..0)).help(example(table)));
        }
    }
    // The parser sorts kinds by name; the editor's order is that of the headers.
    found.items.sort_by_key(|record| record.span.start);
    if let Some(record) = found.items.get(ITEMS_MAX) {
        findings.push(findings.error("K005", format!("more than {ITEMS_MAX} entries in one briefing"), &record.span));
        found.items.truncate(ITEMS_MAX);
    }
    found
}

/// Is it the version that this program reads? Nothing else is worth saying about another one.
fn is_known_version(root: &DeTable<'_>, findings: &mut Findings) -> bool {
    let Some(value) = root.get("format") else {
        findings.push(
            findings
                .error("K001", "the key `format` is missing", &(0..0))
                .help(format!("put this line at the top: format = {FORMAT}")),
        );
        return true;
    };
    let DeValue::Integer(number) = value.get_ref() else {
        findings.push(value::wrong_shape("format", Shape::Number, value, findings));
        return true;
    };
    let is_known = u32::from_str_radix(number.as_str(), number.radix()) == Ok(FORMAT);
    if !is_known {
        let message = format!("format {} is not known; this version reads format {FORMAT}", clip(number.as_str(), 20));
        findings.push(
            findings
                .error("K003", message, &value.span())
                .help(format!("write `format = {FORMAT}`, or use the version of briefing-bot that the file is for")),
        );
    }
    is_known
}

fn single<'s>(
    table: &'static Table,
    key: &Spanned<DeString<'s>>,
    value: Spanned<DeValue<'s>>,
    findings: &mut Findings,
) -> Option<Record<'s>> {
    let span = value.span();
    let DeValue::Table(fields) = value.into_inner() else {
        misplaced(table, key, findings);
        return None;
    };
    Some(record(table, span, fields, findings))
}

fn several<'s>(
    table: &'static Table,
    key: &Spanned<DeString<'s>>,
    value: Spanned<DeValue<'s>>,
    items: &mut Vec<Record<'s>>,
    findings: &mut Findings,
) {
    let DeValue::Array(array) = value.into_inner() else {
        misplaced(table, key, findings);
        return;
    };
    for member in array {
        let span = member.span();
        match member.into_inner() {
            DeValue::Table(fields) => items.push(record(table, span, fields, findings)),
            _ => misplaced(table, key, findings),
        }
    }
}

fn record<'s>(table: &'static Table, span: Range<usize>, fields: DeTable<'s>, findings: &mut Findings) -> Record<'s> {
    let mut values = Vec::with_capacity(fields.len());
    for key in table.all_keys().filter(|key| key.is_required && key.name != "cite") {
        if !fields.contains_key(key.name) && !is_misspelt(table, key.name, &fields) {
            findings.push(
                findings
                    .error("K001", format!("{} lacks the key `{}`", table.header(), key.name), &span)
                    .help(format!("add: {} = {}", key.name, key.shape.example())),
            );
        }
    }
    for (key, value) in fields {
        match table.key(key.get_ref()) {
            Some(known) => {
                values.push((known.name, value::value(known, value, findings).unwrap_or(Value::Broken)));
            }
            None => unknown_key(table, &key, findings),
        }
    }
    Record { table, span, values }
}

/// Is there an unknown key that was meant to be this one? Then one finding is enough.
fn is_misspelt(table: &'static Table, name: &str, fields: &DeTable<'_>) -> bool {
    let mut unknown = fields.keys().map(|key| key.get_ref().as_ref()).filter(|key| table.key(key).is_none());
    unknown.any(|key| nearest(key, table.all_keys().map(|key| key.name)) == Some(name))
}

fn unknown_key(table: &'static Table, key: &Spanned<DeString<'_>>, findings: &mut Findings) {
    let name = key.get_ref().as_ref();
    let message = format!("{} has no key `{}`", table.header(), clip(name, 40));
    let mut finding = findings.error("K001", message, &key.span());
    if let Some(meant) = nearest(name, table.all_keys().map(|key| key.name)) {
        finding = finding.help(format!("did you mean `{meant}`?"));
    } else {
        let homes: Vec<String> =
            ITEMS.iter().chain([&BRIEFING, &ARTICLE]).filter(|t| t.key(name).is_some()).map(Table::header).collect();
        if !homes.is_empty() {
            finding = finding.help(format!("`{name}` is a key of {}", homes.join(", ")));
        }
        let keys: Vec<&str> = table.all_keys().map(|key| key.name).collect();
        finding = finding.help(format!("the keys of {} are: {}", table.header(), keys.join(", ")));
    }
    findings.push(finding);
}

fn unknown_table(key: &Spanned<DeString<'_>>, findings: &mut Findings) {
    let name = key.get_ref().as_ref();
    let known = || ITEMS.iter().chain([&BRIEFING, &ARTICLE]);
    let finding = findings.error("K001", format!("there is no table or key `{}`", clip(name, 40)), &key.span());
    let meant = nearest(name, known().map(|table| table.name).chain([ALLOW, "format"]));
    findings.push(match meant.and_then(|meant| known().find(|table| table.name == meant)) {
        Some(table) => finding.help(format!("did you mean {}?", table.header())),
        None if meant.is_some() => finding.help(format!("did you mean `{}`?", meant.unwrap_or_default())),
        None => {
            let headers: Vec<String> = known().map(Table::header).collect();
            finding.help(format!("the tables are: {}, [{ALLOW}]", headers.join(", ")))
        }
    });
}

fn misplaced(table: &'static Table, key: &Spanned<DeString<'_>>, findings: &mut Findings) {
    let message = format!("`{}` must be written as {}", table.name, table.header());
    let finding = findings.error("K001", message, &key.span()).help(example(table));
    findings.push(finding);
}

fn example(table: &Table) -> String {
    let keys: Vec<String> = table
        .all_keys()
        .filter(|key| key.is_required)
        .map(|key| format!("{} = {}", key.name, key.shape.example()))
        .collect();
    format!("write {} with: {}", table.header(), keys.join(", "))
}
