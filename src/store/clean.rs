//! Text of users without what could tell who wrote it, or lead elsewhere: mentions, links, addresses, numbers of
//! accounts and telephones, and what does not show.
//!
//! It takes out too much rather than too little: what is kept is read by others.

use unicode_normalization::UnicodeNormalization as _;

/// Characters that are kept of a question.
pub const TEXT_MAX_CHARS: usize = 300;
/// Characters that are looked at: whatever comes after is not kept.
const LOOK_MAX_CHARS: usize = 8_000;
/// A word with so many digits may be a number of something; a year or a sum in words is shorter.
const WORD_MAX_DIGITS: usize = 4;
/// Groups of digits with so many in all, one after the other, may be a number of an account or a telephone.
const GROUPS_MAX_DIGITS: usize = 6;
/// Characters of what stands between angle brackets, as mentions and emoji do.
const BRACKETS_MAX_CHARS: usize = 200;

/// The text without mentions, links, addresses of mail, long numbers and invisible characters, on one line, and at most
/// 300 characters of it. What it returns has no `@`, `<`, `>` or control character, and no five digits in a row.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = pass(text);
    // What is taken out may bring numbers together that stood apart; each pass only makes the text shorter.
    loop {
        let again = pass(&cleaned);
        if again == cleaned {
            return cleaned;
        }
        cleaned = again;
    }
}

/// What two texts have in common that differ in case, marks and spaces at most.
#[must_use]
pub fn wording(cleaned: &str) -> String {
    let lower = cleaned.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn pass(text: &str) -> String {
    let visible: String = text.chars().take(LOOK_MAX_CHARS).nfkc().filter_map(visible).collect();
    let plain = without_brackets(&visible);
    let words: Vec<&str> = plain.split_whitespace().filter(|word| !is_elsewhere(word)).collect();
    let kept = without_numbers(&words).join(" ");
    let end = kept.char_indices().nth(TEXT_MAX_CHARS).map_or(kept.len(), |(at, _)| at);
    kept[..end].trim_end().to_owned()
}

/// White space as a space; nothing for what does not show, and for marks that only lay text out: they could part what
/// belongs together.
fn visible(c: char) -> Option<char> {
    match c {
        _ if c.is_whitespace() => Some(' '),
        '*' | '_' | '~' | '|' | '`' | '\\' => None,
        // Where addresses may have a full stop.
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' | '\u{2024}' => Some('.'),
        _ if c.is_control() || is_invisible(c) => None,
        _ => Some(c),
    }
}

/// Characters without a shape of their own: joiners, marks of direction, variation selectors, tags, private use.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}

/// Leaves out what stands between angle brackets, and angle brackets.
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['<', '>']) {
        kept.push_str(&rest[..open]);
        kept.push(' ');
        let inside = &rest[open + 1..];
        let close = inside.char_indices().take(BRACKETS_MAX_CHARS).find(|(_, c)| matches!(c, '<' | '>'));
        rest = match close {
            Some((at, '>')) if rest[open..].starts_with('<') => &inside[at + 1..],
            _ => inside,
        };
    }
    kept.push_str(rest);
    kept
}

/// A mention, an address of mail, or a link, with or without its scheme.
fn is_elsewhere(word: &str) -> bool {
    let lower = word.to_lowercase();
    word.contains('@')
        || lower.contains("://")
        || lower.contains("www.")
        || lower.contains("discord.gg")
        || is_domain(&lower)
}

/// Does a word hold a name of a host: a letter or digit, a full stop, and two letters or more before whatever ends it?
fn is_domain(word: &str) -> bool {
    let mut before = None;
    for (at, c) in word.char_indices() {
        if c == '.' && before.is_some_and(char::is_alphanumeric) {
            let rest = &word[at + 1..];
            let label = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
            if rest[..label].chars().filter(|c| c.is_alphabetic()).count() >= 2 {
                return true;
            }
        }
        before = Some(c);
    }
    false
}

/// Leaves out words with many digits, and words whose digits go on in those beside them.
fn without_numbers<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let digits: Vec<usize> = words.iter().map(|word| word.chars().filter(|c| c.is_numeric()).count()).collect();
    // Of digits and of what may part them: no word in the tongue of people.
    let is_group = |at: usize| digits[at] > 0 && !words[at].chars().any(char::is_alphabetic);
    let is_bridge =
        |at: usize| words[at].chars().all(|c| matches!(c, '+' | '-' | '–' | '/' | '(' | ')' | '.' | '#' | ':'));
    let mut is_kept: Vec<bool> =
        (0..words.len()).map(|at| digits[at] <= WORD_MAX_DIGITS || is_date_or_sum(words[at])).collect();
    let mut from = 0;
    while from < words.len() {
        let mut to = from;
        let mut sum = 0;
        while to < words.len() && (is_group(to) || (to > from && is_bridge(to))) {
            sum += digits[to];
            to += 1;
        }
        // A date or a sum beside a short number is not one number with it.
        let n_groups = (from..to).filter(|&at| is_group(at)).count();
        if n_groups > 1 && sum > GROUPS_MAX_DIGITS {
            is_kept[from..to].fill(false);
        }
        from = to.max(from + 1);
    }
    words.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(word, _)| *word).collect()
}

/// As in 2031-03-14, 14.3.2031 or 14/03/2031, and as in 1,250,000: what a question may well hold.
fn is_date_or_sum(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_numeric());
    if !bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | ',')) {
        return false;
    }
    let is_sum = bare.split_once(',').is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len()) && rest.split(',').count() <= 3 && rest.split(',').all(|three| three.len() == 3)
    });
    let is_date = ['-', '.', '/'].iter().any(|mark| {
        let parts: Vec<&str> = bare.split(*mark).collect();
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let is_day = |at: usize| parts[at].len() <= 2 && (1..=31).contains(&numbers[at]);
        let is_year = |at: usize| parts[at].len() == 4 && (1000..2200).contains(&numbers[at]);
        numbers.len() == 3 && parts.len() == 3 && is_day(1) && ((is_year(0) && is_day(2)) || (is_year(2) && is_day(0)))
    });
    is_sum && bare.chars().all(|c| c.is_ascii_digit() || c == ',') || is_date
}

#[cfg(test)]
mod tests;
