//! A disk that is full, and one that may only be read: a small tmpfs of the test's own, where the user may mount one.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stderr, reason = "what is left out must be seen")]

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use briefing_bot::store::{Kind, Place, Store, Writer};

use super::bots::until;
use super::made::{DEADLINE, asked, counted, n_asked, n_counted, write};

/// A mounted tmpfs; it goes with the value.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None where this user may not mount, which is said.
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(dir.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(dir));
        }
        eprintln!("\n*** LEFT OUT: the tests of a full disk: this user may not mount a tmpfs ***\n");
        None
    }

    /// It is busy as long as a process that another test has just started holds copies of all open files.
    async fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        until(&options, async || {
            let output = Command::new("mount").args(["-o", &options]).arg(self.path()).output().unwrap();
            output.status.success().then_some(())
        })
        .await;
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_that_was_written_and_goes_on_when_there_is_room() {
    let Some(disk) = Disk::mount() else { return };
    let store = Store::open(&Place::file(disk.path().join("bot.db"))).await.unwrap();
    let writer = Writer::over(store.clone());
    // Far more than a megabyte, each question another one.
    let n = 9_000;
    let long = "long words of a question that nobody answers ".repeat(5);
    for k in 0..n {
        assert!(writer.record(asked(&format!("{long} {k}"), 0)));
    }
    assert!(
        !writer.flush(Duration::from_secs(4)).await,
        "a megabyte is not enough: {} {}",
        writer.written(),
        writer.dropped()
    );
    let (before, dropped) = (writer.written(), writer.dropped());
    assert!(before < n && dropped == 0, "{before} {dropped}");
    let (kept, _) = n_asked(&store).await;
    assert_eq!(kept as u64, before, "what counts as written is there");
    let error = store.purge_unanswered(None).await;
    assert!(error.as_ref().map_or_else(|error| error.kind() == Kind::Full, |_| true), "{error:?}");
    disk.remount("size=32m").await;
    assert!(writer.flush(DEADLINE).await);
    assert_eq!((writer.written(), writer.dropped()), (n, 0));
    assert!(n_asked(&store).await.0 as u64 >= n - before);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_any_room_is_told_at_the_start() {
    let Some(disk) = Disk::mount() else { return };
    let _ = std::fs::write(disk.path().join("rest"), vec![0; 2 << 20]);
    let error = Store::open(&Place::file(disk.path().join("bot.db"))).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Full, "{error}");
    std::fs::remove_file(disk.path().join("rest")).unwrap();
    let store = Store::open(&Place::file(disk.path().join("bot.db"))).await.unwrap();
    write(&store, [counted(0)]).await;
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_may_only_be_read_is_told_and_goes_on_when_it_may_be_written() {
    let Some(disk) = Disk::mount() else { return };
    let place = Place::file(disk.path().join("bot.db"));
    let store = Store::open(&place).await.unwrap();
    write(&store, [counted(0)]).await;
    store.close().await;
    disk.remount("ro").await;
    let error = Store::open(&place).await.unwrap_err();
    assert_eq!(error.kind(), Kind::ReadOnly, "{error}");
    disk.remount("rw").await;
    let store = Store::open(&place).await.unwrap();
    write(&store, [counted(0)]).await;
    assert_eq!(n_counted(&store).await, 2);
    store.close().await;
}
