//! Responses to interactions: the first, its edits, follow-ups.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::journal::Event;
use super::super::limits::{self, Form};
use super::super::mentions::Unsaid;
use super::super::refusal::{Faults, Refusal};
use super::super::world::{Asked, First, Id, Interaction, flag};
use super::super::{State, shapes};
use super::message::{Origin, attach, change, post, remove};
use super::{Answer, Call};

/// A first response is due within this time. Source: Discord's reference, "Responding to an Interaction".
pub(crate) const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// Edits and follow-ups are taken for this time.
const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// Follow-ups where only the user has installed the application.
const USER_INSTALL_FOLLOW_UPS_MAX: usize = 5;

/// Types of callbacks.
const MESSAGE: u64 = 4;
const DEFERRED_MESSAGE: u64 = 5;
const DEFERRED_UPDATE: u64 = 6;
const UPDATE: u64 = 7;
const CHOICES: u64 = 8;

/// `POST /interactions/{id}/{token}/callback`.
pub(crate) fn respond(state: &mut State, call: &Call<'_>) -> Answer {
    let found = state.world.interactions.get(&call.matched.ids[0]).filter(|of| of.token == call.matched.token);
    let interaction = found.cloned().ok_or_else(Refusal::unknown_interaction)?;
    let after = interaction.age(call.at);
    if interaction.first.is_some() {
        return Err(Refusal::already_acknowledged());
    }
    if after > FIRST_RESPONSE {
        return Err(Refusal::unknown_interaction());
    }
    let kind = call.body["type"].as_u64().unwrap_or_default();
    let data = call.body["data"].clone();
    fits(interaction.asked, kind)?;
    match kind {
        CHOICES => limits::command::choices(&data)?,
        MESSAGE => limits::message(&data, Form::Response, "data")?,
        UPDATE => limits::message(&data, Form::Edit, "data")?,
        _ => {}
    }
    let original = match (kind, interaction.asked) {
        (MESSAGE | DEFERRED_MESSAGE, _) => {
            let mut form = data.clone();
            if kind == DEFERRED_MESSAGE {
                // Only this flag counts in a deferral; the content comes by an edit.
                form = json!({"flags": data["flags"].as_u64().unwrap_or_default() & flag::EPHEMERAL | flag::LOADING});
            }
            Some(post_for(state, &interaction, &form, call))
        }
        (DEFERRED_UPDATE, Asked::Press { message }) => Some(message),
        (UPDATE, Asked::Press { message }) => {
            change(state, message, &data);
            Some(message)
        }
        _ => None,
    };
    if let Some(of) = state.world.interactions.get_mut(&interaction.id) {
        of.first = Some(First { kind, data, after });
        of.original = original;
    }
    state.journal.note(|| Event::Responded(interaction.id));
    if !call.query.contains("with_response=true") {
        return Ok((204, Value::Null));
    }
    Ok((200, with_response(state, &interaction, kind, original)))
}

/// May an interaction be answered in this way?
fn fits(asked: Asked, kind: u64) -> Result<(), Refusal> {
    let is_fit = match asked {
        Asked::Command => matches!(kind, MESSAGE | DEFERRED_MESSAGE | 9),
        Asked::Press { .. } => matches!(kind, MESSAGE | DEFERRED_MESSAGE | DEFERRED_UPDATE | UPDATE | 9),
        Asked::Autocomplete => kind == CHOICES,
    };
    let mut faults = Faults::default();
    if !is_fit {
        faults.add("type", "INTERACTION_CALLBACK_TYPE_INVALID", "Not a response to this kind of interaction.");
    }
    faults.refuse("")
}

fn post_for(state: &mut State, interaction: &Interaction, form: &Value, call: &Call<'_>) -> Id {
    let is_ephemeral = form["flags"].as_u64().unwrap_or_default() & flag::EPHEMERAL != 0;
    let user = state.world.users.get(&interaction.user).map(shapes::user).unwrap_or_default();
    let mut metadata = json!({
        "id": interaction.id.to_string(), "type": 2, "user": user, "authorizing_integration_owners": {},
    });
    if let Asked::Press { message } = interaction.asked {
        metadata["type"] = json!(3);
        metadata["interacted_message_id"] = json!(message.to_string());
    }
    let origin =
        Origin { reference: None, interaction: Some(metadata), only_for: is_ephemeral.then_some(interaction.user) };
    post(state, interaction.channel, form, origin, Unsaid::Users, call.at)
}

