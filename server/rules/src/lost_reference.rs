//! # lost-reference
//!
//! A word processor left a message, or a mark of its own, where a reference should stand.
//!
//! A cross-reference is a field that repeats the number of its target. If the target is deleted or pasted elsewhere,
//! the field shows an error message in the language of the word processor, which need not be that of the draft. Other
//! programs leave `??`, and converters `[REF]`. The reader no longer learns which provision was meant.
//!
//! A spreadsheet leaves `#REF!`, and LaTeX that was copied as text `\ref{sec:ports}`.
//!
//! A number may also be lost without a mark: `under article of this Convention`.
//!
//! Question marks and `[REF]` are reported only where the number of a provision should stand. `Article ??` on a line of
//! its own is a heading whose number is still open.
//!
//! ```treaty
//! Article 1
//!
//! Articles 1, 2 and ?? of this Agreement apply.
//!                   ^^ `??` stands where a reference was lost
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. The measures under Error! Reference source not found. shall be notified.
//!                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Error! Reference source not found` stands where a reference was lost
//!
//! 2. Article ?? and paragraph [REF] apply.
//!            ^^ `??` stands where a reference was lost
//!                             ^^^^^ `[REF]` stands where a reference was lost
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! 1. Меры, предусмотренные в Ошибка! Источник ссылки не найден., сообщаются.
//!                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `Ошибка! Источник ссылки не найден` stands where a reference was lost
//!
//! 2. Статья ?? применяется.
//!           ^^ `??` stands where a reference was lost
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 各缔约国应根据错误！未找到引用源。采取措施，并适用第??条。
//!        ^^^^^^^^^ `错误！未找到引用源` stands where a reference was lost
//!                           ^^ `??` stands where a reference was lost
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تطبق أحكام الفقرة \ref{sec:ports} والمادة #REF! من هذا الاتفاق.
//!                   ^^^^^^^^^^^^^^^ `\ref{sec:ports}` stands where a reference was lost
//!                                           ^^^^^ `#REF!` stands where a reference was lost
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. The measures under article of this Convention and in paragraph of article 2 shall be notified.
//!                       ^^^^^^^ the number after `article` was lost
//!                                                         ^^^^^^^^^ the number after `paragraph` was lost
//!
//! 2. Each article of this Convention applies, and so does the paragraph of article 2 on ports.
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تبلغ الأطراف التدابير بموجب المادة من هذا الاتفاق، وتطبق كل مادة من هذا الاتفاق.
//!                             ^^^^^^ the number after `المادة` was lost
//! ```
//!
//! In English a noun in the singular needs an article or a number, also before a stop, and in every language a number
//! follows `and`.
//!
//! ```treaty
//! Article 1
//!
//! 1. Ports are open as provided in paragraph, unless they are closed.
//!                                  ^^^^^^^^^ the number after `paragraph` was lost
//!
//! 2. The text was read paragraph by paragraph.
//!
//! 3. Fees are due under articles 1 and.
//!                                  ^^^ the number after `and` was lost
//! ```
//!
//! ```treaty
//! Article ??
//!
//! Error! The reference was wrong, they said. Is this paragraph needed?? Why ?? It is an error: reference books.
//!
//! 2. Nothing in [REF] or in [X] matters.
//! ```
//!
//! **Instead**, restore the reference, or write `[X]` while the number is open.

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memchr3, memchr3_iter};
use travaux_grammar::{
    BlockKind, Language, Lexicon, Token, TokenKind, Word, folded, is_han, lost_reference_phrases, range_to_u32,
    tokenize,
};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Error;

/// The first byte of a full-width sign in UTF-8.
const FULL_WIDTH_LEAD: u8 = 0xEF;

/// The marks that may follow the first word of a message. French and Spanish add others, which are skipped.
const MARKS: [char; 4] = ['!', '！', ':', '：'];

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for reference in block.references.iter().filter(|reference| reference.lacks_number) {
        let message = format!("the number after `{}` was lost", block.slice(reference.range()));
        found.push(Finding::new(context.place(reference.range()), message));
    }
    if !may_lose_reference(block.plain_text().as_bytes())
        || matches!(block.kind, BlockKind::Blank | BlockKind::Comment | BlockKind::FrontMatter)
    {
        return;
    }
    let numbers = lost_numbers(block.plain_text(), Lexicon::of(block.language));
    for range in messages(block.plain_text()).chain(codes(block.plain_text())).chain(numbers) {
        let message = format!("`{}` stands where a reference was lost", &block.plain_text()[range.clone()]);
        let range = range_to_u32(range);
        let finding = Finding::new(context.place(range.clone()), message);
        found.push(finding.possible_fix("write `[X]` while the number is open", range, "[X]"));
    }
}

/// Returns whether a text may hold an error message or a mark for a number. Most texts hold none of the signs, and a byte
/// is found faster than a character.
fn may_lose_reference(text: &[u8]) -> bool {
    let is_before_text = |at: usize| text[at + 1..].iter().any(|it| !it.is_ascii_whitespace());
    memchr3(b'!', b'?', FULL_WIDTH_LEAD, text).is_some()
        || memchr(b'\\', text).is_some()
        || memchr2_iter(b':', b'[', text).any(|at| match text[at] {
            b'[' => text.get(at + 1).is_some_and(|it| it.eq_ignore_ascii_case(&b'r')),
            _ => is_before_text(at),
        })
}

