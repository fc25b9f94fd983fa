//! Decodes and encodes the texts of files.
//!
//! A byte order mark stays in the text, so that a text is written back as it was read. Nothing is replaced or guessed: bytes
//! that cannot be decoded are an error with their offset.

use std::fmt;
use std::path::Path;

use encoding_rs::{DecoderResult, EncoderResult};

use super::office::office_document;
use super::paths::display_path;
use super::read::read_file;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// Little-endian UTF-16.
    Utf16Le,
    /// Big-endian UTF-16.
    Utf16Be,
    /// A code page older than Unicode: `windows-1256`.
    Legacy(&'static encoding_rs::Encoding),
}

/// The text of a file with its encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, including a byte order mark.
    pub text: String,
    /// The encoding of the file.
    pub encoding: Encoding,
}

/// The reason why bytes cannot be decoded or a text cannot be encoded: `not UTF-8 at byte 123; name its encoding with
/// --encoding`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingError(String);

impl fmt::Display for EncodingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for EncodingError {}

impl Encoding {
    /// Returns the encoding for a label of the Encoding Standard in any case: `windows-1256`, `gbk`, `utf-16le`.
    pub fn of_label(label: &str) -> Option<Encoding> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        Some(match encoding.name() {
            "UTF-8" => Encoding::Utf8,
            "UTF-16LE" => Encoding::Utf16Le,
            "UTF-16BE" => Encoding::Utf16Be,
            _ => Encoding::Legacy(encoding),
        })
    }
}

/// Reads and decodes a file. The error contains the path, as in `x.treaty: permission denied`.
pub fn read_text(path: &Path, encoding: Option<Encoding>) -> Result<Decoded, String> {
    read_decoded(path, encoding).map_err(|error| format!("{}: {error}", display_path(path)))
}

/// Reads and decodes a file. The error is a lower-case clause without the path.
pub fn read_decoded(path: &Path, encoding: Option<Encoding>) -> Result<Decoded, String> {
    decode(read_file(path)?, encoding).map_err(|error| error.to_string())
}

/// Decodes a text. A byte order mark takes precedence over the `named` encoding; without either, the text is UTF-8.
pub fn decode(bytes: Vec<u8>, named: Option<Encoding>) -> Result<Decoded, EncodingError> {
    if let Some(description) = office_document(&bytes) {
        return Err(EncodingError(description));
    }
    let encoding = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8,
        [0xFF, 0xFE, ..] => Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => Encoding::Utf16Be,
        _ => named.unwrap_or_default(),
    };
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes)?,
        Encoding::Utf16Le => utf16(&bytes, u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(&bytes, u16::from_be_bytes)?,
        Encoding::Legacy(page) => legacy(&bytes, page)?,
    };
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        return Err(EncodingError(format!("not text: a NUL at byte {at}; is it a draft?")));
    }
    Ok(Decoded { text, encoding })
}

