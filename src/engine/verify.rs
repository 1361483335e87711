//! Quotations held against the library: word for word, altered, someone else's, only reported, or not here.

use std::ops::Range;

use super::Engine;
use super::heard::{Heard, Past, Scope};
use crate::answer::compose::{Citations, statement};
use crate::answer::decide::{Decision, decide};
use crate::answer::index::EntityClass;
use crate::answer::quotation::{Quotation, led, quotations};
use crate::answer::reply::{Outcome, Passage, Reason, Reply};
use crate::answer::respond;
use crate::answer::verify::{Class, Given, words as words_of};
use crate::answer::view::View;
use crate::answer::wording::verify as says;
use crate::knowledge::model::EntryKind;
use crate::text::normalise::{UTTERANCE_MAX_CHARS, plain};
use crate::text::tokens::tokens;
use crate::understanding::clauses::Clauses;
use crate::understanding::parse;
use crate::understanding::question::SlotKind;
use crate::understanding::vocabulary::Unit;
use crate::understanding::words;

/// Quotations that are checked at once.
const QUOTATIONS_MAX: usize = 5;
/// In a library of up to this many briefings every quote and article is looked at.
const BRIEFINGS_ALL: usize = 32;
/// Shortest stretch of the article's own words that is known again, in words.
const NARRATED_WORDS_MIN: usize = 3;
/// Share of what the words say that an entry must know to report something near it.
const REPORTED_MIN: f32 = 0.6;
/// Strength from which another word says much the same.
const REPORTED_STRENGTH_MIN: f32 = 0.75;
/// Characters of a quotation that are repeated where there are several.
const ECHO_MAX_CHARS: usize = 60;

/// What the check of one quotation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The words as given.
    pub given: String,
    /// How they compare with the library.
    pub class: Class,
    /// Who said them, by the library, where that is not who was named.
    pub of_another: Option<String>,
    /// Names that were given with the words.
    named: Vec<String>,
    entry: Option<u32>,
    passage: Option<Passage>,
    near: Vec<u32>,
}

/// Whom the text around a quotation names.
#[derive(Debug, Default)]
struct Around {
    units: Vec<Unit>,
    names: Vec<String>,
}

impl Engine {
    /// Checks each quotation of a text; a text without quotation marks is one as a whole.
    #[must_use]
    pub fn verify(&self, text: &str) -> (Reply, Vec<Checked>) {
        if text.chars().nth(UTTERANCE_MAX_CHARS).is_some() {
            return (told(says::TOO_LONG, Reason::TooLong), Vec::new());
        }
        let mut found = quotations(text);
        if found.is_empty() || !text.contains(char::is_alphanumeric) {
            return (told(says::EMPTY, Reason::Empty), Vec::new());
        }
        let n_more = found.len().saturating_sub(QUOTATIONS_MAX);
        found.truncate(QUOTATIONS_MAX);
        let view = self.view();
        let checked: Vec<Checked> = found.iter().map(|quotation| self.check(&view, quotation)).collect();
        (compose(&view, &checked, n_more), checked)
    }

    fn check(&self, view: &View<'_>, quotation: &Quotation<'_>) -> Checked {
        if !quotation.is_marked {
            // "X said …" and the like, where X is someone.
            for split in led(quotation.words) {
                let around = self.around(&split);
                if !around.names.is_empty() {
                    let checked = self.compare(view, &split, &around);
                    if checked.class != Class::Absent {
                        return checked;
                    }
                }
            }
        }
        self.compare(view, quotation, &self.around(quotation))
    }

