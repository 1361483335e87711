//! What is to be seen of the response to each payload.

use super::seen::Kind::{self, Acknowledged, Choices, Pong, Private, Promise, Public, Update};

/// What is to be seen of the response to a payload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) payload: &'static str,
    pub(crate) kind: Kind,
    /// What its text has, in this order.
    pub(crate) says: &'static [&'static str],
    /// What its text has not.
    pub(crate) hides: &'static [&'static str],
    /// What the ids of its buttons begin with, all of them, in their order.
    pub(crate) buttons: &'static [&'static str],
}

const fn row(
    payload: &'static str,
    kind: Kind,
    says: &'static [&'static str],
    buttons: &'static [&'static str],
) -> Row {
    Row { payload, kind, says, hides: &[], buttons }
}

const fn hiding(row: Row, hides: &'static [&'static str]) -> Row {
    Row { hides, ..row }
}

/// The button that takes an answer away, of who asks in most payloads, and of another.
const DISMISS: &str = "1d1204000000000000007";
const OTHERS_DISMISS: &str = "1d1204000000000000008";

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    // Slash commands, in a server, in private, and where only the user has the bot.
    row("ask-guild", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    hiding(row("quote-guild", Public, &["All 4 quotes of Hester Quill", "We would rather have an angry town than a funeral", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]), &["Roake"]),
    row("cities-guild", Public, &["> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("status-guild", Public, &["was closed to all traffic", "> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("timeline-guild", Public, &["1968", "5 May"], &["1a", "1a", "1a", DISMISS]),
    row("people-guild", Public, &["Hester Quill: the mayor of Pellowick", "Maud Tarrant"], &["1a", "1a", "1a", DISMISS]),
    row("verify-guild", Public, &["Word for word.", "Hester Quill", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]),
    row("briefing-guild", Public, &["Cracks close the bridge at Pellowick", "10 quotes"], &["1a", "1a", "1a", DISMISS]),
    hiding(row("help-guild", Private, &["I answer questions about this briefing", "**/ask question**", "**/quote speaker topic**", "**/privacy**", "Check this quote"], &[]), &["QUESTION"]),
    row("privacy-guild", Private, &["What I keep", "nothing on a disk", "for ten minutes", "Dismiss", "report a problem"], &[]),
    row("ask-dm", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    hiding(row("quote-dm", Public, &["All 4 quotes of Hester Quill", "We would rather have an angry town than a funeral", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]), &["Roake"]),
    row("cities-dm", Public, &["> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("status-dm", Public, &["was closed to all traffic", "> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("timeline-dm", Public, &["1968", "5 May"], &["1a", "1a", "1a", DISMISS]),
    row("people-dm", Public, &["Hester Quill: the mayor of Pellowick", "Maud Tarrant"], &["1a", "1a", "1a", DISMISS]),
    row("verify-dm", Public, &["Word for word.", "Hester Quill", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]),
    row("briefing-dm", Public, &["Cracks close the bridge at Pellowick", "10 quotes"], &["1a", "1a", "1a", DISMISS]),
    hiding(row("help-dm", Private, &["I answer questions about this briefing", "**/ask question**", "**/quote speaker topic**", "**/privacy**", "Check this quote"], &[]), &["QUESTION"]),
    row("privacy-dm", Private, &["What I keep", "nothing on a disk", "for ten minutes", "Dismiss", "report a problem"], &[]),
    row("ask-user", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    hiding(row("quote-user", Public, &["All 4 quotes of Hester Quill", "We would rather have an angry town than a funeral", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]), &["Roake"]),
    row("cities-user", Public, &["> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("status-user", Public, &["was closed to all traffic", "> **[1]**"], &["1a", "1a", "1a", DISMISS]),
    row("timeline-user", Public, &["1968", "5 May"], &["1a", "1a", "1a", DISMISS]),
    row("people-user", Public, &["Hester Quill: the mayor of Pellowick", "Maud Tarrant"], &["1a", "1a", "1a", DISMISS]),
    row("verify-user", Public, &["Word for word.", "Hester Quill", "I cannot promise you money tonight."], &["1a", "1a", "1a", DISMISS]),
    row("briefing-user", Public, &["Cracks close the bridge at Pellowick", "10 quotes"], &["1a", "1a", "1a", DISMISS]),
    hiding(row("help-user", Private, &["I answer questions about this briefing", "**/ask question**", "**/quote speaker topic**", "**/privacy**", "Check this quote"], &[]), &["QUESTION"]),
    row("privacy-user", Private, &["What I keep", "nothing on a disk", "for ten minutes", "Dismiss", "report a problem"], &[]),
    // The same elsewhere, and what `share` does.
    row("ask-thread", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("ask-user-in-guild", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("ask-shared", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("odd-share", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("odd-tomorrow", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("ask-private", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|"]),
    row("quote-typo", Private, &["All 4 quotes of Hester Quill"], &["1a", "1a", "1a"]),
    row("quote-all", Public, &["Quotes 1 to 5 of 10", "page 1 of 2"], &["1a", "1a", "1a", "1q||1", DISMISS]),
    hiding(row("quote-topic", Public, &["All 3 quotes about “money”", "bankrupt"], &["1a", "1a", "1a", DISMISS]), &["funeral"]),
    row("verify-altered", Public, &["Not word for word", "cannot"], &["1a", "1a", "1a", DISMISS]),
    // What helps nobody else is for the asker alone, shared or not.
    hiding(row("ask-miss", Private, &["The briefing doesn't say"], &["1a", "1a", "1a", "1wWho won"]), &["> **[1]**"]),
    row("ask-greeting", Private, &["Hello!"], &[]),
    row("ask-hostile", Private, &["The briefing doesn't say", "Zyx Qwertz"], &["1a", "1a", "1a", "1w"]),
    row("ask-long", Public, &["Lannet Bridge"], &["1a", "1a", "1a", "1wbridge bridge", DISMISS]),
    row("ask-empty", Private, &["Something is missing", "/help"], &[]),
    row("ask-without-question", Private, &["Something is missing", "/help"], &[]),
    row("quote-stranger", Private, &["The briefing doesn't say", "Winston Churchill"], &["1a", "1a", "1a"]),
    hiding(row("verify-invented", Private, &["The briefing doesn't"], &["1a", "1a", "1a"]), &["Word for word"]),
    // Commands on messages.
    row("answer-this-guild", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wdoes anyone know who"]),
    row("check-quote-guild", Private, &["Word for word.", "I cannot promise you money tonight."], &["1a", "1a", "1a"]),
    row("answer-this-dm", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wdoes anyone know who"]),
    row("check-quote-dm", Private, &["Word for word.", "I cannot promise you money tonight."], &["1a", "1a", "1a"]),
    row("answer-this-user", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wdoes anyone know who"]),
    row("check-quote-user", Private, &["Word for word.", "I cannot promise you money tonight."], &["1a", "1a", "1a"]),
    row("answer-this-forwarded", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|"]),
    row("answer-this-empty", Private, &["can't find any text", "/ask"], &[]),
    row("check-quote-empty", Private, &["can't find any text", "/verify"], &[]),
    row("answer-this-hostile", Private, &["The briefing doesn't say"], &["1a", "1a", "1a", "1w"]),
    row("answer-this-miss", Private, &["The briefing doesn't say"], &["1a", "1a", "1a", "1wwhat a nice day"]),
    // Buttons.
    row("button-ask-guild", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("button-why-guild", Private, &["Why this answer?", "Words that matched", "Dorrance", "paragraph", "How sure"], &[]),
    hiding(row("button-quotes-next-guild", Update, &["Quotes 6 to 10 of 10", "page 2 of 2"], &["1a", "1a", "1a", "1q||0", DISMISS]), &["funeral"]),
    row("button-dismiss-guild", Acknowledged, &[], &[]),
    row("button-ask-dm", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("button-why-dm", Private, &["Why this answer?", "Words that matched", "Dorrance", "paragraph", "How sure"], &[]),
    hiding(row("button-quotes-next-dm", Update, &["Quotes 6 to 10 of 10", "page 2 of 2"], &["1a", "1a", "1a", "1q||0", DISMISS]), &["funeral"]),
    row("button-dismiss-dm", Acknowledged, &[], &[]),
    row("button-ask-user", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("button-why-user", Private, &["Why this answer?", "Words that matched", "Dorrance", "paragraph", "How sure"], &[]),
    hiding(row("button-quotes-next-user", Update, &["Quotes 6 to 10 of 10", "page 2 of 2"], &["1a", "1a", "1a", "1q||0", DISMISS]), &["funeral"]),
    row("button-dismiss-user", Acknowledged, &[], &[]),
    row("button-ask-of-mention", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", DISMISS]),
    row("button-ask-ephemeral", Private, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|"]),
    row("button-ask-other", Public, &["Imke Dorrance", "managing director of the company", "> **[1]**", "Cracks close the bridge at Pellowick"], &["1a", "1a", "1a", "1wWho is Imke Dorrance?|", OTHERS_DISMISS]),
    row("button-ask-miss", Private, &["The briefing doesn't say"], &["1a", "1a", "1a", "1wWho won"]),
    row("button-why-before", Private, &["Why this answer?", "How sure"], &[]),
    row("button-why-miss", Private, &["Words without a match", "football", "Why no answer"], &[]),
    row("button-quotes-first", Public, &["All 4 quotes of Hester Quill"], &["1a", "1a", "1a", DISMISS]),
    row("button-quotes-first-ephemeral", Private, &["All 4 quotes of Hester Quill"], &["1a", "1a", "1a"]),
    row("button-quotes-back", Update, &["Quotes 1 to 5 of 10"], &["1a", "1a", "1a", "1q||1", DISMISS]),
    row("button-quotes-ephemeral", Update, &["Quotes 6 to 10 of 10"], &["1a", "1a", "1a", "1q||0"]),
    row("button-quotes-beyond", Update, &["Quotes 6 to 10 of 10"], &["1a", "1a", "1a", "1q||0", DISMISS]),
    row("button-quotes-other", Private, &["Quotes 6 to 10 of 10"], &["1a", "1a", "1a", "1q||0"]),
    row("button-quotes-gone", Private, &["The briefing doesn't say", "Winston Churchill"], &["1a", "1a", "1a"]),
    row("button-dismiss-moderator", Acknowledged, &[], &[]),
    row("button-dismiss-administrator", Acknowledged, &[], &[]),
    row("button-dismiss-other", Private, &["Only the one who asked", "moderator"], &[]),
    row("button-dismiss-other-dm", Private, &["Only the one who asked", "moderator"], &[]),
    row("button-old", Private, &["older version", "ask again"], &[]),
    row("button-other-version", Private, &["older version", "ask again"], &[]),
    row("button-no-kind", Private, &["older version", "ask again"], &[]),
    row("button-unknown-kind", Private, &["older version", "ask again"], &[]),
    row("button-bad-page", Private, &["older version", "ask again"], &[]),
    row("button-bad-user", Private, &["older version", "ask again"], &[]),
    row("button-empty-question", Private, &["older version", "ask again"], &[]),
    row("button-bad-escape", Private, &["older version", "ask again"], &[]),
    row("select-menu", Private, &["older version", "ask again"], &[]),
    row("modal", Private, &["older version", "ask again"], &[]),
    // Choices while an option is typed.
    hiding(row("autocomplete-speaker", Choices, &["Hester Quill"], &[]), &["Tarrant"]),
    hiding(row("autocomplete-speaker-typo", Choices, &["Maud Tarrant"], &[]), &["Quill"]),
    row("autocomplete-speaker-empty", Choices, &["Hester Quill", "Maud Tarrant"], &[]),
    hiding(row("autocomplete-topic", Choices, &["money"], &[]), &["Quill"]),
    row("autocomplete-nothing", Choices, &["Hester Quill"], &[]),
    row("autocomplete-long", Choices, &[], &[]),
    row("autocomplete-other-option", Choices, &[], &[]),
    row("autocomplete-unknown-command", Choices, &[], &[]),
    // Admins, and who is none.
    row("admin-reload-user", Promise, &[], &[]),
    row("admin-reload-role", Promise, &[], &[]),
    row("admin-status-user", Private, &["0123456789ab", "harbour-bridge"], &[]),
    hiding(row("admin-reload-refused", Private, &["Only those whom my configuration names", "1204000000000000009"], &[]), &["0123456789ab"]),
    hiding(row("admin-reload-dm-refused", Private, &["Only those whom my configuration names", "1204000000000000007"], &[]), &["0123456789ab"]),
    hiding(row("admin-status-refused", Private, &["Only those whom my configuration names", "1204000000000000007"], &[]), &["0123456789ab"]),
    row("admin-briefing-user", Private, &["This channel now asks", "harbour-bridge", "until the bot is started again"], &[]),
    row("admin-briefing-everywhere", Private, &["This server now asks", "harbour-bridge"], &[]),
    row("admin-briefing-none", Private, &["This channel has no briefing of its own now"], &[]),
    hiding(row("admin-briefing-unknown", Private, &["no briefing of that id", "harbour-bridge"], &[]), &["such"]),
    hiding(row("admin-briefing-refused", Private, &["Only those whom my configuration names"], &[]), &["now asks"]),
    row("admin-unknown", Private, &["don't have this command", "/help"], &[]),
    row("admin-nothing", Private, &["don't have this command", "/help"], &[]),
    // What this version does not know.
    row("unknown-command", Private, &["don't have this command", "/help"], &[]),
    row("unknown-user-command", Private, &["don't have this command", "/help"], &[]),
    row("message-command-unknown", Private, &["don't have this command", "/help"], &[]),
    row("message-command-unresolved", Private, &["don't have this command", "/help"], &[]),
    row("odd-command-type", Private, &["don't have this command", "/help"], &[]),
    row("odd-option-type", Private, &["Something is missing"], &[]),
    row("odd-option-kind", Private, &["Something is missing"], &[]),
    row("ping", Pong, &[], &[]),
];
