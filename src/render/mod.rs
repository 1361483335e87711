//! Replies and diagnostics as text and JSON.

pub mod chart;
pub mod diagnostic;
pub mod discord;
pub mod findings;
pub mod json;
pub mod neutral;
pub mod report;
pub mod text;
pub mod wording;
