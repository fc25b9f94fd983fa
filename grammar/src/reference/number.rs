//! One number of a reference with the list letters behind it, `6 (e) (i)`, or the sign that it is still to come.

use super::{Item, Reader, Step, width};
use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label, of_letters};
use crate::leading;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// A number and the list letters behind it: `6 (e) (i)`.
    pub(super) fn numbered(self, at: usize, kind: Kind) -> Option<(Item, usize)> {
        let mut steps = Vec::new();
        let mut next;
        if let Some((label, after)) = self.parenthesised(at) {
            if !matches!(kind, Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Option) {
                return None;
            }
            // `paragraph (a)` is lettered as subparagraphs are.
            let is_letter = matches!(label.form, Form::Lower | Form::LowerRoman);
            let kind = if kind == Kind::Paragraph && is_letter { Kind::Subparagraph } else { kind };
            steps.push(Step { kind, label });
            next = after;
        } else if self.is(at, '[') {
            let (label, after) = leading::number(self.text, self.tokens, at + 1)?;
            if !self.is(after, ']') {
                return None;
            }
            steps.push(Step { kind, label });
            next = after + 1;
        } else if kind == Kind::Annex && self.is_numeral_twice(at) {
            // 附件一一并适用: no counter tells where the number ends, and two numerals in a row are 十一 if anything.
            let label = Label::new(Form::Digits, han::number(self.text, &self.tokens[..=at], at)?.0);
            steps.push(Step { kind, label: label.spelt_out_of(kind) });
            next = at + 1;
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
        // `part II.5`: the fifth section of a part.
        if matches!(kind, Kind::Part | Kind::Annex | Kind::Chapter)
            && self.is(next, '.')
            && !self.token(next).is_some_and(|token| token.spaced)
            && self.token(next + 1).is_some_and(|token| !token.spaced && token.number().is_some())
            && let Some((label, after)) = leading::number(self.text, self.tokens, next + 1)
        {
            steps.push(Step { kind: Kind::Section, label });
            next = after;
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
        if let Some((step, after)) = self.unset_letter(next, &steps) {
            steps.push(step);
            next = after;
        }
        Some((Item { steps, to: None }, next))
    }

    /// Whether exactly two Han numerals that are no power of ten stand at a token.
    fn is_numeral_twice(self, at: usize) -> bool {
        let is_han = |at: usize| self.token(at).is_some() && self.written(at).chars().all(crate::token::is_han);
        let read = |from: usize, to: usize| {
            self.tokens.get(..to).and_then(|tokens| han::number(self.text, tokens, from)).map(|(value, _)| value)
        };
        is_han(at)
            && read(at, at + 1).is_some_and(|it| it < 10)
            && read(at + 1, at + 2).is_some_and(|it| it < 10)
            && is_han(at + 1)
            && read(at, at + 3).is_some_and(|value| value < 100)
    }

    /// `paragraph 6 e of article 47`, `الفقرة الفرعية (أ) 1 أعلاه`: a letter or a numeral that lost what sets it off, where
    /// what follows it can only belong to a reference.
    fn unset_letter(self, at: usize, steps: &[Step]) -> Option<(Step, usize)> {
        let token = self.token(at)?;
        let (label, kind) = match (steps.last()?.kind, token.kind) {
            (Kind::Paragraph, TokenKind::Word(None)) if self.written(at).chars().count() == 1 => {
                (of_letters(self.written(at)).filter(|it| it.form == Form::Lower)?, Kind::Subparagraph)
            }
            (Kind::Subparagraph, TokenKind::Number(value)) if value < 40 => {
                (Label::new(Form::LowerRoman, value), Kind::Item)
            }
            _ => return None,
        };
        let mut behind = at + 1;
        if kind == Kind::Item && matches!(self.token(behind)?.kind, TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'))
        {
            behind += 1;
        }
        let next = behind;
        if self.is(behind, ',') || self.is(behind, '،') {
            behind += 1;
        }
        behind = self.past_breaks(behind);
        let is_near = matches!(self.word(behind), Some(Word::Above | Word::Below));
        let is_inside = kind == Kind::Subparagraph && self.leads_outwards(next);
        (is_near || is_inside).then_some((Step { kind, label }, if is_near { behind } else { next }))
    }

    /// Whether "of article" stands at a token. A look at the head word only: to read what it governs would be to read it
    /// twice.
    fn leads_outwards(self, at: usize) -> bool {
        const FAR: usize = 6;
        let mut words = (at..at + FAR).filter_map(|it| self.word(it));
        let first = words.find(|word| !matches!(word, Word::Of | Word::The | Word::That));
        let is_joined = (at..at + FAR).take_while(|it| !matches!(self.word(*it), Some(Word::Head { .. }))).all(|it| {
            matches!(self.word(it), Some(Word::Of | Word::The | Word::That))
                || self
                    .token(it)
                    .is_some_and(|token| matches!(token.kind, TokenKind::Newline | TokenKind::Mark('’' | '\'')))
        });
        is_joined && matches!(first, Some(Word::Head { kind, .. }) if width(kind) < width(Kind::Paragraph))
    }

    /// `(a)`, `(3)`, `a)`, `'1'`
    pub(super) fn parenthesised(self, at: usize) -> Option<(Label, usize)> {
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
    pub(super) fn placeholder(self, at: usize) -> Option<usize> {
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
}

/// The kind of a list letter behind `steps`: an article's first is a paragraph if it is a number.
pub(super) fn step_kind(steps: &[Step], head: Kind, label: &Label) -> Kind {
    let last = steps.last().map_or(head, |step| step.kind);
    match last {
        Kind::Article if label.form == Form::Digits => Kind::Paragraph,
        Kind::Subparagraph | Kind::Item => Kind::Item,
        _ => Kind::Subparagraph,
    }
}
