//! # self-reference
//!
//! A provision refers to itself by its own number.
//!
//! `In accordance with paragraph 2`, in paragraph 2 itself, sends the reader in a circle. Usually another number was
//! meant, or the provision was renumbered and the reference was not. Where a provision really speaks of itself, it says
//! `this paragraph`.
//!
//! Only a reference to one provision is reported, and only if it stands in that provision itself rather than in one of
//! its parts, or names by its number alone the article that contains it. `Paragraph 2 above` may mean the words before
//! it.
//!
//! ```treaty
//! Article 1
//!
//! 1. Each Party shall act in accordance with paragraph 2.
//!
//! 2. Measures in accordance with paragraph 2 shall be public.
//!                                ^^^^^^^^^^^ article 1, paragraph 2 refers to itself
//!
//! 3. Nothing in article 1 affects article 2.
//!               ^^^^^^^^^ article 1 refers to itself
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - تتخذ كل دولة طرف تدابير وفقا للفقرة 1.
//!                                  ^^^^^^^^ article 1, paragraph 1 refers to itself
//!
//! 2 - تطبق الفقرة 1 وأحكام هذه الفقرة.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. This paragraph applies, except as paragraph 1 above provides, and with paragraphs 1 and 2:
//!
//! (a) where paragraph 1 so provides;
//!
//! (b) where article 1 of the Vienna Convention so provides.
//!
//! 2. Paragraph 1 of article 1 applies.
//! ```
//!
//! **Instead**, name the intended provision, or write `this paragraph`.

use travaux_grammar::{Anchor, Kind, Reference};

use super::missing_targets::{amends, is_quoted};
use crate::context::{BlockContext, Resolved};
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{self, Outline, ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let outline = context.outline;
    let mut is_amending = None;
    for Resolved { reference, resolution } in context.resolved() {
        let is_plain = reference.relative.is_none()
            && reference.title.is_none()
            && !reference.is_qualified
            && !matches!(reference.anchor, Anchor::Near | Anchor::UnnumberedAnnex);
        let [outline::Resolved::Found { provision, .. }] = resolution.targets[..] else { continue };
        if !is_plain || resolution.status != Status::Resolved || !is_own(outline, context, reference, provision) {
            continue;
        }
        // The text without a label that the reference may mean has another address.
        let address = outline.address(provision);
        let spelt = outline.resolve(context.id, &context.block.text, reference);
        let is_exact = matches!(&spelt.targets[..], [outline::Resolved::Found { address: named, .. }] if *named == address);
        if !is_exact
            || *is_amending.get_or_insert_with(|| amends(context.block))
            || is_quoted(outline, context.id, context.block, reference.start)
        {
            continue;
        }
        let place = context.place(reference.range());
        found.push(Finding::new(place, format!("{address} refers to itself")));
    }
}

/// Returns whether a target is the provision in which the reference stands, or the article around it, named by its
/// number alone.
fn is_own(outline: &Outline, context: &BlockContext<'_>, reference: &Reference, target: ProvisionId) -> bool {
    let Some(source) = outline.at(context.id, reference.start) else { return false };
    let provision = outline.provision(target);
    let is_in_label = provision.block == context.id && reference.start < provision.at.end;
    if is_in_label || provision.quoted || provision.amendment.is_some() {
        return false;
    }
    let [named] = &reference.targets[..] else { return false };
    let is_article = provision.kind == Kind::Article && named.steps.len() == 1;
    let is_listed = matches!(provision.kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
    match is_article {
        true => outline.ancestors(source).any(|it| it == target),
        false => is_listed && source == target,
    }
}
