//! People, organisations and places, by the company that their names keep.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{Name, is_generic, is_month, is_place, kind_of_words, name_at};
use super::quotes::Quotation;
use super::roles::{self, Described};
use super::tables::HONOURS;
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
    /// Where it is named first, or with its role: byte range in the article, with no more than the name.
    pub place: Range<usize>,
}

/// Before places, and hardly ever before people.
const WHERE: &[&str] = &["in", "at", "near", "across", "outside", "towards", "toward", "around"];
/// Before places and people alike.
const WHENCE: &[&str] = &["from", "to", "through", "off", "between"];

#[derive(Debug, Default)]
struct Evidence {
    first: Range<usize>,
    n: usize,
    n_where: usize,
    n_whence: usize,
    n_the: usize,
    /// Mentions that do not open a sentence.
    n_inside: usize,
    is_titled: bool,
    is_speaker: bool,
    is_apposed: bool,
    is_body: bool,
    is_called_body: bool,
    is_site: bool,
    role: Option<(String, Range<usize>)>,
    short: Option<String>,
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
            let is_bare = is_one && is_first && (small.contains(first.lower().as_str()) || is_generic(first.text));
            if first.text.len() < 2 || (is_one && is_month(first.text)) || is_bare {
                continue;
            }
            let is_honour = |at: usize| at > name.start + 1 && HONOURS.contains(sentence[at].bare());
            let last = &sentence[(name.start..name.end).rfind(|&at| !is_honour(at)).unwrap_or(name.start)];
            let text = &article[first.span.start..last.span.start + last.bare().len()];
            let evidence = found.entry(text.to_owned()).or_insert_with(|| {
                order.push(text.to_owned());
                Evidence { first: first.span.start..first.span.start + text.len(), ..Evidence::default() }
            });
            evidence.n_inside += usize::from(!is_first);
            look(article, sentence, name, &said, evidence);
        }
    }
    assemble(&order, &found)
}

