//! # unordered-number
//!
//! A number stands behind a higher one of the same list.
//!
//! Two provisions have changed places and kept their numbers, or one was moved. A reader who looks for paragraph 2
//! between 1 and 3 does not find it.
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 3. Three.
//!
//! 2. Two.
//! ^ 2 stands behind 3
//!
//! 4. Four.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) الأول؛
//!
//! (ج) الثالث؛
//!
//! (ب) الثاني.
//! ^^^ (b) stands behind (c)
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. One.
//!
//! 2 supra. Before two.
//!
//! 2. Two.
//!
//! 2 alt. Another two.
//!
//! 2 bis. After two.
//! ```
//!
//! **Instead**, put them in order, or renumber.

use travaux_grammar::Label;
use travaux_grammar::label::Suffix;

use super::numbering::lists;
use super::{Finding, Subject};
use crate::diagnostic::Severity;
use crate::outline::ProvisionId;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let (draft, outline) = (subject.draft(), subject.outline());
    for list in lists(draft, outline) {
        let mut highest: Option<(Label, ProvisionId)> = None;
        for id in list {
            let provision = outline.provision(id);
            let Some(label) = provision.label else { continue };
            match highest {
                Some((before, earlier)) if label < before => {
                    // Alternatives come in the order of those who propose them.
                    let is_free = label.numbers == before.numbers || matches!(label.suffixes[0], Suffix::Alternative(_) | Suffix::Supra);
                    if is_free || provision.bracket.is_some() {
                        continue;
                    }
                    let spelt = |label: &Label| match provision.kind.is_in_parentheses() {
                        true => format!("({label})"),
                        false => label.to_string(),
                    };
                    let message = format!("{} stands behind {}", spelt(&label), spelt(&before));
                    let finding = Finding::new(outline.label_range(draft, id), message);
                    found.push(finding.related(outline.label_range(draft, earlier), "the higher number is here"));
                }
                _ => highest = Some((label, id)),
            }
        }
    }
}
