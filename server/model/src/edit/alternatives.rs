//! Changes to brackets: one alternative accepted, here or everywhere, the brackets taken off, the words dropped.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, BracketRun, Draft, RunReading, folded_phrase};

use super::Edit;
use crate::outline::{BracketRef, Outline};

/// A bracket in a draft: its block and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Site {
    /// The block.
    pub block: usize,
    /// Its place in the block's brackets.
    pub place: usize,
}

/// The innermost bracket around a byte that is closed, in the same block.
pub fn innermost(draft: &Draft, offset: usize) -> Option<Site> {
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let at = u32::try_from(offset - draft.start(block)).ok()?;
    let list = draft.blocks[block].brackets.list.iter().enumerate();
    let around = list.filter(|(_, it)| it.open <= at && it.end.is_some_and(|end| at <= end));
    around.max_by_key(|(_, it)| it.depth).map(|(place, _)| Site { block, place })
}

/// The words of a bracket whose ends are in one block.
pub fn words(draft: &Draft, site: Site) -> Option<&str> {
    let block = &draft.blocks[site.block];
    block.brackets.list[site.place].inside().map(|inside| &block.text[inside])
}

/// The same without who they are from: `70` of `[AU propose: 70]`.
pub fn own_words(draft: &Draft, site: Site) -> Option<&str> {
    let block = &draft.blocks[site.block];
    let inside = block.brackets.list[site.place].inside()?;
    block.text.get(words_start(block, site.place)..inside.end).map(str::trim)
}

/// The run of alternatives that a bracket is one of, if its parts are words of which one will stay.
pub fn run(draft: &Draft, site: Site) -> Option<&BracketRun> {
    let brackets = &draft.blocks[site.block].brackets;
    let run = brackets.runs.iter().find(|run| run.brackets.contains(&(site.place as u32)))?;
    let is_text = run.brackets.iter().all(|it| brackets.list[*it as usize].content == BracketContent::Text);
    (run.reading != RunReading::Independent && is_text).then_some(run)
}

/// The edit that leaves of a run only one of its parts.
pub fn accepted(draft: &Draft, block: usize, run: &BracketRun, kept: usize) -> Option<Edit> {
    let parsed = &draft.blocks[block];
    let range = extent(parsed, run)?;
    let words = own_words(draft, Site { block, place: kept })?;
    let range = draft.range(block, range);
    Some(Edit { range, text: words.to_owned() })
}

/// The same choice in all the draft: where a run has the same parts, in whatever order, only the part of those words
/// stays.
pub fn accepted_everywhere(draft: &Draft, site: Site) -> Vec<Edit> {
    let Some((run, wanted)) = run(draft, site).zip(words(draft, site)) else { return Vec::new() };
    let parts = parts(&draft.blocks[site.block], run);
    let wanted = folded_phrase(wanted);
    let mut edits = Vec::new();
    for (index, block) in draft.blocks.iter().enumerate() {
        for other in &block.brackets.runs {
            if other.brackets.len() != run.brackets.len() || self::parts(block, other) != parts {
                continue;
            }
            let kept = other.brackets.iter().copied().find(|place| {
                let inside = block.brackets.list[*place as usize].inside();
                inside.is_some_and(|inside| folded_phrase(&block.text[inside]) == wanted)
            });
            edits.extend(kept.and_then(|kept| accepted(draft, index, other, kept as usize)));
        }
    }
    edits
}

/// The edits that take a bracket's signs away and leave its words, wherever it closes.
pub fn unbracketed(draft: &Draft, outline: &Outline, site: Site) -> Option<Vec<Edit>> {
    let block = &draft.blocks[site.block];
    let bracket = &block.brackets.list[site.place];
    let close = outline.close(draft, BracketRef { block: site.block as u32, index: site.place as u32 })?;
    let width = bracket.glyph.width() as usize;
    let open = draft.start(site.block) + bracket.open as usize;
    let closer = bracket.end.map_or(close + width, |end| draft.start(site.block) + end as usize);
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    let words = draft.start(site.block) + words_start(block, site.place);
    Some(vec![gone(open..words.min(close)), gone(close..closer)])
}

/// Where the words of a bracket begin, behind who it says it is from: `70` in `[AU propose: 70]`.
fn words_start(block: &Block, place: usize) -> usize {
    let bracket = &block.brackets.list[place];
    let open = (bracket.open + bracket.glyph.width()) as usize;
    let Some(last) = block.attributions(place).pop().filter(|it| it.is_sure) else { return open };
    let behind = &block.text[last.delegation.end as usize..];
    behind.find([':', '：', '.']).map_or(open, |at| {
        let words = behind[at..].trim_start_matches([':', '：', '.']).trim_start();
        block.text.len() - words.len()
    })
}

/// The edit that drops a bracket with its words, and one of the blanks that would be left side by side.
pub fn dropped(draft: &Draft, site: Site) -> Option<Edit> {
    let block = &draft.blocks[site.block];
    let bracket = &block.brackets.list[site.place];
    let (mut start, end) = (bracket.open as usize, bracket.end? as usize);
    let (before, behind) = (&block.text[..start], &block.text[end..]);
    let blank_behind =
        behind.chars().next().is_none_or(|it| it.is_whitespace() || matches!(it, ',' | '.' | ';' | ':' | ')'));
    if before.ends_with(' ') && blank_behind {
        start -= 1;
    }
    Some(Edit { range: draft.range(site.block, start as u32..end as u32), text: String::new() })
}

/// The parts of a run, folded, in the order of the alphabet.
fn parts(block: &Block, run: &BracketRun) -> Vec<String> {
    let list = &block.brackets.list;
    let words = |place: &u32| list[*place as usize].inside().map(|inside| folded_phrase(&block.text[inside]));
    let mut parts: Vec<String> = run.brackets.iter().filter_map(words).collect();
    parts.sort_unstable();
    parts
}

/// From the first bracket of a run to the end of its last.
fn extent(block: &Block, run: &BracketRun) -> Option<Range<u32>> {
    let bracket = |place: u32| -> &Bracket { &block.brackets.list[place as usize] };
    let (first, last) = (run.brackets.first()?, run.brackets.last()?);
    Some(bracket(*first).open..bracket(*last).end?)
}
