//! The items of a segment: a number with the list letters after it, `6 (e) (i)`, or a sign that the number is still to
//! come.

use super::enclosed_letters::is_quote;
use super::{Item, Reader, Step, narrowness};
use crate::counted::han_number;
use crate::kind::Kind;
use crate::label::{Label, Suffix};
use crate::leading_label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::script::is_arabic;
use crate::token::TokenKind;

/// The largest number of a provision.
const MAX_PROVISION_NUMBER: u32 = 4999;

/// The most steps of an item.
const MAX_STEPS: usize = 6;

impl Reader<'_> {
    /// `6 (e) (i)`, `II.5`, `1.a`
    pub(super) fn item(self, at: usize, kind: Kind) -> Option<(Item, usize)> {
        if let Some(compound) = self.slashed_item(at, kind).or_else(|| self.pointed_number(at, kind)) {
            return Some(compound);
        }
        let (first, mut next) = self.first_step(at, kind)?;
        let mut steps = first_steps(first, kind);
        next = self.past_deeper_numbers(&steps, next);
        if let Some((step, after)) = self.dotted_section(next, kind) {
            steps.push(step);
            next = after;
        }
        if let Some((step, after)) = self.dotted_paragraph(next, &steps) {
            steps.push(step);
            next = after;
        }
        next = self.bare_letters(next, kind, &mut steps);
        // `12.6)b)`
        if steps.len() == 1 && self.is(next, ')') && self.is_glued(next) && self.is_glued(next + 1) {
            let letter = self.parenthesised(next + 1);
            next += usize::from(letter.is_some_and(|(label, _)| label.form == NumberForm::Lower));
        }
        if let Some((step, after)) = self.closed_number(next, &steps) {
            steps.extend(step);
            next = after;
        }
        if let Some((step, after)) = self.set_off_letter(next, &steps) {
            steps.push(step);
            next = after;
        }
        while steps.len() < MAX_STEPS
            && let Some((label, after)) = self.parenthesised(next)
        {
            let kind = kind_of_letter(&steps, kind, &label);
            let is_number = kind == Kind::Paragraph;
            let suffixes = label.suffixes;
            let label =
                if is_number { Label { suffixes, ..Label::new(NumberForm::Digits, label.number()) } } else { label };
            steps.push(Step { kind, label });
            next = after;
        }
        if let Some((step, after)) = self.set_off_numeral(next, &steps) {
            steps.push(step);
            next = after;
        }
        if let Some((step, after)) = self.unset_letter(next, &steps) {
            steps.push(step);
            next = after;
        }
        // `inciso b. del artículo I`
        if self.is(next, '.') && self.is_glued(next) && self.continues_with_noun(next + 1) {
            next += 1;
        }
        // `subparagraph 7 (a)` is paragraph 7 (a).
        if kind == Kind::Subparagraph && steps.len() > 1 && steps[0].label.form == NumberForm::Digits {
            steps[0].kind = Kind::Paragraph;
            steps[1].kind = Kind::Subparagraph;
        }
        Some((Item { steps, to: None }, next))
    }

    /// `.a` and `ab` after a number: adds the steps of letters without parentheses, and returns the token after them.
    fn bare_letters(self, mut next: usize, kind: Kind, steps: &mut Vec<Step>) -> usize {
        while let Some((label, after)) = self.dotted_letter(next) {
            steps.push(Step { kind: kind_of_letter(steps, kind, &label), label });
            next = after;
        }
        if let Some(((outer, inner), after)) = self.two_bare_letters(next) {
            steps.push(Step { kind: kind_of_letter(steps, kind, &outer), label: outer });
            steps.push(Step { kind: kind_of_letter(steps, kind, &inner), label: inner });
            next = after;
        }
        next
    }

    /// `, (b)` in `paragraph 1, (b), (c) and (d)`: a letter that no text of its own follows.
    fn set_off_letter(self, at: usize, steps: &[Step]) -> Option<(Step, usize)> {
        let [Step { kind: Kind::Paragraph, label }] = steps else { return None };
        if label.form != NumberForm::Digits || !self.is_comma(at) {
            return None;
        }
        let (label, next) = self.parenthesised(self.past_breaks(at + 1))?;
        let is_letter = label.form == NumberForm::Lower;
        let is_joined = self.is_comma(next) || matches!(self.word(next), Some(Word::And | Word::Or | Word::Of));
        (is_letter && is_joined).then_some((Step { kind: Kind::Subparagraph, label }, next))
    }

    /// （一） in 附件（一）
    fn han_number_of_annex(self, at: usize, kind: Kind) -> Option<(Step, usize)> {
        let may_be = kind.is_annex() && self.is_han(at + 1) && matches!(self.written(at), "（" | "(");
        let (number, close) = may_be.then(|| han_number(self.text, self.tokens, at + 1)).flatten()?;
        let label = Label::new(NumberForm::Digits, number).spelt_out_for(kind);
        (self.is(close, '）') || self.is(close, ')')).then_some((Step { kind, label }, close + 1))
    }

    /// `6`, `(e)`, `[6]`, `e)`, 一
    fn first_step(self, at: usize, kind: Kind) -> Option<(Step, usize)> {
        if let Some(annex) = self.han_number_of_annex(at, kind) {
            return Some(annex);
        }
        if let Some((label, next)) = self.parenthesised(at) {
            // المادة (1), `Article (1)`
            if kind.is_heading() && label.form == NumberForm::Digits {
                // المادة (الأولى)
                let is_in_words = matches!(self.kind(at + 1), Some(TokenKind::Word(_)));
                let label = if is_in_words { label.spelt_out_for(kind) } else { label };
                // المادة (3) مكررا
                let (label, next) = leading_label::repeated(self.text, self.tokens, label, next);
                return Some((Step { kind, label }, next));
            }
            // الملحق (ج)
            let is_arabic_annex = kind.is_annex() && self.written(at + 1).starts_with(is_arabic);
            if is_arabic_annex && label.form == NumberForm::Lower {
                return Some((Step { kind, label }, next));
            }
            if !matches!(kind, Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Recital | Kind::Option) {
                return None;
            }
            // `paragraph (a)` has the letter of a subparagraph, البند (ثانيا) an adverb in place of one.
            let is_letter = matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman);
            let is_adverb = label.form == NumberForm::UpperRoman && self.written(at + 1).starts_with(is_arabic);
            let is_subparagraph = kind == Kind::Paragraph && is_letter || is_adverb;
            let kind = if is_subparagraph { Kind::Subparagraph } else { kind };
            let (label, next) = leading_label::repeated(self.text, self.tokens, label, next);
            return Some((Step { kind, label }, next));
        }
        if self.is(at, '[') {
            let (label, close) = leading_label::number(self.text, self.tokens, at + 1)?;
            return self.is(close, ']').then_some((Step { kind, label }, close + 1));
        }
        if matches!(kind, Kind::Annex | Kind::Appendix) && self.is_two_numerals(at) {
            // 附件一一并适用: without a counter the end of the number is not marked, and 11 is written 十一.
            let (number, _) = han_number(self.text, &self.tokens[..=at], at)?;
            let label = Label::new(NumberForm::Digits, number).spelt_out_for(kind);
            return Some((Step { kind, label }, at + 1));
        }
        self.numbered_step(at, kind).or_else(|| self.lettered_step(at, kind))
    }

    /// `6`, `IV`, `twelve`
    fn numbered_step(self, at: usize, kind: Kind) -> Option<(Step, usize)> {
        let (mut label, mut next) = leading_label::number(self.text, self.tokens, at)?;
        if (kind.is_article() || matches!(kind, Kind::Annex | Kind::Appendix))
            && (kind.is_article() || label.form == NumberForm::Upper)
            && let Some(whole) = leading_label::dotted_capital(self.text, self.tokens, label, next)
        {
            (label, next) = whole;
        }
        if let Some(whole) = leading_label::joined_part(self.text, self.tokens, label, next).filter(|_| kind.is_annex())
        {
            (label, next) = whole;
        }
        // `l’article L. 5331-7 du code`: the letter of a series of a French code, which no treaty has.
        if kind.is_article() && label.is_plain() && self.is_letter_of_code(&label, next) {
            return None;
        }
        // `paragraph 3 supra` is paragraph 3, which stands above.
        if label.suffixes[0] == Suffix::Supra {
            label.suffixes[0] = Suffix::None;
            next -= 1;
        }
        let may_be_capital = kind.is_division() || kind.is_article() || kind == Kind::Option;
        let is_capital = matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman);
        if is_capital && !may_be_capital || label.number() > MAX_PROVISION_NUMBER {
            return None;
        }
        // `article 2 B`, where nothing else can follow the letter
        let is_number = next == at + 1 && label.is_digits();
        if let Some(capital) = self.spaced_capital(next).filter(|_| kind.is_article() && is_number) {
            (label, next) = (label.with(capital), next + 1);
        }
        let is_in_words = matches!(self.kind(at), Some(TokenKind::Word(_)));
        let label = if is_in_words { label.spelt_out_for(kind) } else { label };
        Some((Step { kind, label }, next))
    }

    /// `a` in `subparagraph a`, `e)` in `alinéa e)`
    fn lettered_step(self, at: usize, kind: Kind) -> Option<(Step, usize)> {
        let is_list_member = matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item);
        if is_list_member
            && let Some((label, next)) = leading_label::counting_adverb(self.text, self.tokens, at)
            && self.word(next) == Some(Word::Of)
        {
            return Some((Step { kind: Kind::Subparagraph, label }, next));
        }
        let is_lettered_paragraph = kind == Kind::Paragraph && self.is_letter_before_article(at);
        if !matches!(kind, Kind::Subparagraph | Kind::Item) && !is_lettered_paragraph {
            return None;
        }
        let label = Label::from_letters(self.written(at))?;
        let kind = if is_lettered_paragraph { Kind::Subparagraph } else { kind };
        // `alinéas de l’article`
        if self.is_apostrophe(at + 1) && self.is_glued(at + 1) && self.is_glued(at + 2) {
            return None;
        }
        Some((Step { kind, label }, at + 1 + usize::from(self.is(at + 1, ')'))))
    }

    /// `ج` in الفقرة ج من المادة 1: returns whether a single letter stands between the noun of a paragraph and that of a wider
    /// provision.
    fn is_letter_before_article(self, at: usize) -> bool {
        let written = self.written(at);
        let is_letter = self.kind(at) == Some(TokenKind::Word(None)) && written.chars().count() == 1;
        let is_lower = || Label::from_letters(written).is_some_and(|letter| letter.form == NumberForm::Lower);
        is_letter && is_lower() && self.word(at + 1) == Some(Word::Of) && self.is_before_wider_noun(at + 1)
    }

    /// `.5` in `part II.5`: the fifth section of a part.
    fn dotted_section(self, at: usize, kind: Kind) -> Option<(Step, usize)> {
        let may_have_sections =
            matches!(kind, Kind::Part | Kind::Annex | Kind::Schedule | Kind::Appendix | Kind::Chapter);
        if !may_have_sections || !self.is(at, '.') || !self.is_glued(at) || !self.is_glued(at + 1) {
            return None;
        }
        self.number_value(at + 1)?;
        let (label, next) = leading_label::number(self.text, self.tokens, at + 1)?;
        Some((Step { kind: Kind::Section, label }, next))
    }

    /// `.1` in `article 13bis.1`: a paragraph of an inserted article.
    fn dotted_paragraph(self, at: usize, steps: &[Step]) -> Option<(Step, usize)> {
        let [Step { kind, label }] = steps else { return None };
        let is_inserted = kind.is_article() && matches!(label.suffixes[0], Suffix::Inserted(_));
        let number = self.number_value(at + 1).filter(|_| is_inserted && self.is(at, '.') && self.is_glued(at + 1))?;
        let step = Step { kind: Kind::Paragraph, label: Label::new(NumberForm::Digits, number) };
        self.is_glued(at).then_some((step, at + 2))
    }

    /// `.a` in `9.1.a`, the style of the Council of Europe
    fn dotted_letter(self, at: usize) -> Option<(Label, usize)> {
        if !self.is(at, '.') || !self.is_glued(at + 1) {
            return None;
        }
        let label = Label::from_letters(self.written(at + 1))?;
        let is_small = matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman);
        // `5.A(3)`: no sentence begins with a letter that a parenthesis follows immediately.
        let is_capital = || self.is_glued(at) && self.is(at + 2, '(') && self.is_glued(at + 2);
        (is_small || is_capital()).then_some((label, at + 2))
    }

    /// `a.ii` in `1 a.ii`: a bare letter counts if a stop and another letter follow immediately.
    fn two_bare_letters(self, at: usize) -> Option<((Label, Label), usize)> {
        let outer = Label::from_letters(self.written(at))?;
        if !self.is(at + 1, '.') || !self.is_glued(at + 2) {
            return None;
        }
        let inner = Label::from_letters(self.written(at + 2))?;
        Some(((outer, inner), at + 3))
    }

    /// 一一: returns whether exactly two Han numerals below ten follow each other.
    fn is_two_numerals(self, at: usize) -> bool {
        let is_han = |at: usize| self.token(at).is_some() && self.written(at).chars().all(crate::script::is_han);
        let value = |from: usize, to: usize| {
            self.tokens.get(..to).and_then(|tokens| han_number(self.text, tokens, from)).map(|(value, _)| value)
        };
        is_han(at)
            && value(at, at + 1).is_some_and(|value| value < 10)
            && value(at + 1, at + 2).is_some_and(|value| value < 10)
            && is_han(at + 1)
            && value(at, at + 3).is_some_and(|value| value < 100)
    }

    /// `e` in `paragraph 6 e of article 47`, `1` in `الفقرة الفرعية (أ) 1 أعلاه`: a letter or numeral that lost its
    /// parentheses counts if what follows can only belong to a reference.
    fn unset_letter(self, at: usize, steps: &[Step]) -> Option<(Step, usize)> {
        const MAX_ITEM_NUMBER: u32 = 39;
        let (label, kind) = match (steps.last()?.kind, self.kind(at)?) {
            (Kind::Paragraph, TokenKind::Word(None)) if self.written(at).chars().count() == 1 => {
                let letter = Label::from_letters(self.written(at))?;
                (Some(letter).filter(|letter| letter.form == NumberForm::Lower)?, Kind::Subparagraph)
            }
            (Kind::Subparagraph, TokenKind::Number(value)) if value <= MAX_ITEM_NUMBER => {
                (Label::new(NumberForm::LowerRoman, value), Kind::Item)
            }
            _ => return None,
        };
        let has_quote = kind == Kind::Item && matches!(self.kind(at + 1)?, TokenKind::Mark(mark) if is_quote(mark));
        let next = at + 1 + usize::from(has_quote);
        let after = next + usize::from(self.is_comma(next));
        let after = self.past_breaks(after);
        if matches!(self.word(after), Some(Word::Above | Word::Below)) {
            return Some((Step { kind, label }, after));
        }
        let is_inside = kind == Kind::Subparagraph && self.is_before_wider_noun(next);
        is_inside.then_some((Step { kind, label }, next))
    }

    /// `of article`: returns whether the noun of a wider provision follows. What it governs is not read, since it would
    /// be read twice.
    fn is_before_wider_noun(self, at: usize) -> bool {
        const MAX_TOKENS: usize = 6;
        for at in at..at + MAX_TOKENS {
            match self.kind(at) {
                Some(TokenKind::Word(Some(Word::Of | Word::The | Word::That))) => {}
                Some(TokenKind::Word(Some(Word::Provision { kind, .. }))) => {
                    return narrowness(kind) < narrowness(Kind::Paragraph);
                }
                Some(TokenKind::Newline | TokenKind::Mark('’' | '\'')) => {}
                _ => return false,
            }
        }
        false
    }

    /// `[X]`, `[X, Y & Z]`, `[ ]`, `[…]`, `[X on Reporting]`, `XX`, `(XX)`, `X-Y`, `__`: returns the token after a number that is
    /// still to come.
    pub(super) fn placeholder(self, at: usize, kind: Kind) -> Option<usize> {
        const MAX_PLACEHOLDER_TOKENS: usize = 12;
        let is_xs = |written: &str| written.len() > 1 && written.bytes().all(|byte| byte == b'X');
        if !self.is(at, '[') {
            let is_letter = |at: usize| matches!(self.written(at), "X" | "Y" | "Z" | "N");
            if self.is(at, '(') && (is_letter(at + 1) || is_xs(self.written(at + 1))) && self.is(at + 2, ')') {
                return Some(at + 3);
            }
            let blanks = (at..self.tokens.len()).take_while(|at| self.is(*at, '_')).count();
            if blanks > 1 {
                return Some(at + blanks);
            }
            // `paragraphs X-Y`: only headings have numbers in capitals.
            let is_range = |written: &str| written.split(['-', '–']).all(|it| matches!(it, "X" | "Y" | "Z" | "N"));
            if is_range(self.written(at)) && !kind.is_heading() {
                let is_joint = self.is(at + 1, '-')
                    || self.is(at + 1, '–')
                    || matches!(self.word(at + 1), Some(Word::To | Word::And | Word::Or));
                let has_end = is_joint && is_letter(at + 2);
                return Some(at + 1 + 2 * usize::from(has_end));
            }
            // XX may be twenty, and is read as a number.
            let written = self.written(at);
            return (written.starts_with("__") || is_xs(written) && written.len() > 3).then_some(at + 1);
        }
        let end = (at + MAX_PLACEHOLDER_TOKENS).min(self.tokens.len());
        let close = (at + 1..end).find(|at| self.is(*at, ']'))?;
        let first = self.written(at + 1);
        let is_open =
            close == at + 1 || matches!(first, "X" | "Y" | "Z" | "N" | "x" | "…" | "." | "_" | "*") || is_xs(first);
        is_open.then_some(close + 1)
    }
}

