//! What all channels of a running bot share: the knowledge of the moment, and who may do what.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use arc_swap::ArcSwap;

use super::answered::Answered;
use super::choices::Choices;
use super::counters::Counters;
use super::dialogues::Dialogues;
use super::failure::Failure;
use super::metrics::Metrics;
use super::peers::Peers;
use super::rates::Rates;
use super::reload;
use super::servers::Servers;
use super::setup::{self, Origin};
use super::status::Shards;
use crate::config;
use crate::engine::Engine;
use crate::knowledge::library::Library;
use crate::store::Link;

/// The knowledge of the moment, swapped whole.
#[derive(Debug)]
pub struct Loaded {
    /// Answers from all of it.
    pub engine: Arc<Engine>,
    /// Answer from one briefing each, where a place was given one; made when first asked.
    of_one: Mutex<BTreeMap<String, Arc<Engine>>>,
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
        Ok(Self::new(Engine::new(stock.library), stock.hash, origin))
    }

    /// Knowledge that an engine answers from.
    #[must_use]
    pub fn new(engine: Engine, hash: String, origin: Origin) -> Self {
        Self { engine: Arc::new(engine), of_one: Mutex::default(), hash, origin }
    }

    /// Answers from one briefing, or from all where none is chosen or the chosen one is gone.
    #[must_use]
    pub fn engine_of(&self, briefing: Option<&str>) -> Arc<Engine> {
        let library = self.engine.library();
        let chosen = briefing.filter(|_| library.briefings.len() > 1);
        let Some(model) = chosen.and_then(|id| library.briefings.iter().find(|model| *model.id == *id)) else {
            return Arc::clone(&self.engine);
        };
        let mut made = self.of_one.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || {
            let briefings = vec![Arc::clone(model)];
            Arc::new(Engine::new(Library { briefings, lexicon: Arc::clone(&library.lexicon) }))
        };
        Arc::clone(made.entry(model.id.to_string()).or_insert_with(build))
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
    /// The same for machines, with how long it took.
    pub metrics: Arc<Metrics>,
    /// Which message answers which question.
    pub answered: Answered,
    /// When it began.
    pub started: Instant,
    /// Which briefing is asked where.
    pub choices: Choices,
    /// The last reloads of its knowledge.
    pub reloads: reload::Log,
    /// Its connections to the gateway.
    pub shards: Shards,
    /// The processes of the same bot.
    pub peers: Peers,
    /// Where it keeps what outlives it; `None` keeps nothing.
    pub store: Option<Link>,
    /// What servers chose for themselves.
    pub servers: Servers,
    /// How what the store holds is shown.
    pub kept: Kept,
}

/// For how long what the store holds is kept, and who is shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Days that a question without an answer is kept.
    pub retention_days: u32,
    /// How often it must have been asked before others than the bot's admins see it.
    pub min_count: u32,
}

impl App {
    /// A bot that answers from `loaded`.
    #[must_use]
    pub fn new(loaded: Loaded, settings: config::Discord, limits: config::Limits) -> Self {
        Self {
            choices: Choices::new(&settings.briefings),
            knowledge: ArcSwap::from_pointee(loaded),
            settings,
            dialogues: Dialogues::default(),
            rates: Rates::new(limits),
            counters: Counters::default(),
            metrics: Arc::default(),
            answered: Answered::default(),
            started: Instant::now(),
            reloads: reload::Log::default(),
            shards: Shards::default(),
            peers: Peers::default(),
            store: None,
            servers: Servers::default(),
            kept: Kept { retention_days: 30, min_count: 3 },
        }
    }

    /// The same bot with a store.
    #[must_use]
    pub fn with_store(self, store: Option<Link>) -> Self {
        Self { store, ..self }
    }

    /// The knowledge of the moment; it stays whole for as long as it is held.
    #[must_use]
    pub fn knowledge(&self) -> Arc<Loaded> {
        self.knowledge.load_full()
    }

    /// What answers in a channel, perhaps of a server, from the knowledge of the moment.
    #[must_use]
    pub fn engine_at(&self, guild: Option<u64>, channel: u64) -> Arc<Engine> {
        self.knowledge().engine_of(self.choices.at(guild, channel).as_deref())
    }

    /// Puts new knowledge in the place of the old.
    pub fn swap(&self, loaded: Loaded) -> Arc<Loaded> {
        self.knowledge.swap(Arc::new(loaded))
    }
}
