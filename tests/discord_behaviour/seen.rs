//! What Discord got, and what must hold of all of it.

use serde_json::{Value, json};

use super::loopback::Loopback;
use super::loopback::bot::Bot;
use super::loopback::interact::Handle;
use super::loopback::journal::{Event, Recorded};
use super::loopback::rest::route::Route;
use super::loopback::world::{Id, Message, flag};

/// So that the bot's own limits are not what a test meets.
pub(crate) const OPEN: &str = "[limits]\nuser_per_minute = 100000\nchannel_per_minute = 100000\n";

/// A question, and what answers it: the answer, the article's words, and where they stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    pub(crate) question: &'static str,
    pub(crate) says: &'static str,
    pub(crate) exact: &'static str,
    pub(crate) place: &'static str,
}

pub(crate) const RUBIO: Known = Known {
    question: "Who is Marco Rubio?",
    says: "Marco Rubio: Secretary of State.",
    exact: r"Secretary of State Marco Rubio remarked that the “ball is truly in their \[Russia’s\] court,”",
    place: "paragraph 4, sentence 2",
};
pub(crate) const CITIES: Known = Known {
    question: "Which cities were hit?",
    says: "Russian drones and missiles targeted areas in Kryvyy Rih",
    exact: "“Reports indicate that Russian drones and missiles targeted areas in Kryvyy Rih, the hometown of President \
            Zelensky, as well as the port city of Odesa, Dnipro, and Kharkiv.”",
    place: "Reports, paragraph 10, sentence 2",
};
pub(crate) const LEAVITT: Known = Known {
    question: "What did Leavitt say?",
    says: "Karoline Leavitt (Press Secretary): “We urge the Russians to sign on to this plan.",
    exact: "“We urge the Russians to sign on to this plan. This is the closest we have been to peace in this war,” \
            said Press Secretary Karoline Leavitt.",
    place: "Karoline Leavitt, paragraph 5, sentence 1",
};

impl Known {
    /// Fails where a message is not this answer with its citation.
    #[track_caller]
    pub(crate) fn is_in(&self, message: &Message) {
        let body = body(message);
        let citation = format!("\n> **[1]** {}\n> — ", self.exact);
        for part in [self.says, &citation, self.place] {
            assert!(body.contains(part), "{part:?} is not in {body}");
        }
        assert!(body.starts_with(self.says), "the answer comes first: {body}");
        let footer = message.embeds[0]["footer"]["text"].as_str().unwrap_or_default();
        assert!(footer.contains("US negotiators en route to Moscow"), "{footer}");
    }
}

/// The description of the only embed of a message without other content.
#[track_caller]
pub(crate) fn body(message: &Message) -> String {
    assert_eq!((message.content.as_str(), message.embeds.len()), ("", 1), "{message:#?}");
    message.embeds[0]["description"].as_str().unwrap_or_default().to_owned()
}

/// All that a reader sees of a message.
pub(crate) fn shows(message: &Message, part: &str) -> bool {
    message.text().contains(part)
}

/// A bot without limits of its own, whose commands are there.
pub(crate) async fn bot(discord: &Loopback) -> Bot {
    Bot::start(discord, OPEN).await
}

/// The first response as a message of its own: is it for the asker alone?
pub(crate) async fn said(handle: &Handle) -> (Message, bool) {
    let (first, message) = (handle.first().await, handle.message().await);
    assert_eq!(first.kind, 4, "{}: {message:#?}", handle.payload);
    (message.clone(), message.flags & flag::EPHEMERAL != 0)
}

/// A press by its label, once it was answered: the kind of the response, and the message that it leads to.
pub(crate) async fn pressed(discord: &Loopback, user: Id, message: Id, label: &str) -> (u64, Message) {
    let handle = discord.press_label(user, message, label);
    (handle.first().await.kind, handle.message().await)
}

/// Messages of the bot that answer a message, as they are now.
pub(crate) fn answers_to(discord: &Loopback, question: Id) -> Vec<Message> {
    let nonce = json!(question.to_string());
    let state = discord.hub.state();
    state.world.messages.values().filter(|of| of.nonce.as_ref() == Some(&nonce)).cloned().collect()
}

/// Holds everything that the bot did against what must always be so: nothing refused, nobody pinged, nothing live, and
/// every answer to a message is a reply that comes once.
#[track_caller]
pub(crate) fn is_clean(discord: &Loopback) {
    is_clean_but(discord, |_| false);
}

/// The same, where some requests are to be refused.
#[track_caller]
pub(crate) fn is_clean_but(discord: &Loopback, is_refused: impl Fn(&Recorded) -> bool) {
    for request in discord.requests() {
        let seen = format!("{} {} {} -> {}", request.method, request.path, request.body, request.status);
        assert_eq!(request.status >= 400, is_refused(&request), "{seen}");
        let form = match request.route {
            Route::CreateMessage | Route::EditMessage | Route::EditOriginal | Route::FollowUp => &request.body,
            Route::Respond if [4, 5, 7].iter().any(|kind| request.body["type"] == *kind) => &request.body["data"],
            _ => continue,
        };
        let allowed = &form["allowed_mentions"];
        assert_eq!(allowed["parse"], json!([]), "{seen}");
        for list in ["users", "roles"] {
            assert!(allowed[list].as_array().is_none_or(Vec::is_empty), "{seen}");
        }
        assert!(allowed["replied_user"] != true, "{seen}");
        if request.route == Route::CreateMessage {
            let reference = &form["message_reference"];
            assert!(form["nonce"].is_string() && form["enforce_nonce"] == true, "{seen}");
            assert!(reference.is_null() || reference["message_id"] == form["nonce"], "{seen}");
            assert!(reference.is_null() || reference["fail_if_not_exists"] == false, "{seen}");
        }
        for text in texts(form) {
            assert!(!is_live(&text), "{text:?} in {seen}");
        }
    }
    let state = discord.hub.state();
    let sent = state.journal.events.iter().filter_map(|event| match event {
        Event::Sent(of) | Event::Edited(of) => Some(of),
        _ => None,
    });
    for message in sent {
        assert!(message.pings.is_empty(), "{message:#?}");
    }
    for (id, question) in &state.world.questions {
        assert!(question.n_answers <= 1, "{} answers to {:?}", question.n_answers, state.world.messages.get(id));
    }
}

/// The texts of a form that a reader sees.
fn texts(form: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![form];
    while let Some(part) = left.pop() {
        match part {
            Value::Array(items) => left.extend(items),
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value.as_str() {
                        Some(text) if !["custom_id", "nonce"].contains(&&**key) => found.push(text.to_owned()),
                        _ => left.push(value),
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// Does a text hold a mention, a link, a fence, or a character that turns or hides others? What is escaped is not live.
fn is_live(text: &str) -> bool {
    let mut bare = String::new();
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        if c == '\\' {
            letters.next();
        } else {
            bare.push(c);
        }
    }
    let names = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || "!&".contains(c));
    let mentions = bare.match_indices("<@").any(|(at, _)| names(&bare[at + 2..]));
    let hides = |c: char| matches!(c, '\0' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let parts = ["@everyone", "@here", "](", "```", "http://", "https://", "||"];
    mentions || parts.iter().any(|part| bare.contains(part)) || text.contains(hides)
}
