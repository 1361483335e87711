//! Names: runs of capitals, with what shows that they are of people, organisations or places.

use super::tables::{
    BEFORE_MONTHS, COMMON, GROUPS, OF_PLACES, OFFICES, OWNERS, PARTICLES, PLACES, PROPER, ROLES, ROYAL, STAFF, TITLES,
};
use super::words::Word;
use crate::knowledge::model::EntityKind;
use crate::knowledge::reporting::is_reporting;
use crate::text::calendar::MONTHS;

pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

pub(super) fn is_title(word: &Word<'_>) -> bool {
    TITLES.contains(word.text)
}

pub(super) fn is_common(word: &Word<'_>) -> bool {
    COMMON.contains(word.bare())
}

/// "City" or "Port" alone is no name.
pub(super) fn is_generic(word: &str) -> bool {
    is_group(word) || is_place(word)
}

pub(super) fn is_group(word: &str) -> bool {
    GROUPS.contains(word)
}

pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}

fn is_role(word: &str) -> bool {
    ROLES.contains(word) || STAFF.contains(word)
}

/// May the word at `at` be a part of a name?
fn is_part_at(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    if !word.is_capital() {
        return false;
    }
    let is_next = words.get(at + 1).is_some_and(|next| next.is_capital() && !is_common(next) && is_beside(word, next));
    if is_common(word) {
        // "New Haven"; "June Castle", but not "in June Castle".
        let before = at.checked_sub(1).map_or(String::new(), |before| words[before].lower());
        return is_next
            && (word.text == "New"
                || is_month(word.text) && !BEFORE_MONTHS.contains(before.as_str())
                || PROPER.contains(word.text) && at > 0 && words[at - 1].is_word())
            || PROPER.contains(word.text) && at > 0 && words[at - 1].is_capital() && is_beside(&words[at - 1], word);
    }
    // "Said Fergus Odell, who …": the verb goes first.
    let is_opening = at.checked_sub(1).is_none_or(|before| !words[before].is_word());
    !(is_opening && is_next && is_reporting(&word.lower()))
}

/// "Workers’ Union", "Queen’s Hall": the possessive at `end - 1` is a part of a name, which goes on at the place given.
fn past_possessive(words: &[Word<'_>], end: usize) -> Option<usize> {
    let owner = &words[end - 1];
    let mark = words.get(end);
    let is_bare = owner.text.ends_with('s')
        && mark.is_some_and(|mark| matches!(mark.text, "’" | "'") && mark.span.start == owner.span.end);
    let is_owner = |bare: &str| bare.ends_with("men") || OWNERS.contains(bare) || TITLES.contains(bare);
    let next = match (is_bare, owner.is_possessive() && is_owner(owner.bare())) {
        (true, _) => end + 1,
        (_, true) => end,
        _ => return None,
    };
    let run = words[next..]
        .iter()
        .enumerate()
        .take_while(|(at, word)| word.is_capital() && is_beside(&words[next + at - 1], word));
    let mut parts = run.map(|(_, word)| word.bare());
    parts.any(|part| is_group(part) || is_place(part)).then_some(next)
}

/// What kind the words of a name show by themselves: its last telling word before "of" or "for".
pub(super) fn kind_of_words(name: &str) -> Option<EntityKind> {
    let head = [" of ", " for "].iter().filter_map(|joint| name.find(joint)).min().map_or(name, |end| &name[..end]);
    let parts: Vec<&str> = head.split(' ').collect();
    if name.contains(" & ") {
        return Some(EntityKind::Organisation);
    }
    let last = parts.iter().rposition(|part| is_group(part) || is_place(part));
    match last {
        Some(at) if is_group(parts[at]) => Some(EntityKind::Organisation),
        Some(_) => Some(EntityKind::Place),
        None if parts.len() > 1 && OF_PLACES.contains(parts[0]) => Some(EntityKind::Place),
        None => None,
    }
}

/// Joined by one blank?
fn is_beside(left: &Word<'_>, right: &Word<'_>) -> bool {
    right.span.start == left.span.end + 1
}

/// A name among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// The first of its words, a title left out.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// Where it begins with its titles.
    pub(super) with_title: usize,
}

