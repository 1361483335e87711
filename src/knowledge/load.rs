//! From the text of files to validated knowledge. Pure: whoever calls brings the text.

mod article;
mod concepts;
mod words;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::findings::Findings;
use super::lexicon::Lexicon;
use super::library::Library;
use super::model::Briefing;
use super::places::Curated;
use super::{read, resolve, syntax};
use crate::diagnostic::{Diagnostic, Place, Source};

pub use article::fingerprint;
pub use words::lexicon;

/// Loads a briefing. `find_article` is given the file name of the article, which stands beside the knowledge file.
///
/// # Errors
/// All that is wrong in structure or citation, in the order of the places. An error of syntax hides the rest of its
/// file.
///
/// # Examples
/// ```
/// use std::sync::Arc;
/// use briefing_bot::diagnostic::Source;
/// use briefing_bot::knowledge::load;
///
/// let toml = Arc::new(Source::new("briefing.toml", "format = 1\n[briefing]\nid = \"a\"\n"));
/// let article = Arc::new(Source::new("article.txt", "The bridge is shut."));
/// let found = load::briefing(&toml, |_| Ok(Arc::clone(&article))).unwrap_err();
/// assert_eq!(found[0].to_string(), "briefing.toml:1:1: error[K001]: the table [article] is missing");
/// assert_eq!(found[1].to_string(), "briefing.toml:2:1: error[K001]: [briefing] lacks the key `title`");
/// ```
pub fn briefing(
    toml: &Arc<Source>,
    find_article: impl FnOnce(&str) -> Result<Arc<Source>, Box<Diagnostic>>,
) -> Result<Briefing, Vec<Diagnostic>> {
    curated(toml, find_article).map(|curated| curated.briefing)
}

/// Loads a briefing with the places of its parts.
///
/// # Errors
/// As [`briefing`].
pub fn curated(
    toml: &Arc<Source>,
    find_article: impl FnOnce(&str) -> Result<Arc<Source>, Box<Diagnostic>>,
) -> Result<Curated, Vec<Diagnostic>> {
    let root = syntax::parse(toml)?.into_inner();
    let mut findings = Findings::new(toml);
    let document = read::document(root, &mut findings);
    let article = article::find(document.article.as_ref(), find_article, &mut findings);
    if let (Some(article), Some(record)) = (&article, &document.article) {
        article::check_fingerprint(record, article, &document.items, &mut findings);
    }
    match resolve::resolve(&document, article.as_ref(), &mut findings) {
        Some(mut curated) if !findings.has_errors() => {
            curated.places.doubts = findings.into_sorted();
            Ok(curated)
        }
        _ => Err(findings.into_sorted()),
    }
}

/// Puts briefings together. The place of each is that of its id, see [`Curated::shelve`].
///
/// # Errors
/// `K202` for each briefing whose id another one has.
pub fn library(briefings: Vec<(Briefing, Place)>, lexicon: Arc<Lexicon>) -> Result<Library, Vec<Diagnostic>> {
    let mut first_places: FxHashMap<&str, &Place> = FxHashMap::default();
    let mut found = Vec::new();
    for (briefing, place) in &briefings {
        if let Some(first) = first_places.get(&*briefing.id) {
            let message = format!("two briefings have the id `{}`", briefing.id);
            found.push(
                Diagnostic::error("K202", message, place.clone())
                    .label("again here")
                    .related((*first).clone(), "first here")
                    .help("rename one of them"),
            );
        } else {
            first_places.insert(&briefing.id, place);
        }
    }
    if !found.is_empty() {
        return Err(found);
    }
    let mut briefings: Vec<Arc<Briefing>> = briefings.into_iter().map(|(briefing, _)| Arc::new(briefing)).collect();
    briefings.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Library { briefings, lexicon })
}
