//! Questions that an entry of a draft answers, as a person would ask them; none where the words give no sure one.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::entries::{Draft, shared};
use super::names::is_common;
use super::words::{Word, words};
use crate::knowledge::reporting::is_reporting;

/// Words of a subject that is taken into a question.
const SUBJECT_MAX_WORDS: usize = 6;
/// Words between a verb and what the question asks for.
const REST_MAX_WORDS: usize = 7;

const AUXILIARIES: &[&str] = &[
    "was", "were", "is", "are", "will", "would", "has", "have", "had", "can", "could", "should", "must", "may", "might",
];
const PRONOUNS: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "there",
    "here",
    "this",
    "that",
    "these",
    "those",
    "who",
    "what",
    "which",
    "one",
    "nobody",
    "nothing",
    "everyone",
    "everybody",
    "everything",
    "someone",
    "something",
    "anyone",
    "none",
    "all",
    "both",
    "each",
    "every",
    "any",
    "some",
    "no",
    "neither",
    "either",
    "my",
    "our",
    "your",
    "his",
    "her",
    "its",
    "their",
    "if",
    "when",
    "while",
    "as",
    "although",
    "because",
    "but",
    "and",
    "so",
    "yet",
    "how",
    "why",
    "where",
    "whether",
    "many",
    "most",
    "more",
    "much",
    "several",
    "others",
    "another",
    "such",
    "not",
    "never",
    "only",
    "even",
    "now",
    "then",
    "today",
];
/// Words of grammar, at which a phrase of nouns ends.
const GRAMMAR: &[&str] = &[
    "of", "in", "at", "on", "for", "from", "to", "with", "by", "about", "and", "or", "but", "that", "which", "who",
    "was", "were", "is", "are", "will", "would", "has", "have", "had", "can", "could", "should", "must", "may",
    "might", "do", "does", "did", "i", "we", "you", "he", "she", "it", "they", "not", "so", "if", "when", "while",
    "because", "after", "before", "until", "than", "as", "into", "over", "under", "between", "through", "without",
    "against",
];
/// What is no noun by itself after "the".
const NO_NOUNS: &[&str] = &[
    "same", "first", "last", "next", "other", "others", "best", "worst", "most", "only", "one", "ones", "more", "very",
    "second", "third", "rest", "whole", "few", "many", "two", "three", "four", "five", "six", "ten", "latter",
    "former", "end", "way", "day", "time", "thing", "things", "fact", "point", "moment", "kind", "lot", "least",
    "right", "wrong",
];

/// What a question needs to know of the article.
pub(super) struct Asker<'a> {
    article: &'a str,
    draft: &'a Draft,
    /// Words that the article has in small letters, too.
    small: FxHashSet<&'a str>,
}

impl<'a> Asker<'a> {
    pub(super) fn new(article: &'a str, draft: &'a Draft) -> Self {
        let all = draft.paragraphs.iter().flat_map(|paragraph| words(article, paragraph.span.clone()));
        let small = all.filter(Word::is_lower).map(|word| word.text).collect();
        Self { article, draft, small }
    }

    /// "What did Ada Okafor say about the boats?"
    pub(super) fn said(&self, speaker: &str, what: &Range<usize>) -> Option<String> {
        let sentences = self.sentences(what);
        let topic = sentences
            .iter()
            .find_map(|sentence| self.subject(sentence, AUXILIARIES).map(|(subject, _)| subject))
            .or_else(|| sentences.iter().find_map(|sentence| self.thing(sentence)));
        if let Some(topic) = topic.filter(|topic| topic != speaker) {
            return Some(format!("What did {speaker} say about {topic}?"));
        }
        let first = sentences.first()?;
        if let Some(topic) = self.existing(first) {
            return Some(format!("What did {speaker} say about {topic}?"));
        }
        // "It would buy its rival."
        let is_own = matches!(first.first()?.text, "he" | "she" | "it" | "they");
        match first.get(1).map(|word| word.text) {
            Some("would" | "will") if is_own && first.len() > 2 => {
                Some(format!("What did {speaker} say {} would do?", first[0].text))
            }
            _ => None,
        }
    }

    /// A question to a sentence of the article's own.
    pub(super) fn of_fact(&self, sentence: &Range<usize>) -> Option<String> {
        let words = words(self.article, sentence.clone());
        self.when(sentence, &words)
            .or_else(|| self.why(&words))
            .or_else(|| self.how_much(&words))
            .or_else(|| self.wish(&words))
            .or_else(|| self.future(&words))
    }

