//! `run`: online with a token, else the console.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::app::{App, Kept, Loaded};
use super::discord::intake::Intake;
use super::discord::offline::Offline;
use super::discord::online::{Progress, online};
use super::failure::{Exit, Failure};
use super::http::{Servers, Station};
use super::metrics::Writes;
use super::terminal::Terminal;
use super::watch::{self, Saves};
use super::{chat, cli, keep, peers, setup, telemetry, wording};
use crate::config::{Config, LogFormat, Secret, Shards};
use crate::store::Link;

/// For threads that are still at something when the bot ends.
const THREADS_LIMIT: Duration = Duration::from_millis(500);

/// Goes online with a Discord token; opens the console without one.
///
/// # Errors
/// Config or knowledge that is refused; a stream that fails.
pub fn run(args: &cli::Run, config: Option<&Path>, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = setup::config(config)?;
    match setup::token(&config)? {
        Some(token) => go_online(args, &config, &token, terminal),
        None if config.http.listen.is_some() => Err(Failure::Usage(wording::http::NO_TOKEN.to_owned())),
        None => chat::run(args, config, terminal),
    }
}

fn go_online(args: &cli::Run, config: &Config, token: &Secret, terminal: &mut Terminal) -> Result<Exit, Failure> {
    telemetry::begin(&config.log);
    let origin = setup::origin(args.knowledge.as_deref(), config);
    // Before the files are read, so that no save falls in between.
    let saves = config.knowledge.watch.then(|| Saves::of(&origin));
    // Programs read a log of JSON: everything in it is an object.
    let is_for_people = config.log.format == LogFormat::Text;
    let mut tell = |words: &str| if is_for_people { terminal.tell(words) } else { tracing::info!("{words}") };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let station = Arc::new(Station::new(config.discord.gateway));
    // Before the knowledge is read, which may take long: load balancers are told that the bot is not ready.
    let servers = Servers::open(config, &station, runtime.handle(), |line| tell(&line))?;
    let knowledge = Loaded::read(origin)?;
    for line in chat::loaded(&knowledge) {
        tell(&line);
    }
    let store = runtime.block_on(open_store(config, &mut tell))?;
    if config.discord.gateway {
        tell(wording::online::CONNECTING);
    }
    let mut app = App::new(knowledge, config.discord.clone(), config.limits).with_store(store.clone());
    app.metrics = Arc::clone(&station.metrics);
    app.kept = Kept { retention_days: config.store.retention_days, min_count: config.store.min_count };
    if let Some(store) = &store {
        app.metrics.watch_store(writes_of(store));
    }
    let app = Arc::new(app);
    runtime.block_on(async {
        keep::tend(&app, config.store.retention_days).await;
        peers::tend(&app);
    });
    let intake = Arc::new(Intake::new(Arc::clone(&app), config.limits.concurrent));
    station.open(Arc::clone(&intake));
    match saves {
        // What came of each is in the log.
        Some(Ok(saves)) => {
            tell(wording::watch::ON);
            watch::attend(Arc::clone(&app), saves, drop);
        }
        Some(Err(why)) => tell(&wording::error(&why)),
        None => {}
    }
    let offline = runtime.block_on(online(intake, servers, config, token, |progress| {
        tell(&match progress {
            Progress::OverHttp => wording::online::BY_HTTP.to_owned(),
            Progress::Online(greeting) => wording::online::online(&greeting.name, greeting.n_guilds),
            Progress::Stopping => wording::online::STOPPING.to_owned(),
        });
    }));
    if let Some(store) = store
        && !runtime.block_on(store.close(keep::CLOSE_LIMIT))
    {
        tracing::error!(waiting = store.writer().depth(), "not everything could be written to the store");
    }
    runtime.shutdown_timeout(THREADS_LIMIT);
    let advice = offline.advice();
    match (&offline, is_for_people) {
        (Offline::Stopped, _) => tell(&advice),
        (_, true) => tell(&wording::error(&advice)),
        (_, false) => tracing::error!("{advice}"),
    }
    Ok(offline.exit())
}

/// Opens the store, and says where it is; the bot does without one that cannot be opened, which is tried again.
async fn open_store(config: &Config, tell: &mut impl FnMut(&str)) -> Result<Option<Link>, Failure> {
    let Some(place) = setup::store_place(config)? else {
        if matches!(config.discord.shards, Some(Shards::Claimed { .. })) {
            return Err(Failure::Usage(wording::processes::NO_CLAIMS.to_owned()));
        }
        tell(wording::store::NONE);
        return Ok(None);
    };
    let claims = matches!(config.discord.shards, Some(Shards::Claimed { .. }));
    if claims && !place.is_shared() {
        return Err(Failure::Usage(wording::processes::NO_CLAIMS.to_owned()));
    }
    let (link, error) = Link::open(place, keep::OPEN_PATIENCE).await;
    match error {
        None => tell(&wording::store::open(&link.place().to_string())),
        Some(error) => tracing::error!(%error, "the bot runs without its store for now; it is tried again every 30 s"),
    }
    Ok(Some(link))
}

/// The writes of a store, for the metrics.
fn writes_of(store: &Link) -> impl Fn() -> Writes + Send + Sync + 'static {
    let writer = store.writer().clone();
    move || Writes { n_waiting: writer.depth() as u64, n_written: writer.written(), n_dropped: writer.dropped() }
}
