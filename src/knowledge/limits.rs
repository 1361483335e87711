//! Limits on what is read: wide for an editor, narrow for an accident.

/// Bytes of a `briefing.toml` or `lexicon.toml`.
pub const TOML_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of an article; offsets into it fit `u32`.
pub const ARTICLE_MAX_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of a file of golden questions.
pub const GOLDEN_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of an id or a topic word.
pub const ID_MAX_BYTES: usize = 64;
/// Bytes of a name, a role, a sentence, a question, or any other text but a citation.
pub const TEXT_MAX_BYTES: usize = 2000;
/// Bytes of one citation.
pub const CITE_MAX_BYTES: usize = 8000;
/// Citations of one entry.
pub const CITES_MAX: usize = 40;
/// Members of any other list.
pub const LIST_MAX: usize = 400;
/// Entries in the short version.
pub const LEAD_MAX: usize = 6;
/// Entities and entries of one briefing.
pub const ITEMS_MAX: usize = 20_000;
/// Findings that are kept of one file; the rest is only counted.
pub const FINDINGS_MAX: usize = 500;
/// Findings of one briefing that come with the nearest passage, which costs time to find.
pub const NEAREST_MAX: usize = 50;
