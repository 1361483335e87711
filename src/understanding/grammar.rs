//! The closed classes of English: words that order a question rather than carry its content.

use once_cell::sync::Lazy;
use rustc_hash::FxHashSet;

/// Stand-in for any determiner inside a phrase, so that "on the way" and "on their way" are one.
pub const DETERMINER: &str = "*d";

/// Words of the closed classes.
pub const FUNCTION_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "some",
    "any",
    "each",
    "every",
    "either",
    "neither",
    "both",
    "such",
    "same",
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "you",
    "your",
    "yours",
    "we",
    "us",
    "our",
    "ours",
    "he",
    "him",
    "his",
    "himself",
    "she",
    "her",
    "hers",
    "herself",
    "it",
    "its",
    "itself",
    "they",
    "them",
    "their",
    "theirs",
    "themselves",
    "one",
    "ones",
    "oneself",
    "who",
    "whom",
    "whose",
    "which",
    "what",
    "when",
    "where",
    "why",
    "how",
    "whether",
    "whatever",
    "whichever",
    "be",
    "am",
    "is",
    "are",
    "was",
    "were",
    "been",
    "being",
    "do",
    "does",
    "did",
    "done",
    "doing",
    "have",
    "has",
    "had",
    "having",
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "will",
    "would",
    "ought",
    "of",
    "in",
    "on",
    "at",
    "to",
    "from",
    "by",
    "with",
    "for",
    "about",
    "as",
    "into",
    "onto",
    "over",
    "under",
    "between",
    "among",
    "through",
    "during",
    "before",
    "after",
    "since",
    "until",
    "till",
    "against",
    "without",
    "within",
    "upon",
    "toward",
    "towards",
    "via",
    "per",
    "and",
    "or",
    "but",
    "nor",
    "if",
    "then",
    "than",
    "so",
    "because",
    "although",
    "though",
    "while",
    "not",
    "no",
    "yes",
    "there",
    "here",
    "too",
    "also",
    "just",
    "only",
    "even",
    "still",
    "up",
    "out",
    "off",
    "down",
    "back",
    "s",
    "t",
    "else",
    "ever",
    "yet",
    "now",
    "very",
    "more",
    "most",
    "much",
    "many",
    "lot",
    "let",
    "oh",
    "well",
    "please",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "madam",
];

#[expect(clippy::non_std_lazy_statics, reason = "once_cell is the project's one way to build fixed tables")]
static FUNCTION_SET: Lazy<FxHashSet<&'static str>> = Lazy::new(|| FUNCTION_WORDS.iter().copied().collect());

/// A word of the closed classes?
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    word.len() <= 10 && FUNCTION_SET.contains(word)
}

/// An article, possessive or demonstrative?
#[must_use]
pub fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "my" | "your" | "our")
}

/// A word that asks.
#[must_use]
pub fn is_wh(word: &str) -> bool {
    matches!(word, "who" | "whom" | "whose" | "what" | "which" | "when" | "where" | "why" | "how")
}

/// Words that open a spoken question and ask nothing. They end where the question word or verb begins.
#[rustfmt::skip]
const DISCOURSE_MARKERS: [&str; 31] = [
    "wait", "hey", "yo", "hi", "hello", "ok", "okay", "alright", "right", "so", "well", "um", "uh", "er", "erm", "hm",
    "hmm", "oh", "ah", "bro", "dude", "man", "mate", "guy", "guys", "sorry", "like", "look", "listen", "anyway", "please",
];

/// "Wait", "ok", "so"; and "summary:", since that an answer be short goes without saying.
#[must_use]
pub fn is_discourse_marker(word: &str) -> bool {
    word == "summary" || DISCOURSE_MARKERS.contains(&word)
}

/// Of those, the ones that are nouns as well.
#[must_use]
pub fn is_marker_and_noun(word: &str) -> bool {
    matches!(word, "man" | "guy" | "guys" | "mate" | "dude" | "bro" | "well" | "right" | "look" | "summary")
}

/// An auxiliary that can open a yes/no question.
#[must_use]
pub fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "be" | "is"
            | "are"
            | "am"
            | "was"
            | "were"
            | "do"
            | "does"
            | "did"
            | "have"
            | "has"
            | "had"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "shall"
            | "should"
            | "will"
            | "would"
    )
}

/// "What made him go?", "what led them to agree?": asks why.
#[must_use]
pub fn is_causative(verb: &str) -> bool {
    matches!(
        verb,
        "make"
            | "lead"
            | "drive"
            | "push"
            | "move"
            | "prompt"
            | "persuade"
            | "convince"
            | "sway"
            | "compel"
            | "force"
            | "motivate"
            | "possess"
    )
}

/// A preposition of place or direction.
#[must_use]
pub fn is_locative(word: &str) -> bool {
    matches!(
        word,
        "in" | "at" | "near" | "around" | "into" | "inside" | "outside" | "across" | "over" | "towards" | "toward"
    )
}

/// A word that makes another verb of the verb before it: "set up", "call off".
#[must_use]
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "on" | "up" | "out" | "down" | "off" | "over" | "away" | "back" | "through" | "in" | "apart" | "together"
    )
}

/// A pronoun that a clause can begin with.
#[must_use]
pub fn is_personal_subject(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "we" | "you" | "i")
}

/// A particle that can stand behind its verb's object: "call the talks off".
#[must_use]
pub fn is_parted_particle(word: &str) -> bool {
    matches!(word, "up" | "out" | "down" | "off" | "over" | "away" | "back" | "apart" | "together")
}

/// A word for a person that adds nothing behind a name: "that Jones bloke".
#[must_use]
pub fn is_person_word(word: &str) -> bool {
    matches!(
        word,
        "guy"
            | "bloke"
            | "chap"
            | "fella"
            | "fellow"
            | "dude"
            | "gal"
            | "lady"
            | "woman"
            | "man"
            | "person"
            | "character"
    )
}

/// A preposition.
#[must_use]
pub fn is_preposition(word: &str) -> bool {
    is_locative(word)
        || matches!(
            word,
            "of" | "on"
                | "to"
                | "from"
                | "by"
                | "with"
                | "for"
                | "about"
                | "as"
                | "between"
                | "among"
                | "through"
                | "during"
                | "before"
                | "after"
                | "since"
                | "until"
                | "against"
                | "without"
                | "within"
                | "upon"
                | "via"
                | "under"
        )
}

/// A personal pronoun of the third person, or one that points back.
#[must_use]
pub fn points_back(word: &str) -> bool {
    matches!(word, "he" | "him" | "his" | "she" | "her" | "hers" | "they" | "them" | "their" | "theirs" | "it" | "its")
}

/// A pronoun for people.
#[must_use]
pub fn is_personal_pronoun(word: &str) -> bool {
    matches!(word, "he" | "him" | "his" | "she" | "her" | "hers")
}

/// Opens a clause that says something rather than asks it.
#[must_use]
pub fn opens_preamble(word: &str) -> bool {
    matches!(
        word,
        "although"
            | "though"
            | "while"
            | "since"
            | "because"
            | "if"
            | "before"
            | "after"
            | "given"
            | "now"
            | "as"
            | "considering"
            | "hypothetically"
    )
}
