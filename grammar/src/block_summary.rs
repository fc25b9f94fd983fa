//! What a block says to the rest of its draft. The outline, the resolution of references and the rules that compare
//! blocks read summaries and never a `Block`, so an edit that leaves every summary equal leaves all of their results
//! true. Offsets are kept only where the text before them cannot move them without changing a label or a bracket.

use std::ops::Range;

use crate::block_kind::BlockKind;
use crate::clause_end::ClauseEnd;
use crate::definition::DefinitionBasis;
use crate::footnotes::Footnote;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::LabelSite;
use crate::language::Language;
use crate::left_open::OpenNumber;
use crate::notation::Glyph;
use crate::numerals::NumberForm;
use crate::quotation::QuotationEnd;
use crate::reference::{Anchor, Target};

/// How long the text of a block is, as far as the outline asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// Nothing but blanks.
    #[default]
    Blank,
    /// Short enough to open a preamble.
    Short,
    /// Short enough to be another form of a title.
    Medium,
    /// Longer.
    Long,
}

/// How plainly a block is a heading without a number that begins a part of the draft, after the last article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartHeading {
    /// It is none.
    #[default]
    None,
    /// It is a line in capitals, which may also be a subheading.
    InCapitals,
    /// Its words are those of such a part: `Transitional provisions`, or the name of an instrument in capitals.
    Named,
    /// Its words can only be those of another instrument: `Protocol 1`, `Final Act`. It may also follow the annexes.
    Instrument,
}

