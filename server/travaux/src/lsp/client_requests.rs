//! Requests of the server to its client: to watch files and settings, and to ask for findings and lenses again. They run
//! as tasks of their own, since their answers come in through the loop that handles messages.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use tower_lsp::Client;
use tower_lsp::ls_types::notification::{DidChangeConfiguration, Notification};
use tower_lsp::ls_types::{ConfigurationItem, Registration};

use super::capabilities::ClientCapabilities;
use super::loader::{self, LoaderCommand};
use super::snapshots::Snapshots;
use super::watched_files;
use travaux_model::config::PartialSettings;

/// The section of the settings of the client that concerns this server.
pub(super) const SETTINGS_SECTION: &str = "travaux";

/// Registers for changes of files and settings, as far as the client supports dynamic registration.
pub(super) fn register(client: &Client, capabilities: ClientCapabilities) {
    let settings = capabilities.settings_registration && capabilities.settings_requests;
    let registrations = [
        capabilities.watcher_registration.then(watched_files::default_registration),
        settings.then(settings_registration),
    ];
    for registration in registrations.into_iter().flatten() {
        let client = client.clone();
        tokio::spawn(async move {
            let method = registration.method.clone();
            if let Err(error) = client.register_capability(vec![registration]).await {
                tracing::warn!("the client refuses to register {method}: {error}");
            }
        });
    }
}

/// Requests the settings of the client and passes them to the loader.
pub(super) fn request_settings(client: &Client, loader: &Sender<LoaderCommand>) {
    let (client, loader) = (client.clone(), loader.clone());
    tokio::spawn(async move {
        let section = vec![ConfigurationItem { scope_uri: None, section: Some(SETTINGS_SECTION.to_owned()) }];
        match client.configuration(section).await {
            Ok(answer) => {
                let settings = answer
                    .first()
                    .map(|it| PartialSettings::from_editor(it, &travaux_rules::names()))
                    .unwrap_or_default();
                loader::send(&loader, LoaderCommand::EditorSettings(settings));
            }
            Err(error) => tracing::warn!("the client does not return its settings: {error}"),
        }
    });
}

/// Asks the client to refresh findings, lenses, hints and tokens whenever the files beside the drafts have been read again.
pub(super) fn start_refreshing(client: &Client, capabilities: ClientCapabilities, snapshots: &Snapshots) {
    let findings = capabilities.pull_diagnostics && capabilities.diagnostics_refresh;
    let (lenses, hints) = (capabilities.lens_refresh, capabilities.hint_refresh);
    // Names of delegations are tokens.
    let tokens = capabilities.token_refresh;
    if !findings && !lenses && !hints && !tokens {
        return;
    }
    let (client, mut reads) = (client.clone(), snapshots.subscribe_to_reads());
    tokio::spawn(async move {
        while reads.changed().await.is_ok() {
            // A client that refuses asks again at some other time.
            if findings {
                let _ = client.workspace_diagnostic_refresh().await;
            }
            if lenses {
                let _ = client.code_lens_refresh().await;
            }
            if hints {
                let _ = client.inlay_hint_refresh().await;
            }
            if tokens {
                let _ = client.semantic_tokens_refresh().await;
            }
        }
    });
}

/// Keeps the client watching the files that the settings of the project name.
pub(super) fn start_watching(client: &Client, capabilities: ClientCapabilities, snapshots: &Arc<Snapshots>) {
    if !capabilities.watcher_registration {
        return;
    }
    let (client, snapshots, mut reads) = (client.clone(), Arc::clone(snapshots), snapshots.subscribe_to_reads());
    tokio::spawn(async move {
        let mut watched = Vec::new();
        loop {
            let patterns = watched_files::patterns(&snapshots.workspace());
            if patterns != watched {
                // If the client refuses, these files are read again only together with others.
                if !watched.is_empty() {
                    let _ = client.unregister_capability(vec![watched_files::project_unregistration()]).await;
                }
                if !patterns.is_empty() {
                    let registration = watched_files::project_registration(patterns.clone());
                    let _ = client.register_capability(vec![registration]).await;
                }
                watched = patterns;
            }
            if reads.changed().await.is_err() {
                return;
            }
        }
    });
}

/// Registers for notifications of changed settings.
fn settings_registration() -> Registration {
    Registration {
        id: "travaux-settings".to_owned(),
        method: DidChangeConfiguration::METHOD.to_owned(),
        register_options: Some(serde_json::json!({"section": SETTINGS_SECTION})),
    }
}
