//! Names and topics for those who are still typing.

use super::Engine;
use crate::answer::names::Names;

impl Engine {
    /// Who is quoted, with how many quotes, the most quoted first.
    #[must_use]
    pub fn speakers(&self) -> Vec<(String, usize)> {
        self.speaker_names().all().to_vec()
    }

    /// What quotes are about, the most frequent first.
    #[must_use]
    pub fn topics(&self) -> Vec<String> {
        self.topic_names().all().iter().map(|(name, _)| name.clone()).collect()
    }

    /// At most `max` speakers whose name or other name begins as typed, slips forgiven, the best first.
    #[must_use]
    pub fn complete_speaker(&self, typed: &str, max: usize) -> Vec<String> {
        self.speaker_names().complete(typed, max)
    }

    /// At most `max` topics that begin as typed, slips forgiven, the best first.
    #[must_use]
    pub fn complete_topic(&self, typed: &str, max: usize) -> Vec<String> {
        self.topic_names().complete(typed, max)
    }

    // Built when they are first asked for: a command line that answers one question needs neither.
    fn speaker_names(&self) -> &Names {
        self.speaker_names.get_or_init(|| Names::speakers(&self.library))
    }

    fn topic_names(&self) -> &Names {
        self.topic_names.get_or_init(|| Names::topics(&self.library))
    }
}
