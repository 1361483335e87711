//! From an utterance to what it asks.

pub mod answer_type;
pub mod clauses;
pub mod dialogue;
pub mod grammar;
pub mod intents;
pub mod measure;
pub mod naming;
pub mod parse;
pub mod quantity;
pub mod question;
pub mod vocabulary;
pub mod words;
