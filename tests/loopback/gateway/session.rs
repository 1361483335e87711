//! A session: numbered events, kept for a replay, and the connection that it has at the moment.

use std::collections::VecDeque;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

/// How many events are kept for a replay.
const KEPT: usize = 10_000;

/// What is to go out over a connection.
#[derive(Debug, Clone)]
pub(crate) enum Out {
    Text(Arc<str>),
    /// A close frame with this code.
    Close(u16),
    /// The end without a word.
    Cut,
}

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    /// Which shard it is, and of how many.
    pub(crate) shard: (u64, u64),
    /// Number of the last event.
    pub(crate) seq: u64,
    /// May it not be resumed any more?
    pub(crate) is_dead: bool,
    kept: VecDeque<(u64, Arc<str>)>,
    connection: Option<(usize, UnboundedSender<Out>)>,
}

impl Session {
    pub(crate) fn new(id: String, intents: u64, shard: (u64, u64)) -> Self {
        Self { id, intents, shard, seq: 0, is_dead: false, kept: VecDeque::new(), connection: None }
    }

    /// Does it hear what happens in a server, or in direct messages? Source: Discord's reference, "Gateway", "Sharding".
    pub(crate) fn hears(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |guild| (guild >> 22) % self.shard.1) == self.shard.0
    }

    /// Gives it a connection, known by a number; the one before is closed.
    pub(crate) fn connect(&mut self, number: usize, out: UnboundedSender<Out>) {
        self.tell(Out::Close(4000));
        self.connection = Some((number, out));
    }

    /// Takes its connection away, if it is still the one of this number.
    pub(crate) fn disconnect(&mut self, number: usize) {
        self.connection = self.connection.take().filter(|(now, _)| *now != number);
    }

    pub(crate) fn is_connected(&self) -> bool {
        self.connection.is_some()
    }

    /// Sends something that has no number.
    pub(crate) fn tell(&self, what: Out) {
        if let Some((_, out)) = &self.connection {
            let _ = out.send(what);
        }
    }

    /// Numbers an event, keeps it, and sends it.
    pub(crate) fn dispatch(&mut self, name: &str, data: &Value) {
        self.seq += 1;
        let text: Arc<str> = json!({"op": 0, "s": self.seq, "t": name, "d": data}).to_string().into();
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((self.seq, Arc::clone(&text)));
        self.tell(Out::Text(text));
    }

    /// Sends again what came after `seq`, and `n_seen` events before that; false if it is not kept any more.
    pub(crate) fn replay(&self, seq: u64, n_seen: usize) -> bool {
        if seq > self.seq || self.kept.front().is_some_and(|(first, _)| *first > seq + 1) {
            return false;
        }
        // READY is never replayed.
        let from = seq.saturating_sub(n_seen as u64).max(1);
        for (_, text) in self.kept.iter().filter(|(number, _)| *number > from) {
            self.tell(Out::Text(Arc::clone(text)));
        }
        true
    }
}

/// Invalid session, op 9.
pub(crate) fn invalid(is_resumable: bool) -> Arc<str> {
    json!({"op": 9, "d": is_resumable, "s": null, "t": null}).to_string().into()
}
