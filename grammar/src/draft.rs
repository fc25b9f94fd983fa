//! A draft: its blocks in sequence. An edit is read again where it falls, and the result equals the full parse of the
//! same text. Knows nothing that needs more than one block, save which language the Latin ones are in.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::block::Block;
use crate::language::{Evidence, Language};
use crate::marks::{Marks, Named};
use crate::split::{lines, pieces, starts, starts_in};

/// How many bytes of a text are cut into blocks at once where there are several to do it.
const PIECE: usize = 1 << 15;

/// A draft. Its blocks' texts, joined, are its text.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The blocks, in order.
    pub blocks: Vec<Arc<Block>>,
    /// Where each block begins, in bytes, and behind them where the draft ends.
    starts: Vec<usize>,
    /// What there is in each block.
    marks: Vec<Marks>,
    /// What the references of each block may lead to.
    named: Vec<Named>,
    evidence: Evidence,
    forced: Option<Language>,
}

/// A way to do what takes long: one thing after the other, or side by side for who has threads.
pub trait Way {
    /// What `of` gives for the places from 0 to `count`, in order.
    fn each<T: Send>(&self, count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T>;

    /// What two things give.
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B);
}

/// One thing after the other.
#[derive(Clone, Copy, Debug)]
pub struct InTurn;

impl Way for InTurn {
    fn each<T: Send>(&self, count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
        (0..count).map(of).collect()
    }

    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        (one(), other())
    }
}

impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        self.blocks == other.blocks && self.starts == other.starts && self.forced == other.forced
    }
}

impl Draft {
    /// Reads a draft. `forced` is the language to read every block in; else each block's own is found.
    pub fn parse(text: &str, forced: Option<Language>) -> Draft {
        Draft::parse_by(text, forced, &InTurn)
    }

    /// The same, with the way to read its parts.
    pub fn parse_by(text: &str, forced: Option<Language>, way: &impl Way) -> Draft {
        let pieces = pieces(text, PIECE);
        let of_pieces = way.each(pieces.len(), |piece| starts_in(text, pieces[piece].clone()));
        let mut begins = of_pieces.concat();
        begins.push(text.len());
        let part = |index: usize| &text[begins[index]..begins[index + 1]];
        let evidences = way.each(begins.len() - 1, |index| Evidence::of(part(index)));
        let evidence = evidences.iter().fold(Evidence::default(), |sum, each| sum.plus(*each));
        let latin = evidence.latin_language();
        let read = way.each(begins.len() - 1, |index| {
            let evidence = evidences[index];
            let language = forced.unwrap_or_else(|| evidence.part_language(latin));
            let block = Block::parse(part(index), language, evidence, index == 0);
            let (marks, named) = (Marks::of(&block), Named::by(&block));
            (Arc::new(block), marks, named)
        });
        let mut draft = Draft { starts: begins, evidence, forced, ..Draft::default() };
        draft.blocks.reserve_exact(read.len());
        draft.marks.reserve_exact(read.len());
        draft.named.reserve_exact(read.len());
        for (block, marks, named) in read {
            draft.blocks.push(block);
            draft.marks.push(marks);
            draft.named.push(named);
        }
        draft
    }

