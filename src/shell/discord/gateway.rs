//! Events as serenity brings them, each in a task of its own, and what each leads to.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serenity::all::{
    Context, Event, EventHandler, Interaction, RatelimitInfo, RawEventHandler, Ready, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::watch;

use super::budget::Budget;
use super::crew::{Crew, Kind, NoRoom, Room};
use super::handled::{Handled, Moment, Then};
use super::identity::Identity;
use super::said;
use super::send::Sender;
use super::watchdog::Pulse;
use super::{conversation, convert, interaction, report, wording};
use crate::render::discord::message;
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::shell::fading::Fading;
use crate::shell::reload::{By, reload};

/// Interactions that are remembered, so that a repeated one does nothing.
const MAX_SEEN: usize = 20_000;
/// How long they are: as long as their token lives.
const SEEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// Events that the bot lives on: where one of them cannot be read, somebody gets no answer.
const NEEDED: [&str; 5] = ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "INTERACTION_CREATE", "READY"];

/// What the gateway said when a session first began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// The bot's name.
    pub name: String,
    /// How many servers it is in.
    pub n_guilds: usize,
}

/// What all events share.
#[derive(Debug)]
pub struct Gateway {
    /// The bot.
    pub app: Arc<App>,
    /// Who it is.
    pub identity: Identity,
    /// Signs of life.
    pub pulse: Pulse,
    /// Room for work.
    pub crew: Crew,
    /// Known once a session began.
    pub greeting: watch::Sender<Option<Greeting>>,
    /// Were too many sessions begun?
    pub is_spent: watch::Sender<bool>,
    budget: Mutex<Budget>,
    seen: Mutex<Fading<u64, ()>>,
    sender: OnceLock<Sender>,
}

impl Gateway {
    /// Nothing came yet.
    #[must_use]
    pub fn new(app: Arc<App>, concurrent: u32, budget: Budget) -> Self {
        Self {
            app,
            identity: Identity::default(),
            pulse: Pulse::default(),
            crew: Crew::new(concurrent),
            greeting: watch::Sender::new(None),
            is_spent: watch::Sender::new(false),
            budget: Mutex::new(budget),
            seen: Mutex::new(Fading::new(MAX_SEEN, SEEN_LIFE)),
            sender: OnceLock::new(),
        }
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

    fn begin(&self, ready: &Ready) {
        self.app.counters.add(Count::Sessions);
        let may_go_on = self.budget.lock().unwrap_or_else(PoisonError::into_inner).spend(Instant::now());
        self.is_spent.send_replace(!may_go_on);
        let is_first = self.identity.know(ready.user.id.get());
        tracing::info!(is_first, n_guilds = ready.guilds.len(), "a session began");
        // A session begins anew after each long break; only the first time is news.
        if is_first {
            let greeting = Greeting { name: ready.user.name.clone(), n_guilds: ready.guilds.len() };
            self.greeting.send_replace(Some(greeting));
        }
    }

    fn is_new(&self, interaction: u64) -> bool {
        let now = Instant::now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = seen.get_mut(interaction, now).is_none();
        if is_new {
            seen.put(interaction, (), now);
        }
        is_new
    }
}

/// The events of a gateway.
#[derive(Debug, Clone)]
pub struct Listener(pub Arc<Gateway>);

#[async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, context: Context, event: Event) {
        let gateway = Arc::clone(&self.0);
        gateway.pulse.beat(context.shard_id.0);
        if !matches!(event, Event::Ready(_)) {
            gateway.identity.known().await;
        }
        let listens_to = &gateway.app.settings.listen_channels;
        match event {
            Event::MessageCreate(event) => {
                let heard = said::of_message(&event.message, listens_to);
                drop(event);
                conversation::hear(gateway, heard).await;
            }
            Event::MessageUpdate(event) => {
                if let Some(heard) = said::of_edit(&event, listens_to, SystemTime::now()) {
                    conversation::hear(gateway, heard).await;
                }
            }
            Event::MessageDelete(event) => {
                let messages = std::iter::once(event.message_id.get());
                conversation::forget(gateway, event.channel_id.get(), messages).await;
            }
            Event::MessageDeleteBulk(event) => {
                let messages = event.ids.iter().map(|id| id.get());
                conversation::forget(gateway, event.channel_id.get(), messages).await;
            }
            Event::InteractionCreate(event) => interact(gateway, event.interaction).await,
            Event::Ready(event) => gateway.begin(&event.ready),
            Event::Resumed(_) => gateway.app.counters.add(Count::Resumed),
            Event::GuildCreate(event) => gateway.identity.enter(&event.guild),
            // A server that is only out of reach comes back with its roles.
            Event::GuildDelete(event) => gateway.identity.leave(event.guild.id.get()),
            Event::GuildRoleCreate(event) => gateway.identity.see(event.role.guild_id.get(), &event.role),
            Event::GuildRoleUpdate(event) => gateway.identity.see(event.role.guild_id.get(), &event.role),
            Event::GuildRoleDelete(event) => gateway.identity.lose(event.guild_id.get(), event.role_id.get()),
            Event::Unknown(event) => {
                gateway.app.counters.add(Count::Unknown);
                if NEEDED.contains(&&*event.kind) {
                    tracing::warn!(kind = event.kind, "an event could not be read");
                } else {
                    tracing::debug!(kind = event.kind, "an event of an unknown kind");
                }
            }
            _ => {}
        }
    }
}

#[async_trait]
impl EventHandler for Listener {
    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        tracing::info!(shard = event.shard_id.0, from = %event.old, to = %event.new, "a connection changed");
    }

    async fn ratelimit(&self, info: RatelimitInfo) {
        self.0.app.counters.add(Count::Throttled);
        let wait_ms = u64::try_from(info.timeout.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(wait_ms, is_global = info.global, "slowed down by Discord");
    }
}

/// Answers an interaction, and does what follows.
async fn interact(gateway: Arc<Gateway>, interaction: Interaction) {
    let (id, token) = (interaction.id(), interaction.token().to_owned());
    if !gateway.is_new(id.get()) {
        return gateway.app.counters.add(Count::Repeated);
    }
    gateway.app.counters.add(Count::Interactions);
    let (Some(sender), Some(_room)) = (gateway.sender(), gateway.room(Kind::Interaction, None).await) else { return };
    let app = Arc::clone(&gateway.app);
    let handling = tokio::spawn(async move {
        let moment = Moment { instant: Instant::now(), wall: SystemTime::now() };
        interaction::handle(&app, &interaction, moment)
    });
    let handled = handling.await.unwrap_or_else(|_| {
        gateway.app.counters.add(Count::Panicked);
        tracing::error!(interaction = id.get(), "handling an interaction panicked");
        Handled::from(convert::response(&message::problem(wording::BROKEN), true))
    });
    let has_arrived = sender.respond(id, &token, &handled.response).await;
    match handled.then {
        Some(Then::DeleteOriginal) if has_arrived => sender.delete_original(id, &token).await,
        Some(Then::Reload { by }) => {
            // It takes processor time, and readers must not wait for it.
            let app = Arc::clone(&gateway.app);
            let card = match tokio::task::spawn_blocking(move || reload(&app, By::User(by))).await {
                Ok(done) => report::card(&done),
                Err(_) => message::problem(wording::BROKEN),
            };
            sender.edit_response(id, &token, &card).await;
        }
        _ => {}
    }
}
