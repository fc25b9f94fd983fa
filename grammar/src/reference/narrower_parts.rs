//! Narrower parts of a path that stand elsewhere than where the order of the path has them.

use super::path::Path;
use super::{Item, Noun, Reader, Segment, narrowness};
use crate::fold::folded;
use crate::kind::Kind;
use crate::label::Label;
use crate::numerals::NumberForm;

impl Reader<'_> {
    /// `, paragraph 1 (a)` in `items (i) and (ii) of Article 1, paragraph 1 (a)`: the narrower part of what is around a provision.
    pub(super) fn segment_between(self, at: usize, outer: &Segment, inside: Kind) -> Option<(Segment, usize)> {
        let is_single = outer.items.len() == 1 && outer.items[0].to.is_none() && outer.kind.is_article();
        // ، والبند (1) من الفقرة (ب)
        let begins_another = self.lexicon.begins_with_conjunction(self.written(self.past_comma(at).0));
        let may_be = is_single && self.is_comma(at) && !begins_another;
        let (between, after) = self.inner_segment(at, outer.kind).filter(|_| may_be)?;
        let is_wider = narrowness(between.kind) < narrowness(inside);
        (is_wider && !self.begins_another_path(&between, after, outer.kind)).then_some((between, after))
    }

    /// `, sous-alinéa i)` after `alinéa b)`: the numeral of an item, after another noun than that of its letter.
    pub(super) fn numeral_of_letter(self, at: usize, first: Noun, path: &Path) -> Option<(Segment, usize)> {
        let at = self.is_comma(at).then(|| self.past_breaks(at + 1))?;
        let noun = self.noun(at).filter(|noun| noun.kind == Kind::Subparagraph && path.innermost == noun.kind)?;
        if folded(self.written(at)) == folded(self.written(first.at)) {
            return None;
        }
        let last = path.items.last()?.steps.last()?;
        let is_letter = last.label.form == NumberForm::Lower && last.label.roman == 0;
        let (mut segment, next) = self.segment(noun).filter(|_| is_letter)?;
        let may_be_numeral = |it: &Label| it.form == NumberForm::LowerRoman || it.as_roman().is_some();
        let is_numeral = |item: &Item| matches!(&item.steps[..], [step] if may_be_numeral(&step.label));
        if !segment.items.iter().all(is_numeral) {
            return None;
        }
        segment.set_kind(Kind::Item);
        Some((segment, next))
    }
}
