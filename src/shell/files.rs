//! Knowledge from the disk, and the copy built into the binary.

mod disk;
pub(super) mod replace;
mod stock;

use std::path::Path;
use std::sync::Arc;

use once_cell::sync::Lazy;

use crate::diagnostic::{Diagnostic, Source};
use crate::knowledge::golden::{self, Golden};
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::library::Library;
use crate::knowledge::limits::{ARTICLE_MAX_BYTES, GOLDEN_MAX_BYTES, TOML_MAX_BYTES};
use crate::knowledge::load;
use crate::knowledge::places::Curated;
use crate::parallel::{beside, in_parallel};

pub use stock::{Stock, built_in_stock, read_stock};

/// The knowledge file of a briefing's folder.
pub const BRIEFING_FILE: &str = "briefing.toml";
/// The lexicon, beside the briefings' folders.
pub const LEXICON_FILE: &str = "lexicon.toml";
/// The golden questions of a briefing's folder.
pub const GOLDEN_FILE: &str = "questions.jsonl";

/// Findings that are kept of one library: enough to show, not enough to fill the memory.
const FINDINGS_MAX: usize = 2000;

/// Loads the briefings of a folder with their lexicon. `path` is a library (a folder of briefings), or one briefing
/// (its folder, or the knowledge file in it). The lexicon stands beside the briefings' folders; without one, the
/// built-in lexicon serves.
///
/// # Errors
/// All that cannot be read and all that is wrong, in the order of the paths.
pub fn read_library(path: &Path) -> Result<Library, Vec<Diagnostic>> {
    let (briefings, words) = read_with(path, |dir| read_briefing(dir).map(Curated::shelve))?;
    load::library(briefings, words.lexicon)
}

/// Loads the briefings of a folder, in the order of their ids, with the places of their parts.
///
/// # Errors
/// As [`read_library`], but for ids that two briefings share.
pub fn read_curated(path: &Path) -> Result<Vec<Curated>, Vec<Diagnostic>> {
    let (mut curated, _) = read_with(path, read_briefing)?;
    curated.sort_by(|a, b| a.briefing.id.cmp(&b.briefing.id));
    Ok(curated)
}

/// Loads a library, and its briefings with the places of their parts in the order of their ids, from one reading.
///
/// # Errors
/// As [`read_library`].
pub fn read_checked(path: &Path) -> Result<(Library, Vec<Curated>), Vec<Diagnostic>> {
    let (mut curated, words) = read_with(path, read_briefing)?;
    curated.sort_by(|a, b| a.briefing.id.cmp(&b.briefing.id));
    let library = load::library(curated.iter().cloned().map(Curated::shelve).collect(), words.lexicon)?;
    Ok((library, curated))
}

/// Reads the golden questions of a briefing's folder; none where it has no such file.
///
/// # Errors
/// A file that cannot be read; each line that is no golden question.
pub fn read_golden(dir: &Path) -> Result<Vec<Golden>, Vec<Diagnostic>> {
    let path = dir.join(GOLDEN_FILE);
    if path.exists() { read_golden_file(&path) } else { Ok(Vec::new()) }
}

/// Reads a file of golden questions.
///
/// # Errors
/// As [`read_golden`], and where there is no such file.
pub fn read_golden_file(path: &Path) -> Result<Vec<Golden>, Vec<Diagnostic>> {
    let source = disk::read(path, GOLDEN_MAX_BYTES, "K006").map_err(|finding| vec![*finding])?;
    golden::questions(&source)
}

/// The knowledge that the binary carries. A test holds it sound; were it not, the library would be empty.
#[must_use]
#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
pub fn built_in() -> Library {
    static LIBRARY: Lazy<Library> = Lazy::new(|| {
        let toml = Arc::new(Source::new("built-in/briefing.toml", BUILT_IN_BRIEFING));
        let article = Arc::new(Source::new("built-in/article.txt", BUILT_IN_ARTICLE));
        let load_briefing = || load::briefing(&toml, |_| Ok(article)).ok().map(Arc::new);
        let (lexicon, briefing) = beside(built_in_lexicon, load_briefing);
        Library { briefings: briefing.into_iter().collect(), lexicon }
    });
    LIBRARY.clone()
}

const BUILT_IN_LEXICON: &str = include_str!("../../knowledge/lexicon.toml");
const BUILT_IN_BRIEFING: &str = include_str!("../../knowledge/ukraine-ceasefire/briefing.toml");
const BUILT_IN_GOLDEN: &str = include_str!("../../knowledge/ukraine-ceasefire/questions.jsonl");
const BUILT_IN_ARTICLE: &str = include_str!("../../knowledge/ukraine-ceasefire/article.txt");

#[expect(clippy::non_std_lazy_statics, reason = "once_cell serves all statics of this crate")]
fn built_in_lexicon() -> Arc<Lexicon> {
    static LEXICON: Lazy<Arc<Lexicon>> = Lazy::new(|| {
        let source = Arc::new(Source::new("built-in/lexicon.toml", BUILT_IN_LEXICON));
        Arc::new(load::lexicon(&source).unwrap_or_default())
    });
    Arc::clone(&LEXICON)
}

/// A lexicon and the file that it was read from; none where it is the built-in one.
struct Words {
    lexicon: Arc<Lexicon>,
    source: Option<Arc<Source>>,
}

/// Loads all briefings of a folder, each with `read`, and the lexicon.
fn read_with<T: Send>(
    path: &Path,
    read: impl Fn(&Path) -> Result<T, Vec<Diagnostic>> + Sync,
) -> Result<(Vec<T>, Words), Vec<Diagnostic>> {
    let found = disk::find(path).map_err(|finding| vec![*finding])?;
    let (words, results) = beside(
        || match &found.lexicon {
            Some(path) => read_lexicon(path),
            None => Ok(Words { lexicon: built_in_lexicon(), source: None }),
        },
        || in_parallel(&found.briefings, |dir| read(dir)),
    );
    let mut findings = Vec::new();
    let words = words.map_err(|found| findings.extend(found)).ok();
    let mut kept = Vec::with_capacity(found.briefings.len());
    for result in results {
        match result {
            Ok(one) => kept.push(one),
            Err(found) if findings.len() < FINDINGS_MAX => findings.extend(found),
            Err(_) => {}
        }
    }
    match words {
        Some(words) if findings.is_empty() => Ok((kept, words)),
        _ => Err(findings),
    }
}

fn read_lexicon(path: &Path) -> Result<Words, Vec<Diagnostic>> {
    let source = disk::read(path, TOML_MAX_BYTES, "K006").map_err(|finding| vec![*finding])?;
    let lexicon = load::lexicon(&source).map(Arc::new)?;
    Ok(Words { lexicon, source: Some(source) })
}

fn read_briefing(dir: &Path) -> Result<Curated, Vec<Diagnostic>> {
    let toml = disk::read(&dir.join(BRIEFING_FILE), TOML_MAX_BYTES, "K006").map_err(|finding| vec![*finding])?;
    load::curated(&toml, |name| disk::read(&dir.join(name), ARTICLE_MAX_BYTES, "K010"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
