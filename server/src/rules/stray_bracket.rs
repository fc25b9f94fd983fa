//! # stray-bracket
//!
//! A bracket closes and none was open.
//!
//! The words that it should end are somewhere before it; which ones, the text no longer says. Often the opening
//! bracket was deleted together with the words behind it.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall adopt] the measures in its power.
//!                       ^ `]` closes nothing
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف] التدابير اللازمة.
//!                 ^ `]` closes nothing
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall [adopt] the measures in its power.
//! ```
//!
//! **Instead**, open it before the first word in dispute, or delete it.

use super::{Finding, Spot};
use crate::diagnostic::{Edit, Fix, Severity};
use crate::outline::of_block;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(spot: &Spot<'_>, found: &mut Vec<Finding>) {
    for (_, place) in of_block(&spot.outline().strays, spot.index) {
        let closer = &spot.block.brackets.strays[*place as usize];
        let range = spot.range(closer.at..closer.at + closer.glyph.width());
        let sign = closer.glyph.closer();
        let edits = vec![Edit { range: range.clone(), text: String::new() }];
        let fix = Some(Fix { title: format!("delete `{sign}`"), edits, is_sure: false, is_preferred: false });
        found.push(Finding { fix, ..Finding::new(range, format!("`{sign}` closes nothing")) });
    }
}
