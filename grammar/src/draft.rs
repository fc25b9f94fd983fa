//! A draft: its blocks in sequence. An edit parses only the blocks that it touches, and the result equals the full
//! parse of the new text. Nothing here depends on more than one block, except the language of the blocks in Latin
//! script.

mod places;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::block::Block;
use crate::block_flags::BlockFlags;
use crate::block_id::BlockId;
use crate::block_kind::BlockKind;
use crate::code_fences::{blocks_of_code, may_hold_fence};
use crate::language::Language;
use crate::language_evidence::LanguageEvidence;
use crate::lines::lines;
use crate::parallel;
use crate::split::{block_starts, block_starts_in, chunks};
use crate::summarize::summarize;
use crate::target_filter::TargetFilter;

/// The size of the chunks in which a text is cut into blocks in parallel.
const CHUNK_BYTES: usize = 1 << 15;

/// Fewer chunks are cut into blocks in sequence.
const MIN_PARALLEL_CHUNKS: usize = 2;

/// Fewer blocks are parsed in sequence.
const MIN_PARALLEL_BLOCKS: usize = 64;

/// A draft. The texts of its blocks, joined, are its text.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The blocks, in order.
    pub blocks: Vec<Arc<Block>>,
    /// The byte at which each block begins, and after them the end of the draft.
    starts: Vec<usize>,
    /// The features of each block.
    flags: Vec<BlockFlags>,
    /// The headings to which the references of each block may lead.
    targets: Vec<TargetFilter>,
    evidence: LanguageEvidence,
    forced_language: Option<Language>,
    /// Whether any line may begin or end code.
    has_fences: bool,
}

impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks && self.starts == other.starts && self.forced_language == other.forced_language
    }
}

impl Draft {
    /// Parses a draft, every block in `language` or, without one, each block in its own.
    pub fn parse(text: &str, language: Option<Language>) -> Draft {
        let chunks = chunks(text, CHUNK_BYTES);
        let starts_of_chunk = |index: usize| block_starts_in(text, chunks[index].clone());
        let mut starts = parallel::map(chunks.len(), MIN_PARALLEL_CHUNKS, starts_of_chunk).concat();
        starts.push(text.len());
        let count = starts.len() - 1;
        let block_text = |index: usize| &text[starts[index]..starts[index + 1]];
        let code = blocks_of_code(text, &starts);
        let is_code = |index: usize| {
            let after = code.partition_point(|blocks| blocks.end <= index);
            code.get(after).is_some_and(|blocks| blocks.contains(&index))
        };
        let evidences = parallel::map(count, MIN_PARALLEL_BLOCKS, |index| match is_code(index) {
            true => LanguageEvidence::default(),
            false => LanguageEvidence::of(block_text(index)),
        });
        let evidence = evidences.iter().fold(LanguageEvidence::default(), |sum, evidence| sum.plus(*evidence));
        let latin_language = evidence.latin_language();
        let parsed = parallel::map(count, MIN_PARALLEL_BLOCKS, |index| {
            let evidence = evidences[index];
            let language = language.unwrap_or_else(|| evidence.part_language(latin_language));
            let block = match is_code(index) {
                true => Block::code(block_text(index), language),
                false => parse_block(block_text(index), language, evidence, index == 0),
            };
            let (flags, targets) = (BlockFlags::of(&block), TargetFilter::of_references(&block));
            (Arc::new(block), flags, targets)
        });
        let has_fences = may_hold_fence(text);
        let mut draft = Draft { starts, evidence, forced_language: language, has_fences, ..Draft::default() };
        draft.blocks.reserve_exact(count);
        draft.flags.reserve_exact(count);
        draft.targets.reserve_exact(count);
        for (block, flags, targets) in parsed {
            draft.blocks.push(block);
            draft.flags.push(flags);
            draft.targets.push(targets);
        }
        draft
    }

