//! What a running bot keeps in its store, if it has one. Nothing here waits for the store, but for one look-up that has
//! a time limit.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::app::App;
use super::choices::Choices;
use super::reload::{By, Entry, log::Deed};
use crate::answer::reply::{Outcome, Reason, Reply};
use crate::config::Place;
use crate::engine::{Engine, Request};
use crate::store::{ANSWERS_LIFE, Answer, Asked, At, Count, Day, Error, Link, Name, Record, Reload, Setting, Store};

/// How long the start waits for the store.
pub const OPEN_PATIENCE: Duration = Duration::from_secs(3);
/// How long the end waits for what is still to be written.
pub const CLOSE_LIMIT: Duration = Duration::from_secs(3);
/// How long an event waits for what the store knows of a message.
const LOOK_UP_LIMIT: Duration = Duration::from_millis(200);
/// For a look at what was changed.
const CHANGES_LIMIT: Duration = Duration::from_secs(3);
/// For deleting what is old.
const PURGE_LIMIT: Duration = Duration::from_secs(10 * 60);
/// A message that is older than this, or than the process, may have been answered by another one.
const FRESH: Duration = Duration::from_secs(3);
/// Between two deletions of what is old.
const PURGE_PAUSE: Duration = Duration::from_secs(60 * 60);
/// Between two looks at what other processes changed, should their call not have been heard.
const CHANGES_PAUSE: Duration = Duration::from_secs(5);
/// The clock of the machine and the one that only runs may differ by so much in that time.
const CLOCK_SLACK: Duration = Duration::from_secs(10 * 60);
/// First millisecond of Discord's ids.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// Takes from the store what admins chose, and keeps it in order, for as long as the runtime lives. Waits for no more
/// than a moment.
pub async fn tend(app: &Arc<App>, retention_days: u32) {
    let Some(link) = app.store.clone() else { return };
    let mut seen = 0;
    // The first question shall find them; what cannot be had in time comes later.
    if let Some(store) = link.store() {
        let _ = tokio::time::timeout(OPEN_PATIENCE, take(app, &store, &mut seen)).await;
    }
    let (purged, followed) = (link.clone(), Arc::clone(app));
    tokio::spawn(async move { purge(&purged, retention_days).await });
    tokio::spawn(async move { follow(&followed, &link, seen).await });
}

/// Deletes what is old, once an hour. A clock that jumped is not believed before it has gone on for an hour.
async fn purge(link: &Link, retention_days: u32) {
    let store = link.opened().await;
    let mut last: Option<(Instant, SystemTime)> = None;
    loop {
        let (instant, wall) = (Instant::now(), SystemTime::now());
        let is_steady = last.is_none_or(|(then, was)| {
            let expected = was + instant.saturating_duration_since(then);
            let off = wall.duration_since(expected).unwrap_or_else(|error| error.duration());
            off <= CLOCK_SLACK
        });
        last = Some((instant, wall));
        if is_steady {
            match within(PURGE_LIMIT, store.purge(retention_days, wall)).await {
                Ok(purged) => tracing::debug!(?purged, "what is old was deleted from the store"),
                Err(error) => tracing::warn!(%error, "what is old could not be deleted from the store"),
            }
        } else {
            tracing::warn!("the clock has jumped; nothing is deleted from the store for an hour");
        }
        tokio::time::sleep(PURGE_PAUSE).await;
    }
}

/// Takes up what was chosen before, and what other processes change.
async fn follow(app: &App, link: &Link, mut seen: u64) {
    let store = link.opened().await;
    loop {
        let is_taken = take(app, &store, &mut seen).await;
        if is_taken && !store.place().is_shared() {
            // Nobody else changes anything.
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(CHANGES_PAUSE) => {}
            () = app.peers.settings_changed() => {}
        }
    }
}

/// Waits for the store no longer than that: where the network drops packets, no answer and no error may ever come.
async fn within<T>(limit: Duration, asked: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(limit, asked).await.unwrap_or_else(|_| Err(Error::late()))
}

