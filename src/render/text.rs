//! A reply as text for a terminal.

use std::fmt::Write as _;

use anstyle::Style;

use super::neutral::neutral;
use super::wording;
use crate::answer::reply::{Outcome, Passage, Reply};

/// How a reply is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns that a line may fill.
    pub width: usize,
    /// With terminal styles.
    pub is_styled: bool,
    /// With the title of the briefing that answers.
    pub is_titled: bool,
}

impl Look {
    /// No line is broken to fewer columns than this.
    pub const MIN_WIDTH: usize = 20;
}

/// Lays a reply out. Ends with a line break.
#[must_use]
pub fn render(reply: &Reply, look: Look) -> String {
    let mut page = Page { look, out: String::new() };
    page.block(&reply.text, Style::new().bold());
    if let (Outcome::NotInBriefing, Some(reason)) = (reply.outcome, reply.reason) {
        page.block(&format!("({})", wording::reason(reason)), DIM);
    }
    page.passages(&reply.citations);
    if !reply.related.is_empty() {
        page.gap();
        page.block(wording::NEAREST, Style::new());
        for passage in &reply.related {
            page.item("  ", &citation(passage), DIM);
        }
    }
    page.foot(reply);
    if !reply.suggestions.is_empty() {
        page.gap();
        let is_choice = reply.outcome == Outcome::DidYouMean;
        page.block(if is_choice { wording::DID_YOU_MEAN } else { wording::YOU_COULD_ASK }, Style::new());
        for (at, suggestion) in reply.suggestions.iter().enumerate() {
            page.item(&format!("  {}. ", at + 1), suggestion, Style::new());
        }
    }
    page.out
}

const DIM: Style = Style::new().dimmed();

/// The excerpt in quotation marks (unless it bears its own), who says it, and where it stands.
fn citation(passage: &Passage) -> String {
    let excerpt = &passage.exact;
    let mut line = if excerpt.contains(['“', '”', '"']) { excerpt.clone() } else { format!("“{excerpt}”") };
    if let Some(who) = passage.speaker.as_ref().or(passage.attribution.as_ref()) {
        line.push_str(" — ");
        line.push_str(who);
    }
    line.push_str(" · ");
    line.push_str(&wording::location(passage.paragraph, passage.sentence));
    if let Some(briefing) = &passage.briefing {
        line.push_str(" · ");
        line.push_str(briefing);
    }
    line
}

struct Page {
    look: Look,
    out: String,
}

impl Page {
    fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn passages(&mut self, passages: &[Passage]) {
        if passages.is_empty() {
            return;
        }
        self.gap();
        for passage in passages {
            self.item(&format!("[{}] ", passage.n), &citation(passage), DIM);
        }
    }

    fn foot(&mut self, reply: &Reply) {
        let title = reply.title.as_ref().filter(|_| self.look.is_titled && !reply.citations.is_empty());
        let parts = [(wording::FROM, title), (wording::AS_OF, reply.as_of.as_ref())];
        let parts: Vec<String> =
            parts.iter().filter_map(|(word, what)| what.map(|what| format!("{word}: {what}"))).collect();
        if !parts.is_empty() {
            self.gap();
            self.block(&parts.join(" · "), DIM);
        }
    }

    /// Lines of text, each wrapped; a list item's next lines stand under its first word.
    fn block(&mut self, text: &str, style: Style) {
        for line in neutral(text).trim_end().split('\n') {
            let body = line.trim_start();
            let indent = &line[..line.len() - body.len()];
            let (marker, body) = split_marker(body);
            self.item(&format!("{indent}{marker}"), body, style);
        }
    }

    /// One wrapped line behind a marker.
    fn item(&mut self, marker: &str, text: &str, style: Style) {
        let text = neutral(text).replace('\n', " ");
        let hang = " ".repeat(marker.chars().count());
        let options = textwrap::Options::new(self.look.width.max(Look::MIN_WIDTH))
            .initial_indent(marker)
            .subsequent_indent(&hang);
        for line in textwrap::wrap(&text, options) {
            // Each line is styled alone, so that no style outlives a line that is cut or piped.
            if self.look.is_styled && style != Style::new() && !line.trim().is_empty() {
                let _ = write!(self.out, "{style}{line}{style:#}");
            } else {
                self.out.push_str(&line);
            }
            self.out.push('\n');
        }
    }
}

