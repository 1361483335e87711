//! Is a message for the bot, and what does it ask?

/// Who the bot is, where a message was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    /// Its user id.
    pub user: u64,
    /// Id of the role that Discord made for it in this server: people pick it from the list of names.
    pub role: Option<u64>,
}

/// A message, as far as it matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Written by a person, and by hand: by no bot, no webhook and not by Discord itself.
    pub is_by_person: bool,
    /// Written in private to the bot.
    pub is_direct: bool,
    /// Written in a channel where the bot listens to all.
    pub is_listened_to: bool,
    /// A reply to a message.
    pub is_reply: bool,
    /// Ids of the users whom it pings.
    pub users: Vec<u64>,
    /// Ids of the roles that it pings.
    pub roles: Vec<u64>,
    /// The text.
    pub text: String,
}

/// What a message means to the bot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It is not for the bot.
    Nothing,
    /// It calls the bot and asks nothing.
    Call,
    /// A question.
    Question(String),
}

/// What a message means to the bot: it is for it where it pings the bot or its role, where it is private, and in
/// channels where the bot listens to all, unless it is to someone else.
#[must_use]
pub fn heard(said: &Said, own: Own) -> Heard {
    if !said.is_by_person {
        return Heard::Nothing;
    }
    let is_called =
        said.is_direct || said.users.contains(&own.user) || own.role.is_some_and(|role| said.roles.contains(&role));
    let is_to_someone_else = said.is_reply || !said.users.is_empty() || !said.roles.is_empty();
    if !is_called && (!said.is_listened_to || is_to_someone_else) {
        return Heard::Nothing;
    }
    let text = without_own_mentions(&said.text, own);
    match (text.is_empty(), is_called) {
        (false, _) => Heard::Question(text),
        (true, true) => Heard::Call,
        (true, false) => Heard::Nothing,
    }
}

/// The text without the bot's mentions, and without the comma after the first.
fn without_own_mentions(text: &str, own: Own) -> String {
    let mut left = text.replace(&format!("<@{}>", own.user), " ").replace(&format!("<@!{}>", own.user), " ");
    if let Some(role) = own.role {
        left = left.replace(&format!("<@&{role}>"), " ");
    }
    let is_first = text.trim_start().starts_with("<@") && !left.trim_start().starts_with("<@");
    let left = left.trim();
    let left = if is_first { left.trim_start_matches([',', ':', ';']).trim_start() } else { left };
    left.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Own = Own { user: 7, role: Some(70) };

    fn said(text: &str, users: &[u64], roles: &[u64]) -> Said {
        Said { is_by_person: true, users: users.to_vec(), roles: roles.to_vec(), text: text.into(), ..Said::default() }
    }

    fn question(text: &str) -> Heard {
        Heard::Question(text.into())
    }

    #[test]
    fn a_ping_in_a_server_makes_it_a_question() {
        for (text, users, roles, wanted) in [
            ("<@7> who is it?", &[7][..], &[][..], question("who is it?")),
            ("<@!7>, who is it?", &[7], &[], question("who is it?")),
            ("<@&70> who is it?", &[], &[70], question("who is it?")),
            ("who is it, <@7>", &[7], &[], question("who is it,")),
            ("ask <@7> who <@8> is", &[7, 8], &[], question("ask   who <@8> is")),
            ("and when?", &[7], &[], question("and when?")),
            ("<@7>", &[7], &[], Heard::Call),
            ("<@7> <@&70> ", &[7], &[70], Heard::Call),
            ("", &[7], &[], Heard::Call),
            ("<@8> who is it?", &[8], &[], Heard::Nothing),
            ("<@&71> who is it?", &[], &[71], Heard::Nothing),
            ("@everyone who is it?", &[], &[], Heard::Nothing),
            ("`<@7>` is how to call it", &[], &[], Heard::Nothing),
            ("who is it?", &[], &[], Heard::Nothing),
            ("", &[], &[], Heard::Nothing),
        ] {
            assert_eq!(heard(&said(text, users, roles), OWN), wanted, "{text}");
        }
    }

    #[test]
    fn everything_private_is_for_the_bot() {
        for (text, wanted) in
            [("who is it?", question("who is it?")), ("<@7>: who", question("who")), (" ", Heard::Call)]
        {
            assert_eq!(heard(&Said { is_direct: true, ..said(text, &[], &[]) }, OWN), wanted, "{text}");
        }
    }

    #[test]
    fn where_it_listens_all_is_for_the_bot_but_what_is_to_others() {
        let listened = |said| Said { is_listened_to: true, ..said };
        for (said, wanted) in [
            (said("who is it?", &[], &[]), question("who is it?")),
            (said(": who", &[], &[]), question(": who")),
            (said("<@7> who is it?", &[7, 8], &[]), question("who is it?")),
            (said("<@8> who is it?", &[8], &[]), Heard::Nothing),
            (said("<@&71> who is it?", &[], &[71]), Heard::Nothing),
            (Said { is_reply: true, ..said("who is it?", &[], &[]) }, Heard::Nothing),
            (Said { is_reply: true, ..said("who is it?", &[7], &[]) }, question("who is it?")),
            (said("", &[], &[]), Heard::Nothing),
        ] {
            assert_eq!(heard(&listened(said.clone()), OWN), wanted, "{said:?}");
        }
    }

    #[test]
    fn no_machine_is_heard() {
        let machine =
            Said { is_by_person: false, is_direct: true, is_listened_to: true, ..said("<@7> who?", &[7], &[]) };
        assert_eq!(heard(&machine, OWN), Heard::Nothing);
    }

    #[test]
    fn without_a_role_of_its_own_no_role_is_the_bots() {
        let own = Own { user: 7, role: None };
        assert_eq!(heard(&said("<@&70> who?", &[], &[70]), own), Heard::Nothing);
    }
}
