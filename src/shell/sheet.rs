//! A report for whoever runs the bot: what happened in a line, then lists. Each channel lays it out in its own way.

use crate::render::neutral::neutral_line;
use crate::review::fold::head;

use super::wording;

/// Lines of a list that the console shows.
const LISTED_MAX: usize = 20;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Does it tell of something that went wrong?
    pub is_problem: bool,
    /// What happened.
    pub headline: Line,
    /// The rest, the most telling first.
    pub sections: Vec<Section>,
    /// Figures, at the end.
    pub foot: Vec<String>,
}

/// A list with a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading, in the bot's own words.
    pub heading: String,
    /// What is listed, each with what belongs to it below it.
    pub items: Vec<Item>,
}

/// One thing of a list: a line, and lines that belong to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The line.
    pub line: Line,
    /// What belongs to it.
    pub below: Vec<Line>,
}

/// A line, in parts.
pub type Line = Vec<Part>;

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The bot's own words.
    Words(String),
    /// Text from files.
    Text(String),
    /// A name from files: of a file, an entry, a hash.
    Code(String),
    /// The bot's own words, which Discord takes in a form of its own.
    Either {
        /// In Discord's markdown.
        markdown: String,
        /// Elsewhere.
        plain: String,
    },
}

impl Part {
    /// The bot's own words.
    pub fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    /// Text from files, of `max_chars` at most.
    #[must_use]
    pub fn text(text: &str, max_chars: usize) -> Self {
        Self::Text(clip(text, max_chars))
    }

    /// A name from files.
    pub fn code(name: impl Into<String>) -> Self {
        Self::Code(name.into())
    }
}

/// A text on one line, cut to `max_chars` with an ellipsis for the rest.
#[must_use]
pub fn clip(text: &str, max_chars: usize) -> String {
    let shown = head(text, max_chars);
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.len() < text.len() { line + "…" } else { line }
}

/// The report as plain text, with a line break at the end.
#[must_use]
pub fn text(sheet: &Sheet) -> String {
    let mut lines = vec![plain(&sheet.headline)];
    for section in &sheet.sections {
        lines.push(format!("{} ({}):", section.heading, section.items.len()));
        for item in section.items.iter().take(LISTED_MAX) {
            lines.push(format!("  {}", plain(&item.line)));
            lines.extend(item.below.iter().map(|line| format!("    {}", plain(line))));
        }
        if section.items.len() > LISTED_MAX {
            lines.push(format!("  … {}", wording::reload::more(section.items.len() - LISTED_MAX)));
        }
    }
    if !sheet.foot.is_empty() {
        lines.push(sheet.foot.join(" "));
    }
    lines.join("\n") + "\n"
}

fn plain(line: &[Part]) -> String {
    line.iter()
        .map(|part| match part {
            Part::Words(words) | Part::Either { plain: words, .. } => words.clone(),
            Part::Text(text) | Part::Code(text) => neutral_line(text),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_and_put_on_a_line() {
        for (text, expected) in [("a\n b", "a b"), ("abcdef", "abcd…"), ("abcd", "abcd"), ("", ""), ("äöüß!", "äöüß…")]
        {
            assert_eq!(clip(text, 4), expected);
        }
    }

    #[test]
    fn lists_are_cut_with_a_count_and_files_cannot_command_the_terminal() {
        let item = |n: usize| Item { line: vec![Part::code(format!("e-{n}\u{1b}[2J"))], below: vec![] };
        let sheet = Sheet {
            is_problem: false,
            headline: vec![Part::words("Done: "), Part::code("abc")],
            sections: vec![Section { heading: "Changed".into(), items: (0..23).map(item).collect() }],
            foot: vec!["Took 1 ms.".into()],
        };
        let shown = text(&sheet);
        assert!(shown.starts_with("Done: abc\nChanged (23):\n  e-0␛[2J\n"), "{shown}");
        assert!(shown.ends_with("  e-19␛[2J\n  … and 3 more\nTook 1 ms.\n"), "{shown}");
    }
}
