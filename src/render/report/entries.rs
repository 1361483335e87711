//! The entries: what each says, who says it, its questions and its citations.

use super::markup::{Html, html};
use super::{Section, kind, label, wording};
use crate::knowledge::model::{Entry, EntryIx, When};
use crate::render::wording::location;

/// All entries, in file order.
pub(super) fn entries(at: usize, section: &Section<'_>, out: &mut Html) {
    let all = &section.briefing.entries;
    out.push(&format!("<h3 id=\"b{at}-entries\">{}</h3>", wording::counted(wording::ENTRIES, all.len())));
    for (ix, entry) in (0_u32..).map(EntryIx).zip(all) {
        let (_, class, name) = kind(entry.kind);
        out.push(&format!("<article class=\"entry {class}\" id=\"b{at}-e{}\">", ix.0));
        let title = format!("{} {name}: {}", label(section.briefing, ix), entry.id);
        out.element("h4", "", &title);
        facts(section, entry, out);
        out.element("blockquote", "", &entry.text);
        citations(at, section, ix, out);
        questions(section, ix, out);
        out.push("</article>");
    }
}

fn facts(section: &Section<'_>, entry: &Entry, out: &mut Html) {
    let name = |ix| &*section.briefing.entity(ix).name;
    let when = entry.when.as_ref().map(|when| match when {
        When::Words(words) => words.to_string(),
        When::Inferred(date) => wording::inferred(date),
    });
    let rows = [
        (wording::SPEAKER, entry.speaker.map(|ix| name(ix).to_owned())),
        (wording::SOURCE, entry.attribution.as_deref().map(str::to_owned)),
        (wording::WHEN, when),
        (wording::REVIEW, entry.is_unreviewed.then(|| wording::UNREVIEWED.to_owned())),
    ];
    for (what, value) in rows {
        if let Some(value) = value {
            out.element("p", "detail", &format!("{what}: {value}"));
        }
    }
}

fn citations(at: usize, section: &Section<'_>, ix: EntryIx, out: &mut Html) {
    let entry = section.briefing.entry(ix);
    if entry.citations.is_empty() {
        return;
    }
    out.push(&format!("<h5>{}</h5><ul>", wording::CITES));
    for (n, citation) in entry.citations.iter().enumerate() {
        out.push(&format!(
            "<li dir=\"auto\">{} <a href=\"#b{at}-e{}-c{n}\">{}</a></li>",
            html(section.briefing.excerpt(citation)),
            ix.0,
            location(citation.paragraph, citation.sentence),
        ));
    }
    out.push("</ul>");
}

fn questions(section: &Section<'_>, ix: EntryIx, out: &mut Html) {
    let asks = &section.briefing.entry(ix).asks;
    if asks.is_empty() {
        return;
    }
    let lost: Vec<&(EntryIx, usize, String)> = section.lost.iter().filter(|(entry, ..)| *entry == ix).collect();
    let open = if lost.is_empty() { "" } else { " open" };
    let found = asks.len() - lost.len();
    out.push(&format!(
        "<details{open}><summary>{}</summary><ul class=\"asks\">",
        wording::questions(found, asks.len())
    ));
    for (n, ask) in asks.iter().enumerate() {
        match lost.iter().find(|(_, lost, _)| *lost == n) {
            Some((.., why)) => out.element("li", "wrong", &format!("✗ {ask} — {why}")),
            None => out.element("li", "", &format!("✓ {ask}")),
        }
    }
    out.push("</ul></details>");
}
