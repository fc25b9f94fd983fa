//! Finds the position of a list label among the open provisions: `(i)` is a letter after `(h)` and a numeral after
//! `(a)`.

use travaux_grammar::{Enclosure, Kind, Label, LabelSite, NumberForm, Prefix};

use super::list_labels::is_numbered_by_letter;
use super::{Fold, NESTED_INDENT_COLUMNS, Provision};
use crate::outline::ProvisionId;

/// The position of a list label.
pub(super) struct ListPlace {
    /// The chosen reading of the label.
    pub(super) label: Label,
    /// The number of open provisions that contain it.
    pub(super) depth: usize,
    /// Whether its list restarts with it.
    pub(super) restarts: bool,
    /// Whether it is the next number of an open list.
    pub(super) follows: bool,
    /// How the labels of its list are set off.
    pub(super) enclosure: Enclosure,
}

/// The indentation in columns, relative to a number, from which on the numbers below it are a list of its own.
const SUBLIST_INDENT_COLUMNS: u16 = 2;

impl Fold<'_> {
    /// Finds the position of a list label; `next` are the next two list labels.
    pub(super) fn list_place(&self, label: Label, site: &LabelSite, next: [Option<Label>; 2]) -> ListPlace {
        let list_floor = self.list_floor();
        // In Chinese, items below （一） below 一、 are numbered 1.; other languages number them (i).
        let is_item = site.enclosure == Enclosure::Dot && self.is_below_han_numeral(&label, list_floor);
        let label = if is_item && label.form == NumberForm::Digits {
            Label::new(NumberForm::LowerRoman, label.number())
        } else {
            label
        };
        let label = self.below_letters(label, site, list_floor);
        let search = Search { fold: self, site, label, readings: label.readings().collect(), next };
        search
            .numeral_list()
            .or_else(|| search.continued_list())
            .or_else(|| search.inserted_among_bare_numbers())
            .or_else(|| search.list_written_otherwise())
            .or_else(|| search.list_under_item())
            .or_else(|| search.list_under_number())
            .unwrap_or_else(|| search.new_list(is_item))
    }

    /// Returns the number of open provisions up to the innermost that is not a member of a list.
    fn list_floor(&self) -> usize {
        let innermost = self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1);
        innermost.max(self.quotation_depth())
    }

    /// Returns whether the item before another one in its list holds numbers.
    fn is_after_item_with_numbers(&self, item: ProvisionId) -> bool {
        let Some(parent) = self.provisions[item.index()].parent else { return false };
        // The provisions since the last item of the same list are those in it.
        let last = self.provisions[parent.index() + 1..item.index()].last();
        let is_number = |it: &Provision| it.label.is_some_and(|it| it.form == NumberForm::Digits);
        last.is_some_and(|it| it.parent != Some(parent) && is_number(it))
    }

    pub(super) fn list_kind(&self, label: &Label) -> Kind {
        let parent = self.open.last();
        if is_numbered_by_letter(label) {
            return Kind::Paragraph;
        }
        match parent.map(|open| open.kind) {
            Some(Kind::Preamble) => Kind::Recital,
            _ if label.prefix == Prefix::Preambular => Kind::Recital,
            Some(Kind::Subparagraph | Kind::Item) => Kind::Item,
            Some(Kind::Paragraph | Kind::Recital) => Kind::Subparagraph,
            _ if label.form == NumberForm::Digits || label.form == NumberForm::Placeholder => Kind::Paragraph,
            _ => Kind::Subparagraph,
        }
    }
}

/// A search for the position of a list label. A depth is an index among the open provisions.
pub(super) struct Search<'a> {
    pub(super) fold: &'a Fold<'a>,
    pub(super) site: &'a LabelSite,
    pub(super) label: Label,
    readings: Vec<Label>,
    /// The next two list labels.
    next: [Option<Label>; 2],
}

