//! People, organisations and places, by the company that their names keep.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{Name, is_group, is_month, is_place, is_title, name_at};
use super::quotes::Quotation;
use super::words::{Word, words};
use crate::knowledge::model::EntityKind;
use crate::knowledge::reporting::is_reporting;
use crate::text::sentences::Paragraph;

/// A person, organisation or place that the article names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it seems to be.
    pub kind: EntityKind,
    /// Its fullest name, as the article has it.
    pub name: String,
    /// The last name alone, where it is no one else's.
    pub aliases: Vec<String>,
    /// The role, as the article words it.
    pub role: Option<String>,
    /// Where it is named first, or with its role: byte range in the article.
    pub place: Range<usize>,
}

/// Words of a role.
const ROLE_MAX_WORDS: usize = 12;
const WHERE: &[&str] =
    &["in", "at", "near", "from", "to", "across", "outside", "towards", "toward", "around", "through", "off"];

#[derive(Debug, Default)]
struct Evidence {
    first: Range<usize>,
    n: usize,
    n_where: usize,
    n_the: usize,
    is_titled: bool,
    is_speaker: bool,
    is_apposed: bool,
    role: Option<(String, Range<usize>)>,
}

/// The names of an article in the order of their first mention.
pub(super) fn entities(article: &str, paragraphs: &[Paragraph], quotes: &[Quotation]) -> Vec<Named> {
    let said: FxHashSet<usize> =
        quotes.iter().filter_map(|quote| quote.attribution.as_ref()).map(|found| found.who.start).collect();
    let mut order: Vec<String> = Vec::new();
    let mut found: FxHashMap<String, Evidence> = FxHashMap::default();
    let all: Vec<Vec<Word<'_>>> = paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.sentences.iter().map(|sentence| words(article, sentence.clone())))
        .collect();
    let small: FxHashSet<&str> = all.iter().flatten().filter(|word| word.is_lower()).map(|word| word.text).collect();
    for sentence in &all {
        let mut at = 0;
        while at < sentence.len() {
            let Some(name) = name_at(sentence, at) else {
                at += 1;
                continue;
            };
            at = name.end;
            let is_first = sentence[..name.with_title].iter().all(|word| !word.is_word());
            let is_one = name.end - name.start == 1;
            let first = &sentence[name.start];
            if first.text.len() < 2
                || is_month(first.text)
                || (is_one && is_first && small.contains(first.lower().as_str()))
            {
                continue;
            }
            let last = &sentence[name.end - 1];
            let text = &article[first.span.start..last.span.start + last.bare().len()];
            let evidence = found.entry(text.to_owned()).or_insert_with(|| {
                order.push(text.to_owned());
                Evidence { first: first.span.start..last.span.end, ..Evidence::default() }
            });
            look(article, sentence, name, &said, evidence);
        }
    }
    assemble(&order, &found)
}

