//! The engine: one question in, one reply out. Pure, synchronous, cheap to share.

use crate::answer::decide::{Decision, decide, rank};
use crate::answer::index::{EntityClass, Index};
use crate::answer::lines::LineKind;
use crate::answer::overview::Overview;
use crate::answer::query::Query;
use crate::answer::quote_check;
use crate::answer::reply::{Focus, Outcome, Reason, Reply};
use crate::answer::respond;
use crate::answer::score::Scored;
use crate::answer::view::View;
use crate::answer::weights::Weights;
use crate::answer::wording;
use crate::knowledge::library::Library;
use crate::knowledge::model::{EntityIx, EntityKind};
use crate::text::normalise::{Plain, UTTERANCE_MAX_CHARS, fold, plain};
use crate::text::tokens::{Token, tokens};
use crate::understanding::answer_type::AnswerNouns;
use crate::understanding::clauses::{self, Clauses};
use crate::understanding::dialogue::{self, FollowUp};
use crate::understanding::grammar;
use crate::understanding::intents::Intents;
use crate::understanding::parse;
use crate::understanding::question::{Parse, Slot, SlotKind, Types};
use crate::understanding::vocabulary::{Unit, Vocabulary};
use crate::understanding::words::{self, Word, Words};

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
        Self::with_weights(library, Weights::default())
    }

    /// The same with other weights, for measuring what they do.
    #[must_use]
    pub fn with_weights(library: Library, weights: Weights) -> Self {
        let mut vocabulary = Vocabulary::new(&library.lexicon);
        let mut index = Index::new(&library, &mut vocabulary);
        index.weights = weights;
        let nouns = AnswerNouns::new(&library.lexicon, &vocabulary);
        let intents = Intents::new(&library.lexicon, &vocabulary);
        Self { library, vocabulary, index, nouns, intents }
    }

    /// Changes the weights in place.
    pub fn set_weights(&mut self, weights: Weights) {
        self.index.weights = weights;
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
        let words = words::words(&self.vocabulary, &plain, &tokens);
        if words.words.is_empty() {
            let mut reply = respond::blank(Outcome::NotInBriefing, "fact", wording::EMPTY);
            reply.reason = Some(Reason::Empty);
            return reply;
        }
        let range = utterance.briefing.as_deref().and_then(|id| view.briefing_number(id)).map(|b| (b, self.index.briefings[b as usize].clone()));
        let scope = Scope { briefing: range.as_ref().map(|(b, _)| *b), entries: range.map(|(_, r)| r) };
        let clauses = clauses::split(&words);
        let last = dialogue.turns().last();
        let mut parts: Vec<Part> = Vec::with_capacity(clauses.parts.len());
        for range in &clauses.parts {
            let lead = lead(&words, &clauses, range);
            let part = self.part(&words, range.clone(), lead.clone(), &scope, &[], None);
            let is_bare = part.query.total < BARE_MAX;
            parts.push(match lead {
                Some(lead) if is_bare && !clauses.parts.contains(&lead) => self.part(&words, lead.start..range.end, None, &scope, &[], None),
                _ => part,
            });
        }
        if let (Some(last), [only]) = (last, &parts[..]) {
            match dialogue::recognise(&words.words[only.range.clone()], &only.parse) {
                FollowUp::None => {}
                FollowUp::Instead(from) => {
                    if let Some(question) = self.instead(&plain, &words.words[only.range.clone()], &only.parse, from, last) {
                        let fuller = Utterance { raw: question, briefing: utterance.briefing.clone() };
                        if let Some(steps) = steps.as_deref_mut() {
                            steps.push(format!("follow-up, taken as: {}", fuller.raw));
                        }
                        return self.answer(&fuller, &Dialogue::default(), steps);
                    }
                }
                FollowUp::More => {
                    if let Some(reply) = self.more(&view, &words.words[only.range.clone()], &only.parse, last) {
                        if let Some(steps) = steps.as_deref_mut() {
                            steps.push("follow-up: asks more of the last answer".to_owned());
                        }
                        return reply;
                    }
                }
                FollowUp::Leans => {
                    let lead = lead(&words, &clauses, &only.range);
                    let leads_to = lead.clone().is_some_and(|r| parse::slots(&self.vocabulary, &words.words[r]).iter().any(|s| s.main().is_some_and(|u| self.is_actor(u))));
                    let antecedent = if leads_to { None } else { self.antecedent(&words.words[only.range.clone()], &only.parse, last) };
                    let hints = self.hints(last);
                    if let Some(steps) = steps.as_deref_mut() {
                        steps.push(format!("follow-up: leans on {}", last.question));
                    }
                    let range = only.range.clone();
                    parts = vec![self.part(&words, range, lead, &scope, &hints, antecedent)];
                }
            }
        }
        if let Some(steps) = steps.as_deref_mut() {
            self.tell(&words, &clauses, &parts, steps);
        }
        let mut reply = self.reply(&view, &plain, &tokens, &words, &clauses, &parts, &scope);
        reply.focus.question = plain.text.trim().to_owned();
        self.name_first(&mut reply, &parts);
        reply
    }

    /// Quotation, broad question or plain question, in this order.
    fn reply(&self, view: &View<'_>, plain: &Plain, tokens: &[Token], words: &Words<'_>, clauses: &Clauses, parts: &[Part], scope: &Scope) -> Reply {
        if let Some(reply) = self.quotation(view, plain, tokens, parts) {
            return reply;
        }
        let best = parts.iter().filter_map(|p| p.ranked.first()).map(|s| s.score).fold(0.0, f32::max);
        if let Some(reply) = self.by_intent(view, words, parts, best, scope.briefing) {
            return reply;
        }
        if let Some(reply) = self.small_talk(words, best) {
            return reply;
        }
        if let Some(decision) = self.premise(view, words, clauses, parts, scope) {
            return respond::answered(view, &[&decision], false);
        }
        let decisions: Vec<Decision> = parts.iter().map(|p| decide(view, &p.parse, &p.query, &p.ranked)).collect();
        // "Who is it, and what is his name?": what the first part leaves open, a pronoun cannot answer.
        let hangs = parts.len() > 1 && decisions[0].gap.is_some() && parts[1..].iter().all(|p| p.parse.points_back);
        let decisions = if hangs { &decisions[..1] } else { &decisions[..] };
        let is_whole = decisions.iter().all(|d| !d.entries.is_empty());
        let mut answers: Vec<&Decision> = decisions.iter().filter(|d| !d.entries.is_empty() && (is_whole || d.score >= self.index.weights.part_min)).collect();
        // One reply speaks of one briefing: the one that answers best.
        let of = |d: &&Decision| view.indexed(d.entries[0]).briefing;
        if let Some(best) = answers.iter().max_by(|a, b| a.score.total_cmp(&b.score)).map(of) {
            answers.retain(|d| of(d) == best);
        }
        if !answers.is_empty() {
            return respond::answered(view, &answers, answers.len() < decisions.len());
        }
        let best = decisions.iter().enumerate().max_by(|a, b| a.1.score.total_cmp(&b.1.score).then(b.0.cmp(&a.0)));
        let Some((i, decision)) = best else {
            return respond::blank(Outcome::NotInBriefing, "fact", wording::NOT_SAID);
        };
        let names = self.names(plain, words, clauses, i, decision);
        respond::abstained(view, decision, &names, scope.briefing)
    }

    /// What a question takes for granted before it asks ("Now that X has agreed, …"), where an entry denies it.
    fn premise(&self, view: &View<'_>, words: &Words<'_>, clauses: &Clauses, parts: &[Part], scope: &Scope) -> Option<Decision> {
        let is_sure = parts.iter().filter_map(|p| p.ranked.first()).any(|s| s.score > PREMISE_BELOW && s.kind == LineKind::Ask);
        if is_sure {
            return None;
        }
        let premise = clauses.context.iter().find(|r| words.words.get(r.start).is_some_and(|w| grammar::opens_preamble(&w.text)))?;
        let part = self.part(words, premise.clone(), None, scope, &[], None);
        let top = part.ranked.iter().find(|s| !view.indexed(s.entry).is_gap)?;
        let is_denied = top.score >= self.index.weights.premise_min && (top.kind == LineKind::Deny || (top.contradicts && top.by_line >= PREMISE_COVER));
        is_denied.then(|| Decision { entries: vec![top.entry], corrects: true, reason: None, gap: None, related: Vec::new(), strangers: Vec::new(), score: top.score })
    }

    /// A quotation in the question, held against the briefing's quotes.
    fn quotation(&self, view: &View<'_>, plain: &Plain, tokens: &[Token], parts: &[Part]) -> Option<Reply> {
        let quotations = quote_check::quotations(plain, tokens);
        let (_, quotation) = quotations.iter().max_by_key(|(_, words)| words.len())?;
        let ranked: Vec<u32> = parts.iter().flat_map(|p| p.ranked.iter().map(|s| s.entry)).collect();
        let about_speech = parts.iter().any(|p| p.parse.has_speech);
        let Some(found) = quote_check::find(view, quotation, &ranked) else {
            let is_check = about_speech && quotation.len() >= 4;
            return is_check.then(|| {
                let mut reply = respond::blank(Outcome::NotInBriefing, "quote_check", wording::QUOTE_NOT_HERE);
                reply.reason = Some(Reason::DetailNotGiven);
                reply
            });
        };
        let speaker = view.indexed(found.entry).speaker;
        let named: Vec<Unit> = parts.iter().flat_map(|p| p.query.slots.iter()).filter(|s| s.kind == SlotKind::Entity).filter_map(Slot::main).filter(|u| self.is_speaker(*u)).collect();
        let is_theirs = |u: &Unit| speaker == Some(*u) || speaker.is_some_and(|s| self.vocabulary.wholes(s).contains(u));
        let asks_who = parts.iter().any(|p| p.parse.types.meets(Types::PERSON));
        let is_other = !asks_who && !named.is_empty() && !named.iter().any(is_theirs);
        Some(respond::quotation(view, &found, is_other, asks_who))
    }

    /// Does anyone of that name say something in the library?
    fn is_speaker(&self, unit: Unit) -> bool {
        self.index.postings(unit).iter().any(|&id| self.index.entries[id as usize].speaker == Some(unit))
    }

    /// The question before, with another name or topic in the place of the old one.
    fn instead(&self, plain: &Plain, words: &[Word<'_>], parse: &Parse, from: usize, last: &Focus) -> Option<String> {
        let first = words.get(from)?;
        let new = plain.text.get(first.span.0 as usize..words.last()?.span.1 as usize)?;
        let slot = parse.slots.iter().find(|s| s.word as usize >= from)?;
        let before = fold(&last.question);
        let before_tokens = tokens(&before);
        let before_words = words::words(&self.vocabulary, &before, &before_tokens);
        let range = clauses::split(&before_words).parts.pop()?;
        let stretch = &before_words.words[range];
        let old = parse::parse(&self.vocabulary, &self.nouns, stretch);
        let text_of = |s: &Slot| (stretch[s.word as usize].span.0 as usize, stretch[(s.word + s.n_words) as usize - 1].span.1 as usize);
        if matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger) {
            let is_place = |s: &Slot| s.main().is_some_and(|u| self.is_place(u));
            let names = || old.slots.iter().filter(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger));
            let same_kind = names().find(|s| is_place(s) == is_place(slot)).or_else(|| names().next());
            if let Some(name) = same_kind {
                let (start, end) = text_of(name);
                let new = if before.lower[..start].trim_end().ends_with(" the") { new.strip_prefix("the ").unwrap_or(new) } else { new };
                return Some(format!("{}{new}{}", &before.text[..start], &before.text[end..]));
            }
            return Some(format!("{} {new}", before.text.trim_end_matches(['?', '.', '!', ' '])));
        }
        let agent = old.agent.and_then(|i| old.slots.get(i)).filter(|_| old.has_speech)?;
        let (start, end) = text_of(agent);
        Some(format!("what did {} say about {new}", &before.text[start..end]))
    }

    fn is_actor(&self, unit: Unit) -> bool {
        matches!(self.index.class(unit), EntityClass::Person | EntityClass::Organisation)
    }

    fn is_place(&self, unit: Unit) -> bool {
        self.index.postings(unit).iter().any(|&id| self.index.entries[id as usize].places.contains(&unit))
    }

    /// More of the last answer: its source, or the entry beside it that tells when, where, how many.
    fn more(&self, view: &View<'_>, words: &[Word<'_>], parse: &Parse, last: &Focus) -> Option<Reply> {
        let (briefing, first) = *last.entries.first()?;
        let first = view.id(briefing, first);
        let shown: Vec<u32> = last.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        let types = parse.types;
        let is_source = dialogue::asks_for_source(words, types);
        let supplies = |id: u32| view.indexed(id).asked.meets(types) || view.indexed(id).supplies.meets(types);
        let near = || self.index.briefings[briefing as usize].clone().filter(|&id| !view.indexed(id).is_gap && !view.indexed(id).is_entity && shares_passage(view, first, id));
        let entry = if is_source || types.meets(Types::WHAT) || types.is_none() {
            Some(first)
        } else {
            shown.iter().copied().find(|&id| view.indexed(id).asked.meets(types)).or_else(|| near().find(|&id| view.indexed(id).asked.meets(types))).or_else(|| shown.iter().copied().find(|&id| supplies(id)))
        }?;
        let decision = Decision { entries: vec![entry], corrects: false, reason: None, gap: None, related: Vec::new(), strangers: Vec::new(), score: 0.7 };
        let mut reply = respond::answered(view, &[&decision], false);
        reply.focus.question.clone_from(&last.question);
        Some(reply)
    }

    /// Whom "he", "she", "they" stand for.
    fn antecedent(&self, words: &[Word<'_>], parse: &Parse, last: &Focus) -> Option<Unit> {
        let pronoun = words.iter().find(|w| grammar::points_back(&w.text) && !matches!(&*w.text, "it" | "its"))?;
        let is_person = grammar::is_personal_pronoun(&pronoun.text);
        let has_own = parse.slots.iter().any(|s| s.kind == SlotKind::Entity && s.main().is_some_and(|u| self.is_actor(u)) && words[s.word as usize].span < pronoun.span);
        if has_own {
            return None;
        }
        let kind = |b: u32, ix: EntityIx| self.library.briefings[b as usize].entity(ix).kind;
        let fits = |(b, ix): &&(u32, EntityIx)| if is_person { kind(*b, *ix) == EntityKind::Person } else { kind(*b, *ix) == EntityKind::Organisation };
        let (b, ix) = last.entities.iter().find(fits)?;
        Some(self.index.entity_units[*b as usize][ix.0 as usize])
    }

    /// Units of the last answer.
    fn hints(&self, last: &Focus) -> Vec<Unit> {
        let mut out: Vec<Unit> = last.entities.iter().map(|(b, ix)| self.index.entity_units[*b as usize][ix.0 as usize]).collect();
        for &(b, e) in last.entries.iter().take(2) {
            let id = self.view().id(b, e);
            for line in self.index.lines_of(id).iter().filter(|l| l.kind == LineKind::Says) {
                self.index.pool.units(line, |unit, strength| {
                    if strength > 0.9 && !out.contains(&unit) {
                        out.push(unit);
                    }
                });
            }
        }
        out.truncate(HINTS_MAX);
        out
    }

    /// Puts the names of the question before those of the answer.
    fn name_first(&self, reply: &mut Reply, parts: &[Part]) {
        let Some(id) = reply.briefing.as_deref() else { return };
        let Some(b) = self.view().briefing_number(id) else { return };
        let units = &self.index.entity_units[b as usize];
        let mut at = 0;
        for slot in parts.iter().flat_map(|p| &p.query.slots).filter(|s| s.kind == SlotKind::Entity) {
            let Some(i) = slot.main().and_then(|u| units.iter().position(|own| *own == u)) else { continue };
            let entity = (b, EntityIx(i as u32));
            reply.focus.entities.retain(|e| *e != entity);
            reply.focus.entities.insert(at.min(reply.focus.entities.len()), entity);
            at += 1;
        }
    }

    fn part(&self, words: &Words<'_>, range: std::ops::Range<usize>, lead: Option<std::ops::Range<usize>>, scope: &Scope, hints: &[Unit], antecedent: Option<Unit>) -> Part {
        let view = self.view();
        let mut parse = parse::parse(&self.vocabulary, &self.nouns, &words.words[range.clone()]);
        if let Some(unit) = antecedent {
            let mut slot = Slot::new(SlotKind::Entity, 0, 1);
            slot.add(unit, 1.0);
            parse.agent.get_or_insert(parse.slots.len());
            parse.slots.push(slot);
        }
        if let Some(lead) = lead {
            let words_of_lead = &words.words[lead];
            let slots = parse::slots(&self.vocabulary, words_of_lead);
            let is_pronoun = words.words[range.clone()].iter().any(|w| grammar::is_personal_pronoun(&w.text));
            let has_person = |s: &Slot| s.kind == SlotKind::Entity && s.main().is_some_and(|u| self.is_actor(u));
            let person = slots.iter().find(|s| has_person(s)).filter(|_| is_pronoun && !parse.slots.iter().any(has_person));
            if let Some(person) = person {
                parse.agent.get_or_insert(parse.slots.len());
                parse.slots.push(*person);
            }
            for slot in slots.iter().filter(|s| !matches!(s.kind, SlotKind::Stranger | SlotKind::Unknown)).take(LEAD_SLOTS_MAX) {
                parse.slots.push(slot.leading(LEAD));
            }
        }
        let mut query = Query::new(&self.vocabulary, &self.index, &parse);
        query.hints = hints.to_vec();
        let ranked = rank(&view, &query, scope.entries.as_ref());
        Part { range, parse, query, ranked }
    }

    /// Broad questions and small talk.
    fn by_intent(&self, view: &View<'_>, words: &Words<'_>, parts: &[Part], best: f32, briefing: Option<u32>) -> Option<Reply> {
        let leads_on = parts.len() > 1 && parts[1..].iter().all(|p| p.query.total < BARE_MAX);
        let part = if leads_on { parts.first() } else { parts.last() }?;
        let stretch = &words.words[part.range.clone()];
        let found = self.intents.find(&self.vocabulary, stretch, &part.parse.slots)?;
        let rest: Vec<_> = part
            .query
            .slots
            .iter()
            .filter(|s| s.factor > 0.5 && !(s.word..s.word + s.n_words).any(|w| found.used.contains(&(w as usize))))
            .collect();
        let has_names = rest.iter().any(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown));
        if let Some(text) = small_talk(found.intent) {
            let is_short = words.words.len() <= 4 && !part.parse.is_question && rest.len() <= 1;
            let is_plain = !part.parse.is_question && found.used.first().is_some_and(|w| *w <= 3) && rest.len() <= 3 && best < self.index.weights.part_min;
            let is_talk = rest.is_empty() || (!has_names && rest.len() <= 3 && (best < self.index.weights.answer_min || is_short || is_plain));
            return is_talk.then(|| respond::blank(Outcome::Help, found.intent, text));
        }
        let overview = Overview::of(found.intent)?;
        let named = part.query.slots.iter().filter_map(Slot::main).filter(|u| self.index.class(*u) != EntityClass::None);
        let about: Vec<Unit> = named.collect();
        let is_stranger = |s: &Slot| s.kind == SlotKind::Stranger || (s.kind == SlotKind::Entity && s.main().is_some_and(|u| self.index.class(u) == EntityClass::None));
        if part.query.slots.iter().any(is_stranger) {
            return None;
        }
        let is_narrow = rest.iter().any(|s| s.main().is_some_and(|u| matches!(self.index.class(u), EntityClass::Person | EntityClass::Place))) || rest.len() > about.len() + 1;
        if overview == Overview::People && is_narrow {
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
        respond::overview(view, overview, &entries)
    }

    /// A courtesy anywhere in an utterance that names no one and is near nothing.
    fn small_talk(&self, words: &Words<'_>, best: f32) -> Option<Reply> {
        let slots = parse::slots(&self.vocabulary, &words.words);
        let names = slots.iter().any(|s| matches!(s.kind, SlotKind::Entity | SlotKind::Stranger));
        if names || best >= self.index.weights.part_min || words.words.len() > SMALL_TALK_MAX_WORDS {
            return None;
        }
        let found = self.intents.find(&self.vocabulary, &words.words, &slots)?;
        let text = small_talk(found.intent)?;
        (found.intent != "chat" && found.intent != "help").then(|| respond::blank(Outcome::Help, found.intent, text))
    }

    /// The user's own spelling of the names that nobody here knows.
    fn names(&self, plain: &Plain, words: &Words<'_>, clauses: &Clauses, part: usize, decision: &Decision) -> Vec<String> {
        let Some(range) = clauses.parts.get(part) else { return Vec::new() };
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
                let first = part.range.start + slot.word as usize;
                let own = words.words.get(first..first + slot.n_words as usize).filter(|_| !slot.is_lead).unwrap_or_default();
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
                    "  candidate {} {:.2} (covers {:.2}, line {:.2}, relation {:.2}, fit {:.2}, by {:?}{})",
                    self.view().entry(scored.entry).id,
                    scored.score,
                    scored.coverage,
                    scored.by_line,
                    scored.relation,
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
            Request::Quotes { speaker: None, topic: None } => self.broad(Overview::Quotes),
            Request::Quotes { speaker, topic } => self.ask(&Utterance::new(wording::asks_for_words(speaker.as_deref(), topic.as_deref())), dialogue),
            Request::Cities => self.broad(Overview::Places),
            Request::Status => self.broad(Overview::Status),
            Request::Timeline => self.broad(Overview::Timeline),
            Request::People => self.broad(Overview::People),
            Request::Help => respond::blank(Outcome::Help, "help", wording::HELP),
        }
    }

    /// A broad question to the first briefing that has an answer to it.
    fn broad(&self, overview: Overview) -> Reply {
        let view = self.view();
        let briefings = 0..self.library.briefings.len() as u32;
        let found = briefings.into_iter().find_map(|b| respond::overview(&view, overview, &overview.entries(&view, b, &[])));
        found.unwrap_or_else(|| {
            let mut reply = respond::blank(Outcome::NotInBriefing, overview.intent(), wording::NOT_SAID);
            reply.reason = Some(Reason::DetailNotGiven);
            reply
        })
    }

    /// The entries of one briefing that answer `question` best: entry id and score, best first.
    #[must_use]
    pub fn rank(&self, briefing: &str, question: &str) -> Vec<(String, f32)> {
        let view = self.view();
        let Some(number) = view.briefing_number(briefing) else { return Vec::new() };
        let plain = plain(question);
        let tokens = tokens(&plain);
        let words = words::words(&self.vocabulary, &plain, &tokens);
        let scope = Scope { briefing: Some(number), entries: Some(self.index.briefings[number as usize].clone()) };
        let part = self.part(&words, 0..words.words.len(), None, &scope, &[], None);
        part.ranked.iter().map(|s| (view.entry(s.entry).id.to_string(), s.score)).collect()
    }
}

