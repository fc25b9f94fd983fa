//! The labels of the members of each provision's list. Members are counted from the provision that holds them, so that
//! an edit elsewhere does not change a list.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{Enclosure, Kind, Label, NumberForm};

use super::{LabelKey, Outline, ProvisionId, ROOT};

/// The lists of an outline, sorted by holder.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lists(Vec<(ProvisionId, Arc<List>)>);

/// The list of one provision.
#[derive(Debug, Default, PartialEq)]
pub(super) struct List {
    /// The first member with each label, sorted by label, including those in options; counted from the holder.
    members: Box<[(LabelKey, u32)]>,
    /// The styles of the labels directly in the holder, as a bit set.
    styles: u8,
}

impl Lists {
    /// Collects the lists of an outline whose provisions are known.
    pub(super) fn of(outline: &Outline) -> Lists {
        let mut lists = Lists::default();
        lists.add(outline, ProvisionId::FIRST..outline.end());
        lists.add_root(outline);
        lists
    }

    /// Returns the lists after provisions of this outline (`removed`) have been replaced by others (`inserted`) in the
    /// new one. The lists that contain them are collected again as well.
    pub(super) fn after(
        &self,
        outline: &Outline,
        removed: &Range<ProvisionId>,
        inserted: &Range<ProvisionId>,
    ) -> Lists {
        let mut lists = Lists(Vec::with_capacity(self.0.len() + ProvisionId::indices(inserted.clone()).len()));
        let first = self.0.partition_point(|it| it.0 < removed.start);
        let last = self.0.partition_point(|it| it.0 < removed.end);
        lists.0.extend_from_slice(&self.0[..first]);
        lists.add(outline, inserted.clone());
        let tail = self.0[last..].iter().filter(|it| it.0 != ROOT);
        lists.0.extend(tail.map(|(holder, list)| (holder.moved(removed.end, inserted.end), Arc::clone(list))));
        let first = (!inserted.is_empty()).then_some(inserted.start);
        for holder in first.into_iter().flat_map(|first| outline.ancestors(first).skip(1)) {
            let list = list_of(outline, holder);
            match (lists.place(holder), list) {
                (Ok(at), Some(list)) => lists.0[at].1 = list,
                (Ok(at), None) => drop(lists.0.remove(at)),
                (Err(at), Some(list)) => lists.0.insert(at, (holder, list)),
                (Err(_), None) => {}
            }
        }
        lists.add_root(outline);
        lists
    }

    fn add(&mut self, outline: &Outline, holders: Range<ProvisionId>) {
        self.0.extend(ProvisionId::range(holders).filter_map(|holder| Some((holder, list_of(outline, holder)?))));
    }

    fn add_root(&mut self, outline: &Outline) {
        let mut list = ListBuilder::default();
        list.collect(outline, ROOT, None);
        list.styles = 0;
        self.0.extend(list.build().map(|list| (ROOT, list)));
    }

    fn place(&self, holder: ProvisionId) -> Result<usize, usize> {
        self.0.binary_search_by_key(&holder, |it| it.0)
    }

    /// Returns the list of a provision, if it has one.
    pub(super) fn list(&self, holder: ProvisionId) -> Option<&List> {
        self.place(holder).ok().map(|at| &*self.0[at].1)
    }

    /// Returns the member of a provision's list with a label, including those in options.
    pub(super) fn member(&self, holder: ProvisionId, key: &LabelKey) -> Option<ProvisionId> {
        self.list(holder)?.member(holder, key)
    }

    /// Returns whether a provision directly contains labels of the same style as a given one.
    pub(super) fn has_style_of(&self, holder: ProvisionId, label: &Label) -> bool {
        self.list(holder).is_some_and(|it| it.styles & 1 << style(label) != 0)
    }

    /// Returns whether the labels in a provision have the same styles as those in another provision in other lists.
    pub(super) fn has_same_styles(&self, holder: ProvisionId, others: &Lists, other: ProvisionId) -> bool {
        let styles = |list: Option<&List>| list.map_or(0, |it| it.styles);
        styles(self.list(holder)) == styles(others.list(other))
    }
}

impl List {
    /// Returns the member of this list with a label, including those in options. `holder` is the provision that has the list.
    pub(super) fn member(&self, holder: ProvisionId, key: &LabelKey) -> Option<ProvisionId> {
        let at = self.members.binary_search_by(|it| it.0.cmp(key)).ok()?;
        Some(base_of(holder).plus(self.members[at].1))
    }
}

/// Returns the provision from which the members of a holder's list are counted.
fn base_of(holder: ProvisionId) -> ProvisionId {
    if holder == ROOT { ProvisionId::FIRST } else { holder }
}

/// Returns the list of a provision, if it has one.
fn list_of(outline: &Outline, holder: ProvisionId) -> Option<Arc<List>> {
    if outline.provision(holder).end == holder.next() {
        return None;
    }
    let mut list = ListBuilder::default();
    list.collect(outline, holder, Some(holder));
    list.build()
}

/// The members of a list in the order of the text.
#[derive(Default)]
struct ListBuilder {
    members: Vec<(LabelKey, u32)>,
    /// Members by a label that is only proposed for them. The actual labels take precedence.
    rivals: Vec<(LabelKey, u32)>,
    styles: u8,
}

impl ListBuilder {
    /// Adds the direct members of a provision and those of its options.
    fn collect(&mut self, outline: &Outline, holder: ProvisionId, parent: Option<ProvisionId>) {
        let base = base_of(holder);
        for id in outline.children(parent) {
            let provision = outline.provision(id);
            let label = provision.label.filter(|_| provision.kind != Kind::Option);
            self.styles |= label.map_or(0, |label| 1 << style(&label));
            // The members in an option belong to the list of the provision that contains the option.
            if provision.kind == Kind::Option && (holder == ROOT || outline.provision(holder).kind != Kind::Option) {
                self.collect(outline, holder, Some(id));
            }
            let Some(label) = provision.label.filter(|_| !provision.quoted) else { continue };
            let is_listed = !provision.kind.is_heading() && provision.kind != Kind::Option;
            let is_own = match parent {
                // Members in an option belong to the surrounding list, but sections with a bare number are the option's
                // own.
                Some(parent) if outline.provision(parent).kind == Kind::Option && is_listed => parent != holder,
                Some(parent) => parent == holder,
                None => true,
            };
            // `2. Objective` is found in its part like a paragraph.
            if is_own && (is_listed || provision.enclosure == Enclosure::Dot) {
                self.members.push((label.key(), id.since(base)));
                let rivals = provision.rivals.iter().filter(|_| is_listed);
                self.rivals.extend(rivals.map(|rival| (rival.key(), id.since(base))));
            }
        }
    }

    fn build(mut self) -> Option<Arc<List>> {
        self.members.append(&mut self.rivals);
        // The sort is stable, so that the first member with a label remains.
        self.members.sort_by_key(|it| it.0);
        self.members.dedup_by_key(|it| it.0);
        let is_any = !self.members.is_empty() || self.styles != 0;
        is_any.then(|| Arc::new(List { members: self.members.into_boxed_slice(), styles: self.styles }))
    }
}

/// Returns the style of a label. Labels of one style form one list, whatever their alphabet.
fn style(label: &Label) -> u8 {
    match label.form {
        NumberForm::Digits | NumberForm::UpperRoman => 0,
        NumberForm::Lower | NumberForm::LowerRoman => 1,
        NumberForm::Upper => 2,
        NumberForm::Placeholder => 3,
        NumberForm::Lettered => 4,
    }
}
