//! Replies and diagnostics as text and JSON.
