//! Brackets that cross blocks. A block hands on only the closers and openers it leaves over; an opener at the start of
//! a block may span provisions, one in mid-sentence expires at the next provision of its rank or above, so that one
//! missing closer does not swallow the rest of the draft.

use travaux_grammar::notation::GLYPHS;
use travaux_grammar::{Draft, Kind};

use super::{Outline, Span};

/// The highest rank of what has no heading: an article's is below it.
const HEADING: u8 = 4;

struct Waiting {
    /// The block and the place in its brackets.
    open: (u32, u32),
    structural: bool,
    /// The rank of the provision it stands in: an inline opener does not outlive it.
    rank: u8,
    glyph: usize,
}

/// Pairs what the blocks leave over and notes which bracket each provision begins in.
pub(super) fn fold(draft: &Draft, outline: &mut Outline) {
    let mut waiting: Vec<Waiting> = Vec::new();
    // Openers past their provision: a closer that nothing else claims may still be theirs, until the next heading.
    let mut expired: Vec<Waiting> = Vec::new();
    let mut open_by_glyph = [0usize; GLYPHS];
    let mut depths = Vec::with_capacity(draft.blocks.len());
    let mut next_provision = 0;
    let mut rank = 0;
    for (index, block) in draft.blocks.iter().enumerate() {
        let index = index as u32;
        let first_provision = next_provision;
        let mut highest = u8::MAX;
        while let Some(provision) = outline.provisions.get(next_provision)
            && provision.block == index
        {
            rank = rank_of(provision.kind, next_provision, outline);
            highest = highest.min(rank);
            next_provision += 1;
        }
        if highest <= HEADING {
            outline.unclosed.extend(expired.drain(..).map(|it| it.open));
        }
        if highest != u8::MAX && waiting.iter().any(|it| !it.structural) {
            let mut stays = Vec::with_capacity(waiting.len());
            for it in waiting {
                if it.structural || it.rank < highest {
                    stays.push(it);
                    continue;
                }
                open_by_glyph[it.glyph] -= 1;
                if highest <= HEADING {
                    outline.unclosed.push(it.open);
                } else {
                    expired.push(it);
                }
            }
            waiting = stays;
        }
        depths.push(waiting.len() as u32);
        enclose(outline, first_provision..next_provision, &waiting, block, index);
        for stray in &block.brackets.strays {
            let glyph = stray.glyph.family();
            let opener = (open_by_glyph[glyph] > 0).then(|| waiting.iter().rposition(|it| it.glyph == glyph)).flatten();
            match opener {
                Some(at) => {
                    open_by_glyph[glyph] -= 1;
                    outline.spans.push(Span { open: waiting.remove(at).open, close: (index, stray.at) });
                }
                None => match expired.iter().rposition(|it| it.glyph == glyph) {
                    Some(at) => {
                        outline.spans.push(Span { open: expired.remove(at).open, close: (index, stray.at) });
                    }
                    None => outline.strays.push((index, stray.at)),
                },
            }
        }
        for (place, bracket) in block.brackets.list.iter().enumerate().filter(|(_, it)| it.close.is_none()) {
            open_by_glyph[bracket.glyph.family()] += 1;
            let structural = bracket.structural;
            waiting.push(Waiting { open: (index, place as u32), structural, rank, glyph: bracket.glyph.family() });
        }
    }
    outline.unclosed.extend(waiting.into_iter().chain(expired).map(|it| it.open));
    outline.unclosed.sort_unstable();
    outline.spans.sort_unstable_by_key(|span| span.open);
    outline.depths = depths;
}

/// Notes for the provisions of a block the nearest bracket that is open at their label.
fn enclose(
    outline: &mut Outline,
    provisions: std::ops::Range<usize>,
    waiting: &[Waiting],
    block: &travaux_grammar::Block,
    index: u32,
) {
    let around = waiting.iter().rev().find(|it| it.structural).map(|it| it.open);
    for id in provisions {
        let start = outline.provisions[id].at.start;
        let own = block
            .brackets
            .list
            .iter()
            .take_while(|bracket| bracket.open <= start)
            .enumerate()
            .filter(|(_, bracket)| bracket.close.is_none_or(|close| close > start))
            .max_by_key(|(_, bracket)| (bracket.close.unwrap_or(u32::MAX), bracket.open))
            .map(|(place, _)| (index, place as u32));
        outline.provisions[id].bracket = own.or(around);
    }
}

/// The rank at which inline brackets expire: the deeper, the higher the number.
fn rank_of(kind: Kind, id: usize, outline: &Outline) -> u8 {
    match kind {
        Kind::Preamble | Kind::Annex => 0,
        Kind::Part | Kind::Title => 1,
        Kind::Chapter => 2,
        Kind::Section => 3,
        Kind::Article => 4,
        Kind::Option => 5,
        Kind::Paragraph | Kind::Recital => 6,
        Kind::Subparagraph => 7,
        Kind::Item => {
            let depth = outline.ancestors(id as u32).filter(|it| outline.provision(*it).kind == Kind::Item).count();
            8u8.saturating_add(depth.min(100) as u8)
        }
        Kind::Footnote => u8::MAX - 1,
    }
}
