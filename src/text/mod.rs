//! Text as the matcher sees it: normalised, split into tokens, sentences and paragraphs.

pub mod calendar;
pub mod family;
pub mod normalise;
pub mod sentences;
pub mod stem;
pub mod tokens;
