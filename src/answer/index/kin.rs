//! Words of a library by the words that they are made of.

use rustc_hash::FxHashMap;

use crate::text::family::roots;
use crate::understanding::vocabulary::{Class, Unit, UnitKind, Vocabulary};

/// Words of one family: a bare entry has no examples that could say "investigator" where its sentence has "investigation".
#[derive(Debug, Default)]
pub struct Kin {
    by_root: FxHashMap<Box<str>, Vec<Unit>>,
}

impl Kin {
    /// The families of `units`.
    pub(super) fn new(v: &Vocabulary, units: impl Iterator<Item = Unit>) -> Self {
        let mut kin = Self::default();
        for unit in units.filter(|unit| v.kind(*unit) == UnitKind::Stem && v.class(*unit) != Class::Filler) {
            for root in roots(v.name(unit)) {
                kin.by_root.entry(root.into()).or_default().push(unit);
            }
        }
        kin
    }

    /// The words of the library that are of a family with `unit`, itself left out.
    pub fn of<'a>(&'a self, v: &'a Vocabulary, unit: Unit) -> impl Iterator<Item = Unit> + 'a {
        let is_word = !self.by_root.is_empty() && v.kind(unit) == UnitKind::Stem;
        let words = is_word.then(|| roots(v.name(unit))).into_iter().flatten();
        words.filter_map(|root| self.by_root.get(&*root)).flatten().copied().filter(move |kin| *kin != unit)
    }
}
