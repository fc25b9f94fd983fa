//! # term-capitals
//!
//! A defined term is written with other capitals than in its definition.
//!
//! Where a draft marks its defined terms by capitals, words without them seem to mean something else.
//!
//! ```treaty
//! Article 1
//!
//! Definitions
//!
//! (a) “Competent Authority” means a body of a Party;
//!
//! (b) “Port” means a place of entry.
//!
//! Article 2
//!
//! Each Competent Authority shall notify the Competent Authority of the other Port. A Competent Authority may ask another
//! Competent Authority, or any competent Authority of a State. The Competent Authority decides. Competent Authorities meet.
//!                             ^^^^^^^^^^^^^^^^^^^ `competent Authority` is defined as `Competent Authority`
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! a) «Местная Станция» означает устройство;
//!
//! b) «Порт» означает место въезда.
//!
//! Статья 2
//!
//! Каждая Местная Станция уведомляет Порт. Если Местная Станция и другая Местная Станция согласны, то Местная Станция
//! сообщает об этом. Затем Местная станция действует, и Местная Станция отвечает.
//!                         ^^^^^^^^^^^^^^^ `Местная станция` is defined as `Местная Станция`
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! (أ) يُقصد بتعبير "المحطة المحلية" مرفق؛
//!
//! المادة 2
//!
//! تبلغ المحطة المحلية الأطراف.
//! ```
//!
//! Only terms of two words or more with two capitals are looked at, since others are often common words too, and only
//! where most uses, and at least five, follow the definition: twelve for each use without any capital. Names and titles
//! have capitals of their own, so that more of them than in the definition are not reported. The beginning of a sentence,
//! a heading, a quotation, words in capitals throughout, and words without capitals before another noun, as in `third
//! party procedures`, are left out. Arabic and Chinese have no capitals.
//!
//! **Instead**, write the term as it is defined.

use std::ops::Range;

use travaux_grammar::{Block, BlockKind, Lexicon};

use super::term_uses::{begins_sentence, is_in_force};
use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

/// A term with fewer uses as defined shows no habit.
const MIN_USES: usize = 5;

/// A term with fewer capitals may be a common word at the beginning of its definition.
const MIN_CAPITALS: usize = 2;

/// Of so many uses one may have fewer capitals, and of so many one may have none, like a common word.
const USES_PER_SLIP: usize = 5;
const USES_PER_COMMON: usize = 12;

/// A word before a use is not longer than this.
const MAX_WORD_BYTES: usize = 256;

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let Some(uses) = context.term_uses() else { return };
    for term in uses.terms.iter().filter(|it| it.uses.len() > MIN_USES) {
        let defined = capitals(&term.term);
        if defined.clone().filter(|it| *it).count() < MIN_CAPITALS || !is_in_force(context.document, term.site) {
            continue;
        }
        let mut as_defined = 0;
        let mut others = Vec::new();
        for place in &term.uses {
            let block = context.draft().block(place.block);
            let Some(written) = running_words(block, &place.range) else { continue };
            let used = capitals(written);
            if written == term.term || used.clone().eq(defined.clone()) {
                as_defined += 1;
            } else if !is_followed_by_short_name(block, place.range.end) && is_same_phrase(written, &term.term) {
                let is_common = !used.clone().any(|it| it);
                if !is_common || ends_phrase(block, place.range.end) {
                    others.push((place, written, is_common));
                }
            }
        }
        let commons = others.iter().filter(|it| it.2).count();
        let slips = others.len() - commons;
        let is_habit = |count: usize, uses: usize| as_defined >= MIN_USES && count * uses <= as_defined;
        for (place, written, is_common) in others {
            if !(if is_common { is_habit(commons, USES_PER_COMMON) } else { is_habit(slips, USES_PER_SLIP) }) {
                continue;
            }
            let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
            let message = format!("`{written}` is defined as `{}`", term.term);
            found.push(CrossDraftFinding::new(place.bytes(context.draft()), message));
        }
    }
}

/// Returns whether two phrases have the same words in the same form, in any case.
fn is_same_phrase(one: &str, other: &str) -> bool {
    travaux_grammar::folded_phrase(one) == travaux_grammar::folded_phrase(other)
}

/// Returns whether the words before an offset are not followed by another noun: `third party procedures` is a common
/// expression.
fn ends_phrase(block: &Block, end: u32) -> bool {
    let after = block.text_from(end).trim_start();
    let word = after.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let lexicon = Lexicon::of(block.language);
    word.is_empty() || lexicon.is_modal(word) || lexicon.is_joining(word) || lexicon.word(word).is_some()
}

/// Returns whether a short name follows a use: `a customs committee (hereinafter “the Customs Committee”)`.
fn is_followed_by_short_name(block: &Block, end: u32) -> bool {
    block.text_from(end).trim_start().starts_with(['(', '（', '“', '"', '«'])
}

/// Returns whether each word begins with a capital; of a phrase with a word in a script without case, nothing.
fn capitals(text: &str) -> impl Iterator<Item = bool> + Clone {
    let words = text.split([' ', '\u{a0}', '\n', '\r', '-']).filter(|word| !word.is_empty());
    let first = words.filter_map(|word| word.chars().next());
    let has_case = |it: char| it.is_uppercase() || it.is_lowercase();
    let is_cased = first.clone().all(has_case);
    first.filter(move |_| is_cased).map(char::is_uppercase)
}

/// Returns the words of a use in running text, where the sentence decides nothing about their capitals.
fn running_words<'b>(block: &'b Block, range: &Range<u32>) -> Option<&'b str> {
    let start = range.start;
    let before = block.text_before(start);
    let is_running =
        matches!(block.kind, BlockKind::Text | BlockKind::Labelled) && start >= block.body && block.level == 0;
    if !is_running || begins_sentence(before) || block.title.as_ref().is_some_and(|title| title.contains(&start)) {
        return None;
    }
    let written = block.slice(range.clone());
    let after = block.text_from(range.end);
    let is_upper = written.chars().filter(|it| it.is_alphabetic()).all(char::is_uppercase);
    // `the Relay Station Protocol` is a name of its own.
    let next = after.trim_start().chars().next();
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(MAX_WORD_BYTES))..];
    let last = near.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_capital_inside = || {
        last.starts_with(char::is_uppercase) && !begins_sentence(&near.trim_end()[..near.trim_end().len() - last.len()])
    };
    let is_in_name = next.is_some_and(char::is_uppercase) || is_capital_inside();
    let is_quoted = after.starts_with(['”', '»', '"', '-', '’', '‑']);
    (!is_upper && !is_in_name && !is_quoted).then_some(written)
}
