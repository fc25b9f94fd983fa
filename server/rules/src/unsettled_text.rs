//! # unsettled-text
//!
//! A text that is declared final still has brackets or placeholders.
//!
//! In a negotiation brackets are the work in hand, and nothing is said of them. A text to be adopted has none: what is
//! agreed loses its brackets, what is not goes (UN Editorial Manual). The rule speaks under the profile `final`, of
//! the outermost bracket of a nest, and of numbers still to come.
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
//! **Instead**, settle the text, or lint it under the profile `negotiating`.

use travaux_grammar::bracket::{Content, bare_placeholders};

use super::{Finding, Subject};
use travaux_model::config::Profile;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.settings.profile != Profile::Final {
        return;
    }
    let (draft, outline) = (subject.draft(), subject.outline());
    // A bracket that opened in an earlier block is told where it opened.
    let mut covered = 0;
    for (index, block) in subject.blocks() {
        let start = draft.start(index);
        for (place, bracket) in block.brackets.list.iter().enumerate() {
            let open = start + bracket.open as usize;
            if open < covered || bracket.content == Content::Footnote {
                continue;
            }
            let close = outline.close(draft, (index as u32, place as u32));
            let opener_end = open + bracket.glyph.width() as usize;
            covered = close.map_or(opener_end, |close| close + 1);
            let in_block = bracket.end.map_or(opener_end, |end| start + end as usize);
            found.push(Finding::new(open..in_block, "brackets are open in a final text".to_owned()));
        }
        for bare in bare_placeholders(&block.text) {
            let inside = block.brackets.list.iter().any(|bracket| {
                bracket.open as usize <= bare.start && bracket.end.is_some_and(|end| bare.end <= end as usize)
            });
            if !inside {
                let range = start + bare.start..start + bare.end;
                found.push(Finding::new(range, "a number is still to come in a final text".to_owned()));
            }
        }
    }
}
