//! What the system asks of a running bot: stop, and reload.

use std::io;

/// Signals, as far as the system has them.
#[derive(Debug)]
pub struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    hang_up: tokio::signal::unix::Signal,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Stop.
    Stop,
    /// Read the knowledge again.
    Reload,
}

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self { terminate: signal(SignalKind::terminate())?, hang_up: signal(SignalKind::hangup())? })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// The next that is asked.
    pub async fn next(&mut self) -> Asked {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => Asked::Stop,
            _ = self.terminate.recv() => Asked::Stop,
            _ = self.hang_up.recv() => Asked::Reload,
        }
        #[cfg(not(unix))]
        {
            let _ = tokio::signal::ctrl_c().await;
            Asked::Stop
        }
    }
}
