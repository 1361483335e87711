//! How an utterance leans on the turns before it.

use std::ops::Range;

use super::grammar;
use super::question::{Parse, Slot, SlotKind, Types};
use super::words::Word;

/// How an utterance leans on earlier turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowUp {
    /// It stands by itself.
    None,
    /// "And X?", "no, I meant Y": the earlier question with another name or topic.
    Instead(Instead),
    /// "When was that?", "says who?": asks more of the last answer, with no content of its own.
    More,
    /// It has content of its own and points back with a pronoun or by what it leaves out.
    Leans,
}

/// What takes the place of what in the earlier question, as ranges of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// The new name or topic.
    pub new: Range<usize>,
    /// What it replaces, where that is said: "not X, Y".
    pub old: Option<Range<usize>>,
}

/// Words of at most this many slots lean on the turn before when they name no one.
const SHORT_MAX_SLOTS: usize = 2;

/// Most words of a name or topic that takes the place of another.
const INSTEAD_MAX_WORDS: usize = 8;

/// Kinds of answer that an earlier answer may already hold, whoever "he" or "it" is.
pub const DETAIL: Types = Types(Types::DATE.0 | Types::PLACE.0 | Types::REASON.0 | Types::DURATION.0 | Types::NUMBER.0);

/// Recognises a follow-up.
#[must_use]
pub fn recognise(words: &[Word<'_>], parse: &Parse) -> FollowUp {
    let opening = opening(words);
    let rest = &words[opening..];
    let asks =
        rest.iter().enumerate().any(|(i, w)| grammar::is_wh(&w.text) || (i == 0 && grammar::is_auxiliary(&w.text)));
    let content = || parse.slots.iter().filter(|s| s.factor > 0.5);
    let names = content().filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger)).count();
    if !asks
        && rest.len() <= INSTEAD_MAX_WORDS
        && let Some(instead) = instead(words, opening)
        && content().any(|s| instead.new.contains(&(s.word as usize)))
    {
        return FollowUp::Instead(instead);
    }
    let by_pronoun =
        words.iter().any(|w| grammar::is_personal_pronoun(&w.text) || matches!(&*w.text, "they" | "them" | "their"));
    // "For how long?" has no content of its own; "how long is it?" asks of a thing.
    let is_bare_measure = |s: &Slot| s.word > 0 && !parse.points_back && &*words[s.word as usize - 1].text == "how";
    let has_own = parse
        .slots
        .iter()
        .any(|s| (s.kind != SlotKind::Concept || !is_speech_like(words, s.word as usize)) && !is_bare_measure(s));
    let asks_detail = parse.types.meets(DETAIL) && !parse.types.meets(Types::WHAT);
    if !has_own && (!by_pronoun || asks_detail) && (parse.is_question || says_who(words)) && words.len() <= 8 {
        return FollowUp::More;
    }
    let points = points_at_something(words);
    // "What did X say to that?"
    let ends_in_that = words.len() > 2 && words.last().is_some_and(|w| matches!(&*w.text, "that" | "this"));
    if (parse.points_back && names == 0)
        || (ends_in_that && parse.has_speech)
        || (points && names == 0 && content().count() <= SHORT_MAX_SLOTS * 2)
        || (names == 0 && content().count() <= SHORT_MAX_SLOTS)
        || opening > 0
        || parse.points_back
    {
        return FollowUp::Leans;
    }
    FollowUp::None
}

/// Does a pronoun or demonstrative stand for something of an earlier turn?
#[must_use]
pub fn points_at_something(words: &[Word<'_>]) -> bool {
    words.iter().any(|w| {
        grammar::points_back(&w.text)
            || matches!(&*w.text, "this" | "that" | "there" | "these" | "those" | "then" | "them" | "they")
    })
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

/// "Not X, Y", "Y, not X", or just Y behind words that tie it to the turn before.
fn instead(words: &[Word<'_>], opening: usize) -> Option<Instead> {
    let is_not = |at: usize| &*words[at].text == "not";
    let n = words.len();
    if opening < n && is_not(opening) {
        let start = (opening + 2..n).find(|&at| words[at].after_pause || &*words[at].text == "but")?;
        let new = start + usize::from(&*words[start].text == "but");
        return (new < n).then_some(Instead { new: new..n, old: Some(opening + 1..start) });
    }
    let not = (opening + 1..n.saturating_sub(1)).find(|&at| is_not(at));
    match not {
        Some(not) if opening > 0 || words[not].after_pause => {
            Some(Instead { new: opening..not, old: Some(not + 1..n) })
        }
        _ => (opening > 0 && opening < n).then_some(Instead { new: opening..n, old: None }),
    }
}

/// Number of words that only tie the utterance to the one before.
fn opening(words: &[Word<'_>]) -> usize {
    const TIES: &[&[&str]] = &[
        &["what", "about"],
        &["how", "about"],
        &["i", "mean"],
        &["i", "be", "asking", "about"],
        &["and"],
        &["but"],
        &["or"],
        &["no"],
        &["nope"],
        &["sorry"],
        &["oops"],
        &["wait"],
        &["actually"],
        &["rather"],
        &["same", "for"],
        &["not", "that"],
        &["also"],
        &["so"],
    ];
    // Say nothing by themselves; between ties they are passed over.
    const FILLERS: &[&str] = &["ok", "okay", "oh", "well", "hmm", "hm", "ah", "my", "bad"];
    let (mut at, mut is_tied) = (0, false);
    loop {
        let rest = &words[at..];
        let fits = |tie: &&&[&str]| rest.len() > tie.len() && tie.iter().zip(rest).all(|(t, w)| *t == w.text);
        if let Some(tie) = TIES.iter().filter(fits).max_by_key(|tie| tie.len()) {
            at += tie.len();
            is_tied = true;
        } else if rest.len() > 1 && FILLERS.contains(&&*rest[0].text) {
            at += 1;
        } else {
            break;
        }
    }
    if is_tied && words.get(at).is_some_and(|w| &*w.text == "about") && at + 1 < words.len() {
        at += 1;
    }
    if is_tied { at } else { 0 }
}
