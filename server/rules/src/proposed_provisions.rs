//! What shows that a reference without a target is to a provision that a delegation proposes, or to one of another version of the
//! text. Reports nothing itself.

use std::ops::Range;

use travaux_grammar::{
    Anchor, Block, Language, Lexicon, Reference, Word, begins_note, folded, is_proposed, names_earlier_text,
    range_to_usize, to_usize,
};
use travaux_model::positions::{Delegations, fold_name};

/// The most bytes before and after a reference in which a delegation is looked for.
const MAX_NAME_BYTES: usize = 90;

/// The most words of a delegation's name that are looked up.
const MAX_NAME_WORDS: usize = 6;

/// `Add paragraph 4`, `the EU’s paragraph 4`: returns whether a reference is to a provision that is proposed.
pub(super) fn is_of_proposal(block: &Block, reference: &Reference) -> bool {
    let text = block.plain_text();
    let (range, lexicon) = (range_to_usize(reference.range()), Lexicon::of(block.language));
    matches!(reference.anchor, Anchor::None | Anchor::Near | Anchor::This(_))
        && (is_proposed(text, range.clone(), lexicon) || has_proponent(text, range, lexicon))
}

/// `Co-chairs’ note: paragraph 5 was deleted`, `paragraph 4 of the previous version has been split`: returns whether a reference
/// stands in a note, or beside the name of an earlier text.
pub(super) fn is_of_note(block: &Block, reference: &Reference) -> bool {
    const MAX_BEFORE_BYTES: usize = 300;
    let lexicon = Lexicon::of(block.language);
    let near = to_usize(reference.start).saturating_sub(MAX_BEFORE_BYTES);
    let text = block.plain_text();
    matches!(reference.anchor, Anchor::None | Anchor::Near | Anchor::This(_))
        && (begins_note(block.text_from(block.body), lexicon)
            || names_earlier_text(&text[text.ceil_char_boundary(near)..], lexicon))
}

/// Returns whether a delegation is named beside a reference as the one whose text it is.
fn has_proponent(text: &str, reference: Range<usize>, lexicon: &Lexicon) -> bool {
    let (before, after) = (&text[..reference.start], &text[reference.end..]);
    let before = before[before.ceil_char_boundary(before.len().saturating_sub(MAX_NAME_BYTES))..].trim_end();
    let after = after[..after.floor_char_boundary(MAX_NAME_BYTES)].trim_start();
    if let Some(inside) = after.strip_prefix(['(', '[', '（', '［']) {
        let name = inside.split([')', ']', '）', '］', ',', '/', ';', '、']).next().unwrap_or_default();
        return is_delegation(name.trim());
    }
    match lexicon.language {
        Language::En => owner(before).is_some_and(ends_with_delegation),
        Language::Zh => owner_in_han(before, lexicon).is_some_and(ends_with_han_delegation),
        Language::Ru => begins_with_inflected_delegation(after),
        Language::Ar => begins_with_delegation_after_clitic(after, lexicon),
        Language::Fr | Language::Es => false,
    }
}

/// `the EU’s`: returns the text before the ending of a possessive.
fn owner(before: &str) -> Option<&str> {
    let is_apostrophe = ['’', '\''];
    before
        .strip_suffix('s')
        .and_then(|it| it.strip_suffix(is_apostrophe))
        .or_else(|| before.strip_suffix(is_apostrophe))
}

/// Returns the text before a preposition at its end.
fn owner_in_han<'t>(before: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let (at, _) = before.char_indices().next_back()?;
    (lexicon.word(&before[at..]) == Some(Word::Of)).then_some(&before[..at])
}

fn is_delegation(name: &str) -> bool {
    Delegations::shipped().find(name).is_some()
}

/// Returns whether the last words of a text are the name of a delegation.
fn ends_with_delegation(text: &str) -> bool {
    let starts = text.rmatch_indices([' ', '\n']).map(|(at, _)| at + 1).chain([0]);
    starts.take(MAX_NAME_WORDS).any(|at| is_delegation(text[at..].trim_start_matches(['(', '['])))
}

/// Returns whether the last letters of a text without spaces are the name of a delegation.
fn ends_with_han_delegation(text: &str) -> bool {
    const MAX_LETTERS: usize = 12;
    text.char_indices().rev().take(MAX_LETTERS).any(|(at, _)| is_delegation(&text[at..]))
}

/// `للاتحاد الأوروبي`, `لمصر`
fn begins_with_delegation_after_clitic(text: &str, lexicon: &Lexicon) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let rest = &text[first.len()..];
    let folded = folded(first);
    let stems = || lexicon.without_clitics(&folded);
    let names = stems().map(str::to_owned).chain(stems().map(|it| format!("{}{it}", lexicon.definite)));
    let is_name = |first: String| {
        let name = format!("{first}{rest}");
        let mut ends = name.match_indices([' ', '.', ',', '،', '؛']).map(|it| it.0).take(MAX_NAME_WORDS);
        ends.any(|end| is_delegation(&name[..end]))
    };
    !lexicon.clitics.is_empty() && names.into_iter().any(is_name)
}

/// `Европейского союза`: returns whether a text begins with the name of a delegation, whatever its case.
fn begins_with_inflected_delegation(text: &str) -> bool {
    if !text.starts_with(char::is_uppercase) {
        return false;
    }
    let (folded, first) = (fold_name(text), text.chars().next());
    let names = Delegations::shipped().iter().map(|(_, delegation)| delegation.name(Language::Ru.code()));
    names.filter(|name| name.chars().next() == first).any(|name| {
        let name = fold_name(name);
        let mut words = folded.split(' ');
        name.split(' ').all(|it| words.next().is_some_and(|word| differ_in_ending(it, word)))
    })
}

/// Returns whether two words begin alike, up to the ending of a case.
fn differ_in_ending(one: &str, other: &str) -> bool {
    const MAX_ENDING: usize = 3;
    const MIN_COMMON: usize = 3;
    let common = one.chars().zip(other.chars()).take_while(|(left, right)| left == right).count();
    let longest = one.chars().count().max(other.chars().count());
    common == longest || common >= MIN_COMMON && longest - common <= MAX_ENDING
}