/// What a block says to the rest of its draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSummary {
    /// What the block is.
    pub kind: BlockKind,
    /// The language it was read in.
    pub language: Language,
    /// The language that its own words speak plainly, if they do.
    pub plain_language: Option<Language>,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// How long its text is.
    pub length: Length,
    /// The blanks before its text, in bytes.
    pub indent: u32,
    /// Whether it stands in a block quote of Markdown: `> 1. Each Party`.
    pub in_block_quote: bool,
    /// How many texts without labels it may hold, each on lines of its own.
    pub text_pieces: u32,
    /// Whether any letter stands in it.
    pub has_letters: bool,
    /// Whether it consists of opening brackets and the markup around them.
    pub only_opens: bool,
    /// Whether a heading has running text in its own block, below its title.
    pub has_text_below_heading: bool,
    /// Whether it ends with the words after which a preamble is over.
    pub ends_preamble: bool,
    /// Whether it begins the clause that ends a treaty: `Done at Geneva`.
    pub closes_instrument: bool,
    /// How plainly it is a heading without a number that begins a part of the draft.
    pub part_heading: PartHeading,
    /// Whether words were left out of it: `[...]`.
    pub is_elided: bool,
    /// The marks of footnotes in it, and the footnotes that begin in it, in order.
    pub footnotes: Box<[Footnote]>,
    /// Whether it is one sentence that ends by referring to another provision: `The seat is as provided in article 7.`
    pub only_defers: bool,
    /// Whether it says of its provision only that it has no text: `Article 5 [deleted]`, `(Reserved)`.
    pub is_vacant: bool,
    /// Whether those words say that its text is still to come: `[To be completed]`.
    pub is_to_come: bool,
    /// Whether it is the name of an instrument, as above its text: `OPTIONAL PROTOCOL`.
    pub names_instrument: bool,
    /// Whether it has a title of its own: a heading's, or a numbered text that reads like one.
    pub has_title: bool,
    /// Whether that title ends like a sentence, so that it may be the first text of its provision: `Article 5. Fees are set by
    /// law.`
    pub title_ends_like_sentence: bool,
    /// Whether it reads like the title of the heading before it.
    pub may_be_title: bool,
    /// Whether its title, or the title that it may be, is that of a list of definitions.
    pub has_definitions_title: bool,
    /// Whether the first line after its labels begins like the title of a list of definitions.
    pub begins_with_definitions_title: bool,
    /// Whether it ends with the words before a list of definitions: `on entend par :`.
    pub announces_definitions: bool,
    /// The kind of the provision for which it announces a list, if that is one of definitions: `in this Chapter:`.
    pub scope_of_list: Option<Kind>,
    /// Whether a list of provisions of another instrument follows it, or of amendments to one: `Article 60 shall be modified
    /// as follows:`, `The following provisions of the Convention apply:`.
    pub introduces_other_provisions: bool,
    /// Whether it instructs to amend another text: `Replace paragraph 2 by:`, `A paragraph is added after paragraph 4:`
    pub instructs_amendment: bool,
    /// The article that it then names first: `Article 2 of the Convention is replaced by:`
    pub amended_article: Option<Label>,
    /// Whether letters stand after its last label.
    pub has_text_after_labels: bool,
    /// The number that it leaves open at its end: `under paragraphs 1 and`.
    pub open_number: Option<OpenNumber>,
    /// Whether it ends with a reference and no stop after it, so that the next line may go on with it: `Annex IV` and
    /// `(b) within the limits of`.
    pub ends_with_reference: bool,
    /// Whether it ends with a rule of underscores, below which the footnotes of a page stand.
    pub ends_with_rule: bool,
    /// Whether it ends with a colon, after which a list begins.
    pub announces_list: bool,
    /// Whether it is a text without labels that ends with a comma, as the recitals of a preamble do.
    pub ends_with_comma: bool,
    /// How its last clause ends. The provisions do not depend on it.
    pub clause_end: ClauseEnd,
    /// Whether what follows its labels shows that it is one of several versions: `[Option 1: …]`, `EU: …`, `Part 1`.
    pub begins_version: bool,
    /// Whether the first letter after its labels is a small one, so that it may continue the block before. Nor do they depend
    /// on this.
    pub begins_small: bool,
    /// The quotation that ends with it.
    pub quotation_end: QuotationEnd,
    /// Whether it consists of references, each with a stop: `Article 16 (1);`.
    pub is_list_of_references: bool,
    /// The degree of the options that it ends (`Provisions common for sub-options 0 to 3`): 1 for those inside others.
    pub ends_options: Option<u8>,
    /// Whether one of its references names an article by its title, or with it.
    pub names_by_title: bool,
    /// Its labels, in order.
    pub labels: Box<[LabelSummary]>,
    /// The labels that its running text writes after a stop: `: (a) one; (b) two`.
    pub running_labels: Box<[Label]>,
    /// The headings that may be in its running text.
    pub headings_in_text: Box<[(Kind, Label)]>,
    /// The provisions that it names without having a label for them, by the form that a bare number is read in.
    pub shared: Box<[(NumberForm, SharedLabels)]>,
    /// The brackets that stand around its labels or its beginning, by the offset of these.
    pub enclosing: Box<[(u32, EnclosingBracket)]>,
    /// The brackets that have no partner in the block. The provisions do not depend on them: see
    /// [`crate::Summaries::loose_ends`].
    pub(crate) loose_ends: LooseEnds,
    /// What an agreement calls itself here, by the noun's place in the lexicon, and how often.
    pub own_names: Box<[(u8, u16)]>,
    /// The terms that it may define, in order.
    pub definitions: Box<[DefinitionSummary]>,
    /// The headings that its references to this draft name, each once: `article 5` in `article 5, paragraph 2`.
    pub cited: Box<[(Kind, Label)]>,
    /// The references that may name divisions of another instrument.
    pub foreign: Box<[(Anchor, Box<[Target]>)]>,
}

/// A label and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSummary {
    /// The label and its place.
    pub site: LabelSite,
    /// Whether it is written with Latin small letters.
    pub is_latin: bool,
    /// Whether it is written with Cyrillic small letters.
    pub is_cyrillic: bool,
    /// Whether it is a heading's and its noun is written in capitals: `ARTICLE 5`.
    pub is_in_capitals: bool,
    /// Whether letters stand before it in its block.
    pub has_letters_before: bool,
    /// Where its text begins, if other text stands before it: at the brackets and the markup that open before it.
    pub text_start: u32,
    /// The last of the numbers that stand beside it, for each of its readings: `8` in `5 to 8. Reserved`.
    pub shared: Box<[(Label, Label)]>,
}

