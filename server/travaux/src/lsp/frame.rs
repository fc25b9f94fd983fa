//! Splits a byte stream into the messages that the base protocol frames with a `Content-Length` header. Parses no JSON.
//!
//! A stream that breaks the protocol is reported, and reading goes on at the next `Content-Length` header. Only the body
//! of a message may be long: everything else is read in bounded memory.

use std::io::{self, Read};

use memchr::{memchr, memmem};

/// A line of a header block that is longer is refused.
const MAX_HEADER_LINE_BYTES: usize = 1 << 13;

/// A header that announces a longer body is refused.
const MAX_BODY_BYTES: usize = 1 << 30;

/// The room that a `Content-Length` header takes at most, line end included.
const MAX_LENGTH_HEADER_BYTES: usize = 64;

/// Bytes to ask the input for at once.
const READ_BYTES: usize = 1 << 16;

/// The name of the header that matters, in lower case.
const LENGTH_HEADER: &[u8] = b"content-length:";

/// A part of the stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// A breach of the protocol, as a sentence for the log.
    Fault(String),
}

/// Reads frames from an input.
pub struct FrameReader<R> {
    input: R,
    /// Bytes that were read; those before `start` have been used.
    buffer: Vec<u8>,
    start: usize,
    /// The length that the current header block announces.
    length: Option<usize>,
    /// Whether the current header block has any other header.
    has_other_header: bool,
    /// Whether a fault was reported since the last body. One report is enough until the stream is in order again.
    is_reported: bool,
    /// A fault to report after the body that revealed it.
    fault: Option<String>,
}

/// One line of a header block.
enum HeaderLine {
    /// The end of the block.
    Blank,
    /// A `Content-Length` header, and whether other bytes precede it on its line.
    Length { length: usize, follows_other_bytes: bool },
    /// Another header.
    Other,
    /// Not a header, for the stated reason.
    Fault(String),
}

impl<R: Read> FrameReader<R> {
    /// Returns a reader at the beginning of a stream.
    pub fn new(input: R) -> FrameReader<R> {
        FrameReader {
            input,
            buffer: Vec::new(),
            start: 0,
            length: None,
            has_other_header: false,
            is_reported: false,
            fault: None,
        }
    }

    /// Returns the next frame; `None` at the end of the stream, which may lie inside a message. Fails if the input does.
    pub fn read_frame(&mut self) -> io::Result<Option<Frame>> {
        if let Some(fault) = self.fault.take() {
            return Ok(Some(Frame::Fault(fault)));
        }
        loop {
            let Some(line) = self.header_line()? else { return Ok(None) };
            let fault = match line {
                HeaderLine::Blank => match self.length.take() {
                    Some(length) => return self.body(length),
                    None if self.has_other_header => Some("a message has no Content-Length header".to_owned()),
                    None => None,
                },
                HeaderLine::Length { length, follows_other_bytes } => {
                    self.length = Some(length);
                    follows_other_bytes.then(|| "a Content-Length header follows bytes that are no message".to_owned())
                }
                HeaderLine::Other => {
                    self.has_other_header = true;
                    None
                }
                HeaderLine::Fault(fault) => Some(fault),
            };
            if let Some(fault) = fault {
                self.has_other_header = false;
                if !std::mem::replace(&mut self.is_reported, true) {
                    return Ok(Some(Frame::Fault(fault)));
                }
            }
        }
    }

