//! Bodies of responses, whole or cut off.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Bytes, Frame};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE};
use hyper::{Response, StatusCode};
use serde_json::Value;

/// The connection was cut on purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cut on purpose")
    }
}

impl std::error::Error for Cut {}

/// What is still to be sent.
#[derive(Debug)]
pub(crate) struct Body(VecDeque<Result<Bytes, Cut>>);

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        Poll::Ready(self.0.pop_front().map(|part| part.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }
}

/// A response with a JSON body, or none where the status is 204; cut off in the middle if told.
pub(crate) fn response(
    status: u16,
    answer: &Value,
    headers: &[(&'static str, String)],
    is_cut: bool,
) -> Response<Body> {
    let bytes = if status == 204 { Bytes::new() } else { Bytes::from(answer.to_string()) };
    let length = bytes.len();
    let parts = if is_cut { vec![Ok(bytes.slice(..length / 2)), Err(Cut)] } else { vec![Ok(bytes)] };
    let mut response =
        Response::new(Body(parts.into_iter().filter(|part| !matches!(part, Ok(b) if b.is_empty())).collect()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let all = response.headers_mut();
    if status != 204 {
        all.insert(CONTENT_TYPE, "application/json".parse().unwrap());
        all.insert(CONTENT_LENGTH, length.to_string().parse().unwrap());
    }
    for (name, value) in headers {
        all.insert(*name, value.parse().unwrap());
    }
    response
}
