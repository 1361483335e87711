//! What kind of answer is expected: from the question word, the noun beside it, or the word order.

use rustc_hash::FxHashMap;

use super::grammar;
use super::measure;
use super::quantity;
use super::question::{Parse, Slot, SlotKind, Types};
use super::vocabulary::{Unit, Vocabulary};
use super::words::Word;
use crate::knowledge::lexicon::Lexicon;

/// Nouns that tell the kind of answer, and the verbs of speech.
#[derive(Debug, Default)]
pub struct AnswerNouns {
    by_stem: FxHashMap<Unit, Types>,
    speech: Vec<Unit>,
    done_to_places: Vec<Unit>,
}

/// Concepts of the lexicon for what is done to places rather than to actors.
pub const DONE_TO_PLACES: &[&str] = &["attack", "damage", "destroy", "evacuate"];

/// Concepts of the lexicon whose words are verbs of speech.
pub const SPEECH_CONCEPTS: &[&str] = &[
    "say",
    "claim",
    "describe",
    "announce",
    "publish",
    "reaction",
    "quote-words",
    "opinion",
    "believe",
    "stress",
    "urge",
];

impl AnswerNouns {
    /// Reads the noun classes of the lexicon.
    #[must_use]
    pub fn new(lexicon: &Lexicon, v: &Vocabulary) -> Self {
        let mut by_stem: FxHashMap<Unit, Types> = FxHashMap::default();
        for class in &lexicon.answer_type {
            let Some(types) = Types::named(&class.id) else { continue };
            for noun in &class.nouns {
                if let Some(unit) = v.stem(noun) {
                    let entry = by_stem.entry(unit).or_default();
                    *entry = entry.with(types);
                }
            }
        }
        let speech = SPEECH_CONCEPTS.iter().filter_map(|id| v.concept_unit(id)).collect();
        let done_to_places = DONE_TO_PLACES.iter().filter_map(|id| v.concept_unit(id)).collect();
        Self { by_stem, speech, done_to_places }
    }

    /// The kind of answer that a noun stands for.
    #[must_use]
    pub fn types(&self, unit: Option<Unit>) -> Types {
        unit.and_then(|u| self.by_stem.get(&u)).copied().unwrap_or_default()
    }

    /// A concept of what is done to places?
    #[must_use]
    pub fn is_done_to_places(&self, unit: Unit) -> bool {
        self.done_to_places.contains(&unit)
    }

    /// A concept of speech?
    #[must_use]
    pub fn is_speech(&self, unit: Unit) -> bool {
        self.speech.contains(&unit)
    }
}

