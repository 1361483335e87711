//! Messages in channels: create, read, edit, delete.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::journal::Event;
use super::super::limits::{self, Form};
use super::super::mentions::{self, Unsaid};
use super::super::refusal::{Faults, Refusal};
use super::super::world::{Channel, Id, Kind, Message, flag, new_id, permission, timestamp};
use super::super::{State, gateway, shapes};
use super::account::seen;
use super::{Answer, Call};

/// How long a nonce is remembered: "the past few minutes".
const NONCE_LIFE: Duration = Duration::from_secs(5 * 60);

/// What a message is made of, apart from its form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// The message that it replies to.
    pub(crate) reference: Option<Id>,
    /// The interaction that it answers, in Discord's shape.
    pub(crate) interaction: Option<Value>,
    /// The only user who sees it.
    pub(crate) only_for: Option<Id>,
}

/// `POST /channels/{c}/messages`.
pub(crate) fn create(state: &mut State, call: &Call<'_>) -> Answer {
    let channel = seen(state, call.matched.ids[0])?.clone();
    may_send(&channel, &call.body)?;
    limits::message(&call.body, Form::Create, "")?;
    let nonce = nonce(&call.body);
    if let (Some(nonce), true) = (&nonce, call.body["enforce_nonce"] == true) {
        let known = state.world.nonces.get(&(channel.id, nonce.clone()));
        let recent = known.filter(|(_, at)| call.at.saturating_duration_since(*at) < NONCE_LIFE);
        if let Some(first) = recent.and_then(|(id, _)| state.world.messages.get(id)) {
            return Ok((200, shapes::message(&state.world, first)));
        }
    }
    let reference = reference(state, &channel, &call.body["message_reference"])?;
    let question = reference.or_else(|| nonce.as_ref().and_then(|nonce| nonce.parse().ok()));
    if let Some(question) = question.and_then(|id| state.world.questions.get_mut(&id)) {
        question.n_answers += 1;
        let after = call.at.saturating_duration_since(question.at);
        question.answered_after.get_or_insert(after);
    }
    let origin = Origin { reference, ..Origin::default() };
    let id = post(state, channel.id, &call.body, origin, Unsaid::All, call.at);
    if let Some(nonce) = nonce {
        state.world.nonces.insert((channel.id, nonce), (id, call.at));
    }
    Ok((200, shapes::message(&state.world, &state.world.messages[&id])))
}

/// May the bot say this here?
fn may_send(channel: &Channel, body: &Value) -> Result<(), Refusal> {
    let lacks = |permission: u64| channel.denied & permission != 0;
    let needed = match channel.kind {
        Kind::Thread { .. } => permission::SEND_MESSAGES_IN_THREADS,
        _ => permission::SEND_MESSAGES,
    };
    let has_embeds = body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty());
    if lacks(needed) && matches!(channel.kind, Kind::Dm { .. }) {
        return Err(Refusal::new(403, 50007, "Cannot send messages to this user"));
    }
    if lacks(needed) || has_embeds && lacks(permission::EMBED_LINKS) {
        return Err(Refusal::missing_permissions());
    }
    if body["message_reference"].is_object() && lacks(permission::READ_MESSAGE_HISTORY) {
        return Err(Refusal::new(403, 160_002, "Cannot reply without permission to read message history"));
    }
    Ok(())
}

