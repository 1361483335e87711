//! The editor's page: written by the real binary, read as markup, and, where there is one, by a headless Chromium.
//!
//! CHROMIUM names the browser; otherwise one is looked for on PATH. Without one the checks that need it say that they
//! were left out.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "tests fail by panicking, and say what they leave out")]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{home, run, write};

const HOSTILE: &str = "<script>alert(\\\"x\\\")</script>";
const ARTICLE: &str = "The <b>bridge</b> was closed on Tuesday. It carries 900 cars a day to Saint Olave.\n\
“Nobody will cross it again,” said Ada Roe. She left \u{202e}</p><script>alert(1)</script> at once.\n";

/// A briefing with gaps and hostile text; returns its folder.
fn hostile(dir: &Path) -> PathBuf {
    let sha256 = briefing_bot::knowledge::load::fingerprint(ARTICLE);
    let toml = format!(
        "format = 1\n[briefing]\nid = \"bridge\"\ntitle = \"The bridge {HOSTILE}\"\n[article]\ntitle = \"The bridge\"\n\
         text = \"article.txt\"\nsha256 = \"{sha256}\"\n\
         [[fact]]\nid = \"f-closed\"\nsays = \"The bridge was closed. {HOSTILE}\"\n\
         cite = [\"The <b>bridge</b> was closed on Tuesday.\", \"bridge</b> was closed on\"]\nask = [\"When was the bridge closed?\"]\n\
         [[fact]]\nid = \"f-over\"\nsays = \"It was closed.\"\ncite = [\"was closed on Tuesday. It carries\"]\n"
    );
    write(&dir.join("bridge/briefing.toml"), toml);
    write(&dir.join("bridge/article.txt"), ARTICLE);
    dir.join("bridge")
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn golden(kind: &str, more: &str) -> String {
    format!("{{\"id\":\"k1\",\"q\":\"When was the bridge closed?\",\"kind\":\"{kind}\"{more}}}\n")
}

#[test]
fn every_citation_has_its_mark_and_every_gap_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let (briefing, file) = (hostile(dir.path()), dir.path().join("page.html"));
    let ran = run(&["report", text(&briefing), "-o", text(&file)], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let page = std::fs::read_to_string(&file).unwrap();
    // Three citations that overlap: each has an anchor, a number that leads to its entry, and a link from the entry.
    for citation in ["b0-e0-c0", "b0-e0-c1", "b0-e1-c0"] {
        assert_eq!(page.matches(&format!("id=\"{citation}\"")).count(), 1, "{citation}");
        assert_eq!(page.matches(&format!("href=\"#{citation}\"")).count(), 1, "{citation}");
    }
    assert_eq!(page.matches("class=\"ref fact\"").count(), 3);
    // Two sentences and a quotation that no one cites, told in the text and in a list.
    assert_eq!(page.matches("class=\"ref missing\"").count(), 3, "{page}");
    for gap in ["b0-u0", "b0-u1", "b0-q0"] {
        assert!(page.contains(&format!("id=\"{gap}\"")) && page.contains(&format!("id=\"{gap}-list\"")), "{gap}");
    }
    // Nothing breaks out: the one script element is the data of the run.
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("<b>") && !page.contains('\u{202e}'));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn the_next_report_tells_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    let (briefing, file) = (hostile(dir.path()), dir.path().join("page.html"));
    let report = || {
        let ran = run(&["report", text(&briefing), "-o", text(&file)], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        std::fs::read_to_string(&file).unwrap()
    };
    write(&briefing.join("questions.jsonl"), golden("unanswerable", ""));
    let first = report();
    assert!(first.contains("✗ wrong —") && first.contains("first report in this file"), "{first}");
    write(&briefing.join("questions.jsonl"), golden("answerable", ",\"gold\":[[\"was closed on Tuesday\"]]"));
    let second = report();
    assert!(second.contains("✓ right, was wrong before") && second.contains("1 now right."), "{second}");
    assert!(report().contains("No change is known."));
    write(&briefing.join("questions.jsonl"), golden("answerable", "").replace("k1", "k2"));
    assert!(report().contains("1 new, 1 gone."));
}

#[test]
fn a_file_of_someone_else_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (briefing, file) = (hostile(dir.path()), dir.path().join("page.html"));
    write(&file, "<!DOCTYPE html>mine");
    let args = ["report", text(&briefing), "-o", text(&file)];
    let ran = run(&args, "");
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("no report of this program") && ran.err.contains("--force"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "<!DOCTYPE html>mine");
    assert_eq!(run(&[&args[..], &["--force"]].concat(), "").code, Some(0));
    assert!(std::fs::read_to_string(&file).unwrap().contains("f-closed"));
}

