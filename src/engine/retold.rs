//! The question before, told anew: with another name or topic in it, or with another question word.

use super::heard::Heard;
use super::{Dialogue, Engine, Utterance};
use crate::answer::index::EntityClass;
use crate::answer::reply::{Focus, Outcome, Reply};
use crate::answer::wording;
use crate::text::normalise::{Plain, fold};
use crate::text::tokens::tokens;
use crate::understanding::dialogue::Instead;
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::words::{self, Word};
use crate::understanding::{clauses, grammar, parse, quantity};

/// Readings of one follow-up that are tried.
const READINGS_MAX: usize = 6;
/// A question with another question word is taken as meant from this score.
const ANEW_MIN: f32 = 0.6;

/// Readings of a follow-up, the likeliest first.
#[derive(Default)]
struct Readings {
    likely: Vec<String>,
    /// What else may be meant where none of them is answered.
    rest: Vec<String>,
    /// They point back at an answer themselves.
    leans: bool,
}

impl Engine {
    /// The question before, with another name or topic in the place of the old one: of several readings the one that is
    /// answered best. A name that finds no answer there stands in the first of them; a topic may still stand alone.
    pub(super) fn instead(
        &self,
        heard: &Heard<'_>,
        words: &[Word<'_>],
        parse: &Parse,
        instead: &Instead,
        last: &Focus,
    ) -> Option<(Utterance, Dialogue)> {
        let slot = parse.slots.iter().find(|s| instead.new.contains(&(s.word as usize)))?;
        let is_name = matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger);
        let new = text_of(heard.plain, &words[instead.new.clone()])?;
        let old = instead.old.clone().and_then(|range| text_of(heard.plain, &words[range]));
        let briefing = heard.scope.briefing.map(|b| self.library.briefings[b as usize].id.to_string());
        let as_asked = |raw: String| Utterance { raw, briefing: briefing.clone() };
        let Readings { likely, rest, leans } = self.readings(new, old, slot, last);
        // Without its question, so that a reading is not read in turn.
        let told = || Focus { question: String::new(), ..last.clone() };
        let before = Dialogue { turns: if leans { vec![told()] } else { Vec::new() } };
        let best = |readings: Vec<String>| {
            let tried = readings.into_iter().take(READINGS_MAX).map(as_asked);
            let replies = tried.map(|reading| (self.ask(&reading, &before), reading));
            replies
                .filter(|(reply, _)| is_answer(reply))
                .max_by(|a, b| a.0.confidence.total_cmp(&b.0.confidence))
                .map(|(_, reading)| reading)
        };
        let first = likely.first().cloned().map(as_asked);
        // After a turn that found nothing, a bare name asks for itself.
        let chosen = best(likely)
            .or_else(|| last.is_answered.then(|| best(rest)).flatten())
            .or_else(|| first.filter(|_| is_name && last.is_answered))?;
        Some((chosen, before))
    }

