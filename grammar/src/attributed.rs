//! What a block attributes to delegations: the text of brackets, and instructions about the text around them. Few features
//! ask for it, and those that do ask again after every edit, so a block keeps it once it is known.

use crate::attribution::{Attribution, attributions};
use crate::bracket::{Bracket, BracketContent};
use crate::instruction::{Instruction, instructions};
use crate::lexicon::Lexicon;
use crate::offset::to_usize;

/// The attributions and the instructions in a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributed {
    /// The brackets that have attributions, by their index, in order.
    pub(crate) brackets: Box<[(u32, Box<[Attribution]>)]>,
    /// The instructions in parentheses.
    pub(crate) instructions: Box<[Instruction<'static>]>,
}

impl Attributed {
    /// Reads the attributions in a text with its brackets.
    pub(crate) fn of(text: &str, brackets: &[Bracket], lexicon: &'static Lexicon) -> Attributed {
        let is_text = |it: &Bracket| matches!(it.content, BracketContent::Text | BracketContent::Editorial);
        let of_bracket = |(index, bracket): (u32, &Bracket)| {
            let found = attributions(text, to_usize(bracket.opener().end), lexicon);
            (!found.is_empty()).then(|| (index, found.into_boxed_slice()))
        };
        let brackets = (0..).zip(brackets).filter(|(_, it)| is_text(it)).filter_map(of_bracket).collect();
        Attributed { brackets, instructions: instructions(text, lexicon).into_boxed_slice() }
    }

    /// Returns the attributions of a bracket.
    pub(crate) fn of_bracket(&self, bracket: u32) -> &[Attribution] {
        let found = self.brackets.binary_search_by_key(&bracket, |it| it.0);
        found.map_or(&[], |at| &self.brackets[at].1)
    }
}
