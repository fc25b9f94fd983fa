//! Lists of numbers below numbers, whose signs show the levels: `1.` below `(1)`, `1、` below 一、.

use travaux_grammar::{Enclosure, Label, NumberForm, Prefix};

use super::list_place::{ListPlace, Search};
use super::{Fold, Open};

impl Fold<'_> {
    /// Returns whether a label belongs to the open member of a list with Han numerals, 一、, and does not go on with one around that.
    pub(super) fn is_below_han_numeral(&self, label: &Label, list_floor: usize) -> bool {
        let open = &self.open[list_floor..];
        let enclosure = |open: &Open| self.provisions[open.id.index()].enclosure;
        let Some(numeral) = open.iter().position(|it| enclosure(it) == Enclosure::Comma) else { return false };
        let goes_on = |it: &Open| enclosure(it) == Enclosure::Dot && label.follows(&self.letter_of(it.id));
        !open[..numeral].iter().any(goes_on)
    }
}

impl Search<'_> {
    /// Returns the position of the first `1.` below `(1) Each Party shall:`, or of 一、 below `1.`, where no list around is set
    /// off as it is.
    pub(super) fn list_under_number(&self) -> Option<ListPlace> {
        let around = match self.site.enclosure {
            Enclosure::Dot => Enclosure::Parentheses,
            Enclosure::Comma => Enclosure::Dot,
            _ => return None,
        };
        let count = self.fold.open.len();
        let last = self.fold.open.last().filter(|it| it.listed.is_some())?;
        let holder = &self.fold.provisions[last.id.index()];
        let is_digits = |label: &Label| label.form == NumberForm::Digits && label.prefix == Prefix::None;
        let is_first = is_digits(&self.label) && self.label.numbers[..2] == [1, 0] && self.label.is_plain();
        let is_below = holder.enclosure == around
            && holder.label.is_some_and(|label| is_digits(&label))
            && last.id.index() + 1 == self.fold.provisions.len()
            && self.fold.summaries.get(holder.block).announces_list;
        let enclosure = self.site.enclosure;
        let is_alike = |depth: usize| self.fold.provisions[self.fold.open[depth].id.index()].enclosure == enclosure;
        let is_due = is_first && is_below && !self.is_outdented(count - 1) && !self.open_list_depths().any(is_alike);
        is_due.then_some(ListPlace { label: self.label, depth: count, restarts: false, follows: false, enclosure })
    }
}
