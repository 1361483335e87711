//! A comparison for answers: the sentence that BM25 ranks first.
//!
//! Words are folded to small letters and stems, and the commonest words of grammar left out, as in any search engine.

use std::collections::{BTreeMap, BTreeSet};

use briefing_bot::text::sentences::paragraphs;
use briefing_bot::text::stem::stem;

const K1: f64 = 1.2;
const B: f64 = 0.75;
const STOPPED: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "and", "or", "is", "are", "was",
    "were", "be", "been", "do", "does", "did", "has", "have", "had", "it", "its", "this", "that", "there", "what",
    "which", "who", "when", "where", "why", "how",
];

/// The sentences of one article, ready to be searched.
pub(crate) struct Sentences<'a> {
    texts: Vec<&'a str>,
    terms: Vec<Vec<String>>,
    document_counts: BTreeMap<String, usize>,
    mean_length: f64,
}

impl<'a> Sentences<'a> {
    pub(crate) fn new(article: &'a str) -> Self {
        let paragraphs = paragraphs(article);
        let texts: Vec<&str> =
            paragraphs.iter().flat_map(|one| &one.sentences).map(|span| &article[span.clone()]).collect();
        let terms: Vec<Vec<String>> = texts.iter().map(|text| terms(text)).collect();
        let mut document_counts = BTreeMap::new();
        for own in &terms {
            for term in own.iter().collect::<BTreeSet<_>>() {
                *document_counts.entry(term.clone()).or_default() += 1;
            }
        }
        let mean_length = terms.iter().map(Vec::len).sum::<usize>() as f64 / terms.len().max(1) as f64;
        Self { texts, terms, document_counts, mean_length }
    }

    /// The best sentence and its score; nothing where no word is shared.
    pub(crate) fn best(&self, question: &str) -> Option<(&'a str, f64)> {
        let query: BTreeSet<String> = terms(question).into_iter().collect();
        let scores = self.terms.iter().map(|own| query.iter().map(|term| self.weight(term, own)).sum::<f64>());
        let (at, score) = scores.enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (score > 0.0).then_some((self.texts[at], score))
    }

    fn weight(&self, term: &String, own: &[String]) -> f64 {
        let n = own.iter().filter(|one| *one == term).count() as f64;
        let n_holding = self.document_counts.get(term).copied().unwrap_or(0) as f64;
        let rarity = (1.0 + (self.terms.len() as f64 - n_holding + 0.5) / (n_holding + 0.5)).ln();
        rarity * n * (K1 + 1.0) / (n + K1 * (1.0 - B + B * own.len() as f64 / self.mean_length))
    }
}

fn terms(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace("’s", "").replace("'s", "");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !STOPPED.contains(word));
    words.map(|word| stem(word).into_owned()).collect()
}
