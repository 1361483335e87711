//! Where a sentence ends: terminal marks, what may close after them, and what must open then.

/// Abbreviations that are always followed by more: titles and references.
const NEVER_LAST: &[&str] = &[
    "Adm", "Amb", "Atty", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Det", "Dr", "Fr", "Gen", "Gov", "Hon", "Insp", "Lt",
    "Maj", "Messrs", "Mgr", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mt", "Pres", "Prof", "Rep", "Reps", "Rev", "Sen",
    "Sens", "Sgt", "St", "Ste", "Supt", "Ven", "approx", "ca", "cf", "e.g", "i.e", "viz", "vs", "v",
];

/// Abbreviations that go on only before a figure ("No. 10", "Sept. 5").
const BEFORE_FIGURE: &[&str] = &[
    "Apr", "Art", "Aug", "Ch", "Dec", "Feb", "Fig", "Figs", "Jan", "Jul", "Jun", "Mar", "No", "Nos", "Nov", "Oct",
    "Sec", "Sect", "Sep", "Sept", "Vol", "art", "ch", "fig", "figs", "no", "nos", "p", "para", "pp", "sec", "vol",
];

/// Abbreviations that may or may not end a sentence; single letters and dotted words (U.S., a.m.) join them.
const MAYBE_LAST: &[&str] = &[
    "Ala", "Ariz", "Ark", "Assn", "Ave", "Blvd", "Bros", "Calif", "Co", "Colo", "Conn", "Corp", "Del", "Dept", "Dist",
    "Esq", "Fla", "Ga", "Ill", "Inc", "Ind", "Jr", "Kan", "Ky", "Ltd", "Mass", "Md", "Mich", "Minn", "Miss", "Mo",
    "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Ph.D", "Rd", "Sr", "Tenn", "Tex", "Univ", "Va", "Vt", "Wash", "Wis",
    "Wyo", "al", "est", "etc",
];

/// Words that open sentences: before one of these, an abbreviation of the third kind has ended the last.
const OPENINGS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "Even",
    "Every",
    "Few",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "Nobody",
    "No",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Others",
    "Our",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "Yet",
    "You",
    "Your",
];

/// Byte offsets after which a new sentence of `line` begins, in order.
pub(super) fn sentence_ends(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_terminal(c) {
            continue;
        }
        let mut last = c;
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = chars.peek().filter(|(_, c)| is_terminal(*c) || is_closing(*c)) {
            last = if is_terminal(c) { c } else { last };
            end = next + c.len_utf8();
            chars.next();
        }
        let rest = &line[end..];
        let next = rest.trim_start();
        let is_parted = next.len() < rest.len() || is_wide(last);
        if is_parted && opens(next) && !(c == '.' && goes_on(&line[..at], end == at + 1, next)) {
            ends.push(end);
        }
    }
    ends
}

/// Does the text before a full stop end in an abbreviation, so that the sentence goes on with `next`?
/// `is_bare`: nothing closes between the full stop and `next`.
fn goes_on(before: &str, is_bare: bool, next: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '"' | '‘' | '—' | '–' | '/'));
    let word = word.into_iter().next().unwrap_or_default();
    if !is_bare {
        return false;
    }
    if NEVER_LAST.contains(&word) {
        return true;
    }
    if BEFORE_FIGURE.contains(&word) {
        return next.starts_with(|c: char| c.is_ascii_digit());
    }
    // "1. The first point": a list number at the start of the line.
    if word.len() <= 2 && word.len() == before.trim_start().len() && word.bytes().all(|b| b.is_ascii_digit()) {
        return !word.is_empty();
    }
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    let is_dotted = word.contains('.') && word.split('.').all(|part| (1..=2).contains(&part.chars().count()));
    (is_initial || is_dotted || MAYBE_LAST.contains(&word)) && !is_opening(next)
}

fn is_opening(next: &str) -> bool {
    let next = next.trim_start_matches(['“', '"', '‘', '\'', '(', '[', '«']);
    let end = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
    OPENINGS.contains(&&next[..end]) && !next[end..].starts_with('.')
}

/// May a sentence open like this? With a capital, a figure, a letter of a script without capitals, a sum of money.
fn opens(next: &str) -> bool {
    let bare = next.trim_start_matches(['“', '"', '‘', '«', '(', '[', '„', '¿', '¡', '「']);
    let quoted = bare.len() < next.len();
    bare.chars().next().is_some_and(|c| {
        c.is_numeric() || matches!(c, '$' | '£' | '€' | '¥') || (c.is_alphabetic() && !c.is_lowercase())
    }) || (quoted && bare.starts_with(['…', '.']))
}

fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।') || is_wide(c)
}

/// Terminal marks of scripts that put no space after them.
fn is_wide(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '"' | '\'' | ')' | ']' | '»' | '“' | '」')
}
