//! How an answer came about, step by step.

use super::Engine;
use super::heard::{Heard, Part};
use crate::answer::score::told;

impl Engine {
    /// Tells clauses, slots and candidates as lines of text.
    pub(super) fn tell(&self, heard: &Heard<'_>, parts: &[Part], steps: &mut Vec<String>) {
        let text = |range: &std::ops::Range<usize>| {
            heard.words.words[range.clone()].iter().map(|w| &*w.text).collect::<Vec<_>>().join(" ")
        };
        for range in &heard.clauses.context {
            steps.push(format!("leads up: {}", text(range)));
        }
        for part in parts {
            steps.push(format!("asks: {}", text(&part.range)));
            steps.push(format!(
                "  answer type: {}{}",
                part.parse.types.names(),
                if part.parse.has_speech { ", about speech" } else { "" }
            ));
            if let Some(found) =
                self.intents.find(&self.vocabulary, &heard.words.words[part.range.clone()], &part.parse.slots)
            {
                steps.push(format!("  pattern: {} by words {:?}", found.intent, found.used));
            }
            for (i, slot) in part.query.slots.iter().enumerate() {
                let units: Vec<String> =
                    slot.alternatives().iter().map(|(u, s)| format!("{} {s:.2}", self.vocabulary.name(*u))).collect();
                let first = part.range.start + slot.word as usize;
                let own = heard
                    .words
                    .words
                    .get(first..first + slot.n_words as usize)
                    .filter(|_| !slot.is_lead)
                    .unwrap_or_default();
                let own: Vec<&str> = own.iter().map(|w| &*w.text).collect();
                steps.push(format!(
                    "  slot {:?} {:?} weight {:.2}{}{}: {}",
                    own.join(" "),
                    slot.kind,
                    part.query.weights[i],
                    if slot.is_head { " (counted)" } else { "" },
                    if part.query.agent == Some(i) { " (agent)" } else { "" },
                    units.join(", ")
                ));
            }
            for scored in part.ranked.iter().take(40) {
                steps.push(format!(
                    "  candidate {} {:.2} (covers {:.2}, line {:.2}, relation {:.2}, fit {:.2}, by {:?}{})",
                    self.view().entry(scored.entry).id,
                    scored.score,
                    scored.coverage,
                    scored.by_line,
                    scored.relation,
                    scored.fit,
                    scored.kind,
                    if scored.contradicts { ", contradicts" } else { "" }
                ));
                steps.push(format!("    {}", told(&self.index, &part.query, &part.ranked, scored)));
            }
        }
    }
}
