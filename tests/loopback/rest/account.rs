//! The bot's account: gateway, itself, its application, commands and channels.

use serde_json::{Value, json};

use super::super::State;
use super::super::journal::Event;
use super::super::limits;
use super::super::refusal::Refusal;
use super::super::shapes;
use super::super::world::{Channel, Id, Kind, new_id, permission};
use super::route::Route;
use super::{Answer, Call};

/// Total of `session_start_limit`. Source: Discord's reference, "Session Start Limit Object".
const STARTS_TOTAL: i64 = 1000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The gateway's address, the bot's user, the application.
pub(crate) fn get(state: &State, route: Route) -> Value {
    let bot = state.world.users.get(&state.bot).map(shapes::user).unwrap_or_default();
    let url = &state.gateway.url;
    match route {
        Route::GetGateway => json!({"url": url}),
        Route::GetGatewayBot => json!({
            "url": url, "shards": 1,
            "session_start_limit": {
                "total": STARTS_TOTAL, "remaining": state.n_starts_left, "reset_after": DAY_MS,
                "max_concurrency": state.gateway.max_concurrency,
            },
        }),
        Route::GetMe => {
            let mut me = bot;
            me["mfa_enabled"] = json!(false);
            me["locale"] = json!("en-US");
            me["verified"] = json!(true);
            me
        }
        _ => application(state, &bot),
    }
}

fn application(state: &State, bot: &Value) -> Value {
    let mut owner = bot.clone();
    owner["bot"] = json!(false);
    json!({
        "id": state.application.to_string(), "name": "briefing", "icon": null, "description": "", "type": null,
        "bot": bot, "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "flags": 0,
        "flags_new": "0", "redirect_uris": [], "interactions_endpoint_url": null,
        "role_connections_verification_url": null, "owner": owner, "approximate_guild_count": 1,
        "approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0, "team": null, "eligible_oauth2_scopes": [], "summary": "", "tags": [],
    })
}

fn own_application(state: &State, call: &Call<'_>) -> Result<(), Refusal> {
    if call.matched.ids[0] == state.application {
        return Ok(());
    }
    Err(Refusal::new(403, 20012, "You are not authorized to perform this action on this application"))
}

/// The commands as they were registered.
pub(crate) fn commands(state: &State, call: &Call<'_>) -> Answer {
    own_application(state, call)?;
    Ok((200, Value::Array(state.world.commands.clone())))
}

/// Overwrites all commands; one that keeps its name keeps its id.
pub(crate) fn set_commands(state: &mut State, call: &Call<'_>) -> Answer {
    own_application(state, call)?;
    limits::command::overwrite(&call.body)?;
    let version = new_id().to_string();
    let mut commands = Vec::new();
    for given in call.body.as_array().into_iter().flatten() {
        let kind = limits::command::kind(given);
        let is_same = |old: &&Value| old["name"] == given["name"] && limits::command::kind(old) == kind;
        let old = state.world.commands.iter().find(is_same);
        let id = old.map_or_else(|| json!(new_id().to_string()), |old| old["id"].clone());
        let mut command = tidy(given);
        for (key, value) in [
            ("id", id),
            ("application_id", json!(state.application.to_string())),
            ("version", json!(version)),
            ("type", json!(kind)),
        ] {
            command[key] = value;
        }
        for (key, unsaid) in [
            ("description", json!("")),
            ("default_member_permissions", Value::Null),
            ("contexts", Value::Null),
            ("integration_types", json!([0])),
            ("nsfw", json!(false)),
        ] {
            if command[key].is_null() {
                command[key] = unsaid;
            }
        }
        commands.push(command);
    }
    state.world.commands.clone_from(&commands);
    state.world.n_command_updates += 1;
    state.journal.note(|| Event::CommandsSet);
    Ok((200, Value::Array(commands)))
}

/// A part of a command as Discord gives it back: without nulls, bits as text.
fn tidy(given: &Value) -> Value {
    match given {
        Value::Object(entries) => {
            let mut kept: serde_json::Map<String, Value> = entries
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key.clone(), tidy(value)))
                .collect();
            if let Some(bits) = kept.get("default_member_permissions").and_then(Value::as_u64) {
                kept.insert("default_member_permissions".into(), json!(bits.to_string()));
            }
            Value::Object(kept)
        }
        Value::Array(items) => Value::Array(items.iter().map(tidy).collect()),
        other => other.clone(),
    }
}

/// A channel that the bot can see.
pub(crate) fn channel(state: &State, call: &Call<'_>) -> Answer {
    let channel = seen(state, call.matched.ids[0])?;
    Ok((200, shapes::channel(&state.world, channel)))
}

/// A channel, if it exists and the bot sees it.
pub(crate) fn seen(state: &State, id: Id) -> Result<&Channel, Refusal> {
    let channel = state.world.channels.get(&id).ok_or_else(Refusal::unknown_channel)?;
    let is_away = channel.guild().and_then(|id| state.world.guilds.get(&id)).is_some_and(|guild| !guild.has_bot);
    if is_away || matches!(channel.kind, Kind::Group { .. }) || channel.denied & permission::VIEW_CHANNEL != 0 {
        return Err(Refusal::missing_access());
    }
    Ok(channel)
}

/// Opens a DM, or finds it.
pub(crate) fn create_dm(state: &mut State, call: &Call<'_>) -> Answer {
    let id = call.body["recipient_id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_default();
    if id == state.bot || !state.world.users.contains_key(&id) {
        return Err(Refusal::new(400, 50033, "Invalid Recipient(s)"));
    }
    let dm = state.world.dm(id);
    Ok((200, shapes::channel(&state.world, &state.world.channels[&dm])))
}