/// The message that is replied to: none where it is gone and that is no failure.
fn reference(state: &State, channel: &Channel, given: &Value) -> Result<Option<Id>, Refusal> {
    if !given.is_object() {
        return Ok(None);
    }
    let id = given["message_id"].as_str().and_then(|id| id.parse::<Id>().ok()).unwrap_or_default();
    let is_there = state.world.messages.get(&id).is_some_and(|of| of.channel == channel.id && of.only_for.is_none());
    let says_elsewhere = given["channel_id"].as_str().is_some_and(|said| said != channel.id.to_string());
    if is_there && !says_elsewhere {
        return Ok(Some(id));
    }
    if given["fail_if_not_exists"] == false && !says_elsewhere {
        return Ok(None);
    }
    let mut faults = Faults::default();
    if says_elsewhere {
        let message = "Cannot reply to a message in a different channel";
        faults.add("message_reference", "REPLIES_CANNOT_REPLY_TO_MESSAGE_IN_DIFFERENT_CHANNEL", message);
    } else {
        faults.add("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
    }
    faults.refuse("").map(|()| None)
}

fn nonce(body: &Value) -> Option<String> {
    match &body["nonce"] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Puts a message of the bot into a channel and says so at the gateway.
pub(crate) fn post(state: &mut State, channel: Id, body: &Value, origin: Origin, unsaid: Unsaid, at: Instant) -> Id {
    let id = new_id();
    let content = body["content"].as_str().unwrap_or("").trim().to_owned();
    let replied = origin.reference.and_then(|id| state.world.messages.get(&id)).map(|of| of.author);
    let mut message = Message {
        id,
        channel,
        guild: state.world.channels.get(&channel).and_then(Channel::guild),
        author: state.bot,
        webhook: None,
        content,
        embeds: Vec::new(),
        files: Vec::new(),
        components: Vec::new(),
        flags: body["flags"].as_u64().unwrap_or_default(),
        timestamp: timestamp(),
        edited: None,
        n_edits: 0,
        reference: origin.reference,
        nonce: Some(body["nonce"].clone()).filter(|nonce| !nonce.is_null()),
        mentions: Vec::new(),
        mention_roles: Vec::new(),
        pings: Vec::new(),
        interaction: origin.interaction,
        only_for: origin.only_for,
        at,
    };
    fill(state, &mut message, body, unsaid, replied);
    let is_of_channel = message.only_for.is_none();
    if let Some(place) = state.world.channels.get_mut(&channel) {
        if is_of_channel {
            place.last_message = Some(id);
        }
        // Responses are taken by their interactions; in a flood nobody takes anything.
        if message.interaction.is_none() && !state.journal.is_counting {
            place.unread.push_back(id);
        }
    }
    state.journal.note(|| Event::Sent(message.clone()));
    state.world.messages.insert(id, message);
    if is_of_channel {
        gateway::dispatch::message(state, "MESSAGE_CREATE", id);
    }
    id
}

/// Takes over content, embeds and components from a form, and works out who is named and who is rung for.
fn fill(state: &State, message: &mut Message, body: &Value, unsaid: Unsaid, replied: Option<Id>) {
    if let Some(content) = body["content"].as_str() {
        content.trim().clone_into(&mut message.content);
    } else if body.get("content").is_some_and(Value::is_null) {
        message.content.clear();
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = embeds.as_array().into_iter().flatten().map(embed).collect();
    }
    if let Some(rows) = body.get("components") {
        message.components = limits::component::with_ids(rows.as_array().map_or(&[], Vec::as_slice));
    }
    let named = mentions::named(&message.content);
    message.mentions = named.users.into_iter().filter(|id| state.world.users.contains_key(id)).collect();
    message.mention_roles = named.roles;
    message.pings = mentions::pings(&message.content, &body["allowed_mentions"], unsaid, replied);
    if message.pings.contains(&mentions::Ping::Replied(replied.unwrap_or_default())) {
        let replied = replied.unwrap_or_default();
        if !message.mentions.contains(&replied) {
            message.mentions.push(replied);
        }
    }
}

/// An embed as Discord gives it back: without nulls, with its type, each field with `inline`.
fn embed(given: &Value) -> Value {
    let mut embed = given.clone();
    if let Value::Object(entries) = &mut embed {
        entries.retain(|_, value| !value.is_null());
        entries.insert("type".into(), json!("rich"));
    }
    if let Some(image) = embed.get_mut("image").and_then(Value::as_object_mut) {
        image.retain(|_, value| !value.is_null());
    }
    for field in embed["fields"].as_array_mut().into_iter().flatten() {
        field["inline"] = json!(field["inline"] == true);
    }
    if embed["fields"].is_null() {
        embed.as_object_mut().map(|entries| entries.remove("fields"));
    }
    embed
}

/// Puts the files of a form in the place of those that a message has; without any, those stay.
pub(crate) fn attach(state: &mut State, id: Id, call: &Call<'_>) {
    if let Some(message) = state.world.messages.get_mut(&id).filter(|_| !call.files.is_empty()) {
        message.files.clone_from(&call.files);
    }
}

/// Edits a message of the bot in place and says so at the gateway; the first edit of one that loads is its content.
pub(crate) fn change(state: &mut State, id: Id, body: &Value) {
    let Some(mut message) = state.world.messages.remove(&id) else { return };
    fill(state, &mut message, body, Unsaid::Users, None);
    message.edited = Some(timestamp());
    message.n_edits += 1;
    message.flags &= !flag::LOADING;
    if let Some(flags) = body["flags"].as_u64() {
        message.flags = message.flags & flag::EPHEMERAL | flags & !flag::EPHEMERAL;
    }
    state.journal.note(|| Event::Edited(message.clone()));
    let is_of_channel = message.only_for.is_none();
    state.world.messages.insert(id, message);
    if is_of_channel {
        gateway::dispatch::message(state, "MESSAGE_UPDATE", id);
    }
}

/// Removes a message and says so at the gateway.
pub(crate) fn remove(state: &mut State, id: Id) {
    let Some(message) = state.world.messages.remove(&id) else { return };
    state.world.deleted.insert(id);
    state.journal.note(|| Event::Deleted(id));
    if message.only_for.is_none() {
        gateway::dispatch::deletion(state, &message);
    }
}

/// A message of a channel that is there for all.
fn found<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Message, Refusal> {
    let [channel, id] = call.matched.ids;
    seen(state, channel)?;
    let message = state.world.messages.get(&id).filter(|of| of.channel == channel && of.only_for.is_none());
    message.ok_or_else(Refusal::unknown_message)
}

/// `GET /channels/{c}/messages/{m}`.
pub(crate) fn get(state: &State, call: &Call<'_>) -> Answer {
    let message = found(state, call)?;
    if state.world.channels[&message.channel].denied & permission::READ_MESSAGE_HISTORY != 0 {
        return Err(Refusal::missing_permissions());
    }
    Ok((200, shapes::message(&state.world, message)))
}

/// `PATCH /channels/{c}/messages/{m}`.
pub(crate) fn edit(state: &mut State, call: &Call<'_>) -> Answer {
    let message = found(state, call)?;
    if message.author != state.bot {
        return Err(Refusal::new(403, 50005, "Cannot edit a message authored by another user"));
    }
    limits::message(&call.body, Form::Edit, "")?;
    let id = message.id;
    change(state, id, &call.body);
    Ok((200, shapes::message(&state.world, &state.world.messages[&id])))
}

/// `DELETE /channels/{c}/messages/{m}`.
pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let message = found(state, call)?;
    let channel = &state.world.channels[&message.channel];
    if message.author != state.bot {
        if matches!(channel.kind, Kind::Dm { .. }) {
            return Err(Refusal::new(403, 50003, "Cannot execute action on a DM channel"));
        }
        // A member like any other has no such permission; a test that needs it does not need this Discord.
        return Err(Refusal::missing_permissions());
    }
    let id = message.id;
    remove(state, id);
    Ok((204, Value::Null))
}
