//! The members that the steps of a path mean where they are labelled otherwise: `paragraph 1.2` is paragraph 2 of paragraph 1,
//! `paragraph 302 (2)` that of an article, and a letter may have been inserted after another one.

use travaux_grammar::{Anchor, Enclosure, Kind, Label, NumberForm, Step};

use super::resolve::is_counted_around;
use super::scope::FirstStep;
use super::{Outline, ProvisionId};

impl Outline {
    /// Returns the path of `paragraph 302 (2)`, which is paragraph 2 of article 302 where no paragraph has that number.
    pub(super) fn with_article(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        first: &Step,
        rest: &[Step],
    ) -> Option<Vec<Step>> {
        let is_digits = |step: &Step| step.label.form == NumberForm::Digits && step.label.is_plain();
        let second = rest.first().filter(|second| is_digits(second) && is_digits(first))?;
        if first.kind != Kind::Paragraph || !first.label.may_number_article() {
            return None;
        }
        self.numbered.all(Kind::Article, &first.label).first()?;
        if let Some((_, FirstStep::Labelled)) = self.first_step(from, anchor, first, &mut rest.to_vec()) {
            return None;
        }
        let paragraph = Step { kind: Kind::Paragraph, ..*second };
        let inner = rest[1..].iter().map(|step| match step.kind {
            Kind::Item if rest.len() == 2 => Step { kind: Kind::Subparagraph, ..*step },
            _ => *step,
        });
        Some([Step { kind: Kind::Article, ..*first }, paragraph].into_iter().chain(inner).collect())
    }

    /// Returns whether a path begins with a text without a label that contains a letter: `point (b) of the first
    /// subparagraph`. The letter is found as one of the list around the reference.
    pub(super) fn counts_around_letter(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        first: &Step,
        rest: &[Step],
    ) -> bool {
        if !is_counted_around(first, rest) {
            return false;
        }
        match self.first_step(from, anchor, first, &mut rest.to_vec()) {
            Some((id, FirstStep::Labelled)) => self.provision(id).kind == Kind::Paragraph,
            Some((_, FirstStep::Unlabelled | FirstStep::MissingIn(_))) | None => true,
        }
    }

    /// Returns the article of 第三条第一款第（一）项 whose paragraphs have no labels: 第一款 counts its texts, and （一） is an item of
    /// the article. `member` is what has the number of the paragraph among its labels.
    pub(super) fn holder_of_text_paragraph(
        &self,
        member: ProvisionId,
        step: &Step,
        rest: &[Step],
    ) -> Option<ProvisionId> {
        let provision = self.provision(member);
        // `пункт 3 части первой статьи 1`, where `3)` is an item of the article.
        let is_in_text = self.facts.in_russian && provision.enclosure == Enclosure::Parenthesis;
        let is_item =
            is_in_text || self.facts.in_chinese && provision.label.is_some_and(|label| label.form == NumberForm::Lower);
        let is_before_item = rest.first().is_some_and(|next| next.kind == Kind::Subparagraph);
        let has_own_list = provision.end != member.next();
        let is_text = step.kind == Kind::Paragraph && is_item && !has_own_list;
        provision.parent.filter(|_| is_text && is_before_item)
    }

    /// Returns (aa), which was inserted after (a), where the outline has it among the items of (a).
    pub(super) fn doubled_child(&self, scope: ProvisionId, step: &Step) -> Option<ProvisionId> {
        const LETTERS: u32 = 26;
        let first = step.label.number().checked_sub(1)? / LETTERS;
        let is_doubled = step.label.form == NumberForm::Lower && step.kind.is_in_parentheses() && first > 0;
        let letter = Label::new(NumberForm::Lower, first);
        let around = is_doubled.then(|| self.child(scope, &letter)).flatten()?;
        self.child(around, &step.label)
    }

    /// Returns paragraph 1 for the step `1.2` of a provision where none is numbered 1.2, and the rest of the step;
    /// likewise paragraph 4 for `4a`.
    pub(super) fn dotted_child(&self, scope: ProvisionId, step: &Step) -> Option<(ProvisionId, Step)> {
        let dotted = step.label.split_at(1).map(|(outer, inner)| (outer, Step { label: inner, ..*step }));
        let lettered = || {
            let (outer, letter) = step.label.split_letter()?;
            Some((outer, Step { kind: Kind::Subparagraph, label: letter }))
        };
        let (outer, inner) = dotted.or_else(lettered).filter(|_| step.kind == Kind::Paragraph)?;
        if self.child(scope, &step.label).is_some() {
            return None;
        }
        Some((self.child(scope, &outer)?, inner))
    }
}
