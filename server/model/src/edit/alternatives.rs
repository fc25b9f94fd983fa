//! Edits of brackets: accept one alternative, here or everywhere, remove the brackets, or remove the words.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, BracketRun, Draft, RunReading, folded_phrase};

use super::Edit;
use crate::outline::{BracketRef, Outline};

/// A bracket of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BracketSite {
    /// The block.
    pub block: usize,
    /// The index among the brackets of the block.
    pub index: usize,
}

/// Returns the innermost bracket around an offset that closes in the same block.
pub fn innermost(draft: &Draft, offset: usize) -> Option<BracketSite> {
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let at = u32::try_from(offset - draft.start(block)).ok()?;
    let list = draft.blocks[block].brackets.list.iter().enumerate();
    let around = list.filter(|(_, it)| it.open <= at && it.end.is_some_and(|end| at <= end));
    around.max_by_key(|(_, it)| it.depth).map(|(index, _)| BracketSite { block, index })
}

/// Returns the words of a bracket that opens and closes in one block.
pub fn words(draft: &Draft, site: BracketSite) -> Option<&str> {
    let block = &draft.blocks[site.block];
    block.brackets.list[site.index].inside().map(|inside| &block.text[inside])
}

/// Returns the words without their attribution: `70` in `[AU propose: 70]`.
pub fn own_words(draft: &Draft, site: BracketSite) -> Option<&str> {
    let block = &draft.blocks[site.block];
    let inside = block.brackets.list[site.index].inside()?;
    block.text.get(words_start(block, site.index)..inside.end).map(str::trim)
}

/// Returns the run of alternatives that a bracket belongs to.
pub fn run(draft: &Draft, site: BracketSite) -> Option<&BracketRun> {
    let brackets = &draft.blocks[site.block].brackets;
    let run = brackets.runs.iter().find(|run| run.brackets.contains(&(site.index as u32)))?;
    let is_text = run.brackets.iter().all(|it| brackets.list[*it as usize].content == BracketContent::Text);
    (run.reading != RunReading::Independent && is_text).then_some(run)
}

/// Returns the edit that replaces a run by one of its parts.
pub fn accepted(draft: &Draft, block: usize, run: &BracketRun, kept: usize) -> Option<Edit> {
    let parsed = &draft.blocks[block];
    let range = extent(parsed, run)?;
    let words = own_words(draft, BracketSite { block, index: kept })?;
    let range = draft.range(block, range);
    Some(Edit { range, text: words.to_owned() })
}

/// Returns the edits that make the same choice throughout the draft: every run with the same parts, in any order, is
/// replaced by the chosen words.
pub fn accepted_everywhere(draft: &Draft, site: BracketSite) -> Vec<Edit> {
    let Some((run, chosen)) = run(draft, site).zip(words(draft, site)) else { return Vec::new() };
    let parts = parts(&draft.blocks[site.block], run);
    let chosen = folded_phrase(chosen);
    let mut edits = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        for other in &block.brackets.runs {
            if other.brackets.len() != run.brackets.len() || self::parts(block, other) != parts {
                continue;
            }
            let kept = other.brackets.iter().copied().find(|index| {
                let inside = block.brackets.list[*index as usize].inside();
                inside.is_some_and(|inside| folded_phrase(&block.text[inside]) == chosen)
            });
            edits.extend(kept.and_then(|kept| accepted(draft, index, other, kept as usize)));
        }
    }
    edits
}

/// Returns the edits that delete the signs of a bracket and leave its words, wherever it closes.
pub fn unbracketed(draft: &Draft, outline: &Outline, site: BracketSite) -> Option<Vec<Edit>> {
    let block = &draft.blocks[site.block];
    let bracket = &block.brackets.list[site.index];
    let close = outline.close(draft, BracketRef { block: site.block as u32, index: site.index as u32 })?;
    let width = bracket.glyph.width() as usize;
    let open = draft.start(site.block) + bracket.open as usize;
    let closer = bracket.end.map_or(close + width, |end| draft.start(site.block) + end as usize);
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    let words = draft.start(site.block) + words_start(block, site.index);
    Some(vec![gone(open..words.min(close)), gone(close..closer)])
}

/// Returns the start of a bracket's words, after the attribution: `70` in `[AU propose: 70]`.
fn words_start(block: &Block, index: usize) -> usize {
    let bracket = &block.brackets.list[index];
    let open = (bracket.open + bracket.glyph.width()) as usize;
    let Some(last) = block.attributions(index).pop().filter(|it| it.is_sure) else { return open };
    let rest = &block.text[last.delegation.end as usize..];
    rest.find([':', '：', '.']).map_or(open, |at| {
        let words = rest[at..].trim_start_matches([':', '：', '.']).trim_start();
        block.text.len() - words.len()
    })
}

/// Returns the edit that deletes a bracket with its words, and one of the two spaces that would otherwise remain.
pub fn dropped(draft: &Draft, site: BracketSite) -> Option<Edit> {
    let block = &draft.blocks[site.block];
    let bracket = &block.brackets.list[site.index];
    let (mut start, end) = (bracket.open as usize, bracket.end? as usize);
    let (before, after) = (&block.text[..start], &block.text[end..]);
    let no_space_needed =
        after.chars().next().is_none_or(|it| it.is_whitespace() || matches!(it, ',' | '.' | ';' | ':' | ')'));
    if before.ends_with(' ') && no_space_needed {
        start -= 1;
    }
    Some(Edit { range: draft.range(site.block, start as u32..end as u32), text: String::new() })
}

/// Returns the parts of a run, folded and sorted.
fn parts(block: &Block, run: &BracketRun) -> Vec<String> {
    let list = &block.brackets.list;
    let words = |index: &u32| list[*index as usize].inside().map(|inside| folded_phrase(&block.text[inside]));
    let mut parts: Vec<String> = run.brackets.iter().filter_map(words).collect();
    parts.sort_unstable();
    parts
}

/// Returns the range from the first bracket of a run to the end of the last.
fn extent(block: &Block, run: &BracketRun) -> Option<Range<u32>> {
    let bracket = |index: u32| -> &Bracket { &block.brackets.list[index as usize] };
    let (first, last) = (run.brackets.first()?, run.brackets.last()?);
    Some(bracket(*first).open..bracket(*last).end?)
}
