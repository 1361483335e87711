//! Whom a text names, and for whom it rings.

use serde_json::Value;

use super::world::Id;

/// Someone for whom a message rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ping {
    User(Id),
    Role(Id),
    /// `@everyone` or `@here`.
    Everyone,
    /// The author of the message that is replied to.
    Replied(Id),
}

/// Whom a text names, in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) users: Vec<Id>,
    pub(crate) roles: Vec<Id>,
    pub(crate) is_everyone: bool,
}

/// Reads `<@1>`, `<@!1>`, `<@&1>`, `@everyone` and `@here`; those in code count, too, which is the stricter reading.
pub(crate) fn named(text: &str) -> Named {
    let mut named = Named { is_everyone: text.contains("@everyone") || text.contains("@here"), ..Named::default() };
    for (at, _) in text.match_indices("<@") {
        let rest = &text[at + 2..];
        let Some(end) = rest.find('>') else { continue };
        let (list, digits) = match rest.as_bytes()[0] {
            b'!' => (&mut named.users, &rest[1..end]),
            b'&' => (&mut named.roles, &rest[1..end]),
            _ => (&mut named.users, &rest[..end]),
        };
        if let Ok(id) = digits.parse()
            && !list.contains(&id)
        {
            list.push(id);
        }
    }
    named
}

/// What is allowed where `allowed_mentions` is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsaid {
    /// A message of its own: everyone, roles, users, and the author replied to.
    All,
    /// A response to an interaction or a follow-up: users only.
    Users,
}

/// For whom a message rings. Source: Discord's reference, "Allowed Mentions Object".
pub(crate) fn pings(content: &str, allowed: &Value, unsaid: Unsaid, replied: Option<Id>) -> Vec<Ping> {
    let named = named(content);
    let given = allowed.is_object();
    let parses = |kind: &str| allowed["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind));
    let lists = |list: &str, id: Id| {
        allowed[list].as_array().is_some_and(|ids| ids.iter().any(|i| i.as_str() == Some(id.to_string().as_str())))
    };
    let mut pings = Vec::new();
    if named.is_everyone && if given { parses("everyone") } else { unsaid == Unsaid::All } {
        pings.push(Ping::Everyone);
    }
    let rings = |id: &Id| !given || parses("users") || lists("users", *id);
    pings.extend(named.users.into_iter().filter(rings).map(Ping::User));
    let rings = |id: &Id| if given { parses("roles") || lists("roles", *id) } else { unsaid == Unsaid::All };
    pings.extend(named.roles.into_iter().filter(rings).map(Ping::Role));
    if given && allowed["replied_user"] != true || !given && unsaid != Unsaid::All {
        return pings;
    }
    pings.extend(replied.map(Ping::Replied));
    pings
}