impl Search<'_> {
    /// Returns the depths of the open list members, innermost first: those in the innermost heading and then, through
    /// options, those of the provisions around it.
    pub(super) fn open_list_depths(&self) -> impl Iterator<Item = usize> {
        let open = &self.fold.open;
        let floor = open.iter().rposition(|it| it.listed.is_none() && it.kind != Kind::Option).map_or(0, |at| at + 1);
        (floor.max(self.fold.quotation_depth())..open.len()).rev().filter(|depth| open[*depth].listed.is_some())
    }

    /// Returns the innermost depth whose label has the same style as a reading.
    fn depth_with_style_of(&self, reading: &Label) -> Option<usize> {
        self.open_list_depths().find(|depth| self.has_same_style(*depth, reading))
    }

    fn has_same_style(&self, depth: usize, reading: &Label) -> bool {
        let other = &self.fold.provisions[self.fold.open[depth].id.index()];
        other.enclosure == self.site.enclosure
            && other.label.is_some_and(|it| {
                it.form == reading.form && it.prefix == reading.prefix && is_doubled(reading) == is_doubled(&it)
                    || continues_alphabet(&it, reading)
            })
    }

    fn label_at(&self, depth: usize) -> Label {
        self.fold.letter_of(self.fold.open[depth].id)
    }

    fn indent_columns(&self, depth: usize) -> u16 {
        self.fold.open[depth].listed.unwrap_or(0)
    }

    /// Returns whether Markdown nests the label under the one at a depth by indenting it: `    1.` below `2.`.
    fn is_deeper(&self, depth: usize) -> bool {
        self.site.indent >= self.fold.open[depth].column + NESTED_INDENT_COLUMNS
    }

    fn is_at_same_indent(&self, depth: usize) -> bool {
        !self.is_deeper(depth) && self.indent_columns(depth) < self.site.indent + NESTED_INDENT_COLUMNS
    }

    /// Returns the position of a numeral that the next label continues, which opens a list of its own: (h) (i) (ii).
    fn numeral_list(&self) -> Option<ListPlace> {
        let capital = Some(self.label).filter(|it| it.form == NumberForm::UpperRoman);
        let roman = self.label.as_roman().or(capital).filter(|it| it.number() == 1)?;
        let is_second = |it: Label| {
            [Some(it), it.as_roman()].into_iter().flatten().any(|it| it.form == roman.form && it.number() == 2)
        };
        if !self.next[0].is_some_and(is_second) {
            return None;
        }
        let count = self.fold.open.len();
        let depth = self.depth_with_style_of(&roman).unwrap_or(count);
        Some(ListPlace { label: roman, depth, restarts: depth < count, follows: false, enclosure: self.site.enclosure })
    }

    /// Returns the position in the innermost open list that the label continues, or in the one with its very indentation: `2.`
    /// after `1.` and the indented `1.` in it.
    fn continued_list(&self) -> Option<ListPlace> {
        let innermost = self
            .open_list_depths()
            .find_map(|depth| self.continuation(depth))
            .or_else(|| self.open_list_depths().find_map(|depth| self.indented_letter(depth)))?;
        let is_aligned = |place: &ListPlace| self.indent_columns(place.depth) == self.site.indent;
        if is_aligned(&innermost) || self.label.form != NumberForm::Digits {
            return Some(innermost);
        }
        let mut others = self.open_list_depths().filter(|depth| *depth < innermost.depth);
        others
            .find_map(|depth| self.continuation(depth).filter(is_aligned))
            .or_else(|| self.outdented_from(innermost.depth))
            .or(Some(innermost))
    }

    /// Returns the position in the list around the one at a depth whose very indentation the label has, though its number
    /// goes on with the inner one: `3.` at the margin below an indented `2.`.
    fn outdented_from(&self, inner: usize) -> Option<ListPlace> {
        let is_outdented = self.site.indent + SUBLIST_INDENT_COLUMNS <= self.indent_columns(inner);
        let label = self.label;
        let is_around = |depth: &usize| {
            let last = self.label_at(*depth);
            *depth < inner
                && self.indent_columns(*depth) == self.site.indent
                && self.has_same_style(*depth, &label)
                && label > last
        };
        let depth = self.open_list_depths().find(is_around).filter(|_| is_outdented)?;
        Some(ListPlace { label, depth, restarts: false, follows: false, enclosure: self.site.enclosure })
    }

    /// Returns the position after the label at a depth, if the label continues its list.
    fn continuation(&self, depth: usize) -> Option<ListPlace> {
        let options = self.fold.open.iter().rposition(|open| open.kind == Kind::Option).unwrap_or(0);
        let last = self.label_at(depth);
        let is_at_same_indent = self.is_at_same_indent(depth);
        self.readings.iter().find_map(|reading| {
            let follows = reading.follows(&last) && is_at_same_indent;
            let is_inserted = reading.numbers == last.numbers && *reading > last;
            // Without an option in between, indentation is no evidence about an inserted number.
            let is_inserted = is_inserted && (is_at_same_indent || depth >= options);
            let continues = self.has_same_style(depth, reading) && (follows || is_inserted);
            let enclosure = self.site.enclosure;
            continues.then_some(ListPlace { label: *reading, depth, restarts: false, follows, enclosure })
        })
    }

    /// Returns the position after the letter at a depth of the next one, which is indented otherwise: `(c)` after `(b)`. Only
    /// a first letter begins another list, and `(i)` may be a numeral.
    fn indented_letter(&self, depth: usize) -> Option<ListPlace> {
        let is_letter =
            matches!(self.label.form, NumberForm::Lower | NumberForm::Upper) && self.label.as_roman().is_none();
        let follows = is_letter && self.label.follows(&self.label_at(depth)) && self.has_same_style(depth, &self.label);
        follows.then_some(ListPlace {
            label: self.label,
            depth,
            restarts: false,
            follows: true,
            enclosure: self.site.enclosure,
        })
    }

    /// Returns the position of `2 bis Each Party` after `2 Each Party`: its adverb sets it off, and nothing the others.
    fn inserted_among_bare_numbers(&self) -> Option<ListPlace> {
        let is_last = |depth: &usize| {
            let last = &self.fold.provisions[self.fold.open[*depth].id.index()];
            let label = last.label.filter(|_| last.enclosure == Enclosure::Bare);
            label.is_some_and(|last| self.label.form == last.form && self.label.numbers == last.numbers)
        };
        let depth = self.open_list_depths().find(is_last).filter(|depth| self.label > self.label_at(*depth))?;
        let enclosure = Enclosure::Bare;
        Some(ListPlace { label: self.label, depth, restarts: false, follows: false, enclosure })
    }

    /// Returns the position in the innermost open list of the label's form that the label continues though it is set
    /// off otherwise: `c)` between `(b)` and `(d)`.
    fn list_written_otherwise(&self) -> Option<ListPlace> {
        if self.readings.iter().any(Label::is_first) || self.label.prefix != Prefix::None {
            return None;
        }
        let is_like = |enclosure| {
            matches!(
                enclosure,
                Enclosure::Bare
                    | Enclosure::Dot
                    | Enclosure::Parentheses
                    | Enclosure::StemParentheses
                    | Enclosure::BranchParentheses
                    | Enclosure::Parenthesis
            )
        };
        // `(ii)` after `i)` is a numeral, and no letter.
        // `2.` after `.2` goes on with the paragraph around it.
        let is_pointed = |depth: usize| {
            self.fold.provisions[self.fold.open[depth].id.index()].enclosure == Enclosure::Point
                && self.site.enclosure != Enclosure::Point
        };
        let in_list = |reading: &Label| {
            let mut depths = self.open_list_depths().filter(|depth| !is_pointed(*depth));
            let depth = depths.find(|depth| self.label_at(*depth).form == reading.form)?;
            let last = self.label_at(depth);
            // `[b ter more;]` after `(b bis)`
            let is_inserted = !reading.is_plain() && reading.numbers == last.numbers && *reading > last;
            Some((*reading, depth)).filter(|_| reading.follows(&last) || is_inserted)
        };
        let (label, depth) = self.readings.iter().find_map(in_list)?;
        let other = &self.fold.provisions[self.fold.open[depth].id.index()];
        let fits = is_like(other.enclosure) && is_like(self.site.enclosure) && self.is_at_same_indent(depth);
        fits.then_some(ListPlace { label, depth, restarts: false, follows: true, enclosure: other.enclosure })
    }

    /// Returns the position of `1.` in a list of numbers that belongs to an item with a letter: `(i) text: 1. 2. (ii)`.
    /// The item announces a list, the next item comes soon, or the item before holds numbers.
    fn list_under_item(&self) -> Option<ListPlace> {
        let is_number = self.label.form == NumberForm::Digits
            && self.label.prefix == Prefix::None
            && self.label.is_first()
            && self.label.is_plain()
            && self.label.numbers[1] == 0;
        let count = self.fold.open.len();
        let last = self.fold.open.last().filter(|it| is_number && it.listed.is_some())?;
        if self.begins_pair_again() {
            return None;
        }
        let item = &self.fold.provisions[last.id.index()];
        let label = item.label.filter(|it| it.form != NumberForm::Digits && it.form != NumberForm::Placeholder)?;
        let is_latest = last.id.index() + 1 == self.fold.provisions.len();
        let is_next = |next: &Label| next.readings().any(|it| it.follows(&label));
        let announces = || self.fold.summaries.get(item.block).announces_list;
        let is_item_list = is_latest
            && !self.is_outdented(count - 1)
            && (announces()
                || self.is_set_off_like(item)
                || self.next.iter().flatten().any(is_next)
                || self.fold.is_after_item_with_numbers(last.id));
        is_item_list.then_some(ListPlace {
            label: self.label,
            depth: count,
            restarts: false,
            follows: false,
            enclosure: self.site.enclosure,
        })
    }

    /// `(1)(a)` after `(1)(a)`: returns whether a number before the first letter of its own list has the style of one that
    /// holds such letters.
    fn begins_pair_again(&self) -> bool {
        let is_first_letter = |label: Label| label.form == NumberForm::Lower && label.is_first() && label.is_plain();
        let holds_letters = |depth: usize| {
            let inner = self.fold.open.get(depth + 1).and_then(|open| self.fold.provisions[open.id.index()].label);
            inner.is_some_and(|inner| inner.form == NumberForm::Lower) && self.has_same_style(depth, &self.label)
        };
        self.next[0].is_some_and(is_first_letter) && self.open_list_depths().any(holds_letters)
    }

    /// `c) … 1) … 2) … d)`: returns whether a list is set off as the letter before it, in a heading without numbered
    /// paragraphs.
    fn is_set_off_like(&self, item: &Provision) -> bool {
        let is_second = |next: &Label| next.form == NumberForm::Digits && next.number() == 2;
        item.enclosure == self.site.enclosure
            && matches!(item.enclosure, Enclosure::Parentheses | Enclosure::Parenthesis)
            && item.label.is_some_and(|label| !label.is_first())
            && self.next[0].as_ref().is_some_and(is_second)
            && self.open_list_depths().all(|depth| self.label_at(depth).form != NumberForm::Digits)
    }

    pub(super) fn is_outdented(&self, depth: usize) -> bool {
        self.indent_columns(depth) >= self.site.indent + NESTED_INDENT_COLUMNS
    }

    /// Returns the position of a label that continues no open list, and restarts one or begins a new one.
    fn new_list(&self, is_item: bool) -> ListPlace {
        let reading = self.reading_out_of_sequence();
        if let Some(depth) = self.depth_of_sublist(&reading) {
            let enclosure = self.site.enclosure;
            return ListPlace { label: reading, depth, restarts: false, follows: false, enclosure };
        }
        let restarted = self
            .open_list_depths()
            .find(|depth| self.has_same_style(*depth, &reading) && self.is_at_same_indent(*depth));
        if let Some(depth) = restarted {
            return ListPlace {
                label: reading,
                depth,
                restarts: reading.is_first(),
                follows: false,
                enclosure: self.site.enclosure,
            };
        }
        if let Some(depth) = self.depth_of_paragraph_around().filter(|_| reading.is_first()) {
            let enclosure = self.site.enclosure;
            return ListPlace { label: reading, depth: depth + 1, restarts: false, follows: false, enclosure };
        }
        let is_paragraph = self.label.form == NumberForm::Digits
            && !matches!(self.site.enclosure, Enclosure::Parentheses | Enclosure::Point)
            || self.label.prefix != Prefix::None
            || is_numbered_by_letter(&self.label);
        let depth = if is_item || !is_paragraph {
            self.fold.open.len()
        } else {
            // A numbered paragraph belongs to a heading or an option, never to an item with a letter, except where it
            // is indented below one. If an option is open in that, the position is in the option.
            let holder = self.open_list_depths().find(|depth| self.is_deeper(*depth) && self.site.indent > 0);
            let holder = holder.filter(|_| reading.is_first()).map_or(0, |depth| depth + 1);
            holder.max(self.fold.list_floor())
        };
        ListPlace { label: reading, depth, restarts: false, follows: false, enclosure: self.site.enclosure }
    }

    /// Returns the depth of a list of numbers that is indented by two blanks below a number: as good as nested, since the
    /// first number would stand twice.
    fn depth_of_sublist(&self, reading: &Label) -> Option<usize> {
        let is_first =
            reading.form == NumberForm::Digits && reading.is_first() && reading.is_plain() && reading.numbers[1] == 0;
        let last = self.open_list_depths().next().filter(|_| is_first && !self.site.inline)?;
        let is_below = self.indent_columns(last) + SUBLIST_INDENT_COLUMNS <= self.site.indent;
        // An option that is open in the number holds what follows.
        let is_innermost = last + 1 == self.fold.open.len();
        (is_below && is_innermost && self.has_same_style(last, reading)).then_some(last + 1)
    }

    /// Returns the depth of the paragraph with a number and a stop to which the list of `1)` belongs: `2. Each Party:` and
    /// `1) ports; 2) ferries` below it.
    fn depth_of_paragraph_around(&self) -> Option<usize> {
        let is_number = self.label.form == NumberForm::Digits && self.site.enclosure == Enclosure::Parenthesis;
        let is_paragraph = |depth: &usize| {
            let enclosure = self.fold.provisions[self.fold.open[*depth].id.index()].enclosure;
            self.label_at(*depth).form == NumberForm::Digits && matches!(enclosure, Enclosure::Dot | Enclosure::Dash)
        };
        self.open_list_depths().find(is_paragraph).filter(|_| is_number)
    }

    /// Returns the reading of a label that continues no open list.
    fn reading_out_of_sequence(&self) -> Label {
        let is_late_i = self.label.roman == 1
            && self
                .depth_with_style_of(&self.readings[0])
                .is_some_and(|depth| is_late_i(self.label_at(depth).number(), self.next));
        if is_late_i {
            return self.readings[0];
        }
        if let Some(first) = self.readings.iter().rev().find(|reading| reading.is_first()) {
            return *first;
        }
        // The reading nearest in sequence is chosen: `(ii)` after `(iii)` is not a letter after `(hh)`.
        let distance = |reading: &&Label| {
            let last = self.depth_with_style_of(reading).map(|depth| self.label_at(depth).number());
            last.map_or(reading.number(), |last| reading.number().abs_diff(last))
        };
        // `bb` is a letter that was inserted after (b) only in its sequence.
        let is_as_written = |reading: &&Label| reading.suffixes == self.label.suffixes;
        *self.readings.iter().filter(is_as_written).min_by_key(distance).unwrap_or(&self.readings[0])
    }
}

