//! For what a text defines its terms: `for the purposes of this Chapter`, `notwithstanding (d), for the purposes of Article 9.5`,
//! 就本章而言. Only the references show it, so that it holds in every language.

use crate::block::Block;
use crate::kind::Kind;
use crate::offset::to_u32;
use crate::reference::{Anchor, Reference};

/// Returns the kind of the provision for which a block defines a term at an offset, judging by the last reference before it.
pub(super) fn scope_before(block: &Block, offset: u32) -> Option<Kind> {
    let count = block.references.partition_point(|it| it.end <= offset);
    block.references[..count].last().and_then(kind)
}

/// Returns the kind of the provision for which a block announces a list of definitions.
pub(super) fn scope_of_list(block: &Block) -> Option<Kind> {
    let announces = block.plain_text().trim_end().ends_with([':', '：']);
    if announces { scope_before(block, to_u32(block.plain_text().len())) } else { None }
}

/// Returns the kind of the heading that a reference of this draft names.
fn kind(reference: &Reference) -> Option<Kind> {
    let named = reference.targets.first().and_then(|target| target.steps.first()).map(|step| step.kind);
    let pointed = match (reference.relative, reference.anchor) {
        (Some((kind, 0)), _) | (None, Anchor::This(kind)) => Some(kind),
        _ => None,
    };
    named.or(pointed).filter(|kind| kind.is_heading() && reference.anchor != Anchor::OtherInstrument)
}
