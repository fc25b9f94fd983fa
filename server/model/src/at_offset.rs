//! Finds what is at or around a byte of a draft: a reference, a label, the brackets that contain it. An offset past the
//! end counts as the end.

use std::ops::Range;

use travaux_grammar::{Bracket, Reference, closer_len};

use crate::document::Document;
use crate::outline::{BracketRef, ProvisionId, Resolution};

/// A bracket with both its ends, which may be in different blocks. Ranges are bytes of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The block in which the bracket opens.
    pub block: usize,
    /// The index among the brackets of that block.
    pub index: usize,
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
pub fn reference_at(document: &Document, offset: usize) -> Option<(usize, &Reference)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let at = offset.saturating_sub(draft.start(block));
    let mut directly_before = None;
    for reference in outline.references(block, &draft.blocks[block]) {
        if (reference.start as usize..reference.end as usize).contains(&at) {
            return Some((block, reference));
        }
        if reference.end as usize == at {
            directly_before = Some((block, reference));
        }
    }
    directly_before
}

/// Calls `see` for every reference of a draft in order, with its block and its resolution.
pub fn each_reference(document: &Document, mut see: impl FnMut(usize, &Reference, &Resolution)) {
    let (draft, outline) = (&document.draft, &document.outline);
    for block in 0..draft.blocks.len() {
        for reference in outline.references(block, &draft.blocks[block]) {
            see(block, reference, &outline.resolve(block, &draft.blocks[block].text, reference));
        }
    }
}

/// Returns the provision whose label is at or directly before an offset.
pub fn label_at(document: &Document, offset: usize) -> Option<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let id = outline.at(block, offset.saturating_sub(draft.start(block)))?;
    let label = outline.label_range(draft, id);
    (label.start <= offset && offset <= label.end && !label.is_empty()).then_some(id)
}

/// Returns the provisions that an offset designates: those that the reference there names, or the one whose label is
/// there.
pub fn named_at(document: &Document, offset: usize) -> Vec<ProvisionId> {
    match reference_at(document, offset) {
        Some((block, reference)) => {
            document.outline.resolve(block, &document.draft.blocks[block].text, reference).provisions().collect()
        }
        None => label_at(document, offset).into_iter().collect(),
    }
}

/// Returns the brackets that contain or touch an offset, the innermost first.
pub fn pairs_around(document: &Document, offset: usize) -> Vec<Pair> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let block = draft.block_at(offset);
    let at = offset.saturating_sub(draft.start(block)) as u32;
    let list = draft.blocks[block].brackets.list.iter().enumerate();
    let here = list
        .take_while(|(_, bracket)| bracket.open <= at)
        .filter(|(_, bracket)| bracket.end.is_some_and(|end| at <= end))
        .filter_map(|(index, bracket)| pair_in_block(document, block, index, bracket));
    let across = outline
        .spans
        .iter()
        .take_while(|span| span.open.block as usize <= block)
        .filter(|span| span.close.block as usize >= block)
        .filter_map(|span| pair(document, span.open.block as usize, span.open.index as usize));
    let mut found: Vec<Pair> =
        here.chain(across).filter(|it| it.open.start <= offset && offset <= it.close.end).collect();
    found.sort_by_key(|it| (it.close.end - it.open.start, it.open.start));
    found
}

/// Returns a bracket of a block with its other end, or `None` for one that never closes.
pub fn pair(document: &Document, block: usize, index: usize) -> Option<Pair> {
    let (draft, outline) = (&document.draft, &document.outline);
    let bracket = draft.blocks.get(block)?.brackets.list.get(index)?;
    if bracket.close.is_some() {
        return pair_in_block(document, block, index, bracket);
    }
    let close = outline.close(draft, BracketRef { block: block as u32, index: index as u32 })?;
    let there = draft.block_at(close);
    let sign = draft.blocks[there].text.get(close - draft.start(there)..).map_or(0, closer_len);
    Some(Pair { block, index, open: opener(document, block, bracket), close: close..close + sign })
}

fn pair_in_block(document: &Document, block: usize, index: usize, bracket: &Bracket) -> Option<Pair> {
    let (close, end) = (bracket.close?, bracket.end?);
    Some(Pair {
        block,
        index,
        open: opener(document, block, bracket),
        close: document.draft.range(block, close..end.max(close)),
    })
}

fn opener(document: &Document, block: usize, bracket: &Bracket) -> Range<usize> {
    document.draft.range(block, bracket.open..bracket.open + bracket.glyph.width())
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
