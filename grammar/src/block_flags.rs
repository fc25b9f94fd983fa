//! A summary of what a block contains. A draft stores the flags of its blocks side by side, so that a search for the
//! few blocks with definitions need not visit all the others.

use crate::block::Block;
use crate::kind::Kind;
use crate::label_site::Doubt;
use crate::numerals::NumberForm;
use crate::parenthesised_title::{listed_titles, parenthesised_title};
use crate::quotation::holds_quotation_mark;
use crate::reference::{Anchor, Reference, Target};

/// A set of features that a block has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockFlags(u32);

impl BlockFlags {
    /// No flag: every block has it.
    pub const ANY: BlockFlags = BlockFlags(0);
    /// A label that may be that of an article or annex.
    pub const HEADING: BlockFlags = BlockFlags(1);
    /// A list label that is a letter in lower case.
    pub const LIST_LETTER: BlockFlags = BlockFlags(1 << 1);
    /// Labels in running text.
    pub const RUNNING_LABELS: BlockFlags = BlockFlags(1 << 2);
    /// A bracket.
    pub const BRACKET: BlockFlags = BlockFlags(1 << 3);
    /// An opening or closing sign without its partner.
    pub const UNPAIRED: BlockFlags = BlockFlags(1 << 4);
    /// A run of brackets.
    pub const RUN: BlockFlags = BlockFlags(1 << 5);
    /// A reference.
    pub const REFERENCE: BlockFlags = BlockFlags(1 << 6);
    /// A reference that may name a division of another instrument.
    pub const EXTERNAL: BlockFlags = BlockFlags(1 << 7);
    /// A reference to an article by its title, or with its title: `article 6 (Payments)`.
    pub const TITLED_REFERENCE: BlockFlags = BlockFlags(1 << 8);
    /// A term that may be defined.
    pub const DEFINITION: BlockFlags = BlockFlags(1 << 9);
    /// A name by which the agreement calls itself.
    pub const OWN_NAME: BlockFlags = BlockFlags(1 << 10);
    /// A comment that allows a rule.
    pub const ALLOWANCE: BlockFlags = BlockFlags(1 << 11);
    /// A label with a suffix, or a reference to one: `4 bis`.
    pub const SUFFIX: BlockFlags = BlockFlags(1 << 12);
    /// A list label.
    pub const LIST_LABEL: BlockFlags = BlockFlags(1 << 13);
    /// A doubtful label.
    pub const DOUBTFUL_LABEL: BlockFlags = BlockFlags(1 << 14);
    /// The label of another heading than an article's or annex's: a part's, a chapter's.
    pub const DIVISION: BlockFlags = BlockFlags(1 << 15);
    /// The mark or the text of a Markdown footnote.
    pub const FOOTNOTE: BlockFlags = BlockFlags(1 << 16);
    /// A quotation mark.
    pub const QUOTATION: BlockFlags = BlockFlags(1 << 17);
    /// A reference to a paragraph of the draft itself that names no article: `paragraph 4 above`, `paragraph 7 of this
    /// resolution`.
    pub const OWN_PARAGRAPH: BlockFlags = BlockFlags(1 << 18);

    /// Returns the flags of a block.
    pub fn of(block: &Block) -> BlockFlags {
        let features = [BlockFlags::of_labels(block), BlockFlags::of_brackets(block), BlockFlags::of_references(block)];
        let others = [
            (BlockFlags::DEFINITION, !block.definitions.is_empty()),
            (BlockFlags::OWN_NAME, !block.own_names.is_empty()),
            (BlockFlags::FOOTNOTE, !block.summary.footnotes.is_empty()),
            (BlockFlags::ALLOWANCE, !block.allowances.is_empty()),
            (BlockFlags::QUOTATION, holds_quotation_mark(block.plain_text())),
        ];
        features.into_iter().fold(BlockFlags::collect(others), BlockFlags::union)
    }

