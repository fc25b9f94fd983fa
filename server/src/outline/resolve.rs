//! What became of a reference: the provisions that it names, seen from where it stands. `paragraph 2` inside article 9
//! is article 9's.

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::fold::folded;
use travaux_grammar::label::Form;
use travaux_grammar::leading::Enclosure;
use travaux_grammar::lexicon::{Lexicon, Word};
use travaux_grammar::reference::{Anchor, Reference, Step, Target};
use travaux_grammar::{Draft, Kind, Label};

use super::{LabelKey, Outline, ProvisionId, ROOT};

/// How a reference stands to the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All that it names is there.
    Resolved,
    /// It points from where it stands: `this article`.
    Relative,
    /// A number is still to come.
    Pending,
    /// It names another instrument.
    External,
    /// Something that it names is not there.
    Dangling,
}

impl Status {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Status::Resolved => "resolved",
            Status::Relative => "relative",
            Status::Pending => "pending",
            Status::External => "external",
            Status::Dangling => "dangling",
        }
    }
}

/// Why a target is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The innermost provision of the path that is there; `None` if not even the outermost is.
    pub inside: Option<ProvisionId>,
    /// The step that leads nowhere.
    pub step: Step,
}

/// What one target of a reference led to.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// The provision, and the address that the reference spells.
    There {
        /// The provision, or the one that holds what has no label of its own.
        provision: ProvisionId,
        /// Its address; deeper than the provision's where the reference goes on to what has no label.
        address: String,
    },
    /// Nothing.
    Nowhere {
        /// What is missing.
        missing: Missing,
        /// The address that the reference spells.
        address: String,
    },
}

/// What became of a reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// How it stands to the draft.
    pub status: Status,
    /// Its targets in reading order, ranges spelt out. Empty for one that is external or pending.
    pub targets: Vec<Resolved>,
}

impl Resolution {
    /// The provisions that are there.
    pub fn provisions(&self) -> impl Iterator<Item = ProvisionId> + '_ {
        self.targets.iter().filter_map(|target| match target {
            Resolved::There { provision, .. } => Some(*provision),
            Resolved::Nowhere { .. } => None,
        })
    }
}

/// How many provisions a range may name.
const LONGEST_RANGE: u32 = 200;

impl Outline {
    /// Resolves a reference that stands in a block.
    pub fn resolve(&self, draft: &Draft, block: usize, reference: &Reference) -> Resolution {
        let only = |status| Resolution { status, targets: Vec::new() };
        if reference.anchor == Anchor::Other || self.names_another(reference.anchor) {
            return only(Status::External);
        }
        if reference.pending {
            return only(Status::Pending);
        }
        let from = self.at(block, reference.start as usize);
        if let Some((kind, shift)) = reference.relative {
            let there = from.and_then(|from| self.pointed_at(from, kind, shift));
            let targets = there.map(|provision| Resolved::There { provision, address: self.address(provision) });
            return Resolution { status: Status::Relative, targets: targets.into_iter().collect() };
        }
        let mut from = from;
        if reference.anchor == Anchor::Annexed {
            from = self.annex(from);
            let is_there = |steps: &[Step]| {
                from.is_some_and(|annex| match self.resolve_steps(draft, from, Anchor::This(Kind::Annex), steps) {
                    Resolved::There { provision, .. } => (annex..self.provision(annex).end).contains(&provision),
                    Resolved::Nowhere { .. } => false,
                })
            };
            if !reference.targets.iter().flat_map(spelt_out).all(|steps| is_there(&steps)) {
                return only(Status::External);
            }
        }
        let mut targets = Vec::new();
        for target in &reference.targets {
            for steps in spelt_out(target) {
                targets.push(self.resolve_steps(draft, from, reference.anchor, &steps));
            }
        }
        // `annex X` may be the tenth or one still to be numbered.
        let is_open = |it: &Resolved| matches!(it, Resolved::Nowhere { missing, .. } if is_x(&missing.step.label));
        if targets.iter().any(is_open) {
            return only(Status::Pending);
        }
        let missing = targets.iter().any(|it| matches!(it, Resolved::Nowhere { .. }));
        Resolution { status: if missing { Status::Dangling } else { Status::Resolved }, targets }
    }

