//! Recognizes office documents by their content, to state what a file is and how to get its text. Nothing is converted here:
//! what a converter drops (brackets in fields, tracked changes) is for people to see.

use memchr::memmem::find;

/// The number of bytes at the start of an archive in which the names of its first files are expected.
const ARCHIVE_HEAD_BYTES: usize = 1 << 16;

/// Returns what a file is and what to do with it, if it is an office document and not text: `this is a PDF; …`.
pub(super) fn office_document(bytes: &[u8]) -> Option<String> {
    let (name, advice) = recognized(bytes)?;
    Some(format!("this is {name}, not text; {advice}"))
}

fn recognized(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const PANDOC: &str = "save it as plain text in UTF-8, or convert it with `pandoc --to plain --wrap none`";
    const WORD_PROCESSOR: &str =
        "save it as plain text in UTF-8, or convert it with `soffice --convert-to txt:Text:UTF8`";
    // A PDF may have up to a kilobyte of other bytes before its header.
    if find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some_and(|at| at == 0 || !is_text(&bytes[..at])) {
        return Some(("a PDF", "convert it with `pdftotext -layout`"));
    }
    if bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Some(("a rich text document (RTF)", PANDOC));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(("an old office document (DOC, XLS or PPT)", WORD_PROCESSOR));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let head = &bytes[..bytes.len().min(ARCHIVE_HEAD_BYTES)];
        let has = |name: &[u8]| find(head, name).is_some() || find(archive_end(bytes), name).is_some();
        return Some(match () {
            () if has(b"word/") => ("a Word document (DOCX)", PANDOC),
            () if has(b"application/vnd.oasis.opendocument.text") => ("an OpenDocument text (ODT)", PANDOC),
            () if has(b"xl/") => ("a spreadsheet (XLSX)", "save it as CSV in UTF-8"),
            () => ("an archive (ZIP)", "unpack it"),
        });
    }
    None
}

/// Returns the end of an archive, where all its files are listed.
fn archive_end(bytes: &[u8]) -> &[u8] {
    &bytes[bytes.len().saturating_sub(ARCHIVE_HEAD_BYTES)..]
}

fn is_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::office_document;

    fn check(bytes: &[u8], expected: &str) {
        let found = office_document(bytes);
        assert!(found.as_ref().is_some_and(|it| it.starts_with(expected)), "{found:?}");
    }

    #[test]
    fn office_documents_are_named_with_what_to_do() {
        check(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3", "this is a PDF, not text; convert it with `pdftotext");
        check(b"\xEF\xBB\xBF\x00%PDF-1.4", "this is a PDF");
        check(b"{\\rtf1\\ansi\\ansicpg1256 \\'c7}", "this is a rich text document (RTF)");
        check(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "this is an old office document (DOC");
        check(b"PK\x03\x04....[Content_Types].xml....word/document.xml", "this is a Word document (DOCX)");
        check(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "this is an OpenDocument text (ODT)");
        check(b"PK\x03\x04x", "this is an archive (ZIP)");
    }

    #[test]
    fn drafts_that_mention_them_are_text() {
        for text in ["Article 1\n\nA file may begin with %PDF-1.7.\n", "المادة 1\n", "PK\n", ""] {
            assert_eq!(office_document(text.as_bytes()), None);
        }
    }
}
