//! The numbers of the last days, as text and as a picture.

use std::collections::BTreeMap;
use std::time::SystemTime;

use super::super::parcel::{File, Parcel};
use super::super::wording::kept as wording;
use super::told;
use crate::render::chart;
use crate::render::discord::card::Tone;
use crate::render::discord::escape::line;
use crate::render::discord::message;
use crate::shell::app::App;
use crate::store::{Day, Store};

/// Entries that are named for votes that they were not helpful.
const DISPUTED_MAX: usize = 5;

pub(super) async fn stats(app: &App, store: &Store, days: u32, at: SystemTime) -> Result<Parcel, ()> {
    let last = Day::of(at);
    let first = last.before(days.saturating_sub(1));
    let rows = store.days(first, last).await.map_err(|error| told(&error))?;
    let feedback = store.feedback(first, last).await.map_err(|error| told(&error))?;
    let mut by_day: BTreeMap<Day, [u64; 3]> = BTreeMap::new();
    let mut day = first;
    while day <= last {
        by_day.insert(day, [0; 3]);
        day = day.next();
    }
    let mut n_ambiguous = 0;
    for (day, _, counts) in &rows {
        n_ambiguous += counts.ambiguous;
        let bars = by_day.entry(*day).or_default();
        for (bar, n) in bars.iter_mut().zip([counts.answered, counts.missed, counts.disputed]) {
            *bar += n;
        }
    }
    let sums = by_day.values().fold([0; 3], |sums, bars| [sums[0] + bars[0], sums[1] + bars[1], sums[2] + bars[2]]);
    if sums == [0; 3] && n_ambiguous == 0 {
        return Ok(message::notice(&wording::no_stats(days)).into());
    }
    let mut entries: BTreeMap<(Option<&str>, &str), (u64, u64)> = BTreeMap::new();
    for row in &feedback {
        let votes = entries.entry((row.briefing.as_deref(), &row.entry)).or_default();
        votes.0 += row.helpful;
        votes.1 += row.not_helpful;
    }
    let mut disputed: Vec<_> = entries.into_iter().filter(|(_, votes)| votes.1 > 0).collect();
    disputed.sort_by_key(|(id, votes)| (std::cmp::Reverse(votes.1), *id));
    let disputed: Vec<String> = disputed
        .iter()
        .take(DISPUTED_MAX)
        .map(|((briefing, entry), votes)| wording::disputed(briefing.map(line).as_deref(), &line(entry), *votes))
        .collect();
    let lines: Vec<String> = by_day
        .iter()
        .rev()
        .filter(|(_, bars)| **bars != [0; 3])
        .map(|(day, bars)| wording::day(&label(*day), *bars))
        .collect();
    let body = wording::stats(sums, n_ambiguous, &lines, &disputed);
    let bars: Vec<chart::Day> =
        by_day.iter().map(|(day, bars)| chart::Day { label: label(*day), bars: *bars }).collect();
    let picture = File {
        name: "questions.png",
        description: wording::alt(
            days,
            sums,
            by_day.iter().max_by_key(|(_, bars)| bars[0] + bars[1]).map(|(day, _)| label(*day)),
        ),
        bytes: chart::png(&wording::stats_title(days, app.knowledge().engine.library().briefings.len()), &bars),
    };
    let card = message::marked(Tone::Notice, Some(wording::STATS_TITLE), body, Vec::new());
    Ok(Parcel { card, files: vec![picture], has_picture: true })
}

fn label(day: Day) -> String {
    let (_, month, date) = day.date();
    wording::date(month, date)
}
