//! # reference-to-contested-provision
//!
//! A reference names a provision that is in brackets as a whole.
//!
//! This is off by default, since a text under negotiation may have hundreds of such references and none of them is a
//! fault. If the provision is deleted, the reference must be deleted too, or it dangles. Such references show a delegation
//! what its proposal to delete an article would affect.
//!
//! ```treaty
//! Article 1
//!
//! This article does not affect article 2.
//!                              ^^^^^^^^^ article 2 stands in brackets as a whole
//!
//! [Article 2
//!
//! Text in dispute, to which paragraph 1 of article 1 applies.]
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! لا تمس هذه المادة المادة 2.
//!                   ^^^^^^^^ article 2 stands in brackets as a whole
//!
//! [المادة 2
//!
//! نص موضع خلاف.]
//! ```
//!
//! ```treaty
//! Article 1
//!
//! This article does not affect article 2.
//!
//! Article 2
//!
//! Text [partly] in dispute.
//! ```
//!
//! **Instead**, put the reference in brackets too, or agree on the provision first.

use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{BracketRef, Status};

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    for Resolved { reference, resolution } in context.resolved() {
        // A reference that dangles in part is reported by `dangling-reference`.
        if reference.relative.is_some() || resolution.status == Status::Dangling {
            continue;
        }
        for target in resolution.provisions() {
            let Some(bracket) = outline.contested(context.summaries, target) else { continue };
            // Inside the same bracket both stay or are deleted together.
            if is_inside(context, bracket, reference.start) {
                continue;
            }
            let message = format!("{} stands in brackets as a whole", outline.address(target));
            let place = context.place(reference.range());
            found.push(Finding::new(place, message).related(Place::Opener(bracket), "the bracket opens here"));
            break;
        }
    }
}

/// Returns whether a byte of the block is inside a bracket of the draft.
fn is_inside(context: &BlockContext<'_>, bracket: BracketRef, at: u32) -> bool {
    let (block, outline) = (context.id, context.outline);
    let own = || &context.block.brackets[bracket.index];
    let is_opened = bracket.block < block || bracket.block == block && own().open <= at;
    let span = outline.spans.binary_search_by_key(&bracket, |it| it.open).ok().map(|it| outline.spans[it].close);
    let is_open_still = match span {
        Some(close) if close.block == block => at < context.block.brackets.stray(close.index).at,
        Some(close) => block < close.block,
        None => bracket.block == block && own().close.is_some_and(|close| at < close),
    };
    is_opened && is_open_still
}
