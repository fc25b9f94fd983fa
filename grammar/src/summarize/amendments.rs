//! What a block says of the text that it amends, or of the provisions of another text that follow it.

use super::Block;
use crate::amending::amends;
use crate::fold::folded_phrase;
use crate::label::Label;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind, tokenize};

/// The words before a list of amendments are not longer than this.
const MAX_ANNOUNCEMENT_BYTES: usize = 400;

/// Returns whether a list of provisions of another instrument, or of amendments to one, follows a block.
pub(super) fn introduces_other_provisions(block: &Block, lexicon: &Lexicon) -> bool {
    let text = block.plain_text().trim_end();
    if !text.ends_with([':', '：']) || text.len() > MAX_ANNOUNCEMENT_BYTES {
        return false;
    }
    // What is amended is named. In Chinese its name stands in signs of its own: 《渡轮条例》.
    let is_named = || !block.references.is_empty() || names_another(text, lexicon) || text.contains('《');
    (amends(text, lexicon) || block.instructs(lexicon)) && is_named()
        || lists_provisions_of_another(text, lexicon)
        || block.references.is_empty() && {
            let body = block.text_from(block.body);
            concerns_another(body, lexicon) || is_under_another(body.trim_end(), lexicon)
        }
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

/// `Under the Convention:`, `Pursuant to the Vienna Convention:`, `In the Annex to the Convention:`, `Для целей Конвенции:`: returns
/// whether a text has nothing but a preposition and the name of another instrument before its colon.
fn is_under_another(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 150;
    if text.len() > MAX_BYTES || !begins_with_preposition(text, lexicon) {
        return false;
    }
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    let is_noun = |at: usize| matches!(tokens[at].word(), Some(Word::Instrument(_)));
    let written = |at: usize| &text[tokens[at].range()];
    let is_small = |at: usize| written(at).starts_with(char::is_lowercase);
    let Some(noun) = (0..tokens.len()).find(|at| is_noun(*at)) else { return false };
    // `in accordance with agreements:` names none.
    let is_named =
        !is_small(noun) || noun.checked_sub(1).is_some_and(|before| written(before).starts_with(char::is_uppercase));
    let is_word = |at: usize| match tokens[at].kind {
        TokenKind::Word(_) => !lexicon.is_modal(written(at)),
        TokenKind::Mark(mark) => matches!(mark, '《' | '》' | '“' | '”' | '«' | '»' | '\'' | '’'),
        TokenKind::Number(_) | TokenKind::Newline => true,
    };
    let is_of_name = |at: usize| match tokens[at].kind {
        TokenKind::Word(None) => !is_small(at),
        TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Newline => true,
        TokenKind::Mark(mark) => matches!(mark, '《' | '》' | '“' | '”' | '«' | '»' | '(' | ')' | '（' | '）'),
    };
    let colon = tokens.len() - 1;
    is_named && (0..noun).all(is_word) && (noun + 1..colon).all(is_of_name) && names_another(text, lexicon)
}

/// Returns whether a text begins with a preposition before the name of an instrument. In scripts without spaces around it, or
/// with prefixes, it may be joined to the name.
fn begins_with_preposition(text: &str, lexicon: &Lexicon) -> bool {
    let folded = folded_phrase(text);
    let is_joined = matches!(lexicon.language, Language::Zh | Language::Ar);
    let ends_word = |rest: &str| is_joined || !rest.starts_with(char::is_alphabetic);
    lexicon.phrases(Phrase::Under).iter().any(|it| folded.strip_prefix(it).is_some_and(ends_word))
}

/// Returns whether a block instructs to amend another text, or announces what is to be written there.
pub(super) fn instructs_amendment(block: &Block, lexicon: &Lexicon) -> bool {
    let names_text = || !block.references.is_empty() || new_article(block, lexicon).is_some();
    let announces_text = || block.plain_text().trim_end().ends_with([':', '：']) && names_text() && block.amends();
    block.instructs(lexicon) || announces_text()
}

/// Returns the article that the first reference of a block names which names any, or the new one that the block inserts.
pub(super) fn amended_article(block: &Block, lexicon: &Lexicon) -> Option<Label> {
    let Some(target) = block.references.iter().find_map(|it| it.targets.first()) else {
        return new_article(block, lexicon);
    };
    target.steps.iter().find(|step| step.kind.is_article()).map(|step| step.label)
}

/// `An article 76 is inserted as follows:`: returns the number of an article that a short text names and does not refer to.
fn new_article(block: &Block, lexicon: &Lexicon) -> Option<Label> {
    let text = block.plain_text();
    if text.len() > MAX_ANNOUNCEMENT_BYTES || !block.references.is_empty() {
        return None;
    }
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    let is_article = |token: &Token| matches!(token.word(), Some(Word::Provision { kind, .. }) if kind.is_article());
    let number = |pair: &[Token]| pair[1].number().filter(|_| is_article(&pair[0]));
    // The heading of the block’s own article is a label.
    let body = tokens.partition_point(|token| token.start < block.body);
    tokens[body..].windows(2).find_map(number).map(|number| Label::new(NumberForm::Digits, number))
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
