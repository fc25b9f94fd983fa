//! The delegations that the names of attributions mean. A conjunction may stand between two names or inside one,
//! `Trinidad and Tobago`, which only the table of delegations can decide.

use std::ops::Range;

use travaux_grammar::{Attribution, Block, Lexicon, Word, is_name_joint, to_u32};

use super::delegation::DelegationId;
use super::delegations::Delegations;

/// The most parts at whose joints a name is divided.
const MAX_JOINED_PARTS: usize = 4;

/// A name, or several that are one.
struct Name {
    attribution: Attribution,
    delegation: Option<DelegationId>,
    /// Whether a conjunction stands before it.
    is_after_joint: bool,
}

/// Returns the attributions to known delegations, with the delegations. See [`named_attributions`].
pub fn known_attributions(
    block: &Block,
    attributions: &[Attribution],
    delegations: &Delegations,
) -> Vec<(Attribution, DelegationId)> {
    let named = named_attributions(block, attributions, delegations).into_iter();
    named.filter_map(|(attribution, delegation)| Some((attribution, delegation?))).collect()
}

/// Returns attributions with their delegations, as far as these are known. Neighbouring names that are one delegation
/// together are one attribution.
///
/// The delegation of a name that a conjunction joins to an unknown one is not known, unless the name is a code: it may be
/// half of a name that the table does not contain.
pub fn named_attributions(
    block: &Block,
    attributions: &[Attribution],
    delegations: &Delegations,
) -> Vec<(Attribution, Option<DelegationId>)> {
    let mut names: Vec<Name> = Vec::with_capacity(attributions.len());
    let mut rest = attributions;
    while let Some(first) = rest.first() {
        let is_after_joint = names.last().is_some_and(|it| {
            let end = it.attribution.delegation.end;
            begins_with_joint(block.slice(end..first.delegation.start.max(end)))
        });
        let (parts, name, delegation) = longest_name(block, rest, delegations);
        let attribution = Attribution { delegation: name, ..first.clone() };
        names.push(Name { attribution, delegation, is_after_joint });
        rest = &rest[parts..];
    }
    let is_unknown = |place: usize| names.get(place).is_some_and(|it| it.delegation.is_none());
    let is_half = |place: usize| {
        let before = names[place].is_after_joint && is_unknown(place - 1);
        before || names.get(place + 1).is_some_and(|it| it.is_after_joint) && is_unknown(place + 1)
    };
    let is_code = |name: &str| name.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    let found = names.iter().enumerate().map(|(place, it)| {
        let is_whole = || !is_half(place) || is_code(block.slice(it.attribution.delegation.clone()));
        (it.attribution.clone(), it.delegation.filter(|_| is_whole()))
    });
    found.collect()
}

/// Returns whether the words between two names begin with a conjunction: `and the`, after the number of a footnote.
fn begins_with_joint(between: &str) -> bool {
    let unnumbered = between.trim_start().trim_start_matches(|sign: char| sign.is_ascii_digit());
    unnumbered.split_whitespace().next().is_some_and(is_name_joint)
}

/// Returns the longest name with which a list begins: the number of its parts, its place, and its delegation if it is
/// known.
fn longest_name(
    block: &Block,
    list: &[Attribution],
    delegations: &Delegations,
) -> (usize, Range<u32>, Option<DelegationId>) {
    let may_join = |pair: &[Attribution]| {
        let (end, start) = (pair[0].delegation.end, pair[1].delegation.start);
        end <= start && !block.slice(end..start).contains([';', '；', '؛'])
    };
    let joined = 1 + list.windows(2).take(MAX_JOINED_PARTS - 1).take_while(|it| may_join(it)).count();
    let first = &list[0].delegation;
    for parts in (1..=joined).rev() {
        let name = first.start..list[parts - 1].delegation.end;
        let numbered = name.start..name.end + number_after(block.text_from(name.end));
        let known = (numbered != name).then(|| delegations.find(block.slice(numbered.clone()))).flatten();
        if let Some(id) = known {
            return (parts, numbered, Some(id));
        }
        if let Some(id) = delegations.find(block.slice(name.clone())) {
            return (parts, name, Some(id));
        }
    }
    let without_article = without_article(block, first.clone());
    let known = without_article.as_ref().and_then(|it| delegations.find(block.slice(it.clone())));
    (1, without_article.filter(|_| known.is_some()).unwrap_or_else(|| first.clone()), known)
}

/// Returns the length of a number after a name: ` 77` after `Group of`.
fn number_after(text: &str) -> u32 {
    const MAX_DIGITS: usize = 3;
    let digits = text.strip_prefix(' ').unwrap_or(text);
    let count = digits.bytes().take(MAX_DIGITS).take_while(u8::is_ascii_digit).count();
    if count == 0 { 0 } else { to_u32(text.len() - digits.len() + count) }
}

/// Returns the place of a name without the article before it: `Suisse` in `La Suisse`.
fn without_article(block: &Block, name: Range<u32>) -> Option<Range<u32>> {
    let written = block.slice(name.clone());
    let (article, rest) = written.split_once([' ', '\'', '’'])?;
    let is_article = Lexicon::of(block.language).word(article) == Some(Word::The);
    is_article.then(|| name.end - to_u32(rest.len())..name.end)
}
