//! A reply as a Discord message: plain data, clamped to Discord's limits, safe to show.

pub mod card;
pub mod clamp;
pub mod date;
pub mod escape;
pub mod limits;
pub mod message;
pub mod press;
pub mod reply;

#[cfg(test)]
mod tests;