    /// The next line of a header block; `None` at the end of the stream.
    fn header_line(&mut self) -> io::Result<Option<HeaderLine>> {
        let mut searched = self.start;
        loop {
            if let Some(at) = memchr(b'\n', &self.buffer[searched..]) {
                let end = searched + at + 1;
                let line = header_line(&self.buffer[self.start..end]);
                self.start = end;
                return Ok(Some(line));
            }
            if self.buffer.len() - self.start > MAX_HEADER_LINE_BYTES {
                // The bytes that remain may be the beginning of a header.
                self.start = self.buffer.len() - MAX_LENGTH_HEADER_BYTES;
                let fault = format!("a header line is longer than {MAX_HEADER_LINE_BYTES} bytes");
                return Ok(Some(HeaderLine::Fault(fault)));
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            searched = self.buffer.len();
            if read(&mut self.input, &mut self.buffer, READ_BYTES)? == 0 {
                return Ok(None);
            }
        }
    }

    /// A body of `length` bytes, or of fewer where the next header shows that the length is wrong.
    fn body(&mut self, length: usize) -> io::Result<Option<Frame>> {
        (self.has_other_header, self.is_reported) = (false, false);
        let available = &self.buffer[self.start..];
        let mut body = available[..length.min(available.len())].to_vec();
        self.start += body.len();
        let mut searched = 0;
        let next_header = loop {
            if let Some(at) = length_header_in(&body[searched..]) {
                break Some(searched + at);
            }
            if body.len() == length {
                break partial_header_at_end(&body);
            }
            searched = body.len().saturating_sub(MAX_LENGTH_HEADER_BYTES);
            let missing = (length - body.len()).min(READ_BYTES);
            if read(&mut self.input, &mut body, missing)? == 0 {
                return Ok(None);
            }
        };
        if let Some(at) = next_header {
            self.fault = Some(format!("a Content-Length of {length} reaches into the next message"));
            self.is_reported = true;
            self.buffer.splice(..self.start, body.split_off(at));
            self.start = 0;
        }
        Ok(Some(Frame::Body(body)))
    }
}

/// Appends at most `limit` bytes of an input to `bytes` and returns how many there were, 0 at the end of the input.
fn read(input: &mut impl Read, bytes: &mut Vec<u8>, limit: usize) -> io::Result<usize> {
    let before = bytes.len();
    bytes.resize(before + limit, 0);
    let read = loop {
        match input.read(&mut bytes[before..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    bytes.truncate(before + read.as_ref().copied().unwrap_or(0));
    read
}

fn header_line(line: &[u8]) -> HeaderLine {
    let line = line.trim_ascii();
    let lower = line.to_ascii_lowercase();
    if line.is_empty() {
        return HeaderLine::Blank;
    }
    if let Some(at) = memmem::rfind(&lower, LENGTH_HEADER) {
        let value = String::from_utf8_lossy(&lower[at + LENGTH_HEADER.len()..]);
        return match value.trim().parse().ok().filter(|it| *it <= MAX_BODY_BYTES) {
            Some(length) => HeaderLine::Length { length, follows_other_bytes: at > 0 },
            None => HeaderLine::Fault(format!("a Content-Length of {:.40} is refused", value.trim())),
        };
    }
    let is_name = |it: &[u8]| !it.is_empty() && it.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    match memchr(b':', line) {
        Some(at) if is_name(&line[..at]) => HeaderLine::Other,
        Some(_) | None => HeaderLine::Fault("a line before a message is no header".to_owned()),
    }
}

/// Where a whole `Content-Length` header begins in `bytes`. Valid JSON contains none: its strings have no line ends.
fn length_header_in(bytes: &[u8]) -> Option<usize> {
    let finders = [&b"Content-Length:"[..], LENGTH_HEADER];
    let found = finders.into_iter().flat_map(|it| memmem::find_iter(bytes, it));
    found.filter(|at| is_length_header(&bytes[at + LENGTH_HEADER.len()..])).min()
}

fn is_length_header(value: &[u8]) -> bool {
    let Some(end) = memchr(b'\n', &value[..value.len().min(MAX_LENGTH_HEADER_BYTES)]) else { return false };
    let value = value[..end].trim_ascii();
    !value.is_empty() && value.iter().all(u8::is_ascii_digit)
}

/// Where the beginning of a `Content-Length` header follows the last brace of a body.
fn partial_header_at_end(body: &[u8]) -> Option<usize> {
    let after_brace = body.iter().rposition(|it| *it == b'}')? + 1;
    let tail = body[after_brace..].trim_ascii_start();
    let common = tail.len().min(LENGTH_HEADER.len());
    let is_header = !tail.is_empty() && tail[..common].eq_ignore_ascii_case(&LENGTH_HEADER[..common]);
    is_header.then_some(body.len() - tail.len())
}

/// A body with its header.
pub(super) fn framed(body: &[u8]) -> Vec<u8> {
    let mut framed = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    framed.extend_from_slice(body);
    framed
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXIT: &str = r#"{"jsonrpc":"2.0","method":"exit"}"#;

    /// An input that yields a few bytes at a time.
    struct Trickle<'b>(&'b [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(into.len());
            self.0.read(&mut into[..most])
        }
    }

    /// Asserts that a stream has these bodies, and as many faults with these words.
    fn check(stream: &[u8], bodies: &[&str], faults: &[&str]) {
        for at_once in [1, 7, 1 << 20] {
            let mut reader = FrameReader::new(Trickle(stream, at_once));
            let (mut found_bodies, mut found_faults) = (Vec::new(), Vec::new());
            while let Some(frame) = reader.read_frame().unwrap() {
                match frame {
                    Frame::Body(body) => found_bodies.push(String::from_utf8(body).unwrap()),
                    Frame::Fault(fault) => found_faults.push(fault),
                }
            }
            assert_eq!(found_bodies, bodies, "{at_once} at once: {found_faults:?}");
            assert_eq!(found_faults.len(), faults.len(), "{at_once} at once: {found_faults:?}");
            for (found, expected) in found_faults.iter().zip(faults) {
                assert!(found.contains(expected), "{found}");
            }
        }
    }

    fn frames(bodies: &[&str]) -> String {
        bodies.iter().map(|it| String::from_utf8(framed(it.as_bytes())).unwrap()).collect()
    }

    #[test]
    fn bodies_are_read_whatever_their_other_headers_are() {
        let length = EXIT.len();
        let first = format!("content-type: x\r\nX-Other: 1\r\nX-Third: 2\r\ncontent-length:{length}\r\n\r\n{EXIT}");
        let second = format!("Content-Length: {length}\n\n{EXIT}");
        check(format!("{first}{second}").as_bytes(), &[EXIT, EXIT], &[]);
        check(frames(&["", "[1]", EXIT]).as_bytes(), &["", "[1]", EXIT], &[]);
    }

    #[test]
    fn lines_that_are_no_headers_are_reported_once_and_skipped() {
        let stream = format!("hello\r\n\r\nContent-Length: many\r\n\r\n{}", frames(&[EXIT]));
        check(stream.as_bytes(), &[EXIT], &["no header"]);
        check(format!("Content-Length: -1\r\n\r\n{}", frames(&[EXIT])).as_bytes(), &[EXIT], &["of -1 is refused"]);
        let too_long = format!("Content-Length: 99999999999\r\n\r\n{EXIT}{}", frames(&[EXIT]));
        check(too_long.as_bytes(), &[EXIT], &["of 99999999999 is refused"]);
    }

    #[test]
    fn a_missing_length_costs_its_message_only() {
        let stream = format!("Content-Type: x\r\n\r\n{EXIT}{}", frames(&[EXIT, EXIT]));
        check(stream.as_bytes(), &[EXIT, EXIT], &["no Content-Length"]);
        check(format!("{EXIT}{}", frames(&[EXIT])).as_bytes(), &[EXIT], &["follows bytes"]);
    }

    #[test]
    fn a_length_that_is_too_short_costs_its_message_only() {
        let stream = format!("Content-Length: 5\r\n\r\n{EXIT}{}", frames(&[EXIT]));
        check(stream.as_bytes(), &[&EXIT[..5], EXIT], &["follows bytes"]);
    }

    #[test]
    fn a_length_that_is_too_long_costs_nothing() {
        for surplus in 1..90 {
            let first = format!("Content-Length: {}\r\n\r\n{EXIT}", EXIT.len() + surplus);
            let stream = format!("{first}{}", frames(&[EXIT, EXIT]));
            check(stream.as_bytes(), &[EXIT, EXIT, EXIT], &["reaches into the next message"]);
        }
    }

    #[test]
    fn a_header_line_without_end_is_refused() {
        let mut stream = vec![b'x'; 5 << 20];
        stream.extend(frames(&[EXIT]).into_bytes());
        let mut reader = FrameReader::new(&stream[..]);
        assert!(
            matches!(reader.read_frame().unwrap(), Some(Frame::Fault(fault)) if fault.contains("longer than 8192"))
        );
        assert_eq!(reader.read_frame().unwrap(), Some(Frame::Body(EXIT.into())));
        assert!(reader.buffer.capacity() <= 4 * READ_BYTES);
    }

    #[test]
    fn a_message_that_breaks_off_is_the_end() {
        check(b"Content-Length: 500\r\n\r\n{", &[], &[]);
        check(b"Content-Len", &[], &[]);
    }
}
