//! # reference-to-contested-provision
//!
//! A reference leads to a provision that stands in brackets as a whole.
//!
//! If the provision goes, the reference goes with it, or breaks. Knowing such references beforehand tells a delegation
//! what its proposal to delete an article would touch.
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
//! **Instead**, put the reference in brackets too, or settle the provision first.

use super::{Finding, Referred, Spot};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::Status;

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(spot: &Spot<'_>, found: &mut Vec<Finding>) {
    let (draft, outline) = (spot.draft(), spot.outline());
    for Referred { reference, resolution } in spot.referred() {
        // One that leads nowhere in part is to be mended first.
        if reference.relative.is_some() || resolution.status == Status::Dangling {
            continue;
        }
        let range = spot.range(reference.start..reference.end);
        for target in resolution.provisions() {
            let Some(bracket) = outline.contested(draft, target) else { continue };
            let open = draft.blocks[bracket.0 as usize].brackets.list[bracket.1 as usize];
            let opener = draft.range(bracket.0 as usize, open.open..open.open + open.glyph.width());
            let close = outline.close(draft, bracket).unwrap_or(opener.end);
            // Inside the same bracket both stand or fall together.
            if (opener.start..close).contains(&range.start) {
                continue;
            }
            let message = format!("{} stands in brackets as a whole", outline.address(target));
            found.push(Finding::new(range.clone(), message).related(opener, "the bracket opens here"));
            break;
        }
    }
}
