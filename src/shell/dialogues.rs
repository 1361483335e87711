//! What users asked last, by channel: follow-ups are resolved against it, for ten minutes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::fading::Fading;
use crate::answer::reply::Reply;
use crate::engine::Dialogue;

/// Dialogues that are kept; the oldest goes when there are more.
pub const MAX: usize = 10_000;
/// How long a dialogue lasts after its last turn.
pub const LIFE: Duration = Duration::from_secs(10 * 60);

/// Whose dialogue: one user in one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Id of the channel or thread.
    pub channel: u64,
    /// Id of the user.
    pub user: u64,
}

/// All dialogues of a running bot.
#[derive(Debug)]
pub struct Dialogues(Mutex<Fading<Key, Arc<Dialogue>>>);

impl Default for Dialogues {
    fn default() -> Self {
        Self(Mutex::new(Fading::new(MAX, LIFE)))
    }
}

impl Dialogues {
    /// The dialogue so far; an empty one where there is none.
    #[must_use]
    pub fn get(&self, key: Key, now: Instant) -> Arc<Dialogue> {
        self.with(|table| table.get_mut(key, now).map(|dialogue| Arc::clone(dialogue))).unwrap_or_default()
    }

    /// Puts a reply at the end of `before`, makes that the dialogue, and returns it.
    pub fn remember(&self, key: Key, before: &Dialogue, reply: &Reply, now: Instant) -> Arc<Dialogue> {
        let after = Arc::new(after(before, reply));
        self.with(|table| table.put(key, Arc::clone(&after), now));
        after
    }

    /// The same for a question that was edited, as long as nothing was asked since: then the dialogue is still `stale`.
    pub fn correct(
        &self,
        key: Key,
        stale: &Arc<Dialogue>,
        before: &Dialogue,
        reply: &Reply,
        now: Instant,
    ) -> Arc<Dialogue> {
        let after = Arc::new(after(before, reply));
        self.with(|table| {
            if table.get_mut(key, now).is_some_and(|held| Arc::ptr_eq(held, stale)) {
                table.put(key, Arc::clone(&after), now);
            }
        });
        after
    }

    /// Forgets all dialogues of a user.
    pub fn forget(&self, user: u64) {
        self.with(|table| table.remove(|key| key.user == user));
    }

    fn with<T>(&self, work: impl FnOnce(&mut Fading<Key, Arc<Dialogue>>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn after(before: &Dialogue, reply: &Reply) -> Dialogue {
    let mut dialogue = before.clone();
    dialogue.remember(reply);
    dialogue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::reply::Outcome;
    use crate::answer::respond;

    fn key(channel: u64, user: u64) -> Key {
        Key { channel, user }
    }

    fn reply(question: &str) -> Reply {
        let mut reply = respond::blank(Outcome::Answered, "fact", "");
        question.clone_into(&mut reply.focus.question);
        reply
    }

    fn asked(dialogue: &Dialogue) -> Vec<&str> {
        dialogue.turns().iter().map(|turn| &*turn.question).collect()
    }

    #[test]
    fn users_and_channels_have_dialogues_of_their_own() {
        let (dialogues, now) = (Dialogues::default(), Instant::now());
        for (channel, user, question) in [(1, 1, "a"), (1, 2, "b"), (2, 1, "c"), (1, 1, "d")] {
            let before = dialogues.get(key(channel, user), now);
            dialogues.remember(key(channel, user), &before, &reply(question), now);
        }
        assert_eq!(asked(&dialogues.get(key(1, 1), now)), ["a", "d"]);
        assert_eq!(asked(&dialogues.get(key(1, 2), now)), ["b"]);
        assert_eq!(asked(&dialogues.get(key(2, 1), now)), ["c"]);
        assert!(dialogues.get(key(2, 2), now).turns().is_empty());
    }

    #[test]
    fn a_dialogue_ends_ten_minutes_after_its_last_turn() {
        let (dialogues, start) = (Dialogues::default(), Instant::now());
        dialogues.remember(key(1, 1), &Dialogue::default(), &reply("a"), start);
        let later = start + LIFE.saturating_sub(Duration::from_secs(1));
        let before = dialogues.get(key(1, 1), later);
        assert_eq!(asked(&before), ["a"]);
        dialogues.remember(key(1, 1), &before, &reply("b"), later);
        assert_eq!(asked(&dialogues.get(key(1, 1), start + LIFE)), ["a", "b"]);
        assert!(dialogues.get(key(1, 1), later + LIFE).turns().is_empty());
    }

    #[test]
    fn a_user_is_forgotten_and_no_one_else() {
        let (dialogues, now) = (Dialogues::default(), Instant::now());
        for (channel, user) in [(1, 1), (2, 1), (1, 2)] {
            dialogues.remember(key(channel, user), &Dialogue::default(), &reply("a"), now);
        }
        dialogues.forget(1);
        let n = [(1, 1), (2, 1), (1, 2)].map(|(channel, user)| dialogues.get(key(channel, user), now).turns().len());
        assert_eq!(n, [0, 0, 1]);
    }

    #[test]
    fn an_edit_changes_the_dialogue_only_where_nothing_came_after() {
        let (dialogues, now) = (Dialogues::default(), Instant::now());
        let before = dialogues.get(key(1, 1), now);
        let stale = dialogues.remember(key(1, 1), &before, &reply("a"), now);
        let corrected = dialogues.correct(key(1, 1), &stale, &before, &reply("b"), now);
        assert_eq!(asked(&dialogues.get(key(1, 1), now)), ["b"]);

        dialogues.remember(key(1, 1), &corrected, &reply("c"), now);
        let again = dialogues.correct(key(1, 1), &corrected, &before, &reply("d"), now);
        assert_eq!((asked(&again), asked(&dialogues.get(key(1, 1), now))), (vec!["d"], vec!["b", "c"]));
    }
}
