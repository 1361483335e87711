//! Replies and diagnostics as text and JSON.

pub mod json;
pub mod neutral;
pub mod text;
pub mod wording;
pub mod diagnostic;
