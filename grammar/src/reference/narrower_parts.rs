//! Narrower parts of a path: `, paragraph 2 (a)` after `article 7`, and those that stand elsewhere than where the order of the path
//! has them.

use super::path::Path;
use super::{Item, Noun, Reader, Segment, Target, narrowness};
use crate::fold::folded;
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;

impl Reader<'_> {
    /// `, paragraph 1 (a)` in `items (i) and (ii) of Article 1, paragraph 1 (a)`, `, Part B` in `paragraph 2 of Annex I, Part B`: the
    /// narrower part of what is around a provision.
    pub(super) fn segment_between(self, at: usize, outer: &Segment, inside: Kind) -> Option<(Segment, usize)> {
        let may_contain = outer.kind.is_article() || outer.kind.is_annex();
        let is_single = outer.items.len() == 1 && outer.items[0].to.is_none() && may_contain;
        // ، والبند (1) من الفقرة (ب)
        let begins_another = self.lexicon.begins_with_conjunction(self.written(self.past_comma(at).0));
        let may_be = is_single && self.is_comma(at) && !begins_another;
        let (between, after) = self.inner_segment(at, outer.kind).filter(|_| may_be)?;
        let is_wider = narrowness(between.kind) < narrowness(inside);
        (is_wider && !self.begins_another_path(&between, after, outer.kind)).then_some((between, after))
    }

    /// `(subparagraph 3)` in `paragraph 1 (subparagraph 3) of Article 1`: the narrower part in parentheses before what is around
    /// the whole.
    pub(super) fn enclosed_segment(self, at: usize, first: Noun, path: &Path) -> Option<(Segment, usize)> {
        let is_member = matches!(path.outermost, Kind::Paragraph | Kind::Subparagraph);
        let noun = self.noun(at + 1).filter(|_| self.is(at, '(') && is_member)?;
        // الفقرة الفرعية has the noun of a paragraph.
        let is_sub = self.word(at + 2) == Some(Word::Sub) && path.innermost == Kind::Paragraph;
        let inner = if is_sub { self.segment(noun) } else { self.inner_segment(at + 1, path.innermost) };
        let (inner, after) = inner?;
        // The parenthesis may be that of `(alinéa b)`.
        let is_shared = || self.is(after - 1, ')') && !(at + 1..after).any(|it| self.is(it, '('));
        let next = if self.is(after, ')') { after + 1 } else { Some(after).filter(|_| is_shared())? };
        let (outer, _) = self.outer_segment(self.past_breaks(next), first, path.outermost)?;
        (narrowness(outer.kind) < narrowness(path.outermost)).then_some((inner, next))
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

    /// `, paragraph 2 (a)` after an article
    pub(super) fn inner_segment(self, at: usize, innermost: Kind) -> Option<(Segment, usize)> {
        let (at, has_comma) = self.past_comma(at);
        // 附件一第二条
        let mut next = at;
        if let Some(targets) = self.counted_targets(&mut next) {
            let kind = targets[0].steps[0].kind;
            let item = |target: Target| Item { steps: target.steps.into_vec(), to: target.to };
            let items = targets.into_iter().map(item).collect();
            let is_narrower = narrowness(kind) > narrowness(innermost);
            return is_narrower.then_some((Segment { kind, items, pending: false }, next));
        }
        if let Some((segment, next)) = self.counted_text(at) {
            return (narrowness(segment.kind) >= narrowness(innermost)).then_some((segment, next));
        }
        let is_common = matches!(self.word(at), Some(Word::OptionNoun | Word::Alternative));
        let common = || is_common.then_some(Noun { at, kind: Kind::Option, plural: false });
        let at = if has_comma { self.past_opening_emphasis(at) } else { at };
        // `artículo 5, número 3`
        let is_number =
            innermost.is_article() && self.token(at).is_some() && self.lexicon.is_number_noun(self.written(at));
        let number = || is_number.then_some(Noun { at, kind: Kind::Paragraph, plural: false });
        // `paragraphe 1, sous a)`
        let letter = || self.is_before_letter(at).then_some(Noun { at, kind: Kind::Subparagraph, plural: false });
        let noun = self.noun(at).or_else(common).or_else(number).or_else(letter)?;
        // `article 4, option 2`: an option stands above articles or in one.
        let is_option_of_article = noun.kind == Kind::Option && innermost.is_article() && has_comma;
        // `раздел 2 статьи II`: the genitive is wider.
        if noun.kind == Kind::Article && innermost == Kind::Section && !has_comma && self.is_cyrillic(noun.at) {
            return None;
        }
        // `Article II, Section 2`
        let is_section_of_article = noun.kind == Kind::Section && innermost == Kind::Article && has_comma;
        let may_be_inside = is_option_of_article || is_section_of_article;
        if narrowness(noun.kind) <= narrowness(innermost) && !may_be_inside || noun.kind == Kind::Preamble {
            return None;
        }
        let (mut segment, next) = self.segment(noun)?;
        // `art. 5 al. 2`: the second paragraph of an article, whatever its noun.
        let is_item = noun.kind == Kind::Item && !self.lexicon.is_point(self.written(noun.at));
        if innermost.is_article() && (noun.kind == Kind::Subparagraph || is_item) && segment.is_counted() {
            segment.set_kind(Kind::Paragraph);
        }
        Some((segment, next))
    }
}
