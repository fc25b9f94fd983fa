//! Where a block defines a term: `“Freezing” means`, `on entend par « gel »`, `يقصد بتعبير "…"`, `(hereinafter referred
//! to as “the Fund”)`. A term that merely stands at the beginning of its block is marked as such: it counts only if the
//! block is in a list of definitions, which the block itself does not show.

mod phrases;
mod quoted;
#[cfg(test)]
mod tests;
mod unquoted;

use std::ops::Range;

use crate::fold::folded_phrase;
use crate::lexicon::{Lexicon, Phrase};
use crate::offset::range_to_u32;
use crate::script::{is_han, is_rtl};
use phrases::{
    begins_with_phrase, ends_with_phrase, is_margin, is_understood, means, means_after_clause, without_lead,
};
use quoted::{Quoted, quotations, quoted_terms};
use unquoted::unquoted_term;

/// A term that a block defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term without its quotation marks, in bytes of the block.
    pub term: Range<u32>,
    /// Why it is a definition.
    pub basis: DefinitionBasis,
}

/// The evidence for a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DefinitionBasis {
    /// The text says what the term means: `“Freezing” means`.
    Means,
    /// The text extends its meaning: `“education” includes`.
    Includes,
    /// The term is a short name for what precedes it: `hereinafter “the Fund”`.
    ShortName,
    /// The term stands at the beginning of its block as in a list of definitions: `1. « Gel » l’interdiction`.
    Listed,
}

/// The most bytes between a term and its `means`: “Collection in situ”, in relation to …, means.
const MAX_DISTANCE_BYTES: usize = 160;

/// Returns the terms that a block defines. `body` is the offset of its text after the labels.
pub(crate) fn definitions(text: &str, body: usize, lexicon: &Lexicon) -> Vec<Definition> {
    let mut found = Vec::new();
    if may_quote(text) {
        let quotations = quotations(text);
        let is_joined = |pair: &[Quoted]| is_joint(&text[pair[0].whole.end..pair[1].whole.start], lexicon);
        let mut first = 0;
        for last in 0..quotations.len() {
            // Several terms may have one definition: “acceptance”, “approval” and “accession” mean.
            if quotations.get(last..last + 2).is_some_and(is_joined) {
                continue;
            }
            let group = &quotations[first..=last];
            first = last + 1;
            if let Some(basis) = basis(text, body, group, lexicon) {
                let terms = group.iter().flat_map(|quoted| quoted_terms(text, &quoted.inside));
                found.extend(terms.map(|term| Definition { term: range_to_u32(term), basis }));
            }
        }
    }
    if found.is_empty()
        && let Some(term) = unquoted_term(text, body, lexicon)
    {
        found.push(Definition { term: range_to_u32(term), basis: DefinitionBasis::Listed });
    }
    found
}

/// Rejects texts without the first byte of a quotation mark.
fn may_quote(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3(b'"', b'`', 0xC2, bytes).or_else(|| memchr::memchr2(0xE2, 0xE3, bytes)).is_some()
}

/// Returns the evidence that a group of quoted terms is defined.
fn basis(text: &str, body: usize, group: &[Quoted], lexicon: &Lexicon) -> Option<DefinitionBasis> {
    let (start, end) = (group.first()?.whole.start, group.last()?.whole.end);
    let after = &text[end..text.floor_char_boundary(end + MAX_DISTANCE_BYTES)];
    let after = past_parenthesis(after.trim_start_matches(is_margin));
    let window = text.floor_char_boundary(start.saturating_sub(MAX_DISTANCE_BYTES));
    let before = folded_phrase(&text[window..start]);
    let is_opener = |character| matches!(character, '(' | '（' | ':' | '—' | '–' | '-' | ',');
    let before = before.trim_end_matches(|character| is_margin(character) || is_opener(character));
    let without_lead = without_lead(before, lexicon);
    let is_lead = is_lead(&text[body.min(start)..start], lexicon);
    if begins_with_phrase(after, Phrase::Includes, lexicon) {
        return Some(DefinitionBasis::Includes);
    }
    let ends_with = |phrase| {
        let phrases = lexicon.phrases(phrase);
        ends_with_phrase(without_lead, phrases, lexicon) || ends_with_phrase(before, phrases, lexicon)
    };
    if means(after, lexicon) || ends_with(Phrase::Defines) {
        return Some(DefinitionBasis::Means);
    }
    let is_free = is_lead || !before.is_ascii() && before.ends_with(is_han);
    if let Some(rest) = after.strip_prefix([',', '،', '，']).filter(|_| is_free)
        && (means(rest.trim_start(), lexicon) || means_after_clause(rest, lexicon))
    {
        return Some(DefinitionBasis::Means);
    }
    // `par “X”, on entend`: the phrase surrounds the term.
    let has_by = ends_with_phrase(without_lead, lexicon.phrases(Phrase::By), lexicon);
    if has_by && is_understood(after, lexicon) {
        return Some(DefinitionBasis::Means);
    }
    if ends_with(Phrase::Named) || is_parenthesised_name(text, start..end, &group[0], lexicon) {
        return Some(DefinitionBasis::ShortName);
    }
    is_lead.then_some(DefinitionBasis::Listed)
}

