//! Several briefings and the lexicon they share.

use std::sync::Arc;

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