    /// Returns the draft with a range of bytes replaced. Only the blocks that the edit touches and their neighbours are
    /// parsed. A range that ends past the draft is shortened, and one that ends inside a character is widened.
    #[must_use]
    pub fn edited(&self, range: Range<usize>, replacement: &str) -> Draft {
        if self.blocks.is_empty() {
            return Draft::parse(replacement, self.forced_language);
        }
        let region = self.edited_region(range, replacement);
        if region.may_change_code() {
            return Draft::parse(&region.whole_text(), self.forced_language);
        }
        let evidence = region.evidence();
        let latin_language = evidence.latin_language();
        if self.forced_language.is_none() && latin_language != self.evidence.latin_language() {
            // The draft is now in another language, so that every block in Latin script changes.
            return Draft::parse(&region.whole_text(), self.forced_language);
        }
        let middle = region.parse(latin_language);
        let Region { blocks: Range { start: first, end }, text, starts, .. } = &region;
        let (first, end, offset) = (*first, *end, self.starts[*first]);
        let flags = spliced(&self.flags, first..end, middle.iter().map(|block| BlockFlags::of(block)));
        let references = middle.iter().map(|block| TargetFilter::of_references(block));
        let targets = spliced(&self.targets, first..end, references);
        let mut blocks = Vec::with_capacity(self.blocks.len() + middle.len() - (end - first));
        blocks.extend_from_slice(&self.blocks[..first]);
        blocks.extend(middle);
        blocks.extend_from_slice(&self.blocks[end..]);
        let (old_end, new_end) = (self.starts[end], offset + text.len());
        let mut all_starts = Vec::with_capacity(blocks.len() + 1);
        all_starts.extend_from_slice(&self.starts[..first]);
        all_starts.extend(starts[..starts.len() - 1].iter().map(|start| start + offset));
        all_starts.extend(self.starts[end..].iter().map(|start| start - old_end + new_end));
        let Draft { forced_language, has_fences, .. } = *self;
        Draft { blocks, starts: all_starts, flags, targets, evidence, forced_language, has_fences }
    }

    /// Cuts the blocks that an edit touches, and their neighbours, into new blocks.
    fn edited_region(&self, range: Range<usize>, replacement: &str) -> Region<'_> {
        let start = range.start.min(self.len());
        let range = start..range.end.min(self.len()).max(start);
        // The first line may now belong to the block before; the first line of the block after may belong to ours.
        let first = self.block_at(range.start).minus(1).index();
        let end = self.block_at(range.end).plus(2).index().min(self.blocks.len());
        let mut text = String::with_capacity(self.starts[end] - self.starts[first] + replacement.len());
        self.blocks[first..end].iter().for_each(|block| text.push_str(&block.text));
        let offset = self.starts[first];
        let local = text.floor_char_boundary(range.start - offset)..text.ceil_char_boundary(range.end - offset);
        text.replace_range(local, replacement);
        Region::new(self, first..end, text)
    }

    /// Returns the main language of the draft.
    pub fn language(&self) -> Language {
        self.forced_language.unwrap_or_else(|| self.evidence.language())
    }

    /// Returns whether any of the text is Cyrillic.
    pub fn has_cyrillic(&self) -> bool {
        self.evidence.has_cyrillic()
    }

    /// Returns the number of bytes of the text.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the text, joined from its blocks.
    pub fn text(&self) -> String {
        self.blocks.iter().map(|block| &*block.text).collect()
    }

    /// Returns the text of a range of bytes, joined from the blocks that it touches, or an empty string for an invalid
    /// range.
    pub fn slice(&self, range: Range<usize>) -> String {
        if self.blocks.is_empty() || range.start > range.end || range.end > self.len() {
            return String::new();
        }
        let (first, last) = (self.block_at(range.start).index(), self.block_at(range.end).index());
        let text: String = self.blocks[first..=last].iter().map(|block| &*block.text).collect();
        let start = self.starts[first];
        text.get(range.start - start..range.end - start).unwrap_or_default().to_owned()
    }

    /// Returns a block.
    #[inline]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// Returns the blocks in order, with their ids.
    pub fn blocks_with_ids(&self) -> impl DoubleEndedIterator<Item = (BlockId, &Block)> {
        BlockId::range(BlockId::FIRST..self.end()).zip(self.blocks.iter().map(|block| &**block))
    }

    /// Returns the block after the last one, which the draft does not have.
    pub fn end(&self) -> BlockId {
        BlockId::of(self.blocks.len())
    }

    /// Returns the blocks that have all of the flags, with their ids.
    pub fn blocks_with(&self, flags: BlockFlags) -> impl Iterator<Item = (BlockId, &Block)> {
        self.blocks_with_in(BlockId::FIRST..self.end(), flags)
    }

    /// Returns the blocks of a range that have all of the flags, with their ids.
    pub fn blocks_with_in(&self, blocks: Range<BlockId>, flags: BlockFlags) -> impl Iterator<Item = (BlockId, &Block)> {
        let own = &self.flags[BlockId::indices(blocks.clone())];
        let found = BlockId::range(blocks).zip(own).filter(move |(_, own)| own.contains(flags));
        found.map(|(id, _)| (id, self.block(id)))
    }

    /// Returns the blocks with a reference that may lead to one of the headings.
    pub fn blocks_referring_to(&self, headings: TargetFilter) -> impl Iterator<Item = BlockId> {
        let targets = BlockId::range(BlockId::FIRST..self.end()).zip(&self.targets);
        targets.filter(move |(_, targets)| targets.intersects(headings)).map(|(id, _)| id)
    }

    /// Returns the flags of a block.
    pub fn flags(&self, block: BlockId) -> BlockFlags {
        self.flags[block.index()]
    }
}

