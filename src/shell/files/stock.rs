//! All that a running bot loads, read once: the library, its golden questions, and the hash of the very bytes.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{
    BRIEFING_FILE, BUILT_IN_ARTICLE, BUILT_IN_BRIEFING, BUILT_IN_GOLDEN, BUILT_IN_LEXICON, GOLDEN_FILE, LEXICON_FILE,
    built_in, disk, read_with,
};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::knowledge::golden::{self, Golden};
use crate::knowledge::library::Library;
use crate::knowledge::limits::{ARTICLE_MAX_BYTES, GOLDEN_MAX_BYTES, TOML_MAX_BYTES};
use crate::knowledge::load;
use crate::knowledge::model::Briefing;

/// Hexadecimal digits of a hash that people are shown.
const HASH_DIGITS: usize = 12;

/// What one reading of the knowledge gave.
#[derive(Debug)]
pub struct Stock {
    /// The library.
    pub library: Library,
    /// The golden questions of each briefing that has some, by its id.
    pub golden: BTreeMap<Box<str>, Vec<Golden>>,
    /// First 12 hexadecimal digits of the SHA-256 over a list of all files in the order of their names, a line each:
    /// the file's own SHA-256, two blanks, its name, as `sha256sum` writes it. Names are `lexicon.toml` and
    /// `BRIEFING-ID/FILE`, wherever the files stand.
    pub hash: String,
}

/// One briefing as it was read.
struct Read {
    briefing: Briefing,
    place: Place,
    golden: Vec<Golden>,
    lines: Vec<String>,
}

/// Reads the briefings of a folder as [`super::read_library`] does, with their golden questions.
///
/// # Errors
/// As [`super::read_library`], and each line of golden questions that is none.
pub fn read_stock(path: &Path) -> Result<Stock, Vec<Diagnostic>> {
    let (read, words) = read_with(path, read)?;
    let lexicon = words.source.as_ref().map_or(BUILT_IN_LEXICON, |source| &source.text);
    let mut lines = vec![line(LEXICON_FILE, lexicon)];
    let mut golden = BTreeMap::new();
    let mut briefings = Vec::with_capacity(read.len());
    for one in read {
        lines.extend(one.lines);
        if !one.golden.is_empty() {
            golden.insert(one.briefing.id.clone(), one.golden);
        }
        briefings.push((one.briefing, one.place));
    }
    Ok(Stock { library: load::library(briefings, words.lexicon)?, golden, hash: hash(lines) })
}

/// The copy in the binary.
///
/// # Errors
/// None, as a test holds; golden questions are read like those of a folder.
pub fn built_in_stock() -> Result<Stock, Vec<Diagnostic>> {
    let library = built_in();
    let rows = golden::questions(&Arc::new(Source::new("built-in/questions.jsonl", BUILT_IN_GOLDEN)))?;
    let ids = library.briefings.iter().map(|briefing| briefing.id.clone());
    let lines = ids.clone().flat_map(|id| {
        [("article.txt", BUILT_IN_ARTICLE), (BRIEFING_FILE, BUILT_IN_BRIEFING), (GOLDEN_FILE, BUILT_IN_GOLDEN)]
            .map(|(name, text)| line(&format!("{id}/{name}"), text))
    });
    let hash = hash(lines.chain([line(LEXICON_FILE, BUILT_IN_LEXICON)]).collect());
    let golden = ids.map(|id| (id, rows.clone())).collect();
    Ok(Stock { library, golden, hash })
}

fn read(dir: &Path) -> Result<Read, Vec<Diagnostic>> {
    let one = |finding: Box<Diagnostic>| vec![*finding];
    let toml = disk::read(&dir.join(BRIEFING_FILE), TOML_MAX_BYTES, "K006").map_err(one)?;
    let mut article = None;
    let curated = load::curated(&toml, |name| {
        let source = disk::read(&dir.join(name), ARTICLE_MAX_BYTES, "K010")?;
        article = Some((name.to_owned(), Arc::clone(&source)));
        Ok(source)
    });
    let path = dir.join(GOLDEN_FILE);
    let asked =
        if path.exists() { disk::read(&path, GOLDEN_MAX_BYTES, "K006").map(Some).map_err(one) } else { Ok(None) };
    let golden = asked.and_then(|asked| {
        let rows = asked.as_ref().map_or(Ok(Vec::new()), golden::questions)?;
        Ok((asked, rows))
    });
    // What is wrong in either file is told at once.
    let (curated, (asked, golden)) = match (curated, golden) {
        (Ok(curated), Ok(golden)) => (curated, golden),
        (curated, golden) => return Err(curated.err().into_iter().chain(golden.err()).flatten().collect()),
    };
    let id = &curated.briefing.id;
    let named = |name: &str, source: &Source| line(&format!("{id}/{name}"), &source.text);
    let mut lines = vec![named(BRIEFING_FILE, &toml)];
    lines.extend(article.map(|(name, source)| named(&name, &source)));
    lines.extend(asked.map(|source| named(GOLDEN_FILE, &source)));
    let (briefing, place) = curated.shelve();
    Ok(Read { briefing, place, golden, lines })
}

/// A file in the list that is hashed. The name comes last, so that the list can be sorted by it.
fn line(name: &str, text: &str) -> String {
    format!("{}  {name}\n", load::fingerprint(text))
}

fn hash(mut lines: Vec<String>) -> String {
    const NAME_FROM: usize = 64;
    lines.sort_unstable_by(|a, b| a[NAME_FROM..].cmp(&b[NAME_FROM..]));
    let mut hash = load::fingerprint(&lines.concat());
    hash.truncate(HASH_DIGITS);
    hash
}
