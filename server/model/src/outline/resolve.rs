//! Resolves references: finds the provisions that a reference names, relative to its own place. `paragraph 2` inside
//! article 9 is article 9's.

use travaux_grammar::{Anchor, BlockId, Inheritance, Kind, Label, NumberForm, Reference, Step, Target, range_to_usize};

use super::resolution::{Missing, Resolution, Resolved, Status};
use super::scope::FirstStep;
use super::target_paths::target_paths;
use super::{Outline, ProvisionId};

/// Whether a resolution contains addresses.
#[derive(Clone, Copy)]
enum AddressMode {
    Spelled,
    Empty,
}

impl AddressMode {
    fn write(self, address: impl FnOnce() -> String) -> String {
        match self {
            AddressMode::Spelled => address(),
            AddressMode::Empty => String::new(),
        }
    }
}

impl Outline {
    /// Resolves a reference of a block; `text` is the text of the block.
    pub fn resolve(&self, block: BlockId, text: &str, reference: &Reference) -> Resolution {
        self.resolve_with(block, text, reference, AddressMode::Spelled)
    }

    /// Resolves a reference and leaves the addresses of its targets empty.
    pub fn resolve_without_addresses(&self, block: BlockId, text: &str, reference: &Reference) -> Resolution {
        self.resolve_with(block, text, reference, AddressMode::Empty)
    }

    fn resolve_with(&self, block: BlockId, text: &str, reference: &Reference, addresses: AddressMode) -> Resolution {
        if reference.anchor == Anchor::OtherInstrument || self.names_another(reference.anchor) {
            return Resolution::without_targets(Status::External);
        }
        if reference.pending && !(self.facts.in_roman && is_roman(reference)) {
            return Resolution::without_targets(Status::Pending);
        }
        if reference.anchor == Anchor::None && self.articles_in_digits && names_roman_articles(reference) {
            return Resolution::without_targets(Status::External);
        }
        let mut from = self.at(block, reference.start);
        // `paragraph 5 of this annex` in an article that is in no annex: of one that was named before.
        let is_in =
            |test: fn(Kind) -> bool| from.is_some_and(|it| self.ancestors(it).any(|id| test(self.provision(id).kind)));
        let is_of_annex = matches!(reference.anchor, Anchor::This(kind) if kind.is_annex());
        if is_of_annex && !reference.targets.is_empty() && is_in(Kind::is_article) && !is_in(Kind::is_annex) {
            return Resolution::without_targets(Status::Relative);
        }
        if let Some((kind, shift)) = reference.relative {
            let target = from.and_then(|from| self.pointed_at(from, kind, shift));
            if let Some(neighbour) = target.filter(|_| !reference.targets.is_empty()) {
                let paths = self.paths(reference);
                let targets = paths.map(|steps| self.resolve_inside(neighbour, steps, true, addresses)).collect();
                return self.classified(reference, targets);
            }
            let targets = target.map(|provision| self.found(provision, addresses));
            return Resolution { status: Status::Relative, targets: targets.into_iter().collect() };
        }
        if let Some(title) = &reference.title {
            let title = text.get(range_to_usize(title.clone())).unwrap_or_default();
            let Some(article) = self.heading_titled(Kind::Article, title) else {
                return Resolution::without_targets(Status::Dangling);
            };
            if reference.targets.is_empty() {
                return Resolution { status: Status::Resolved, targets: vec![self.found(article, addresses)] };
            }
            from = Some(article);
        }
        if reference.anchor == Anchor::UnnumberedAnnex {
            from = self.annex(from);
            let is_its =
                |annex: ProvisionId| self.annex_contains(annex, reference) || self.lacks_paragraphs(annex, reference);
            if !from.map_or(reference.targets.is_empty(), is_its) {
                return Resolution::without_targets(Status::External);
            }
        }
        let paths = self.paths(reference);
        let targets = paths.map(|steps| self.resolve_steps(from, reference.anchor, &steps, addresses)).collect();
        let shared = self.classified(reference, targets);
        let own = || self.resolve_with(block, text, &without_inherited_steps(reference), addresses);
        match reference.inheritance {
            Inheritance::Likely if !is_labelled(&shared) => Some(own()).filter(is_labelled).unwrap_or(shared),
            Inheritance::Possible => Some(own()).filter(is_labelled).unwrap_or(shared),
            Inheritance::Certain | Inheritance::Likely => shared,
        }
    }

