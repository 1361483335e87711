//! Text as the scorer compares it: marks, white space and case folded; and when two excerpts are the same.

/// Curly marks straightened, white space runs made one space, case folded, ends trimmed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2019}' | '\u{2018}' => folded.push('\''),
            '\u{201c}' | '\u{201d}' => folded.push('"'),
            _ if is_space(c) => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ => fold_case(c, &mut folded),
        }
    }
    folded.trim_matches(' ').to_owned()
}

/// White space as Python's `re` counts it: Unicode's, and four control characters.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Full case folding of one character: the lower case of the upper case of its lower case ("ß" is "ss"), but
/// for the dotless i, which folds to itself.
fn fold_case(c: char, into: &mut String) {
    if c == 'ı' {
        into.push(c);
        return;
    }
    into.extend(c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase));
}

/// Shortest excerpt that counts as evidence, in characters, unless the other is shorter still.
const CONTAINED_MIN_CHARS: usize = 12;
/// Shortest shared run that counts as evidence, in characters.
const SHARED_MIN_CHARS: usize = 20;

/// Do a cited excerpt and a gold snippet share at least half of the shorter one?
///
/// # Examples
/// ```
/// use briefing_bot::review::fold::overlap;
/// assert!(overlap("Talks are due to resume on Monday.", "talks are due to resume"));
/// assert!(!overlap("Monday.", "Talks are due to resume on Monday."));
/// ```
#[must_use]
pub fn overlap(citation: &str, snippet: &str) -> bool {
    let (cited, gold) = (fold(citation), fold(snippet));
    if cited.is_empty() || gold.is_empty() {
        return false;
    }
    let (n_cited, n_gold) = (cited.chars().count(), gold.chars().count());
    if gold.contains(&cited) || cited.contains(&gold) {
        return n_cited.min(n_gold) >= n_gold.min(CONTAINED_MIN_CHARS);
    }
    let (short, long, n_short) = if n_cited < n_gold { (cited, gold, n_cited) } else { (gold, cited, n_gold) };
    runs(&short, SHARED_MIN_CHARS.max(n_short / 2)).any(|run| long.contains(run))
}

/// All runs of `n` characters in a text; the whole text where it is shorter.
fn runs(text: &str, n: usize) -> impl Iterator<Item = &str> {
    let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bounds.push(text.len());
    let n = n.min(bounds.len() - 1);
    (0..bounds.len() - n).map(move |at| &text[bounds[at]..bounds[at + n]])
}

/// The first `n` characters.
#[must_use]
pub fn head(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
