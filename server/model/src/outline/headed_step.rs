//! Finds the heading that a step of a path names: the nearest one with its number, the annex of its part, or the only one
//! beside a provision.

use travaux_grammar::{Anchor, Kind, Label, Step};

use super::{Outline, ProvisionId};

impl Outline {
    /// Returns the nearest heading of a kind and label: one in the same annex or division takes precedence.
    pub(super) fn headed_step(&self, from: Option<ProvisionId>, anchor: Anchor, step: &Step) -> Option<ProvisionId> {
        let named = self.numbered.all(step.kind, &step.label);
        // An appendix may be called an annex, where no annex has its number.
        let other = step.kind.other_noun().filter(|_| named.is_empty());
        let all = other.map_or(named, |kind| self.numbered.all(kind, &step.label));
        if step.kind.is_annex()
            && all.len() > 1
            && let Some(id) = self.annex_alike(from, all, &step.label)
        {
            return Some(id);
        }
        // The headings are sorted, and so are those within each ancestor, so the first one there is the nearest.
        let within = |scope: ProvisionId| {
            let first = all[all.partition_point(|id| *id < scope)..].first().copied();
            first.filter(|id| *id < self.provision(scope).end)
        };
        let nearest = from.and_then(|from| self.ancestors(from).find_map(within));
        // `of the Convention` in the protocol after it means the convention.
        let is_own = !matches!(anchor, Anchor::DefiniteInstrument(_));
        let nearest = nearest.or_else(|| from.filter(|_| is_own).and_then(|from| self.in_instrument(from, all)));
        nearest.or_else(|| self.numbered.first_outside_annexes(step.kind, all)).or_else(|| all.first().copied())
    }

    /// Returns the nearest of some annexes with one number whose signs are those of a label, where others have other signs:
    /// annex I is not appendix 1.
    fn annex_alike(&self, from: Option<ProvisionId>, all: &[ProvisionId], label: &Label) -> Option<ProvisionId> {
        let is_alike = |id: &ProvisionId| self.provision(*id).label.is_some_and(|it| it.form == label.form);
        if all.iter().all(is_alike) {
            return None;
        }
        let around = |id: &ProvisionId| from.is_some_and(|from| self.ancestors(from).any(|it| it == *id));
        let alike = || all.iter().copied().filter(is_alike);
        alike().find(around).or_else(|| alike().next())
    }

    /// Returns the only heading of a step that stands beside the provision in which it is named: an appendix after all
    /// annexes, a section of a chapter beside an article.
    pub(super) fn headed_beside(&self, named_in: ProvisionId, step: &Step) -> Option<ProvisionId> {
        let named_in = self.provision(named_in).kind;
        let may_be_beside = match step.kind {
            Kind::Appendix => named_in.is_annex(),
            Kind::Section => named_in.is_article(),
            _ => false,
        };
        let all = self.numbered.all(step.kind, &step.label);
        all.first().copied().filter(|_| may_be_beside && all.len() == 1)
    }

    /// Returns the first heading of a step in a division: `part I of annex A`.
    pub(super) fn headed_in(&self, scope: ProvisionId, step: &Step) -> Option<ProvisionId> {
        let all = self.numbered.all(step.kind, &step.label);
        let first = all[all.partition_point(|id| *id <= scope)..].first().copied();
        first.filter(|id| *id < self.provision(scope).end)
    }

    /// Returns the first of some headings in the instrument that contains a provision, if the draft consists of
    /// several.
    fn in_instrument(&self, from: ProvisionId, all: &[ProvisionId]) -> Option<ProvisionId> {
        let place = self.instrument(from);
        let start = *self.instruments.get(place.checked_sub(1)?)?;
        let end = self.instruments.get(place).copied().unwrap_or(ProvisionId::MAX);
        all[all.partition_point(|id| *id < start)..].first().copied().filter(|id| *id < end)
    }

    /// Returns the annex that two steps name, `annex 4(b)`, and takes the second from the rest of the path. Without such a
    /// heading, or where annex 4 has an item (b), they name that.
    pub(super) fn annex_with_part(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<ProvisionId> {
        let is_part = |part: &&Step| !part.kind.is_heading() && part.kind != Kind::Option;
        let part = rest.first().filter(is_part).filter(|_| step.kind.is_annex())?;
        let label = step.label.with_enclosed_part(&part.label)?;
        let id = self.headed_step(from, anchor, &Step { label, ..*step })?;
        let whole = self.headed_step(from, anchor, step);
        if whole.is_some_and(|whole| self.child(whole, &part.label).is_some()) {
            return None;
        }
        rest.remove(0);
        Some(id)
    }
}
