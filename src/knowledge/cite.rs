//! Citations: where the article says it, word for word.

use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::sync::Arc;

use super::findings::Findings;
use super::fold::{Folded, Match};
use super::limits::NEAREST_MAX;
use super::model::Citation;
use super::nearest::{Words, difference};
use super::quoted::quoted;
use super::read::Spot;
use super::syntax::string;
use super::unique::{extension, occurrences};
use crate::diagnostic::{Diagnostic, Place, Source, clip};
use crate::text::sentences::{Paragraph, paragraphs};

/// Characters of a passage that a message repeats.
const SHOWN_MAX_CHARS: usize = 300;
/// What may stand around a quote in the article, and not in its text.
const MARKS: [char; 7] = ['“', '”', '"', '«', '»', '‘', '’'];
/// Occurrences of an ambiguous passage that are shown.
const OCCURRENCES_MAX: usize = 4;

/// An article in which citations are looked up. What only findings need is made when the first of them needs it.
#[derive(Debug)]
pub(super) struct Passages<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) paragraphs: Vec<Paragraph>,
    folded: OnceCell<Folded>,
    quoted: OnceCell<Vec<Range<usize>>>,
    words: OnceCell<Words<'a>>,
    n_searches: Cell<usize>,
}

impl<'a> Passages<'a> {
    pub(super) fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            paragraphs: paragraphs(&source.text),
            folded: OnceCell::new(),
            quoted: OnceCell::new(),
            words: OnceCell::new(),
            n_searches: Cell::new(0),
        }
    }

    fn text(&self) -> &'a str {
        &self.source.text
    }

    /// The place of a citation; what is wrong with it goes to `findings`. Where it is only doubtful, the place is the
    /// first that it may mean: what is shown is the article's own in any case.
    pub(super) fn locate(&self, cite: &Spot<'_>, findings: &mut Findings) -> Option<Citation> {
        let found = occurrences(self.text(), &cite.text, 2);
        let span = match *found {
            [] => self.folded("citation", cite, findings)?,
            [start] => start..start + cite.text.len(),
            [first, ..] => {
                findings.push(self.ambiguous(cite, findings));
                first..first + cite.text.len()
            }
        };
        self.citation(span)
    }

    /// The paragraph and sentence of a stretch: the first sentence that it overlaps.
    fn citation(&self, span: Range<usize>) -> Option<Citation> {
        let at = self.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        let paragraph = self.paragraphs.get(at)?;
        let sentence = paragraph.sentences.iter().position(|sentence| sentence.end > span.start);
        Some(Citation {
            start: u32::try_from(span.start).ok()?,
            end: u32::try_from(span.end).ok()?,
            paragraph: paragraph.number,
            sentence: sentence.map_or(0, |at| at as u32 + 1),
        })
    }

    /// Checks that a quote's words stand inside quotation marks and inside its first citation. Returns them as the
    /// article has them.
    pub(super) fn check_quote(
        &self,
        words: &Spot<'_>,
        cite: Option<&Citation>,
        findings: &mut Findings,
    ) -> Option<&'a str> {
        let exact = match occurrences(self.text(), &words.text, 1)[..] {
            [start] => start..start + words.text.len(),
            _ => self.folded("quote", words, findings)?,
        };
        let exact = &self.text()[exact];
        let all = occurrences(self.text(), exact, usize::MAX);
        let is_cited =
            |start: usize| cite.is_none_or(|cite| cite.span().start <= start && start + exact.len() <= cite.span().end);
        if all.iter().any(|&start| is_cited(start) && self.is_marked(start..start + exact.len())) {
            return Some(exact);
        }
        let first = all.first().copied().unwrap_or_default();
        let place = Place::new(self.source, first..first + exact.len());
        let is_inside = all.iter().any(|&start| is_cited(start));
        let message = if is_inside {
            "the quote's text is not inside quotation marks in the article"
        } else {
            "the quote's text is not inside its first citation"
        };
        let mut finding = findings.error("K106", message, &words.span).related(place, "the words stand here");
        let inner = exact.strip_prefix(MARKS).map(|inner| inner.strip_suffix(MARKS).unwrap_or(inner));
        finding = match inner {
            _ if !is_inside => finding.help("cite the sentence that holds these words first"),
            None => finding.help("what is not in someone's own words is a [[claim]]"),
            Some(inner) => {
                let starts = occurrences(self.text(), inner, usize::MAX);
                let is_right = |start: &usize| is_cited(*start) && self.is_marked(*start..*start + inner.len());
                let finding = finding.help("leave the outer quotation marks out");
                if starts.iter().any(is_right) {
                    finding.fixed_by(findings.place(words.span.clone()), string(inner))
                } else {
                    finding
                }
            }
        };
        findings.push(finding);
        Some(exact)
    }

    /// Does a stretch stand inside quotation marks?
    fn is_marked(&self, span: Range<usize>) -> bool {
        let marked = self.quoted.get_or_init(|| quoted(self.text(), &self.paragraphs));
        let at = marked.partition_point(|marked| marked.end < span.end);
        marked.get(at).is_some_and(|marked| marked.start <= span.start)
    }

    /// The stretch that differs in look-alikes only. Where there is none, `findings` gets what is wrong.
    fn folded(&self, what: &str, wanted: &Spot<'_>, findings: &mut Findings) -> Option<Range<usize>> {
        let folded = self.folded.get_or_init(|| Folded::new(self.text()));
        let found = folded.find(&Folded::new(&wanted.text), self.text());
        let is_one_line = |span: &Range<usize>| !self.text()[span.clone()].contains(char::is_control);
        let Some(found) = found.filter(|found| is_one_line(&found.span)) else {
            findings.push(self.not_verbatim(what, wanted, findings));
            return None;
        };
        findings.push(self.folded_only(what, wanted, &found, findings));
        Some(found.span)
    }

    fn not_verbatim(&self, what: &str, wanted: &Spot<'_>, findings: &Findings) -> Diagnostic {
        let file = &self.source.path;
        let finding = findings.error("K101", format!("the {what} is not verbatim in {file}"), &wanted.span);
        self.n_searches.set(self.n_searches.get() + 1);
        if self.n_searches.get() > NEAREST_MAX {
            return finding.help("copy the article's words");
        }
        let words = self.words.get_or_init(|| Words::new(self.text(), &self.paragraphs));
        let Some(near) = words.nearest(&wanted.text) else {
            return finding.label("nothing in the article comes near").help("copy a passage of the article");
        };
        let exact = &self.text()[near.span.clone()];
        let n = near.n_changes;
        let label = match n {
            0 => "nearest passage, only case or marks differ".to_owned(),
            1 => "nearest passage, 1 word differs".to_owned(),
            _ => format!("nearest passage, {n} words differ"),
        };
        finding
            .related(Place::new(self.source, near.span), label)
            .help(format!("the difference: {}", clip(&difference(&wanted.text, exact), SHOWN_MAX_CHARS)))
            .help(format!("copy the article's words: {}", string(exact)))
    }

    fn folded_only(&self, what: &str, wanted: &Spot<'_>, found: &Match, findings: &Findings) -> Diagnostic {
        let exact = &self.text()[found.span.clone()];
        let message = format!("the {what} has other marks, dashes or spaces than the article");
        let mut finding = findings.warning("K102", message, &wanted.span);
        if let Some((typed, right)) = wanted.text.chars().zip(exact.chars()).find(|(typed, right)| typed != right) {
            finding = finding.label(format!("first difference: {} for {}", named(typed), named(right)));
        }
        finding = finding
            .related(Place::new(self.source, found.span.clone()), "the article's own characters")
            .help(format!("paste this: {}", string(exact)));
        if found.is_only { finding.fixed_by(findings.place(wanted.span.clone()), string(exact)) } else { finding }
    }

    fn ambiguous(&self, cite: &Spot<'_>, findings: &Findings) -> Diagnostic {
        let found = occurrences(self.text(), &cite.text, OCCURRENCES_MAX + 1);
        let count = if found.len() > OCCURRENCES_MAX { "often".to_owned() } else { format!("{} times", found.len()) };
        let mut finding =
            findings.warning("K103", format!("the citation occurs {count} in {}", self.source.path), &cite.span);
        for &start in found.iter().take(OCCURRENCES_MAX) {
            let place = Place::new(self.source, start..start + cite.text.len());
            finding = finding.related(place, "it stands here");
        }
        let mut has_way_out = false;
        for &start in found.iter().take(OCCURRENCES_MAX) {
            let longer = extension(self.text(), &self.paragraphs, start..start + cite.text.len());
            if let Some(longer) = longer {
                let (line, _) = self.source.line_column(longer.start);
                has_way_out = true;
                finding = finding.help(format!("for line {line}, lengthen it: {}", string(&self.text()[longer])));
            }
        }
        if has_way_out { finding } else { finding.help("no longer passage of that paragraph is unique: cite another") }
    }
}

