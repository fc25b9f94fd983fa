//! Hints, lenses, linked ranges and the call hierarchy, which shows references between provisions.

use std::ops::Range;

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, Command, InlayHint,
    InlayHintLabel, InlayHintLabelPart, LinkedEditingRanges, Location as LspLocation,
};

use super::converter::Converter;
use super::symbols::symbol_kind;
use travaux_features::call_hierarchy::{Edge, Node};
use travaux_features::code_lens::Lens;
use travaux_features::inlay_hints::{HINT_MARK, HINT_SEPARATOR, Hint};

impl Converter<'_> {
    /// An inlay hint.
    pub(in crate::lsp) fn hint(&self, hint: Hint) -> InlayHint {
        let mut parts = Vec::new();
        for part in hint.parts {
            let separator = if parts.is_empty() { HINT_MARK } else { HINT_SEPARATOR };
            parts.push(InlayHintLabelPart { value: separator.to_owned(), ..InlayHintLabelPart::default() });
            let location = Some(LspLocation::new(self.uri.clone(), self.range(part.target)));
            parts.push(InlayHintLabelPart { value: part.label, location, ..InlayHintLabelPart::default() });
        }
        InlayHint {
            position: self.range(hint.offset..hint.offset).start,
            label: InlayHintLabel::LabelParts(parts),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        }
    }

    /// A lens without its title, with the data from which the title is computed.
    pub(in crate::lsp) fn lens(&self, lens: Lens) -> CodeLens {
        let data = json!({"uri": self.uri.as_str(), "references": lens.references});
        CodeLens { range: self.range(lens.range), command: None, data: Some(data) }
    }

    /// Ranges that are edited together. Unlike the default pattern of editors, this one allows blanks in what is typed, but
    /// no brackets.
    pub(in crate::lsp) fn linked(&self, ranges: Vec<Range<usize>>) -> LinkedEditingRanges {
        LinkedEditingRanges {
            ranges: ranges.into_iter().map(|it| self.range(it)).collect(),
            word_pattern: Some(r"[^\[\]{}［］【】〔〕\r\n]*".to_owned()),
        }
    }

    /// A provision in the call hierarchy.
    pub(in crate::lsp) fn hierarchy_item(&self, node: Node) -> CallHierarchyItem {
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

    /// A provision that refers to the requested one.
    pub(in crate::lsp) fn incoming(&self, (from, references): Edge) -> CallHierarchyIncomingCall {
        let from_ranges = references.into_iter().map(|it| self.range(it)).collect();
        CallHierarchyIncomingCall { from: self.hierarchy_item(from), from_ranges }
    }

    /// A provision that the requested one refers to.
    pub(in crate::lsp) fn outgoing(&self, (to, references): Edge) -> CallHierarchyOutgoingCall {
        let from_ranges = references.into_iter().map(|it| self.range(it)).collect();
        CallHierarchyOutgoingCall { to: self.hierarchy_item(to), from_ranges }
    }
}

/// The draft and the number of references from the data of a lens; `None` if the lens is not of this server.
pub(in crate::lsp) fn lens_data(data: Option<&Value>) -> Option<(String, u32)> {
    let data = data?;
    Some((data["uri"].as_str()?.to_owned(), u32::try_from(data["references"].as_u64()?).ok()?))
}

/// A command that only shows its title. The protocol has no command that shows references, and each client's own exists
/// in that client only.
pub(in crate::lsp) fn display_command(title: String) -> Command {
    Command { title, command: String::new(), arguments: None }
}
