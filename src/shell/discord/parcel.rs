//! A card with files beside it.

use crate::render::discord::card::Card;

/// A file that is shown or offered below a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: &'static str,
    /// What it holds, for those who cannot see it; at most 1,024 characters.
    pub description: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A card, and files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The card.
    pub card: Card,
    /// The files.
    pub files: Vec<File>,
    /// Is the first file a picture that is part of the card?
    pub has_picture: bool,
}

impl From<Card> for Parcel {
    fn from(card: Card) -> Self {
        Self { card, files: Vec::new(), has_picture: false }
    }
}
