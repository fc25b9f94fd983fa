//! The brackets of one block: which ends pair, what each contains, and which stand side by side. Ends that remain open
//! are returned; pairing across blocks needs the blocks in sequence.

mod content;
mod markdown;
mod pairing;
mod part;
mod reading;
mod run;

use std::ops::{Index, Range};

use crate::lexicon::Lexicon;
use crate::notation::Glyph;
use crate::offset::to_usize;
use content::content;
pub(crate) use content::is_editorial;
use pairing::paired;
use run::runs;

pub use content::{PLACEHOLDER, bare_placeholders};
pub(crate) use markdown::address_len;
pub use run::slashed;

/// What a bracket contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BracketContent {
    /// Words that are not agreed.
    Text,
    /// Something still to come: `[X]`, `[203X]`.
    Placeholder,
    /// Words left out: `[...]`.
    Elision,
    /// The mark of a footnote: `s[14]`.
    Footnote,
    /// A note that is not part of the treaty: `{…}`.
    Editorial,
    /// The state of the text: `[agreed ad referendum]`.
    Status,
    /// A label only: `[3.]`.
    Label,
    /// Words marked as added: `{++and++}`.
    Insertion,
    /// Words marked as deleted: `{--and--}`, `~~and~~`.
    Deletion,
    /// Words marked as replaced by others: `{~~shall~>should~~}`.
    Substitution,
}

impl BracketContent {
    /// Returns the name of the content in JSON.
    pub fn word(self) -> &'static str {
        match self {
            BracketContent::Text => "text",
            BracketContent::Placeholder => "placeholder",
            BracketContent::Elision => "elision",
            BracketContent::Footnote => "footnote",
            BracketContent::Editorial => "editorial",
            BracketContent::Status => "status",
            BracketContent::Label => "label",
            BracketContent::Insertion => "insertion",
            BracketContent::Deletion => "deletion",
            BracketContent::Substitution => "substitution",
        }
    }
}

/// A bracket that opens in a block, with offsets relative to the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// The offset of its opening sign.
    pub open: u32,
    /// The offset of its closing sign, if that is in the same block.
    pub close: Option<u32>,
    /// The end of its closing sign. A full-width sign may close a half-width one.
    pub end: Option<u32>,
    /// The sign that opens it.
    pub glyph: Glyph,
    /// The number of brackets of the block that contain it, itself included.
    pub depth: u32,
    /// What it contains.
    pub content: BracketContent,
    /// Whether it opens before the first word or label of the block or of the text after its title, so that it may span
    /// provisions.
    pub structural: bool,
}

impl Bracket {
    /// Returns the range of its opening sign.
    pub fn opener(&self) -> Range<u32> {
        self.open..self.open + self.glyph.width()
    }

    /// Returns the range between its signs, if both are in the block.
    pub fn inside(&self) -> Option<Range<u32>> {
        Some(self.opener().end..self.close?)
    }

    /// Returns the range from its opening to its closing sign, both included, if both are in the block.
    pub fn whole(&self) -> Option<Range<u32>> {
        Some(self.open..self.end?)
    }
}

/// A closing sign without an opening one in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrayCloser {
    /// The offset of the sign.
    pub at: u32,
    /// The sign.
    pub glyph: Glyph,
}

/// How the brackets of a run relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunReading {
    /// One of them will remain.
    Alternatives,
    /// Each may remain or go by itself.
    Independent,
    /// The text does not show.
    Unknown,
}

impl RunReading {
    /// Returns the name of the reading in JSON.
    pub fn word(self) -> &'static str {
        match self {
            RunReading::Alternatives => "alternatives",
            RunReading::Independent => "independent",
            RunReading::Unknown => "unknown",
        }
    }
}

/// Brackets with only blanks between them: `[shall] [should]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketRun {
    /// Their indices in the brackets of the block, in order.
    pub brackets: Box<[u32]>,
    /// How they relate.
    pub reading: RunReading,
    /// The reason for the reading.
    pub reason: &'static str,
    /// Whether they are a choice of how binding the text is: `[shall] [may]`.
    pub modal: bool,
}

/// The brackets of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// The brackets that open in the block, in order.
    pub list: Box<[Bracket]>,
    /// The closing signs that pair with nothing in the block, in order.
    pub strays: Box<[StrayCloser]>,
    /// The runs of brackets.
    pub runs: Box<[BracketRun]>,
}

impl Index<u32> for Brackets {
    type Output = Bracket;

