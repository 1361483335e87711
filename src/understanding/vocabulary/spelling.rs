//! Words that nobody wrote that way: misspelt ones, and short forms of names.

use super::{ROOT, Unit, Vocabulary};
use crate::text::stem::stem;

impl Vocabulary {
    /// The known word nearest to a misspelt one, if it is near enough. `names_only` looks among words of names.
    #[must_use]
    pub fn correct(&self, surface: &str, names_only: bool) -> Option<Unit> {
        let surface = &*stem(surface);
        let n = surface.len();
        if n < 4 || !surface.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        // Two slips in an everyday word make another word as often as not; a long name bears them.
        let allowed = if n >= 8 { 2 } else { 1 };
        let first = surface.as_bytes()[0];
        let mut best: Option<(usize, bool, Unit)> = None;
        for len in n.saturating_sub(allowed).max(4)..=n + allowed {
            for &unit in self.by_shape.get(&(first, len as u8)).map_or(&[][..], Vec::as_slice) {
                let record = &self.records[unit.0 as usize];
                let is_target =
                    record.in_name || (!names_only && (record.in_briefing || record.node != ROOT) && len >= 5);
                if !is_target {
                    continue;
                }
                let distance = strsim::osa_distance(surface, self.names.of(unit));
                let key = (distance, !record.in_briefing, unit);
                if distance <= if record.in_name { allowed } else { 1 } && best.is_none_or(|b| key < b) {
                    best = Some(key);
                }
            }
        }
        best.map(|(_, _, unit)| unit)
    }

    /// The name that a short form stands for: three letters or more that only one name begins with.
    #[must_use]
    pub fn abbreviated(&self, surface: &str) -> Option<Unit> {
        let n = surface.len();
        if !(3..=6).contains(&n) || !surface.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let first = surface.as_bytes()[0];
        let mut best: Option<Unit> = None;
        for len in n + 1..=16 {
            for &unit in self.by_shape.get(&(first, len as u8)).map_or(&[][..], Vec::as_slice) {
                let record = &self.records[unit.0 as usize];
                if !(record.in_name && record.in_briefing && self.names.of(unit).starts_with(surface)) {
                    continue;
                }
                let entities = &self.meaning(unit).entities;
                if entities.is_empty() {
                    continue;
                }
                match best {
                    Some(known) if self.meaning(known).entities.iter().any(|e| entities.contains(e)) => {}
                    Some(_) => return None,
                    None => best = Some(unit),
                }
            }
        }
        best
    }
}
