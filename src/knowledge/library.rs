//! Several briefings and the lexicon they share.

use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::lexicon::Lexicon;
use super::model::Briefing;

/// All knowledge that a bot answers from; immutable, swapped whole on reload.
#[derive(Debug, Clone)]
pub struct Library {
    /// In order of their ids.
    pub briefings: Vec<Arc<Briefing>>,
    /// The words of the trade.
    pub lexicon: Arc<Lexicon>,
}

impl Library {
    /// A mark of all ids in their order: where it is the same, an index means the same thing.
    #[must_use]
    pub fn mark(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for briefing in &self.briefings {
            briefing.id.hash(&mut hasher);
            briefing.entities.len().hash(&mut hasher);
            briefing.entities.iter().for_each(|entity| entity.id.hash(&mut hasher));
            briefing.entries.len().hash(&mut hasher);
            briefing.entries.iter().for_each(|entry| entry.id.hash(&mut hasher));
        }
        hasher.finish()
    }
}
