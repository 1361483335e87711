//! A folder of knowledge of a test's own, which is changed while a bot answers from it.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot write its files must fail")]

use std::fs;
use std::path::{Path, PathBuf};

const BRIEFING: &str = "ukraine-ceasefire/briefing.toml";
/// The shipped knowledge without its golden questions.
const FILES: [&str; 3] = ["lexicon.toml", BRIEFING, "ukraine-ceasefire/article.txt"];
const GOLDEN: &str = "ukraine-ceasefire/questions.jsonl";

/// The shipped knowledge in a folder that goes with this.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) dir: tempfile::TempDir,
    /// The briefing as it is shipped.
    pub(crate) briefing: String,
}

impl Files {
    /// With its golden questions.
    pub(crate) fn new() -> Self {
        let files = Self::without_golden();
        fs::copy(shipped().join(GOLDEN), files.dir.path().join(GOLDEN)).unwrap();
        files
    }

    pub(crate) fn without_golden() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for name in FILES {
            let file = dir.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::copy(shipped().join(name), file).unwrap();
        }
        let briefing = fs::read_to_string(dir.path().join(BRIEFING)).unwrap();
        Self { dir, briefing }
    }

    /// As a value in a configuration.
    pub(crate) fn config(&self) -> String {
        format!("[knowledge]\ndir = \"{}\"\n", self.dir.path().display())
    }

    /// Writes the briefing with other words in place of some that it has, of each pair the first place.
    pub(crate) fn write(&self, changes: &[(&str, &str)]) {
        fs::write(self.dir.path().join(BRIEFING), self.with(changes)).unwrap();
    }

    /// The same as editors do it: beside the old one, and then in its place.
    pub(crate) fn save(&self, changes: &[(&str, &str)]) {
        let beside = self.dir.path().join(".new");
        fs::write(&beside, self.with(changes)).unwrap();
        fs::rename(beside, self.dir.path().join(BRIEFING)).unwrap();
    }

    fn with(&self, changes: &[(&str, &str)]) -> String {
        changes.iter().fold(self.briefing.clone(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        })
    }

    /// All files with what is in them.
    pub(crate) fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn take(dir: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    take(&entry, found);
                } else {
                    let bytes = fs::read(&entry).unwrap();
                    found.push((entry, bytes));
                }
            }
        }
        let mut found = Vec::new();
        take(self.dir.path(), &mut found);
        found.sort();
        found
    }
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}
