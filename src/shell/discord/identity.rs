//! Who the bot is: its user id, and the role that Discord made for it in each server. Kept without a cache.

use std::time::Duration;

use rustc_hash::FxHashMap;
use serenity::all::{Guild, Role};
use tokio::sync::watch;

use super::question::Own;

/// So long after a session began, the bot surely knows who it is, there and in each server.
const KNOWN_WITHIN: Duration = Duration::from_secs(5);

/// Who the bot is; nobody before the gateway said so.
#[derive(Debug, Default)]
pub struct Identity {
    user: watch::Sender<u64>,
    /// By server; the role is `None` where the bot has none of its own, and the server is missing until it came into sight.
    roles: watch::Sender<FxHashMap<u64, Option<u64>>>,
}

impl Identity {
    /// Takes the id of the bot's user; is it the first time? A session may begin more than once.
    #[must_use]
    pub fn know(&self, user: u64) -> bool {
        self.user.send_replace(user) == 0
    }

    /// Waits until the gateway said who the bot is. It says so first, but serenity gives each event to a task of its own,
    /// and that of the first may come last.
    pub async fn known(&self) {
        if *self.user.borrow() == 0 {
            let mut user = self.user.subscribe();
            // Should it never be said, nobody waits for ever.
            let _ = tokio::time::timeout(KNOWN_WITHIN, user.wait_for(|user| *user != 0)).await;
        }
    }

    /// Waits until a server came into sight: a message there that names a role may be taken up before it.
    pub async fn known_in(&self, guild: u64) {
        if !self.roles.borrow().contains_key(&guild) {
            let mut roles = self.roles.subscribe();
            // Where the bot was installed by a user alone, it never sees the server.
            let _ = tokio::time::timeout(KNOWN_WITHIN, roles.wait_for(|roles| roles.contains_key(&guild))).await;
        }
    }

    /// Who the bot is in a server, or outside of one.
    #[must_use]
    pub fn own(&self, guild: Option<u64>) -> Option<Own> {
        let user = *self.user.borrow();
        let role = guild.and_then(|guild| self.roles.borrow().get(&guild).copied().flatten());
        (user != 0).then_some(Own { user, role })
    }

    /// A server came into sight.
    pub fn enter(&self, guild: &Guild) {
        self.enter_with(guild.id.get(), guild.roles.values());
    }

    fn enter_with<'r>(&self, guild: u64, mut roles: impl Iterator<Item = &'r Role>) {
        let own = roles.find(|role| self.is_own(role)).map(|role| role.id.get());
        self.roles.send_modify(|roles| {
            let known = roles.entry(guild).or_default();
            *known = own.or(*known);
        });
    }

    /// A role of a server is as it is now.
    pub fn see(&self, guild: u64, role: &Role) {
        if self.is_own(role) {
            self.roles.send_modify(|roles| {
                roles.insert(guild, Some(role.id.get()));
            });
        }
    }

    fn is_own(&self, role: &Role) -> bool {
        let user = *self.user.borrow();
        user != 0 && role.tags.bot_id.is_some_and(|bot| bot.get() == user)
    }

    /// A role of a server is no more.
    pub fn lose(&self, guild: u64, role: u64) {
        self.roles.send_modify(|roles| {
            if let Some(own) = roles.get_mut(&guild) {
                own.take_if(|own| *own == role);
            }
        });
    }

    /// The bot's own role in each server that came into sight, by server; 0 where it has none.
    #[must_use]
    pub fn roles(&self) -> Vec<(u64, u64)> {
        let mut roles: Vec<_> =
            self.roles.borrow().iter().map(|(guild, role)| (*guild, role.unwrap_or_default())).collect();
        roles.sort_unstable();
        roles
    }

    /// Takes up what was known before of servers that did not come into sight yet.
    pub fn remember(&self, known: &[(u64, u64)]) {
        self.roles.send_modify(|roles| {
            for (guild, role) in known {
                roles.entry(*guild).or_insert((*role != 0).then_some(*role));
            }
        });
    }

    /// The bot is no longer in a server.
    pub fn leave(&self, guild: u64) {
        self.roles.send_modify(|roles| {
            roles.remove(&guild);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(id: u64, bot: Option<u64>) -> Role {
        let tags = bot.map_or(serde_json::json!({}), |bot| serde_json::json!({ "bot_id": bot.to_string() }));
        serde_json::from_value(serde_json::json!({
            "id": id.to_string(), "name": "r", "color": 0, "colors": {"primary_color": 0}, "hoist": false, "managed": true,
            "mentionable": false, "permissions": "0", "position": 1, "tags": tags,
        }))
        .unwrap()
    }

    #[test]
    fn nobody_before_it_is_told() {
        let identity = Identity::default();
        identity.see(1, &role(10, Some(7)));
        assert_eq!(identity.own(Some(1)), None);
        assert!(identity.know(7) && !identity.know(7));
        assert_eq!(identity.own(None), Some(Own { user: 7, role: None }));
    }

    #[tokio::test]
    async fn whoever_comes_first_waits_for_it() {
        let identity = Identity::default();
        let (own, ()) = tokio::join!(
            async {
                identity.known().await;
                identity.own(None)
            },
            async {
                tokio::task::yield_now().await;
                assert!(identity.know(7));
            }
        );
        assert_eq!(own, Some(Own { user: 7, role: None }));
        identity.known().await;
    }

    #[tokio::test]
    async fn whoever_names_a_role_waits_for_its_server() {
        let identity = Identity::default();
        assert!(identity.know(7));
        let (own, ()) = tokio::join!(
            async {
                identity.known_in(1).await;
                identity.own(Some(1))
            },
            async {
                tokio::task::yield_now().await;
                identity.enter_with(2, [role(20, Some(7))].iter());
                tokio::task::yield_now().await;
                identity.enter_with(1, [role(10, Some(7))].iter());
            }
        );
        assert_eq!(own, Some(Own { user: 7, role: Some(10) }));
        identity.enter_with(1, [].iter());
        assert_eq!(identity.own(Some(1)), own);
    }

    #[test]
    fn its_own_role_in_each_server_and_no_others() {
        let identity = Identity::default();
        assert!(identity.know(7));
        for (guild, id, bot) in [(1, 10, Some(7)), (1, 11, None), (1, 12, Some(8)), (2, 20, Some(7))] {
            identity.see(guild, &role(id, bot));
        }
        let role_in = |guild| identity.own(Some(guild)).unwrap().role;
        assert_eq!((role_in(1), role_in(2), role_in(3)), (Some(10), Some(20), None));
        identity.lose(1, 11);
        assert_eq!(role_in(1), Some(10));
        identity.lose(1, 10);
        identity.leave(2);
        assert_eq!((role_in(1), role_in(2)), (None, None));
    }
}