    fn found(&self, provision: ProvisionId, addresses: AddressMode) -> Resolved {
        Resolved::Found { provision, address: addresses.write(|| self.address(provision)), unlabelled: None }
    }

    /// Returns the paths of a reference's targets, with ranges expanded.
    fn paths(&self, reference: &Reference) -> impl Iterator<Item = Vec<Step>> {
        let (in_latin, in_roman) = (self.facts.in_latin, self.facts.in_roman);
        reference.targets.iter().flat_map(move |target| match self.compound(target) {
            Some(path) => vec![path],
            None if in_roman => {
                let mut paths = target_paths(target, in_latin);
                // `L` is a number of articles only.
                let may_be_roman = |it: &&mut Step| it.kind == Kind::Article || it.label.form != NumberForm::Upper;
                let steps = paths.iter_mut().flatten().filter(may_be_roman);
                steps.for_each(|step| step.label = step.label.in_roman_series());
                paths
            }
            None => target_paths(target, in_latin),
        })
    }

    /// Returns the path of a target such as `21-22` that reads like a range, where a heading has this number.
    fn compound(&self, target: &Target) -> Option<Vec<Step>> {
        let (to, (last, before)) = target.to.zip(target.steps.split_last())?;
        let label = to.inside(&last.label).filter(|_| last.kind.is_heading())?;
        self.numbered.all(last.kind, &label).first()?;
        let last = Step { kind: last.kind, label: Label { hyphen_digits: 1, ..label } };
        Some(before.iter().copied().chain([last]).collect())
    }

    /// Returns whether an annex contains all targets of a reference to `the Annex`.
    fn annex_contains(&self, annex: ProvisionId, reference: &Reference) -> bool {
        let provisions = annex..self.provision(annex).end;
        self.paths(reference).all(|steps| {
            match self.resolve_steps(Some(annex), Anchor::This(Kind::Annex), &steps, AddressMode::Empty) {
                Resolved::Found { provision, .. } => provisions.contains(&provision),
                Resolved::NotFound { .. } => false,
            }
        })
    }

    /// Returns whether a reference to `the Annex` names a paragraph that the annex, which has no number and nothing but numbered
    /// paragraphs, would have if it is this one.
    fn lacks_paragraphs(&self, annex: ProvisionId, reference: &Reference) -> bool {
        let is_paragraph = |target: &Target| matches!(&*target.steps, [Step { kind: Kind::Paragraph, .. }]);
        let is_own = self.only_annex == Some(annex) && self.provision(annex).label.is_none();
        is_own && self.is_plain_annex(annex) && reference.targets.iter().all(is_paragraph)
    }

    /// Returns the resolution of a reference with these targets.
    fn classified(&self, reference: &Reference, targets: Vec<Resolved>) -> Resolution {
        // `annex X` may be the tenth annex or one still to be numbered.
        let is_open = |it: &Resolved| matches!(it, Resolved::NotFound { missing, .. } if is_x(&missing.step.label));
        if targets.iter().any(is_open) {
            return Resolution::without_targets(Status::Pending);
        }
        // `an arbitral tribunal under annex VII`, after a mention of annex VII of the Convention.
        let is_foreign = |it: &Resolved| match it {
            Resolved::NotFound { missing: Missing { inside: None, step }, .. } => {
                self.foreign.contains(&(step.kind, step.label.key()))
            }
            Resolved::NotFound { .. } | Resolved::Found { .. } => false,
        };
        if reference.anchor == Anchor::None && targets.iter().any(is_foreign) {
            return Resolution::without_targets(Status::External);
        }
        // An appendix of an annex is often kept in another file, one `to this Agreement` is its own.
        let is_appendix = |it: &Resolved| {
            matches!(it, Resolved::NotFound { missing, .. } if missing.step.kind == Kind::Appendix)
                && !self.kinds.contains(Kind::Appendix)
        };
        if reference.anchor != Anchor::ThisInstrument && targets.iter().any(is_appendix) {
            return Resolution::without_targets(Status::External);
        }
        let is_dangling = targets.iter().any(|it| matches!(it, Resolved::NotFound { .. }));
        Resolution { status: if is_dangling { Status::Dangling } else { Status::Resolved }, targets }
    }

