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
    let (label, next) = counter(text, tokens, at + 1)?;
    let Some(Word::Head { kind, .. }) = tokens.get(next)?.word() else { return None };
    let (label, next) = inserted(text, tokens, label_of(kind, label), next + 1);
    Some((Step { kind, label }, next))
}

/// What is counted behind 第: a number, one with a dot, or one in parentheses.
fn counter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    let open = tokens.get(at)?;
    if open.is('（') || open.is('(') {
        let (letter, close) = match tokens.get(at + 1)?.number() {
            Some(value) => (Label::new(Form::Digits, value), at + 2),
            None => list_letter(text, tokens, at + 1)
                .or_else(|| Some((crate::label::of_letters(&text[tokens.get(at + 1)?.range()])?, at + 2)))?,
        };
        let closes = tokens.get(close).is_some_and(|token| token.is('）') || token.is(')'));
        return closes.then_some((letter, close + 1));
    }
    let (value, next) = number(text, tokens, at)?;
    let mut label = Label::new(Form::Digits, value);
    // 第31.3条
    let is_glued = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    if tokens.get(next).is_some_and(|it| it.is('.'))
        && is_glued(next)
        && is_glued(next + 1)
        && let Some(value) = tokens.get(next + 1).and_then(Token::number)
    {
        label.numbers[1] = value;
        return Some((label, next + 2));
    }
    Some((label, next))
}

/// The label that a counter gives to a provision of a kind: the （五） of 第（五）项 is (e).
fn label_of(kind: Kind, label: Label) -> Label {
    match kind {
        Kind::Subparagraph if label.form == Form::Digits => Label::new(Form::Lower, label.number()),
        Kind::Item => Label::new(Form::LowerRoman, label.number()),
        Kind::Part | Kind::Chapter => label.spelt_out_of(kind),
        Kind::Paragraph | Kind::Article if label.form == Form::Lower => Label::new(Form::Digits, label.number()),
        _ => label,
    }
}

/// Provisions of one kind at the end of one path: 第三条第六款至第八款 in its first half, 第七十四、八十三条 whole.
struct Branch {
    outer: Vec<Step>,
    kind: Kind,
    /// Each with the end of the range that it begins.
    labels: Vec<(Label, Option<Label>)>,
    next: usize,
}

impl Branch {
    fn widest(&self) -> Kind {
        self.outer.first().map_or(self.kind, |step| step.kind)
    }
}

fn branch(text: &str, tokens: &[Token], at: usize) -> Option<Branch> {
    let mut branch = group(text, tokens, at)?;
    while let [(label, None)] = branch.labels[..]
        && let Some(inner) = group(text, tokens, branch.next).or_else(|| bare_group(text, tokens, branch.next))
        && inner.kind > branch.kind
    {
        let mut outer = branch.outer;
        outer.push(Step { kind: branch.kind, label });
        branch = Branch { outer, ..inner };
    }
    Some(branch)
}

/// 第七十四、八十三条, 第（一）和（二）项, 第六至八款: counters before the one word that they share.
fn group(text: &str, tokens: &[Token], at: usize) -> Option<Branch> {
    if !is_ordinal(text, tokens, at) {
        return None;
    }
    let mut labels: Vec<(Label, Option<Label>)> = Vec::new();
    let mut range = false;
    let mut next = at + 1;
    while labels.len() < 32 {
        let (label, after) = counter(text, tokens, next)?;
        match labels.last_mut() {
            Some((_, to)) if range => *to = Some(label),
            _ => labels.push((label, None)),
        }
        if let Some(Word::Head { kind, .. }) = tokens.get(after)?.word() {
            let mut labels: Vec<_> = labels
                .into_iter()
                .map(|(label, to)| (label_of(kind, label), to.map(|it| label_of(kind, it))))
                .collect();
            let last = labels.last_mut()?;
            let (label, next) = inserted(text, tokens, last.0, after + 1);
            last.0 = label;
            return Some(Branch { outer: Vec::new(), kind, labels, next });
        }
        let joined;
        (range, joined) = joins(tokens, after);
        if !joined {
            return None;
        }
        next = after + 1;
    }
    None
}

