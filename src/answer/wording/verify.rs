//! What the bot says of a quotation that it was asked to check.

use super::list;
use crate::answer::verify::Change;

/// Nothing to check.
pub const EMPTY: &str = "Give me the words to check, best in quotation marks, and who is said to have said them.";
/// More than can be checked.
pub const TOO_LONG: &str = "That is too long for me to check. Please give me the words that matter.";
/// Byte for byte.
pub const VERBATIM: &str = "Word for word.";
/// The same words.
pub const ALIKE: &str = "Word for word; only marks, capitals, spaces, brackets or an ellipsis differ.";
/// The article's own words.
pub const NARRATED: &str =
    "The article has these words, but not as someone's quote: they are its own, at least in part.";
/// Something like it.
pub const PARAPHRASED: &str = "Nobody is quoted with these words here. The nearest that the briefing reports:";
/// Not in the library.
pub const ABSENT: &str =
    "The briefing doesn't have these words. That doesn't make them false: I know no more than the briefing.";
/// Too little to tell.
pub const TOO_SHORT: &str = "That is too little to check: such words occur in any text.";

/// The words differ.
#[must_use]
pub fn altered(changes: &[Change]) -> String {
    let told: Vec<String> = changes
        .iter()
        .map(|change| match change {
            Change::Instead { given, own } => format!("“{given}” stands for “{own}”"),
            Change::Added(given) => format!("“{given}” was added"),
            Change::LeftOut(own) => format!("“{own}” was left out"),
        })
        .collect();
    if told.is_empty() {
        "Not word for word.".to_owned()
    } else {
        format!("Not word for word: {}.", list(&told, "and"))
    }
}

/// The words are another's than was said.
#[must_use]
pub fn of_another(speaker: &str, named: &[String]) -> String {
    if named.is_empty() {
        format!("The briefing gives these words to someone else: {speaker}.")
    } else {
        format!("The briefing gives these words to {speaker}, not to {}.", list(named, "or"))
    }
}

/// Stands before what was found of one of several quotations.
#[must_use]
pub fn one_of_several(given: &str, is_cut: bool) -> String {
    format!("“{given}{}”:", if is_cut { "…" } else { "" })
}

/// More quotations than are checked at once.
#[must_use]
pub fn more(n: usize) -> String {
    if n == 1 {
        "One more quotation was not checked.".to_owned()
    } else {
        format!("{n} more quotations were not checked.")
    }
}
