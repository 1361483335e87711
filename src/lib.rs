//! Answers questions about a news briefing with verbatim citations.

pub mod answer;
pub mod diagnostic;
pub mod engine;
pub mod knowledge;
pub mod render;
pub mod text;
pub mod understanding;
pub mod config;
pub mod review;
pub mod shell;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
