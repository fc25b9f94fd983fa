//! Checks requirements of the specification that the meta-model does not express.

use serde_json::Value;

/// Returns the first inconsistency in a value that is valid by the meta-model.
pub(super) fn inconsistency(structure: &str, value: &Value) -> Option<&'static str> {
    let range = |key: &str| Range::of(&value[key]);
    match structure {
        "Range" if Range::of(value).is_reversed() => Some("ends before it starts"),
        // Clients discard all symbols because of one of these.
        "DocumentSymbol" | "CallHierarchyItem" if !range("range").contains(range("selectionRange")) => {
            Some("has a `selectionRange` outside its `range`")
        }
        "DocumentSymbol" | "SymbolInformation" | "WorkspaceSymbol" if is_blank(&value["name"]) => {
            Some("has a blank name")
        }
        "LocationLink" if !range("targetRange").contains(range("targetSelectionRange")) => {
            Some("has a `targetSelectionRange` outside its `targetRange`")
        }
        "SelectionRange"
            if value["parent"].is_object() && !Range::of(&value["parent"]["range"]).contains(range("range")) =>
        {
            Some("is not inside its `parent`")
        }
        "TextDocumentEdit" if do_overlap(&value["edits"]) => Some("has edits that overlap"),
        "WorkspaceEdit" if value["changes"].as_object().is_some_and(|it| it.values().any(do_overlap)) => {
            Some("has edits that overlap")
        }
        "SemanticTokens" if !value["data"].as_array().is_some_and(|it| it.len().is_multiple_of(5)) => {
            Some("has `data` whose length is not a multiple of five")
        }
        _ => None,
    }
}

fn is_blank(name: &Value) -> bool {
    name.as_str().is_none_or(|it| it.trim().is_empty())
}

/// Returns whether two of several edits overlap.
pub(super) fn do_overlap(edits: &Value) -> bool {
    let mut ranges: Vec<Range> = edits.as_array().into_iter().flatten().map(|it| Range::of(&it["range"])).collect();
    ranges.sort();
    ranges.windows(2).any(|it| it[0].end > it[1].start)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Range {
    start: (u64, u64),
    end: (u64, u64),
}

impl Range {
    fn of(value: &Value) -> Range {
        let position = |it: &Value| (it["line"].as_u64().unwrap_or(0), it["character"].as_u64().unwrap_or(0));
        Range { start: position(&value["start"]), end: position(&value["end"]) }
    }

    fn is_reversed(self) -> bool {
        self.end < self.start
    }

    fn contains(self, inner: Range) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
}
