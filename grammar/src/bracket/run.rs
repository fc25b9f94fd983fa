//! Runs of brackets, `[computer data] [digital information]`, and how their brackets relate. A reading is a judgement
//! and names its reason; without evidence it is unknown.

use std::ops::Range;

use super::{Bracket, BracketContent, BracketRun, RunReading};
use crate::lexicon::Lexicon;
use crate::notation::{BracketEnd, bracket_end};
use crate::numerals::is_digit;
use crate::offset::{range_to_usize, to_u32, to_usize};

/// Longer brackets are not compared. Since runs nest, comparing them whole would be quadratic.
const MAX_COMPARED_BYTES: usize = 160;

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
        let (reading, reason) = Run::new(text, list, &members, lexicon).reading();
        let modal = reason == EACH_IS_MODAL;
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

/// The reason for a run of modal verbs: `[shall] [may]`.
const EACH_IS_MODAL: &str = "each says how binding the text is";

/// The reason of a reading that rests on nothing but the number of words.
const SAME_SHAPE: &str = "they are of one shape";

impl BracketRun {
    /// Returns whether the words themselves show that only one of the brackets will stay: `[shall] [may]`.
    pub fn is_plainly_alternatives(&self) -> bool {
        self.reading == RunReading::Alternatives && self.reason != SAME_SHAPE
    }
}

/// The brackets of a run.
struct Run<'a> {
    parts: Vec<&'a str>,
    contents: Vec<BracketContent>,
    lexicon: &'a Lexicon,
}

impl<'a> Run<'a> {
    fn new(text: &'a str, list: &[Bracket], members: &[u32], lexicon: &'a Lexicon) -> Run<'a> {
        let brackets = || members.iter().map(|member| &list[to_usize(*member)]);
        let parts = brackets().filter_map(Bracket::inside).map(|inside| text[range_to_usize(inside)].trim()).collect();
        Run { parts, contents: brackets().map(|bracket| bracket.content).collect(), lexicon }
    }

    /// Returns how the brackets relate, and the reason.
    fn reading(&self) -> (RunReading, &'static str) {
        use RunReading::{Alternatives, Independent, Unknown};
        if self.is_replacement() {
            (Alternatives, "one takes the place of the other")
        } else if self.contents.iter().any(is_not_text) {
            (Independent, "one of them is no text")
        } else if self.contents.iter().all(|content| *content == BracketContent::Label) {
            (Alternatives, "competing labels")
        } else if self.parts.iter().all(|part| self.is_modal(part)) {
            (Alternatives, EACH_IS_MODAL)
        } else if self.parts.iter().any(|part| self.continues_text(part)) && !self.begin_alike() {
            (Independent, "one of them goes on from what is before")
        } else if self.parts.iter().any(|part| part.len() > MAX_COMPARED_BYTES) {
            (Unknown, "they are too long to compare")
        } else if self.parts.iter().all(|part| self.is_determiner(part)) {
            (Alternatives, "each determines the same noun")
        } else if self.parts.iter().all(|part| is_number(part)) {
            (Alternatives, "each is a number")
        } else if self.parts.windows(2).all(|pair| share_word(pair[0], pair[1])) {
            (Alternatives, "they share a word")
        } else if self.have_one_shape() {
            (Alternatives, SAME_SHAPE)
        } else {
            (Unknown, "nothing in them tells")
        }
    }

    /// `{--shall--} {++may++}`
    fn is_replacement(&self) -> bool {
        let has = |content| self.contents.contains(&content);
        let is_change = |it: &BracketContent| matches!(it, BracketContent::Insertion | BracketContent::Deletion);
        self.contents.iter().all(is_change) && has(BracketContent::Insertion) && has(BracketContent::Deletion)
    }

    /// `shall not`
    fn is_modal(&self, part: &str) -> bool {
        const MAX_WORDS: usize = 3;
        let mut words = beginning(part).split_whitespace().take(MAX_WORDS);
        words.any(|word| self.lexicon.is_modal(word.trim_matches(',')))
    }

    /// `, including`
    fn continues_text(&self, part: &str) -> bool {
        part.starts_with([',', ';', '.', ':', '،', '，', '、']) || self.lexicon.is_joining(first_word(part))
    }

    /// `[in good time] [in due time]`: both continue the text before, but only one can remain.
    fn begin_alike(&self) -> bool {
        self.parts.windows(2).all(|pair| {
            let first = first_word(pair[0]);
            !first.is_empty() && first == first_word(pair[1])
        })
    }

    /// `each`
    fn is_determiner(&self, part: &str) -> bool {
        !part.contains(char::is_whitespace) && self.lexicon.is_determiner(part)
    }

    /// `[computer data] [digital information]`: parts with almost the same small number of words.
    fn have_one_shape(&self) -> bool {
        const MAX_WORDS: usize = 4;
        let counts = || self.parts.iter().map(|part| words(part).count());
        let (fewest, most) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
        fewest >= 1 && most <= MAX_WORDS && most - fewest <= 1 && (most > 1 || self.lexicon.language.is_rtl())
    }
}

fn is_not_text(content: &BracketContent) -> bool {
    matches!(
        content,
        BracketContent::Status | BracketContent::Elision | BracketContent::Footnote | BracketContent::Editorial
    )
}

/// `30`, `0.5`, `XX`
fn is_number(part: &str) -> bool {
    let is_part = |character: char| is_digit(character) || matches!(character, '.' | '%' | 'X');
    !part.is_empty() && part.chars().all(is_part)
}

fn share_word(left: &str, right: &str) -> bool {
    const MIN_WORD_BYTES: usize = 4;
    words(left).any(|word| word.len() >= MIN_WORD_BYTES && words(right).any(|other| other == word))
}

/// Returns the first word of a part after markup and brackets, or an empty string.
fn first_word(part: &str) -> &str {
    let mut words = beginning(part).trim_start_matches(['[', '*', '_']).split(|letter: char| !letter.is_alphabetic());
    words.find(|word| !word.is_empty()).unwrap_or_default()
}

fn words(part: &str) -> impl Iterator<Item = &str> {
    part.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn beginning(part: &str) -> &str {
    &part[..part.ceil_char_boundary(MAX_COMPARED_BYTES.min(part.len()))]
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
