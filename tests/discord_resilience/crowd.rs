//! People who ask in turn, and whether each of them got one answer.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::world::{Id, Message};

/// Nobody is told to wait.
pub(crate) const CONFIG: &str = "[limits]\nuser_per_minute = 100000\nchannel_per_minute = 100000\n";
/// A question …
pub(crate) const QUESTION: &str = "Who is Marco Rubio?";
/// … and what its answer says.
pub(crate) const ANSWER: &str = "Secretary of State";
/// The longest that a test may take, on a busy machine.
const TEST_LIMIT: Duration = Duration::from_secs(120);

/// Runs a test, but not for ever.
pub(crate) async fn in_time(test: impl Future<Output = ()>) {
    tokio::time::timeout(TEST_LIMIT, test).await.unwrap_or_else(|_| panic!("the test takes more than {TEST_LIMIT:?}"));
}

/// People who ask in turn.
#[derive(Debug)]
pub(crate) struct Crowd {
    people: Vec<(Id, Id)>,
    /// All questions so far.
    pub(crate) asked: Vec<Id>,
}

impl Crowd {
    /// So many users in each of so many channels.
    pub(crate) fn new(discord: &Loopback, n_channels: usize, n_users: usize) -> Self {
        let channels: Vec<Id> = (0..n_channels).map(|n| discord.channel(&format!("channel-{n}"))).collect();
        let users: Vec<Id> = (0..n_users).map(|n| discord.user(&format!("user-{n}"))).collect();
        let people = users.iter().flat_map(|user| channels.iter().map(|channel| (*user, *channel)));
        Self { people: people.collect(), asked: Vec::new() }
    }

    /// The next of them asks something.
    pub(crate) fn ask_this(&mut self, discord: &Loopback, question: &str) {
        let (user, channel) = self.people[self.asked.len() % self.people.len()];
        self.asked.push(discord.ask(user, channel, question));
    }

    /// The next `n` of them ask the same.
    pub(crate) fn ask(&mut self, discord: &Loopback, n: usize) {
        for _ in 0..n {
            self.ask_this(discord, QUESTION);
        }
    }

    /// They ask, one at a time in each `pace`, until something is done.
    pub(crate) async fn ask_during(
        &mut self,
        discord: &Loopback,
        pace: Duration,
        question: &str,
        what: impl Future<Output = ()>,
    ) {
        let (mut what, mut ticks) = (pin!(what), tokio::time::interval(pace));
        loop {
            tokio::select! {
                () = &mut what => return,
                _ = ticks.tick() => self.ask_this(discord, question),
            }
        }
    }

    /// Waits until the bot has read all questions: one of them asks by command, which comes after them on the same way.
    pub(crate) async fn heard(&self, discord: &Loopback) {
        let (user, channel) = self.people[0];
        discord.slash(user, channel, "help", &[]).await.message().await;
    }

    /// Waits until each question has an answer.
    pub(crate) async fn answered(&self, discord: &Loopback) {
        let mut n_done = 0;
        let wait = discord.wait_within(TEST_LIMIT, |state| {
            let has_answer = |id: &Id| state.world.questions[id].n_answers > 0;
            n_done += self.asked[n_done..].iter().take_while(|id| has_answer(id)).count();
            (n_done == self.asked.len()).then_some(())
        });
        if wait.await.is_none() {
            let n_open = self.counts(discord).iter().filter(|n| **n == 0).count();
            panic!("{n_open} of {} questions have no answer:\n{}", self.asked.len(), discord.story());
        }
    }

    /// Waits until each question has an answer, stops the bot, so that nothing is under way, and looks that there are
    /// no more answers than questions.
    pub(crate) async fn answered_once(&self, discord: &Loopback, bot: &mut Bot) {
        self.answered(discord).await;
        assert_eq!(bot.stop().await.code(), Some(0), "{}", bot.stderr());
        self.has_one_each(discord);
    }

    /// There is one answer to each question now, and it is right.
    pub(crate) fn has_one_each(&self, discord: &Loopback) {
        let counts = self.counts(discord);
        assert!(counts.iter().all(|n| *n == 1), "{counts:?}:\n{}", discord.story());
        for answer in self.answers(discord) {
            assert!(answer.text().contains(ANSWER), "{}", answer.text());
        }
    }

    /// The answers, in no order.
    pub(crate) fn answers(&self, discord: &Loopback) -> Vec<Message> {
        let is_one = |message: &&Message| message.reference.is_some_and(|id| self.asked.contains(&id));
        discord.hub.state().world.messages.values().filter(is_one).cloned().collect()
    }

    /// How many answers each question has.
    fn counts(&self, discord: &Loopback) -> Vec<usize> {
        let state = discord.hub.state();
        self.asked.iter().map(|id| state.world.questions[id].n_answers).collect()
    }
}