    /// Returns the annex that `the Annex` means at a provision: the one that contains it, or the only one.
    fn annex(&self, from: Option<ProvisionId>) -> Option<ProvisionId> {
        let is_annex = |id: &ProvisionId| self.provision(*id).kind.is_annex();
        from.and_then(|from| self.ancestors(from).filter(is_annex).last()).or(self.only_annex)
    }

    /// Returns the provision of a relative reference: `this article` contains it, `the preceding paragraph` is a
    /// sibling.
    fn pointed_at(&self, from: ProvisionId, kind: Kind, shift: i8) -> Option<ProvisionId> {
        let enclosing = |kind: Kind| self.ancestors(from).find(|id| self.provision(*id).kind == kind);
        // 前项 is the preceding paragraph where it stands in none of a paragraph's items.
        let is_wider = kind == Kind::Subparagraph && self.facts.in_chinese;
        let (kind, enclosing) = match enclosing(kind) {
            Some(enclosing) => (kind, enclosing),
            None if is_wider => (Kind::Paragraph, enclosing(Kind::Paragraph)?),
            None => (kind.other_noun()?, enclosing(kind.other_noun()?)?),
        };
        match shift {
            0 => Some(enclosing),
            _ => {
                let is_alike = |id: &ProvisionId| self.provision(*id).kind == kind;
                if shift > 0 {
                    self.siblings_after(enclosing).find(is_alike)
                } else {
                    self.siblings_before(enclosing).find(is_alike)
                }
            }
        }
    }

    fn resolve_steps(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        steps: &[Step],
        addresses: AddressMode,
    ) -> Resolved {
        let Some((first, rest)) = steps.split_first() else {
            let step = Step { kind: Kind::Article, label: Label::placeholder() };
            return Resolved::NotFound { missing: Missing { inside: None, step }, address: String::new() };
        };
        if self.counts_around_letter(from, anchor, first, rest) {
            let mut rest = rest.to_vec();
            make_subparagraph(&mut rest[0]);
            return self.resolve_steps(from, anchor, &rest, addresses);
        }
        if let Some(steps) = self.with_article(from, anchor, first, rest) {
            return self.resolve_steps(from, anchor, &steps, addresses);
        }
        let mut rest = rest.to_vec();
        let Some(current) = self.first_step_or_letter(from, anchor, first, &mut rest) else {
            // `Section 7 of this chapter`
            let around = match anchor {
                Anchor::This(kind) if kind.is_division() && first.kind.is_division() => {
                    from.and_then(|from| self.ancestors(from).find(|id| self.provision(*id).kind == kind))
                }
                _ => None,
            };
            let written = || self.address_of_steps(steps);
            return Resolved::NotFound {
                missing: Missing { inside: around, step: *first },
                address: addresses.write(|| around.map_or_else(written, |id| joined(&self.address(id), &written()))),
            };
        };
        if let FirstStep::MissingIn(scope) = current.1 {
            return Resolved::NotFound {
                missing: Missing { inside: Some(scope), step: *first },
                address: addresses.write(|| joined(&self.address(scope), &self.address_of_steps(steps))),
            };
        }
        if let FirstStep::Unlabelled = current.1 {
            let address = addresses.write(|| joined(&self.address(current.0), &self.address_of_steps(steps)));
            // Without `of this article`, the step may belong to a provision that is only mentioned.
            let unlabelled = Some(*first).filter(|_| matches!(anchor, Anchor::This(_)));
            return Resolved::Found { provision: current.0, address, unlabelled };
        }
        let holder = self.holder_of_text_paragraph(current.0, first, &rest);
        let current = (holder.unwrap_or(current.0), current.1);
        // `paragraph 1 (c)` by itself may be of an article that is only mentioned.
        let is_placed = steps[0].kind == Kind::Article || matches!(anchor, Anchor::This(_)) || is_counted(steps);
        if !first.kind.is_annex() {
            return self.resolve_inside(current.0, rest, is_placed, addresses);
        }
        match self.resolve_inside(current.0, rest.clone(), is_placed, addresses) {
            missing @ Resolved::NotFound { .. } => {
                self.in_other_annex(current.0, first, &rest, addresses).unwrap_or(missing)
            }
            found @ Resolved::Found { .. } => found,
        }
    }

