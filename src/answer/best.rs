//! The highest of many sums.

/// The `n` highest of these sums above 0.0 that are `least` or more, highest first, the lower entry among equals.
pub(super) fn highest(sums: impl Iterator<Item = (u32, f32)> + Clone, least: f32, n: usize) -> Vec<(u32, f32)> {
    let least = least.max(f32::from_bits(1));
    let n_high = sums.clone().map(|(_, sum)| usize::from(sum >= least)).sum::<usize>();
    // The bits of positive numbers are in the order of the numbers: one whole number holds sum and entry. Neither picking
    // nor comparing those needs a branch.
    let mut keys = vec![0; n_high + 1];
    let mut at = 0;
    for (entry, sum) in sums {
        keys[at] = u64::from(!sum.to_bits()) << 32 | u64::from(entry);
        at += usize::from(sum >= least);
    }
    keys.truncate(n_high);
    if keys.len() > n {
        keys.select_nth_unstable(n);
        keys.truncate(n);
    }
    keys.sort_unstable();
    keys.into_iter().map(|key| (key as u32, f32::from_bits(!((key >> 32) as u32)))).collect()
}

#[cfg(test)]
mod tests {
    use super::highest;

    #[test]
    fn the_highest_come_first_and_the_lower_entry_among_equals() {
        let sums = [(0, 0.5), (1, 0.0), (2, 1.5), (3, 0.5), (4, -1.0), (5, f32::MIN_POSITIVE)];
        let all = [(2, 1.5), (0, 0.5), (3, 0.5), (5, f32::MIN_POSITIVE)];
        for n in 0..6 {
            assert_eq!(highest(sums.into_iter(), 0.0, n), all[..n.min(4)], "{n}");
            assert_eq!(highest(sums.into_iter(), 0.5, n), all[..n.min(3)], "{n}");
        }
    }
}
