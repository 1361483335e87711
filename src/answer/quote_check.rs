//! Is a quotation in the question the article's? Word for word, altered, someone else's, or not here.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::view::View;
use crate::knowledge::model::EntryKind;
use crate::text::normalise::{Plain, fold};
use crate::text::tokens::{Token, TokenKind, letters, tokens};

/// Shortest quotation that is checked, in words.
const WORDS_MIN: usize = 2;
/// Shortest quotation that may be altered and still be known, in words.
const ALTERED_WORDS_MIN: usize = 4;
/// Share of the words that must stand in the article's order.
const ALTERED_MIN: f32 = 0.5;
/// In a library of up to this many briefings every quote is looked at.
const BRIEFINGS_ALL: usize = 32;

/// How a quotation compares with the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Word for word; marks, case and brackets aside.
    Verbatim,
    /// Some words differ.
    Altered,
}

/// A quotation that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The quote entry.
    pub entry: u32,
    /// How it compares.
    pub how: Match,
    /// Words of the question that the article does not have there.
    pub added: Vec<String>,
    /// Words of the article that the question left out or changed.
    pub left_out: Vec<String>,
}

/// Byte range in the plain text and words of each quotation in an utterance.
#[must_use]
pub fn quotations(plain: &Plain, tokens: &[Token]) -> Vec<(std::ops::Range<usize>, Vec<String>)> {
    let marks: Vec<usize> =
        tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Quote).map(|(i, _)| i).collect();
    let mut out = Vec::new();
    for pair in marks.chunks_exact(2) {
        let inner = &tokens[pair[0] + 1..pair[1]];
        let words = words_of(plain, inner);
        if words.len() >= WORDS_MIN {
            out.push((tokens[pair[0]].span.start..tokens[pair[1]].span.end, words));
        }
    }
    out
}

fn words_of(plain: &Plain, tokens: &[Token]) -> Vec<String> {
    tokens
        .iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(|t| letters(plain, t).replace('\'', ""))
        .collect()
}

/// The quote that a quotation comes nearest to. `ranked` are the entries that the question brings to mind.
#[must_use]
pub fn find(view: &View<'_>, quotation: &[String], ranked: &[u32]) -> Option<Found> {
    let is_quote = |id: &u32| view.entry(*id).kind == EntryKind::Quote;
    let all: Vec<u32> = if view.library.briefings.len() <= BRIEFINGS_ALL {
        (0..view.index.entries.len() as u32).filter(is_quote).collect()
    } else {
        ranked.iter().copied().filter(is_quote).collect()
    };
    let mut best: Option<(f32, Found)> = None;
    for id in all {
        let plain = fold(&view.entry(id).text);
        let own = words_of(&plain, &tokens(&plain));
        let (share, found) = compare(id, quotation, &own);
        if share >= if found.how == Match::Verbatim { 1.0 } else { ALTERED_MIN }
            && best.as_ref().is_none_or(|(s, _)| share > *s)
        {
            best = Some((share, found));
        }
    }
    best.map(|(_, found)| found)
}

fn compare(entry: u32, quotation: &[String], own: &[String]) -> (f32, Found) {
    let is_inside = own.windows(quotation.len().max(1)).any(|w| w == quotation);
    if is_inside {
        return (1.5, Found { entry, how: Match::Verbatim, added: Vec::new(), left_out: Vec::new() });
    }
    let mut same = 0;
    let mut added = Vec::new();
    let mut left_out = Vec::new();
    let ops = capture_diff_slices(Algorithm::Myers, quotation, own);
    let last_equal = ops.iter().rposition(|op| matches!(op, DiffOp::Equal { .. }));
    let first_equal = ops.iter().position(|op| matches!(op, DiffOp::Equal { .. }));
    for (i, op) in ops.iter().enumerate() {
        // What stands before and after the quoted stretch was not quoted at all.
        let is_inner = first_equal.is_some_and(|f| i > f) && last_equal.is_some_and(|l| i < l);
        match *op {
            DiffOp::Equal { len, .. } => same += len,
            DiffOp::Delete { old_index, old_len, .. } => {
                added.extend_from_slice(&quotation[old_index..old_index + old_len]);
            }
            DiffOp::Insert { new_index, new_len, .. } if is_inner => {
                left_out.extend_from_slice(&own[new_index..new_index + new_len]);
            }
            DiffOp::Insert { .. } => {}
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                added.extend_from_slice(&quotation[old_index..old_index + old_len]);
                if is_inner {
                    left_out.extend_from_slice(&own[new_index..new_index + new_len]);
                }
            }
        }
    }
    let share = if quotation.len() >= ALTERED_WORDS_MIN { same as f32 / quotation.len() as f32 } else { 0.0 };
    (share, Found { entry, how: Match::Altered, added, left_out })
}
