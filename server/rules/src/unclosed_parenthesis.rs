//! # unclosed-parenthesis
//!
//! An opening parenthesis has no closing one.
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
//! **Instead**, close it after the last word of the aside, or delete it.

use memchr::{memchr, memchr2, memchr3, memchr3_iter};
use travaux_grammar::{BlockKind, range_to_u32, to_usize};

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
    if memchr2(b'(', FULL_WIDTH_LEAD, text.as_bytes()).is_none() {
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
    let (mut open, mut count) = (None, 0usize);
    for at in memchr3_iter(b'(', b')', FULL_WIDTH_LEAD, &text.as_bytes()[body..]).map(|at| body + at) {
        let Some(sign) = text[at..].chars().next() else { break };
        if OPENERS.contains(&sign) {
            open = Some(at..at + sign.len_utf8());
            count += 1;
        } else if CLOSERS.contains(&sign) {
            // A closer too many belongs to a list letter.
            count = count.saturating_sub(1);
        }
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
