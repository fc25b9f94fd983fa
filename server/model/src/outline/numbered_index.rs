//! The numbered headings and paragraphs of a draft by kind and number, and what their numbers show.

use travaux_grammar::{Kind, Label, NumberForm, Step, to_u32};

use super::{LabelKey, Outline, OutlineSplice, ProvisionId};

/// The numbered global provisions, sorted by kind, label and place in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct NumberedIndex {
    pub(super) keys: Vec<(Kind, LabelKey)>,
    /// The provisions, one for each key.
    ids: Vec<ProvisionId>,
    /// The range of each annex, in order; none contains another.
    pub(super) annexes: Vec<(ProvisionId, ProvisionId)>,
}

impl NumberedIndex {
    /// Collects the numbered ones among some provisions, which are in order.
    pub(super) fn of(outline: &Outline, ids: impl Iterator<Item = ProvisionId>) -> NumberedIndex {
        let keyed = |id: ProvisionId| {
            let provision = outline.provision(id);
            provision.label.filter(|_| !provision.quoted).map(|label| ((provision.kind, label.key()), id))
        };
        let mut all: Vec<((Kind, LabelKey), ProvisionId)> = ids.filter_map(keyed).collect();
        all.sort_unstable();
        let (keys, ids) = all.into_iter().unzip();
        NumberedIndex { keys, ids, annexes: Vec::new() }
    }

    /// Returns the numbered provisions after an outline was folded again at a splice; `new` are those of the inserted
    /// provisions.
    pub(super) fn after(&self, splice: &OutlineSplice, new: NumberedIndex) -> NumberedIndex {
        let count = self.ids.len() + new.ids.len();
        let (keys, ids) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut all = NumberedIndex { keys, ids, annexes: Vec::new() };
        let before = self.keys.iter().zip(&self.ids).filter_map(|(key, id)| Some((*key, splice.provisions.map(*id)?)));
        let mut new = new.keys.into_iter().zip(new.ids).peekable();
        let mut add = |(key, id)| {
            all.keys.push(key);
            all.ids.push(id);
        };
        for before in before {
            while let Some(new) = new.next_if(|it| *it < before) {
                add(new);
            }
            add(before);
        }
        new.for_each(add);
        all
    }

    /// Returns the provisions of a kind and label, in order.
    pub(super) fn all(&self, kind: Kind, label: &Label) -> &[ProvisionId] {
        let key = (kind, label.key());
        // One number is cheaper to compare than a whole key, and is enough in most cases.
        let number = leading(&key);
        let is_before = |it: &(Kind, LabelKey)| leading(it) < number || leading(it) == number && *it < key;
        let first = self.keys.partition_point(is_before);
        let count = self.keys[first..].partition_point(|it| leading(it) == number && *it == key);
        &self.ids[first..first + count]
    }

    /// Returns the first of `all`, the provisions of a kind and label, outside the annexes. There is none for
    /// paragraphs, whose numbers belong to no single place.
    pub(super) fn first_outside_annexes(&self, kind: Kind, all: &[ProvisionId]) -> Option<ProvisionId> {
        let is_in_annex = |id: ProvisionId| {
            let count = self.annexes.partition_point(|annex| annex.0 <= id);
            count.checked_sub(1).is_some_and(|annex| id < self.annexes[annex].1)
        };
        all.iter().copied().find(|id| !is_in_annex(*id)).filter(|_| kind != Kind::Paragraph)
    }

    /// Returns whether there is an annex, with or without a number.
    pub(super) fn has_annexes(&self) -> bool {
        !self.annexes.is_empty()
    }

    /// Returns how many provisions of a kind there are.
    pub(super) fn len_of(&self, kind: Kind) -> usize {
        self.keys.partition_point(|it| it.0 <= kind) - self.keys.partition_point(|it| it.0 < kind)
    }

    /// Returns how many labels the provisions of a kind have.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.groups(kind).count()
    }

    /// Returns the provisions of a kind, grouped by label.
    pub(super) fn groups(&self, kind: Kind) -> impl Iterator<Item = &[ProvisionId]> {
        let first = self.keys.partition_point(|it| it.0 < kind);
        let last = self.keys.partition_point(|it| it.0 <= kind);
        let mut ids = &self.ids[first..last];
        self.keys[first..last].chunk_by(|one, other| one == other).map(move |keys| {
            let (alike, others) = ids.split_at(keys.len());
            ids = others;
            alike
        })
    }
}

/// Returns the kind, the form and the first number of a key as one number, so that numbers have the order of the keys.
fn leading((kind, label): &(Kind, LabelKey)) -> u64 {
    (*kind as u64) << 40 | u64::from(label.0) << 32 | u64::from(label.1[0])
}

