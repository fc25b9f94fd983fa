//! The way to standard output. Taking bytes never waits: a thread of its own writes them, so that a client which stops
//! reading stops nobody else. How much waits to be read is known, and whoever says things that will be said again
//! (findings) waits in its place.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tokio::io::AsyncWrite;
use tower_lsp::ls_types::ProgressToken;
use tower_lsp::ls_types::notification::{Notification, Progress};

/// More than this, in bytes, and the client is not reading.
const FULL: usize = 1 << 20;

/// Where messages go out. Each write holds whole messages, so that several writers do not mix.
#[derive(Clone)]
pub(super) struct Outlet {
    parcels: Sender<Parcel>,
    waiting: Arc<AtomicUsize>,
}

/// The hold on an outlet's thread.
pub(super) struct OutletEnd {
    parcels: Sender<Parcel>,
}

enum Parcel {
    Bytes(Vec<u8>),
    Close(Sender<()>),
}

impl Outlet {
    /// An outlet whose thread writes to standard output.
    pub(super) fn onto_stdout() -> (Outlet, OutletEnd) {
        Outlet::onto(io::stdout())
    }

    fn onto(sink: impl Write + Send + 'static) -> (Outlet, OutletEnd) {
        let (parcels, incoming) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        let outlet = Outlet { parcels: parcels.clone(), waiting: Arc::clone(&waiting) };
        thread::spawn(move || carry(incoming, sink, &waiting));
        (outlet, OutletEnd { parcels })
    }

    /// Sends one whole message.
    pub(super) fn send(&self, message: Vec<u8>) -> io::Result<()> {
        self.waiting.fetch_add(message.len(), Ordering::Relaxed);
        let sent = self.parcels.send(Parcel::Bytes(message));
        sent.map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    /// Sends a notification. Written at once, without the tree of values that the server makes of one: findings are
    /// most of what we say, and long.
    pub(super) fn notify<N: Notification>(&self, params: &N::Params) -> io::Result<()> {
        self.tell(N::METHOD, params)
    }

    /// Sends a part of the answer to a request that is not done yet. To a client that is gone nothing.
    pub(super) fn tell_part(&self, token: &ProgressToken, value: impl Serialize) {
        let _ = self.tell(Progress::METHOD, &Part { token, value });
    }

    fn tell(&self, method: &'static str, params: &impl Serialize) -> io::Result<()> {
        let body = serde_json::to_vec(&Envelope { jsonrpc: "2.0", method, params })?;
        self.send(framed(&body))
    }

    /// Whether so much waits that the client seems not to be reading.
    pub(super) fn is_full(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > FULL
    }
}

/// A message with its header.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut framed = header(body.len()).into_bytes();
    framed.extend_from_slice(body);
    framed
}

/// What stands before a body of so many bytes.
pub(super) fn header(length: usize) -> String {
    format!("Content-Length: {length}\r\n\r\n")
}

#[derive(Serialize)]
struct Envelope<'p, P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: &'p P,
}

#[derive(Serialize)]
struct Part<'t, V> {
    token: &'t ProgressToken,
    value: V,
}

impl OutletEnd {
    /// Lets what was sent go out, for as long as `patience`.
    pub(super) fn close(self, patience: Duration) {
        let (done, closed) = channel();
        if self.parcels.send(Parcel::Close(done)).is_ok() {
            // Whether it went out or not, it is over.
            let _ = closed.recv_timeout(patience);
        }
    }
}

impl AsyncWrite for Outlet {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(self.send(bytes.to_vec()).map(|()| bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Writes parcels until told to close or until nobody reads any more.
fn carry(parcels: Receiver<Parcel>, mut sink: impl Write, waiting: &AtomicUsize) {
    for parcel in parcels {
        match parcel {
            Parcel::Bytes(bytes) => {
                if sink.write_all(&bytes).and_then(|()| sink.flush()).is_err() {
                    return;
                }
                waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
            }
            Parcel::Close(done) => {
                // Who asked may have lost patience.
                let _ = done.send(());
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pipe that nobody reads until `gate` says so.
    struct Blocked {
        gate: Receiver<()>,
    }

    impl Write for Blocked {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.gate.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_client_that_does_not_read_makes_it_full_and_not_wait() {
        let (open, gate) = channel();
        let (outlet, end) = Outlet::onto(Blocked { gate });
        for _ in 0..3 {
            outlet.send(vec![0; FULL]).unwrap();
        }
        assert!(outlet.is_full());
        (0..3).for_each(|_| open.send(()).unwrap());
        end.close(Duration::from_secs(60));
        assert!(!outlet.is_full());
    }
}
