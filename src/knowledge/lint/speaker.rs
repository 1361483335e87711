//! K204 and K205: is it the speaker whom the article names?

use std::ops::Range;

use super::reporting::{bare, is_verb};
use crate::diagnostic::{Diagnostic, Severity};
use crate::knowledge::model::{Briefing, EntityIx, Entry, EntryKind};
use crate::knowledge::places::{Curated, EntryPlaces};
use crate::text::normalise::fold;

/// Letters that a word of a name has at least to stand for the whole name.
const NAME_WORD_MIN_CHARS: usize = 3;
/// Words beside a quotation in which its speaker is looked for.
const REACH_WORDS: usize = 12;

pub(super) fn check(curated: &Curated, found: &mut Vec<Diagnostic>) {
    let briefing = &curated.briefing;
    for (entry, at) in briefing.entries.iter().zip(&curated.places.entries) {
        let (EntryKind::Quote | EntryKind::Claim, Some(speaker), Some(span)) = (entry.kind, entry.speaker, &at.speaker)
        else {
            continue;
        };
        if let Some((other, beside)) = named_instead(briefing, entry, speaker) {
            found.push(mismatch(curated, entry, span, other, beside));
        } else if !is_near(briefing, entry, speaker) {
            found.push(not_near(curated, entry, at, span));
        }
    }
}

fn mismatch(curated: &Curated, entry: &Entry, at: &Range<usize>, other: EntityIx, beside: Range<usize>) -> Diagnostic {
    let Curated { briefing, places } = curated;
    let other = &briefing.entity(other).id;
    let message = format!("the article names `{other}` beside the words of `{}`", entry.id);
    Diagnostic::at("K205", Severity::Warning, message, places.place(at))
        .label("someone else")
        .related(places.in_article(beside), "it is said here who speaks")
        .help(format!("if the article is right: \"{other}\""))
        .about(&entry.id)
}

fn not_near(curated: &Curated, entry: &Entry, at: &EntryPlaces, speaker: &Range<usize>) -> Diagnostic {
    let places = &curated.places;
    let name = entry.speaker.map_or("", |ix| &*curated.briefing.entity(ix).name);
    let message = format!("neither the citation nor its paragraph names {name}");
    let mut finding = Diagnostic::at("K204", Severity::Warning, message, places.place(speaker));
    if let Some(cite) = at.cites.first() {
        finding = finding.related(places.place(cite), "cited here");
    }
    finding.help("cite the passage that shows who speaks, too; a pronoun may mean someone else").about(&entry.id)
}

/// Do a citation, or the paragraphs of the citations, name the speaker?
fn is_near(briefing: &Briefing, entry: &Entry, speaker: EntityIx) -> bool {
    let names = names(briefing, speaker);
    entry.citations.iter().any(|citation| {
        let paragraphs = &briefing.article.paragraphs;
        let around = paragraphs.iter().find(|paragraph| paragraph.span.contains(&(citation.start as usize)));
        let around = around.map_or(citation.span(), |paragraph| paragraph.span.clone());
        holds_name(&briefing.article.text[around], &names)
    })
}

/// Name and aliases, each as its folded words.
fn names(briefing: &Briefing, ix: EntityIx) -> Vec<Vec<String>> {
    let entity = briefing.entity(ix);
    let role = entity.role.iter();
    std::iter::once(&entity.name).chain(&entity.aliases).chain(role).map(|name| words(name)).collect()
}

fn words(text: &str) -> Vec<String> {
    let lower = fold(text).lower;
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    parts
        .map(|part| part.trim_end_matches("'s").trim_matches('\'').to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Does a text hold a whole name, without the article before it, or its last word?
fn holds_name(text: &str, names: &[Vec<String>]) -> bool {
    let text = words(text);
    names.iter().any(|name| {
        let name = name.strip_prefix(&["the".to_owned()][..]).unwrap_or(name);
        !name.is_empty() && text.windows(name.len()).any(|window| window == name)
    }) || names
        .first()
        .and_then(|name| name.last())
        .is_some_and(|last| last.chars().count() >= NAME_WORD_MIN_CHARS && text.contains(last))
}

/// Another person or organisation that is named where the article says who speaks, and the place.
fn named_instead(briefing: &Briefing, entry: &Entry, speaker: EntityIx) -> Option<(EntityIx, Range<usize>)> {
    if entry.kind != EntryKind::Quote {
        return None;
    }
    let citation = entry.citations.first()?;
    let start = citation.start as usize + briefing.excerpt(citation).find(&*entry.text)?;
    let beside = attribution(&briefing.article.text, start..start + entry.text.len())?;
    let phrase = &briefing.article.text[beside.clone()];
    if holds_name(phrase, &names(briefing, speaker)) {
        return None;
    }
    let all = (0..briefing.entities.len()).map(|at| EntityIx(at as u32));
    let other = all.filter(|&ix| ix != speaker).find(|&ix| {
        let name = words(&briefing.entity(ix).name);
        !name.is_empty() && holds_name(phrase, &[name])
    })?;
    Some((other, beside))
}

/// The name beside a quotation in one of the sure patterns: `”, said NAME`, `”, NAME said`, `NAME said, “`.
fn attribution(article: &str, words: Range<usize>) -> Option<Range<usize>> {
    after(article, words.end).or_else(|| before(article, words.start))
}

fn after(article: &str, end: usize) -> Option<Range<usize>> {
    let rest = article[end..].split('\n').next()?;
    let closed = rest.trim_start_matches([',', '.', '!', '?']);
    let tail = closed.strip_prefix(['”', '"', '»', '’'])?;
    // A full stop before the mark ends the sentence: what follows is another one.
    if rest.starts_with('.') {
        return None;
    }
    let tail = tail.trim_start_matches([',', ' ']);
    let stop = tail.find(['.', ',', '“', ';', ':']).unwrap_or(tail.len());
    // "Quill replied:" leads to the words that follow.
    if tail[stop..].starts_with(':') {
        return None;
    }
    let phrase = &tail[..stop];
    let mut parts = phrase.split_whitespace().take(REACH_WORDS);
    let is_verb_first = parts.next().is_some_and(is_verb);
    let has_name_first = phrase.starts_with(char::is_uppercase)
        && phrase
            .split_whitespace()
            .take_while(|word| !is_verb(word))
            .all(|word| bare(word).starts_with(char::is_uppercase))
        && phrase.split_whitespace().any(is_verb);
    (is_verb_first || has_name_first)
        .then(|| {
            let name = phrase.split_whitespace().filter(|word| !is_verb(word));
            let name: Vec<&str> = name.take_while(|word| !word.starts_with(char::is_lowercase)).collect();
            let (Some(first), Some(last)) = (name.first(), name.last()) else { return end..end };
            let base = article.as_ptr() as usize;
            first.as_ptr() as usize - base..last.as_ptr() as usize - base + last.len()
        })
        .filter(|span| !span.is_empty())
}

fn before(article: &str, start: usize) -> Option<Range<usize>> {
    let line = article[..start].rsplit('\n').next()?;
    let head = line.strip_suffix(['“', '"', '«', '‘'])?.trim_end().strip_suffix([',', ':'])?;
    let (head, verb) = head.rsplit_once(' ')?;
    if !is_verb(verb) {
        return None;
    }
    let stop =
        head.rfind(['.', ',', '”', ';']).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
    let subject = head[stop..].trim();
    let last = subject.split_whitespace().next_back()?;
    let name = subject.starts_with(char::is_uppercase) && last.starts_with(char::is_uppercase);
    let at = subject.as_ptr() as usize - article.as_ptr() as usize;
    name.then(|| at..at + subject.len())
}
