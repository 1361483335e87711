//! From messages as the gateway brings them to what the bot needs of them.

use std::time::{Duration, SystemTime};

use serenity::all::{GuildId, Message, MessageId, MessageType, MessageUpdateEvent, Timestamp, User};

use super::question::Said;
use crate::shell::answered::EDIT_WINDOW;

/// Where a message was written, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Id of the message.
    pub message: u64,
    /// Id of the channel or thread.
    pub channel: u64,
    /// Id of the server, if it is in one.
    pub guild: Option<u64>,
    /// Id of the author.
    pub user: u64,
}

/// A message that was written or edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Where, and by whom.
    pub place: Place,
    /// What.
    pub said: Said,
    /// [`crate::shell::answered::Asked::edition`].
    pub edition: i64,
}

/// A new message; `listens_to` says in which channels the bot listens to all.
#[must_use]
pub fn of_message(message: &Message, listens_to: &[u64]) -> Heard {
    Heard {
        place: Place {
            message: message.id.get(),
            channel: message.channel_id.get(),
            guild: message.guild_id.map(GuildId::get),
            user: message.author.id.get(),
        },
        said: Said {
            is_by_person: is_person(&message.author) && message.webhook_id.is_none() && is_written(message.kind),
            is_direct: message.guild_id.is_none(),
            is_listened_to: listens_to.contains(&message.channel_id.get()),
            is_reply: message.kind == MessageType::InlineReply,
            users: message.mentions.iter().map(|user| user.id.get()).collect(),
            roles: message.mention_roles.iter().map(|role| role.get()).collect(),
            text: message.content.clone(),
        },
        edition: message.edited_timestamp.map_or(0, edition),
    }
}

/// An edited message; `None` where the event is about something else, such as a preview of a link, or where the message
/// is older than answers follow their questions.
#[must_use]
pub fn of_edit(event: &MessageUpdateEvent, listens_to: &[u64], wall: SystemTime) -> Option<Heard> {
    let (author, content, edited) = (event.author.as_ref()?, event.content.as_ref()?, event.edited_timestamp?);
    let kind = event.kind.unwrap_or_default();
    if age(event.id, wall) >= EDIT_WINDOW {
        return None;
    }
    Some(Heard {
        place: Place {
            message: event.id.get(),
            channel: event.channel_id.get(),
            guild: event.guild_id.map(GuildId::get),
            user: author.id.get(),
        },
        said: Said {
            is_by_person: is_person(author) && event.webhook_id.flatten().is_none() && is_written(kind),
            is_direct: event.guild_id.is_none(),
            is_listened_to: listens_to.contains(&event.channel_id.get()),
            is_reply: kind == MessageType::InlineReply,
            users: event.mentions.iter().flatten().map(|user| user.id.get()).collect(),
            roles: event.mention_roles.iter().flatten().map(|role| role.get()).collect(),
            text: content.clone(),
        },
        edition: edition(edited),
    })
}

fn is_person(author: &User) -> bool {
    !author.bot && !author.system
}

fn is_written(kind: MessageType) -> bool {
    matches!(kind, MessageType::Regular | MessageType::InlineReply)
}

/// Microseconds, so that two edits within a second are told apart.
fn edition(at: Timestamp) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
}

/// Time since a message was written: its id tells when.
fn age(message: MessageId, wall: SystemTime) -> Duration {
    let written = u64::try_from(message.created_at().unix_timestamp()).unwrap_or_default();
    wall.duration_since(SystemTime::UNIX_EPOCH + Duration::from_secs(written)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn payload() -> Value {
        json!({
            "id": "1300000000000000000", "channel_id": "20", "guild_id": "30", "content": "<@7> who?", "tts": false,
            "author": {"id": "40", "username": "ann", "discriminator": "0", "avatar": null},
            "timestamp": "2024-10-27T10:00:00.000000+00:00", "edited_timestamp": null, "mention_everyone": false,
            "mentions": [{"id": "7", "username": "b", "discriminator": "0", "avatar": null, "bot": true}],
            "mention_roles": ["70"], "attachments": [], "embeds": [], "pinned": false, "type": 0,
        })
    }

    fn with(key: &str, value: Value) -> Value {
        let mut payload = payload();
        payload[key] = value;
        payload
    }

    fn heard(payload: Value, listens_to: &[u64]) -> Heard {
        of_message(&serde_json::from_value(payload).unwrap(), listens_to)
    }

    /// Half a minute after the message of `payload` was written.
    fn soon() -> SystemTime {
        let message = MessageId::new(1_300_000_000_000_000_000);
        SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(message.created_at().unix_timestamp()).unwrap() + 30)
    }

    fn edited(payload: Value, wall: SystemTime) -> Option<Heard> {
        of_edit(&serde_json::from_value(payload).unwrap(), &[], wall)
    }

    #[test]
    fn a_message_is_taken_as_it_stands() {
        let heard = heard(payload(), &[20]);
        assert_eq!(heard.place, Place { message: 1_300_000_000_000_000_000, channel: 20, guild: Some(30), user: 40 });
        let said = &heard.said;
        assert!(said.is_by_person && !said.is_direct && said.is_listened_to && !said.is_reply);
        assert_eq!((&said.users[..], &said.roles[..], &*said.text), (&[7][..], &[70][..], "<@7> who?"));
        assert_eq!(heard.edition, 0);
    }

    #[test]
    fn bots_webhooks_and_what_discord_writes_are_no_people() {
        let bot = json!({"id": "40", "username": "x", "discriminator": "0", "avatar": null, "bot": true});
        for (key, value, wanted) in [
            ("author", bot, false),
            ("webhook_id", json!("50"), false),
            ("type", json!(7), false),
            ("type", json!(20), false),
            ("type", json!(19), true),
        ] {
            assert_eq!(heard(with(key, value.clone()), &[]).said.is_by_person, wanted, "{key} {value}");
        }
        assert!(heard(with("type", json!(19)), &[]).said.is_reply);
        assert!(heard(with("guild_id", Value::Null), &[]).said.is_direct);
    }

    #[test]
    fn only_a_real_edit_soon_after_is_one() {
        let edit = |at: &str| with("edited_timestamp", json!(at));
        let first = edited(edit("2024-10-27T10:00:01.000001+00:00"), soon()).unwrap();
        let second = edited(edit("2024-10-27T10:00:01.000002+00:00"), soon()).unwrap();
        assert!(second.edition > first.edition && first.edition > 0);
        assert_eq!(second.said, heard(payload(), &[]).said);

        assert_eq!(edited(payload(), soon()), None, "a preview of a link");
        assert_eq!(edited(edit("2024-10-27T10:00:01Z"), soon() + EDIT_WINDOW), None, "an old message");
        let mut partial = edit("2024-10-27T10:00:01Z");
        partial.as_object_mut().unwrap().remove("content");
        assert_eq!(edited(partial, soon()), None);
    }
}
