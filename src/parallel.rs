//! Work on several processors at once, over when the call is. The results do not depend on how many there are.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does two things at once.
pub fn beside<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        match first.join() {
            Ok(first) => (first, second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// How many processors there are to work on; at least 1.
#[must_use]
pub fn n_workers() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}

/// Applies `work` to all items on all processors; the results are in the order of the items.
pub fn in_parallel<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let n_workers = n_workers().min(items.len());
    if n_workers <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let work_off = || {
        let mut own = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { break own };
            own.push((at, work(item)));
        }
    };
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let keep = |mut own| done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut own);
    std::thread::scope(|scope| {
        // The caller is a worker too.
        for _ in 1..n_workers {
            scope.spawn(|| keep(work_off()));
        }
        keep(work_off());
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..500).collect();
        assert_eq!(in_parallel(&items, |n| n * 2), items.iter().map(|n| n * 2).collect::<Vec<_>>());
        assert!(in_parallel(&[] as &[usize], |n| *n).is_empty());
    }

    #[test]
    fn both_are_done() {
        assert_eq!(beside(|| 1, || 2), (1, 2));
    }
}
