//! Texts without a label that are counted: `the second subparagraph of paragraph 1`, `troisième tiret`, `абзац второй`.
//! They are read only where the provision around them is named: by itself, `the second subparagraph` has no place.

use super::{Anchor, Item, Noun, Reader, Reference, Segment, Step};
use crate::kind::Kind;
use crate::label::Label;
use crate::leading_label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;

/// The largest number of such a text.
const MAX_COUNTED: u32 = 99;

impl Reader<'_> {
    /// `second subparagraph of paragraph 1`, `first indent of the second subparagraph of this paragraph`
    pub(super) fn counted_text_reference(self, at: usize) -> Option<(Reference, usize)> {
        let (segment, next) = self.counted_text(at)?;
        let (kind, start) = (segment.kind, self.token(at)?.start);
        let counted = segment.items.first()?.steps.len();
        let is_of_preamble = (at..next).any(|at| self.is_preambular(at));
        let (mut path, next) = self.path(Noun { at, kind, plural: false }, segment, next)?;
        if is_of_preamble && path.outermost == kind {
            path.place_in_preamble();
        }
        let mut reference = Reference::new(start, 0);
        let next = self.anchor(next, path.outermost, &mut reference);
        let is_in_another = path.items.first().is_some_and(|item| item.steps.len() > counted);
        if !is_in_another && !matches!(reference.anchor, Anchor::This(_) | Anchor::OtherInstrument) {
            return None;
        }
        reference.end = self.token(next - 1)?.end;
        reference.pending = path.pending;
        reference.targets = path.targets();
        Some((reference, next))
    }

    /// `second subparagraph`, `alinéa premier`, `first indent of the second subparagraph`
    pub(super) fn counted_text(self, at: usize) -> Option<(Segment, usize)> {
        if let Some(list) = self.counted_list(at) {
            return Some(list);
        }
        let (step, mut next) = self.counted_step(at)?;
        let mut steps = vec![step];
        // The indent of a subparagraph.
        let mut outer = self.past_breaks(next);
        while matches!(self.word(outer), Some(Word::Of | Word::The)) {
            outer = self.past_breaks(outer + 1);
        }
        if step.kind == Kind::Item
            && let Some((holder, after)) = self.counted_step(outer).filter(|it| it.0.kind == Kind::Subparagraph)
        {
            steps.insert(0, holder);
            next = after;
        }
        Some((Segment { kind: steps[0].kind, items: vec![Item { steps, to: None }], pending: false }, next))
    }

    /// `first and second preambular paragraphs`, `les premier et deuxième alinéas`: several numbers before the plural that they
    /// share.
    fn counted_list(self, at: usize) -> Option<(Segment, usize)> {
        const MAX_NUMBERS: usize = 8;
        let mut numbers = Vec::new();
        let mut next = at;
        loop {
            let (number, after) = leading_label::ordinal(self.tokens, next)?;
            numbers.push(number);
            let (joint, has_comma) = self.past_comma(after);
            let is_joined = matches!(self.word(joint), Some(Word::And | Word::Or));
            next = self.past_breaks(joint + usize::from(is_joined));
            // `the first and the second paragraphs`
            next += usize::from(self.word(next) == Some(Word::The));
            if !has_comma && !is_joined || numbers.len() == MAX_NUMBERS {
                next = after;
                break;
            }
        }
        let noun = self.noun(self.past_preambular(next)).filter(|noun| noun.plural && numbers.len() > 1)?;
        // `subparagraphs` counts texts without labels as its singular does.
        let kind = self.lexicon.counted(self.written(noun.at)).unwrap_or(noun.kind);
        if !matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item)
            || numbers.iter().any(|it| *it > MAX_COUNTED)
        {
            return None;
        }
        let item =
            |number| Item { steps: vec![Step { kind, label: Label::new(NumberForm::Digits, number) }], to: None };
        Some((Segment { kind, items: numbers.into_iter().map(item).collect(), pending: false }, noun.at + 1))
    }

    fn counted_step(self, at: usize) -> Option<(Step, usize)> {
        let (number, noun, next) = match leading_label::ordinal(self.tokens, at) {
            Some((number, after)) => {
                let noun = self.past_preambular(after);
                (number, noun, noun + 1)
            }
            None => {
                let number = self.number_value(at + 1).map(|number| (number, at + 2));
                let (number, next) = number.or_else(|| leading_label::ordinal(self.tokens, at + 1))?;
                (number, at, next)
            }
        };
        // `the third paragraph of article 3` may have its number.
        let is_paragraph = |noun: Noun| noun.kind == Kind::Paragraph && !noun.plural && noun.at > at;
        let paragraph = || self.noun(noun).filter(|noun| is_paragraph(*noun)).map(|noun| noun.kind);
        let kind = self.lexicon.counted(self.written(noun)).or_else(paragraph)?;
        // `alinéa 2` may be a number that is written.
        let is_in_words = self.number_value(at + 1).is_none() || noun != at;
        let is_unlabelled = is_in_words || self.noun(noun).is_some_and(|noun| noun.kind == Kind::Item);
        let label = Label::new(NumberForm::Digits, number);
        (number <= MAX_COUNTED && is_unlabelled).then_some((Step { kind, label }, next))
    }
}
