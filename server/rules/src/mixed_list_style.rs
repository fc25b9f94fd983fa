//! # mixed-list-style
//!
//! Two items of one list are set off in different ways: `(a)`, then `b)`.
//!
//! The items of a list look alike, so that a reader sees which of them belong together (UN Editorial Manual: (a), (b) in
//! English, Arabic and Chinese; a), b) in French, Russian and Spanish). An item that looks different often comes from
//! another text, and may have been meant for another list.
//!
//! Only items with successive letters in the same provision are compared. The rule cannot know which of the two ways the
//! draft prefers, and reports the later item.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall:
//!
//! (a) name its ports;
//!
//! b) keep its lights;
//! ^ b) is set off in another way than (a)
//!
//! (c) clean them.
//! ```
//!
//! ```treaty
//! Статья 4
//!
//! Каждая Сторона:
//!
//! a) назначает порты;
//!
//! (b) содержит маяки;
//! ^^^ (b) is set off in another way than a)
//!
//! c) чистит их.
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تقوم كل دولة طرف بما يلي:
//!
//! (أ) تحديد موانئها؛
//!
//! (ب) صيانة مناراتها.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall:
//!
//! (a) name its ports;
//!
//! (b) keep its lights:
//!
//! i) white;
//!
//! ii) green.
//! ```
//!
//! **Instead**, set off all items of the list in the same way.

use travaux_grammar::{Enclosure, NumberForm, Summaries};

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{Provision, ProvisionId};

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(context: &DraftContext<'_>, list: &[ProvisionId], found: &mut Vec<Finding>) {
    let (summaries, outline) = (context.summaries(), context.outline());
    let Some(first) = list.first().map(|id| outline.provision(*id)) else { return };
    let is_lettered = first.label.is_some_and(|it| it.is_first() && it.form == NumberForm::Lower);
    if !is_lettered || !is_set_off(first.enclosure) {
        return;
    }
    for pair in list.windows(2) {
        let [before, next] = [pair[0], pair[1]].map(|id| outline.provision(id));
        let [written_before, written] = [before, next].map(|it| written_enclosure(summaries, it));
        // Of several items in another way the first is reported.
        let is_mixed = written != next.enclosure && is_set_off(written) && written_before == next.enclosure;
        let is_next = before.label.zip(next.label).is_some_and(|(label, next)| next.follows(&label));
        if !is_mixed || !is_next || before.parent != next.parent || next.after_text {
            continue;
        }
        let label = |provision: &Provision, enclosure: Enclosure| {
            let text = context.text(provision.block).block.slice(provision.at.clone());
            let opener = if enclosure == Enclosure::Parentheses { "(" } else { "" };
            format!("{opener}{})", text.trim_matches(|it: char| !it.is_alphanumeric()))
        };
        let message =
            format!("{} is set off in another way than {}", label(next, written), label(first, first.enclosure));
        let finding = Finding::new(Place::label(outline, pair[1]), message);
        found.push(finding.related(Place::label(outline, list[0]), "the list begins here"));
    }
}

/// Returns how a label is set off where it stands. The outline gives all items of a list the enclosure of the first.
fn written_enclosure(summaries: Summaries<'_>, provision: &Provision) -> Enclosure {
    // A label in running text was read as part of the list by its enclosure.
    if provision.after_text {
        return provision.enclosure;
    }
    let labels = &summaries.get(provision.block).labels;
    let written = labels.iter().find(|it| it.site.start == provision.at.start);
    written.map_or(provision.enclosure, |it| it.site.enclosure)
}

/// Returns whether a label is a letter in parentheses, or with one parenthesis.
fn is_set_off(enclosure: Enclosure) -> bool {
    match enclosure {
        Enclosure::Parentheses | Enclosure::Parenthesis => true,
        Enclosure::Bare
        | Enclosure::Dot
        | Enclosure::HanParentheses
        | Enclosure::StemParentheses
        | Enclosure::BranchParentheses
        | Enclosure::Comma
        | Enclosure::Dash
        | Enclosure::Quotes
        | Enclosure::Point => false,
    }
}
