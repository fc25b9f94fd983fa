//! Numbers that seem to be missing between two provisions, and stand in the draft in another form. Reports nothing itself.

use std::ops::RangeInclusive;

use travaux_grammar::{BlockId, Label, NumberForm, SharedLabels, Summaries};

use super::number_gap::Gap;
use travaux_model::outline::{Outline, ProvisionId};

/// The number of blocks before a provision in which a notice about the missing ones may stand.
const MAX_NOTICE_BLOCKS: u32 = 12;

/// Returns the numbers that are named between two provisions without being labels: `Articles 5 to 7 [Reserved]`.
pub(super) fn named_between(
    summaries: Summaries<'_>,
    outline: &Outline,
    before: ProvisionId,
    after: ProvisionId,
) -> Vec<SharedLabels> {
    let (from, to) = (outline.provision(before).block.next(), outline.provision(after).block);
    let kind = outline.provision(after).kind;
    let form = outline.provision(after).label.map_or(NumberForm::Digits, |it| it.form);
    let is_alike = |it: &SharedLabels| match it.kind {
        Some(named) => named == kind || named.is_in_parentheses() && kind.is_in_parentheses(),
        None => !kind.is_heading(),
    };
    let blocks = BlockId::range(from.max(to.minus(MAX_NOTICE_BLOCKS))..to);
    blocks.filter_map(|block| summaries.get(block).shared(form)).filter(|it| is_alike(it)).cloned().collect()
}

/// Returns the ranges without the numbers that may be labels in running text. Long ranges are not searched.
pub(super) fn without_written(
    outline: &Outline,
    pair: &[ProvisionId],
    gap: &Gap,
    missing: Vec<RangeInclusive<u32>>,
) -> Vec<RangeInclusive<u32>> {
    const MAX_NUMBERS: u32 = 100;
    let provision = outline.provision(pair[1]);
    let is_written = |number: u32| {
        let label = gap.label(number);
        outline.may_be_in_text(provision.parent, provision.kind, &label)
            || outline.is_in_option(provision.parent, provision.kind, &label)
            || is_misplaced(outline, pair[1], &label)
            || is_typed_like_it(outline, pair, &label)
            || is_heading_between(outline, pair, &label)
            || outline.section_goes_on_with(pair[0], &label)
    };
    let mut rest: Vec<RangeInclusive<u32>> = Vec::new();
    for numbers in missing {
        if numbers.end() - numbers.start() >= MAX_NUMBERS {
            rest.push(numbers);
            continue;
        }
        for number in numbers.filter(|number| !is_written(*number)) {
            match rest.last_mut() {
                Some(last) if last.end() + 1 == number => *last = *last.start()..=number,
                _ => rest.push(number..=number),
            }
        }
    }
    rest
}

/// `(I)`, `(1)`: returns whether what looks like the letter l stands in its place.
fn is_typed_like_it(outline: &Outline, pair: &[ProvisionId], label: &Label) -> bool {
    const TWELFTH: u32 = 12;
    let is_like =
        |label: Label| matches!(label.form, NumberForm::UpperRoman | NumberForm::Digits) && label.number() == 1;
    let between = || ProvisionId::range(pair[0].next()..pair[1]).filter_map(|id| outline.provision(id).label);
    label.form == NumberForm::Lower && label.number() == TWELFTH && label.is_plain() && between().any(is_like)
}

/// Returns whether a heading with a label stands between two others though it is of another list, as one whose article is
/// mostly in another language. In a text of two languages each number occurs twice.
fn is_heading_between(outline: &Outline, pair: &[ProvisionId], label: &Label) -> bool {
    let kind = outline.provision(pair[1]).kind;
    let alike = |label: Option<&Label>| outline.headings(kind, label);
    let is_single = || alike(outline.provision(pair[0]).label.as_ref()).len() == 1;
    let is_between = |id: &ProvisionId| pair[0] < *id && *id < pair[1];
    kind.is_heading() && matches!(alike(Some(label)), [only] if is_between(only)) && is_single()
}

/// Returns whether a label stands out of order in the next list of an article, so that it may belong to the list of a
/// provision: `unordered-number` reports it there.
fn is_misplaced(outline: &Outline, after: ProvisionId, label: &Label) -> bool {
    const MAX_PROVISIONS: usize = 40;
    let kind = outline.provision(after).kind;
    let mut near = ProvisionId::range(after.next()..outline.end())
        .take(MAX_PROVISIONS)
        .take_while(|id| !outline.provision(*id).kind.is_heading());
    let label_of = |id: Option<ProvisionId>| id.and_then(|id| outline.provision(id).label);
    near.any(|id| {
        let provision = outline.provision(id);
        let is_named = || provision.label.is_some_and(|it| it.names_same_provision(label));
        let follows = || label_of(outline.siblings_before(id).next()).is_some_and(|before| label.follows(&before));
        let comes_late = || label_of(outline.siblings_after(id).next()).is_some_and(|next| next < *label);
        provision.kind == kind && is_named() && !follows() && comes_late()
    })
}
