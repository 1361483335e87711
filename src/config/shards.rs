//! `discord.shards`: which connections to the gateway this process has.

use super::value::{Raw, Wrong};

/// Shards that a bot may have in all.
pub const SHARDS_MAX: u32 = 10_000;

/// Which shards a process has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shards {
    /// Always the same ones: `{ first, last, total }`.
    Fixed {
        /// The first, from 0.
        first: u32,
        /// The last; it is one of them.
        last: u32,
        /// How many the bot has in all; 1 to 10,000.
        total: u32,
    },
    /// Those of a range that no other process has: `{ each, total }`.
    Claimed {
        /// How many a process takes; the last range may have fewer. 1 to `total`.
        each: u32,
        /// How many the bot has in all; 1 to 10,000.
        total: u32,
    },
}

impl Shards {
    /// How many the bot has in all.
    #[must_use]
    pub fn total(self) -> u32 {
        match self {
            Self::Fixed { total, .. } | Self::Claimed { total, .. } => total,
        }
    }
}

/// Reads `{ first, last, total }` or `{ each, total }`.
pub(super) fn read(raw: &Raw<'_>) -> Result<Shards, Wrong> {
    let refused = || {
        Wrong {
        message: "must be { first, last, total } or { each, total }, whole numbers".to_owned(),
        help: Some(
            "{ first = 0, last = 3, total = 8 } are the first four of eight; { each = 4, total = 8 } are any four that \
             no other process has"
                .to_owned(),
        ),
    }
    };
    let Raw::Table(fields) = raw else { return Err(refused()) };
    let (mut first, mut last, mut each, mut total) = (None, None, None, None);
    for (name, value) in fields {
        let place = match *name {
            "first" => &mut first,
            "last" => &mut last,
            "each" => &mut each,
            "total" => &mut total,
            _ => return Err(refused()),
        };
        let Raw::Whole(number) = value else { return Err(refused()) };
        *place = Some(number.and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX));
    }
    let wrong = |message: String| Err(Wrong { message, help: None });
    match (first, last, each, total) {
        (_, _, _, Some(total)) if total == 0 || total > SHARDS_MAX => {
            wrong(format!("has a total that must be from 1 to {SHARDS_MAX}"))
        }
        (Some(first), Some(last), None, Some(total)) if first <= last && last < total => {
            Ok(Shards::Fixed { first, last, total })
        }
        (Some(_), Some(_), None, Some(total)) => wrong(format!(
            "must have first up to last, and last up to {}: shards are counted from 0",
            total.saturating_sub(1)
        )),
        (None, None, Some(each), Some(total)) if (1..=total).contains(&each) => Ok(Shards::Claimed { each, total }),
        (None, None, Some(_), Some(total)) => wrong(format!("must have each from 1 to its total, {total}")),
        _ => Err(refused()),
    }
}
