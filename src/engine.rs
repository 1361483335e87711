//! The engine: one question in, one reply out. Pure, synchronous, cheap to share.

use crate::answer::decide::{Decision, decide, rank};
use crate::answer::index::Index;
use crate::answer::overview::Overview;
use crate::answer::query::Query;
use crate::answer::reply::{Focus, Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::score::Scored;
use crate::answer::view::View;
use crate::answer::wording;
use crate::knowledge::library::Library;
use crate::text::normalise::{Plain, UTTERANCE_MAX_CHARS, plain};
use crate::text::tokens::tokens;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::clauses::{self, Clauses};
use crate::understanding::intents::Intents;
use crate::understanding::parse::parse;
use crate::understanding::question::{Parse, SlotKind};
use crate::understanding::vocabulary::Vocabulary;
use crate::understanding::words::{Words, words};

/// One user message after transport stripping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Utterance {
    /// The text as the user wrote it.
    pub raw: String,
    /// Only this briefing, where the user or the channel chose one.
    pub briefing: Option<String>,
}

impl Utterance {
    /// An utterance to all briefings.
    pub fn new(raw: impl Into<String>) -> Self {
        Self { raw: raw.into(), briefing: None }
    }
}

/// The last turns of one user in one channel, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dialogue {
    turns: Vec<Focus>,
}

impl Dialogue {
    /// Turns that are kept.
    pub const MAX_TURNS: usize = 8;

    /// Takes a reply into the dialogue.
    pub fn remember(&mut self, reply: &Reply) {
        if self.turns.len() == Self::MAX_TURNS {
            self.turns.remove(0);
        }
        self.turns.push(reply.focus.clone());
    }

    /// The turns, oldest first.
    #[must_use]
    pub fn turns(&self) -> &[Focus] {
        &self.turns
    }
}

/// What a user wants of the bot: a free question, or a command with its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A free question.
    Ask(Utterance),
    /// Quotes of a speaker, all speakers if none is named, about a topic if one is named.
    Quotes {
        /// As the user wrote it.
        speaker: Option<String>,
        /// As the user wrote it.
        topic: Option<String>,
    },
    /// The places that were hit.
    Cities,
    /// How the main matter stands.
    Status,
    /// What happened when.
    Timeline,
    /// Who is in the briefing.
    People,
    /// What the bot can do.
    Help,
}

/// Answers requests from a library.
#[derive(Debug)]
pub struct Engine {
    library: Library,
    vocabulary: Vocabulary,
    index: Index,
    nouns: AnswerNouns,
    intents: Intents,
}

impl Engine {
    /// Builds the indexes over a library.
    #[must_use]
    pub fn new(library: Library) -> Self {
        let mut vocabulary = Vocabulary::new(&library.lexicon);
        let index = Index::new(&library, &mut vocabulary);
        let nouns = AnswerNouns::new(&library.lexicon, &vocabulary);
        let intents = Intents::new(&library.lexicon, &vocabulary);
        Self { library, vocabulary, index, nouns, intents }
    }

