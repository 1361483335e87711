//! What is known, in the shapes of Discord's API.

use serde_json::{Map, Value, json};

use super::rest::multipart::File;
use super::world::{Channel, Guild, Id, Kind, Message, Role, User, World, permission};

const JOINED: &str = "2024-02-29T12:00:00.000000+00:00";

fn text(id: Id) -> String {
    id.to_string()
}

/// A user.
pub(crate) fn user(user: &User) -> Value {
    json!({
        "id": text(user.id), "username": user.name, "global_name": user.name, "discriminator": "0", "avatar": null,
        "public_flags": 0, "flags": 0, "bot": user.is_bot, "primary_guild": null,
    })
}

/// A user whom nobody knows any more.
fn user_of(world: &World, id: Id) -> Value {
    world.users.get(&id).map_or(Value::Null, user)
}

/// A role.
pub(crate) fn role(role: &Role, position: usize) -> Value {
    let mut shape = json!({
        "id": text(role.id), "name": role.name, "permissions": role.permissions.to_string(), "position": position,
        "color": 0, "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null}, "hoist": false,
        "managed": role.of_bot.is_some(), "mentionable": false, "icon": null, "unicode_emoji": null, "flags": 0,
    });
    if let Some(bot) = role.of_bot {
        shape["tags"] = json!({"bot_id": text(bot)});
    }
    shape
}

/// A member without the user, as messages carry it.
pub(crate) fn partial_member(guild: &Guild, id: Id) -> Value {
    let roles: Vec<String> = guild.members.get(&id).into_iter().flatten().copied().map(text).collect();
    json!({
        "avatar": null, "banner": null, "communication_disabled_until": null, "flags": 0, "joined_at": JOINED,
        "nick": null, "pending": false, "premium_since": null, "roles": roles, "mute": false, "deaf": false,
    })
}

/// A member with the user.
pub(crate) fn member(world: &World, guild: &Guild, id: Id) -> Value {
    let mut shape = partial_member(guild, id);
    shape["user"] = user_of(world, id);
    shape
}

/// A channel.
pub(crate) fn channel(world: &World, channel: &Channel) -> Value {
    let mut shape = json!({
        "id": text(channel.id), "flags": 0, "last_message_id": channel.last_message.map(text),
    });
    let mut add = |more: Value| {
        if let (Value::Object(shape), Value::Object(more)) = (&mut shape, more) {
            shape.extend(more);
        }
    };
    match channel.kind {
        Kind::Text { guild } => add(json!({
            "type": 0, "guild_id": text(guild), "name": channel.name, "position": 0, "parent_id": null,
            "permission_overwrites": [], "nsfw": false, "rate_limit_per_user": 0, "topic": null,
        })),
        Kind::Thread { guild, parent } => add(json!({
            "type": 11, "guild_id": text(guild), "name": channel.name, "parent_id": text(parent),
            "owner_id": world.guilds.get(&guild).map(|guild| text(guild.owner)), "message_count": 1,
            "member_count": 2, "total_message_sent": 1, "rate_limit_per_user": 0,
            "thread_metadata": {
                "archived": false, "archive_timestamp": JOINED, "auto_archive_duration": 1440, "locked": false,
            },
        })),
        Kind::Dm { with } => add(json!({"type": 1, "recipients": [user_of(world, with)]})),
        Kind::Group { owner } => add(json!({
            "type": 3, "name": channel.name, "icon": null, "owner_id": text(owner),
            "recipients": [user_of(world, owner)],
        })),
    }
    shape
}

/// A channel as interactions carry it, with the permissions of the user there.
pub(crate) fn partial_channel(world: &World, of: &Channel, permissions: u64) -> Value {
    let mut shape = channel(world, of);
    if of.guild().is_some() {
        shape["permissions"] = json!(permissions.to_string());
    }
    shape
}

/// A server, as REST would answer it.
pub(crate) fn guild(guild: &Guild) -> Value {
    let mut shape = json!({
        "id": text(guild.id), "name": guild.name, "owner_id": text(guild.owner), "region": "deprecated",
        "afk_timeout": 300, "system_channel_flags": 0, "widget_enabled": false, "verification_level": 0,
        "default_message_notifications": 0, "mfa_level": 0, "explicit_content_filter": 0, "max_members": 500_000,
        "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "premium_tier": 0,
        "premium_subscription_count": 0, "preferred_locale": "en-US", "premium_progress_bar_enabled": false,
        "nsfw": false, "nsfw_level": 0, "features": [], "emojis": [], "stickers": [],
        "roles": guild.roles.iter().enumerate().map(|(at, one)| role(one, at)).collect::<Vec<_>>(),
    });
    for nothing in [
        "icon",
        "description",
        "home_header",
        "splash",
        "discovery_splash",
        "banner",
        "application_id",
        "afk_channel_id",
        "system_channel_id",
        "widget_channel_id",
        "max_presences",
        "vanity_url_code",
        "rules_channel_id",
        "safety_alerts_channel_id",
        "public_updates_channel_id",
        "incidents_data",
    ] {
        shape[nothing] = Value::Null;
    }
    shape
}

