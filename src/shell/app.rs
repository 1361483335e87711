//! What all channels of a running bot share: the knowledge of the moment, and who may do what.

use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwap;

use super::answered::Answered;
use super::counters::Counters;
use super::dialogues::Dialogues;
use super::failure::Failure;
use super::rates::Rates;
use super::reload;
use super::setup::{self, Origin};
use super::status::Shards;
use crate::config;
use crate::engine::Engine;

/// The knowledge of the moment, swapped whole.
#[derive(Debug)]
pub struct Loaded {
    /// Answers from it.
    pub engine: Engine,
    /// First 12 hexadecimal digits of the SHA-256 over its files.
    pub hash: String,
    /// Where it comes from.
    pub origin: Origin,
}

impl Loaded {
    /// Loads the knowledge of an origin.
    ///
    /// # Errors
    /// A folder that is not there; knowledge that is refused.
    pub fn read(origin: Origin) -> Result<Self, Failure> {
        let stock = setup::stock(&origin)?;
        Ok(Self { engine: Engine::new(stock.library), hash: stock.hash, origin })
    }
}

/// A running bot.
#[derive(Debug)]
pub struct App {
    knowledge: ArcSwap<Loaded>,
    /// `[discord]` of the configuration.
    pub settings: config::Discord,
    /// What users asked last.
    pub dialogues: Dialogues,
    /// How much each may ask.
    pub rates: Rates,
    /// What happened so far.
    pub counters: Counters,
    /// Which message answers which question.
    pub answered: Answered,
    /// When it began.
    pub started: Instant,
    /// The last reloads of its knowledge.
    pub reloads: reload::Log,
    /// Its connections to the gateway.
    pub shards: Shards,
}

impl App {
    /// A bot that answers from `loaded`.
    #[must_use]
    pub fn new(loaded: Loaded, settings: config::Discord, limits: config::Limits) -> Self {
        Self {
            knowledge: ArcSwap::from_pointee(loaded),
            settings,
            dialogues: Dialogues::default(),
            rates: Rates::new(limits),
            counters: Counters::default(),
            answered: Answered::default(),
            started: Instant::now(),
            reloads: reload::Log::default(),
            shards: Shards::default(),
        }
    }

    /// The knowledge of the moment; it stays whole for as long as it is held.
    #[must_use]
    pub fn knowledge(&self) -> Arc<Loaded> {
        self.knowledge.load_full()
    }

    /// Puts new knowledge in the place of the old.
    pub fn swap(&self, loaded: Loaded) -> Arc<Loaded> {
        self.knowledge.swap(Arc::new(loaded))
    }
}
