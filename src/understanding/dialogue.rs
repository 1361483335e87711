//! How an utterance leans on the turns before it.

use super::grammar;
use super::question::{Parse, SlotKind, Types};
use super::words::Word;

/// How an utterance leans on earlier turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUp {
    /// It stands by itself.
    None,
    /// "And X?", "no, I meant Y": the earlier question with another name or topic, which begins at this word.
    Instead(usize),
    /// "When was that?", "says who?": asks more of the last answer, with no content of its own.
    More,
    /// It has content of its own and points back with a pronoun or by what it leaves out.
    Leans,
}

/// Words of at most this many slots lean on the turn before when they name no one.
const SHORT_MAX_SLOTS: usize = 2;

/// Recognises a follow-up.
#[must_use]
pub fn recognise(words: &[Word<'_>], parse: &Parse) -> FollowUp {
    let opening = opening(words);
    let rest = &words[opening..];
    let asks =
        rest.iter().enumerate().any(|(i, w)| grammar::is_wh(&w.text) || (i == 0 && grammar::is_auxiliary(&w.text)));
    let content = || parse.slots.iter().filter(|s| s.factor > 0.5);
    let names = content().filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger)).count();
    if opening > 0 && !asks && rest.len() <= 8 && content().any(|s| s.word as usize >= opening) {
        return FollowUp::Instead(opening);
    }
    let has_own = parse.slots.iter().any(|s| s.kind != SlotKind::Concept || !is_speech_like(words, s.word as usize));
    let by_pronoun =
        words.iter().any(|w| grammar::is_personal_pronoun(&w.text) || matches!(&*w.text, "they" | "them" | "their"));
    if !has_own && !by_pronoun && (parse.is_question || says_who(words)) && words.len() <= 8 {
        return FollowUp::More;
    }
    let points = words.iter().any(|w| {
        grammar::points_back(&w.text) || matches!(&*w.text, "this" | "that" | "there" | "these" | "those" | "then")
    });
    if (parse.points_back && names == 0)
        || (points && names == 0 && content().count() <= SHORT_MAX_SLOTS * 2)
        || (names == 0 && content().count() <= SHORT_MAX_SLOTS)
        || opening > 0
        || parse.points_back
    {
        return FollowUp::Leans;
    }
    FollowUp::None
}

/// Is more asked than what the question word says?
#[must_use]
pub fn asks_for_source(words: &[Word<'_>], types: Types) -> bool {
    says_who(words) || types.meets(Types::PERSON)
}

fn says_who(words: &[Word<'_>]) -> bool {
    words.iter().any(|w| matches!(&*w.text, "source" | "sources" | "citation" | "evidence"))
}

fn is_speech_like(words: &[Word<'_>], at: usize) -> bool {
    words.get(at).is_some_and(|w| {
        let is_verb = matches!(
            &*w.text,
            "say"
                | "claim"
                | "happen"
                | "mean"
                | "tell"
                | "do"
                | "go"
                | "report"
                | "give"
                | "supply"
                | "provide"
                | "state"
        );
        let is_what_was_said =
            matches!(&*w.text, "figure" | "number" | "statement" | "information" | "detail" | "fact");
        is_verb || is_what_was_said
    })
}

/// Number of words that only tie the utterance to the one before.
fn opening(words: &[Word<'_>]) -> usize {
    const PHRASES: &[&[&str]] = &[
        &["what", "about"],
        &["how", "about"],
        &["and", "what", "about"],
        &["and", "how", "about"],
        &["no", "i", "mean"],
        &["i", "mean"],
        &["no", "what", "about"],
        &["and"],
        &["but"],
        &["or"],
        &["no"],
        &["ok", "and"],
        &["same", "for"],
        &["not", "that"],
        &["also"],
        &["sorry", "i", "mean"],
        &["so"],
    ];
    let mut best = 0;
    for phrase in PHRASES {
        let fits = words.len() > phrase.len() && phrase.iter().zip(words).all(|(p, w)| *p == w.text);
        if fits {
            best = best.max(phrase.len());
        }
    }
    if best > 0 && words.get(best).is_some_and(|w| &*w.text == "about") {
        best += 1;
    }
    best
}
