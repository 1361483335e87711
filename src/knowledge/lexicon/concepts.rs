//! Sets of words that mean the same, as an editor writes them: one a line.
//!
//! `id: word, a phrase, word | opposite other-id | broader id, id`

/// Words that mean the same; all its parts are slices of the lexicon's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Concept<'t> {
    /// Unique id.
    pub id: &'t str,
    words: &'t str,
    links: &'t str,
}

impl<'t> Concept<'t> {
    /// Reads a line; `None` where no colon ends the id.
    #[must_use]
    pub fn parse(line: &'t str) -> Option<Self> {
        let (id, rest) = line.split_once(':')?;
        let (words, links) = rest.split_once('|').unwrap_or((rest, ""));
        Some(Self { id: id.trim_ascii(), words, links })
    }

    /// Base forms; phrases too.
    pub fn words(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        members(self.words)
    }

    /// The concept that contradicts it.
    #[must_use]
    pub fn opposite(&self) -> Option<&'t str> {
        self.linked("opposite").next()
    }

    /// Wider concepts.
    pub fn broader(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.linked("broader")
    }

    /// What stands between the bars: how other concepts are related, and their ids as they are written.
    pub fn links(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let links = self.links.split('|').map(str::trim_ascii).filter(|link| !link.is_empty());
        links.map(|link| link.split_once(char::is_whitespace).unwrap_or((link, &link[link.len()..])))
    }

    fn linked(&self, relation: &'static str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.links().filter(move |(written, _)| *written == relation).flat_map(|(_, ids)| members(ids))
    }
}

/// The lines of a text that hold something, comments left out.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_ascii).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The members of a list with commas between them.
pub fn members(list: &str) -> impl Iterator<Item = &str> {
    split(list, b',').map(str::trim_ascii).filter(|member| !member.is_empty())
}

/// The parts between marks of one byte. Byte by byte: for parts as short as words, the search of the standard library takes
/// longer to begin than to find.
pub fn split(text: &str, mark: u8) -> impl Iterator<Item = &str> {
    debug_assert!(mark.is_ascii(), "a part must end between two characters");
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|b| b == mark);
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_line() {
        let line = "say: say, tell , speak of, | opposite deny | broader act,speech";
        let concept = Concept::parse(line).unwrap_or(Concept { id: "", words: "", links: "" });
        assert_eq!(concept.id, "say");
        assert_eq!(concept.words().collect::<Vec<_>>(), ["say", "tell", "speak of"]);
        assert_eq!(concept.opposite(), Some("deny"));
        assert_eq!(concept.broader().collect::<Vec<_>>(), ["act", "speech"]);
    }

    #[test]
    fn what_is_left_out_is_empty() {
        let concept = Concept::parse("say:").unwrap_or(Concept { id: "-", words: "-", links: "-" });
        assert_eq!((concept.id, concept.opposite()), ("say", None));
        assert_eq!(concept.words().count() + concept.broader().count() + concept.links().count(), 0);
        assert_eq!(Concept::parse("say, tell"), None);
    }

    #[test]
    fn blank_lines_and_comments_hold_nothing() {
        assert_eq!(lines("\n# Speech\na: b\r\n  \n c: d").collect::<Vec<_>>(), ["a: b", "c: d"]);
    }
}
