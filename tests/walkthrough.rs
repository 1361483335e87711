//! The walk-through of `docs/FIRST_BRIEFING.md`, step by step: its commands are run, its edits made, its output compared.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::{bot, home, write};

/// A fenced block: what stands behind the fence, the lines, and where in the document it begins.
struct Block {
    kind: String,
    text: String,
    line: usize,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in document.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some(Block { kind: kind.to_owned(), text: String::new(), line: at + 1 }),
            (Some(_), Some("")) => found.extend(open.take()),
            (Some(block), _) => block.text.extend([line, "\n"]),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// Runs a line as a shell would, as far as quotes go: its exit code, and all that a reader sees.
fn ran(line: &str, dir: &Path) -> (Option<i32>, String) {
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
    // One file for both streams keeps their order.
    let shown = dir.join("shown");
    let file = fs::File::create(&shown).unwrap();
    let mut command = bot(&words);
    command.current_dir(dir).stdin(Stdio::null()).stdout(file.try_clone().unwrap()).stderr(file);
    let code = command.status().unwrap().code();
    (code, fs::read_to_string(shown).unwrap())
}

/// Is this the output? A line of `…` stands for any lines.
fn is_shown(shown: &str, output: &str) -> bool {
    let shown = format!("\n{}\n", shown.trim_end());
    let output = format!("\n{}\n", output.trim_end());
    let parts: Vec<&str> = shown.split("\n…\n").collect();
    let mut rest = output.as_str();
    for (at, part) in parts.iter().enumerate() {
        let part = if at == 0 { (*part).to_owned() } else { format!("\n{}", part.trim_start_matches('\n')) };
        let part = part.trim_end_matches('\n');
        let Some(place) = rest.find(part) else { return false };
        if at == 0 && place > 0 {
            return false;
        }
        rest = &rest[place + part.len()..];
    }
    shown.ends_with("\n…\n") || rest.trim().is_empty()
}

/// The entry with the id of `block`: from its header to the empty line after it.
fn entry(file: &str, id: &str) -> Option<std::ops::Range<usize>> {
    let at = file.find(&format!("\n{id}\n"))?;
    let start = file[..at].rfind("\n[[")? + 1;
    let end = file[start..].find("\n\n").map_or(file.len(), |end| start + end + 1);
    Some(start..end)
}

/// Makes the file hold the entries of the block as they stand there, in their old places or at the end.
fn edit(file: &mut String, block: &Block) {
    for text in block.text.split("\n\n") {
        let text = format!("{}\n", text.trim());
        let id = text.lines().find(|line| line.starts_with("id = ")).unwrap();
        match entry(file, id) {
            Some(span) => file.replace_range(span, &text),
            None => file.extend(["\n", &text]),
        }
    }
}

/// Takes entries out, by their ids, and other lines wherever they stand.
fn take_out(file: &mut String, block: &Block) {
    for line in block.text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("[[")) {
        if line.starts_with("id = ") {
            let span = entry(file, line).unwrap_or_else(|| panic!("{line} is in no entry"));
            file.replace_range(span, "");
        } else {
            assert!(file.contains(&format!("\n{line}\n")), "{line} is nowhere");
            *file = file.replace(&format!("\n{line}\n"), "\n");
        }
    }
}

#[test]
fn every_step_works_as_the_document_says() {
    let document = fs::read_to_string(home().join("docs/FIRST_BRIEFING.md")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::copy(home().join("tests/walkthrough/lighthouse.txt"), dir.join("lighthouse.txt")).unwrap();
    let path = dir.join("lighthouse/briefing.toml");
    let (mut n_commands, mut n_compared, mut n_edits, mut wrong) = (0, 0, 0, Vec::new());
    for block in blocks(&document) {
        match block.kind.as_str() {
            "console" => {
                for session in block.text.split("$ ").skip(1) {
                    let (line, shown) = session.split_once('\n').unwrap();
                    let (code, output) = ran(line, dir);
                    let expected = i32::from(shown.contains("error["));
                    if code != Some(expected) || !(shown.is_empty() || is_shown(shown, &output)) {
                        wrong.push(format!("line {}: $ {line}\n{output}\nended with {code:?}", block.line));
                    }
                    n_commands += 1;
                    n_compared += usize::from(!shown.is_empty());
                }
            }
            "toml" | "toml take-out" => {
                let mut file = fs::read_to_string(&path).unwrap();
                if block.kind == "toml" {
                    edit(&mut file, &block);
                } else {
                    take_out(&mut file, &block);
                }
                write(&path, file);
                n_edits += 1;
            }
            "jsonl" => write(&dir.join("lighthouse/questions.jsonl"), &block.text),
            "text" => {
                let file = fs::read_to_string(&path).unwrap();
                assert!(file.contains(&format!("\n\n{}\n", block.text)), "line {}: not in the draft", block.line);
            }
            other => panic!("line {}: nobody knows what a block of `{other}` is for", block.line),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
    // A document that shows nothing would be right about everything.
    assert!(n_commands >= 9 && n_compared >= 7 && n_edits >= 3, "{n_commands} {n_compared} {n_edits}");
    let page = fs::read_to_string(dir.join("lighthouse.html")).unwrap();
    assert!(page.contains("Skarn Point") && page.contains("g-pay"), "the page is written");
}

#[test]
fn what_is_shown_is_compared() {
    for (shown, output, is_right) in [
        ("a\nb\n", "a\nb\n", true),
        ("a\n", "a\nb\n", false),
        ("a\n…\n", "a\nb\nc\n", true),
        ("…\nc\n", "a\nb\nc\n", true),
        ("…\nb\n", "a\nb\nc\n", false),
        ("a\n…\nc\n", "a\nb\nc\n", true),
        ("a\n…\nd\n…\n", "a\nb\nc\n", false),
        ("b\n…\n", "a\nb\nc\n", false),
    ] {
        assert_eq!(is_shown(shown, output), is_right, "{shown:?} {output:?}");
    }
}
