//! Questions for a name: "what is the name of the mayor", "what are the boats called".

use super::answer_type::AnswerNouns;
use super::grammar;
use super::question::{AskedName, Types};
use super::words::Word;

/// Most words between "name of" and the noun that is to be named.
const NAMED_MAX_WORDS: usize = 4;

/// What a clause wants named; `None` where it asks for something else, or for the name of a place.
#[must_use]
pub fn asked_name(nouns: &AnswerNouns, words: &[Word<'_>]) -> Option<AskedName> {
    let rest = named(words)?;
    let noun = rest.iter().take(NAMED_MAX_WORDS).map(|word| nouns.types(word.unit)).find(|types| !types.is_none());
    let of = noun.unwrap_or(Types::NONE);
    if of.meets(Types::PLACE) {
        return None;
    }
    Some(AskedName {
        is_person: of.meets(Types::PERSON),
        words: words.iter().map(|word| word.text.as_ref().into()).collect(),
    })
}

/// The words from the noun on that is to be named.
fn named<'w, 'a>(words: &'w [Word<'a>]) -> Option<&'w [Word<'a>]> {
    let is_what = |at: usize| {
        matches!(&*words[at].text, "what" | "how")
            && words.get(at + 1).is_some_and(|be| grammar::is_auxiliary(&be.text))
    };
    let opens = (0..words.len()).find(|&at| is_what(at));
    // "What is the name of the mayor", "the names of the crew".
    let of = words.windows(2).position(|w| matches!(&*w[0].text, "name" | "names" | "identity") && &*w[1].text == "of");
    if let Some(of) = of.filter(|&of| opens.is_none_or(|opens| of <= opens + 3)) {
        return Some(&words[of + 2..]);
    }
    // "Which officers, by name, …"
    if words.windows(2).any(|w| matches!([&*w[0].text, &*w[1].text], ["by", "name"])) {
        return Some(words);
    }
    // "Give me the owner's name."
    let tells = words.first().is_some_and(|word| matches!(&*word.text, "give" | "tell" | "state"));
    if let [of @ .., owner, name] = words
        && tells
        && matches!(&*name.text, "name" | "names")
        && !(grammar::is_determiner(&owner.text) || grammar::is_function_word(&owner.text))
    {
        return Some(&words[of.len()..]);
    }
    // "What are the boats called?"
    let opens = opens?;
    let end = (opens + 2..words.len()).find(|&at| words[at].after_pause).unwrap_or(words.len());
    let is_passive = matches!(&*words[opens + 1].text, "be" | "is" | "are" | "was" | "were");
    let is_called = matches!(words[opens..end].last().map(|word| &*word.text), Some("called" | "named"));
    (is_passive && is_called && end > opens + 3).then(|| &words[opens + 2..end - 1])
}
