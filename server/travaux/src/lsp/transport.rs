//! The loop between the pipes and the router. A thread reads and parses messages; the loop hands changes of documents to
//! the writer and everything else to the [`LspService`], in the order in which the messages came.

use std::future::poll_fn;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::task::Poll;
use std::thread;

use futures::{SinkExt, StreamExt};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::notification::{Exit, Notification};
use tower_lsp::ls_types::request::{Initialize, Request as _, Shutdown};
use tower_lsp::{ClientSocket, ExitedError, LanguageServer, Loopback, LspService};
use tower_service::Service;

use super::client_notifier::ClientNotifier;
use super::frame::{Frame, FrameReader};
use super::incoming::{Failure, Incoming, parse};
use super::large_answer::AnswerSlot;
use super::mailbox::{Mailbox, Message};
use super::stdout_writer::StdoutWriter;
use super::uri_spellings::UriSpellings;
use travaux_grammar::to_usize;

/// Messages that may wait to be handled before the thread stops reading.
const MAX_WAITING_MESSAGES: usize = 64;

/// Requests that may wait for their answers at once; the loop stops taking messages until one is answered.
const MAX_REQUESTS_AT_ONCE: u32 = 256;

/// Starts the thread that reads standard input. It ends with the input.
pub(super) fn read_stdin(spellings: UriSpellings) -> Receiver<Incoming> {
    let (sender, messages) = channel(MAX_WAITING_MESSAGES);
    thread::spawn(move || {
        // An error on standard input is its end.
        let _ = read_messages(io::stdin().lock(), &spellings, &sender);
    });
    messages
}

fn read_messages(input: impl io::Read, spellings: &UriSpellings, messages: &Sender<Incoming>) -> io::Result<()> {
    let mut frames = FrameReader::new(input);
    while let Some(frame) = frames.read_frame()? {
        let message = match frame {
            Frame::Body(body) => parse(body, spellings),
            Frame::Fault(reason) => Incoming::Failure(Failure { reason, answer: None, document: None }),
        };
        if messages.blocking_send(message).is_err() {
            break;
        }
    }
    Ok(())
}

/// Handles messages until the client sends `exit` or its stream ends. Requests that were read are still answered then.
pub(super) async fn serve<S: LanguageServer>(
    service: LspService<S>,
    socket: ClientSocket,
    mut messages: Receiver<Incoming>,
    connection: Connection,
) {
    let (mut requests, responses) = socket.split();
    let stdout = connection.stdout.clone();
    let forwarder = tokio::spawn(async move {
        while let Some(request) = requests.next().await {
            stdout.send(&request);
        }
    });
    let permits = Arc::new(Semaphore::new(to_usize(MAX_REQUESTS_AT_ONCE)));
    let mut dispatcher =
        Dispatcher { service, responses, connection, permits: Arc::clone(&permits), accepts_documents: false };
    while let Some(message) = messages.recv().await {
        if dispatcher.dispatch(message).await.is_break() {
            break;
        }
    }
    // The semaphore is never closed, so that this waits for the last answer and does not fail.
    let _ = permits.acquire_many(MAX_REQUESTS_AT_ONCE).await;
    forwarder.abort();
}

/// The ways to the writer and to the client.
pub(super) struct Connection {
    /// To the writer.
    pub(super) mailbox: Mailbox,
    /// To the client's log.
    pub(super) notifier: ClientNotifier,
    /// To the client.
    pub(super) stdout: StdoutWriter,
}

struct Dispatcher<S> {
    service: LspService<S>,
    responses: <ClientSocket as Loopback>::ResponseSink,
    connection: Connection,
    permits: Arc<Semaphore>,
    /// Whether the client has been answered `initialize` and has not requested `shutdown`.
    accepts_documents: bool,
}

type Answer = Result<Option<Response>, ExitedError>;

impl<S: LanguageServer> Dispatcher<S> {
    async fn dispatch(&mut self, message: Incoming) -> ControlFlow<()> {
        match message {
            Incoming::Call(call) => return self.call(call).await,
            Incoming::Response(response) => {
                // Fails only after `exit`.
                let _ = self.responses.send(response).await;
            }
            Incoming::Document(message) => self.post(message),
            Incoming::Failure(failure) => {
                self.connection.notifier.warn(failure.reason);
                if let Some(answer) = failure.answer {
                    self.connection.stdout.send(&*answer);
                }
                if let Some(uri) = failure.document {
                    self.post(Message::Invalidate { uri });
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Sends a message to the writer, at the times when the router would pass it on.
    fn post(&self, message: Message) {
        if self.accepts_documents {
            self.connection.mailbox.send(message);
        }
    }

    async fn call(&mut self, call: Request) -> ControlFlow<()> {
        let permit = match call.id() {
            Some(_) => Arc::clone(&self.permits).acquire_owned().await.ok(),
            None => None,
        };
        if poll_fn(|context| self.service.poll_ready(context)).await.is_err() {
            return ControlFlow::Break(());
        }
        let (is_initialize, is_exit) = (call.method() == Initialize::METHOD, call.method() == Exit::METHOD);
        self.accepts_documents &= call.method() != Shutdown::METHOD;
        let slot = AnswerSlot::default();
        let mut answer = Box::pin(slot.scope(self.service.call(call)));
        let stdout = &self.connection.stdout;
        if is_initialize || is_exit {
            // Nothing else is handled meanwhile.
            let answer = answer.await;
            self.accepts_documents |= is_initialize && matches!(&answer, Ok(Some(it)) if it.is_ok());
            send(stdout, answer, &slot);
            return if is_exit { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        }
        // A handler notes in its first step which changes came before it, so that step must not wait for the next message.
        match poll_fn(|context| Poll::Ready(answer.as_mut().poll(context))).await {
            Poll::Ready(answer) => send(stdout, answer, &slot),
            Poll::Pending => {
                let stdout = stdout.clone();
                tokio::spawn(async move {
                    send(&stdout, answer.await, &slot);
                    drop(permit);
                });
            }
        }
        ControlFlow::Continue(())
    }
}

fn send(stdout: &StdoutWriter, answer: Answer, slot: &AnswerSlot) {
    // Notifications have no answer, and calls after `exit` get none.
    let Ok(Some(response)) = answer else { return };
    match slot.response(&response) {
        Some(response) => stdout.send(&response),
        None => stdout.send(&response),
    }
}
