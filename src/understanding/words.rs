//! The words of an utterance: chat spelling and contractions spelt out, irregular forms brought to their base, typos mended.

use std::borrow::Cow;

use super::grammar;
use super::quantity;
use super::vocabulary::{Unit, Vocabulary};
use crate::text::normalise::Plain;
use crate::text::tokens::{Token, TokenKind, letters};

/// One word as the matcher sees it.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// Lower-case letters, in the base form where the form is irregular.
    pub text: Cow<'a, str>,
    /// Its stem, if lexicon or library know it.
    pub unit: Option<Unit>,
    /// First and one past the last byte in the plain text.
    pub span: (u32, u32),
    /// Written with a capital, not only because a sentence begins.
    pub is_name_like: bool,
    /// Written with a capital.
    pub is_capital: bool,
    /// Ends in `'s`.
    pub is_possessive: bool,
    /// A number.
    pub is_number: bool,
    /// A sign of currency stands before it.
    pub is_money: bool,
    /// Joined to the word before by a hyphen.
    pub is_joined: bool,
    /// A pause or stop stands before it.
    pub after_pause: bool,
    /// The sentence it stands in, from 0.
    pub sentence: u16,
    /// Its spelling was mended.
    pub is_corrected: bool,
    /// Stands inside quotation marks.
    pub is_quoted: bool,
}

/// The words of an utterance and how its sentences end.
#[derive(Debug, Clone, Default)]
pub struct Words<'a> {
    /// All words.
    pub words: Vec<Word<'a>>,
    /// For each sentence: does it end in a question mark?
    pub asks: Vec<bool>,
}

/// Spells out tokens as words.
#[must_use]
pub fn words<'a>(vocabulary: &'a Vocabulary, plain: &'a Plain, tokens: &[Token]) -> Words<'a> {
    let n_words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 1).count();
    let n_caps = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.span.len() > 1 && t.is_caps).count();
    let shouts = n_words > 1 && n_caps * 3 > n_words * 2;
    let mut out: Vec<Word<'a>> = Vec::with_capacity(tokens.len() + 4);
    let mut after_pause = true;
    let mut after_stop = true;
    let mut in_quotes = false;
    let mut asks = vec![false];
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Stop | TokenKind::Question => {
                after_pause = true;
                after_stop = true;
                if let Some(last) = asks.last_mut() {
                    *last |= token.kind == TokenKind::Question;
                }
            }
            TokenKind::Quote => in_quotes = !in_quotes,
            TokenKind::Pause => after_pause = true,
            TokenKind::Word | TokenKind::Number => {
                let from = out.len();
                if after_stop && from > 0 {
                    asks.push(false);
                }
                push(vocabulary, plain, tokens, i, shouts, &mut out);
                for word in &mut out[from..] {
                    word.after_pause = after_pause;
                    word.is_name_like = word.is_capital && !shouts && (!after_stop || token.is_caps);
                    word.is_quoted = in_quotes;
                    word.sentence = asks.len() as u16 - 1;
                    after_pause = false;
                    after_stop = false;
                }
            }
        }
    }
    Words { words: out, asks }
}

fn push<'a>(
    vocabulary: &'a Vocabulary,
    plain: &'a Plain,
    tokens: &[Token],
    i: usize,
    shouts: bool,
    out: &mut Vec<Word<'a>>,
) {
    let token = &tokens[i];
    let mut text = letters(plain, token);
    let blank = Word {
        text: Cow::Borrowed(""),
        unit: None,
        span: (token.span.start as u32, token.span.end as u32),
        is_name_like: false,
        is_capital: token.is_capital,
        is_possessive: false,
        is_number: token.kind == TokenKind::Number,
        is_money: token.kind == TokenKind::Number && plain.text[..token.span.start].ends_with('$'),
        is_joined: token.is_joined,
        after_pause: false,
        sentence: 0,
        is_corrected: false,
        is_quoted: false,
    };
    if is_misspelt_does(plain, tokens, i, &text, out) {
        text = Cow::Borrowed("does");
    }
    if let Some(word) = said_as_number(vocabulary, plain, tokens, i, &text) {
        out.push(Word { text: Cow::Borrowed(word), is_number: false, ..blank });
        return;
    }
    if token.kind == TokenKind::Number {
        let unit = vocabulary.stem(&text);
        out.push(Word { text, unit, ..blank });
        return;
    }
    if &*text == "%" {
        text = Cow::Borrowed("percent");
    }
    if grammar::is_function_word(&text) && is_short_name(vocabulary, tokens, plain, i, shouts, out) {
        let name = text.to_uppercase();
        let unit = vocabulary.stem(&name);
        out.push(Word { text: Cow::Owned(name), unit, ..blank });
        return;
    }
    if let Some(expansion) = vocabulary.rewrite(&text) {
        for word in expansion {
            let word: &'a str = word;
            let base = match vocabulary.rewrite(word) {
                Some([base]) => base,
                _ => word,
            };
            out.push(Word { unit: unit_of(vocabulary, base), text: Cow::Borrowed(base), ..blank.clone() });
        }
        return;
    }
    let mut is_possessive = false;
    if let Some(bare) = text.strip_suffix("'s").or_else(|| text.strip_suffix('\'')) {
        is_possessive = true;
        text = Cow::Owned(bare.to_owned());
    }
    text = calendar(text);
    let text = match vocabulary.rewrite(&text) {
        Some([base]) => Cow::Borrowed(&**base),
        _ => text,
    };
    let mut unit = unit_of(vocabulary, &text);
    if unit.is_some_and(|unit| vocabulary.is_bare(unit)) {
        unit = with_its_g(vocabulary, &text).filter(|unit| !vocabulary.is_bare(*unit)).or(unit);
    }
    let mut is_corrected = false;
    if unit.is_none() && !grammar::is_function_word(&text) {
        unit = with_its_g(vocabulary, &text).or_else(|| underived(vocabulary, &text));
        if unit.is_none() {
            unit = vocabulary
                .correct(&text, token.is_capital && !shouts)
                .or_else(|| singular_name(vocabulary, &text))
                .or_else(|| vocabulary.abbreviated(&text));
            is_corrected = unit.is_some();
        }
    }
    out.push(Word { text, unit, is_possessive, is_corrected, ..blank });
}