    /// The draft with the bytes of `range` replaced. Reads only the blocks that the edit touches and their neighbours.
    /// A range that ends past the draft, or inside a letter, is widened or cut to what there is.
    #[must_use]
    pub fn replaced(&self, range: Range<usize>, with: &str) -> Draft {
        if self.blocks.is_empty() {
            return Draft::parse(with, self.forced);
        }
        let range = range.start.min(self.len())..range.end.min(self.len()).max(range.start.min(self.len()));
        // The block before, since the first line may join it; the block behind, since its first line may join ours.
        let first = self.block_at(range.start).saturating_sub(1);
        let last = (self.block_at(range.end) + 1).min(self.blocks.len() - 1);
        let mut text = String::with_capacity(self.starts[last + 1] - self.starts[first] + with.len());
        self.blocks[first..=last].iter().for_each(|block| text.push_str(&block.text));
        let offset = self.starts[first];
        let local = text.floor_char_boundary(range.start - offset)..text.ceil_char_boundary(range.end - offset);
        text.replace_range(local, with);

        let before = first.checked_sub(1).map(|index| &*self.blocks[index].text);
        let mut begins = starts(&text, before.and_then(|text| lines(text).last()));
        let replaced = &self.blocks[first..=last];
        // By text: the whole draft may be replaced, mostly by itself.
        let mut known: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, block) in replaced.iter().enumerate() {
            let alike = known.entry(&block.text).or_default();
            // The draft's first block may be read otherwise than its likes; of the rest one is enough in each language.
            if alike.iter().all(|other| first + other == 0 || replaced[*other].language != block.language) {
                alike.push(at);
            }
        }
        let mut evidence = replaced.iter().fold(self.evidence, |sum, block| sum.minus(block.evidence));
        begins.push(text.len());
        let parts: Vec<(&str, Evidence)> = begins
            .windows(2)
            .map(|it| {
                let part = &text[it[0]..it[1]];
                let known = known.get(part).map(|alike| replaced[alike[0]].evidence);
                (part, known.unwrap_or_else(|| Evidence::of(part)))
            })
            .collect();
        evidence = parts.iter().fold(evidence, |sum, (_, each)| sum.plus(*each));
        let latin = evidence.latin_language();
        if self.forced.is_none() && latin != self.evidence.latin_language() {
            // The whole draft changed its language: every Latin block is another one.
            let whole: String = self.blocks[..first]
                .iter()
                .map(|block| &*block.text)
                .chain([text.as_str()])
                .chain(self.blocks[last + 1..].iter().map(|block| &*block.text))
                .collect();
            return Draft::parse(&whole, self.forced);
        }
        let read = |index: usize, part: &str, evidence: Evidence| {
            let language = self.forced.unwrap_or_else(|| evidence.part_language(latin));
            let is_first = first + index == 0;
            let known = known.get(part).into_iter().flatten().map(|at| (first + at == 0, &replaced[*at]));
            let known =
                known.into_iter().find(|(was_first, block)| *was_first == is_first && block.language == language);
            match known {
                Some((_, block)) => Arc::clone(block),
                None => Arc::new(Block::parse(part, language, evidence, is_first)),
            }
        };
        let middle: Vec<Arc<Block>> =
            parts.iter().enumerate().map(|(index, (part, evidence))| read(index, part, *evidence)).collect();

