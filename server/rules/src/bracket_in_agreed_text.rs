//! # bracket-in-agreed-text
//!
//! A text that is marked as agreed still has brackets.
//!
//! `[agreed ad referendum]` after a paragraph says that its words are settled. Brackets in it say that some are not. One of
//! the two is out of date: the mark was set too early, or the brackets were left in by mistake.
//!
//! The mark counts for the paragraph that it begins or ends. Notes, placeholders for numbers and the marks of footnotes are
//! no contested words. The rule cannot know whether an agreement extends to the paragraphs below a heading.
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall [, where possible,] adopt measures. [agreed ad referendum]
//!                     ^^^^^^^^^^^^^^^^^^^ this text is marked as agreed, but some of its words are still in brackets
//!
//! 2. Each Party shall report. [agreed ad referendum]
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! 1 - تتخذ كل دولة طرف [جميع] التدابير. [متفق عليه رهن الاستشارة]
//!                      ^^^^^^ this text is marked as agreed, but some of its words are still in brackets
//! ```
//!
//! ```treaty
//! Статья 4
//!
//! 1. Каждая Сторона принимает [все] меры. (согласовано ad referendum)
//!                             ^^^^^ this text is marked as agreed, but some of its words are still in brackets
//! ```
//!
//! ```treaty
//! Article 4
//!
//! 1. Each Party shall [may] adopt measures. [pending]
//!
//! 2. Each Party shall report to the [body] (agreed by the Parties) in time.
//!
//! 3. Each Party shall report within [X] days. [agreed]
//! ```
//!
//! **Instead**, settle the brackets, or delete the mark.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, Lexicon, Phrase, folded_phrase, range_to_u32, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The most signs before the first letter of a bracket.
const MAX_SIGNS: usize = 200;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let Some(mark) = status_of_agreement(block).or_else(|| mark_in_parentheses(block)) else { return };
    let is_open = |it: &&Bracket| {
        it.content == BracketContent::Text && it.end.is_some_and(|end| is_in_words(block, it.open..end, &mark))
    };
    let Some(range) = block.brackets.list.iter().find(is_open).and_then(Bracket::whole) else { return };
    let message = "this text is marked as agreed, but some of its words are still in brackets";
    found.push(Finding::new(context.place(range), message).related(context.place(mark), "the mark is here"));
}

/// Returns whether a bracket has words of the text, and does not contain the mark.
fn is_in_words(block: &Block, range: Range<u32>, mark: &Range<u32>) -> bool {
    let is_apart = range.end <= mark.start || mark.end <= range.start;
    is_apart && block.slice(range).chars().take(MAX_SIGNS).any(char::is_alphabetic)
}

/// Returns the bracket at the beginning or the end of a block that says that its text is agreed: `[agreed]`.
fn status_of_agreement(block: &Block) -> Option<Range<u32>> {
    let lexicon = Lexicon::of(block.language);
    let mut marks = block.brackets.list.iter().filter(|it| it.content == BracketContent::Status);
    let mark = marks.next()?;
    let inside = block.slice(mark.inside()?);
    // Another state beside it may be that of some of the words.
    let is_only = marks.next().is_none();
    let whole = mark.whole()?;
    let is_mark = is_only && lexicon.begins_with(inside, Phrase::Agreed) && is_at_border(block, &whole);
    is_mark.then_some(whole)
}

/// Returns the words in parentheses at the end of a block that say the same: `(agreed ad referendum)`.
fn mark_in_parentheses(block: &Block) -> Option<Range<u32>> {
    let text = block.plain_text().trim_end();
    let inside = text.trim_end_matches(['.', '*', '_']).strip_suffix([')', '）'])?;
    let open = inside.rfind(['(', '（'])?;
    let width = inside[open..].chars().next().map_or(1, char::len_utf8);
    let words = &inside[open + width..];
    let lexicon = Lexicon::of(block.language);
    let is_agreed = lexicon.begins_with(words, Phrase::Agreed) && {
        let folded = folded_phrase(words);
        lexicon.phrases(Phrase::Agreed).iter().any(|it| *it == folded)
    };
    let closer = text[inside.len()..].chars().next().map_or(1, char::len_utf8);
    is_agreed.then(|| range_to_u32(open..inside.len() + closer))
}

/// Returns whether only signs stand between a range and the beginning of the text, or its end.
fn is_at_border(block: &Block, range: &Range<u32>) -> bool {
    let only_signs = |text: &str| !text.contains(char::is_alphanumeric);
    let start = to_usize(block.body).min(to_usize(range.start));
    only_signs(block.text_from(range.end)) || only_signs(&block.plain_text()[start..to_usize(range.start)])
}
