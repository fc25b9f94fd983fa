//! What there is in a block, at a glance. A draft keeps the marks of its blocks side by side, so that who looks for the
//! few blocks with definitions need not visit all the others.

use crate::Block;
use crate::kind::Kind;
use crate::label::Form;
use crate::reference::{Anchor, Reference};

/// Which of some things a block has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// A label that may be an article's or an annex's.
    pub const HEADING: Marks = Marks(1);
    /// A list's letter.
    pub const LETTER: Marks = Marks(1 << 1);
    /// Labels that its running text writes.
    pub const WRITTEN: Marks = Marks(1 << 2);
    /// A bracket.
    pub const BRACKET: Marks = Marks(1 << 3);
    /// An opener or a closer without its partner.
    pub const LOOSE: Marks = Marks(1 << 4);
    /// Brackets that stand side by side.
    pub const RUN: Marks = Marks(1 << 5);
    /// A reference.
    pub const REFERENCE: Marks = Marks(1 << 6);
    /// A reference that may name a division of another instrument.
    pub const FOREIGN: Marks = Marks(1 << 7);
    /// A reference to an article by its title.
    pub const TITLED: Marks = Marks(1 << 8);
    /// A term that may be defined.
    pub const DEFINITION: Marks = Marks(1 << 9);
    /// What an agreement calls itself.
    pub const OWN_NAME: Marks = Marks(1 << 10);
    /// A comment that allows something.
    pub const ALLOWANCE: Marks = Marks(1 << 11);
    /// A label with a suffix, or a reference to one: `4 bis`.
    pub const SUFFIX: Marks = Marks(1 << 12);

    /// A label that counts in a list.
    pub const LIST: Marks = Marks(1 << 13);

    /// The marks of a block.
    pub fn of(block: &Block) -> Marks {
        let brackets = &block.brackets;
        let references = &block.references;
        let has_suffix = |it: &Reference| {
            let labels = it.targets.iter().flat_map(|it| it.steps.iter().map(|it| &it.label).chain(&it.to));
            labels.into_iter().any(|it| !it.is_plain())
        };
        let is_heading = |kind| matches!(kind, Kind::Article | Kind::Annex);
        let is_letter = |kind: Option<Kind>, form| kind.is_none() && form == Form::Lower;
        [
            (Marks::HEADING, block.labels.iter().any(|it| it.kind.is_some_and(is_heading))),
            (Marks::LETTER, block.labels.iter().any(|it| it.label.is_some_and(|label| is_letter(it.kind, label.form)))),
            (Marks::LIST, block.labels.iter().any(|it| it.kind.is_none() && !it.rival)),
            (Marks::WRITTEN, !block.written.is_empty()),
            (Marks::BRACKET, !brackets.list.is_empty()),
            (Marks::LOOSE, !brackets.strays.is_empty() || brackets.list.iter().any(|it| it.close.is_none())),
            (Marks::RUN, !brackets.runs.is_empty()),
            (Marks::REFERENCE, !references.is_empty()),
            (Marks::FOREIGN, references.iter().any(may_be_foreign)),
            (Marks::TITLED, references.iter().any(|it| it.title.is_some())),
            (Marks::DEFINITION, !block.definitions.is_empty()),
            (Marks::OWN_NAME, !block.own_names.is_empty()),
            (Marks::ALLOWANCE, !block.allowances.is_empty()),
            (
                Marks::SUFFIX,
                block.labels.iter().any(|it| it.label.is_some_and(|it| !it.is_plain()))
                    || references.iter().any(has_suffix),
            ),
        ]
        .into_iter()
        .filter(|(_, has)| *has)
        .fold(Marks::default(), |all, (mark, _)| Marks(all.0 | mark.0))
    }

    /// Whether all of some marks are there.
    pub fn has(self, marks: Marks) -> bool {
        self.0 & marks.0 == marks.0
    }
}

/// Whether a reference may name a division of another instrument: `annex VII to the Convention`.
pub fn may_be_foreign(reference: &Reference) -> bool {
    matches!(reference.anchor, Anchor::Other | Anchor::Definite(_))
        && reference.targets.iter().any(|it| it.steps.first().is_some_and(|step| step.kind.is_division()))
}
