//! "What are the boats called?": an answer to that tells a name which the question does not hold.

use super::view::View;
use crate::knowledge::model::{Entity, EntityKind, Entry, EntryKind};
use crate::text::calendar;
use crate::understanding::question::AskedName;

/// Does an entry tell a name of the kind that is asked for?
pub(super) fn tells_name(view: &View<'_>, id: u32, asked: &AskedName) -> bool {
    let (briefing, entry) = (view.briefing(id), view.entry(id));
    let own = match entry.kind {
        EntryKind::Entity(ix) => Some(ix),
        _ => None,
    };
    if own.is_some_and(|ix| is_proper(&briefing.entity(ix).name) && is_person(briefing.entity(ix)) == asked.is_person) {
        return true;
    }
    if asked.is_person {
        let named = entry.speaker.into_iter().chain(entry.to).chain(entry.people.iter().copied());
        let is_known = |name: &str| words(name).any(|word| !is_new(word, asked));
        return named
            .map(|ix| briefing.entity(ix))
            .any(|one| is_person(one) && is_proper(&one.name) && !is_known(&one.name));
    }
    // Somebody's name, or a place's: "the Old Bridge" is one for a bridge.
    let is_other = |word: &str| {
        let has_word = |name: &str| words(name).any(|own| own == word);
        let is_kind = |entity: &Entity| words(&entity.name).any(|own| !is_new(own, asked));
        let others = briefing.entities.iter().filter(|entity| match entity.kind {
            EntityKind::Person => true,
            EntityKind::Place => !is_kind(entity),
            EntityKind::Organisation => false,
        });
        others.flat_map(|entity| [&entity.name].into_iter().chain(&entity.aliases)).any(|name| has_word(name))
    };
    passages(view, id, entry).any(|text| inner_names(text).any(|word| is_new(word, asked) && !is_other(word)))
}

fn is_person(entity: &Entity) -> bool {
    entity.kind == EntityKind::Person
}

fn passages<'a>(view: &View<'a>, id: u32, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
    let article = view.briefing(id);
    let cited = entry.citations.iter().map(move |citation| &article.article.text[citation.span()]);
    cited.chain([&*entry.text])
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some())
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Words with a capital that they do not owe to the beginning of a sentence.
fn inner_names(text: &str) -> impl Iterator<Item = &str> {
    let opens = move |word: &str| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        text[..at].trim_end().chars().next_back().is_none_or(|last| !last.is_alphanumeric() && last != ',')
    };
    words(text).filter(move |word| is_capital(word) && !calendar::is_name(word) && !opens(word))
}

/// A name, not only what somebody is: all of its longer words have a capital.
fn is_proper(name: &str) -> bool {
    words(name).all(|word| is_capital(word) || word.len() < 4)
}

fn is_new(word: &str, asked: &AskedName) -> bool {
    let word = word.to_lowercase();
    !asked.words.iter().any(|said| **said == *word)
}
