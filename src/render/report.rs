//! A briefing as a page for its editor: the article with what cites it, the entries, the golden answers.
//!
//! The page is one file without scripts, fonts or links to elsewhere. Everything from files is escaped, and a policy in
//! its head forbids what an escape that was forgotten could do.

mod answers;
mod article;
mod entries;
mod markup;

use std::ops::Range;

use super::wording::report as wording;
use crate::knowledge::golden::Golden;
use crate::knowledge::model::{Briefing, EntryIx, EntryKind};
use markup::{Html, html};

/// The first line of every page; a file without it is none of ours.
pub const MARKER: &str = "<!DOCTYPE html><!-- briefing-bot report 1 -->";
/// Opens the part of the page that the next one reads back.
pub const LAST_RUN_OPENS: &str = "<script type=\"application/json\" id=\"last-run\">";
/// Closes it.
pub const LAST_RUN_CLOSES: &str = "</script>";

const STYLE: &str = include_str!("report/style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// All that a page shows.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// A part for each briefing.
    pub sections: Vec<Section<'a>>,
    /// Questions that the bot could not answer, where they were given.
    pub unanswered: Option<Vec<String>>,
    /// The golden answers of this run as JSON on one line, for the next page to compare with.
    pub last_run: String,
    /// Was there an earlier page to compare with?
    pub is_compared: bool,
}

/// One briefing. All ranges are bytes of its article.
#[derive(Debug)]
pub struct Section<'a> {
    /// The briefing.
    pub briefing: &'a Briefing,
    /// How much is covered: what, how many of how many.
    pub totals: Vec<(&'static str, usize, usize)>,
    /// Sentences that no entry cites.
    pub uncited: Vec<Range<usize>>,
    /// Quoted strings that no quote entry holds.
    pub unheld: Vec<Range<usize>>,
    /// Numbers and names that no entry cites.
    pub missed: Vec<Range<usize>>,
    /// Entries without an example question.
    pub unasked: Vec<EntryIx>,
    /// Example questions that do not find their entry: the entry, the question's number on it from 0, and why.
    pub lost: Vec<(EntryIx, usize, String)>,
    /// The golden questions.
    pub answers: Vec<Answer<'a>>,
    /// Golden questions of the earlier page that are gone.
    pub n_gone: usize,
}

/// A golden question and its answer.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The question.
    pub golden: &'a Golden,
    /// Is the answer as expected?
    pub is_right: bool,
    /// Why it is not; empty where it is.
    pub why: String,
    /// What was answered.
    pub text: String,
    /// The passages cited.
    pub cited: Vec<String>,
    /// What differs from the earlier page.
    pub change: Change,
}

/// What became of an answer since the earlier page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing, or there was no earlier page.
    None,
    /// The question is new.
    Added,
    /// It was wrong and is right.
    Mended,
    /// It was right and is wrong.
    Broken,
    /// Other words, as right or wrong as before.
    Reworded,
}

/// The page as HTML.
#[must_use]
pub fn page(page: &Page<'_>) -> String {
    let mut out = Html::default();
    let title = match page.sections.as_slice() {
        [one] => wording::title(&one.briefing.title),
        _ => wording::TITLE.to_owned(),
    };
    out.push(MARKER);
    out.push("\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.push(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"));
    out.push("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.push("<meta name=\"color-scheme\" content=\"light dark\">");
    out.element("title", "", &title);
    out.push(&format!("<style>{STYLE}</style></head>\n<body><main>"));
    out.element("h1", "", &title);
    if page.sections.len() > 1 {
        contents(page, &mut out);
    }
    for (n, section) in page.sections.iter().enumerate() {
        section_of(page, n, section, &mut out);
    }
    if let Some(questions) = &page.unanswered {
        unanswered(questions, &mut out);
    }
    out.element("footer", "", if page.is_compared { wording::COMPARED } else { wording::FIRST_RUN });
    // In JSON, `<` stands only in strings, where this escape means the same; so nothing closes the element early.
    let last_run = page.last_run.replace('<', "\\u003c");
    out.push(&format!("</main>\n{LAST_RUN_OPENS}{last_run}{LAST_RUN_CLOSES}\n</body></html>\n"));
    out.into_string()
}

fn contents(page: &Page<'_>, out: &mut Html) {
    out.push(&format!("<nav aria-label=\"{}\"><ul>", wording::BRIEFINGS));
    for (n, section) in page.sections.iter().enumerate() {
        out.push(&format!("<li><a href=\"#b{n}\">{}</a></li>", html(&section.briefing.title)));
    }
    out.push("</ul></nav>");
}

fn section_of(page: &Page<'_>, n: usize, section: &Section<'_>, out: &mut Html) {
    let article = &section.briefing.article;
    out.push(&format!("\n<section id=\"b{n}\">"));
    if page.sections.len() > 1 {
        out.element("h2", "", &section.briefing.title);
    }
    let source = [article.publisher.as_deref(), article.published.as_deref()];
    let source: Vec<&str> = source.into_iter().flatten().chain([&*section.briefing.id]).collect();
    out.element("p", "source", &source.join(" · "));
    out.push("<dl class=\"totals\">");
    for (what, covered, total) in &section.totals {
        let share = if *total == 0 { 100.0 } else { *covered as f64 * 100.0 / *total as f64 };
        out.push(&format!("<div><dt>{what}</dt><dd>{covered}/{total} <small>{share:.0} %</small></dd></div>"));
    }
    out.push("</dl>");
    article::article(n, section, out);
    article::gaps(n, section, out);
    entries::entries(n, section, out);
    answers::answers(n, section, out);
    out.push("</section>");
}

fn unanswered(questions: &[String], out: &mut Html) {
    out.push("\n<section id=\"unanswered\">");
    out.element("h2", "", &wording::unanswered(questions.len()));
    out.push("<ul>");
    for question in questions {
        out.element("li", "", question);
    }
    out.push("</ul></section>");
}

/// The letter that stands for a kind beside its number, the class of its colour, and its name.
fn kind(kind: EntryKind) -> (char, &'static str, &'static str) {
    match kind {
        EntryKind::Quote => ('Q', "quote", wording::QUOTE),
        EntryKind::Claim => ('C', "claim", wording::CLAIM),
        EntryKind::Fact => ('F', "fact", wording::FACT),
        EntryKind::Event => ('E', "event", wording::EVENT),
        EntryKind::Gap => ('G', "gap", wording::GAP),
        EntryKind::Entity(_) => ('N', "name", wording::NAME),
    }
}

/// How an entry is called beside the text: its kind's letter and its number from 1.
fn label(briefing: &Briefing, ix: EntryIx) -> String {
    format!("{}{}", kind(briefing.entry(ix).kind).0, ix.0 + 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests;
