//! The ranges that can be folded: divisions, articles, paragraphs, items, brackets over several lines, comments, footnotes
//! and tables of contents.
//!
//! Ranges are in bytes. The caller, which knows the lines, leaves out those on a single line.

use std::ops::Range;

use travaux_grammar::{BlockKind, Glyph, range_to_usize};

use travaux_model::at_offset::{Pair, pair};
use travaux_model::document::Document;
use travaux_model::outline::BracketRef;

/// A range that can be folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// The bytes; the line on which they begin stays visible.
    pub range: Range<usize>,
    /// The kind of content.
    pub kind: FoldKind,
}

/// The kind of content that is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A provision with everything in it.
    Provision,
    /// The content of a bracket.
    Bracket,
    /// A comment, which is not part of the text.
    Comment,
    /// Footnotes, front matter or a table of contents.
    Apparatus,
}

/// Returns the folds of a draft in the order of the text, outer ones before inner ones.
pub fn folds(document: &Document) -> Vec<Fold> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provisions = outline.ids().map(|id| Fold { range: outline.range(draft, id), kind: FoldKind::Provision });
    let mut found: Vec<Fold> = provisions.collect();
    for (id, block) in draft.blocks_with_ids() {
        if block.brackets.list.is_empty() {
            continue;
        }
        // Brackets nest, so searching each of them for a line break would be quadratic.
        let breaks: Vec<usize> = memchr::memchr2_iter(b'\n', b'\r', block.text.as_bytes()).collect();
        let has_line_break = |inside: Range<u32>| {
            let inside = range_to_usize(inside);
            let next = breaks.get(breaks.partition_point(|it| *it < inside.start));
            next.is_some_and(|it| *it < inside.end)
        };
        let list = (0..).zip(&block.brackets.list);
        let closed = list.filter(|(_, it)| it.inside().is_some_and(has_line_break));
        let pairs = closed.filter_map(|(index, _)| pair(document, BracketRef { block: id, index }));
        found.extend(pairs.map(|it| bracket_fold(document, &it)));
    }
    let across = outline.spans.iter().filter_map(|it| pair(document, it.open));
    found.extend(across.map(|it| bracket_fold(document, &it)));
    add_apparatus(document, &mut found);
    found.retain(|it| it.range.start < it.range.end);
    found.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
    found
}

fn bracket_fold(document: &Document, pair: &Pair) -> Fold {
    let bracket = &document.draft.block(pair.bracket.block).brackets[pair.bracket.index];
    let kind = if bracket.glyph == Glyph::Comment { FoldKind::Comment } else { FoldKind::Bracket };
    Fold { range: pair.inside(), kind }
}

/// Adds the folds of footnotes, comments and the like. Consecutive blocks of one kind fold together.
fn add_apparatus(document: &Document, found: &mut Vec<Fold>) {
    let draft = &document.draft;
    let mut last: Option<(BlockKind, Range<usize>)> = None;
    let mut add = |last: Option<(BlockKind, Range<usize>)>| {
        if let Some((block_kind, range)) = last {
            let kind = if block_kind == BlockKind::Comment { FoldKind::Comment } else { FoldKind::Apparatus };
            found.push(Fold { range, kind });
        }
    };
    for (id, block) in draft.blocks_with_ids() {
        match block.kind {
            BlockKind::Note | BlockKind::Contents | BlockKind::Comment | BlockKind::FrontMatter => {
                let range = draft.start(id)..draft.start(id) + block.trimmed_len();
                last = match last {
                    Some((kind, before)) if kind == block.kind => Some((kind, before.start..range.end)),
                    other => {
                        add(other);
                        Some((block.kind, range))
                    }
                };
            }
            BlockKind::Blank => {}
            BlockKind::Heading | BlockKind::Labelled | BlockKind::Text => add(last.take()),
        }
    }
    add(last);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = folds(&Document::parse(text, None, 0));
        let found: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).filter(|it| it.contains('\n')).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn provisions_fold_with_everything_in_them() {
        check(
            "Article 1\n\n1. To:\n\n(a) act;\n\nArticle 2\n\nText.\n",
            &["Article 1\n\n1. To:\n\n(a) act;", "1. To:\n\n(a) act;", "Article 2\n\nText."],
        );
        check("المادة 1\n\n1 - نص:\n\n(أ) نص.\n", &["المادة 1\n\n1 - نص:\n\n(أ) نص.", "1 - نص:\n\n(أ) نص."]);
    }

    #[test]
    fn brackets_that_span_lines_fold() {
        check("To [act\nor not] and [go].\n", &["act\nor not"]);
        let text = "[1. Act.\n\n2. Go.]\n";
        check(text, &["1. Act.\n\n2. Go."]);
    }

    #[test]
    fn comments_and_notes_fold() {
        check("<!-- one\ntwo -->\n\nText.\n", &["<!-- one\ntwo -->"]);
        check("Text.\n\n[^1]: One.\n\n[^2]: Two.\n", &["[^1]: One.\n\n[^2]: Two."]);
    }

    #[test]
    fn an_empty_draft_has_no_folds() {
        check("", &[]);
        check("\n\n", &[]);
    }
}
