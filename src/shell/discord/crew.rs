//! How much is worked at once, and how it comes to an end: nothing new, what is under way is finished.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::turns::{Turn, Turns};

/// Events that are worked at or wait; more are dropped, so that a flood does not fill the memory.
const MAX_TAKEN: u32 = 20_000;

/// Kinds of work, each with room of its own: a flood of messages must not hold up commands, which have 3 s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Questions in messages.
    Message,
    /// Commands, buttons, completions.
    Interaction,
}

/// Why there is no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoom {
    /// The bot is stopping.
    Stopping,
    /// Too much waits already.
    Full,
}

/// Room for work.
#[derive(Debug)]
pub struct Crew {
    /// All that was taken and is not done.
    taken: Semaphore,
    turns: Turns,
    messages: Semaphore,
    interactions: Semaphore,
    is_stopping: AtomicBool,
}

/// Room for one piece of work, which is done when this is dropped.
#[derive(Debug)]
pub struct Room<'a> {
    desk: Option<SemaphorePermit<'a>>,
    _turn: Option<Turn<'a>>,
    _taken: SemaphorePermit<'a>,
}

impl Room<'_> {
    /// Lets others work: what is left to do here is waiting for Discord.
    pub fn only_waits(&mut self) {
        self.desk = None;
    }
}

impl Crew {
    /// Room for `n` pieces of each kind of work at once.
    #[must_use]
    pub fn new(n: u32) -> Self {
        let room = || Semaphore::new(n as usize);
        Self {
            taken: Semaphore::new(MAX_TAKEN as usize),
            turns: Turns::default(),
            messages: room(),
            interactions: room(),
            is_stopping: AtomicBool::new(false),
        }
    }

    /// Waits for room; with a channel, for a turn in it first.
    ///
    /// # Errors
    /// When the bot is stopping, or too much waits.
    pub async fn enter(&self, kind: Kind, channel: Option<u64>) -> Result<Room<'_>, NoRoom> {
        if self.is_stopping.load(Ordering::Acquire) {
            return Err(NoRoom::Stopping);
        }
        let taken = self.taken.try_acquire().map_err(|_| NoRoom::Full)?;
        let turn = match channel {
            Some(channel) => Some(self.turns.take(channel).await),
            None => None,
        };
        let desk = self.of(kind).acquire().await.map_err(|_| NoRoom::Stopping)?;
        Ok(Room { desk: Some(desk), _turn: turn, _taken: taken })
    }

    /// Takes nothing new, and waits until all that was taken is done.
    pub async fn finish(&self) {
        self.is_stopping.store(true, Ordering::Release);
        let _ = self.taken.acquire_many(MAX_TAKEN).await;
    }

    fn of(&self, kind: Kind) -> &Semaphore {
        match kind {
            Kind::Message => &self.messages,
            Kind::Interaction => &self.interactions,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn what_is_under_way_and_what_waits_is_finished_and_nothing_else() {
        let crew = Arc::new(Crew::new(1));
        let first = crew.enter(Kind::Message, Some(1)).await.unwrap();
        let other = crew.enter(Kind::Interaction, None).await.unwrap();
        let waiting = {
            let crew = Arc::clone(&crew);
            tokio::spawn(async move { crew.enter(Kind::Message, Some(1)).await.map(drop) })
        };
        tokio::task::yield_now().await;
        let finishing = {
            let crew = Arc::clone(&crew);
            tokio::spawn(async move { crew.finish().await })
        };
        tokio::task::yield_now().await;
        assert!(matches!(crew.enter(Kind::Message, None).await, Err(NoRoom::Stopping)));
        assert!(!finishing.is_finished() && !waiting.is_finished());
        drop(other);
        drop(first);
        assert!(waiting.await.unwrap().is_ok());
        finishing.await.unwrap();
    }

    #[tokio::test]
    async fn who_only_waits_makes_room_but_is_waited_for() {
        let crew = Arc::new(Crew::new(1));
        let mut first = crew.enter(Kind::Message, Some(1)).await.unwrap();
        first.only_waits();
        drop(crew.enter(Kind::Message, Some(1)).await.unwrap());
        let finishing = {
            let crew = Arc::clone(&crew);
            tokio::spawn(async move { crew.finish().await })
        };
        tokio::task::yield_now().await;
        assert!(!finishing.is_finished());
        drop(first);
        finishing.await.unwrap();
    }

    #[tokio::test]
    async fn more_than_it_can_hold_is_not_taken() {
        let crew = Crew::new(1);
        let all = crew.taken.acquire_many(MAX_TAKEN).await.unwrap();
        assert!(matches!(crew.enter(Kind::Interaction, None).await, Err(NoRoom::Full)));
        drop(all);
        assert!(crew.enter(Kind::Interaction, None).await.is_ok());
    }
}
