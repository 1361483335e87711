//! The arguments.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::knowledge::limits::TEXT_MAX_BYTES;
use crate::store::Day;

/// Answers questions about a news briefing, with citations, and says so where the briefing is silent.
#[derive(Debug, Parser)]
#[command(name = "briefing-bot", version, about, max_term_width = 100)]
pub struct Cli {
    /// Settings file; otherwise config.toml in the working directory, if there is one
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do; without it, `run`
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the bot: online with a Discord token, else in this terminal
    Run(Run),
    /// Answer one question, or a question a line from standard input
    Ask(Ask),
    /// Talk with the bot in this terminal
    Chat(Run),
    /// Propose a briefing for an article, to be reviewed
    Draft(Draft),
    /// Check a knowledge folder: files, citations, example and golden questions
    Check(Check),
    /// Watch a knowledge folder while it is edited: after each save, say what changed or what is wrong
    Watch(Watch),
    /// Ask a set of questions and score the answers
    Eval(Eval),
    /// See, delete and bring up to date what a bot keeps in its store
    Store(Store),
    /// Say whether the settings are sound and what they switch on
    Config(Config),
    /// Ask the bot that runs on this machine whether it can answer (operations.listen)
    Health(Health),
    /// Print the JSON Schema of briefing.toml, which knowledge/knowledge.schema.json holds
    Schema,
    /// Write a page that shows what of the article is cited, the entries, and the golden answers
    Report(Report),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// Arguments of `run` and `chat`.
#[derive(Debug, Default, Args)]
pub struct Run {
    /// A folder of briefings, or one briefing
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
}

/// Arguments of `ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question; without it, standard input holds a question a line (a JSON object a line for jsonl)
    pub question: Vec<OsString>,
    /// Ask only this briefing
    #[arg(long, value_name = "ID")]
    pub briefing: Option<String>,
    /// A folder of briefings, or one briefing
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Form of the answers
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Show how each answer came about
    #[arg(long)]
    pub explain: bool,
}

/// Form of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object over several lines
    Json,
    /// A JSON object a line, in and out
    Jsonl,
}

/// Arguments of `draft`.
#[derive(Debug, Args)]
pub struct Draft {
    /// The article: plain text, Markdown or HTML; `-` is standard input
    pub article: PathBuf,
    /// Write the briefing into this folder; without it, to standard output
    #[arg(short, long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Add what is missing to the briefing in this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "title", "publisher", "published", "format"])]
    pub merge: Option<PathBuf>,
    /// The headline; otherwise the article's first line
    #[arg(long, value_parser = one_line)]
    pub title: Option<String>,
    /// Who published it
    #[arg(long, value_parser = one_line)]
    pub publisher: Option<String>,
    /// The day of publication, as in 2031-03-14
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// Form of the draft
    #[arg(long, value_enum, default_value_t = DraftFormat::Toml)]
    pub format: DraftFormat,
}

/// Form of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DraftFormat {
    /// A knowledge file
    Toml,
    /// Quotations, names and dates as one JSON object
    Json,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// A folder of briefings, or one briefing; otherwise the knowledge that the bot would answer from
    pub dir: Option<PathBuf>,
    /// Fail on warnings, too
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// Refuse what no editor has reviewed
    #[arg(long)]
    pub release: bool,
    /// Warn where fewer than this percentage of the sentences are cited
    #[arg(long, value_name = "RATE", value_parser = percentage)]
    pub min_coverage: Option<f64>,
    /// Tell what a finding is about, for example K105, and check nothing; without an id, list all findings
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "all")]
    pub explain: Option<String>,
    /// Also list what of each article no entry cites
    #[arg(long, conflicts_with = "dry_run")]
    pub coverage: bool,
    /// Mend what can be mended without an editor, then check again
    #[arg(long, conflicts_with = "explain")]
    pub fix: bool,
    /// With --fix: show the changes and make none
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub dry_run: bool,
    /// Form of the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub format: CheckFormat,
}

/// Form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines
    Github,
    /// A SARIF 2.1.0 log, for code hosts and editors
    Sarif,
}

/// What a check is to fail on beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// A folder of briefings, or one briefing
    pub dir: PathBuf,
    /// The page; what changed is told against the page that stands there
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Questions that found no answer, a JSON object with "q" a line
    #[arg(long, value_name = "FILE")]
    pub unanswered: Option<PathBuf>,
    /// Also list the questions without an answer that the store of the bot holds
    #[arg(long, conflicts_with = "unanswered")]
    pub store: bool,
    /// Overwrite a file that is no such page
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `store`.
#[derive(Debug, Args)]
pub struct Store {
    /// What to do with the store that the settings name (store.url)
    #[command(subcommand)]
    pub what: StoreCommand,
}

