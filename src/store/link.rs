//! A store that may be out of reach: opened in the background, used as far as it is there.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use super::Store;
use super::error::Error;
use super::place::Place;
use super::record::Record;
use super::writer::Writer;

/// Between two tries to open a store.
const RETRY: Duration = Duration::from_secs(30);

/// The way to a store that may not be open yet. Clones share it.
#[derive(Debug, Clone)]
pub struct Link {
    place: Place,
    store: watch::Receiver<Option<Store>>,
    writer: Writer,
}

impl Link {
    /// Tries to open a store, for `patience` at most, and goes on trying in the background where that fails; what went
    /// wrong stands beside the link. Meanwhile, records wait in the queue. Needs a tokio runtime.
    pub async fn open(place: Place, patience: Duration) -> (Self, Option<Error>) {
        let opened = timeout(patience, Store::open(&place)).await.unwrap_or_else(|_| Err(Error::late()));
        let (store, error) = match opened {
            Ok(store) => (Some(store), None),
            Err(error) => (None, Some(error)),
        };
        let is_open = store.is_some();
        let (sender, receiver) = watch::channel(store);
        if !is_open {
            tokio::spawn(keep_trying(place.clone(), sender));
        }
        (Self { place, store: receiver.clone(), writer: Writer::start(receiver) }, error)
    }

    /// Where the store is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The store, if it is open. It may be down all the same: each of its calls tells.
    #[must_use]
    pub fn store(&self) -> Option<Store> {
        self.store.borrow().clone()
    }

    /// Waits until the store is open.
    pub async fn opened(&self) -> Store {
        let mut store = self.store.clone();
        match store.wait_for(Option::is_some).await.ok().and_then(|store| store.clone()) {
            Some(store) => store,
            // Whoever tries to open it has ended with the process.
            None => std::future::pending().await,
        }
    }

    /// The queue into the store.
    #[must_use]
    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Records something when there is time: see [`Writer::record`], which counts and tells what is lost.
    pub fn record(&self, record: Record) {
        let _ = self.writer.record(record);
    }

    /// Writes what waits and closes the store, within `limit`. Was everything written?
    pub async fn close(&self, limit: Duration) -> bool {
        let is_written = self.writer.flush(limit).await;
        if let Some(store) = self.store() {
            // The process ends anyway.
            let _ = timeout(limit, store.close()).await;
        }
        is_written
    }
}

async fn keep_trying(place: Place, sender: watch::Sender<Option<Store>>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(RETRY) => {}
            // Nobody wants it any more.
            () = sender.closed() => return,
        }
        match Store::open(&place).await {
            Ok(store) => {
                tracing::warn!("the store is open now");
                // Where nobody wants it any more, it closes itself.
                let _ = sender.send(Some(store));
                return;
            }
            Err(error) => tracing::error!(%error, "the store still cannot be opened"),
        }
    }
}
