//! # unsettled-text
//!
//! A text with the profile `final` still has brackets or placeholders.
//!
//! During a negotiation brackets are normal and are not reported. A text to be adopted has none: brackets around agreed
//! words are removed, and words that are not agreed are deleted (UN Editorial Manual). With the profile `final` the
//! rule reports the outermost of nested brackets, and numbers that are still open.
//!
//! ```treaty profile=final
//! Article 1
//!
//! The Parties [shall] act by 20XX, with [all [necessary] means].
//!             ^^^^^^^ brackets are open in a final text
//!                            ^^^^ a number is still to come in a final text
//!                                       ^^^^^^^^^^^^^^^^^^^^^^^ brackets are open in a final text
//! ```
//!
//! ```treaty profile=final
//! المادة 1
//!
//! تتخذ الأطراف [جميع] التدابير.
//!              ^^^^^^ brackets are open in a final text
//! ```
//!
//! ```treaty
//! Article 1
//!
//! The Parties [shall] act.
//! ```
//!
//! **Instead**, finish the text, or lint it with the profile `negotiating`.

use travaux_grammar::{BracketContent, bare_placeholders, range_to_u32};

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::config::Profile;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::BracketRef;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    if context.settings.profile != Profile::Final {
        return;
    }
    let block = context.block;
    // A bracket that opens in an earlier block is reported there.
    let closes = context.outline.spans_into(context.id).map(|span| match span.close.block == context.id {
        true => block.brackets.stray(span.close.index).at + 1,
        false => u32::MAX,
    });
    let mut covered = closes.max().unwrap_or(0);
    for (index, bracket) in (0u32..).zip(&block.brackets.list) {
        if bracket.open < covered || bracket.content == BracketContent::Footnote {
            continue;
        }
        let opener_end = bracket.opener().end;
        let own = BracketRef { block: context.id, index };
        let is_closed_later = || context.outline.spans.binary_search_by_key(&own, |it| it.open).is_ok();
        covered = match bracket.close {
            Some(close) => close + 1,
            None if is_closed_later() => u32::MAX,
            None => opener_end,
        };
        let place = context.place(bracket.open..bracket.end.unwrap_or(opener_end));
        found.push(Finding::new(place, "brackets are open in a final text"));
    }
    for bare in bare_placeholders(block.plain_text()) {
        let bare = range_to_u32(bare);
        let is_inside = block
            .brackets
            .list
            .iter()
            .any(|bracket| bracket.open <= bare.start && bracket.end.is_some_and(|end| bare.end <= end));
        if !is_inside {
            found.push(Finding::new(context.place(bare), "a number is still to come in a final text"));
        }
    }
}
