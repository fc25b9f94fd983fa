//! Provisions as Chinese counts them, with the noun after the number: 第四十七条, 第（五）项, 第十条之二.

use crate::kind::Kind;
use crate::label::{Label, Suffix};
use crate::label_site::Doubt;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::{
    HanNumber, NumberForm, earthly_branch_value, enclosed_numeral_value, heavenly_stem_value, roman_value,
};
use crate::script::{FIRST_HAN_BYTE, is_han};
use crate::token::{Token, TokenKind};

/// A provision that is counted, and the token after it.
pub(crate) struct CountedProvision {
    pub(crate) kind: Kind,
    pub(crate) label: Label,
    pub(crate) next: usize,
}

/// Reads 第四十七条, 第（五）项 or 第十条之二.
pub(crate) fn counted_provision(text: &str, tokens: &[Token], at: usize) -> Option<CountedProvision> {
    if !is_ordinal_sign(text, tokens, at) {
        return None;
    }
    let (label, next) = counter(text, tokens, at + 1).or_else(|| open_counter(text, tokens, at + 1))?;
    let Some(Word::Provision { kind, .. }) = tokens.get(next)?.word() else { return None };
    let (label, next) = with_inserted(text, tokens, label_of_kind(kind, label), next + 1);
    Some(CountedProvision { kind, label, next })
}

/// Reads a number in Han numerals or digits; returns it and the token after it.
pub(crate) fn han_number(text: &str, tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    if let Some(value) = tokens.get(at)?.number() {
        return Some((value, at + 1));
    }
    let mut number = HanNumber::default();
    let mut end = at;
    while let Some(token) = tokens.get(end)
        && let Some(character) = only_character(&text[token.range()])
        && number.push(character)
    {
        end += 1;
    }
    (end > at).then(|| (number.value(), end))
}

fn only_character(written: &str) -> Option<char> {
    let mut characters = written.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Returns the label of ㈠, which is （一） in one sign.
pub(crate) fn enclosed_numeral(token: &Token) -> Option<Label> {
    let TokenKind::Mark(sign) = token.kind else { return None };
    enclosed_numeral_value(sign).map(|number| Label::new(NumberForm::Lower, number))
}

/// Reads the letter for which a numeral, a heavenly stem or an earthly branch in parentheses stands: （一）, （甲） and （子）
/// are (a).
pub(crate) fn list_letter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    let first = text[tokens.get(at)?.range()].chars().next().filter(|character| is_han(*character))?;
    if let Some(number) = heavenly_stem_value(first).or_else(|| earthly_branch_value(first)) {
        return Some((Label::new(NumberForm::Lower, number), at + 1));
    }
    let (value, next) = han_number(text, tokens, at)?;
    (value > 0 && value < 100).then(|| (Label::new(NumberForm::Lower, value), next))
}

/// Reads what is counted after 第: a number, 31.3, or a number in parentheses.
pub(crate) fn counter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    let first = tokens.get(at)?;
    if first.is('（') || first.is('(') {
        return parenthesised_counter(text, tokens, at);
    }
    if first.is('[') || first.is('［') || first.is('【') {
        return bracketed_counter(text, tokens, at);
    }
    if let Some(label) = enclosed_numeral(first) {
        return Some((label, at + 1));
    }
    // 第V章
    let written = &text[first.range()];
    if roman_value(written).is_some() && !written.bytes().all(|letter| letter == b'X') {
        let label = Label::from_letters(written).filter(|it| it.form == NumberForm::UpperRoman)?;
        return Some((label, at + 1));
    }
    let (value, next) = han_number(text, tokens, at)?;
    let mut label = Label::new(NumberForm::Digits, value);
    // 第31.3条
    let is_glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    if tokens.get(next).is_some_and(|token| token.is('.'))
        && is_glued(next)
        && is_glued(next + 1)
        && let Some(value) = tokens.get(next + 1).and_then(Token::number)
    {
        label.numbers[1] = value;
        return Some((label, next + 2));
    }
    // 第21-01条
    let hyphen = tokens.get(next).filter(|token| token.is('-') && !token.spaced);
    if let Some(part) = tokens.get(next + 1).filter(|part| hyphen.is_some() && !part.spaced)
        && let Some(number) = part.number().filter(|number| (1..1000).contains(number))
    {
        let written = &text[part.range()];
        // 第17-1条 is 第17条之1; 第2-4条 are three articles.
        let noun = tokens.get(next + 2).and_then(Token::word);
        let is_inserted = number <= value && matches!(noun, Some(Word::Provision { kind, .. }) if kind.is_article());
        if is_inserted || written.len() > 1 && written.starts_with('0') {
            label.numbers[1] = number;
            label.hyphen_digits = u8::try_from(written.chars().count().min(3)).unwrap_or(1);
            return Some((label, next + 2));
        }
    }
    Some((label, next))
}

