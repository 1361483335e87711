//! Words that tell that somebody says something.

/// Forms of reporting verbs that hardly mean anything else. Forms that are nouns, too ("claims"), are left out.
const VERBS: &[&str] = &[
    "said",
    "says",
    "saying",
    "told",
    "tells",
    "stated",
    "stating",
    "asserted",
    "asserting",
    "asserts",
    "claimed",
    "claiming",
    "argued",
    "argues",
    "arguing",
    "announced",
    "announces",
    "announcing",
    "insisted",
    "insists",
    "insisting",
    "remarked",
    "remarks",
    "remarking",
    "confirmed",
    "confirming",
    "denied",
    "denies",
    "denying",
    "warned",
    "warns",
    "warning",
    "admitted",
    "admits",
    "alleged",
    "alleges",
    "alleging",
    "believed",
    "believes",
    "stressed",
    "stresses",
    "stressing",
    "emphasized",
    "emphasised",
    "suggested",
    "suggests",
    "predicted",
    "predicts",
    "promised",
    "pledged",
    "vowed",
    "replied",
    "replies",
    "noted",
    "noting",
    "explained",
    "explains",
    "declared",
    "declares",
    "declaring",
    "wrote",
    "writes",
    "reported",
    "estimated",
    "estimates",
    "complained",
    "acknowledged",
    "acknowledges",
    "conceded",
    "contended",
    "recalled",
    "cautioned",
    "urged",
    "asked",
    "called",
    "added",
    "adds",
];

/// Is it a reporting verb? In lower case.
pub(super) fn is_verb(word: &str) -> bool {
    VERBS.contains(&word)
}

/// The first word of a text, outside quotation marks, that reports what somebody says: a verb, or "according to".
#[must_use]
pub fn cue(text: &str) -> Option<&str> {
    let mut is_quoted = false;
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        if word.contains(['“', '«']) {
            is_quoted = true;
        }
        let bare = bare(word);
        if !is_quoted && (is_verb(&bare.to_lowercase()) || is_according(bare, words.get(at + 1))) {
            return Some(bare);
        }
        if word.contains(['”', '»']) {
            is_quoted = false;
        }
    }
    None
}

fn is_according(word: &str, next: Option<&&str>) -> bool {
    word.eq_ignore_ascii_case("according") && next.is_some_and(|next| *next == "to")
}

/// A word without the marks around it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_reports() {
        for (text, expected) in [
            ("He said it was over.", Some("said")),
            ("According to the owner, it is shut.", Some("According")),
            ("It works according the plan.", None),
            ("The film “He said no” opens on Monday.", None),
            ("The bridge is shut.", None),
        ] {
            assert_eq!(cue(text), expected, "{text}");
        }
    }
}
