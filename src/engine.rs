//! The engine: one question in, one reply out. Pure, synchronous, cheap to share.

mod ambiguous;
mod broad;
mod complete;
mod covers;
mod evidence;
mod explain;
mod follow_up;
pub mod gist;
mod heard;
pub mod quotes;
mod retold;
mod several;
pub mod verify;
mod why;

use std::sync::OnceLock;

use self::follow_up::points_at_nothing;
use self::heard::{Heard, Part, Past, Scope};
use self::why::Trace;
use crate::answer::decide::{Decision, decide};
use crate::answer::index::{self, Index};
use crate::answer::names::Names;
use crate::answer::overview::Overview;
use crate::answer::reply::{Focus, Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::view::View;
use crate::answer::weights::Weights;
use crate::answer::wording;
use crate::knowledge::library::Library;
use crate::knowledge::model::EntityIx;
use crate::parallel::beside;
use crate::text::normalise::{UTTERANCE_MAX_CHARS, plain};
use crate::text::tokens::tokens;
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::clauses::{self, Clauses};
use crate::understanding::dialogue::{self, FollowUp};
use crate::understanding::intents::Intents;
use crate::understanding::question::SlotKind;
use crate::understanding::vocabulary::Vocabulary;
use crate::understanding::words;

/// A clause that weighs less asks nothing by itself ("could you clarify this?").
const BARE_MAX: f32 = 0.3;

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

    /// Takes a reply into the dialogue. Help and small talk leave it where it was.
    pub fn remember(&mut self, reply: &Reply) {
        if reply.outcome == Outcome::Help {
            return;
        }
        if self.turns.len() == Self::MAX_TURNS {
            self.turns.remove(0);
        }
        let is_answered = reply.outcome == Outcome::Answered;
        self.turns.push(Focus { is_answered, ..reply.focus.clone() });
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
    /// Is a quotation right, and is it the one's to whom it is given?
    Verify {
        /// As the user wrote it, perhaps with who is said to have said it.
        quote: String,
    },
    /// What the briefing covers, and what it does not say.
    Briefing,
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
    speaker_names: OnceLock<Names>,
    topic_names: OnceLock<Names>,
}

impl Engine {
    /// Builds the indexes over a library.
    #[must_use]
    pub fn new(library: Library) -> Self {
        Self::with_weights(library, Weights::default())
    }

    /// The same with other weights, for measuring what they do.
    #[must_use]
    pub fn with_weights(library: Library, weights: Weights) -> Self {
        let mut vocabulary = Vocabulary::new(&library.lexicon);
        let entity_units = index::learn(&library, &mut vocabulary);
        let (intents, mut index) =
            beside(|| Intents::new(&library.lexicon, &vocabulary), || Index::new(&library, &vocabulary, entity_units));
        index.weights = weights;
        let nouns = AnswerNouns::new(&library.lexicon, &vocabulary);
        let (speaker_names, topic_names) = (OnceLock::new(), OnceLock::new());
        Self { library, vocabulary, index, nouns, intents, speaker_names, topic_names }
    }

    /// The library it answers from.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    fn view(&self) -> View<'_> {
        View {
            library: &self.library,
            v: &self.vocabulary,
            index: &self.index,
            nouns: &self.nouns,
            intents: &self.intents,
        }
    }

    /// Answers a free question.
    #[must_use]
    pub fn ask(&self, utterance: &Utterance, dialogue: &Dialogue) -> Reply {
        self.answer(utterance, dialogue, None)
    }

    /// Answers a free question and tells how the answer came about, step by step, as lines of text.
    #[must_use]
    pub fn explain(&self, utterance: &Utterance, dialogue: &Dialogue) -> (Reply, Vec<String>) {
        let mut trace = Trace::default();
        let reply = self.answer(utterance, dialogue, Some(&mut trace));
        (reply, trace.steps)
    }

    fn answer(&self, utterance: &Utterance, dialogue: &Dialogue, mut trace: Option<&mut Trace>) -> Reply {
        let view = self.view();
        if utterance.raw.len() > UTTERANCE_MAX_CHARS && utterance.raw.chars().nth(UTTERANCE_MAX_CHARS).is_some() {
            let mut reply = respond::blank(Outcome::NotInBriefing, "fact", wording::TOO_LONG);
            reply.reason = Some(Reason::TooLong);
            return reply;
        }
        let plain = plain(&utterance.raw);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        if words.words.is_empty() {
            let mut reply = respond::blank(Outcome::NotInBriefing, "fact", wording::EMPTY);
            reply.reason = Some(Reason::Empty);
            return reply;
        }
        let range = utterance
            .briefing
            .as_deref()
            .and_then(|id| view.briefing_number(id))
            .map(|b| (b, self.index.briefings[b as usize].clone()));
        let scope = Scope { briefing: range.as_ref().map(|(b, _)| *b), entries: range.map(|(_, r)| r) };
        let heard =
            Heard { plain: &plain, tokens: &tokens, clauses: clauses::split(&self.vocabulary, &words), words, scope };
        let mut parts = self.parts(&heard);
        if let (Some(last), [only]) = (dialogue.turns().last(), &parts[..]) {
            let last = &*self.present(last, utterance.briefing.as_deref());
            let stretch = &heard.words.words[only.range.clone()];
            match dialogue::recognise(stretch, &only.parse) {
                FollowUp::None => {}
                FollowUp::Instead(instead) => {
                    if let Some((fuller, before)) = self.instead(&heard, stretch, &only.parse, &instead, last) {
                        if let Some(trace) = trace.as_deref_mut() {
                            trace.steps.push(format!("follow-up, taken as: {}", fuller.raw));
                            trace.taken_as = Some(fuller.raw.clone());
                        }
                        return self.answer(&fuller, &before, trace);
                    }
                }
                FollowUp::More => {
                    if let Some(reply) = self.more(&view, &heard, stretch, &only.parse, last) {
                        if let Some(trace) = trace.as_deref_mut() {
                            trace.steps.push("follow-up: asks more of the last answer".to_owned());
                        }
                        return reply;
                    }
                    parts = vec![self.leaning(&heard, only, last)];
                }
                FollowUp::Leans => {
                    if let Some(trace) = trace.as_deref_mut().filter(|_| !last.question.is_empty()) {
                        trace.steps.push(format!("follow-up: leans on {}", last.question));
                    }
                    let part = self.leaning(&heard, only, last);
                    if let Some(mut reply) = self.reply_to_that(&view, stretch, &part, last) {
                        plain.text.trim().clone_into(&mut reply.focus.question);
                        self.name_first(&mut reply, &[part]);
                        return reply;
                    }
                    parts = vec![part];
                }
            }
        }
        if let Some(trace) = trace {
            self.tell(&heard, &parts, &mut trace.steps);
            trace.read(&heard, &parts);
        }
        let mut reply = self.reply(&view, &heard, &parts);
        if dialogue.turns().is_empty() && reply.outcome == Outcome::NotInBriefing && points_at_nothing(&heard, &parts) {
            reply = respond::silent(&view, wording::UNCLEAR, Reason::Unclear, &[]);
        }
        plain.text.trim().clone_into(&mut reply.focus.question);
        self.name_first(&mut reply, &parts);
        reply
    }

    /// The asking clauses, ranked. One that asks nothing by itself ("could you clarify this?") takes in what leads up to it.
    fn parts(&self, heard: &Heard<'_>) -> Vec<Part> {
        let whole = |range: &std::ops::Range<usize>| {
            let lead = heard.lead(range);
            let part = self.part(heard, range.clone(), lead.clone(), &Past::default());
            match lead {
                Some(lead) if part.query.total < BARE_MAX && !heard.clauses.parts.contains(&lead) => {
                    self.part(heard, lead.start..range.end, None, &Past::default())
                }
                _ => part,
            }
        };
        heard.clauses.parts.iter().map(whole).collect()
    }

    /// Quotation, broad question or plain question, in this order.
    fn reply(&self, view: &View<'_>, heard: &Heard<'_>, parts: &[Part]) -> Reply {
        if let Some(reply) = self.quotation(view, heard, parts) {
            return reply;
        }
        let best = parts.iter().filter_map(|p| p.ranked.first()).map(|s| s.score).fold(0.0, f32::max);
        if let Some(reply) = self.by_intent(view, heard, parts, best) {
            return reply;
        }
        if let Some(reply) = self.ambiguous(view, heard, parts) {
            return reply;
        }
        if let Some(reply) = self.small_talk(heard, parts, best) {
            return reply;
        }
        if let Some(decision) = self.premise(view, heard, parts) {
            return respond::answered(view, &[&decision], false);
        }
        let decisions: Vec<Decision> = parts.iter().map(|p| decide(view, &p.parse, &p.query, &p.ranked)).collect();
        // "Who is it, and what is his name?": what the first part leaves open, a pronoun cannot answer.
        let names_none = |part: &Part| part.query.names().next().is_none();
        let hangs = parts.len() > 1
            && decisions[0].gap.is_some()
            && names_none(&parts[0])
            && parts[1..].iter().all(|p| p.parse.points_back);
        let decisions = if hangs { &decisions[..1] } else { &decisions[..] };
        let is_whole = decisions.iter().all(|d| !d.entries.is_empty());
        let mut answers: Vec<&Decision> = decisions
            .iter()
            .filter(|d| !d.entries.is_empty() && (is_whole || d.score >= self.index.weights.part_min))
            .collect();
        // One reply speaks of one briefing: the one that answers best.
        let of = |d: &&Decision| view.indexed(d.entries[0]).briefing;
        if let Some(best) = answers.iter().max_by(|a, b| a.score.total_cmp(&b.score)).map(of) {
            answers.retain(|d| of(d) == best);
        }
        if !answers.is_empty() {
            let reply = respond::answered(view, &answers, answers.len() < decisions.len());
            return match (parts, &answers[..]) {
                ([part], [own]) if heard.scope.briefing.is_none() => self.beside(view, part, own, reply),
                _ => reply,
            };
        }
        if let Some(decision) = self.last_premise(view, heard) {
            return respond::answered(view, &[&decision], false);
        }
        let best = decisions.iter().enumerate().max_by(|a, b| a.1.score.total_cmp(&b.1.score).then(b.0.cmp(&a.0)));
        let Some((i, decision)) = best else {
            return respond::blank(Outcome::NotInBriefing, "fact", wording::NOT_SAID);
        };
        let names = heard.names(i, decision);
        respond::abstained(view, decision, &names, heard.scope.briefing)
    }

    /// Puts the names of the question before those of the answer.
    fn name_first(&self, reply: &mut Reply, parts: &[Part]) {
        let Some(id) = reply.briefing.as_deref() else { return };
        let Some(b) = self.view().briefing_number(id) else { return };
        let units = &self.index.entity_units[b as usize];
        reply.focus.mark = self.index.mark;
        let mut at = 0;
        for slot in parts.iter().flat_map(|p| &p.query.slots).filter(|s| s.kind == SlotKind::Entity) {
            let Some(i) = slot.main().and_then(|u| units.iter().position(|own| *own == u)) else { continue };
            let entity = (b, EntityIx(i as u32));
            reply.focus.entities.retain(|e| *e != entity);
            reply.focus.entities.insert(at.min(reply.focus.entities.len()), entity);
            at += 1;
        }
    }

    /// Answers any request.
    #[must_use]
    pub fn perform(&self, request: &Request, dialogue: &Dialogue) -> Reply {
        match request {
            Request::Ask(utterance) => self.ask(utterance, dialogue),
            Request::Quotes { speaker, topic } => self.quotes(speaker.as_deref(), topic.as_deref(), 0).0,
            Request::Cities => self.broad(Overview::Places),
            Request::Status => self.broad(Overview::Status),
            Request::Timeline => self.broad(Overview::Timeline),
            Request::People => self.broad(Overview::People),
            Request::Verify { quote } => self.verify(quote).0,
            Request::Briefing => self.covers(),
            Request::Help => respond::blank(Outcome::Help, "help", wording::HELP),
        }
    }

    /// The entries of one briefing that answer `question` best: entry id and score, best first.
    #[must_use]
    pub fn rank(&self, briefing: &str, question: &str) -> Vec<(String, f32)> {
        let view = self.view();
        let Some(number) = view.briefing_number(briefing) else { return Vec::new() };
        let plain = plain(question);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        let range = self.index.briefings[number as usize].clone();
        let scope = Scope { briefing: Some(number), entries: Some(range) };
        let n = words.words.len();
        let heard = Heard { plain: &plain, tokens: &tokens, words, clauses: Clauses::default(), scope };
        let part = self.part(&heard, 0..n, None, &Past::default());
        part.ranked.iter().map(|s| (view.entry(s.entry).id.to_string(), s.score)).collect()
    }
}
