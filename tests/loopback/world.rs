//! What this Discord knows: people, servers, channels, messages, interactions. Plain data, one lock around it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::mentions::Ping;
use super::rest::multipart::File;

/// A snowflake.
pub(crate) type Id = u64;

/// First second of 2015, in milliseconds of Unix time. Source: Discord's reference, "Snowflakes".
const EPOCH_MS: u64 = 1_420_070_400_000;

/// A new snowflake: later ones are greater, and they tell the time.
pub(crate) fn new_id() -> Id {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64);
    let wanted = now.saturating_sub(EPOCH_MS) << 22;
    let last = LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(wanted.max(last + 1)));
    wanted.max(last.unwrap_or_default() + 1)
}

/// How far apart the ids of two things are that are so far apart in time.
pub(crate) fn snowflakes(time: Duration) -> Id {
    (time.as_millis() as u64) << 22
}

/// The time as Discord writes it.
pub(crate) fn timestamp() -> String {
    serenity::all::Timestamp::now().to_string()
}

/// Permissions as bits. Source: Discord's reference, "Permissions".
pub(crate) mod permission {
    pub(crate) const ADMINISTRATOR: u64 = 1 << 3;
    pub(crate) const MANAGE_GUILD: u64 = 1 << 5;
    pub(crate) const VIEW_CHANNEL: u64 = 1 << 10;
    pub(crate) const SEND_MESSAGES: u64 = 1 << 11;
    pub(crate) const MANAGE_MESSAGES: u64 = 1 << 13;
    pub(crate) const EMBED_LINKS: u64 = 1 << 14;
    pub(crate) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
    pub(crate) const MENTION_EVERYONE: u64 = 1 << 17;
    pub(crate) const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
    pub(crate) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
    /// What a member has who was given nothing special.
    pub(crate) const OF_MEMBERS: u64 = VIEW_CHANNEL
        | SEND_MESSAGES
        | EMBED_LINKS
        | READ_MESSAGE_HISTORY
        | USE_APPLICATION_COMMANDS
        | SEND_MESSAGES_IN_THREADS;
}

/// Someone with an account.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) is_bot: bool,
    /// As their client says it, such as `en-GB`.
    pub(crate) locale: String,
}

/// A role of a server.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    /// The bot whose own role it is.
    pub(crate) of_bot: Option<Id>,
}

/// A server.
#[derive(Debug, Clone)]
pub(crate) struct Guild {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) owner: Id,
    pub(crate) roles: Vec<Role>,
    pub(crate) channels: Vec<Id>,
    /// Roles of each member.
    pub(crate) members: FxHashMap<Id, Vec<Id>>,
    /// Is the bot itself a member, or its commands only a user's own?
    pub(crate) has_bot: bool,
}

impl Guild {
    /// Permissions that a member's roles add up to.
    pub(crate) fn permissions(&self, member: Id) -> u64 {
        let has = |role: &&Role| role.id == self.id || self.members.get(&member).is_some_and(|m| m.contains(&role.id));
        self.roles.iter().filter(has).fold(0, |sum, role| sum | role.permissions)
    }

    /// The bot's own role.
    pub(crate) fn managed_role(&self) -> Option<Id> {
        self.roles.iter().find(|role| role.of_bot.is_some()).map(|role| role.id)
    }
}

/// What a channel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text channel of a server.
    Text { guild: Id },
    /// A public thread in a text channel.
    Thread { guild: Id, parent: Id },
    /// Between the bot and this user.
    Dm { with: Id },
    /// Between users; the bot is there only by a user's own installation.
    Group { owner: Id },
}

/// A channel.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) id: Id,
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// Permissions that the bot lacks here.
    pub(crate) denied: u64,
    pub(crate) last_message: Option<Id>,
    /// Messages of the bot that the test has not taken yet.
    pub(crate) unread: VecDeque<Id>,
}

impl Channel {
    /// Its server.
    pub(crate) fn guild(&self) -> Option<Id> {
        match self.kind {
            Kind::Text { guild } | Kind::Thread { guild, .. } => Some(guild),
            Kind::Dm { .. } | Kind::Group { .. } => None,
        }
    }
}

