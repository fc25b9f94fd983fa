//! # reference-to-no-text
//!
//! A reference names a provision that is deleted or reserved.
//!
//! Its heading is there, so the reference seems to be right, but the reader finds only `(Deleted)`. References should have
//! been corrected when the provision lost its text (UN Editorial Manual: cross-references are to be checked whenever
//! numbers change).
//!
//! The draft must say that there is no text. The rule cannot know whether the words have moved elsewhere. References in the
//! amendments of another text, and those to another instrument, are left alone.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall act as provided in article 5.
//!                                     ^^^^^^^^^ article 5 has no text: it is deleted or reserved
//!
//! Article 5
//! (Deleted)
//!
//! Article 6
//!
//! Each Party shall report.
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف التدابير وفقا للفقرة 2 من المادة 5.
//!                                ^^^^^^^^^^^^^^^^^^^^ article 5, paragraph 2 has no text: it is deleted or reserved
//!
//! المادة 5
//!
//! 1 - تحدد كل دولة طرف موانئها.
//!
//! 2 - [محذوفة]
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Article 5 is reserved. Each Party shall act under article 6, paragraph 1, and article 7.
//!
//! Article 6
//! Ports
//!
//! 1. Each Party shall name its ports.
//!
//! 2. [Deleted]
//!
//! Article 7
//! Reserved areas
//!
//! Each Party shall mark its areas.
//! ```
//!
//! **Instead**, name the provision in which the words stand now, or delete the reference.

use travaux_grammar::{BlockId, BlockKind, Kind, Summaries};

use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use crate::missing_targets::{amends, is_quoted, is_within_range};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Outline, ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    for Resolved { reference, resolution } in context.resolved() {
        if reference.relative.is_some() || resolution.status != Status::Resolved {
            continue;
        }
        // `articles 6 to 9` pass over article 7.
        let is_passed_over = |id: ProvisionId| {
            let provision = outline.provision(id);
            provision.label.is_some_and(|label| is_within_range(reference, provision.kind, &label))
        };
        let is_empty = |id: &ProvisionId| is_vacant(context.summaries, outline, *id) && !is_passed_over(*id);
        let Some(target) = resolution.provisions().find(is_empty) else { continue };
        // `Article 5 [deleted]` is no reference to another provision.
        let own = outline.at(context.id, reference.start);
        if own.is_some_and(|id| outline.ancestors(id).any(|it| it == target))
            || context.block.summary.is_vacant
            || amends(outline, context.summaries, context.id, context.block)
            || is_quoted(outline, context.id, context.block, reference.start)
        {
            continue;
        }
        let message = format!("{} has no text: it is deleted or reserved", outline.address(target));
        let finding = Finding::new(context.place(reference.range()), message);
        found.push(finding.related(Place::label(outline, target), "it stands here"));
    }
}

/// Returns whether a provision consists of its label and words that say that it has no text.
fn is_vacant(summaries: Summaries<'_>, outline: &Outline, id: ProvisionId) -> bool {
    const MAX_BLOCKS: u32 = 6;
    let provision = outline.provision(id);
    // `No text` is a choice among options, and may be named as one.
    if provision.end != id.next() || provision.after_text || provision.kind == Kind::Option {
        return false;
    }
    let end = outline.get(provision.end).map_or(summaries.end(), |next| next.block);
    if end <= provision.block || end > provision.block.plus(MAX_BLOCKS) {
        return false;
    }
    let mut says_so = false;
    let is_bare = BlockId::range(provision.block..end).all(|block| {
        let summary = summaries.get(block);
        says_so |= summary.is_vacant && !summary.is_to_come;
        let has_no_words = block == provision.block && !summary.has_text_after_labels && !summary.is_elided;
        let is_title = provision.title == Some(block) && block > provision.block;
        summary.is_vacant || has_no_words || is_title || matches!(summary.kind, BlockKind::Blank | BlockKind::Comment)
    });
    is_bare && says_so
}
