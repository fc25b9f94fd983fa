//! What a reference owes to the one before it: `paragraph 2 of that article`, `Part XV and annexes V to VIII of the
//! Convention`.

use super::{Anchor, Reader, Reference};
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `Part XV and annexes V to VIII of the Convention`: what the last of two is of, the first is of too.
    pub(super) fn share_anchor(self, before: Option<&mut Reference>, reference: &Reference) {
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
    pub(super) fn is_joined(self, before: Option<&Reference>, reference: &Reference) -> bool {
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

    /// `paragraph 2 of that article`, 该条第二款: the article that was named last. And 《公约》第十五部分和附件五: what is of
    /// the Convention, and is joined to more, makes that the Convention's too where the name comes first.
    pub(super) fn take_from_before(
        self,
        before: Option<&Reference>,
        reference: &mut Reference,
        at: usize,
        next: usize,
    ) {
        let that = |head: usize| match self.word(head) {
            Some(Word::Head { kind, .. }) => {
                // той же статьи
                let before = (0..head).rev().find(|it| self.word(*it) != Some(Word::The))?;
                (self.word(before) == Some(Word::That)).then_some((kind, before))
            }
            _ => None,
        };
        let is_han = self.is_han(at);
        let found = if is_han { at.checked_sub(1).and_then(that) } else { that(next - 1) };
        if let Some((kind, start)) = found.filter(|_| reference.relative.is_none()) {
            if is_han {
                reference.start = self.tokens[start].start;
            }
            let named = before.and_then(|before| {
                let steps = &before.targets.last()?.steps;
                let inmost = steps.iter().position(|step| step.kind == kind)?;
                Some((before, &steps[..=inmost]))
            });
            let Some((before, path)) = named else {
                reference.anchor = Anchor::Other;
                return;
            };
            reference.anchor = before.anchor;
            reference.instrument.clone_from(&before.instrument);
            reference.taken = path.len() as u8;
            for target in &mut reference.targets {
                target.steps = path.iter().chain(&target.steps).copied().collect();
            }
            return;
        }
        let Some(before) = before.filter(|it| is_han && matches!(it.anchor, Anchor::Other | Anchor::Definite(_)))
        else {
            return;
        };
        let from = self.tokens.partition_point(|token| token.start < before.end);
        let mut between = self.tokens.get(from..at).unwrap_or_default().iter();
        let is_joined = between.all(|token| matches!(token.word(), Some(Word::And | Word::Or)) || token.is('、'));
        if reference.anchor == Anchor::None && is_joined {
            reference.anchor = before.anchor;
            reference.instrument.clone_from(&before.instrument);
        }
    }
}
