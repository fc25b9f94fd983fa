//! References whose words or numbers contradict where they stand: `above` of what is below, a paragraph that names itself.

use std::ops::Range;

use travaux_grammar::{Anchor, BlockKind, Kind, Language};
use travaux_model::outline::ProvisionId;

use super::draft::Cited;
use super::targets::sole_target;
use super::{Defect, Draft};
use crate::random::Random;

/// A reference farther from the label of its paragraph may be in text of its own.
const MAX_BYTES_FROM_LABEL: usize = 400;

impl Draft<'_> {
    /// Exchanges `above` and `below`. The target is the only provision of its number in the article around the
    /// reference, and does not contain the reference.
    pub(super) fn direction_exchanged(&self, random: &mut Random) -> Option<Defect> {
        let site = |(range, reference, resolution): &Cited<'_>| {
            let is_plain = reference.anchor == Anchor::Near && reference.relative.is_none();
            let target = sole_target(resolution).filter(|_| is_plain)?;
            let [named] = &reference.targets[..] else { return None };
            if !self.is_only_one(range, target) || named.steps.first()?.kind == Kind::Section {
                return None;
            }
            let language = self.document.draft.block(self.document.draft.block_at(range.start)).language;
            let (place, other) = self.exchanged_direction(range, language)?;
            Some((range.clone(), (place, other.to_owned())))
        };
        let sites: Vec<_> = self.references().iter().filter_map(site).collect();
        let (range, change) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![change], &["wrong-direction"], vec![range]))
    }

    /// Returns whether no provision of the article around a reference, or no article, has the number of its target, and
    /// the target does not contain the reference.
    fn is_only_one(&self, range: &Range<usize>, target: ProvisionId) -> bool {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let provision = outline.provision(target);
        let Some(label) = provision.label else { return false };
        if outline.range(draft, target).contains(&range.start) {
            return false;
        }
        if provision.kind.is_heading() {
            return outline.headings(provision.kind, Some(&label)).len() == 1;
        }
        let Some(source) = outline.at_byte(draft, range.start) else { return false };
        let article = |id| outline.ancestors(id).find(|id| outline.provision(*id).kind == Kind::Article);
        let Some(article) = article(source).filter(|it| article(target) == Some(*it)) else { return false };
        let inside = ProvisionId::range(article..outline.provision(article).end);
        inside.filter(|id| outline.provision(*id).label.is_some_and(|it| it.names_same_provision(&label))).count() == 1
    }

    /// Returns the place of `above` or `below` in a reference, and the other word.
    fn exchanged_direction(&self, range: &Range<usize>, language: Language) -> Option<(Range<usize>, &'static str)> {
        let (above, below) = match language {
            Language::En => ("above", "below"),
            Language::Fr => ("ci-dessus", "ci-dessous"),
            Language::Es => ("supra", "infra"),
            Language::Ru => ("выше", "ниже"),
            Language::Zh => ("上文", "下文"),
            Language::Ar => ("أعلاه", "أدناه"),
        };
        let written = &self.text[range.clone()];
        [(above, below), (below, above)].into_iter().find_map(|(word, other)| {
            let at = range.start + written.find(word)?;
            Some((at..at + word.len(), other))
        })
    }

    /// Changes the number of a reference to another paragraph of its article into that of its own paragraph.
    pub(super) fn self_reference(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let site = |(range, reference, resolution): &Cited<'_>| {
            let [named] = &reference.targets[..] else { return None };
            let [step] = named.steps[..] else { return None };
            let (target, source) = (sole_target(resolution)?, outline.at_byte(draft, range.start)?);
            let (to, from) = (outline.provision(target), outline.provision(source));
            let (block, start) = draft.place(range.start);
            let is_plain = step.kind == Kind::Paragraph
                && step.label.is_plain()
                && named.to.is_none()
                && !matches!(reference.anchor, Anchor::Near | Anchor::UnnumberedAnnex)
                && reference.relative.is_none()
                && !reference.is_qualified
                && to.parent == from.parent
                && to.kind == Kind::Paragraph
                && source != target
                && from.block == block
                && draft.block(block).kind == BlockKind::Labelled
                && outline.is_in_article(source)
                && from.label.is_some_and(|it| it.is_plain())
                && (from.at.end..from.at.end + travaux_grammar::to_u32(MAX_BYTES_FROM_LABEL)).contains(&start);
            let own = from.label.filter(|_| is_plain)?;
            Some((range.clone(), self.number_changed(range, &step, own.number())?))
        };
        let sites: Vec<_> = self.references().iter().filter_map(site).collect();
        let (range, change) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![change], &["self-reference"], vec![range]))
    }
}