/// The provisions that a block without labels is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedLabels {
    /// The kind of the provisions; `None` where only their numbers are written.
    pub kind: Option<Kind>,
    /// The first of them.
    pub first: Label,
    /// The last of them.
    pub last: Label,
    /// The words that name them, in bytes of the block.
    pub range: Range<u32>,
    /// Whether no sentence follows: `Articles 5 to 7 [Reserved]`, but not `Articles 5 to 7 apply`.
    pub is_notice: bool,
}

/// A closer, seen from the labels of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingPlace {
    /// How many of the block's labels begin before it.
    pub labels_before: u32,
    /// Whether no letter stands between it and the next label, or the end of the block.
    pub is_followed_by_signs_only: bool,
}

/// A bracket of a block that stands around a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnclosingBracket {
    /// Its place among the brackets of the block.
    pub index: u32,
    /// Where it closes, if in the same block.
    pub close: Option<ClosingPlace>,
}

/// The brackets of a block that have no partner in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseEnds {
    /// The closers without an opener in the block, in order.
    pub closers: Box<[LooseCloser]>,
    /// The openers without a closer in the block, in order.
    pub openers: Box<[LooseOpener]>,
}

/// A closer without an opener in its block; its place in the list is that among the block's strays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseCloser {
    /// Which sign it is.
    pub glyph: Glyph,
    /// Where it stands.
    pub place: ClosingPlace,
    /// Whether it stands immediately after a label, as in `b.]`: it may close what the provision before opened.
    pub follows_label: bool,
}

/// An opener without a closer in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseOpener {
    /// Its place among the brackets of the block.
    pub index: u32,
    /// Which sign it is.
    pub glyph: Glyph,
    /// Whether it may span provisions.
    pub structural: bool,
}

/// A term that a block may define; its place in the list is that among the block's definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionSummary {
    /// The term as written.
    pub term: Box<str>,
    /// What makes it a definition.
    pub basis: DefinitionBasis,
    /// How many of the block's labels begin before it.
    pub labels_before: u32,
    /// Whether a bracket of the block stands around it.
    pub is_bracketed: bool,
    /// The noun that names an instrument, if the term is one: `“Convention” means`.
    pub instrument: Option<u8>,
    /// The kind of the provision for which its own words define it: an article in `for the purposes of article 9, “port” means`.
    pub scope: Option<Kind>,
    /// The hash of the words that limit the definition to one case, if any do: `in relation to Ruritania`.
    pub case: Option<u64>,
}

impl BlockSummary {
    /// Returns whether two summaries differ at most in what the provisions do not depend on: the brackets that have no partner in
    /// their block, and how the block begins and ends as a member of a series.
    pub fn has_equal_provisions(&self, other: &BlockSummary) -> bool {
        let BlockSummary { clause_end, begins_small, .. } = *self;
        let loose_ends = || self.loose_ends.clone();
        self == other || *self == BlockSummary { loose_ends: loose_ends(), clause_end, begins_small, ..other.clone() }
    }

    /// The provisions that the block names without a label, where bare numbers are read in a form.
    pub fn shared(&self, form: NumberForm) -> Option<&SharedLabels> {
        self.shared.iter().find(|it| it.0 == form).map(|it| &it.1)
    }

    /// The last of the numbers that stand beside the label at an offset: `8` in `5 to 8. Reserved`.
    pub fn last_shared_label(&self, start: u32, label: &Label) -> Option<Label> {
        let site = self.labels.iter().find(|it| it.site.start == start)?;
        site.shared.iter().find(|it| it.0 == *label).map(|it| it.1)
    }

    /// The outermost bracket of the block around an offset at which a label or the text begins.
    pub fn enclosing(&self, start: u32) -> Option<EnclosingBracket> {
        self.enclosing.iter().find(|it| it.0 == start).map(|it| it.1)
    }
}
