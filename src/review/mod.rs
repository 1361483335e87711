//! Reviews of knowledge with the real engine: do its own questions find their entries, do golden questions
//! get the right answers, and what does a change change?

pub mod alike;
pub mod changes;
pub mod coverage;
pub mod export;
pub mod fold;
pub mod golden;
pub mod judge;
pub mod questions;
pub mod uncovered;
