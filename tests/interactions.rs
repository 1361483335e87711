//! Recorded interactions, handled without any transport: what a member sees, and who else does.
//!
//! The payloads in `tests/payloads` are written after Discord's documentation: interactions/receiving-and-responding,
//! interactions/application-commands and components/reference.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod loopback;

mod interactions {
    pub(crate) mod payload;
    pub(crate) mod rows;
    pub(crate) mod seen;
}

use std::time::Duration;

use interactions::payload::{self, ADMIN, ASKER, now};
use interactions::rows::ROWS;
use interactions::seen::Kind::{Acknowledged, Choices, Private, Public, Update};
use interactions::seen::Seen;
use loopback::openapi;

#[test]
fn every_payload_is_answered_as_it_should_be() {
    openapi::say_if_left_out();
    let mut wrong = Vec::new();
    for row in ROWS {
        let seen = Seen::of(&payload::bot(), row.payload, now());
        let mut faults = seen.faults();
        if seen.kind != row.kind {
            faults.push(format!("is {:?}, not {:?}", seen.kind, row.kind));
        }
        let mut rest = &*seen.text;
        for part in row.says {
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => faults.push(format!("does not say {part:?}")),
            }
        }
        faults.extend(row.hides.iter().filter(|part| seen.text.contains(**part)).map(|part| format!("says {part:?}")));
        let are_these = row.buttons.len() == seen.buttons.len()
            && row.buttons.iter().zip(&seen.buttons).all(|(wanted, (id, _))| id.starts_with(wanted));
        if !are_these {
            faults.push(format!("has other buttons than {:?}", row.buttons));
        }
        if !faults.is_empty() {
            wrong.push(format!("{}: {}\n{seen:#?}", row.payload, faults.join("; ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_payload_has_a_row() {
    let mut named: Vec<String> = ROWS.iter().map(|row| row.payload.to_owned()).collect();
    named.push("ask-follow-up".to_owned());
    named.sort();
    assert_eq!(named, payload::all());
}

#[test]
fn a_follow_up_goes_on_for_ten_minutes_in_the_same_channel() {
    let minutes = |n: u64| payload::later(Duration::from_secs(60 * n));
    for (first, then, goes_on) in [
        ("ask-guild", minutes(9), true),
        ("ask-private", minutes(9), true),
        ("button-ask-guild", minutes(9), true),
        ("ask-guild", minutes(10), false),
        ("ask-dm", minutes(1), false),
        ("ask-thread", minutes(1), false),
        ("button-ask-other", minutes(1), false),
        ("button-why-guild", minutes(1), false),
    ] {
        let bot = payload::bot();
        Seen::of(&bot, first, now());
        let seen = Seen::of(&bot, "ask-follow-up", then);
        assert_eq!(seen.text.contains("go bankrupt"), goes_on, "{first}: {seen:#?}");
        let why = seen.buttons.iter().find(|(id, _)| id.starts_with("1w")).map(|(id, _)| id.clone());
        let leans = why.is_some_and(|id| id.ends_with("|Who is Imke Dorrance?"));
        assert_eq!(leans, goes_on, "{first}: the button knows what the question leant on: {seen:#?}");
    }
}

#[test]
fn who_asks_too_much_is_told_when_to_come_back() {
    let bot = payload::bot_with(|_, limits| limits.user_per_minute = 2);
    let kinds = ["ask-guild", "button-ask-guild", "ask-guild", "button-why-guild", "button-quotes-next-guild"];
    for (at, name) in kinds.into_iter().enumerate() {
        let seen = Seen::of(&bot, name, now());
        let is_told = seen.kind == Private && seen.text.contains("try again in 30 seconds");
        assert_eq!(is_told, at >= 2, "{name}: {seen:#?}");
    }
    for (name, kind) in [
        ("button-ask-other", Public),
        ("button-dismiss-guild", Acknowledged),
        ("autocomplete-speaker", Choices),
        ("help-guild", Private),
        ("privacy-guild", Private),
    ] {
        let seen = Seen::of(&bot, name, now());
        assert_eq!(seen.kind, kind, "{name}: {seen:#?}");
        assert!(!seen.text.contains("try again"), "{name}: {seen:#?}");
    }
    let seen = Seen::of(&bot, "ask-guild", payload::later(Duration::from_secs(30)));
    assert_eq!(seen.kind, Public, "{seen:#?}");
}

#[test]
fn only_who_is_named_may_use_the_commands_of_admins() {
    let anyone = payload::bot_with(|settings, _| {
        settings.admins.clear();
        settings.admin_roles.clear();
    });
    for name in ["admin-reload-user", "admin-reload-role", "admin-status-user"] {
        let seen = Seen::of(&anyone, name, now());
        assert!(seen.kind == Private && seen.then.is_none() && seen.text.contains("Only those"), "{name}: {seen:#?}");
    }
    let seen = Seen::of(&payload::bot(), "admin-reload-user", now());
    assert_eq!(seen.then.as_deref(), Some(format!("Reload {{ by: {ADMIN} }}").as_str()));
    let seen = Seen::of(&payload::bot(), "admin-reload-refused", now());
    assert_eq!((seen.kind, seen.then), (Private, None));
}

#[test]
fn a_dismissed_answer_is_deleted_after_the_response() {
    for (name, deletes) in [
        ("button-dismiss-guild", true),
        ("button-dismiss-dm", true),
        ("button-dismiss-moderator", true),
        ("button-dismiss-other", false),
        ("button-ask-guild", false),
    ] {
        let seen = Seen::of(&payload::bot(), name, now());
        assert_eq!(seen.then.as_deref() == Some("DeleteOriginal"), deletes, "{name}: {seen:#?}");
    }
}

#[test]
fn every_button_that_is_shown_can_be_pressed() {
    let bot = payload::bot_with(|_, limits| (limits.user_per_minute, limits.channel_per_minute) = (1000, 1000));
    let mut n_pressed = 0;
    for row in ROWS.iter().filter(|row| matches!(row.kind, Public | Update | Private)) {
        let shown = Seen::of(&bot, row.payload, now());
        for (id, label) in &shown.buttons {
            let seen = Seen::press(&bot, id, ASKER, now());
            assert!(!seen.text.contains("older version"), "{}: {label} ({id}): {seen:#?}", row.payload);
            assert_eq!(seen.faults(), Vec::<String>::new(), "{}: {label} ({id}): {seen:#?}", row.payload);
            n_pressed += 1;
        }
    }
    assert!(n_pressed > 50, "{n_pressed}");
}

#[test]
fn leafing_reaches_every_page_and_comes_back() {
    let bot = payload::bot();
    let mut page = Seen::of(&bot, "quote-all", now());
    let mut texts = vec![page.text.clone()];
    while let Some((id, _)) = page.buttons.iter().find(|(_, label)| label == "More quotes") {
        page = Seen::press(&bot, &id.clone(), ASKER, now());
        assert_eq!(page.kind, Update);
        assert!(!texts.contains(&page.text), "a page twice: {page:#?}");
        texts.push(page.text.clone());
    }
    assert!(texts.len() >= 2, "{}", texts.len());
    for text in texts.iter().rev().skip(1) {
        let (id, _) = page.buttons.iter().find(|(_, label)| label == "Earlier quotes").unwrap();
        page = Seen::press(&bot, &id.clone(), ASKER, now());
        assert_eq!((page.kind, &page.text), (Update, text));
    }
    assert!(!page.buttons.iter().any(|(_, label)| label == "Earlier quotes"), "{page:#?}");
}
