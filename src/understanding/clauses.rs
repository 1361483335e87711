//! Which part of an utterance asks, and which only leads up to it.

use std::ops::Range;

use super::grammar;
use super::vocabulary::Vocabulary;
use super::words::{Word, Words};

/// Most questions that one utterance is split into.
pub const PARTS_MAX: usize = 3;

/// The asking clauses of an utterance, and the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Word ranges that ask, in order.
    pub parts: Vec<Range<usize>>,
    /// Word ranges that only lead up to it.
    pub context: Vec<Range<usize>>,
}

/// Splits an utterance.
#[must_use]
pub fn split(v: &Vocabulary, all: &Words<'_>) -> Clauses {
    let words = &all.words;
    let sentences = sentences(words);
    let has_mark = |s: &Range<usize>| all.asks.get(words[s.start].sentence as usize).copied().unwrap_or(false);
    let any_mark = sentences.iter().any(has_mark);
    let mut out = Clauses::default();
    for sentence in &sentences {
        let asks = if any_mark {
            has_mark(sentence) || (sentence.end == words.len() && opens_asking(&words[sentence.clone()]))
        } else {
            sentences.len() == 1 || opening(&words[sentence.clone()]).is_some()
        };
        if !asks {
            out.context.push(sentence.clone());
            continue;
        }
        let start = sentence.start + opening(&words[sentence.clone()]).unwrap_or(0);
        let before = sentence.start..start;
        if start > sentence.start && is_tag(&words[start..sentence.end]) {
            out.parts.push(before);
            continue;
        }
        // "If not, who …": that leads up to nothing.
        if !words[before.clone()].iter().all(|word| grammar::is_function_word(&word.text)) {
            // "The talks were where, and who came?"
            if ends_asking(&words[before.clone()]) { &mut out.parts } else { &mut out.context }.push(before);
        }
        let start = start + courtesy(&words[start..sentence.end]);
        let first = circumstance(&words[start..sentence.end]);
        if first > 0 {
            out.context.push(start..start + first);
        }
        let start = start + first;
        let cleft = cleft(v, &words[start..sentence.end]);
        if cleft > 0 {
            out.context.push(start..start + cleft);
        }
        split_parts(v, words, start + cleft..sentence.end, &mut out.parts);
    }
    if out.parts.is_empty() {
        out.parts = std::mem::take(&mut out.context);
        if out.parts.len() > 1 {
            out.parts = std::iter::once(0..words.len()).collect();
        }
    }
    if out.parts.len() > PARTS_MAX {
        let extra = out.parts.len() - PARTS_MAX;
        out.context.extend(out.parts.drain(..extra));
    }
    out
}

