//! Masks what could be a secret in the text that diagnostics show.

/// Sections without secrets.
const HARMLESS: [&str; 5] = ["[knowledge]", "[http]", "[operations]", "[limits]", "[log]"];

/// The text with the same bytes and line breaks, but with stars for all values that are not known to be harmless:
/// those outside the sections that hold none, and those whose key looks like a token's. So no typo in a key or a section name,
/// and no syntax error, shows a secret.
pub(super) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut is_harmless_section = false;
    let mut open: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        if let Some(marks) = open {
            stars(line, &mut masked);
            open = (!line.contains(marks)).then_some(marks);
            continue;
        }
        if line.trim_start().starts_with('[') {
            is_harmless_section = HARMLESS.contains(&line.trim());
        }
        let key_end = line.find('=').map_or(line.len(), |at| at + 1);
        let (key, value) = line.split_at(key_end);
        let is_risky = !is_harmless_section || ["tok", "sec", "disc"].iter().any(|part| key.contains(part));
        if is_risky && !value.is_empty() {
            masked.push_str(key);
            stars(value, &mut masked);
        } else if is_risky && !is_structure(line) {
            stars(line, &mut masked);
        } else {
            masked.push_str(line);
        }
        open = ["\"\"\"", "'''"].into_iter().find(|marks| value.matches(marks).count() % 2 == 1);
    }
    masked
}

/// A line that bears no value: empty, a comment's, or a section's name.
fn is_structure(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || (line.starts_with('[') && line.len() < 40)
}

fn stars(text: &str, into: &mut String) {
    for c in text.chars() {
        if c.is_whitespace() {
            into.push(c);
        } else {
            into.extend(std::iter::repeat_n('*', c.len_utf8()));
        }
    }
}
