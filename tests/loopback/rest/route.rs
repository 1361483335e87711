//! The routes that this Discord knows.

use super::super::world::Id;

/// A route. Those with a token in the path need no other authorization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Route {
    GetGateway,
    GetGatewayBot,
    GetMe,
    GetApplication,
    GetCommands,
    SetCommands,
    GetChannel,
    CreateDm,
    CreateMessage,
    GetMessage,
    EditMessage,
    DeleteMessage,
    Respond,
    GetOriginal,
    EditOriginal,
    DeleteOriginal,
    FollowUp,
    EditFollowUp,
    DeleteFollowUp,
    Unknown,
}

impl Route {
    /// The path in Discord's description.
    pub(crate) fn template(self) -> &'static str {
        match self {
            Self::GetGateway => "/gateway",
            Self::GetGatewayBot => "/gateway/bot",
            Self::GetMe => "/users/@me",
            Self::GetApplication => "/applications/@me",
            Self::GetCommands | Self::SetCommands => "/applications/{application_id}/commands",
            Self::GetChannel => "/channels/{channel_id}",
            Self::CreateDm => "/users/@me/channels",
            Self::CreateMessage => "/channels/{channel_id}/messages",
            Self::GetMessage | Self::EditMessage | Self::DeleteMessage => {
                "/channels/{channel_id}/messages/{message_id}"
            }
            Self::Respond => "/interactions/{interaction_id}/{interaction_token}/callback",
            Self::GetOriginal | Self::EditOriginal | Self::DeleteOriginal => {
                "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
            }
            Self::FollowUp => "/webhooks/{webhook_id}/{webhook_token}",
            Self::EditFollowUp | Self::DeleteFollowUp => "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
            Self::Unknown => "",
        }
    }

    /// The method, in lower case as in Discord's description.
    pub(crate) fn method(self) -> &'static str {
        match self {
            Self::SetCommands => "put",
            Self::CreateDm | Self::CreateMessage | Self::Respond | Self::FollowUp => "post",
            Self::EditMessage | Self::EditOriginal | Self::EditFollowUp => "patch",
            Self::DeleteMessage | Self::DeleteOriginal | Self::DeleteFollowUp => "delete",
            _ => "get",
        }
    }

    /// Does a token in the path stand for authorization?
    pub(crate) fn has_token(self) -> bool {
        matches!(
            self,
            Self::Respond
                | Self::GetOriginal
                | Self::EditOriginal
                | Self::DeleteOriginal
                | Self::FollowUp
                | Self::EditFollowUp
                | Self::DeleteFollowUp
        )
    }

    /// Is there a body?
    pub(crate) fn has_body(self) -> bool {
        matches!(self.method(), "put" | "post" | "patch")
    }
}

/// A path that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matched<'a> {
    pub(crate) route: Route,
    /// Ids in the path, in order; 0 where it has none. The first is the one that rate limits go by.
    pub(crate) ids: [Id; 2],
    /// The token of an interaction.
    pub(crate) token: &'a str,
}

/// Understands a method and the path below `/api/v10`.
pub(crate) fn parse<'a>(method: &str, path: &'a str) -> Matched<'a> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let id = |text: &str| text.parse::<Id>().unwrap_or_default();
    let (route, first, second, token) = match (method, parts.as_slice()) {
        ("GET", ["gateway"]) => (Route::GetGateway, "", "", ""),
        ("GET", ["gateway", "bot"]) => (Route::GetGatewayBot, "", "", ""),
        ("GET", ["users", "@me"]) => (Route::GetMe, "", "", ""),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => (Route::GetApplication, "", "", ""),
        ("GET", ["applications", app, "commands"]) => (Route::GetCommands, *app, "", ""),
        ("PUT", ["applications", app, "commands"]) => (Route::SetCommands, *app, "", ""),
        ("GET", ["channels", channel]) => (Route::GetChannel, *channel, "", ""),
        ("POST", ["users", "@me", "channels"]) => (Route::CreateDm, "", "", ""),
        ("POST", ["channels", channel, "messages"]) => (Route::CreateMessage, *channel, "", ""),
        ("GET", ["channels", channel, "messages", message]) => (Route::GetMessage, *channel, *message, ""),
        ("PATCH", ["channels", channel, "messages", message]) => (Route::EditMessage, *channel, *message, ""),
        ("DELETE", ["channels", channel, "messages", message]) => (Route::DeleteMessage, *channel, *message, ""),
        ("POST", ["interactions", one, token, "callback"]) => (Route::Respond, *one, "", *token),
        ("POST", ["webhooks", app, token]) => (Route::FollowUp, *app, "", *token),
        (method, ["webhooks", app, token, "messages", message]) => {
            let is_original = *message == "@original";
            let route = match (method, is_original) {
                ("GET", true) => Route::GetOriginal,
                ("PATCH", true) => Route::EditOriginal,
                ("DELETE", true) => Route::DeleteOriginal,
                ("PATCH", false) => Route::EditFollowUp,
                ("DELETE", false) => Route::DeleteFollowUp,
                _ => Route::Unknown,
            };
            (route, *app, *message, *token)
        }
        _ => (Route::Unknown, "", "", ""),
    };
    Matched { route, ids: [id(first), id(second)], token }
}
