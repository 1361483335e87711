//! Who uses the bot in an interaction, and where.

use std::sync::Arc;

use serenity::all::{ChannelId, CommandInteraction, ComponentInteraction, GuildId, Member, RoleId, UserId};

use crate::engine::Engine;
use crate::shell::app::App;
use crate::shell::dialogues::Key;

/// Who uses the bot in an interaction, and where.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    /// Who.
    pub user: UserId,
    /// In which channel or thread.
    pub channel: ChannelId,
    /// In which server, if it is in one.
    pub guild: Option<GuildId>,
    /// Who they are in that server.
    pub member: Option<&'a Member>,
}

impl Caller<'_> {
    /// Whose dialogue goes on.
    #[must_use]
    pub fn key(&self) -> Key {
        Key { channel: self.channel.get(), user: self.user.get() }
    }

    /// What answers them there.
    #[must_use]
    pub fn engine(&self, app: &App) -> Arc<Engine> {
        app.engine_at(self.guild.map(GuildId::get), self.channel.get())
    }

    /// Their roles in the server; none outside of one.
    #[must_use]
    pub fn roles(&self) -> &[RoleId] {
        self.member.map_or(&[], |member| &member.roles)
    }
}

impl<'a> From<&'a CommandInteraction> for Caller<'a> {
    fn from(command: &'a CommandInteraction) -> Self {
        Self {
            user: command.user.id,
            channel: command.channel_id,
            guild: command.guild_id,
            member: command.member.as_deref(),
        }
    }
}

impl<'a> From<&'a ComponentInteraction> for Caller<'a> {
    fn from(pressed: &'a ComponentInteraction) -> Self {
        Self {
            user: pressed.user.id,
            channel: pressed.channel_id,
            guild: pressed.guild_id,
            member: pressed.member.as_ref(),
        }
    }
}