    /// Resolves the further steps of a path in another annex with the number of one: an appendix may have it too.
    fn in_other_annex(
        &self,
        annex: ProvisionId,
        first: &Step,
        rest: &[Step],
        addresses: AddressMode,
    ) -> Option<Resolved> {
        const MAX_ANNEXES: usize = 16;
        let all = self.numbered.all(first.kind, &first.label).iter().take(MAX_ANNEXES);
        let others = all.copied().filter(|id| *id != annex);
        let mut resolved = others.map(|id| self.resolve_inside(id, rest.to_vec(), true, addresses));
        resolved.find(|it| matches!(it, Resolved::Found { .. }))
    }

    /// Resolves the further steps of a path inside a provision. `is_placed` if a step to text without a label may be
    /// judged.
    fn resolve_inside(
        &self,
        mut current: ProvisionId,
        mut rest: Vec<Step>,
        is_placed: bool,
        addresses: AddressMode,
    ) -> Resolved {
        let mut place = 0;
        while let Some(step) = rest.get(place).copied() {
            let step = &step;
            if let Some((child, inner)) = self.dotted_child(current, step) {
                current = child;
                rest[place] = inner;
                continue;
            }
            let member =
                || self.child(current, &step.label).filter(|_| step.kind != Kind::Option && !step.kind.is_annex());
            let doubled = || self.doubled_child(current, step);
            // A section of an article is none of its paragraphs.
            let section = if step.kind == Kind::Section { self.headed_in(current, step) } else { None };
            let headed = || self.headed_in(current, step);
            let beside = || self.headed_beside(current, step);
            match section.or_else(member).or_else(headed).or_else(doubled).or_else(beside) {
                Some(child) => {
                    let holder = self.holder_of_text_paragraph(child, step, &rest[place + 1..]);
                    current = holder.unwrap_or(child);
                }
                None if self.may_contain_unlabelled(current, step) && is_counted_around(step, &rest[place + 1..]) => {
                    make_subparagraph(&mut rest[place + 1]);
                }
                None if self.may_contain_unlabelled(current, step) => {
                    let address =
                        addresses.write(|| joined(&self.address(current), &self.address_of_steps(&rest[place..])));
                    return Resolved::Found { provision: current, address, unlabelled: is_placed.then_some(*step) };
                }
                None => {
                    return Resolved::NotFound {
                        missing: Missing { inside: Some(current), step: *step },
                        address: addresses
                            .write(|| joined(&self.address(current), &self.address_of_steps(&rest[place..]))),
                    };
                }
            }
            place += 1;
        }
        let address = addresses.write(|| self.address(current));
        Resolved::Found { provision: current, address, unlabelled: None }
    }

