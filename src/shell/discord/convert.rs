//! From cards to serenity's builders: the only place where they are made. Whatever the card, what is sent keeps Discord's
//! limits, and no mention of any kind is allowed.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateButton, CreateEmbed,
    CreateEmbedFooter, CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage,
    EditInteractionResponse, EditMessage,
};

use super::parcel::Parcel;
use crate::render::discord::card::{Button, Card, Style};
use crate::render::discord::clamp::clamp;

/// A card as an embed.
pub fn embed(card: &Card) -> CreateEmbed {
    parts(card.clone()).0
}

/// The buttons of a card.
#[must_use]
pub fn rows(card: &Card) -> Vec<CreateActionRow> {
    parts(card.clone()).1
}

/// A card as an embed with its buttons.
fn parts(card: Card) -> (CreateEmbed, Vec<CreateActionRow>) {
    let card = clamp(card);
    let mut embed = CreateEmbed::new().colour(card.tone.colour());
    if let Some(title) = card.title {
        embed = embed.title(title);
    }
    if !card.body.is_empty() {
        embed = embed.description(card.body);
    }
    if let Some(footer) = card.footer {
        embed = embed.footer(CreateEmbedFooter::new(footer));
    }
    embed = embed.fields(card.fields.into_iter().map(|field| (field.name, field.value, false)));
    let buttons = |row: Vec<Button>| CreateActionRow::Buttons(row.into_iter().map(button).collect());
    (embed, card.rows.into_iter().map(buttons).collect())
}

/// A card as the first response to an interaction, for all or for one alone.
#[must_use]
pub fn response(card: Card, is_ephemeral: bool) -> CreateInteractionResponse {
    CreateInteractionResponse::Message(body(card).ephemeral(is_ephemeral))
}

/// A card in the place of the message whose button was pressed.
#[must_use]
pub fn update(card: Card) -> CreateInteractionResponse {
    CreateInteractionResponse::UpdateMessage(body(card))
}

/// A promise of a response for one alone, to be edited later.
#[must_use]
pub fn deferred() -> CreateInteractionResponse {
    let nothing = CreateInteractionResponseMessage::new().allowed_mentions(no_mentions());
    CreateInteractionResponse::Defer(nothing.ephemeral(true))
}

/// A card as a message of its own.
pub fn message(card: &Card) -> CreateMessage {
    let (embed, rows) = parts(card.clone());
    CreateMessage::new().embed(embed).components(rows).allowed_mentions(no_mentions())
}

/// Plain text as a message of its own, where no embed may be shown.
pub fn plain(text: &str) -> CreateMessage {
    CreateMessage::new().content(text).allowed_mentions(no_mentions())
}

/// A card in the place of what a message showed.
pub fn edit_message(card: &Card) -> EditMessage {
    let (embed, rows) = parts(card.clone());
    EditMessage::new().embed(embed).components(rows).allowed_mentions(no_mentions())
}

/// A card in the place of a deferred response.
pub fn edit_response(card: &Card) -> EditInteractionResponse {
    let (embed, rows) = parts(card.clone());
    EditInteractionResponse::new().embed(embed).components(rows).allowed_mentions(no_mentions())
}

/// A card with its files in the place of a deferred response; files that were there before stay where there are none.
pub fn edit_with(parcel: &Parcel) -> EditInteractionResponse {
    let (mut embed, rows) = parts(parcel.card.clone());
    if let Some(picture) = parcel.files.first().filter(|_| parcel.has_picture) {
        embed = embed.attachment(picture.name);
    }
    let edit = EditInteractionResponse::new().embed(embed).components(rows).allowed_mentions(no_mentions());
    parcel.files.iter().fold(edit, |edit, file| {
        let attachment = CreateAttachment::bytes(file.bytes.clone(), file.name).description(&file.description);
        edit.new_attachment(attachment)
    })
}

/// Nobody is pinged, not even who is replied to. Must be said: without it, Discord pings whom a text names.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

fn body(card: Card) -> CreateInteractionResponseMessage {
    let (embed, rows) = parts(card);
    CreateInteractionResponseMessage::new().embed(embed).components(rows).allowed_mentions(no_mentions())
}

fn button(button: Button) -> CreateButton {
    let style = match button.style {
        Style::Primary => ButtonStyle::Primary,
        Style::Secondary => ButtonStyle::Secondary,
    };
    CreateButton::new(button.id).label(button.label).style(style)
}

#[cfg(test)]
mod tests;
