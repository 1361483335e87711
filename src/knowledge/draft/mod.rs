//! A first draft of a briefing from its article: quotations with their speakers, names, dates, a fact a sentence.
//!
//! Patterns of marks, reporting verbs and capitals; each finding bears how sure it is.

mod asks;
mod dates;
mod entities;
mod entries;
mod merge;
mod names;
mod quotes;
mod roles;
mod speaker;
mod tables;
mod toml;
mod words;

pub use entities::Named;
pub use entries::{Draft, Statement, draft};
pub use merge::merged;
pub use quotes::Quotation;
pub use speaker::{Attribution, Form, Tier};
pub use toml::{Head, additions, briefing, one_line, slug, string};

use crate::text::sentences::paragraphs;

/// The quoted strings of an article, in order, with their speakers.
///
/// # Examples
/// ```
/// use briefing_bot::knowledge::draft::{Tier, quotations};
///
/// let article = "“We stay,” said Ada Okafor, who has a copy of “Ships and Ports”.";
/// let found = quotations(article);
/// assert_eq!(&article[found[0].text.clone()], "We stay,");
/// let said = found[0].attribution.as_ref().unwrap();
/// assert_eq!((&article[said.who.clone()], said.tier), ("Ada Okafor", Tier::High));
/// assert!(found[0].is_speech && !found[1].is_speech);
/// ```
#[must_use]
pub fn quotations(article: &str) -> Vec<Quotation> {
    quotes::quotations(article, &paragraphs(article))
}