    fn names_another(&self, anchor: Anchor) -> bool {
        match anchor {
            Anchor::Definite(noun) => self.own_name != Some(noun) || self.defined_names.contains(&noun),
            Anchor::None | Anchor::This(_) | Anchor::Near | Anchor::Annexed | Anchor::Own | Anchor::Other => false,
        }
    }

    /// The annex that `the Annex` names where a provision stands: the one around, or the only one.
    fn annex(&self, from: Option<ProvisionId>) -> Option<ProvisionId> {
        let is_annex = |id: &ProvisionId| self.provision(*id).kind == Kind::Annex;
        from.and_then(|from| self.ancestors(from).find(is_annex)).or(self.only_annex)
    }

    /// `this article` is the one around; `the preceding paragraph` its sibling.
    fn pointed_at(&self, from: ProvisionId, kind: Kind, shift: i8) -> Option<ProvisionId> {
        let around = self.ancestors(from).find(|id| self.provision(*id).kind == kind)?;
        match shift {
            0 => Some(around),
            _ => {
                let is_alike = |id: &ProvisionId| self.provision(*id).kind == kind;
                if shift > 0 {
                    self.siblings_behind(around).find(is_alike)
                } else {
                    self.siblings_before(around).find(is_alike)
                }
            }
        }
    }

    fn resolve_steps(&self, draft: &Draft, from: Option<ProvisionId>, anchor: Anchor, steps: &[Step]) -> Resolved {
        let Some((first, rest)) = steps.split_first() else {
            let step = Step { kind: Kind::Article, label: Label::placeholder() };
            return Resolved::Nowhere { missing: Missing { inside: None, step }, address: String::new() };
        };
        let mut rest = rest.to_vec();
        let Some(mut here) = self.first_step(draft, from, anchor, first, &mut rest) else {
            return Resolved::Nowhere {
                missing: Missing { inside: None, step: *first },
                address: self.address_of_steps(steps),
            };
        };
        if let Lost::Inside(scope) = here.1 {
            return Resolved::Nowhere {
                missing: Missing { inside: Some(scope), step: *first },
                address: joined(&self.address(scope), &self.address_of_steps(steps)),
            };
        }
        if let Lost::Unlabelled = here.1 {
            let address = joined(&self.address(here.0), &self.address_of_steps(steps));
            return Resolved::There { provision: here.0, address };
        }
        for (place, step) in rest.iter().enumerate() {
            match self.child(here.0, &step.label) {
                Some(child) => here.0 = child,
                None if self.holds_unlabelled(draft, here.0, step) => {
                    let address = joined(&self.address(here.0), &self.address_of_steps(&rest[place..]));
                    return Resolved::There { provision: here.0, address };
                }
                None => {
                    return Resolved::Nowhere {
                        missing: Missing { inside: Some(here.0), step: *step },
                        address: joined(&self.address(here.0), &self.address_of_steps(&rest[place..])),
                    };
                }
            }
        }
        let address = self.address(here.0);
        Resolved::There { provision: here.0, address }
    }