/// `(aa)`, `(bb)`: the letters of a list of their own, unless they continue the alphabet after (z).
fn is_doubled(label: &Label) -> bool {
    label.form == NumberForm::Lower && label.number() > LETTERS
}

fn continues_alphabet(last: &Label, label: &Label) -> bool {
    last.form == NumberForm::Lower && last.number() == LETTERS && is_doubled(label) && label.follows(last)
}

/// The number of letters in the Latin alphabet. Others have no doubled letters.
const LETTERS: u32 = 26;

/// Returns whether `(i)` after a letter is the ninth letter out of sequence rather than the first numeral:
/// `(j) (i) (k)`, `(c) (i) (e)`, `(d) (i) (j)`, `(g) (i) (h) (j)`. The next two labels decide.
fn is_late_i(last: u32, next: [Option<Label>; 2]) -> bool {
    let is_numeral = |it: Label| it.form == NumberForm::LowerRoman || it.as_roman().is_some();
    let letter = |it: Option<Label>| it.filter(|it| it.form == NumberForm::Lower).map(|it| it.number());
    match last {
        10..=12 => !next[0].is_some_and(is_numeral),
        7 if letter(next[0]) == Some(8) => letter(next[1]) == Some(10),
        9 => false,
        _ => letter(next[0]).is_some_and(|it| it == last + 2 || it == 10),
    }
}
