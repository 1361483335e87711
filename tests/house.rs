//! The house's rules (ARCHITECTURE.md): a room knows only the rooms below it, and the pure rooms touch nothing outside.
//!
//! The rules are the tables below; the rest of the file reads sources and compares.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod scan;

use std::fs;
use std::path::{Path, PathBuf};

use scan::{Source, crate_paths};

/// A room (a folder or file of `src/`) and what it may name by `crate::` or `super::`: another room, or a part of it.
struct Room {
    name: &'static str,
    sees: &'static [&'static str],
    is_pure: bool,
}

const ROOMS: &[Room] = &[
    Room { name: "text", sees: &[], is_pure: true },
    Room { name: "diagnostic", sees: &[], is_pure: true },
    // Threads that end with the call: what comes out does not depend on them.
    Room { name: "parallel", sees: &[], is_pure: false },
    Room { name: "config", sees: &["diagnostic"], is_pure: true },
    Room { name: "knowledge", sees: &["text", "diagnostic"], is_pure: true },
    Room { name: "understanding", sees: &["text", "diagnostic", "knowledge"], is_pure: true },
    Room { name: "answer", sees: &["text", "diagnostic", "parallel", "knowledge", "understanding"], is_pure: true },
    Room {
        name: "engine",
        sees: &["text", "diagnostic", "parallel", "knowledge", "understanding", "answer"],
        is_pure: true,
    },
    Room { name: "render", sees: &["diagnostic", "answer", "knowledge::model", "knowledge::golden"], is_pure: true },
    Room {
        name: "review",
        sees: &["text", "diagnostic", "knowledge", "understanding", "answer", "engine"],
        is_pure: true,
    },
    Room { name: "store", sees: &[], is_pure: false },
    Room {
        name: "shell",
        sees: &[
            "text",
            "diagnostic",
            "parallel",
            "config",
            "knowledge",
            "understanding",
            "answer",
            "engine",
            "render",
            "review",
            "store",
        ],
        is_pure: false,
    },
    // The crate's own root names all rooms, since it declares them.
    Room { name: "lib", sees: &["*"], is_pure: false },
    Room { name: "main", sees: &["shell"], is_pure: false },
];

/// What no pure room has: input and output, a clock, tasks, chance, printing, state that changes for all.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::time",
    "std::process",
    "std::thread",
    "std::io",
    "std::os",
    "tokio",
    "rand",
    "anstream",
    "clap",
    "serenity",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "async fn",
    "async move",
    ".await",
    "static mut",
    "thread_local!",
    "Mutex<",
    "RwLock<",
    "AtomicU",
    "AtomicI",
    "AtomicBool",
    "SystemTime",
    "Instant::now",
    "RandomState::new",
];

/// Where serde may be derived: file shapes, config, and the JSON form of a reply.
const SERDE_ROOMS: &[&str] = &["knowledge", "config", "render", "shell", "store"];

