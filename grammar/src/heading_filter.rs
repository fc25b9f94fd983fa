//! A filter for the headings to which references may lead.

use crate::block::Block;
use crate::kind::Kind;
use crate::label::Label;
use crate::reference::{Anchor, Reference, Target};

/// A Bloom filter of headings, with one bit for many of them: if two filters do not intersect, no heading is in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadingFilter(u64);

impl HeadingFilter {
    /// The filter that intersects every other.
    const ALL: HeadingFilter = HeadingFilter(u64::MAX);

    /// Returns the headings to which the references of a block may lead.
    pub fn of_references(block: &Block) -> HeadingFilter {
        block.references.iter().map(HeadingFilter::of_reference).fold(HeadingFilter::default(), HeadingFilter::union)
    }

    fn of_reference(reference: &Reference) -> HeadingFilter {
        // `the following article` is missing until one is added anywhere after it.
        let is_pointing = reference.relative.is_some_and(|(kind, shift)| shift != 0 && kind.is_heading());
        // The resolution of `in this part` and of an annex without a number looks at more than the words name.
        let is_wide = is_pointing
            || match reference.anchor {
                Anchor::This(kind) => kind.is_division(),
                Anchor::UnnumberedAnnex => true,
                Anchor::None
                | Anchor::Near
                | Anchor::ThisInstrument
                | Anchor::DefiniteInstrument(_)
                | Anchor::OtherInstrument => false,
            };
        if is_wide {
            return HeadingFilter::ALL;
        }
        reference.targets.iter().map(HeadingFilter::of_target).fold(HeadingFilter::default(), HeadingFilter::union)
    }

    fn of_target(target: &Target) -> HeadingFilter {
        let is_range = target.to.is_some() && target.steps.last().is_some_and(|step| step.kind.is_heading());
        let headings = target.steps.iter().filter(|step| step.kind.is_heading() || step.kind == Kind::Option);
        if is_range || headings.clone().any(|step| step.label.look_alike != 0) {
            return HeadingFilter::ALL;
        }
        let named = headings.fold(HeadingFilter::default(), |all, step| {
            all.union(HeadingFilter::heading(step.kind, Some(&step.label)))
        });
        // `paragraph 302 (2)` may be paragraph 2 of article 302.
        let first = target.steps.first().filter(|it| it.kind == Kind::Paragraph && it.label.may_number_article());
        let article = first.map(|step| HeadingFilter::heading(Kind::Article, Some(&step.label)));
        named.union(article.unwrap_or_default())
    }

    /// Returns the filter of one heading. Only the first part of a dotted number counts, since it may be the heading's.
    pub fn heading(kind: Kind, label: Option<&Label>) -> HeadingFilter {
        let number = label.map_or(0, |label| label.in_roman_series().numbers[0]);
        let hash = (kind as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ u64::from(number).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        HeadingFilter(1 << (hash >> 58))
    }

    /// Returns the headings of either filter.
    #[must_use]
    pub fn union(self, other: HeadingFilter) -> HeadingFilter {
        HeadingFilter(self.0 | other.0)
    }

    /// Returns whether a heading may be in both filters.
    pub fn intersects(self, other: HeadingFilter) -> bool {
        self.0 & other.0 != 0
    }
}
