//! How long a connection may take for what: to send a request, to wait for its answer, to be silent between two.
//!
//! hyper's own limit on headers cannot tell a connection that is kept for later, as load balancers keep them for a minute,
//! from one that drips its headers; so the bytes are watched here.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;

/// What a connection is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(super) enum Phase {
    /// Nothing was sent, or all was answered.
    Idle,
    /// A request has begun, and is not whole.
    Reading,
    /// A whole request is worked at.
    Working,
    /// Its answer is being sent.
    Answering,
}

impl Phase {
    /// How long it may last: load balancers keep connections for a minute, Discord waits 3 s for an answer.
    fn limit(self) -> Duration {
        Duration::from_secs(match self {
            Self::Idle => 75,
            Self::Reading | Self::Answering => 5,
            Self::Working => 10,
        })
    }

    fn of(number: u64) -> Self {
        match number & 3 {
            0 => Self::Idle,
            1 => Self::Reading,
            2 => Self::Working,
            _ => Self::Answering,
        }
    }
}

/// What is known of a connection.
#[derive(Debug)]
pub(super) struct Pace {
    began: Instant,
    /// Milliseconds from the beginning to the last change of phase, and the phase in the last two bits.
    state: AtomicU64,
    /// Is told when an answer was handed to the system.
    pub(super) sent: Arc<Notify>,
    /// Is told when the connection must make room for another.
    pub(super) dismissed: Notify,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), state: AtomicU64::new(0), sent: Arc::default(), dismissed: Notify::new() }
    }

    pub(super) fn phase(&self) -> Phase {
        Phase::of(self.state.load(Ordering::Acquire))
    }

    /// Since when it has been at it.
    pub(super) fn since(&self) -> Instant {
        self.began + Duration::from_millis(self.state.load(Ordering::Acquire) >> 2)
    }

    pub(super) fn set(&self, phase: Phase) {
        let ms = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX >> 2);
        self.state.store(ms << 2 | phase as u64, Ordering::Release);
    }

    /// When it has taken too long.
    pub(super) fn deadline(&self) -> Instant {
        self.since() + self.phase().limit()
    }
}

/// A connection whose bytes are watched.
#[derive(Debug)]
pub(super) struct Watched {
    pub(super) stream: TcpStream,
    pub(super) pace: Arc<Pace>,
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        if buf.filled().len() > before && self.pace.phase() == Phase::Idle {
            self.pace.set(Phase::Reading);
        }
        polled
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_flush(cx);
        if matches!(polled, Poll::Ready(Ok(()))) && self.pace.phase() == Phase::Answering {
            self.pace.set(Phase::Idle);
            self.pace.sent.notify_waiters();
        }
        polled
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