fn look(article: &str, sentence: &[Word<'_>], name: Name, said: &FxHashSet<usize>, evidence: &mut Evidence) {
    evidence.n += 1;
    evidence.is_titled |= name.with_title < name.start;
    evidence.is_speaker |= said.contains(&sentence[name.start].span.start)
        || sentence.get(name.end).is_some_and(|word| word.is_lower() && is_reporting(word.text));
    if let Some(before) = name.with_title.checked_sub(1).map(|at| sentence[at].lower()) {
        evidence.n_where += usize::from(WHERE.contains(&before.as_str()));
        evidence.n_the += usize::from(before == "the");
    }
    evidence.is_apposed |= sentence.get(name.end).is_some_and(|word| word.text == "who")
        || (sentence.get(name.end).is_some_and(|word| word.text == ",")
            && sentence.get(name.end + 1).is_some_and(|word| {
                word.text == "who" || (word.text.len() == 2 && word.text.bytes().all(|b| b.is_ascii_digit()))
            }));
    if evidence.role.is_none()
        && let Some(role) = role(article, sentence, name)
    {
        evidence.role = Some((role, sentence[name.start].span.clone()));
    }
}

/// "Ada Okafor, secretary of the union," or "President Okafor".
fn role(article: &str, sentence: &[Word<'_>], name: Name) -> Option<String> {
    if name.with_title < name.start {
        let title = &article[sentence[name.with_title].span.start..sentence[name.start - 1].span.end];
        return (title.len() > 4 && title != "Miss").then(|| title.to_owned());
    }
    if sentence.get(name.end).is_none_or(|word| word.text != ",") {
        return None;
    }
    let rest = &sentence[name.end + 1..];
    let first = rest.first().filter(|word| word.is_lower() || is_title(word))?;
    let length = rest.iter().position(|word| matches!(word.text, "," | "." | ";" | "—" | "”" | ":"))?;
    let is_role = (1..=ROLE_MAX_WORDS).contains(&length)
        && ![
            "and", "but", "which", "where", "while", "or", "in", "on", "at", "with", "as", "to", "then", "after", "who",
        ]
        .contains(&first.text)
        && !is_reporting(first.text)
        && !first.text.ends_with("ing")
        && !first.text.ends_with("ed");
    is_role.then(|| article[first.span.start..rest[length - 1].span.end].to_owned())
}

fn kind(name: &str, evidence: &Evidence, is_reused: bool) -> Option<EntityKind> {
    let parts: Vec<&str> = name.split(' ').collect();
    let is_acronym = parts.len() == 1 && (2..=6).contains(&name.len()) && name.chars().all(char::is_uppercase);
    if evidence.is_titled && parts.len() <= 3 {
        return Some(EntityKind::Person);
    }
    if is_acronym || parts.iter().any(|part| is_group(part)) {
        return Some(EntityKind::Organisation);
    }
    if parts.iter().any(|part| is_place(part)) {
        return Some(EntityKind::Place);
    }
    let is_person = evidence.is_apposed || evidence.role.is_some() || (evidence.is_speaker && evidence.n_where == 0);
    if parts.len() >= 2 && evidence.n_the == 0 && (is_person || is_reused) {
        return Some(EntityKind::Person);
    }
    if evidence.n_where * 2 >= evidence.n && evidence.n_where > 0 {
        return Some(EntityKind::Place);
    }
    if evidence.is_speaker {
        let is_person = parts.len() == 1 && evidence.n_the == 0 && evidence.n_where == 0;
        return Some(if is_person { EntityKind::Person } else { EntityKind::Organisation });
    }
    (parts.len() >= 2 && evidence.n_the > 0).then_some(EntityKind::Organisation)
}

fn assemble(order: &[String], found: &FxHashMap<String, Evidence>) -> Vec<Named> {
    let fuller = |name: &str| {
        let mut fuller = order.iter().filter(|other| {
            other.len() > name.len() && other.ends_with(name) && other[..other.len() - name.len()].ends_with(' ')
        });
        fuller.next().filter(|_| fuller.next().is_none())
    };
    let mut named: Vec<Named> = Vec::new();
    for name in order {
        let evidence = &found[name];
        if fuller(name).is_some() {
            continue;
        }
        let last = name.rsplit(' ').next().unwrap_or(name);
        let short = (last.len() < name.len()).then(|| found.get(last)).flatten().filter(|_| fuller(last).is_some());
        let Some(mut kind) = kind(name, evidence, short.is_some()) else { continue };
        if kind == EntityKind::Place && short.is_some_and(|short| short.is_speaker) && !name.split(' ').any(is_place) {
            kind = EntityKind::Person;
        }
        let is_alone = order.iter().filter(|other| other.rsplit(' ').next() == Some(last)).count() <= 2;
        let aliases = if kind == EntityKind::Person && last.len() < name.len() && is_alone && last.len() > 2 {
            vec![last.to_owned()]
        } else {
            Vec::new()
        };
        let role = evidence.role.clone().or_else(|| short.and_then(|short| short.role.clone()));
        let place = role.as_ref().map_or(evidence.first.clone(), |(_, place)| place.clone());
        named.push(Named { kind, name: name.clone(), aliases, role: role.map(|(role, _)| role), place });
    }
    named
}

/// The entity whose name or last name this is.
pub(super) fn known(named: &[Named], text: &str) -> Option<usize> {
    let text = text.strip_suffix("’s").or_else(|| text.strip_suffix("'s")).unwrap_or(text);
    named
        .iter()
        .position(|one| one.name == text)
        .or_else(|| named.iter().position(|one| one.aliases.iter().any(|alias| alias == text)))
        .or_else(|| {
            // "Press Secretary Ada Okafor" holds her name.
            let mut holding = (0..named.len()).filter(|&at| text.ends_with(&format!(" {}", named[at].name)));
            holding.next().filter(|_| holding.next().is_none())
        })
}

/// Dates, as far as they are plain: "5 May 2031", "May 5", "on Tuesday", "1968".
pub(super) fn dates(article: &str, paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let mut found: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let words = words(article, paragraph.span.clone());
        let is_day = |at: usize| {
            words.get(at).is_some_and(|word| {
                let figures = word.text.trim_end_matches(|c: char| c.is_ascii_lowercase());
                figures.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) && word.text.len() <= figures.len() + 2
            })
        };
        let is_year = |at: usize| {
            words.get(at).is_some_and(|word| {
                word.text.len() == 4 && word.text.parse::<u16>().is_ok_and(|year| (1000..2200).contains(&year))
            })
        };
        let mut at = 0;
        while at < words.len() {
            let (mut start, mut end) = (at, at);
            if is_month(words[at].text) {
                end = at + 1;
                if at > 0 && is_day(at - 1) {
                    start = at - 1;
                } else if is_day(end) {
                    end += 1;
                }
                let is_comma = words.get(end).is_some_and(|word| word.text == ",");
                if is_year(end + usize::from(is_comma)) {
                    end += 1 + usize::from(is_comma);
                }
                // "May" is a verb, too.
                if words[at].text == "May" && end == at + 1 && start == at {
                    end = at;
                }
            } else if DAYS.contains(&words[at].bare()) || is_year(at) && at > 0 && words[at - 1].is_lower() {
                end = at + 1;
            }
            if end > start {
                found.push(words[start].span.start..words[end - 1].span.end);
            }
            at = end.max(at + 1);
        }
    }
    found
}
