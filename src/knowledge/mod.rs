//! The curated knowledge: file shapes, validation, lints, and the validated model.

mod cite;
pub mod draft;
mod findings;
mod fold;
pub mod golden;
pub mod lexicon;
pub mod library;
pub mod limits;
pub mod lint;
pub mod load;
pub mod model;
pub mod nearest;
pub mod places;
pub mod quoted;
mod read;
pub mod reporting;
mod resolve;
pub mod schema;
mod suggest;
mod syntax;
mod unique;
