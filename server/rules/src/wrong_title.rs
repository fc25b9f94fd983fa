//! # wrong-title
//!
//! The title in parentheses after a reference is that of another article, chapter, part, section or annex.
//!
//! `Article 6 (Payments)` helps the reader only if article 6 is about payments. When articles are renumbered, the number
//! is often corrected and the title forgotten, or the other way round, and the reader cannot tell which one was meant.
//!
//! Nothing is reported if no heading of the kind has exactly that title: the words may shorten or explain it.
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
//! The titles in a list are checked one by one.
//!
//! ```treaty
//! Article 8
//!
//! Transparency
//!
//! Under Articles 9 (Transparency), 10 and 11, Parties shall act.
//!       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ article 9 has the title `Payments`; `Transparency` is the title of article 8
//!
//! Article 9
//!
//! Payments
//!
//! Parties shall pay under articles 8 (Transparency), 10 (Ports) and 11.
//!
//! Article 10
//!
//! Ports
//!
//! Parties shall name them.
//!
//! Article 11
//!
//! Ships
//!
//! Parties shall list them.
//! ```
//!
//! The titles of chapters, parts, sections and annexes are checked likewise.
//!
//! ```treaty
//! Chapter I
//!
//! Complaints
//!
//! Article 1
//!
//! Chapter II (Complaints) and Chapter II (Payments) apply.
//! ^^^^^^^^^^ chapter II has the title `Payments`; `Complaints` is the title of chapter I
//!
//! Chapter II
//!
//! Payments
//!
//! Article 2
//!
//! Parties shall pay.
//! ```
//!
//! A number that no chapter has may be that of one in another file, unless its title is here.
//!
//! ```treaty
//! Chapter 3
//!
//! Complaints
//!
//! Article 1
//!
//! Under Chapters 5, 6, 7, 8 and 9, and Chapter 26 (Payments), Parties shall act. Chapters 5 (Ports) and 6 (Ships) apply.
//!                                      ^^^^^^^^^^ this draft has no chapter 26; `Payments` is the title of chapter 4
//!
//! Chapter 4
//!
//! Payments
//!
//! Article 2
//!
//! Parties shall pay.
//! ```
//!
//! ```treaty
//! 第一章 申诉
//!
//! 第一条
//!
//! 第二章（申诉）和第二章（付款）适用。
//! ^^^ chapter II has the title `付款`; `申诉` is the title of chapter I
//!
//! 第二章 付款
//!
//! 第二条
//!
//! 各方应付款。
//! ```
//!
//! **Instead**, correct the number or the title.

use std::ops::Range;

use travaux_grammar::{
    Kind, Label, Lexicon, Reference, Word, folded_phrase, listed_titles, parenthesised_title, to_usize,
};

use super::missing_targets::{amends, is_certain, is_quoted};
use super::step_names::step_name;
use crate::context::{BlockContext, Resolved};
use crate::finding::{Finding, Place};
use travaux_model::diagnostic::Severity;
use travaux_model::outline::{self, ProvisionId, Status};

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for resolved in context.resolved() {
        let reference = resolved.reference;
        if let Some(range) = parenthesised_title(block.plain_text(), reference) {
            let target = resolved.resolution.provisions().next();
            let article = target.filter(|it| context.outline.provision(*it).kind == Kind::Article);
            found.extend(match article {
                Some(article) => wrong_title(context, resolved, article, range),
                None => title_of_other_division(context, resolved, target, range),
            });
        }
        // Each member of a list is one provision, unless one is a range.
        let is_plain = resolved.resolution.targets.len() == reference.targets.len();
        for (index, range) in listed_titles(block.plain_text(), reference).filter(|_| is_plain) {
            if let Some(outline::Resolved::Found { provision, .. }) = resolved.resolution.targets.get(index) {
                found.extend(wrong_title(context, resolved, *provision, range));
            }
        }
    }
}

