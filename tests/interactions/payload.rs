//! The recorded payloads, and a bot to handle them.

use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::{Duration, Instant, SystemTime};

use briefing_bot::config;
use briefing_bot::engine::Engine;
use briefing_bot::knowledge::library::Library;
use briefing_bot::shell::app::{App, Loaded};
use briefing_bot::shell::discord::handled::Moment;
use briefing_bot::shell::files;
use briefing_bot::shell::setup::Origin;
use serde_json::Value;

/// Who asks in most payloads.
pub(crate) const ASKER: u64 = 1_204_000_000_000_000_007;
/// The user whom the configuration names.
pub(crate) const ADMIN: u64 = 1_204_000_000_000_000_010;
/// The role that it names.
pub(crate) const ADMIN_ROLE: u64 = 1_205_000_000_000_000_070;

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| files::read_library(&home().join("briefings/harbour-bridge")).unwrap());
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A bot that was asked nothing yet.
pub(crate) fn bot() -> App {
    bot_with(|_, _| ())
}

/// The same with other settings.
pub(crate) fn bot_with(change: impl FnOnce(&mut config::Discord, &mut config::Limits)) -> App {
    let mut settings =
        config::Discord { admins: vec![ADMIN], admin_roles: vec![ADMIN_ROLE], ..config::Discord::default() };
    let mut limits = config::Limits::default();
    change(&mut settings, &mut limits);
    let engine = Engine::new(LIBRARY.clone());
    App::new(Loaded::new(engine, "0123456789ab".into(), Origin::BuiltIn), settings, limits)
}

/// The moment at which all begins.
pub(crate) fn now() -> Moment {
    later(Duration::ZERO)
}

/// So much later.
pub(crate) fn later(than: Duration) -> Moment {
    Moment { instant: *START + than, wall: SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000) + than }
}

/// The names of all payloads, in order.
pub(crate) fn all() -> Vec<String> {
    let files = std::fs::read_dir(home().join("payloads")).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A payload.
pub(crate) fn read(name: &str) -> Value {
    let path = home().join("payloads").join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}
