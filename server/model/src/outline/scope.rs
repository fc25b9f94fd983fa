//! Where a path begins, seen from the place that names it: `paragraph 2` in article 9 is article 9's, `(a)` this list's before
//! the article's. And what may be there without a label of its own.

use travaux_grammar::{Anchor, Kind, Label, NumberForm, Step};

use super::{Outline, ProvisionId, ROOT};

/// Whether the first step of a path was found as a provision of its own.
pub(super) enum Lost {
    Nothing,
    Unlabelled,
    Inside(ProvisionId),
}

impl Outline {
    /// Where a path begins, seen from a provision.
    pub(super) fn first_step(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<(ProvisionId, Lost)> {
        match step.kind {
            Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => {
                self.listed_step(from, anchor, step)
            }
            Kind::Preamble => {
                let mut globals = self.globals.iter().copied();
                globals.find(|id| self.provision(*id).kind == Kind::Preamble).map(|id| (id, Lost::Nothing))
            }
            Kind::Annex | Kind::Part | Kind::Title | Kind::Chapter | Kind::Section | Kind::Article | Kind::Option => {
                if let Some(id) = self.headed_step(from, anchor, step) {
                    return Some((id, Lost::Nothing));
                }
                // `Article 8.4` is article 8, paragraph 4, where articles are numbered without the dot.
                let [number, paragraph, _] = step.label.numbers;
                if paragraph == 0 {
                    return None;
                }
                let whole = Step { kind: step.kind, label: Label::new(step.label.form, number) };
                let id = self.headed_step(from, anchor, &whole)?;
                let mut label = step.label;
                label.numbers = [paragraph, step.label.numbers[2], 0];
                rest.insert(0, Step { kind: Kind::Paragraph, label });
                Some((id, Lost::Nothing))
            }
        }
    }

    /// The nearest heading of that kind and label: in the same annex or division before any other.
    fn headed_step(&self, from: Option<ProvisionId>, anchor: Anchor, step: &Step) -> Option<ProvisionId> {
        let all = self.headed.all(step.kind, &step.label);
        // They are in order, and so are those within each provision around: the first there is the nearest.
        let within = |scope: ProvisionId| {
            let first = all[all.partition_point(|id| *id < scope)..].first().copied();
            first.filter(|id| *id < self.provision(scope).end)
        };
        let nearest = from.and_then(|from| self.ancestors(from).find_map(within));
        // `of the Convention` in the protocol behind it is the convention's.
        let is_own = !matches!(anchor, Anchor::DefiniteInstrument(_));
        let nearest = nearest.or_else(|| from.filter(|_| is_own).and_then(|from| self.in_instrument(from, all)));
        nearest.or_else(|| self.headed.foremost(step.kind, all)).or_else(|| all.first().copied())
    }

    /// The first heading of a step in a division: `part I of annex A`.
    pub(super) fn headed_in(&self, scope: ProvisionId, step: &Step) -> Option<ProvisionId> {
        let all = self.headed.all(step.kind, &step.label);
        let first = all[all.partition_point(|id| *id <= scope)..].first().copied();
        first.filter(|id| *id < self.provision(scope).end)
    }

    /// The first of some headings in the instrument that a provision belongs to, if the draft holds several.
    fn in_instrument(&self, from: ProvisionId, all: &[ProvisionId]) -> Option<ProvisionId> {
        let place = self.instrument(from);
        let start = *self.instruments.get(place.checked_sub(1)?)?;
        let end = self.instruments.get(place).copied().unwrap_or(ProvisionId::MAX);
        all[all.partition_point(|id| *id < start)..].first().copied().filter(|id| *id < end)
    }

    fn listed_step(&self, from: Option<ProvisionId>, anchor: Anchor, step: &Step) -> Option<(ProvisionId, Lost)> {
        let scope = match anchor {
            Anchor::This(kind) => {
                from.and_then(|from| self.ancestors(from).find(|id| self.provision(*id).kind == kind))
            }
            Anchor::UnnumberedAnnex => from,
            Anchor::None
            | Anchor::Near
            | Anchor::ThisInstrument
            | Anchor::DefiniteInstrument(_)
            | Anchor::OtherInstrument => None,
        };
        let container = from.and_then(|from| self.ancestors(from).find(|id| is_container(self.provision(*id).kind)));
        let is_letter = matches!(step.kind, Kind::Subparagraph | Kind::Item);
        let scopes: Vec<ProvisionId> = match scope {
            // `subparagraph (a) of this article`: the article's own, or the one of the list that this stands in.
            Some(scope) if is_letter => {
                let around = from.map(|from| self.ancestors(from).take_while(|id| *id != scope).collect());
                let around: Vec<ProvisionId> = around.unwrap_or_default();
                std::iter::once(scope).chain(around).collect()
            }
            Some(scope) => vec![scope],
            // From the inside out: a letter is this paragraph's before it is the article's.
            None => from.map(|from| self.ancestors(from).collect()).unwrap_or_default(),
        };
        for scope in scopes.iter().copied().chain(scope.is_none().then_some(ROOT)) {
            if let Some(id) = self.child(scope, &step.label) {
                let fits = step.kind != Kind::Paragraph
                    || matches!(self.provision(id).kind, Kind::Paragraph | Kind::Recital | Kind::Item);
                if fits {
                    return Some((id, Lost::Nothing));
                }
            }
            if Some(scope) == container && step.kind == Kind::Paragraph && !self.paragraphs_run_on() {
                break;
            }
        }
        if self.paragraphs_run_on() && scope.is_none() {
            let first = self.headed.all(Kind::Paragraph, &step.label).first();
            return first.map(|id| (*id, Lost::Nothing));
        }
        // Nothing of that label. Where the list has no labels at all, or writes them in running text, nobody can say.
        let holder = scope.or(container)?;
        let holders: &[ProvisionId] = match step.kind {
            Kind::Paragraph => &[holder],
            _ => {
                let count = scopes.iter().position(|it| *it == holder).map_or(scopes.len(), |at| at + 1);
                &scopes[..count]
            }
        };
        let listing = holders.iter().copied().find(|it| self.has_list(*it, step));
        let is_there = listing.is_none() || holders.iter().any(|it| self.writes_label(*it, step));
        let lost = if is_there { Lost::Unlabelled } else { Lost::Inside(listing.unwrap_or(holder)) };
        Some((holder, lost))
    }

    /// Whether paragraphs are numbered through the whole text rather than in each article.
    fn paragraphs_run_on(&self) -> bool {
        !self.has_articles && !self.paragraphs_restart
    }

    /// What lies in a provision under a label, options passed over, in either reading of a letter.
    pub(super) fn child(&self, scope: ProvisionId, label: &Label) -> Option<ProvisionId> {
        label.readings().find_map(|reading| self.lists.member(scope, &reading.key()))
    }

    /// Whether a step may lead to something that has no label of its own in the draft: no list of its form is there,
    /// or its label stands in running text.
    pub fn holds_unlabelled(&self, scope: ProvisionId, step: &Step) -> bool {
        !self.has_list(scope, step) || self.writes_label(scope, step)
    }

    /// Whether labels of a step's form stand right in a provision.
    fn has_list(&self, scope: ProvisionId, step: &Step) -> bool {
        self.lists.has_style_of(scope, &step.label)
    }

    /// Whether the running text of a provision writes the label of a step: `: (a) one; (b) two`.
    fn writes_label(&self, scope: ProvisionId, step: &Step) -> bool {
        if !matches!(step.label.form, NumberForm::Lower | NumberForm::LowerRoman | NumberForm::Digits) {
            return false;
        }
        let first = self.provision(scope).block;
        let last = match self.provisions.get(self.provision(scope).end as usize) {
            Some(next) if next.after_text => next.block,
            Some(next) => next.block.saturating_sub(1).max(first),
            None => self.blocks,
        };
        step.label.readings().any(|reading| {
            let blocks = self.written.get(&reading.key()).map_or(&[][..], Vec::as_slice);
            blocks.get(blocks.partition_point(|block| *block < first)).is_some_and(|block| *block <= last)
        })
    }
}

fn is_container(kind: Kind) -> bool {
    kind.is_division() || matches!(kind, Kind::Article | Kind::Preamble)
}
