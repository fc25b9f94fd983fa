//! Finds the position of a list label among the open provisions: `(i)` is a letter after `(h)` and a numeral after
//! `(a)`.

use travaux_grammar::{Enclosure, Kind, Label, LabelSite, NumberForm, Prefix};

use super::{Fold, NESTED};

/// The position of a list label.
pub(super) struct ListPosition {
    /// The chosen reading of the label.
    pub(super) label: Label,
    /// The number of open provisions that contain it.
    pub(super) depth: usize,
    /// Whether its list restarts with it.
    pub(super) restarts: bool,
    /// Whether it is the next number of an open list.
    pub(super) follows: bool,
}

impl Fold<'_> {
    /// Finds the position of a list label; `next` are the next two list labels.
    pub(super) fn list_position(&self, label: Label, site: &LabelSite, next: [Option<Label>; 2]) -> ListPosition {
        let enclosure = site.enclosure;
        let list_floor = self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1);
        // In Chinese, items below （一） below 一、 are numbered 1.; other languages number them (i).
        let is_item = site.enclosure == Enclosure::Dot
            && self.open[list_floor..]
                .iter()
                .any(|open| self.provisions[open.id as usize].enclosure == Enclosure::Comma);
        let label = if is_item && label.form == NumberForm::Digits {
            Label::new(NumberForm::LowerRoman, label.number())
        } else {
            label
        };
        let readings: Vec<Label> = label.readings().collect();
        // Lists of the innermost heading come first, then, through options, those of the provisions around it.
        let floor = self
            .open
            .iter()
            .rposition(|open| open.listed.is_none() && open.kind != Kind::Option)
            .map_or(0, |at| at + 1);
        let levels = || (floor..self.open.len()).rev().filter(|depth| self.open[*depth].listed.is_some());
        let same_style = |depth: usize, reading: &Label| {
            let other = &self.provisions[self.open[depth].id as usize];
            other.enclosure == enclosure
                && other.label.is_some_and(|it| it.form == reading.form && it.prefix == reading.prefix)
        };
        let before = |depth: usize| self.letter_of(self.open[depth].id);
        // Markdown nests a list under a number by indenting it: `    1.` below `2.`.
        let indent = |depth: usize| self.open[depth].listed.unwrap_or(0);
        let is_deeper = |depth: usize| site.indent >= indent(depth) + NESTED;
        let is_outdented = |depth: usize| indent(depth) >= site.indent + NESTED;

        let options = self.open.iter().rposition(|open| open.kind == Kind::Option).unwrap_or(0);

        // A numeral that the next label continues opens a list of its own: (h) (i) (ii).
        let opens_roman = label.as_roman().filter(|roman| {
            roman.number() == 1
                && next[0].is_some_and(|it| {
                    it.form == NumberForm::LowerRoman && it.number() == 2
                        || it.as_roman().is_some_and(|it| it.number() == 2)
                })
        });
        if let Some(roman) = opens_roman {
            let depth = levels().find(|depth| same_style(*depth, &roman));
            let depth = depth.unwrap_or(self.open.len());
            return ListPosition { label: roman, depth, restarts: depth < self.open.len(), follows: false };
        }
        for depth in levels() {
            for reading in &readings {
                let last = before(depth);
                let inserted = reading.numbers == last.numbers && *reading > last;
                let is_level = !is_deeper(depth) && !is_outdented(depth);
                let follows = reading.follows(&last) && is_level;
                // Without an option in between, indentation is no evidence about an inserted number.
                let inserted = inserted && (is_level || depth >= options);
                if same_style(depth, reading) && (follows || inserted) {
                    return ListPosition { label: *reading, depth, restarts: false, follows };
                }
            }
        }
        let is_paragraph =
            label.form == NumberForm::Digits && enclosure != Enclosure::Parentheses || label.prefix != Prefix::None;
        // Among several readings the one nearest in sequence is chosen: `(ii)` after `(iii)` is not a letter after
        // `(hh)`.
        let distance = |reading: &&Label| {
            let last = levels().find(|depth| same_style(*depth, reading)).map(|depth| before(depth).number());
            last.map_or(reading.number(), |last| reading.number().abs_diff(last))
        };
        let likeliest = *readings.iter().min_by_key(distance).unwrap_or(&readings[0]);
        let is_late = label.roman == 1
            && levels()
                .find(|depth| same_style(*depth, &readings[0]))
                .is_some_and(|depth| is_late_i(before(depth).number(), next));
        let first = readings.iter().rev().find(|reading| reading.is_first()).filter(|_| !is_late);
        let reading = *first.unwrap_or(if is_late { &readings[0] } else { &likeliest });
        let open_level =
            levels().find(|depth| same_style(*depth, &reading) && !is_deeper(*depth) && !is_outdented(*depth));
        if let Some(depth) = open_level {
            return ListPosition { label: reading, depth, restarts: reading.is_first(), follows: false };
        }
        let holder = levels().find(|depth| is_deeper(*depth) && site.indent > 0);
        let depth = if is_item {
            self.open.len()
        } else if let Some(holder) = holder.filter(|_| is_paragraph && reading.is_first()) {
            // The position is in an option of the holder, if one is open.
            (holder + 1).max(list_floor)
        } else if is_paragraph {
            // A numbered paragraph belongs to a heading or an option, never to an item with a letter.
            self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1)
        } else {
            self.open.len()
        };
        ListPosition { label: reading, depth, restarts: false, follows: false }
    }

    pub(super) fn list_kind(&self, label: &Label) -> Kind {
        let parent = self.open.last();
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