    /// Returns the provision with which a path begins. `paragraph 4a` is paragraph 4 (a) where no paragraph is numbered 4a.
    fn first_step_or_letter(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        first: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<(ProvisionId, FirstStep)> {
        let found = self.first_step(from, anchor, first, rest);
        if !matches!(found, Some((_, FirstStep::Labelled)))
            && let Some((number, letter)) = first.label.split_letter().filter(|_| first.kind == Kind::Paragraph)
            && let numbered = self.first_step(from, anchor, &Step { label: number, ..*first }, rest)
            && matches!(numbered, Some((_, FirstStep::Labelled)))
        {
            rest.insert(0, Step { kind: Kind::Subparagraph, label: letter });
            return numbered;
        }
        found
    }
}

/// Returns whether a reference leads to provisions with labels only.
fn is_labelled(resolution: &Resolution) -> bool {
    let is_found = |it: &Resolved| matches!(it, Resolved::Found { unlabelled: None, .. });
    resolution.status == Status::Resolved && resolution.targets.iter().all(is_found)
}

/// Returns a reference without the steps that it may share with the one beside it.
fn without_inherited_steps(reference: &Reference) -> Reference {
    let own = |target: &Target| Target {
        steps: target.steps.iter().skip(usize::from(reference.inherited_steps)).copied().collect(),
        ..target.clone()
    };
    let targets = reference.targets.iter().map(own).collect();
    Reference {
        targets,
        anchor: Anchor::None,
        inherited_steps: 0,
        inheritance: Inheritance::Certain,
        ..reference.clone()
    }
}

/// Returns whether a step counts a text without a label, and a letter in it follows: `first subparagraph, point (b)`.
pub(super) fn is_counted_around(step: &Step, rest: &[Step]) -> bool {
    let is_letter = |step: &Step| matches!(step.label.form, NumberForm::Lower | NumberForm::LowerRoman);
    step.kind == Kind::Subparagraph && step.label.form == NumberForm::Digits && rest.first().is_some_and(is_letter)
}

/// Makes a step that may be called a point the subparagraph that it is.
fn make_subparagraph(step: &mut Step) {
    if step.label.form == NumberForm::Lower {
        step.kind = Kind::Subparagraph;
    }
}

/// Returns whether a path leads to a text that is counted: `the second subparagraph of paragraph 1`.
fn is_counted(steps: &[Step]) -> bool {
    let is_counted = |step: &Step| step.kind.is_in_parentheses() && step.label.form == NumberForm::Digits;
    steps.iter().skip(1).any(is_counted)
}

/// Returns whether every number of a reference that is still to come may be a roman numeral: `Article XX`.
fn is_roman(reference: &Reference) -> bool {
    let labels = || reference.targets.iter().flat_map(|target| target.steps.iter().map(|it| it.label).chain(target.to));
    let is_open = |label: &Label| label.form == NumberForm::Placeholder;
    labels().any(|label| is_open(&label)) && labels().all(|label| !is_open(&label.in_roman_series()))
}

/// Returns whether a reference names articles in roman numerals only, other than X, which may stand for any number.
fn names_roman_articles(reference: &Reference) -> bool {
    let is_roman =
        |step: &Step| step.kind == Kind::Article && step.label.form == NumberForm::UpperRoman && !is_x(&step.label);
    !reference.targets.is_empty() && reference.targets.iter().all(|it| it.steps.first().is_some_and(is_roman))
}

/// Returns whether a label is the letter X, which may stand for any number.
fn is_x(label: &Label) -> bool {
    label.form == NumberForm::UpperRoman && label.number() == 10 && label.is_plain()
}

fn joined(outer: &str, inner: &str) -> String {
    match (outer.is_empty(), inner.is_empty()) {
        (true, _) => inner.to_owned(),
        (_, true) => outer.to_owned(),
        _ if inner.starts_with("subparagraph (") => format!("{outer} {}", &inner["subparagraph ".len()..]),
        _ if inner.starts_with("item (") => format!("{outer} {}", &inner["item ".len()..]),
        _ => format!("{outer}, {inner}"),
    }
}
