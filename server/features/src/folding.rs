//! What an editor may fold away: divisions, articles, paragraphs and items, brackets over several lines, comments,
//! footnotes, tables of contents. Gives bytes; who knows of lines leaves out what stands on one.

use std::ops::Range;

use travaux_grammar::{BlockKind, Glyph};

use travaux_model::at_offset::{Pair, pair};
use travaux_model::document::Document;

/// Something to fold away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Its bytes; what stands on the line where they begin stays.
    pub range: Range<usize>,
    /// What it is.
    pub kind: FoldKind,
}

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldKind {
    /// A provision with all that lies in it.
    Provision,
    /// What stands in a bracket.
    Bracket,
    /// A comment, which is no part of the text.
    Comment,
    /// Footnotes, front matter, a table of contents.
    Apparatus,
}

/// The folds of a draft in the order of the text, those that hold others before them.
pub fn folds(document: &Document) -> Vec<Fold> {
    let (draft, outline) = (&document.draft, &document.outline);
    let ids = 0..outline.provisions.len() as u32;
    let provisions = ids.map(|id| Fold { range: outline.range(draft, id), kind: FoldKind::Provision });
    let mut found: Vec<Fold> = provisions.collect();
    for (index, block) in draft.blocks.iter().enumerate() {
        // Brackets nest: to look for a line break in each of them would be quadratic.
        let breaks: Vec<usize> = block.text.match_indices(['\n', '\r']).map(|(at, _)| at).collect();
        let holds_a_break = |inside: Range<usize>| {
            let next = breaks.get(breaks.partition_point(|it| *it < inside.start));
            next.is_some_and(|it| *it < inside.end)
        };
        let list = block.brackets.list.iter().enumerate();
        let closed = list.filter(|(_, it)| it.inside().is_some_and(holds_a_break));
        found.extend(closed.filter_map(|(place, _)| pair(document, index, place)).map(|it| of_bracket(document, &it)));
    }
    let across = outline.spans.iter().filter_map(|it| pair(document, it.open.block as usize, it.open.index as usize));
    found.extend(across.map(|it| of_bracket(document, &it)));
    add_apparatus(document, &mut found);
    found.retain(|it| it.range.start < it.range.end);
    found.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
    found
}

fn of_bracket(document: &Document, pair: &Pair) -> Fold {
    let bracket = &document.draft.blocks[pair.block].brackets.list[pair.index];
    let kind = if bracket.glyph == Glyph::Comment { FoldKind::Comment } else { FoldKind::Bracket };
    Fold { range: pair.inside(), kind }
}

/// Blocks of one sort that stand one behind another fold together.
fn add_apparatus(document: &Document, found: &mut Vec<Fold>) {
    let draft = &document.draft;
    let mut last: Option<(BlockKind, Range<usize>)> = None;
    let mut add = |last: Option<(BlockKind, Range<usize>)>| {
        if let Some((sort, range)) = last {
            let kind = if sort == BlockKind::Comment { FoldKind::Comment } else { FoldKind::Apparatus };
            found.push(Fold { range, kind });
        }
    };
    for (index, block) in draft.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Note | BlockKind::Contents | BlockKind::Comment | BlockKind::FrontMatter => {
                let range = draft.start(index)..draft.start(index) + block.trimmed_len();
                last = match last {
                    Some((sort, before)) if sort == block.kind => Some((sort, before.start..range.end)),
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
    fn provisions_fold_with_all_that_lies_in_them() {
        check(
            "Article 1\n\n1. To:\n\n(a) act;\n\nArticle 2\n\nText.\n",
            &["Article 1\n\n1. To:\n\n(a) act;", "1. To:\n\n(a) act;", "Article 2\n\nText."],
        );
        check("المادة 1\n\n1 - نص:\n\n(أ) نص.\n", &["المادة 1\n\n1 - نص:\n\n(أ) نص.", "1 - نص:\n\n(أ) نص."]);
    }

    #[test]
    fn brackets_fold_where_they_span_lines() {
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
    fn an_empty_draft_has_nothing_to_fold() {
        check("", &[]);
        check("\n\n", &[]);
    }
}