        let mut blocks = Vec::with_capacity(self.blocks.len() + middle.len() - replaced.len());
        let marks = spliced(&self.marks, first..last + 1, middle.iter().map(|block| Marks::of(block)));
        let named = spliced(&self.named, first..last + 1, middle.iter().map(|block| Named::by(block)));
        blocks.extend_from_slice(&self.blocks[..first]);
        blocks.extend(middle);
        blocks.extend_from_slice(&self.blocks[last + 1..]);
        let mut begins_all = Vec::with_capacity(blocks.len() + 1);
        begins_all.extend_from_slice(&self.starts[..first]);
        begins_all.extend(begins[..begins.len() - 1].iter().map(|begin| begin + offset));
        let behind = offset + text.len();
        let was = self.starts[last + 1];
        begins_all.extend(self.starts[last + 1..].iter().map(|begin| begin - was + behind));
        Draft { blocks, starts: begins_all, marks, named, evidence, forced: self.forced }
    }

    /// The draft's main language.
    pub fn language(&self) -> Language {
        self.forced.unwrap_or_else(|| self.evidence.language())
    }

    /// Whether any of it is written in Cyrillic.
    pub fn has_cyrillic(&self) -> bool {
        self.evidence.has_cyrillic()
    }

    /// The bytes of its text.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// Whether its text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its text, joined from its blocks.
    pub fn text(&self) -> String {
        self.blocks.iter().map(|block| &*block.text).collect()
    }

    /// The text of some of its bytes, joined from the blocks that they touch; empty for what is no range of letters.
    pub fn slice(&self, range: Range<usize>) -> String {
        if self.blocks.is_empty() || range.start > range.end || range.end > self.len() {
            return String::new();
        }
        let (first, last) = (self.block_at(range.start), self.block_at(range.end));
        let text: String = self.blocks[first..=last].iter().map(|block| &*block.text).collect();
        let start = self.starts[first];
        text.get(range.start - start..range.end - start).unwrap_or_default().to_owned()
    }

    /// The blocks of some marks, with their places.
    pub fn marked(&self, marks: Marks) -> impl Iterator<Item = (usize, &Block)> {
        self.marked_in(0..self.blocks.len(), marks)
    }

    /// Those of them that are among some blocks.
    pub fn marked_in(&self, blocks: Range<usize>, marks: Marks) -> impl Iterator<Item = (usize, &Block)> {
        let marked = blocks.clone().zip(&self.marks[blocks]).filter(move |(_, it)| it.has(marks));
        marked.map(|(index, _)| (index, &*self.blocks[index]))
    }

    /// The blocks with a reference that may lead to some headings.
    pub fn naming(&self, headings: Named) -> impl Iterator<Item = usize> {
        self.named.iter().enumerate().filter(move |(_, it)| it.meets(headings)).map(|(index, _)| index)
    }

    /// What there is in a block.
    pub fn marks(&self, block: usize) -> Marks {
        self.marks[block]
    }

    /// Where a block begins.
    pub fn start(&self, block: usize) -> usize {
        self.starts[block]
    }

    /// The bytes of a block.
    pub fn block_range(&self, block: usize) -> Range<usize> {
        self.starts[block]..self.starts[block + 1]
    }

    /// The block in which a byte stands; the last one for the end of the draft. 0 in an empty draft.
    pub fn block_at(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= offset);
        after.saturating_sub(1).min(self.blocks.len().saturating_sub(1))
    }

    /// A range of a block as a range of the draft.
    pub fn range(&self, block: usize, range: Range<u32>) -> Range<usize> {
        let start = self.starts[block];
        start + range.start as usize..start + range.end as usize
    }
}

/// A list with some of its members replaced.
fn spliced<T: Copy>(list: &[T], gone: Range<usize>, new: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut all = Vec::with_capacity(list.len() + new.len());
    all.extend_from_slice(&list[..gone.start]);
    all.extend(new);
    all.extend_from_slice(&list[gone.end..]);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\nScope\n\n1. The Parties shall [act] [cooperate] under article 2.\n(a) one;\n(b) two.\n\nArticle 2\n\nText of it.\n";

    fn check(text: &str, range: Range<usize>, with: &str) {
        let edited = Draft::parse(text, None).replaced(range.clone(), with);
        let mut whole = text.to_owned();
        whole.replace_range(range, with);
        assert_eq!(edited.text(), whole);
        assert_eq!(edited, Draft::parse(&whole, None), "{whole}");
    }

    #[test]
    fn a_drafts_blocks_joined_are_its_text() {
        for text in [DRAFT, "", "\u{FEFF}", "\n\n\n", "a\r\nb\rc\n\u{2028}d", "\0"] {
            assert_eq!(Draft::parse(text, None).text(), text);
        }
    }

    #[test]
    fn every_deletion_of_ten_bytes_reads_as_the_full_parse() {
        for start in 0..DRAFT.len() - 10 {
            check(DRAFT, start..start + 10, "");
        }
    }

    #[test]
    fn every_insertion_reads_as_the_full_parse() {
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
    fn a_slice_is_that_of_the_text() {
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
        let edited = Draft::parse("ab", None).replaced(7..9, "c");
        assert_eq!(edited.text(), "abc");
    }
}
