//! A filter for the provisions to which references may lead.

use crate::block::Block;
use crate::kind::Kind;
use crate::label::Label;
use crate::reference::{Anchor, Reference, Target};

/// A Bloom filter of provisions, with one bit for many of them: if two filters do not intersect, no provision is in both.
/// Headings are known by their kind and number. Members of lists outside articles are known by their number alone, since a
/// letter may be read as a numeral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetFilter {
    headings: u64,
    members: u64,
}

/// The numbers of a range that are added one by one; a longer one may lead to any number.
const MAX_RANGE: u32 = 32;

impl TargetFilter {
    /// The filter that intersects every other.
    const ALL: TargetFilter = TargetFilter { headings: u64::MAX, members: u64::MAX };

    /// The filter of all members of lists.
    const ALL_MEMBERS: TargetFilter = TargetFilter { headings: 0, members: u64::MAX };

    /// Returns the provisions to which the references of a block may lead.
    pub fn of_references(block: &Block) -> TargetFilter {
        block.references.iter().map(TargetFilter::of_reference).fold(TargetFilter::default(), TargetFilter::union)
    }

    fn of_reference(reference: &Reference) -> TargetFilter {
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
            return TargetFilter::ALL;
        }
        let named = reference.targets.iter().map(TargetFilter::of_target);
        let named = named.fold(TargetFilter::default(), TargetFilter::union);
        match reference.relative {
            Some((_, shift)) if shift != 0 => named.union(TargetFilter::neighbours()),
            _ => named,
        }
    }

    fn of_target(target: &Target) -> TargetFilter {
        let is_range = target.to.is_some() && target.steps.last().is_some_and(|step| step.kind.is_heading());
        let headings = target.steps.iter().filter(|step| step.kind.is_heading() || step.kind == Kind::Option);
        if is_range || headings.clone().any(|step| step.label.look_alike != 0) {
            return TargetFilter::ALL;
        }
        let named = headings.fold(TargetFilter::default(), |all, step| {
            // `part A of this annex` may be a section with that letter.
            let section = (step.kind == Kind::Part).then(|| TargetFilter::heading(Kind::Section, Some(&step.label)));
            all.union(TargetFilter::heading(step.kind, Some(&step.label))).union(section.unwrap_or_default())
        });
        let Some(first) = target.steps.first().filter(|it| !it.kind.is_heading() && it.kind != Kind::Option) else {
            return named;
        };
        // `paragraph 302 (2)` may be paragraph 2 of article 302, and `paragraph 10.1` is one of article 10.
        let names_article =
            first.kind == Kind::Paragraph && (first.label.may_number_article() || first.label.numbers[1] != 0);
        let article = names_article.then(|| TargetFilter::heading(Kind::Article, Some(&first.label)));
        let to = target.to.filter(|_| target.steps.len() == 1);
        named.union(article.unwrap_or_default()).union(TargetFilter::of_member(&first.label, to))
    }

    /// Returns the filter of the first step of a reference that names members of a list, up to another if it is a range.
    fn of_member(label: &Label, to: Option<Label>) -> TargetFilter {
        let is_short = |to: &Label| to.form == label.form && to.number().abs_diff(label.number()) <= MAX_RANGE;
        // The other alphabet has other numbers.
        if label.look_alike != 0 || to.is_some_and(|to| to.look_alike != 0 || !is_short(&to)) {
            return TargetFilter::ALL_MEMBERS;
        }
        let last = to.map_or(label.number(), |to| to.number());
        let within = (label.number()..=last).map(TargetFilter::number);
        let named = within.chain(readings(label).chain(to.iter().flat_map(readings)).map(TargetFilter::number));
        named.fold(TargetFilter::default(), TargetFilter::union)
    }

    /// Returns the filter of one heading. Only the first part of a dotted number counts, since it may be the heading's.
    pub fn heading(kind: Kind, label: Option<&Label>) -> TargetFilter {
        // An appendix may be called an annex.
        let kind = if kind == Kind::Appendix { Kind::Annex } else { kind };
        let number = label.map_or(0, |label| label.in_roman_series().numbers[0]);
        let hash = (kind as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ u64::from(number).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        TargetFilter { headings: 1 << (hash >> 58), members: 0 }
    }

    /// Returns the filter of one member of a list outside articles. Every part of a dotted number counts: `5.1` is paragraph 1
    /// of section 5 as well.
    pub fn member(label: &Label) -> TargetFilter {
        if label.look_alike != 0 {
            return TargetFilter::ALL_MEMBERS;
        }
        let later = label.numbers[1..].iter().copied().filter(|it| *it != 0);
        // Paragraph 1 may be a text without a label before paragraph 2.
        let before = (label.number() == 2).then_some(1);
        let numbers = readings(label).chain(later).chain(before).map(TargetFilter::number);
        numbers.fold(TargetFilter::default(), TargetFilter::union)
    }

    /// Returns the filter of what precedes or follows another member: `the preceding paragraph`.
    pub fn neighbours() -> TargetFilter {
        TargetFilter::number(u32::MAX)
    }

    fn number(number: u32) -> TargetFilter {
        let hash = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        TargetFilter { headings: 0, members: 1 << (hash >> 58) }
    }

    /// Returns the provisions of either filter.
    #[must_use]
    pub fn union(self, other: TargetFilter) -> TargetFilter {
        TargetFilter { headings: self.headings | other.headings, members: self.members | other.members }
    }

    /// Returns whether a provision may be in both filters.
    pub fn intersects(self, other: TargetFilter) -> bool {
        self.headings & other.headings != 0 || self.members & other.members != 0
    }
}

/// Returns the first numbers of a label in each of its readings.
fn readings(label: &Label) -> impl Iterator<Item = u32> + use<> {
    label.readings().chain([label.in_roman_series()]).map(|it| it.numbers[0])
}