    fn compare(&self, view: &View<'_>, quotation: &Quotation<'_>, around: &Around) -> Checked {
        let given = Given::new(quotation.words);
        let mut checked = Checked {
            given: quotation.words.to_owned(),
            class: Class::Absent,
            of_another: None,
            named: around.names.clone(),
            entry: None,
            passage: None,
            near: Vec::new(),
        };
        if !given.is_telling() {
            checked.class = Class::TooShort;
            return checked;
        }
        let (decision, ranked, reported) = self.decide_on(view, quotation.words);
        let is_theirs = |id: u32| self.is_theirs(view.indexed(id).speaker, &around.units);
        let best = self.quotes_for(&ranked).filter_map(|id| {
            let (class, share) = given.compare(&view.entry(id).text)?;
            Some((share + if is_theirs(id) { 0.01 } else { 0.0 }, class, id))
        });
        // The first of those that are as good as each other.
        let best = best.reduce(|a, b| if b.0 > a.0 { b } else { a });
        let narrated = || self.narrated(view, &given, &ranked);
        if let Some((_, class, id)) =
            best.filter(|(_, class, _)| !matches!(class, Class::Altered(_)) || narrated().is_none())
        {
            checked.class = class;
            checked.entry = Some(id);
            if !around.names.is_empty() && !is_theirs(id) {
                checked.of_another = view.entry(id).speaker.map(|ix| view.briefing(id).entity(ix).name.to_string());
            }
        } else if let Some((entry, passage)) = narrated() {
            (checked.class, checked.entry, checked.passage) = (Class::Narrated, entry, Some(passage));
        } else if given.words.len() == 1 {
            if self.quotes_for(&ranked).any(|id| words_of(&view.entry(id).text).contains(&given.words[0])) {
                checked.class = Class::TooShort;
            }
        } else if let Some(id) = reported {
            (checked.class, checked.entry) = (Class::Paraphrased, Some(id));
        } else {
            checked.near = if decision.entries.is_empty() { decision.related } else { Vec::new() };
        }
        checked
    }

    /// What a plain look-up of the words would answer, the entries that they bring to mind, and the one that reports
    /// most of what they say.
    fn decide_on(&self, view: &View<'_>, text: &str) -> (Decision, Vec<u32>, Option<u32>) {
        let plain = plain(text);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        let n = words.words.len();
        let scope = Scope { briefing: None, entries: None };
        let heard = Heard { plain: &plain, tokens: &tokens, words, clauses: Clauses::default(), scope };
        let part = self.part(&heard, 0..n, None, &Past::default());
        let ranked = part.ranked.iter().map(|scored| scored.entry).collect();
        let decision = decide(view, &part.parse, &part.query, &part.ranked);
        let slots = &part.parse.slots;
        // One word in common is no report of what was said.
        let has_two = |id: u32| slots.iter().filter(|slot| self.has(slot, id, REPORTED_STRENGTH_MIN)).count() >= 2;
        let is_reported = |id: &u32| has_two(*id) && self.share(slots, *id, REPORTED_STRENGTH_MIN) >= REPORTED_MIN;
        let reported = decision.entries.first().copied().filter(is_reported);
        (decision, ranked, reported)
    }

    /// The quotes that are looked at: all, or of a large library those that the words bring to mind.
    fn quotes_for<'a>(&'a self, ranked: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        let view = self.view();
        let all = if self.is_small() { 0..self.index.entries.len() as u32 } else { 0..0 };
        let others = ranked.iter().copied().filter(|_| !self.is_small());
        all.chain(others).filter(move |id| view.entry(*id).kind == EntryKind::Quote)
    }

    fn is_small(&self) -> bool {
        self.library.briefings.len() <= BRIEFINGS_ALL
    }

    /// Where an article has the words without their being a quote's, and the entry that is about that passage.
    fn narrated(&self, view: &View<'_>, given: &Given, ranked: &[u32]) -> Option<(Option<u32>, Passage)> {
        if given.words.len() < NARRATED_WORDS_MIN {
            return None;
        }
        let mut briefings: Vec<u32> = if self.is_small() {
            (0..self.library.briefings.len() as u32).collect()
        } else {
            ranked.iter().map(|id| view.indexed(*id).briefing).collect()
        };
        briefings.dedup();
        briefings.into_iter().find_map(|number| {
            let article = &self.library.briefings[number as usize].article;
            let own = words_of(&article.text);
            let at = own.windows(given.words.len()).position(|window| window == given.words)?;
            let span = own[at].span.start..own[at + given.words.len() - 1].span.end;
            let paragraph =
                article.paragraphs.iter().find(|p| p.span.start <= span.start && span.start < p.span.end)?;
            let sentence = paragraph.sentences.iter().position(|s| s.contains(&span.start));
            let whole = sentence.map_or(paragraph.span.clone(), |at| paragraph.sentences[at].clone());
            let whole = whole.start..whole.end.max(span.end);
            let entry = self.index.briefings[number as usize].clone().find(|id| is_about(view, *id, &span));
            let passage = Passage {
                n: 1,
                entry: entry.map(|id| view.entry(id).id.to_string()).unwrap_or_default(),
                exact: article.text[whole.clone()].to_owned(),
                paragraph: paragraph.number,
                sentence: sentence.map_or(0, |at| at as u32 + 1),
                start: whole.start as u32,
                end: whole.end as u32,
                speaker: None,
                briefing: None,
                attribution: None,
            };
            Some((entry, passage))
        })
    }

    /// People, and others who are quoted, that the text around a quotation names; names that nobody here knows.
    fn around(&self, quotation: &Quotation<'_>) -> Around {
        let mut around = Around::default();
        for text in [quotation.before, quotation.after] {
            let plain = plain(text);
            let tokens = tokens(&plain);
            let words = words::words(&self.vocabulary, &plain, &tokens);
            for slot in parse::slots(&self.vocabulary, &words.words) {
                let is_someone = |unit: &Unit| self.index.class(*unit) == EntityClass::Person || self.is_speaker(*unit);
                let unit = slot.main().filter(|unit| slot.kind == SlotKind::Entity && is_someone(unit));
                if unit.is_none() && slot.kind != SlotKind::Stranger {
                    continue;
                }
                let (first, n) = (slot.word as usize, slot.n_words as usize);
                let Some((first, last)) = words.words.get(first).zip(words.words.get(first + n.max(1) - 1)) else {
                    continue;
                };
                let own = plain.text.get(first.span.0 as usize..last.span.1 as usize).unwrap_or_default();
                let name = unit.map(|unit| self.display_name(unit)).filter(|name| !name.is_empty());
                around.names.push(name.unwrap_or_else(|| own.chars().take(ECHO_MAX_CHARS).collect()));
                around.units.extend(unit);
            }
        }
        around.names.dedup();
        around
    }

    fn is_theirs(&self, speaker: Option<Unit>, named: &[Unit]) -> bool {
        speaker.is_some_and(|speaker| {
            named.iter().any(|unit| *unit == speaker || self.vocabulary.wholes(speaker).contains(unit))
        })
    }
}

