//! List labels: a number or letter that is set off by a stop, a parenthesis or a dash, followed by words that let it be
//! a label.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::counted::{han_number, list_letter, with_inserted};
use crate::label::{Label, Prefix, Suffix};
use crate::label_site::Doubt;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::script::{TATWEEL, is_arabic, is_han};
use crate::token::TokenKind;

/// The largest number of a list.
pub(super) const MAX_LIST_NUMBER: u32 = 999;

impl<'a> Cursor<'a> {
    /// `1.`, `(a)`, `1 -`, `'1'`, `§ 1`, `OP1`. `bracketed` means that a bracket opens before the label.
    pub(super) fn list_label(self, at: usize, context: LineContext, bracketed: bool) -> Option<LeadingLabel> {
        if let Some(found) = self.label_beside_mark(at, context, bracketed).or_else(|| self.enclosed_label(at)) {
            return Some(found);
        }
        match self.token(at)?.kind {
            TokenKind::Mark('(' | '（') => self.parenthesised_list_label(at, context),
            TokenKind::Mark(mark) if is_quote(mark) => self.quoted_list_label(at),
            TokenKind::Word(_) if self.written(at) == "§" => self.section_sign_label(at, context),
            TokenKind::Mark('.') => self.pointed_list_label(at, context),
            TokenKind::Number(_) | TokenKind::Word(_) => self.delimited_list_label(at, context, bracketed),
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `A.1 Each Party`, `X.1 [Objective`: the number of a paragraph in an article with a letter, or of an article in a
    /// chapter whose number is still to come.
    fn capital_dotted_label(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let label = Label::from_letters(self.written(at)).filter(|label| label.suffixes[0] == Suffix::None)?;
        let (label, next) = self.dotted_capital(label, at + 1).filter(|_| context.starts_paragraph)?;
        let stop = usize::from(self.is(next, '.') && self.is_glued(next));
        let text = next + stop;
        let begins = self.ends_line(text)
            || self.token(text).is_some_and(|token| token.spaced)
                && (self.starts_with_capital(text) || self.is(text, '['));
        let end = self.token(next - 1)?.end;
        if begins { self.label_from(at, label, Enclosure::Dot, end, text) } else { None }
    }

    /// `a` in `2.a three`: the letter of an item that is joined to the number of its paragraph.
    pub(super) fn joined_letter(self, at: usize) -> Option<LeadingLabel> {
        let is_joined = self.is_glued(at) && at.checked_sub(1).is_some_and(|stop| self.is(stop, '.'));
        let written = self.written(at);
        let is_letter = written.chars().all(char::is_lowercase) && written.chars().nth(1).is_none();
        let label = Label::from_letters(written).filter(|label| is_joined && is_letter && label.is_plain())?;
        let is_set_off = self.token(at + 1).is_some_and(|it| it.spaced && matches!(it.kind, TokenKind::Word(_)));
        let end = self.token(at)?.end;
        if is_set_off { self.label_from(at, label, Enclosure::Parenthesis, end, at + 1) } else { None }
    }

    pub(super) fn label_from(
        self,
        at: usize,
        label: Label,
        enclosure: Enclosure,
        end: u32,
        next: usize,
    ) -> Option<LeadingLabel> {
        Some(LeadingLabel::new(None, Some(label), enclosure, self.token(at)?.start..end, next))
    }

    /// `(a)`, `(1)`, （一）
    fn parenthesised_list_label(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let letter = list_letter(self.text, self.tokens, at + 1);
        let (label, close) = letter.or_else(|| self.list_number(at + 1, context))?;
        let close = self.after_escape(close);
        let closes = self.is(close, ')') || self.is(close, '）');
        if !closes || self.continues_sentence(close + 1, context) {
            return None;
        }
        let enclosure = letter.map_or(Enclosure::Parentheses, |_| self.han_enclosure(at + 1));
        self.label_from(at, label, enclosure, self.token(close)?.end, close + 1)
    }

    /// `'1'`
    fn quoted_list_label(self, at: usize) -> Option<LeadingLabel> {
        const MAX_QUOTED_NUMBER: u32 = 99;
        let number = self.number_value(at + 1).filter(|number| *number <= MAX_QUOTED_NUMBER)?;
        let close = self.token(at + 2)?;
        if !matches!(close.kind, TokenKind::Mark(mark) if is_quote(mark)) {
            return None;
        }
        self.label_from(at, Label::new(NumberForm::LowerRoman, number), Enclosure::Quotes, close.end, at + 3)
    }

    /// `§ 1er. Text`, `§ 2/1. Text`: the sign sets the number off, with or without a stop.
    pub(super) fn section_sign_label(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let (label, next) = self.number(at + 1).filter(|(label, _)| label.form == NumberForm::Digits)?;
        let (label, next) = self.number_after_slash(label, next).unwrap_or((label, next));
        let after = next + usize::from(self.is(next, '.'));
        if self.continues_sentence(after, context) {
            return None;
        }
        self.label_from(at, label, Enclosure::Dot, self.token(next - 1)?.end, after)
    }

    /// `/1` in `§ 2/1`: the number of a paragraph that Belgian law inserts.
    fn number_after_slash(self, label: Label, at: usize) -> Option<(Label, usize)> {
        let is_joined = self.is(at, '/') && self.is_glued(at) && self.is_glued(at + 1);
        let number = self.number_value(at + 1).filter(|_| is_joined && label.is_plain())?;
        Some((label.with(Suffix::Capital(u8::try_from(number).ok().filter(|place| *place > 0)?)), at + 2))
    }

    /// `1.`, `a)`, `1 -`, `一、`, `3bis Each Party`, `5 to 7.`
    pub(super) fn delimited_list_label(self, at: usize, context: LineContext, bracketed: bool) -> Option<LeadingLabel> {
        if let Some(found) = self.capital_dotted_label(at, context).or_else(|| self.counting_adverb_label(at, context))
        {
            return Some(found);
        }
        if let Some(found) = self.label_before_amount(at, context) {
            return Some(found);
        }
        let (label, next) = self.list_number(at, context)?;
        // `05.` alone on its line is the end of `H-05.`, which an extraction divided.
        if self.written(at).starts_with('0') && self.is(next, '.') && self.ends_line(next + 1) {
            return None;
        }
        let end = self.token(next - 1)?.end;
        let next = self.after_escape(self.before_delimiter(at, next));
        let is_letter = label.form != NumberForm::Digits;
        let is_free = context.starts_paragraph || context.after_clause;
        if let Some(after) = self.shared_numbers(next).filter(|_| !is_letter && is_free) {
            return self.label_from(at, label, Enclosure::Dot, end, after);
        }
        if bracketed && self.is(next, ']') {
            return self.bracketed_label(at, label, next);
        }
        if self.is_set_off_by_affix(label, next, context) {
            return self.label_from(at, label, Enclosure::Dot, end, next);
        }
        if self.is_before_small_letter(label, next, context) {
            let found = self.label_from(at, label, Enclosure::Dot, end, next)?;
            return Some(LeadingLabel { doubt: Doubt::Slight, ..found });
        }
        // `[e bis text`: nothing else begins with the letter and the adverb of an inserted item.
        let is_inserted_letter = matches!(label.suffixes[0], Suffix::Inserted(_)) && label.form == NumberForm::Lower;
        if bracketed && is_inserted_letter && matches!(self.token(next)?.kind, TokenKind::Word(_)) {
            return self.label_from(at, label, Enclosure::Dot, end, next);
        }
        if let Some(found) = self.label_before_blank(at, label, next, context) {
            return Some(found);
        }
        if let Some(found) = self.dotted_label(at, label, next, context) {
            return Some(found);
        }
        if let Some(found) = self.lone_numeral(at, label, next, context) {
            return Some(found);
        }
        if let Some(found) = self.degree_label(at, label, next, context) {
            return Some(found);
        }
        let enclosure = self.delimiter(at, next, is_letter)?;
        // `g. bis. text`: a stop before the suffix and one after it.
        if enclosure == Enclosure::Dot && label.is_plain() && matches!(self.word(next + 1), Some(Word::Inserted(_))) {
            let (label, stop) = self.suffixed(label, next + 1);
            if self.is(stop, '.') && (context.starts_paragraph || context.after_clause || bracketed) {
                return self.label_from(at, label, enclosure, self.token(stop - 1)?.end, stop + 1);
            }
        }
        if let Some(found) = self.label_with_suffix_after_stop(at, label, next, context) {
            return Some(found);
        }
        // `a.- text`, `10.—(1) text`
        let is_dash = ['-', '–', '—'].iter().any(|dash| self.is(next + 1, *dash));
        let has_dash = enclosure == Enclosure::Dot && is_dash && self.is_glued(next + 1);
        let text = next + 1 + usize::from(has_dash);
        // `a. text` below the end of a clause; a capital may be an initial.
        let is_item = || {
            context.after_clause
                && matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman)
                && self.token(text).is_some_and(|it| it.spaced)
        };
        if enclosure == Enclosure::Dot
            && is_letter
            && !(context.starts_paragraph || self.ends_line(next + 1) || bracketed || is_item())
        {
            return None;
        }
        if enclosure != Enclosure::Dash && self.continues_sentence(text, context) {
            return None;
        }
        if self.is_decimal(at, next) || label.form == NumberForm::Upper && self.is_abbreviation(next + 1) {
            return None;
        }
        self.label_from(at, label, enclosure, end, text)
    }

    /// `2.bis Each Party`, `2. alt [The`: a suffix after the stop of a number, and a new sentence or a bracket after it.
    fn label_with_suffix_after_stop(
        self,
        at: usize,
        label: Label,
        stop: usize,
        context: LineContext,
    ) -> Option<LeadingLabel> {
        let is_number = label.form == NumberForm::Digits && label.is_plain() && self.is(stop, '.');
        let is_small = self.written(stop + 1).starts_with(|letter: char| letter.is_ascii_lowercase());
        // `2. Alt. 1 Each Party`
        let is_alternative = self.written(stop + 1).eq_ignore_ascii_case("alt");
        if !is_number || !(is_small || is_alternative) || !context.starts_paragraph && !context.after_clause {
            return None;
        }
        let (label, next) = self.suffixed(label, stop + 1);
        let is_suffix = matches!(label.suffixes[0], Suffix::Inserted(_) | Suffix::Alternative(_));
        let begins = self.is(next, '[') || self.starts_with_capital(next) || self.ends_line(next);
        let end = self.token(next - 1)?.end;
        if is_suffix && begins { self.label_from(at, label, Enclosure::Dot, end, next) } else { None }
    }

    /// Returns the mark that a backslash escapes, as Pandoc writes `1\.` and `\(a\)`, or else the token itself.
    fn after_escape(self, at: usize) -> usize {
        let is_escape = self.is(at, '\\') && self.is_glued(at) && self.is_glued(at + 1);
        at + usize::from(is_escape && ['.', ')'].iter().any(|mark| self.is(at + 1, *mark)))
    }

    /// `**1**.`, `*a*)`, `**1** -`: returns the token after the emphasis of a label, if the mark that sets it off stands there.
    fn before_delimiter(self, label: usize, next: usize) -> usize {
        const MAX_SIGNS: usize = 3;
        let is_sign = |at: usize| (self.is(at, '*') || self.is(at, '_')) && self.is_glued(at);
        let closes = |count: &usize| {
            is_sign(next + count) && label > *count && self.written(label - 1 - count) == self.written(next + count)
        };
        let after = next + (0..MAX_SIGNS).take_while(closes).count();
        let is_delimiter = ['.', ')', '、', '-', '–', '—'].iter().any(|mark| self.is(after, *mark));
        if is_delimiter { after } else { next }
    }

    /// Returns how the mark at a token sets off the number before it. In Chinese the numerals show the level of a list, and the
    /// mark does not: `1、` is `1.`, and 一. is 一、.
    fn delimiter(self, number: usize, at: usize, is_letter: bool) -> Option<Enclosure> {
        let token = self.token(at)?;
        let is_in_digits = self.number_value(number).is_some();
        let is_in_han = !is_letter && !is_in_digits && self.written(number).starts_with(is_han);
        Some(match token.kind {
            // `3.x`: the number of the lower level is still to come.
            TokenKind::Mark('.') if self.is_glued(at + 1) && matches!(self.written(at + 1), "x" | "X") => return None,
            TokenKind::Mark('.' | '．') if !token.spaced && !is_in_han => Enclosure::Dot,
            TokenKind::Mark('、') if !token.spaced && is_in_digits => Enclosure::Dot,
            TokenKind::Mark('、' | '.' | '．') if !token.spaced => Enclosure::Comma,
            TokenKind::Mark(')' | '）') if !token.spaced => Enclosure::Parenthesis,
            TokenKind::Mark('-' | '–' | '—') if !is_letter && !self.is_dash_of_range(at) => Enclosure::Dash,
            TokenKind::Mark('-' | '–' | '—') if is_letter && self.is_dash_after_letter(at) => Enclosure::Dash,
            // `1 ـ النص`: a tatweel in place of a dash.
            TokenKind::Word(None) if is_tatweel(self.written(at)) && self.is_dash_after_letter(at) => Enclosure::Dash,
            _ => return None,
        })
    }

    /// `أ- text`, `هـ - text`, `a- text`: returns whether a dash sets off the one small letter before it, with or without a
    /// tatweel. In Latin script a dash after a space may be one between words.
    fn is_dash_after_letter(self, dash: usize) -> bool {
        let letter = dash.checked_sub(1).map(|at| self.written(at)).unwrap_or_default();
        let letter = letter.trim_end_matches(TATWEEL);
        let is_single = letter.chars().nth(1).is_none() && !letter.starts_with(char::is_uppercase);
        let may_be_spaced = letter.chars().all(is_arabic);
        is_single && (may_be_spaced || self.is_glued(dash)) && self.token(dash + 1).is_some_and(|next| next.spaced)
    }

    /// `OP1 Decides`, `3bis Each Party`, `4 alt [The`: returns whether the prefix or suffix of a number sets it off, so
    /// that it needs no mark.
    fn is_set_off_by_affix(self, label: Label, next: usize, context: LineContext) -> bool {
        match self.token(next).map(|token| token.kind) {
            Some(TokenKind::Word(_) | TokenKind::Mark('(' | '[')) if label.prefix != Prefix::None => true,
            Some(TokenKind::Word(_) | TokenKind::Mark('[' | ':')) => self.is_inserted_label(label, next, context),
            _ => false,
        }
    }

    /// `5 to 7. Deleted`, `3–4.`: reads the rest of a label of several numbers and returns the token after it.
    fn shared_numbers(self, next: usize) -> Option<usize> {
        let joint = self.token(next)?;
        let joins = matches!(joint.word(), Some(Word::And | Word::To)) || joint.is('–') || joint.is('-');
        let is_number = self.number_value(next + 1).is_some();
        let is_whole = self.ends_line(next + 3)
            || self.token(next + 3).is_some_and(|token| token.spaced && token.number().is_none());
        (joins && is_number && self.is(next + 2, '.') && self.is_glued(next + 2) && is_whole).then_some(next + 3)
    }

    /// Returns whether a number with a suffix and without a stop begins a paragraph: a new sentence or a bracket
    /// follows.
    fn is_inserted_label(self, label: Label, next: usize, context: LineContext) -> bool {
        let has_suffix = matches!(label.suffixes[0], Suffix::Inserted(_) | Suffix::Alternative(_) | Suffix::Supra);
        let is_dotted = label.numbers[1] != 0
            && context.starts_paragraph
            && self.token(next).is_some_and(|token| token.spaced || token.is(':'));
        let next = next + usize::from(self.is(next, ':'));
        let begins = self.is(next, '[') || self.written(next).chars().next().is_some_and(|it| !it.is_lowercase());
        let is_free = context.starts_paragraph || context.after_clause;
        (has_suffix || is_dotted) && label.form == NumberForm::Digits && begins && is_free
    }

    /// `4.1.1 keep lights lit`: returns whether a small letter follows a number of the third level, which the numbers around
    /// it must confirm.
    fn is_before_small_letter(self, label: Label, next: usize, context: LineContext) -> bool {
        let sentence = LineContext { after_clause: false, ..context };
        label.form == NumberForm::Digits
            && label.numbers[2] != 0
            && label.is_plain()
            && context.starts_paragraph
            && self.token(next).is_some_and(|token| token.spaced && matches!(token.kind, TokenKind::Word(_)))
            && self.written(next).chars().next().is_some_and(char::is_lowercase)
            && !self.continues_sentence(next, sentence)
    }

    /// `A. B. Smith`, `U. S.`
    fn is_abbreviation(self, at: usize) -> bool {
        self.is_glued(at) || (self.written(at).len() == 1 && self.is(at + 1, '.'))
    }

    /// `4 bis`, `iv`, `OP1`, 一
    fn list_number(self, at: usize, context: LineContext) -> Option<(Label, usize)> {
        match self.token(at)?.kind {
            TokenKind::Number(value) if value > MAX_LIST_NUMBER => None,
            TokenKind::Number(_) => {
                let (label, next) = self.number(at)?;
                Some(with_inserted(self.text, self.tokens, label, next))
            }
            TokenKind::Word(_) => {
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                if let Some((value, next)) = han_number(self.text, self.tokens, at)
                    && value <= MAX_LIST_NUMBER
                {
                    return Some(with_inserted(self.text, self.tokens, Label::new(NumberForm::Digits, value), next));
                }
                if let Some(found) = self.stem(at) {
                    return Some(found);
                }
                let written = self.written(at);
                let label = Label::from_letters(written)?;
                // A single Arabic or Cyrillic letter may be a word (و, а, и) unless it is set off.
                let is_set_off = self.is(at + 1, ')')
                    || self.word(at + 1).is_some()
                    || context.after_clause
                        && (['.', '-', '–'].iter().any(|mark| self.is(at + 1, *mark))
                            || is_tatweel(self.written(at + 1)));
                if !written.is_ascii() && !is_set_off && !context.starts_paragraph {
                    return None;
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `1 - 3`, `5-10`: returns whether a dash stands between numbers.
    fn is_dash_of_range(self, dash: usize) -> bool {
        self.number_value(dash + 1).is_some()
            || (self.is_glued(dash) && self.is_glued(dash + 1) && !self.ends_line(dash + 1))
    }
}

/// Returns whether a word is nothing but tatweel.
fn is_tatweel(word: &str) -> bool {
    word.starts_with(TATWEEL) && word.trim_start_matches(TATWEEL).is_empty()
}

pub(super) fn is_quote(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '"' | '“' | '”')
}
