//! `POST /interactions`: verified, let in once, answered by the handler of the gateway.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http_body_util::BodyExt as _;

use super::Station;
use super::pace::{Pace, Phase};
use super::signature::{Claim, Verifier};
use super::window::{Shut, Window};
use crate::shell::discord::intake::{After, Answered, NoAnswer};

/// Bytes of a body; an interaction on the longest of messages has some 40 kB.
const BODY_MAX_BYTES: usize = 256 * 1024;
/// For a response to be handed to the system, before what follows it is done all the same.
const SENT_LIMIT: Duration = Duration::from_secs(2);
/// Seconds between two warnings about the clock.
const CLOCK_PAUSE_SECONDS: u64 = 60;

/// Where interactions come in.
#[derive(Debug)]
pub(super) struct Door {
    verifier: Verifier,
    window: Window,
    station: Arc<Station>,
    /// When the clock was last complained about, in seconds of Unix time.
    complained: AtomicU64,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    Headers,
    Signature,
    Shut(Shut),
    Oversize,
    Broken,
    NoAnswer(NoAnswer),
    NoKnowledge,
}

impl Refused {
    /// Its status, and its name in the metrics.
    fn told(self) -> (StatusCode, &'static str) {
        match self {
            Self::Headers => (StatusCode::UNAUTHORIZED, "headers"),
            Self::Signature => (StatusCode::UNAUTHORIZED, "signature"),
            Self::Shut(Shut::Stale) => (StatusCode::UNAUTHORIZED, "stale"),
            Self::Shut(Shut::Future) => (StatusCode::UNAUTHORIZED, "future"),
            Self::Shut(Shut::Replayed) => (StatusCode::UNAUTHORIZED, "replayed"),
            Self::Oversize => (StatusCode::PAYLOAD_TOO_LARGE, "oversize"),
            Self::Broken | Self::NoAnswer(NoAnswer::Malformed) => (StatusCode::BAD_REQUEST, "malformed"),
            Self::NoAnswer(NoAnswer::Repeated) => (StatusCode::CONFLICT, "repeated"),
            Self::NoAnswer(NoAnswer::NoRoom) | Self::NoKnowledge => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        }
    }
}

/// `/interactions`, and what is nowhere.
pub(super) fn router(door: Arc<Door>) -> Router {
    let nowhere = Arc::clone(&door);
    Router::new().route("/interactions", post(take)).with_state(door).fallback(move || async move {
        nowhere.station.metrics.http("other", 404);
        StatusCode::NOT_FOUND
    })
}

async fn take(State(door): State<Arc<Door>>, request: Request) -> Response {
    let start = Instant::now();
    let pace = request.extensions().get::<Arc<Pace>>().cloned();
    let metrics = &door.station.metrics;
    match door.answer(request, pace.as_deref()).await {
        Ok(Answered { body, after }) => {
            metrics.http("interactions", 200);
            metrics.http_interaction(start.elapsed());
            if let Some(after) = after {
                door.follow(after, pace);
            }
            let mut response = Response::new(Body::from(body));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(refused) => {
            let (status, reason) = refused.told();
            metrics.http("interactions", status.as_u16());
            metrics.http_refused(reason);
            tracing::debug!(reason, "an interaction over HTTP was refused");
            status.into_response()
        }
    }
}

impl Door {
    pub(super) fn new(verifier: Verifier, station: Arc<Station>) -> Self {
        Self { verifier, window: Window::default(), station, complained: AtomicU64::new(0) }
    }

    async fn answer(&self, request: Request, pace: Option<&Pace>) -> Result<Answered, Refused> {
        let (head, body) = request.into_parts();
        let claim = Claim::of(&head.headers).ok_or(Refused::Headers)?;
        let signed = read(&head.headers, body, claim.stamp).await?;
        if let Some(pace) = pace {
            pace.set(Phase::Working);
        }
        if !self.verifier.is_signed(&claim, &signed) {
            return Err(Refused::Signature);
        }
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.window.enter(claim.seconds(), claim.mark(), now).map_err(|shut| self.shut(shut, claim.seconds(), now))?;
        let intake = self.station.intake().ok_or(Refused::NoKnowledge)?;
        let json = signed.get(claim.stamp.len()..).unwrap_or_default();
        intake.by_http(json).await.map_err(Refused::NoAnswer)
    }

    /// What Discord signed and is not of this time tells of a wrong clock, or of a replay.
    fn shut(&self, shut: Shut, stamp: u64, now: u64) -> Refused {
        let last = self.complained.load(Ordering::Relaxed);
        if shut != Shut::Replayed && now.abs_diff(last) >= CLOCK_PAUSE_SECONDS {
            self.complained.store(now, Ordering::Relaxed);
            tracing::warn!(stamp, now, "a signed interaction is not of this time: a replay, or a wrong clock here");
        }
        Refused::Shut(shut)
    }

    /// Does what follows a response, once that was sent.
    fn follow(&self, after: After, pace: Option<Arc<Pace>>) {
        let Some(intake) = self.station.intake().cloned() else { return };
        let under_way = self.station.follow_ups.token();
        // Made before the response goes out, so that it hears of that.
        let sent = pace.map(|pace| Arc::clone(&pace.sent).notified_owned());
        tokio::spawn(async move {
            if let Some(sent) = sent {
                let _ = tokio::time::timeout(SENT_LIMIT, sent).await;
            }
            intake.finish(after).await;
            drop(under_way);
        });
    }
}

/// The timestamp with the body after it, as they were signed.
async fn read(headers: &HeaderMap, mut body: Body, stamp: &[u8]) -> Result<Vec<u8>, Refused> {
    let hint = body.size_hint().lower();
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if hint.max(announced.unwrap_or(0)) > BODY_MAX_BYTES as u64 {
        return Err(Refused::Oversize);
    }
    let mut signed = Vec::with_capacity(stamp.len() + usize::try_from(hint).unwrap_or(0));
    signed.extend_from_slice(stamp);
    while let Some(frame) = body.frame().await {
        let Ok(bytes) = frame.map_err(|_| Refused::Broken)?.into_data() else { continue };
        if signed.len() - stamp.len() + bytes.len() > BODY_MAX_BYTES {
            return Err(Refused::Oversize);
        }
        signed.extend_from_slice(&bytes);
    }
    Ok(signed)
}