/// "When dose it start?", "what dose she want": behind "what" or "which" a dose is one, unless somebody does something.
fn is_misspelt_does(plain: &Plain, tokens: &[Token], at: usize, text: &str, before: &[Word<'_>]) -> bool {
    let Some(asks) = before.last().filter(|word| text == "dose" && grammar::is_wh(&word.text)) else { return false };
    let next = tokens.get(at + 1).map(|token| letters(plain, token));
    next.is_some_and(|next| {
        !matches!(&*asks.text, "what" | "which") || matches!(&*next, "he" | "she" | "it" | "this" | "that")
    })
}

/// "who went 2 Moscow": in chat, a number before one person or place is the word that sounds like it; "2 Russian ships" and
/// "2 Russians" are counted.
fn said_as_number(
    vocabulary: &Vocabulary,
    plain: &Plain,
    tokens: &[Token],
    at: usize,
    text: &str,
) -> Option<&'static str> {
    let word = match text {
        "2" => "to",
        "4" => "for",
        _ => return None,
    };
    let next = tokens.get(at + 1).filter(|next| at > 0 && next.kind == TokenKind::Word)?;
    let name = letters(plain, next);
    let is_counted = ["s", "ian", "can", "ish", "ese"].iter().any(|end| name.ends_with(end))
        || tokens.get(at + 2).is_some_and(|after| {
            let text = letters(plain, after);
            after.kind == TokenKind::Word && text.len() > 1 && !grammar::is_function_word(&text)
        });
    let unit = unit_of(vocabulary, &name).filter(|_| !is_counted)?;
    (!vocabulary.meaning(unit).entities.is_empty()).then_some(word)
}

/// "goin", "talkin": a present participle as it is spoken.
fn with_its_g(vocabulary: &Vocabulary, text: &str) -> Option<Unit> {
    if text.len() < 5 || !text.ends_with("in") {
        return None;
    }
    unit_of(vocabulary, &format!("{text}g"))
}

/// The known word that an unknown one is made of: "financially", "hopefulness".
fn underived(vocabulary: &Vocabulary, text: &str) -> Option<Unit> {
    ["ly", "ness", "wise", "ment", "able", "ful", "less", "er", "ish"].iter().find_map(|suffix| {
        let bare = text.strip_suffix(suffix).filter(|bare| bare.len() > 2)?;
        unit_of(vocabulary, bare).filter(|&unit| vocabulary.has_meaning(unit))
    })
}

fn calendar(text: Cow<'_, str>) -> Cow<'_, str> {
    let full = quantity::full_calendar_name(&text);
    if full == text { text } else { Cow::Owned(full.to_owned()) }
}

/// A misspelt plural or possessive of a name: "smiths", "smyths".
fn singular_name(vocabulary: &Vocabulary, text: &str) -> Option<Unit> {
    text.strip_suffix('s').and_then(|bare| vocabulary.correct(bare, true))
}

fn unit_of(vocabulary: &Vocabulary, text: &str) -> Option<Unit> {
    if grammar::is_determiner(text) {
        return vocabulary.stem(grammar::DETERMINER);
    }
    vocabulary.stem(text)
}

/// "US", "us guys" and "the us" name a country; "tell us" does not.
fn is_short_name(
    vocabulary: &Vocabulary,
    tokens: &[Token],
    plain: &Plain,
    i: usize,
    shouts: bool,
    before: &[Word<'_>],
) -> bool {
    let token = &tokens[i];
    let written = letters(plain, token);
    let is_caps = token.is_caps && !shouts;
    if !is_caps && &*written != "us" {
        return false;
    }
    let name = written.to_uppercase();
    let is_known = vocabulary.stem(&name).is_some_and(|unit| {
        let meaning = vocabulary.meaning(unit);
        !meaning.entities.is_empty()
    });
    if !is_known {
        return false;
    }
    if is_caps {
        return true;
    }
    let previous = before.last().map_or("", |w| &*w.text);
    if matches!(
        previous,
        "tell" | "give" | "let" | "show" | "help" | "remind" | "for" | "all" | "most" | "inform" | "ask"
    ) {
        return previous == "all" && i + 1 < tokens.len();
    }
    if previous == "the" {
        return true;
    }
    let next = tokens.get(i + 1).filter(|t| t.kind == TokenKind::Word);
    next.is_some_and(|t| {
        let next = letters(plain, t);
        !grammar::is_preposition(&next) || grammar::is_auxiliary(&next)
    }) || grammar::is_auxiliary(previous)
        || matches!(previous, "of" | "and" | "n" | "with" | "from" | "to" | "by" | "between")
}