/// Returns the first step of an item, which is two for `subparagraph 1b`: paragraph 1 (b).
fn first_steps(first: Step, kind: Kind) -> Vec<Step> {
    let is_number = kind == Kind::Subparagraph && first.label.form == NumberForm::Digits;
    match first.label.split_letter().filter(|_| is_number) {
        Some((number, letter)) => {
            vec![Step { kind: Kind::Paragraph, label: number }, Step { kind, label: letter }]
        }
        None => vec![first],
    }
}

/// Returns whether a letter is the next one after that of the last step and no roman numeral: in `(e) (f)` a comma was
/// left out.
pub(super) fn follows_letter(steps: &[Step], label: &Label) -> bool {
    let last = steps.last().filter(|step| step.kind != Kind::Paragraph && step.label.form == NumberForm::Lower);
    label.form == NumberForm::Lower
        && label.roman == 0
        && last.is_some_and(|step| label.is_plain() && label.follows(&step.label))
}

/// Returns whether a letter label is a numeral rather than a letter: `ii`, but not `i`.
pub(super) fn is_numeral(label: &Label) -> bool {
    const LETTERS: u32 = 26;
    label.form == NumberForm::LowerRoman || label.roman > 0 && label.number() > LETTERS
}

/// Returns the kind of a list letter after some steps: a number in an article is a paragraph.
pub(super) fn kind_of_letter(steps: &[Step], kind: Kind, label: &Label) -> Kind {
    match steps.last().map_or(kind, |step| step.kind) {
        kind if kind.is_article() && label.form == NumberForm::Digits => Kind::Paragraph,
        Kind::Subparagraph | Kind::Item => Kind::Item,
        _ => Kind::Subparagraph,
    }
}
