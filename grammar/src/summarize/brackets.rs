//! The brackets of a block that concern other blocks: those without a partner, and those around its labels.

use crate::block::Block;
use crate::block_summary::{ClosingPlace, EnclosingBracket, LooseCloser, LooseOpener};
use crate::bracket::StrayCloser;
use crate::offset::{to_u32, to_usize};

/// Finds the places of closing brackets in a block.
struct ClosingPlaces<'a> {
    block: &'a Block,
    /// The starts and the ends of the block's labels, in order.
    labels: Vec<(u32, u32)>,
    /// A place and the first letter from there on. A closer between them needs no search, so that a line of closers is
    /// read once.
    searched: (u32, u32),
}

impl<'a> ClosingPlaces<'a> {
    fn in_block(block: &'a Block) -> ClosingPlaces<'a> {
        let mut labels: Vec<(u32, u32)> = block.labels.iter().map(|site| (site.start, site.end)).collect();
        labels.sort_unstable();
        ClosingPlaces { block, labels, searched: (1, 0) }
    }

    fn at(&mut self, close: u32) -> ClosingPlace {
        let labels_before = self.labels.partition_point(|label| label.0 < close);
        let end = self.labels.get(labels_before).map_or(to_u32(self.block.plain_text().len()), |label| label.0);
        ClosingPlace {
            labels_before: to_u32(labels_before),
            is_followed_by_signs_only: self.first_letter_from(close) >= end,
        }
    }

    /// Returns whether nothing but a stop stands between a label and the place: `b.]`.
    fn follows_label(&self, close: u32) -> bool {
        const MAX_SIGNS: u32 = 3;
        let labels_before = self.labels.partition_point(|label| label.0 < close);
        let end = labels_before.checked_sub(1).map(|at| self.labels[at].1);
        let end = end.filter(|end| *end <= close && close - end <= MAX_SIGNS);
        end.is_some_and(|end| matches!(self.block.slice(end..close).trim(), "" | "."))
    }

    fn first_letter_from(&mut self, at: u32) -> u32 {
        if !(self.searched.0..=self.searched.1).contains(&at) {
            let text = self.block.plain_text();
            let letter = text[to_usize(at)..].find(char::is_alphabetic);
            self.searched = (at, letter.map_or(to_u32(text.len()), |letter| at + to_u32(letter)));
        }
        self.searched.1
    }
}

/// Returns, for the beginning of a block and of each of its labels, the bracket around it.
pub(super) fn enclosing(block: &Block) -> Box<[(u32, EnclosingBracket)]> {
    if block.brackets.list.is_empty() {
        return Box::default();
    }
    let indent = to_u32(block.plain_text().len() - block.plain_text().trim_start().len());
    let mut starts: Vec<u32> = block.labels.iter().map(|site| site.start).chain([0, indent]).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut brackets = (0..).zip(&block.brackets.list).peekable();
    // Of the brackets that open before a label the one that closes last: if it is closed, all are.
    let mut outermost: Option<(u32, u32, u32)> = None;
    let mut places = ClosingPlaces::in_block(block);
    let mut found = Vec::new();
    for start in starts {
        while let Some((index, bracket)) = brackets.next_if(|(_, bracket)| bracket.open <= start) {
            outermost = outermost.max(Some((bracket.close.unwrap_or(u32::MAX), bracket.open, index)));
        }
        if let Some((.., index)) = outermost.filter(|(close, ..)| *close > start) {
            let close = block.brackets[index].close.map(|close| places.at(close));
            found.push((start, EnclosingBracket { index, close }));
        }
    }
    found.into_boxed_slice()
}

/// Returns the closing brackets that have no partner in a block.
pub(super) fn closers(block: &Block) -> Box<[LooseCloser]> {
    if block.brackets.strays.is_empty() {
        return Box::default();
    }
    let mut places = ClosingPlaces::in_block(block);
    let closer = |it: &StrayCloser| LooseCloser {
        glyph: it.glyph,
        place: places.at(it.at),
        follows_label: places.follows_label(it.at),
    };
    block.brackets.strays.iter().map(closer).collect()
}

/// Returns the opening brackets that have no partner in a block.
pub(super) fn openers(block: &Block) -> Box<[LooseOpener]> {
    let open = (0..).zip(&block.brackets.list).filter(|(_, it)| it.close.is_none());
    open.map(|(index, it)| LooseOpener { index, glyph: it.glyph, structural: it.structural }).collect()
}
