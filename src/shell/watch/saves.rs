//! Saves of knowledge files, as the system tells of them.

use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::burst::Burst;
use crate::shell::files::{BRIEFING_FILE, LEXICON_FILE};
use crate::shell::setup::Origin;
use crate::shell::wording;

/// What a change is to whoever watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// A file of the knowledge may be another now.
    Saved,
    /// The folder itself came, went, or may have: it is to be watched anew.
    Moved,
}

/// What is watched: a folder with all below it, and a lexicon beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    /// The folder, with its parent resolved, as changes name it.
    root: PathBuf,
    /// The folder that holds it: a folder that is replaced tells nobody itself.
    parent: Option<PathBuf>,
}

/// Saves, one after the other.
#[derive(Debug)]
pub struct Saves {
    place: Place,
    changes: Receiver<Change>,
    watcher: RecommendedWatcher,
}

impl Saves {
    /// Watches an origin from now on.
    ///
    /// # Errors
    /// A message for whoever runs the bot: nothing to watch, or the system does not let it.
    pub fn of(origin: &Origin) -> Result<Self, String> {
        let Origin::Dir(dir) = origin else { return Err(wording::watch::BUILT_IN.to_owned()) };
        let unwatched = |why: &dyn std::fmt::Display| wording::watch::unwatched(&origin.name(), why);
        let place = Place::of(dir).map_err(|error| unwatched(&error))?;
        let (sender, changes) = channel();
        let seen_from = place.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Whoever no longer listens needs no changes.
            let _ = seen_from.change(&event).map(|change| sender.send(change));
        });
        let mut saves = Self { place, changes, watcher: watcher.map_err(|error| unwatched(&error))? };
        if let Some(parent) = &saves.place.parent {
            saves.watcher.watch(parent, RecursiveMode::NonRecursive).map_err(|error| unwatched(&error))?;
        }
        saves.watcher.watch(&saves.place.root, RecursiveMode::Recursive).map_err(|error| unwatched(&error))?;
        Ok(saves)
    }

    /// Waits for the next save, and until it is over; `false` where none can come any more.
    pub fn wait(&mut self) -> bool {
        let Ok(mut change) = self.changes.recv() else { return false };
        let mut burst = Burst::new(Instant::now());
        loop {
            if change == Change::Moved {
                // Either may fail: there may be no such folder just now.
                let _ = self.watcher.unwatch(&self.place.root);
                let _ = self.watcher.watch(&self.place.root, RecursiveMode::Recursive);
            }
            let Some(left) = burst.left(Instant::now()) else { return true };
            let Ok(next) = self.changes.recv_timeout(left) else { return true };
            change = next;
            burst.take(Instant::now());
        }
    }
}

impl Place {
    /// Where a library, a briefing or a briefing's file stands.
    fn of(path: &Path) -> std::io::Result<Self> {
        let is_file = path.is_file() && path.file_name().is_some_and(|name| name == BRIEFING_FILE);
        let dir = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
        let root = match (dir.file_name(), dir.parent()) {
            // The folder may be a link, which can be made to lead elsewhere: its own name stays.
            (Some(name), Some(parent)) => own(parent).canonicalize()?.join(name),
            _ => own(dir).canonicalize()?,
        };
        Ok(Self { parent: root.parent().map(Path::to_path_buf), root })
    }

    fn change(&self, event: &notify::Result<Event>) -> Option<Change> {
        let Ok(event) = event else { return Some(Change::Moved) };
        if event.need_rescan() {
            return Some(Change::Moved);
        }
        // Reading is no change, and the bot itself reads.
        let is_write = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        let found = event.paths.iter().filter(|_| is_write).filter_map(|path| self.change_at(path));
        found.max_by_key(|change| *change == Change::Moved)
    }

    fn change_at(&self, path: &Path) -> Option<Change> {
        match path.strip_prefix(&self.root) {
            Ok(below) if below.as_os_str().is_empty() => Some(Change::Moved),
            Ok(below) => (!is_aside(below)).then_some(Change::Saved),
            Err(_) => {
                let is_lexicon = self.parent.as_ref().is_some_and(|parent| path == parent.join(LEXICON_FILE));
                is_lexicon.then_some(Change::Saved)
            }
        }
    }
}

/// The working directory has an empty name in relative paths.
fn own(dir: &Path) -> &Path {
    if dir.as_os_str().is_empty() { Path::new(".") } else { dir }
}

/// Is it a file that editors and tools keep beside what they edit: hidden, a backup, one that is not finished? Names
/// with two dots are links that containers put whole folders behind.
fn is_aside(below: &Path) -> bool {
    let names = below.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let is_hidden = |name: &str| name.starts_with('.') && !name.starts_with("..");
    names.into_iter().any(|name| is_hidden(&name) || [".swp", ".tmp", "~"].iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use notify::event::{CreateKind, ModifyKind, RemoveKind};

    use super::*;

    #[test]
    fn what_is_written_counts_and_what_stands_aside_does_not() {
        let place = Place { root: "/k/news".into(), parent: Some("/k".into()) };
        let write = EventKind::Modify(ModifyKind::Any);
        for (kind, path, wanted) in [
            (write, "/k/news/a/briefing.toml", Some(Change::Saved)),
            (EventKind::Remove(RemoveKind::Any), "/k/news/a", Some(Change::Saved)),
            (EventKind::Create(CreateKind::Any), "/k/news", Some(Change::Moved)),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), "/k/news/a/a.txt", Some(Change::Saved)),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), "/k/news/a/a.txt", None),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), "/k/news/a/a.txt", None),
            (write, "/k/lexicon.toml", Some(Change::Saved)),
            (write, "/k/Cargo.toml", None),
            (write, "/k/newspaper/briefing.toml", None),
            (write, "/k/news/a/.briefing.toml.swp", None),
            (write, "/k/news/.git/index", None),
            (write, "/k/news/a/briefing.toml~", None),
            (write, "/k/news/..data", Some(Change::Saved)),
        ] {
            assert_eq!(place.change(&Ok(Event::new(kind).add_path(path.into()))), wanted, "{kind:?} {path}");
        }
        assert_eq!(place.change(&Err(notify::Error::generic("lost"))), Some(Change::Moved));
        let renamed = Event::new(write).add_path("/k/news/a/.x.tmp".into()).add_path("/k/news/a/briefing.toml".into());
        assert_eq!(place.change(&Ok(renamed)), Some(Change::Saved));
    }

    #[test]
    fn a_file_is_watched_with_its_folder() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        std::fs::create_dir(home.join("a")).unwrap();
        std::fs::write(home.join("a/briefing.toml"), "").unwrap();
        let wanted = Place { root: home.join("a"), parent: Some(home.clone()) };
        for name in ["a", "a/", "a/briefing.toml", "a/../a"] {
            assert_eq!(Place::of(&home.join(name)).unwrap(), wanted, "{name}");
        }
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        assert_eq!(Place::of(Path::new(".")).unwrap().root, here);
        assert_eq!(Place::of(Path::new("src")).unwrap().root, here.join("src"));
    }
}
