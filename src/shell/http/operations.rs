//! How the bot is, for those who run it and for their load balancers.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::Station;
use crate::shell::metrics;

/// `/healthz` and `/readyz`.
pub(super) fn health(station: Arc<Station>) -> Router {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).with_state(station)
}

/// `/metrics`.
pub(super) fn metrics(station: Arc<Station>) -> Router {
    Router::new().route("/metrics", get(numbers)).with_state(station)
}

async fn alive(State(station): State<Arc<Station>>) -> Response {
    station.metrics.http("healthz", 200);
    "ok\n".into_response()
}

async fn ready(State(station): State<Arc<Station>>) -> Response {
    let readiness = station.readiness();
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    station.metrics.http("readyz", status.as_u16());
    let json = serde_json::to_string(&readiness).unwrap_or_default();
    (status, [(header::CONTENT_TYPE, "application/json")], json + "\n").into_response()
}

async fn numbers(State(station): State<Arc<Station>>) -> Response {
    let app = station.intake().map(|intake| &*intake.app);
    let text = metrics::text(&station.metrics, app, station.readiness().ready);
    station.metrics.http("metrics", 200);
    ([(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response()
}
