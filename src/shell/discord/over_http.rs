//! Online without a gateway: interactions come over HTTP, and Discord is called only to be told of the commands and for
//! what follows a response.

use std::sync::Arc;

use serenity::all::{ApplicationId, Error, Http};

use super::intake::Intake;
use super::offline::Offline;
use super::online::{self, Ended, FINISH_LIMIT, HTTP_LIMIT, Progress, REGISTER_TRIES, again};
use super::send::Sender;
use super::signals::{Asked, Signals};
use super::verdict::words;
use crate::config::{Config, PublicKey, Secret};
use crate::shell::http::Servers;
use crate::shell::reload::{By, reload};

/// Stays online until something ends it. Interactions are answered from the first moment, even where Discord's API cannot
/// be reached; a token that it refuses ends it, as the commands could never be kept up to date.
pub(super) async fn stay(
    intake: Arc<Intake>,
    servers: Servers,
    config: &Config,
    token: &Secret,
    mut signals: Signals,
    mut tell: impl FnMut(Progress),
) -> Offline {
    let http = match online::http(&config.discord, token) {
        Ok(http) => Arc::new(http),
        Err(Ended::By(error)) => return Offline::of(&error, false),
        Err(Ended::Why(offline)) => return offline,
    };
    intake.send_by(Sender::new(Arc::clone(&http), Arc::clone(&intake.app)));
    tell(Progress::OverHttp);
    let mut introduced = tokio::spawn(introduce(Arc::clone(&http), config.discord.public_key));
    let mut is_introduced = false;
    let offline = loop {
        tokio::select! {
            done = &mut introduced, if !is_introduced => {
                is_introduced = true;
                if let Ok(Err(error)) = done {
                    if Offline::of(&error, false) == Offline::Token {
                        break Offline::Token;
                    }
                    tracing::warn!(why = words(&error), "Discord does not say which application this is");
                }
            }
            asked = signals.next() => match asked {
                Asked::Stop => {
                    tell(Progress::Stopping);
                    break Offline::Stopped;
                }
                Asked::Reload => {
                    let app = Arc::clone(&intake.app);
                    tokio::task::spawn_blocking(move || reload(&app, By::Signal));
                }
            },
        }
    };
    tokio::select! {
        () = close(&intake, servers) => {}
        // Asked twice, it does not wait.
        () = online::stop(&mut signals) => {}
    }
    offline
}

async fn close(intake: &Intake, servers: Servers) {
    servers.close(HTTP_LIMIT).await;
    if tokio::time::timeout(FINISH_LIMIT, intake.crew.finish()).await.is_err() {
        tracing::warn!("not everything under way could be finished in time");
    }
}

/// Learns which application the token is of, says so where the public key is another's, and tells of the commands.
async fn introduce(http: Arc<Http>, key: Option<PublicKey>) -> Result<(), Error> {
    let call = || http.get_current_application_info();
    let of = again(REGISTER_TRIES, "Discord does not say which application this is; trying again", call).await?;
    http.set_application_id(ApplicationId::new(of.id.get()));
    if PublicKey::parse(&of.verify_key) != key {
        tracing::warn!("discord.public_key is not the key of the application that the token is of");
    }
    online::register(http).await;
    Ok(())
}
