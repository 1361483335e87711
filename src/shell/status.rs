//! How a running bot is: what `/admin status` shows.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::app::App;
use super::reload::log;
use crate::store::Peer;

/// One connection to the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardLine {
    /// Its number, from 0.
    pub id: u32,
    /// Where in connecting it is ("connected").
    pub stage: String,
    /// Milliseconds from the last heartbeat to its acknowledgement; none before the first.
    pub latency_ms: Option<u64>,
}

/// The connections to the gateway, as the gateway last told of them.
#[derive(Debug, Default)]
pub struct Shards {
    lines: Mutex<Vec<ShardLine>>,
    is_standing_by: AtomicBool,
}

impl Shards {
    /// Replaces all.
    pub fn set(&self, mut lines: Vec<ShardLine>) {
        lines.sort_by_key(|line| line.id);
        self.is_standing_by.store(false, Ordering::Relaxed);
        *self.lines.lock().unwrap_or_else(PoisonError::into_inner) = lines;
    }

    /// One of them is at another stage; one that was not told of is left out.
    pub fn see(&self, id: u32, stage: &str) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.iter_mut().find(|line| line.id == id) {
            stage.clone_into(&mut line.stage);
        }
    }

    /// There are none, since other processes have them all.
    pub fn stand_by(&self) {
        self.set(Vec::new());
        self.is_standing_by.store(true, Ordering::Relaxed);
    }

    /// Do other processes have them all?
    #[must_use]
    pub fn is_standing_by(&self) -> bool {
        self.is_standing_by.load(Ordering::Relaxed)
    }

    /// All, in the order of their numbers.
    #[must_use]
    pub fn all(&self) -> Vec<ShardLine> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// One loaded briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingLine {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many entries it has.
    pub n_entries: usize,
}

/// How a running bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The version of the binary.
    pub version: &'static str,
    /// How long it has been running.
    pub uptime: Duration,
    /// [`super::app::Loaded::hash`] of the knowledge.
    pub hash: String,
    /// Where the knowledge comes from, as a user would name it.
    pub origin: String,
    /// What it knows, in the order of the ids.
    pub briefings: Vec<BriefingLine>,
    /// The last reloads, the latest first.
    pub reloads: Vec<log::Entry>,
    /// The connections to the gateway; none where there is no gateway.
    pub shards: Vec<ShardLine>,
    /// The processes of the bot, this one among them; none where it is alone.
    pub processes: Vec<Peer>,
    /// What was counted since it began, each with its name.
    pub counts: Vec<(&'static str, u64)>,
}

/// How the bot is at a moment.
#[must_use]
pub fn lines(app: &App, now: Instant) -> Status {
    let knowledge = app.knowledge();
    let briefings = knowledge.engine.library().briefings.iter().map(|briefing| BriefingLine {
        id: briefing.id.to_string(),
        title: briefing.title.to_string(),
        n_entries: briefing.entries.len(),
    });
    Status {
        version: env!("CARGO_PKG_VERSION"),
        uptime: now.saturating_duration_since(app.started),
        hash: knowledge.hash.clone(),
        origin: knowledge.origin.name(),
        briefings: briefings.collect(),
        reloads: app.reloads.latest(),
        shards: app.shards.all(),
        processes: app.peers.all(),
        counts: app.counters.lines(),
    }
}

impl Status {
    /// Entries of all briefings.
    #[must_use]
    pub fn n_entries(&self) -> usize {
        self.briefings.iter().map(|briefing| briefing.n_entries).sum()
    }
}
