//! Cross-references as they are written: `articles 5 to 7 and 9, paragraph 2 (a)`, `الفقرة 1 (أ) من المادة 36`,
//! `paragraph 2 of article 4 of the Budapest Convention`. Says what a reference names; whether that exists is for
//! who knows the draft.

mod anchor;
mod symbol;

use std::ops::Range;

use crate::fold::folded;
use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label, of_letters};
use crate::leading;
use crate::lexicon::Word;
use crate::token::{Token, TokenKind};

/// One step of a path, outer ones first: `article 36`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it names. List letters are subparagraphs, then items.
    pub kind: Kind,
    /// Which one.
    pub label: Label,
}

/// One provision that a reference names, or a range of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// From the outermost to the innermost that is written.
    pub steps: Box<[Step]>,
    /// The last of a range that begins at the last step.
    pub to: Option<Label>,
}

/// What else a reference says of the place it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing.
    None,
    /// `of this article`: the enclosing provision of that kind.
    This(Kind),
    /// `above`, `below`.
    Near,
    /// `of the Annex`, which has no number: the only one that the draft has, or another instrument's.
    Annexed,
    /// `of this Convention`: this draft.
    Own,
    /// `of the Convention`: this draft or another, according to what the draft calls itself. The noun's place in the
    /// lexicon.
    Definite(u8),
    /// `of the Budapest Convention`, `thereof`: another instrument.
    Other,
}

/// One reference, with byte offsets into the text that was cut into tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The whole expression.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// What it names, in reading order. Empty for one that only points: `this article`.
    pub targets: Box<[Target]>,
    /// Where that is to be looked for.
    pub anchor: Anchor,
    /// For one that only points: `the preceding paragraph` is a paragraph, one back.
    pub relative: Option<(Kind, i8)>,
    /// Whether a number is still to come: `article [X]`.
    pub pending: bool,
    /// The name of the other instrument.
    pub instrument: Option<Range<u32>>,
}

