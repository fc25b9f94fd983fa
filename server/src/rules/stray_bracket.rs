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

use super::{Finding, Subject};
use crate::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let draft = subject.draft();
    for (block, at) in &subject.outline().strays {
        let strays = &draft.blocks[*block as usize].brackets.strays;
        // They are in order: a block may hold many.
        let Ok(place) = strays.binary_search_by_key(at, |closer| closer.at) else { continue };
        let closer = &strays[place];
        let range = draft.range(*block as usize, *at..*at + closer.glyph.width());
        found.push(Finding::new(range, format!("`{}` closes nothing", closer.glyph.closer())));
    }
}