    /// The last question with `new` in it.
    fn readings(&self, new: &str, old: Option<&str>, slot: &Slot, last: &Focus) -> Readings {
        let before = fold(&last.question);
        let before_tokens = tokens(&before);
        let before_words = words::words(&self.vocabulary, &before, &before_tokens);
        let Some(range) = clauses::split(&self.vocabulary, &before_words).parts.pop() else {
            return Readings::default();
        };
        let stretch = &before_words.words[range];
        let (Some(opens), Some(ends)) = (stretch.first(), stretch.last()) else { return Readings::default() };
        let (opens, ends) = (opens.span.0 as usize, ends.span.1 as usize);
        let asked = parse::parse(&self.vocabulary, &self.nouns, stretch);
        // "What did she say to that?" stays tied to what was told then.
        let asks = stretch.iter().any(|w| grammar::is_wh(&w.text));
        let leans = asks && stretch.iter().any(|w| matches!(&*w.text, "that" | "this" | "it"));
        let put = |start: usize, end: usize| {
            let lead = before.text.get(opens..start).unwrap_or_default();
            // "The mayor" gives way to "the baker" and to "Roe" with the article.
            let lead = lead.trim_end().strip_suffix("the").map_or(lead, |bare| bare);
            format!("{lead}{new}{}", before.text.get(end..ends).unwrap_or_default())
        };
        let span = |s: &Slot| {
            (stretch[s.word as usize].span.0 as usize, stretch[(s.word + s.n_words) as usize - 1].span.1 as usize)
        };
        let mut out = Vec::new();
        if let Some(old) = old {
            let old = fold(old).lower;
            let bare = ["the ", "a ", "an "].iter().find_map(|article| old.strip_prefix(article)).unwrap_or(&old);
            if let Some(start) = before.lower.find(bare) {
                let is_in = |(from, to): &(usize, usize)| *from <= start && start + bare.len() <= *to;
                let (start, end) = asked.slots.iter().map(span).find(is_in).unwrap_or((start, start + bare.len()));
                out.push(put(start, end));
            }
        }
        if matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) {
            let is_place = |s: &Slot| s.main().is_some_and(|u| self.is_place(u));
            let names = || asked.slots.iter().filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger));
            if let Some(name) = names().find(|s| is_place(s) == is_place(slot)).or_else(|| names().next()) {
                let (start, end) = span(name);
                out.push(put(start, end));
                let is_said = asked.has_speech && asked.types.meets(Types::WHAT.with(Types::QUOTE));
                let rest = if is_said { vec![format!("what did {new} say")] } else { Vec::new() };
                return Readings { likely: out, rest, leans };
            }
            for pronoun in stretch.iter().filter(|w| grammar::points_back(&w.text) && !is_possessive(&w.text)) {
                out.push(put(pronoun.span.0 as usize, pronoun.span.1 as usize));
            }
            out.push(format!("{} {new}", before.text[opens..ends].trim_end_matches(['?', '.', '!', ' '])));
        } else if let Some(agent) = asked.agent.and_then(|i| asked.slots.get(i)).filter(|_| asked.has_speech) {
            let (start, end) = span(agent);
            out.push(format!("what did {} say about {new}", &before.text[start..end]));
        }
        // "How much will the repairs cost?" – "I meant the ferry": what stands behind an article is a thing.
        out.extend(asked.slots.iter().filter(|s| is_thing(stretch, s)).map(|s| {
            let (start, end) = span(s);
            put(start, end)
        }));
        Readings { likely: out, rest: Vec::new(), leans }
    }

    /// The last question with the question word of this one, where that is answered: "when?", "how much is it?".
    pub(super) fn asked_anew(&self, heard: &Heard<'_>, words: &[Word<'_>], last: &Focus) -> Option<Reply> {
        let before = fold(&last.question);
        let before_tokens = tokens(&before);
        let before_words = words::words(&self.vocabulary, &before, &before_tokens);
        let range = clauses::split(&self.vocabulary, &before_words).parts.pop()?;
        let mut raw = question_words(words);
        let mut after_how = false;
        for word in &before_words.words[range] {
            let is_asking = grammar::is_wh(&word.text) || (after_how && is_measure(&word.text));
            after_how = &*word.text == "how";
            if !is_asking {
                raw.push(' ');
                raw.push_str(before.text.get(word.span.0 as usize..word.span.1 as usize)?);
            }
        }
        if asks_price(words) {
            raw.push_str(" cost");
        }
        let briefing = heard.scope.briefing.map(|b| self.library.briefings[b as usize].id.to_string());
        let reply = self.ask(&Utterance { raw, briefing }, &Dialogue::default());
        (is_answer(&reply) && reply.confidence >= ANEW_MIN).then_some(reply)
    }

    /// What the last question was about, as slots.
    pub(super) fn topic(&self, last: &Focus) -> Vec<Slot> {
        let before = fold(&last.question);
        let before_tokens = tokens(&before);
        let before_words = words::words(&self.vocabulary, &before, &before_tokens);
        let Some(range) = clauses::split(&self.vocabulary, &before_words).parts.pop() else { return Vec::new() };
        let stretch = &before_words.words[range];
        let mut slots = parse::slots(&self.vocabulary, stretch);
        // "It" stands for a thing, not for a person nor for what was asked of it.
        let is_person = |s: &Slot| s.main().is_some_and(|u| self.index.class(u) == EntityClass::Person);
        slots.retain(|s| match s.kind {
            SlotKind::Stranger | SlotKind::Unknown => false,
            SlotKind::Entity => !is_person(s),
            SlotKind::Number => true,
            SlotKind::Concept | SlotKind::Term => {
                let is_date = quantity::is_calendar_name(&stretch[s.word as usize].text);
                s.factor > 0.5 && (s.is_name || is_date || is_thing(stretch, s))
            }
        });
        slots
    }
}

/// Answered, and not by saying that something else is so.
fn is_answer(reply: &Reply) -> bool {
    reply.outcome == Outcome::Answered && !reply.text.starts_with(wording::CORRECTION)
}

fn text_of<'t>(plain: &'t Plain, words: &[Word<'_>]) -> Option<&'t str> {
    plain.text.get(words.first()?.span.0 as usize..words.last()?.span.1 as usize)
}

/// The words of a bare question that ask: "and when was that?" is "when".
fn question_words(words: &[Word<'_>]) -> String {
    let is_frame = |text: &str| {
        grammar::is_auxiliary(text)
            || grammar::points_back(text)
            || matches!(text, "and" | "but" | "so" | "ok" | "then" | "that" | "this" | "there" | "exactly")
    };
    let asking: Vec<&str> = words.iter().map(|w| &*w.text).filter(|text| !is_frame(text)).collect();
    asking.join(" ")
}

/// "How much is it?"
fn asks_price(words: &[Word<'_>]) -> bool {
    let is_copula = |w: &Word<'_>| matches!(&*w.text, "be" | "is" | "are" | "was" | "were");
    words.windows(3).any(|w| &*w[0].text == "how" && &*w[1].text == "much" && is_copula(&w[2]))
}

/// Behind an article or possessive.
fn is_thing(words: &[Word<'_>], slot: &Slot) -> bool {
    slot.word > 0 && grammar::is_determiner(&words[slot.word as usize - 1].text)
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "his" | "her" | "hers" | "its" | "their" | "theirs")
}

fn is_measure(word: &str) -> bool {
    matches!(word, "many" | "much" | "long" | "often" | "far" | "old" | "big" | "soon" | "late" | "early")
}
