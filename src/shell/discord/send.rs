//! The only place that sends, edits and deletes: every call ends in time, and what may have failed on the way is tried
//! again so that it neither gets lost nor comes twice.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{
    ApplicationId, ChannelId, CreateInteractionResponse, CreateMessage, Http, InteractionId, MessageId,
    MessageReference, Nonce,
};
use serenity::builder::Builder as _;

use super::parcel::Parcel;
use super::verdict::{Verdict, verdict, words};
use super::{convert, wording};
use crate::render::discord::card::Card;
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::shell::fading::Fading;

/// How long and how often a call is tried.
#[derive(Debug, Clone, Copy)]
struct Patience {
    /// Times in all.
    n_tries: u32,
    /// For one try, with what Discord's rate limits make it wait.
    one: Duration,
    /// For all.
    all: Duration,
    /// Before the second try; it doubles with each.
    pause: Duration,
}

/// A message may come late: better than not at all.
const MESSAGE: Patience = Patience {
    n_tries: 8,
    one: Duration::from_secs(60),
    all: Duration::from_secs(180),
    pause: Duration::from_millis(250),
};
/// The first response to an interaction must be there within 3 s.
/// Source: Discord's documentation, "Receiving and Responding".
const RESPONSE: Patience = Patience {
    n_tries: 5,
    one: Duration::from_millis(1_200),
    all: Duration::from_millis(2_700),
    pause: Duration::from_millis(100),
};
/// Longest pause between two tries.
const PAUSE_MAX: Duration = Duration::from_secs(8);
/// Channels where it is remembered that the bot said what it may not do.
const MAX_TOLD: usize = 1_000;
/// How long that is remembered.
const TOLD_LIFE: Duration = Duration::from_secs(600);

/// Sends, edits and deletes.
#[derive(Debug)]
pub struct Sender {
    http: Arc<Http>,
    app: Arc<App>,
    /// Channels that were told which permission is missing.
    told: Mutex<Fading<u64, ()>>,
}

impl Sender {
    /// A sender by this client.
    #[must_use]
    pub fn new(http: Arc<Http>, app: Arc<App>) -> Self {
        Self { http, app, told: Mutex::new(Fading::new(MAX_TOLD, TOLD_LIFE)) }
    }

    /// Replies to a message; the id of the reply, if there is one.
    pub async fn reply(&self, channel: u64, to: u64, card: &Card) -> Option<u64> {
        let place = Place { channel, to };
        let mut sent = self.post(place, true, || convert::message(card)).await;
        if sent == Err(Verdict::NoReply) {
            sent = self.post(place, false, || convert::message(card)).await;
        }
        if sent == Err(Verdict::Forbidden) && self.is_first_to_tell(channel) {
            tracing::warn!(channel, "{}", wording::MISSING_PERMISSION_LOG);
            // A plain message needs fewer rights than an embed.
            let plain = || convert::plain(wording::MISSING_PERMISSION);
            sent = self.post(place, false, plain).await;
        }
        sent.ok().flatten()
    }

    async fn post(
        &self,
        place: Place,
        is_reply: bool,
        make: impl Fn() -> CreateMessage,
    ) -> Result<Option<u64>, Verdict> {
        let channel = ChannelId::new(place.channel);
        let call = || {
            // Discord gives back the first message where the same nonce comes again.
            let mut message = make().nonce(Nonce::String(place.to.to_string())).enforce_nonce(true);
            if is_reply {
                let reference = MessageReference::from((channel, MessageId::new(place.to)));
                message = message.reference_message(reference.fail_if_not_exists(false));
            }
            message.execute(&*self.http, (channel, None))
        };
        let sent = self.call("send", place.channel, MESSAGE, call).await?;
        Ok(sent.map(|message| message.id.get()))
    }

    /// Changes a message of the bot.
    pub async fn edit(&self, channel: u64, message: u64, card: &Card) {
        let context = (ChannelId::new(channel), MessageId::new(message), None);
        let call = || convert::edit_message(card).execute(&*self.http, context);
        let _ = self.call("edit", channel, MESSAGE, call).await;
    }