async fn take(app: &App, store: &Store, seen: &mut u64) -> bool {
    match within(CHANGES_LIMIT, store.settings_since(*seen)).await {
        Ok(changes) => {
            app.choices.take(&changes);
            app.servers.take(&changes);
            *seen = changes.iter().map(|change| change.version).max().unwrap_or(*seen);
            true
        }
        Err(error) => {
            tracing::warn!(%error, "the settings cannot be read from the store");
            false
        }
    }
}

/// Keeps what became of a question, and the question where there is no answer.
pub fn question(app: &App, engine: &Engine, request: &Request, reply: &Reply, at: SystemTime) {
    let Some(link) = &app.store else { return };
    let count = match reply.outcome {
        Outcome::Answered => Count::Answered,
        Outcome::NotInBriefing => Count::Missed,
        Outcome::DidYouMean => Count::Ambiguous,
        Outcome::Help => return,
    };
    let only = match &engine.library().briefings[..] {
        [one] => Some(one.id.to_string()),
        _ => None,
    };
    let (day, briefing) = (Day::of(at), only.or_else(|| reply.briefing.clone()));
    link.record(Record::Counted { day, briefing: briefing.clone(), count });
    let (Request::Ask(utterance), Outcome::NotInBriefing) = (request, reply.outcome) else { return };
    let Some(reason) =
        reply.reason.filter(|reason| !matches!(reason, Reason::Unclear | Reason::Empty | Reason::TooLong))
    else {
        return;
    };
    // As it was understood: "and in winter?" alone helps nobody.
    let full = &reply.focus.question;
    let text = if full.trim().is_empty() { utterance.raw.clone() } else { full.clone() };
    link.record(Record::Unanswered(Asked { text, briefing, reason: reason.as_str().to_owned(), day }));
}

/// Keeps what came of a wish to reload. Of those who may not, nothing is kept; saves that change nothing are no news.
pub(super) fn reload(app: &App, entry: &Entry, before: &str) {
    let Some(link) = &app.store else { return };
    let is_wish = match entry.deed {
        Deed::Swapped { .. } => entry.by != By::Other,
        Deed::Unchanged => matches!(entry.by, By::User(_) | By::Signal),
        _ => false,
    };
    if is_wish {
        app.peers.wish(&entry.hash, entry.by.to_string());
    }
    if entry.deed == Deed::Refused || matches!((entry.by, entry.deed), (By::Save | By::Other, Deed::Unchanged)) {
        return;
    }
    let outcome = match entry.deed {
        Deed::Swapped { n_broken: 0 } => "swapped",
        Deed::Swapped { .. } => "swapped, golden questions broken",
        Deed::Unchanged => "unchanged",
        Deed::Failed { .. } => "failed",
        Deed::Busy => "busy",
        Deed::Refused => "refused",
    };
    let (admin, who) = match entry.by {
        By::User(id) => (Some(id), "user".to_owned()),
        by => (None, by.to_string()),
    };
    link.record(Record::Reload(Reload {
        at: entry.at,
        admin,
        who,
        outcome: outcome.to_owned(),
        before: before.to_owned(),
        after: entry.hash.clone(),
        process: process(),
    }));
}

/// Keeps which briefing admins chose for a place; `None` is all, whatever the configuration says. Is there a store?
pub fn choice(app: &App, guild: Option<u64>, place: Place, briefing: Option<&str>, at: SystemTime) -> bool {
    let Some(link) = &app.store else { return false };
    let place = match place {
        Place::Guild(guild) => At::guild(guild),
        Place::Channel(channel) => At::channel(guild, channel),
    };
    let value = Some(briefing.unwrap_or_default().to_owned());
    link.record(Record::Setting { at: place, name: Name::Briefing, value, changed: at });
    true
}

/// Keeps which message answers a question.
pub fn answered(app: &App, channel: u64, question: u64, answer: u64) {
    let Some(link) = &app.store else { return };
    let Some((print, edition)) = app.answered.print(question, Instant::now()) else { return };
    let at = SystemTime::now();
    link.record(Record::Answer(Answer { question, answer: Some(answer), channel, print, edition, at }));
}

