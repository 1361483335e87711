//! Words and marks of an article with their places, as far as drafting needs them.

use std::ops::Range;

/// Short forms whose full stop belongs to them.
const SHORT: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Gov", "Rep", "Prof", "St", "Jr", "Sr", "Lt", "Col", "Sgt", "Capt", "Rev",
    "Hon",
];

/// A word, or one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it stands in the article.
    pub(super) text: &'a str,
    /// Byte range in the article.
    pub(super) span: Range<usize>,
}

impl<'a> Word<'a> {
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Small letters, no figure.
    pub(super) fn is_lower(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    pub(super) fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// Without the ending of a possessive.
    pub(super) fn bare(&self) -> &'a str {
        let bare = self.text.strip_suffix("’s").or_else(|| self.text.strip_suffix("'s"));
        bare.unwrap_or(self.text)
    }

    pub(super) fn is_possessive(&self) -> bool {
        self.bare().len() < self.text.len()
    }
}

/// The words and marks of a stretch of the article.
pub(super) fn words(article: &str, stretch: Range<usize>) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = stretch.start;
    while let Some(c) = article[at..stretch.end].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_alphanumeric() {
            at = start + word_length(&article[start..stretch.end]);
            let word = &article[start..at];
            let is_initial = word.chars().count() == 1 && c.is_uppercase();
            if (is_initial || SHORT.contains(&word)) && article[at..stretch.end].starts_with('.') {
                at += 1;
            }
        } else if c.is_whitespace() || c == '\u{feff}' {
            continue;
        }
        found.push(Word { text: &article[start..at], span: start..at });
    }
    found
}

fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_inside = c.is_alphanumeric()
            || (matches!(c, '’' | '\'' | '-' | '‑' | '&' | '.' | ',')
                && chars.peek().is_some_and(|next| {
                    if matches!(c, '.' | ',') {
                        next.is_ascii_digit() || (c == '.' && is_dotted(&text[..length]))
                    } else {
                        next.is_alphanumeric()
                    }
                })
                && (c != ',' || text[..length].ends_with(|c: char| c.is_ascii_digit())));
        if !is_inside {
            break;
        }
        length += c.len_utf8();
    }
    // "U.S." and "p.m." keep their last full stop.
    if is_dotted(&text[..length]) && text[..length].contains('.') && text[length..].starts_with('.') {
        length += 1;
    }
    length
}

/// Single letters parted by full stops?
fn is_dotted(word: &str) -> bool {
    !word.is_empty() && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_marks() {
        let article = "Mr. J. Roe’s co-owner (U.S.) said: “£3.5m, or 1,000?” At 6 p.m.";
        let texts: Vec<&str> = words(article, 0..article.len()).iter().map(|word| word.text).collect();
        assert_eq!(texts.join("|"), "Mr.|J.|Roe’s|co-owner|(|U.S.|)|said|:|“|£|3.5m|,|or|1,000|?|”|At|6|p.m.");
    }
}
