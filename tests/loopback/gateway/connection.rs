//! One connection of the gateway: hello, identify or resume, heartbeats, and the codes with which it ends.

use std::io::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Message, protocol};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

use super::super::journal::Event;
use super::super::world::new_id;
use super::super::{Hub, State};
use super::session::{Out, Session, invalid};
use super::{OnResume, dispatch, intent};

/// A payload from the client may be so long.
const PAYLOAD_MAX_BYTES: usize = 4096;
/// So many payloads may come in [`RATE_WINDOW`].
const RATE_MAX: usize = 120;
const RATE_WINDOW: Duration = Duration::from_secs(60);
/// Between two sessions of a bucket. Source: Discord's reference, "Gateway", "Rate Limiting".
const BEGIN_PAUSE: Duration = Duration::from_secs(5);

/// Close codes. Source: Discord's reference, "Gateway Close Event Codes".
mod close {
    pub(super) const UNKNOWN_OPCODE: u16 = 4001;
    pub(super) const DECODE_ERROR: u16 = 4002;
    pub(super) const NOT_AUTHENTICATED: u16 = 4003;
    pub(super) const AUTHENTICATION_FAILED: u16 = 4004;
    pub(super) const ALREADY_AUTHENTICATED: u16 = 4005;
    pub(super) const INVALID_SEQ: u16 = 4007;
    pub(super) const RATE_LIMITED: u16 = 4008;
    pub(super) const INVALID_SHARD: u16 = 4010;
    pub(super) const INVALID_VERSION: u16 = 4012;
    pub(super) const INVALID_INTENTS: u16 = 4013;
    pub(super) const DISALLOWED_INTENTS: u16 = 4014;
}

/// What a connection knows of itself.
struct Connection {
    hub: Arc<Hub>,
    number: usize,
    /// Does it come to `resume_gateway_url`?
    is_at_resume_url: bool,
    session: Option<String>,
    is_compressed: bool,
    /// Beginning of the current window, and how many payloads came in it.
    window: (Instant, usize),
    out: UnboundedSender<Out>,
}

