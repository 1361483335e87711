//! Events as serenity brings them, each in a task of its own, and what each leads to.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use serenity::all::{Context, Event, EventHandler, RatelimitInfo, RawEventHandler, Ready, ShardStageUpdateEvent};
use serenity::async_trait;
use tokio::sync::watch;

use super::budget::Budget;
use super::conversation;
use super::crew::{Kind, Room};
use super::identity::Identity;
use super::intake::Intake;
use super::said;
use super::send::Sender;
use super::watchdog::Pulse;
use crate::shell::app::App;
use crate::shell::counters::Count;

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
    /// What interactions share, however they come.
    pub intake: Arc<Intake>,
    /// Known once a session began.
    pub greeting: watch::Sender<Option<Greeting>>,
    /// Were too many sessions begun?
    pub is_spent: watch::Sender<bool>,
    budget: Mutex<Budget>,
}

impl Gateway {
    /// Nothing came yet.
    #[must_use]
    pub fn new(intake: Arc<Intake>, budget: Budget) -> Self {
        Self {
            app: Arc::clone(&intake.app),
            identity: Identity::default(),
            pulse: Pulse::default(),
            intake,
            greeting: watch::Sender::new(None),
            is_spent: watch::Sender::new(false),
            budget: Mutex::new(budget),
        }
    }

    pub(super) fn sender(&self) -> Option<&Sender> {
        self.intake.sender()
    }

    pub(super) async fn room(&self, kind: Kind, channel: Option<u64>) -> Option<Room<'_>> {
        self.intake.room(kind, channel).await
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
            Event::InteractionCreate(event) => gateway.intake.by_gateway(&event.interaction).await,
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
        self.0.app.shards.see(event.shard_id.0, &event.new.to_string());
        tracing::info!(shard = event.shard_id.0, from = %event.old, to = %event.new, "a connection changed");
    }

    async fn ratelimit(&self, info: RatelimitInfo) {
        self.0.app.counters.add(Count::Throttled);
        let wait_ms = u64::try_from(info.timeout.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(wait_ms, is_global = info.global, "slowed down by Discord");
    }
}
