//! Quotes, claims, facts, events, gaps, and the citations of people, organisations and places.

use super::ids::{Ids, Wanted};
use super::{all_boxed, boxed, spans};
use crate::knowledge::cite::Passages;
use crate::knowledge::findings::Findings;
use crate::knowledge::model::{Citation, EntityIx, Entry, EntryKind, When};
use crate::knowledge::places::EntryPlaces;
use crate::knowledge::read::{Record, Spot, Value};

/// Stands for a speaker whom a draft leaves to the editor.
const OPEN: &str = "?";

/// The entry of a record; `passages` is missing when the article is. What is wrong goes to `findings`.
pub(super) fn entry(
    record: &Record<'_>,
    ids: &Ids<'_>,
    passages: Option<&Passages<'_>>,
    findings: &mut Findings,
) -> Option<(Entry, EntryPlaces)> {
    let cited = citations(record, passages, findings);
    let when = when(record, &cited.excerpts, findings);
    let speaker = record.text(if record.table.name == "quote" { "speaker" } else { "by" });
    // A draft is answered from before its editor has filled in all speakers; `check` asks for them.
    let is_open = record.flag("review") && speaker.is_some_and(|spot| spot.text == OPEN);
    let speaker_ix = if is_open {
        None
    } else {
        ids.entity(if record.table.name == "quote" { "speaker" } else { "by" }, Wanted::Actor, speaker, findings)
    };
    let mut all = |key: &str, wanted: Wanted| -> Vec<EntityIx> {
        record.list(key).iter().filter_map(|spot| ids.entity(key, wanted, Some(spot), findings)).collect()
    };
    let (people, places) = (all("people", Wanted::Actor), all("places", Wanted::Place));
    let near = record.list("near").iter().filter_map(|spot| ids.entry("near", spot, findings)).collect();
    let mut one = |key: &str, wanted: Wanted| ids.entity(key, wanted, record.text(key), findings);
    let (to, position_of) = (one("to", Wanted::Actor), one("position_of", Wanted::Actor));
    let place = one("where", Wanted::Place);

    let id = record.text("id")?;
    let kind = kind(record, ids, id)?;
    let text = text(record)?;
    let entry_places = EntryPlaces {
        header: record.span.clone(),
        id: id.span.clone(),
        text: text.span.clone(),
        speaker: speaker.map(|spot| spot.span.clone()),
        when: match record.value("when") {
            Some(Value::Text(spot) | Value::Date(spot)) => Some(spot.span.clone()),
            _ => None,
        },
        cites: spans(record.list("cite")),
        asks: spans(record.list("ask")),
        denies: spans(record.list("denies")),
    };
    let entry = Entry {
        id: id.text.as_ref().into(),
        kind,
        text: cited.words.unwrap_or_else(|| text.text.as_ref().into()),
        speaker: speaker_ix,
        to,
        attribution: boxed(record, "attribution"),
        position_of,
        when,
        place,
        people,
        places,
        topics: all_boxed(record, "topics"),
        denies: all_boxed(record, "denies"),
        citations: cited.citations,
        asks: all_boxed(record, "ask"),
        near,
        is_unreviewed: record.flag("review"),
    };
    Some((entry, entry_places))
}

fn kind(record: &Record<'_>, ids: &Ids<'_>, id: &Spot<'_>) -> Option<EntryKind> {
    Some(match record.table.name {
        "quote" => EntryKind::Quote,
        "claim" => EntryKind::Claim,
        "fact" => EntryKind::Fact,
        "event" => EntryKind::Event,
        "gap" => EntryKind::Gap,
        _ => EntryKind::Entity(ids.get(&id.text)?.entity?),
    })
}

/// What the entry says.
fn text<'r, 's>(record: &'r Record<'s>) -> Option<&'r Spot<'s>> {
    match record.table.name {
        "quote" => record.text("text"),
        "person" | "organisation" | "place" => record.text("role").or_else(|| record.text("name")),
        _ => record.text("says"),
    }
}

/// What an entry cites.
#[derive(Default)]
struct Cited<'a> {
    citations: Vec<Citation>,
    /// As the article has them, or as they are written where the article does not.
    excerpts: Vec<&'a str>,
    /// A quote's words as the article has them.
    words: Option<Box<str>>,
}

fn citations<'a, 'p: 'a>(
    record: &'a Record<'_>,
    passages: Option<&Passages<'p>>,
    findings: &mut Findings,
) -> Cited<'a> {
    if record.table.key("cite").is_none() {
        return Cited::default();
    }
    let cites = record.list("cite");
    if cites.is_empty() && !matches!(record.value("cite"), Some(Value::Broken)) {
        let id = record.text("id").map_or("?", |spot| &spot.text);
        findings.push(
            findings
                .error("K104", format!("the {} `{id}` has no citation", record.table.name), &record.span)
                .help("add: cite = [\"…\"], with the passage of the article, word for word"),
        );
    }
    let typed = || cites.iter().map(|cite| &*cite.text);
    let Some(passages) = passages else { return Cited { excerpts: typed().collect(), ..Cited::default() } };
    let found: Vec<Option<Citation>> = cites.iter().map(|cite| passages.locate(cite, findings)).collect();
    let excerpt = |(found, typed): (&Option<Citation>, &'a str)| {
        found.as_ref().and_then(|found| passages.source.text.get(found.span())).unwrap_or(typed)
    };
    let excerpts = found.iter().zip(typed()).map(excerpt).collect();
    let words = record.text("text").filter(|_| record.table.name == "quote");
    // Where the first citation is wrong, only the marks can be checked.
    let words = words.and_then(|words| passages.check_quote(words, found.first().and_then(Option::as_ref), findings));
    Cited { excerpts, words: words.map(Into::into), citations: found.into_iter().flatten().collect() }
}

/// When it happened; the article's own words must stand in a citation.
fn when(record: &Record<'_>, cited: &[&str], findings: &mut Findings) -> Option<When> {
    match record.value("when")? {
        Value::Date(date) => Some(When::Inferred(date.text.as_ref().into())),
        Value::Text(words) => {
            if !cited.is_empty() && !cited.iter().any(|cited| cited.contains(words.text.as_ref())) {
                let mut finding = findings
                    .error("K107", "the words of `when` stand in no citation of this entry", &words.span)
                    .help("in quotes, `when` holds the article's own words, letter for letter");
                if let Some(cite) = record.list("cite").first() {
                    finding = finding.related(findings.place(cite.span.clone()), "the first citation");
                }
                findings.push(finding.help("a date that you infer is written without quotes: when = 2031-03-14"));
            }
            Some(When::Words(words.text.as_ref().into()))
        }
        _ => None,
    }
}
