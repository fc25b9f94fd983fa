//! The language server: the protocol, threads and files. Everything that concerns the text of drafts is in the layers
//! below.
//!
//! ```text
//! stdin → frame → incoming → transport ─┬→ backend → requests → transport → stdout_writer
//!                                       │    │          ↑ snapshots
//!                                       └→ mailbox → writer → client_notifier → stdout_writer
//!                                            ↑
//!                                          loader (drafts, positions and settings on disk)
//! ```
//!
//! The transport sends changes of documents straight to the mailbox and everything else to the backend. The writer is the
//! only thread that changes documents; requests run on snapshots that it stores.

mod backend;
mod client_requests;

mod requests;
mod transport;

pub mod frame;
mod incoming;
mod lone_surrogates;
mod stdout_writer;
mod uri_spellings;

mod document_diagnostics;
mod open_document;
mod workspace_builder;
mod writer;

mod file_renames;
mod loader;
mod project_contents;
mod project_files;
mod project_sources;
mod watched_files;

mod client_notifier;
mod client_projects;
mod large_answer;
mod lint;
mod mailbox;
mod progress;
mod semantic_token_cache;
mod snapshots;

mod capabilities;
mod convert;
mod server_capabilities;

mod cancellation;
mod catch_panic;
mod client_watchdog;
mod deferred_drop;
mod failpoint;
mod test_methods;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use tokio::sync::Notify;
use tower_lsp::LspService;

use backend::Backend;
use stdout_writer::StdoutWriter;
use uri_spellings::UriSpellings;

use travaux_model::document::Document;
use travaux_model::text::Text;

/// Threads that compute the answers to requests.
const REQUEST_THREADS: usize = 8;

/// Deep brackets and lists are walked by recursion.
const REQUEST_STACK_BYTES: usize = 16 << 20;

/// How long the last messages may take to be written after the client has requested the end.
const FINAL_OUTPUT_LIMIT: Duration = Duration::from_secs(1);

/// Serves one client on standard input and output until it sends `exit`, closes the input or dies. Succeeds if it had
/// requested `shutdown` before, as the protocol specifies.
pub fn serve() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).with_max_level(tracing::Level::WARN).init();
    // The transport runs on this thread.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(REQUEST_THREADS)
        .thread_name("requests")
        .thread_stack_size(REQUEST_STACK_BYTES)
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!("cannot start: {error}");
            return ExitCode::from(2);
        }
    };
    // The first draft that is parsed loads the lexicons and starts the thread pool; this one is parsed ahead of it.
    thread::spawn(|| Document::parse_text(Text::of("Article 1\n\n1. [A] [b] of article 1.\n"), None, 0));
    let is_shut_down = Arc::new(AtomicBool::new(false));
    let spellings = UriSpellings::default();
    let (stdout, writer_thread) = StdoutWriter::start(spellings.clone());
    let messages = transport::read_stdin(spellings);
    runtime.block_on(async {
        let is_orphaned = Arc::new(Notify::new());
        let backend =
            |client| Backend::new(client, stdout.clone(), Arc::clone(&is_shut_down), Arc::clone(&is_orphaned));
        let service = LspService::build(backend)
            // Standard, and not among the methods that the router knows.
            .custom_method("window/workDoneProgress/cancel", Backend::work_done_progress_cancel);
        let service = requests::custom::registered(service);
        let (service, socket) = test_methods::registered(service).finish();
        let connection = service.inner().connection();
        tokio::select! {
            () = transport::serve(service, socket, messages, connection) => {}
            () = is_orphaned.notified() => tracing::warn!("the process of the client has ended"),
        }
    });
    writer_thread.finish(FINAL_OUTPUT_LIMIT);
    // Dropping the runtime would wait for answers that are no longer read.
    runtime.shutdown_background();
    match is_shut_down.load(Ordering::Relaxed) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
