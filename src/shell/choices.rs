//! Which briefing a server or a channel asks, where there are several.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::config::{Choice, Place};

/// The choices of the moment: those of the configuration, and over them those of admins.
#[derive(Debug, Default)]
pub struct Choices {
    configured: BTreeMap<Place, String>,
    chosen: Mutex<BTreeMap<Place, String>>,
}

impl Choices {
    /// Those of the configuration; of two for one place, the later.
    #[must_use]
    pub fn new(configured: &[Choice]) -> Self {
        let configured: BTreeMap<_, _> =
            configured.iter().map(|choice| (choice.place, choice.briefing.clone())).collect();
        Self { chosen: Mutex::new(configured.clone()), configured }
    }

    /// The id of the briefing that is asked there: the channel's own, else its server's; `None` is all.
    #[must_use]
    pub fn at(&self, guild: Option<u64>, channel: u64) -> Option<String> {
        let chosen = self.lock();
        let of_guild = || guild.and_then(|guild| chosen.get(&Place::Guild(guild)));
        chosen.get(&Place::Channel(channel)).or_else(of_guild).cloned()
    }

    /// Gives a place a briefing, or with `None` takes it away.
    pub fn choose(&self, place: Place, briefing: Option<String>) {
        let mut chosen = self.lock();
        match briefing {
            Some(briefing) => chosen.insert(place, briefing),
            None => chosen.remove(&place),
        };
    }

    /// Gives a place what the configuration says.
    pub fn restore(&self, place: Place) {
        self.choose(place, self.configured.get(&place).cloned());
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Place, String>> {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_goes_before_its_server() {
        let given = |place, briefing: &str| Choice { place, briefing: briefing.into() };
        let choices = Choices::new(&[given(Place::Guild(1), "a"), given(Place::Channel(7), "b")]);
        let at = |guild, channel| choices.at(guild, channel);
        assert_eq!((at(Some(1), 7), at(Some(1), 8)), (Some("b".into()), Some("a".into())));
        assert_eq!((at(None, 7), at(Some(2), 8), at(None, 8)), (Some("b".into()), None, None));
        choices.choose(Place::Channel(7), None);
        choices.choose(Place::Channel(8), Some("c".into()));
        assert_eq!((at(Some(1), 7), at(Some(1), 8)), (Some("a".into()), Some("c".into())));
    }
}
