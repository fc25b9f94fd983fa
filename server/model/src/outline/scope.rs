//! Finds the first provision of a path, relative to the place of the reference: `paragraph 2` in article 9 is article
//! 9's, `(a)` belongs to the current list before the article's. Also decides whether a step may exist without a label.

use travaux_grammar::{Anchor, Enclosure, Kind, Label, NumberForm, Prefix, Step};

use super::lists::List;
use super::{Outline, Provision, ProvisionId, ROOT};

/// Whether the first step of a path is a labelled provision.
pub(super) enum FirstStep {
    Labelled,
    Unlabelled,
    MissingIn(ProvisionId),
}

impl Outline {
    /// Returns the provision with which a path begins, relative to another provision.
    pub(super) fn first_step(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<(ProvisionId, FirstStep)> {
        match step.kind {
            Kind::Paragraph if step.label.numbers[1] != 0 => match self.listed_step(from, anchor, step) {
                whole @ Some((_, FirstStep::Labelled)) => whole,
                other => self.pointed_item(from, anchor, step, rest).or(other),
            },
            Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => {
                self.listed_step(from, anchor, step)
            }
            Kind::Preamble => {
                let mut globals = self.globals.iter().copied();
                globals.find(|id| self.provision(*id).kind == Kind::Preamble).map(|id| (id, FirstStep::Labelled))
            }
            // A heading or an option.
            _ => {
                if let Some(id) = self.annex_with_part(from, anchor, step, rest) {
                    return Some((id, FirstStep::Labelled));
                }
                // Regulation 7.1 is paragraph 1 of regulation 7, if there is one, rather than regulation 7-1.
                let whole = self.headed_step(from, anchor, step);
                if let Some(id) = whole.filter(|id| self.is_joined_alike(*id, &step.label)) {
                    return Some((id, FirstStep::Labelled));
                }
                // `Article 9.1.2` is article 9.1, paragraph 2, or article 9, paragraph 1.2: the longest heading that
                // exists takes the front of a dotted number.
                // Where there is an article 4.1, 4.2 is an article too.
                // `Annex C-07` is no paragraph of annex C.
                let is_joined =
                    step.kind.is_annex() && step.label.hyphen_digits > 1 && step.label.form == NumberForm::Upper;
                let depths: &[usize] = match () {
                    () if is_joined => &[],
                    () if self.has_dotted_neighbour(step) => &[2],
                    () => &[2, 1],
                };
                let outer = depths.iter().copied().find_map(|depth| {
                    let (heading, paragraph) = step.label.split_at(depth)?;
                    let id = self.headed_step(from, anchor, &Step { kind: step.kind, label: heading })?;
                    self.is_joined_alike(id, &heading).then_some((id, paragraph))
                });
                let Some((id, paragraph)) = outer else { return whole.map(|id| (id, FirstStep::Labelled)) };
                rest.insert(0, Step { kind: Kind::Paragraph, label: paragraph });
                Some((id, FirstStep::Labelled))
            }
        }
    }

    /// Returns the paragraph that contains the item of a dotted number, `paragraph 2.1` where `.1` stands below 2, and adds
    /// the item to the rest of the path. The items in such an item have no labels of their own.
    fn pointed_item(
        &self,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<(ProvisionId, FirstStep)> {
        let (paragraph, item) = step.label.split_at(1)?;
        let found = self.listed_step(from, anchor, &Step { label: paragraph, ..*step })?;
        let first = self.children(Some(found.0)).next().map(|id| self.provision(id).enclosure);
        if !matches!(found.1, FirstStep::Labelled) || first != Some(Enclosure::Point) {
            return None;
        }
        let label = item.split_at(1).map_or(item, |(outer, _)| outer);
        self.child(found.0, &label)?;
        rest.insert(0, Step { kind: Kind::Subparagraph, label });
        Some(found)
    }

    /// Returns whether the numbers of a heading and of a label are joined by the same sign, if they have several.
    fn is_joined_alike(&self, heading: ProvisionId, label: &Label) -> bool {
        let has_hyphen = |label: &Label| label.hyphen_digits != 0;
        let own = self.provision(heading).label;
        label.numbers[1] == 0 || own.is_none_or(|own| has_hyphen(&own) == has_hyphen(label))
    }

    fn listed_step(&self, from: Option<ProvisionId>, anchor: Anchor, step: &Step) -> Option<(ProvisionId, FirstStep)> {
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
            // `subparagraph (a) of this article` is a member of the article's own list, or of the list around the
            // reference.
            Some(scope) if is_letter => {
                let around = from.map(|from| self.ancestors(from).take_while(|id| *id != scope).collect());
                let around: Vec<ProvisionId> = around.unwrap_or_default();
                std::iter::once(scope).chain(around).collect()
            }
            Some(scope) => vec![scope],
            // From the inside out: a letter belongs to the current paragraph before the article.
            None => from.map(|from| self.ancestors(from).collect()).unwrap_or_default(),
        };
        for scope in scopes.iter().copied().chain(scope.is_none().then_some(ROOT)) {
            if let Some(id) = self.listed_in(scope, container, step) {
                return Some((id, FirstStep::Labelled));
            }
            if Some(scope) == container && step.kind == Kind::Paragraph && !self.paragraphs_run_on() {
                break;
            }
        }
        if let Some(id) = scope.and_then(|scope| self.paragraph_of_sections(scope, step)) {
            return Some((id, FirstStep::Labelled));
        }
        if self.paragraphs_run_on() && scope.is_none() {
            // Those of the annex around the reference come before those of the decision.
            let around = || from.and_then(|from| self.ancestors(from).find_map(|scope| self.headed_in(scope, step)));
            let near = Some(step).filter(|step| step.kind == Kind::Paragraph).and_then(|_| around());
            let first = || self.numbered.all(Kind::Paragraph, &step.label).first().copied();
            let found = near.or_else(first).map(|id| (id, FirstStep::Labelled));
            // `subparagraph (h) above` belongs to a list around it.
            let list = || scopes.iter().copied().find(|it| is_letter && self.has_list(*it, step));
            let lacking = |list: ProvisionId| {
                let is_there = self.writes_label(list, step) || self.begins_unlabelled(list, step);
                let outcome = if is_there { FirstStep::Unlabelled } else { FirstStep::MissingIn(list) };
                Some((list, outcome))
            };
            return found.or_else(|| list().and_then(lacking));
        }
        if let Some(id) = self.in_numbered_article(from, anchor, step).filter(|_| scope.is_none()) {
            return Some((id, FirstStep::Labelled));
        }
        // There is no such label. If the list has no labels, or has them in running text, the step may still exist.
        let holder = scope.or(container)?;
        let holders: &[ProvisionId] = match step.kind {
            Kind::Paragraph => &[holder],
            _ => {
                let count = scopes.iter().position(|it| *it == holder).map_or(scopes.len(), |at| at + 1);
                &scopes[..count]
            }
        };
        let with_list = holders.iter().copied().find(|it| self.has_list(*it, step));
        let may_be_there = |it: &ProvisionId| self.writes_label(*it, step) || self.begins_unlabelled(*it, step);
        let is_written = holders.iter().any(may_be_there);
        if anchor == Anchor::Near
            && is_letter
            && with_list.is_none()
            && !is_written
            && let Some(beside) = self.listed_beside(&scopes, holder, step)
        {
            return Some(beside);
        }
        let is_there = with_list.is_none() || is_written;
        let outcome = if is_there { FirstStep::Unlabelled } else { FirstStep::MissingIn(with_list.unwrap_or(holder)) };
        Some((holder, outcome))
    }

    /// `subparagraph (e) above` in a paragraph that has no letters: returns the member of the list of another paragraph in the
    /// article, or the only such list if the member is missing there.
    fn listed_beside(
        &self,
        scopes: &[ProvisionId],
        article: ProvisionId,
        step: &Step,
    ) -> Option<(ProvisionId, FirstStep)> {
        const MAX_PARAGRAPHS: usize = 64;
        let own = scopes.iter().copied().find(|it| self.provision(*it).parent == Some(article))?;
        let beside =
            self.siblings_before(own).take(MAX_PARAGRAPHS).chain(self.siblings_after(own).take(MAX_PARAGRAPHS));
        let lists: Vec<ProvisionId> = beside.filter(|it| self.has_list(*it, step)).collect();
        if let Some(member) = lists.iter().find_map(|list| self.child(*list, &step.label)) {
            return Some((member, FirstStep::Labelled));
        }
        let [only] = lists[..] else { return None };
        (!self.writes_label(only, step)).then_some((only, FirstStep::MissingIn(only)))
    }

    /// Returns the paragraph of an annex whose numbers run through its sections: `paragraph 2 of this annex`.
    fn paragraph_of_sections(&self, scope: ProvisionId, step: &Step) -> Option<ProvisionId> {
        let is_of_annex = step.kind == Kind::Paragraph && self.provision(scope).kind.is_annex();
        let all = self.numbered.all(step.kind, &step.label);
        let first = all.partition_point(|id| *id <= scope);
        let mut inside = all[first..].iter().copied().take_while(|id| *id < self.provision(scope).end);
        let found = inside.next().filter(|_| is_of_annex)?;
        inside.next().is_none().then_some(found)
    }

    /// Returns the member of a provision's list that a step names. Chinese counts 第二款 in the article around it, whatever
    /// the labels of the article's list are.
    fn listed_in(&self, scope: ProvisionId, container: Option<ProvisionId>, step: &Step) -> Option<ProvisionId> {
        let is_paragraph = step.kind == Kind::Paragraph;
        let is_counted = self.facts.in_chinese && is_paragraph && container.is_some();
        if is_counted && Some(scope) != container {
            return None;
        }
        let id = self.child(scope, &step.label)?;
        let is_numbered = || matches!(self.provision(id).kind, Kind::Paragraph | Kind::Recital | Kind::Item);
        (!is_paragraph || is_counted || is_numbered()).then_some(id)
    }

    /// Returns the paragraph of a number that names its article: `paragraph 10.1` is article 10's.
    fn in_numbered_article(&self, from: Option<ProvisionId>, anchor: Anchor, step: &Step) -> Option<ProvisionId> {
        let (article, _) = step.label.split_at(1).filter(|_| step.kind == Kind::Paragraph)?;
        let article = self.headed_step(from, anchor, &Step { kind: Kind::Article, label: article })?;
        self.child(article, &step.label)
    }

    /// Returns whether paragraphs are numbered through the whole text rather than in each article.
    fn paragraphs_run_on(&self) -> bool {
        !self.has_articles && !self.paragraphs_restart
    }

    /// Returns the member of a provision's list with a label, including those in options, in either reading of a
    /// letter.
    pub(super) fn child(&self, scope: ProvisionId, label: &Label) -> Option<ProvisionId> {
        // Most provisions around a reference have no list.
        let Some(list) = self.lists.list(scope) else { return self.member_of_option(scope, label) };
        let member = |label: &Label| label.readings().find_map(|it| list.member(scope, &it.key()));
        let written_otherwise = || {
            let operative = Label { prefix: Prefix::Operative, ..*label };
            let is_plain_number = label.form == NumberForm::Digits && label.prefix == Prefix::None;
            let operative = is_plain_number.then(|| member(&operative)).flatten();
            operative
                .or_else(|| self.counted_member((scope, list), label))
                .or_else(|| self.member_of_option(scope, label))
        };
        member(label).or_else(written_otherwise).or_else(|| {
            // In article 5 whose paragraphs are numbered 5.1, 5.2, `paragraph 1` is 5.1.
            let outer = Some(scope).filter(|it| *it != ROOT).and_then(|it| self.provision(it).label)?;
            member(&label.inside(&outer)?)
        })
    }

    /// Returns the member of an option with a label: the lists hold it for the provision around the option.
    fn member_of_option(&self, option: ProvisionId, label: &Label) -> Option<ProvisionId> {
        const MAX_MEMBERS: usize = 64;
        if option == ROOT || self.provision(option).kind != Kind::Option {
            return None;
        }
        let has_label = |id: &ProvisionId| self.provision(*id).label.is_some_and(|it| it.names_same_provision(label));
        self.children(Some(option)).take(MAX_MEMBERS).find(has_label)
    }

    /// Returns the member of a provision's list that Chinese counts: 第三款 is the third paragraph, labelled 三、 or （三）, and
    /// 第1项 its first item, labelled 1. or （一）.
    fn counted_member(&self, (scope, list): (ProvisionId, &List), label: &Label) -> Option<ProvisionId> {
        const FORMS: [NumberForm; 3] = [NumberForm::Digits, NumberForm::Lower, NumberForm::LowerRoman];
        let has_own_form = || list.member(scope, &Label::new(label.form, 1).key()).is_some();
        let is_counted = self.facts.in_chinese && FORMS.contains(&label.form) && !has_own_form();
        let written = FORMS.into_iter().map(|form| Label { form, roman: 0, ..*label });
        written.filter(|_| is_counted).find_map(|it| list.member(scope, &it.key()))
    }

    /// Returns whether a step may lead to text without a label of its own: there is no list of its form, or its label
    /// is in running text.
    pub fn may_contain_unlabelled(&self, scope: ProvisionId, step: &Step) -> bool {
        !self.has_list(scope, step) || self.writes_label(scope, step) || self.begins_unlabelled(scope, step)
    }

    /// Returns whether a step is the first of a list whose labels begin with the second: its own label was left out.
    fn begins_unlabelled(&self, scope: ProvisionId, step: &Step) -> bool {
        let label = step.label;
        if label.form != NumberForm::Digits || label.number() != 1 || !label.is_first() || !label.is_plain() {
            return false;
        }
        self.child(scope, &Label::new(NumberForm::Digits, 2)).is_some()
    }

    /// Returns whether a label that is missing may be in running text all the same: as the number of a heading, or in
    /// the text of the provision that should contain it.
    pub fn may_be_in_text(&self, scope: Option<ProvisionId>, kind: Kind, label: &Label) -> bool {
        if kind.is_heading() {
            return self.headings_in_text.contains(&(kind, label.key()));
        }
        scope.is_some_and(|scope| self.writes_label(scope, &Step { kind, label: *label }))
    }

    /// Returns whether an option of a provision contains a label, or, for articles, any option of the draft.
    pub fn is_in_option(&self, scope: Option<ProvisionId>, kind: Kind, label: &Label) -> bool {
        let is_in_option = |id: ProvisionId| {
            self.provision(id).parent.is_some_and(|parent| self.provision(parent).kind == Kind::Option)
        };
        if kind == Kind::Article {
            return self.numbered.all(kind, label).iter().any(|id| is_in_option(*id));
        }
        self.child(scope.unwrap_or(ROOT), label).is_some_and(is_in_option)
    }

    /// Returns whether the numbers after that of a section are those of paragraphs in it: `5.8` and `5.9` in section 5.7,
    /// where only some of the provisions have a title on a line of its own.
    pub fn section_goes_on_with(&self, section: ProvisionId, label: &Label) -> bool {
        let Provision { kind, label: own, .. } = self.provision(section);
        let has = |label: &Label| self.lists.member(section, &label.key()).is_some();
        // A section whose paragraphs begin anew has its own number among them, or only lower ones.
        *kind == Kind::Section && own.is_some_and(|own| !has(&own) && own < *label && has(label))
    }

    /// Returns whether a provision directly contains labels of a step's form. Items with small letters are no texts without
    /// labels for `(B)`.
    fn has_list(&self, scope: ProvisionId, step: &Step) -> bool {
        let is_capital = step.label.form == NumberForm::Upper && step.kind.is_in_parentheses();
        self.lists.has_style_of(scope, &step.label)
            || is_capital && self.lists.has_style_of(scope, &Label::new(NumberForm::Lower, 1))
    }

    /// Returns whether the running text of a provision contains the label of a step: `: (a) one; (b) two`.
    fn writes_label(&self, scope: ProvisionId, step: &Step) -> bool {
        let is_listed = matches!(step.label.form, NumberForm::Lower | NumberForm::LowerRoman | NumberForm::Digits);
        if !is_listed || step.kind.is_heading() {
            return false;
        }
        let first = self.provision(scope).block;
        let last = match self.get(self.provision(scope).end) {
            Some(next) if next.after_text => next.block,
            Some(next) => next.block.minus(1).max(first),
            None => self.blocks,
        };
        step.label.readings().any(|reading| {
            let blocks = self.written.get(&reading.key()).map_or(&[][..], Vec::as_slice);
            blocks.get(blocks.partition_point(|block| *block < first)).is_some_and(|block| *block <= last)
        })
    }
}

fn is_container(kind: Kind) -> bool {
    kind.is_heading()
}
