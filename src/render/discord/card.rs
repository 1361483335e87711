//! What Discord shows of a reply: an embed and its buttons, as plain data.

/// How a card is meant, which gives it its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// An answer with citations.
    Answer,
    /// The briefing does not say.
    Silent,
    /// "Did you mean".
    Choice,
    /// Help, small talk, what the bot says of itself.
    Notice,
    /// Something went wrong, or is not allowed.
    Problem,
}

impl Tone {
    /// Its colour, `0xRRGGBB`.
    #[must_use]
    pub fn colour(self) -> u32 {
        match self {
            Self::Answer => ANSWER_COLOUR,
            Self::Silent => SILENT_COLOUR,
            Self::Choice => CHOICE_COLOUR,
            Self::Notice => NOTICE_COLOUR,
            Self::Problem => PROBLEM_COLOUR,
        }
    }
}

/// Green: the briefing says so.
const ANSWER_COLOUR: u32 = 0x2f_85_5a;
/// Grey: it does not say.
const SILENT_COLOUR: u32 = 0x71_80_96;
/// Amber: which one?
const CHOICE_COLOUR: u32 = 0xb7_79_1f;
/// Blue: the bot speaks for itself.
const NOTICE_COLOUR: u32 = 0x2b_6c_b0;
/// Red: it went wrong.
const PROBLEM_COLOUR: u32 = 0xc5_30_30;

/// A named part of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its heading.
    pub name: String,
    /// Its text, in Discord's markdown.
    pub value: String,
}

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The main thing to do.
    Primary,
    /// One of several.
    Secondary,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// Its `custom_id`: a [`super::press::Press`] as text.
    pub id: String,
    /// What stands on it.
    pub label: String,
    /// How it looks.
    pub style: Style,
}

/// An embed and its buttons, within Discord's limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// How it is meant.
    pub tone: Tone,
    /// Above all.
    pub title: Option<String>,
    /// The text, in Discord's markdown.
    pub body: String,
    /// Named parts below the text.
    pub fields: Vec<Field>,
    /// Below all, plain.
    pub footer: Option<String>,
    /// Rows of buttons.
    pub rows: Vec<Vec<Button>>,
}
