//! Several stretches of a text as one set.

use std::ops::Range;

/// Byte ranges, merged where they touch, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans(Vec<Range<usize>>);

impl Spans {
    /// Of ranges in any order.
    #[must_use]
    pub fn new(ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut ranges: Vec<Range<usize>> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match merged.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => merged.push(range),
            }
        }
        Self(merged)
    }

    /// Does it hold all of the range?
    #[must_use]
    pub fn holds(&self, range: &Range<usize>) -> bool {
        let after = self.0.partition_point(|one| one.start <= range.start);
        after.checked_sub(1).is_some_and(|at| self.0[at].end >= range.end)
    }

    /// The ranges, none touching another, in order.
    #[must_use]
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_touch_are_one() {
        let spans = Spans::new([9..12, 0..3, 3..5, 4..7, 8..8]);
        assert_eq!(spans.ranges(), [0..7, 9..12]);
        for (range, is_held) in
            [(0..7, true), (2..5, true), (5..8, false), (8..10, false), (9..12, true), (12..13, false)]
        {
            assert_eq!(spans.holds(&range), is_held, "{range:?}");
        }
    }
}