/// A server, as the gateway says it at its beginning.
pub(crate) fn guild_create(world: &World, of: &Guild, bot: Id) -> Value {
    let channels = of.channels.iter().filter_map(|id| world.channels.get(id));
    let (threads, channels): (Vec<_>, Vec<_>) = channels.partition(|one| matches!(one.kind, Kind::Thread { .. }));
    let shapes = |list: Vec<&Channel>| list.into_iter().map(|one| channel(world, one)).collect::<Vec<_>>();
    let mut shape = guild(of);
    let more = json!({
        "joined_at": JOINED, "large": false, "unavailable": false, "member_count": of.members.len(),
        "voice_states": [], "members": [member(world, of, bot)], "channels": shapes(channels),
        "threads": shapes(threads), "presences": [], "stage_instances": [], "guild_scheduled_events": [],
        "soundboard_sounds": [],
    });
    if let (Value::Object(shape), Value::Object(more)) = (&mut shape, more) {
        shape.extend(more);
    }
    shape
}

/// A message as REST answers it.
pub(crate) fn message(world: &World, of: &Message) -> Value {
    let mut shape = message_without_reference(world, of);
    if let Some(reference) = of.reference {
        let mut place = json!({"type": 0, "channel_id": text(of.channel), "message_id": text(reference)});
        if let Some(guild) = of.guild {
            place["guild_id"] = json!(text(guild));
        }
        shape["message_reference"] = place;
        shape["referenced_message"] =
            world.messages.get(&reference).map_or(Value::Null, |to| message_without_reference(world, to));
    }
    shape
}

fn attachment(file: &File) -> Value {
    let url = format!("https://cdn.discordapp.com/attachments/1/{}", file.name);
    json!({
        "id": (file.number + 1).to_string(), "filename": file.name, "description": file.description,
        "size": file.bytes.len(), "url": url, "proxy_url": url,
    })
}

fn message_without_reference(world: &World, of: &Message) -> Value {
    let mentions: Vec<Value> = of.mentions.iter().filter_map(|id| world.users.get(id)).map(user).collect();
    let kind = match (&of.interaction, of.reference) {
        (Some(metadata), _) if metadata["type"] == 2 => 20,
        (_, Some(_)) => 19,
        _ => 0,
    };
    let mut shape = json!({
        "type": kind, "id": text(of.id), "channel_id": text(of.channel), "author": user_of(world, of.author),
        "content": of.content, "mentions": mentions,
        "mention_roles": of.mention_roles.iter().copied().map(text).collect::<Vec<_>>(), "attachments": of.files.iter().map(attachment).collect::<Vec<_>>(),
        "embeds": of.embeds, "components": of.components, "timestamp": of.timestamp,
        "edited_timestamp": of.edited, "flags": of.flags, "pinned": false,
        "mention_everyone": of.pings.contains(&super::mentions::Ping::Everyone), "tts": false,
    });
    if let Some(webhook) = of.webhook {
        shape["webhook_id"] = json!(text(webhook));
    }
    if let Some(nonce) = &of.nonce {
        shape["nonce"] = nonce.clone();
    }
    if let Some(metadata) = &of.interaction {
        shape["interaction_metadata"] = metadata.clone();
    }
    shape
}

/// A message as the gateway says it; without its content where that is not for the bot to see.
pub(crate) fn gateway_message(world: &World, of: &Message, has_content: bool) -> Value {
    let mut shape = message(world, of);
    if let Some(guild) = of.guild.and_then(|id| world.guilds.get(&id)) {
        shape["guild_id"] = json!(text(guild.id));
        shape["member"] = partial_member(guild, of.author);
        for mention in shape["mentions"].as_array_mut().into_iter().flatten() {
            let id = mention["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
            mention["member"] = partial_member(guild, id);
        }
    }
    if !has_content {
        for (key, nothing) in [("content", json!("")), ("embeds", json!([])), ("components", json!([]))] {
            shape[key] = nothing;
        }
    }
    shape
}

/// Who takes part in an interaction: a `member` with permissions in a server, a `user` elsewhere.
pub(crate) fn partaker(world: &World, guild: Option<&Guild>, id: Id) -> Map<String, Value> {
    let mut shape = Map::new();
    match guild {
        Some(guild) => {
            let mut member = member(world, guild, id);
            member["permissions"] = json!(guild.permissions(id).to_string());
            shape.insert("member".into(), member);
        }
        None => {
            shape.insert("user".into(), user_of(world, id));
        }
    }
    shape
}

/// What the bot may do in a channel.
pub(crate) fn app_permissions(channel: &Channel) -> String {
    (permission::OF_MEMBERS & !channel.denied).to_string()
}
