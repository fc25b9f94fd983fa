//! Symbols of United Nations documents: `A/RES/75/1`, `A/CONF.232/2023/4`.

use std::ops::Range;

/// The series with which symbols begin that the documents system of the organization resolves: ST/LIB/SER.B/5/Rev.5,
/// United Nations Document Series Symbols, and its additions.
const SERIES: [&str; 30] = [
    "A", "BWC", "CAT", "CCPR", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DP", "E", "ECE", "FCCC", "HRI", "HSP",
    "ICCD", "LOS", "NPT", "PBC", "S", "SPLOS", "SPT", "ST", "STL", "T", "TD", "UNEP", "UNFPA", "UNW",
];

/// The number of letters of the longest series that is looked for.
const MAX_SERIES_BYTES: usize = 6;

/// The number of parts after the series.
const PART_COUNT: std::ops::RangeInclusive<usize> = 2..=8;

/// Returns the symbols of United Nations documents in a running text, in bytes of the text: `A/RES/75/1` and
/// `S/RES/1325 (2000)`, but not the alternatives `A/B/C`.
pub fn document_symbols(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(slash) = memchr::memchr(b'/', &bytes[from..]).map(|offset| from + offset) {
        let capitals = bytes[from..slash].iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
        let start = slash - capitals.min(MAX_SERIES_BYTES);
        let (parts_end, count) = parts(bytes, slash);
        if capitals == 0 || !PART_COUNT.contains(&count) {
            from = slash + 1;
            continue;
        }
        let touches = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_');
        let is_apart = !start.checked_sub(1).is_some_and(|before| touches(&bytes[before]));
        let symbol = text[start..parts_end].trim_end_matches(['.', '-']);
        let mut end = start + symbol.len();
        // The year or session in `S/RES/1325 (2000)` is part of a resolution's symbol.
        if symbol.contains("/RES/") && end == parts_end {
            end = session_end(bytes, parts_end).unwrap_or(end);
        }
        if is_apart && is_document_symbol(symbol) {
            found.push(start..end);
        }
        from = end.max(parts_end);
    }
    found
}

/// Returns the end of the parts `/RES/75/1` from a slash on, and how many they are, up to the largest number.
fn parts(bytes: &[u8], slash: usize) -> (usize, usize) {
    let (mut end, mut count) = (slash, 0);
    while count < *PART_COUNT.end()
        && bytes.get(end) == Some(&b'/')
        && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
    {
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        end += 1 + bytes[end + 1..].iter().take_while(is_part).count();
        count += 1;
    }
    (end, count)
}

/// Returns the end of ` (2000)` or `(XXV)`.
fn session_end(bytes: &[u8], from: usize) -> Option<usize> {
    const MAX_SESSION_BYTES: usize = 9;
    let open = from + usize::from(bytes.get(from) == Some(&b' '));
    let session = bytes.get(open..)?.strip_prefix(b"(")?;
    let is_session = |byte: &&u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || **byte == b'-';
    let length = session.iter().take_while(is_session).count();
    ((1..=MAX_SESSION_BYTES).contains(&length) && session.get(length) == Some(&b')')).then_some(open + length + 2)
}

/// Returns whether a word is the symbol of a United Nations document: `A/RES/75/1` and `A/75/1`.
fn is_document_symbol(written: &str) -> bool {
    let mut parts = written.split('/');
    let (series, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_session = body.bytes().all(|byte| byte.is_ascii_digit());
    let is_body = body.bytes().take(2).filter(u8::is_ascii_uppercase).count() == 2;
    let has_number = parts.any(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
    SERIES.contains(&series) && (is_session || is_body) && has_number
}

/// Returns whether a word of a page header is a symbol of any organization, a job number or the sign of a language:
/// `A/CONF.164/37`, `12/60`, `23-12345`, `95-27467S`, `(E)`, `A/AC.291/22/Rev.1`.
pub(crate) fn is_header_symbol(word: &str) -> bool {
    if matches!(word, "(E)" | "(F)" | "(S)" | "(R)" | "(A)" | "(C)") {
        return true;
    }
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit || !word.as_bytes()[0].is_ascii_alphanumeric() {
        return false;
    }
    if !has_only_symbol_bytes(word) {
        let without = |word: String, revision: &&str| word.replace(revision, "");
        let stem = ["Rev.", "Add.", "Corr."].iter().fold(word.to_owned(), without);
        if !has_only_symbol_bytes(&stem) {
            return false;
        }
    }
    is_job_number(word) || word.contains('/') && word.split('/').all(|part| !part.is_empty())
}

fn has_only_symbol_bytes(word: &str) -> bool {
    let is_symbol_byte = |byte: u8| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'-' | b'(' | b')')
    };
    word.bytes().all(is_symbol_byte)
}

/// `23-12345`: a year and a number.
fn is_job_number(word: &str) -> bool {
    word.split_once('-').is_some_and(|(year, number)| {
        year.len() == 2
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && number.len() >= 5
            && number.bytes().take(5).all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = document_symbols(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn symbols_are_found_in_running_text() {
        for text in ["Under A/RES/75/1.", "وفقا للوثيقة A/RES/75/1.", "根据A/RES/75/1号决议", "(A/RES/75/1)"]
        {
            check(text, &["A/RES/75/1"]);
        }
        check("A/AC.291/22/Rev.1 of it and A/75/1", &["A/AC.291/22/Rev.1", "A/75/1"]);
        check("S/RES/1325 (2000) and S/RES/1325(2000)", &["S/RES/1325 (2000)", "S/RES/1325(2000)"]);
        check("A/CONF.1/2 (E)", &["A/CONF.1/2"]);
    }

    #[test]
    fn other_slashes_make_no_symbol() {
        check("A/B/C, and/or, 1/2/3, XA/RES/75/1, A/75 and TCP/IP/4", &[]);
        check("ABCDEFGA/RES/75/1, x/A/RES/75/1", &[]);
        check("", &[]);
    }
}