/// The name that begins at the word `at`, titles included.
pub(super) fn name_at(words: &[Word<'_>], at: usize) -> Option<Name> {
    let mut end = at;
    while let Some(word) = words.get(end) {
        let is_first = end == at;
        if !is_first && !is_beside(&words[end - 1], word) {
            break;
        }
        let goes_on = |next: usize| {
            words.get(next).is_some_and(|after| is_part_at(words, next) && is_beside(&words[next - 1], after))
        };
        let is_body = |at: usize| is_generic(words[at].text);
        // "Friends of the Tower".
        let is_the = |at: usize| words.get(at).is_some_and(|the| the.text == "the") && goes_on(at + 1);
        let is_long_joint = end > at
            && (word.text == "of" && is_body(end - 1) && is_the(end + 1)
                || end > at + 1 && is_the(end) && words[end - 1].text == "of" && is_body(end - 2));
        let is_joint = !is_first
            && goes_on(end + 1)
            && (PARTICLES.contains(word.text)
                || word.text == "of" && is_title(&words[end - 1]) && OFFICES.contains(words[end + 1].text)
                || word.text == "&"
                || (matches!(word.text, "of" | "for") && is_body(end - 1)));
        let is_owner = word.is_capital() && past_possessive(words, end + 1).is_some();
        if !(is_part_at(words, end) || is_joint || is_long_joint || is_owner) {
            break;
        }
        end += 1;
        if let Some(next) = past_possessive(words, end) {
            end = next + 1;
        } else if word.is_possessive() {
            break;
        }
    }
    // The office may bring the name of its house along: "Council President Dana Whitlow".
    let is_office = |at: usize| at >= 2 && words[at - 1].text == "of" && OFFICES.contains(words[at].text);
    let last_title = (at..end.saturating_sub(1)).rev().find(|&at| is_title(&words[at]) || is_office(at));
    let last_title = last_title.filter(|&title| {
        let last = words[end - 1].bare();
        // "Justice Ministry", "King Street", "Mayor’s Office": no one's title.
        !(is_group(last) || ROYAL.contains(words[title].text) && is_place(last))
    });
    // "Analyst Jo Pender", at the head of a sentence.
    let is_opening = at.checked_sub(1).is_none_or(|before| !words[before].is_word());
    let last_title = last_title.or_else(|| {
        (is_opening && end >= at + 3 && is_role(&words[at].lower()) && words[at + 1].is_capital()).then_some(at)
    });
    let mut start = last_title.map_or(at, |title| title + 1);
    while last_title.is_some() && start < end && is_title(&words[start]) {
        start += 1;
    }
    // "Mayor said": a title alone is no name. "Chief Justice" neither.
    let is_title_only = (start..end).all(|at| is_title(&words[at]) || words[at].text == "of" || is_office(at));
    (start < end && !is_title_only).then_some(Name { start, end, with_title: at })
}

/// The name that ends right before the word `end`.
pub(super) fn name_before(words: &[Word<'_>], end: usize) -> Option<Name> {
    (end.saturating_sub(7)..end).find_map(|at| {
        let is_inside =
            at > 0 && is_part_at(words, at) && is_part_at(words, at - 1) && is_beside(&words[at - 1], &words[at]);
        name_at(words, at).filter(|name| name.end == end && !is_inside)
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let words = words(text, 0..text.len());
        let found = name_at(&words, 0).map(|name| &text[words[name.start].span.start..words[name.end - 1].span.end]);
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_runs_of_capitals() {
        check("Ada Okafor said", Some("Ada Okafor"));
        check("President Ada M. de Okafor, who", Some("Ada M. de Okafor"));
        check("Council President Dana Whitlow", Some("Dana Whitlow"));
        check("John Major said", Some("John Major"));
        check("The Port", None);
        check("University of Leeds researchers", Some("University of Leeds"));
        check("Mayor said", None);
        check("Roe’s bridge", Some("Roe’s"));
        check("Transport Workers’ Union said", Some("Transport Workers’ Union"));
        check("Traders' Association", Some("Traders' Association"));
        check("Seamen’s Hall", Some("Seamen’s Hall"));
        check("Rovers’ Ned Pallister", Some("Rovers"));
        check("Tarn & Lowe reported", Some("Tarn & Lowe"));
        check("Mayor June Castle", Some("June Castle"));
        check("June saw", None);
        check("New Haverford", Some("New Haverford"));
        check("Said Fergus Odell", None);
        check("Assistant District Attorney Hugo Varney", Some("Hugo Varney"));
        check("Justice Ministry", Some("Justice Ministry"));
        check("West Yorkshire Police", Some("West Yorkshire Police"));
        check("Friends of the Tower, a group", Some("Friends of the Tower"));
        check("Analyst Jo Pender", Some("Jo Pender"));
        check("Secretary of State Ada Roe said", Some("Ada Roe"));
        check("Secretary of State", None);
        check("King Street", Some("King Street"));
    }
}
