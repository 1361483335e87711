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
        if ids::is_entity(record) {
            entities.push(entity::entity(record, &ids, findings));
        }
        if ids::is_entry(record) || (ids::is_entity(record) && record.value("ask").is_some()) {
            entries.extend(entry::entry(record, &ids, passages.as_ref(), findings));
        }
    }
    entity::check_circles(&document.items, &ids, findings);
    let allow = allowances(&document.allow, &ids, findings);
    let lead = document.briefing.as_ref().map_or(&[][..], |record| record.list("lead"));
    let lead_entries: Vec<EntryIx> = lead.iter().filter_map(|spot| ids.entry("lead", spot, findings)).collect();
    if !findings.is_empty() {
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
fn allowances(allow: &[(Spot<'_>, Spot<'_>)], ids: &Ids<'_>, findings: &mut Findings) -> Vec<Allowance> {
    let mut found = Vec::new();
    for (finding, reason) in allow {
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
        if ids.find("allow", Wanted::Any, &spot, findings).is_some() {
            let reason = reason.text.as_ref().into();
            found.push(Allowance { code: code.into(), id: id.into(), reason, span: finding.span.clone() });
        }
    }
    found
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
