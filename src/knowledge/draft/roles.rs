//! What the words around a name say of its bearer: the role of someone, or that it is a body's or a place's.

use super::names::{Name, is_title, name_at};
use super::tables::{BODIES, MODIFIERS, NO_ROLES, ROLES, SITES, STAFF};
use super::words::Word;
use crate::knowledge::reporting::is_reporting;

/// Words of a role.
const ROLE_MAX_WORDS: usize = 12;
/// Words of a role that stands before its name.
const BEFORE_MAX_WORDS: usize = 9;
const DETERMINERS: &[&str] = &["the", "a", "an", "his", "her", "its", "their", "our", "my", "another"];
/// What stands before a time, a place or a means.
const PLACING: &[&str] = &["in", "on", "at", "after", "before", "during", "under", "inside", "within", "since"];
/// What opens no role.
const NO_OPENING: &[&str] = &[
    "and", "but", "which", "where", "while", "or", "in", "on", "at", "with", "as", "to", "then", "after", "who", "has",
    "had", "have", "is", "was", "were", "are", "will", "would", "can", "could", "does", "did", "gave", "went", "came",
    "took", "made", "got", "put", "puts", "because", "when", "if", "so", "for", "before", "until", "not", "for",
    "that",
];

/// What a description makes of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Described {
    /// Someone, by the role.
    Role(String),
    /// A company, a club.
    Body,
    /// A town, a river.
    Site,
}

