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

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    for index in context.outline.strays_in(context.index) {
        let closer = &context.block.brackets.strays[index as usize];
        let range = closer.at..closer.at + closer.glyph.width();
        let sign = closer.glyph.closer();
        let finding = Finding::new(context.place(range.clone()), format!("`{sign}` closes nothing"));
        found.push(finding.possible_fix(format!("delete `{sign}`"), range, ""));
    }
}