/// The part of a draft that an edit changes.
struct Region<'d> {
    draft: &'d Draft,
    /// The indices of the blocks that are replaced.
    blocks: Range<usize>,
    /// The replaced blocks by their text. Unchanged blocks are shared, which matters when a client replaces a whole
    /// draft by nearly the same text.
    by_text: FxHashMap<&'d str, Vec<usize>>,
    /// The new text in their place.
    text: String,
    /// The bytes of the new text at which its blocks begin, and after them its end.
    starts: Vec<usize>,
    /// The language evidence of each new block.
    evidences: Vec<LanguageEvidence>,
}

impl<'d> Region<'d> {
    fn new(draft: &'d Draft, blocks: Range<usize>, text: String) -> Region<'d> {
        let before = blocks.start.checked_sub(1).map(|index| &*draft.blocks[index].text);
        let mut starts = block_starts(&text, before.and_then(|text| lines(text).last()));
        starts.push(text.len());
        let mut by_text: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for index in blocks.clone() {
            let block = &draft.blocks[index];
            let same = by_text.entry(&block.text).or_default();
            // The first block of a draft may be parsed differently. Of the others one for each language is enough.
            if same.iter().all(|other| *other == 0 || draft.blocks[*other].language != block.language) {
                same.push(index);
            }
        }
        let evidence_of = |text: &str| match by_text.get(text) {
            Some(same) => draft.blocks[same[0]].evidence,
            None => LanguageEvidence::of(text),
        };
        let evidences = starts.windows(2).map(|pair| evidence_of(&text[pair[0]..pair[1]])).collect();
        Region { draft, blocks, by_text, text, starts, evidences }
    }

    /// Returns the language evidence of the whole draft after the edit.
    fn evidence(&self) -> LanguageEvidence {
        let replaced = self.draft.blocks[self.blocks.clone()].iter();
        let rest = replaced.fold(self.draft.evidence, |sum, block| sum.minus(block.evidence));
        self.evidences.iter().fold(rest, |sum, evidence| sum.plus(*evidence))
    }

    /// Returns whether the edit may make text into code or code into text: it touches a fence, or code that the draft has.
    fn may_change_code(&self) -> bool {
        let is_code = |block: &Arc<Block>| block.kind == BlockKind::Comment || may_hold_fence(&block.text);
        may_hold_fence(&self.text)
            || self.draft.has_fences && self.draft.blocks[self.blocks.clone()].iter().any(is_code)
    }

    /// Returns the text of the whole draft after the edit.
    fn whole_text(&self) -> String {
        let before = self.draft.blocks[..self.blocks.start].iter().map(|block| &*block.text);
        let after = self.draft.blocks[self.blocks.end..].iter().map(|block| &*block.text);
        before.chain([self.text.as_str()]).chain(after).collect()
    }

    /// Returns the new blocks.
    fn parse(&self, latin_language: Language) -> Vec<Arc<Block>> {
        let new_block = |(index, evidence): (usize, &LanguageEvidence)| {
            let text = &self.text[self.starts[index]..self.starts[index + 1]];
            let language = self.draft.forced_language.unwrap_or_else(|| evidence.part_language(latin_language));
            let is_first = self.blocks.start + index == 0;
            let is_same = |other: &usize| (*other == 0) == is_first && self.draft.blocks[*other].language == language;
            match self.by_text.get(text).and_then(|same| same.iter().copied().find(is_same)) {
                Some(same) => Arc::clone(&self.draft.blocks[same]),
                None => Arc::new(parse_block(text, language, *evidence, is_first)),
            }
        };
        self.evidences.iter().enumerate().map(new_block).collect()
    }
}

/// Returns a list with a range of its elements replaced.
fn spliced<T: Copy>(list: &[T], range: Range<usize>, new: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(list.len() + new.len());
    all.extend_from_slice(&list[..range.start]);
    all.extend(new);
    all.extend_from_slice(&list[range.end..]);
    all
}

fn parse_block(text: &str, language: Language, evidence: LanguageEvidence, is_first: bool) -> Block {
    let mut block = Block::parse(text, language, evidence, is_first);
    block.summary = summarize(&block);
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\nScope\n\n1. The Parties shall [act] [cooperate] under article 2.\n(a) one;\n(b) two.\n\nArticle 2\n\nText of it.\n";

    fn check(text: &str, range: Range<usize>, with: &str) {
        let edited = Draft::parse(text, None).edited(range.clone(), with);
        let mut whole = text.to_owned();
        whole.replace_range(range, with);
        assert_eq!(edited.text(), whole);
        assert_eq!(edited, Draft::parse(&whole, None), "{whole}");
    }

    #[test]
    fn the_blocks_of_a_draft_joined_are_its_text() {
        for text in [DRAFT, "", "\u{FEFF}", "\n\n\n", "a\r\nb\rc\n\u{2028}d", "\0"] {
            assert_eq!(Draft::parse(text, None).text(), text);
        }
    }

    #[test]
    fn every_deletion_of_ten_bytes_equals_the_full_parse() {
        for start in 0..DRAFT.len() - 10 {
            check(DRAFT, start..start + 10, "");
        }
    }

    #[test]
    fn every_insertion_equals_the_full_parse() {
        for with in [
            "\n",
            "\n\n",
            "[",
            "2. ",
            "Article 9\n",
            "\n(c) ",
            "المادة 5\n",
            "\r",
            "---\n",
            " les et du dans pour est au aux une le les et du dans pour est",
        ] {
            for at in 0..=DRAFT.len() {
                check(DRAFT, at..at, with);
            }
        }
    }

    #[test]
    fn a_slice_equals_that_of_the_text() {
        let draft = Draft::parse(DRAFT, None);
        for start in 0..=DRAFT.len() {
            assert_eq!(draft.slice(start..DRAFT.len()), DRAFT[start..]);
            assert_eq!(draft.slice(0..start), DRAFT[..start]);
        }
        assert_eq!(draft.slice(3..DRAFT.len() + 1), "");
        assert_eq!(Draft::parse("", None).slice(0..0), "");
    }

    #[test]
    fn an_edit_past_the_end_appends() {
        let edited = Draft::parse("ab", None).edited(7..9, "c");
        assert_eq!(edited.text(), "abc");
    }
}
