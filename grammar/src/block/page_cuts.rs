//! The head and foot of a page inside a sentence.

use std::ops::Range;

use crate::lines::{is_blank, lines};
use crate::numerals::is_digit;
use crate::offset::range_to_u32;
use crate::page_artifacts::{PageArtifact, page_artifact};
use crate::split::is_cut_before_number;
use crate::token::Token;

/// Removes the tokens of page artifacts, so that a sentence is read across a page break.
pub(super) fn remove_page_artifacts(text: &str, is_first: bool, tokens: &mut Vec<Token>) {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    let mut at = 0;
    let mut before = "";
    let mut follows_blank = false;
    let mut lines = lines(text).peekable();
    // A page artifact begins no block except the first of a draft.
    if !is_first && let Some(line) = lines.next() {
        (before, at) = (line, line.len());
    }
    while let Some(line) = lines.next() {
        let is_artifact = match page_artifact(line) {
            Some(PageArtifact::Header) => true,
            // `paragraph`, `2`, `of this article`: a sentence requires the number, unless another one follows.
            Some(PageArtifact::Number) => {
                let is_followed_by_number = lines.peek().is_some_and(|next| next.trim_start().starts_with(is_digit));
                is_followed_by_number || follows_blank || !is_cut_before_number(before)
            }
            None => false,
        };
        if is_artifact {
            ranges.push(range_to_u32(at..at + line.len()));
        } else if !is_blank(line) {
            before = line;
        }
        follows_blank = is_blank(line);
        at += line.len();
    }
    if ranges.is_empty() {
        return;
    }
    tokens.retain(|token| {
        let range = ranges.get(ranges.partition_point(|range| range.end <= token.start));
        !range.is_some_and(|range| range.contains(&token.start))
    });
}