/// Longest courtesy, in words.
const SMALL_TALK_MAX_WORDS: usize = 40;

/// What the bot says to small talk.
fn small_talk(intent: &str) -> Option<&'static str> {
    Some(match intent {
        "help" => wording::HELP,
        "greeting" => wording::GREETING,
        "thanks" => wording::THANKS,
        "farewell" => wording::FAREWELL,
        "chat" => wording::CHAT,
        _ => return None,
    })
}

/// Weight of what leads up to a question, relative to the question's own words.
const LEAD: f32 = 0.3;
/// Most slots that are taken from what leads up.
const LEAD_SLOTS_MAX: usize = 10;
/// A clause that weighs less asks nothing by itself ("could you clarify this?").
const BARE_MAX: f32 = 0.3;

/// What leads up to a clause: the stretch before it in its sentence, or the clause or sentence before.
fn lead(words: &Words<'_>, clauses: &Clauses, part: &std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let before = clauses.context.iter().chain(&clauses.parts).filter(|r| r.end <= part.start).max_by_key(|r| r.end)?;
    let near = words.words[before.end - 1].sentence + 1 >= words.words[part.start].sentence;
    near.then(|| before.clone())
}

/// An entry that contradicts a premise must be about the same: share of the premise that its line covers.
const PREMISE_COVER: f32 = 0.7;
/// A question that is matched better than this is answered, whatever leads up to it.
const PREMISE_BELOW: f32 = 0.75;

/// Units of the last answer that may help to find the next.
const HINTS_MAX: usize = 24;

fn shares_passage(view: &View<'_>, a: u32, b: u32) -> bool {
    view.entry(a).citations.iter().any(|c| view.entry(b).citations.iter().any(|d| c.paragraph == d.paragraph && c.start < d.end && d.start < c.end))
}

/// One briefing, or all.
struct Scope {
    briefing: Option<u32>,
    entries: Option<std::ops::Range<u32>>,
}

/// One asking clause on its way to a decision.
struct Part {
    range: std::ops::Range<usize>,
    parse: Parse,
    query: Query,
    ranked: Vec<Scored>,
}
