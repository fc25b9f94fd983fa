//! Anchors that stand before a Chinese path: 本条第一款, 《公约》第五条, 附件第1段.

use super::renumbered::Renumbering;
use super::{Anchor, Reader, Reference};
use crate::counted::han_number;
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::numerals::roman_value;
use crate::offset::to_usize;
use crate::token::TokenKind;

impl Reader<'_> {
    /// 本条, 上述, 《公约》, 本协定: reads the anchor before a Chinese path.
    pub(super) fn anchor_before(self, at: usize, reference: &mut Reference) {
        if self.lexicon.ends_with_pronoun(self.text_before(at)) {
            reference.anchor = self.antecedent(reference.start);
            return;
        }
        // （原第十条）
        if self.counted_renumbering(at) == Some(Renumbering::Old) {
            reference.anchor = Anchor::OtherInstrument;
            return;
        }
        let Some(last) = self.tokens[..at].iter().rposition(|token| token.kind != TokenKind::Newline) else { return };
        // 公约的第二十一条, 《公约》（第十七条）
        let is_linked = self.word(last) == Some(Word::Of) || self.is(last, '（') || self.is(last, '(');
        let Some(before) = last.checked_sub(usize::from(is_linked)) else { return };
        let demonstrative = before.checked_sub(1);
        let has = |word| demonstrative.is_some_and(|at| self.word(at) == Some(word));
        match self.word(before) {
            // 共同第三条
            Some(Word::Common) => reference.anchor = Anchor::OtherInstrument,
            Some(Word::Above | Word::Below) if !is_linked => {
                reference.anchor = Anchor::Near;
                reference.start = self.tokens[before].start;
            }
            Some(Word::Provision { kind, .. }) if !is_linked && has(Word::This) => {
                reference.anchor = Anchor::This(kind);
                reference.start = self.tokens[before - 1].start;
            }
            Some(Word::Instrument(_)) if has(Word::This) => {
                reference.anchor = Anchor::ThisInstrument;
                reference.start = if is_linked { reference.start } else { self.tokens[before - 1].start };
            }
            Some(Word::Provision { kind: Kind::Annex | Kind::Appendix, .. }) if last + 1 == at => {
                self.unnumbered_annex_before(before, reference)
            }
            // 本法第九条
            _ if self.lexicon.ends_with_this_work(self.text_before(before + 1)) => {
                reference.anchor = Anchor::ThisInstrument;
            }
            // 任务规定第十二款, 刑法第九条, 国家责任条款第九条
            None | Some(Word::Provision { .. })
                if self.lexicon.ends_with_work(self.text_before(before + 1))
                    && !(reference.names_article()
                        && self.lexicon.ends_with_verbal_work(self.text_before(before + 1))) =>
            {
                reference.anchor = Anchor::OtherInstrument;
            }
            // WTO协定第九条
            Some(Word::Instrument(_)) if demonstrative.is_some_and(|at| self.latin_name(at).is_some()) => {
                reference.anchor = Anchor::OtherInstrument;
            }
            Some(Word::Instrument(_)) if has(Word::That) || has(Word::Above) => {
                reference.anchor = Anchor::OtherInstrument;
            }
            Some(Word::Instrument(noun)) => reference.anchor = Anchor::DefiniteInstrument(noun),
            // 附则I第12条
            _ if self.is_number_of_work(before) => reference.anchor = Anchor::OtherInstrument,
            _ => match self.latin_name(before) {
                Some(name) => {
                    reference.anchor = Anchor::OtherInstrument;
                    reference.instrument = Some(self.tokens[name].start..self.tokens[before].end);
                }
                None => self.quoted_name_before(before, reference),
            },
        }
    }

    /// `GATT 1994`, `TRIPS` before 第三条: returns the first token of a name in Latin letters that ends at a token.
    fn latin_name(self, last: usize) -> Option<usize> {
        const YEARS: std::ops::Range<u32> = 1800..2100;
        let has_year = self.number_value(last).is_some_and(|year| YEARS.contains(&year));
        let name = last.checked_sub(usize::from(has_year))?;
        self.is_name_acronym(name).then_some(name)
    }

    /// 《公约》, 《公约》，特别是: reads a quoted name that ends at a token, or before a comma.
    fn quoted_name_before(self, before: usize, reference: &mut Reference) {
        const MAX_QUOTED_TOKENS: usize = 64;
        let text = self.text_before(before + 1);
        let text = self.lexicon.without_notably(text);
        let close = self.tokens.partition_point(|token| to_usize(token.start) < text.len());
        let is_comma = |at: usize| self.is(at, '，') || self.is_comma(at);
        let Some(close) = close.checked_sub(1) else { return };
        let Some(close) = close.checked_sub(usize::from(is_comma(close))) else { return };
        if self.is(close, '》') {
            reference.anchor = Anchor::OtherInstrument;
            let open = (close.saturating_sub(MAX_QUOTED_TOKENS)..close).rev().find(|at| self.is(*at, '《'));
            reference.instrument = open.map(|open| self.tokens[open].end..self.tokens[close].start);
        }
    }

    /// 附件第1段, 《公约》附件第3条: reads the anchor that an annex without a number is, or the instrument before it.
    fn unnumbered_annex_before(self, annex: usize, reference: &mut Reference) {
        if self.lexicon.ends_with_pronoun(self.text_before(annex)) {
            reference.anchor = self.antecedent(reference.start);
            return;
        }
        let Some(last) = annex.checked_sub(1) else {
            reference.anchor = Anchor::UnnumberedAnnex;
            return;
        };
        // 协定的附件
        let owner = last.saturating_sub(usize::from(self.word(last) == Some(Word::Of)));
        let is_this = owner.checked_sub(1).is_some_and(|at| self.word(at) == Some(Word::This));
        reference.anchor = match self.word(owner) {
            Some(Word::Instrument(noun)) if !is_this => Anchor::DefiniteInstrument(noun),
            _ if self.is(owner, '》') => Anchor::OtherInstrument,
            // 该附件, 各附件
            _ if self.lexicon.is_determiner(self.written(last)) => return,
            _ => Anchor::UnnumberedAnnex,
        };
    }

    /// 附则I, 议事规则三: returns whether the number at a token is that of a text which is no instrument.
    fn is_number_of_work(self, last: usize) -> bool {
        let is_number = self.number_value(last).is_some()
            || roman_value(self.written(last)).is_some()
            || self.is_han(last) && han_number(self.text, &self.tokens[..=last], last).is_some();
        is_number && self.lexicon.ends_with_work(self.text_before(last))
    }
}
