//! What there is in a block, at a glance. A draft keeps the marks of its blocks side by side, so that who looks for the
//! few blocks with definitions need not visit all the others.

use crate::Block;
use crate::block::Doubt;
use crate::kind::Kind;
use crate::label::{Form, Label};
use crate::reference::{Anchor, Reference};

/// Which of some things a block has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// No mark: every block has it.
    pub const ANY: Marks = Marks(0);
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

    /// A label that may be none.
    pub const DOUBT: Marks = Marks(1 << 14);

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
            (Marks::DOUBT, block.labels.iter().any(|it| it.doubt != Doubt::None)),
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

/// Which headings references may lead to: a bit for several of them, so that of two that have none in common neither
/// speaks of what the other does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Named(u64);

impl Named {
    /// What the references of a block may lead to.
    pub fn by(block: &Block) -> Named {
        block.references.iter().fold(Named::default(), |all, it| all.and(Named::by_reference(it)))
    }

    fn by_reference(reference: &Reference) -> Named {
        // In all of a part, or in an annex that bears no number, more is looked at than the words say.
        let is_wide = match reference.anchor {
            Anchor::This(kind) => kind.is_division(),
            Anchor::Annexed => true,
            Anchor::None | Anchor::Near | Anchor::Own | Anchor::Definite(_) | Anchor::Other => false,
        };
        if is_wide {
            return Named(u64::MAX);
        }
        let targets = reference.targets.iter();
        targets.fold(Named::default(), |all, target| {
            let heads = target.steps.iter().filter(|it| it.kind.is_heading() || it.kind == Kind::Option);
            let is_range = target.to.is_some() && target.steps.last().is_some_and(|it| it.kind.is_heading());
            let is_open = |label: &Label| label.look_alike != 0;
            if is_range || heads.clone().any(|it| is_open(&it.label)) {
                return Named(u64::MAX);
            }
            heads.fold(all, |all, it| all.and(Named::heading(it.kind, Some(&it.label))))
        })
    }

    /// What leads to a heading. Of a dotted number the first part may be the heading's.
    pub fn heading(kind: Kind, label: Option<&Label>) -> Named {
        let number = label.map_or(0, |it| it.numbers[0]);
        let mixed = (kind as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
            ^ u64::from(number).wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
        Named(1 << (mixed >> 58))
    }

    /// These and others.
    #[must_use]
    pub fn and(self, others: Named) -> Named {
        Named(self.0 | others.0)
    }

    /// Whether both may lead to one heading.
    pub fn meets(self, others: Named) -> bool {
        self.0 & others.0 != 0
    }
}

/// Whether a reference may name a division of another instrument: `annex VII to the Convention`.
pub fn may_be_foreign(reference: &Reference) -> bool {
    matches!(reference.anchor, Anchor::Other | Anchor::Definite(_))
        && reference.targets.iter().any(|it| it.steps.first().is_some_and(|step| step.kind.is_division()))
}