/// Splits the marker of a list item (`- `, `• `, `12. `) from its text.
fn split_marker(line: &str) -> (&str, &str) {
    let Some((first, rest)) = line.split_once(' ') else { return ("", line) };
    let is_bullet = matches!(first, "-" | "•" | "*" | "–");
    let is_number = first.len() <= 4
        && first.strip_suffix(['.', ')']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if is_bullet || is_number { line.split_at(line.len() - rest.len()) } else { ("", line) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::reply::{Focus, Reason};

    const PLAIN: Look = Look { width: 60, is_styled: false, is_titled: false };

    fn passage(n: usize, exact: &str, speaker: Option<&str>, attribution: Option<&str>) -> Passage {
        Passage {
            n,
            entry: "f-x".into(),
            exact: exact.into(),
            paragraph: 3,
            sentence: 1,
            start: 0,
            end: 1,
            speaker: speaker.map(Into::into),
            briefing: None,
            attribution: attribution.map(Into::into),
        }
    }

    fn reply() -> Reply {
        Reply {
            outcome: Outcome::Answered,
            intent: "fact".into(),
            briefing: Some("harbour-bridge".into()),
            title: Some("Cracks close the bridge".into()),
            text: "The repairs are expected to cost £6.4 million and to last until September.".into(),
            citations: vec![
                passage(1, "The council expects the repairs to cost £6.4 million.", None, Some("the council")),
                passage(2, "“It is not about to fall down,” he said.", Some("Anselm Roake"), Some("said")),
            ],
            related: Vec::new(),
            suggestions: vec!["Who is Hester Quill?".into(), "When does it reopen?".into()],
            reason: None,
            confidence: 0.9,
            as_of: None,
            focus: Focus::default(),
        }
    }

    #[test]
    fn an_answer_comes_first_then_evidence_then_next_questions() {
        let expected = "\
The repairs are expected to cost £6.4 million and to last
until September.

[1] “The council expects the repairs to cost £6.4 million.”
    — the council · paragraph 3, sentence 1
[2] “It is not about to fall down,” he said. — Anselm Roake
    · paragraph 3, sentence 1

You could ask:
  1. Who is Hester Quill?
  2. When does it reopen?
";
        assert_eq!(render(&reply(), PLAIN), expected);
    }

    #[test]
    fn an_abstention_gives_its_reason_and_the_nearest_passages() {
        let mut reply = reply();
        reply.outcome = Outcome::NotInBriefing;
        reply.reason = Some(Reason::DetailNotGiven);
        reply.text = "The briefing doesn't say.".into();
        reply.related = std::mem::take(&mut reply.citations);
        reply.related.truncate(1);
        reply.related[0].sentence = 0;
        reply.suggestions.clear();
        let expected = "\
The briefing doesn't say.
(The briefing is about this, but does not give this detail.)

Nearest in the briefing:
  “The council expects the repairs to cost £6.4 million.” —
  the council · heading above paragraph 3
";
        assert_eq!(render(&reply, PLAIN), expected);
    }

    #[test]
    fn choices_are_headed_as_choices() {
        let mut reply = reply();
        reply.outcome = Outcome::DidYouMean;
        let text = render(&reply, PLAIN);
        assert!(text.contains("Did you mean:\n  1. Who"), "{text}");
        assert!(!text.contains("You could ask"), "{text}");
    }

    #[test]
    fn title_and_date_stand_at_the_foot_where_wanted() {
        let mut reply = reply();
        reply.as_of = Some("Tuesday".into());
        let titled = render(&reply, Look { is_titled: true, ..PLAIN });
        assert!(titled.contains("\nFrom: Cracks close the bridge · As of: Tuesday\n"), "{titled}");
        assert!(!render(&reply, PLAIN).contains("Cracks close"));
    }

    #[test]
    fn list_items_hang_under_their_first_word() {
        let mut reply = reply();
        reply.citations.clear();
        reply.suggestions.clear();
        reply.text = "Two things:\n- the first of them is rather long to read\n12. second".into();
        let text = render(&reply, Look { width: 24, ..PLAIN });
        assert_eq!(text, "Two things:\n- the first of them is\n  rather long to read\n12. second\n");
    }

    #[test]
    fn every_style_ends_on_its_own_line() {
        let text = render(&reply(), Look { is_styled: true, ..PLAIN });
        assert!(text.contains("\u{1b}[1mThe repairs"), "{text:?}");
        for line in text.lines().filter(|line| line.contains('\u{1b}')) {
            assert!(line.ends_with("\u{1b}[0m"), "{line:?}");
        }
        assert!(!render(&reply(), PLAIN).contains('\u{1b}'));
    }

    #[test]
    fn nothing_in_a_reply_can_steer_the_terminal() {
        let mut reply = reply();
        let evil = "a\u{1b}]0;title\u{7}b\u{202e}c\u{9b}2J";
        reply.text = evil.into();
        reply.citations[0].exact = evil.into();
        reply.citations[0].speaker = Some(evil.into());
        reply.suggestions[0] = evil.into();
        let text = render(&reply, PLAIN);
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        for width in [0, 20, 33, 80, 100] {
            let text = render(&reply(), Look { width, ..PLAIN });
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= width.max(Look::MIN_WIDTH), "{width}: {text}");
        }
    }
}
