//! # empty-bracket
//!
//! Brackets with nothing between them.
//!
//! They are what is left when the words in dispute are deleted and the brackets stay. A reader cannot tell them from a
//! place where a number or a word is still to come; for that, write `[X]` or `[…]`.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall [] adopt the measures [ ] in its power.
//!                  ^^ these brackets hold nothing
//!                                        ^^^ these brackets hold nothing
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف [] التدابير اللازمة.
//!                  ^^ these brackets hold nothing
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Within [X] days, as Article [ ] provides, [...] the Parties shall meet.
//! ```
//!
//! **Instead**, delete the brackets, or put a placeholder in them.

use travaux_grammar::bracket::Content;

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for bracket in block.brackets.list.iter().filter(|bracket| bracket.content == Content::Text) {
        let (Some(inside), Some(end)) = (bracket.inside(), bracket.end) else { continue };
        if !block.text[inside].chars().all(char::is_whitespace) {
            continue;
        }
        // A blank on either side would be two.
        let is_spaced =
            block.text[..bracket.open as usize].ends_with(' ') && block.text[end as usize..].starts_with(' ');
        let deleted = bracket.open..end + u32::from(is_spaced);
        let finding = Finding::new(context.place(bracket.open..end), "these brackets hold nothing");
        found.push(finding.fix("delete the empty brackets", deleted, "", true));
    }
}
