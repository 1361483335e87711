//! Discord's HTTP API: takes requests, lets them fail where told, and has the rest answered by account, message or
//! interaction.

mod account;
pub(crate) mod body;
pub(crate) mod fault;
pub(crate) mod interaction;
pub(crate) mod message;
pub(crate) mod multipart;
pub(crate) mod rates;
pub(crate) mod route;

use std::sync::Arc;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use hyper::http::request::Parts;
use hyper::service::service_fn;
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;

use super::journal::{Event, Recorded};
use super::refusal::{Faults, Refusal};
use super::{Hub, State, openapi};
use body::{Body, Cut};
use fault::Fault;
use route::{Matched, Route};

const BODY_MAX_BYTES: usize = 25 * 1024 * 1024;

/// A request that is understood and allowed.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) matched: Matched<'a>,
    pub(crate) query: &'a str,
    pub(crate) body: Value,
    /// Files beside the body.
    pub(crate) files: Vec<multipart::File>,
    /// When it arrived.
    pub(crate) at: Instant,
}

/// What a request is answered: a status and, unless 204, a body.
pub(crate) type Answer = Result<(u16, Value), Refusal>;

/// Serves plain HTTP.
pub(crate) async fn listen(listener: TcpListener, hub: Arc<Hub>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        tokio::spawn(serve(stream, Arc::clone(&hub)));
    }
}

/// Serves one connection until it ends, with HTTP/1.1 or HTTP/2.
pub(crate) async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, hub: Arc<Hub>) {
    let service = service_fn(move |request| answer(Arc::clone(&hub), request));
    // A connection that breaks is the client's business, or was told to break.
    let _ = auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
}

/// Answers one request, or cuts its connection.
async fn answer(hub: Arc<Hub>, request: Request<Incoming>) -> Result<Response<Body>, Cut> {
    let at = Instant::now();
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_MAX_BYTES).collect().await.map_err(|_| Cut)?.to_bytes();
    let decided = decide(&mut hub.state(), &head, &body, at)?;
    hub.changed();
    match decided.fault {
        Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
        Some(Fault::CutAfter) => return Err(Cut),
        _ => {}
    }
    let is_cut = decided.fault == Some(Fault::CutMidway);
    Ok(body::response(decided.status, &decided.answer, &decided.headers, is_cut))
}

/// What is sent back, and how it fails on the way.
struct Decided {
    status: u16,
    answer: Value,
    headers: Headers,
    fault: Option<Fault>,
}