#[test]
fn every_room_sees_only_the_rooms_below_it() {
    let found: Vec<String> = sources().iter().flat_map(sight_violations).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let found: Vec<String> = sources().iter().flat_map(purity_violations).collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_rooms_have_no_circle() {
    // In the order of the table, a room sees only rooms above it; `render` is the one that may stand anywhere.
    for (at, room) in ROOMS.iter().enumerate() {
        for seen in room.sees.iter().filter(|seen| **seen != "*") {
            let seen = seen.split("::").next().unwrap_or_default();
            let place = ROOMS.iter().position(|other| other.name == seen);
            assert!(place.is_some_and(|place| place < at), "{} sees {seen}", room.name);
        }
    }
}

#[test]
fn the_checker_finds_violations() {
    let file = |path: &str, text: &str| Source { path: PathBuf::from(path), text: text.to_owned() };
    for (path, text, expected) in [
        ("text/a.rs", "use crate::knowledge::model::Entry;", "text sees knowledge::model"),
        ("text.rs", "fn a() -> crate::engine::Engine {}", "text sees engine::Engine"),
        ("knowledge/a.rs", "use crate::{text::tokens, answer::reply::{Reply, Focus}};", "knowledge sees answer::reply"),
        ("knowledge/a/b.rs", "use super::super::super::shell;", "knowledge sees shell"),
        ("render/a.rs", "use crate::knowledge::{model::Entry, load};", "render sees knowledge::load"),
        ("answer/mod.rs", "use super::shell::cli;", "answer sees shell::cli"),
        ("config.rs", "pub(crate) use crate::answer;", "config sees answer"),
        ("unknown/a.rs", "", "unknown is no room of the table"),
    ] {
        let found = sight_violations(&file(path, text));
        assert!(found.len() == 1 && found[0].contains(expected), "{path}: {found:?}");
    }
    for (path, text, n) in [
        ("text/a.rs", "use std::fs::File;", 1),
        ("text/a.rs", "use std::{fmt, io, time::Instant};", 2),
        ("answer/a.rs", "fn a() { println!(\"x\") }", 1),
        ("engine.rs", "static A: std::sync::Mutex<u8> = todo();", 1),
        ("text/a.rs", "// std::fs is not used\n/// nor std::env\nconst A: &str = \"println!\";", 0),
        ("text/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests { use std::fs; }", 0),
        ("shell/a.rs", "use std::fs;", 0),
        ("answer/a.rs", "#[derive(Serialize)] struct A;", 1),
    ] {
        let found = purity_violations(&file(path, text));
        assert_eq!(found.len(), n, "{path}: {found:?}");
    }
    for (path, text) in [
        (
            "knowledge/a.rs",
            "use super::model::Entry; use crate::text::tokens; use self::b::C; use crate::knowledge::d;",
        ),
        ("render/a.rs", "use crate::answer::reply::Reply; use crate::knowledge::model::{EntryIx, EntityIx};"),
        ("text/a.rs", "#[cfg(test)]\nmod tests { use crate::engine::Engine; }"),
    ] {
        let found = sight_violations(&file(path, text));
        assert!(found.is_empty(), "{path}: {found:?}");
    }
}

fn room_of(source: &Source) -> (String, Option<&'static Room>) {
    let first = source.path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let name = first.unwrap_or_default().trim_end_matches(".rs").to_owned();
    let room = ROOMS.iter().find(|room| room.name == name);
    (name, room)
}

fn sight_violations(source: &Source) -> Vec<String> {
    let (name, room) = room_of(source);
    let Some(room) = room else {
        return vec![format!("{}: {name} is no room of the table", source.path.display())];
    };
    let may_see = |path: &str| {
        path.split("::").next() == Some(room.name)
            || room.sees.iter().any(|seen| *seen == "*" || path == *seen || path.starts_with(&format!("{seen}::")))
    };
    let mut found: Vec<String> = crate_paths(source)
        .into_iter()
        .filter(|path| !may_see(path))
        .map(|path| format!("{}: {name} sees {path}", source.path.display()))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn purity_violations(source: &Source) -> Vec<String> {
    let (name, room) = room_of(source);
    let code = scan::code(&source.text);
    let mut used: Vec<String> = Vec::new();
    if room.is_some_and(|room| room.is_pure) {
        let spelt = scan::spell_out(&code);
        used.extend(OUTSIDE.iter().filter(|outside| scan::mentions(&spelt, outside)).map(ToString::to_string));
    }
    if !SERDE_ROOMS.contains(&name.as_str()) && (code.contains("Serialize") || code.contains("Deserialize")) {
        used.push("serde".to_owned());
    }
    used.into_iter().map(|outside| format!("{}: {name} uses {outside}", source.path.display())).collect()
}

/// All sources, their paths relative to `src/`.
fn sources() -> Vec<Source> {
    fn walk(root: &Path, dir: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            // A module of tests may name what it likes.
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
            if path.is_dir() && !is_test {
                walk(root, &path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source { path: path.strip_prefix(root).unwrap().to_path_buf(), text });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &root, &mut found);
    assert!(found.len() > 10, "the sources are not where they should be");
    found
}
