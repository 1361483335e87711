//! `watch`, and a bot that takes saves in by itself: the real binary, real files, saved as editors save them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A test that waits longer for a line has failed.
const PATIENCE: Duration = Duration::from_secs(30);

const BRIEFING: &str = "harbour-bridge/briefing.toml";
const ARTICLE: &str = "harbour-bridge/article.txt";

/// A library in a folder of its own, and the binary that watches it.
struct Desk {
    dir: TempDir,
    good: String,
    child: Child,
    input: ChildStdin,
    out: Lines,
    err: Lines,
}

/// The lines of a stream, as they come.
struct Lines(Receiver<String>);

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Self {
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self(lines)
    }

    /// All lines up to the first that holds `part`.
    #[track_caller]
    fn until(&self, part: &str) -> String {
        let start = Instant::now();
        let mut seen = String::new();
        while let Ok(line) = self.0.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
            seen = seen + &line + "\n";
            if line.contains(part) {
                return seen;
            }
        }
        panic!("{part} did not come; what came is:\n{seen}");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The second briefing under a library's folder, which itself stands in `dir`.
fn library() -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let from = common::home().join("tests/briefings/harbour-bridge");
    for name in ["briefing.toml", "article.txt", "questions.jsonl"] {
        common::write(&dir.path().join("news/harbour-bridge").join(name), fs::read(from.join(name)).unwrap());
    }
    let good = fs::read_to_string(dir.path().join("news").join(BRIEFING)).unwrap();
    (dir, good)
}

