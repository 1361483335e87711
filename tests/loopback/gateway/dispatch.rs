//! Events to the sessions that may have them, with what they may see of them.

use serde_json::{Value, json};

use super::super::world::{Guild, Id, Kind, Message, permission};
use super::super::{State, shapes};
use super::intent;
use super::session::Session;

/// Does the bot hear of this message at all, and with which intent?
fn needed(state: &State, message: &Message) -> Option<u64> {
    let channel = state.world.channels.get(&message.channel)?;
    match channel.kind {
        Kind::Dm { .. } => Some(intent::DIRECT_MESSAGES),
        Kind::Group { .. } => None,
        Kind::Text { guild } | Kind::Thread { guild, .. } => {
            let is_seen = channel.denied & permission::VIEW_CHANNEL == 0;
            let has_bot = state.world.guilds.get(&guild).is_some_and(|guild| guild.has_bot);
            (has_bot && is_seen).then_some(intent::GUILD_MESSAGES)
        }
    }
}

/// Does the bot see the content of a message without the intent? Source: Discord's reference, "Message Content Intent".
fn is_open(state: &State, message: &Message) -> bool {
    let is_dm = state.world.channels.get(&message.channel).is_some_and(|of| matches!(of.kind, Kind::Dm { .. }));
    let role = message.guild.and_then(|id| state.world.guilds.get(&id)).and_then(Guild::managed_role);
    let names_role = role.is_some_and(|role| message.mention_roles.contains(&role));
    is_dm
        || message.author == state.bot
        || message.mentions.contains(&state.bot)
        || state.gateway.role_brings_content && names_role
}

/// `MESSAGE_CREATE` or `MESSAGE_UPDATE` to every session.
pub(crate) fn message(state: &mut State, name: &str, id: Id) {
    if state.gateway.sessions.is_empty() {
        return;
    }
    let Some(of) = state.world.messages.get(&id) else { return };
    let Some(needed) = needed(state, of) else { return };
    let guild = of.guild;
    let whole = shapes::gateway_message(&state.world, of, true);
    let bare = if is_open(state, of) { None } else { Some(shapes::gateway_message(&state.world, of, false)) };
    let hears = |session: &&mut Session| session.intents & needed != 0 && session.hears(guild);
    for session in state.gateway.sessions.values_mut().filter(hears) {
        let sees = session.intents & intent::MESSAGE_CONTENT != 0;
        session.dispatch(name, bare.as_ref().filter(|_| !sees).unwrap_or(&whole));
    }
}

/// `MESSAGE_DELETE`.
pub(crate) fn deletion(state: &mut State, of: &Message) {
    let Some(needed) = needed(state, of) else { return };
    let mut data = json!({"id": of.id.to_string(), "channel_id": of.channel.to_string()});
    if let Some(guild) = of.guild {
        data["guild_id"] = json!(guild.to_string());
    }
    let hears = |session: &&mut Session| session.intents & needed != 0 && session.hears(of.guild);
    for session in state.gateway.sessions.values_mut().filter(hears) {
        session.dispatch("MESSAGE_DELETE", &data);
    }
}

/// An event that needs one of these intents; 0 for all sessions.
pub(crate) fn event(state: &mut State, name: &str, needed: u64, data: &Value) {
    let key = if name.starts_with("GUILD_") && data["guild_id"].is_null() { "id" } else { "guild_id" };
    let guild = data[key].as_str().and_then(|id| id.parse().ok());
    for session in state.gateway.sessions.values_mut() {
        if session.hears(guild) && (needed == 0 || session.intents & needed != 0) {
            session.dispatch(name, data);
        }
    }
}

/// READY, then each server.
pub(crate) fn ready(state: &State, session: &mut Session, shard: &Value) {
    let guilds: Vec<_> =
        state.world.guilds.values().filter(|guild| guild.has_bot && session.hears(Some(guild.id))).collect();
    let unavailable: Vec<Value> =
        guilds.iter().map(|guild| json!({"id": guild.id.to_string(), "unavailable": true})).collect();
    let data = json!({
        "v": 10, "user": state.world.users.get(&state.bot).map(shapes::user), "guilds": unavailable,
        "session_id": session.id, "resume_gateway_url": format!("{}/resume", state.gateway.url), "shard": shard,
        "application": {"id": state.application.to_string(), "flags": 0}, "session_type": "normal",
        "user_settings": {}, "private_channels": [], "relationships": [], "presences": [], "guild_join_requests": [],
        "geo_ordered_rtc_regions": [], "auth": {}, "_trace": [],
    });
    session.dispatch("READY", &data);
    if session.intents & intent::GUILDS != 0 {
        for guild in guilds {
            session.dispatch("GUILD_CREATE", &shapes::guild_create(&state.world, guild, state.bot));
        }
    }
}
