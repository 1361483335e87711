//! The names of units, in one text: tens of thousands of strings would each take memory of their own, twice.

use std::hash::{Hash as _, Hasher as _};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::Unit;

/// Names, numbered as they come.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    /// Where each name ends in the text.
    ends: Vec<u32>,
    by_hash: HashTable<Unit>,
}

impl Names {
    /// Room for so many names of so many bytes in all.
    pub(super) fn reserve(&mut self, n_names: usize, n_bytes: usize) {
        self.text.reserve(n_bytes);
        self.ends.reserve(n_names);
        let Self { text, ends, by_hash } = self;
        by_hash.reserve(n_names, |&unit| hash(slice(text, ends, unit)));
    }

    /// The unit of a name.
    pub(super) fn find(&self, name: &str) -> Option<Unit> {
        self.by_hash.find(hash(name), |&unit| self.of(unit) == name).copied()
    }

    /// The unit of a name, and whether it is new.
    pub(super) fn add(&mut self, name: &str) -> (Unit, bool) {
        let hash_of_name = hash(name);
        let Self { text, ends, by_hash } = self;
        if let Some(&unit) = by_hash.find(hash_of_name, |&unit| slice(text, ends, unit) == name) {
            return (unit, false);
        }
        let unit = Unit(ends.len() as u32);
        text.push_str(name);
        ends.push(text.len() as u32);
        by_hash.insert_unique(hash_of_name, unit, |&unit| hash(slice(text, ends, unit)));
        (unit, true)
    }

    /// The name of a unit.
    pub(super) fn of(&self, unit: Unit) -> &str {
        slice(&self.text, &self.ends, unit)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn slice<'t>(text: &'t str, ends: &[u32], unit: Unit) -> &'t str {
    let at = unit.0 as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] as usize };
    &text[start..ends[at] as usize]
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_one_number() {
        let mut names = Names::default();
        let written: Vec<String> = (0..500).map(|n| format!("name{n}")).collect();
        for (n, name) in written.iter().enumerate() {
            assert_eq!(names.add(name), (Unit(n as u32), true));
        }
        assert_eq!(names.add("name7"), (Unit(7), false));
        assert_eq!(names.add(""), (Unit(500), true));
        for (n, name) in written.iter().enumerate() {
            assert_eq!(names.find(name), Some(Unit(n as u32)));
            assert_eq!(names.of(Unit(n as u32)), name);
        }
        assert_eq!((names.find("name"), names.find(""), names.len()), (None, Some(Unit(500)), 501));
    }
}
