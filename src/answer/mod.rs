//! From an understanding to a reply: candidates, decision, citations, wording.

pub mod reply;
