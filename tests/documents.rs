//! What the documents say is so: usage, sessions, examples, fields, codes, rooms and links.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use briefing_bot::engine::Engine;
use briefing_bot::knowledge::schema::{ARTICLE, BRIEFING, ITEMS, Table};
use briefing_bot::review::questions::{Verdict, examine};
use briefing_bot::shell::commands::{COMMANDS, CONSOLE_COMMANDS};
use briefing_bot::shell::files;
use common::{bot, finish, home, write};

fn document(name: &str) -> String {
    fs::read_to_string(home().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The contents of a document's code blocks of one language.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in document.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(name)) => open = Some((name == language, String::new())),
            (Some(_), Some("")) => found.extend(open.take().filter(|(is_wanted, _)| *is_wanted).map(|(_, text)| text)),
            (Some((_, text)), _) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a code block is not closed");
    found
}

/// Runs a line as a shell would, as far as quotes go.
fn output(line: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    assert_eq!(words[0], "briefing-bot", "{line}");
    let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
    finish(bot(&words), b"").out
}

#[test]
fn the_readme_shows_what_help_prints() {
    let blocks = blocks(&document("README.md"), "text");
    let usage = blocks.iter().find(|block| block.contains("Usage:")).expect("the README shows the usage");
    assert_eq!(*usage, output("briefing-bot --help"));
}

#[test]
fn the_session_in_the_readme_is_what_is_printed() {
    let blocks = blocks(&document("README.md"), "console");
    let mut n_lines = 0;
    for session in blocks.iter().flat_map(|block| block.split("$ ").skip(1)) {
        let (line, shown) = session.split_once('\n').unwrap();
        assert_eq!(shown.trim_end(), output(line).trim_end(), "$ {line}");
        n_lines += 1;
    }
    assert!(n_lines >= 2);
}

#[test]
fn the_readme_names_every_command_and_setting() {
    let readme = document("README.md");
    for command in COMMANDS.iter().chain(&CONSOLE_COMMANDS) {
        assert!(readme.contains(&format!("`/{}", command.name)), "/{}", command.name);
    }
    let mut section = String::new();
    for line in document("config.example.toml").lines() {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').to_owned();
        }
        if let Some((key, _)) = line.strip_prefix("# ").and_then(|line| line.split_once(" = ")) {
            assert!(readme.contains(&format!("`{section}.{key}`")), "{section}.{key}");
        }
    }
}

/// The rows of the table under a heading: what stands in the first cell.
fn rows(document: &str, heading: &str) -> Vec<String> {
    let start = document.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("there is no heading {heading}"));
    let section = &document[start + heading.len() + 2..];
    let end = section.find("\n#").unwrap_or(section.len());
    let cells = section[..end].lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    cells.map(str::to_owned).collect()
}

#[test]
fn the_format_is_documented_key_by_key() {
    let guide = document("knowledge/README.md");
    let shared = rows(&guide, "### Shared keys");
    let check = |table: &Table| {
        let listed = rows(&guide, &format!("### `{}`", table.header()));
        for key in table.keys {
            let cell = if key.is_required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
            assert!(listed.contains(&cell), "{}: {cell} is not in {listed:?}", table.header());
        }
        for key in table.shared {
            assert!(shared.contains(&format!("`{}`", key.name)), "{}: {}", table.header(), key.name);
        }
        let known: BTreeSet<&str> = table.all_keys().map(|key| key.name).collect();
        for cell in listed.iter().skip(1).map(|cell| cell.trim_matches(['*', '`'])) {
            assert!(known.contains(cell) || cell == "---", "{} has no key {cell}", table.header());
        }
    };
    [&BRIEFING, &ARTICLE].into_iter().chain(&ITEMS).for_each(check);
}

#[test]
fn the_example_of_the_guide_is_sound() {
    let guide = document("knowledge/README.md");
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("ferry-strike");
    let article = blocks(&guide, "text").into_iter().find(|block| block.contains("Ada Okafor")).unwrap();
    write(&home.join("article.txt"), article);
    write(&home.join("briefing.toml"), &blocks(&guide, "toml")[0]);
    write(&home.join("questions.jsonl"), &blocks(&guide, "json")[0]);
    let engine = Engine::new(files::read_library(&home).unwrap());
    let briefing = &engine.library().briefings[0];
    for (entry, question) in briefing.entries.iter().flat_map(|entry| entry.asks.iter().map(move |ask| (entry, ask))) {
        assert_eq!(examine(&engine, briefing, entry, question), Verdict::Matched, "{question}");
    }
    assert_eq!(files::read_golden(&home).unwrap().len(), 3);
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { sources(&path, found) } else { found.push(path) }
    }
}

#[test]
fn the_guide_lists_every_code() {
    let listed: BTreeSet<String> = rows(&document("knowledge/README.md"), "## What `check` says").into_iter().collect();
    let mut files = Vec::new();
    sources(&home().join("src"), &mut files);
    let mut codes = BTreeSet::new();
    for text in files.iter().map(|path| fs::read_to_string(path).unwrap()) {
        for (at, _) in text.match_indices("\"K") {
            let code: String = text[at + 1..].chars().take(4).collect();
            if code[1..].bytes().all(|b| b.is_ascii_digit()) && text[at + 5..].starts_with('"') {
                codes.insert(code);
            }
        }
    }
    assert!(codes.len() > 15);
    for code in &codes {
        assert!(listed.contains(code), "{code} is not in the guide");
    }
    for code in listed.iter().filter(|cell| cell.starts_with('K')) {
        assert!(codes.contains(code), "{code} is in the guide only");
    }
}

#[test]
fn the_map_shows_every_room_and_stays_short() {
    let map = document("ARCHITECTURE.md");
    assert!(map.lines().count() <= 150);
    for entry in fs::read_dir(home().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let room = path.file_stem().unwrap().to_str().unwrap();
        if !matches!(room, "lib" | "main") {
            assert!(map.contains(&format!("\n### `{room}`\n")), "{room} is not on the map");
        }
    }
}

#[test]
fn links_lead_somewhere() {
    for name in [
        "README.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "knowledge/README.md",
        "docs/FIRST_BRIEFING.md",
        "docs/MATCHING.md",
        "docs/OPERATIONS.md",
        "deploy/README.md",
    ] {
        let text = document(name);
        let folder = home().join(name);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_far = target.starts_with("http") || target.starts_with('#');
            assert!(is_far || folder.parent().unwrap().join(target).exists(), "{name}: {target}");
        }
    }
}