    /// Deletes a message of the bot.
    pub async fn delete(&self, channel: u64, message: u64) {
        let call = || self.http.delete_message(ChannelId::new(channel), MessageId::new(message), None);
        let _ = self.call("delete", channel, MESSAGE, call).await;
    }

    /// Gives the first response to an interaction; did it arrive?
    pub async fn respond(&self, id: InteractionId, token: &str, response: &CreateInteractionResponse) -> bool {
        let call = || response.clone().execute(&*self.http, (id, token));
        self.call("respond", id.get(), RESPONSE, call).await.is_ok()
    }

    /// Changes the first response to an interaction.
    ///
    /// # Errors
    /// Why it could not; it is logged.
    pub async fn edit_response(&self, id: InteractionId, token: &str, card: &Card) -> Result<(), Verdict> {
        let call = || convert::edit_response(card).execute(&*self.http, token);
        self.call("edit the response", id.get(), MESSAGE, call).await.map(drop)
    }

    /// Changes the first response to an interaction, or the message that was pressed, into a card with files.
    ///
    /// # Errors
    /// Why it could not; it is logged.
    pub async fn edit_with(&self, id: InteractionId, token: &str, parcel: &Parcel) -> Result<(), Verdict> {
        let call = || convert::edit_with(parcel).execute(&*self.http, token);
        self.call("edit the response", id.get(), MESSAGE, call).await.map(drop)
    }

    /// Deletes the message that an interaction belongs to.
    ///
    /// # Errors
    /// Why it could not; it is logged.
    pub async fn delete_original(&self, id: InteractionId, token: &str) -> Result<(), Verdict> {
        let call = || self.http.delete_original_interaction_response(token);
        self.call("delete the original", id.get(), MESSAGE, call).await.map(drop)
    }

    /// Calls about responses bear the application's id; the gateway tells it, and so does each interaction.
    pub fn is_of(&self, application: ApplicationId) {
        if self.http.application_id().is_none() {
            self.http.set_application_id(application);
        }
    }

    /// Makes a call; `Ok(None)` is done before. `place` is a channel or an interaction, for the log.
    async fn call<T, F: Future<Output = serenity::Result<T>>>(
        &self,
        what: &'static str,
        place: u64,
        patience: Patience,
        make: impl Fn() -> F,
    ) -> Result<Option<T>, Verdict> {
        let start = Instant::now();
        let mut pause = patience.pause;
        for n in 1..=patience.n_tries {
            let left = patience.all.saturating_sub(start.elapsed());
            let (judged, why) = match tokio::time::timeout(patience.one.min(left), make()).await {
                Ok(Ok(done)) => return Ok(Some(done)),
                Ok(Err(error)) => (verdict(&error), words(&error)),
                Err(_) => (Verdict::Again, "no answer in time".to_owned()),
            };
            match judged {
                Verdict::Done => return Ok(None),
                Verdict::Again if n < patience.n_tries && start.elapsed() + pause < patience.all => {
                    self.app.counters.add(Count::Retried);
                    tracing::debug!(what, place, n, why, "a call is tried again");
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(PAUSE_MAX);
                    continue;
                }
                Verdict::Forbidden | Verdict::NoReply => self.app.counters.add(Count::Forbidden),
                Verdict::Gone => {}
                Verdict::Again | Verdict::Wrong => self.app.counters.add(Count::Failed),
            }
            if judged == Verdict::Gone {
                tracing::debug!(what, place, why, "what a call was about is gone");
            } else {
                tracing::warn!(what, place, n, why, "a call to Discord failed");
            }
            return Err(judged);
        }
        Err(Verdict::Again)
    }

    fn is_first_to_tell(&self, channel: u64) -> bool {
        let now = Instant::now();
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first = told.get_mut(channel, now).is_none();
        if is_first {
            told.put(channel, (), now);
        }
        is_first
    }
}

/// Where an answer goes, and which message it answers.
#[derive(Debug, Clone, Copy)]
struct Place {
    channel: u64,
    to: u64,
}