/// Returns the finding about a title in parentheses after the number of an article, if it is that of another one.
fn wrong_title(
    context: &BlockContext<'_>,
    Resolved { reference, resolution }: &Resolved<'_>,
    target: ProvisionId,
    range: Range<u32>,
) -> Option<Finding> {
    let (outline, block) = (context.outline, context.block);
    // Where the numbers of articles restart, the title may tell the chapter.
    let provision = outline.provision(target);
    let is_only =
        provision.kind == Kind::Article && outline.headings(provision.kind, provision.label.as_ref()).len() == 1;
    if resolution.status != Status::Resolved || !is_only {
        return None;
    }
    let named = block.slice(range.clone());
    let title = outline.title_in(context.summaries, target)?;
    let other = outline.heading_titled(Kind::Article, named).filter(|other| *other != target)?;
    if are_alike(title, named) || is_of_other_text(context, reference, &range) {
        return None;
    }
    let (here, there) = (outline.address(target), outline.address(other));
    let message = format!("{here} has the title `{title}`; `{named}` is the title of {there}");
    let finding = Finding::new(context.place(reference.range()), message);
    Some(finding.related(Place::label(outline, other), format!("{there} is here")))
}

/// Returns the finding about a title in parentheses after the number of a division, if it is that of another division. The
/// number may be that of no division, which alone would not be a fault: the division may be in another file.
fn title_of_other_division(
    context: &BlockContext<'_>,
    Resolved { reference, resolution }: &Resolved<'_>,
    target: Option<ProvisionId>,
    range: Range<u32>,
) -> Option<Finding> {
    let (outline, block) = (context.outline, context.block);
    let step = reference.targets.first()?.steps.first().filter(|step| step.kind.is_division())?;
    let named = block.slice(range.clone());
    let other = outline.heading_titled(step.kind, named).filter(|other| Some(*other) != target)?;
    // `V` is a letter in one series and a numeral in another.
    let is_in_series = |label: &Label| step.label.readings().any(|it| it.form == label.form);
    let is_only = |id: ProvisionId| {
        let label = outline.provision(id).label.filter(is_in_series);
        outline.headings(step.kind, label.as_ref()).len() == 1
    };
    let here = match (resolution.status, resolution.targets.first()?) {
        (Status::Resolved, outline::Resolved::Found { provision, .. }) => {
            let title = outline.title_in(context.summaries, *provision)?;
            if !is_only(*provision) || are_alike(title, named) {
                return None;
            }
            format!("{} has the title `{title}`", outline.address(*provision))
        }
        (Status::Dangling, outline::Resolved::NotFound { missing, .. }) => {
            // What is certainly missing is reported as such.
            if is_certain(outline, context.summaries, missing) {
                return None;
            }
            format!("this draft has no {}", step_name(step))
        }
        _ => return None,
    };
    if !is_only(other) || is_of_other_text(context, reference, &range) {
        return None;
    }
    let there = outline.address(other);
    let message = format!("{here}; `{named}` is the title of {there}");
    let finding = Finding::new(context.place(reference.range()), message);
    Some(finding.related(Place::label(outline, other), format!("{there} is here")))
}

/// Returns whether one of two titles contains the other, so that one may be a short form.
fn are_alike(title: &str, named: &str) -> bool {
    let (actual, written) = (folded_phrase(title), folded_phrase(named));
    actual.contains(&written) || written.contains(&actual)
}

/// Returns whether a reference with a title may be to another text.
fn is_of_other_text(context: &BlockContext<'_>, reference: &Reference, title: &Range<u32>) -> bool {
    let (outline, block) = (context.outline, context.block);
    let after = block.plain_text()[to_usize(title.end)..].trim_start_matches([')', '）', ' ', '*', '_']);
    names_other_instrument(after, Lexicon::of(block.language))
        || amends(outline, context.summaries, context.id, block)
        || is_quoted(outline, context.id, block, reference.start)
}

/// Returns whether the text after a title names the instrument to which the article belongs, and that is another one: `of the
/// Convention`, but not `of this Convention`.
fn names_other_instrument(after: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 6;
    let words: Vec<&str> =
        after.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).take(MAX_WORDS).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let is_text = |word: &&str| {
        let meaning = lexicon.word(word);
        matches!(meaning, Some(Word::Instrument(_)))
            || lexicon.is_work(word)
            || meaning.is_none() && word.starts_with(char::is_uppercase)
    };
    let mut nouns = rest.iter().skip_while(|word| matches!(lexicon.word(word), Some(Word::The)));
    match lexicon.word(first) {
        Some(Word::Of) => {
            nouns.clone().next().and_then(|word| lexicon.word(word)) != Some(Word::This) && nouns.any(is_text)
        }
        Some(Word::Instrument(_)) => true,
        _ => false,
    }
}