/// A message.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: Id,
    pub(crate) channel: Id,
    pub(crate) guild: Option<Id>,
    pub(crate) author: Id,
    /// The webhook that wrote it.
    pub(crate) webhook: Option<Id>,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    /// Files below it.
    pub(crate) files: Vec<File>,
    pub(crate) components: Vec<Value>,
    pub(crate) flags: u64,
    pub(crate) timestamp: String,
    pub(crate) edited: Option<String>,
    /// How often it was edited.
    pub(crate) n_edits: usize,
    /// The message that it replies to.
    pub(crate) reference: Option<Id>,
    pub(crate) nonce: Option<Value>,
    /// Users named in its content, whether that rings for them or not.
    pub(crate) mentions: Vec<Id>,
    /// Roles named in its content.
    pub(crate) mention_roles: Vec<Id>,
    /// For whom it rings.
    pub(crate) pings: Vec<Ping>,
    /// The interaction that it answers, in Discord's shape.
    pub(crate) interaction: Option<Value>,
    /// The only user who sees it.
    pub(crate) only_for: Option<Id>,
    /// When this Discord got it.
    pub(crate) at: Instant,
}

/// Flags of a message. Source: Discord's reference, "Message Flags".
pub(crate) mod flag {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const IS_COMPONENTS_V2: u64 = 1 << 15;
}

impl Message {
    /// Does only one user see it?
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.flags & flag::EPHEMERAL != 0
    }

    /// All buttons, in order.
    pub(crate) fn buttons(&self) -> Vec<&Value> {
        let rows = self.components.iter().filter_map(|row| row["components"].as_array());
        rows.flatten().filter(|part| part["type"] == 2).collect()
    }

    /// The `custom_id` of the first button whose label contains `label`.
    pub(crate) fn button(&self, label: &str) -> Option<String> {
        let is_it = |button: &&&Value| button["label"].as_str().is_some_and(|text| text.contains(label));
        self.buttons().iter().find(is_it).and_then(|button| button["custom_id"].as_str()).map(str::to_owned)
    }

    /// Everything that a reader sees: content, embeds, labels.
    pub(crate) fn text(&self) -> String {
        let mut text = self.content.clone();
        let mut add = |part: &Value| {
            if let Some(part) = part.as_str() {
                text.push('\n');
                text.push_str(part);
            }
        };
        for embed in &self.embeds {
            add(&embed["author"]["name"]);
            add(&embed["title"]);
            add(&embed["description"]);
            for field in embed["fields"].as_array().into_iter().flatten() {
                add(&field["name"]);
                add(&field["value"]);
            }
            add(&embed["footer"]["text"]);
        }
        self.buttons().iter().for_each(|button| add(&button["label"]));
        text
    }
}

/// What an interaction was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A command, of any kind.
    Command,
    /// A press of a button on this message.
    Press { message: Id },
    /// Suggestions while typing.
    Autocomplete,
}

/// The first response to an interaction.
#[derive(Debug, Clone)]
pub(crate) struct First {
    /// Type of the callback: 4 message, 5 deferred message, 6 deferred update, 7 update, 8 choices.
    pub(crate) kind: u64,
    /// The body's `data`.
    pub(crate) data: Value,
    /// From the interaction to the response.
    pub(crate) after: Duration,
}

/// An interaction.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub(crate) id: Id,
    pub(crate) token: String,
    pub(crate) asked: Asked,
    pub(crate) name: String,
    pub(crate) user: Id,
    pub(crate) channel: Id,
    pub(crate) created: Instant,
    /// By how much it passes for older than it is.
    pub(crate) older_by: Duration,
    pub(crate) first: Option<First>,
    /// The message that `@original` means.
    pub(crate) original: Option<Id>,
    pub(crate) follow_ups: Vec<Id>,
    /// Is the bot there only by the user's own installation?
    pub(crate) is_user_install: bool,
}

impl Interaction {
    /// Its age at a moment.
    pub(crate) fn age(&self, at: Instant) -> Duration {
        at.saturating_duration_since(self.created) + self.older_by
    }
}

/// What came of a question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// When it went to the gateway.
    pub(crate) at: Instant,
    /// From there to the first answer.
    pub(crate) answered_after: Option<Duration>,
    /// How many answers there are.
    pub(crate) n_answers: usize,
}

/// All of it.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) users: FxHashMap<Id, User>,
    pub(crate) guilds: FxHashMap<Id, Guild>,
    pub(crate) channels: FxHashMap<Id, Channel>,
    pub(crate) messages: FxHashMap<Id, Message>,
    pub(crate) deleted: FxHashSet<Id>,
    /// Messages by channel and nonce, for `enforce_nonce`.
    pub(crate) nonces: FxHashMap<(Id, String), (Id, Instant)>,
    pub(crate) interactions: FxHashMap<Id, Interaction>,
    /// Interactions by token.
    pub(crate) tokens: FxHashMap<String, Id>,
    /// What users said, by message.
    pub(crate) questions: FxHashMap<Id, Question>,
    /// The application's commands, in the shape of responses.
    pub(crate) commands: Vec<Value>,
    /// How often the commands were overwritten.
    pub(crate) n_command_updates: usize,
}
