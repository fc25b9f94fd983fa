//! Numbers and letters that are set off in other ways than by parentheses: `2/a`, `9)`, `b.` before its article, `a), (ii)`,
//! `2 B`.

use super::number::{is_numeral, kind_of_letter};
use super::{Item, Reader, Step};
use crate::kind::Kind;
use crate::label::{Label, Suffix, capital_suffix};
use crate::language::Language;
use crate::leading_label::counting_adverb;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::script::is_arabic;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `.1` in `paragraph .1 above`, `.2.1`: an item by the number after its point.
    pub(super) fn pointed_number(self, at: usize, kind: Kind) -> Option<(Item, usize)> {
        const MAX_NUMBERS: usize = 3;
        const KINDS: [Kind; MAX_NUMBERS] = [Kind::Subparagraph, Kind::Item, Kind::Item];
        if !matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item) || self.is_glued(at) {
            return None;
        }
        let mut steps = Vec::new();
        let mut next = at;
        while steps.len() < MAX_NUMBERS
            && self.is(next, '.')
            && (next == at || self.is_glued(next))
            && self.is_glued(next + 1)
            && let Some(number) = self.number_value(next + 1)
        {
            steps.push(Step { kind: KINDS[steps.len()], label: Label::new(NumberForm::Digits, number) });
            next += 2;
        }
        (!steps.is_empty()).then_some((Item { steps, to: None }, next))
    }

    /// `(2/أ)`, `2/a`: a number and the letter in it.
    pub(super) fn slashed_item(self, at: usize, kind: Kind) -> Option<(Item, usize)> {
        const MAX_NUMBER: u32 = 999;
        let has_parenthesis = self.is(at, '(') || self.is(at, '（');
        let first = at + usize::from(has_parenthesis);
        let number = self.number_value(first).filter(|number| (1..=MAX_NUMBER).contains(number))?;
        let is_joined = self.is(first + 1, '/') && self.is_glued(first + 1) && self.is_glued(first + 2);
        if let Some(article) = self.paragraph_after_slash(first, kind).filter(|_| is_joined && !has_parenthesis) {
            return Some((Item { steps: article, to: None }, first + 3));
        }
        // المادة 5/9/أ
        let paragraph = self.slashed_paragraph(first + 2, kind);
        let letter_at = first + 2 + 2 * usize::from(paragraph.is_some());
        let adverb = || counting_adverb(self.text, self.tokens, letter_at).map(|(label, _)| label);
        let letter = Label::from_letters(self.written(letter_at)).filter(|letter| letter.form == NumberForm::Lower);
        let is_single = self.written(letter_at).chars().count() == 1;
        let letter = letter.filter(|_| is_single).or_else(adverb)?;
        let closes = self.is(letter_at + 1, ')') || self.is(letter_at + 1, '）');
        // البند 1/ب
        let is_item = kind == Kind::Item && self.written(letter_at).starts_with(is_arabic);
        let kind = if is_item { Kind::Paragraph } else { kind };
        if !is_joined || has_parenthesis != closes || !matches!(kind, Kind::Paragraph | Kind::Article) {
            return None;
        }
        let mut steps = vec![Step { kind, label: Label::new(NumberForm::Digits, number) }];
        steps.extend(paragraph.map(|label| Step { kind: Kind::Paragraph, label }));
        steps.push(Step { kind: kind_of_letter(&steps, kind, &letter), label: letter });
        Some((Item { steps, to: None }, letter_at + 1 + usize::from(closes)))
    }

    /// `4/2` in المادة 4/2: an article and its paragraph, as Arabic writes them. Elsewhere the slash may be a part of the number.
    fn paragraph_after_slash(self, at: usize, kind: Kind) -> Option<Vec<Step>> {
        const MAX_NUMBER: u32 = 99;
        let goes_on = self.is_glued(at + 3)
            && matches!(self.kind(at + 3), Some(TokenKind::Mark('/' | '.' | '-')))
            && self.is_glued(at + 4)
            && self.kind(at + 4) != Some(TokenKind::Newline);
        let is_article = kind.is_article() && self.lexicon.language == Language::Ar && !goes_on;
        let [article, paragraph] =
            [at, at + 2].map(|at| self.number_value(at).filter(|it| (1..=MAX_NUMBER).contains(it)));
        let step = |kind, number| Step { kind, label: Label::new(NumberForm::Digits, number) };
        let steps = |(article, paragraph)| vec![step(kind, article), step(Kind::Paragraph, paragraph)];
        article.zip(paragraph).filter(|_| is_article).map(steps)
    }

    /// `9` in `المادة 5/9/أ`: the paragraph between the number of an article and a letter.
    fn slashed_paragraph(self, at: usize, kind: Kind) -> Option<Label> {
        const MAX_NUMBER: u32 = 99;
        let number = self.number_value(at).filter(|number| kind.is_article() && (1..=MAX_NUMBER).contains(number))?;
        let is_joined = self.is(at + 1, '/') && self.is_glued(at + 1) && self.is_glued(at + 2);
        is_joined.then(|| Label::new(NumberForm::Digits, number))
    }

    /// `)` after `пункта 9`, ` 2)` after `статьи 7`: numbers with a closing parenthesis only. Returns the paragraph that was
    /// read, if any.
    pub(super) fn closed_number(self, at: usize, steps: &[Step]) -> Option<(Option<Step>, usize)> {
        const MAX_NUMBER: u32 = 99;
        let [Step { kind, label }] = steps else { return None };
        if label.form != NumberForm::Digits {
            return None;
        }
        let is_closed = |at: usize| self.is(at, ')') && self.is_glued(at) && !self.is_in_parentheses(at);
        if !kind.is_heading() && is_closed(at) {
            return Some((None, at + 1));
        }
        let number = self.number_value(at).filter(|number| (1..=MAX_NUMBER).contains(number) && kind.is_article())?;
        let label = Label::new(NumberForm::Digits, number);
        let goes_on = self.ends_phrase(at + 2) || self.parenthesised(at + 2).is_some();
        (is_closed(at + 1) && goes_on).then_some((Some(Step { kind: Kind::Paragraph, label }), at + 2))
    }

    /// Returns whether a parenthesis that opened not far before a token is still open there.
    pub(super) fn is_in_parentheses(self, at: usize) -> bool {
        const MAX_TOKENS: usize = 64;
        let mut closed = 0;
        for before in (at.saturating_sub(MAX_TOKENS)..at).rev() {
            match self.kind(before) {
                Some(TokenKind::Mark(')' | '）')) => closed += 1,
                Some(TokenKind::Mark('(' | '（')) if closed == 0 => return true,
                Some(TokenKind::Mark('(' | '（')) => closed -= 1,
                _ => {}
            }
        }
        false
    }

    /// `del artículo`, `настоящей статьи`: returns whether the sentence goes on with the provision around a number, so that a
    /// stop before is that of the number.
    pub(super) fn continues_with_noun(self, at: usize) -> bool {
        const MAX_TOKENS: usize = 4;
        if self.starts_with_capital(at) || self.kind(at) == Some(TokenKind::Newline) {
            return false;
        }
        let is_link = |at: &usize| matches!(self.word(*at), Some(Word::Of | Word::The | Word::This | Word::That));
        let noun = (at..at + MAX_TOKENS).find(|at| !is_link(at));
        noun.is_some_and(|at| self.noun(at).is_some())
    }

    /// `, (ii)` in `alinéa a), (ii)`: the numeral of an item of the letter before it. `(h), (i)` is a list of letters.
    pub(super) fn set_off_numeral(self, at: usize, steps: &[Step]) -> Option<(Step, usize)> {
        let letter = steps.last().filter(|it| it.kind == Kind::Subparagraph && it.label.form == NumberForm::Lower)?;
        let (label, next) = self.is_comma(at).then(|| self.parenthesised(self.past_breaks(at + 1))).flatten()?;
        let is_numeral = is_numeral(&label) && letter.label.roman == 0;
        let goes_on = self.ends_phrase(next) || matches!(self.word(next), Some(Word::And | Word::Or | Word::To));
        (is_numeral && goes_on).then_some((Step { kind: Kind::Item, label }, next))
    }

    /// `B` in `articles 2A to 2 B`
    pub(super) fn spaced_capital(self, at: usize) -> Option<Suffix> {
        let capital = capital_suffix(self.written(at))?;
        let written = self.written(at);
        let is_word = written == "I" || !written.is_ascii() && self.lexicon.is_joining(written);
        // `article 5 A (2)`, `article 5 A applies`: a capital in mid-sentence is no word, except for `I`
        // and prepositions in Cyrillic.
        let goes_on = self.parenthesised(at + 1).is_some()
            || self.first_letter(at + 1).is_some_and(char::is_lowercase) && !is_word;
        let is_last =
            self.ends_phrase(at + 1) || goes_on || matches!(self.word(at + 1), Some(Word::And | Word::Or | Word::To));
        let is_name =
            |at: usize| self.is_glued(at) && matches!(self.kind(at), Some(TokenKind::Word(_) | TokenKind::Number(_)));
        let is_abbreviated = self.is(at + 1, '.') && is_name(at + 2);
        (is_last && !is_abbreviated).then_some(capital)
    }
}
