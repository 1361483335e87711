//! Quoted strings of an article, each with its speaker as far as the words around it tell.

use std::ops::Range;

use super::speaker::{self, Attribution, Tier};
use super::words::{Word, words};
use crate::knowledge::quoted::quoted;
use crate::text::sentences::Paragraph;

/// A string between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words without the marks, byte range in the article.
    pub text: Range<usize>,
    /// Who says it.
    pub attribution: Option<Attribution>,
    /// Is it someone's speech, rather than a title or a word held at arm's length?
    pub is_speech: bool,
    /// Its paragraph, by index.
    pub paragraph: usize,
}

/// Words that make a quotation by themselves; fewer need a speaker beside them.
const SPEECH_MIN_WORDS: usize = 3;
/// Words from which a quotation without a speaker is taken for speech even without a stop.
const LONG_MIN_WORDS: usize = 6;

/// What stands before a title or a word held at arm's length.
const TITLE_CUES: &[&str] = &[
    "titled",
    "entitled",
    "named",
    "dubbed",
    "nicknamed",
    "so-called",
    "headlined",
    "word",
    "words",
    "term",
    "phrase",
    "song",
    "film",
    "book",
    "novel",
    "album",
    "poem",
    "play",
    "episode",
    "series",
    "painting",
    "single",
    "show",
    "known",
    "paper",
    "essay",
    "sign",
    "banner",
    "slogan",
    "exhibition",
    "documentary",
    "movie",
    "programme",
    "program",
    "hit",
    "track",
    "memoir",
    "article",
    "column",
    "ballad",
    "opera",
    "musical",
    "award",
    "label",
    "marked",
];

/// The quotations of an article, in order.
pub(super) fn quotations(article: &str, paragraphs: &[Paragraph]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let spans = quoted(article, std::slice::from_ref(paragraph));
        let first = found.len();
        for (at, span) in spans.iter().enumerate() {
            let attribution = beside(article, paragraph, &spans, at);
            found.push(Quotation { text: trimmed(article, span), attribution, is_speech: true, paragraph: number });
        }
        carry_on(article, paragraph, &spans, &mut found[first..]);
    }
    across_paragraphs(article, paragraphs, &mut found);
    for at in 0..found.len() {
        let is_speech = is_speech(article, &paragraphs[found[at].paragraph], &found[at]);
        found[at].is_speech = is_speech;
    }
    found.retain(|quotation| !quotation.text.is_empty());
    found
}

fn trimmed(article: &str, span: &Range<usize>) -> Range<usize> {
    let text = &article[span.clone()];
    let start = span.start + text.len() - text.trim_start().len();
    start..(start + text.trim().len())
}

/// Where the quotation with its marks begins and ends, the closing one only where it is there.
fn outer(article: &str, paragraph: &Paragraph, span: &Range<usize>) -> Range<usize> {
    let start = article[..span.start].char_indices().next_back().map_or(0, |(at, _)| at);
    let close = article[span.end..paragraph.span.end].chars().next().map_or(0, char::len_utf8);
    start..span.end + close
}

/// The attribution in the words before or after the quotation, in its own sentence.
fn beside(article: &str, paragraph: &Paragraph, spans: &[Range<usize>], at: usize) -> Option<Attribution> {
    let own = outer(article, paragraph, &spans[at]);
    let left = at.checked_sub(1).map_or(paragraph.span.start, |last| outer(article, paragraph, &spans[last]).end);
    let right = spans.get(at + 1).map_or(paragraph.span.end, |next| outer(article, paragraph, next).start);
    let sentence_before =
        paragraph.sentences.iter().rfind(|sentence| sentence.start < own.start).map_or(left, |s| s.start);
    let lead = words(article, left.max(sentence_before.min(own.start))..own.start);
    let sentence_after = paragraph
        .sentences
        .iter()
        .find(|sentence| sentence.end > own.end)
        .map_or(own.end, |sentence| if sentence.start >= own.end { own.end } else { sentence.end });
    let tail = words(article, own.end..right.min(sentence_after).max(own.end));
    let inside = article[spans[at].clone()].trim_end();
    let is_stopped = inside.ends_with('.') && !inside.ends_with("..");
    let is_followed = right < sentence_after;
    // "“Yes,” he said" after "she asked": what follows a comma or a question mark is nearer than what stands before.
    let is_open = inside.ends_with([',', '?', '!', '—', '–', '…']) || tail.first().is_some_and(|word| word.text == ",");
    let leads_in = lead.last().is_some_and(|word| matches!(word.text, ":" | "," | "that"));
    let later = speaker::after(&tail, is_stopped, is_followed).filter(|_| is_open || !leads_in);
    let earlier = lead.last().and_then(|_| speaker::before(&lead));
    match (earlier, later) {
        (Some(earlier), Some(later)) if is_open && !leads_in || later.tier > earlier.tier => Some(later),
        (Some(earlier), _) => Some(earlier),
        (None, Some(later)) => Some(later),
        (None, None) => elsewhere(&tail),
    }
}

