//! The tokens of a block that follow from its own text, from the terms of the draft and from the known delegations.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, Lexicon, closer_len, range_to_u32, to_u32};

use super::{Found, Token, TokenKind, TokenModifiers};
use travaux_model::positions::Delegations;
use travaux_model::positions::attributed_names::named_attributions;
use travaux_model::terms::{TermFinder, TermWalk};

/// The terms in a block, and the tokens of its brackets.
pub(super) struct OwnTokens {
    terms: Box<[(u32, Range<u32>)]>,
    of_brackets: Box<[Token]>,
}

impl OwnTokens {
    /// Reads a block. The table of delegations, which is parsed at first use, is needed only if there is an attribution.
    pub(super) fn of<'d>(
        block: &Block,
        finder: Option<&TermFinder>,
        walk: &mut TermWalk,
        delegations: &dyn Fn() -> &'d Delegations,
    ) -> OwnTokens {
        let mut terms = Vec::new();
        if let Some(finder) = finder {
            finder.each(block, walk, |it| terms.push((it.term, it.range)));
        }
        let mut found = Found::default();
        add_brackets(block, delegations, &mut found);
        OwnTokens { terms: terms.into_boxed_slice(), of_brackets: found.all.into_boxed_slice() }
    }

    /// Returns the terms in the block, definitions included: the index of each, and its bytes.
    pub(super) fn terms(&self) -> &[(u32, Range<u32>)] {
        &self.terms
    }

    /// Returns the tokens of the brackets, which may contain each other.
    pub(super) fn of_brackets(&self) -> &[Token] {
        &self.of_brackets
    }
}

fn add_brackets<'d>(block: &Block, delegations: &dyn Fn() -> &'d Delegations, found: &mut Found) {
    block.brackets.list.iter().for_each(|bracket| add_bracket(block, bracket, found));
    for (_, attributions) in block.attributed_brackets() {
        for (attribution, delegation) in named_attributions(block, attributions, delegations()) {
            if attribution.is_sure || delegation.is_some() {
                found.add(attribution.delegation, TokenKind::Delegation, 0);
            }
        }
    }
    for stray in &block.brackets.strays {
        let length = to_u32(closer_len(block.text_from(stray.at)));
        found.add(stray.at..stray.at + length, TokenKind::Bracket, 0);
    }
    let lexicon = Lexicon::of(block.language);
    let modal = block.brackets.runs.iter().filter(|run| run.modal);
    for bracket in modal.flat_map(|run| block.brackets.of_run(run)) {
        add_modals(block, bracket, lexicon, found);
    }
}

fn add_bracket(block: &Block, bracket: &Bracket, found: &mut Found) {
    let opener = bracket.opener();
    let (Some(close), Some(end)) = (bracket.close, bracket.end) else {
        return found.add(opener, TokenKind::Bracket, 0);
    };
    let whole = bracket.open..end;
    match bracket.content {
        BracketContent::Text | BracketContent::Label => {
            found.add(opener, TokenKind::Bracket, 0);
            found.add(close..end, TokenKind::Bracket, 0);
        }
        BracketContent::Elision => found.add(whole, TokenKind::Bracket, 0),
        BracketContent::Placeholder => found.add(whole, TokenKind::Placeholder, 0),
        BracketContent::Footnote | BracketContent::Editorial | BracketContent::Status => {
            found.add(whole, TokenKind::Note, 0)
        }
        BracketContent::Insertion => found.add(whole, TokenKind::Marked, TokenModifiers::ADDED),
        BracketContent::Deletion => found.add(whole, TokenKind::Marked, TokenModifiers::DELETED),
        BracketContent::Substitution => {
            let arrow = block.slice(whole.clone()).find("~>").map_or(end, |it| bracket.open + to_u32(it));
            found.add(bracket.open..arrow, TokenKind::Marked, TokenModifiers::DELETED);
            found.add(arrow..end, TokenKind::Marked, TokenModifiers::ADDED);
        }
    }
}

/// Adds the modal verbs among the first words of an alternative; words further on are not part of the choice.
fn add_modals(block: &Block, bracket: &Bracket, lexicon: &Lexicon, found: &mut Found) {
    const MAX_WORDS: usize = 3;
    let Some(inside) = bracket.inside() else { return };
    let text = block.slice(inside.clone());
    let mut at = 0;
    for word in text.split_whitespace().take(MAX_WORDS) {
        let Some(distance) = text[at..].find(word) else { return };
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        let start = at + distance + word.find(bare).unwrap_or(0);
        at += distance + word.len();
        if !bare.is_empty() && lexicon.is_modal(bare) {
            let modal = range_to_u32(start..start + bare.len());
            found.add(inside.start + modal.start..inside.start + modal.end, TokenKind::Modal, 0);
        }
    }
}
