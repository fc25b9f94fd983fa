//! List labels that no mark sets off: a tab or blanks, a sign for ordinals, or the end of the line stands after them, or nothing
//! but a blank, where the series must confirm the label.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::label::{Label, Suffix};
use crate::label_site::Doubt;
use crate::lexicon::{Word, begins_with_amount};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::TokenKind;

/// The largest number of such a label.
const MAX_NUMBER: u32 = 60;

/// Fewer blanks are no column.
const MIN_COLUMN_BLANKS: &str = "    ";

impl Cursor<'_> {
    /// `1° opens its ports;`, as French and Belgian laws number items. Degrees of an angle or a temperature have a letter or
    /// another number after them.
    pub(super) fn degree_label(
        self,
        at: usize,
        label: Label,
        next: usize,
        context: LineContext,
    ) -> Option<LeadingLabel> {
        // `1.º De la entrada`
        let is_stopped = self.is(next, '.') && self.written(next + 1) == "º" && self.is_glued(next + 1);
        let next = if is_stopped { next + 2 } else { next };
        let sign = next - 1;
        let is_sign = sign > at && matches!(self.written(sign), "°" | "º") && self.is_glued(sign);
        let is_degree = label.form == NumberForm::Digits && is_sign && label.is_plain() && label.numbers[1] == 0;
        let is_word = matches!(self.token(next)?.kind, TokenKind::Word(_)) && self.token(next)?.spaced;
        // `20° C`, but `1° à l’entrée`, `1° L’entrée`
        let is_elided = ['’', '\''].iter().any(|mark| self.is(next + 1, *mark)) && self.is_glued(next + 1);
        let is_sign = self.written(next).chars().nth(1).is_none()
            && !self.written(next).starts_with(char::is_lowercase)
            && !is_elided;
        // `1° (a) One`
        let is_item =
            self.is(next, '(') && self.is(next + 2, ')') && Label::from_letters(self.written(next + 1)).is_some();
        let begins = (is_word && !is_sign || is_item) && label.number() <= MAX_NUMBER;
        if !is_degree || !begins || !(context.starts_paragraph || context.after_clause) {
            return None;
        }
        self.label_from(at, label, Enclosure::Parenthesis, self.token(sign)?.end, next)
    }

    /// `II` alone on its line above the title of a part of a resolution, or `5.3` alone on its line, which the series must
    /// confirm.
    pub(super) fn lone_numeral(
        self,
        at: usize,
        label: Label,
        next: usize,
        context: LineContext,
    ) -> Option<LeadingLabel> {
        let is_numeral = label.form == NumberForm::UpperRoman && label.numbers[1] == 0;
        let is_dotted = label.form == NumberForm::Digits && label.numbers[1] != 0;
        if !(is_numeral || is_dotted) || !label.is_plain() || !self.ends_line(next) || !context.starts_paragraph {
            return None;
        }
        let found = self.label_from(at, label, Enclosure::Dot, self.token(next - 1)?.end, next)?;
        Some(LeadingLabel { doubt: Doubt::Slight, ..found })
    }

    /// `1⇥Each Party`, `a⇥ports`, `1 Each Party`: a label that a tab sets off, or a number before a new sentence. A table has
    /// more than one tab in a line, and a number before a blank needs a series.
    pub(super) fn label_before_blank(
        self,
        at: usize,
        label: Label,
        next: usize,
        context: LineContext,
    ) -> Option<LeadingLabel> {
        let (last, first) = (self.token(next - 1)?, self.token(next)?);
        let is_free = context.starts_paragraph || context.after_clause;
        // `2a Ils paient.`: inserted after the second paragraph.
        let is_inserted = matches!(label.suffixes, [Suffix::Letter(_), Suffix::None, _]);
        let is_label = (label.is_plain() || is_inserted)
            && label.numbers[1] == 0
            && label.number() <= MAX_NUMBER
            && matches!(label.form, NumberForm::Digits | NumberForm::Lower | NumberForm::LowerRoman);
        if !is_free || !is_label || !first.spaced || next != at + 1 + usize::from(is_inserted) {
            return None;
        }
        // Text that was pasted from a page has blanks in place of the tab.
        let blanks = &self.text[last.range().end..first.range().start];
        let is_tab = blanks == "\t" || blanks.len() >= MIN_COLUMN_BLANKS.len() && blanks.bytes().all(|it| it == b' ');
        // `a⇥“port” means`, `a⇥*port* means`
        let begins = matches!(
            first.kind,
            TokenKind::Word(_) | TokenKind::Mark('[' | '«' | '“' | '"' | '„' | '「' | '『' | '‘' | '*' | '_')
        );
        let rest = &self.text[first.range().start..];
        let has_one_tab = || !rest.contains('\t') && !rest.contains(MIN_COLUMN_BLANKS);
        if is_tab && begins && has_one_tab() {
            return self.label_from(at, label, Enclosure::Dot, last.end, next);
        }
        let doubt = self.doubt_of_bare_number(next).filter(|_| label.form == NumberForm::Digits)?;
        let found = self.label_from(at, label, Enclosure::Bare, last.end, next)?;
        Some(LeadingLabel { doubt, ..found })
    }

    /// `4.2 The carrier pays.` on the line below `4.1 The operator pays.`, and `3.3 (a) A determination`: a number of the second
    /// level before a sentence or an item, which the series must confirm.
    pub(super) fn dotted_label(
        self,
        at: usize,
        label: Label,
        next: usize,
        context: LineContext,
    ) -> Option<LeadingLabel> {
        let is_free = context.starts_paragraph || context.after_clause;
        if label.form != NumberForm::Digits || label.numbers[1] == 0 || !label.is_plain() || !is_free {
            return None;
        }
        let first = self.token(next)?;
        let is_item = || {
            self.is(next, '(')
                && self.is(next + 2, ')')
                && Label::from_letters(self.written(next + 1)).is_some_and(|it| it.is_first())
                && self
                    .token(next + 3)
                    .is_some_and(|it| matches!(it.kind, TokenKind::Word(word) if word != Some(Word::Of)))
        };
        let begins = if self.is(next, '(') {
            is_item()
        } else {
            first.spaced && (self.is(next, '[') || self.doubt_of_bare_number(next) == Some(Doubt::Slight))
        };
        let found = self.label_from(at, label, Enclosure::Dot, self.token(next - 1)?.end, next)?;
        begins.then_some(LeadingLabel { doubt: Doubt::Slight, ..found })
    }

    /// Returns whether a word begins with a capital and goes on, if at all, with a small letter.
    fn begins_sentence(self, at: usize) -> bool {
        let mut letters = self.written(at).chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase)
    }

    /// Returns how doubtful the number before a token is as that of a paragraph: slightly before a sentence, `1 Each Party`,
    /// strongly before what a sentence rarely begins with, `3 (a)`, `3 12 States`, `3 « port »`. None before an amount or a
    /// day.
    fn doubt_of_bare_number(self, next: usize) -> Option<Doubt> {
        let first = self.token(next)?;
        match first.kind {
            TokenKind::Word(Some(Word::Unit)) => None,
            // `2 To this end, the Parties` begins a sentence, `2 TO 4` and `2 to 4` do not.
            TokenKind::Word(Some(Word::And | Word::Or | Word::To | Word::Of)) if !self.begins_sentence(next) => None,
            TokenKind::Word(_) if begins_with_amount(&self.text[first.range().start..]) => None,
            TokenKind::Word(_) => {
                let letter = self.written(next).chars().next()?;
                // `2 à 4 (supprimés)`
                if letter.is_lowercase() && self.number_value(next + 1).is_some() {
                    return None;
                }
                let goes_on = match self.token(next + 1)?.kind {
                    TokenKind::Word(_) | TokenKind::Mark('’' | '\'') => true,
                    TokenKind::Mark(_) | TokenKind::Number(_) => is_han(letter),
                    TokenKind::Newline => false,
                };
                let begins = letter.is_uppercase() || letter.is_alphabetic() && !letter.is_lowercase();
                Some(if begins && goes_on { Doubt::Slight } else { Doubt::Strong })
            }
            TokenKind::Mark('(' | '（' | '[' | '«' | '“' | '"' | '„' | '「' | '『' | '¿' | '¡' | '*' | '_') => {
                Some(Doubt::Strong)
            }
            TokenKind::Number(_) => {
                let is_sentence = matches!(self.token(next + 1)?.kind, TokenKind::Word(_));
                is_sentence.then_some(Doubt::Strong)
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }
}