fn sentences(words: &[Word<'_>]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        match out.last_mut() {
            Some(last) if words[last.start].sentence == word.sentence => last.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

/// "What did he say": asks, even where its mark was left out. "What a day" does not.
fn opens_asking(words: &[Word<'_>]) -> bool {
    words.len() > 2
        && matches!(&*words[0].text, "who" | "what" | "where" | "why" | "how" | "which")
        && grammar::is_auxiliary(&words[1].text)
}

/// "The talks were where": the question word comes last.
fn ends_asking(words: &[Word<'_>]) -> bool {
    words.len() > 2
        && words.last().is_some_and(|last| matches!(&*last.text, "who" | "what" | "where" | "when" | "why" | "how"))
}

/// Length of "wait, so" or "summary:" before a question of its own: it asks nothing.
fn courtesy(words: &[Word<'_>]) -> usize {
    let joins = |at: usize| at > 0 && matches!(&*words[at].text, "but" | "and");
    let n = (0..words.len()).take_while(|&at| grammar::is_discourse_marker(&words[at].text) || joins(at)).count();
    // "The man is …" without its article: a noun right before its verb is what the sentence is about.
    let is_subject = |next: &Word<'_>| n > 0 && !next.after_pause && grammar::is_marker_and_noun(&words[n - 1].text);
    match &words[n..] {
        [next, _, ..] if grammar::is_wh(&next.text) => n,
        [next, _, ..] if grammar::is_auxiliary(&next.text) && !is_subject(next) => n,
        _ => 0,
    }
}

/// Length of "when he arrived," before a question: with the subject first it tells, and does not ask.
fn circumstance(words: &[Word<'_>]) -> usize {
    let asks_itself = |next: &Word<'_>| grammar::is_auxiliary(&next.text) || next.text.ends_with("ly");
    match words {
        [first, next, ..] if &*first.text == "when" && !asks_itself(next) => {
            let end = (2..words.len()).find(|&at| words[at].after_pause);
            end.filter(|&end| asks(&words[end..])).unwrap_or(0)
        }
        _ => 0,
    }
}

/// "…, isn't she": what stands before is what is asked.
fn is_tag(words: &[Word<'_>]) -> bool {
    let is_subject =
        |word: &Word<'_>| grammar::is_personal_subject(&word.text) || matches!(&*word.text, "that" | "there");
    match words {
        [be, it] => grammar::is_auxiliary(&be.text) && is_subject(it),
        [be, not, it] => grammar::is_auxiliary(&be.text) && &*not.text == "not" && is_subject(it),
        _ => false,
    }
}

/// Most words of a name that is guessed.
const GUESS_MAX_WORDS: usize = 6;
/// Most words of one of several that the asker names to choose from.
const CHOICE_MAX_WORDS: usize = 4;

/// Length of "was it Jones" before "who signed it": who it was is asked all the same. Of a Jones whom nobody here knows, the
/// answer is that nobody does.
fn cleft(v: &Vocabulary, words: &[Word<'_>]) -> usize {
    let opens = words.len() > 4 && grammar::is_auxiliary(&words[0].text) && &*words[1].text == "it";
    let is_relative = |word: &Word<'_>| matches!(&*word.text, "who" | "which" | "whom");
    let at = (3..words.len().min(3 + GUESS_MAX_WORDS)).find(|&at| is_relative(&words[at]) && !words[at].is_quoted);
    let is_known = |word: &Word<'_>| word.unit.is_some_and(|unit| !v.is_outsider(unit)) || !word.is_name_like;
    at.filter(|&at| opens && at + 2 < words.len() && words[2..at].iter().all(is_known)).unwrap_or(0)
}

/// Offset of the first segment between pauses that asks, if an earlier one only leads up to it.
fn opening(words: &[Word<'_>]) -> Option<usize> {
    let mut starts: Vec<usize> = (0..words.len()).filter(|&i| i == 0 || words[i].after_pause).collect();
    starts.push(words.len());
    starts.windows(2).map(|w| w[0]..w[1]).find(|segment| asks(&words[segment.clone()])).map(|segment| segment.start)
}

/// Does a segment open like a question?
fn asks(segment: &[Word<'_>]) -> bool {
    let mut rest = segment;
    while let Some((first, tail)) = rest.split_first() {
        let text = &*first.text;
        if grammar::is_wh(text) {
            // "When he arrived, …" and "while …" lead up.
            return true;
        }
        if grammar::is_auxiliary(text) {
            return tail.len() >= 2;
        }
        let leads = grammar::is_preposition(text)
            && tail.first().is_some_and(|w| {
                grammar::is_wh(&w.text)
                    || grammar::is_determiner(&w.text) && tail.get(1).is_some_and(|w| grammar::is_wh(&w.text))
            });
        let is_light = leads
            || matches!(
                text,
                "so" | "and" | "but" | "then" | "ok" | "well" | "also" | "hey" | "hi" | "now" | "please" | "exactly"
            );
        if !is_light {
            break;
        }
        rest = tail;
    }
    // "could you tell me to which …": a question word deeper inside, after a verb of asking.
    !segment.first().is_some_and(|w| grammar::opens_preamble(&w.text))
        && (1..segment.len()).any(|at| {
            // "At odds on what to do" asks nothing.
            let leads_on = at == 1 || is_asking(&segment[at.saturating_sub(2)].text);
            grammar::is_wh(&segment[at].text)
                && (is_asking(&segment[at - 1].text) || grammar::is_preposition(&segment[at - 1].text) && leads_on)
        })
}

fn is_asking(word: &str) -> bool {
    matches!(
        word,
        "me" | "us"
            | "know"
            | "learn"
            | "find"
            | "see"
            | "inform"
            | "say"
            | "specify"
            | "state"
            | "check"
            | "recall"
            | "remind"
            | "curious"
            | "sure"
            | "guess"
            | "explain"
            | "ask"
            | "tell"
            | "wonder"
            | "clarify"
            | "understand"
            | "remember"
            | "forget"
            | "verify"
            | "confirm"
            | "describe"
            | "summarise"
            | "summarize"
            | "outline"
            | "identify"
            | "detail"
            | "report"
    )
}

/// "… and who is …", "…, and what did …": a second question word that opens a clause.
fn split_parts(v: &Vocabulary, words: &[Word<'_>], range: Range<usize>, parts: &mut Vec<Range<usize>>) {
    let range = range.start..other_choice(words, &range).unwrap_or(range.end);
    let range = range.start..guess(v, words, &range).unwrap_or(range.end);
    let mut start = range.start;
    for i in range.start + 3..range.end {
        let before = &*words[i - 1].text;
        let mut opens = before == "and" || (words[i].after_pause && i + 2 < range.end);
        // "and, separately, what …"
        if !opens && i >= 2 && &*words[i - 2].text == "and" {
            opens = words[i].after_pause || grammar::is_preposition(before);
        }
        let is_wh = grammar::is_wh(&words[i].text) && !words[i].is_quoted;
        let is_second_aux = before == "and"
            && grammar::is_auxiliary(&words[i].text)
            && i + 3 < range.end
            && (!grammar::is_wh(&words[start].text) || words[i - 1].after_pause || is_subject(v, &words[i + 1..]));
        let is_relative = words[i].after_pause
            && before != "and"
            && matches!(&*words[i].text, "which" | "who" | "whom" | "whose" | "where" | "when");
        // "Name the man who came, and the one who left."
        let is_second_object = before == "and"
            && words[i - 1].after_pause
            && grammar::is_determiner(&words[i].text)
            && words[start..i].iter().take(2).any(|word| matches!(&*word.text, "name" | "identify"));
        let opens_part = is_wh && !is_relative || is_second_aux || is_second_object;
        if opens && opens_part && i - start >= 3 && range.end - i >= 2 {
            let opens_at = if grammar::is_preposition(before) { i - 1 } else { i };
            let end = if opens_at > start && &*words[opens_at - 1].text == "and" { opens_at - 1 } else { opens_at };
            parts.push(start..end);
            start = opens_at;
        }
    }
    parts.push(start..range.end);
}

/// Where "…, was it Jones", "…, Jones or Smith" or "…, someone from the north, was it not" begins behind a question word: the
/// asker's guess.
fn guess(v: &Vocabulary, words: &[Word<'_>], range: &Range<usize>) -> Option<usize> {
    if !grammar::is_wh(&words[range.start].text) {
        return None;
    }
    let at = (range.start + 3..range.end).rfind(|&at| words[at].after_pause)?;
    let last = &words[at..range.end];
    let is_it = |word: &Word<'_>| matches!(&*word.text, "it" | "that" | "he" | "she" | "they");
    let opens = matches!(last, [be, it, _, ..] if grammar::is_auxiliary(&be.text) && is_it(it));
    let ends = matches!(last, [.., be, it] if grammar::is_auxiliary(&be.text) && is_it(it))
        || matches!(last, [.., be, not, it] if grammar::is_auxiliary(&be.text) && &*not.text == "not" && is_it(it));
    let asks = last.iter().any(|word| grammar::is_wh(&word.text));
    if (opens || ends) && last.len() <= GUESS_MAX_WORDS && !asks {
        return Some(at);
    }
    choices(v, words, range)
}

/// Where "…, Jones or Smith" and "…: Jones's, Smith's or the new owner's" begin.
fn choices(v: &Vocabulary, words: &[Word<'_>], range: &Range<usize>) -> Option<usize> {
    let is_known = |word: &Word<'_>| word.unit.is_some_and(|unit| !v.meaning(unit).entities.is_empty());
    let is_name = |choice: &[Word<'_>]| {
        let first = choice.iter().find(|word| !grammar::is_determiner(&word.text));
        choice.len() <= CHOICE_MAX_WORDS && first.is_some_and(|word| word.is_name_like || is_known(word))
    };
    let are_names = |stretch: &[Word<'_>]| {
        stretch.split(|word| &*word.text == "or").filter(|choice| !choice.is_empty()).all(is_name)
    };
    let mut begins = range.end;
    for at in (range.start + 2..range.end).rev().filter(|&at| words[at].after_pause) {
        if !are_names(&words[at..begins]) {
            break;
        }
        begins = at;
    }
    let asks = matches!(&*words[range.start].text, "who" | "whose" | "which" | "where");
    let are_several = words[begins..range.end].iter().any(|word| &*word.text == "or");
    (asks && are_several).then_some(begins)
}

/// Does it open with someone or something by name or pronoun? "And has she …" asks, "and has gone …" tells.
fn is_subject(v: &Vocabulary, words: &[Word<'_>]) -> bool {
    let Some(word) = words.iter().find(|word| !grammar::is_determiner(&word.text)) else { return false };
    matches!(&*word.text, "it" | "he" | "she" | "they" | "there" | "anyone" | "anybody" | "someone")
        || word.is_name_like
        || word.unit.is_some_and(|unit| !v.meaning(unit).entities.is_empty())
}

/// Where "… or is it already over" and "… or no" begin: the other choice of a yes/no question adds nothing.
fn other_choice(words: &[Word<'_>], range: &Range<usize>) -> Option<usize> {
    (range.start + 3..range.end)
        .find(|&i| {
            let next = &*words[i].text;
            // "Has he said yes or no to it?", "whether or not": no choices, one idiom.
            let is_idiom = matches!(&*words[i - 2].text, "yes" | "whether");
            &*words[i - 1].text == "or"
                && !is_idiom
                && (grammar::is_auxiliary(next)
                    || grammar::is_personal_subject(next)
                    || matches!(next, "no" | "not" | "just" | "merely" | "rather" | "nah" | "what" | "nope"))
        })
        .map(|i| i - 1)
}
