//! Finds what is at or around a byte of a draft: a reference, a label, the brackets that contain it. An offset past the
//! end counts as the end.

use std::ops::Range;

use travaux_grammar::{BlockId, Bracket, Reference, closer_len};

use crate::document::Document;
use crate::outline::{BracketRef, ProvisionId, Resolution};

/// A bracket with both its ends, which may be in different blocks. Ranges are bytes of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The bracket, by its opening sign.
    pub bracket: BracketRef,
    /// The opening sign.
    pub open: Range<usize>,
    /// The closing sign.
    pub close: Range<usize>,
}

impl Pair {
    /// Returns the range between the two signs.
    pub fn inside(&self) -> Range<usize> {
        self.open.end..self.close.start
    }

    /// Returns the range from the opening sign to the closing sign, both included.
    pub fn whole(&self) -> Range<usize> {
        self.open.start..self.close.end
    }

    /// Returns whether an offset touches one of the signs.
    pub fn is_at_an_end(&self, offset: usize) -> bool {
        self.open.contains(&offset) || self.close.contains(&offset)
    }
}

/// Returns the reference at or directly before an offset, with its block.
pub fn reference_at(document: &Document, offset: usize) -> Option<(BlockId, &Reference)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let (block, at) = draft.place(offset);
    let mut directly_before = None;
    for reference in outline.references(block, draft.block(block)) {
        if reference.range().contains(&at) {
            return Some((block, reference));
        }
        if reference.end == at {
            directly_before = Some((block, reference));
        }
    }
    directly_before
}

/// Calls `see` for every reference of a draft in order, with its block and its resolution.
pub fn each_reference(document: &Document, mut see: impl FnMut(BlockId, &Reference, &Resolution)) {
    let (draft, outline) = (&document.draft, &document.outline);
    for (id, block) in draft.blocks_with_ids() {
        for reference in outline.references(id, block) {
            see(id, reference, &outline.resolve_without_addresses(id, block.plain_text(), reference));
        }
    }
}

/// Returns the provision whose label is at or directly before an offset.
pub fn label_at(document: &Document, offset: usize) -> Option<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let id = outline.at_byte(draft, offset)?;
    let label = outline.label_range(draft, id);
    (label.start <= offset && offset <= label.end && !label.is_empty()).then_some(id)
}

/// Returns the provisions that an offset designates: those that the reference there names, or the one whose label is
/// there.
pub fn named_at(document: &Document, offset: usize) -> Vec<ProvisionId> {
    match reference_at(document, offset) {
        Some((block, reference)) => document
            .outline
            .resolve_without_addresses(block, document.draft.block(block).plain_text(), reference)
            .provisions()
            .collect(),
        None => label_at(document, offset).into_iter().collect(),
    }
}

/// Returns the brackets that contain or touch an offset, the innermost first.
pub fn pairs_around(document: &Document, offset: usize) -> Vec<Pair> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let (block, at) = draft.place(offset);
    let list = (0..).zip(&draft.block(block).brackets.list);
    let here = list
        .take_while(|(_, bracket)| bracket.open <= at)
        .filter(|(_, bracket)| bracket.end.is_some_and(|end| at <= end))
        .filter_map(|(index, bracket)| pair_in_block(document, BracketRef { block, index }, bracket));
    let across = outline
        .spans
        .iter()
        .take_while(|span| span.open.block <= block)
        .filter(|span| span.close.block >= block)
        .filter_map(|span| pair(document, span.open));
    let mut found: Vec<Pair> =
        here.chain(across).filter(|it| it.open.start <= offset && offset <= it.close.end).collect();
    found.sort_by_key(|it| (it.close.end - it.open.start, it.open.start));
    found
}

/// Returns a bracket of a block with its other end, or `None` for one that never closes.
pub fn pair(document: &Document, id: BracketRef) -> Option<Pair> {
    let (draft, outline) = (&document.draft, &document.outline);
    let bracket = &draft.block(id.block).brackets[id.index];
    if bracket.close.is_some() {
        return pair_in_block(document, id, bracket);
    }
    let close = outline.close(draft, id)?;
    let (there, at) = draft.place(close);
    let sign = closer_len(draft.block(there).text_from(at));
    Some(Pair { bracket: id, open: draft.range(id.block, bracket.opener()), close: close..close + sign })
}

fn pair_in_block(document: &Document, id: BracketRef, bracket: &Bracket) -> Option<Pair> {
    let (close, end) = (bracket.close?, bracket.end?);
    let range = |range: Range<u32>| document.draft.range(id.block, range);
    Some(Pair { bracket: id, open: range(bracket.opener()), close: range(close..end.max(close)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find('$').unwrap();
        let text = marked.replacen('$', "", 1);
        let document = Document::parse(&text, None, 0);
        let found: Vec<&str> = pairs_around(&document, offset).iter().map(|it| &text[it.inside()]).collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn the_innermost_bracket_comes_first() {
        check("1. To [act [in $time] and] go.\n", &["in time", "act [in time] and"]);
        check("1. ［各缔约$国］应合作。\n", &["各缔约国"]);
        check("1 - تتخذ [كل دولة [ط$رف]].\n", &["طرف", "كل دولة [طرف]"]);
        check("1. To act.$\n", &[]);
    }

    #[test]
    fn a_bracket_may_close_in_another_block() {
        check("Article 1\n\n[1. To act.\n\n2. To [g$o].]\n", &["go", "1. To act.\n\n2. To [go]."]);
        check("المادة 1\n\n[1 - تعمل.\n\n2 - تذ$هب.]\n", &["1 - تعمل.\n\n2 - تذهب."]);
    }

    #[test]
    fn an_offset_past_the_draft_is_its_end() {
        let document = Document::parse("To [act]", None, 0);
        assert!(pairs_around(&document, usize::MAX).is_empty());
        assert!(reference_at(&document, usize::MAX).is_none());
        assert!(pairs_around(&Document::parse("", None, 0), 7).is_empty());
    }
}
