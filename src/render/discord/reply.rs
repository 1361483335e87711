//! A reply as a card: the answer first, then its evidence, then what may be asked next.

use std::fmt::Write as _;

use super::card::{Button, Card, Style, Tone};
use super::clamp::{clamp, cut};
use super::date::unix_noon;
use super::escape::{label, line, plain};
use super::limits::{BODY_MAX_CHARS, ROW_BUTTONS_MAX, chars};
use super::press::{MARKED_ENTRIES_MAX, Marks, Press, mark};
use crate::answer::reply::{Outcome, Pages, Passage, Reason, Reply};
use crate::render::wording;
use crate::render::wording::discord as says;

/// Room for the answer itself; the rest of the body is for its evidence, in characters.
const TEXT_MAX_CHARS: usize = 2_800;
/// Room for one excerpt, in characters.
const EXCERPT_MAX_CHARS: usize = 900;
/// Room that is kept for telling how many passages were left out, in characters.
const LEFT_OUT_MAX_CHARS: usize = 60;
/// Buttons with next questions.
const QUESTIONS_MAX: usize = 3;

/// What a card shows beside its reply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Setting {
    /// Id of the user who asked.
    pub asker: u64,
    /// What was asked, where it was a question; "Why this answer?" needs it.
    pub question: Option<String>,
    /// The question before it in the dialogue.
    pub before: Option<String>,
    /// Only the asker sees it, and can send it away without a button.
    pub is_ephemeral: bool,
    /// Day of publication of the briefing that answers, `YYYY-MM-DD`: `Engine::published`.
    pub published: Option<String>,
    /// Quotes that can be shown from here.
    pub quotes: Option<Quotes>,
    /// May readers say whether the answer was helpful?
    pub has_votes: bool,
}

/// Quotes that a button leads to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quotes {
    /// Whose; of an answer, `Engine::more_quotes`.
    pub speaker: Option<String>,
    /// About what.
    pub topic: Option<String>,
    /// The page that the reply shows; `None` where it is an answer and no page.
    pub pages: Option<Pages>,
}

/// The card of a reply, within Discord's limits.
#[must_use]
pub fn card(reply: &Reply, setting: &Setting) -> Card {
    let mut body = cut(&plain(reply.text.trim()), TEXT_MAX_CHARS);
    if let (Outcome::NotInBriefing, Some(reason)) = (reply.outcome, reply.reason)
        && !matches!(reason, Reason::Unclear | Reason::Empty | Reason::TooLong)
    {
        let _ = write!(body, "\n*{}*", wording::reason(reason));
    }
    let dated = setting.published.as_deref().and_then(unix_noon).map(says::published).unwrap_or_default();
    let room = BODY_MAX_CHARS.saturating_sub(chars(&dated));
    passages(&mut body, &reply.citations, None, room);
    passages(&mut body, &reply.related, Some(says::NEAREST), room);
    let (rows, unfit) = rows(reply, setting);
    if !unfit.is_empty() {
        body.push('\n');
        for question in unfit {
            let _ = write!(body, "\n• {}", line(question));
        }
    }
    if !reply.citations.is_empty() || !reply.related.is_empty() {
        body.push_str(&dated);
    }
    clamp(Card { tone: tone(reply), title: None, body, fields: Vec::new(), footer: footer(reply, setting), rows })
}

fn tone(reply: &Reply) -> Tone {
    match (reply.outcome, reply.reason) {
        (Outcome::Answered, _) => Tone::Answer,
        (Outcome::NotInBriefing, Some(Reason::Unclear | Reason::Empty | Reason::TooLong)) | (Outcome::Help, _) => {
            Tone::Notice
        }
        (Outcome::NotInBriefing, _) => Tone::Silent,
        (Outcome::DidYouMean, _) => Tone::Choice,
    }
}

/// Passages as far as there is room, and how many there are beyond.
fn passages(body: &mut String, passages: &[Passage], heading: Option<&str>, room: usize) {
    if passages.is_empty() {
        return;
    }
    body.push('\n');
    if let Some(heading) = heading {
        let _ = write!(body, "\n**{heading}**");
    }
    for (at, passage) in passages.iter().enumerate() {
        let shown = excerpt(passage, heading.is_none());
        if chars(body) + chars(&shown) + LEFT_OUT_MAX_CHARS > room {
            let _ = write!(body, "\n{}", says::left_out(passages.len() - at));
            return;
        }
        body.push_str(&shown);
    }
}

