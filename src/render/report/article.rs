//! The article with a mark wherever an entry cites it, and what is left out.

use std::ops::Range;

use super::markup::{Html, html};
use super::{Section, kind, label, wording};
use crate::knowledge::model::{Briefing, Citation, EntryIx, EntryKind};

/// A citation on the page.
struct Cited {
    ix: EntryIx,
    /// Its number on the entry, from 0.
    n: usize,
    span: Range<usize>,
}

/// The article, its citations coloured, what nobody cites hatched.
pub(super) fn article(at: usize, section: &Section<'_>, out: &mut Html) {
    let briefing = section.briefing;
    out.push(&format!("<h3 id=\"b{at}-article\">{}</h3>", wording::ARTICLE));
    legend(out);
    let cited = all_cited(briefing);
    out.push("<div class=\"text\">");
    let paragraphs = &briefing.article.paragraphs;
    for (n, paragraph) in paragraphs.iter().enumerate() {
        // Line breaks belong to the paragraph above them, so that a citation that ends there has its mark.
        let end = paragraphs.get(n + 1).map_or(usize::MAX, |next| next.span.start);
        let line = Line { at, section, cited: &cited, span: paragraph.span.clone(), end };
        let tag = if paragraph.is_heading { "h4" } else { "p" };
        out.push(&format!("<{tag} dir=\"auto\">"));
        if !paragraph.is_heading {
            out.push(&format!("<small class=\"number\">{}</small> ", paragraph.number));
        }
        line.push(out);
        out.push(&format!("</{tag}>"));
    }
    out.push("</div>");
}

fn legend(out: &mut Html) {
    out.push("<p class=\"legend\">");
    let kinds = [
        EntryKind::Quote,
        EntryKind::Claim,
        EntryKind::Fact,
        EntryKind::Event,
        EntryKind::Entity(crate::knowledge::model::EntityIx(0)),
    ];
    for (letter, class, name) in kinds.map(kind) {
        out.push(&format!("<span class=\"seg {class}\">{letter} {name}</span> "));
    }
    out.push(&format!("<span class=\"seg uncited\">✗ {}</span> ", wording::UNCITED));
    out.push(&format!("<span class=\"seg unheld\">“?” {}</span></p>", wording::UNHELD));
    out.element("p", "hint", wording::LEGEND);
}

fn all_cited(briefing: &Briefing) -> Vec<Cited> {
    let entries = (0_u32..).map(EntryIx).zip(&briefing.entries);
    let of = |(ix, citations): (EntryIx, &[Citation])| -> Vec<Cited> {
        citations.iter().enumerate().map(|(n, citation)| Cited { ix, n, span: citation.span() }).collect()
    };
    let mut all: Vec<Cited> = entries.flat_map(|(ix, entry)| of((ix, &entry.citations))).collect();
    all.sort_by_key(|one| (one.span.start, one.span.end));
    all
}

/// One paragraph or heading.
struct Line<'a> {
    at: usize,
    section: &'a Section<'a>,
    cited: &'a [Cited],
    span: Range<usize>,
    /// Where the next paragraph begins.
    end: usize,
}

