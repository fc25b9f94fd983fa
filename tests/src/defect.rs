//! Makes single defects in drafts that have none. A defect has the changes that make it, the finding that is expected,
//! and further findings that are consequences of it. Defects that cannot be recognized from the text are not made; the
//! functions document which these are.

mod draft;

mod brackets;
mod headings;
mod items;
mod losses;
mod numbers;
mod positions;
mod references;
mod targets;
mod terms;
mod words;

use std::ops::Range;

use travaux_model::document::Change;

use crate::random::Random;

pub use draft::Draft;

/// Declares the kinds of defects with the list of all of them.
macro_rules! kinds {
    ($($(#[$comment:meta])* $kind:ident,)*) => {
        /// A kind of defect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum DefectKind {
            $($(#[$comment])* $kind,)*
        }

        impl DefectKind {
            /// All kinds.
            pub const ALL: &[DefectKind] = &[$(DefectKind::$kind,)*];
        }
    };
}

kinds! {
    /// A bracket loses its opener.
    OpenerDropped,
    /// A bracket loses its closer.
    CloserDropped,
    /// An opener is added before a word.
    OpenerAdded,
    /// A closer is added before a word.
    CloserAdded,
    /// The heading of an article is deleted, with its title.
    HeadingDeleted,
    /// Two adjacent provisions of a list exchange their numbers.
    NeighboursSwapped,
    /// Two provisions of a list that are not adjacent exchange their numbers.
    NumbersSwapped,
    /// A reference names a number that the draft does not have.
    ReferenceBroken,
    /// A word processor lost a reference.
    ReferenceLost,
    /// A word of the Latin series is misspelt.
    SuffixMisspelt,
    /// A definition is given the term of another.
    DefinitionDuplicated,
    /// A provision has the label of the one before: (a), (a).
    LabelDoubled,
    /// A provision inside a list is deleted.
    ItemDeleted,
    /// The first provision of a list is deleted, so that it begins with its second label.
    FirstItemDeleted,
    /// Two inserted provisions exchange their suffixes: 2 ter, 2 bis.
    SuffixesSwapped,
    /// A provision has a number with a suffix that is not due: 1, 2, 5 bis, 4.
    SuffixMisplaced,
    /// A paragraph outside the articles has the number of the one before.
    PlainNumberDoubled,
    /// A paragraph outside the articles is deleted.
    PlainItemDeleted,
    /// A letter of a list in running text is that of the one before.
    RunningLetterDoubled,
    /// A reference to an article names a paragraph that the article does not have.
    ParagraphAdded,
    /// A reference to an article names a letter that the article does not have.
    LetterAdded,
    /// A reference names a letter that its list does not have.
    LetterBroken,
    /// A reference names a part, chapter, section or annex that the draft does not have.
    DivisionBroken,
    /// `above` and `below` are exchanged.
    DirectionExchanged,
    /// A paragraph refers to itself by its number.
    SelfReference,
    /// A suffix in a reference is misspelt.
    ReferenceSuffixMisspelt,
    /// A parenthesis loses its closer.
    ParenthesisLost,
    /// A defined term is misspelt where it is used.
    TermMisspelt,
    /// A defined term loses a capital where it is used.
    TermCapitalLost,
    /// The title after a reference is that of another article.
    TitleExchanged,
    /// The number of a reference is lost: `under paragraph of this article`.
    NumberLost,
    /// A provision inside a list loses its label.
    LabelLost,
    /// A provision inside a list loses its text.
    TextLost,
    /// A parenthesis that closes is added after a word.
    ParenthesisAdded,
    /// A defined term loses one of its quotation marks.
    QuotationLost,
}

/// A defect. All ranges are bytes of the draft before the changes.
#[derive(Clone, Debug)]
pub struct Defect {
    /// The changes that make it, in the order of the text.
    pub changes: Vec<Change>,
    /// The rules of which one must report it.
    pub rules: &'static [&'static str],
    /// The ranges in which it may be reported.
    pub places: Vec<Range<usize>>,
    /// Findings that are consequences: a rule, and the range in which it may report one.
    pub consequences: Vec<(&'static str, Range<usize>)>,
}

impl Defect {
    fn new(changes: Vec<(Range<usize>, String)>, rules: &'static [&'static str], places: Vec<Range<usize>>) -> Defect {
        let mut changes: Vec<Change> =
            changes.into_iter().map(|(range, text)| Change { range: Some(range), text }).collect();
        changes.sort_by_key(|it| it.range.as_ref().map(|range| range.start));
        Defect { changes, rules, places, consequences: Vec::new() }
    }
}

/// Makes a random defect of a kind; `None` if the draft, or the random choice, does not allow one.
pub fn defect(kind: DefectKind, draft: &Draft<'_>, random: &mut Random) -> Option<Defect> {
    match kind {
        DefectKind::OpenerDropped => draft.bracket_dropped(true, random),
        DefectKind::CloserDropped => draft.bracket_dropped(false, random),
        DefectKind::OpenerAdded => draft.bracket_added("[", &["unclosed-bracket"], random),
        DefectKind::CloserAdded => draft.bracket_added("]", &["stray-bracket"], random),
        DefectKind::HeadingDeleted => draft.heading_deleted(random),
        DefectKind::NeighboursSwapped => draft.swapped(true, random),
        DefectKind::NumbersSwapped => draft.swapped(false, random),
        DefectKind::ReferenceBroken => draft.reference_broken(random),
        DefectKind::ReferenceLost => draft.reference_lost(random),
        DefectKind::SuffixMisspelt => draft.suffix_misspelt(true, random),
        DefectKind::DefinitionDuplicated => draft.definition_duplicated(random),
        DefectKind::LabelDoubled => draft.label_doubled(draft.lists(), random),
        DefectKind::ItemDeleted => draft.item_deleted(draft.lists(), random),
        DefectKind::FirstItemDeleted => draft.first_item_deleted(random),
        DefectKind::SuffixesSwapped => draft.suffixes_swapped(random),
        DefectKind::SuffixMisplaced => draft.suffix_misplaced(random),
        DefectKind::PlainNumberDoubled => draft.label_doubled(&draft.plain_lists(), random),
        DefectKind::PlainItemDeleted => draft.item_deleted(&draft.plain_lists(), random),
        DefectKind::RunningLetterDoubled => draft.running_letter_doubled(random),
        DefectKind::ParagraphAdded => draft.paragraph_added(random),
        DefectKind::LetterAdded => draft.letter_added(random),
        DefectKind::LetterBroken => draft.letter_broken(random),
        DefectKind::DivisionBroken => draft.division_broken(random),
        DefectKind::DirectionExchanged => draft.direction_exchanged(random),
        DefectKind::SelfReference => draft.self_reference(random),
        DefectKind::ReferenceSuffixMisspelt => draft.suffix_misspelt(false, random),
        DefectKind::ParenthesisLost => draft.parenthesis_lost(random),
        DefectKind::TermMisspelt => draft.term_misspelt(random),
        DefectKind::TermCapitalLost => draft.term_capital_lost(random),
        DefectKind::TitleExchanged => draft.title_exchanged(random),
        DefectKind::NumberLost => draft.number_lost(random),
        DefectKind::LabelLost => draft.label_lost(random),
        DefectKind::TextLost => draft.text_lost(random),
        DefectKind::ParenthesisAdded => draft.parenthesis_added(random),
        DefectKind::QuotationLost => draft.quotation_lost(random),
    }
}
