//! What people do: they join, open channels, say, edit and delete.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use serde_json::json;

use super::gateway::{dispatch, intent};
use super::mentions::{self, Unsaid};
use super::rest::message::remove;
use super::world::{
    Channel, Guild, Id, Kind, Message, Question, Role, User, World, new_id, permission, snowflakes, timestamp,
};
use super::{Loopback, State, shapes};

impl World {
    /// The DM of the bot with a user.
    pub(crate) fn dm(&mut self, with: Id) -> Id {
        let kind = Kind::Dm { with };
        if let Some(known) = self.channels.values().find(|channel| channel.kind == kind) {
            return known.id;
        }
        self.open(kind, "")
    }

    fn open(&mut self, kind: Kind, name: &str) -> Id {
        let id = new_id();
        let channel = Channel {
            id,
            kind,
            name: name.into(),
            denied: 0,
            last_message: None,
            unread: std::collections::VecDeque::new(),
        };
        if let Some(guild) = channel.guild().and_then(|guild| self.guilds.get_mut(&guild)) {
            guild.channels.push(id);
        }
        self.channels.insert(id, channel);
        id
    }
}

/// A message of a user, besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Said {
    /// The message that it replies to …
    pub(crate) reply_to: Option<Id>,
    /// … and whether that rings for its author.
    pub(crate) rings: bool,
    /// The webhook that says it, whose account is no user's.
    pub(crate) webhook: Option<Id>,
    /// By how much it passes for older than it is.
    pub(crate) older_by: Duration,
}

impl Loopback {
    /// A new account.
    pub(crate) fn user(&self, name: &str) -> Id {
        let id = new_id();
        let user = User { id, name: name.to_owned(), is_bot: false, locale: "en-GB".into() };
        let mut state = self.hub.state();
        state.world.users.insert(id, user);
        if let Some(guild) = state.world.guilds.get_mut(&self.guild) {
            guild.members.insert(id, Vec::new());
        }
        id
    }

    /// A new account of another bot.
    pub(crate) fn other_bot(&self, name: &str) -> Id {
        let id = self.user(name);
        self.hub.state().world.users.entry(id).and_modify(|user| user.is_bot = true);
        id
    }

    /// A new server, with the bot and its own role.
    pub(crate) fn new_guild(&self, name: &str) -> Id {
        self.new_guild_with(new_id(), name)
    }

