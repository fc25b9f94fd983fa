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
//! have capitals of their own, so that more of them than in the definition are not reported. The beginning of a sentence, a heading, a quotation and words in capitals
//! throughout are left out. Arabic and Chinese have no capitals.
//!
//! **Instead**, write the term as it is defined.

use std::ops::Range;

use travaux_grammar::BlockKind;

use super::term_uses::begins_sentence;
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

pub(super) fn check(context: &WorkspaceContext<'_>, found: &mut Vec<CrossDraftFinding>) {
    let Some(uses) = context.term_uses() else { return };
    for term in uses.terms.iter().filter(|it| it.is_certain && it.uses.len() > MIN_USES) {
        let defined = capitals(&term.term);
        if defined.iter().filter(|it| **it).count() < MIN_CAPITALS {
            continue;
        }
        let folded = travaux_grammar::folded_phrase(&term.term);
        let mut as_defined = 0;
        let mut others = Vec::new();
        for range in &term.uses {
            let Some(written) = running_words(context, range) else { continue };
            let used = capitals(&written);
            if used == defined {
                as_defined += 1;
            } else if travaux_grammar::folded_phrase(&written) == folded && !is_named_next(context, range) {
                others.push((range, written, !used.contains(&true)));
            }
        }
        let commons = others.iter().filter(|it| it.2).count();
        let slips = others.len() - commons;
        let is_habit = |count: usize, uses: usize| as_defined >= MIN_USES && count * uses <= as_defined;
        for (range, written, is_common) in others {
            if !(if is_common { is_habit(commons, USES_PER_COMMON) } else { is_habit(slips, USES_PER_SLIP) }) {
                continue;
            }
            let message = format!("`{written}` is defined as `{}`", term.term);
            found.push(CrossDraftFinding::new(range.clone(), message));
        }
    }
}

/// Returns whether a short name follows a use: `a customs committee (hereinafter “the Customs Committee”)`.
fn is_named_next(context: &WorkspaceContext<'_>, range: &Range<usize>) -> bool {
    let (id, end) = context.draft().place(range.end);
    context.draft().block(id).text_from(end).trim_start().starts_with(['(', '（', '“', '"', '«'])
}

/// Returns whether each word begins with a capital. Empty in scripts without case.
fn capitals(text: &str) -> Vec<bool> {
    let words = text.split([' ', '\u{a0}', '\n', '\r', '-']).filter(|word| !word.is_empty());
    let first = |word: &str| word.chars().next().filter(|it| it.is_uppercase() || it.is_lowercase());
    words.map(|word| first(word).map(char::is_uppercase)).collect::<Option<_>>().unwrap_or_default()
}

/// Returns the words of a use in running text, where the sentence decides nothing about their capitals.
fn running_words(context: &WorkspaceContext<'_>, range: &Range<usize>) -> Option<String> {
    let draft = context.draft();
    let (id, start) = draft.place(range.start);
    let block = draft.block(id);
    let before = block.text_before(start);
    let is_running =
        matches!(block.kind, BlockKind::Text | BlockKind::Labelled) && start >= block.body && block.level == 0;
    if !is_running || begins_sentence(before) || block.title.as_ref().is_some_and(|title| title.contains(&start)) {
        return None;
    }
    let end = start + travaux_grammar::to_u32(range.len());
    let written = block.slice(start..end);
    let after = block.text_from(end);
    let is_upper = written.chars().filter(|it| it.is_alphabetic()).all(char::is_uppercase);
    // `the Relay Station Protocol` is a name of its own.
    let next = after.trim_start().chars().next();
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_capital_inside = || {
        last.starts_with(char::is_uppercase)
            && !begins_sentence(&before.trim_end()[..before.trim_end().len() - last.len()])
    };
    let is_in_name = next.is_some_and(char::is_uppercase) || is_capital_inside();
    let is_quoted = after.starts_with(['”', '»', '"', '-', '’', '‑']);
    (!is_upper && !is_in_name && !is_quoted).then(|| written.split_whitespace().collect::<Vec<_>>().join(" "))
}