/// (c)项 behind a provision: no 第 before the letter.
fn bare_group(text: &str, tokens: &[Token], at: usize) -> Option<Branch> {
    tokens.get(at).filter(|token| token.is('（') || token.is('('))?;
    let (label, next) = counter(text, tokens, at)?;
    match tokens.get(next)?.word() {
        Some(Word::Head { kind: kind @ (Kind::Subparagraph | Kind::Item), .. }) => {
            Some(Branch { outer: Vec::new(), kind, labels: vec![(label_of(kind, label), None)], next: next + 1 })
        }
        _ => None,
    }
}

/// Whether a token leads on to the end of a range, and whether it joins at all.
fn joins(tokens: &[Token], at: usize) -> (bool, bool) {
    let Some(token) = tokens.get(at) else { return (false, false) };
    let range = token.word() == Some(Word::To) || token.is('—') || token.is('–') || token.is('～');
    (range, range || matches!(token.word(), Some(Word::And | Word::Or)) || token.is('、'))
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
    let mut next = at;
    let targets = targets(text, tokens, &mut next)?;
    let mut reference = Reference {
        start: tokens[at].start,
        end: tokens[next - 1].end,
        targets: targets.into_boxed_slice(),
        anchor: Anchor::None,
        taken: 0,
        relative: None,
        pending: false,
        instrument: None,
        title: None,
    };
    anchor(tokens, at, &mut reference);
    Some((reference, next))
}

/// The targets that are named from 第 on at `next`, which is left behind them.
pub(crate) fn targets(text: &str, tokens: &[Token], next: &mut usize) -> Option<Vec<Target>> {
    let mut branch_here = branch(text, tokens, *next)?;
    let mut targets: Vec<Target> = Vec::new();
    loop {
        *next = branch_here.next;
        for (label, to) in &branch_here.labels {
            let steps = branch_here.outer.iter().copied().chain([Step { kind: branch_here.kind, label: *label }]);
            targets.push(Target { steps: steps.collect(), to: *to });
        }
        // 第六款至第八款, 第三十五条、第三十六条和第四十条
        let (range, joined) = joins(tokens, *next);
        if !joined || targets.len() > 64 {
            return Some(targets);
        }
        let Some(more) = branch(text, tokens, *next + 1).filter(|more| more.widest() >= branch_here.widest()) else {
            return Some(targets);
        };
        if let (true, [(label, None)], true) = (range, &more.labels[..], more.outer.is_empty())
            && more.kind == branch_here.kind
        {
            targets.last_mut()?.to = Some(*label);
            branch_here = Branch { labels: Vec::new(), next: more.next, ..branch_here };
            continue;
        }
        let kept = branch_here.outer.iter().take_while(|step| step.kind < more.widest()).copied();
        // 第三条第一款和第五款第二项: what the first was in holds the second too.
        let own = (branch_here.kind < more.widest()).then(|| branch_here.labels.last()).flatten();
        let own = own.map(|(label, _)| Step { kind: branch_here.kind, label: *label });
        let outer = kept.chain(own).chain(more.outer.iter().copied()).collect();
        branch_here = Branch { outer, ..more };
    }
}

/// What stands before a reference: 本条, 上述, 《公约》, 本协定.
pub(crate) fn anchor(tokens: &[Token], at: usize, reference: &mut Reference) {
    let Some(before) = at.checked_sub(1) else { return };
    let word = |at: usize| tokens[at].word();
    let this = before.checked_sub(1).is_some_and(|it| word(it) == Some(Word::This));
    let that = before.checked_sub(1).is_some_and(|it| word(it) == Some(Word::That));
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
        Some(Word::Instrument(_)) if that => reference.anchor = Anchor::Other,
        Some(Word::Instrument(noun)) => reference.anchor = Anchor::Definite(noun),
        _ if tokens[before].is('》') => {
            reference.anchor = Anchor::Other;
            let open = tokens[..before].iter().rposition(|token| token.is('《'));
            reference.instrument = open.map(|open| tokens[open].end..tokens[before].start);
        }
        _ => {}
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