/// Serves a connection until it ends.
pub(super) async fn serve(stream: TcpStream, hub: Arc<Hub>) {
    let mut uri = String::new();
    #[expect(clippy::result_large_err, reason = "the signature is tungstenite's")]
    let look = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        uri = request.uri().to_string();
        Ok(response)
    };
    let Ok(mut socket) = accept_hdr_async(stream, look).await else { return };
    let (out, mut outgoing) = unbounded_channel();
    let number = {
        let mut state = hub.state();
        state.gateway.n_connections += 1;
        state.gateway.n_connections
    };
    let mut connection = Connection {
        hub,
        number,
        is_at_resume_url: uri.starts_with("/resume"),
        session: None,
        is_compressed: false,
        window: (Instant::now(), 0),
        out,
    };
    if !uri.contains("v=10") {
        let _ = socket.close(Some(frame(close::INVALID_VERSION))).await;
        return;
    }
    if connection.hub.state().gateway.is_silent {
        // Nothing is ever said; it ends when the client ends it.
        while let Some(Ok(_)) = socket.next().await {}
        return;
    }
    let interval = connection.hub.state().gateway.heartbeat_interval.as_millis() as u64;
    connection.say(&json!({"op": 10, "d": {"heartbeat_interval": interval, "_trace": []}, "s": null, "t": null}));
    let mut code = None;
    loop {
        tokio::select! {
            // What was to go out goes first, so that a close comes after what it follows.
            biased;
            what = outgoing.recv() => match what {
                Some(Out::Text(text)) => {
                    let message = connection.pack(&text);
                    if socket.send(message).await.is_err() {
                        break;
                    }
                }
                Some(Out::Close(code)) => {
                    connection.hub.state().journal.note(|| Event::Closed(code));
                    let _ = socket.close(Some(frame(code))).await;
                    finish(&mut socket).await;
                    break;
                }
                Some(Out::Cut) | None => break,
            },
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => connection.hear(text.as_str()),
                Some(Ok(Message::Close(frame))) => {
                    code = frame.map(|frame| u16::from(frame.code));
                    finish(&mut socket).await;
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    drop(socket);
    connection.end(code);
}

/// With or without its kind before it, as Discord takes it.
fn is_token(given: &Value, token: &str) -> bool {
    given.as_str().is_some_and(|given| given.strip_prefix("Bot ").unwrap_or(given) == token)
}

fn frame(code: u16) -> CloseFrame {
    CloseFrame { code: protocol::frame::coding::CloseCode::from(code), reason: "".into() }
}

/// Lets the closing handshake end, without waiting for a client that is gone.
async fn finish(socket: &mut WebSocketStream<TcpStream>) {
    let end = async {
        let _ = socket.flush().await;
        while let Some(Ok(_)) = socket.next().await {}
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), end).await;
}

impl Connection {
    fn say(&self, payload: &Value) {
        let _ = self.out.send(Out::Text(payload.to_string().into()));
    }

    fn close(&self, code: u16) {
        let _ = self.out.send(Out::Close(code));
    }

    /// As text, or as zlib where the client asked for that and it is worth it.
    fn pack(&self, text: &str) -> Message {
        let from = self.hub.state().gateway.compress_from;
        if !self.is_compressed || text.len() < from {
            return Message::text(text);
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        let _ = encoder.write_all(text.as_bytes());
        Message::binary(encoder.finish().unwrap_or_default())
    }

    /// Takes a payload of the client.
    fn hear(&mut self, text: &str) {
        if self.window.0.elapsed() >= RATE_WINDOW {
            self.window = (Instant::now(), 0);
        }
        self.window.1 += 1;
        if self.window.1 > RATE_MAX {
            return self.close(close::RATE_LIMITED);
        }
        let payload: Value = match serde_json::from_str(text) {
            Ok(payload) if text.len() <= PAYLOAD_MAX_BYTES => payload,
            _ => return self.close(close::DECODE_ERROR),
        };
        match payload["op"].as_u64() {
            Some(1) => self.heartbeat(),
            Some(2) if self.session.is_some() => self.close(close::ALREADY_AUTHENTICATED),
            Some(2) => self.identify(&payload["d"]),
            Some(6) => self.resume(&payload["d"]),
            Some(3 | 4 | 8 | 31) if self.session.is_some() => {}
            Some(3 | 4 | 8 | 31) => self.close(close::NOT_AUTHENTICATED),
            _ => self.close(close::UNKNOWN_OPCODE),
        }
        self.hub.changed();
    }

    fn heartbeat(&self) {
        let mut state = self.hub.state();
        state.gateway.n_heartbeats += 1;
        if state.gateway.is_acking {
            self.say(&json!({"op": 11, "d": null, "s": null, "t": null}));
        }
    }

    fn identify(&mut self, data: &Value) {
        let hub = Arc::clone(&self.hub);
        let mut state = hub.state();
        let intents = data["intents"].as_u64();
        if !is_token(&data["token"], &state.token) {
            return self.close(close::AUTHENTICATION_FAILED);
        }
        let Some(intents) = intents.filter(|bits| bits & !intent::KNOWN == 0) else {
            return self.close(close::INVALID_INTENTS);
        };
        if !data["properties"].is_object() {
            return self.close(close::DECODE_ERROR);
        }
        let shard = if data["shard"].is_array() { data["shard"].clone() } else { json!([0, 1]) };
        let (Some(id), Some(total)) = (shard[0].as_u64(), shard[1].as_u64().filter(|total| *total > 0)) else {
            return self.close(close::INVALID_SHARD);
        };
        if id >= total {
            return self.close(close::INVALID_SHARD);
        }
        if state.n_starts_left <= 0 {
            // Source: Discord's reference, "Gateway", "Identifying": sessions end and the token is reset.
            "reset".clone_into(&mut state.token);
            return self.close(close::AUTHENTICATION_FAILED);
        }
        state.gateway.n_identifies += 1;
        state.n_starts_left -= 1;
        state.gateway.intents = intents;
        if intents & intent::PRIVILEGED & !state.gateway.granted != 0 {
            return self.close(close::DISALLOWED_INTENTS);
        }
        let bucket = id % state.gateway.max_concurrency;
        let before = state.gateway.begun.insert(bucket, Instant::now());
        state.gateway.n_hasty += usize::from(before.is_some_and(|before| before.elapsed() < BEGIN_PAUSE));
        state.gateway.n_doubled += usize::from(state.gateway.has((id, total)));
        self.is_compressed = data["compress"] == true;
        let mut session = Session::new(format!("{:032x}", new_id()), intents, (id, total));
        session.connect(self.number, self.out.clone());
        dispatch::ready(&state, &mut session, &shard);
        self.session = Some(session.id.clone());
        state.gateway.sessions.insert(session.id.clone(), session);
        state.journal.note(|| Event::Identified);
    }

    fn resume(&mut self, data: &Value) {
        let hub = Arc::clone(&self.hub);
        let mut guard = hub.state();
        let State { gateway, journal, token, .. } = &mut *guard;
        if !is_token(&data["token"], token) {
            return self.close(close::AUTHENTICATION_FAILED);
        }
        let refuse = |is_resumable| {
            let _ = self.out.send(Out::Text(invalid(is_resumable)));
        };
        let n_seen = match gateway.on_resume {
            OnResume::Replay { n_seen } => n_seen,
            OnResume::Refuse { is_resumable } => return refuse(is_resumable),
        };
        let id = data["session_id"].as_str().unwrap_or_default();
        let Some(session) = gateway.sessions.get_mut(id).filter(|session| !session.is_dead) else {
            return refuse(false);
        };
        let seq = data["seq"].as_u64().unwrap_or_default();
        if seq > session.seq {
            return self.close(close::INVALID_SEQ);
        }
        gateway.n_doubled += usize::from(session.is_connected());
        session.connect(self.number, self.out.clone());
        if !session.replay(seq, n_seen) {
            return refuse(false);
        }
        // What was compressed before is compressed again: a resume does not say, so a client must read both.
        session.dispatch("RESUMED", &json!({"_trace": []}));
        self.session = Some(id.to_owned());
        gateway.n_resumes += 1;
        gateway.n_resumes_at_url += usize::from(self.is_at_resume_url);
        journal.note(|| Event::Resumed);
    }

    /// The connection is over; its session may be resumed, unless the bot ended it for good.
    fn end(&mut self, code: Option<u16>) {
        let mut state = self.hub.state();
        if let Some(id) = &self.session {
            if let Some(session) = state.gateway.sessions.get_mut(id) {
                session.disconnect(self.number);
            }
            if matches!(code, Some(1000 | 1001)) {
                state.gateway.sessions.remove(id);
            }
        }
        state.journal.note(|| Event::Disconnected(code));
        drop(state);
        self.hub.changed();
    }
}