/// Returns the codes that programs leave in a text: `#REF!`, and `\ref{sec:ports}` of LaTeX.
fn codes(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const MAX_NAME_BYTES: usize = 60;
    const CELL: &str = "#REF!";
    memchr2_iter(b'#', b'\\', text.as_bytes()).filter_map(|at| {
        let rest = &text[at..];
        if rest.starts_with(CELL) {
            return Some(at..at + CELL.len());
        }
        let command = ["\\ref{", "\\autoref{", "\\cref{", "\\Cref{"].into_iter().find(|it| rest.starts_with(it))?;
        let name = at + command.len();
        let length = text[name..].bytes().take(MAX_NAME_BYTES).position(|byte| byte == b'}')?;
        Some(at..name + length + 1)
    })
}

/// Returns the error messages in a text: `Error! Reference source not found`. A draft in one language may have been
/// written with a program in another.
fn messages(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let first_words = || lost_reference_phrases().filter_map(|phrase| phrase.split_once(' ')).map(|(first, _)| first);
    // Most marks follow another letter than the first words of messages end with.
    let may_end = move |last: char| {
        !last.is_ascii() && !is_han(last) || first_words().any(|it| it.ends_with(last.to_ascii_lowercase()))
    };
    memchr3_iter(b'!', b':', FULL_WIDTH_LEAD, text.as_bytes()).filter_map(move |at| {
        let mark = MARKS.into_iter().find(|mark| text[at..].starts_with(*mark))?;
        let before = text[..at].trim_end();
        let last = before.chars().next_back().filter(|it| it.is_alphabetic() && may_end(*it))?;
        let start = before.rfind(|it: char| !it.is_alphabetic()).map_or(0, |it| it + char_len(before, it));
        let word = folded(&before[start..]);
        let after = at + mark.len_utf8();
        lost_reference_phrases().find_map(|phrase| {
            let (first, rest) = phrase.split_once(' ')?;
            let start = match is_han(last) {
                true if before.ends_with(first) => before.len() - first.len(),
                false if word == first => start,
                _ => return None,
            };
            Some(start..after + phrase_len(&text[after..], rest)?)
        })
    })
}

fn char_len(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Returns the length of a phrase at the beginning of a text, after white space.
fn phrase_len(text: &str, phrase: &str) -> Option<usize> {
    let mut at = 0;
    for word in phrase.split(' ') {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if word.starts_with(is_han) {
            at += rest.starts_with(word).then_some(word.len())?;
        } else {
            let end = rest.find(|it: char| !it.is_alphabetic()).unwrap_or(rest.len());
            at += (folded(&rest[..end]) == word).then_some(end)?;
        }
    }
    Some(at)
}

/// Returns the marks that stand for the number of a provision: `article ??`, `paragraph [REF]`, `第??条`.
fn lost_numbers(text: &str, lexicon: &Lexicon) -> Vec<Range<usize>> {
    if !["??", "？？", "[REF]", "[ref]"].iter().any(|mark| text.contains(mark)) {
        return Vec::new();
    }
    let mut tokens = Vec::new();
    tokenize(text, lexicon, &mut tokens);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(end) = mark_end(text, token) else { continue };
        let range = token.range().start..end;
        if found.last().is_some_and(|last: &Range<usize>| range.start < last.end) {
            continue;
        }
        let next = tokens[at..].iter().find(|it| it.range().start >= end);
        let is_noun = |token: Option<&Token>| matches!(token.and_then(Token::word), Some(Word::Provision { .. }));
        let is_number = if lexicon.language == Language::Zh {
            is_noun(next)
        } else {
            // `Is this article ??` asks about the article.
            let abbreviated = usize::from(at > 1 && tokens[at - 1].is('.') && !tokens[at - 1].spaced);
            let noun = at.checked_sub(1 + abbreviated);
            let is_pointed_at =
                noun.and_then(|it| it.checked_sub(1)).and_then(|it| tokens[it].word()) == Some(Word::This);
            let is_whole_line = noun == Some(0) && next.is_none_or(|it| it.kind == TokenKind::Newline);
            let follows_noun = is_noun(noun.and_then(|it| tokens.get(it))) && !is_pointed_at && !is_whole_line;
            token.spaced && (follows_noun || goes_on_with_list(&tokens[..at]))
        };
        if is_number {
            found.push(range);
        }
    }
    found
}

/// `articles 2, 3 and` before `??`: returns whether a list of numbers goes on after some tokens.
fn goes_on_with_list(before: &[Token]) -> bool {
    const MAX_TOKENS: usize = 16;
    let joins =
        |token: &Token| token.is(',') || token.is('،') || matches!(token.word(), Some(Word::And | Word::Or | Word::To));
    let Some((joint, numbers)) = before.split_last() else { return false };
    let mut list = numbers.iter().rev().take(MAX_TOKENS).skip_while(|it| it.number().is_some() || joins(it));
    joins(joint)
        && numbers.last().is_some_and(|it| it.number().is_some())
        && matches!(list.next().and_then(Token::word), Some(Word::Provision { .. }))
}

/// Returns the end of the mark that begins at a token, if one does.
fn mark_end(text: &str, token: &Token) -> Option<usize> {
    let start = token.range().start;
    let rest = &text[start..];
    if token.is('[') {
        let mark = rest.get(..5)?;
        return mark.eq_ignore_ascii_case("[REF]").then_some(start + mark.len());
    }
    let marks = rest.len() - rest.trim_start_matches(['?', '？']).len();
    (rest.chars().take_while(|it| matches!(it, '?' | '？')).count() > 1).then_some(start + marks)
}
