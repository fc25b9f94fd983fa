//! The lists of annexes with parts, chapters or sections, whose numbers run through these or begin anew in each. Tables and
//! texts of several sources stand there too, so a list counts only where nearly all of its members follow each other. Reports
//! nothing itself.

use travaux_grammar::{Enclosure, Kind, NumberForm, Prefix, Summaries};

use crate::numbered_lists::is_counted;
use crate::running_lists::{MIN_PARAGRAPHS_OF_SENTENCE, is_in_order, is_sentence, usual_slips};
use travaux_model::outline::{Outline, Provision, ProvisionId};

/// A shorter list shows no order, unless it is one sentence.
const MIN_MEMBERS: usize = 4;

/// Parts are looked at in this many others.
const MAX_DEPTH: usize = 6;

/// Returns the lists of paragraphs and items in the parts of annexes.
pub(super) fn lists_in_annexes(summaries: Summaries<'_>, outline: &Outline) -> Vec<Vec<ProvisionId>> {
    let mut lists = Vec::new();
    let mut annexes: Vec<ProvisionId> = outline.annexes().collect();
    while let Some(annex) = annexes.pop() {
        let (paragraphs, items, inner) = (Vec::new(), Vec::new(), Vec::new());
        let mut members = Members { outline, section: None, paragraphs, items, inner };
        members.collect(annex, MAX_DEPTH);
        lists.extend(members.paragraphs.into_iter().map(|it| it.1).chain(members.items));
        annexes.extend(members.inner);
    }
    lists.retain(|list| runs_through(summaries, outline, list));
    lists.into_iter().filter_map(|list| not_yet_counted(outline, list)).collect()
}

/// Returns whether nearly all members of a list follow each other, from the first on.
fn runs_through(summaries: Summaries<'_>, outline: &Outline, list: &[ProvisionId]) -> bool {
    let max_slips = match list.len() {
        0..MIN_PARAGRAPHS_OF_SENTENCE => return false,
        MIN_PARAGRAPHS_OF_SENTENCE..MIN_MEMBERS if !is_sentence(summaries, outline, list) => return false,
        count => usual_slips(count).max(1),
    };
    is_in_order(outline, list, max_slips)
}

/// Returns the end of a list from the last member on that is checked with the annex itself, `None` if all are.
fn not_yet_counted(outline: &Outline, mut list: Vec<ProvisionId>) -> Option<Vec<ProvisionId>> {
    let first = list.iter().position(|id| !is_counted(outline, *id))?;
    if list[first..].iter().any(|id| is_counted(outline, *id)) {
        return None;
    }
    list.drain(..first.saturating_sub(1));
    Some(list)
}

/// The lists of one annex.
struct Members<'a> {
    outline: &'a Outline,
    /// The heading around the last paragraph.
    section: Option<ProvisionId>,
    /// The paragraphs by the style of their numbers.
    paragraphs: Vec<(Enclosure, Vec<ProvisionId>)>,
    /// The items of each heading and paragraph.
    items: Vec<Vec<ProvisionId>>,
    /// The appendices in it, which have lists of their own.
    inner: Vec<ProvisionId>,
}

impl Members<'_> {
    /// Adds the members of the lists below a heading and, up to a depth, below those in it. The lists of articles are checked
    /// as everywhere.
    fn collect(&mut self, heading: ProvisionId, depth: usize) {
        let outline = self.outline;
        self.add_items(heading);
        for id in outline.children(Some(heading)) {
            let provision = outline.provision(id);
            match provision.kind {
                _ if provision.quoted || provision.amendment.is_some() => {}
                Kind::Paragraph if is_number(provision) => self.add_paragraph(id, provision),
                kind if kind.is_annex() => self.inner.push(id),
                kind if kind.is_division() && depth > 0 => self.collect(id, depth - 1),
                _ => {}
            }
        }
    }

    fn add_paragraph(&mut self, id: ProvisionId, provision: &Provision) {
        let begins_anew = provision.parent != self.section && provision.label.is_some_and(|label| label.is_first());
        self.section = provision.parent;
        match self.paragraphs.iter_mut().rev().find(|it| it.0 == provision.enclosure).filter(|_| !begins_anew) {
            Some((_, list)) => list.push(id),
            None => self.paragraphs.push((provision.enclosure, vec![id])),
        }
        self.add_items(id);
    }

    /// Adds the items of a provision, which begin with their first letter and are all set off alike.
    fn add_items(&mut self, holder: ProvisionId) {
        let outline = self.outline;
        let style = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            (provision.label.map(|label| label.form), provision.enclosure)
        };
        let is_item = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            provision.kind.is_in_parentheses() && !provision.quoted
        };
        let items: Vec<ProvisionId> = outline.children(Some(holder)).filter(is_item).collect();
        let is_list = items.first().is_some_and(|first| {
            style(first).0.is_some_and(|form| form != NumberForm::Digits)
                && items.iter().all(|id| style(id) == style(first))
        });
        if is_list {
            self.items.push(items);
        }
    }
}

/// Returns whether a paragraph has one number in digits.
fn is_number(provision: &Provision) -> bool {
    provision
        .label
        .is_some_and(|label| label.form == NumberForm::Digits && label.numbers[1] == 0 && label.prefix == Prefix::None)
}
