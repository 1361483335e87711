//! The parts of an article held against the citations.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Missed, QUOTE_MIN_WORDS, Quoted, Sentence, Share, Spans, Spot};
use crate::knowledge::lint::detail::{Detail, Words, details as details_of};
use crate::knowledge::model::{Briefing, Entry, EntryIx, EntryKind};
use crate::knowledge::quoted::quoted;

/// Each sentence with the entries that cite it.
pub(super) fn sentences(briefing: &Briefing) -> Vec<Sentence> {
    let text = &*briefing.article.text;
    let cited = Spans::new(citations(briefing).map(|(_, span)| span));
    let mut found: Vec<Sentence> = Vec::new();
    let lines = Lines::new(text);
    for paragraph in briefing.article.paragraphs.iter().filter(|paragraph| !paragraph.is_heading) {
        for span in &paragraph.sentences {
            let words = Share::count(words(text, span).map(|word| cited.holds(&word)));
            let at = lines.spot(span.clone(), paragraph.number);
            found.push(Sentence { at, entries: Vec::new(), words });
        }
    }
    for (ix, span) in citations(briefing) {
        let first = found.partition_point(|sentence| sentence.at.span.end <= span.start);
        let within = found[first..].iter_mut().take_while(|sentence| sentence.at.span.start < span.end);
        for sentence in within {
            let is_new = sentence.entries.last() != Some(&ix);
            if is_new && words(text, &sentence.at.span).any(|word| overlap(&word, &span)) {
                sentence.entries.push(ix);
            }
        }
    }
    found
}

/// Each quoted string that is long enough, with the quote entries that hold some of it.
pub(super) fn quotes(briefing: &Briefing) -> Vec<Quoted> {
    let text = &*briefing.article.text;
    let lines = Lines::new(text);
    let held: Vec<(EntryIx, Range<usize>)> = entries(briefing)
        .filter(|(_, entry)| entry.kind == EntryKind::Quote)
        .filter_map(|(ix, entry)| Some((ix, quote_span(briefing, entry)?)))
        .collect();
    let mut found = Vec::new();
    for span in quoted(text, &briefing.article.paragraphs) {
        if words(text, &span).take(QUOTE_MIN_WORDS).count() < QUOTE_MIN_WORDS {
            continue;
        }
        let entries = held.iter().filter(|(_, one)| overlap(one, &span)).map(|(ix, _)| *ix).collect();
        found.push(Quoted { at: lines.spot(span.clone(), paragraph(briefing, span.start)), entries });
    }
    found
}

/// Each number and name that no citation holds, at its first place.
pub(super) fn details(briefing: &Briefing) -> Vec<Missed> {
    let text = &*briefing.article.text;
    let lines = Lines::new(text);
    let cited = Words::of_all(citations(briefing).map(|(_, span)| &text[span]));
    let mut seen: FxHashSet<String> = FxHashSet::default();
    let mut found: Vec<Missed> = Vec::new();
    for paragraph in briefing.article.paragraphs.iter().filter(|paragraph| !paragraph.is_heading) {
        for sentence in &paragraph.sentences {
            let missing = details_of(&text[sentence.clone()]).into_iter().filter(|detail| !cited.holds(detail));
            for span in joined(text, sentence, missing) {
                // A name whose words were all missed before is no new one: "Roe" after "Ada Roe".
                let n_seen = seen.len();
                seen.extend(text[span.0.clone()].split([' ', '-']).map(str::to_lowercase));
                if seen.len() > n_seen {
                    found.push(Missed { at: lines.spot(span.0, paragraph.number), is_number: span.1 });
                }
            }
        }
    }
    found
}

/// The places of details, words of one name together; with each whether it is a number.
fn joined<'a>(
    text: &str,
    sentence: &Range<usize>,
    found: impl Iterator<Item = Detail<'a>>,
) -> Vec<(Range<usize>, bool)> {
    let mut spans: Vec<(Range<usize>, bool)> = Vec::new();
    let base = text[sentence.clone()].as_ptr() as usize;
    for detail in found {
        // A detail is a slice of the sentence.
        let start = sentence.start + (detail.raw.as_ptr() as usize - base);
        let span = start..start + detail.raw.len();
        match spans.last_mut() {
            Some((last, false)) if !detail.is_number() && matches!(&text[last.end..span.start], " " | "-") => {
                last.end = span.end;
            }
            _ => spans.push((span, detail.is_number())),
        }
    }
    spans
}

/// Where the words of a quote stand: in its first citation; all of that where marks or spaces differ.
fn quote_span(briefing: &Briefing, entry: &Entry) -> Option<Range<usize>> {
    let citation = entry.citations.first()?;
    let at = briefing.excerpt(citation).find(&*entry.text);
    Some(at.map_or(citation.span(), |at| {
        let start = citation.span().start + at;
        start..start + entry.text.len()
    }))
}

fn entries(briefing: &Briefing) -> impl Iterator<Item = (EntryIx, &Entry)> {
    (0_u32..).map(EntryIx).zip(&briefing.entries)
}

fn citations(briefing: &Briefing) -> impl Iterator<Item = (EntryIx, Range<usize>)> {
    entries(briefing).flat_map(|(ix, entry)| entry.citations.iter().map(move |citation| (ix, citation.span())))
}

/// The number of the paragraph that a byte stands in.
fn paragraph(briefing: &Briefing, at: usize) -> u32 {
    let paragraphs = &briefing.article.paragraphs;
    paragraphs.get(paragraphs.partition_point(|one| one.span.end <= at)).map_or(0, |one| one.number)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Byte ranges of the words in a stretch, without the marks around them.
fn words<'a>(text: &'a str, within: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let from = within.start;
    let stretch = &text[within.clone()];
    let origin = stretch.as_ptr() as usize;
    stretch.split_whitespace().filter_map(move |word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let start = from + (bare.as_ptr() as usize - origin);
        (!bare.is_empty()).then_some(start..start + bare.len())
    })
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn spot(&self, span: Range<usize>, paragraph: u32) -> Spot {
        Spot { line: self.0.partition_point(|&start| start <= span.start), span, paragraph }
    }
}