fn with_response(state: &State, of: &Interaction, kind: u64, original: Option<Id>) -> Value {
    let number = match of.asked {
        Asked::Command => 2,
        Asked::Press { .. } => 3,
        Asked::Autocomplete => 4,
    };
    let mut answer = json!({"interaction": {"id": of.id.to_string(), "type": number}});
    let Some(message) = original.and_then(|id| state.world.messages.get(&id)) else { return answer };
    answer["interaction"]["response_message_id"] = json!(message.id.to_string());
    answer["interaction"]["response_message_loading"] = json!(kind == DEFERRED_MESSAGE);
    answer["interaction"]["response_message_ephemeral"] = json!(message.is_ephemeral());
    if matches!(kind, MESSAGE | UPDATE) {
        answer["resource"] = json!({"type": kind, "message": shapes::message(&state.world, message)});
    }
    answer
}

/// The interaction of a webhook's path, once it was answered and while its token lives.
fn of_token<'a>(state: &'a State, call: &Call<'_>) -> Result<&'a Interaction, Refusal> {
    let id = state.world.tokens.get(call.matched.token).ok_or_else(Refusal::unknown_webhook)?;
    let interaction = state.world.interactions.get(id).filter(|of| of.first.is_some());
    let interaction = interaction.ok_or_else(Refusal::unknown_webhook)?;
    if call.matched.ids[0] != state.application {
        return Err(Refusal::unknown_webhook());
    }
    if interaction.age(call.at) > TOKEN_LIFE {
        return Err(Refusal::new(401, 50027, "Invalid Webhook Token"));
    }
    Ok(interaction)
}

/// The message of a webhook's path: `@original`, or a follow-up of the interaction.
fn addressed(state: &State, call: &Call<'_>) -> Result<Id, Refusal> {
    let interaction = of_token(state, call)?;
    let id = match call.matched.ids[1] {
        0 => interaction.original,
        id => Some(id).filter(|id| interaction.original == Some(*id) || interaction.follow_ups.contains(id)),
    };
    id.filter(|id| state.world.messages.contains_key(id)).ok_or_else(Refusal::unknown_message)
}

/// `GET …/messages/@original`.
pub(crate) fn get_original(state: &State, call: &Call<'_>) -> Answer {
    let id = addressed(state, call)?;
    Ok((200, shapes::message(&state.world, &state.world.messages[&id])))
}

/// `PATCH …/messages/@original` or of a follow-up.
pub(crate) fn edit(state: &mut State, call: &Call<'_>) -> Answer {
    let id = addressed(state, call)?;
    let is_first_content = state.world.messages[&id].flags & flag::LOADING != 0;
    limits::message(&call.body, if is_first_content { Form::Response } else { Form::Edit }, "")?;
    attach(state, id, call);
    change(state, id, &call.body);
    Ok((200, shapes::message(&state.world, &state.world.messages[&id])))
}

/// `DELETE …/messages/@original` or of a follow-up.
pub(crate) fn delete(state: &mut State, call: &Call<'_>) -> Answer {
    let id = addressed(state, call)?;
    remove(state, id);
    Ok((204, Value::Null))
}

/// `POST /webhooks/{app}/{token}`. The first one after a deferral becomes what was deferred.
pub(crate) fn follow_up(state: &mut State, call: &Call<'_>) -> Answer {
    let interaction = of_token(state, call)?.clone();
    limits::message(&call.body, Form::Response, "")?;
    let loading = |id: &Id| state.world.messages.get(id).is_some_and(|of| of.flags & flag::LOADING != 0);
    let id = if let Some(id) = interaction.original.filter(loading) {
        change(state, id, &call.body);
        id
    } else {
        if interaction.is_user_install && interaction.follow_ups.len() >= USER_INSTALL_FOLLOW_UPS_MAX {
            let message = "Maximum number of follow up messages for this interaction has been reached";
            return Err(Refusal::new(400, 40094, message));
        }
        let id = post_for(state, &interaction, &call.body, call);
        if let Some(of) = state.world.interactions.get_mut(&interaction.id) {
            of.follow_ups.push(id);
        }
        id
    };
    Ok((200, shapes::message(&state.world, &state.world.messages[&id])))
}