/// The references in a text's tokens, in reading order, which do not overlap.
pub fn references(text: &str, tokens: &[Token], found: &mut Vec<Reference>) {
    let reader = Reader { text, tokens };
    let mut at = 0;
    // Whether the last reference is of an instrument that stands before it.
    let mut named = false;
    while at < tokens.len() {
        if let Some((reference, next)) = reader.document(at) {
            found.push(reference);
            at = next;
            continue;
        }
        if tokens[at].kind == TokenKind::Word(None)
            && &text[tokens[at].range()] == "第"
            && let Some((reference, next)) = han::reference(text, tokens, at)
        {
            // 本条 alone was a reference until 第二款 came behind it.
            if found.last().is_some_and(|last| last.end > reference.start) {
                found.pop();
            }
            found.push(reference);
            at = next;
            continue;
        }
        if let Some(Word::Head { kind, many }) = tokens[at].word()
            && !matches!(kind, Kind::Recital | Kind::Footnote)
            && let Some((reference, next)) = reader.reference(at, kind, many)
        {
            let mut reference = reference;
            reader.share_anchor(found.last_mut(), &reference);
            // `its Article 3 and Article 4`: what names the first names what is joined to it.
            let is_named = reference.anchor == Anchor::Other && reader.is_named_before(at);
            if named && reference.anchor == Anchor::None && reader.is_joined(found.last(), &reference) {
                reference.anchor = Anchor::Other;
            }
            named = is_named || (named && reference.anchor == Anchor::Other);
            found.push(reference);
            at = next;
        } else {
            at += 1;
        }
    }
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// What one head word governs.
struct Segment {
    kind: Kind,
    items: Vec<Item>,
    pending: bool,
}

#[derive(Clone)]
struct Item {
    steps: Vec<Step>,
    to: Option<Label>,
}

/// How wide a provision of a kind is: a chain runs from wide to narrow or back.
fn width(kind: Kind) -> u8 {
    match kind {
        Kind::Annex => 0,
        Kind::Part | Kind::Title => 1,
        Kind::Chapter => 2,
        Kind::Section => 3,
        Kind::Option => 4,
        Kind::Article | Kind::Preamble => 5,
        Kind::Paragraph | Kind::Recital => 6,
        Kind::Subparagraph => 7,
        Kind::Item | Kind::Footnote => 8,
    }
}

impl<'a> Reader<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    /// The next token that is no line break.
    fn past_breaks(self, mut at: usize) -> usize {
        while self.token(at).is_some_and(|token| token.kind == TokenKind::Newline) {
            at += 1;
        }
        at
    }

    /// `Part XV and annexes V to VIII of the Convention`: what the last of two is of, the first is of too.
    fn share_anchor(self, before: Option<&mut Reference>, reference: &Reference) {
        let Some(before) = before.filter(|it| it.anchor == Anchor::None && it.relative.is_none()) else { return };
        if !matches!(reference.anchor, Anchor::Other | Anchor::Definite(_)) {
            return;
        }
        if self.is_joined(Some(before), reference) {
            before.anchor = reference.anchor;
            before.instrument.clone_from(&reference.instrument);
        }
    }

    /// Whether nothing but a comma or a joining word stands between two references.
    fn is_joined(self, before: Option<&Reference>, reference: &Reference) -> bool {
        let Some(before) = before else { return false };
        let from = self.tokens.partition_point(|token| token.start < before.end);
        let mut between = self.tokens[from..].iter().take_while(|token| token.start < reference.start);
        between.all(|token| match token.kind {
            TokenKind::Word(word) => matches!(word, Some(Word::And | Word::Or | Word::Of | Word::The)),
            TokenKind::Mark(mark) => matches!(mark, ',' | '،' | '’' | '\''),
            TokenKind::Newline => true,
            TokenKind::Number(_) => false,
        })
    }

    fn reference(self, head: usize, kind: Kind, many: bool) -> Option<(Reference, usize)> {
        // `an Annex VII arbitral tribunal` is one of a kind that another instrument knows.
        let before = (0..head).rev().find(|at| !self.is(*at, '['));
        if before.is_some_and(|before| self.word(before) == Some(Word::Indefinite)) {
            return None;
        }
        let Some((mut segment, mut next)) = self.segment(head, kind, many) else {
            return self.pointing(head, kind);
        };
        let kind = self.part_of_article(&mut segment, next);
        let mut reference = Reference {
            start: self.token(head)?.start,
            end: 0,
            targets: Box::default(),
            anchor: Anchor::None,
            relative: None,
            pending: segment.pending,
            instrument: None,
        };
        let mut items = segment.items;
        let mut outermost = kind;
        let mut innermost = kind;
        loop {
            let at = self.past_breaks(next);
            if let Some((inner, after)) = self.inner(at, innermost) {
                // The inner part belongs to the last of a list: `articles 5 to 7 and 9, paragraph 2`.
                reference.pending |= inner.pending;
                innermost = inner.kind;
                let last = items.pop()?;
                items.extend(inner.items.into_iter().map(|item| joined(&last, item)));
                // Here and below, since each part would multiply the ones before it.
                items.truncate(MOST_TARGETS);
                next = after;
                if many
                    && items.len() < MOST_TARGETS
                    && let Some((item, after)) = self.resumed(next, kind)
                {
                    items.push(item);
                    innermost = kind;
                    next = after;
                }
            } else if let Some((outer, after)) = self.outer(at, outermost) {
                reference.pending |= outer.pending;
                outermost = outer.kind;
                let inside = std::mem::take(&mut items);
                for outer in &outer.items {
                    items.extend(inside.iter().map(|item| joined(outer, item.clone())));
                }
                items.truncate(MOST_TARGETS);
                next = after;
            } else {
                break;
            }
        }
        next = self.anchored(next, outermost, &mut reference);
        if reference.anchor == Anchor::None {
            next = self.anchored_further_on(next, outermost, &mut reference);
        }
        if reference.anchor == Anchor::None && self.is_named_before(head) {
            reference.anchor = Anchor::Other;
        }
        reference.end = self.token(next - 1)?.end;
        reference.targets =
            items.into_iter().map(|item| Target { steps: item.steps.into_boxed_slice(), to: item.to }).collect();
        Some((reference, next))
    }

    /// `articles 3, paragraph 1, and 4, paragraph 2`: the list of the first head goes on behind a narrower part.
    fn resumed(self, next: usize, kind: Kind) -> Option<(Item, usize)> {
        let mut at = self.past_breaks(next);
        let comma = self.is(at, ',') || self.is(at, '،');
        at = self.past_breaks(at + usize::from(comma));
        let joined = matches!(self.word(at), Some(Word::And | Word::Or));
        at = self.past_breaks(at + usize::from(joined));
        if !comma && !joined || self.token(at)?.number().is_none() {
            return None;
        }
        let (item, after) = self.numbered(at, kind)?;
        let is_inner = self.inner(self.past_breaks(after), kind).is_some();
        is_inner.then_some((item, after))
    }

    /// `части 1 статьи 4`: what a language calls part is an article's paragraph where an article follows at once.
    fn part_of_article(self, segment: &mut Segment, next: usize) -> Kind {
        let is_articles = matches!(self.word(next), Some(Word::Head { kind: Kind::Article, .. }));
        let is_counted =
            segment.items.iter().all(|item| item.steps.len() == 1 && item.steps[0].label.form == Form::Digits);
        if segment.kind == Kind::Part && is_articles && is_counted {
            segment.kind = Kind::Paragraph;
            segment.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Paragraph);
        }
        segment.kind
    }

    /// `this article`, `the preceding paragraph`: a head without a number.
    fn pointing(self, head: usize, kind: Kind) -> Option<(Reference, usize)> {
        let before = head.checked_sub(1)?;
        let behind = self.word(head + 1);
        let (start, next, shift) = match (self.word(before), behind) {
            (Some(Word::This), _) => (before, head + 1, 0),
            (Some(Word::Preceding), _) => (before, head + 1, -1),
            (Some(Word::Following), _) => (before, head + 1, 1),
            (_, Some(Word::Preceding)) => (head, head + 2, -1),
            (_, Some(Word::Following)) => (head, head + 2, 1),
            _ => return None,
        };
        if matches!(kind, Kind::Preamble | Kind::Option | Kind::Item | Kind::Title) {
            return None;
        }
        let reference = Reference {
            start: self.token(start)?.start,
            end: self.token(next - 1)?.end,
            targets: Box::default(),
            anchor: if shift == 0 { Anchor::This(kind) } else { Anchor::Near },
            relative: Some((kind, shift)),
            pending: false,
            instrument: None,
        };
        Some((reference, next))
    }

    /// A head and the numbers it governs.
    fn segment(self, head: usize, kind: Kind, many: bool) -> Option<(Segment, usize)> {
        let mut kind = kind;
        let mut at = self.past_breaks(head + 1);
        if self.word(at) == Some(Word::Sub) {
            kind = Kind::Subparagraph;
            at = self.past_breaks(at + 1);
        }
        if self.is(head + 1, '.') && is_abbreviated(self.written(head)) {
            at = self.past_breaks(head + 2);
        }
        // The Arabic plural says "from" before a range: المواد من 6 إلى 9.
        if many && self.word(at) == Some(Word::Of) && self.numbered(self.past_breaks(at + 1), kind).is_some() {
            at = self.past_breaks(at + 1);
        }
        let mut segment = Segment { kind, items: Vec::new(), pending: false };
        if let Some(next) = self.placeholder(at) {
            segment.pending = true;
            return Some((segment, next));
        }
        let (first, mut next) = self.numbered(at, kind)?;
        // `esa Parte 90 días`: a Party, and days.
        if kind == Kind::Part && self.word(next) == Some(Word::Unit) {
            return None;
        }
        segment.pending |= is_pending(&first);
        segment.items.push(first);
        while segment.items.len() < MOST_TARGETS
            && let Some(after) = self.another(next, &mut segment, many)
        {
            next = after;
        }
        Some((segment, next))
    }

    /// One more of a list or the end of a range, from the word that joins it on.
    fn another(self, next: usize, segment: &mut Segment, many: bool) -> Option<usize> {
        let mut at = self.past_breaks(next);
        let mut joined_by_comma = false;
        let mut range = false;
        let mut seen = false;
        if self.is(at, ',') || self.is(at, '،') || (self.is(at, ';') && many) {
            joined_by_comma = true;
            seen = true;
            at = self.past_breaks(at + 1);
        }
        match self.word(at) {
            Some(Word::And | Word::Or) => {
                joined_by_comma = false;
                seen = true;
                at = self.past_breaks(at + 1);
                // `and/or`
                if self.is(at, '/') {
                    at += 2;
                }
            }
            Some(Word::To) => {
                range = true;
                seen = true;
                at = self.past_breaks(at + 1);
            }
            _ if !seen && (self.is(at, '–') || self.is(at, '—') || self.is(at, '-')) => {
                range = true;
                seen = true;
                at += 1;
            }
            _ => {}
        }
        if !seen {
            return None;
        }
        // `article 6 to article 9`, المادة 6 إلى المادة 9
        if range
            && let Some(Word::Head { kind, .. }) = self.word(at)
            && kind == segment.kind
        {
            at = self.past_breaks(at + 1);
        }
        let last = segment.items.last()?.clone();
        if let Some((parenthesised, after)) = self.parenthesised(at) {
            // `(a) or (b)`: the letter goes where the last one stood.
            let (depth, label) = place_of(&last.steps, parenthesised)?;
            let (mut label, mut after) = (label, after);
            if range {
                let item = segment.items.last_mut()?;
                item.to = Some(label);
                return Some(after);
            }
            let mut steps = last.steps[..depth].to_vec();
            loop {
                let kind = match steps.last() {
                    None => last.steps[0].kind,
                    Some(_) => step_kind(&steps, segment.kind, &label),
                };
                steps.push(Step { kind, label });
                match self.parenthesised(after) {
                    Some((next_label, next)) if !self.is_spaced_far(after) => (label, after) = (next_label, next),
                    _ => break,
                }
            }
            segment.items.push(Item { steps, to: None });
            return Some(after);
        }
        if joined_by_comma && !many {
            return None;
        }
        if !many && !range && segment.kind != Kind::Annex {
            // `article 5 and 10 other`: a singular governs no list.
            return None;
        }
        let (item, after) = self.numbered(at, segment.kind)?;
        // `30 days`, `12 other States`
        if matches!(self.word(after), Some(Word::Unit)) || self.is(after, '%') {
            return None;
        }
        if joined_by_comma && item.steps.first().is_some_and(|step| step.label.number() > 999) {
            return None;
        }
        segment.pending |= is_pending(&item);
        if range && item.steps.len() == 1 {
            segment.items.last_mut()?.to = Some(item.steps[0].label);
        } else {
            segment.items.push(item);
        }
        Some(after)
    }

    fn is_spaced_far(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Newline)
    }

    /// A number and the list letters behind it: `6 (e) (i)`.
    fn numbered(self, at: usize, kind: Kind) -> Option<(Item, usize)> {
        let mut steps = Vec::new();
        let mut next;
        if let Some((label, after)) = self.parenthesised(at) {
            if !matches!(kind, Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Option) {
                return None;
            }
            steps.push(Step { kind, label });
            next = after;
        } else if self.is(at, '[') {
            let (label, after) = leading::number(self.text, self.tokens, at + 1)?;
            if !self.is(after, ']') {
                return None;
            }
            steps.push(Step { kind, label });
            next = after + 1;
        } else if let Some((label, after)) = leading::number(self.text, self.tokens, at)
            && (matches!(
                kind,
                Kind::Annex | Kind::Part | Kind::Chapter | Kind::Section | Kind::Title | Kind::Option | Kind::Article
            ) || !matches!(label.form, Form::Upper | Form::UpperRoman))
            && label.number() < 5000
        {
            let in_words = matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Word(_)));
            let label = if in_words { label.spelt_out_of(kind) } else { label };
            steps.push(Step { kind, label });
            next = after;
        } else if matches!(kind, Kind::Subparagraph | Kind::Item) {
            let label = of_letters(self.written(at))?;
            // `subparagraph a`, `alinéa e)`
            next = at + 1;
            if self.is(next, ')') {
                next += 1;
            }
            steps.push(Step { kind, label });
        } else {
            return None;
        }
        // `1.a`, `9.1.a`: Council of Europe style.
        while self.is(next, '.')
            && self.token(next + 1).is_some_and(|token| !token.spaced)
            && let Some(label) = of_letters(self.written(next + 1))
            && matches!(label.form, Form::Lower | Form::LowerRoman)
        {
            let kind = step_kind(&steps, kind, &label);
            steps.push(Step { kind, label });
            next += 2;
        }
        // `1 a.ii`: a bare letter is one where a stop and another letter follow it at once.
        if let Some(label) = of_letters(self.written(next))
            && self.is(next + 1, '.')
            && let Some(inner) = of_letters(self.written(next + 2))
            && self.token(next + 2).is_some_and(|token| !token.spaced)
        {
            steps.push(Step { kind: step_kind(&steps, kind, &label), label });
            steps.push(Step { kind: step_kind(&steps, kind, &inner), label: inner });
            next += 3;
        }
        while steps.len() < 6
            && let Some((label, after)) = self.parenthesised(next)
        {
            let kind = step_kind(&steps, kind, &label);
            let label = if kind == Kind::Paragraph { Label::new(Form::Digits, label.number()) } else { label };
            steps.push(Step { kind, label });
            next = after;
        }
        Some((Item { steps, to: None }, next))
    }

    /// `(a)`, `(3)`, `a)`, `'1'`
    fn parenthesised(self, at: usize) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Mark('(' | '（') => {
                let (label, next) = match self.token(at + 1)?.kind {
                    TokenKind::Number(value) if value < 1000 => leading::number(self.text, self.tokens, at + 1)?,
                    TokenKind::Word(_) => {
                        let label = of_letters(self.written(at + 1))?;
                        let mut next = at + 2;
                        let mut label = label;
                        while let Some(Word::Inserted(place)) = self.word(next) {
                            label = label.with(crate::label::Suffix::Inserted(place));
                            next += 1;
                        }
                        (label, next)
                    }
                    _ => return None,
                };
                (self.is(next, ')') || self.is(next, '）')).then_some((label, next + 1))
            }
            TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”') => {
                let value = self.token(at + 1)?.number().filter(|value| *value < 100)?;
                matches!(self.token(at + 2)?.kind, TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'))
                    .then(|| (Label::new(Form::LowerRoman, value), at + 3))
            }
            TokenKind::Word(_) if self.is(at + 1, ')') && self.token(at + 1).is_some_and(|it| !it.spaced) => {
                let written = self.written(at);
                if written.len() > 8 {
                    return None;
                }
                Some((of_letters(written)?, at + 2))
            }
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `[X]`, `[X, Y & Z]`, `[ ]`, `[…]`, `[X on Reporting]`: where it ends.
    fn placeholder(self, at: usize) -> Option<usize> {
        if !self.is(at, '[') {
            let written = self.written(at);
            let is_blank = written.starts_with("__") || (written.len() > 1 && written.bytes().all(|it| it == b'X'));
            return is_blank.then_some(at + 1);
        }
        let close = (at + 1..(at + 12).min(self.tokens.len())).find(|each| self.is(*each, ']'))?;
        let first = self.written(at + 1);
        let is_open = close == at + 1
            || matches!(first, "X" | "Y" | "Z" | "N" | "…" | "." | "_" | "*")
            || (first.len() > 1 && first.bytes().all(|it| it == b'X'));
        is_open.then_some(close + 1)
    }

    /// `, paragraph 2 (a)` behind an article.
    fn inner(self, at: usize, innermost: Kind) -> Option<(Segment, usize)> {
        let mut at = at;
        if self.is(at, ',') || self.is(at, '،') {
            at = self.past_breaks(at + 1);
        }
        let Some(Word::Head { kind, many }) = self.word(at) else {
            return None;
        };
        let narrower = width(kind) > width(innermost) && kind != Kind::Preamble;
        if !narrower {
            return None;
        }
        let (mut segment, next) = self.segment(at, kind, many)?;
        // `art. 5 al. 2`: the second paragraph of an article, by whatever word.
        let is_counted = segment.items.iter().all(|it| it.steps.len() == 1 && it.steps[0].label.form == Form::Digits);
        if innermost == Kind::Article && kind == Kind::Subparagraph && is_counted {
            segment.kind = Kind::Paragraph;
            segment.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Paragraph);
        }
        Some((segment, next))
    }

    /// `of article 7`, `статьи 7`, `de l’article 7` behind a paragraph.
    fn outer(self, at: usize, outermost: Kind) -> Option<(Segment, usize)> {
        let mut at = at;
        let comma = self.is(at, ',');
        if comma {
            at = self.past_breaks(at + 1);
        }
        let mut said = false;
        while matches!(self.word(at), Some(Word::Of | Word::The | Word::That | Word::Its))
            || (said && matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Mark('’' | '\''))))
        {
            said = true;
            at = self.past_breaks(at + 1);
        }
        let Some(Word::Head { kind, many }) = self.word(at) else {
            return None;
        };
        if width(kind) >= width(outermost) || (comma && !said) {
            return None;
        }
        self.segment(at, kind, many)
    }
}

