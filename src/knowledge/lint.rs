//! What loads but is doubtful, as far as one briefing alone can tell.

mod alias;
mod date;
pub mod detail;
mod free;
mod hedge;
mod question;
mod reported;
pub mod reporting;
mod review;
mod speaker;
mod unused;

use std::ops::Range;

use super::model::{Briefing, Entity, Entry, EntryKind};
use super::places::{Curated, Places};
use crate::diagnostic::{Diagnostic, Severity};
use detail::{Words, details};

/// All that one briefing alone can tell, in the order of the places; what the editor allows is left out.
/// `is_release` makes errors of what no editor has reviewed.
#[must_use]
pub fn all(curated: &Curated, is_release: bool) -> Vec<Diagnostic> {
    let mut found = says(curated);
    found.extend(curated.places.doubts.iter().cloned());
    for check in [
        hedge::check,
        alias::check,
        speaker::check,
        reported::check,
        unused::check,
        date::check,
        free::check,
        question::check,
    ] {
        check(curated, &mut found);
    }
    review::check(curated, is_release, &mut found);
    found.retain(|finding| finding.entry.as_ref().is_none_or(|id| !curated.places.is_allowed(finding.code, id)));
    // Nobody can accept that it is not known who spoke.
    found.extend(open_speakers(curated));
    found.sort_by_key(|finding| finding.place.as_ref().map_or(0, |place| place.span.start));
    found
}

/// Finds numbers, dates and names that an editor's `says` or `role` states and its citations do not.
///
/// `K301`: an error where the article does not hold the detail at all, a warning where it stands outside the citations
/// of the entry. Findings that the editor allows are left out.
#[must_use]
pub fn says(curated: &Curated) -> Vec<Diagnostic> {
    let Curated { briefing, places } = curated;
    let article = Words::new(&briefing.article.text);
    let mut found = Vec::new();
    for (entry, at) in briefing.entries.iter().zip(&places.entries) {
        if is_free_prose(briefing, entry) && !places.is_allowed("K301", &entry.id) {
            let cited = entry.citations.iter().map(|citation| briefing.excerpt(citation));
            let speaker = entry.speaker.map(|ix| &*briefing.entity(ix).name);
            let known = Words::of_all(cited.chain(speaker));
            check(&entry.id, (&entry.text, &at.text), Some(&known), &article, places, &mut found);
        }
    }
    for (entity, at) in briefing.entities.iter().zip(&places.entities) {
        if let (None, Some(role), Some(span)) = (entity.entry, &entity.role, &at.role)
            && !places.is_allowed("K301", &entity.id)
        {
            check(&entity.id, (role, span), None, &article, places, &mut found);
        }
    }
    found
}

/// Finds speakers that a draft has left open.
///
/// `K201`: an error, since a quotation without its speaker is none.
#[must_use]
pub fn open_speakers(curated: &Curated) -> Vec<Diagnostic> {
    let Curated { briefing, places } = curated;
    let entries = briefing.entries.iter().zip(&places.entries);
    let open = entries.filter(|(entry, _)| entry.speaker.is_none()).filter_map(|(entry, at)| {
        let key = if entry.kind == EntryKind::Quote { "speaker" } else { "by" };
        at.speaker.as_ref().map(|span| (key, span, &entry.id))
    });
    open.map(|(key, span, id)| {
        Diagnostic::error("K201", format!("`{key}` is still open"), places.place(span))
            .help("replace the \"?\" of the draft with the id of a person or an organisation")
            .about(id)
    })
    .collect()
}

/// Is the entry's text the editor's own wording?
fn is_free_prose(briefing: &Briefing, entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Quote | EntryKind::Gap => false,
        EntryKind::Entity(ix) => matches!(briefing.entity(ix), Entity { role: Some(_), .. }),
        EntryKind::Claim | EntryKind::Fact | EntryKind::Event => true,
    }
}

fn check(
    id: &str,
    (text, span): (&str, &Range<usize>),
    cited: Option<&Words>,
    article: &Words,
    places: &Places,
    found: &mut Vec<Diagnostic>,
) {
    for detail in details(text) {
        if cited.is_some_and(|cited| cited.holds(&detail)) {
            continue;
        }
        let place = places.place(&within(&places.toml.text, span, detail.raw));
        let file = &places.article.path;
        if !article.holds(&detail) {
            let message = format!("`{}` stands nowhere in {file}", detail.raw);
            found.push(
                Diagnostic::error("K301", message, place)
                    .label("not in the article")
                    .help("state only what the citation says, in its words for numbers, dates and names")
                    .about(id),
            );
        } else if cited.is_some() {
            let message = format!("`{}` stands in {file}, but not in the citation", detail.raw);
            found.push(
                Diagnostic::at("K301", Severity::Warning, message, place)
                    .label("not in the citation")
                    .help("cite the passage that says it too, or leave it out")
                    .about(id),
            );
        }
    }
}

/// The detail inside its string; the whole string where escapes hide it.
fn within(toml: &str, span: &Range<usize>, raw: &str) -> Range<usize> {
    let at = toml.get(span.clone()).and_then(|written| written.find(raw));
    at.map_or(span.clone(), |at| span.start + at..span.start + at + raw.len())
}
