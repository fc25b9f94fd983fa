//! The results of fixes, actions and renames: replacements in one draft, as data. Nothing here changes a text; the
//! caller passes the edits to an editor or writes the file.

pub mod alternatives;
pub mod moves;
pub mod numbers;
mod shared_number;

pub use crate::diagnostic::Edit;

/// A change of one draft, offered to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// The title for a menu: `accept “computer data” here`.
    pub title: String,
    /// The edits in order, without overlaps.
    pub edits: Vec<Edit>,
    /// Indices of the edits that need a review before they are applied, such as an inflected form of a term.
    pub doubtful: Vec<usize>,
    /// Whether all edits are shown before they are applied, since they change places that the user may not see.
    pub is_previewed: bool,
}

impl Rewrite {
    /// Creates a change that needs no review. The edits are sorted; of two that overlap the first is used.
    pub fn new(title: impl Into<String>, edits: Vec<Edit>) -> Rewrite {
        Rewrite { title: title.into(), edits: in_order(edits), doubtful: Vec::new(), is_previewed: false }
    }

    /// Creates a change that editors show before they apply it.
    pub fn previewed(title: impl Into<String>, edits: Vec<Edit>) -> Rewrite {
        Rewrite { is_previewed: true, ..Rewrite::new(title, edits) }
    }
}

/// Sorts edits by their place in the text, and removes those that overlap an earlier one.
pub fn in_order(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let is_free = edit.range.start >= end;
        if is_free {
            end = edit.range.end;
        }
        is_free
    });
    edits
}

/// Returns a text with some edits applied, which are sorted and do not overlap.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
}
