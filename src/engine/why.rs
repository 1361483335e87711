//! How an answer came about, for people: which words of the question the entries shown go with.

use super::heard::{Heard, Part};
use super::{Dialogue, Engine, Utterance};
use crate::answer::reply::Reply;
use crate::answer::why::Why;
use crate::answer::wording;
use crate::understanding::question::{Slot, SlotKind};

/// Words that say less than this are not worth telling of.
const TELLING_MIN: f32 = 0.4;

/// What is noted on the way to a reply.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// The steps, as lines of text.
    pub(super) steps: Vec<String>,
    /// The question in full, where it leant on an earlier one.
    pub(super) taken_as: Option<String>,
    /// Kinds of answer that are expected.
    types: Vec<&'static str>,
    /// The content of the question, each with its words.
    slots: Vec<(String, Slot)>,
}

impl Trace {
    /// Notes what the question holds.
    pub(super) fn read(&mut self, heard: &Heard<'_>, parts: &[Part]) {
        for part in parts {
            for kind in wording::why::kinds(part.parse.types) {
                if !self.types.contains(&kind) {
                    self.types.push(kind);
                }
            }
            let own = part.query.slots.iter().filter(|slot| !slot.is_lead);
            for slot in own {
                let first = part.range.start + slot.word as usize;
                let words = heard.words.words.get(first..first + slot.n_words as usize);
                let Some((first, last)) = words.and_then(|words| words.first().zip(words.last())) else { continue };
                let Some(text) = heard.plain.text.get(first.span.0 as usize..last.span.1 as usize) else { continue };
                self.slots.push((text.to_owned(), *slot));
            }
        }
    }
}

impl Engine {
    /// Answers a free question and tells how the answer came about, for people.
    #[must_use]
    pub fn why(&self, utterance: &Utterance, dialogue: &Dialogue) -> (Reply, Why) {
        let mut trace = Trace::default();
        let reply = self.answer(utterance, dialogue, Some(&mut trace));
        let view = self.view();
        let shown: Vec<u32> = reply.focus.entries.iter().map(|(b, e)| view.id(*b, *e)).collect();
        let mut why = Why { taken_as: trace.taken_as, ..Why::default() };
        why.asks_for = trace.types.iter().map(|kind| (*kind).to_owned()).collect();
        for (text, slot) in &trace.slots {
            let is_matched = shown.iter().any(|id| self.has(slot, *id, 0.0));
            let is_name = matches!(slot.kind, SlotKind::Entity | SlotKind::Stranger | SlotKind::Unknown);
            let words = if is_matched { &mut why.matched } else { &mut why.unmatched };
            if (is_matched || is_name || slot.factor >= TELLING_MIN) && !words.contains(text) {
                words.push(text.clone());
            }
        }
        (reply, why)
    }
}