/// What to do with a store.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Print what is kept, for spreadsheets and programs
    Export(Export),
    /// Delete what is old, or everything
    Purge(Purge),
    /// Make the tables, or bring them up to date; a bot that starts does so by itself
    Migrate(Migrate),
}

/// Arguments of `store export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to print
    #[arg(long, value_enum, default_value_t = Kept::Unanswered)]
    pub what: Kept,
    /// Form; unanswered questions as jsonl are golden questions
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// Write into this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only questions that were asked so often
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_count: u32,
    /// Only questions asked of this briefing
    #[arg(long, value_name = "ID")]
    pub briefing: Option<String>,
    /// Only what is from this day or later
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Day>,
}

/// Arguments of `store purge`.
#[derive(Debug, Args)]
pub struct Purge {
    /// Delete what is older than so many days; otherwise what a running bot deletes, too
    #[arg(long, value_name = "DAYS", conflicts_with = "all")]
    pub older_than: Option<u32>,
    /// Delete everything of the kind
    #[arg(long, requires = "yes")]
    pub all: bool,
    /// Yes, delete everything
    #[arg(long)]
    pub yes: bool,
    /// Delete only this; otherwise questions, votes, reloads, numbers by day, and which message answers which
    #[arg(long, value_enum)]
    pub what: Option<Kept>,
}

/// Arguments of `store migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Show what would be done and do nothing; exit code 1 where there is something
    #[arg(long)]
    pub dry_run: bool,
}

/// What a store keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kept {
    /// Questions without an answer
    Unanswered,
    /// Votes by day and entry
    Feedback,
    /// Settings of servers and channels
    Settings,
    /// Reloads of the knowledge
    Audit,
    /// Numbers of questions by day and briefing
    Days,
}

/// Form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table with a head
    Csv,
    /// A JSON object a line
    Jsonl,
    /// Unanswered questions as gap entries, to be completed in a briefing.toml
    Gaps,
}

/// Arguments of `health`.
#[derive(Debug, Args)]
pub struct Health {
    /// Ask only whether it runs
    #[arg(long)]
    pub alive: bool,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Config {
    /// What to do with the settings
    #[command(subcommand)]
    pub what: ConfigCommand,
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Tell everything that would keep `run` from starting as it should, and what would be on
    Check(ConfigCheck),
}

/// Arguments of `config check`.
#[derive(Debug, Args)]
pub struct ConfigCheck {
    /// Also try the store, and whether the addresses to listen on are free
    #[arg(long)]
    pub connect: bool,
    /// Fail on warnings, too
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// A folder of briefings, or one briefing; otherwise the knowledge that the bot would answer from
    pub dir: Option<PathBuf>,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// Questions with the expected evidence, a JSON object a line
    pub questions: PathBuf,
    /// A folder of briefings, or one briefing
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Fail where fewer than this percentage of the answers are right
    #[arg(long, value_name = "RATE", value_parser = percentage)]
    pub min: Option<f64>,
    /// Form of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

fn one_line(text: &str) -> Result<String, String> {
    let text = text.trim();
    let is_line = !text.is_empty() && text.len() <= TEXT_MAX_BYTES && !text.chars().any(char::is_control);
    if is_line { Ok(text.to_owned()) } else { Err("not a line of text".to_owned()) }
}

fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|error: crate::store::NoDay| error.to_string())
}

fn date(text: &str) -> Result<String, String> {
    let is_date = |date: &toml::value::Datetime| date.date.is_some() && date.time.is_none();
    match text.parse::<toml::value::Datetime>() {
        Ok(date) if is_date(&date) => Ok(date.to_string()),
        _ => Err("not a date like 2031-03-14".to_owned()),
    }
}

fn percentage(text: &str) -> Result<f64, String> {
    let number: f64 = text.trim_end_matches('%').trim().parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=100.0).contains(&number) { Ok(number) } else { Err("not between 0 and 100".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_percentage_is_between_0_and_100() {
        for (text, wanted) in [
            ("92", Some(92.0)),
            ("99.5%", Some(99.5)),
            ("0", Some(0.0)),
            ("101", None),
            ("NaN", None),
            ("-1", None),
            ("", None),
        ] {
            assert_eq!(percentage(text).ok(), wanted, "{text}");
        }
    }
}
