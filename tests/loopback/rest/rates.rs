//! Rate limits: buckets with their headers, and the limit over all.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::super::world::Id;
use super::route::Route;

/// So many requests in so much time.
#[derive(Debug, Clone, Copy)]
struct Limit {
    n: u32,
    per: Duration,
}

/// A bucket that is being used up.
#[derive(Debug)]
struct Bucket {
    left: u32,
    reset: Instant,
}

/// All limits; generous until told.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    limits: FxHashMap<Route, Limit>,
    buckets: FxHashMap<(Route, Id), Bucket>,
    global: Option<Limit>,
    global_bucket: Option<Bucket>,
}

const GENEROUS: Limit = Limit { n: 10_000, per: Duration::from_secs(1) };

/// What a request finds.
#[derive(Debug, Clone)]
pub(crate) struct Taken {
    /// How long to wait, if there is nothing left.
    pub(crate) wait: Option<Duration>,
    /// Is it the limit over all?
    pub(crate) is_global: bool,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Rates {
    /// Sets the limit of a route; each channel or application has its own bucket.
    pub(crate) fn set(&mut self, route: Route, n: u32, per: Duration) {
        self.limits.insert(route, Limit { n, per });
        self.buckets.retain(|(of, _), _| *of != route);
    }

    /// Sets the limit over all routes but first responses to interactions.
    pub(crate) fn set_global(&mut self, n: u32, per: Duration) {
        self.global = Some(Limit { n, per });
        self.global_bucket = None;
    }

    /// Takes one request out of its buckets.
    pub(crate) fn take(&mut self, route: Route, major: Id, now: Instant) -> Taken {
        if let Some(limit) = self.global.filter(|_| route != Route::Respond) {
            let fresh = Bucket { left: limit.n, reset: now + limit.per };
            let bucket = self.global_bucket.get_or_insert(fresh);
            if let Some(wait) = bucket.take(limit, now) {
                let headers = vec![("x-ratelimit-global", "true".into()), ("x-ratelimit-scope", "global".into())];
                return Taken { wait: Some(wait), is_global: true, headers };
            }
        }
        // An interaction is answered once: a bucket for each would never be asked again.
        let major = if route.has_token() { 0 } else { major };
        let limit = self.limits.get(&route).copied().unwrap_or(GENEROUS);
        let fresh = || Bucket { left: limit.n, reset: now + limit.per };
        let bucket = self.buckets.entry((route, major)).or_insert_with(fresh);
        let wait = bucket.take(limit, now);
        let after = bucket.reset.saturating_duration_since(now);
        let reset = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default() + after;
        let mut headers = vec![
            ("x-ratelimit-limit", limit.n.to_string()),
            ("x-ratelimit-remaining", bucket.left.to_string()),
            ("x-ratelimit-reset", seconds(reset)),
            ("x-ratelimit-reset-after", seconds(after)),
            ("x-ratelimit-bucket", format!("{route:?}").to_lowercase()),
        ];
        if wait.is_some() {
            headers.push(("x-ratelimit-scope", "user".into()));
        }
        Taken { wait, is_global: false, headers }
    }
}

impl Bucket {
    fn take(&mut self, limit: Limit, now: Instant) -> Option<Duration> {
        if now >= self.reset {
            *self = Self { left: limit.n, reset: now + limit.per };
        }
        if self.left == 0 {
            return Some(self.reset - now);
        }
        self.left -= 1;
        None
    }
}

/// Seconds as headers say them.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

/// The body of a 429.
pub(crate) fn body(wait: Duration, is_global: bool) -> Value {
    let wait = (wait.as_secs_f64() * 1000.0).ceil() / 1000.0;
    json!({"message": "You are being rate limited.", "code": 0, "retry_after": wait, "global": is_global})
}
