//! What the server asks of its client by itself: to be told of files and settings, and to ask again. Nothing of it is
//! awaited where a message is handled: the client's answer comes in through the loop that runs this.

use std::sync::Arc;

use tower_lsp::ls_types::ConfigurationItem;

use super::backend::Backend;
use super::handshake::{SECTION, settings_watch};
use super::loader::{self, Order};
use super::watched;
use travaux_model::config::wishes::as_toml;

impl Backend {
    /// Has the client tell of files and settings that change, as far as it takes such wishes.
    pub(super) fn register(&self) {
        let abilities = self.abilities();
        let wanted = [
            abilities.registers_watchers.then(watched::usual),
            (abilities.registers_settings && abilities.tells_settings).then(settings_watch),
        ];
        for registration in wanted.into_iter().flatten() {
            let client = self.client.clone();
            // Not awaited here: the client's answer comes in through the loop that runs this.
            tokio::spawn(async move {
                let method = registration.method.clone();
                if let Err(error) = client.register_capability(vec![registration]).await {
                    tracing::warn!("the client takes no wish for {method}: {error}");
                }
            });
        }
    }

    /// Asks the client for its settings.
    pub(super) fn ask_for_settings(&self) {
        let (client, orders) = (self.client.clone(), self.orders.clone());
        tokio::spawn(async move {
            let asked = vec![ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) }];
            match client.configuration(asked).await {
                Ok(answer) => {
                    let settings = answer.first().map(as_toml).unwrap_or_default();
                    loader::order(&orders, Order::Wishes(settings));
                }
                Err(error) => tracing::warn!("the client does not tell its settings: {error}"),
            }
        });
    }

    /// Has the client ask again when what lies beside the drafts has changed.
    pub(super) fn start_refreshing(&self) {
        let abilities = self.abilities();
        let (findings, lenses) =
            (abilities.asks_for_findings && abilities.refreshes_findings, abilities.refreshes_lenses);
        if !findings && !lenses {
            return;
        }
        let (client, mut readings) = (self.client.clone(), self.shelf.readings());
        tokio::spawn(async move {
            while readings.changed().await.is_ok() {
                // A client that refuses asks again by itself some time.
                if findings {
                    let _ = client.workspace_diagnostic_refresh().await;
                }
                if lenses {
                    let _ = client.code_lens_refresh().await;
                }
            }
        });
    }

    /// Has the client watch what the project's settings name, whenever that has changed.
    pub(super) fn start_watching(&self) {
        if !self.abilities().registers_watchers {
            return;
        }
        let (client, shelf, mut readings) = (self.client.clone(), Arc::clone(&self.shelf), self.shelf.readings());
        tokio::spawn(async move {
            let mut watched = Vec::new();
            loop {
                let wanted = watched::patterns(&shelf.workspace().settings);
                if wanted != watched {
                    // A client that refuses tells nothing of these files, and they are read again with others.
                    if !watched.is_empty() {
                        let _ = client.unregister_capability(vec![watched::no_more_of_project()]).await;
                    }
                    if !wanted.is_empty() {
                        let _ = client.register_capability(vec![watched::of_project(wanted.clone())]).await;
                    }
                    watched = wanted;
                }
                if readings.changed().await.is_err() {
                    return;
                }
            }
        });
    }
}