/// Sets types, head noun and speech of a parse.
pub fn fill(nouns: &AnswerNouns, words: &[Word<'_>], parse: &mut Parse) {
    parse.has_speech = parse.slots.iter().any(|s| {
        s.kind == SlotKind::Concept
            && s.alternatives().iter().any(|(u, strength)| *strength > 0.9 && nouns.is_speech(*u))
    });
    let wh = question_word(words);
    let opens_with_auxiliary = words.first().is_some_and(|w| grammar::is_auxiliary(&w.text))
        && words.get(1).is_none_or(|w| !matches!(&*w.text, "you" | "i" | "anyone" | "someone" | "we"));
    if let Some(at) = wh.filter(|&at| !opens_with_auxiliary || words[at].after_pause) {
        parse.is_question = true;
        by_question_word(nouns, words, at, parse);
        return;
    }
    let is_request = words.first().is_some_and(|w| grammar::is_auxiliary(&w.text))
        && words.get(1).is_some_and(|w| &*w.text == "you")
        && words.len() > 3;
    if is_request {
        parse.is_question = true;
        by_bare_noun(nouns, &words[2..], 2, parse);
        return;
    }
    let first =
        words.iter().position(|w| !matches!(&*w.text, "so" | "and" | "but" | "well" | "ok" | "then" | "now" | "also"));
    if let Some(first) = first
        && (grammar::is_auxiliary(&words[first].text) || matches!(&*words[first].text, "any" | "anything" | "whether"))
    {
        parse.is_question = true;
        parse.types = Types::YES_NO;
        return;
    }
    if words.iter().any(|w| &*w.text == "whether")
        || words.windows(2).any(|w| w[0].after_pause && grammar::is_auxiliary(&w[0].text))
    {
        parse.is_question = true;
        parse.types = Types::YES_NO;
        return;
    }
    by_bare_noun(nouns, words, 0, parse);
}

/// The question word that governs the clause: the first that is not a relative pronoun.
fn question_word(words: &[Word<'_>]) -> Option<usize> {
    let mut relative = None;
    for (i, word) in words.iter().enumerate() {
        if !grammar::is_wh(&word.text) || word.is_quoted {
            continue;
        }
        let is_start = i == 0 || word.after_pause;
        let before = if i == 0 { "" } else { &*words[i - 1].text };
        let opens_preamble = word.after_pause
            && matches!(&*word.text, "when")
            && i == 0
            && words[i + 1..].iter().any(|w| grammar::is_wh(&w.text) && w.after_pause);
        if opens_preamble {
            continue;
        }
        let follows_noun = i > 0
            && !is_start
            && words[i - 1].unit.is_some()
            && !grammar::is_function_word(before)
            && !is_asking_verb(before);
        if matches!(&*word.text, "who" | "which" | "whom" | "where" | "when" | "whose")
            && (follows_noun || (i > 0 && before == "that"))
        {
            relative.get_or_insert(i);
            continue;
        }
        return Some(i);
    }
    relative.filter(|&i| words.len() > i + 1 || i > 0)
}

fn is_asking_verb(word: &str) -> bool {
    matches!(
        word,
        "know"
            | "say"
            | "tell"
            | "ask"
            | "explain"
            | "clarify"
            | "wonder"
            | "understand"
            | "remind"
            | "confirm"
            | "describe"
            | "specify"
            | "state"
            | "indicate"
            | "learn"
            | "see"
            | "find"
            | "guess"
            | "exactly"
            | "forget"
    )
}

fn by_question_word(nouns: &AnswerNouns, words: &[Word<'_>], at: usize, parse: &mut Parse) {
    let next = words.get(at + 1).map_or("", |w| &*w.text);
    parse.measures = measure::asked(words, at);
    parse.picks_one = &*words[at].text == "which";
    parse.is_identity = matches!(&*words[at].text, "who")
        && matches!(next, "be" | "is" | "was" | "are" | "were")
        && words.get(at + 2).is_some_and(|w| grammar::is_determiner(&w.text));
    parse.types = match &*words[at].text {
        "who" | "whom" | "whose" => {
            if matches!(next, "be" | "is" | "was" | "are" | "were") && names_one_entity(parse) {
                Types::PERSON.with(Types::DEFINITION).with(Types::ROLE)
            } else {
                Types::PERSON
            }
        }
        "where" => Types::PLACE,
        "when" => Types::DATE,
        "why" => Types::REASON,
        "how" => by_how(nouns, words, at, next, parse),
        // "What drove them away?" asks for a thing as well.
        "what" if grammar::is_causative(next) && words.get(at + 3).is_some_and(|w| !grammar::is_particle(&w.text)) => {
            Types::REASON
        }
        _ => by_noun(nouns, words, at, parse),
    };
}

fn by_how(nouns: &AnswerNouns, words: &[Word<'_>], at: usize, next: &str, parse: &mut Parse) -> Types {
    match next {
        "many" | "much" | "few" => {
            mark_counted(nouns, words, at + 2, parse);
            parse.counts = words[at + 1..]
                .iter()
                .skip(1)
                .take(3)
                .map(|w| nouns.types(w.unit))
                .find(|t| !t.is_none())
                .unwrap_or_default();
            let counted = words.get(at + 2).map_or("", |w| &*w.text);
            let is_time = quantity::is_duration_unit(counted);
            if is_time || counted == "time" { Types::DURATION.with(Types::NUMBER) } else { Types::NUMBER }
        }
        "long" => Types::DURATION,
        "far" | "big" | "large" | "old" | "tall" | "high" | "fast" | "often" | "deep" | "wide" | "heavy"
        | "expensive" | "small" | "strong" => Types::NUMBER,
        "come" => Types::REASON,
        "soon" | "recently" | "late" | "early" => Types::DATE,
        _ => Types::MEANS,
    }
}

/// The name of a place, or of somebody.
fn whose_name(nouns: &AnswerNouns, behind: &[Word<'_>]) -> Types {
    let of = behind.iter().take(5).map(|word| nouns.types(word.unit));
    of.into_iter().find(|types| types.meets(Types::PERSON.with(Types::PLACE))).unwrap_or(Types::PERSON)
}

/// "which month", "what share of", "what is the job of": the first noun that tells a kind, before or after the verb "be".
fn by_noun(nouns: &AnswerNouns, words: &[Word<'_>], at: usize, parse: &mut Parse) -> Types {
    let mut passed_be = false;
    for i in at + 1..words.len().min(at + 7) {
        let word = &words[i];
        let text = &*word.text;
        let types = nouns.types(word.unit);
        // "Which head of state": no state is asked for.
        if text == "of" && i == at + 2 && !is_kind_word(&words[at + 1].text) {
            mark_head(nouns, words, at + 1, parse);
            break;
        }
        if matches!(text, "name" | "names") {
            set_head(i, parse, 0.3);
            return whose_name(nouns, &words[i + 1..]);
        }
        if !types.is_none() {
            if passed_be && types.meets(Types::PERSON.with(Types::PLACE)) && i > at + 3 {
                break;
            }
            if is_measure(types, text) {
                mark_head(nouns, words, i, parse);
            } else {
                set_head(i, parse, 0.45);
            }
            return types;
        }
        if matches!(text, "be" | "is" | "are" | "was" | "were") && !passed_be {
            passed_be = true;
            continue;
        }
        if grammar::is_auxiliary(text) {
            break;
        }
        if grammar::is_function_word(text) || passed_be {
            continue;
        }
        if i == at + 1 || i == at + 2 {
            mark_head(nouns, words, at + 1, parse);
        }
    }
    if passed_be && names_one_entity(parse) {
        return Types::DEFINITION.with(Types::WHAT);
    }
    Types::WHAT
}

/// Words that leave it to the noun behind "of" what is asked for.
fn is_kind_word(word: &str) -> bool {
    matches!(
        word,
        "kind"
            | "kinds"
            | "type"
            | "types"
            | "sort"
            | "sorts"
            | "part"
            | "parts"
            | "one"
            | "ones"
            | "lot"
            | "all"
            | "two"
            | "three"
    )
}

fn names_one_entity(parse: &Parse) -> bool {
    let content = parse.slots.iter().filter(|s| s.factor > 0.5);
    let mut n = 0;
    for slot in content {
        if !matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown) {
            return false;
        }
        n += 1;
    }
    n == 1
}

/// Marks the first plural after "how many", or else the noun as [`mark_head`] finds it.
fn mark_counted(nouns: &AnswerNouns, words: &[Word<'_>], from: usize, parse: &mut Parse) {
    let to = noun_ends(words, from);
    let is_plural = |at: &usize| {
        let text = &*words[*at].text;
        (text.ends_with('s') && !text.ends_with("ss"))
            || matches!(text, "people" | "person" | "man" | "woman" | "child")
    };
    let plural = (from..to)
        .find(is_plural)
        .and_then(|at| parse.slots.iter_mut().find(|s| (s.word as usize..(s.word + s.n_words) as usize).contains(&at)));
    match plural {
        Some(slot) => slot.is_head = true,
        None => mark_head(nouns, words, from, parse),
    }
}

/// Where what may be a noun with its adjectives ends that starts at word `from`.
fn noun_ends(words: &[Word<'_>], from: usize) -> usize {
    let to = (from + 4).min(words.len());
    let is_end = |at: &usize| {
        let text = &*words[*at].text;
        grammar::is_auxiliary(text)
            || grammar::is_preposition(text)
            || (*at > from && (text.ends_with("ed") || grammar::is_determiner(text)))
    };
    (from..to).find(is_end).unwrap_or(to)
}

/// Marks the noun that starts at or right after word `from`: the last word before a name or a verb of speech, "paper" in "which
/// paper said that X left".
fn mark_head(nouns: &AnswerNouns, words: &[Word<'_>], from: usize, parse: &mut Parse) {
    let stop = noun_ends(words, from);
    let is_speech =
        |s: &Slot| s.alternatives().iter().any(|(unit, strength)| *strength > 0.9 && nouns.is_speech(*unit));
    let mut head: Option<usize> = None;
    for (at, slot) in parse.slots.iter().enumerate() {
        if !(from..stop).contains(&(slot.word as usize)) {
            continue;
        }
        let is_behind = head.is_some_and(|before| parse.slots[before].kind != SlotKind::Entity);
        if is_behind && (slot.kind == SlotKind::Entity || is_speech(slot)) {
            break;
        }
        head = Some(at);
    }
    if let Some(slot) = head {
        parse.slots[slot].is_head = true;
    }
}

fn set_head(word: usize, parse: &mut Parse, factor: f32) {
    if let Some(slot) = parse
        .slots
        .iter_mut()
        .find(|s| word >= s.word as usize && word < (s.word + s.n_words) as usize && s.kind != SlotKind::Entity)
    {
        slot.factor = slot.factor.min(factor);
    }
}

/// "waltz title?": no verb, no question word, but a noun that tells the kind.
fn by_bare_noun(nouns: &AnswerNouns, words: &[Word<'_>], from: usize, parse: &mut Parse) {
    let count = words
        .windows(2)
        .position(|w| matches!(&*w[0].text, "number" | "count" | "amount" | "total") && &*w[1].text == "of");
    if let Some(at) = count {
        parse.types = Types::NUMBER;
        mark_head(nouns, words, at + from + 2, parse);
        return;
    }
    if words.len() > 6 && from == 0 {
        return;
    }
    let name = words.windows(2).position(|w| matches!(&*w[0].text, "name" | "names") && &*w[1].text == "of");
    if let Some(name) = name {
        parse.types = whose_name(nouns, &words[name + 2..]);
        return;
    }
    for (i, word) in words.iter().enumerate() {
        let types = nouns.types(word.unit);
        if types.meets(Types::ROLE.with(Types::DATE).with(Types::NUMBER).with(Types::REASON).with(Types::QUOTE)) {
            parse.types = types;
            if !is_measure(types, &word.text) {
                set_head(i + from, parse, 0.6);
            }
            return;
        }
    }
}

/// A noun that is itself what is measured ("age", "price"), not only a word for a number.
fn is_measure(types: Types, noun: &str) -> bool {
    const BARE: &[&str] =
        &["number", "amount", "figure", "percentage", "percent", "share", "total", "count", "proportion"];
    types.meets(Types::NUMBER) && !BARE.contains(&noun)
}