/// The description of a name: before it in apposition, beside it, or after it.
pub(super) fn described(article: &str, sentence: &[Word<'_>], name: Name) -> Option<Described> {
    let before = apposed_before(article, sentence, name).or_else(|| beside(article, sentence, name));
    let titled = || {
        let title = &article[sentence[name.with_title].span.start..sentence[name.start - 1].span.end];
        (title.len() > 4 && title != "Miss").then(|| Described::Role(title.to_owned()))
    };
    before.or_else(|| (name.with_title < name.start).then(titled).flatten()).or_else(|| after(article, sentence, name))
}

/// "Its chair, Mina Corry," or "The company, Fenway Coaches,".
fn apposed_before(article: &str, sentence: &[Word<'_>], name: Name) -> Option<Described> {
    let comma = name.with_title.checked_sub(1).filter(|&at| sentence[at].text == ",")?;
    let next = sentence.get(name.end).map_or("", |next| next.text);
    // "The lead author, Ada Okafor of the institute, …".
    let goes_on = next == "of";
    if !goes_on && !matches!(next, "," | ":" | "." | "—" | "(") {
        return None;
    }
    let is_stop = |word: &Word<'_>| !word.is_word() && !matches!(word.text, "’" | "'" | "-" | "&");
    let from = (comma.saturating_sub(BEFORE_MAX_WORDS)..comma)
        .rfind(|&at| is_stop(&sentence[at]))
        .map_or(comma.saturating_sub(BEFORE_MAX_WORDS), |at| at + 1);
    let opens = |at: &usize| DETERMINERS.contains(&sentence[*at].lower().as_str()) || sentence[*at].is_possessive();
    let mut start = (from..comma).rfind(opens)?;
    // "A spokesman for the union", "the head of the board".
    while let Some(earlier) = (from..start).rfind(opens).filter(|&earlier| {
        (sentence[earlier].is_possessive() && start == earlier)
            || (matches!(sentence[start - 1].text, "of" | "for" | "at" | "on" | "in") && start - earlier <= 4)
    }) {
        start = earlier;
    }
    // "the council’s engineer" has its article with it.
    if sentence[start].is_possessive()
        && start > from
        && sentence[start - 1].is_lower()
        && DETERMINERS.contains(&sentence[start - 1].lower().as_str())
    {
        start -= 1;
    }
    // "In a statement, Ada Okafor, …".
    if start > from && PLACING.contains(&sentence[start - 1].lower().as_str()) {
        return None;
    }
    let head = sentence[start..comma].iter().position(|word| matches!(word.text, "of" | "for" | "at" | "on" | "in"));
    let head = &sentence[head.map_or(comma, |at| start + at).checked_sub(1).filter(|&at| at >= start)?];
    if BODIES.contains(head.text) {
        return Some(Described::Body);
    }
    if SITES.contains(head.text) {
        return Some(Described::Site);
    }
    if !head.is_lower() || is_reporting(head.text) || goes_on && !is_role(head.text) {
        return None;
    }
    let is_owned =
        sentence[start].is_possessive() || (sentence[start].is_lower() && sentence[start + 1].is_possessive());
    if !is_owned {
        start += 1;
    }
    (start < comma)
        .then(|| Described::Role(article[sentence[start].span.start..sentence[comma - 1].span.end].to_owned()))
}

/// "chief executive Farah Denholm", "Eastmoor manager Greta Sund", "the charity Open Door".
fn beside(article: &str, sentence: &[Word<'_>], name: Name) -> Option<Described> {
    let last = name.with_title.checked_sub(1)?;
    let noun = &sentence[last];
    if noun.span.end + 1 != sentence[name.with_title].span.start {
        return None;
    }
    let is_opening = |at: usize| at == 0 || !sentence[at - 1].is_word();
    if !(noun.is_lower() || (noun.is_capital() && is_opening(last))) {
        return None;
    }
    let lower = noun.lower();
    if is_body_noun(sentence, last) {
        return Some(Described::Body);
    }
    if name.end - name.start < 2 || !is_role(&lower) {
        return None;
    }
    let mut start = last;
    while start > 0 && start + 5 > last {
        let before = &sentence[start - 1];
        let text = before.lower();
        let is_modifier = before.is_word() && (MODIFIERS.contains(text.as_str()) || is_role(&text));
        let is_house = before.is_capital() && start - 1 > 0 && !DETERMINERS.contains(&text.as_str());
        if !(is_modifier || is_house && name_at(sentence, start - 1).is_some()) {
            break;
        }
        start -= 1;
    }
    Some(Described::Role(article[sentence[start].span.start..noun.span.end].to_owned()))
}

/// "the charity Open Door", but not "told the company Friday".
fn is_body_noun(sentence: &[Word<'_>], at: usize) -> bool {
    BODIES.contains(sentence[at].text)
        && at > 0
        && (DETERMINERS.contains(&sentence[at - 1].lower().as_str()) || MODIFIERS.contains(sentence[at - 1].text))
}

fn is_role(word: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "man", "woman", "ian", "eer", "ant", "yst"];
    ROLES.contains(word)
        || STAFF.contains(word) && !word.ends_with('s')
        || (word.len() > 4 && ENDINGS.iter().any(|end| word.ends_with(end)) && !NO_ROLES.contains(word))
}

/// "Ada Okafor, secretary of the union," or "Edna Shaw, 81, one of the patients".
fn after(article: &str, sentence: &[Word<'_>], name: Name) -> Option<Described> {
    sentence.get(name.end).filter(|word| word.text == ",")?;
    let mut rest = &sentence[name.end + 1..];
    if let [age, comma, more @ ..] = rest
        && comma.text == ","
        && age.text.parse::<u8>().is_ok()
    {
        rest = more;
    }
    let first = rest.first().filter(|word| word.is_lower() || is_title(word))?;
    let ends = |word: &Word<'_>| matches!(word.text, "," | "." | ";" | "—" | "”" | "\"" | ":" | "(");
    let mut length = rest.iter().position(ends).unwrap_or(rest.len());
    if length > ROLE_MAX_WORDS {
        length = rest.iter().position(|word| matches!(word.text, "who" | "which" | "that")).unwrap_or(length);
    }
    let is_known = (1..=ROLE_MAX_WORDS).contains(&length)
        && !NO_OPENING.contains(&first.text)
        && !is_reporting(first.text)
        && !first.text.ends_with("ing")
        && !first.text.ends_with("ed")
        && !first.text.ends_with("ly");
    if !is_known {
        return None;
    }
    let words = &rest[..length];
    let is_joint = |word: &Word<'_>| {
        matches!(word.text, "of" | "for" | "at" | "in" | "that" | "which" | "who") || word.text.ends_with("ed")
    };
    let head = words.iter().position(is_joint);
    let head = words[..head.unwrap_or(length)].last();
    if head.is_some_and(|head| BODIES.contains(head.text) && head.text != "owner") {
        return Some(Described::Body);
    }
    if head.is_some_and(|head| SITES.contains(head.text)) {
        return Some(Described::Site);
    }
    let is_owned = length > 1 && matches!(first.text, "his" | "her" | "its" | "their");
    let first = &words[usize::from(is_owned)];
    Some(Described::Role(article[first.span.start..words[length - 1].span.end].to_owned()))
}

/// "Loopline, which makes", "Loopline’s founder", "a spokesman for Loopline", "Eastmoor manager Greta Sund".
pub(super) fn is_body(sentence: &[Word<'_>], name: Name) -> bool {
    let text = |at: usize| sentence.get(at).map_or("", |word| word.text);
    let is_which = text(name.end) == "," && text(name.end + 1) == "which";
    let is_staffed = STAFF.contains(text(name.end))
        && (sentence[name.end - 1].is_possessive() || sentence.get(name.end + 1).is_some_and(Word::is_capital))
        || (sentence[name.end - 1].is_possessive() && STAFF.contains(text(name.end + 1)));
    let is_served = name.with_title >= 2 && {
        let (noun, joint) = (sentence[name.with_title - 2].lower(), text(name.with_title - 1));
        // "The president of": mostly of a country.
        let is_of = !matches!(noun.as_str(), "president" | "leader" | "head" | "secretary" | "captain");
        STAFF.contains(noun.as_str()) && (joint == "for" || joint == "of" && is_of || noun == "shares" && joint == "in")
    };
    is_which || is_staffed || is_served
}

/// "the Isker valley", "the town of Lissen".
pub(super) fn is_site(sentence: &[Word<'_>], name: Name) -> bool {
    let text = |at: usize| sentence.get(at).map_or("", |word| word.text);
    let is_beside = SITES.contains(text(name.end)) && !sentence[name.end - 1].is_possessive();
    is_beside || name.with_title >= 2 && text(name.with_title - 1) == "of" && SITES.contains(text(name.with_title - 2))
}

/// The short form in brackets: "Transport Workers’ Union (TWU)".
pub(super) fn short(sentence: &[Word<'_>], name: Name) -> Option<String> {
    let [open, word, close] = sentence.get(name.end..name.end + 3)? else { return None };
    let is_short = open.text == "("
        && close.text == ")"
        && (2..=8).contains(&word.text.len())
        && word.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    is_short.then(|| word.text.to_owned())
}
