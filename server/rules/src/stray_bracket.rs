//! # stray-bracket
//!
//! A closing bracket has no opening bracket.
//!
//! The bracketed words are somewhere before it, but the text no longer shows where they begin. Often the opening
//! bracket was deleted together with the words after it.
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
//! A bracket of another kind may have opened before it.
//!
//! ```treaty
//! 第一条
//!
//! 各缔约国应［依法】合作。
//!         ^ `】` closes nothing
//! ```
//!
//! **Instead**, add the opening bracket before the first disputed word, or delete the closing bracket. If a bracket of another
//! kind opens before it, write the sign that closes that one.

use crate::context::BlockContext;
use crate::finding::Finding;
use crate::mixed_brackets::MixedCloser;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    for index in context.outline.strays_in(context.id) {
        let closer = context.block.brackets.stray(index);
        let range = closer.at..closer.at + closer.glyph.width();
        let sign = closer.glyph.closer();
        let finding = Finding::new(context.place(range.clone()), format!("`{sign}` closes nothing"));
        found.push(match MixedCloser::of_closer(context, closer.at) {
            Some((mixed, _)) => mixed.fix(finding),
            None => finding.possible_fix(format!("delete `{sign}`"), range, ""),
        });
    }
}
