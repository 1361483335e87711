//! What the bot did, and waiting for it.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::rest::route::Route;
use super::world::{Id, Message};
use super::{Loopback, State};

/// How long a test waits for what must come. Far more than it takes, as the machine may be busy.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// A request of the bot and what it was answered.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    pub(crate) at: Instant,
    pub(crate) route: Route,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
    pub(crate) status: u16,
    pub(crate) answer: Value,
}

/// Something that the bot did.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Request(Recorded),
    /// A message in a channel, also by an interaction.
    Sent(Message),
    Edited(Message),
    Deleted(Id),
    /// The first response to this interaction.
    Responded(Id),
    /// A new session, and its READY.
    Identified,
    Resumed,
    /// This Discord closed a connection of the gateway, with this code.
    Closed(u16),
    /// A connection of the gateway ended, with the code if the bot gave one.
    Disconnected(Option<u16>),
    CommandsSet,
}

/// Everything that happened.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    /// In order; empty while only counting.
    pub(crate) events: Vec<Event>,
    pub(crate) is_counting: bool,
    pub(crate) n_requests: FxHashMap<Route, usize>,
    /// Responses by status.
    pub(crate) n_statuses: FxHashMap<u16, usize>,
    /// What Discord's description does not allow.
    pub(crate) violations: Vec<String>,
    /// Unknown routes, and connections to elsewhere.
    pub(crate) strange: Vec<String>,
}

impl Journal {
    /// Notes an event, unless events are only counted.
    pub(crate) fn note(&mut self, event: impl FnOnce() -> Event) {
        if !self.is_counting {
            self.events.push(event());
        }
    }
}

impl Loopback {
    /// From now on keeps numbers only: for floods. Descriptions are not checked any more.
    pub(crate) fn count_only(&self) {
        self.hub.state().journal.is_counting = true;
    }

    /// Looks at the state after each change until `look` finds something; fails with what was seen.
    pub(crate) async fn wait<T>(&self, what: &str, look: impl FnMut(&mut State) -> Option<T>) -> T {
        match self.wait_within(DEADLINE, look).await {
            Some(found) => found,
            None => panic!("waited in vain for {what}; seen:\n{}", self.story()),
        }
    }

    /// The same without failing.
    pub(crate) async fn wait_within<T>(
        &self,
        time: Duration,
        mut look: impl FnMut(&mut State) -> Option<T>,
    ) -> Option<T> {
        let mut changes = self.hub.changes();
        let search = async {
            loop {
                let found = look(&mut self.hub.state());
                if let Some(found) = found {
                    return found;
                }
                changes.changed().await.expect("the hub outlives the test");
            }
        };
        tokio::time::timeout(time, search).await.ok()
    }

    /// The first event, past or to come, for which `is_it` holds.
    pub(crate) async fn wait_for(&self, what: &str, is_it: impl Fn(&Event) -> bool) -> Event {
        let mut from = 0;
        self.wait(what, move |state| {
            let new = &state.journal.events[from..];
            from += new.len();
            new.iter().find(|event| is_it(event)).cloned()
        })
        .await
    }

    /// The oldest message of the bot in a channel that was not taken yet.
    pub(crate) async fn next_message(&self, channel: Id) -> Message {
        self.wait("a message", |state| take_message(state, channel)).await
    }

    /// Is there no message of the bot in a channel now, nor within `time`?
    pub(crate) async fn is_silent(&self, channel: Id, time: Duration) -> bool {
        self.wait_within(time, |state| take_message(state, channel)).await.is_none()
    }

    /// The message after its `n`th edit.
    pub(crate) async fn edited(&self, message: Id, n: usize) -> Message {
        self.wait("an edit", |state| state.world.messages.get(&message).filter(|of| of.n_edits >= n).cloned()).await
    }

    /// Waits until the message is gone.
    pub(crate) async fn gone(&self, message: Id) {
        self.wait("a deletion", |state| state.world.deleted.contains(&message).then_some(())).await;
    }

    /// A message as it is now.
    pub(crate) fn message(&self, id: Id) -> Option<Message> {
        self.hub.state().world.messages.get(&id).cloned()
    }

    /// All requests so far.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        let request = |event: &Event| if let Event::Request(one) = event { Some(one.clone()) } else { None };
        self.hub.state().journal.events.iter().filter_map(request).collect()
    }

    /// How many requests of a route there were.
    pub(crate) fn n_requests(&self, route: Route) -> usize {
        self.hub.state().journal.n_requests.get(&route).copied().unwrap_or_default()
    }

    /// Waits until there were `n` requests of a route since the start.
    pub(crate) async fn requested(&self, route: Route, n: usize) {
        let what = format!("{n} requests of {route:?}");
        let count = |state: &State| state.journal.n_requests.get(&route).copied().unwrap_or_default();
        self.wait(&what, |state| (count(state) >= n).then_some(())).await;
    }

    /// How many responses of a status there were.
    pub(crate) fn n_statuses(&self, status: u16) -> usize {
        self.hub.state().journal.n_statuses.get(&status).copied().unwrap_or_default()
    }

    /// How many answers each question got, and how long the first took, in the order of the questions.
    pub(crate) fn answers(&self) -> Vec<(Id, usize, Option<Duration>)> {
        let state = self.hub.state();
        let questions = state.world.questions.iter();
        let mut answers: Vec<_> = questions.map(|(id, of)| (*id, of.n_answers, of.answered_after)).collect();
        answers.sort_unstable_by_key(|(id, ..)| *id);
        answers
    }

    /// What was not known: unknown routes, and connections to elsewhere. Taking it forgives it.
    pub(crate) fn take_strange(&self) -> Vec<String> {
        std::mem::take(&mut self.hub.state().journal.strange)
    }

    /// What Discord's description does not allow. Taking it forgives it.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.hub.state().journal.violations)
    }

    /// All that happened, a line each.
    pub(crate) fn story(&self) -> String {
        let state = self.hub.state();
        let line = |event: &Event| match event {
            Event::Request(of) => {
                format!("{} {} {} -> {} {}", of.method, of.path, of.body, of.status, of.answer)
            }
            Event::Sent(of) => format!("sent {}: {}", of.id, of.text()),
            Event::Edited(of) => format!("edited {}: {}", of.id, of.text()),
            other => format!("{other:?}"),
        };
        state.journal.events.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn take_message(state: &mut State, channel: Id) -> Option<Message> {
    let channel = state.world.channels.get_mut(&channel)?;
    while let Some(id) = channel.unread.pop_front() {
        if let Some(message) = state.world.messages.get(&id) {
            return Some(message.clone());
        }
    }
    None
}
