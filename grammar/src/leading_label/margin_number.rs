//! Labels beside a number or a mark that is none: the numbers in the margin of the texts of the ITU, and the mark of those
//! for whom a paragraph holds.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::label::{Label, Suffix};
use crate::label_site::Doubt;
use crate::numerals::NumberForm;

impl Cursor<'_> {
    /// `(ALL)1.`, `39 5.1 Safety`, `20 1 The Members`: a number after the mark of those for which it holds, or after a number
    /// in the margin.
    pub(super) fn label_beside_mark(self, at: usize, context: LineContext, bracketed: bool) -> Option<LeadingLabel> {
        const MARK_BYTES: std::ops::RangeInclusive<usize> = 2..=5;
        if self.is(at, '(') {
            let mark = self.written(at + 1);
            let is_mark = MARK_BYTES.contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_uppercase());
            let is_beside = is_mark && self.is(at + 2, ')') && self.is_glued(at + 3);
            self.number_value(at + 3).filter(|_| is_beside)?;
            return self.delimited_list_label(at + 3, context, bracketed);
        }
        self.number_value(at)?;
        let is_free = context.starts_paragraph || context.after_clause;
        let (margin, next) = self.number(at).filter(|_| is_free)?;
        let is_margin = matches!(margin.suffixes[0], Suffix::None | Suffix::Letter(_)) && self.token(next)?.spaced;
        // `41.4 § 2 Stations`, in the Radio Regulations of the ITU.
        if is_margin && self.written(next) == "§" {
            return self.section_sign_label(next, context);
        }
        if !is_margin || margin.numbers[1] != 0 {
            return None;
        }
        if self.number_value(next).is_none() {
            return self.item_beside_margin(next, context);
        }
        if context.starts_paragraph && next == at + 1 {
            let dotted = self.dotted_number_beside_margin(next);
            if dotted.is_some() {
                return dotted;
            }
        }
        self.paragraph_beside_margin(margin, next, context)
    }

    /// `39 5.1 Safety`
    fn dotted_number_beside_margin(self, at: usize) -> Option<LeadingLabel> {
        let (label, next) = self.number(at).filter(|(label, _)| label.numbers[1] != 0 && label.is_plain())?;
        let is_label = self.starts_with_capital(next) && self.token(next).is_some_and(|token| token.spaced);
        let end = self.token(next - 1)?.end;
        if is_label { self.label_from(at, label, Enclosure::Dot, end, next) } else { None }
    }

    /// `20 1 The Members`, `23A 1bis The Members`: the margin counts every provision, so its number is not smaller than that
    /// of the paragraph. The paragraphs around it must confirm it.
    fn paragraph_beside_margin(self, margin: Label, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let found = self.delimited_list_label(at, context, false)?;
        let label = found.label.filter(|label| label.form == NumberForm::Digits && label.numbers[1] == 0)?;
        let is_sentence = found.doubt == Doubt::Slight || matches!(label.suffixes[0], Suffix::Inserted(_));
        let may_be_beside = label.number() <= margin.number() && is_sentence && self.starts_with_capital(found.next);
        may_be_beside.then_some(LeadingLabel { enclosure: Enclosure::Bare, doubt: Doubt::Slight, ..found })
    }

    /// `14 b) report`: no paragraph begins with its second item. Items must be due.
    fn item_beside_margin(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let found = self.delimited_list_label(at, context, false)?;
        let is_item = found.enclosure == Enclosure::Parenthesis
            && found.label.is_some_and(|label| label.form == NumberForm::Lower && label.number() > 1);
        is_item.then_some(LeadingLabel { doubt: Doubt::Slight, ..found })
    }
}
