//! The structure that was understood, as JSON.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::document::Document;

/// The outlines of some drafts, each with its name.
pub fn outline_json(drafts: &[(String, Arc<Document>)]) -> Value {
    let drafts: Vec<Value> = drafts.iter().map(|(path, document)| outline(path, document)).collect();
    json!({"version": 1, "drafts": drafts})
}

fn outline(path: &str, document: &Document) -> Value {
    json!({
        "path": path,
        "language": document.draft.language().code(),
        "provisions": [],
        "brackets": [],
        "runs": [],
        "references": [],
        "terms": [],
        "placeholders": [],
    })
}
