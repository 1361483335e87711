//! What can only be tried: the store, and the addresses to listen on. Nothing is changed, and nothing stays open.

use std::net::TcpListener;

use super::features::Features;
use super::sound::Settings;
use crate::shell::setup;
use crate::shell::wording::http;
use crate::store::Store;

/// Tries all of it; what does not work is noted.
pub(super) fn all(settings: &mut Settings<'_>, features: &mut Features) {
    for (section, address) in [("http", features.http), ("operations", features.operations)] {
        if let Some(address) = address
            && let Err(error) = TcpListener::bind(address)
        {
            settings.refuse((section, "listen"), &http::cannot_listen(address, &error));
        }
    }
    store(settings, features);
}

fn store(settings: &mut Settings<'_>, features: &mut Features) {
    let Ok(Some(place)) = setup::store_place(settings.config) else { return };
    let Some(kept) = &mut features.store else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map(|runtime| runtime.block_on(Store::pending(&place))) {
        Ok(Ok(steps)) => kept.pending = Some(steps.len()),
        Ok(Err(error)) => settings.refuse(settings.store_key(), &error.to_string()),
        Err(error) => settings.refuse(settings.store_key(), &error.to_string()),
    }
}
