//! What fixes, actions and renames produce: replacements in one draft, as data. Nothing here changes a text; whoever
//! asked hands the edits to an editor or a file.

pub mod alternatives;
pub mod moves;
pub mod numbers;
pub mod numerals;

pub use crate::diagnostic::Edit;

/// A change of one draft that somebody may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewrite {
    /// What it does, as a menu entry: `accept “computer data” here`.
    pub title: String,
    /// Its edits, in order, which do not overlap.
    pub edits: Vec<Edit>,
    /// Edits that somebody should look at before they are made, by place in `edits`: an inflected form of a term.
    pub doubtful: Vec<usize>,
}

impl Rewrite {
    /// A change without a doubt. Edits are put in order; of two that overlap the first counts.
    pub fn new(title: impl Into<String>, edits: Vec<Edit>) -> Rewrite {
        Rewrite { title: title.into(), edits: in_order(edits), doubtful: Vec::new() }
    }
}

/// Edits in the order of the text, without those that overlap one before them.
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

/// A text after some edits, in order and without overlaps.
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
