//! Replies and diagnostics as text and JSON.

pub mod diagnostic;
pub mod json;
pub mod neutral;
pub mod text;
pub mod wording;
