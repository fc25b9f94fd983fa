//! What a reference shares with the one before it: `paragraph 2 of that article`, `Part XV and annexes V to VIII of the
//! Convention`.

use super::{Anchor, Reader, Reference, Step, Target, narrowness};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `Part XV and annexes V to VIII of the Convention`: the anchor of the last of several joined references is that of
    /// all of them.
    pub(super) fn share_anchor(self, found: &mut [Reference], reference: &Reference) {
        const MAX_JOINED: usize = 16;
        // `that annex` names no instrument.
        let names_own = reference.anchor == Anchor::ThisInstrument;
        if !names_own && !names_instrument(reference) || reference.targets.is_empty() {
            return;
        }
        let mut after = reference.start;
        let (mut kind, mut own) = (outermost(reference), outermost(reference));
        for previous in found.iter_mut().rev().take(MAX_JOINED) {
            let is_open = previous.anchor == Anchor::None
                && previous.relative.is_none()
                && !has_other_numerals(previous, reference);
            // `Article 12 (Scope), paragraph 7, of the Convention`: it is that of the article too.
            let is_around = is_open && self.narrows_after_title(previous, own, after);
            if !is_open || !is_around && (names_own || !self.is_joined_to(Some(previous), after)) {
                return;
            }
            previous.anchor = reference.anchor;
            previous.instrument.clone_from(&reference.instrument);
            after = previous.start;
            // `Article 3, option 1 and paragraph 37 of the decision`: a list has members of one kind.
            if outermost(previous) != kind && !is_around {
                return;
            }
            (kind, own) = (outermost(previous), outermost_own(previous));
        }
    }

    /// Returns whether only commas and joining words are between two references.
    pub(super) fn is_joined(self, previous: Option<&Reference>, reference: &Reference) -> bool {
        self.is_joined_to(previous, reference.start)
    }

    fn is_joined_to(self, previous: Option<&Reference>, start: u32) -> bool {
        let Some(previous) = previous else { return false };
        let from = self.tokens.partition_point(|token| token.start < previous.end);
        let mut between = self.tokens[from..].iter().take_while(|token| token.start < start);
        between.all(|token| match token.kind {
            TokenKind::Word(word) => matches!(word, Some(Word::And | Word::Or | Word::Of | Word::To | Word::The)),
            TokenKind::Mark(mark) => matches!(mark, ',' | '،' | '’' | '\'' | '[' | ']'),
            TokenKind::Newline => true,
            TokenKind::Number(_) => false,
        })
    }

    /// Completes a reference from `at` to `next` by the one before it.
    pub(super) fn inherit(self, previous: Option<&Reference>, reference: &mut Reference, at: usize, next: usize) {
        let is_han = self.is_han(at);
        let that = match is_han {
            true => at.checked_sub(1).and_then(|it| self.that(it)),
            false => self.that(next - 1).or_else(|| self.mentioned(next - 1)),
        };
        match that.filter(|_| reference.relative.is_none()) {
            Some((kind, start)) => {
                if is_han {
                    reference.start = self.tokens[start].start;
                }
                inherit_path(previous, reference, kind);
            }
            None if is_han => self.inherit_anchor(previous, reference, at),
            // `el artículo 5 y el párrafo 2 del mismo`
            None if reference.anchor == Anchor::OtherInstrument && self.ends_with_pronoun(next) => {
                let article =
                    previous.and_then(|it| it.targets.last()?.steps.iter().find(|step| step.kind.is_article()));
                let is_narrow = |kind: Kind| narrowness(kind) > narrowness(Kind::Article);
                if let Some(article) = article.filter(|_| outermost(reference).is_some_and(is_narrow)) {
                    inherit_path(previous, reference, article.kind);
                }
            }
            None => self.inherit_given(previous, reference, next - 1),
        }
    }

    /// Returns whether a reference is only `that annex` and no annex of this draft was named before it.
    pub(super) fn names_nothing_new(self, reference: &Reference) -> bool {
        let inherited = usize::from(reference.inherited_steps);
        let has_own_steps = reference.targets.first().is_some_and(|target| target.steps.len() > inherited);
        names_instrument(reference) && !has_own_steps && !reference.pending && reference.relative.is_none()
    }

    /// Returns whether the token before another is a pronoun: `misma`.
    fn ends_with_pronoun(self, next: usize) -> bool {
        next.checked_sub(1).is_some_and(|at| self.lexicon.is_pronoun(self.written(at)))
    }

    /// `that article`, 该条, той же статьи: returns the kind and the token of the demonstrative.
    fn that(self, noun: usize) -> Option<(Kind, usize)> {
        let kind = self.noun(noun)?.kind;
        let before = (0..noun).rev().find(|at| self.word(*at) != Some(Word::The))?;
        (self.word(before) == Some(Word::That)).then_some((kind, before))
    }

    /// 第75/1号决议第3段: a path that follows a document immediately is in it.
    pub(super) fn place_in_document(self, document: Option<&Reference>, reference: &mut Reference) {
        let is_document = |it: &&Reference| {
            it.targets.is_empty() && it.anchor == Anchor::OtherInstrument && it.end == reference.start
        };
        if let Some(document) = document.filter(is_document) {
            reference.anchor = Anchor::OtherInstrument;
            reference.instrument.clone_from(&document.instrument);
        }
    }

    /// 《公约》第十五部分和附件五: where the name comes first, the anchor of a reference is that of one joined to it too.
    fn inherit_anchor(self, previous: Option<&Reference>, reference: &mut Reference, at: usize) {
        let Some(previous) = previous.filter(|previous| names_instrument(previous)) else { return };
        let from = self.tokens.partition_point(|token| token.start < previous.end);
        let mut between = self.tokens.get(from..at).unwrap_or_default().iter();
        let is_joined = between.all(|token| matches!(token.word(), Some(Word::And | Word::Or)) || token.is('、'));
        if reference.anchor == Anchor::None && is_joined {
            reference.anchor = previous.anchor;
            reference.instrument.clone_from(&previous.instrument);
        }
    }
}

