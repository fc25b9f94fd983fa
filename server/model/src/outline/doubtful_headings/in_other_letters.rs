//! Lines that look like headings in a draft whose headings are written in other letters: `Article 27` at the beginning of a
//! wrapped line, or in a list of chapters, where the headings read `ARTICLE 27`.

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, BlockKind, Doubt, Kind, Label, Summaries};

use super::LabelRef;

/// A heading outnumbers those in other letters by this factor.
const USUAL_FACTOR: usize = 4;

/// A label that looks like a heading.
struct Heading {
    at: LabelRef,
    kind: Kind,
    label: Label,
    is_in_capitals: bool,
}

/// Returns the labels, in order, that look like headings in unusual letters, and name a provision that has a heading in the
/// usual ones. Unusual headings that count from one are those of another instrument in the same text.
pub(super) fn in_other_letters(summaries: Summaries<'_>) -> Vec<LabelRef> {
    let mut found = Vec::new();
    for kind in kinds_in_both(summaries) {
        let of_kind: Vec<Heading> = headings(summaries).filter(|it| it.kind == kind).collect();
        let in_capitals = of_kind.iter().filter(|it| it.is_in_capitals).count();
        let others = of_kind.len() - in_capitals;
        if in_capitals.min(others) * USUAL_FACTOR > in_capitals.max(others) {
            continue;
        }
        let is_usual = |it: &Heading| it.is_in_capitals == (in_capitals > others);
        let usual: FxHashSet<_> = of_kind.iter().filter(|it| is_usual(it)).map(|it| it.label.key()).collect();
        let unusual = of_kind.chunk_by(|one, other| is_usual(one) == is_usual(other));
        for stretch in unusual.filter(|stretch| !is_usual(&stretch[0]) && !stretch[0].label.is_first()) {
            let is_other = |it: &&Heading| usual.contains(&it.label.key()) && !begins_list(summaries, it.at);
            found.extend(stretch.iter().filter(is_other).map(|it| it.at));
        }
    }
    found.sort_unstable();
    found
}

/// Returns whether the first member of a list follows a heading, as the rest of a sentence has none: notes to the chapters of
/// a draft stand under their names.
fn begins_list(summaries: Summaries<'_>, heading: LabelRef) -> bool {
    const MAX_BLANKS: u32 = 3;
    let next = (1..=MAX_BLANKS).map(|count| heading.block.plus(count)).take_while(|it| *it < summaries.end());
    let next = next.map(|it| summaries.get(it)).find(|it| it.kind != BlockKind::Blank);
    let label = next.and_then(|it| it.labels.first()).filter(|it| it.site.kind.is_none());
    label.and_then(|it| it.site.label).is_some_and(|it| it.is_first())
}

/// Returns the numbered headings that their own blocks do not doubt; those of one kind are in the order of the text.
fn headings(summaries: Summaries<'_>) -> impl Iterator<Item = Heading> {
    let articles = summaries.with_flags(BlockFlags::HEADING);
    articles.chain(summaries.with_flags(BlockFlags::DIVISION)).flat_map(|(block, summary)| {
        let certain = summary.labels.iter().enumerate().filter(|(_, it)| it.site.doubt == Doubt::None);
        certain.filter_map(move |(index, it)| {
            let kind = it.site.kind.filter(|it| it.is_heading())?;
            let at = LabelRef { block, index };
            Some(Heading { at, kind, label: it.site.label?, is_in_capitals: it.is_in_capitals })
        })
    })
}

/// Returns the kinds of headings of which some are in capitals and some are not.
fn kinds_in_both(summaries: Summaries<'_>) -> Vec<Kind> {
    let mut seen: Vec<(Kind, [bool; 2])> = Vec::new();
    for heading in headings(summaries) {
        let letters = usize::from(heading.is_in_capitals);
        match seen.iter_mut().find(|it| it.0 == heading.kind) {
            Some((_, seen)) => seen[letters] = true,
            None => seen.push((heading.kind, [letters == 0, letters == 1])),
        }
    }
    seen.into_iter().filter(|(_, seen)| *seen == [true, true]).map(|it| it.0).collect()
}
