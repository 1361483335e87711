//! K303: a wording that has little in common with what it cites.

use rustc_hash::FxHashSet;

use super::is_free_prose;
use super::reporting::bare;
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::places::Curated;
use crate::text::stem::stem;

/// Letters of a word that carries meaning.
const CONTENT_MIN_CHARS: usize = 4;
/// Content words that a wording has at least to be judged.
const WORDS_MIN: usize = 4;
/// Of these, percent that must stand in the citations.
const SHARED_MIN_PERCENT: usize = 34;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let Curated { briefing, places } = curated;
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        if !is_free_prose(briefing, entry) {
            continue;
        }
        let said = content(&entry.text);
        let cited: FxHashSet<String> =
            entry.citations.iter().flat_map(|citation| content(briefing.excerpt(citation))).collect();
        let n_shared = said.iter().filter(|word| cited.contains(*word)).count();
        if said.len() >= WORDS_MIN && n_shared * 100 < said.len() * SHARED_MIN_PERCENT {
            let message = format!("{n_shared} of {} words of `{}` stand in its citations", said.len(), entry.id);
            found.push(
                Diagnostic::at("K303", Severity::Info, message, places.place(&at.text))
                    .help("keep to the article's words, or cite the passage that has them")
                    .about(&entry.id),
            );
        }
    }
}

fn content(text: &str) -> FxHashSet<String> {
    let words = text.split_whitespace().map(|word| bare(word).to_lowercase().replace('’', "'"));
    words.filter(|word| word.chars().count() >= CONTENT_MIN_CHARS).map(|word| stem(&word).into_owned()).collect()
}
