//! What the bot says of a question that it explains.

use crate::understanding::question::Types;

/// Kinds of answer in words.
#[must_use]
pub fn kinds(types: Types) -> Vec<&'static str> {
    [
        (Types::PERSON, "a person or group"),
        (Types::PLACE, "a place"),
        (Types::DATE, "a point in time"),
        (Types::DURATION, "a length of time"),
        (Types::NUMBER, "a number"),
        (Types::QUOTE, "someone's words"),
        (Types::REASON, "a reason"),
        (Types::MEANS, "a way or means"),
        (Types::ROLE, "an office or role"),
        (Types::YES_NO, "yes or no"),
        (Types::DEFINITION, "what something is"),
    ]
    .into_iter()
    .filter(|(kind, _)| types.meets(*kind))
    .map(|(_, words)| words)
    .collect()
}