/// `paragraph 2 of that article`, 该条第二款: prepends the article that the reference before named.
pub(super) fn inherit_path(previous: Option<&Reference>, reference: &mut Reference, kind: Kind) {
    let path = previous.and_then(|previous| path_to(previous, kind).map(|path| (previous, path)));
    let Some((previous, path)) = path else {
        reference.anchor = Anchor::OtherInstrument;
        return;
    };
    reference.anchor = previous.anchor;
    reference.instrument.clone_from(&previous.instrument);
    reference.inherited_steps = u8::try_from(path.len()).unwrap_or(u8::MAX);
    if reference.targets.is_empty() {
        reference.targets = Box::new([Target { steps: path.into(), to: None }]);
        return;
    }
    for target in &mut reference.targets {
        target.steps = path.iter().chain(&target.steps).copied().collect();
    }
}

/// Returns the path of a reference down to the step of a kind.
fn path_to(reference: &Reference, kind: Kind) -> Option<&[Step]> {
    let steps = &reference.targets.last()?.steps;
    let index = steps.iter().position(|step| step.kind == kind)?;
    Some(&steps[..=index])
}

/// `article 2 and article XX of the GATT`: returns whether two references name articles, one in digits and one in roman numerals.
fn has_other_numerals(one: &Reference, other: &Reference) -> bool {
    let is_in_digits = |it: &Reference| {
        let step = it.targets.first().and_then(|it| it.steps.first()).filter(|step| step.kind.is_article())?;
        match step.label.form {
            NumberForm::Digits => Some(true),
            // XX may be a number that is still to come.
            NumberForm::UpperRoman | NumberForm::Placeholder => Some(false),
            _ => None,
        }
    };
    is_in_digits(one).zip(is_in_digits(other)).is_some_and(|(one, other)| one != other)
}

/// Returns the kind of the first step that a reference does not take from another.
fn outermost_own(reference: &Reference) -> Option<Kind> {
    reference.targets.first()?.steps.get(usize::from(reference.inherited_steps)).map(|step| step.kind)
}

fn outermost(reference: &Reference) -> Option<Kind> {
    reference.targets.first()?.steps.first().map(|step| step.kind)
}

fn names_instrument(reference: &Reference) -> bool {
    matches!(reference.anchor, Anchor::OtherInstrument | Anchor::DefiniteInstrument(_))
}