/// `> **[1]** “The article's words.”`, and under it who says so and where it stands.
fn excerpt(passage: &Passage, is_numbered: bool) -> String {
    let words = cut(&line(&passage.exact), EXCERPT_MAX_CHARS);
    let words = if passage.exact.contains(['“', '”', '"']) { words } else { format!("“{words}”") };
    let number = if is_numbered { format!("**[{}]** ", passage.n) } else { String::new() };
    let who = passage.speaker.as_ref().or(passage.attribution.as_ref());
    let who = who.map(|who| format!("{}, ", cut(&line(who), 200))).unwrap_or_default();
    let place = wording::location(passage.paragraph, passage.sentence);
    let briefing = passage.briefing.as_ref().map(|id| format!(" · {}", line(id))).unwrap_or_default();
    format!("\n> {number}{words}\n> — {who}{place}{briefing}")
}

fn footer(reply: &Reply, setting: &Setting) -> Option<String> {
    let title = reply.title.as_deref().map(label);
    let as_of = reply.as_of.as_deref().map(|as_of| format!("{} {}", wording::AS_OF, label(as_of)));
    let page = setting.quotes.as_ref().and_then(|quotes| quotes.pages).filter(|pages| pages.n_pages > 1);
    let page = page.map(|pages| says::page(pages.page + 1, pages.n_pages));
    let parts: Vec<String> = [title, as_of, page].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// The buttons, and the choices of "did you mean" of which no button shows the whole.
fn rows<'a>(reply: &'a Reply, setting: &Setting) -> (Vec<Vec<Button>>, Vec<&'a str>) {
    let is_choice = reply.outcome == Outcome::DidYouMean;
    let mut unfit = Vec::new();
    let mut questions = Vec::new();
    for question in reply.suggestions.iter().take(QUESTIONS_MAX) {
        let style = if is_choice { Style::Primary } else { Style::Secondary };
        let asked = button(&Press::Ask { question: question.clone() }, &label(question), style);
        if asked.as_ref().is_none_or(|asked| asked.label.ends_with('…')) {
            unfit.push(question.as_str());
        }
        questions.extend(asked);
    }
    if !is_choice {
        unfit.clear();
    }
    let mut own = Vec::new();
    if let (Outcome::Answered | Outcome::NotInBriefing, Some(question)) = (reply.outcome, &setting.question) {
        let why = Press::Why { question: question.clone(), before: setting.before.clone() };
        own.extend(button(&why, says::WHY, Style::Secondary));
    }
    if let Some(quotes) = &setting.quotes {
        let to = |page: usize| Press::Quotes { speaker: quotes.speaker.clone(), topic: quotes.topic.clone(), page };
        match quotes.pages {
            None => own.extend(button(&to(0), says::MORE_QUOTES, Style::Secondary)),
            Some(pages) => {
                let back = pages.previous().and_then(|page| button(&to(page), says::EARLIER_QUOTES, Style::Secondary));
                own.extend(back);
                own.extend(pages.next().and_then(|page| button(&to(page), says::MORE_QUOTES, Style::Secondary)));
            }
        }
    }
    if !setting.is_ephemeral {
        own.extend(button(&Press::Dismiss { asker: setting.asker }, says::DISMISS, Style::Secondary));
    }
    if setting.has_votes && own.len() + 2 <= ROW_BUTTONS_MAX {
        own.extend(votes(reply, setting).into_iter().flatten());
    }
    ([questions, own].into_iter().filter(|row| !row.is_empty()).collect(), unfit)
}

/// "Helpful" and "not helpful", for an answer with citations that is no page of quotes.
fn votes(reply: &Reply, setting: &Setting) -> [Option<Button>; 2] {
    let is_page = setting.quotes.as_ref().is_some_and(|quotes| quotes.pages.is_some());
    if reply.outcome != Outcome::Answered || reply.citations.is_empty() || is_page {
        return [None, None];
    }
    let mut entries: Vec<u32> = Vec::new();
    for entry in reply.citations.iter().map(|passage| mark(&passage.entry)) {
        if entries.len() < MARKED_ENTRIES_MAX && !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    let answer = Marks {
        question: mark(setting.question.as_deref().unwrap_or(&reply.intent)),
        briefing: mark(reply.briefing.as_deref().unwrap_or_default()),
        entries,
    };
    let vote = |is_helpful, label| button(&Press::Vote { is_helpful, answer: answer.clone() }, label, Style::Secondary);
    [vote(true, says::HELPFUL), vote(false, says::NOT_HELPFUL)]
}

fn button(press: &Press, text: &str, style: Style) -> Option<Button> {
    Some(Button { id: press.id()?, label: cut(text, super::limits::LABEL_MAX_CHARS), style })
}