    fn of_labels(block: &Block) -> BlockFlags {
        let has_any = !block.running_labels.is_empty() || !block.headings_in_text.is_empty();
        let mut flags = BlockFlags::collect([(BlockFlags::RUNNING_LABELS, has_any)]);
        for site in &block.labels {
            let is_list_label = site.kind.is_none();
            let is_division = site.kind.is_some_and(|it| it.is_heading() && !it.is_article() && !it.is_annex());
            let label = site.label.as_ref();
            flags = flags.union(BlockFlags::collect([
                (BlockFlags::HEADING, site.kind.is_some_and(|kind| kind.is_article() || kind.is_annex())),
                (BlockFlags::DIVISION, is_division),
                (BlockFlags::LIST_LETTER, is_list_label && label.is_some_and(|it| it.form == NumberForm::Lower)),
                (BlockFlags::LIST_LABEL, is_list_label && !site.competing),
                (BlockFlags::DOUBTFUL_LABEL, site.doubt != Doubt::None),
                (BlockFlags::SUFFIX, label.is_some_and(|it| !it.is_plain())),
            ]));
        }
        flags
    }

    fn of_brackets(block: &Block) -> BlockFlags {
        let brackets = &block.brackets;
        let is_unpaired = !brackets.strays.is_empty() || brackets.list.iter().any(|bracket| bracket.close.is_none());
        BlockFlags::collect([
            (BlockFlags::BRACKET, !brackets.list.is_empty()),
            (BlockFlags::UNPAIRED, is_unpaired),
            (BlockFlags::RUN, !brackets.runs.is_empty()),
        ])
    }

    fn of_references(block: &Block) -> BlockFlags {
        let mut flags = BlockFlags::default();
        for reference in &block.references {
            flags = flags.union(BlockFlags::collect([
                (BlockFlags::REFERENCE, true),
                (BlockFlags::EXTERNAL, may_name_external_division(reference)),
                (BlockFlags::TITLED_REFERENCE, names_title(block.plain_text(), reference)),
                (BlockFlags::SUFFIX, names_suffix(reference)),
                (BlockFlags::OWN_PARAGRAPH, names_own_paragraph(reference, 0)),
            ]));
        }
        flags
    }

    fn collect<const N: usize>(features: [(BlockFlags, bool); N]) -> BlockFlags {
        let present = features.into_iter().filter(|(_, is_present)| *is_present);
        present.fold(BlockFlags::default(), |all, (flag, _)| all.union(flag))
    }

    /// Returns the flags of either set.
    #[must_use]
    pub fn union(self, other: BlockFlags) -> BlockFlags {
        BlockFlags(self.0 | other.0)
    }

    /// Returns whether all of the other flags are set.
    pub fn contains(self, flags: BlockFlags) -> bool {
        self.0 & flags.0 == flags.0
    }
}

/// Returns whether a reference may name a division of another instrument: `annex VII to the Convention`.
pub(crate) fn may_name_external_division(reference: &Reference) -> bool {
    matches!(reference.anchor, Anchor::OtherInstrument | Anchor::DefiniteInstrument(_))
        && reference.targets.iter().any(|target| target.steps.first().is_some_and(|step| step.kind.is_division()))
}

/// Returns whether a reference names the title of an article, instead of its number or after it.
pub(crate) fn names_title(text: &str, reference: &Reference) -> bool {
    reference.title.is_some()
        || parenthesised_title(text, reference).is_some()
        || listed_titles(text, reference).next().is_some()
}

/// Returns whether a reference names a paragraph above or below, or one of this text, without an article, whose number is
/// higher than a given one.
pub(crate) fn names_own_paragraph(reference: &Reference, after: u32) -> bool {
    let ends = |target: &Target| target.steps.first().map(|step| (step.kind, target.to.unwrap_or(step.label)));
    let mut ends = reference.targets.iter().filter_map(ends);
    matches!(reference.anchor, Anchor::Near | Anchor::ThisInstrument)
        && ends.any(|(kind, label)| kind == Kind::Paragraph && label.number() > after)
}

fn names_suffix(reference: &Reference) -> bool {
    reference.targets.iter().any(|target| {
        let mut labels = target.steps.iter().map(|step| step.label).chain(target.to);
        labels.any(|label| !label.is_plain())
    })
}
