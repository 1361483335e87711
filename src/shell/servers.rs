//! What servers chose for themselves: where the bot answers, where it listens, who sees answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::fading::Fading;
use crate::store::{At, Name, Setting};

/// Threads whose channel is known.
const THREADS_MAX: usize = 50_000;
/// How long a thread is known after it was last seen: Discord closes those where nobody writes within a week.
const THREADS_LIFE: Duration = Duration::from_secs(14 * 24 * 60 * 60);
/// Channels where it is remembered that the bot said where it answers.
const HINTS_MAX: usize = 1_000;
/// How long that is remembered.
const HINTS_LIFE: Duration = Duration::from_secs(600);

/// What one server chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Server {
    /// Are answers to commands for all, unless the asker says otherwise? `None` was not chosen: they are.
    pub share: Option<bool>,
    /// The channels where the bot answers for all; empty is everywhere.
    pub allowed: BTreeSet<u64>,
    /// The channels where every message is a question.
    pub listens: BTreeSet<u64>,
}

/// What all servers chose.
#[derive(Debug)]
pub struct Servers {
    chosen: Mutex<BTreeMap<u64, Server>>,
    /// The channel of a thread.
    threads: Mutex<Fading<u64, u64>>,
    hinted: Mutex<Fading<u64, ()>>,
}

impl Default for Servers {
    fn default() -> Self {
        Self {
            chosen: Mutex::default(),
            threads: Mutex::new(Fading::new(THREADS_MAX, THREADS_LIFE)),
            hinted: Mutex::new(Fading::new(HINTS_MAX, HINTS_LIFE)),
        }
    }
}

impl Servers {
    /// What a server chose.
    #[must_use]
    pub fn of(&self, guild: u64) -> Server {
        lock(&self.chosen).get(&guild).cloned().unwrap_or_default()
    }

    /// Are answers to commands for all there, unless the asker says otherwise?
    #[must_use]
    pub fn shares(&self, guild: Option<u64>) -> bool {
        guild.and_then(|guild| lock(&self.chosen).get(&guild)?.share).unwrap_or(true)
    }

    /// May the bot answer for all in a channel, or in a thread of it?
    #[must_use]
    pub fn may_answer(&self, guild: Option<u64>, channel: u64, now: Instant) -> bool {
        let Some(guild) = guild else { return true };
        let parent = lock(&self.threads).get_mut(channel, now).copied();
        let chosen = lock(&self.chosen);
        let Some(server) = chosen.get(&guild) else { return true };
        let is_allowed = |channel| server.allowed.contains(&channel);
        server.allowed.is_empty() || is_allowed(channel) || parent.is_some_and(is_allowed)
    }

    /// Is every message there a question, since the server chose so?
    #[must_use]
    pub fn listens(&self, guild: Option<u64>, channel: u64) -> bool {
        let chosen = lock(&self.chosen);
        guild.and_then(|guild| chosen.get(&guild)).is_some_and(|server| server.listens.contains(&channel))
    }

    /// Learns of which channel something is a thread.
    pub fn know_thread(&self, thread: u64, channel: u64, now: Instant) {
        lock(&self.threads).put(thread, channel, now);
    }

    /// Is it time to say in a channel where the bot answers?
    pub fn may_hint(&self, channel: u64, now: Instant) -> bool {
        let mut hinted = lock(&self.hinted);
        let is_first = hinted.get_mut(channel, now).is_none();
        if is_first {
            hinted.put(channel, (), now);
        }
        is_first
    }

    /// Makes a setting of a server or of one of its channels; `None` takes it away. What is no setting of servers is
    /// passed over.
    pub fn put(&self, at: At, name: Name, value: Option<&str>) {
        let Some(guild) = at.guild else { return };
        let flag = value.and_then(|value| value.parse::<bool>().ok());
        let mut chosen = lock(&self.chosen);
        let server = chosen.entry(guild).or_default();
        match (name, at.channel) {
            (Name::Share, None) => server.share = flag,
            (Name::Allowed, Some(channel)) => set(&mut server.allowed, channel, flag),
            (Name::Listens, Some(channel)) => set(&mut server.listens, channel, flag),
            _ => {}
        }
        if *server == Server::default() {
            chosen.remove(&guild);
        }
    }

    /// Takes up what was chosen before, or what another process changed.
    pub fn take(&self, settings: &[Setting]) {
        for setting in settings {
            self.put(setting.at, setting.name, setting.value.as_deref());
        }
    }
}

fn set(channels: &mut BTreeSet<u64>, channel: u64, flag: Option<bool>) {
    if flag == Some(true) {
        channels.insert(channel);
    } else {
        channels.remove(&channel);
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_choose_for_themselves() {
        let (servers, now) = (Servers::default(), Instant::now());
        let may = |guild, channel| servers.may_answer(guild, channel, now);
        assert!(may(Some(1), 7) && may(None, 7) && servers.shares(Some(1)) && !servers.listens(Some(1), 7));
        servers.put(At::channel(Some(1), 7), Name::Allowed, Some("true"));
        servers.put(At::channel(Some(1), 7), Name::Listens, Some("true"));
        servers.put(At::guild(1), Name::Share, Some("false"));
        servers.put(At::channel(None, 9), Name::Listens, Some("true"));
        servers.put(At::guild(1), Name::Briefing, Some("x"));
        assert_eq!([may(Some(1), 7), may(Some(1), 8), may(Some(2), 8), may(None, 8)], [true, false, true, true]);
        servers.know_thread(8, 7, now);
        assert!(may(Some(1), 8) && !may(Some(1), 8_000), "a thread is of its channel");
        assert!(servers.listens(Some(1), 7) && !servers.listens(Some(2), 7) && !servers.listens(None, 9));
        assert!(!servers.shares(Some(1)) && servers.shares(Some(2)) && servers.shares(None));
        for (at, name) in [
            (At::channel(Some(1), 7), Name::Allowed),
            (At::channel(Some(1), 7), Name::Listens),
            (At::guild(1), Name::Share),
        ] {
            servers.put(at, name, None);
        }
        assert_eq!(servers.of(1), Server::default());
        assert!(lock(&servers.chosen).is_empty());
    }

    #[test]
    fn a_hint_comes_once_in_a_while() {
        let (servers, now) = (Servers::default(), Instant::now());
        assert_eq!([servers.may_hint(7, now), servers.may_hint(7, now), servers.may_hint(8, now)], [true, false, true]);
        assert!(servers.may_hint(7, now + HINTS_LIFE));
    }
}
