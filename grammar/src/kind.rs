//! The kinds of provision, from the widest to the narrowest, as contract and JSON name them.

use serde::{Deserialize, Serialize};

/// What a provision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The words before the first provision.
    Preamble,
    /// One consideration of a preamble.
    Recital,
    /// `Annex II`, `Appendix A`.
    Annex,
    /// `Part XI`.
    Part,
    /// `Title 1`, above chapters in one tradition and below sections in another.
    Title,
    /// `Chapter II`.
    Chapter,
    /// `Section 2`, or a heading without a number.
    Section,
    /// `Article 10 bis`.
    Article,
    /// `1.`
    Paragraph,
    /// `(a)`
    Subparagraph,
    /// `(i)` and what lies below it.
    Item,
    /// `Option 1`: one of several texts for the same place.
    Option,
    /// The text of a footnote.
    Footnote,
}

impl Kind {
    /// The word of the contract: `article`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Preamble => "preamble",
            Kind::Recital => "recital",
            Kind::Annex => "annex",
            Kind::Part => "part",
            Kind::Title => "title",
            Kind::Chapter => "chapter",
            Kind::Section => "section",
            Kind::Article => "article",
            Kind::Paragraph => "paragraph",
            Kind::Subparagraph => "subparagraph",
            Kind::Item => "item",
            Kind::Option => "option",
            Kind::Footnote => "footnote",
        }
    }

    /// Whether it holds articles rather than stands inside one.
    pub fn is_division(self) -> bool {
        matches!(self, Kind::Annex | Kind::Part | Kind::Title | Kind::Chapter | Kind::Section)
    }

    /// Whether its labels stand in parentheses in an address: `(a)`.
    pub fn is_in_parentheses(self) -> bool {
        matches!(self, Kind::Subparagraph | Kind::Item)
    }

    /// Whether it begins with a heading.
    pub fn is_heading(self) -> bool {
        self.is_division() || matches!(self, Kind::Article | Kind::Preamble)
    }
}
