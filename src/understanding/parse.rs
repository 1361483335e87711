//! Words to slots: entities, concepts, terms and strangers, each with the ways it can be matched.

use std::ops::Range;

use super::grammar;
use super::quantity;
use super::question::{Parse, Slot, SlotKind};
use super::vocabulary::{Class, Unit, Vocabulary};
use super::words::Word;

/// Strength of a match by a concept, of a word that has one.
const BY_CONCEPT: f32 = 0.92;
/// By a wider concept.
pub const BY_BROADER: f32 = 0.58;
/// By the whole that an entity belongs to.
pub const BY_WHOLE: f32 = 0.55;
/// By one word of a phrase.
const BY_PART: f32 = 0.6;
/// By one word of a phrase, as it is written.
const BY_WORD: f32 = 0.8;
/// Weight of a word that carries little.
const LIGHT: f32 = 0.3;
/// Weight of a verb with its particle, which means more than either: "call on", "set up".
const PHRASAL: f32 = 1.0;
/// Most words between a verb and the rest of it.
const OBJECT_MAX_WORDS: usize = 4;
/// Most words of that rest: "off guard".
const REST_MAX_WORDS: usize = 3;
/// Weight of a common word that no concept and no briefing knows.
const COMMON: f32 = 0.8;

/// Fills the slots of a stretch of words.
#[must_use]
pub fn slots(v: &Vocabulary, words: &[Word<'_>]) -> Vec<Slot> {
    let stems: Vec<Option<Unit>> = words.iter().map(|w| w.unit).collect();
    let particles: Vec<usize> = (2..words.len()).filter(|&at| grammar::is_parted_particle(&words[at].text)).collect();
    let mut taken = 0..0;
    let mut out = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if taken.contains(&at) {
            at += 1;
            continue;
        }
        if let Some((rest, slot)) = parted_verb(v, words, &stems, at, &particles) {
            taken = rest;
            out.push(slot);
            at += 1;
            continue;
        }
        if grammar::is_wh(&words[at].text)
            || (v.is_filler(&words[at].text)
                && !words[at].is_name_like
                && v.longest_phrase(&stems[at..]).is_none_or(|(n, _)| n == 1))
        {
            at += 1;
            continue;
        }
        if let Some(n) = foreign_name(v, words, &stems, at) {
            out.push(Slot::new(SlotKind::Stranger, at, n));
            at += n;
            continue;
        }
        let Some((n, meaning)) = v.longest_phrase(&stems[at..]) else {
            single(v, words, at, &mut out);
            at += 1;
            continue;
        };
        if meaning.is_filler {
            at += n;
            continue;
        }
        let word = &words[at];
        let may_be_name = n > 1 || word.unit.is_none_or(|stem| v.may_be_name(stem, &word.text));
        if !may_be_name && meaning.concepts.is_empty() {
            single(v, words, at, &mut out);
            at += 1;
            continue;
        }
        let has_entity = may_be_name && (!meaning.entities.is_empty() || !meaning.metonyms.is_empty());
        if n == 1 && !has_entity && word.unit.is_some_and(|u| v.class(u) == Class::Filler) {
            at += 1;
            continue;
        }
        let kind = if has_entity { SlotKind::Entity } else { SlotKind::Concept };
        let mut slot = Slot::new(kind, at, n);
        slot.is_name = words[at..at + n].iter().any(|word| word.is_name_like);
        if has_entity {
            for &unit in &meaning.entities {
                slot.add(unit, 1.0);
            }
            for &unit in &meaning.metonyms {
                slot.is_metonym = meaning.entities.is_empty();
                slot.add(unit, if slot.is_metonym { 1.0 } else { BY_CONCEPT });
            }
        }
        if slot.is_metonym
            && n == 1
            && let Some(stem) = word.unit.filter(|stem| v.is_in_answer(*stem))
        {
            slot.add(stem, 1.0);
        }
        if !has_entity
            && n == 1
            && let Some(stem) = word.unit
        {
            slot.add(stem, 1.0);
        }
        add_concepts(v, &mut slot, &meaning.concepts, if has_entity { BY_PART } else { BY_CONCEPT });
        if has_entity {
            for unit in meaning.entities.iter().chain(&meaning.metonyms) {
                for &whole in v.wholes(*unit) {
                    slot.add(whole, BY_WHOLE);
                }
            }
        }
        if n > 1 {
            add_parts(v, &stems[at..at + n], &mut slot);
        }
        if kind == SlotKind::Concept {
            let is_light = (at..at + n).all(|i| words[i].unit.is_some_and(|u| v.class(u) >= Class::Light));
            // "Other" turns a question round: what is asked is just what was not told.
            let is_contrast = n == 1 && matches!(&*word.text, "other" | "another" | "further" | "additional");
            slot.factor = match is_light && !is_contrast {
                true if grammar::is_particle(&words[at + n - 1].text) => PHRASAL,
                true => LIGHT,
                false => 1.0,
            };
        }
        out.push(slot);
        at += n;
    }
    out
}

