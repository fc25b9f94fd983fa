//! What one head word governs: `articles 5 to 7 and 9`, `paragraph 1 (a) or (b)`, `المرفقات الخامس والسادس`. A list, a range,
//! and where the sentence takes its own numbers back.

use super::number::step_kind;
use super::{Item, MOST_TARGETS, Reader, Segment, Step};
use crate::fold::folded;
use crate::kind::Kind;
use crate::label::{Form, Label};
use crate::leading;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// A head and the numbers it governs.
    pub(super) fn segment(self, head: usize, kind: Kind, many: bool) -> Option<(Segment, usize)> {
        let mut kind = kind;
        let mut at = self.past_breaks(head + 1);
        if self.word(at) == Some(Word::Sub) {
            kind = Kind::Subparagraph;
            at = self.past_breaks(at + 1);
        }
        // `Art. 5`; and `article.5`, where a stop took the place of the blank.
        let is_glued = |at: usize| self.token(at).is_some_and(|token| !token.spaced);
        let is_slip = is_glued(head + 1)
            && is_glued(head + 2)
            && matches!(self.token(head + 2).map(|it| it.kind), Some(TokenKind::Number(_)));
        if self.is(head + 1, '.') && (is_abbreviated(self.written(head)) || is_slip) {
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
        // Once, but for what an extraction doubled: `annexes V, VI,, and VII`.
        while self.is(at, ',') || self.is(at, '،') || (self.is(at, ';') && many && !seen) {
            joined_by_comma = true;
            seen = true;
            at = self.past_breaks(at + 1);
        }
        if self.is(at, '、') && !seen {
            seen = true;
            at = self.past_breaks(at + 1);
        }
        // الخامس والسادس
        if let Some(Word::AndOrdinal(_)) = self.word(at)
            && let Some((value, after)) = leading::ordinal(self.tokens, at)
        {
            let label = Label::new(Form::Digits, value).spelt_out_of(segment.kind);
            segment.items.push(Item { steps: vec![Step { kind: segment.kind, label }], to: None });
            return Some(after);
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
        // `article 35 - 2`: a dash that does not lead on makes no range.
        let is_back = last.steps.first().zip(item.steps.first()).is_some_and(|(from, to)| {
            from.label.form == Form::Digits && to.label.form == Form::Digits && to.label <= from.label
        });
        if range && is_back && self.word(at - 1) != Some(Word::To) {
            return None;
        }
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
}

/// Whether a head is cut short, so that the stop behind it ends no sentence: `Art. 5`, `paras. 2`, `п. 3`.
fn is_abbreviated(head: &str) -> bool {
    matches!(
        folded(head).as_ref(),
        "art" | "arts" | "para" | "paras" | "par" | "párr" | "п" | "ст" | "al" | "let" | "lit" | "litt" | "subpara"
    )
}

fn is_pending(item: &Item) -> bool {
    item.steps.iter().any(|step| step.label.form == Form::Placeholder)
}

/// Where in a path a letter stands that continues its list, and which of its readings that is: `(b)` after `1 (a)` at
/// 1, `(ii)` after `1 (a) (i)` at 2.
fn place_of(steps: &[Step], label: Label) -> Option<(usize, Label)> {
    for (depth, step) in steps.iter().enumerate().rev() {
        for reading in label.readings() {
            for before in step.label.readings() {
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
