//! From an utterance to what it asks.