    /// "The bridge was closed on Tuesday" answers "When was the bridge closed?".
    fn when(&self, sentence: &Range<usize>, words: &[Word<'a>]) -> Option<String> {
        const BEFORE: &[&str] = &["on", "in", "at", "before", "by"];
        let date = self.draft.dates.iter().find(|date| shared(date, sentence) == date.len())?;
        let (subject, aux) = self.subject(words, &["was", "were", "is", "are", "will", "has", "have", "had"])?;
        let end = words.iter().position(|word| word.span.start >= date.start)?.checked_sub(1)?;
        if !BEFORE.contains(&words[end].text) {
            return None;
        }
        let rest = self.rest(words, aux + 1, end)?;
        Some(format!("When {} {subject} {rest}?", words[aux].text))
    }

    /// "The pass was shut because a lorry left the road" answers "Why was the pass shut?".
    fn why(&self, words: &[Word<'a>]) -> Option<String> {
        let end = words.iter().position(|word| word.text == "because")?;
        let (subject, aux) = self.subject(words, AUXILIARIES)?;
        let rest = self.rest(words, aux + 1, end)?;
        Some(format!("Why {} {subject} {rest}?", words[aux].text))
    }

    /// "The attendance was 8,412", "A new roof would cost £3.1 million", "The line is 84 kilometres long".
    fn how_much(&self, words: &[Word<'a>]) -> Option<String> {
        const SIZES: &[&str] = &["long", "high", "wide", "deep", "tall", "old"];
        let (subject, aux) = self.subject(words, &["was", "were", "is", "are", "would", "will"])?;
        let verb = words[aux].text;
        let next = words.get(aux + 1)?;
        if matches!(verb, "would" | "will") {
            return (next.text == "cost").then(|| format!("How much {verb} {subject} cost?"));
        }
        let is_number = next.text.starts_with(|c: char| c.is_ascii_digit()) || matches!(next.text, "£" | "$" | "€");
        if !is_number {
            return None;
        }
        if let Some(size) = words.get(aux + 3).filter(|word| SIZES.contains(&word.text)) {
            return Some(format!("How {} {verb} {subject}?", size.text));
        }
        subject.starts_with("the ").then(|| format!("What {verb} {subject}?"))
    }

    /// "The union wants the results to be published" answers "What does the union want?".
    fn wish(&self, words: &[Word<'a>]) -> Option<String> {
        const WISHES: &[&str] = &["wants", "plans", "hopes", "intends", "expects"];
        let (subject, verb) = self.subject(words, WISHES)?;
        let wish = words[verb].text.strip_suffix('s')?;
        let to = words.get(verb + 1).filter(|to| to.text == "to");
        Some(match (to, wish) {
            (Some(_), _) => format!("What does {subject} {wish} to do?"),
            (None, "want" | "expect") => format!("What does {subject} {wish}?"),
            _ => return None,
        })
    }

    /// "The city will pay" answers "What will the city do?".
    fn future(&self, words: &[Word<'a>]) -> Option<String> {
        let (subject, aux) = self.subject(words, &["will"])?;
        let next = words.get(aux + 1)?;
        let is_act = next.is_lower() && !matches!(next.text, "be" | "have" | "not" | "never" | "cost" | "also");
        is_act.then(|| format!("What will {subject} do?"))
    }

    /// The subject that a clause opens with, as it reads inside a sentence, and the place of the verb after it.
    fn subject(&self, words: &[Word<'a>], verbs: &[&str]) -> Option<(String, usize)> {
        let verb = words.iter().take(SUBJECT_MAX_WORDS + 1).position(|word| verbs.contains(&word.text))?;
        let own = &words[..verb];
        let first = own.first()?;
        let is_whole = own.iter().all(|word| {
            let lower = word.lower();
            let is_joint = matches!(word.text, "’" | "'" | "&");
            let is_part = is_joint || word.text.starts_with(char::is_alphabetic);
            let is_verb = AUXILIARIES.contains(&lower.as_str()) || (word.is_lower() && is_reporting(&lower));
            is_part && !is_verb && !PRONOUNS.contains(&lower.as_str())
        });
        // "Thanks to the rain", "On the hill": something else than a subject opens it.
        let is_opened = !GRAMMAR.contains(&first.lower().as_str()) && !first.text.ends_with("ing");
        if !is_whole || !is_opened || verbs.len() > 1 && own.last().is_some_and(|last| last.text.ends_with("ly")) {
            return None;
        }
        let text = &self.article[first.span.start..own.last()?.span.end];
        Some((self.inside(first, text)?, verb))
    }

    /// A phrase that may have opened a sentence, with the small letter that it has inside one.
    fn inside(&self, first: &Word<'a>, text: &str) -> Option<String> {
        let mut chars = first.text.chars();
        let (initial, rest) = (chars.next()?, chars.as_str());
        let is_name = || {
            let bare = first.bare();
            let mut names =
                self.draft.names.iter().flat_map(|named| std::iter::once(&named.name).chain(&named.aliases));
            names.any(|name| name.split(' ').any(|part| part == bare))
        };
        let is_acronym = rest.chars().any(char::is_uppercase);
        if !initial.is_uppercase() || is_acronym || is_name() {
            return Some(text.to_owned());
        }
        let lower = first.lower();
        if is_common(first) || self.small.contains(lower.as_str()) || first.text.ends_with('s') {
            return Some(lower + &text[first.text.len()..]);
        }
        None
    }

    /// Plain words between two places, few of them, none of which opens a clause.
    fn rest(&self, words: &[Word<'a>], from: usize, to: usize) -> Option<&'a str> {
        const OPENING: &[&str] =
            &["who", "which", "that", "whoever", "after", "before", "while", "when", "because", "since", "until", "if"];
        let own = words.get(from..to)?;
        let is_plain = (1..=REST_MAX_WORDS).contains(&own.len())
            && own.iter().all(|word| word.is_word() && !OPENING.contains(&word.text))
            && !GRAMMAR.contains(&own[own.len() - 1].text);
        is_plain.then(|| &self.article[own[0].span.start..own[own.len() - 1].span.end])
    }

    /// A thing that the words name: "the drawings", "the price of copper".
    fn thing(&self, words: &[Word<'a>]) -> Option<String> {
        let is_end = |at: usize| {
            words.get(at).is_none_or(|word| {
                (!word.is_word() && !matches!(word.text, "’" | "'" | "-"))
                    || GRAMMAR.contains(&word.text)
                    || word.text.ends_with("ly")
            })
        };
        let is_noun = |at: usize| {
            words.get(at).is_some_and(|word| {
                word.is_lower()
                    && word.text.len() > 2
                    && !word.is_possessive()
                    && !NO_NOUNS.contains(&word.text)
                    && !GRAMMAR.contains(&word.text)
                    && !PRONOUNS.contains(&word.text)
                    && !word.text.ends_with("ly")
                    && !word.text.ends_with("est")
            })
        };
        (0..words.len()).find_map(|at| {
            let is_the = matches!(words[at].lower().as_str(), "the" | "a" | "an") && is_noun(at + 1) && is_end(at + 2);
            if !is_the {
                return None;
            }
            let mut end = at + 2;
            if words.get(end).is_some_and(|word| word.text == "of") {
                let noun = end + 1 + usize::from(words.get(end + 1).is_some_and(|word| word.text == "the"));
                if is_noun(noun) && is_end(noun + 1) {
                    end = noun + 1;
                }
            }
            Some(format!("the {}", &self.article[words[at + 1].span.start..words[end - 1].span.end]))
        })
    }

    /// "There was no danger to health": "danger to health".
    fn existing(&self, words: &[Word<'a>]) -> Option<&'a str> {
        let [there, verb, rest @ ..] = words else { return None };
        if there.lower() != "there" || !AUXILIARIES.contains(&verb.text) {
            return None;
        }
        let from =
            rest.iter().position(|word| !matches!(word.text, "be" | "been" | "no" | "any" | "still" | "a" | "an"))?;
        let length = rest[from..].iter().position(|word| !word.is_word()).unwrap_or(rest.len() - from);
        let own = &rest[from..from + length];
        let is_plain = (1..=4).contains(&length)
            && own
                .iter()
                .all(|word| word.is_lower() && !PRONOUNS.contains(&word.text) && !AUXILIARIES.contains(&word.text))
            && !GRAMMAR.contains(&own[length - 1].text)
            && !GRAMMAR.contains(&own[0].text);
        is_plain.then(|| &self.article[own[0].span.start..own[length - 1].span.end])
    }

    /// The words of each sentence of a passage.
    fn sentences(&self, span: &Range<usize>) -> Vec<Vec<Word<'a>>> {
        let sentences = self.draft.paragraphs.iter().flat_map(|paragraph| &paragraph.sentences);
        let inner = sentences.filter(|sentence| shared(sentence, span) > 0);
        inner.map(|one| words(self.article, one.start.max(span.start)..one.end.min(span.end))).collect()
    }
}
