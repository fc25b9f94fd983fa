//! # wrong-title
//!
//! The title in parentheses after a reference is that of another article.
//!
//! `Article 6 (Payments)` helps the reader only if article 6 is about payments. When articles are renumbered, the number
//! is often corrected and the title forgotten, or the other way round, and the reader cannot tell which one was meant.
//!
//! Nothing is reported if no article has exactly that title: the words may shorten or explain it.
//!
//! ```treaty
//! Article 1
//!
//! Complaints
//!
//! Under article 2 (Complaints) and article 2 (Payments), and article 1 (Grievances), Parties shall act.
//!       ^^^^^^^^^ article 2 has the title `Payments`; `Complaints` is the title of article 1
//!
//! Article 2
//!
//! Payments
//!
//! Parties shall pay.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! الشكاوى
//!
//! وفقا للمادة 1 (المدفوعات) تتخذ الأطراف التدابير.
//!      ^^^^^^^^ article 1 has the title `الشكاوى`; `المدفوعات` is the title of article 2
//!
//! المادة 2
//!
//! المدفوعات
//!
//! تدفع الأطراف وفقا للمادة 2 (المدفوعات).
//! ```
//!
//! ```treaty
//! Article 1
//!
//! Complaints
//!
//! Under article 1 (Payments) of the Harbour Convention, and article 1 (Complaints and appeals), Parties shall act.
//!
//! Article 2
//!
//! Payments
//!
//! Parties shall pay.
//! ```
//!
//! **Instead**, correct the number or the title.

use travaux_grammar::{Kind, Lexicon, Word, folded_phrase, parenthesised_title, to_usize};

use super::missing_targets::{amends, is_quoted};
use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let (outline, block) = (context.outline, context.block);
    for Resolved { reference, resolution } in context.resolved() {
        let Some(range) = parenthesised_title(&block.text, reference) else { continue };
        let target = resolution.provisions().next().filter(|_| resolution.status == Status::Resolved);
        // Where the numbers of articles restart, the title may tell the chapter.
        let is_only = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            provision.kind == Kind::Article && outline.headings(provision.kind, provision.label.as_ref()).len() == 1
        };
        let Some(target) = target.filter(is_only) else { continue };
        let named = block.slice(range.clone());
        let Some(title) = outline.title_in(context.summaries, target) else { continue };
        let Some(other) = outline.article_titled(named).filter(|other| *other != target) else { continue };
        let (written, actual) = (folded_phrase(named), folded_phrase(title));
        // `Article 6 (Payments) of the Convention` is an article of that convention.
        let after = block.text[to_usize(range.end)..].trim_start_matches([')', '）', ' ', '*', '_']);
        let next = after.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let is_elsewhere = matches!(Lexicon::of(block.language).word(next), Some(Word::Of | Word::Instrument(_)));
        if actual.contains(&written)
            || written.contains(&actual)
            || is_elsewhere
            || amends(outline, context.summaries, context.id, block)
            || is_quoted(outline, context.id, block, reference.start)
        {
            continue;
        }
        let (here, there) = (outline.address(target), outline.address(other));
        let message = format!("{here} has the title `{title}`; `{named}` is the title of {there}");
        let finding = Finding::new(context.place(reference.range()), message);
        found.push(finding.related(Place::label(outline, other), format!("{there} is here")));
    }
}
