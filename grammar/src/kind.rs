//! The kinds of provisions, from the widest to the narrowest.

use serde::{Deserialize, Serialize};

/// The kind of a provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The text before the first provision.
    Preamble,
    /// One paragraph of a preamble.
    Recital,
    /// `Annex II`.
    Annex,
    /// `Schedule 2`: like an annex, with numbers of its own.
    Schedule,
    /// `Appendix A`: like an annex, or a part of one, with numbers of its own.
    Appendix,
    /// `Part XI`.
    Part,
    /// `Title 1`: wider than chapters in some drafts, narrower than sections in others.
    Title,
    /// `Chapter II`.
    Chapter,
    /// `Section 2`, or a heading without a number.
    Section,
    /// `Article 10 bis`.
    Article,
    /// `Rule 47`: like an article, with numbers of its own.
    Rule,
    /// `Regulation 9`: like an article, with numbers of its own.
    Regulation,
    /// `Clause 5`: like an article, with numbers of its own.
    Clause,
    /// `Principle 7`, of a declaration: like an article, with numbers of its own.
    Principle,
    /// `Guideline 3`: like an article, with numbers of its own.
    Guideline,
    /// `Conclusion 12`, of the International Law Commission: like an article, with numbers of its own.
    Conclusion,
    /// `1.`
    Paragraph,
    /// `(a)`
    Subparagraph,
    /// `(i)`, and all narrower provisions.
    Item,
    /// `Option 1`: one of several texts for the same place.
    Option,
    /// The text of a footnote.
    Footnote,
}

impl Kind {
    /// The kinds of articles, and of what stands where articles do.
    pub const ARTICLES: [Kind; 7] =
        [Kind::Article, Kind::Rule, Kind::Regulation, Kind::Clause, Kind::Principle, Kind::Guideline, Kind::Conclusion];

    /// Returns the name of the kind in JSON and messages: `article`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Preamble => "preamble",
            Kind::Recital => "recital",
            Kind::Annex => "annex",
            Kind::Schedule => "schedule",
            Kind::Appendix => "appendix",
            Kind::Part => "part",
            Kind::Title => "title",
            Kind::Chapter => "chapter",
            Kind::Section => "section",
            Kind::Article => "article",
            Kind::Rule => "rule",
            Kind::Regulation => "regulation",
            Kind::Clause => "clause",
            Kind::Principle => "principle",
            Kind::Guideline => "guideline",
            Kind::Conclusion => "conclusion",
            Kind::Paragraph => "paragraph",
            Kind::Subparagraph => "subparagraph",
            Kind::Item => "item",
            Kind::Option => "option",
            Kind::Footnote => "footnote",
        }
    }

    /// Returns whether provisions of the kind contain articles.
    pub fn is_division(self) -> bool {
        self.is_annex() || matches!(self, Kind::Part | Kind::Title | Kind::Chapter | Kind::Section)
    }

    /// Returns whether provisions of the kind are annexes or stand where annexes do.
    pub fn is_annex(self) -> bool {
        matches!(self, Kind::Annex | Kind::Schedule | Kind::Appendix)
    }

    /// Returns the kind whose noun others use for the same provision: an appendix may be called an annex.
    pub fn other_noun(self) -> Option<Kind> {
        match self {
            Kind::Annex => Some(Kind::Appendix),
            Kind::Appendix => Some(Kind::Annex),
            _ => None,
        }
    }

    /// Returns whether provisions of the kind are articles or stand where articles do.
    pub fn is_article(self) -> bool {
        Kind::ARTICLES.contains(&self)
    }

    /// Returns whether the noun for the kind is also a common word, which names a provision only before a number.
    pub fn needs_number(self) -> bool {
        self == Kind::Schedule || self.is_article() && self != Kind::Article
    }

    /// Returns whether an address writes its labels in parentheses: `(a)`.
    pub fn is_in_parentheses(self) -> bool {
        matches!(self, Kind::Subparagraph | Kind::Item)
    }

    /// Returns whether provisions of the kind begin with a heading.
    pub fn is_heading(self) -> bool {
        self.is_division() || self.is_article() || self == Kind::Preamble
    }
}