/// X, [X], [ ], […]: the number of a heading that is still to come.
fn open_counter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    const MAX_TOKENS: usize = 4;
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is_open = |at: usize| matches!(written(at), "X" | "XX" | "Y" | "Z" | "N" | "…" | "." | "_");
    if written(at) != "[" {
        return is_open(at).then(|| (Label::placeholder(), at + 1));
    }
    let close = (at + 1..at + 1 + MAX_TOKENS).find(|at| !is_open(*at))?;
    (written(close) == "]").then(|| (Label::placeholder(), close + 1))
}

/// [1]: a number in dispute.
fn bracketed_counter(text: &str, tokens: &[Token], open: usize) -> Option<(Label, usize)> {
    let (number, close) = han_number(text, tokens, open + 1)?;
    let closes = tokens.get(close).is_some_and(|token| token.is(']') || token.is('］') || token.is('】'));
    closes.then(|| (Label::new(NumberForm::Digits, number), close + 1))
}

fn parenthesised_counter(text: &str, tokens: &[Token], open: usize) -> Option<(Label, usize)> {
    let first = tokens.get(open + 1)?;
    let (label, close) = match first.number() {
        Some(value) => (Label::new(NumberForm::Digits, value), open + 2),
        None => list_letter(text, tokens, open + 1)
            .or_else(|| Some((Label::from_letters(&text[first.range()])?, open + 2)))?,
    };
    let closes = tokens.get(close).is_some_and(|token| token.is('）') || token.is(')'));
    closes.then_some((label, close + 1))
}

/// Returns the label that a counter gives to a provision of a kind: the （五） of 第（五）项 is (e).
pub(crate) fn label_of_kind(kind: Kind, label: Label) -> Label {
    match kind {
        Kind::Subparagraph if label.form == NumberForm::Digits => Label::new(NumberForm::Lower, label.number()),
        Kind::Item => label.as_roman().unwrap_or_else(|| Label::new(NumberForm::LowerRoman, label.number())),
        Kind::Part | Kind::Chapter => label.spelt_out_for(kind),
        _ if (kind == Kind::Paragraph || kind.is_article()) && label.form == NumberForm::Lower => {
            Label::new(NumberForm::Digits, label.number())
        }
        _ => label,
    }
}

/// Returns the kind of the provision whose counter ends before a token, and the token after its noun: 条, or 段 and 分段,
/// which only references have.
pub(crate) fn counted_noun(text: &str, tokens: &[Token], at: usize) -> Option<(Kind, usize)> {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Word(Some(Word::Provision { kind, .. })) => Some((kind, at + 1)),
        TokenKind::Word(None) => {
            let signs = Lexicon::counting_signs();
            let rest = &text[token.range().start..];
            let is_among = |nouns: &[&str]| nouns.iter().find(|noun| rest.starts_with(**noun)).map(|noun| noun.len());
            let subparagraph = is_among(signs.subparagraphs).map(|length| (Kind::Subparagraph, length));
            let (kind, length) = subparagraph.or_else(|| Some((Kind::Paragraph, is_among(signs.paragraphs)?)))?;
            let end = token.range().start + length;
            let words = tokens[at..].iter().take(length).take_while(|token| token.range().end <= end).count();
            Some((kind, at + words))
        }
        TokenKind::Word(Some(_)) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
    }
}

/// Adds the 之二 after a provision to its label, as the suffix bis; some count the insertions from 之一 on. Returns the label
/// and the token after it.
pub(crate) fn with_inserted(text: &str, tokens: &[Token], label: Label, at: usize) -> (Label, usize) {
    const PLACES: std::ops::RangeInclusive<u8> = 1..=30;
    let is_inserted = tokens.get(at).is_some_and(|token| &text[token.range()] == Lexicon::counting_signs().inserted);
    let place = |value: u32| u8::try_from(value).ok().filter(|place| is_inserted && PLACES.contains(place));
    match han_number(text, tokens, at + 1).and_then(|(value, next)| Some((place(value)?, next))) {
        Some((place, next)) => (label.with(Suffix::Inserted(place)), next),
        None => (label, at),
    }
}

