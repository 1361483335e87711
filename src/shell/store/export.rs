//! `store export`: what is kept, for spreadsheets, programs and editors.

use std::fmt::Write as _;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::config::Config;
use crate::shell::cli::{self, ExportFormat, Kept};
use crate::shell::failure::{Exit, Failure};
use crate::shell::terminal::Terminal;
use crate::shell::wording::store as words;
use crate::store::{Day, Error, Store, Unanswered, Wanted};

/// Reloads of one export.
const RELOADS_MAX: u32 = 100_000;

/// Prints or writes.
///
/// # Errors
/// Gaps of something else than questions; no store, or one that does not work; a file or stream that fails.
pub(super) fn run(args: &cli::Export, config: &Config, terminal: &mut Terminal) -> Result<Exit, Failure> {
    if args.format == ExportFormat::Gaps && args.what != Kept::Unanswered {
        return Err(Failure::Usage(words::ONLY_UNANSWERED.to_owned()));
    }
    let text = super::with(config, async |store| {
        if args.format == ExportFormat::Gaps {
            return Ok(gaps(&questions(store, args).await?));
        }
        let rows = rows(store, args).await?;
        Ok(if args.format == ExportFormat::Csv { csv(&rows) } else { jsonl(&rows) })
    })?;
    super::write(args.output.as_deref(), &text, terminal)?;
    Ok(Exit::Done)
}

/// Unanswered questions as `[[gap]]` entries, each to be completed by an editor.
#[must_use]
pub(crate) fn gaps(questions: &[Unanswered]) -> String {
    let mut text = words::GAPS.to_owned();
    for one in questions {
        let quoted = |text: &str| toml_edit::Value::from(text).to_string().trim().to_owned();
        let of = one.briefing.as_ref().map(|id| format!(" of {id}")).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "\n# Asked {} times{of}, {} to {}: {}.\n[[gap]]\nid = \"g-unanswered-{}\"\nsays = {}\nask = [{}]\nreview = true\n",
            one.count,
            one.first,
            one.last,
            one.reason,
            one.id,
            quoted(words::GAP_SAYS),
            quoted(&one.text),
        );
    }
    text
}

/// A table: its head, and its rows.
struct Rows {
    head: &'static [&'static str],
    rows: Vec<Vec<Value>>,
}

async fn questions(store: &Store, args: &cli::Export) -> Result<Vec<Unanswered>, Error> {
    let wanted =
        Wanted { min_count: args.min_count, since: args.since, briefing: args.briefing.clone(), ..Wanted::default() };
    store.unanswered(&wanted).await
}

