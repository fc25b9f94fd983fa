//! What a block says of the text that it amends, or of the provisions of another text that follow it.

use super::Block;
use crate::amending::amends;
use crate::fold::folded_phrase;
use crate::label::Label;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::token::tokenize;

/// The words before a list of amendments are not longer than this.
const MAX_ANNOUNCEMENT_BYTES: usize = 400;

/// Returns whether a list of provisions of another instrument, or of amendments to one, follows a block.
pub(super) fn introduces_other_provisions(block: &Block, lexicon: &Lexicon) -> bool {
    let text = block.plain_text().trim_end();
    if !text.ends_with([':', '：']) || text.len() > MAX_ANNOUNCEMENT_BYTES {
        return false;
    }
    // What is amended is named.
    !block.references.is_empty() && amends(text, lexicon) || lists_provisions_of_another(text, lexicon)
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
    let own = |text: &str| {
        let mut tokens = Vec::new();
        tokenize(text, lexicon, &mut tokens);
        let noun = tokens.iter().position(|token| matches!(token.word(), Some(Word::Instrument(_))))?;
        Some(tokens[noun.saturating_sub(2)..noun].iter().any(|token| token.word() == Some(Word::This)))
    };
    // 《罗马公约》的下列规定: the instrument may also stand before.
    own(&folded[end..]).or_else(|| own(&folded[..end])) == Some(false)
}