/// A question is no more.
pub fn forgotten(app: &App, question: u64) {
    if let Some(link) = app.store.as_ref().filter(|_| may_be_kept(question, SystemTime::now())) {
        link.record(Record::Forget(question));
    }
}

/// Takes up what an earlier process, or another one, knew of messages, where they are so old that there may be
/// something; waits for no more than a moment.
pub async fn recall(app: &App, channel: u64, questions: &[u64]) {
    let Some(store) = app.store.as_ref().and_then(Link::store) else { return };
    let (now, wall) = (Instant::now(), SystemTime::now());
    let is_unknown = |question: u64| {
        let age = written(question).and_then(|at| wall.duration_since(at).ok()).unwrap_or_default();
        // Nobody else can have answered what was written a moment ago, while this process was there.
        let is_fresh = age < FRESH && age < now.saturating_duration_since(app.started);
        !is_fresh && may_be_kept(question, wall) && !app.answered.knows(question, now)
    };
    let look_up = async {
        for &question in questions.iter().filter(|question| is_unknown(**question)) {
            let Ok(found) = store.answer(question).await else { return };
            if let Some(Answer { answer: Some(answer), print, edition, at, .. }) =
                found.filter(|found| found.channel == channel)
            {
                let age = wall.duration_since(at).unwrap_or_default();
                let first_seen = now.checked_sub(age).unwrap_or(now);
                app.answered.recall(question, answer, (print, edition), first_seen, now);
            }
        }
    };
    // A store that is slow must hold nothing up: then it is as if nothing were known.
    let _ = tokio::time::timeout(LOOK_UP_LIMIT, look_up).await;
}

/// When a message was written, by its id.
fn written(message: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis((message >> 22) + EPOCH_MS))
}

fn may_be_kept(message: u64, now: SystemTime) -> bool {
    written(message).is_some_and(|at| now.duration_since(at).unwrap_or_default() < ANSWERS_LIFE)
}

/// Tells this process from others: the machine and the number of the process.
#[must_use]
pub fn process() -> String {
    let named = std::env::var("HOSTNAME").ok().or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let machine: String = named.unwrap_or_default().trim().chars().filter(|c| !c.is_control()).take(64).collect();
    let machine = if machine.is_empty() { "process".to_owned() } else { machine };
    format!("{machine}/{}", std::process::id())
}

impl Choices {
    /// Takes up what admins chose.
    fn take(&self, settings: &[Setting]) {
        for setting in settings.iter().filter(|setting| setting.name == Name::Briefing) {
            let place = match (setting.at.guild, setting.at.channel) {
                (_, Some(channel)) => Place::Channel(channel),
                (Some(guild), None) => Place::Guild(guild),
                (None, None) => continue,
            };
            match setting.value.as_deref() {
                Some("") => self.choose(place, None),
                Some(briefing) => self.choose(place, Some(briefing.to_owned())),
                None => self.restore(place),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Choice;

    #[test]
    fn what_admins_chose_goes_before_the_configuration() {
        let given = [Choice { place: Place::Channel(7), briefing: "a".into() }];
        let choices = Choices::new(&given);
        let setting = |channel, value: Option<&str>| Setting {
            at: At::channel(Some(1), channel),
            name: Name::Briefing,
            value: value.map(str::to_owned),
            version: 1,
            changed: SystemTime::UNIX_EPOCH,
        };
        for (value, wanted) in [(Some("b"), Some("b")), (Some(""), None), (None, Some("a"))] {
            choices.take(&[setting(7, value)]);
            assert_eq!(choices.at(Some(1), 7).as_deref(), wanted, "{value:?}");
        }
    }

    #[test]
    fn an_id_tells_when() {
        let at = written(175_928_847_299_117_063).unwrap();
        assert_eq!(at, SystemTime::UNIX_EPOCH + Duration::from_millis(1_462_015_105_796));
        assert!(may_be_kept(175_928_847_299_117_063, at + ANSWERS_LIFE / 2));
        assert!(!may_be_kept(175_928_847_299_117_063, at + ANSWERS_LIFE));
        assert!(written(u64::MAX).is_some());
    }
}
