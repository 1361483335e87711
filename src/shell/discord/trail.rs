//! How far each session of the gateway is read and done with, so that another process can go on from there.
//!
//! Discord numbers the events of a session, but serenity keeps the numbers to itself: they are counted here, from READY
//! on. serenity gives each event to a task of its own, so the count may be out by the few that overtake one another, and
//! it is behind where an event could not be read. A mark therefore lies behind on purpose: whoever resumes from there
//! hears some events again, which does nothing, and misses none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// Events that a mark lies behind those that are done with.
const MARGIN: u64 = 32;
/// Events that it lies behind the last that came, at most: Discord keeps so many for whoever resumes, and what still
/// waits behind so many others waits for Discord itself.
const BEHIND_MAX: u64 = 500;

/// The sessions of all shards.
#[derive(Debug, Default)]
pub struct Trails(Mutex<BTreeMap<u32, Trail>>);

#[derive(Debug, Default)]
struct Trail {
    /// Which session of this shard it is, counted here.
    n_session: u64,
    id: String,
    /// The number that a mark does not go behind.
    from: u64,
    /// Number of the last event that came.
    last: u64,
    /// The same at the last mark.
    last_marked: u64,
    /// Events that are not done with.
    open: BTreeSet<u64>,
}

/// An event that is worked at.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    shard: u32,
    n_session: u64,
    number: u64,
}

/// How far a session is read and done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its name with Discord.
    pub session: String,
    /// Number of an event: this one and all before it are done with.
    pub seq: u64,
}

impl Trails {
    /// A session began: its READY is the first event.
    pub fn begin(&self, shard: u32, session: &str) {
        self.start(shard, session, 1);
    }

    /// A session goes on after this event.
    pub fn resume(&self, shard: u32, mark: &Mark) {
        self.start(shard, &mark.session, mark.seq);
    }

    fn start(&self, shard: u32, session: &str, seq: u64) {
        self.with(|trails| {
            let trail = trails.entry(shard).or_default();
            let n_session = trail.n_session + 1;
            *trail =
                Trail { n_session, id: session.to_owned(), from: seq, last: seq, last_marked: seq, ..Trail::default() };
        });
    }

    /// An event came. Where no session is known, there is nothing to be counted.
    #[must_use]
    pub fn arrive(&self, shard: u32) -> Option<Step> {
        self.with(|trails| {
            let trail = trails.get_mut(&shard)?;
            trail.last += 1;
            trail.open.insert(trail.last);
            Some(Step { shard, n_session: trail.n_session, number: trail.last })
        })
    }

    /// An event is done with.
    pub fn finish(&self, step: Step) {
        self.with(|trails| {
            if let Some(trail) = trails.get_mut(&step.shard).filter(|trail| trail.n_session == step.n_session) {
                trail.open.remove(&step.number);
            }
        });
    }

    /// Events of this shard's session so far, told from those of other sessions.
    #[must_use]
    pub fn life(&self, shard: u32) -> (u64, u64) {
        self.with(|trails| trails.get(&shard).map_or((0, 0), |trail| (trail.n_session, trail.last)))
    }

    /// How far it is done with. What came after the last mark is not in it yet, as something before it may still have to
    /// begin.
    #[must_use]
    pub fn mark(&self, shard: u32) -> Option<Mark> {
        self.with(|trails| {
            let trail = trails.get_mut(&shard)?;
            let done = trail.open.first().map_or(trail.last, |first| first - 1).min(trail.last_marked);
            trail.last_marked = trail.last;
            let seq = done.saturating_sub(MARGIN).max(trail.last.saturating_sub(BEHIND_MAX)).max(trail.from);
            Some(Mark { session: trail.id.clone(), seq })
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut BTreeMap<u32, Trail>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seq(trails: &Trails) -> u64 {
        trails.mark(0).unwrap().seq
    }

    #[test]
    fn a_mark_lies_behind_what_is_not_done_with() {
        let trails = Trails::default();
        assert!(trails.arrive(0).is_none() && trails.mark(0).is_none());
        trails.begin(0, "a");
        assert_eq!(trails.mark(0), Some(Mark { session: "a".into(), seq: 1 }));
        let steps: Vec<_> = (0..100).map(|_| trails.arrive(0).unwrap()).collect();
        assert_eq!(seq(&trails), 1, "what came just now is in no mark");
        assert_eq!(seq(&trails), 1);
        steps[..60].iter().for_each(|step| trails.finish(*step));
        assert_eq!(seq(&trails), 61 - MARGIN);
        steps[61..].iter().for_each(|step| trails.finish(*step));
        assert_eq!(seq(&trails), 61 - MARGIN, "one of them is still open");
        trails.finish(steps[60]);
        assert_eq!(seq(&trails), 101 - MARGIN);
    }

    #[test]
    fn one_that_waits_for_ever_holds_no_session_back() {
        let trails = Trails::default();
        trails.begin(0, "a");
        let _waits = trails.arrive(0).unwrap();
        for _ in 0..2 * BEHIND_MAX {
            trails.finish(trails.arrive(0).unwrap());
        }
        assert_eq!(seq(&trails), 2 + 2 * BEHIND_MAX - BEHIND_MAX);
    }

    #[test]
    fn a_session_goes_on_where_it_was_left_and_a_new_one_begins_anew() {
        let trails = Trails::default();
        trails.resume(0, &Mark { session: "a".into(), seq: 40 });
        assert_eq!(seq(&trails), 40);
        let late = trails.arrive(0).unwrap();
        trails.begin(0, "b");
        let other = trails.arrive(0).unwrap();
        trails.finish(late);
        assert_eq!(trails.mark(0), Some(Mark { session: "b".into(), seq: 1 }));
        trails.finish(other);
        assert_eq!(trails.life(0), (2, 2));
    }
}
