//! From an understanding to a reply: candidates, decision, citations, wording.

pub mod bare;
mod best;
mod candidate;
pub mod compose;
pub mod decide;
mod features;
mod fit;
pub mod index;
pub mod lines;
pub mod names;
mod naming;
pub mod odds;
pub mod overview;
pub mod query;
pub mod quotation;
pub mod quote_check;
pub mod reply;
pub mod respond;
mod row;
pub mod score;
pub mod tally;
pub mod verify;
pub mod view;
pub mod weights;
pub mod why;
pub mod wording;
pub mod wordings;
