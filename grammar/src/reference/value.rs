//! A reference as a value: what it names, where that is, and how certain it is.

use std::ops::Range;

use crate::kind::Kind;
use crate::label::Label;

/// One step of a path: `article 36`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The kind of provision. List letters are subparagraphs, then items.
    pub kind: Kind,
    /// The label of the provision.
    pub label: Label,
}

/// One provision that a reference names, or a range of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The path from the outermost to the innermost provision that is written.
    pub steps: Box<[Step]>,
    /// The last label of a range that begins at the last step.
    pub to: Option<Label>,
}

/// The provision or instrument in which the targets of a reference are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Not written.
    None,
    /// `of this article`: the enclosing provision of the kind.
    This(Kind),
    /// `above`, `below`.
    Near,
    /// `of the Annex`, without a number: the only annex of the draft, or that of another instrument.
    UnnumberedAnnex,
    /// `of this Convention`: this draft.
    ThisInstrument,
    /// `of the Convention`: this draft or another instrument, depending on what the draft calls itself. The index is
    /// that of the noun in the lexicon.
    DefiniteInstrument(u8),
    /// `of the Budapest Convention`, `thereof`: another instrument.
    OtherInstrument,
}

/// How certain it is that a reference has the steps which it takes from the one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inheritance {
    /// Its words say so: `paragraph 2 of that article`. Likewise where it takes none.
    Certain,
    /// `paragraph 2` in `paragraph 2 or paragraph 3 of article 1`, if there is such a provision; else that of its own place.
    Likely,
    /// `paragraph 2` in `under paragraph 2, article 1`, if there is none in its own place.
    Possible,
}

/// One reference, with byte offsets into its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The first byte of the expression.
    pub start: u32,
    /// The end of the expression.
    pub end: u32,
    /// The provisions that it names, in reading order. Empty for a reference such as `this article`; those of `paragraph 2 of the
    /// preceding article` are in the provision that the relative part names.
    pub targets: Box<[Target]>,
    /// Where the targets are.
    pub anchor: Anchor,
    /// The number of steps of its targets that come from the reference before it: the article of `paragraph 2 of that
    /// article`.
    pub inherited_steps: u8,
    /// Whether the inherited steps are certain.
    pub inheritance: Inheritance,
    /// The kind and the distance of a relative reference: `the preceding paragraph` is a paragraph at -1.
    pub relative: Option<(Kind, i8)>,
    /// Whether a number is still to come: `article [X]`.
    pub pending: bool,
    /// Whether its number was lost: `article of this Convention`.
    pub lacks_number: bool,
    /// Whether it is of something that is neither a provision nor an instrument: `of the definition of serious crime`.
    pub is_qualified: bool,
    /// The name of the other instrument.
    pub instrument: Option<Range<u32>>,
    /// The title that names the article which contains the targets, or which is meant: `the article “Consolidation”`.
    pub title: Option<Range<u32>>,
}

impl Reference {
    /// Returns a reference that names nothing yet.
    pub(super) fn new(start: u32, end: u32) -> Reference {
        Reference {
            start,
            end,
            targets: Box::default(),
            anchor: Anchor::None,
            inherited_steps: 0,
            inheritance: Inheritance::Certain,
            relative: None,
            pending: false,
            lacks_number: false,
            is_qualified: false,
            instrument: None,
            title: None,
        }
    }

    /// Returns whether its first target is an article, or in one.
    pub(crate) fn names_article(&self) -> bool {
        let outermost = self.targets.first().and_then(|target| target.steps.first());
        outermost.is_some_and(|step| step.kind.is_article())
    }

    /// Returns the range of the expression.
    pub fn range(&self) -> Range<u32> {
        self.start..self.end
    }
}
