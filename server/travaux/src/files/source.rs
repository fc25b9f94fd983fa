//! A draft with its text as it was read.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use travaux_grammar::Language;

use super::decode::{Decoded, Encoding};
use crate::line_index::{LineColumn, LineIndex};
use travaux_model::document::Document;

/// A draft as it was read.
#[derive(Debug)]
pub struct Source {
    /// The name in the workspace and in every report: the path.
    pub name: Arc<str>,
    /// The file to which it can be written back; `None` for standard input.
    pub path: Option<PathBuf>,
    /// The text, including a byte order mark.
    pub text: Arc<str>,
    /// The encoding of the file.
    pub encoding: Encoding,
    /// The parsed draft.
    pub document: Arc<Document>,
    lines: LineIndex,
}

impl Source {
    /// Parses a decoded text.
    pub fn parse(name: Arc<str>, path: Option<PathBuf>, decoded: Decoded, language: Option<Language>) -> Source {
        let document = Document::parse(&decoded.text, language, 0);
        Source {
            name,
            path,
            lines: LineIndex::of(&document.text),
            document: Arc::new(document),
            text: decoded.text.into(),
            encoding: decoded.encoding,
        }
    }

    /// Returns the line and column of a byte.
    pub fn position(&self, offset: usize) -> LineColumn {
        self.lines.position(offset)
    }

    /// Returns the bytes of a line, counted from one, without its line break.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        self.lines.line_range(line)
    }
}
