//! # unclosed-bracket
//!
//! A bracket opens and nothing closes it.
//!
//! Square brackets mark what is not agreed. If one never closes, nobody can say how much of the text is in dispute,
//! and whoever removes the brackets later may take agreed words with them. Secretariats correct such brackets before
//! a text is issued, and some always remain.
//!
//! A bracket that opens in the middle of a sentence is expected to close before the next provision of the same rank
//! begins; one that opens before a label or a heading may span several provisions.
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall [adopt the measures in its power.
//!                     ^ `[` is not closed within article 4, paragraph 1
//!
//! 2. Parties may [agree] otherwise.
//! ```
//!
//! ```treaty
//! [Article 5
//!
//! 1. A bracket may hold a whole article.
//!
//! 2. It closes where the article ends.]
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! 1 - تتخذ كل دولة طرف [التدابير اللازمة.
//!                      ^ `[` is not closed within article 4, paragraph 1
//!
//! 2 - يجوز للأطراف [الاتفاق] على خلاف ذلك.
//! ```
//!
//! **Instead**, close it behind the last word in dispute, or delete it.

use super::{Finding, Spot};
use crate::diagnostic::Severity;
use crate::outline::of_block;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(spot: &Spot<'_>, found: &mut Vec<Finding>) {
    let outline = spot.outline();
    for (_, place) in of_block(&outline.unclosed, spot.index) {
        let bracket = spot.block.brackets.list[*place as usize];
        let range = spot.range(bracket.open..bracket.open + bracket.glyph.width());
        let around = outline.at(spot.index, bracket.open as usize).filter(|_| !bracket.structural);
        let address = around.map(|id| outline.address(id)).filter(|address| !address.is_empty());
        let opener = bracket.glyph.opener();
        let message = match address {
            Some(address) => format!("`{opener}` is not closed within {address}"),
            None => format!("`{opener}` is never closed"),
        };
        found.push(Finding::new(range, message));
    }
}
