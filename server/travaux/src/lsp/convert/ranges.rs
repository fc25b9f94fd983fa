//! Highlights, folds, selections and links.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentLink, FoldingRange, FoldingRangeKind, SelectionRange, Uri,
};

use super::converter::Converter;
use super::uris::file_uri;
use travaux_features::document_links::{Link, Target};
use travaux_features::folding::{Fold, FoldKind};
use travaux_features::highlight::{Highlight, Role};

impl Converter<'_> {
    /// A highlight: a definition counts as a write, a use as a read.
    pub(in crate::lsp) fn highlight(&self, highlight: Highlight) -> DocumentHighlight {
        let kind = match highlight.role {
            Role::Declaration => DocumentHighlightKind::WRITE,
            Role::Use => DocumentHighlightKind::READ,
            Role::Equal => DocumentHighlightKind::TEXT,
        };
        DocumentHighlight { range: self.range(highlight.range), kind: Some(kind) }
    }

    /// The folds over several lines. Beyond `limit`, the innermost are left out. If the client folds whole lines, only the
    /// largest fold of each line remains.
    pub(in crate::lsp) fn folds(&self, folds: Vec<Fold>, lines_only: bool, limit: usize) -> Vec<FoldingRange> {
        let mut found: Vec<(usize, FoldingRange)> = Vec::new();
        let mut ends: Vec<u32> = Vec::new();
        for fold in folds {
            let range = self.range(fold.range);
            let (start, end) = (range.start, range.end);
            let is_duplicate = found
                .last()
                .is_some_and(|(_, it)| it.start_line == start.line && (lines_only || it.end_line == end.line));
            if start.line >= end.line || is_duplicate {
                continue;
            }
            while ends.last().is_some_and(|it| *it < end.line) {
                ends.pop();
            }
            let depth = ends.len();
            ends.push(end.line);
            // The signs of a bracket stay visible, and of a provision its first line.
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
        outermost(found, limit)
    }

    /// The steps by which a selection grows, smallest first, nested as the protocol requires.
    pub(in crate::lsp) fn selection(&self, steps: Vec<Range<usize>>) -> SelectionRange {
        let outermost_first = steps.into_iter().rev();
        let whole = outermost_first
            .fold(None, |parent, step| Some(Box::new(SelectionRange { range: self.range(step), parent })));
        whole.map_or_else(SelectionRange::default, |it| *it)
    }

    /// A link; `None` if its target is not a valid URI.
    pub(in crate::lsp) fn link(&self, link: Link, with_tooltip: bool) -> Option<DocumentLink> {
        let target = match &link.target {
            Target::Web(address) => Uri::from_str(address).ok(),
            Target::File(path) => file_uri(Path::new(path)),
        };
        Some(DocumentLink {
            range: self.range(link.range),
            target: Some(target?),
            tooltip: with_tooltip.then_some(link.tooltip),
            data: None,
        })
    }
}

/// The ranges with the least depth, `limit` of them at most.
fn outermost(mut ranges: Vec<(usize, FoldingRange)>, limit: usize) -> Vec<FoldingRange> {
    if ranges.len() > limit {
        let mut depths: Vec<usize> = ranges.iter().map(|it| it.0).collect();
        depths.sort_unstable();
        // All that are less deep than the first surplus range remain, and of those with its depth the first few.
        let max_depth = depths[limit];
        let mut remaining = limit - depths.partition_point(|it| *it < max_depth);
        ranges.retain(|(depth, _)| {
            let is_at_limit = *depth == max_depth && remaining > 0;
            remaining -= usize::from(is_at_limit);
            *depth < max_depth || is_at_limit
        });
    }
    ranges.into_iter().map(|it| it.1).collect()
}