    /// The library it answers from.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    fn view(&self) -> View<'_> {
        View { library: &self.library, v: &self.vocabulary, index: &self.index, nouns: &self.nouns, intents: &self.intents }
    }

    /// Answers a free question.
    #[must_use]
    pub fn ask(&self, utterance: &Utterance, dialogue: &Dialogue) -> Reply {
        self.answer(utterance, dialogue, None)
    }

    /// Answers a free question and tells how the answer came about, step by step, as lines of text.
    #[must_use]
    pub fn explain(&self, utterance: &Utterance, dialogue: &Dialogue) -> (Reply, Vec<String>) {
        let mut steps = Vec::new();
        let reply = self.answer(utterance, dialogue, Some(&mut steps));
        (reply, steps)
    }

    fn answer(&self, utterance: &Utterance, dialogue: &Dialogue, mut steps: Option<&mut Vec<String>>) -> Reply {
        let view = self.view();
        if utterance.raw.len() > UTTERANCE_MAX_CHARS && utterance.raw.chars().nth(UTTERANCE_MAX_CHARS).is_some() {
            let mut reply = respond::blank(Outcome::NotInBriefing, "fact", wording::TOO_LONG);
            reply.reason = Some(Reason::TooLong);
            return reply;
        }
        let plain = plain(&utterance.raw);
        let tokens = tokens(&plain);
        let words = words(&self.vocabulary, &plain, &tokens);
        if words.words.is_empty() {
            let mut reply = respond::blank(Outcome::NotInBriefing, "fact", wording::EMPTY);
            reply.reason = Some(Reason::Empty);
            return reply;
        }
        let _ = dialogue;
        let range = utterance.briefing.as_deref().and_then(|id| view.briefing_number(id)).map(|b| (b, self.index.briefings[b as usize].clone()));
        let clauses = clauses::split(&words);
        let parts: Vec<Part> = clauses.parts.iter().map(|part| self.part(&words, part.clone(), range.as_ref().map(|(_, r)| r))).collect();
        if let Some(steps) = steps.as_deref_mut() {
            self.tell(&words, &clauses, &parts, steps);
        }
        let best = parts.iter().filter_map(|p| p.ranked.first()).map(|s| s.score).fold(0.0, f32::max);
        if let Some(reply) = self.by_intent(&view, &words, &parts, best, range.as_ref().map(|(b, _)| *b)) {
            return reply;
        }
        let decisions: Vec<Decision> = parts.iter().map(|p| decide(&view, &p.parse, &p.query, &p.ranked)).collect();
        let answers: Vec<&Decision> = decisions.iter().filter(|d| !d.entries.is_empty()).collect();
        if !answers.is_empty() {
            return respond::answered(&view, &answers, answers.len() < decisions.len());
        }
        let (i, decision) = decisions.iter().enumerate().max_by(|a, b| a.1.score.total_cmp(&b.1.score).then(b.0.cmp(&a.0))).map_or((0, None), |(i, d)| (i, Some(d)));
        let Some(decision) = decision else {
            return respond::blank(Outcome::NotInBriefing, "fact", wording::NOT_SAID);
        };
        let names = self.names(&utterance.raw, &plain, &words, &clauses, i, decision);
        respond::abstained(&view, decision, &names, range.map(|(b, _)| b))
    }

    fn part(&self, words: &Words<'_>, range: std::ops::Range<usize>, entries: Option<&std::ops::Range<u32>>) -> Part {
        let view = self.view();
        let parse = parse(&self.vocabulary, &self.nouns, &words.words[range.clone()]);
        let query = Query::new(&self.vocabulary, &self.index, &parse);
        let ranked = rank(&view, &query, entries);
        Part { range, parse, query, ranked }
    }

    /// Broad questions and small talk.
    fn by_intent(&self, view: &View<'_>, words: &Words<'_>, parts: &[Part], best: f32, briefing: Option<u32>) -> Option<Reply> {
        let part = parts.last()?;
        let stretch = &words.words[part.range.clone()];
        let found = self.intents.find(&self.vocabulary, stretch, &part.parse.slots)?;
        let rest: Vec<_> = part
            .query
            .slots
            .iter()
            .filter(|s| s.factor > 0.5 && !(s.word..s.word + s.n_words).any(|w| found.used.contains(&(w as usize))))
            .collect();
        let has_names = rest.iter().any(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown));
        let small_talk = match found.intent {
            "help" => Some(wording::HELP),
            "greeting" => Some(wording::GREETING),
            "thanks" => Some(wording::THANKS),
            "farewell" => Some(wording::FAREWELL),
            "chat" => Some(wording::CHAT),
            _ => None,
        };
        if let Some(text) = small_talk {
            let is_talk = !has_names && best < crate::answer::decide::ANSWER_MIN && rest.len() <= 2;
            return is_talk.then(|| respond::blank(Outcome::Help, found.intent, text));
        }
        let overview = Overview::of(found.intent)?;
        let about: Vec<_> = rest.iter().filter(|s| s.kind == SlotKind::Entity).filter_map(|s| s.main()).collect();
        if rest.iter().any(|s| s.kind == SlotKind::Stranger) {
            return None;
        }
        if !matches!(overview, Overview::People | Overview::Quotes | Overview::Timeline | Overview::Positions) && !rest.is_empty() && best > 0.5 {
            return None;
        }
        let briefing = briefing.unwrap_or_else(|| part.ranked.first().map_or(0, |s| self.index.entries[s.entry as usize].briefing));
        if self.library.briefings.is_empty() {
            return None;
        }
        let entries = overview.entries(view, briefing, &about);
        respond::overview(view, overview, briefing, &entries)
    }

    /// The user's own spelling of the names that nobody here knows.
    fn names(&self, raw: &str, plain: &Plain, words: &Words<'_>, clauses: &Clauses, part: usize, decision: &Decision) -> Vec<String> {
        let Some(range) = clauses.parts.get(part) else { return Vec::new() };
        let _ = raw;
        decision
            .strangers
            .iter()
            .filter_map(|&(word, n)| {
                let first = words.words.get(range.start + word as usize)?;
                let last = words.words.get(range.start + (word + n) as usize - 1)?;
                let name = plain.text.get(first.span.0 as usize..last.span.1 as usize)?;
                Some(name.chars().take(60).collect())
            })
            .collect()
    }

    fn tell(&self, words: &Words<'_>, clauses: &Clauses, parts: &[Part], steps: &mut Vec<String>) {
        let text = |range: &std::ops::Range<usize>| words.words[range.clone()].iter().map(|w| &*w.text).collect::<Vec<_>>().join(" ");
        for range in &clauses.context {
            steps.push(format!("leads up: {}", text(range)));
        }
        for part in parts {
            steps.push(format!("asks: {}", text(&part.range)));
            steps.push(format!("  answer type: {}{}", part.parse.types.names(), if part.parse.has_speech { ", about speech" } else { "" }));
            if let Some(found) = self.intents.find(&self.vocabulary, &words.words[part.range.clone()], &part.parse.slots) {
                steps.push(format!("  pattern: {} by words {:?}", found.intent, found.used));
            }
            for (i, slot) in part.query.slots.iter().enumerate() {
                let units: Vec<String> = slot.alternatives().iter().map(|(u, s)| format!("{} {s:.2}", self.vocabulary.name(*u))).collect();
                let own = &words.words[part.range.start + slot.word as usize..part.range.start + (slot.word + slot.n_words) as usize];
                let own: Vec<&str> = own.iter().map(|w| &*w.text).collect();
                steps.push(format!(
                    "  slot {:?} {:?} weight {:.2}{}{}: {}",
                    own.join(" "),
                    slot.kind,
                    part.query.weights[i],
                    if slot.is_head { " (counted)" } else { "" },
                    if part.query.agent == Some(i) { " (agent)" } else { "" },
                    units.join(", ")
                ));
            }
            for scored in part.ranked.iter().take(6) {
                steps.push(format!(
                    "  candidate {} {:.2} (covers {:.2}, fit {:.2}, by {:?}{})",
                    self.view().entry(scored.entry).id,
                    scored.score,
                    scored.coverage,
                    scored.fit,
                    scored.kind,
                    if scored.contradicts { ", contradicts" } else { "" }
                ));
            }
        }
    }

    /// Answers any request.
    #[must_use]
    pub fn perform(&self, request: &Request, dialogue: &Dialogue) -> Reply {
        match request {
            Request::Ask(utterance) => self.ask(utterance, dialogue),
            _ => self.ask(&Utterance::default(), dialogue),
        }
    }

    /// The entries of one briefing that answer `question` best: entry id and score, best first.
    #[must_use]
    pub fn rank(&self, briefing: &str, question: &str) -> Vec<(String, f32)> {
        let view = self.view();
        let Some(number) = view.briefing_number(briefing) else { return Vec::new() };
        let plain = plain(question);
        let tokens = tokens(&plain);
        let words = words(&self.vocabulary, &plain, &tokens);
        let part = self.part(&words, 0..words.words.len(), Some(&self.index.briefings[number as usize]));
        part.ranked.iter().map(|s| (view.entry(s.entry).id.to_string(), s.score)).collect()
    }
}

/// One asking clause on its way to a decision.
struct Part {
    range: std::ops::Range<usize>,
    parse: Parse,
    query: Query,
    ranked: Vec<Scored>,
}
