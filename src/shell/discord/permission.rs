//! Who may do what, checked here whatever Discord lets a member press.

use serenity::all::{Member, Permissions, RoleId, UserId};

use crate::config;

/// May this user, with these roles, reload the knowledge and see the state of the bot? Only who is named in the
/// configuration may: the knowledge is the same for all servers, so that being an administrator of one is not enough.
#[must_use]
pub fn is_admin(settings: &config::Discord, user: UserId, roles: &[RoleId]) -> bool {
    settings.admins.contains(&user.get()) || roles.iter().any(|role| settings.admin_roles.contains(&role.get()))
}

/// May this user take away an answer that `asker` asked for? The asker may, and who may delete messages in the channel.
#[must_use]
pub fn may_dismiss(user: UserId, member: Option<&Member>, asker: u64) -> bool {
    // Permissions of a member of an interaction are those in the channel, overwrites included.
    let held = member.and_then(|member| member.permissions).unwrap_or_default();
    user.get() == asker || held.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
}

/// May this user change what their server chose? Who manages the server may, and who is named in the configuration.
#[must_use]
pub fn may_manage(settings: &config::Discord, user: UserId, member: Option<&Member>) -> bool {
    let held = member.and_then(|member| member.permissions).unwrap_or_default();
    let roles = member.map_or(&[][..], |member| &member.roles);
    held.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR) || is_admin(settings, user, roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_is_named_is_an_admin() {
        let settings = config::Discord { admins: vec![7], admin_roles: vec![70, 71], ..config::Discord::default() };
        for (user, roles, wanted) in
            [(7, &[][..], true), (8, &[], false), (8, &[69, 71], true), (70, &[], false), (8, &[7], false)]
        {
            let roles: Vec<RoleId> = roles.iter().copied().map(RoleId::new).collect();
            assert_eq!(is_admin(&settings, UserId::new(user), &roles), wanted, "{user} {roles:?}");
        }
        assert!(!is_admin(&config::Discord::default(), UserId::new(7), &[RoleId::new(70)]), "nobody is named");
    }

    #[test]
    fn who_manages_a_server_may_change_its_settings() {
        let settings = config::Discord { admins: vec![7], ..config::Discord::default() };
        for (user, permissions, wanted) in [
            (7, Permissions::empty(), true),
            (8, Permissions::MANAGE_MESSAGES | Permissions::MANAGE_CHANNELS, false),
            (8, Permissions::MANAGE_GUILD, true),
            (8, Permissions::ADMINISTRATOR, true),
        ] {
            let mut member = Member::default();
            member.permissions = Some(permissions);
            assert_eq!(may_manage(&settings, UserId::new(user), Some(&member)), wanted, "{user} {permissions:?}");
        }
        assert!(!may_manage(&settings, UserId::new(8), None));
    }

    #[test]
    fn who_asked_and_who_may_delete_messages_may_dismiss() {
        let member = |permissions: Option<Permissions>| {
            let mut member = Member::default();
            member.permissions = permissions;
            member
        };
        for (user, member, wanted) in [
            (7, None, true),
            (8, None, false),
            (8, Some(member(None)), false),
            (8, Some(member(Some(Permissions::SEND_MESSAGES))), false),
            (8, Some(member(Some(Permissions::SEND_MESSAGES | Permissions::MANAGE_MESSAGES))), true),
            (8, Some(member(Some(Permissions::ADMINISTRATOR))), true),
        ] {
            assert_eq!(may_dismiss(UserId::new(user), member.as_ref(), 7), wanted, "{user} {member:?}");
        }
    }
}
