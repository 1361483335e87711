//! The report of a reload, for the admin who asked for it.

use crate::render::discord::card::Card;
use crate::shell::reload::Report;
use crate::shell::reload::sheet::sheet;

/// What a reload came to, as a card.
#[must_use]
pub fn card(report: &Report) -> Card {
    super::sheet::card(&sheet(report))
}
