//! What is said of what the store holds, and of what it would hold.

use crate::shell::servers::Server;

/// There is no store.
pub const NO_STORE: &str = "I keep nothing that outlives me here, so there is nothing to show. Whoever runs me can give \
me a store: the section “store” of my configuration.";
/// The store is there and does not answer.
pub const STORE_DOWN: &str = "My store does not answer just now; my log says why. Please try again later.";
/// Buttons of pages.
pub const EARLIER: &str = "Earlier";
/// See [`EARLIER`].
pub const MORE: &str = "More";
/// Button: the questions as files.
pub const EXPORT: &str = "Export";
/// Heads the questions that found no answer.
pub const UNANSWERED_TITLE: &str = "Asked, and not answered";
/// Describes the files.
pub const CSV: &str = "A table of all questions, for spreadsheets";
/// See [`CSV`].
pub const JSONL: &str = "The questions as golden questions, one JSON object a line";
/// See [`CSV`].
pub const GAPS: &str = "The questions as [[gap]] entries, for the end of a briefing.toml";
/// Heads the numbers.
pub const STATS_TITLE: &str = "Questions by day";

/// A vote that an answer was helpful.
pub const NOTED_HELPFUL: &str =
    "Noted: helpful. Thank you! You can change it: press the other button. I don't keep who you are.";
/// A vote that it was not.
pub const NOTED_NOT_HELPFUL: &str = "Noted: not helpful. You can change it: press the other button. I don't keep who \
you are.\nThe editor sees which entries are said not to help. Meanwhile, asking in other words may find what you look \
for, and “Why this answer?” shows how I read your question.";
/// A vote that there is no room for.
pub const NOT_NOTED: &str = "I can't note that just now. Please press again later.";
/// A vote where nothing is kept.
pub const NO_VOTES: &str = "I keep no votes any more. Thank you all the same!";

/// Button: delete what is kept of who presses.
pub const FORGET: &str = "Delete what is tied to me";
/// Deleted, where there is no store.
pub const FORGOTTEN: &str = "Done: I have forgotten what you asked me in the last minutes. Nothing else of mine was tied \
to you. My answers stay until you press Dismiss below them, or delete your question.";
/// Not deleted from the store.
pub const NOT_FORGOTTEN: &str = "I have forgotten what you asked me in the last minutes, but my store does not answer, so \
your votes are still there. Please press again later; after seven days nobody can tell whose they were, anyway.";

/// Deleted, with so many votes.
#[must_use]
pub fn forgotten(n_votes: u64) -> String {
    let votes = match n_votes {
        0 => "There was no vote of yours that could still be told to be yours.".to_owned(),
        1 => "One vote of yours is taken back.".to_owned(),
        n => format!("{n} votes of yours are taken back."),
    };
    format!(
        "Done: I have forgotten what you asked me in the last minutes. {votes} My answers stay until you press Dismiss \
         below them, or delete your question."
    )
}

/// Nothing was asked in vain.
#[must_use]
pub fn none_unanswered(is_all: bool, min_count: u32) -> String {
    if is_all {
        return "Nothing was asked in vain so far, or it is so long ago that it was deleted.".to_owned();
    }
    format!(
        "Nothing was asked in vain {min_count} times or more. Questions asked less often are shown only to those whom my \
         configuration names in “admins”, since their words might tell who asked."
    )
}

/// How many questions and clusters there are, and which page it is, from 0.
#[must_use]
pub fn unanswered(n: u64, n_clusters: usize, page: usize, n_pages: usize) -> String {
    let questions = if n == 1 { "1 question".to_owned() } else { format!("{n} questions") };
    let clusters = if n_clusters == 1 { "1 matter".to_owned() } else { format!("{n_clusters} matters") };
    let page = if n_pages > 1 { format!(" Page {} of {n_pages}.", page + 1) } else { String::new() };
    format!("{questions} about {clusters}; like questions are together.{page}")
}

/// That not all are shown.
#[must_use]
pub fn only_often(min_count: u32) -> String {
    format!(" Only those asked {min_count} times or more in the same words are shown to you.")
}

/// A cluster: its first wording, how often it was asked, the day it was last asked, two other wordings, and how many
/// more there are. The wordings are safe to show.
#[must_use]
pub fn cluster(first: &str, n: u64, last_day: i64, others: &[String], n_more: usize) -> String {
    let times = if n == 1 { "once".to_owned() } else { format!("{n} times") };
    let noon = last_day * 86_400 + 43_200;
    let more = match n_more {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    let others = if others.is_empty() { String::new() } else { format!("\n  also: {}{more}", others.join(", ")) };
    format!("- **{times}**, last on <t:{noon}:D>: {first}{others}")
}

/// Above the files.
#[must_use]
pub fn exported(n: usize) -> String {
    let matters = if n == 1 { "1 matter".to_owned() } else { format!("{n} matters") };
    format!(
        "{matters}, as a table for spreadsheets, as golden questions (one JSON object a line, to be abstained from), and \
         as entries for what the article leaves open. What people wrote stands in them: pass them on with care."
    )
}

/// Nothing was asked.
#[must_use]
pub fn no_stats(days: u32) -> String {
    format!(
        "Nobody asked anything in the last {days} days, so there is no picture to draw. Try /ask, or see whether people \
         know of me: /help tells how I am asked."
    )
}

/// Stands in the picture, in ASCII.
#[must_use]
pub fn stats_title(days: u32, n_briefings: usize) -> String {
    match n_briefings {
        0 | 1 => format!("Questions, last {days} days"),
        n => format!("Questions to {n} briefings, last {days} days"),
    }
}

/// A day of a month in six characters, in ASCII.
#[must_use]
pub fn date(month: u32, date: u32) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default();
    format!("{date} {month}")
}