    fn new_guild_with(&self, id: Id, name: &str) -> Id {
        let owner = new_id();
        let everyone = Role { id, name: "@everyone".into(), permissions: permission::OF_MEMBERS, of_bot: None };
        let own = Role { id: new_id(), name: "briefing".into(), permissions: 0, of_bot: Some(self.bot) };
        let mut members = FxHashMap::default();
        members.insert(owner, Vec::new());
        members.insert(self.bot, vec![own.id]);
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: vec![everyone, own],
            channels: Vec::new(),
            members,
            has_bot: true,
        };
        let mut state = self.hub.state();
        let user = User { id: owner, name: format!("owner of {name}"), is_bot: false, locale: "en-US".into() };
        state.world.users.insert(owner, user);
        let data = shapes::guild_create(&state.world, &guild, self.bot);
        state.world.guilds.insert(id, guild);
        dispatch::event(&mut state, "GUILD_CREATE", intent::GUILDS, &data);
        id
    }

    /// A new server of this shard of so many.
    pub(crate) fn guild_of(&self, shard: u64, total: u64) -> Id {
        loop {
            // The next millisecond is the next shard's.
            let next = new_id();
            if (next >> 22) % total == shard {
                return self.new_guild_with(next, "Newsroom");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// The bot leaves a server; members may still have it installed for themselves.
    pub(crate) fn remove_bot(&self, guild: Id) {
        let mut state = self.hub.state();
        state.world.guilds.entry(guild).and_modify(|guild| guild.has_bot = false);
        let data = json!({"id": guild.to_string(), "unavailable": false});
        dispatch::event(&mut state, "GUILD_DELETE", intent::GUILDS, &data);
    }

    /// A new role, with these permissions, for these members of the server.
    pub(crate) fn role(&self, name: &str, permissions: u64, members: &[Id]) -> Id {
        let id = new_id();
        let mut state = self.hub.state();
        let guild = state.world.guilds.get_mut(&self.guild).expect("the server is there");
        guild.roles.push(Role { id, name: name.to_owned(), permissions, of_bot: None });
        for member in members {
            guild.members.entry(*member).or_default().push(id);
        }
        id
    }

    /// The bot's own role in the server.
    pub(crate) fn managed_role(&self) -> Id {
        self.hub.state().world.guilds[&self.guild].managed_role().expect("the bot has a role")
    }

    /// A new text channel of the server.
    pub(crate) fn channel(&self, name: &str) -> Id {
        self.channel_in(self.guild, name)
    }

    /// A new text channel of another server.
    pub(crate) fn channel_in(&self, guild: Id, name: &str) -> Id {
        self.open(Kind::Text { guild }, name, "CHANNEL_CREATE")
    }

    /// A new thread in a text channel.
    pub(crate) fn thread(&self, parent: Id, name: &str) -> Id {
        let guild = self.hub.state().world.channels[&parent].guild().expect("a thread is in a server");
        self.open(Kind::Thread { guild, parent }, name, "THREAD_CREATE")
    }

    /// The DM between a user and the bot.
    pub(crate) fn dm(&self, user: Id) -> Id {
        self.hub.state().world.dm(user)
    }

    /// A group of users without the bot.
    pub(crate) fn group(&self, owner: Id) -> Id {
        self.hub.state().world.open(Kind::Group { owner }, "friends")
    }

    fn open(&self, kind: Kind, name: &str, event: &str) -> Id {
        let mut state = self.hub.state();
        let id = state.world.open(kind, name);
        let data = shapes::channel(&state.world, &state.world.channels[&id]);
        dispatch::event(&mut state, event, intent::GUILDS, &data);
        id
    }

    /// Takes permissions from the bot in a channel; in a DM, those to send mean that the user takes none.
    pub(crate) fn deny(&self, channel: Id, permissions: u64) {
        self.hub.state().world.channels.entry(channel).and_modify(|of| of.denied |= permissions);
    }

    /// Gives all permissions back.
    pub(crate) fn allow_all(&self, channel: Id) {
        self.hub.state().world.channels.entry(channel).and_modify(|of| of.denied = 0);
    }

    /// How the bot is mentioned.
    pub(crate) fn mention(&self) -> String {
        format!("<@{}>", self.bot)
    }

    /// A user says something; whom the text names is read from it.
    pub(crate) fn say(&self, user: Id, channel: Id, text: &str) -> Id {
        self.say_with(user, channel, text, Said::default())
    }

    /// A user asks the bot by a mention.
    pub(crate) fn ask(&self, user: Id, channel: Id, question: &str) -> Id {
        self.say(user, channel, &format!("{} {question}", self.mention()))
    }

    /// A user replies to a message, and rings for its author.
    pub(crate) fn reply(&self, user: Id, to: Id, text: &str) -> Id {
        let channel = self.hub.state().world.messages[&to].channel;
        self.say_with(user, channel, text, Said { reply_to: Some(to), rings: true, ..Said::default() })
    }

    /// A user says something, with more about it.
    pub(crate) fn say_with(&self, user: Id, channel: Id, text: &str, said: Said) -> Id {
        let mut state = self.hub.state();
        let id = new_id() - snowflakes(said.older_by);
        let replied = said.reply_to.and_then(|id| state.world.messages.get(&id)).map(|of| of.author);
        let mut message = Message {
            id,
            channel,
            guild: state.world.channels[&channel].guild(),
            author: user,
            webhook: said.webhook,
            content: String::new(),
            embeds: Vec::new(),
            files: Vec::new(),
            components: Vec::new(),
            flags: 0,
            timestamp: timestamp(),
            edited: None,
            n_edits: 0,
            reference: said.reply_to,
            nonce: None,
            mentions: Vec::new(),
            mention_roles: Vec::new(),
            pings: Vec::new(),
            interaction: None,
            only_for: None,
            at: Instant::now(),
        };
        write(&state, &mut message, text, replied.filter(|_| said.rings));
        state.world.messages.insert(id, message);
        state.world.questions.insert(id, Question { at: Instant::now(), answered_after: None, n_answers: 0 });
        state.world.channels.entry(channel).and_modify(|of| of.last_message = Some(id));
        dispatch::message(&mut state, "MESSAGE_CREATE", id);
        id
    }

    /// A user edits a message of theirs.
    pub(crate) fn edit(&self, message: Id, text: &str) {
        let mut state = self.hub.state();
        let mut of = state.world.messages.remove(&message).expect("only what is there can be edited");
        let replied = of.pings.iter().find_map(|ping| match ping {
            mentions::Ping::Replied(id) => Some(*id),
            _ => None,
        });
        write(&state, &mut of, text, replied);
        of.edited = Some(timestamp());
        of.n_edits += 1;
        state.world.messages.insert(message, of);
        dispatch::message(&mut state, "MESSAGE_UPDATE", message);
    }

    /// What the gateway says when a link of a message got its preview: an update without an edit.
    pub(crate) fn preview(&self, message: Id) {
        dispatch::message(&mut self.hub.state(), "MESSAGE_UPDATE", message);
    }

    /// A message is deleted by its author or a moderator.
    pub(crate) fn delete(&self, message: Id) {
        remove(&mut self.hub.state(), message);
        self.hub.changed();
    }

    /// Many messages are deleted by a moderator at once.
    pub(crate) fn delete_bulk(&self, channel: Id, messages: &[Id]) {
        let mut state = self.hub.state();
        for id in messages {
            state.world.messages.remove(id);
            state.world.deleted.insert(*id);
        }
        let guild = state.world.channels[&channel].guild().map(|id| id.to_string());
        let ids: Vec<String> = messages.iter().map(Id::to_string).collect();
        let data = json!({"ids": ids, "channel_id": channel.to_string(), "guild_id": guild});
        dispatch::event(&mut state, "MESSAGE_DELETE_BULK", intent::GUILD_MESSAGES, &data);
    }
}

/// Puts a user's text into a message, with those whom it names.
fn write(state: &State, message: &mut Message, text: &str, rings_for: Option<Id>) {
    text.clone_into(&mut message.content);
    let named = mentions::named(text);
    message.mentions = named.users.into_iter().filter(|id| state.world.users.contains_key(id)).collect();
    message.mentions.extend(rings_for.filter(|id| !message.mentions.contains(id)));
    message.mention_roles = named.roles;
    message.pings = mentions::pings(text, &serde_json::Value::Null, Unsaid::All, rings_for);
}