/// Whether a head is cut short, so that the stop behind it ends no sentence: `Art. 5`, `paras. 2`, `п. 3`.
fn is_abbreviated(head: &str) -> bool {
    matches!(
        folded(head).as_ref(),
        "art" | "arts" | "para" | "paras" | "par" | "párr" | "п" | "ст" | "al" | "let" | "lit" | "litt" | "subpara"
    )
}

/// How many provisions one reference may name: past that it is no reference but an attack.
const MOST_TARGETS: usize = 64;

fn is_pending(item: &Item) -> bool {
    item.steps.iter().any(|step| step.label.form == Form::Placeholder)
}

fn joined(outer: &Item, inner: Item) -> Item {
    let mut steps = outer.steps.clone();
    // An empty item is a placeholder's: it adds no step.
    steps.extend(inner.steps);
    Item { steps, to: inner.to }
}

/// The kind of a list letter behind `steps`: an article's first is a paragraph if it is a number.
fn step_kind(steps: &[Step], head: Kind, label: &Label) -> Kind {
    let last = steps.last().map_or(head, |step| step.kind);
    match last {
        Kind::Article if label.form == Form::Digits => Kind::Paragraph,
        Kind::Subparagraph | Kind::Item => Kind::Item,
        _ => Kind::Subparagraph,
    }
}

/// Where in a path a letter stands that continues its list, and which of its readings that is: `(b)` after `1 (a)` at
/// 1, `(ii)` after `1 (a) (i)` at 2.
fn place_of(steps: &[Step], label: Label) -> Option<(usize, Label)> {
    for (depth, step) in steps.iter().enumerate().rev() {
        for reading in [Some(label.as_letter()), label.as_roman()].into_iter().flatten() {
            for before in [Some(step.label.as_letter()), step.label.as_roman()].into_iter().flatten() {
                if reading.form == before.form && reading > before && depth > 0 {
                    return Some((depth, label));
                }
            }
        }
    }
    let only = steps.first()?;
    // `(a) and (b)`, `paragraphs (1) and (2)`
    let is_letter = matches!(only.kind, Kind::Subparagraph | Kind::Item)
        || (only.kind == Kind::Paragraph && label.form == Form::Digits && label > only.label);
    (is_letter && steps.len() == 1).then_some((0, label))
}

#[cfg(test)]
mod tests;