/// Does an entry that states something cite these bytes?
fn is_about(view: &View<'_>, id: u32, span: &Range<usize>) -> bool {
    !view.indexed(id).is_entity
        && view.entry(id).citations.iter().any(|c| c.span().start <= span.start && span.end <= c.span().end)
}

fn told(text: &str, reason: Reason) -> Reply {
    let mut reply = respond::blank(Outcome::NotInBriefing, "quote_check", text);
    reply.reason = Some(reason);
    reply
}

fn verdict(checked: &Checked) -> String {
    let verdict = match &checked.class {
        Class::Verbatim => says::VERBATIM.to_owned(),
        Class::Alike => says::ALIKE.to_owned(),
        Class::Altered(changes) => says::altered(changes),
        Class::Narrated => says::NARRATED.to_owned(),
        Class::Paraphrased => says::PARAPHRASED.to_owned(),
        Class::Absent => says::ABSENT.to_owned(),
        Class::TooShort => says::TOO_SHORT.to_owned(),
    };
    match &checked.of_another {
        Some(speaker) => format!("{verdict} {}", says::of_another(speaker, &checked.named)),
        None => verdict,
    }
}

/// One reply of all that was found; it speaks of one briefing.
fn compose(view: &View<'_>, checked: &[Checked], n_more: usize) -> Reply {
    let mut lines: Vec<String> = Vec::new();
    let mut citations = Citations::default();
    let mut shown: Vec<u32> = Vec::new();
    for one in checked {
        if checked.len() > 1 {
            let echo: String = one.given.chars().take(ECHO_MAX_CHARS).collect();
            lines.push(says::one_of_several(&echo, echo.len() < one.given.len()));
        }
        lines.push(verdict(one));
        let Some(id) = one.entry else { continue };
        if one.passage.is_none() {
            lines.push(statement(view, id));
        }
        if shown.first().is_none_or(|first| view.indexed(*first).briefing == view.indexed(id).briefing) {
            citations.take(view, id, 1);
            shown.push(id);
        }
    }
    if n_more > 0 {
        lines.push(says::more(n_more));
    }
    let text = lines.join("\n");
    let is_found = checked.iter().any(|one| one.entry.is_some() || one.passage.is_some());
    if !is_found {
        let near: Vec<u32> = checked.iter().flat_map(|one| one.near.iter().copied()).collect();
        let mut reply = respond::silent(view, &text, Reason::DetailNotGiven, &near);
        "quote_check".clone_into(&mut reply.intent);
        return reply;
    }
    let mut reply = respond::blank(Outcome::Answered, "quote_check", &text);
    respond::finish(view, &mut reply, &citations, &shown);
    if reply.citations.is_empty() {
        reply.citations.extend(checked.iter().find_map(|one| one.passage.clone()));
    }
    reply
}