impl Desk {
    fn start(args: &[&str], (dir, good): (TempDir, String)) -> Self {
        let mut command = common::bot(args);
        let mut child = command.current_dir(dir.path()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let (out, err) = (Lines::of(child.stdout.take().unwrap()), Lines::of(child.stderr.take().unwrap()));
        Self { dir, good, child, input, out, err }
    }

    /// `watch` on the library, ready.
    fn watch() -> Self {
        let desk = Self::start(&["watch", "news"], library());
        desk.out.until("Watching");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("news").join(name)
    }

    /// The good briefing with a fact more, which no other has.
    fn with(&self, id: &str) -> String {
        let cite = fs::read_to_string(self.path(ARTICLE)).unwrap();
        let cite = cite.lines().find(|line| line.ends_with('.') && !line.contains(['"', '\\'])).unwrap().to_owned();
        format!(
            "{}\n[[fact]]\nid = \"{id}\"\nsays = \"{id} holds.\"\ncite = [\"{cite}\"]\nask = [\"Does {id} hold?\"]\n",
            self.good
        )
    }

    /// The good briefing with a fault, and the line it is on.
    fn broken(&self) -> (String, usize) {
        (self.good.clone() + "\n[[fact]]\nid = \"f-cut\"\nsays = 7\n", self.good.lines().count() + 4)
    }

    fn write(&self, text: &str) {
        fs::write(self.path(BRIEFING), text).unwrap();
    }

    /// A save must be told of with these words, once.
    #[track_caller]
    fn told(&self, first: &str, last: &str) -> String {
        let told = self.out.until(last);
        assert!(told.starts_with(first), "{told}");
        assert_eq!(told.matches(first).count(), 1, "{told}");
        told
    }
}

#[test]
fn good_saves_are_taken_in_and_broken_ones_are_told_with_their_place() {
    let desk = Desk::watch();
    desk.write(&desk.with("f-one"));
    let told = desk.told("Reloaded", "Took ");
    assert!(told.contains("1 added: f-one") && told.contains("Golden questions: "), "{told}");

    let (broken, line) = desk.broken();
    desk.write(&broken);
    let told = desk.told("Not reloaded: ", &format!("briefing.toml:{line}:8"));
    assert!(told.contains("`says` must be a string, not a number"), "{told}");
    desk.out.until("help: write: says = ");

    desk.write(&desk.with("f-two"));
    let told = desk.out.until("Took ");
    assert!(told.contains("1 added: f-two") && told.contains("1 removed: f-one"), "{told}");

    // Broken and put back as it was, it is told as well, or the editor would still believe it broken.
    desk.write(&broken);
    desk.out.until(&format!("briefing.toml:{line}:8"));
    desk.write(&desk.with("f-two"));
    desk.out.until("Nothing to reload");
}

/// The id of an entry, and a way to save a briefing with it.
type Save<'a> = (&'a str, Box<dyn Fn(&str) + 'a>);

#[test]
fn every_way_to_save_is_seen_once() {
    let desk = Desk::watch();
    let file = desk.path(BRIEFING);
    let beside = |name: &str| file.with_file_name(name);
    let saves: [Save<'_>; 5] = [
        (
            "f-renamed-over",
            Box::new(|text| {
                fs::write(beside(".briefing.toml.swp"), text).unwrap();
                fs::write(beside("4913"), "").unwrap();
                fs::remove_file(beside("4913")).unwrap();
                fs::rename(beside(".briefing.toml.swp"), &file).unwrap();
            }),
        ),
        (
            "f-backed-up",
            Box::new(|text| {
                fs::rename(&file, beside("briefing.toml~")).unwrap();
                fs::write(&file, text).unwrap();
                fs::remove_file(beside("briefing.toml~")).unwrap();
            }),
        ),
        (
            "f-piecemeal",
            Box::new(|text| {
                let mut open = fs::File::create(&file).unwrap();
                for piece in text.as_bytes().chunks(4096) {
                    open.write_all(piece).unwrap();
                }
            }),
        ),
        (
            "f-folder",
            Box::new(|text| {
                let [old, new] = ["old", "new"].map(|name| desk.dir.path().join(name));
                let home = desk.path("harbour-bridge");
                fs::create_dir(&new).unwrap();
                for entry in fs::read_dir(&home).unwrap() {
                    let from = entry.unwrap().path();
                    fs::copy(&from, new.join(from.file_name().unwrap())).unwrap();
                }
                fs::write(new.join("briefing.toml"), text).unwrap();
                fs::rename(&home, &old).unwrap();
                fs::rename(&new, &home).unwrap();
                fs::remove_dir_all(&old).unwrap();
            }),
        ),
        (
            "f-library",
            Box::new(|text| {
                let [old, new] = ["before", "after"].map(|name| desk.dir.path().join(name));
                let home = desk.path("");
                fs::create_dir_all(new.join("harbour-bridge")).unwrap();
                for name in ["article.txt", "questions.jsonl"] {
                    let name = format!("harbour-bridge/{name}");
                    fs::copy(home.join(&name), new.join(&name)).unwrap();
                }
                fs::write(new.join(BRIEFING), text).unwrap();
                fs::rename(&home, &old).unwrap();
                fs::rename(&new, &home).unwrap();
            }),
        ),
    ];
    // What follows a change of folders shows whether the new ones are watched.
    for (id, save) in saves.iter().flat_map(|(id, save)| [(*id, Some(save)), ("f-plain", None)]) {
        match save {
            Some(save) => save(&desk.with(id)),
            None => desk.write(&desk.with(id)),
        }
        let told = desk.told("Reloaded", "Took ");
        assert!(told.contains(&format!("1 added: {id}")), "{id}: {told}");
    }
}

#[test]
fn what_the_bot_does_not_read_is_not_told() {
    let desk = Desk::watch();
    fs::write(desk.path("harbour-bridge/notes.md"), "to do").unwrap();
    fs::write(desk.path("harbour-bridge/.hidden"), "x").unwrap();
    fs::write(desk.dir.path().join("beside.txt"), "x").unwrap();
    desk.write(&desk.with("f-seen"));
    assert!(desk.told("Reloaded", "Took ").contains("1 added: f-seen"));
}

#[test]
fn knowledge_that_is_broken_from_the_start_is_waited_for() {
    let (dir, good) = library();
    let file = dir.path().join("news").join(BRIEFING);
    fs::write(&file, good.replacen("[[person]]", "[[persona]]", 1)).unwrap();
    let desk = Desk::start(&["watch", "news/harbour-bridge"], (dir, good));
    let told = desk.out.until("Not loaded.");
    assert!(told.contains("error[K001]") && told.contains("briefing.toml:") && told.contains("persona"), "{told}");
    desk.write(&desk.good);
    desk.out.until("Watching");
    desk.write(&desk.with("f-later"));
    assert!(desk.told("Reloaded", "Took ").contains("1 added: f-later"));
}

#[test]
fn a_running_bot_takes_saves_in_where_its_config_says_so() {
    let (dir, good) = library();
    fs::write(dir.path().join("config.toml"), "[knowledge]\ndir = \"news\"\nwatch = true\n").unwrap();
    let mut desk = Desk::start(&["chat"], (dir, good));
    desk.err.until("/help lists the commands");
    desk.err.until("Saved knowledge is taken in by itself.");
    desk.write(&desk.with("f-live"));
    desk.err.until("1 added: f-live");
    desk.err.until("Took ");
    writeln!(desk.input, "Does f-live hold?").unwrap();
    desk.out.until("f-live holds.");
    let (broken, line) = desk.broken();
    desk.write(&broken);
    desk.err.until(&format!("briefing.toml:{line}:8"));
    writeln!(desk.input, "Does f-live hold?").unwrap();
    desk.out.until("f-live holds.");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    for (args, wanted) in [
        (&["watch", "no-such-folder"][..], "there is no folder no-such-folder"),
        (&["watch", "--nonsense"], "unexpected argument"),
    ] {
        let run = common::run(args, "");
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains(wanted), "{}", run.err);
    }
    let nowhere = tempfile::tempdir().unwrap();
    let mut command = common::bot(&["watch"]);
    command.current_dir(nowhere.path());
    let run = common::finish(command, b"");
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("the built-in knowledge has no files to watch"), "{}", run.err);
}
