//! Wider parts of a path: `of article 7` after `paragraph 6`, `статьи 5`, `of the Preamble`; in Russian `части 2` around `пункт 3`, in
//! Arabic البند (ثانيا) around الفقرة 3.

use super::path::Path;
use super::{Item, Noun, Reader, Segment, Step, narrowness};
use crate::fold::folded;
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::script::{is_arabic, is_cyrillic};

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

    /// `of article 7`, `статьи 7`, `de l’article 7` after a paragraph
    pub(super) fn outer_segment(self, at: usize, first: Noun, outermost: Kind) -> Option<(Segment, usize)> {
        let has_comma = self.is_comma(at);
        let mut at = if has_comma { self.past_breaks(at + 1) } else { at };
        let mut has_preposition = false;
        let may_begin = |at: usize| match self.word(at) {
            // `paragraphe 2, l’article 9`: a comma needs a preposition.
            Some(Word::The | Word::That | Word::Its) => !has_comma,
            // `Appendix A to Annex I`
            Some(Word::To) => outermost == Kind::Appendix && self.is_before_annex(at),
            word => word == Some(Word::Of),
        };
        // ، وفي الفقرة 2: a conjunction begins another reference.
        if has_comma && self.word(at).is_some() && self.lexicon.begins_with_conjunction(self.written(at)) {
            return None;
        }
        while may_begin(at)
            || has_preposition && (self.is_apostrophe(at) || matches!(self.word(at), Some(Word::The | Word::That)))
        {
            has_preposition = true;
            at = self.past_breaks(at + 1);
        }
        // `points (a) and (b) of the first subparagraph`
        if has_preposition
            && matches!(outermost, Kind::Subparagraph | Kind::Item)
            && let Some(counted) = self.counted_text(at).filter(|it| it.0.kind == Kind::Subparagraph)
        {
            return Some(counted);
        }
        if has_preposition || !has_comma && self.is_cyrillic(at) {
            at = self.past_each_of(at);
        }
        // `of the above-mentioned Article 5`
        if has_preposition || !has_comma && self.is_cyrillic(at) {
            at = self.past_mention(at);
        }
        at = self.past_opening_emphasis(at);
        let noun = self.noun(at)?;
        if let Some(part) = self.part_around(noun, outermost).filter(|_| !has_comma) {
            return Some(part);
        }
        if has_preposition && let Some(adverb) = self.counted_by_adverb(noun, outermost) {
            return Some(adverb);
        }
        // `Section 2 of Article III`
        let is_around_section =
            outermost == Kind::Section && noun.kind == Kind::Article && (has_preposition || self.is_cyrillic(noun.at));
        let is_narrower = narrowness(noun.kind) > narrowness(outermost) && !is_around_section;
        if has_comma && !has_preposition || is_narrower {
            return None;
        }
        // `letra f) del apartado 1`: one noun for paragraphs and their items.
        if noun.kind == Kind::Subparagraph
            && outermost == Kind::Subparagraph
            && let Some((mut segment, next)) = self.segment(noun).filter(|it| has_preposition && it.0.is_counted())
        {
            // `point (d) of point (2) of paragraph 1`
            let around = self.outer_segment(self.past_breaks(next), noun, Kind::Subparagraph);
            if around.is_none_or(|(around, _)| around.kind != Kind::Paragraph) {
                segment.set_kind(Kind::Paragraph);
            }
            return Some((segment, next));
        }
        // `sous-alinéa ii) de l’alinéa a)`: one noun for letters and the numerals in them.
        if noun.kind == Kind::Subparagraph
            && outermost == Kind::Subparagraph
            && (has_preposition || !has_comma && self.first_letter(noun.at).is_some_and(is_cyrillic))
            && self.has_numerals(first)
            && let Some((segment, next)) = self.segment(noun).filter(|it| is_one_letter(&it.0))
        {
            return Some((segment, next));
        }
        // `подпункт «г» подпункта 2 пункта 1`: a letter in a number, by the case.
        if noun.kind == Kind::Subparagraph
            && outermost == Kind::Subparagraph
            && !has_comma
            && self.is_cyrillic(noun.at)
            && self.has_letter(first)
            && let Some((segment, next)) = self.segment(noun).filter(|it| it.0.is_counted() && it.0.items.len() == 1)
        {
            return Some((segment, next));
        }
        if narrowness(noun.kind) == narrowness(outermost) {
            // الباب 2 من الجزء 15: two nouns for a part, one of which contains the other.
            let is_another_noun = folded(self.written(first.at)) != folded(self.written(at));
            // `Добавление 1 к приложению I`: two annexes.
            let may_contain = noun.kind.is_division() && !noun.kind.is_annex();
            if !has_preposition || has_comma || !may_contain || !is_another_noun {
                return None;
            }
        }
        self.segment(noun).or_else(|| self.preamble(noun, has_preposition))
    }

    /// `to Annex`, `à l’annexe`: returns whether the noun of an annex follows a word.
    fn is_before_annex(self, at: usize) -> bool {
        const MAX_TOKENS: usize = 2;
        let mut after = (at + 1..).skip_while(|at| self.word(*at) == Some(Word::The) || self.is_apostrophe(*at));
        let noun = after.next().filter(|noun| *noun <= at + 1 + MAX_TOKENS).and_then(|noun| self.noun(noun));
        noun.is_some_and(|noun| noun.kind == Kind::Annex && !noun.plural)
    }

    /// Returns whether the number after a noun is one of the items in a letter: (ii), (2).
    fn has_numerals(self, noun: Noun) -> bool {
        let first = self.item(self.past_breaks(noun.at + 1), noun.kind).map(|(item, _)| item.steps);
        let is_numeral = |label: &Label| {
            matches!(label.form, NumberForm::LowerRoman | NumberForm::Digits)
                || label.readings().any(|reading| reading.form == NumberForm::LowerRoman)
        };
        first.is_some_and(|steps| matches!(&steps[..], [step] if is_numeral(&step.label)))
    }

    /// Returns whether the number after a noun is a letter: `«г»`, `г)`.
    fn has_letter(self, noun: Noun) -> bool {
        let first = self.item(self.past_breaks(noun.at + 1), noun.kind).map(|(item, _)| item.steps);
        first.is_some_and(|steps| matches!(&steps[..], [step] if step.label.form == NumberForm::Lower))
    }

    /// `of the Preamble`: its recitals are paragraphs.
    fn preamble(self, noun: Noun, has_preposition: bool) -> Option<(Segment, usize)> {
        let is_genitive = has_preposition || self.first_letter(noun.at).is_some_and(is_cyrillic);
        if noun.kind != Kind::Preamble || !is_genitive {
            return None;
        }
        let steps = vec![Step { kind: Kind::Preamble, label: Label::placeholder() }];
        Some((Segment { kind: Kind::Preamble, items: vec![Item { steps, to: None }], pending: false }, noun.at + 1))
    }
}

/// Returns whether a segment is one letter.
fn is_one_letter(segment: &Segment) -> bool {
    matches!(&segment.items[..], [item] if matches!(&item.steps[..], [step] if step.label.form == NumberForm::Lower))
}
