//! Who says a quotation, by the words around it.

use std::ops::Range;

use super::names::{self, Name, name_at, name_before};
use super::words::Word;
use crate::knowledge::reporting::{is_naming, is_reporting};

/// How sure a speaker is, by the pattern that found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// A guess: right in one case of five.
    Low,
    /// The same sentence or paragraph: right in three of five.
    Medium,
    /// The words beside the marks say so: right in nineteen of twenty.
    High,
}

impl Tier {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What stands for the speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A name.
    Name,
    /// "She", "they".
    Pronoun,
    /// "The official".
    Description,
}

/// The words that give a quotation to someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Where the speaker is named, byte range in the article.
    pub who: Range<usize>,
    /// What stands there.
    pub form: Form,
    /// The reporting verb, byte range in the article.
    pub cue: Range<usize>,
    /// The pattern, for people: `”, said NAME`.
    pub pattern: &'static str,
    /// How sure that is.
    pub tier: Tier,
}

/// Words between a subject and its verb, an apposition included.
const SUBJECT_MAX_WORDS: usize = 18;
/// Words between "NAME told" and `: “`.
const COLON_MAX_WORDS: usize = 16;
/// Words between "NAME told" and `, “`.
const COMMA_MAX_WORDS: usize = 8;

const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "who", "one"];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "one", "another", "its", "his", "her", "their", "our", "my", "some", "two", "three", "several",
    "many",
];
const PREPOSITIONS: &[&str] = &[
    "of", "for", "from", "at", "in", "on", "to", "with", "by", "about", "near", "under", "against", "between", "among",
];
const AUXILIARIES: &[&str] = &[
    "has", "have", "had", "also", "then", "later", "would", "will", "was", "is", "often", "even", "simply", "just",
    "once", "still", "now", "itself", "himself", "herself", "did", "does", "quoted", "as", "were", "who", "who’d",
    "both", "all",
];

/// A subject or object: its words, and what it is.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    start: usize,
    end: usize,
    form: Form,
}

impl Phrase {
    fn of_name(name: Name) -> Self {
        Self { start: name.start, end: name.end, form: Form::Name }
    }

