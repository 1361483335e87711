//! How the bot is, for an admin who asks.

use std::time::SystemTime;

use crate::render::discord::card::Card;
use crate::shell::reload::By;
use crate::shell::reload::log::Entry;
use crate::shell::sheet::{Item, Line, Part, Section, Sheet};
use crate::shell::status::Status;
use crate::shell::wording::{processes, status as wording};
use crate::store::Peer;

/// Characters of a title that are shown.
const TITLE_MAX_CHARS: usize = 100;

/// The status as a card.
#[must_use]
pub fn card(status: &Status) -> Card {
    let (n_briefings, n_entries) = (status.briefings.len(), status.n_entries());
    let headline = vec![
        Part::words(wording::running(status.version, status.uptime)),
        Part::code(&*status.hash),
        Part::words(wording::extent(n_briefings, n_entries)),
        Part::code(&*status.origin),
        Part::words("."),
    ];
    let lists = [
        (
            wording::BRIEFINGS,
            status
                .briefings
                .iter()
                .map(|one| {
                    vec![
                        Part::code(&*one.id),
                        Part::words(" "),
                        Part::text(&one.title, TITLE_MAX_CHARS),
                        Part::words(wording::entries(one.n_entries)),
                    ]
                })
                .collect::<Vec<Line>>(),
        ),
        (wording::RELOADS, status.reloads.iter().map(reload).collect()),
        (
            wording::SHARDS,
            status
                .shards
                .iter()
                .map(|one| {
                    vec![
                        Part::words(format!("{}: ", one.id)),
                        Part::text(&one.stage, TITLE_MAX_CHARS),
                        Part::words(format!(", {}", wording::latency(one.latency_ms))),
                    ]
                })
                .collect(),
        ),
        (processes::PROCESSES, status.processes.iter().map(process).collect()),
        (wording::COUNTS, status.counts.iter().map(|(name, n)| vec![Part::words(format!("{name}: {n}"))]).collect()),
    ];
    let sections = lists.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(heading, lines)| Section {
        heading: heading.to_owned(),
        items: lines.into_iter().map(|line| Item { line, below: Vec::new() }).collect(),
    });
    super::sheet::card(&Sheet { is_problem: false, headline, sections: sections.collect(), foot: Vec::new() })
}

fn process(peer: &Peer) -> Line {
    let process = &peer.process;
    vec![
        Part::code(&*process.name),
        Part::words(processes::process(&process.version, &process.shards)),
        Part::code(&*process.hash),
        Part::words(processes::seen(peer.is_pending, peer.seen)),
    ]
}

fn reload(entry: &Entry) -> Line {
    let seconds = entry.at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let who = match entry.by {
        // It names the user, but pings nobody: no message allows mentions.
        By::User(id) => format!("<@{id}>"),
        other => other.to_string(),
    };
    vec![
        Part::words(format!("<t:{seconds}:R> {who}: {} ", wording::deed(entry.deed, entry.times))),
        Part::code(&*entry.hash),
    ]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::shell::reload::log::Deed;
    use crate::shell::status::{BriefingLine, ShardLine};
    use crate::store::Process;

    #[test]
    fn a_status_tells_all_that_it_has() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let entry = |by, deed, times| Entry { times, ..Entry::new(at, by, "abc".into(), deed) };
        let status = Status {
            version: "1.2.3",
            uptime: Duration::from_secs(3_725),
            hash: "0123456789ab".into(),
            origin: "knowledge".into(),
            briefings: vec![BriefingLine { id: "bridge".into(), title: "A *bridge*".into(), n_entries: 12 }],
            reloads: vec![
                entry(By::User(7), Deed::Refused, 3),
                entry(By::Signal, Deed::Failed { n_problems: 1 }, 1),
                entry(By::User(8), Deed::Swapped { n_broken: 2 }, 1),
            ],
            shards: vec![
                ShardLine { id: 0, stage: "connected".into(), latency_ms: Some(41) },
                ShardLine { id: 1, stage: "resuming".into(), latency_ms: None },
            ],
            processes: vec![Peer {
                process: Process {
                    id: 1,
                    name: "host/1".into(),
                    version: "1.2.3".into(),
                    shards: processes::shards(0, 1, 4),
                    hash: "abc".into(),
                },
                seen: Duration::from_secs(2),
                is_pending: true,
            }],
            counts: vec![("answered", 5), ("missed", 2)],
        };
        let expected = "\
briefing-bot 1.2.3, running for 1 h 2 min. Knowledge: `0123456789ab`, 1 briefing, 12 entries, from `knowledge`.

**Briefings (1)**
- `bridge` A \\*bridge\\* (12 entries)

**Last reloads (3)**
- <t:1700000000:R> <@7>: 3 times refused, not allowed; still `abc`
- <t:1700000000:R> SIGHUP: failed, 1 problem; still `abc`
- <t:1700000000:R> <@8>: reloaded, 2 golden questions no longer right: `abc`

**Shards (2)**
- 0: connected, 41 ms
- 1: resuming, no heartbeat yet

**Processes (1)**
- `host/1`: shards 0 to 1 of 4, briefing-bot 1.2.3, knowledge `abc`, pending: its files are not yet what was reloaded; seen 2 s ago

**Since it began (2)**
- answered: 5
- missed: 2";
        assert_eq!(card(&status).body, expected);
    }
}
