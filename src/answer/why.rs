//! How an answer came about, as plain data for people.

/// What was made of a question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// The question in full, where it leant on an earlier one.
    pub taken_as: Option<String>,
    /// Kinds of answer that it asks for, in words.
    pub asks_for: Vec<String>,
    /// Words of the question that the entries shown go with.
    pub matched: Vec<String>,
    /// Telling words of the question that they do not.
    pub unmatched: Vec<String>,
}
