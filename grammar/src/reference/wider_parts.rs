//! Wider parts of a path in Russian and Arabic: `части 2` around `пункт 3`, البند (ثانيا) around الفقرة 3, `, статьи 5` after what
//! stands between commas.

use super::path::Path;
use super::{Item, Noun, Reader, Segment, narrowness};
use crate::kind::Kind;
use crate::numerals::NumberForm;
use crate::script::is_arabic;

impl Reader<'_> {
    /// `части 2` around `пункт 3`, before an article: what Russian laws call a part is a paragraph.
    pub(super) fn part_around(self, noun: Noun, outermost: Kind) -> Option<(Segment, usize)> {
        let is_member = narrowness(outermost) >= narrowness(Kind::Paragraph);
        if noun.kind != Kind::Part || !is_member || !self.is_cyrillic(noun.at) {
            return None;
        }
        let (mut segment, next) = self.segment(noun)?;
        (self.part_as_paragraph(&mut segment, next) == Kind::Paragraph).then_some((segment, next))
    }

    /// `البند (ثانيا)` around الفقرة 3: an adverb numbers what contains paragraphs, whatever its noun.
    pub(super) fn counted_by_adverb(self, noun: Noun, outermost: Kind) -> Option<(Segment, usize)> {
        let is_list_member = |kind: Kind| narrowness(kind) >= narrowness(Kind::Paragraph);
        if !is_list_member(noun.kind) || !is_list_member(outermost) || !self.written(noun.at).starts_with(is_arabic) {
            return None;
        }
        let (mut segment, next) = self.segment(noun)?;
        let is_adverb = |item: &Item| item.steps.len() == 1 && item.steps[0].label.form == NumberForm::UpperRoman;
        if segment.items.is_empty() || !segment.items.iter().all(is_adverb) {
            return None;
        }
        segment.set_kind(Kind::Subparagraph);
        Some((segment, next))
    }

    /// `, статьи 5` after `пункт 1, подпункты а) и б)`: the genitive of one article, after narrower provisions between commas. Of
    /// several articles the noun would be a plural.
    pub(super) fn genitive_after_comma(self, at: usize, path: &Path) -> Option<(Segment, usize)> {
        let is_narrowed = narrowness(path.innermost) > narrowness(path.outermost);
        let may_be = is_narrowed && path.outermost == Kind::Paragraph && self.is_comma(at);
        let noun = self.noun(self.past_breaks(at + 1)).filter(|_| may_be)?;
        if !noun.kind.is_article() || !noun.plural || !self.is_cyrillic(noun.at) {
            return None;
        }
        let (segment, next) = self.segment(noun)?;
        let is_one = matches!(&segment.items[..], [item] if item.to.is_none());
        is_one.then_some((segment, next))
    }
}
