//! Every number that a decision depends on, in one place.
//!
//! The values come from a coordinate search over question sets about two briefings of different subjects:
//! each number was moved while the others stood still, and kept where more questions were answered
//! rightly, a false answer counting as two and a half missed ones.

/// Weights, factors and thresholds, all from 0.0 to 1.0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// A name weighs at least this much in a question, however often it occurs.
    pub name_min: f32,
    /// A word that no entry uses: a paraphrase as often as another matter.
    pub unknown_word: f32,
    /// An everyday word weighs at most this much, however rare it is in the library.
    pub concept_max: f32,
    /// Share of the best line's own coverage in the score; the rest is the whole entry's.
    pub by_line: f32,
    /// What an example question loses when the question uses none of it.
    pub unused_line: f32,
    /// What a gap's example, or a denied statement, loses when the question uses none of it: both are narrow.
    pub unused_gap: f32,
    /// An entry's own text or passage, against an example question.
    pub not_an_example: f32,
    /// A passage that only names a person or place.
    pub of_entity: f32,
    /// A person or place whose name the question does not use.
    pub unnamed: f32,
    /// A name that the entry does not know.
    pub missing_name: f32,
    /// A country, force or company that the entry does not know.
    pub missing_actor: f32,
    /// A passage in which who does what to whom cannot be told, where the question names two actors.
    pub roles_unknown: f32,
    /// A person or place is asked for, and the entry has none but those that the question names.
    pub fit_nothing_new: f32,
    /// A name that the entry knows only by what it belongs to.
    pub distant_name: f32,
    /// A counted noun that the entry does not know.
    pub missing_head: f32,
    /// A name in a gap's question that is not asked about.
    pub unused_name_of_gap: f32,
    /// A noun after "what" or "which" that the entry does not know.
    pub missing_what: f32,
    /// Agent and patient change places.
    pub swapped_roles: f32,
    /// A name in the place of another that the entry also tells of.
    pub sibling: f32,
    /// What an entry loses that knows the names of a question and none of its other words.
    pub unrelated: f32,
    /// Share of the other words from which an entry loses nothing.
    pub related_enough: f32,
    /// Each of the other words weighs at least this much there, however common.
    pub relation_min: f32,
    /// Up to this much is added for units of earlier turns.
    pub hints: f32,
    /// A yes/no question against an example of another kind.
    pub fit_yes_no: f32,
    /// A yes/no question against the entry's own statement.
    pub fit_stated: f32,
    /// "What" against an example that asks for a person, place, date or number.
    pub fit_what: f32,
    /// The kind is not that of the example, but the passage supplies a value of it.
    pub fit_supplied: f32,
    /// The same for a length of time, which seldom belongs to what is asked.
    pub fit_duration: f32,
    /// The same for a reason.
    pub fit_reason: f32,
    /// A way or means against an example of another kind.
    pub fit_means: f32,
    /// The passage holds no value of the kind asked for.
    pub fit_unsupplied: f32,
    /// A gap's example of a plainly different kind.
    pub gap_other_kind: f32,
    /// The examples of an entry, taken together, are fully alike from this cosine on.
    pub like_enough: f32,
    /// Score from which the bot answers. Below it, it says that the briefing does not say.
    pub answer_min: f32,
    /// Score from which a gap counts.
    pub gap_min: f32,
    /// A statement of the speaker who is asked about goes before a better match of another's, from this share of its score.
    pub theirs_min: f32,
    /// Content beyond this weight …
    pub long_from: f32,
    /// … counts only at this share: a long question is bound to hold words that no entry has.
    pub long_share: f32,
    /// Statements of a speaker that stand beside the best one, relative to it.
    pub statement_min: f32,
    /// Score from which one part of a question is answered while another stays open.
    pub part_min: f32,
    /// Score from which a premise counts as denied by an entry.
    pub premise_min: f32,
}

impl Weights {
    /// The weight of a question's words, of which those beyond the usual length count less.
    #[must_use]
    pub fn damped(&self, total: f32) -> f32 {
        if total > self.long_from { self.long_from + (total - self.long_from) * self.long_share } else { total }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            name_min: 0.62,
            unknown_word: 0.2,
            concept_max: 0.85,
            by_line: 0.75,
            unused_line: 0.7,
            unused_gap: 0.6,
            not_an_example: 0.84,
            of_entity: 0.97,
            unnamed: 0.8,
            missing_name: 0.5,
            missing_actor: 0.85,
            roles_unknown: 0.8,
            fit_nothing_new: 0.77,
            distant_name: 0.83,
            missing_head: 0.55,
            unused_name_of_gap: 0.85,
            missing_what: 0.85,
            swapped_roles: 0.5,
            sibling: 0.92,
            unrelated: 0.1,
            related_enough: 0.55,
            relation_min: 0.3,
            hints: 0.15,
            fit_yes_no: 0.7,
            fit_stated: 0.84,
            fit_what: 0.7,
            fit_supplied: 0.78,
            fit_duration: 0.5,
            fit_reason: 1.0,
            fit_means: 0.88,
            fit_unsupplied: 0.35,
            gap_other_kind: 0.75,
            like_enough: 0.35,
            answer_min: 0.5,
            gap_min: 0.5,
            theirs_min: 0.75,
            long_from: 2.06,
            long_share: 0.4,
            statement_min: 0.8,
            part_min: 0.65,
            premise_min: 0.45,
        }
    }
}
