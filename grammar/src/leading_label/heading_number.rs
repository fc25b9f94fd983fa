//! The number of a heading: in brackets or parentheses, joined by a hyphen, or with the letter of an insertion.

use super::Cursor;
use crate::counted::han_number;
use crate::kind::Kind;
use crate::label::{Label, Suffix, capital_suffix};
use crate::lexicon::{Word, heading_number};
use crate::numerals::NumberForm;
use crate::script::is_arabic;
use crate::token::TokenKind;

impl Cursor<'_> {
    /// `5`, `[5]`, `[X]`, `(5)`, `(a)`, `(الأولى)`: the number of a heading, with a bracket around it.
    pub(super) fn heading_number(self, at: usize) -> Option<(Label, usize)> {
        // `Article **5**`, `**Article** **5**`
        const MAX_SIGNS: usize = 6;
        let signs = (at..at + MAX_SIGNS).take_while(|at| self.is(*at, '*') || self.is(*at, '_')).count();
        if signs > 0 && self.number_value(at + signs).is_some() {
            return self.number(at + signs);
        }
        if self.is(at, '[') {
            return self.bracketed_heading_number(at);
        }
        if self.is(at, '(')
            && let Some(label) = Label::from_letters(self.written(at + 1))
            && self.is(at + 2, ')')
        {
            return Some((label, at + 3));
        }
        if self.is(at, '(') || self.is(at, '（') {
            // 附件（一）
            if self.is_glued(at)
                && self.token(at + 1).is_some_and(|it| it.kind == TokenKind::Word(None))
                && let Some((number, close)) = han_number(self.text, self.tokens, at + 1)
                && (self.is(close, ')') || self.is(close, '）'))
            {
                return Some((Label::new(NumberForm::Digits, number), close + 1));
            }
            // المادة (الأولى)
            let is_ordinal = matches!(self.word(at + 1), Some(Word::Ordinal(_)));
            if self.number_value(at + 1).is_none() && !is_ordinal {
                return None;
            }
            let (label, close) = self.number(at + 1)?;
            return (self.is(close, ')') || self.is(close, '）')).then(|| self.suffixed(label, close + 1));
        }
        self.number(at)
    }

    /// `-22` in `Article 21-22`, `.1` in `Article V.1`, where the line ends or a title follows
    pub(super) fn compound_heading_number(self, kind: Kind, label: Label, next: usize) -> Option<(Label, usize)> {
        // `Annex I.2` is the second section of an annex, `Annex C.2` an annex.
        let may_have_dot = kind.is_article() || kind.is_annex() && label.form == NumberForm::Upper;
        // `Articles 2–4 [Deleted]` names a range: an en dash is a hyphen only where the line ends.
        let has_en_dash = self.is(next, '–');
        let dotted = || self.dotted_capital(label, next).filter(|_| may_have_dot);
        let (label, next) = self.hyphenated(label, next, true).or_else(dotted)?;
        let is_before_title = self.starts_with_capital(next) && self.token(next).is_some_and(|token| token.spaced);
        let is_stop = self.is(next, '.') || self.is(next, ':');
        (self.ends_line(next) || !has_en_dash && (is_before_title || is_stop)).then_some((label, next))
    }

    /// `B` in `Article 2 B Halons` and `Article 2 B`: the letter of an inserted article, after a blank. A title may begin with
    /// a letter that is a word or a numeral.
    pub(super) fn spaced_letter(self, label: &Label, at: usize) -> Option<Suffix> {
        let capital = capital_suffix(self.written(at))?;
        let letter = self.written(at);
        let is_sign = [':', '.', '–', '—', '-', ']', '[', '*', '_'].iter().any(|mark| self.is(at + 1, *mark));
        // `Article 2 A CFC`: an acronym follows no word.
        let is_word = !letter.is_ascii() || matches!(letter, "A" | "E" | "I" | "O" | "U" | "V" | "X" | "Y");
        let is_acronym =
            || self.written(at + 1).len() > 1 && self.is_in_capitals(at + 1) && !self.is_in_capitals(at - 2);
        let begins_title = self.starts_with_capital(at + 1) && (!is_word || is_acronym());
        let is_inserted = label.form == NumberForm::Digits && label.is_plain() && label.numbers[1] == 0;
        let ends = self.ends_line(at + 1) || is_sign || begins_title;
        (is_inserted && ends).then_some(capital)
    }

    /// `(أ)` in `المادة 3 مكررا (أ)`, `(1)`, and `-1` in `Artículo 1 Bis-1`: the letter or number of a further insertion after an
    /// adverb, at the end of the line or before a stop. Returns the token after it.
    pub(super) fn further_insertion(self, label: &Label, open: usize) -> Option<(Suffix, usize)> {
        let is_inserted = matches!(label.suffixes, [Suffix::Inserted(_), Suffix::None, _]);
        // `Artículo 1 Bis-1`
        if is_inserted && self.is(open, '-') && self.is_glued(open) && self.is_glued(open + 1) {
            let place = u8::try_from(self.number_value(open + 1)?).ok().filter(|place| *place > 0)?;
            let ends = self.ends_line(open + 2) || [':', '.', '-', '–'].iter().any(|mark| self.is(open + 2, *mark));
            return ends.then_some((Suffix::Capital(place), open + 2));
        }
        let follows_arabic = open.checked_sub(1).is_some_and(|at| {
            let before = if self.is(at, ')') { at.checked_sub(1).unwrap_or(at) } else { at };
            self.written(before).starts_with(is_arabic)
        });
        let is_closed = self.is(open, '(') && self.is(open + 2, ')');
        let ends = self.ends_line(open + 3) || [':', '.', '-', '–'].iter().any(|mark| self.is(open + 3, *mark));
        if !is_inserted || !follows_arabic || !is_closed || !ends {
            return None;
        }
        let letter = || Label::from_letters(self.written(open + 1)).map(|it| it.number());
        let place = self.number_value(open + 1).or_else(letter)?;
        Some((Suffix::Capital(u8::try_from(place).ok().filter(|place| *place > 0)?), open + 3))
    }

    /// `DEUX` in `ARTICLE DEUX`, `Uno` in `Artículo Uno.- Objeto`: a number in words that is none elsewhere.
    pub(super) fn number_in_words(self, at: usize) -> Option<(Label, usize)> {
        let is_unknown = self.token(at)?.kind == TokenKind::Word(None);
        let is_set_off =
            self.ends_line(at + 1) || [':', '.', '—', '–', '-', ')'].iter().any(|mark| self.is(at + 1, *mark));
        let number = heading_number(self.written(at)).filter(|_| is_unknown && is_set_off)?;
        Some((Label::new(NumberForm::Digits, number), at + 1))
    }

    /// `1. Each Party`, `1 - يمسك`, `(1) Each Party`: returns whether the first paragraph of an article begins at a token. No
    /// sentence puts a number after that of an article; in parentheses it needs a capital after it.
    pub(super) fn begins_first_paragraph(self, at: usize) -> bool {
        let opens = self.is(at, '(');
        let number = at + usize::from(opens);
        let Some(token) = self.token(at).filter(|token| token.spaced && self.number_value(number) == Some(1)) else {
            return false;
        };
        let signs: &[char] = if opens { &[')'] } else { &['.', ')', '-', '–'] };
        let is_set_off = signs.iter().any(|sign| self.is(number + 1, *sign));
        let text = number + 2;
        let begins_sentence = match self.written(text).chars().next() {
            Some(letter) if letter.is_alphabetic() => letter.is_uppercase() || !opens && !letter.is_lowercase(),
            _ => false,
        };
        token.start > 0 && is_set_off && begins_sentence && self.token(text).is_some_and(|it| it.spaced)
    }

    /// `[5 bis]`, `[X]`, `[to come]`
    fn bracketed_heading_number(self, open: usize) -> Option<(Label, usize)> {
        const MAX_PLACEHOLDER_TOKENS: usize = 4;
        if matches!(self.written(open + 1), "X" | "Y" | "Z" | "N") && self.is(open + 2, ']') {
            return Some((Label::placeholder(), open + 3));
        }
        if let Some((label, next)) = self.number(open + 1)
            && self.is(next, ']')
        {
            return Some((label, next + 1));
        }
        let is_on_line = |close: usize| !(open..close).any(|at| self.ends_line(at));
        let close = (open + 1..open + MAX_PLACEHOLDER_TOKENS).find(|at| self.is(*at, ']') && is_on_line(*at))?;
        Some((Label::placeholder(), close + 1))
    }
}
