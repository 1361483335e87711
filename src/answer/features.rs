//! Tables of what is counted, each with its weight, and how likely their sum makes an answer.

/// Names and weights.
pub(super) type Table<const N: usize> = [(&'static str, f32); N];

/// The place of a feature in its table, found when the program is compiled.
pub(super) const fn place<const N: usize>(table: &Table<N>, name: &str) -> usize {
    let mut at = 0;
    loop {
        assert!(at < N, "no such feature");
        if is_same(table[at].0.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
}

const fn is_same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// What the counts add up to.
pub(super) fn sum<const N: usize>(table: &Table<N>, counts: &[f32; N]) -> f32 {
    counts.iter().zip(table).map(|(count, (_, weight))| count * weight).sum()
}

/// From 0.0 to 1.0; 0.5 where it is as likely as not.
pub(super) fn likelihood(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// The counts that are not zero, for people.
pub(super) fn told<const N: usize>(table: &Table<N>, counts: &[f32; N]) -> String {
    let counted = table.iter().zip(counts).filter(|(_, count)| **count != 0.0);
    counted.map(|((name, _), count)| format!("{name} {count:.3}")).collect::<Vec<_>>().join("; ")
}
