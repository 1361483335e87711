//! A few units, in the order in which they came.

use std::ops::Deref;

use super::Unit;

/// A list of units. Most have none or one, and those take no memory of their own.
#[derive(Debug, Clone, Default)]
pub struct Units(Few);

#[derive(Debug, Clone, Default)]
#[expect(clippy::box_collection, reason = "tens of thousands have one unit; they would bear the size of the few")]
enum Few {
    #[default]
    None,
    One(Unit),
    Several(Box<Vec<Unit>>),
}

impl Units {
    /// Adds a unit at the end, unless it is there.
    pub(super) fn add(&mut self, unit: Unit) {
        if self.contains(&unit) {
            return;
        }
        match &mut self.0 {
            Few::None => self.0 = Few::One(unit),
            Few::One(first) => self.0 = Few::Several(Box::new(vec![*first, unit])),
            Few::Several(units) => units.push(unit),
        }
    }
}

impl Deref for Units {
    type Target = [Unit];

    fn deref(&self) -> &[Unit] {
        match &self.0 {
            Few::None => &[],
            Few::One(unit) => std::slice::from_ref(unit),
            Few::Several(units) => units,
        }
    }
}

impl<'u> IntoIterator for &'u Units {
    type Item = &'u Unit;
    type IntoIter = std::slice::Iter<'u, Unit>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_each_unit_once() {
        let mut units = Units::default();
        assert!(units.is_empty());
        for (unit, length) in [(4, 1), (4, 1), (2, 2), (9, 3), (2, 3), (1, 4)] {
            units.add(Unit(unit));
            assert_eq!(units.len(), length);
        }
        assert_eq!(*units, [4, 2, 9, 1].map(Unit));
    }
}