/// The numbers of a day: answered, missed, disputed.
#[must_use]
pub fn day(label: &str, [answered, missed, disputed]: [u64; 3]) -> String {
    format!("- {label}: {answered} answered, {missed} missed, {disputed} disputed")
}

/// The entry of a briefing with its votes, helpful and not; both names are safe to show.
#[must_use]
pub fn disputed(briefing: Option<&str>, entry: &str, (helpful, not_helpful): (u64, u64)) -> String {
    let of = briefing.map(|briefing| format!(" of {briefing}")).unwrap_or_default();
    format!("- {entry}{of}: {not_helpful} not helpful, {helpful} helpful")
}

/// All numbers as text: sums, days, entries.
#[must_use]
pub fn stats([answered, missed, disputed]: [u64; 3], ambiguous: u64, days: &[String], entries: &[String]) -> String {
    let asked = answered + missed + ambiguous;
    let share = (answered * 100).checked_div(answered + missed).map(|share| format!(" ({share} % of these two)"));
    let mut text = format!(
        "**{asked}** asked: **{answered}** answered, **{missed}** missed{}, {ambiguous} with several readings. \
         **{disputed}** answers were said not to be helpful.",
        share.unwrap_or_default()
    );
    if !days.is_empty() {
        text.push_str("\n\n");
        text.push_str(&days.join("\n"));
    }
    if !entries.is_empty() {
        text.push_str("\n\n**Entries said not to be helpful**\n");
        text.push_str(&entries.join("\n"));
    }
    text
}

/// The picture in words.
#[must_use]
pub fn alt(days: u32, [answered, missed, disputed]: [u64; 3], busiest: Option<String>) -> String {
    let busiest = busiest.map(|day| format!(" Most were asked on {day}.")).unwrap_or_default();
    format!(
        "Bar chart of the questions of each of the last {days} days: {answered} answered, {missed} missed, {disputed} \
         disputed in all.{busiest}"
    )
}

/// The settings of servers.
pub mod settings {
    use super::Server;

    /// Heads them.
    pub const TITLE: &str = "Settings of this server";
    /// Who may not change them.
    pub const NOT_MANAGER: &str = "Only members with the permission “Manage Server” may see and change the settings of \
this server. Please ask one of them.";
    /// Nothing is kept.
    pub const UNTIL_END: &str = "I have no store: this holds until I am started again.";
    /// Everything is kept.
    pub const KEPT: &str = "Changes hold at once, and after a restart.";
    /// No message content is heard.
    pub const NO_CONTENT: &str = "I can't listen to all messages of a channel: whoever runs me has not asked Discord for \
the message-content intent. They do so by naming a channel in “listen_channels” of my configuration. Nothing was changed.";
    /// Told to listen where it may not answer.
    pub const LISTENS_IN_VAIN: &str = "Careful: I am to listen in a channel where I may not answer. Add it with \
`answer-in`, too.";

    /// What holds: the choices, the title or id of the briefing (safe to show; `None` is all), and whether the bot hears
    /// what is written where it listens.
    #[must_use]
    pub fn lines(server: &Server, briefing: Option<&str>, hears: bool, is_kept: bool) -> String {
        let list = |channels: &std::collections::BTreeSet<u64>| {
            channels.iter().take(30).map(|channel| format!("<#{channel}>")).collect::<Vec<_>>().join(", ")
        };
        let allowed = match &server.allowed {
            all if all.is_empty() => {
                "everywhere. `answer-in` names channels; elsewhere, only who asks sees my answers".to_owned()
            }
            some => format!("for all in {}; elsewhere, only who asks sees my answers", list(some)),
        };
        let listens = match &server.listens {
            none if none.is_empty() => "only to what is said to me".to_owned(),
            some if hears => format!("to all messages in {}", list(some)),
            some => format!("to all messages in {}, but whoever runs me has not asked Discord for them", list(some)),
        };
        let share = match server.share {
            Some(false) => "only who asks, unless they choose `share`",
            _ => "all in the channel, unless the one who asks says otherwise",
        };
        let briefing = briefing.map_or_else(|| "all of them".to_owned(), |title| format!("“{title}”"));
        format!(
            "**Where I answer:** {allowed}.\n**Where I listen:** {listens}.\n**Who sees answers to commands:** \
             {share}.\n**Briefing:** {briefing}; a channel may have one of its own (`/admin briefing`).\n\n{}",
            if is_kept { KEPT } else { UNTIL_END }
        )
    }

    /// A mention where the bot may not answer for all; the channels are ids.
    #[must_use]
    pub fn elsewhere(channels: impl IntoIterator<Item = u64>) -> String {
        let channels: Vec<String> = channels.into_iter().take(5).map(|channel| format!("<#{channel}>")).collect();
        format!("This server has me answer in {}. Here, use `/ask`: then only you see the answer.", channels.join(", "))
    }
}
