//! How Chinese writes provisions: a counter behind its number, 第四十七条第六款第（五）项, 第十条之二. Numerals, and
//! references read from 第 on.

use crate::kind::Kind;
use crate::label::{Form, Label, Suffix};
use crate::lexicon::Word;
use crate::reference::{Anchor, Reference, Step, Target};
use crate::token::{Token, TokenKind, is_han};

/// The number that Han numerals or digits say from a token on, and the token behind it.
pub(crate) fn number(text: &str, tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    if let Some(value) = tokens.get(at)?.number() {
        return Some((value, at + 1));
    }
    let mut end = at;
    let mut total = 0u32;
    let mut current = 0u32;
    let mut positional = 0u32;
    let mut is_positional = true;
    while let Some(numeral) = tokens.get(end).and_then(|token| numeral(&text[token.range()])) {
        match numeral {
            Numeral::Digit(value) => {
                positional = positional.saturating_mul(10).saturating_add(value);
                current = value;
            }
            Numeral::Power(power) => {
                is_positional = false;
                total = total.saturating_add(current.max(1).saturating_mul(power));
                current = 0;
            }
        }
        end += 1;
    }
    // 二九八 is 298, 二百九十八 too.
    let value = if is_positional { positional } else { total.saturating_add(current) };
    (end > at).then_some((value, end))
}

enum Numeral {
    Digit(u32),
    Power(u32),
}

fn numeral(written: &str) -> Option<Numeral> {
    let mut letters = written.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    Some(match letter {
        '〇' | '零' => Numeral::Digit(0),
        '一' => Numeral::Digit(1),
        '二' | '两' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' => Numeral::Power(10),
        '百' => Numeral::Power(100),
        '千' => Numeral::Power(1000),
        _ => return None,
    })
}

/// The letter that a numeral or a heavenly stem in parentheses stands for: （一） and （甲） are (a).
pub(crate) fn list_letter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let first = text[tokens.get(at)?.range()].chars().next().filter(|it| is_han(*it))?;
    if let Some(place) = STEMS.iter().position(|stem| *stem == first) {
        return Some((Label::new(Form::Lower, place as u32 + 1), at + 1));
    }
    let (value, next) = number(text, tokens, at)?;
    (value > 0 && value < 100).then(|| (Label::new(Form::Lower, value), next))
}

/// A provision as it is counted from 第 on: 第四十七条, 第（五）项, 第十条之二. Its step and the token behind it.
pub(crate) fn counted(text: &str, tokens: &[Token], at: usize) -> Option<(Step, usize)> {
    if !is_ordinal(text, tokens, at) {
        return None;
    }
    let open = tokens.get(at + 1)?;
    let (label, next) = if open.is('（') || open.is('(') {
        let (letter, close) = match tokens.get(at + 2)?.number() {
            Some(value) => (Label::new(Form::Digits, value), at + 3),
            None => list_letter(text, tokens, at + 2)
                .or_else(|| Some((crate::label::of_letters(&text[tokens.get(at + 2)?.range()])?, at + 3)))?,
        };
        let closes = tokens.get(close).is_some_and(|token| token.is('）') || token.is(')'));
        if !closes {
            return None;
        }
        (letter, close + 1)
    } else {
        let (value, next) = number(text, tokens, at + 1)?;
        (Label::new(Form::Digits, value), next)
    };
    let Some(Word::Head { kind, .. }) = tokens.get(next)?.word() else { return None };
    let label = match kind {
        Kind::Subparagraph if label.form == Form::Digits => Label::new(Form::Lower, label.number()),
        Kind::Item => Label::new(Form::LowerRoman, label.number()),
        Kind::Part | Kind::Chapter => label.spelt_out_of(kind),
        Kind::Paragraph | Kind::Article if label.form == Form::Lower => Label::new(Form::Digits, label.number()),
        _ => label,
    };
    let (label, next) = inserted(text, tokens, label, next + 1);
    Some((Step { kind, label }, next))
}

/// 之二 behind a provision: the second of that number, as bis is.
fn inserted(text: &str, tokens: &[Token], label: Label, at: usize) -> (Label, usize) {
    let is_of = tokens.get(at).is_some_and(|token| &text[token.range()] == "之");
    match number(text, tokens, at + 1).filter(|(value, _)| is_of && (2..=30).contains(value)) {
        Some((place, next)) => (label.with(Suffix::Inserted(place as u8)), next),
        None => (label, at),
    }
}

fn is_ordinal(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| &text[token.range()] == "第")
}

