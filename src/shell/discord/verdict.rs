//! What a failed call to Discord means: try again, or leave it.

use serenity::all::{Error, HttpError};

/// What a failed call means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It may have failed on the way: try again.
    Again,
    /// It had been done before.
    Done,
    /// The bot may not do this here.
    Forbidden,
    /// Read the history of the channel is not allowed: a reply is not, but a message may be.
    NoReply,
    /// What it is about is no more: message, channel, interaction.
    Gone,
    /// It is wrong, and will be again.
    Wrong,
}

/// Codes of Discord's error bodies. Source: Discord's documentation, "Opcodes and Status Codes", JSON error codes.
mod code {
    /// The interaction has its response.
    pub(super) const ALREADY_ACKNOWLEDGED: isize = 40060;
    /// A reply needs the right to read the history.
    pub(super) const REPLY_WITHOUT_HISTORY: isize = 160_002;
    /// Missing access, cannot message this user, missing permissions.
    pub(super) const FORBIDDEN: [isize; 3] = [50001, 50007, 50013];
    /// Unknown channel, message, webhook, interaction; the thread is archived.
    pub(super) const GONE: [isize; 5] = [10003, 10008, 10015, 10062, 50083];
}

/// What an error of serenity means.
#[must_use]
pub fn verdict(error: &Error) -> Verdict {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            of_response(response.status_code.as_u16(), response.error.code)
        }
        Error::Http(HttpError::Request(_)) | Error::Io(_) => Verdict::Again,
        _ => Verdict::Wrong,
    }
}

/// What a response means by its HTTP status and the code in its body.
fn of_response(status: u16, code: isize) -> Verdict {
    match (status, code) {
        (_, code::ALREADY_ACKNOWLEDGED) => Verdict::Done,
        (_, code::REPLY_WITHOUT_HISTORY) => Verdict::NoReply,
        (_, code) if code::GONE.contains(&code) => Verdict::Gone,
        (_, code) if code::FORBIDDEN.contains(&code) => Verdict::Forbidden,
        (403, _) => Verdict::Forbidden,
        (404, _) => Verdict::Gone,
        (408 | 429 | 500..=599, _) => Verdict::Again,
        _ => Verdict::Wrong,
    }
}

/// An error in words that hold no address: those of interactions bear their token.
#[must_use]
pub fn words(error: &Error) -> String {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            format!(
                "status {}, code {}: {}",
                response.status_code.as_u16(),
                response.error.code,
                response.error.message
            )
        }
        Error::Http(HttpError::Request(error)) if error.is_timeout() => "no answer in time".to_owned(),
        Error::Http(HttpError::Request(error)) if error.is_connect() => "no connection".to_owned(),
        Error::Http(HttpError::Request(_)) => "the connection broke".to_owned(),
        Error::Json(_) => "the answer cannot be read".to_owned(),
        Error::Gateway(error) => error.to_string(),
        _ => "not possible".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_work_later_is_tried_again_and_nothing_else_is() {
        for (status, code, wanted) in [
            (500, 0, Verdict::Again),
            (502, -1, Verdict::Again),
            (503, 0, Verdict::Again),
            (429, 0, Verdict::Again),
            (400, 40060, Verdict::Done),
            (400, 50035, Verdict::Wrong),
            (401, 0, Verdict::Wrong),
            (403, 50013, Verdict::Forbidden),
            (403, 50001, Verdict::Forbidden),
            (403, 50007, Verdict::Forbidden),
            (403, 0, Verdict::Forbidden),
            (400, 160_002, Verdict::NoReply),
            (403, 160_002, Verdict::NoReply),
            (404, 10008, Verdict::Gone),
            (404, 10062, Verdict::Gone),
            (404, 0, Verdict::Gone),
            (400, 50083, Verdict::Gone),
            (405, 0, Verdict::Wrong),
        ] {
            assert_eq!(of_response(status, code), wanted, "{status} {code}");
        }
        assert_eq!(verdict(&Error::Other("x")), Verdict::Wrong);
        assert_eq!(verdict(&Error::Io(std::io::ErrorKind::BrokenPipe.into())), Verdict::Again);
    }
}
