//! The words in a chart, in ASCII.

/// What the bars are.
pub const SERIES: [&str; 3] = ["answered", "missed", "disputed"];
/// What their height is.
pub const PER_DAY: &str = "questions a day";
/// What stands along the foot.
pub const DAYS_OF: &str = "days, UTC";
