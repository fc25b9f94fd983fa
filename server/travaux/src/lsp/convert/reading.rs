//! The conversions of what is shown of a draft.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentLink, FoldingRange, FoldingRangeKind, Location, SelectionRange,
    SymbolInformation, SymbolKind, Uri,
};

use super::{Places, range, symbol_kind, uri_of};
use travaux_features::folding::{Fold, FoldKind};
use travaux_features::highlight::{Highlight, Role};
use travaux_features::links::{Link, Target};
use travaux_features::workspace_symbols::Found;
use travaux_model::text::Encoding;
use travaux_model::workspace::Workspace;

impl Places<'_> {
    /// A highlight: what makes a thing is written, what speaks of it is read.
    pub(in crate::lsp) fn highlight(&self, highlight: Highlight) -> DocumentHighlight {
        let kind = match highlight.role {
            Role::Source => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
            Role::Equal => DocumentHighlightKind::TEXT,
        };
        DocumentHighlight { range: self.range(highlight.range), kind: Some(kind) }
    }

    /// The folds over several lines, `most` of them at most: where there are more, those that hold the others. A client
    /// that folds whole lines has one fold for a line, the largest.
    pub(in crate::lsp) fn folds(&self, folds: Vec<Fold>, lines_only: bool, most: usize) -> Vec<FoldingRange> {
        let mut found: Vec<(usize, FoldingRange)> = Vec::new();
        let mut around: Vec<u32> = Vec::new();
        for fold in folds {
            let range = self.range(fold.range);
            let (start, end) = (range.start, range.end);
            let is_told = found
                .last()
                .is_some_and(|(_, it)| it.start_line == start.line && (lines_only || it.end_line == end.line));
            if start.line >= end.line || is_told {
                continue;
            }
            while around.last().is_some_and(|it| *it < end.line) {
                around.pop();
            }
            let depth = around.len();
            around.push(end.line);
            // A bracket's signs stay in sight, a provision's first line does.
            let is_inline = !lines_only && fold.kind == FoldKind::Bracket;
            let kind = match fold.kind {
                FoldKind::Comment => FoldingRangeKind::Comment,
                FoldKind::Provision | FoldKind::Bracket | FoldKind::Apparatus => FoldingRangeKind::Region,
            };
            let fold = FoldingRange {
                start_line: start.line,
                start_character: is_inline.then_some(start.character),
                end_line: end.line,
                end_character: is_inline.then_some(end.character),
                kind: Some(kind),
                collapsed_text: None,
            };
            found.push((depth, fold));
        }
        if found.len() > most {
            let mut depths: Vec<usize> = found.iter().map(|it| it.0).collect();
            depths.sort_unstable();
            // All that lie less deep than the first that is too many, and of those as deep the first.
            let limit = depths[most];
            let mut room = most - depths.partition_point(|it| *it < limit);
            found.retain(|(depth, _)| {
                let is_last = *depth == limit && room > 0;
                room -= usize::from(is_last);
                *depth < limit || is_last
            });
        }
        found.into_iter().map(|it| it.1).collect()
    }

    /// The steps that a selection grows by, the smallest first, as the protocol nests them.
    pub(in crate::lsp) fn selection(&self, steps: Vec<Range<usize>>) -> SelectionRange {
        let outwards = steps.into_iter().rev();
        let whole =
            outwards.fold(None, |parent, step| Some(Box::new(SelectionRange { range: self.range(step), parent })));
        whole.map_or_else(SelectionRange::default, |it| *it)
    }

    /// A link; `None` for one whose target is no address.
    pub(in crate::lsp) fn link(&self, link: Link, with_tooltip: bool) -> Option<DocumentLink> {
        let target = match &link.target {
            Target::Web(address) => Uri::from_str(address).ok(),
            Target::File(path) => uri_of(Path::new(path)),
        };
        Some(DocumentLink {
            range: self.range(link.range),
            target: Some(target?),
            tooltip: with_tooltip.then_some(link.tooltip),
            data: None,
        })
    }
}

/// What a query of the workspace found; `None` where the workspace has lost its draft meanwhile.
pub(in crate::lsp) fn found_symbol(
    found: Found,
    workspace: &Workspace,
    encoding: Encoding,
) -> Option<SymbolInformation> {
    let text = &workspace.drafts.get(&found.draft)?.text;
    let location = Location::new(Uri::from_str(&found.draft).ok()?, range(text, found.range, encoding));
    #[expect(deprecated, reason = "the struct has no other constructor")]
    Some(SymbolInformation {
        name: found.name,
        kind: found.kind.map_or(SymbolKind::CONSTANT, symbol_kind),
        tags: None,
        deprecated: None,
        location,
        container_name: found.container,
    })
}
