//! Methods of the protocol that only the tests of the binary use. Release builds do not have them.

use tower_lsp::LspServiceBuilder;

use super::backend::Backend;

/// Registers the methods.
#[cfg(debug_assertions)]
pub(super) fn registered(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    let service = service.custom_method("travaux/failpoint", Backend::arm_failpoint);
    service.custom_method("travaux/texts", Backend::texts)
}

/// Registers nothing.
#[cfg(not(debug_assertions))]
pub(super) fn registered(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    service
}

#[cfg(debug_assertions)]
mod methods {
    use serde::Deserialize;
    use tower_lsp::jsonrpc::Result;
    use tower_lsp::ls_types::TextDocumentIdentifier;

    use super::Backend;
    use crate::lsp::failpoint::{Failpoint, arm};

    #[derive(Deserialize)]
    pub(in crate::lsp) struct FailpointParams {
        failpoint: Failpoint,
        times: usize,
    }

    impl Backend {
        /// Makes a failpoint panic.
        pub(super) async fn arm_failpoint(&self, params: FailpointParams) {
            arm(params.failpoint, params.times);
        }

        /// The text of a draft, and the text of the blocks that were parsed from it.
        pub(super) async fn texts(&self, document: TextDocumentIdentifier) -> Result<Option<[String; 2]>> {
            let draft = self.open_draft(&document.uri).await?;
            Ok(draft.map(|it| [it.document.text.to_string(), it.document.draft.text().to_string()]))
        }
    }
}