type Headers = Vec<(&'static str, String)>;

/// Does what a request asks for, unless it is to fail, is too early, or is not allowed; writes it down.
fn decide(state: &mut State, head: &Parts, body: &[u8], at: Instant) -> Result<Decided, Cut> {
    let (method, path) = (head.method.as_str(), head.uri.path());
    let matched = route::parse(method, path.strip_prefix("/api/v10").unwrap_or(""));
    let route = matched.route;
    let fault = state.faulty.take(route);
    if fault == Some(Fault::CutBefore) {
        return Err(Cut);
    }
    let (json, files) = match read(route, &head.headers, body) {
        Ok((json, files)) => (Ok(json), files),
        Err(refusal) => (Err(refusal), Vec::new()),
    };
    let sent = json.as_ref().cloned().unwrap_or_default();
    let mut headers = Headers::new();
    let answered = told(fault, &mut headers).unwrap_or_else(|| {
        let taken = state.rates.take(route, matched.ids[0], at);
        headers = taken.headers;
        if let Some(wait) = taken.wait {
            headers.push(("retry-after", rates::seconds(wait)));
            return Err(Refusal { status: 429, body: rates::body(wait, taken.is_global) });
        }
        allowed(state, path, &matched, &head.headers)?;
        let call = Call { matched, query: head.uri.query().unwrap_or(""), body: json?, files, at };
        act(state, &call)
    });
    let (status, answer) = answered.unwrap_or_else(|refusal| (refusal.status, refusal.body));
    let (method, path) = (method.to_owned(), path.to_owned());
    note(state, Recorded { at, route, method, path, body: sent, status, answer: answer.clone() });
    Ok(Decided { status, answer, headers, fault })
}

/// The answer that was told, if any.
fn told(fault: Option<Fault>, headers: &mut Headers) -> Option<Answer> {
    let mut limited = |wait: Duration, is_global: bool| {
        headers.push(("retry-after", rates::seconds(wait)));
        headers.push(("x-ratelimit-scope", if is_global { "global" } else { "user" }.into()));
        if is_global {
            headers.push(("x-ratelimit-global", "true".into()));
        }
        Some(Err(Refusal { status: 429, body: rates::body(wait, is_global) }))
    };
    match fault? {
        Fault::Bucket { retry_after } => limited(retry_after, false),
        Fault::Global { retry_after } => limited(retry_after, true),
        Fault::Status(status) => Some(Err(Refusal::new(status, 0, "Internal Server Error"))),
        Fault::Slow(_) | Fault::CutBefore | Fault::CutAfter | Fault::CutMidway => None,
    }
}

/// Version, authorization and user agent.
fn allowed(state: &State, path: &str, matched: &Matched<'_>, headers: &HeaderMap) -> Result<(), Refusal> {
    if path.starts_with("/api/v") && !path.starts_with("/api/v10/") {
        return Err(Refusal::new(400, 50041, "Invalid API version provided"));
    }
    if matched.route == Route::Unknown {
        return Err(Refusal::unknown_route());
    }
    if headers.get(USER_AGENT).is_none_or(hyper::header::HeaderValue::is_empty) {
        return Err(Refusal::new(403, 40333, "internal network error"));
    }
    let wanted = format!("Bot {}", state.token);
    let is_known = headers.get(AUTHORIZATION).is_some_and(|given| given.as_bytes() == wanted.as_bytes());
    if is_known || matched.route.has_token() || matched.route == Route::GetGateway {
        Ok(())
    } else {
        Err(Refusal::unauthorized())
    }
}

/// The body as JSON, and files beside it; of a route that has none, nothing.
fn read(route: Route, headers: &HeaderMap, body: &[u8]) -> Result<(Value, Vec<multipart::File>), Refusal> {
    if !route.has_body() {
        return Ok((Value::Null, Vec::new()));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let malformed = || Refusal::new(400, 50109, "The request body contains invalid JSON.");
    if kind.split(';').next() == Some("multipart/form-data") {
        return multipart::read(kind, body).ok_or_else(malformed);
    }
    if kind.split(';').next() != Some("application/json") {
        let mut faults = Faults::default();
        let message = "Expected \"Content-Type\" header to be one of {'application/json'}.";
        faults.add("", "CONTENT_TYPE_INVALID", message);
        faults.refuse("")?;
    }
    serde_json::from_slice(body).map(|json| (json, Vec::new())).map_err(|_| malformed())
}

fn act(state: &mut State, call: &Call<'_>) -> Answer {
    match call.matched.route {
        route @ (Route::GetGateway | Route::GetGatewayBot | Route::GetMe | Route::GetApplication) => {
            Ok((200, account::get(state, route)))
        }
        Route::GetCommands => account::commands(state, call),
        Route::SetCommands => account::set_commands(state, call),
        Route::GetChannel => account::channel(state, call),
        Route::CreateDm => account::create_dm(state, call),
        Route::CreateMessage => message::create(state, call),
        Route::GetMessage => message::get(state, call),
        Route::EditMessage => message::edit(state, call),
        Route::DeleteMessage => message::delete(state, call),
        Route::Respond => interaction::respond(state, call),
        Route::GetOriginal => interaction::get_original(state, call),
        Route::EditOriginal | Route::EditFollowUp => interaction::edit(state, call),
        Route::DeleteOriginal | Route::DeleteFollowUp => interaction::delete(state, call),
        Route::FollowUp => interaction::follow_up(state, call),
        Route::Unknown => Err(Refusal::unknown_route()),
    }
}

/// Writes a request down, and holds it and its answer against Discord's description.
fn note(state: &mut State, recorded: Recorded) {
    let journal = &mut state.journal;
    *journal.n_requests.entry(recorded.route).or_default() += 1;
    *journal.n_statuses.entry(recorded.status).or_default() += 1;
    if recorded.route == Route::Unknown {
        journal.strange.push(format!("{} {}", recorded.method, recorded.path));
    } else if !journal.is_counting {
        journal.violations.extend(openapi::check(&recorded));
    }
    journal.note(|| Event::Request(recorded));
}