async fn rows(store: &Store, args: &cli::Export) -> Result<Rows, Error> {
    let first = args.since.unwrap_or(Day::of(SystemTime::UNIX_EPOCH));
    let last = Day::of(SystemTime::now()).next();
    let is_wanted = |briefing: &Option<String>| args.briefing.is_none() || *briefing == args.briefing;
    let (head, rows): (&[&str], Vec<Vec<Value>>) = match args.what {
        Kept::Unanswered => {
            let row = |one: &Unanswered| {
                let (first, last) = (one.first.to_string(), one.last.to_string());
                // The first three are what a golden question must have; it may have others.
                vec![
                    json!(format!("unanswered-{}", one.id)),
                    json!(one.text),
                    json!("unanswerable"),
                    json!(one.briefing),
                    json!(one.reason),
                    json!(one.count),
                    json!(first),
                    json!(last),
                ]
            };
            let head = &["id", "q", "kind", "briefing", "reason", "count", "first", "last"];
            (head, questions(store, args).await?.iter().map(row).collect())
        }
        Kept::Feedback => {
            let votes = store.feedback(first, last).await?;
            let row = |one: &crate::store::Feedback| {
                vec![
                    json!(one.day.to_string()),
                    json!(one.briefing),
                    json!(one.entry),
                    json!(one.helpful),
                    json!(one.not_helpful),
                ]
            };
            let votes = votes.iter().filter(|one| is_wanted(&one.briefing));
            (&["day", "briefing", "entry", "helpful", "not_helpful"], votes.map(row).collect())
        }
        Kept::Days => {
            let days = store.days(first, last).await?;
            let rows = days.iter().filter(|(_, briefing, _)| is_wanted(briefing)).map(|(day, briefing, counts)| {
                vec![
                    json!(day.to_string()),
                    json!(briefing),
                    json!(counts.answered),
                    json!(counts.missed),
                    json!(counts.ambiguous),
                    json!(counts.disputed),
                ]
            });
            (&["day", "briefing", "answered", "missed", "ambiguous", "disputed"], rows.collect())
        }
        Kept::Settings => {
            // Ids are text: programs that read numbers as floating point would lose their last digits.
            let id = |id: Option<u64>| json!(id.map(|id| id.to_string()));
            let rows = store.settings().await?.into_iter().map(|one| {
                vec![
                    id(one.at.guild),
                    id(one.at.channel),
                    json!(one.name.as_str()),
                    json!(one.value),
                    json!(moment(one.changed)),
                ]
            });
            (&["guild", "channel", "name", "value", "changed"], rows.collect())
        }
        Kept::Audit => {
            let reloads = store.reloads(RELOADS_MAX).await?;
            let rows = reloads.into_iter().filter(|one| Day::of(one.at) >= first).map(|one| {
                vec![
                    json!(moment(one.at)),
                    json!(one.admin.map(|id| id.to_string())),
                    json!(one.who),
                    json!(one.outcome),
                    json!(one.before),
                    json!(one.after),
                    json!(one.process),
                ]
            });
            (&["at", "admin", "who", "outcome", "before", "after", "process"], rows.collect())
        }
    };
    Ok(Rows { head, rows })
}

/// As in 2031-03-14T15:09:26Z.
fn moment(at: SystemTime) -> String {
    let of_day = at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs() % 86_400;
    format!("{}T{:02}:{:02}:{:02}Z", Day::of(at), of_day / 3_600, of_day / 60 % 60, of_day % 60)
}

fn jsonl(table: &Rows) -> String {
    let line = |row: &Vec<Value>| {
        let pairs = table.head.iter().zip(row).map(|(name, value)| format!("{}:{value}", json!(name)));
        format!("{{{}}}\n", pairs.collect::<Vec<_>>().join(","))
    };
    table.rows.iter().map(line).collect()
}

fn csv(table: &Rows) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and all rows are as long as the head.
    let _ = writer.write_record(table.head);
    for row in &table.rows {
        let _ = writer.write_record(row.iter().map(cell));
    }
    String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()).into_owned()
}

/// A value as a cell: what a spreadsheet would take for a formula is marked as text.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> Unanswered {
        let day = "2031-03-14".parse().unwrap();
        let (briefing, reason) = (Some("bridge".to_owned()), "stranger".to_owned());
        Unanswered { id: 7, text: text.into(), briefing, reason, count: 3, first: day, last: day }
    }

    #[test]
    fn a_spreadsheet_runs_nothing() {
        for (text, wanted) in [("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("a=1", "a=1")] {
            assert_eq!(cell(&json!(text)), wanted);
        }
        assert_eq!((cell(&json!(-3)), cell(&Value::Null)), ("-3".to_owned(), String::new()));
    }

    #[test]
    fn gaps_are_toml_whatever_was_asked() {
        let hostile = "Is \"it\" '''so''' \\ ]\u{7f}?";
        let text = gaps(&[question(hostile), question("Why?")]);
        let table: toml::Table = text.parse().unwrap();
        let gaps = table["gap"].as_array().unwrap();
        assert_eq!((gaps.len(), gaps[0]["ask"][0].as_str()), (2, Some(hostile)));
        assert_eq!(gaps[1]["review"].as_bool(), Some(true));
    }

    #[test]
    fn a_moment_is_written_as_others_read_it() {
        let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_645_675_445);
        assert_eq!(moment(at), "2022-02-24T04:04:05Z");
    }

    #[test]
    fn lines_are_objects_in_the_order_of_the_head() {
        let table = Rows { head: &["q", "count"], rows: vec![vec![json!("a\"b"), json!(3)]] };
        assert_eq!(jsonl(&table), "{\"q\":\"a\\\"b\",\"count\":3}\n");
    }
}