impl Line<'_> {
    /// The line, cut wherever something begins or ends, so that overlapping marks need no nesting.
    fn push(&self, out: &mut Html) {
        let text = &self.section.briefing.article.text;
        let here: Vec<&Cited> = self.cited.iter().filter(|one| overlaps(&one.span, &self.span)).collect();
        let uncited = numbered(&self.section.uncited, &self.span);
        let unheld = numbered(&self.section.unheld, &self.span);
        let mut cuts = vec![self.span.start, self.span.end];
        let spans = here.iter().map(|one| &one.span);
        for span in spans.chain(uncited.iter().chain(&unheld).map(|(_, span)| *span)) {
            cuts.extend([span.start, span.end].map(|cut| cut.clamp(self.span.start, self.span.end)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let piece = pair[0]..pair[1];
            self.anchors(&piece, &here, out);
            let by: Vec<&Cited> = here.iter().copied().filter(|one| holds(&one.span, &piece)).collect();
            let is_uncited = uncited.iter().any(|(_, span)| holds(span, &piece));
            let is_unheld = unheld.iter().any(|(_, span)| holds(span, &piece));
            self.segment(&text[piece.clone()], &by, is_uncited, is_unheld, out);
            self.refs(&piece, &here, &uncited, &unheld, out);
        }
    }

    /// Where the links of the entries lead.
    fn anchors(&self, piece: &Range<usize>, here: &[&Cited], out: &mut Html) {
        for one in here {
            if one.span.start == piece.start && one.span.start >= self.span.start {
                out.push(&format!("<span id=\"b{}-e{}-c{}\"></span>", self.at, one.ix.0, one.n));
            }
        }
    }

    fn segment(&self, words: &str, by: &[&Cited], is_uncited: bool, is_unheld: bool, out: &mut Html) {
        let briefing = self.section.briefing;
        let mut class = String::from("seg");
        let doubts = [(by.len() > 1, " many"), (is_uncited, " uncited"), (is_unheld, " unheld")];
        doubts.iter().filter(|(is, _)| *is).for_each(|(_, name)| class.push_str(name));
        // The shortest citation says most about these very words; of two as short, a name says least.
        let is_name = |one: &Cited| matches!(briefing.entry(one.ix).kind, EntryKind::Entity(_));
        let Some(first) = by.iter().min_by_key(|one| (one.span.len(), is_name(one), one.ix)) else {
            if is_uncited || is_unheld {
                out.push(&format!("<span class=\"{class}\">{}</span>", html(words)));
            } else {
                out.text(words);
            }
            return;
        };
        let names: Vec<&str> = by.iter().map(|one| &*briefing.entry(one.ix).id).collect();
        out.push(&format!(
            "<a tabindex=\"-1\" class=\"{class} {}\" href=\"#b{}-e{}\" title=\"{}\">{}</a>",
            kind(briefing.entry(first.ix).kind).1,
            self.at,
            first.ix.0,
            html(&names.join(", ")),
            html(words),
        ));
    }

    /// The numbers after what ends with the piece: one for each citation, sentence and string.
    fn refs(
        &self,
        piece: &Range<usize>,
        here: &[&Cited],
        uncited: &[(usize, &Range<usize>)],
        unheld: &[(usize, &Range<usize>)],
        out: &mut Html,
    ) {
        let is_last = piece.end == self.span.end;
        let ends =
            |span: &Range<usize>| span.end == piece.end || is_last && piece.end < span.end && span.end <= self.end;
        for one in here.iter().filter(|one| ends(&one.span)) {
            let entry = self.section.briefing.entry(one.ix);
            out.push(&format!(
                "<sup><a class=\"ref {}\" href=\"#b{}-e{}\" title=\"{}\">{}</a></sup>",
                kind(entry.kind).1,
                self.at,
                one.ix.0,
                html(&entry.id),
                label(self.section.briefing, one.ix),
            ));
        }
        for (mark, name, list) in [("✗", "u", uncited), ("“?”", "q", unheld)] {
            for (n, _) in list.iter().filter(|(_, span)| ends(span)) {
                let (at, shown) = (self.at, n + 1);
                out.push(&format!(
                    "<sup><a class=\"ref missing\" id=\"b{at}-{name}{n}\" href=\"#b{at}-{name}{n}-list\">{mark}{shown}</a></sup>"
                ));
            }
        }
    }
}

/// What the briefing leaves out, as lists that lead into the article.
pub(super) fn gaps(at: usize, section: &Section<'_>, out: &mut Html) {
    let briefing = section.briefing;
    out.push(&format!("<h3 id=\"b{at}-gaps\">{}</h3>", wording::GAPS));
    let lists =
        [(wording::UNCITED_LIST, "u", "✗", &section.uncited), (wording::UNHELD_LIST, "q", "“?”", &section.unheld)];
    let is_whole = section.uncited.is_empty() && section.unheld.is_empty();
    if is_whole && section.missed.is_empty() && section.unasked.is_empty() {
        out.element("p", "", wording::NO_GAPS);
    }
    for (heading, name, mark, spans) in lists.into_iter().filter(|(.., spans)| !spans.is_empty()) {
        out.element("h4", "", &wording::counted(heading, spans.len()));
        out.push("<ul class=\"gaps\">");
        for (n, span) in spans.iter().enumerate() {
            let words = html(&briefing.article.text[span.clone()]);
            let shown = n + 1;
            out.push(&format!(
                "<li id=\"b{at}-{name}{n}-list\" dir=\"auto\"><a href=\"#b{at}-{name}{n}\">{mark}{shown}</a> {words}</li>"
            ));
        }
        out.push("</ul>");
    }
    if !section.missed.is_empty() {
        out.element("h4", "", &wording::counted(wording::MISSED_LIST, section.missed.len()));
        let words: Vec<&str> = section.missed.iter().map(|span| &briefing.article.text[span.clone()]).collect();
        out.element("p", "", &words.join(" · "));
    }
    if !section.unasked.is_empty() {
        out.element("h4", "", &wording::counted(wording::UNASKED_LIST, section.unasked.len()));
        out.push("<p>");
        for &ix in &section.unasked {
            out.push(&format!("<a href=\"#b{at}-e{}\">{}</a> ", ix.0, html(&briefing.entry(ix).id)));
        }
        out.push("</p>");
    }
}

/// Those that touch a line, with their numbers from 0.
fn numbered<'a>(spans: &'a [Range<usize>], line: &Range<usize>) -> Vec<(usize, &'a Range<usize>)> {
    spans.iter().enumerate().filter(|(_, span)| overlaps(span, line)).collect()
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn holds(span: &Range<usize>, piece: &Range<usize>) -> bool {
    span.start <= piece.start && piece.end <= span.end
}