fn look(article: &str, sentence: &[Word<'_>], name: Name, said: &FxHashSet<usize>, evidence: &mut Evidence) {
    let is_body = roles::is_body(sentence, name);
    evidence.n += 1;
    evidence.is_titled |= name.with_title < name.start;
    evidence.is_speaker |= said.contains(&sentence[name.start].span.start)
        || sentence.get(name.end).is_some_and(|word| word.is_lower() && is_reporting(word.text));
    if let Some(before) = name.with_title.checked_sub(1).map(|at| sentence[at].lower()) {
        // "Shares in Loopline" are in no place.
        evidence.n_where += usize::from(WHERE.contains(&before.as_str()) && !is_body);
        evidence.n_whence += usize::from(WHENCE.contains(&before.as_str()));
        evidence.n_the += usize::from(before == "the");
    }
    evidence.is_apposed |= sentence.get(name.end).is_some_and(|word| word.text == "who")
        || (sentence.get(name.end).is_some_and(|word| word.text == ",")
            && sentence.get(name.end + 1).is_some_and(|word| {
                word.text == "who" || (word.text.len() == 2 && word.text.bytes().all(|b| b.is_ascii_digit()))
            }));
    if evidence.short.is_none() {
        evidence.short = roles::short(sentence, name);
    }
    evidence.is_body |= is_body;
    evidence.is_site |= roles::is_site(sentence, name);
    match roles::described(article, sentence, name) {
        Some(Described::Body) => evidence.is_called_body = true,
        Some(Described::Site) => evidence.is_site = true,
        Some(Described::Role(role)) if evidence.role.is_none() => {
            let (first, last) = (&sentence[name.start], &sentence[name.end - 1]);
            evidence.role = Some((role, first.span.start..last.span.start + last.bare().len()));
        }
        _ => {}
    }
}

fn kind(name: &str, evidence: &Evidence, is_reused: bool) -> Option<EntityKind> {
    let n_parts = name.split(' ').count();
    let is_acronym = n_parts == 1 && (2..=6).contains(&name.len()) && name.chars().all(char::is_uppercase);
    if evidence.is_titled && n_parts <= 3 {
        return Some(EntityKind::Person);
    }
    let by_words = kind_of_words(name);
    if is_place(name) {
        return Some(EntityKind::Place);
    }
    if is_acronym || by_words == Some(EntityKind::Organisation) {
        let is_city = name.ends_with(" City") && evidence.n_where > 0;
        return Some(if is_city { EntityKind::Place } else { EntityKind::Organisation });
    }
    let is_body = evidence.is_body && evidence.n_where * 2 < evidence.n && by_words != Some(EntityKind::Place);
    if is_body || evidence.is_called_body {
        return Some(EntityKind::Organisation);
    }
    let is_person = evidence.is_apposed || evidence.role.is_some() || (evidence.is_speaker && evidence.n_where == 0);
    // "Ben Hill" may be someone: what is said of him tells.
    if evidence.is_site
        || (by_words == Some(EntityKind::Place) && !(evidence.role.is_some() && n_parts == 2 && evidence.n_the == 0))
    {
        return Some(EntityKind::Place);
    }
    if n_parts >= 2 && evidence.n_the == 0 && (is_person || is_reused) {
        return Some(EntityKind::Person);
    }
    let n_where = evidence.n_where + if n_parts == 1 { evidence.n_whence } else { 0 };
    if n_where * 2 >= evidence.n && n_where > 0 {
        return Some(EntityKind::Place);
    }
    // "Analysts described": a plural that only opens sentences.
    if n_parts == 1 && evidence.n_inside == 0 && name.ends_with('s') {
        return None;
    }
    if evidence.is_speaker || (n_parts == 1 && evidence.role.is_some()) {
        let is_person = n_parts == 1 && evidence.n_the == 0 && evidence.n_where == 0;
        return Some(if is_person { EntityKind::Person } else { EntityKind::Organisation });
    }
    (n_parts >= 2 && evidence.n_the > 0).then_some(EntityKind::Organisation)
}

fn assemble(order: &[String], found: &FxHashMap<String, Evidence>) -> Vec<Named> {
    let fuller = |name: &str| {
        let mut fuller = order.iter().filter(|other| {
            other.len() > name.len() && other.ends_with(name) && other[..other.len() - name.len()].ends_with(' ')
        });
        fuller.next().filter(|_| fuller.next().is_none())
    };
    // "Eastmoor" for "Eastmoor Athletic", and acronyms in brackets.
    let longer = |name: &str| {
        let mut longer = order.iter().filter(|other| {
            let is_longer =
                other.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ') && !rest[1..].contains(' '));
            is_longer && kind(other, &found[*other], false) == Some(EntityKind::Organisation)
        });
        longer.next().filter(|_| longer.next().is_none())
    };
    let shorts: FxHashSet<&str> = found.values().filter_map(|evidence| evidence.short.as_deref()).collect();
    let mut named: Vec<Named> = Vec::new();
    for name in order {
        let evidence = &found[name];
        if fuller(name).is_some() || shorts.contains(name.as_str()) {
            continue;
        }
        if longer(name).is_some() && evidence.n_where == 0 && !evidence.is_site && !evidence.is_titled {
            continue;
        }
        let last = name.rsplit(' ').next().unwrap_or(name);
        let short = (last.len() < name.len()).then(|| found.get(last)).flatten().filter(|_| fuller(last).is_some());
        let Some(mut kind) = kind(name, evidence, short.is_some()) else { continue };
        if kind == EntityKind::Place && short.is_some_and(|short| short.is_speaker) && kind_of_words(name).is_none() {
            kind = EntityKind::Person;
        }
        let is_alone = order.iter().filter(|other| other.rsplit(' ').next() == Some(last)).count() <= 2;
        let mut aliases: Vec<String> = evidence.short.iter().cloned().collect();
        if kind == EntityKind::Person && last.len() < name.len() && is_alone && last.len() > 2 {
            aliases.push(last.to_owned());
        }
        if kind == EntityKind::Organisation {
            let own = order
                .iter()
                .filter(|other| longer(other) == Some(name) && found[*other].n_where == 0 && !found[*other].is_site);
            aliases.extend(own.cloned());
        }
        let role = evidence.role.clone().or_else(|| short.and_then(|short| short.role.clone()));
        let place = role.as_ref().map_or(evidence.first.clone(), |(_, place)| place.clone());
        let role = role.map(|(role, _)| role).filter(|_| kind == EntityKind::Person);
        named.push(Named { kind, name: name.clone(), aliases, role, place });
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
