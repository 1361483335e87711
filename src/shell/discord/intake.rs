//! Interactions by either transport: each handled once, with room for it, and what follows its response.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serde::Deserialize;
use serenity::all::{ApplicationId, CreateInteractionResponse, Interaction, InteractionId, InteractionType};

use super::crew::{Crew, Kind, NoRoom, Room};
use super::handled::{Handled, Moment, Then};
use super::look::Look;
use super::send::Sender;
use super::verdict::Verdict;
use super::{convert, interaction, look, report, wording};
use crate::render::discord::message;
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::shell::fading::Fading;
use crate::shell::metrics::Transport;
use crate::shell::peers;
use crate::shell::reload::{By, Outcome, reload};

/// Interactions that are remembered, so that a repeated one does nothing.
const MAX_SEEN: usize = 20_000;
/// How long they are: as long as their token lives.
const SEEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// The answer to a ping.
const PONG: &[u8] = br#"{"type":1}"#;
/// Bytes that most responses have room in.
const BODY_ROOM: usize = 4096;
/// How often, and after which pauses, a call is made whose first response Discord may not know yet.
const UNKNOWN_TRIES: u32 = 10;
/// See [`UNKNOWN_TRIES`].
const UNKNOWN_PAUSE: Duration = Duration::from_millis(300);

/// What both transports share.
#[derive(Debug)]
pub struct Intake {
    /// The bot.
    pub app: Arc<App>,
    /// Room for work.
    pub crew: Crew,
    seen: Mutex<Fading<u64, ()>>,
    sender: OnceLock<Sender>,
}

/// An interaction over HTTP that was answered.
#[derive(Debug)]
pub struct Answered {
    /// The response as JSON, for the body of the answer.
    pub body: Vec<u8>,
    /// What is to be done once the response was sent.
    pub after: Option<After>,
}

/// What follows a response that was sent.
#[derive(Debug)]
pub struct After {
    id: InteractionId,
    application: ApplicationId,
    token: String,
    then: Then,
}

/// How an interaction is called about.
#[derive(Debug, Clone, Copy)]
struct Way<'a> {
    id: InteractionId,
    token: &'a str,
    /// Does Discord know its first response? One that went out over HTTP may still be on its way.
    is_known: bool,
}

/// Why an interaction over HTTP has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// It is no interaction that this version reads.
    Malformed,
    /// It was answered before.
    Repeated,
    /// The bot is stopping, or too much waits.
    NoRoom,
}

impl Intake {
    /// Nothing came yet; there is room for `concurrent` pieces of each kind of work at once.
    #[must_use]
    pub fn new(app: Arc<App>, concurrent: u32) -> Self {
        let seen = Mutex::new(Fading::new(MAX_SEEN, SEEN_LIFE));
        Self { app, crew: Crew::new(concurrent), seen, sender: OnceLock::new() }
    }

    /// Takes the way to send; before, nothing can be.
    pub fn send_by(&self, sender: Sender) {
        let _ = self.sender.set(sender);
    }

    pub(super) fn sender(&self) -> Option<&Sender> {
        self.sender.get()
    }

