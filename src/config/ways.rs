//! The ways by which Discord reaches the bot: there must be one, and what it needs.

use super::{Config, blame};
use crate::diagnostic::{Diagnostic, Source};

/// What is wrong with them, once every key is sound by itself.
pub(super) fn check(
    config: &Config,
    file: Option<&Source>,
    env: impl Fn(&str) -> Option<String>,
) -> Option<Diagnostic> {
    let refuse = |section: &str, key: &str, message: &str| blame(file, &env, (section, key), "C006", message);
    if config.http.listen.is_some() && config.discord.public_key.is_none() {
        let message =
            "`http.listen` is set, but `discord.public_key` is not: what comes could not be told from forgeries";
        return Some(refuse("http", "listen", message).help(
            "copy \"Public Key\" from https://discord.com/developers/applications, page \"General Information\", into \
             discord.public_key",
        ));
    }
    if !config.discord.gateway && config.http.listen.is_none() {
        let message = "`discord.gateway` is off and `http.listen` is not set: nothing could reach the bot";
        return Some(refuse("discord", "gateway", message).help("leave the gateway on, or set http.listen"));
    }
    if !config.discord.gateway && !config.discord.listen_channels.is_empty() {
        let message =
            "`discord.gateway` is off, but `discord.listen_channels` needs it: messages come by the gateway alone";
        return Some(refuse("discord", "gateway", message).help("leave the gateway on, or name no channels"));
    }
    None
}
