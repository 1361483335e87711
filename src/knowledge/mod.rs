//! The curated knowledge: file shapes, validation, lints, and the validated model.

pub mod lexicon;
pub mod library;
pub mod model;