    /// Where a path begins, seen from a provision.
    fn first_step(
        &self,
        draft: &Draft,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
        rest: &mut Vec<Step>,
    ) -> Option<(ProvisionId, Lost)> {
        match step.kind {
            Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => {
                self.listed_step(draft, from, anchor, step)
            }
            Kind::Preamble => self
                .provisions
                .iter()
                .position(|it| it.kind == Kind::Preamble)
                .map(|id| (id as ProvisionId, Lost::Nothing)),
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
        let all = self.headed.get(&(step.kind, step.label.key()))?;
        // They are in order, and so are those within each provision around: the first there is the nearest.
        let within = |scope: ProvisionId| {
            let first = all[all.partition_point(|id| *id < scope)..].first().copied();
            first.filter(|id| *id < self.provision(scope).end)
        };
        let nearest = from.and_then(|from| self.ancestors(from).find_map(within));
        // `of the Convention` in the protocol behind it is the convention's.
        let is_own = !matches!(anchor, Anchor::Definite(_));
        let nearest = nearest.or_else(|| from.filter(|_| is_own).and_then(|from| self.in_instrument(from, all)));
        nearest.or_else(|| self.foremost.get(&(step.kind, step.label.key())).copied()).or_else(|| all.first().copied())
    }

    /// The first of some headings in the instrument that a provision belongs to, if the draft holds several.
    fn in_instrument(&self, from: ProvisionId, all: &[ProvisionId]) -> Option<ProvisionId> {
        let place = self.instrument(from);
        let start = *self.instruments.get(place.checked_sub(1)?)?;
        let end = self.instruments.get(place).copied().unwrap_or(ProvisionId::MAX);
        all[all.partition_point(|id| *id < start)..].first().copied().filter(|id| *id < end)
    }

    fn listed_step(
        &self,
        draft: &Draft,
        from: Option<ProvisionId>,
        anchor: Anchor,
        step: &Step,
    ) -> Option<(ProvisionId, Lost)> {
        let scope = match anchor {
            Anchor::This(kind) => {
                from.and_then(|from| self.ancestors(from).find(|id| self.provision(*id).kind == kind))
            }
            Anchor::Annexed => from,
            Anchor::None | Anchor::Near | Anchor::Own | Anchor::Definite(_) | Anchor::Other => None,
        };
        let container = from.and_then(|from| self.ancestors(from).find(|id| is_container(self.provision(*id).kind)));
        let scopes: Vec<ProvisionId> = match scope {
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
            return self
                .headed
                .get(&(Kind::Paragraph, step.label.key()))
                .and_then(|all| all.first())
                .map(|id| (*id, Lost::Nothing));
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
        let is_there = listing.is_none() || holders.iter().any(|it| self.writes_label(draft, *it, step));
        let lost = if is_there { Lost::Unlabelled } else { Lost::Inside(listing.unwrap_or(holder)) };
        Some((holder, lost))
    }

    /// Whether paragraphs are numbered through the whole text rather than in each article.
    fn paragraphs_run_on(&self) -> bool {
        !self.headed.keys().any(|(kind, _)| *kind == Kind::Article) && !self.paragraphs_restart
    }

    /// What lies in a provision under a label, options passed over, in either reading of a letter.
    fn child(&self, scope: ProvisionId, label: &Label) -> Option<ProvisionId> {
        [Some(label.as_letter()), label.as_roman()]
            .into_iter()
            .flatten()
            .find_map(|reading| self.listed.get(&(scope, reading.key())))
            .copied()
    }

    /// Whether a step may lead to something that has no label of its own in the draft: no list of its form is there,
    /// or its label stands in running text.
    fn holds_unlabelled(&self, draft: &Draft, scope: ProvisionId, step: &Step) -> bool {
        !self.has_list(scope, step) || self.writes_label(draft, scope, step)
    }

    /// Whether labels of a step's form stand right in a provision.
    fn has_list(&self, scope: ProvisionId, step: &Step) -> bool {
        self.lists.contains(&(scope, None)) || self.lists.contains(&(scope, Some(style(&step.label))))
    }

    /// Whether the running text of a provision writes the label of a step: `: (a) one; (b) two`.
    fn writes_label(&self, draft: &Draft, scope: ProvisionId, step: &Step) -> bool {
        if !matches!(step.label.form, Form::Lower | Form::LowerRoman | Form::Digits) {
            return false;
        }
        let range = self.range(draft, scope);
        let first = draft.block_at(range.start) as u32;
        let last = draft.block_at(range.end.saturating_sub(1).max(range.start)) as u32;
        [Some(step.label.as_letter()), step.label.as_roman()].into_iter().flatten().any(|reading| {
            let blocks = self.written.get(&reading.key()).map_or(&[][..], Vec::as_slice);
            blocks.get(blocks.partition_point(|block| *block < first)).is_some_and(|block| *block <= last)
        })
    }
}

/// The labels that make one list with a label, whatever their alphabet.
fn style(label: &Label) -> u8 {
    match label.form {
        Form::Digits | Form::UpperRoman => 0,
        Form::Lower | Form::LowerRoman => 1,
        Form::Upper => 2,
        Form::Placeholder => 3,
        Form::Lettered => 4,
    }
}

/// Whether a label is the letter X, which stands for any number.
fn is_x(label: &Label) -> bool {
    label.form == Form::UpperRoman && label.number() == 10 && label.is_plain()
}

/// Whether the first step of a path was found as a provision of its own.
enum Lost {
    Nothing,
    Unlabelled,
    Inside(ProvisionId),
}

fn is_container(kind: Kind) -> bool {
    kind.is_division() || matches!(kind, Kind::Article | Kind::Preamble)
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

/// The paths that a target names: one, or each of a range.
fn spelt_out(target: &Target) -> Vec<Vec<Step>> {
    let Some((to, (last, before))) = target.to.zip(target.steps.split_last()) else {
        return vec![target.steps.to_vec()];
    };
    let (mut first, mut to) = (last.label, to);
    if first.form != to.form {
        // `(i) to (iv)`: the letter is a numeral.
        first = first.as_roman().filter(|it| it.form == to.form).unwrap_or(first);
        to = to.as_roman().filter(|it| it.form == first.form).unwrap_or(to);
    }
    let path = |label: Label| -> Vec<Step> {
        let mut steps = before.to_vec();
        steps.push(Step { kind: last.kind, label });
        steps
    };
    let is_plain = first.is_plain() && to.is_plain() && first.numbers[1] == 0 && to.numbers[1] == 0;
    let count = to.number().saturating_sub(first.number());
    if !is_plain || first.form != to.form || count == 0 || count > LONGEST_RANGE {
        return vec![path(first), path(to)];
    }
    (first.number()..=to.number())
        .map(|number| {
            let mut label = Label::new(first.form, number);
            label.prefix = first.prefix;
            path(label)
        })
        .collect()
}

/// Fills an outline's index from its provisions.
pub(super) fn index(draft: &Draft, outline: &mut Outline) {
    let mut headed: FxHashMap<_, Vec<ProvisionId>> = FxHashMap::default();
    let mut listed = FxHashMap::default();
    let mut rivals = Vec::new();
    let mut lists = FxHashSet::default();
    let mut foremost = FxHashMap::default();
    // Annexes hold each other's provisions nowhere, so the end of the last one tells.
    let mut annex_end = 0;
    for (id, provision) in outline.provisions.iter().enumerate() {
        let id = id as ProvisionId;
        if provision.kind == Kind::Annex {
            annex_end = provision.end.max(annex_end);
        }
        if let Some(parent) = provision.parent {
            if provision.kind == Kind::Option {
                lists.insert((parent, None));
            } else if let Some(label) = &provision.label {
                lists.insert((parent, Some(style(label))));
            }
        }
        let Some(label) = provision.label.filter(|_| !provision.quoted) else { continue };
        match provision.kind {
            Kind::Paragraph | Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => {
                let scope = outline
                    .ancestors(id)
                    .skip(1)
                    .find(|it| outline.provision(*it).kind != Kind::Option)
                    .unwrap_or(ROOT);
                listed.entry((scope, label.key())).or_insert(id);
                for rival in &provision.rivals {
                    rivals.push(((scope, rival.key()), id));
                }
                if provision.kind == Kind::Paragraph {
                    headed.entry((Kind::Paragraph, label.key())).or_default().push(id);
                }
            }
            Kind::Preamble
            | Kind::Annex
            | Kind::Part
            | Kind::Title
            | Kind::Chapter
            | Kind::Section
            | Kind::Article
            | Kind::Option => {
                if provision.enclosure == Enclosure::Dot {
                    // `2. Objective` is found in its part as a paragraph would be.
                    listed.entry((provision.parent.unwrap_or(ROOT), label.key())).or_insert(id);
                }
                if id >= annex_end {
                    foremost.entry((provision.kind, label.key())).or_insert(id);
                }
                headed.entry((provision.kind, label.key())).or_default().push(id);
            }
        }
    }
    let mut annexes = (0..).zip(&outline.provisions).filter(|(_, it)| it.kind == Kind::Annex).map(|(id, _)| id);
    outline.only_annex = annexes.next().filter(|_| annexes.next().is_none());
    outline.instruments = instruments(outline);
    // A provision's own number goes before one that is only proposed for another.
    for (key, id) in rivals {
        listed.entry(key).or_insert(id);
    }
    outline.headed = headed;
    outline.foremost = foremost;
    outline.lists = lists;
    outline.written = written(draft);
    outline.listed = listed;
    outline.restarts = restart(outline, Kind::Article);
    outline.paragraphs_restart = restart(outline, Kind::Paragraph);
    names(draft, outline);
}

/// The articles from which on the numbers of articles are another instrument's, or another language's.
fn instruments(outline: &Outline) -> Vec<ProvisionId> {
    let mut found = Vec::new();
    let mut count = 0;
    let mut annex_end = 0;
    for (id, provision) in (0..).zip(&outline.provisions) {
        if provision.kind == Kind::Annex {
            annex_end = provision.end.max(annex_end);
        }
        if provision.kind != Kind::Article || provision.quoted || id < annex_end {
            continue;
        }
        let begins = provision.label.is_some_and(|label| label.number() == 1 && label.is_first() && label.is_plain());
        if begins && count >= 2 {
            found.push(id);
            count = 0;
        }
        count += 1;
    }
    found
}

/// In which blocks' running text each label is written.
fn written(draft: &Draft) -> FxHashMap<LabelKey, Vec<u32>> {
    let mut written: FxHashMap<LabelKey, Vec<u32>> = FxHashMap::default();
    for (index, block) in draft.blocks.iter().enumerate() {
        for label in &block.written {
            for reading in [Some(label.as_letter()), label.as_roman()].into_iter().flatten() {
                written.entry(reading.key()).or_default().push(index as u32);
            }
        }
    }
    written
}

/// Whether the numbers of a kind begin anew in another division.
fn restart(outline: &Outline, kind: Kind) -> bool {
    let is_free = |id: ProvisionId| {
        !outline.ancestors(id).skip(1).any(|it| {
            matches!(
                outline.provision(it).kind,
                Kind::Article | Kind::Annex | Kind::Paragraph | Kind::Option | Kind::Preamble
            )
        })
    };
    outline.headed.iter().any(|((each, _), ids)| {
        *each == kind && ids.len() > 1 && {
            let first_of_lists = ids.iter().copied().filter(|id| {
                is_free(*id) && outline.provision(*id).label.is_some_and(|it| it.number() == 1 && it.is_plain())
            });
            let mut parents: Vec<Option<ProvisionId>> = first_of_lists.map(|id| outline.provision(id).parent).collect();
            parents.dedup();
            parents.len() > 1
        }
    })
}

/// What the agreement calls itself, and which nouns it defines as another's.
fn names(draft: &Draft, outline: &mut Outline) {
    // A protocol that amends a convention quotes `this Convention` more often than it says `this Protocol`; but its
    // first words are its own.
    const FIRST_WORDS: u32 = 5;
    let first_article = outline.provisions.iter().find(|it| it.kind == Kind::Article).map_or(0, |it| it.block);
    let mut counts: Vec<(u8, u32)> = Vec::new();
    for (index, block) in (0..).zip(&draft.blocks) {
        let weight = if index < first_article { FIRST_WORDS } else { 1 };
        if block.language != draft.language() {
            continue;
        }
        for (noun, count) in &block.own_names {
            match counts.iter_mut().find(|(each, _)| each == noun) {
                Some((_, sum)) => *sum += u32::from(*count) * weight,
                None => counts.push((*noun, u32::from(*count) * weight)),
            }
        }
    }
    for (index, definition) in outline.definitions(draft) {
        let block = &draft.blocks[index];
        if block.language != draft.language() {
            continue;
        }
        let term = folded(block.slice(definition.term.clone())).into_owned();
        let lexicon = Lexicon::of(block.language);
        let noun = term.split_whitespace().next_back().and_then(|word| lexicon.word(word));
        if let Some(Word::Instrument(noun)) = noun
            && term.split_whitespace().count() <= 2
        {
            outline.defined_names.push(noun);
        }
    }
    outline.own_name =
        counts.into_iter().max_by_key(|(noun, count)| (*count, std::cmp::Reverse(*noun))).map(|(noun, _)| noun);
    // `“Convention” means this Convention` would be no other: what it is called most is its own.
    let own = outline.own_name;
    outline.defined_names.retain(|noun| Some(*noun) != own);
    outline.defined_names.sort_unstable();
    outline.defined_names.dedup();
}
