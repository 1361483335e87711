//! What people do with commands and buttons: each is an interaction, and a handle to what comes of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::gateway::dispatch;
use super::journal::DEADLINE;
use super::limits::command::kind;
use super::world::{Asked, First, Id, Interaction, Kind, Message, flag, new_id, permission};
use super::{Hub, Loopback, State, shapes};

/// An option of a command, filled.
pub(crate) type Filled<'a> = (&'a str, Value);

/// An interaction on its way; what comes of it.
#[derive(Debug, Clone)]
pub(crate) struct Handle {
    hub: Arc<Hub>,
    pub(crate) id: Id,
    pub(crate) token: String,
    /// What the gateway said.
    pub(crate) payload: Value,
}

impl Loopback {
    /// A user uses a slash command; a subcommand is named after a blank: `admin reload`. Fails where a client would not
    /// let them: an unknown command or option, a required one left out, a place or permission that does not fit.
    pub(crate) async fn slash(&self, user: Id, channel: Id, name: &str, options: &[Filled<'_>]) -> Handle {
        let command = self.command(name, 1).await;
        self.may_use(user, channel, &command);
        let options = fill(&command, name, options, None);
        self.interact(user, channel, Asked::Command, name, 2, &data(&command, options), Duration::ZERO)
    }

    /// The same without looking whether the user may: a server can override permissions.
    pub(crate) async fn slash_anyway(&self, user: Id, channel: Id, name: &str, options: &[Filled<'_>]) -> Handle {
        let command = self.command(name, 1).await;
        let options = fill(&command, name, options, None);
        self.interact(user, channel, Asked::Command, name, 2, &data(&command, options), Duration::ZERO)
    }

    /// A user types into the last of these options.
    pub(crate) async fn autocomplete(&self, user: Id, channel: Id, name: &str, options: &[Filled<'_>]) -> Handle {
        let command = self.command(name, 1).await;
        let focused = options.last().map(|(name, _)| *name);
        let options = fill(&command, name, options, focused);
        self.interact(user, channel, Asked::Autocomplete, name, 4, &data(&command, options), Duration::ZERO)
    }

    /// A user uses a message command on a message.
    pub(crate) async fn message_command(&self, user: Id, name: &str, message: Id) -> Handle {
        let command = self.command(name, 3).await;
        let (channel, shape) = {
            let state = self.hub.state();
            let of = &state.world.messages[&message];
            (of.channel, shapes::message(&state.world, of))
        };
        self.may_use(user, channel, &command);
        let mut data = data(&command, Vec::new());
        data["target_id"] = json!(message.to_string());
        data["resolved"] = json!({"messages": {message.to_string(): shape}});
        self.interact(user, channel, Asked::Command, name, 2, &data, Duration::ZERO)
    }

    /// A user presses a button of a message. Fails where there is no such button, or the user does not see it.
    pub(crate) fn press(&self, user: Id, message: Id, custom_id: &str) -> Handle {
        let of = self.message(message).expect("only what is there can be pressed");
        assert!(of.only_for.is_none_or(|only| only == user), "an ephemeral message is seen by one user alone");
        let button = of.buttons().into_iter().find(|button| button["custom_id"] == custom_id).cloned();
        let button = button.unwrap_or_else(|| panic!("no button {custom_id} in {:?}", of.components));
        assert!(button["disabled"] != true, "{custom_id} is disabled");
        let data = json!({"id": button["id"], "component_type": 2, "custom_id": custom_id});
        self.interact(user, of.channel, Asked::Press { message }, custom_id, 3, &data, Duration::ZERO)
    }

    /// A user presses the button whose label contains `label`.
    pub(crate) fn press_label(&self, user: Id, message: Id, label: &str) -> Handle {
        let of = self.message(message).expect("only what is there can be pressed");
        let id = of.button(label).unwrap_or_else(|| panic!("no button {label:?} in {:?}", of.components));
        self.press(user, message, &id)
    }

    /// A command without options that was used some time ago, for what comes late. Nothing need be registered.
    pub(crate) fn aged(&self, user: Id, channel: Id, age: Duration) -> Handle {
        let command = json!({"id": new_id().to_string(), "name": "help", "type": 1});
        self.interact(user, channel, Asked::Command, "help", 2, &data(&command, Vec::new()), age)
    }

    /// A registered command by name and kind.
    async fn command(&self, name: &str, of: u64) -> Value {
        let name = if of == 1 { name.split(' ').next().unwrap_or_default() } else { name };
        let is_it = |command: &&Value| command["name"] == name && kind(command) == of;
        let what = format!("the command {name:?}");
        self.wait(&what, |state| state.world.commands.iter().find(is_it).cloned()).await
    }

    /// Is the command shown to the user there?
    fn may_use(&self, user: Id, channel: Id, command: &Value) {
        let state = self.hub.state();
        let place = &state.world.channels[&channel];
        let guild = place.guild().and_then(|id| state.world.guilds.get(&id));
        let context = match place.kind {
            Kind::Text { .. } | Kind::Thread { .. } => 0,
            Kind::Dm { .. } => 1,
            Kind::Group { .. } => 2,
        };
        let has =
            |key: &str, value: u64| command[key].as_array().is_some_and(|all| all.iter().any(|one| *one == value));
        assert!(command["contexts"].is_null() || has("contexts", context), "{command} is not for context {context}");
        let is_user_install = guild.map_or(context == 2, |guild| !guild.has_bot);
        assert!(has("integration_types", u64::from(is_user_install)), "{command} is not installed there");
        let needed = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
        if let (Some(needed), Some(guild)) = (needed, guild) {
            let held = guild.permissions(user);
            let is_enough = needed != 0 && held & needed == needed;
            assert!(held & permission::ADMINISTRATOR != 0 || guild.owner == user || is_enough, "{user}: {command}");
        }
    }

    #[expect(clippy::too_many_arguments, reason = "an interaction has so many parts; callers above have few")]
    fn interact(
        &self,
        user: Id,
        channel: Id,
        asked: Asked,
        name: &str,
        number: u64,
        data: &Value,
        age: Duration,
    ) -> Handle {
        let (id, token) = (new_id(), format!("token.{:016x}{:016x}", new_id(), new_id()));
        let mut state = self.hub.state();
        let payload = payload(&state, (id, &token), (user, channel), asked, number, data);
        let interaction = Interaction {
            id,
            token: token.clone(),
            asked,
            name: name.to_owned(),
            user,
            channel,
            created: Instant::now(),
            older_by: age,
            first: None,
            original: None,
            follow_ups: Vec::new(),
            is_user_install: payload["authorizing_integration_owners"].get("0").is_none(),
        };
        state.world.tokens.insert(token.clone(), id);
        state.world.interactions.insert(id, interaction);
        dispatch::event(&mut state, "INTERACTION_CREATE", 0, &payload);
        Handle { hub: Arc::clone(&self.hub), id, token, payload }
    }
}

/// The payload of an interaction. Source: Discord's reference, "Interaction Object".
fn payload(state: &State, own: (Id, &str), at: (Id, Id), asked: Asked, number: u64, data: &Value) -> Value {
    let ((id, token), (user, channel)) = (own, at);
    let world = &state.world;
    let place = &world.channels[&channel];
    let guild = place.guild().and_then(|id| world.guilds.get(&id));
    let has_bot = guild.map_or(matches!(place.kind, Kind::Dm { .. }), |guild| guild.has_bot);
    let permissions = guild.map_or(0, |guild| guild.permissions(user));
    let (context, owner) = match (guild, place.kind) {
        (Some(guild), _) => (0, guild.id),
        (None, Kind::Dm { .. }) => (1, 0),
        (None, _) => (2, 0),
    };
    let owners = if has_bot { json!({"0": owner.to_string()}) } else { json!({"1": user.to_string()}) };
    let mut payload = json!({
        "id": id.to_string(), "application_id": state.application.to_string(), "type": number, "token": token,
        "version": 1, "data": data, "channel_id": channel.to_string(),
        "channel": shapes::partial_channel(world, place, permissions), "locale": world.users[&user].locale,
        "app_permissions": shapes::app_permissions(place), "entitlements": [], "context": context,
        "authorizing_integration_owners": owners, "attachment_size_limit": 10_485_760,
    });
    if let Value::Object(entries) = &mut payload {
        entries.extend(shapes::partaker(world, guild, user));
    }
    if let Some(guild) = guild {
        payload["guild_id"] = json!(guild.id.to_string());
        payload["guild_locale"] = json!("en-US");
        payload["guild"] = json!({"id": guild.id.to_string(), "features": [], "locale": "en-US"});
    }
    if let Asked::Press { message } = asked {
        payload["message"] = shapes::message(world, &world.messages[&message]);
    }
    payload
}

/// The data of a command.
fn data(command: &Value, options: Vec<Value>) -> Value {
    let mut data = json!({"id": command["id"], "name": command["name"], "type": kind(command)});
    if !options.is_empty() {
        data["options"] = Value::Array(options);
    }
    data
}

/// The options of a command, filled as a client would let a user fill them.
fn fill(command: &Value, name: &str, filled: &[Filled<'_>], focused: Option<&str>) -> Vec<Value> {
    let mut path = name.split(' ').skip(1);
    if let Some(sub) = path.next() {
        let part = defined(command, sub);
        let rest: Vec<&str> = std::iter::once(sub).chain(path).collect();
        let inner = fill(part, &rest.join(" "), filled, focused);
        return vec![json!({"name": sub, "type": part["type"], "options": inner})];
    }
    for option in command["options"].as_array().into_iter().flatten() {
        let is_filled = filled.iter().any(|(name, _)| option["name"] == *name);
        assert!(is_filled || option["required"] != true || focused.is_some(), "{} is required", option["name"]);
    }
    let shape = |(name, value): &Filled<'_>| {
        let option = defined(command, name);
        let mut shape = json!({"name": name, "type": option["type"], "value": value});
        if focused == Some(*name) {
            assert!(option["autocomplete"] == true, "{name} has no autocomplete");
            shape["focused"] = json!(true);
        } else if focused.is_none() {
            fits(option, value);
        }
        shape
    };
    filled.iter().map(shape).collect()
}

fn defined<'a>(part: &'a Value, name: &str) -> &'a Value {
    let options = part["options"].as_array().into_iter().flatten();
    options.into_iter().find(|option| option["name"] == name).unwrap_or_else(|| panic!("no option {name} in {part}"))
}

/// Would a client take this value?
fn fits(option: &Value, value: &Value) {
    let is_of_type = match option["type"].as_u64() {
        Some(3) => value.is_string(),
        Some(4) => value.is_i64() || value.is_u64(),
        Some(5) => value.is_boolean(),
        Some(10) => value.is_number(),
        _ => true,
    };
    assert!(is_of_type, "{value} is not of the type of {option}");
    if let Some(text) = value.as_str() {
        let n = text.chars().count() as u64;
        let least = option["min_length"].as_u64().unwrap_or(1);
        let most = option["max_length"].as_u64().unwrap_or(6000);
        assert!((least..=most).contains(&n), "{n} characters do not fit {option}");
    }
}

impl Handle {
    /// Looks at the interaction until `look` finds something.
    async fn wait<T>(&self, what: &str, look: impl Fn(&State, &Interaction) -> Option<T>) -> T {
        let mut changes = self.hub.changes();
        let search = async {
            loop {
                let found = {
                    let state = self.hub.state();
                    state.world.interactions.get(&self.id).and_then(|of| look(&state, of))
                };
                if let Some(found) = found {
                    return found;
                }
                changes.changed().await.expect("the hub outlives the test");
            }
        };
        let found = tokio::time::timeout(DEADLINE, search).await;
        found.unwrap_or_else(|_| panic!("waited in vain for {what} to {}", self.payload))
    }