    fn index(&self, index: u32) -> &Bracket {
        &self.list[to_usize(index)]
    }
}

impl Brackets {
    /// Returns a closing sign that pairs with nothing in the block.
    pub fn stray(&self, index: u32) -> &StrayCloser {
        &self.strays[to_usize(index)]
    }

    /// Returns the brackets of a run, in order.
    pub fn of_run<'b>(&'b self, run: &'b BracketRun) -> impl DoubleEndedIterator<Item = &'b Bracket> + Clone {
        run.brackets.iter().map(|index| &self[*index])
    }

    /// Returns the run of each bracket, in the order of the brackets.
    pub fn run_of_each(&self) -> Vec<Option<&BracketRun>> {
        let mut found = vec![None; self.list.len()];
        for run in &self.runs {
            run.brackets.iter().for_each(|index| found[to_usize(*index)] = Some(run));
        }
        found
    }

    /// Returns the range from the first bracket of a run to the end of the last one.
    pub fn range_of_run(&self, run: &BracketRun) -> Option<Range<u32>> {
        let (first, last) = (run.brackets.first()?, run.brackets.last()?);
        Some(self[*first].open..self[*last].end?)
    }
}

/// Returns the brackets of a block. A bracket that opens in one of the `beginnings`, before the first label or word, may
/// span provisions; `labels_end` is the offset of its text after the labels.
pub(crate) fn brackets(text: &str, beginnings: [Range<u32>; 2], labels_end: u32, lexicon: &Lexicon) -> Brackets {
    let mut brackets = paired(text, &beginnings);
    for bracket in brackets.list.iter_mut() {
        bracket.content = content(text, bracket, labels_end, lexicon);
    }
    brackets.runs = runs(text, &brackets.list, lexicon).into_boxed_slice();
    brackets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::offset::range_to_usize;

    fn found(text: &str) -> Brackets {
        brackets(text, [0..0, 0..0], 0, Lexicon::of(Language::En))
    }

    fn check(text: &str, expected: &[(&str, BracketContent)]) {
        let found = found(text);
        let list: Vec<(&str, BracketContent)> = found
            .list
            .iter()
            .map(|it| (it.inside().map_or("?", |inside| &text[range_to_usize(inside)]), it.content))
            .collect();
        assert_eq!(list, expected, "{text}");
    }

    #[test]
    fn signs_pair_inside_a_block_and_leave_the_rest() {
        check("[a [b] c]", &[("a [b] c", BracketContent::Text), ("b", BracketContent::Text)]);
        check("[a [b]", &[("?", BracketContent::Text), ("b", BracketContent::Text)]);
        let found = found("a] [b] c] [");
        assert_eq!((found.strays.len(), found.list.len()), (2, 2));
        check("{+++} a++}", &[("+} a", BracketContent::Insertion)]);
    }

    #[test]
    fn the_content_of_a_bracket_is_recognised() {
        check(
            "[X] [203X] [x years] [...] [agreed ad referendum] word[14] {note} Article [ ]",
            &[
                ("X", BracketContent::Placeholder),
                ("203X", BracketContent::Placeholder),
                ("x years", BracketContent::Placeholder),
                ("...", BracketContent::Elision),
                ("agreed ad referendum", BracketContent::Status),
                ("14", BracketContent::Footnote),
                ("note", BracketContent::Editorial),
                (" ", BracketContent::Placeholder),
            ],
        );
    }

    #[test]
    fn markdown_links_and_footnotes_are_not_brackets() {
        check("a [link](https://example.org/a_(b)) and [^1] and [text](draft.md)", &[]);
        check("[shall](should)", &[("shall", BracketContent::Text)]);
    }

    #[test]
    fn runs_are_classified() {
        let reading = |text: &str| found(text).runs.iter().map(|run| run.reading).collect::<Vec<_>>();
        assert_eq!(reading("[shall] [may]"), [RunReading::Alternatives]);
        assert_eq!(reading("[computer data] [digital information]"), [RunReading::Alternatives]);
        assert_eq!(reading("[of concern] [to health and safety]"), [RunReading::Independent]);
        assert_eq!(reading("[a] text [b]"), []);
        assert_eq!(reading("[[x][y] z]"), [RunReading::Alternatives]);
        assert_eq!(reading("[the] [necessary] measures"), [RunReading::Unknown]);
    }

    #[test]
    fn a_hundred_thousand_openers_are_parsed() {
        let text = "[".repeat(100_000);
        assert_eq!(found(&text).list.len(), 100_000);
    }
}
