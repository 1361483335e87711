//! A request of one user answered: admitted, performed in their dialogue, remembered, counted, made a card.

use std::time::SystemTime;

use super::caller::Caller;
use super::handled::Moment;
use crate::answer::reply::{Outcome, Reply};
use crate::engine::{Dialogue, Engine, Request, Utterance};
use crate::render::discord::card::Card;
use crate::render::discord::reply::{self, Quotes, Setting};
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::shell::keep;
use crate::shell::rates::Verdict;

/// A reply, and what its card shows beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The reply.
    pub reply: Reply,
    /// What its card shows beside it.
    pub setting: Setting,
}

/// May this caller have an answer now? If not, after how many seconds.
///
/// # Errors
/// The seconds to wait.
pub fn admit(app: &App, caller: Caller<'_>, moment: Moment) -> Result<(), u64> {
    match app.rates.take(caller.user.get(), caller.channel.get(), moment.instant) {
        Verdict::Go => Ok(()),
        Verdict::Wait { seconds, .. } => {
            app.counters.add(Count::Limited);
            Err(seconds)
        }
    }
}

/// Performs a request in the dialogue of its caller.
pub fn perform(app: &App, request: &Request, caller: Caller<'_>, moment: Moment) -> Exchange {
    let engine = caller.engine(app);
    let dialogue = app.dialogues.get(caller.key(), moment.instant);
    let mut exchange = app.metrics.asking(|| answer(&engine, request, &dialogue, caller.user.get()));
    exchange.setting.has_votes = app.store.is_some();
    // Help and small talk leave a dialogue where it was.
    if exchange.reply.outcome != Outcome::Help {
        app.dialogues.remember(caller.key(), &dialogue, &exchange.reply, moment.instant);
    }
    count(app, &engine, request, &exchange.reply, moment.wall);
    exchange
}

/// Counts a reply by what became of its question, and keeps that where there is a store.
pub fn count(app: &App, engine: &Engine, request: &Request, reply: &Reply, at: SystemTime) {
    app.metrics.count(reply);
    app.counters.add(match reply.outcome {
        Outcome::Answered => Count::Answered,
        Outcome::NotInBriefing => Count::Missed,
        Outcome::DidYouMean => Count::Ambiguous,
        Outcome::Help => Count::Helped,
    });
    keep::question(app, engine, request, reply, at);
}

/// Answers a request in a dialogue, for the user who asked.
#[must_use]
pub fn answer(engine: &Engine, request: &Request, dialogue: &Dialogue, asker: u64) -> Exchange {
    let mut setting = Setting { asker, ..Setting::default() };
    let reply = match request {
        Request::Ask(utterance) => {
            let reply = engine.ask(utterance, dialogue);
            setting.before = leant_on(engine, utterance, dialogue, &reply);
            setting.question = Some(utterance.raw.clone());
            let speaker = engine.more_quotes(&reply);
            setting.quotes = speaker.map(|speaker| Quotes { speaker: Some(speaker), ..Quotes::default() });
            reply
        }
        Request::Quotes { speaker, topic } => return quotes(engine, speaker.clone(), topic.clone(), 0, asker),
        other => engine.perform(other, dialogue),
    };
    finished(engine, reply, setting)
}

/// A page of quotes, from 0, for the user who asked.
#[must_use]
pub fn quotes(engine: &Engine, speaker: Option<String>, topic: Option<String>, page: usize, asker: u64) -> Exchange {
    let (reply, pages) = engine.quotes(speaker.as_deref(), topic.as_deref(), page);
    let quotes = Some(Quotes { speaker, topic, pages: Some(pages) });
    finished(engine, reply, Setting { asker, quotes, ..Setting::default() })
}

fn finished(engine: &Engine, reply: Reply, mut setting: Setting) -> Exchange {
    // Each of several bears its own date.
    let is_of_one = reply.citations.iter().all(|passage| passage.briefing.is_none());
    let published = reply.briefing.as_deref().filter(|_| is_of_one).and_then(|briefing| engine.published(briefing));
    setting.published = published.map(str::to_owned);
    Exchange { reply, setting }
}

/// The question on which another leans: the last of the dialogue, if the reply would be another without it.
fn leant_on(engine: &Engine, utterance: &Utterance, dialogue: &Dialogue, reply: &Reply) -> Option<String> {
    let last = dialogue.turns().last()?;
    let alone = engine.ask(utterance, &Dialogue::default());
    let is_same = alone.text == reply.text && alone.citations == reply.citations;
    (!is_same && !last.question.is_empty()).then(|| last.question.clone())
}

/// A dialogue in which only one question was asked, or none.
#[must_use]
pub fn dialogue_after(engine: &Engine, before: Option<&str>) -> Dialogue {
    let mut dialogue = Dialogue::default();
    if let Some(before) = before {
        let reply = engine.ask(&Utterance::new(before), &dialogue);
        dialogue.remember(&reply);
    }
    dialogue
}

impl Exchange {
    /// Does it tell others anything? What the briefing does not say, choices and small talk do not.
    #[must_use]
    pub fn is_of_use_to_all(&self, request: &Request) -> bool {
        self.reply.outcome == Outcome::Answered || *request == Request::Briefing
    }

    /// The card, for all or for the asker alone.
    #[must_use]
    pub fn card(self, is_ephemeral: bool) -> Card {
        reply::card(&self.reply, &Setting { is_ephemeral, ..self.setting })
    }
}
