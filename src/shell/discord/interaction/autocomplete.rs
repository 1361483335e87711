//! Names and topics for an option that is still being typed.

use serenity::all::{AutocompleteChoice, CommandInteraction, CreateAutocompleteResponse, CreateInteractionResponse};

use super::super::caller::Caller;
use super::super::definitions::{ADMIN, ID, SERVER_BRIEFING};
use super::settings::ALL;
use crate::render::discord::escape::label;
use crate::shell::app::App;
use crate::shell::commands::{COMMANDS, Completion};

/// Most choices that Discord shows. Source: discord-api-docs, developers/interactions/receiving-and-responding.mdx.
const CHOICES_MAX: usize = 25;
/// Longest name or value of a choice, in UTF-16 code units. Source: the same, application-commands.mdx.
const CHOICE_MAX_CHARS: usize = 100;

/// The choices for what is typed so far; none for an option that has none.
pub(super) fn complete(app: &App, typed: &CommandInteraction) -> CreateInteractionResponse {
    let choices = match typed.data.autocomplete() {
        Some(option) if typed.data.name == ADMIN => briefings(app, option.name, option.value),
        _ => choices(app, typed).into_iter().map(|name| AutocompleteChoice::new(name.clone(), name)).collect(),
    };
    CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices))
}

/// Briefings whose id or title has what is typed, as they are sent: by their ids.
fn briefings(app: &App, option: &str, typed: &str) -> Vec<AutocompleteChoice> {
    if ![ID, SERVER_BRIEFING].contains(&option) {
        return Vec::new();
    }
    let knowledge = app.knowledge();
    let typed = typed.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&typed);
    let all = (option == SERVER_BRIEFING && has(ALL)).then(|| AutocompleteChoice::new(ALL, ALL));
    let briefings =
        knowledge.engine.library().briefings.iter().filter(|briefing| has(&briefing.id) || has(&briefing.title));
    let choice = |briefing: &std::sync::Arc<crate::knowledge::model::Briefing>| {
        AutocompleteChoice::new(head(&format!("{}: {}", briefing.id, label(&briefing.title))), briefing.id.to_string())
    };
    all.into_iter().chain(briefings.map(choice)).take(CHOICES_MAX).collect()
}

fn choices(app: &App, typed: &CommandInteraction) -> Vec<String> {
    let Some(option) = typed.data.autocomplete() else { return Vec::new() };
    let command = COMMANDS.iter().find(|command| command.name == typed.data.name);
    let slot = command.and_then(|command| command.slots.iter().find(|slot| slot.name == option.name));
    let Some(completion) = slot.and_then(|slot| slot.completion) else { return Vec::new() };
    let engine = Caller::from(typed).engine(app);
    let names = match completion {
        Completion::Speaker => engine.complete_speaker(option.value, CHOICES_MAX),
        Completion::Topic => engine.complete_topic(option.value, CHOICES_MAX),
    };
    names.iter().map(|name| head(name)).filter(|name| !name.is_empty()).collect()
}

/// As much of a name as a choice can hold; no ellipsis, since it comes back as what was chosen.
fn head(name: &str) -> String {
    let mut left = CHOICE_MAX_CHARS;
    let fits = |c: &char| {
        let is_room = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        is_room
    };
    name.trim().chars().take_while(fits).collect()
}
