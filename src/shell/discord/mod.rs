//! Discord: interactions, messages, the gateway.

pub mod budget;
pub mod caller;
mod conversation;
pub mod convert;
pub mod crew;
pub mod definitions;
pub mod exchange;
pub mod gateway;
pub mod handled;
pub mod identity;
pub mod interaction;
pub mod offline;
pub mod online;
pub mod permission;
pub mod question;
pub mod report;
pub mod said;
pub mod send;
pub mod sheet;
pub mod signals;
pub mod status;
mod turns;
mod upkeep;
pub mod verdict;
pub mod watchdog;
pub mod wording;
