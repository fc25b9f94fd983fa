//! # unfilled-placeholder
//!
//! A number or words are still to come.
//!
//! While a text is negotiated, `[X]`, `20XX` and `[to be completed]` are normal, so the rule is off by default. It lists
//! what is left to fill in before a session ends. In a text with the profile `final`, `unsettled-text` reports the same
//! places as errors, and this rule nothing. `XX` without a digit may be a roman numeral and is left out.
//!
//! The rule cannot know whether a number is left open on purpose, as that of a document to come.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall report within [X] months, by 20XX at the latest. [To be completed]
//!                                ^^^ this is still to be filled in
//!                                               ^^^^ this is still to be filled in
//!                                                                   ^^^^^^^^^^^^^^^^^ this is still to be filled in
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 各缔约国应当在［待定］个月内提交报告。
//!        ^^^^ this is still to be filled in
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall [may] report on Part XX within [30] days. [agreed ad referendum]
//! ```
//!
//! ```treaty profile=final
//! Article 4
//!
//! Each Party shall report within [X] months.
//! ```
//!
//! **Instead**, fill in what is known, or note who will.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, Glyph, Lexicon, Phrase, bare_placeholders, range_to_u32};

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::config::Profile;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    if context.settings.profile == Profile::Final {
        return;
    }
    let block = context.block;
    let bracketed = block.brackets.list.iter().filter(|it| is_to_come(block, it)).filter_map(Bracket::whole);
    let mut places: Vec<_> = bracketed.collect();
    let bracketed_count = places.len();
    // `XX` may be a roman numeral.
    let is_number = |it: &Range<u32>| block.slice(it.clone()).contains(|it: char| it == '_' || it.is_ascii_digit());
    for bare in bare_placeholders(block.plain_text()).into_iter().map(range_to_u32).filter(is_number) {
        // Those in brackets are in order, and so are the others.
        let before = places[..bracketed_count].partition_point(|it| it.start <= bare.start);
        if before.checked_sub(1).is_none_or(|at| places[at].end < bare.end) {
            places.push(bare);
        }
    }
    places.sort_by_key(|it| (it.start, it.end));
    found.extend(places.into_iter().map(|it| Finding::new(context.place(it), "this is still to be filled in")));
}

/// Returns whether a bracket stands for a number or words that are still to come. Braces hold notes to the negotiators.
fn is_to_come(block: &Block, bracket: &Bracket) -> bool {
    let begins_note = || {
        let lexicon = Lexicon::of(block.language);
        let words = bracket.inside().map_or("", |inside| block.slice(inside));
        [Phrase::Editorial, Phrase::BeginsNote].into_iter().any(|it| lexicon.begins_with(words, it))
    };
    bracket.content == BracketContent::Placeholder
        || bracket.content == BracketContent::Editorial && bracket.glyph != Glyph::Curly && begins_note()
}
