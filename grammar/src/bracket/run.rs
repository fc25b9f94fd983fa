//! Runs of brackets, `[computer data] [digital information]`: which brackets form one, and the texts that slashes
//! separate inside a bracket. How the brackets of a run relate is decided in `reading.rs`.

use std::ops::Range;

use super::reading::{Part, Parts, is_modal_choice, reading};
use super::{Bracket, BracketRun, RunReading};
use crate::attribution::attributions;
use crate::lexicon::Lexicon;
use crate::notation::{BracketEnd, bracket_end};
use crate::offset::{range_to_usize, to_u32, to_usize};

/// The reasons of readings that rest on the shape of the words, not on what they say.
const REASONS_OF_SHAPE: [&str; 2] = [super::reading::SAME_SLOT, super::reading::NEEDS_WHAT_FOLLOWS];

/// Returns the runs of a block's brackets.
pub(super) fn runs(text: &str, list: &[Bracket], lexicon: &Lexicon) -> Vec<BracketRun> {
    if list.len() < 2 {
        return Vec::new();
    }
    let (next_of, has_previous) = neighbours(text, list);
    let is_first = |index: &usize| !has_previous[*index] && next_of[*index].is_some();
    let run_from = |first: usize| {
        let next = |index: &u32| next_of[to_usize(*index)];
        let members: Vec<u32> = std::iter::successors(Some(to_u32(first)), next).collect();
        let (mut reading, mut reason) = reading(&parts(text, list, &members, lexicon), lexicon);
        if reason == super::reading::EACH_IS_NUMBER && are_citations(text, list, &members, lexicon) {
            (reading, reason) = (RunReading::Independent, super::reading::NO_TEXT);
        }
        let modal = is_modal_choice(reason);
        BracketRun { brackets: members.into_boxed_slice(), reading, reason, modal }
    };
    (0..list.len()).filter(is_first).map(run_from).collect()
}

/// Returns the next bracket of the run for each bracket, and whether it has a previous one.
fn neighbours(text: &str, list: &[Bracket]) -> (Vec<Option<u32>>, Vec<bool>) {
    // The last bracket at each depth may be the neighbour of the next one at that depth.
    let mut last_at_depth: Vec<Option<u32>> = Vec::new();
    let mut next_of: Vec<Option<u32>> = vec![None; list.len()];
    let mut has_previous = vec![false; list.len()];
    for (index, bracket) in list.iter().enumerate() {
        let depth = to_usize(bracket.depth);
        last_at_depth.truncate(depth + 1);
        last_at_depth.resize(depth + 1, None);
        if let Some(previous) = last_at_depth[depth]
            && let Some(end) = list[to_usize(previous)].end
            && end <= bracket.open
            && bracket.close.is_some()
            && is_blank_between(&text[range_to_usize(end..bracket.open)])
        {
            next_of[to_usize(previous)] = Some(to_u32(index));
            has_previous[index] = true;
        }
        last_at_depth[depth] = Some(to_u32(index));
    }
    (next_of, has_previous)
}

/// Blanks with at most one line break and one slash: `[A] / [B]`.
fn is_blank_between(between: &str) -> bool {
    const MAX_BLANK_BYTES: usize = 39;
    between.len() <= MAX_BLANK_BYTES
        && between.chars().all(|character| character.is_whitespace() || matches!(character, '/' | '\\'))
        && between.matches('/').count() <= 1
        && between.matches('\n').count() <= 1
}

/// Returns whether the numbers of a run cite sources, `as was shown [1] [2],`: they follow each other and a word, and no
/// word follows them.
fn are_citations(text: &str, list: &[Bracket], members: &[u32], lexicon: &Lexicon) -> bool {
    const MAX_WORD_BYTES: usize = 40;
    let brackets = || members.iter().map(|member| &list[to_usize(*member)]);
    let number = |bracket: &Bracket| text[range_to_usize(bracket.inside()?)].trim().parse::<u32>().ok();
    let are_next = |pair: (&Bracket, &Bracket)| number(pair.0).and_then(|it| it.checked_add(1)) == number(pair.1);
    let (Some(first), Some(end)) = (brackets().next(), brackets().next_back().and_then(|last| last.end)) else {
        return false;
    };
    let before = text[..to_usize(first.open)].trim_end_matches(' ');
    let window = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_WORD_BYTES))..];
    let word = window.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    let needs_number = lexicon.word(word).is_some() || lexicon.is_joining(word) || lexicon.is_determiner(word);
    let after = text[to_usize(end)..].chars().next();
    !word.is_empty()
        && !needs_number
        && after.is_none_or(|sign| matches!(sign, ',' | '.' | ';' | ')' | '،' | '؛' | '，' | '。' | '；' | '\n'))
        && brackets().zip(brackets().skip(1)).all(are_next)
        && number(first).is_some()
}

/// Returns the words of the brackets of a run, without the delegations that they are attributed to.
fn parts<'a>(text: &'a str, list: &[Bracket], members: &[u32], lexicon: &Lexicon) -> Parts<'a> {
    let brackets = || members.iter().map(|member| &list[to_usize(*member)]);
    let part = |bracket: &Bracket| {
        let inside = range_to_usize(bracket.inside()?);
        let words = &text[past_attribution(text, inside.clone(), lexicon)..inside.end];
        Some(Part::new(words, bracket.content, lexicon))
    };
    let gap = |pair: (&Bracket, &Bracket)| pair.0.end.map(|end| &text[range_to_usize(end..pair.1.open)]);
    let mut gaps = brackets().zip(brackets().skip(1)).filter_map(gap);
    Parts { slashed: gaps.all(|gap| gap.contains('/')), list: brackets().filter_map(part).collect() }
}

/// Returns where the words begin after an attribution: `70` in `[AU propose: 70]`.
fn past_attribution(text: &str, inside: Range<usize>, lexicon: &Lexicon) -> usize {
    const MAX_COLON_BYTES: usize = 60;
    let words = &text[inside.clone()];
    if !words[..words.floor_char_boundary(MAX_COLON_BYTES)].contains([':', '：']) {
        return inside.start;
    }
    let last = attributions(text, inside.start, lexicon).pop().filter(|it| it.is_sure);
    last.map_or(inside.start, |it| to_usize(it.words).min(inside.end))
}

impl BracketRun {
    /// Returns whether the words themselves show that only one of the brackets will stay: `[shall] [may]`.
    pub fn is_plainly_alternatives(&self) -> bool {
        self.reading == RunReading::Alternatives && !REASONS_OF_SHAPE.contains(&self.reason)
    }
}

/// Returns the texts that slashes separate inside a bracket, in bytes of `inside`: `commitments / actions`. Empty
/// without a slash between spaces. Slashes inside a nested bracket do not count.
pub fn slashed(inside: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut from = 0;
    for (at, sign) in inside.char_indices() {
        match bracket_end(sign) {
            Some(BracketEnd::Open(_)) => depth += 1,
            Some(BracketEnd::Close(_)) => depth = depth.saturating_sub(1),
            None => {}
        }
        let is_between_spaces = || {
            let before = inside[..at].chars().next_back().is_none_or(char::is_whitespace);
            before && inside[at + 1..].chars().next().is_some_and(char::is_whitespace)
        };
        if sign == '/' && depth == 0 && is_between_spaces() {
            found.push(from..at);
            from = at + 1;
        }
    }
    if found.is_empty() {
        return found;
    }
    found.push(from..inside.len());
    found.retain(|part| !inside[part.clone()].trim().is_empty());
    found
}
