//! A check as one JSON object, version 1: knowledge, findings, coverage, citations.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::coverage;
use super::super::files::BRIEFING_FILE;
use super::super::setup::Origin;
use super::{Checked, Loaded};
use crate::diagnostic::Severity;
use crate::knowledge::load::fingerprint;
use crate::knowledge::model::{self, Article, Briefing, EntityKind, Entry, EntryKind};
use crate::render::findings::{Paths, json};
use crate::render::json::escape;
use crate::review::coverage::{Coverage, Share};

/// Version of this form; another one where a program that reads it would have to change.
const VERSION: u32 = 1;
/// Characters before and behind a citation.
const CONTEXT_CHARS: usize = 32;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    /// The knowledge file; the folder, where it holds several briefings.
    file: String,
    article: Option<ArticleOf>,
    ok: bool,
    summary: Summary,
    entries: BTreeMap<&'static str, usize>,
    coverage: Option<Value>,
    diagnostics: Vec<json::Finding<'a>>,
    citations: Vec<Citation<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct ArticleOf {
    path: Option<String>,
    sha256: String,
    chars: usize,
    sentences: usize,
}

#[derive(Serialize)]
struct Summary {
    error: usize,
    warning: usize,
    info: usize,
}

/// As the W3C's Web Annotation Data Model has it; positions in characters.
#[derive(Serialize)]
struct Citation<'a> {
    briefing: &'a str,
    entry: &'a str,
    selector: Selector<'a>,
    position: Position,
}

#[derive(Serialize)]
struct Selector<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

#[derive(Serialize)]
struct Position {
    r#type: &'static str,
    start: usize,
    end: usize,
}

/// Over several lines, with a line break at the end. `is_full` lists what is not covered.
pub(super) fn text(checked: &Checked, origin: &Origin, is_full: bool, path: Paths<'_>) -> String {
    let count = |severity| checked.found.iter().filter(|finding| finding.severity == severity).count();
    let loaded = checked.loaded.as_ref();
    let briefings = loaded.map_or(&[][..], |loaded| &loaded.engine.library().briefings);
    let report = Report {
        version: VERSION,
        tool: Tool { name: "check", version: env!("CARGO_PKG_VERSION") },
        file: path(&file(origin, loaded)),
        article: loaded.and_then(|loaded| article(loaded, path)),
        ok: count(Severity::Error) == 0 && checked.golden.fabricated == 0,
        summary: Summary {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            info: count(Severity::Info),
        },
        entries: entries(briefings.iter().map(|one| &**one)),
        coverage: loaded.map(|loaded| coverage_of(checked, loaded, is_full)),
        diagnostics: json::findings(&checked.found, path),
        citations: briefings.iter().flat_map(|one| citations(one)).collect(),
    };
    escape(&serde_json::to_string_pretty(&report).unwrap_or_default()).into_owned() + "\n"
}

fn file(origin: &Origin, loaded: Option<&Loaded>) -> String {
    match (origin, loaded.map(|loaded| &*loaded.curated)) {
        (_, Some([one])) => one.places.toml.path.clone(),
        (Origin::Dir(dir), None) if dir.join(BRIEFING_FILE).exists() => dir.join(BRIEFING_FILE).display().to_string(),
        _ => origin.name(),
    }
}

/// The article, where there is just one.
fn article(loaded: &Loaded, path: Paths<'_>) -> Option<ArticleOf> {
    let [briefing] = &loaded.engine.library().briefings[..] else { return None };
    let source = loaded.curated.first().map(|one| &one.places.article);
    let Article { text, paragraphs, .. } = &briefing.article;
    let sentences = paragraphs.iter().filter(|paragraph| !paragraph.is_heading);
    Some(ArticleOf {
        path: source.map(|source| path(&source.path)),
        sha256: fingerprint(text),
        chars: text.chars().count(),
        sentences: sentences.map(|paragraph| paragraph.sentences.len()).sum(),
    })
}

/// How many there are of each kind. People, organisations and places count, with a citation or without.
fn entries<'a>(briefings: impl Iterator<Item = &'a Briefing>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for briefing in briefings {
        let entities = briefing.entities.iter().map(|entity| match entity.kind {
            EntityKind::Person => "person",
            EntityKind::Organisation => "organisation",
            EntityKind::Place => "place",
        });
        let entries = briefing.entries.iter().filter_map(|entry: &Entry| match entry.kind {
            EntryKind::Quote => Some("quote"),
            EntryKind::Claim => Some("claim"),
            EntryKind::Fact => Some("fact"),
            EntryKind::Event => Some("event"),
            EntryKind::Gap => Some("gap"),
            EntryKind::Entity(_) => None,
        });
        entities.chain(entries).for_each(|kind| *counts.entry(kind).or_default() += 1);
    }
    counts
}

fn coverage_of(checked: &Checked, loaded: &Loaded, is_full: bool) -> Value {
    let sum = |share: fn(&Coverage) -> Share| {
        let all = loaded.coverage.iter().map(share).fold(Share::default(), Share::plus);
        json!({ "covered": all.covered, "total": all.total })
    };
    let mut whole = json!({
        "sentences": sum(Coverage::sentences), "words": sum(Coverage::words), "quotes": sum(Coverage::quotes),
        "questions": { "matched": checked.counts.matched, "total": checked.counts.questions },
    });
    if is_full {
        let each = loaded.engine.library().briefings.iter().zip(&loaded.coverage);
        let (mut uncovered, mut unasked) = (Vec::new(), Vec::new());
        for (briefing, coverage) in each {
            let mut own = coverage::json(briefing, coverage);
            for spot in own["uncovered"].as_array_mut().into_iter().flatten() {
                spot["briefing"] = json!(briefing.id);
                uncovered.push(spot.take());
            }
            let ids = own["unasked"].as_array().into_iter().flatten();
            unasked.extend(ids.map(|id| json!({ "briefing": briefing.id, "entry": id })));
        }
        whole["uncovered"] = Value::Array(uncovered);
        whole["unasked"] = Value::Array(unasked);
    }
    whole
}

fn citations(briefing: &Briefing) -> impl Iterator<Item = Citation<'_>> {
    briefing.entries.iter().flat_map(move |entry| {
        let one = move |citation: &model::Citation| {
            let (selector, position) = selectors(&briefing.article.text, citation.span())?;
            Some(Citation { briefing: &briefing.id, entry: &entry.id, selector, position })
        };
        entry.citations.iter().filter_map(one)
    })
}

fn selectors(text: &str, span: Range<usize>) -> Option<(Selector<'_>, Position)> {
    let (before, exact, after) = (text.get(..span.start)?, text.get(span.clone())?, text.get(span.end..)?);
    let from = before.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT_CHARS).map_or(after.len(), |(at, _)| at);
    let start = before.chars().count();
    Some((
        Selector { r#type: "TextQuoteSelector", exact, prefix: &before[from..], suffix: &after[..to] },
        Position { r#type: "TextPositionSelector", start, end: start + exact.chars().count() },
    ))
}
