//! A session that another process began, taken up where that one left it: nothing that was said in between is lost.
//!
//! serenity resumes only what it began itself. It is told, as if by Discord, what the other process heard at the
//! beginning; then it resumes like after any break.

use std::sync::Arc;

use serde_json::json;
use serenity::all::{GatewayEvent, GatewayIntents, Shard, ShardInfo};
use serenity::{Error, Result};
use tokio::sync::Mutex;

use crate::store::Session;

/// Time between two heartbeats: Discord asks for 41.25 s in HELLO, which serenity does not read when it resumes.
const HEARTBEAT_MS: u64 = 40_000;

/// Connects and asks Discord to go on after the last event that is done with.
pub(super) async fn resume(
    url: Arc<Mutex<String>>,
    token: &str,
    total: u32,
    intents: GatewayIntents,
    session: &Session,
    know: impl FnOnce(serenity::all::ApplicationId) + Send + Sync + 'static,
) -> Result<Shard> {
    let info = serde_json::from_value(json!([session.shard, total])).map_err(Error::from)?;
    let mut shard = Shard::new(url, token, info, intents, None).await?;
    shard.set_application_id_callback(know);
    let ready = json!({
        "op": 0, "s": session.seq, "t": "READY",
        "d": {
            "v": 10, "guilds": [], "session_id": session.id, "resume_gateway_url": "", "shard": [session.shard, total],
            "user": {"id": session.bot.to_string(), "username": session.bot_name, "bot": true},
            "application": {"id": session.application.to_string(), "flags": 0},
        },
    });
    let ready: GatewayEvent = serde_json::from_value(ready).map_err(Error::from)?;
    for heard in [GatewayEvent::Hello(HEARTBEAT_MS), ready] {
        // What it would do next, such as begin a session, is not done.
        let _ = shard.handle_event(&Ok(heard))?;
    }
    shard.resume().await?;
    Ok(shard)
}

/// Which shard it is; serenity makes this from what Discord says alone.
pub(super) fn info(shard: u32, total: u32) -> Option<ShardInfo> {
    serde_json::from_value(json!([shard, total])).ok()
}
