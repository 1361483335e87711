//! The report of a reload, for the admin who asked for it.

use crate::render::discord::card::Card;
use crate::shell::reload::Report;
use crate::shell::reload::sheet::sheet;
use crate::shell::wording::processes as wording;

/// What a reload came to, as a card, with how many processes of how many have followed, where there are others.
#[must_use]
pub fn card(report: &Report, applied: Option<(usize, usize)>) -> Card {
    let mut sheet = sheet(report);
    sheet.foot.extend(applied.map(|(n, of)| wording::applied(n, of)));
    super::sheet::card(&sheet)
}
