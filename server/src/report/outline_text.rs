//! The structure that was understood, as an indented tree.

use crate::document::Document;

/// The outline of a draft, which begins with its name; every line ends.
pub fn outline_text(path: &str, document: &Document) -> String {
    format!("{path} ({})\n", document.draft.language().code())
}
