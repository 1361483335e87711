//! Turns in a channel: so many are answered at once there, the others wait in the order in which they came.
//!
//! serenity keeps the limits of a channel only as far as it has heard of them: sent all at once, a hundred answers would
//! meet a limit of five, and serenity would then let each of the refused wait after the other. So few are sent at once.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Answers under way at once in one channel. Discord takes about 5 messages in 5 s in a channel.
const PER_CHANNEL: usize = 4;

/// Those who have or wait for a turn, by channel.
#[derive(Debug, Default)]
pub(super) struct Turns(Mutex<FxHashMap<u64, Queue>>);

#[derive(Debug)]
struct Queue {
    turns: Arc<Semaphore>,
    /// Who has a turn or waits for one.
    n: usize,
}

/// A turn in a channel; over when dropped.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    all: &'a Turns,
    channel: u64,
    permit: Option<OwnedSemaphorePermit>,
}

impl Turns {
    /// Waits for a turn in a channel.
    pub(super) async fn take(&self, channel: u64) -> Turn<'_> {
        let turns = {
            let mut queues = self.lock();
            let new = || Queue { turns: Arc::new(Semaphore::new(PER_CHANNEL)), n: 0 };
            let queue = queues.entry(channel).or_insert_with(new);
            queue.n += 1;
            Arc::clone(&queue.turns)
        };
        // Made before the wait, so that who gives up waiting leaves the queue, too.
        let mut turn = Turn { all: self, channel, permit: None };
        turn.permit = turns.acquire_owned().await.ok();
        turn
    }

    fn lock(&self) -> MutexGuard<'_, FxHashMap<u64, Queue>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.permit = None;
        let mut queues = self.all.lock();
        if let Some(queue) = queues.get_mut(&self.channel) {
            queue.n -= 1;
            if queue.n == 0 {
                queues.remove(&self.channel);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future as _;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    #[test]
    fn turns_are_few_in_a_channel_and_nothing_is_kept_of_those_that_are_over() {
        let turns = Turns::default();
        let mut context = Context::from_waker(Waker::noop());
        let mut take = |channel| match pin!(turns.take(channel)).poll(&mut context) {
            Poll::Ready(turn) => Some(turn),
            Poll::Pending => None,
        };
        let mut held: Vec<_> = (0..PER_CHANNEL).map(|_| take(1)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(take(1).is_none() && take(2).is_some());
        held.pop();
        let last = take(1);
        assert!(last.is_some());
        drop((held, last));
        assert!(turns.lock().is_empty());
    }
}