    fn span(self, words: &[Word<'_>]) -> Range<usize> {
        words[self.start].span.start..words[self.end - 1].span.end
    }
}

fn is_verb(word: &Word<'_>) -> bool {
    word.is_word() && is_reporting(&word.lower())
}

fn is_mark(word: &Word<'_>, marks: &[&str]) -> bool {
    marks.contains(&word.text)
}

fn is_preposition(word: &Word<'_>) -> bool {
    PREPOSITIONS.contains(&word.lower().as_str())
}

fn is_filler(word: &Word<'_>) -> bool {
    AUXILIARIES.contains(&word.lower().as_str())
        || (word.is_lower() && word.text.len() > 4 && word.text.ends_with("ly"))
}

/// The phrase that begins at `at`: a pronoun, a name with what describes it, or a description.
fn phrase_at(words: &[Word<'_>], at: usize) -> Option<Phrase> {
    let first = words.get(at)?;
    if !first.is_word() {
        return None;
    }
    let lower = first.lower();
    if PRONOUNS.contains(&lower.as_str()) {
        return Some(Phrase { start: at, end: at + 1, form: Form::Pronoun });
    }
    if let Some(name) = name_at(words, at) {
        if words[name.end - 1].is_possessive() {
            return described(words, at, name.end);
        }
        // "Chief engineer Ansel Roe": the sentence begins with a capital that names no one.
        if name.end - name.start == 1
            && words
                .get(name.end)
                .is_some_and(|next| next.is_lower() && !is_verb(next) && !is_preposition(next) && !is_filler(next))
            && let Some(found) = described(words, at, name.end).filter(|found| found.form == Form::Name)
        {
            return Some(found);
        }
        return Some(Phrase::of_name(name));
    }
    let is_opened = DETERMINERS.contains(&lower.as_str());
    let is_title = names::is_title(first);
    (is_opened || is_title || first.is_lower() || first.is_capital()).then(|| described(words, at, at + 1)).flatten()
}

/// A description that begins at `at`, read on from `from`: "the union’s secretary Ada Roe", "the mayor, Ada Roe,".
fn described(words: &[Word<'_>], at: usize, from: usize) -> Option<Phrase> {
    let mut end = from;
    while let Some(word) = words.get(end).filter(|word| word.is_word() && end - at < 9) {
        if is_verb(word) || is_preposition(word) || is_filler(word) || ["and", "that", "but"].contains(&word.text) {
            break;
        }
        if let Some(name) = name_at(words, end) {
            if words[name.end - 1].is_possessive() {
                end = name.end;
                continue;
            }
            // A name that something follows belongs to the description: "the Pellowick mayor".
            let is_last = words
                .get(name.end)
                .is_none_or(|next| !next.is_lower() || is_verb(next) || is_filler(next) || is_preposition(next));
            if is_last && !words[name.start..name.end].iter().any(|part| names::is_group(part.text)) {
                return Some(Phrase::of_name(name));
            }
            end = name.end;
            continue;
        }
        end += 1;
    }
    if words.get(end).is_some_and(|word| is_mark(word, &[","]))
        && let Some(name) = name_at(words, end + 1)
        && words.get(name.end).is_none_or(|next| !next.is_word() || is_verb(next))
        && name.end - name.start >= 2
    {
        return Some(Phrase::of_name(name));
    }
    let first = &words[at];
    let is_opened = DETERMINERS.contains(&first.lower().as_str()) || first.is_capital();
    // "Said officials", but nothing that opens with a word of grammar.
    let is_bare = first.is_lower() && end <= at + 2 && first.text.ends_with('s') && first.text.len() > 4;
    (end > at && (is_opened || is_bare)).then_some(Phrase { start: at, end, form: Form::Description })
}

/// The attribution in the words that follow a quotation up to the end of its sentence.
///
/// `is_stopped`: a full stop stands before the closing mark. `is_followed`: the words lead to another quotation.
pub(super) fn after(words: &[Word<'_>], is_stopped: bool, is_followed: bool) -> Option<Attribution> {
    let first = words.iter().position(|word| !is_mark(word, &[",", "—", "–", "-", ".", ")"]))?;
    let words = &words[first..];
    if words[0].text == "according" && words.get(1).is_some_and(|to| to.text == "to") {
        let who = phrase_at(words, 2)?;
        return Some(found(words, who, 0..2, "”, according to NAME", Tier::High));
    }
    if words[0].is_lower() && is_verb(&words[0]) {
        let is_then = words.get(1).is_some_and(is_filler);
        let who = phrase_at(words, if is_then { 2 } else { 1 })?;
        let pattern = match who.form {
            Form::Name => "”, said NAME",
            Form::Pronoun => "”, said he",
            Form::Description => "”, said the official",
        };
        return Some(found(words, who, 0..1, pattern, Tier::High));
    }
    if is_stopped || (is_followed && leads_on(words)) {
        return None;
    }
    let who = phrase_at(words, 0)?;
    let verb = verb_after(words, who.end)?;
    let pattern = match who.form {
        Form::Name => "”, NAME said",
        Form::Pronoun => "”, he said",
        Form::Description => "”, the official said",
    };
    Some(found(words, who, verb..verb + 1, pattern, Tier::High))
}

/// Do the words end in what opens the next quotation?
fn leads_on(words: &[Word<'_>]) -> bool {
    words.last().is_some_and(|last| is_mark(last, &[":"]))
}

/// The verb of the subject that ends at `from`: at once, after an auxiliary, or after an apposition.
fn verb_after(words: &[Word<'_>], from: usize) -> Option<usize> {
    let limit = words.len().min(from + SUBJECT_MAX_WORDS);
    let is_apposed = words.get(from).is_some_and(|word| is_mark(word, &[","]));
    let is_extended = words.get(from).is_some_and(|word| is_preposition(word) || word.text == "who");
    for (at, word) in words.iter().enumerate().take(limit).skip(from) {
        if is_mark(word, &[".", ";", ":", "“", "\"", "!", "?"]) {
            return None;
        }
        let is_reached = !is_apposed || (at > from && is_mark(&words[at - 1], &[","])) || is_filler(&words[at - 1]);
        if is_verb(word) && word.is_lower() && is_reached {
            return Some(at);
        }
        if !is_apposed && !is_extended && !is_filler(word) {
            return None;
        }
    }
    None
}

fn found(words: &[Word<'_>], who: Phrase, cue: Range<usize>, pattern: &'static str, tier: Tier) -> Attribution {
    let cue = words[cue.start].span.start..words[cue.end - 1].span.end;
    Attribution { who: who.span(words), form: who.form, cue, pattern, tier }
}

/// The attribution in the words of the sentence before a quotation.
pub(super) fn before(words: &[Word<'_>]) -> Option<Attribution> {
    let last = words.last()?;
    let is_colon = is_mark(last, &[":"]);
    let is_comma = is_mark(last, &[","]);
    let end = words.len() - usize::from(is_colon || is_comma);
    if let Some(found) = interview(words, end, is_colon) {
        return Some(found);
    }
    if let Some(found) = according(words, end) {
        return Some(found);
    }
    let verb = (0..end).rfind(|&at| (is_verb(&words[at]) || is_naming(&words[at].lower())) && !is_noun(words, at))?;
    let tail = words[verb + 1..end].iter().filter(|word| word.is_word()).count();
    let names_it = is_naming(&words[verb].lower());
    let ends_in_that = words[end - 1].text == "that" || words[end - 1].text == "as" || words[end - 1].text == "it";
    let tier = if is_colon && tail <= COLON_MAX_WORDS
        || is_comma && tail <= COMMA_MAX_WORDS
        || tail <= 1
        || ends_in_that && tail <= 3
        || names_it && tail <= COMMA_MAX_WORDS
    {
        Tier::High
    } else {
        Tier::Medium
    };
    // "Then said Ada Roe: “…”", in speech of old and of some places.
    if let Some(name) = name_at(words, verb + 1).filter(|name| name.end == end && is_inverted(words, verb)) {
        return Some(found(words, Phrase::of_name(name), verb..verb + 1, "said NAME: “", tier));
    }
    let who = subject(words, verb)?;
    let pattern = match (who.form, names_it) {
        (_, true) => "NAME called it “",
        (Form::Name, _) => "NAME said, “",
        (Form::Pronoun, _) => "he said, “",
        (Form::Description, _) => "the official said, “",
    };
    Some(found(words, who, verb..verb + 1, pattern, tier))
}

/// Does the verb stand at the head of its clause?
fn is_inverted(words: &[Word<'_>], verb: usize) -> bool {
    verb == 0
        || !words[verb - 1].is_word()
        || is_filler(&words[verb - 1])
        || ["and", "but", "so", "and"].contains(&words[verb - 1].lower().as_str())
}

/// "A report", "the order": a noun that looks like a verb.
fn is_noun(words: &[Word<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
    let lower = before.lower();
    (DETERMINERS.contains(&lower.as_str()) && lower != "one")
        || (lower == "to" && !["saying"].contains(&words[at].text))
        || (before.is_possessive())
}

/// `NAME: “…”`.
fn interview(words: &[Word<'_>], end: usize, is_colon: bool) -> Option<Attribution> {
    let name = name_at(words, 0).filter(|name| is_colon && name.end == end)?;
    Some(found(words, Phrase::of_name(name), end - 1..end, "NAME: “", Tier::High))
}

/// `According to NAME, “…”`.
fn according(words: &[Word<'_>], end: usize) -> Option<Attribution> {
    let at = (0..end.saturating_sub(2)).rfind(|&at| words[at].lower() == "according" && words[at + 1].text == "to")?;
    let who = phrase_at(words, at + 2)?;
    let tier = if words[who.end..end].iter().filter(|word| word.is_word()).count() <= SUBJECT_MAX_WORDS
        && !words[who.end..end].iter().any(is_verb)
    {
        Tier::High
    } else {
        Tier::Medium
    };
    Some(found(words, who, at..at + 2, "according to NAME, “", tier))
}

/// The subject of the verb: what stands right before it, or before the apposition that ends there.
fn subject(words: &[Word<'_>], verb: usize) -> Option<Phrase> {
    let mut end = verb;
    while end > 0 && is_filler(&words[end - 1]) {
        end -= 1;
    }
    let clause =
        (0..end).rfind(|&at| is_mark(&words[at], &[".", ";", ":", "—", "–", "”", "\"", "("])).map_or(0, |at| at + 1);
    if clause >= end {
        return (clause > 0).then(|| phrase_at(words, 0)).flatten();
    }
    if is_mark(&words[end - 1], &[","]) {
        return before_apposition(words, clause, end - 1);
    }
    let segment = (clause..end).rfind(|&at| is_mark(&words[at], &[","])).map_or(clause, |at| at + 1);
    // "At the meeting Roe asked", but not "a spokesman for Roe said".
    if let Some(name) = name_before(words, end).filter(|name| name.with_title >= segment) {
        let is_object = name.with_title > segment && is_preposition(&words[name.with_title - 1]);
        if !is_object {
            return Some(Phrase::of_name(name));
        }
    }
    let pronoun = &words[end - 1];
    if PRONOUNS.contains(&pronoun.lower().as_str()) {
        return Some(Phrase { start: end - 1, end, form: Form::Pronoun });
    }
    // "Roe denied this and said": the subject of the first verb.
    if ["and", "but", "or"].contains(&pronoun.text) || pronoun.text == "that" {
        return leading(words, clause);
    }
    let start = segment
        + words[segment..end]
            .iter()
            .take_while(|word| ["and", "but", "while", "as", "when", "that", "after"].contains(&word.lower().as_str()))
            .count();
    leading(words, start.min(end - 1)).filter(|phrase| phrase.end <= end)
}

/// The first phrase of a clause, past what it opens with.
fn leading(words: &[Word<'_>], start: usize) -> Option<Phrase> {
    let first = words.get(start)?;
    if is_preposition(first) {
        let comma = (start..words.len()).find(|&at| is_mark(&words[at], &[","]))?;
        return phrase_at(words, comma + 1);
    }
    phrase_at(words, start)
}

/// "Ada Roe, the mayor of Poe, said": the apposition ends at the comma `end`.
fn before_apposition(words: &[Word<'_>], clause: usize, end: usize) -> Option<Phrase> {
    // "Its director, Jonas Roe, told": the apposition is the name.
    let opening = (clause..end).rfind(|&at| is_mark(&words[at], &[",", "(", "—", "–"]))?;
    if let Some(name) =
        name_at(words, opening + 1).filter(|name| name.end == end && words[name.start..name.end].len() >= 2)
    {
        return Some(Phrase::of_name(name));
    }
    let mut last = opening;
    loop {
        let start = (clause..last).rfind(|&at| is_mark(&words[at], &[","])).map_or(clause, |at| at + 1);
        let phrase = (start < last).then(|| name_before(words, last)).flatten().filter(|name| name.with_title >= start);
        if let Some(name) = phrase {
            let is_object = name.with_title > start && is_preposition(&words[name.with_title - 1]);
            return if is_object { leading(words, start) } else { Some(Phrase::of_name(name)) };
        }
        if start == clause {
            return leading(words, start);
        }
        last = start - 1;
    }
}
