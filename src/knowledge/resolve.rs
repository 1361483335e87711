//! From records to the model: ids become indexes, citations become byte ranges.

mod entity;
mod entry;
mod ids;

use std::ops::Range;
use std::sync::Arc;

use super::cite::Passages;
use super::findings::Findings;
use super::model::{Article, Briefing, EntryIx};
use super::places::{Allowance, Curated, Places};
use super::read::{Document, Record, Spot, Value};
use crate::diagnostic::{Source, clip};
use ids::{Ids, Wanted};

/// Resolves a document; `None` where something is wrong, which is among the findings.
pub(super) fn resolve(
    document: &Document<'_>,
    article: Option<&Arc<Source>>,
    findings: &mut Findings,
) -> Option<Curated> {
    let passages = article.map(Passages::new);
    let ids = Ids::collect(&document.items, findings);
    let mut entities = Vec::new();
    let mut entries = Vec::new();
    for record in &document.items {
        let from = findings.len();
        if ids::is_entity(record) {
            entities.push(entity::entity(record, &ids, findings));
        }
        if ids::is_entry(record) || (ids::is_entity(record) && record.value("ask").is_some()) {
            entries.extend(entry::entry(record, &ids, passages.as_ref(), findings));
        }
        if let Some(id) = record.text("id") {
            findings.attribute(from, &id.text);
        }
    }
    entity::check_circles(&document.items, &ids, findings);
    let allow = allowances(document, article, &ids, findings);
    let lead = document.briefing.as_ref().map_or(&[][..], |record| record.list("lead"));
    let lead_entries: Vec<EntryIx> = lead.iter().filter_map(|spot| ids.entry("lead", spot, findings)).collect();
    if findings.has_errors() {
        return None;
    }

    let head = document.briefing.as_ref()?;
    let id = head.text("id")?;
    let source = article?;
    let (entities, entity_places) = entities.into_iter().unzip();
    let (entries, entry_places) = entries.into_iter().unzip();
    let briefing = Briefing {
        id: id.text.as_ref().into(),
        title: boxed(head, "title")?,
        summary: boxed(head, "summary"),
        as_of: boxed(head, "as_of"),
        lead: lead_entries,
        article: self::article(document.article.as_ref()?, source, passages?)?,
        entities,
        entries,
    };
    let places = Places {
        toml: Arc::clone(findings.source()),
        article: Arc::clone(source),
        briefing_id: id.span.clone(),
        lead: spans(lead),
        entities: entity_places,
        entries: entry_places,
        allow,
        doubts: Vec::new(),
    };
    Some(Curated { briefing, places })
}

fn article(record: &Record<'_>, source: &Source, passages: Passages<'_>) -> Option<Article> {
    let published = match record.value("published") {
        Some(Value::Date(spot)) => Some(spot.text.as_ref().into()),
        _ => None,
    };
    Some(Article {
        title: boxed(record, "title")?,
        publisher: boxed(record, "publisher"),
        published,
        text: source.text.as_str().into(),
        paragraphs: passages.paragraphs,
    })
}

/// The members of `[allow]`, each a code and an id.
fn allowances(
    document: &Document<'_>,
    article: Option<&Arc<Source>>,
    ids: &Ids<'_>,
    findings: &mut Findings,
) -> Vec<Allowance> {
    let mut found = Vec::new();
    let own = document.briefing.as_ref().and_then(|record| record.text("id")).map_or("", |id| &id.text);
    let is_in_article = |words: &str| article.is_none_or(|article| article.text.contains(words));
    for (finding, reason) in &document.allow {
        let parts = finding.text.split_once(':').filter(|(code, _)| is_code(code));
        let Some((code, id)) = parts else {
            findings.push(
                findings
                    .error("K004", format!("`{}` is not a finding and an id", clip(&finding.text, 60)), &finding.span)
                    .help("write, for example: \"K301:f-resume\" = \"the reason\""),
            );
            continue;
        };
        let spot = Spot { text: id.into(), span: finding.span.clone() };
        let is_known = if !is_of_article(code) {
            ids.find("allow", Wanted::Any, &spot, findings).is_some()
        } else if id == own || !id.is_empty() && code != "K506" && is_in_article(id) {
            true
        } else {
            let message = format!("`{}` is neither this briefing's id nor words of the article", clip(id, 60));
            let finding = findings.error("K004", message, &finding.span);
            findings.push(finding.help(format!("for all such findings: \"{code}:{own}\" = \"the reason\"")));
            false
        };
        if is_known {
            let reason = reason.text.as_ref().into();
            found.push(Allowance { code: code.into(), id: id.into(), reason, span: finding.span.clone() });
        }
    }
    found
}

/// Is the finding about the article, and so about no entry?
fn is_of_article(code: &str) -> bool {
    code.starts_with("K50")
}

fn is_code(code: &str) -> bool {
    code.len() == 4 && code.starts_with('K') && code[1..].bytes().all(|b| b.is_ascii_digit())
}

fn boxed(record: &Record<'_>, key: &str) -> Option<Box<str>> {
    record.text(key).map(|spot| spot.text.as_ref().into())
}

fn all_boxed(record: &Record<'_>, key: &str) -> Vec<Box<str>> {
    record.list(key).iter().map(|spot| spot.text.as_ref().into()).collect()
}

fn spans(spots: &[Spot<'_>]) -> Vec<Range<usize>> {
    spots.iter().map(|spot| spot.span.clone()).collect()
}
