//! Which brackets stand side by side, `[computer data] [digital information]`, and how they are to be read. A reading is
//! a judgement and says what it rests on; where nothing tells, it is unknown.

use std::ops::Range;

use super::{Bracket, Content, Reading, Run};
use crate::lexicon::Lexicon;
use crate::notation::{End, end};
use crate::token::digit;

/// The runs of a block's brackets.
pub(super) fn side_by_side(text: &str, list: &[Bracket], lexicon: &Lexicon) -> Vec<Run> {
    let mut runs = Vec::new();
    if list.len() < 2 {
        return runs;
    }
    // The end of each bracket, by the depth it stands at: the one before a bracket at its depth is its neighbour.
    let mut last_at_depth: Vec<Option<u32>> = Vec::new();
    let mut next_of: Vec<Option<u32>> = vec![None; list.len()];
    let mut has_before = vec![false; list.len()];
    for (index, bracket) in list.iter().enumerate() {
        let depth = bracket.depth as usize;
        last_at_depth.truncate(depth + 1);
        last_at_depth.resize(depth + 1, None);
        if let Some(before) = last_at_depth[depth]
            && let Some(end) = list[before as usize].end
            && end <= bracket.open
            && bracket.close.is_some()
            && is_blank_between(text, end as usize, bracket.open as usize)
        {
            next_of[before as usize] = Some(index as u32);
            has_before[index] = true;
        }
        last_at_depth[depth] = Some(index as u32);
    }
    for first in 0..list.len() {
        if has_before[first] || next_of[first].is_none() {
            continue;
        }
        let mut members = vec![first as u32];
        while let Some(next) = next_of[members[members.len() - 1] as usize] {
            members.push(next);
        }
        let (reading, reason, modal) = reading(text, list, &members, lexicon);
        runs.push(Run { brackets: members.into_boxed_slice(), reading, reason, modal });
    }
    runs
}

/// Blanks, at most one line break, and a slash: `[A] / [B]`.
fn is_blank_between(text: &str, from: usize, to: usize) -> bool {
    let between = &text[from..to];
    between.len() < 40
        && between.chars().all(|it| it.is_whitespace() || it == '/' || it == '\\')
        && between.matches('/').count() <= 1
        && between.matches('\n').count() <= 1
}

/// The first word of a part, markup and brackets aside; empty for none.
fn first_word(part: &str) -> &str {
    let mut words = beginning(part).trim_start_matches(['[', '*', '_']).split(|it: char| !it.is_alphabetic());
    words.find(|it| !it.is_empty()).unwrap_or_default()
}

fn words(part: &str) -> impl Iterator<Item = &str> {
    part.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty())
}

/// The first words of a part. Runs nest, so that to read every part whole would be quadratic.
fn beginning(part: &str) -> &str {
    &part[..part.ceil_char_boundary(LONG.min(part.len()))]
}

/// What is longer is compared with nothing.
const LONG: usize = 160;

/// The reason of a reading that rests on nothing but the number of words.
const SAME_SHAPE: &str = "they are of one shape";

impl Run {
    /// Whether the words themselves show that one of the brackets will stay: `[shall] [may]`.
    pub fn is_plainly_alternatives(&self) -> bool {
        self.reading == Reading::Alternatives && self.reason != SAME_SHAPE
    }
}

fn reading(text: &str, list: &[Bracket], members: &[u32], lexicon: &Lexicon) -> (Reading, &'static str, bool) {
    let parts: Vec<&str> =
        members.iter().filter_map(|member| list[*member as usize].inside()).map(|inside| text[inside].trim()).collect();
    let contents = || members.iter().map(|member| list[*member as usize].content);
    if contents().all(|it| matches!(it, Content::Insertion | Content::Deletion))
        && contents().any(|it| it == Content::Insertion)
        && contents().any(|it| it == Content::Deletion)
    {
        return (Reading::Alternatives, "one takes the place of the other", false);
    }
    if contents().any(|it| matches!(it, Content::Status | Content::Elision | Content::Footnote | Content::Editorial)) {
        return (Reading::Independent, "one of them is no text", false);
    }
    if contents().all(|it| it == Content::Label) {
        return (Reading::Alternatives, "competing labels", false);
    }
    let is_modal =
        |part: &&str| beginning(part).split_whitespace().take(3).any(|word| lexicon.is_modal(word.trim_matches(',')));
    if parts.iter().all(is_modal) {
        return (Reading::Alternatives, "each says how binding the text is", true);
    }
    let starts_on =
        |part: &&str| part.starts_with([',', ';', '.', ':', '،', '，', '、']) || lexicon.is_joining(first_word(part));
    // `[in good time] [in due time]` go on alike: that is no sign that both may stay.
    let is_alike = || {
        parts.windows(2).all(|pair| {
            let first = first_word(pair[0]);
            !first.is_empty() && first == first_word(pair[1])
        })
    };
    if parts.iter().any(starts_on) && !is_alike() {
        return (Reading::Independent, "one of them goes on from what is before", false);
    }
    if parts.iter().any(|part| part.len() > LONG) {
        return (Reading::Unknown, "they are too long to compare", false);
    }
    if parts.iter().all(|part| !part.contains(char::is_whitespace) && lexicon.is_determiner(part)) {
        return (Reading::Alternatives, "each determines the same noun", false);
    }
    if parts
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(|it| digit(it).is_some() || matches!(it, '.' | '%' | 'X')))
    {
        return (Reading::Alternatives, "each is a number", false);
    }
    let has = |part: &str, word: &str| words(part).any(|it| it == word);
    let shares = parts.windows(2).all(|pair| words(pair[0]).any(|word| word.len() > 3 && has(pair[1], word)));
    if shares {
        return (Reading::Alternatives, "they share a word", false);
    }
    let fewest = parts.iter().map(|part| words(part).count()).min().unwrap_or(0);
    let most = parts.iter().map(|part| words(part).count()).max().unwrap_or(0);
    if fewest >= 1 && most <= 4 && most - fewest <= 1 && (most > 1 || lexicon.language.is_rtl()) {
        return (Reading::Alternatives, SAME_SHAPE, false);
    }
    (Reading::Unknown, "nothing in them tells", false)
}

/// The texts that slashes set against each other inside a bracket, bytes of `inside`: `commitments / actions`. Empty
/// where no slash stands alone; one inside a nested bracket is that bracket's.
pub fn slashed(inside: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    let mut from = 0;
    for (at, sign) in inside.char_indices() {
        match end(sign) {
            Some(End::Open(_)) => depth += 1,
            Some(End::Close(_)) => depth = depth.saturating_sub(1),
            None => {}
        }
        let stands_alone = || {
            let before = inside[..at].chars().next_back().is_none_or(char::is_whitespace);
            before && inside[at + 1..].chars().next().is_some_and(char::is_whitespace)
        };
        if sign == '/' && depth == 0 && stands_alone() {
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