/// Encodes a text.
pub fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, EncodingError> {
    match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Legacy(page) => {
            let mut bytes = Vec::new();
            let mut encoder = page.new_encoder();
            let needed = encoder.max_buffer_length_from_utf8_without_replacement(text.len());
            bytes.reserve(needed.unwrap_or(text.len()));
            match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true) {
                (EncoderResult::InputEmpty, _) => Ok(bytes),
                (EncoderResult::Unmappable(letter), _) => {
                    Err(EncodingError(format!("{} cannot write {letter:?}; save it as UTF-8", page.name())))
                }
                (EncoderResult::OutputFull, _) => {
                    Err(EncodingError(format!("{} would need more memory than there is", page.name())))
                }
            }
        }
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, EncodingError> {
    // UTF-16 without a byte order mark is often valid UTF-8 full of NULs, which `decode` reports.
    String::from_utf8(bytes).map_err(|error| {
        let (at, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        match memchr::memchr(0, &bytes[..at]) {
            Some(nul) => EncodingError(format!("not text: a NUL at byte {nul}; is it a draft?")),
            None => EncodingError(format!("not UTF-8 at byte {at}; name its encoding with --encoding")),
        }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, EncodingError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    for letter in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let letter = letter.map_err(|_| EncodingError(format!("not UTF-16 at byte {at}: half a surrogate pair")))?;
        at += 2 * letter.len_utf16();
        text.push(letter);
    }
    if !rest.is_empty() {
        return Err(EncodingError(format!("not UTF-16 at byte {at}: it ends inside a letter")));
    }
    Ok(text)
}

fn legacy(bytes: &[u8], page: &'static encoding_rs::Encoding) -> Result<String, EncodingError> {
    let mut text = String::new();
    let mut decoder = page.new_decoder_without_bom_handling();
    let needed = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    text.reserve(needed.unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(length, after), read) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            Err(EncodingError(format!("not {} at byte {at}; is --encoding right?", page.name())))
        }
        (DecoderResult::OutputFull, read) => {
            Err(EncodingError(format!("not enough memory for the text after byte {read}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, decode, encode};

    fn check(bytes: &[u8], label: Option<&str>, expected: &str) {
        let named = label.map(|it| Encoding::of_label(it).unwrap());
        let decoded = decode(bytes.to_vec(), named).unwrap();
        assert_eq!(decoded.text, expected);
        assert_eq!(encode(&decoded.text, decoded.encoding).unwrap(), bytes);
    }

    fn check_error(bytes: &[u8], label: Option<&str>, expected: &str) {
        let named = label.map(|it| Encoding::of_label(it).unwrap());
        assert_eq!(decode(bytes.to_vec(), named).unwrap_err().to_string(), expected);
    }

    #[test]
    fn a_text_is_written_back_byte_for_byte() {
        check(b"", None, "");
        check("\u{FEFF}المادة".as_bytes(), None, "\u{FEFF}المادة");
        check(b"\xFF\xFEA\0\x3D\xD8\x00\xDE", None, "\u{FEFF}A😀");
        check(b"\xFE\xFF\0A", None, "\u{FEFF}A");
        check(b"A\0", Some("utf-16le"), "A");
        check(b"\xC7\xE1\xE3\xC7\xCF\xC9", Some("windows-1256"), "المادة");
        check(b"\xD1\xF2\xE0\xF2\xFC\xFF", Some("CP1251"), "Статья");
        check(b"\xCC\xF5", Some("gbk"), "条");
    }

    #[test]
    fn an_error_names_the_first_invalid_byte() {
        check_error(b"ab\xFFc", None, "not UTF-8 at byte 2; name its encoding with --encoding");
        check_error(b"ab\0c", None, "not text: a NUL at byte 2; is it a draft?");
        check_error(b"a\0\xFF", None, "not text: a NUL at byte 1; is it a draft?");
        check_error(b"\xFF\xFEA\0\0\xD8", None, "not UTF-16 at byte 4: half a surrogate pair");
        check_error(b"\xFF\xFEA", None, "not UTF-16 at byte 2: it ends inside a letter");
        check_error(b"ab\xFF\xFF", Some("gbk"), "not GBK at byte 2; is --encoding right?");
    }

    #[test]
    fn a_byte_order_mark_takes_precedence_over_the_named_encoding() {
        check(b"\xEF\xBB\xBFa", Some("windows-1252"), "\u{FEFF}a");
    }

    #[test]
    fn a_character_missing_from_a_code_page_is_not_replaced() {
        let page = Encoding::of_label("windows-1252").unwrap();
        let message = "windows-1252 cannot write '条'; save it as UTF-8";
        assert_eq!(encode("a条", page).unwrap_err().to_string(), message);
    }

    #[test]
    fn an_unknown_label_has_no_encoding() {
        assert_eq!(Encoding::of_label("klingon"), None);
        assert_eq!(Encoding::of_label("replacement"), None);
    }
}