/// Returns whether a token is 第.
pub(crate) fn is_ordinal_sign(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| is_ordinal_sign_token(text, token))
}

/// Returns whether a token is 第.
#[inline]
pub(crate) fn is_ordinal_sign_token(text: &str, token: &Token) -> bool {
    // No word of a script with smaller first bytes is compared with the sign.
    let may_be_han = text.as_bytes().get(token.range().start).is_some_and(|byte| *byte >= FIRST_HAN_BYTE);
    may_be_han && &text[token.range()] == Lexicon::counting_signs().ordinal
}

/// 与其他协定的关系, 应当拒绝引渡的理由 after a blank: returns whether a line is short and ends without a stop, so that it is a
/// title even if it begins like the rest of a sentence.
fn is_set_off_title(text: &str) -> bool {
    const MAX_CHARS: usize = 24;
    let line = text.lines().next().unwrap_or_default().trim_end();
    // [第5条 退出]
    let line = line.trim_end_matches([']', '］', '】', '*']);
    let is_title = |last: char| last.is_alphanumeric() || matches!(last, '）' | ')' | '》' | '”');
    line.starts_with(is_han) && line.chars().nth(MAX_CHARS).is_none() && line.ends_with(is_title)
}

/// Returns how doubtful a heading is as far as the token after its counted number shows; `None` if that begins no title and
/// no text of the provision. 第三条 所有国家应当 is a heading where its number is due: 第三条 所述国家 may be a sentence.
pub(crate) fn heading_doubt(text: &str, tokens: &[Token], next: usize) -> Option<Doubt> {
    if may_head(text, tokens, next) {
        return Some(Doubt::None);
    }
    let token = tokens.get(next).filter(|token| token.spaced)?;
    let begins_text = match token.kind {
        TokenKind::Word(Some(Word::And | Word::Or | Word::To)) => {
            let after = tokens.get(next + 1);
            after.is_some_and(|after| after.number().is_none()) && !is_ordinal_sign(text, tokens, next + 1)
        }
        TokenKind::Word(Some(Word::Of)) => false,
        TokenKind::Word(_) => !begins_with_narrower(text, tokens, next),
        TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
    };
    begins_text.then_some(Doubt::Slight)
}

/// Returns whether a provision in an article, or one without a noun of its own, is counted at a token: 第二款, 第3段.
fn begins_with_narrower(text: &str, tokens: &[Token], at: usize) -> bool {
    let counted = is_ordinal_sign(text, tokens, at).then(|| counter(text, tokens, at + 1)).flatten();
    let noun = counted.and_then(|(_, noun)| counted_noun(text, tokens, noun));
    noun.is_some_and(|(kind, _)| matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item))
}

/// Returns whether a title stands after the sign that sets it off: 第1条－定义, 第1条、定义, but not 第一条、第二条 or 第一条–第三条.
fn is_title_after_sign(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let is_name = matches!(token.word(), Some(Word::Provision { .. } | Word::Instrument(_) | Word::This));
    !is_name && !is_ordinal_sign(text, tokens, at) && is_set_off_title(&text[token.range().start..])
}

/// Returns whether the token after a counted number lets it be a heading: the end of the line, or a title. 第七十条不排除
/// begins a sentence, 第三条不歧视 has a title.
fn may_head(text: &str, tokens: &[Token], next: usize) -> bool {
    let Some(token) = tokens.get(next) else { return true };
    if token.spaced && is_set_off_title(&text[token.range().start..]) && !begins_with_narrower(text, tokens, next) {
        return true;
    }
    match token.kind {
        TokenKind::Newline => true,
        TokenKind::Mark('–' | '-' | '－' | '、') => is_title_after_sign(text, tokens, next + 1),
        TokenKind::Word(Some(Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below)) => false,
        TokenKind::Word(Some(_)) => true,
        TokenKind::Word(None) => {
            let signs = Lexicon::counting_signs();
            let (word, rest) = (&text[token.range()], &text[token.range().start..]);
            !signs.sentence_words.contains(&word)
                && !signs.sentence_phrases.iter().any(|phrase| rest.starts_with(phrase))
        }
        TokenKind::Mark(mark) => {
            // `# 第一条 {#scope}`: an attribute of Pandoc.
            matches!(mark, '（' | '(' | '[' | '［' | '【' | '：' | ':' | '.' | '*' | ']' | '］' | '】' | '—')
                || text[token.range().start..].starts_with("{#")
        }
        TokenKind::Number(_) => false,
    }
}