impl Outline {
    /// Returns the highest number of the headings of a kind, 0 if there is none.
    pub fn highest_number(&self, kind: Kind) -> u32 {
        self.numbers_down(kind).next().unwrap_or(0)
    }

    /// Returns the numbers of the headings of a kind, from the highest down.
    pub(super) fn numbers_down(&self, kind: Kind) -> impl Iterator<Item = u32> + '_ {
        // Digits and roman numerals come first among the labels of a kind, in the order of their numbers.
        let first = Label::new(NumberForm::Digits, 0).key();
        let after = self.numbered.keys.partition_point(|it| *it < (kind, (first.0 + 1, first.1, first.2, first.3)));
        let down = self.numbered.keys[..after].iter().rev();
        down.take_while(move |it| it.0 == kind && it.1.0 == first.0).map(|it| it.1.1[0])
    }

    /// Returns whether a number is too high for a heading that stood in the draft and was deleted or renumbered.
    pub fn is_beyond(&self, step: &Step) -> bool {
        let is_counted = matches!(step.label.form, NumberForm::Digits | NumberForm::UpperRoman | NumberForm::Upper);
        let kinds = Kind::is_article(step.kind)
            || matches!(step.kind, Kind::Annex | Kind::Appendix | Kind::Part | Kind::Chapter);
        kinds && is_counted && step.label.number() > self.reach(step.kind)
    }

    /// Returns the highest number of a kind that may have been in the draft, as its headings are counted. It grows in
    /// steps, so that few edits change it.
    pub(super) fn reach(&self, kind: Kind) -> u32 {
        const STEPS: [u32; 12] = [4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
        let count = to_u32(self.numbered.len_of(kind));
        STEPS.into_iter().find(|it| *it > count).unwrap_or(u32::MAX)
    }

    /// Returns the lowest number of the headings of a kind, 0 if there is none.
    pub fn lowest_number(&self, kind: Kind) -> u32 {
        self.lowest_key(kind).map_or(0, |it| it.1[0])
    }

    /// Returns whether the first heading of a kind has the number of its chapter before its own: `Article 3.1`.
    pub fn is_numbered_by_chapter(&self, kind: Kind) -> bool {
        self.lowest_key(kind).is_some_and(|it| it.1[1] != 0)
    }

    fn lowest_key(&self, kind: Kind) -> Option<&LabelKey> {
        let first = Label::new(NumberForm::Digits, 0).key();
        let keys = &self.numbered.keys;
        let lowest = keys.get(keys.partition_point(|it| *it < (kind, first)));
        lowest.filter(|it| it.0 == kind && it.1.0 == first.0).map(|it| &it.1)
    }

    /// Returns whether a missing step may name an article of another instrument by the form of its number: `Article 39` in a
    /// protocol whose articles are I to XX.
    pub fn is_in_other_numerals(&self, step: &Step) -> bool {
        self.articles_in_romans && step.kind == Kind::Article && step.label.form == NumberForm::Digits
    }

    /// Returns whether the heading of a kind and number is divided into several: chapters II-1 and II-2 for chapter II.
    pub fn is_divided(&self, kind: Kind, label: &Label) -> bool {
        self.first_divided(kind, label).is_some()
    }

    /// Returns whether the first of the articles that are inserted with a dot has a heading: 4.1 for article 4.2.
    pub fn has_dotted_neighbour(&self, step: &Step) -> bool {
        let number = step.label.numbers[0];
        let first = Label { numbers: [number, 1, 0], ..Label::new(NumberForm::Digits, number) };
        let is_dotted = |id: &ProvisionId| self.provision(*id).label.is_some_and(|label| label.hyphen_digits == 0);
        step.kind == Kind::Article
            && !self.restarts
            && step.label.numbers[1] != 0
            && step.label.hyphen_digits == 0
            && self.numbered.all(Kind::Article, &first).first().is_some_and(is_dotted)
    }

    pub(super) fn first_divided(&self, kind: Kind, label: &Label) -> Option<&LabelKey> {
        let (form, numbers, ..) = label.key();
        let keys = &self.numbered.keys;
        let is_before = |it: &(Kind, LabelKey)| (it.0, it.1.0, it.1.1[0], it.1.1[1]) < (kind, form, numbers[0], 1);
        let next = keys.get(keys.partition_point(is_before));
        next.filter(|it| it.0 == kind && it.1.0 == form && it.1.1[0] == numbers[0]).map(|it| &it.1)
    }
}
