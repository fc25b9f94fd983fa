//! What the text of a provision names in each language: the provisions that it refers to, and the numbers that it leaves in
//! brackets. Both are the same in all languages, whatever the words. Reports nothing itself.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{Anchor, BlockFlags, BracketContent, digit_value, range_to_usize};
use travaux_model::document::Document;
use travaux_model::outline::{ProvisionId, Resolved, Status};

/// The blocks that are read between two checks for cancellation.
const BLOCKS_PER_CHECK: usize = 256;

/// Something that a provision names, with its bytes in the draft.
pub(super) type Named = (String, Range<usize>);

/// The contents of the provisions of a draft, each in the order of the text.
#[derive(Default)]
pub(super) struct Contents {
    targets: FxHashMap<ProvisionId, Vec<Named>>,
    numbers: FxHashMap<ProvisionId, Vec<Named>>,
}

impl Contents {
    /// Reads a draft; `None` if the work was cancelled.
    pub(super) fn of(document: &Document, is_cancelled: &dyn Fn() -> bool) -> Option<Contents> {
        let mut contents = Contents::default();
        let (draft, outline) = (&document.draft, &document.outline);
        for (count, (id, block)) in draft.blocks_with(BlockFlags::REFERENCE).enumerate() {
            if count % BLOCKS_PER_CHECK == 0 && is_cancelled() {
                return None;
            }
            for reference in outline.references(id, block) {
                let Some(at) = outline.at(id, reference.start) else { continue };
                let resolution = outline.resolve(id, block.plain_text(), reference);
                let is_own = matches!(resolution.status, Status::Resolved | Status::Dangling)
                    && !matches!(reference.anchor, Anchor::DefiniteInstrument(_));
                for target in resolution.targets.into_iter().filter(|_| is_own) {
                    let (Resolved::Found { address, .. } | Resolved::NotFound { address, .. }) = target;
                    contents.targets.entry(at).or_default().push((address, draft.range(id, reference.range())));
                }
            }
        }
        for (count, (id, block)) in draft.blocks_with(BlockFlags::BRACKET).enumerate() {
            if count % BLOCKS_PER_CHECK == 0 && is_cancelled() {
                return None;
            }
            for bracket in block.brackets.list.iter().filter(|it| it.content == BracketContent::Text) {
                let Some((inside, end)) = bracket.inside().zip(bracket.end) else { continue };
                let number = number(&block.plain_text()[range_to_usize(inside)]);
                if let Some((number, at)) = number.zip(outline.at(id, bracket.open)) {
                    contents.numbers.entry(at).or_default().push((number, draft.range(id, bracket.open..end)));
                }
            }
        }
        Some(contents)
    }

    /// Returns the provision that a provision of this draft names and its counterpart does not, and the one that the
    /// counterpart names instead, if each names one that the other does not.
    pub(super) fn other_target<'a>(
        &'a self,
        id: ProvisionId,
        (other, other_id): (&'a Contents, ProvisionId),
    ) -> Option<(&'a Named, &'a Named)> {
        let (here, there) = (self.targets.get(&id)?, other.targets.get(&other_id)?);
        let only = only_one(here, there)?;
        Some((only, only_one(there, here)?))
    }

    /// Returns the numbers in brackets that the counterpart of a provision does not have, if it has some of them.
    pub(super) fn missing_numbers<'a>(
        &'a self,
        id: ProvisionId,
        (other, other_id): (&'a Contents, ProvisionId),
    ) -> impl Iterator<Item = &'a Named> + use<'a> {
        let none: &[Named] = &[];
        let here = self.numbers.get(&id).map_or(none, Vec::as_slice);
        let there = other.numbers.get(&other_id).map_or(none, Vec::as_slice);
        let has = |all: &[Named], number: &Named| all.iter().any(|it| it.0 == number.0);
        let is_part = !there.is_empty()
            && here.len().max(there.len()) <= MAX_NAMED
            && there.len() < here.len()
            && there.iter().all(|number| has(here, number));
        here.iter().filter(move |number| is_part && !has(there, number))
    }
}

/// The most things of one provision that are compared.
const MAX_NAMED: usize = 64;

/// Returns the one member whose name is not among the others.
fn only_one<'a>(all: &'a [Named], others: &[Named]) -> Option<&'a Named> {
    if all.len().max(others.len()) > MAX_NAMED {
        return None;
    }
    let mut missing = all.iter().filter(|it| !others.iter().any(|other| other.0 == it.0));
    let first = missing.next()?;
    missing.all(|it| it.0 == first.0).then_some(first)
}

/// Returns the digits of a text that is a number in any digits.
fn number(text: &str) -> Option<String> {
    const MAX_DIGITS: usize = 12;
    let text = text.trim();
    let digits = || text.chars().map(digit_value);
    if text.is_empty() || text.len() > 2 * MAX_DIGITS {
        return None;
    }
    digits().map(|digit| digit.and_then(|digit| char::from_digit(digit, 10))).collect()
}
