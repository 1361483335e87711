//! Answers questions about a news briefing with verbatim citations.

pub mod answer;
pub mod config;
pub mod diagnostic;
pub mod engine;
pub mod knowledge;
pub mod parallel;
pub mod render;
pub mod review;
pub mod shell;
pub mod store;
pub mod text;
pub mod understanding;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