/// A reporting clause further on in the sentence.
fn elsewhere(tail: &[Word<'_>]) -> Option<Attribution> {
    let comma = (0..tail.len()).rfind(|&at| tail[at].text == ",")?;
    let mut found = speaker::after(&tail[comma..], false, false)?;
    found.tier = Tier::Medium;
    found.pattern = "further on in the sentence";
    Some(found)
}

/// “…,” said NAME. “…”: what follows the reporting clause at once has the same speaker.
fn carry_on(article: &str, paragraph: &Paragraph, spans: &[Range<usize>], own: &mut [Quotation]) {
    for at in 1..own.len() {
        if own[at].attribution.is_some() {
            continue;
        }
        let Some(last) = own[at - 1].attribution.clone() else { continue };
        let from = outer(article, paragraph, &spans[at - 1]).end;
        let to = outer(article, paragraph, &spans[at]).start;
        let n_sentences = paragraph.sentences.iter().filter(|s| s.start < to && s.end > from).count();
        let between = article[from..to].trim();
        let starts_sentence = paragraph.sentences.iter().any(|s| s.start == to);
        let is_next = between.is_empty()
            || (n_sentences == 1 && starts_sentence)
            || (n_sentences <= 2 && last.cue.start >= from && last.cue.end <= to && between.matches(". ").count() == 0);
        let tier =
            if is_next && starts_sentence || between.is_empty() { last.tier } else { last.tier.min(Tier::Medium) };
        let pattern =
            if is_next { "goes on after the reporting clause" } else { "the last quotation of the paragraph" };
        own[at].attribution = Some(Attribution { pattern, tier, ..last });
    }
    // “A.” “B,” she said.
    for at in (0..own.len().saturating_sub(1)).rev() {
        let between = &article[spans[at].end..spans[at + 1].start];
        if own[at].attribution.is_none() && between.chars().all(|c| !c.is_alphanumeric()) {
            let next = own[at + 1].attribution.clone();
            own[at].attribution = next;
        }
    }
}

/// Quotations of several paragraphs, and paragraphs that are nothing but a quotation.
fn across_paragraphs(article: &str, paragraphs: &[Paragraph], found: &mut [Quotation]) {
    let is_open = |quotation: &Quotation| {
        let rest = &article[quotation.text.end..paragraphs[quotation.paragraph].span.end];
        rest.trim().is_empty()
    };
    for at in 1..found.len() {
        let (before, own) = (&found[at - 1], &found[at]);
        let is_beginning =
            article[paragraphs[own.paragraph].span.start..own.text.start].chars().all(|c| !c.is_alphanumeric());
        if own.paragraph == before.paragraph + 1 && is_beginning && own.attribution.is_none() {
            let Some(last) = before.attribution.clone() else { continue };
            let (pattern, tier) = if is_open(before) {
                ("goes on in the next paragraph", last.tier)
            } else {
                ("the speaker of the paragraph before", Tier::Low)
            };
            found[at].attribution = Some(Attribution { pattern, tier, ..last });
        }
    }
    for at in (1..found.len()).rev() {
        let (before, own) = (&found[at - 1], &found[at]);
        if own.paragraph == before.paragraph + 1 && before.attribution.is_none() && is_open(before) {
            let next = own.attribution.clone();
            found[at - 1].attribution = next;
        }
    }
}

/// Speech, or a title or a word held at arm's length?
fn is_speech(article: &str, paragraph: &Paragraph, quotation: &Quotation) -> bool {
    let text = &article[quotation.text.clone()];
    let inner = words(article, quotation.text.clone());
    let n_words = inner.iter().filter(|word| word.is_word()).count();
    if n_words == 0 || paragraph.is_heading {
        return false;
    }
    let tier = quotation.attribution.as_ref().map(|attribution| attribution.tier);
    let is_stopped = text.ends_with([',', '.', '!', '?', '…', '—']);
    let lead = words(article, paragraph.span.start..quotation.text.start);
    let cue = lead.iter().rev().skip_while(|word| !word.is_word()).take(3);
    let is_titled = cue.take_while(|word| word.is_word()).any(|word| TITLE_CUES.contains(&word.lower().as_str()));
    let is_after = quotation.attribution.as_ref().is_some_and(|found| found.cue.start >= quotation.text.end);
    let is_reported_before = lead.iter().rev().find(|word| word.is_word()).is_some_and(|word| {
        let lower = word.lower();
        crate::knowledge::reporting::is_reporting(&lower) && lower != "called" || word.text == "that"
    });
    let is_long = is_stopped && n_words >= LONG_MIN_WORDS;
    if is_titled && !is_after && !is_long && !is_reported_before {
        return false;
    }
    // "the prize, “Best Ferry of the Year”, …": capitals throughout.
    let is_capitals =
        n_words >= 2 && inner.iter().filter(|word| word.is_word() && word.text.len() > 3).all(Word::is_capital);
    if is_capitals && !is_stopped && !is_reported_before {
        return false;
    }
    match tier {
        Some(Tier::High) => true,
        Some(Tier::Medium) => n_words >= 2,
        Some(Tier::Low) | None => n_words >= LONG_MIN_WORDS || (n_words >= SPEECH_MIN_WORDS && is_stopped),
    }
}
