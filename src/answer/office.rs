//! Whose office is meant: "the chief executive" is one of the briefing's, "the chief executive of" another firm is nobody here.

use super::index::{EntityClass, Index};
use crate::understanding::grammar;
use crate::understanding::question::{Slot, SlotKind};
use crate::understanding::vocabulary::{Unit, UnitKind, Vocabulary};
use crate::understanding::words::Word;

/// Strength of a concept that stands by itself for what an office is called.
const BY_CONCEPT: f32 = 0.92;
/// From this strength a concept is among what the words of an office mean themselves.
const MEANT_MIN: f32 = 0.55;

/// Leaves offices that belong to somebody else to what their words mean: they name nobody of the library.
pub fn keep_apart(index: &Index, v: &Vocabulary, words: &[Word<'_>], slots: &mut [Slot]) {
    for at in 0..slots.len() {
        let Some(holder) = holder(index, v, &slots[at]) else { continue };
        let is_owner = |slot: &&Slot| {
            slot.kind == SlotKind::Entity && (stands_behind(words, &slots[at], slot) || owns(words, slot, &slots[at]))
        };
        let owner = slots.iter().find(is_owner).and_then(Slot::main);
        if owner.is_some_and(|owner| is_actor(index, owner) && !are_related(v, holder, owner)) {
            slots[at] = by_meaning(v, &slots[at]);
        }
    }
}

/// The person whom a slot names by an office: its words mean something as well.
fn holder(index: &Index, v: &Vocabulary, slot: &Slot) -> Option<Unit> {
    let holder =
        slot.main().filter(|unit| slot.kind == SlotKind::Entity && index.class(*unit) == EntityClass::Person)?;
    meanings(v, slot).next().map(|_| holder)
}

fn meanings<'a>(v: &'a Vocabulary, slot: &'a Slot) -> impl Iterator<Item = Unit> + 'a {
    let is_meant = |(unit, strength): &&(Unit, f32)| *strength >= MEANT_MIN && v.kind(*unit) == UnitKind::Concept;
    slot.alternatives().iter().filter(is_meant).map(|(unit, _)| *unit)
}

/// "The head of X", "the envoy from X".
fn stands_behind(words: &[Word<'_>], office: &Slot, owner: &Slot) -> bool {
    let end = (office.word + office.n_words) as usize;
    let is_joined = words.get(end).is_some_and(|word| matches!(&*word.text, "of" | "at" | "from"));
    let between = words.get(end + 1..owner.word as usize).unwrap_or_default();
    is_joined && end < owner.word as usize && between.iter().all(|word| grammar::is_determiner(&word.text))
}

/// "X's head".
fn owns(words: &[Word<'_>], owner: &Slot, office: &Slot) -> bool {
    let end = (owner.word + owner.n_words) as usize;
    end == office.word as usize && words.get(end.wrapping_sub(1)).is_some_and(|word| word.is_possessive)
}

fn is_actor(index: &Index, unit: Unit) -> bool {
    matches!(index.class(unit), EntityClass::Person | EntityClass::Organisation)
}

/// One belongs to the other, or both to a third.
fn are_related(v: &Vocabulary, a: Unit, b: Unit) -> bool {
    let (wholes, others) = (v.wholes(a), v.wholes(b));
    a == b || wholes.contains(&b) || others.contains(&a) || wholes.iter().any(|whole| others.contains(whole))
}

fn by_meaning(v: &Vocabulary, slot: &Slot) -> Slot {
    let mut meant = Slot::new(SlotKind::Concept, slot.word as usize, slot.n_words as usize);
    meanings(v, slot).for_each(|unit| meant.add(unit, BY_CONCEPT));
    meant.factor = slot.factor;
    (meant.is_object, meant.is_listed, meant.is_head) = (slot.is_object, slot.is_listed, slot.is_head);
    meant
}
