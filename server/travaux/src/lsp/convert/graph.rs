//! The conversions of what stands between and over the words: hints, lenses, linked places, the graph of references.

use std::ops::Range;

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, Command, InlayHint,
    InlayHintLabel, LinkedEditingRanges,
};

use super::{Places, symbol_kind};
use travaux_features::hierarchy::{Edge, Node};
use travaux_features::hints::Hint;
use travaux_features::lens::Lens;

impl Places<'_> {
    /// A hint.
    pub(in crate::lsp) fn hint(&self, hint: Hint) -> InlayHint {
        InlayHint {
            position: self.range(hint.offset..hint.offset).start,
            label: InlayHintLabel::String(hint.label),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    }

    /// A lens without its words, with what is needed to find them.
    pub(in crate::lsp) fn lens(&self, lens: Lens) -> CodeLens {
        let data = json!({"uri": self.uri.as_str(), "references": lens.references});
        CodeLens { range: self.range(lens.range), command: None, data: Some(data) }
    }

    /// Places that are edited together. What is typed may hold blanks, which the pattern that editors use otherwise
    /// does not let pass, but no bracket.
    pub(in crate::lsp) fn linked(&self, ranges: Vec<Range<usize>>) -> LinkedEditingRanges {
        LinkedEditingRanges {
            ranges: ranges.into_iter().map(|it| self.range(it)).collect(),
            word_pattern: Some(r"[^\[\]{}［］【】〔〕\r\n]*".to_owned()),
        }
    }

    /// A provision in the graph of references.
    pub(in crate::lsp) fn node(&self, node: Node) -> CallHierarchyItem {
        CallHierarchyItem {
            name: node.name,
            kind: symbol_kind(node.kind),
            tags: None,
            detail: node.title,
            uri: self.uri.clone(),
            range: self.range(node.range),
            selection_range: self.range(node.selection),
            data: None,
        }
    }

    /// A provision that refers to the one asked about.
    pub(in crate::lsp) fn incoming(&self, (from, references): Edge) -> CallHierarchyIncomingCall {
        let from_ranges = references.into_iter().map(|it| self.range(it)).collect();
        CallHierarchyIncomingCall { from: self.node(from), from_ranges }
    }

    /// A provision that the one asked about refers to.
    pub(in crate::lsp) fn outgoing(&self, (to, references): Edge) -> CallHierarchyOutgoingCall {
        let from_ranges = references.into_iter().map(|it| self.range(it)).collect();
        CallHierarchyOutgoingCall { to: self.node(to), from_ranges }
    }
}

/// The draft that a lens is over and the references that it counts; `None` for one that is not ours.
pub(in crate::lsp) fn lens_of(data: Option<&Value>) -> Option<(String, u32)> {
    let data = data?;
    Some((data["uri"].as_str()?.to_owned(), u32::try_from(data["references"].as_u64()?).ok()?))
}

/// Words that nothing happens on: no standard command shows references, and a client's own would be wrong elsewhere.
pub(in crate::lsp) fn plain_words(title: String) -> Command {
    Command { title, command: String::new(), arguments: None }
}