/// A verb whose rest stands behind its object ("turn the offer down", "catch them off guard") as one slot, and where the
/// rest is.
fn parted_verb(
    v: &Vocabulary,
    words: &[Word<'_>],
    stems: &[Option<Unit>],
    at: usize,
    particles: &[usize],
) -> Option<(Range<usize>, Slot)> {
    let particle = *particles.iter().find(|&&particle| particle > at + 1 && particle <= at + 1 + OBJECT_MAX_WORDS)?;
    // These go with everything, or take no object.
    if matches!(&*words[at].text, "get" | "go" | "come" | "be" | "have" | "do") {
        return None;
    }
    let ends_object = |word: &Word<'_>| {
        word.after_pause
            || grammar::is_auxiliary(&word.text)
            || grammar::is_wh(&word.text)
            || grammar::is_preposition(&word.text)
    };
    if words[at + 1..particle].iter().any(ends_object) || v.longest_phrase(&stems[at..]).is_some_and(|(n, _)| n > 1) {
        return None;
    }
    let to = (particle + REST_MAX_WORDS).min(words.len());
    let whole: Vec<Option<Unit>> = std::iter::once(stems[at]).chain(stems[particle..to].iter().copied()).collect();
    let (n, meaning) = v.longest_phrase(&whole).filter(|(n, meaning)| *n > 1 && !meaning.concepts.is_empty())?;
    let rest = particle..particle + n - 1;
    // "Turn the car down the road": it belongs to what follows.
    let stands_alone = |next: &Word<'_>| {
        ends_object(next) || matches!(&*next.text, "and" | "or" | "but" | "then" | "again" | "because" | "if" | "now")
    };
    if !words.get(rest.end).is_none_or(stands_alone) {
        return None;
    }
    let mut slot = Slot::new(SlotKind::Concept, at, 1);
    add_concepts(v, &mut slot, &meaning.concepts, BY_CONCEPT);
    add_parts(v, &whole[..n], &mut slot);
    Some((rest, slot))
}

