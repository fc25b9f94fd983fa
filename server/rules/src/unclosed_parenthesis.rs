//! # unclosed-parenthesis
//!
//! An opening parenthesis has no closing one, or a closing one has no opening one.
//!
//! Words in parentheses are an aside. If the parenthesis is never closed, the reader cannot tell where the aside ends and
//! the obligation goes on.
//!
//! A parenthesis is expected to close in its own paragraph. Only a paragraph that ends with its sentence is checked,
//! since an extraction may cut others in two. The parentheses of list letters, `(a)` and `b)`, are left out, and so are
//! tables and formulas.
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties shall (in accordance with their law adopt measures.
//!                  ^ `(` is not closed in this paragraph
//!
//! 2. Parties shall (in accordance with their law) adopt: (a) one; b) two.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 各缔约国应（根据本国法律采取措施。
//!      ^ `（` is not closed in this paragraph
//!
//! 各缔约国应（根据本国法律）采取措施。
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties (see the following:
//!
//! (a) this;
//!
//! (b) that) shall act.
//! ```
//!
//! A closing parenthesis is reported in a paragraph only, since that of an item may close what the words before the list
//! opened.
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties shall in accordance with their law) adopt measures.
//!                                              ^ no parenthesis is open before this `)`
//!
//! 2. Parties shall name their ports: 1) large ones; 2) small ones, and all the others a) to c) in the list.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - على كل طرف أن يتخذ التدابير وفقا لقانونه الداخلي) في موانئه.
//!                                                     ^ no parenthesis is open before this `)`
//! ```
//!
//! **Instead**, close it after the last word of the aside, or delete it.

use memchr::{memchr, memchr3, memchr3_iter};
use travaux_grammar::{Block, BlockKind, NumberForm, range_to_u32, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The first byte of a full-width sign in UTF-8.
const FULL_WIDTH_LEAD: u8 = 0xEF;

/// The signs that open a parenthesis, and those that close one.
const OPENERS: [char; 2] = ['(', '（'];
const CLOSERS: [char; 2] = [')', '）'];

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let text = block.text.trim_end();
    // A byte is found faster than a character, and most texts hold neither sign.
    if memchr3(b'(', b')', FULL_WIDTH_LEAD, text.as_bytes()).is_none() {
        return;
    }
    if !matches!(block.kind, BlockKind::Text | BlockKind::Labelled)
        || !text.ends_with(['.', ';', '。', '；', '؛'])
        || memchr3(b'|', b'\t', b'=', text.as_bytes()).is_some()
        || memchr(b'+', text.as_bytes()).is_some()
    {
        return;
    }
    let body = to_usize(block.body).min(text.len());
    let (mut open, mut count, mut stray) = (None, 0usize, None);
    for at in memchr3_iter(b'(', b')', FULL_WIDTH_LEAD, &text.as_bytes()[body..]).map(|at| body + at) {
        let Some(sign) = text[at..].chars().next() else { break };
        if OPENERS.contains(&sign) {
            open = Some(at..at + sign.len_utf8());
            count += 1;
        } else if CLOSERS.contains(&sign) {
            // A closer too many belongs to a list letter, or closes nothing.
            if count == 0 && stray.is_none() && follows_words(&text[body..at]) {
                stray = Some(at..at + sign.len_utf8());
            }
            count = count.saturating_sub(1);
        }
    }
    if let Some(range) = stray.filter(|_| open.is_none() && begins_itself(block)) {
        let message = format!("no parenthesis is open before this `{}`", &text[range.clone()]);
        found.push(Finding::new(context.place(range_to_u32(range)), message));
        return;
    }
    let Some(range) = open.filter(|_| count == 1) else { return };
    // Closers after it show that an earlier one is open; a digit or sign after it begins a list label or a formula.
    let rest = &text[range.end..];
    if rest.contains(CLOSERS) || !rest.starts_with(char::is_alphabetic) {
        return;
    }
    let message = format!("`{}` is not closed in this paragraph", &text[range.clone()]);
    found.push(Finding::new(context.place(range_to_u32(range)), message));
}

/// Returns whether a text ends with a word of an aside rather than with the number or letter of an item.
fn follows_words(text: &str) -> bool {
    const MIN_LETTERS: usize = 4;
    let letters = text.chars().rev().take_while(|it| it.is_alphabetic()).take(MIN_LETTERS);
    letters.count() == MIN_LETTERS && text.chars().filter(|it| it.is_whitespace()).nth(1).is_some()
}

/// Returns whether a block is a paragraph of its own, so that no parenthesis of the words before a list closes in it.
fn begins_itself(block: &Block) -> bool {
    match block.labels.first() {
        Some(site) => site.label.is_some_and(|label| label.form == NumberForm::Digits),
        None => block.text.trim_start().starts_with(char::is_uppercase),
    }
}
