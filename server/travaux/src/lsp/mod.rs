//! The language server. It knows the protocol, threads and files, and thinks about none of the drafts: that is for the
//! rooms below.
//!
//! ```text
//! stdin → inlet → backend → post → writer → shelf (documents, workspace) → answer → backend → outlet → stdout
//!           └ aside ┘               ↑  └── findings ───────────────────────────────────────→ outlet
//!                             loader (positions, settings and drafts on disk)
//! ```

mod answer;
mod asking;
mod backend;
mod bars;
mod handshake;
mod watched;
mod work;

mod findings;
mod open;
mod post;
mod shelf;
mod tidy;
mod told;
mod view;
mod writer;

mod file_kind;
mod folder;
mod followers;
mod listing;
mod loader;

mod aside;
mod convert;
mod inlet;
mod message;
mod outlet;

mod parent;
mod probe;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::{LspService, Server};

use aside::Aside;
use backend::Backend;
use outlet::Outlet;

use travaux_model::document::Document;
use travaux_model::text::Text;

/// Requests that may wait for their answers at once. The default of 4 lets a few slow ones stop the keystrokes behind
/// them.
const REQUESTS_AT_ONCE: usize = 256;

/// Deep brackets and lists are walked by recursion, in the pool as in the writer.
const STACK: usize = 16 << 20;

/// How long the last answers may take to leave when the client has asked for the end.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// Serves one client on standard input and output until it says `exit`, hangs up or dies. Succeeds if it had asked for
/// `shutdown` before, as the protocol has it.
pub fn serve() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(tracing::Level::WARN).init();
    // The protocol is a thread of its own, this one; answers are found in the pool.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(8)
        .thread_name("answers")
        .thread_stack_size(STACK)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    // Lexicons are read and threads begin when a draft first needs them: here before the client has one.
    thread::spawn(|| Document::read(Text::of("Article 1\n\n1. [A] [b] of article 1.\n"), None, 0));
    let was_shut_down = Arc::new(AtomicBool::new(false));
    let (outlet, outlet_end) = Outlet::onto_stdout();
    let aside = Aside::default();
    let input = inlet::from_stdin(outlet.clone(), aside.clone());
    runtime.block_on(async {
        let is_orphaned = Arc::new(Notify::new());
        let backend =
            |client| Backend::new(client, outlet.clone(), aside, Arc::clone(&was_shut_down), Arc::clone(&is_orphaned));
        let service = LspService::build(backend)
            // Standard, and not yet among those that the library knows.
            .custom_method("window/workDoneProgress/cancel", Backend::work_done_progress_cancel);
        let (service, socket) = probe::with_probes(service).finish();
        let server = Server::new(input, outlet.clone(), socket).concurrency_level(REQUESTS_AT_ONCE);
        tokio::select! {
            () = server.serve(service) => {}
            () = is_orphaned.notified() => tracing::warn!("the client's process is gone"),
        }
    });
    outlet_end.close(LAST_WORDS);
    // Dropping the runtime would wait for answers that nobody reads any more.
    runtime.shutdown_background();
    match was_shut_down.load(Ordering::Relaxed) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
