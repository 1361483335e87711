//! The questions that found no answer: a page of them, and all of them as files.

use super::super::parcel::{File, Parcel};
use super::super::wording::kept as wording;
use super::told;
use crate::render::discord::card::Tone;
use crate::render::discord::clamp::cut;
use crate::render::discord::escape::line;
use crate::render::discord::message;
use crate::render::discord::press::Press;
use crate::review::alike::{Asked, Cluster, QUESTIONS_MAX, clusters};
use crate::review::export;
use crate::shell::app::App;
use crate::store::{Store, Wanted};

/// Clusters on a page.
const PAGE: usize = 6;
/// Other wordings that are shown of a cluster.
const OTHERS_MAX: usize = 2;
/// Room for one wording, in characters.
const WORDING_MAX_CHARS: usize = 160;

pub(super) async fn page(app: &App, store: &Store, is_all: bool, page: usize) -> Result<Parcel, ()> {
    let found = found(app, store, is_all).await?;
    if found.is_empty() {
        return Ok(message::notice(&wording::none_unanswered(is_all, app.kept.min_count)).into());
    }
    let n_pages = found.len().div_ceil(PAGE);
    let page = page.min(n_pages - 1);
    let shown: Vec<String> = found.iter().skip(page * PAGE).take(PAGE).map(cluster).collect();
    let n: u64 = found.iter().map(|cluster| cluster.n).sum();
    let mut body = wording::unanswered(n, found.len(), page, n_pages);
    if !is_all {
        body.push_str(&wording::only_often(app.kept.min_count));
    }
    body.push_str("\n\n");
    body.push_str(&shown.join("\n"));
    let to = |page: usize, label: &str| message::button(&Press::Unanswered { page }, label);
    let row = [
        page.checked_sub(1).and_then(|page| to(page, wording::EARLIER)),
        Some(page + 1).filter(|page| *page < n_pages).and_then(|page| to(page, wording::MORE)),
        message::button(&Press::Export, wording::EXPORT),
    ];
    let rows = vec![row.into_iter().flatten().collect()];
    Ok(message::marked(Tone::Notice, Some(wording::UNANSWERED_TITLE), body, rows).into())
}

pub(super) async fn export(app: &App, store: &Store, is_all: bool) -> Result<Parcel, ()> {
    let found = found(app, store, is_all).await?;
    if found.is_empty() {
        return Ok(message::notice(&wording::none_unanswered(is_all, app.kept.min_count)).into());
    }
    let file = |name, description: &str, text: String| File {
        name,
        description: description.to_owned(),
        bytes: text.into_bytes(),
    };
    let files = vec![
        file("unanswered.csv", wording::CSV, export::csv(&found)),
        file("unanswered.jsonl", wording::JSONL, export::golden(&found)),
        file("gaps.toml", wording::GAPS, export::gaps(&found)),
    ];
    Ok(Parcel { card: message::notice(&wording::exported(found.len())), files, has_picture: false })
}

/// Like questions together, those asked most first.
async fn found(app: &App, store: &Store, is_all: bool) -> Result<Vec<Cluster>, ()> {
    let min_count = if is_all { 1 } else { app.kept.min_count };
    let limit = u32::try_from(QUESTIONS_MAX).unwrap_or(u32::MAX);
    let wanted = Wanted { min_count, limit, ..Wanted::default() };
    let rows = store.unanswered(&wanted).await.map_err(|error| told(&error))?;
    let asked =
        |row: crate::store::Unanswered| Asked { text: row.text, n: row.count, last_day: i64::from(row.last.number()) };
    let asked: Vec<Asked> = rows.into_iter().map(asked).collect();
    let knowledge = app.knowledge();
    // It takes processor time, and others must not wait for it.
    tokio::task::spawn_blocking(move || clusters(&knowledge.engine, &asked)).await.map_err(|_| ())
}

/// A cluster as a line, and its other wordings below it.
fn cluster(cluster: &Cluster) -> String {
    let quoted = |asked: &Asked| format!("“{}”", cut(&line(&asked.text), WORDING_MAX_CHARS));
    let mut wordings = cluster.wordings.iter();
    let first = wordings.next().map(quoted).unwrap_or_default();
    let others: Vec<String> = wordings.by_ref().take(OTHERS_MAX).map(quoted).collect();
    wording::cluster(&first, cluster.n, cluster.last_day, &others, wordings.count())
}
