//! All findings about knowledge, as data: what each catches, why, and how it is mended.

use super::Severity;

mod rows;

/// One kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// Stable id, `K105` for example.
    pub id: &'static str,
    /// A short name, in kebab-case.
    pub name: &'static str,
    /// How bad it is at its worst, without `--release`.
    pub severity: Severity,
    /// Can `check --fix` mend it?
    pub is_fixable: bool,
    /// What it catches.
    pub catches: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// How it is mended, by example.
    pub fix: &'static str,
}

/// All of them, in the order of their ids.
pub const LINTS: &[Lint] = rows::ROWS;

/// The kind of finding that has this id, in capitals or not.
#[must_use]
pub fn find(id: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.id.eq_ignore_ascii_case(id) || lint.name == id)
}

/// The name of a finding; its id where it has none.
#[must_use]
pub fn name(id: &'static str) -> &'static str {
    find(id).map_or(id, |lint| lint.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_order_and_names_are_unique() {
        assert!(LINTS.windows(2).all(|pair| pair[0].id < pair[1].id));
        for (at, lint) in LINTS.iter().enumerate() {
            assert!(LINTS[..at].iter().all(|other| other.name != lint.name), "{}", lint.name);
            assert!(lint.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", lint.name);
            assert!(!lint.catches.is_empty() && !lint.why.is_empty() && !lint.fix.is_empty(), "{}", lint.id);
        }
        assert_eq!(find("k105").map(|lint| lint.name), Some("citation-cuts-hedge"));
        assert_eq!(find("K9999"), None);
        assert_eq!((name("K101"), name("C001")), ("citation-not-verbatim", "C001"));
    }
}