/// How many words from this one on, everyday ones with capitals, name something that the library never names: "the Cold
/// War". None where lexicon or library know them together, or where most words are written so.
fn foreign_name(v: &Vocabulary, words: &[Word<'_>], stems: &[Option<Unit>], at: usize) -> Option<usize> {
    let is_part = |i: usize| {
        let word = &words[i];
        word.is_name_like
            && !word.is_quoted
            && word.text.len() > 2
            && !quantity::is_calendar_name(&word.text)
            && word.unit.is_some_and(|unit| !v.is_written_large(unit))
    };
    let n = (at..words.len()).take_while(|&i| is_part(i)).count();
    if n < 2 || words.iter().filter(|word| word.is_name_like).count() * 2 > words.len() {
        return None;
    }
    let is_known = |i: usize| {
        v.longest_phrase(&stems[i..]).is_some_and(|(length, meaning)| {
            !meaning.entities.is_empty() || !meaning.metonyms.is_empty() || (length > 1 && i + length <= at + n)
        })
    };
    (!(at..at + n).any(is_known)).then_some(n)
}

fn add_concepts(v: &Vocabulary, slot: &mut Slot, concepts: &[Unit], strength: f32) {
    for &concept in concepts {
        slot.add(concept, strength);
    }
    for &concept in concepts {
        for &broader in v.broader(concept) {
            slot.add(broader, BY_BROADER);
        }
    }
}

fn add_parts(v: &Vocabulary, stems: &[Option<Unit>], slot: &mut Slot) {
    for stem in stems.iter().flatten() {
        if v.class(*stem) == Class::Filler {
            continue;
        }
        let meaning = v.meaning(*stem);
        if slot.kind == SlotKind::Concept && v.class(*stem) < Class::Light {
            slot.add(*stem, BY_WORD);
        }
        for &entity in &meaning.entities {
            slot.add(entity, BY_PART);
        }
        for &concept in &meaning.concepts {
            slot.add(concept, BY_PART);
        }
        if meaning.entities.is_empty() && meaning.concepts.is_empty() {
            slot.add(*stem, BY_PART);
        }
    }
}

fn single(v: &Vocabulary, words: &[Word<'_>], at: usize, out: &mut Vec<Slot>) {
    let word = &words[at];
    if word.is_number {
        let mut slot = Slot::new(SlotKind::Number, at, 1);
        if let Some(unit) = word.unit {
            slot.add(unit, 1.0);
        }
        out.push(slot);
        return;
    }
    let Some(unit) = word.unit else {
        if grammar::is_function_word(&word.text) || word.text.len() < 2 {
            return;
        }
        // Words of a language that is not spoken here say nothing; names in its script are known as aliases.
        if !word.text.is_ascii() && !word.is_name_like {
            return;
        }
        let kind = if word.is_name_like { SlotKind::Stranger } else { SlotKind::Unknown };
        if let Some(before) = out.last_mut()
            && kind == SlotKind::Stranger
            && before.kind == kind
            && (before.word + before.n_words) as usize == at
        {
            before.n_words += 1;
            return;
        }
        out.push(Slot::new(kind, at, 1));
        return;
    };
    let class = v.class(unit);
    if class == Class::Filler
        && !(word.is_name_like && v.is_in_briefing(unit) && !grammar::is_function_word(&word.text))
    {
        return;
    }
    let is_number = quantity::number_word(&word.text);
    let kind = match is_number {
        Some(_) => SlotKind::Number,
        None if v.is_outsider(unit) => SlotKind::Stranger,
        None => SlotKind::Term,
    };
    let mut slot = Slot::new(kind, at, 1);
    slot.is_name = word.is_name_like;
    slot.add(unit, 1.0);
    if let Some(digits) = is_number.and_then(|digits| v.stem(digits)) {
        slot.add(digits, 1.0);
    }
    slot.factor = match class {
        Class::Light => LIGHT,
        Class::Common if !v.is_in_briefing(unit) => COMMON,
        _ => 1.0,
    };
    out.push(slot);
}

/// Parses a line of knowledge or a clause of a question.
#[must_use]
pub fn parse(v: &Vocabulary, nouns: &super::answer_type::AnswerNouns, words: &[Word<'_>]) -> Parse {
    let mut parse = Parse { slots: slots(v, words), ..Parse::default() };
    titled_strangers(nouns, words, &mut parse.slots);
    places_by_metonym(v, nouns, words, &mut parse.slots);
    choices(words, &mut parse.slots);
    drop_person_words(words, &mut parse.slots);
    for slot in &mut parse.slots {
        slot.is_object = preceding(words, slot.word as usize)
            .is_some_and(|before| before != "between" && grammar::is_preposition(before));
        slot.is_listed = slot.word > 0 && words.get(slot.word as usize).is_some_and(|word| word.after_pause)
            || preceding(words, slot.word as usize).is_some_and(|before| matches!(before, "and" | "or"));
    }
    super::answer_type::fill(nouns, words, &mut parse);
    parse.is_negated =
        words.iter().any(|w| matches!(&*w.text, "not" | "never" | "no" | "nobody" | "without" | "neither"));
    parse.asks_each = words.iter().any(|w| matches!(&*w.text, "each" | "both" | "respectively" | "respective"));
    parse.has_contrast =
        words.iter().any(|w| matches!(&*w.text, "other" | "another" | "else" | "further" | "additional"));
    parse.points_back = words.iter().any(|w| grammar::points_back(&w.text));
    parse.agent = agent(words, &parse);
    parse
}

/// The slot that does the saying or doing: the first entity, or the one behind "by" in the passive.
fn agent(words: &[Word<'_>], parse: &Parse) -> Option<usize> {
    let entity = |s: &Slot| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger);
    let by = parse.slots.iter().position(|s| entity(s) && s.word > 0 && preceded_by(words, s, "by"));
    by.or_else(|| {
        let first = parse.slots.iter().position(entity)?;
        let slot = &parse.slots[first];
        (!slot.is_object).then_some(first)
    })
}

fn preceded_by(words: &[Word<'_>], slot: &Slot, preposition: &str) -> bool {
    preceding(words, slot.word as usize) == Some(preposition)
}

/// The word before, an article passed over.
fn preceding<'w>(words: &'w [Word<'_>], at: usize) -> Option<&'w str> {
    let before = words[..at.min(words.len())].iter().rev().find(|w| !grammar::is_determiner(&w.text))?;
    Some(&before.text)
}

/// A word that nobody knows, behind a word for a person, is a name: "councillor so-and-so".
fn titled_strangers(nouns: &super::answer_type::AnswerNouns, words: &[Word<'_>], slots: &mut [Slot]) {
    for slot in slots.iter_mut().filter(|s| s.kind == SlotKind::Unknown && s.word > 0) {
        let before = &words[slot.word as usize - 1];
        if nouns.types(before.unit).meets(super::question::Types::PERSON) {
            slot.kind = SlotKind::Stranger;
        }
    }
}

/// "That Jones bloke" is Jones.
fn drop_person_words(words: &[Word<'_>], slots: &mut Vec<Slot>) {
    for at in (1..slots.len()).rev() {
        let (name, word) = (&slots[at - 1], slots[at].word as usize);
        let follows = name.kind == SlotKind::Entity && (name.word + name.n_words) as usize == word;
        let is_last = words
            .get(word + 1)
            .is_none_or(|next| next.after_pause || grammar::is_auxiliary(&next.text) || next.text.ends_with("ly"));
        if follows && is_last && slots[at].n_words == 1 && grammar::is_person_word(&words[word].text) {
            slots.remove(at);
        }
    }
}

/// "A or B": either may be in the answer, so the absence of one weighs little.
fn choices(words: &[Word<'_>], slots: &mut [Slot]) {
    for i in 1..slots.len() {
        let between = (slots[i - 1].word + slots[i - 1].n_words) as usize;
        let is_choice = slots[i - 1].kind == SlotKind::Entity
            && slots[i].kind == SlotKind::Entity
            && between + 1 == slots[i].word as usize
            && &*words[between].text == "or";
        if is_choice {
            for slot in &mut slots[i - 1..=i] {
                slot.kind = SlotKind::Term;
                slot.factor = LIGHT;
            }
        }
    }
}

/// A capital stands for its country where it acts. Where something happens in it or to it, it is the place that
/// is meant, and one that the library does not know as a place.
fn places_by_metonym(v: &Vocabulary, nouns: &super::answer_type::AnswerNouns, words: &[Word<'_>], slots: &mut [Slot]) {
    if !slots.iter().any(|s| s.is_metonym) {
        return;
    }
    let is_done =
        |s: &Slot| s.alternatives().iter().any(|(unit, strength)| *strength > 0.9 && nouns.is_done_to_places(*unit));
    let deed = slots.iter().position(is_done);
    let is_passive = words.iter().any(|w| matches!(&*w.text, "be" | "is" | "was" | "were" | "are" | "get"));
    for i in 0..slots.len() {
        if !slots[i].is_metonym || words[slots[i].word as usize].is_possessive {
            continue;
        }
        let before = (slots[i].word as usize).checked_sub(1).map_or("", |at| &*words[at].text);
        let suffers = deed.is_some_and(|deed| before != "by" && (is_passive || deed < i));
        if grammar::is_locative(before) || suffers {
            let (word, n) = (slots[i].word as usize, slots[i].n_words as usize);
            let told = words[word].unit.filter(|unit| n == 1 && v.is_in_answer(*unit));
            slots[i] = Slot::new(if told.is_some() { SlotKind::Term } else { SlotKind::Stranger }, word, n);
            if let Some(unit) = told {
                slots[i].is_name = true;
                slots[i].add(unit, 1.0);
            }
        }
    }
}
