//! What a block says of the text that it amends, or of the provisions of another text that follow it.

use super::Block;
use crate::amending::amends;
use crate::fold::folded_phrase;
use crate::label::Label;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::token::{Token, tokenize};

/// The words before a list of amendments are not longer than this.
const MAX_ANNOUNCEMENT_BYTES: usize = 400;

/// Returns whether a list of provisions of another instrument, or of amendments to one, follows a block.
pub(super) fn introduces_other_provisions(block: &Block, lexicon: &Lexicon) -> bool {
    let text = block.plain_text().trim_end();
    if !text.ends_with([':', '：']) || text.len() > MAX_ANNOUNCEMENT_BYTES {
        return false;
    }
    // What is amended is named.
    let is_named = || !block.references.is_empty() || names_another(text, lexicon);
    amends(text, lexicon) && is_named()
        || lists_provisions_of_another(text, lexicon)
        || block.references.is_empty() && concerns_another(block.text_from(block.body), lexicon)
}

/// `With regard to the Convention:`
fn concerns_another(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 150;
    // `With regard to agreements:` names none.
    let is_name = |token: &Token| {
        let is_noun = matches!(token.word(), Some(Word::Instrument(_)));
        is_noun && !text[token.range()].starts_with(char::is_lowercase)
    };
    if text.len() > MAX_BYTES || !lexicon.begins_with(text, Phrase::InRelationTo) {
        return false;
    }
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    tokens.iter().any(is_name) && names_another(text, lexicon)
}

/// Returns whether a block instructs to amend another text, or announces what is to be written there.
pub(super) fn instructs_amendment(block: &Block, lexicon: &Lexicon) -> bool {
    let announces_text = || block.plain_text().trim_end().ends_with([':', '：']) && !block.references.is_empty();
    block.instructs(lexicon) || announces_text() && block.amends()
}

/// Returns the article that the first reference of a block names.
pub(super) fn first_article(block: &Block) -> Option<Label> {
    let steps = &block.references.first()?.targets.first()?.steps;
    steps.iter().find(|step| step.kind.is_article()).map(|step| step.label)
}

/// `The following provisions of the Convention apply:`
fn lists_provisions_of_another(text: &str, lexicon: &Lexicon) -> bool {
    let folded = folded_phrase(text);
    let ends = lexicon.phrases(Phrase::ListsProvisions).iter().filter_map(|it| Some(folded.find(*it)? + it.len()));
    let Some(end) = ends.min() else { return false };
    // 《罗马公约》的下列规定: the instrument may also stand before.
    let (before, after) = folded.split_at(end);
    match instruments(after, lexicon).next() {
        Some(is_another) => is_another,
        None => names_another(before, lexicon),
    }
}

/// Returns whether a text names an instrument that is not the draft itself.
fn names_another(text: &str, lexicon: &Lexicon) -> bool {
    instruments(text, lexicon).any(|is_another| is_another)
}

/// Returns for each instrument that a text names whether it is another one: `the Convention`, not `this Convention`.
fn instruments(text: &str, lexicon: &Lexicon) -> impl Iterator<Item = bool> {
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    let is_another = |noun: usize| {
        let is_noun = matches!(tokens[noun].word(), Some(Word::Instrument(_)));
        is_noun.then(|| tokens[noun.saturating_sub(2)..noun].iter().all(|token| token.word() != Some(Word::This)))
    };
    (0..tokens.len()).filter_map(is_another).collect::<Vec<_>>().into_iter()
}
