//! The way in from standard input: takes the stream apart into messages and hands on only what is one. The server
//! behind it stops at the first message that it cannot decode, so the answer to such a message is given here.

use std::io::{self, BufRead, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tower_lsp::jsonrpc::{Id, Response};

use super::aside::Aside;
use super::message::handed_on;
use super::outlet::{Outlet, framed, header};

/// Headers and bodies that may wait to be understood before the thread waits with reading.
const WAITING: usize = 128;

/// A longer line of a header is none.
const LONGEST_HEADER: u64 = 1 << 16;

/// The good messages of standard input, read by a thread that ends with it. Complaints go to `outlet`, long texts `aside`.
pub(super) fn from_stdin(outlet: Outlet, aside: Aside) -> Inlet {
    let (sender, messages) = channel(WAITING);
    thread::spawn(move || {
        // An error on standard input is its end.
        let _ = hand_on(io::stdin().lock(), &sender, &aside, &|complaint| outlet.send(complaint));
    });
    Inlet { messages, message: io::Cursor::default() }
}

/// A stream of good messages with their headers.
pub(super) struct Inlet {
    messages: Receiver<Vec<u8>>,
    message: io::Cursor<Vec<u8>>,
}

impl AsyncRead for Inlet {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.message.position() >= self.message.get_ref().len() as u64 {
            match self.messages.poll_recv(context) {
                Poll::Ready(Some(message)) => self.message = io::Cursor::new(message),
                Poll::Ready(None) => return Poll::Ready(Ok(())),
                Poll::Pending => return Poll::Pending,
            }
        }
        let read = Pin::new(&mut self.message).poll_read(context, into);
        if self.message.position() >= self.message.get_ref().len() as u64 {
            // The next one may be long in coming.
            self.message = io::Cursor::default();
        }
        read
    }
}

fn hand_on(
    mut input: impl BufRead,
    messages: &Sender<Vec<u8>>,
    aside: &Aside,
    complain: &dyn Fn(Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    while let Some(body) = body(&mut input)? {
        match handed_on(body, aside) {
            Ok(body) => {
                let header = header(body.len()).into_bytes();
                if messages.blocking_send(header).and_then(|()| messages.blocking_send(body)).is_err() {
                    break;
                }
            }
            Err(error) => {
                let complaint = serde_json::to_vec(&Response::from_error(Id::Null, error))?;
                complain(framed(&complaint))?;
            }
        }
    }
    Ok(())
}

/// The body of the next message; `None` at the end of the stream. Lines that are no header are passed over.
fn body(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_ascii();
        match (line.is_empty(), length) {
            (true, Some(length)) => {
                let mut body = Vec::new();
                let is_whole = input.by_ref().take(length).read_to_end(&mut body)? as u64 == length;
                return Ok(is_whole.then_some(body));
            }
            (true, None) => {}
            (false, _) => length = content_length(line).or(length),
        }
    }
}

fn content_length(header: &[u8]) -> Option<u64> {
    let (name, value) = std::str::from_utf8(header).ok()?.split_once(':')?;
    let is_length = name.trim().eq_ignore_ascii_case("content-length");
    is_length.then(|| value.trim().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    /// What of `stream` is handed on, and the codes of the complaints.
    fn check(stream: &[u8], good: &[&str], codes: &[&str]) {
        let (sender, mut messages) = channel(WAITING);
        let complaints = RefCell::new(Vec::new());
        let complain = |it| {
            complaints.borrow_mut().push(String::from_utf8(it).unwrap());
            Ok(())
        };
        hand_on(stream, &sender, &Aside::default(), &complain).unwrap();
        drop(sender);
        let handed: Vec<_> = std::iter::from_fn(|| messages.blocking_recv()).flatten().collect();
        let expected: Vec<_> = good.iter().flat_map(|it| framed(it.as_bytes())).collect();
        assert_eq!(handed, expected);
        let complaints = complaints.into_inner();
        assert_eq!(complaints.len(), codes.len(), "{complaints:?}");
        for (complaint, code) in complaints.iter().zip(codes) {
            assert!(complaint.contains(code), "{complaint}");
        }
    }

    #[test]
    fn messages_are_handed_on_whatever_their_headers() {
        let length = EXIT.len();
        let first = format!("content-type: x\r\nX-Other: 1\r\nX-Third: 2\r\ncontent-length:{length}\r\n\r\n{EXIT}");
        let second = format!("Content-Length: {length}\n\n{EXIT}");
        check(format!("{first}{second}").as_bytes(), &[EXIT, EXIT], &[]);
    }

    #[test]
    fn what_is_no_message_is_answered_and_passed_over() {
        let mut stream = Vec::new();
        for body in ["{\"jsonrpc\":", "", "[1]", "{\"method\":7}", EXIT] {
            stream.extend(framed(body.as_bytes()));
        }
        stream.extend(framed(b"\"\xff\""));
        let codes = ["-32700", "-32700", "-32600", "-32600", "-32700"];
        check(&stream, &[EXIT], &codes);
    }

    #[test]
    fn lines_before_a_header_are_passed_over() {
        let mut stream = b"hello\r\n\r\nContent-Length: many\r\n\r\n".to_vec();
        stream.extend(framed(EXIT.as_bytes()));
        check(&stream, &[EXIT], &[]);
    }

    #[test]
    fn a_message_that_breaks_off_is_the_end() {
        check(b"Content-Length: 99999999999\r\n\r\n{", &[], &[]);
    }
}
