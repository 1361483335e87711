//! The highest of many sums.

/// The `n` highest of these sums above 0.0, highest first, the lower entry among equals.
pub(super) fn highest(sums: impl ExactSizeIterator<Item = (u32, f32)>, n: usize) -> Vec<(u32, f32)> {
    // The bits of positive numbers are in the order of the numbers: one whole number holds sum and entry, and neither
    // picking those nor comparing them needs a branch.
    let mut keys = vec![0; sums.len()];
    let mut n_keys = 0;
    for (entry, sum) in sums {
        keys[n_keys] = u64::from(!sum.to_bits()) << 32 | u64::from(entry);
        n_keys += usize::from(sum > 0.0);
    }
    keys.truncate(n_keys);
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
            assert_eq!(highest(sums.into_iter(), n), all[..n.min(4)], "{n}");
        }
    }
}