    /// The first response.
    pub(crate) async fn first(&self) -> First {
        self.wait("a first response", |_, of| of.first.clone()).await
    }

    /// The message of the first response, once it has its content; of an update, the message that was updated.
    pub(crate) async fn message(&self) -> Message {
        self.wait("a message", |state, of| {
            of.first.as_ref()?;
            let message = state.world.messages.get(&of.original?)?;
            (message.flags & flag::LOADING == 0).then(|| message.clone())
        })
        .await
    }

    /// The choices of an autocomplete: what is shown, and what is sent.
    pub(crate) async fn choices(&self) -> Vec<(String, Value)> {
        let first = self.first().await;
        let choices = first.data["choices"].as_array().cloned().unwrap_or_default();
        let name = |choice: &Value| choice["name"].as_str().unwrap_or_default().to_owned();
        choices.iter().map(|choice| (name(choice), choice["value"].clone())).collect()
    }

    /// The `n`th follow-up, from 0.
    pub(crate) async fn follow_up(&self, n: usize) -> Message {
        self.wait("a follow-up", |state, of| state.world.messages.get(of.follow_ups.get(n)?).cloned()).await
    }

    /// Makes the interaction pass for older.
    pub(crate) fn grow_older(&self, by: Duration) {
        self.hub.state().world.interactions.entry(self.id).and_modify(|of| of.older_by += by);
    }

    /// Is there a first response by now?
    pub(crate) fn is_answered(&self) -> bool {
        self.hub.state().world.interactions.get(&self.id).is_some_and(|of| of.first.is_some())
    }
}
