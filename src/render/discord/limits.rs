//! Discord's limits. Characters are counted as UTF-16 code units, the strictest reading of its documents.
//!
//! Source of all: discord-api-docs, developers/resources/message.mdx (embeds) and developers/components/reference.mdx.

/// Title of an embed, in characters.
pub const TITLE_MAX_CHARS: usize = 256;
/// Description of an embed, in characters.
pub const BODY_MAX_CHARS: usize = 4_096;
/// Fields of an embed.
pub const FIELDS_MAX: usize = 25;
/// Name of a field, in characters.
pub const FIELD_NAME_MAX_CHARS: usize = 256;
/// Value of a field, in characters.
pub const FIELD_VALUE_MAX_CHARS: usize = 1_024;
/// Footer of an embed, in characters.
pub const FOOTER_MAX_CHARS: usize = 2_048;
/// Title, description, fields and footer of all embeds of a message together, in characters.
pub const EMBEDS_MAX_CHARS: usize = 6_000;
/// Rows of buttons under a message.
pub const ROWS_MAX: usize = 5;
/// Buttons of a row.
pub const ROW_BUTTONS_MAX: usize = 5;
/// Label of a button, in characters.
pub const LABEL_MAX_CHARS: usize = 80;
/// `custom_id` of a button, in characters; at least one, and unique in its message.
pub const CUSTOM_ID_MAX_CHARS: usize = 100;

/// Length as Discord may count it, in UTF-16 code units.
#[must_use]
pub fn chars(text: &str) -> usize {
    // Every character has one byte that continues none; beyond the basic plane, where it takes two units, that is 0xf0 or more.
    text.bytes().map(|byte| usize::from(byte & 0xc0 != 0x80) + usize::from(byte >= 0xf0)).sum()
}
