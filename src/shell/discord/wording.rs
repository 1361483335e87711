//! What the bot says on Discord alone, as plain text. A refusal says what to do instead.

pub mod kept;
pub mod privacy;

use crate::config::Place;

/// Describes the option that says who sees an answer.
pub const SHARE: &str = "Who sees the answer: all here (the default, unless the server has another), or only you";
/// Describes the command of admins.
pub const ADMIN: &str = "For those who run the bot";
/// Describes its subcommand that loads the knowledge anew.
pub const RELOAD: &str = "Load the knowledge anew and show what changes";
/// Describes its subcommand that shows how the bot is.
pub const STATUS: &str = "Show version, knowledge, connections and counts";
/// Describes its subcommand that gives a server or a channel a briefing.
pub const BRIEFING: &str = "Choose which briefing is asked here";
/// Describes its option for the briefing.
pub const BRIEFING_ID: &str = "Id of the briefing; left out, all are asked again";
/// Describes its subcommand that shows the questions without an answer.
pub const UNANSWERED: &str = "Show what was asked and not answered";
/// Describes its subcommand that shows numbers by day.
pub const STATS: &str = "Show how many questions were answered, missed and disputed, day by day";
/// Describes its option for how many days.
pub const STATS_DAYS: &str = "How many days; 14 unless you choose";
/// Describes its subcommand for the settings of a server.
pub const SETTINGS: &str = "Show and change the settings of this server";
/// Describe its options.
pub const SERVER_BRIEFING: &str = "The briefing that this server asks, or “all”";
/// See [`SERVER_BRIEFING`].
pub const SERVER_SHARE: &str = "Are answers to commands for all, unless the one who asks says otherwise?";
/// See [`SERVER_BRIEFING`].
pub const ANSWER_IN: &str = "Answer for all in this channel; the first one ends answering everywhere";
/// See [`SERVER_BRIEFING`].
pub const STOP_ANSWERING_IN: &str = "Take this channel out of those that answer-in named";
/// See [`SERVER_BRIEFING`].
pub const LISTEN_IN: &str = "Take every message in this channel for a question";
/// See [`SERVER_BRIEFING`].
pub const STOP_LISTENING_IN: &str = "Take this channel out of those that listen-in named";
/// See [`SERVER_BRIEFING`].
pub const RESET: &str = "Take all of this server's settings back first";
/// Describes its option for the whole server.
pub const EVERYWHERE: &str = "In the whole server, not only in this channel";

/// A command that this version does not have.
pub const UNKNOWN_COMMAND: &str = "I don't have this command. Discord may be showing an old list: restart your Discord \
app, or type /help to see what I can do.";
/// A command that lacks what it needs.
pub const INCOMPLETE_COMMAND: &str = "Something is missing in this command. Please fill in what it asks for, or type \
/help to see what I can do.";
/// A button of a format that this version does not read.
pub const OLD_BUTTON: &str = "This button is from an older version of mine. Please ask again: with /ask, or by \
mentioning me.";
/// A message without text, where a question or a quotation is wanted.
pub const NO_TEXT: &str = "I can't find any text in that message. Choose one with words in it, or type them yourself: \
/ask for a question, /verify for a quotation.";
/// Someone else's answer is to be dismissed.
pub const NOT_YOURS: &str = "Only the one who asked can dismiss this answer, or someone who may delete messages here. \
If it shouldn't stand here, please tell a moderator.";

/// Other ways to ask, after the commands of the help.
pub const OTHER_WAYS: [(&str, &str); 3] = [
    ("Apps → Answer this, Apps → Check this quote", "On any message: only you see the answer"),
    ("@mention, reply or private message", "Ask me as you would ask anyone; edit the question, and the answer changes"),
    ("And then?", "For ten minutes you can ask on: “And what did she say?”"),
];

/// Too many questions in too short a time; `wait_s` in seconds.
#[must_use]
pub fn slow_down(wait_s: u64) -> String {
    let seconds = if wait_s == 1 { "second" } else { "seconds" };
    format!(
        "That is a lot of questions at once, and I want everyone to get a turn. Please try again in {wait_s} {seconds}."
    )
}

/// A command of admins, from someone who is none.
#[must_use]
pub fn not_admin(user: u64) -> String {
    format!(
        "Only those whom my configuration names may do this; the rights of this server don't count, since my knowledge \
         is the same everywhere. If you should be one of them, ask whoever runs me to add your id {user} to “admins”."
    )
}

/// A mention without a question, or with one that Discord does not show: it may keep back the text of a message that
/// pings the bot's role alone.
pub const HOW_TO_ASK: &str = "Yes? Write your question behind my name, such as “who said what?”, or type `/ask`; `/help` \
shows what else I can do. If you pinged my role, please ping me instead: Discord may not show me the text otherwise.";
/// Something went wrong inside.
pub const BROKEN: &str =
    "Sorry, something went wrong inside me, and I noted it. Please try again, perhaps in other words.";
/// A channel where the bot may write, but not all that it needs to.
pub const MISSING_PERMISSION: &str = "I may not show my answer here: I need the permissions **Embed Links**, **Send \
Messages** (in threads: **Send Messages in Threads**) and **Read Message History** in this channel. Please tell a moderator.";
/// The same for the log.
pub const MISSING_PERMISSION_LOG: &str = "the bot may not answer in this channel: give it View Channel, Send Messages, \
Send Messages in Threads, Embed Links and Read Message History there";

/// A place was given a briefing. Both are safe to show.
#[must_use]
pub fn chosen(place: Place, title: &str, id: &str, is_kept: bool) -> String {
    format!("{} now asks **{title}** (`{id}`). {}", where_is(place), until(is_kept))
}

/// A place asks all briefings again.
#[must_use]
pub fn all_briefings(place: Place, is_kept: bool) -> String {
    let whose = match place {
        Place::Guild(_) => "unless a channel has one of its own",
        Place::Channel(_) => "unless its server has one",
    };
    format!("{} has no briefing of its own now: questions go to all, {whose}. {}", where_is(place), until(is_kept))
}

/// Briefings named on Discord when the one that was meant is not there.
const IDS_MAX: usize = 20;

/// A briefing that is not there; ids are safe to show.
pub fn no_such_briefing<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut ids: Vec<String> = ids.map(|id| format!("`{id}`")).collect();
    let n_more = ids.len().saturating_sub(IDS_MAX);
    ids.truncate(IDS_MAX);
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    format!("There is no briefing of that id. There are: {}{more}.", ids.join(", "))
}

/// How long a choice holds.
/// How long a choice holds: as long as the store keeps it, or the process.
fn until(is_kept: bool) -> &'static str {
    if is_kept {
        "This holds until it is changed here."
    } else {
        "This holds until the bot is started again; `[[discord.briefings]]` in its configuration keeps it."
    }
}

fn where_is(place: Place) -> &'static str {
    match place {
        Place::Guild(_) => "This server",
        Place::Channel(_) => "This channel",
    }
}