    pub(super) async fn room(&self, kind: Kind, channel: Option<u64>) -> Option<Room<'_>> {
        match self.crew.enter(kind, channel).await {
            Ok(room) => Some(room),
            Err(NoRoom::Stopping) => None,
            Err(NoRoom::Full) => {
                self.app.counters.add(Count::Shed);
                tracing::warn!("too many events are waiting; one was dropped");
                None
            }
        }
    }

    /// Answers an interaction of the gateway, and does what follows.
    pub(super) async fn by_gateway(&self, interaction: &Interaction) {
        let (id, token) = (interaction.id(), interaction.token());
        if !self.is_new(id.get()) {
            return;
        }
        let (Some(sender), Some(_room)) = (self.sender(), self.room(Kind::Interaction, None).await) else { return };
        let handled = self.handle(interaction, Transport::Gateway);
        let has_arrived = sender.respond(id, token, &handled.response).await;
        let way = Way { id, token, is_known: true };
        match handled.then {
            // A reload and a deletion are done whether or not their promise arrived.
            Some(then) if has_arrived || matches!(then, Then::Reload { .. } | Then::Look(Look::Forget { .. })) => {
                self.follow(sender, way, &then).await;
            }
            _ => {}
        }
    }

    /// Answers an interaction that came over HTTP as JSON.
    ///
    /// # Errors
    /// Where it cannot be read, was answered before, or finds no room.
    pub async fn by_http(&self, json: &[u8]) -> Result<Answered, NoAnswer> {
        let interaction = read(json).ok_or(NoAnswer::Malformed)?;
        let id = interaction.id();
        if !self.is_new(id.get()) {
            return Err(NoAnswer::Repeated);
        }
        let _room = self.room(Kind::Interaction, None).await.ok_or(NoAnswer::NoRoom)?;
        let handled = self.handle(&interaction, Transport::Http);
        let body = match handled.response {
            // Short, as Discord shows it.
            CreateInteractionResponse::Pong => PONG.to_vec(),
            response => {
                let mut body = Vec::with_capacity(BODY_ROOM);
                serde_json::to_writer(&mut body, &response).map_err(|_| NoAnswer::Malformed)?;
                body
            }
        };
        let after = handled.then.map(|then| After {
            id,
            application: interaction.application_id(),
            token: interaction.token().to_owned(),
            then,
        });
        Ok(Answered { body, after })
    }

    /// Does what follows a response that went out over HTTP.
    pub async fn finish(&self, after: After) {
        if let Some(sender) = self.sender() {
            sender.is_of(after.application);
            let way = Way { id: after.id, token: &after.token, is_known: false };
            self.follow(sender, way, &after.then).await;
        }
    }

    fn is_new(&self, interaction: u64) -> bool {
        let now = Instant::now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = seen.get_mut(interaction, now).is_none();
        if is_new {
            seen.put(interaction, (), now);
        }
        drop(seen);
        self.app.counters.add(if is_new { Count::Interactions } else { Count::Repeated });
        is_new
    }

    /// Handles an interaction; where that panics, the one who caused it gets an apology.
    fn handle(&self, interaction: &Interaction, transport: Transport) -> Handled {
        let moment = Moment { instant: Instant::now(), wall: SystemTime::now() };
        let handle = || interaction::handle(&self.app, interaction, moment);
        // What all share is behind locks that survive a panic.
        let handled = self.app.metrics.handling(transport, || catch_unwind(AssertUnwindSafe(handle)));
        handled.unwrap_or_else(|_| {
            self.app.counters.add(Count::Panicked);
            tracing::error!(interaction = interaction.id().get(), "handling an interaction panicked");
            Handled::from(convert::response(message::problem(wording::BROKEN), true))
        })
    }

    async fn follow(&self, sender: &Sender, way: Way<'_>, then: &Then) {
        match *then {
            Then::DeleteOriginal => again(way, || sender.delete_original(way.id, way.token)).await,
            Then::Look(asked) => {
                let parcel = look::look(&self.app, asked).await;
                again(way, || sender.edit_with(way.id, way.token, &parcel)).await;
            }
            Then::Reload { by } => {
                // It takes processor time, and readers must not wait for it.
                let app = Arc::clone(&self.app);
                let card = match tokio::task::spawn_blocking(move || reload(&app, By::User(by))).await {
                    Ok(done) => {
                        let is_there = matches!(done.outcome, Outcome::Swapped { .. } | Outcome::Unchanged);
                        let applied = if is_there { peers::applied(&self.app, done.after()).await } else { None };
                        report::card(&done, applied)
                    }
                    Err(_) => message::problem(wording::BROKEN),
                };
                again(way, || sender.edit_response(way.id, way.token, &card)).await;
            }
        }
    }
}

/// Reads an interaction of any kind. serenity's own reading goes through a tree of values, which takes longer than the rest.
fn read(json: &[u8]) -> Option<Interaction> {
    fn one<'de, T: Deserialize<'de>>(json: &'de str, make: impl FnOnce(T) -> Interaction) -> Option<Interaction> {
        serde_json::from_str(json).ok().map(make)
    }
    #[derive(Deserialize)]
    struct Kind {
        r#type: u8,
    }
    // Looked at once as a whole, rather than string by string.
    let json = std::str::from_utf8(json).ok()?;
    let Kind { r#type } = serde_json::from_str(json).ok()?;
    match InteractionType::from(r#type) {
        InteractionType::Ping => one(json, Interaction::Ping),
        InteractionType::Command => one(json, Interaction::Command),
        InteractionType::Component => one(json, Interaction::Component),
        InteractionType::Autocomplete => one(json, Interaction::Autocomplete),
        InteractionType::Modal => one(json, Interaction::Modal),
        _ => None,
    }
}

/// Calls until Discord knows the first response, where that may still be on its way.
async fn again<F: Future<Output = Result<(), Verdict>>>(way: Way<'_>, call: impl Fn() -> F) {
    for _ in 0..UNKNOWN_TRIES {
        let done = call().await;
        if way.is_known || done != Err(Verdict::Gone) {
            return;
        }
        tokio::time::sleep(UNKNOWN_PAUSE).await;
    }
}
