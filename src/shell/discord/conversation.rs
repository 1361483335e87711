//! Questions in messages: answered once, and again when they are edited; the answer goes when the question does.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use serenity::all::{ChannelId, GuildId, UserId};

use super::caller::Caller;
use super::crew::Kind;
use super::gateway::Gateway;
use super::handled::Moment;
use super::question::{self, Heard as Meaning};
use super::said::{Heard, Place};
use super::send::Sender;
use super::{exchange, wording};
use crate::answer::reply::Outcome;
use crate::engine::Request;
use crate::render::discord::card::{Card, Tone};
use crate::render::discord::message;
use crate::shell::answered::{Around, Asked, Claim, Next};
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::shell::keep;
use crate::shell::question::utterance;
use crate::shell::rates::Verdict;

/// An answer that is not sent by then waits for Discord, as where a channel has its limit.
const WORK_MAX: Duration = Duration::from_millis(500);

/// A message was written or edited: answers it if it is for the bot and has not been answered.
pub(super) async fn hear(gateway: Arc<Gateway>, heard: Heard) {
    if let Some(guild) = heard.place.guild
        && !heard.said.roles.is_empty()
    {
        gateway.identity.known_in(guild).await;
    }
    let Some(own) = gateway.identity.own(heard.place.guild) else { return };
    let text = match question::heard(&heard.said, own) {
        Meaning::Nothing => return,
        // Nothing was asked; the empty question stands for that.
        Meaning::Call => String::new(),
        Meaning::Question(text) => text,
    };
    let (place, asked) = (heard.place, Asked { message: heard.place.message, text, edition: heard.edition });
    // An earlier process may have answered it.
    keep::recall(&gateway.app, place.channel, &[place.message]).await;
    let now = Instant::now();
    let (answer, around) = match gateway.app.answered.claim(asked.clone(), now) {
        Claim::Nothing => return gateway.app.counters.add(Count::Repeated),
        Claim::Answer => (None, None),
        Claim::Change { answer, around } => (answer, around),
    };
    let worker = tokio::spawn(work(Arc::clone(&gateway), place, asked.text, answer, around));
    if let Err(error) = worker.await
        && error.is_panic()
    {
        gateway.app.counters.add(Count::Panicked);
        tracing::error!(message = place.message, channel = place.channel, "answering a question panicked");
        if let Some(sender) = gateway.sender() {
            let answer = sender.reply(place.channel, place.message, &message::problem(wording::BROKEN)).await;
            gateway.app.answered.finish(place.message, answer, None, Instant::now());
        }
    }
}

/// Answers a question, and goes on for as long as it is edited meanwhile.
async fn work(gateway: Arc<Gateway>, place: Place, text: String, answer: Option<u64>, around: Option<Around>) {
    let (app, Some(sender)) = (&gateway.app, gateway.sender()) else { return };
    let Some(mut room) = gateway.room(Kind::Message, Some(place.channel)).await else {
        app.answered.finish(place.message, answer, None, Instant::now());
        return;
    };
    let (mut text, mut answer, mut around) = (text, answer, around);
    loop {
        let moment = Moment { instant: Instant::now(), wall: SystemTime::now() };
        let (card, turned) = prepare(app, place, &text, around.as_ref(), moment);
        if let Some(card) = card {
            let mut showing = pin!(show(app, sender, place, answer, &card));
            answer = tokio::select! {
                shown = &mut showing => shown,
                // Whoever waits for Discord that long does not work: others may.
                () = tokio::time::sleep(WORK_MAX) => {
                    room.only_waits();
                    showing.await
                }
            };
        }
        match app.answered.finish(place.message, answer, turned, Instant::now()) {
            Next::Done => {
                if let Some(answer) = answer {
                    keep::answered(app, place.channel, place.message, answer);
                }
                return;
            }
            Next::Again(asked) => {
                text = asked.text;
                around = app.answered.around(place.message, Instant::now());
            }
            Next::Delete => {
                keep::forgotten(app, place.message);
                if let Some(answer) = answer {
                    app.counters.add(Count::Deleted);
                    sender.delete(place.channel, answer).await;
                }
                return;
            }
        }
    }
}

async fn show(app: &App, sender: &Sender, place: Place, answer: Option<u64>, card: &Card) -> Option<u64> {
    match answer {
        None => sender.reply(place.channel, place.message, card).await,
        Some(answer) => {
            app.counters.add(Count::Edited);
            sender.edit(place.channel, answer, card).await;
            Some(answer)
        }
    }
}

/// The card that answers a question, and the dialogue around it; no card where nothing is to be said.
fn prepare(
    app: &App,
    place: Place,
    text: &str,
    around: Option<&Around>,
    moment: Moment,
) -> (Option<Card>, Option<Around>) {
    if !app.servers.may_answer(place.guild, place.channel, moment.instant) {
        return (elsewhere(app, place, moment).filter(|_| around.is_none()), None);
    }
    if let Verdict::Wait { seconds, tell } = app.rates.take(place.user, place.channel, moment.instant) {
        app.counters.add(Count::Limited);
        return (tell.then(|| message::problem(&wording::slow_down(seconds))), None);
    }
    if text.is_empty() {
        return (Some(message::notice(wording::HOW_TO_ASK)), None);
    }
    let caller = Caller {
        user: UserId::new(place.user),
        channel: ChannelId::new(place.channel),
        guild: place.guild.map(GuildId::new),
        member: None,
    };
    let engine = app.engine_at(place.guild, place.channel);
    let key = caller.key();
    let before = around.map_or_else(|| app.dialogues.get(key, moment.instant), |around| Arc::clone(&around.before));
    let request = Request::Ask(utterance(text, None));
    let mut exchange = app.metrics.asking(|| exchange::answer(&engine, &request, &before, place.user));
    exchange::count(app, &engine, &request, &exchange.reply, moment.wall);
    exchange.setting.has_votes = app.store.is_some();
    // Help and small talk leave a dialogue where it was.
    let after = match around {
        _ if exchange.reply.outcome == Outcome::Help => Arc::clone(&before),
        Some(around) => app.dialogues.correct(key, &around.after, &before, &exchange.reply, moment.instant),
        None => app.dialogues.remember(key, &before, &exchange.reply, moment.instant),
    };
    (Some(exchange.card(false)), Some(Around { user: place.user, before, after }))
}

/// Where the bot does answer, told once in a while where it does not.
fn elsewhere(app: &App, place: Place, moment: Moment) -> Option<Card> {
    let allowed = app.servers.of(place.guild?).allowed;
    let text = || wording::kept::settings::elsewhere(allowed);
    let is_due = app.servers.may_hint(place.channel, moment.instant);
    is_due.then(|| message::marked(Tone::Notice, None, text(), Vec::new()))
}

/// Messages were deleted: their answers go, too.
pub(super) async fn forget(gateway: Arc<Gateway>, channel: u64, messages: impl Iterator<Item = u64> + Send) {
    let messages: Vec<u64> = messages.collect();
    keep::recall(&gateway.app, channel, &messages).await;
    for message in messages {
        let answer = gateway.app.answered.delete(message, Instant::now());
        if let (Some(answer), Some(sender)) = (answer, gateway.sender()) {
            gateway.app.counters.add(Count::Deleted);
            keep::forgotten(&gateway.app, message);
            sender.delete(channel, answer).await;
        }
    }
}