fn named(c: char) -> String {
    if c.is_ascii_graphic() || (!c.is_whitespace() && !c.is_ascii() && c.is_alphanumeric()) {
        format!("`{c}`")
    } else {
        format!("`{c}` (U+{:04X})", c as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Head line\nThe bridge is shut. “It’s cracked,” Roe said, in the hall.\n\
        The bridge is old. Poe called it “cracked” too.\n";

    /// Codes that citing `text` as a citation gives, or the paragraph and sentence.
    #[track_caller]
    fn check(text: &str, expected: Result<(u32, u32), &str>) {
        let article = Arc::new(Source::new("article.txt", ARTICLE));
        let toml = Arc::new(Source::new("briefing.toml", text));
        let mut findings = Findings::new(&toml);
        let cite = Spot { text: text.into(), span: 0..text.len() };
        let found = Passages::new(&article).locate(&cite, &mut findings);
        match expected {
            Ok(at) => {
                assert_eq!(found.map(|found| (found.paragraph, found.sentence)), Some(at), "{text}");
                assert_eq!(findings.len(), 0);
            }
            Err(code) => assert_eq!(findings.into_sorted()[0].code, code, "{text}"),
        }
    }

    #[test]
    fn locates_what_occurs_once() {
        check("The bridge is shut.", Ok((1, 1)));
        check("shut. “It’s cracked,” Roe", Ok((1, 1)));
        check("Roe said", Ok((1, 2)));
        check("Head line", Ok((1, 0)));
        check("Poe called it “cracked” too.", Ok((2, 2)));
    }

    #[test]
    fn refuses_what_does_not() {
        check("The bridge is", Err("K103"));
        check("It's cracked,", Err("K102"));
        check("Roe answered", Err("K101"));
    }

    /// The code that a quote of these words in this citation gives.
    #[track_caller]
    fn check_quote(words: &str, cite: &str, expected: Option<&str>) {
        let article = Arc::new(Source::new("article.txt", ARTICLE));
        let mut findings = Findings::new(&article);
        let passages = Passages::new(&article);
        let cite = passages.locate(&Spot { text: cite.into(), span: 0..0 }, &mut findings);
        passages.check_quote(&Spot { text: words.into(), span: 0..0 }, cite.as_ref(), &mut findings);
        assert_eq!(findings.into_sorted().first().map(|finding| finding.code), expected, "{words}");
    }

    #[test]
    fn a_quote_stands_inside_marks_and_its_citation() {
        let cite = "“It’s cracked,” Roe said, in the hall.";
        check_quote("It’s cracked,", cite, None);
        check_quote("cracked", cite, None);
        check_quote("“It’s cracked,”", cite, Some("K106"));
        check_quote("in the hall", cite, Some("K106"));
        check_quote("It’s cracked,", "The bridge is old.", Some("K106"));
        check_quote("It’s broken,", cite, Some("K101"));
    }
}
