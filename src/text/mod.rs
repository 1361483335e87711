//! Text as the matcher sees it: normalised, split into tokens, sentences and paragraphs.

pub mod sentences;