/// Skips a short parenthesis: `“Conference of the Parties” (COP) means`.
fn past_parenthesis(after: &str) -> &str {
    const MAX_PARENTHESIS_BYTES: usize = 60;
    let Some(inside) = after.strip_prefix('(') else { return after };
    match inside.find([')', '(']) {
        Some(close) if inside[close..].starts_with(')') && close <= MAX_PARENTHESIS_BYTES => {
            inside[close + 1..].trim_start_matches(is_margin)
        }
        _ => after,
    }
}

/// Returns whether only an article, `por` or a phrase such as "the term" precedes a term.
fn is_lead(before: &str, lexicon: &Lexicon) -> bool {
    const MAX_LEAD_BYTES: usize = 60;
    if before.len() > MAX_LEAD_BYTES {
        return false;
    }
    let folded = folded_phrase(before);
    let is_bullet = |character| matches!(character, '-' | '•' | '–' | '>' | '+' | '.' | ')');
    let folded = folded.trim_matches(|character| is_margin(character) || is_bullet(character));
    let rest = without_lead(folded, lexicon);
    rest.is_empty() || lexicon.phrases(Phrase::By).contains(&rest)
}

/// `(the “Fund”)`, `(“the Fund”)`, `(“CMA”)`: returns whether a term is a name for what precedes its parenthesis.
fn is_parenthesised_name(text: &str, range: Range<usize>, first: &Quoted, lexicon: &Lexicon) -> bool {
    /// Only an article fits between the parenthesis and the term.
    const MAX_LEAD_BYTES: usize = 24;
    if !text[range.end..].trim_start_matches(is_margin).starts_with([')', '）']) {
        return false;
    }
    let before = text[..range.start].trim_end();
    let window = before.floor_char_boundary(before.len().saturating_sub(MAX_LEAD_BYTES));
    let Some(open) = before[window..].rfind(['(', '（']).map(|open| window + open) else { return false };
    let opener_len = before[open..].chars().next().map_or(1, char::len_utf8);
    let lead = folded_phrase(&before[open + opener_len..]);
    let follows_words = before[..open].trim_end().ends_with(char::is_alphabetic);
    let is_article = |word: &str| lexicon.phrases(Phrase::The).contains(&word);
    let term = &text[first.inside.clone()];
    let is_capital = |character: char| character.is_uppercase() || character == '-';
    let is_acronym = term.chars().count() > 1 && term.chars().all(is_capital);
    let has_article = term.split_once(' ').is_some_and(|(word, _)| is_article(&word.to_lowercase()));
    follows_words && (is_article(&lead) || lead.is_empty() && (is_acronym || has_article))
}

/// Returns whether only a comma, brackets or a joining word is between two terms.
fn is_joint(between: &str, lexicon: &Lexicon) -> bool {
    const MAX_JOINT_BYTES: usize = 15;
    let between = between.trim_matches(is_margin);
    if between.len() > MAX_JOINT_BYTES {
        return false;
    }
    let words = between.trim_start_matches([',', '،', '、', '，', '/', ' ']);
    let words = words.trim_start_matches(is_margin);
    words.is_empty()
        || without_lead(&folded_phrase(words), lexicon).split_whitespace().all(|word| {
            let is_clitic = word.starts_with(is_rtl) && lexicon.clitics.iter().any(|clitic| clitic == word);
            is_clitic || lexicon.phrases(Phrase::And).contains(&word)
        })
}
