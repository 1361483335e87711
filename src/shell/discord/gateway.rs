//! Events as serenity brings them, each in a task of its own, and what each leads to.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime};

use serenity::all::{
    Context, Event, EventHandler, GuildChannel, RatelimitInfo, RawEventHandler, Ready, ShardStageUpdateEvent,
};
use serenity::async_trait;
use tokio::sync::watch;

use super::budget::Budget;
use super::conversation;
use super::crew::{Kind, Room};
use super::identity::Identity;
use super::intake::Intake;
use super::said::{self, Heard};
use super::send::Sender;
use super::trail::{Mark, Step, Trails};
use super::watchdog::Pulse;
use crate::shell::app::App;
use crate::shell::counters::Count;
use crate::store::Session;

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
    /// How far each session is read.
    pub trails: Trails,
    /// What interactions share, however they come.
    pub intake: Arc<Intake>,
    /// Known once a session began.
    pub greeting: watch::Sender<Option<Greeting>>,
    /// Were too many sessions begun?
    pub is_spent: watch::Sender<bool>,
    budget: Mutex<Budget>,
    me: Mutex<Option<Me>>,
}

/// Who the bot is, as READY tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Me {
    /// Id of its application.
    pub(super) application: u64,
    /// Id of its user.
    pub(super) user: u64,
    /// Name of its user.
    pub(super) name: String,
}

impl Gateway {
    /// Nothing came yet.
    #[must_use]
    pub fn new(intake: Arc<Intake>, budget: Budget) -> Self {
        Self {
            app: Arc::clone(&intake.app),
            identity: Identity::default(),
            pulse: Pulse::default(),
            trails: Trails::default(),
            intake,
            greeting: watch::Sender::new(None),
            is_spent: watch::Sender::new(false),
            budget: Mutex::new(budget),
            me: Mutex::default(),
        }
    }

    pub(super) fn sender(&self) -> Option<&Sender> {
        self.intake.sender()
    }

    pub(super) async fn room(&self, kind: Kind, channel: Option<u64>) -> Option<Room<'_>> {
        self.intake.room(kind, channel).await
    }

    /// A server may have chosen to have the bot listen there.
    fn listen(&self, heard: &mut Heard) {
        heard.said.is_listened_to |= self.app.servers.listens(heard.place.guild, heard.place.channel);
    }

    /// Threads are of their channels.
    fn know(&self, threads: &[GuildChannel]) {
        for thread in threads {
            if let Some(parent) = thread.parent_id {
                self.app.servers.know_thread(thread.id.get(), parent.get(), Instant::now());
            }
        }
    }

    /// Takes what Discord says now of how many sessions may be begun.
    pub(super) fn renew(&self, budget: Budget) {
        *self.budget.lock().unwrap_or_else(PoisonError::into_inner) = budget;
    }

    /// Who the bot is, once a session said so.
    pub(super) fn me(&self) -> Option<Me> {
        self.me.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn meet(&self, me: Me, n_guilds: usize) -> bool {
        let is_first = self.identity.know(me.user);
        // A session begins anew after each long break; only the first time is news.
        if is_first {
            self.greeting.send_replace(Some(Greeting { name: me.name.clone(), n_guilds }));
        }
        *self.me.lock().unwrap_or_else(PoisonError::into_inner) = Some(me);
        is_first
    }

    /// A session that another process began goes on here.
    pub(super) fn take_up(&self, session: &Session) {
        let mark = Mark { session: session.id.clone(), seq: session.seq };
        self.trails.resume(session.shard, &mark);
        let me = Me { application: session.application, user: session.bot, name: session.bot_name.clone() };
        self.meet(me, self.identity.roles().len());
    }

    fn begin(&self, shard: u32, ready: &Ready) {
        self.app.counters.add(Count::Sessions);
        let may_go_on = self.budget.lock().unwrap_or_else(PoisonError::into_inner).spend(Instant::now());
        self.is_spent.send_replace(!may_go_on);
        self.trails.begin(shard, &ready.session_id);
        let (application, user) = (ready.application.id.get(), ready.user.id.get());
        let is_first = self.meet(Me { application, user, name: ready.user.name.clone() }, ready.guilds.len());
        tracing::info!(is_first, n_guilds = ready.guilds.len(), "a session began");
    }
}

/// An event that is worked at; however that ends, it is done with then.
struct Working(Arc<Gateway>, Step);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.trails.finish(self.1);
    }
}

/// The events of a gateway.
#[derive(Debug, Clone)]
pub struct Listener(pub Arc<Gateway>);

#[async_trait]
impl RawEventHandler for Listener {
    async fn raw_event(&self, context: Context, event: Event) {
        let gateway = Arc::clone(&self.0);
        let shard = context.shard_id.0;
        gateway.pulse.beat(shard);
        let is_ready = matches!(event, Event::Ready(_));
        let step = if is_ready { None } else { gateway.trails.arrive(shard) };
        let _working = step.map(|step| Working(Arc::clone(&gateway), step));
        if !is_ready {
            gateway.identity.known().await;
        }
        let listens_to = &gateway.app.settings.listen_channels;
        match event {
            Event::MessageCreate(event) => {
                let mut heard = said::of_message(&event.message, listens_to);
                gateway.listen(&mut heard);
                drop(event);
                conversation::hear(gateway, heard).await;
            }
            Event::MessageUpdate(event) => {
                if let Some(mut heard) = said::of_edit(&event, listens_to, SystemTime::now()) {
                    gateway.listen(&mut heard);
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
            Event::Ready(event) => gateway.begin(shard, &event.ready),
            Event::Resumed(_) => gateway.app.counters.add(Count::Resumed),
            Event::GuildCreate(event) => {
                gateway.know(&event.guild.threads);
                gateway.identity.enter(&event.guild);
            }
            Event::ThreadCreate(event) => gateway.know(std::slice::from_ref(&event.thread)),
            Event::ThreadListSync(event) => gateway.know(&event.threads),
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