#[test]
fn unanswered_questions_are_shown_or_refused_line_by_line() {
    let dir = tempfile::tempdir().unwrap();
    let (briefing, file) = (hostile(dir.path()), dir.path().join("page.html"));
    let questions = dir.path().join("unanswered.jsonl");
    let args = ["report", text(&briefing), "-o", text(&file), "--unanswered", text(&questions)];
    write(&questions, "{\"q\":\"Why <b>so</b>?\"}\n");
    assert_eq!(run(&args, "").code, Some(0));
    assert!(std::fs::read_to_string(&file).unwrap().contains("Why &lt;b&gt;so&lt;/b&gt;?"));
    write(&questions, "{}\n\nno\n");
    let ran = run(&args, "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("unanswered.jsonl:1: ") && ran.err.contains("unanswered.jsonl:3: "), "{}", ran.err);
}

#[test]
fn check_lists_what_no_entry_cites() {
    let dir = tempfile::tempdir().unwrap();
    let briefing = hostile(dir.path());
    let ran = run(&["check", "--coverage", text(&briefing)], "");
    for part in ["  2/4", "    2: “Nobody will cross it again,” said Ada Roe.", "    1: 900", "  f-over"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(!run(&["check", text(&briefing)], "").out.contains("Coverage of"));
}

/// The browser that `CHROMIUM` names, or one on PATH.
fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|dir| names.map(|name| dir.join(name))).find(|file| file.is_file())
}

#[test]
fn a_browser_shows_it_on_a_phone_without_scrolling_sideways() {
    let Some(browser) = chromium() else {
        eprintln!("left out: no Chromium; name one with CHROMIUM to see the page in a browser");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("page.html");
    let shipped = home().join("tests/briefings/harbour-bridge");
    assert_eq!(run(&["report", text(&shipped), "-o", text(&file)], "").code, Some(0));
    let page = std::fs::read_to_string(&file).unwrap();
    // A frame as wide as a phone, with a script that tells by how much it is too wide: the page itself runs none.
    let inner = page.replace('&', "&amp;").replace('"', "&quot;");
    let frame = format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><iframe id=\"f\" width=\"360\" height=\"800\" style=\"border:0\" srcdoc=\"{inner}\"></iframe>\
         <script>onload=()=>{{const d=document.getElementById('f').contentDocument;\
         const e=d.documentElement;\
         document.title='over '+(e.scrollWidth-e.clientWidth)+' refs '+d.querySelectorAll('.text sup a.ref').length\
         +' lost '+[...d.querySelectorAll('a[href^=\"#\"]')].filter(a=>!d.getElementById(a.getAttribute('href').slice(1))).length\
         +' scripts '+d.querySelectorAll('script:not([type=\"application/json\"])').length}}</script>"
    );
    let outer = dir.path().join("frame.html");
    write(&outer, frame);
    let profile = format!("--user-data-dir={}", dir.path().join("profile").display());
    let url = format!("file://{}", outer.display());
    let ran = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=10000",
            &profile,
            "--dump-dom",
            &url,
        ])
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&ran.stdout);
    let n: usize = page.matches("class=\"ref ").count();
    assert!(n >= 62, "{n}");
    let wanted = format!("over 0 refs {n} lost 0 scripts 0");
    assert!(
        shown.contains(&wanted),
        "wanted {wanted}: {:?}",
        shown.split("<title>over ").nth(1).map(|rest| &rest[..rest.len().min(80)])
    );
}
