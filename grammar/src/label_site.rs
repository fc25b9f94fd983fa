//! Where a label stands in its block, and how certain it is.

use crate::kind::Kind;
use crate::label::Label;
use crate::leading_label::{Amendment, Enclosure};
use crate::option_noun::OptionNoun;

/// A label and where it stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelSite {
    /// The kind of provision that it heads; `None` for a list label, whose kind depends on the provision around it.
    pub kind: Option<Kind>,
    /// The label; `None` for a heading without a number.
    pub label: Option<Label>,
    /// How the label is set off.
    pub enclosure: Enclosure,
    /// The first byte, in the block, of the label with its provision noun.
    pub start: u32,
    /// The end of the label.
    pub end: u32,
    /// Whether a bracket opens immediately before it.
    pub bracketed: bool,
    /// Whether a quotation opens before it.
    pub quoted: bool,
    /// The indentation of its line in spaces: Markdown nests lists by it.
    pub indent: u16,
    /// Whether it stands in running text rather than at the beginning of its block.
    pub inline: bool,
    /// How much the other numbers of the draft must confirm it before it counts.
    pub doubt: Doubt,
    /// Whether it is another number for the provision of the label before it: `3` in `[4][3]`.
    pub competing: bool,
    /// What an amendment does to its provision: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// The noun of an option: `Sub-option 2`.
    pub option_noun: OptionNoun,
}

impl LabelSite {
    /// Returns a certain label without any of the optional properties.
    pub fn new(kind: Option<Kind>, label: Option<Label>, enclosure: Enclosure, start: u32, end: u32) -> Self {
        LabelSite {
            kind,
            label,
            enclosure,
            start,
            end,
            bracketed: false,
            quoted: false,
            indent: 0,
            inline: false,
            doubt: Doubt::None,
            competing: false,
            amendment: None,
            option_noun: OptionNoun::Option,
        }
    }
}

/// How doubtful a label is as far as its own block shows. A block does not know which number is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doubt {
    /// It is a label.
    None,
    /// It may also be the beginning of a sentence, or continue a list of an earlier block. It counts where its number
    /// is due.
    Slight,
    /// It may also be a reference. It counts where its number is due and nowhere else in the draft.
    Strong,
}