/// The reference that begins with 第 at a token: a path from wide to narrow, lists and ranges of its last step.
pub(crate) fn reference(text: &str, tokens: &[Token], at: usize) -> Option<(Reference, usize)> {
    let (mut steps, mut next) = path(text, tokens, at)?;
    let mut reference = Reference {
        start: tokens[at].start,
        end: 0,
        targets: Box::default(),
        anchor: Anchor::None,
        relative: None,
        pending: false,
        instrument: None,
    };
    anchor(text, tokens, at, &mut reference);
    let mut targets: Vec<Target> = Vec::new();
    let mut to = None;
    // 第六款至第八款, 第三十五条、第三十六条和第四十条
    while targets.len() < 64 {
        let join = tokens.get(next);
        let range = join.is_some_and(|token| token.word() == Some(Word::To));
        let list = join.is_some_and(|token| matches!(token.word(), Some(Word::And | Word::Or)) || token.is('、'));
        let another = if range || list { path(text, tokens, next + 1) } else { None };
        let Some((more, after)) = another.filter(|(more, _)| more[0].kind >= steps[0].kind) else { break };
        if range && more.len() == 1 && steps.last().is_some_and(|last| last.kind == more[0].kind) {
            to = Some(more[0].label);
            next = after;
            continue;
        }
        targets.push(Target { steps: steps.clone().into_boxed_slice(), to: to.take() });
        let kept = steps.iter().position(|step| step.kind >= more[0].kind).unwrap_or(steps.len());
        steps.truncate(kept);
        steps.extend(more);
        next = after;
    }
    targets.push(Target { steps: steps.into_boxed_slice(), to });
    reference.end = tokens[next - 1].end;
    reference.targets = targets.into_boxed_slice();
    Some((reference, next))
}

fn path(text: &str, tokens: &[Token], at: usize) -> Option<(Vec<Step>, usize)> {
    let (first, mut next) = counted(text, tokens, at)?;
    let mut steps = vec![first];
    while let Some((step, after)) = counted(text, tokens, next)
        && steps.last().is_some_and(|last| step.kind > last.kind)
    {
        steps.push(step);
        next = after;
    }
    Some((steps, next))
}

/// What stands before 第: 本条, 上述, 《公约》, 本协定.
fn anchor(text: &str, tokens: &[Token], at: usize, reference: &mut Reference) {
    let Some(before) = at.checked_sub(1) else { return };
    let this = before.checked_sub(1).is_some_and(|it| tokens[it].word() == Some(Word::This));
    match tokens[before].word() {
        Some(Word::Above | Word::Below) => {
            reference.anchor = Anchor::Near;
            reference.start = tokens[before].start;
        }
        Some(Word::Head { kind, .. }) if this => {
            reference.anchor = Anchor::This(kind);
            reference.start = tokens[before - 1].start;
        }
        Some(Word::Instrument(_)) if this => {
            reference.anchor = Anchor::Own;
            reference.start = tokens[before - 1].start;
        }
        Some(Word::Instrument(noun)) => reference.anchor = Anchor::Definite(noun),
        _ if tokens[before].is('》') => {
            reference.anchor = Anchor::Other;
            let open = tokens[..before].iter().rposition(|token| token.is('《'));
            reference.instrument = open.map(|open| tokens[open].end..tokens[before].start);
        }
        // 附件五第二条: an annex's.
        _ => {
            let head = (before.saturating_sub(3)..before)
                .rev()
                .find(|it| matches!(tokens[*it].word(), Some(Word::Head { kind: Kind::Annex, .. })));
            if let Some(head) = head
                && number(text, tokens, head + 1).is_some_and(|(_, next)| next == at)
            {
                reference.anchor = Anchor::Other;
            }
        }
    }
}

/// Whether the words behind a counted heading let it be one: the end of the line, or a title, which does not begin as
/// a sentence about the article would.
pub(crate) fn may_head(text: &str, tokens: &[Token], next: usize) -> bool {
    let Some(token) = tokens.get(next) else { return true };
    match token.kind {
        TokenKind::Newline => true,
        TokenKind::Word(Some(Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below)) => false,
        TokenKind::Word(Some(_)) => true,
        // 第七十条不排除: a sentence; 第三条不歧视: a title.
        TokenKind::Word(None) if &text[token.range()] == "不" => {
            let behind = &text[token.end as usize..];
            !behind.starts_with(['排', '得', '应', '應', '适', '適'])
        }
        TokenKind::Word(None) => !matches!(&text[token.range()], "第" | "所" | "规" | "規" | "中" | "应" | "應" | "之"),
        TokenKind::Mark(mark) => {
            matches!(mark, '（' | '(' | '[' | '［' | '：' | ':' | '.' | '*' | ']' | '］' | '—' | '　')
        }
        TokenKind::Number(_) => false,
    }
}
