//! Segments: a noun and what it governs, `articles 5 to 7 and 9`, `paragraph 1 (a) or (b)`, `المرفقات الخامس والسادس`.
//! Where a number belongs to the rest of the sentence, the list ends.

use super::list_joint::Joint;
use super::number::{follows_letter, is_numeral, kind_of_letter};
use super::{Item, MAX_TARGETS, Noun, Reader, Segment, Step, narrowness};
use crate::kind::Kind;
use crate::label::{Label, Suffix};
use crate::leading_label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::TokenKind;

/// The largest number of a list item after a comma: a larger one is a year.
const MAX_NUMBER_AFTER_COMMA: u32 = 999;

/// The largest number of an item: a larger one is that of a tariff or an agenda.
const MAX_ITEM_NUMBER: u32 = 99;

impl Reader<'_> {
    /// `articles 5 to 7 and 9`
    pub(super) fn segment(self, noun: Noun) -> Option<(Segment, usize)> {
        let Noun { at: noun_at, mut kind, plural } = noun;
        let mut at = self.past_breaks(self.past_preambular(noun_at + 1));
        // الفقرة الفرعية
        if self.word(at) == Some(Word::Sub) {
            kind = Kind::Subparagraph;
            at = self.past_breaks(at + 1);
        }
        if self.has_abbreviation_stop(noun_at) {
            at = self.past_breaks(noun_at + 2);
        } else if self.lexicon.is_abbreviation(self.written(noun_at)) && self.lexicon.is_joining(self.written(noun_at))
        {
            // French `par` is a preposition, and an abbreviation only with its stop.
            return None;
        }
        let is_enclosed = plural && self.opens_list(at);
        at = self.list_start(at + usize::from(is_enclosed), kind, plural);
        if self.is_in_column(at) {
            return None;
        }
        at = leading_label::after_number_sign(self.text, self.tokens, at);
        // `ст. 91, 92`: the abbreviation has one form for both numbers.
        let plural = plural || self.is_cyrillic(noun_at) && self.has_abbreviation_stop(noun_at);
        let mut segment = Segment { kind, items: Vec::new(), pending: false };
        if let Some(next) = self.placeholder(at, kind) {
            segment.pending = true;
            return Some((segment, next));
        }
        let (mut first, mut next) = self.item(at, kind)?;
        if let Some((step, after)) = self.item_of_letter(&first.steps, next).filter(|_| !plural) {
            first.steps.push(step);
            next = after;
        }
        if at > noun_at + 1 && self.begins_line_with_label(noun, &first, at, next) {
            return None;
        }
        // `tariff item 1901.90`
        let number = first.steps[0].label.number();
        if kind == Kind::Item && first.steps[0].label.form == NumberForm::Digits && number > MAX_ITEM_NUMBER {
            return None;
        }
        // In `esa Parte 90 días` the noun is a State, and the number counts days.
        if kind == Kind::Part && self.word(next) == Some(Word::Unit) {
            return None;
        }
        let number_end = next;
        next = self.past_bracketed_capitals(next);
        segment.pending = is_pending(&first) || next > number_end;
        segment.items.push(first);
        while segment.items.len() < MAX_TARGETS
            && let Some(after) = self.list_item(next, &mut segment, plural)
        {
            next = after;
        }
        match is_enclosed {
            true => self.is(next, ')').then_some((segment, next + 1)),
            false => Some((segment, next)),
        }
    }

    /// `Importation of Articles⏎C. Marks`, `Rules of Chapters⏎1. Scope`: returns whether a number on the line after its noun
    /// is the label of that line. A plural needs several numbers.
    fn begins_line_with_label(self, noun: Noun, item: &Item, at: usize, next: usize) -> bool {
        let is_capital = matches!(item.steps[0].label.form, NumberForm::Upper | NumberForm::UpperRoman);
        self.kind(at - 1) == Some(TokenKind::Newline)
            && self.is(next, '.')
            && self.is_glued(next)
            && self.starts_with_capital(next + 1)
            && (is_capital && item.steps.len() == 1 || noun.plural)
    }

    /// `Observance of this Chapter   50`: returns whether blanks set a number off from the word before it, as that of a page in a
    /// table of contents.
    fn is_in_column(self, at: usize) -> bool {
        const MIN_BLANKS: &str = "   ";
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let Some((before, number)) = before.zip(self.token(at)).filter(|(_, number)| number.spaced) else {
            return false;
        };
        let blanks = &self.text[before.range().end..number.range().start];
        blanks.starts_with(MIN_BLANKS)
            && number.number().is_some()
            && self.kind(at + 1).is_none_or(|it| it == TokenKind::Newline)
    }

    /// `Art. 5`, and `article.5` where a stop replaced the space.
    fn has_abbreviation_stop(self, noun: usize) -> bool {
        // `of this Article.3`: the mark of a footnote.
        let is_this = || noun.checked_sub(1).is_some_and(|before| self.word(before) == Some(Word::This));
        let is_slip = || {
            !is_this()
                && self.is_glued(noun + 1)
                && self.is_glued(noun + 2)
                && matches!(self.kind(noun + 2), Some(TokenKind::Number(_)))
        };
        self.is(noun + 1, '.') && (self.lexicon.is_abbreviation(self.written(noun)) || is_slip())
    }

    /// ` and 9`, ` to 7`, ` or (b)`: adds an item to a list, or ends its last range. Returns the token after it.
    pub(super) fn list_item(self, next: usize, segment: &mut Segment, plural: bool) -> Option<usize> {
        let title_end = self.past_list_title(next);
        let next = title_end.unwrap_or(next);
        let signs = self.list_signs(self.past_breaks(next), plural);
        if let Some(after) = self.joined_ordinal(signs.next, segment) {
            return Some(after);
        }
        let joint = self.joint_after(signs);
        if !joint.is_some {
            // `(d), (e) (f) or (g)`
            let is_in_list = segment.items.len() > 1 && signs.next == next;
            let last = segment.items.last().filter(|item| item.to.is_none() && is_in_list)?;
            let (label, after) = self.parenthesised(next).filter(|(label, _)| follows_letter(&last.steps, label))?;
            return self.letter_item(label, after, &joint, segment);
        }
        let is_same_noun = |noun: &Noun| joint.is_range && noun.kind == segment.kind;
        // `article 6 to article 9`, المادة 6 إلى المادة 9
        let at = match self.noun(joint.next).filter(is_same_noun) {
            Some(_) => self.past_breaks(joint.next + 1),
            None => joint.next,
        };
        if let Some((label, after)) = self.parenthesised(at) {
            if plural && is_next_number(segment, &label) {
                match segment.items.last_mut().filter(|_| joint.is_range) {
                    Some(last) => last.to = Some(label),
                    None => segment.items.push(Item { steps: vec![Step { kind: segment.kind, label }], to: None }),
                }
                return Some(after);
            }
            return self.letter_item(label, after, &joint, segment);
        }
        if let Some(after) = self.unknown_letter(at, segment) {
            return Some(after);
        }
        // A singular governs no list: `article 5 and 10 other States`.
        let may_list = plural || joint.is_range || segment.kind.is_annex();
        if joint.is_comma && !plural {
            return None;
        }
        let at = leading_label::after_number_sign(self.text, self.tokens, at);
        let (mut item, mut after) = self.item(at, segment.kind)?;
        if joint.is_range && self.completes_range(segment, &mut item, after) {
            after += 1;
        }
        // `Article 2.9 or 5.6 of the Agreement`: nothing else can follow the second number.
        let is_counted = matches!(item.steps[0].label.form, NumberForm::Digits | NumberForm::UpperRoman);
        // `Article 12.3 (National Treatment) or 12.3.1 applies`
        let is_dotted_after_title = title_end.is_some() && item.steps[0].label.numbers[1] != 0;
        if !may_list && !is_dotted_after_title && (signs.is_some || !is_counted || !self.ends_list(after, segment.kind))
        {
            return None;
        }
        // `articles 1, paragraphs 2 and 3, and 5, paragraph 2`: the number is that of an article.
        let next_noun = self.noun(self.past_breaks(after + 1)).filter(|_| self.is_comma(after));
        let is_of_article = |noun: Noun| {
            is_member(noun.kind) && is_member(segment.kind) && narrowness(noun.kind) <= narrowness(segment.kind)
        };
        if !joint.is_range && next_noun.is_some_and(is_of_article) {
            return None;
        }
        let number = item.steps.first().map_or(0, |step| step.label.number());
        if self.is_amount(after) || joint.is_comma && number > MAX_NUMBER_AFTER_COMMA {
            return None;
        }
        let number_end = after;
        after = self.past_bracketed_capitals(after);
        segment.pending |= is_pending(&item) || after > number_end;
        let last = segment.items.last_mut()?;
        if joint.is_range {
            complete_range(last, &mut item);
        }
        // `article 35 - 2`: a dash before a smaller number is not a range.
        if joint.is_range && self.word(at - 1) != Some(Word::To) && is_descending(last, &item) {
            return None;
        }
        // `articles 3-1 to 3-4`
        if let (true, Some(to), [step]) = (joint.is_range, last.to, &item.steps[..])
            && let hyphen_digits @ 1.. = last.steps.last()?.label.hyphen_digits
            && self.word(at - 1) != Some(Word::To)
        {
            last.to = Some(Label { hyphen_digits, ..step.label.inside(&to)? });
            return Some(after);
        }
        // `Article 1 (3) to Article 4`
        let is_heading = at > joint.next && last.steps.len() > 1;
        match &item.steps[..] {
            [step] if joint.is_range && !is_heading => last.to = Some(step.label),
            _ => segment.items.push(item),
        }
        Some(after)
    }

    /// `[A] [B]` in `article 23 [A] [B]`: returns the token after the capital letters in brackets, of which one will follow
    /// the number.
    fn past_bracketed_capitals(self, mut at: usize) -> usize {
        while self.is(at, '[') && self.is(at + 2, ']') && matches!(self.written(at + 1).as_bytes(), [b'A'..=b'Z']) {
            at += 3;
        }
        at
    }

    /// `, "i"` in `подпункта "a", "i"`: the first item of the one letter that a singular names.
    fn item_of_letter(self, steps: &[Step], at: usize) -> Option<(Step, usize)> {
        const LETTER_BEFORE_I: u32 = 8;
        let [Step { kind: Kind::Subparagraph, label: letter }] = steps else { return None };
        let (label, next) = self.is_comma(at).then(|| self.parenthesised(self.past_breaks(at + 1))).flatten()?;
        let is_first = label.form == NumberForm::Lower && label.roman == 1;
        let is_letter = letter.form == NumberForm::Lower && letter.roman == 0 && letter.number() != LETTER_BEFORE_I;
        let is_last = self.ends_phrase(next) || self.noun(next).is_some();
        (is_first && is_letter && is_last).then_some((Step { kind: Kind::Item, label }, next))
    }

    /// `B` after `2A to 2`: adds the capital letter of the end of a range, set off by a space. Returns whether there was one.
    fn completes_range(self, segment: &Segment, item: &mut Item, at: usize) -> bool {
        let [letter @ b'A'..=b'Z'] = self.written(at).as_bytes() else { return false };
        let has_capital = |label: &Label| matches!(label.suffixes, [Suffix::Capital(_), ..]);
        let is_open =
            segment.items.last().is_some_and(|last| last.steps.len() == 1 && has_capital(&last.steps[0].label));
        let [step] = &mut item.steps[..] else { return false };
        if !is_open || !step.label.is_digits() {
            return false;
        }
        step.label = step.label.with(Suffix::Capital(letter - b'A' + 1));
        true
    }

    /// `ñ)` in `letras m) y ñ) del artículo 1`: a letter that no series has. Returns the token after it.
    fn unknown_letter(self, at: usize, segment: &Segment) -> Option<usize> {
        let written = self.written(at);
        let is_letter = written.chars().count() == 1 && written.chars().all(char::is_alphabetic);
        let is_unknown = is_letter && self.is(at + 1, ')') && self.is_glued(at + 1);
        let last = segment.items.last()?.steps.last()?;
        (is_unknown && last.label.form == NumberForm::Lower).then_some(at + 2)
    }

    /// `(National Treatment)` in `Articles 12.3 (National Treatment) and 12.9`: returns the token after the title of an
    /// article of a list, or after what is left out of it, if the list goes on.
    fn past_list_title(self, at: usize) -> Option<usize> {
        const MAX_TITLE_TOKENS: usize = 16;
        let letter = self.is(at, '(').then(|| self.first_letter(at + 1)).flatten()?;
        if !letter.is_alphabetic() || self.parenthesised(at).is_some() {
            return None;
        }
        let close = (at + 1..at + MAX_TITLE_TOKENS).find(|at| self.is(*at, ')') || self.is(*at, '('))?;
        // `Articles 5 (other than paragraph 3) and 6`
        let is_exception = || (at + 2..close).any(|at| self.noun(at).is_some());
        if letter.is_lowercase() && !is_exception() {
            return None;
        }
        let joint = self.joint_after(self.list_signs(self.past_breaks(close + 1), false));
        let has_number = joint.is_some && self.number_value(joint.next).is_some();
        (self.is(close, ')') && has_number).then_some(close + 1)
    }

    /// Returns whether a phrase ends at a token, or `of` continues it.
    pub(super) fn ends_phrase(self, at: usize) -> bool {
        match self.kind(at) {
            Some(TokenKind::Mark(mark)) => matches!(mark, '.' | ',' | ';' | ')' | ']' | '،' | '؛'),
            Some(TokenKind::Word(word)) => word == Some(Word::Of),
            Some(TokenKind::Number(_) | TokenKind::Newline) => false,
            None => true,
        }
    }

    /// والسادس: an ordinal with "and" joined to it.
    fn joined_ordinal(self, at: usize, segment: &mut Segment) -> Option<usize> {
        let Some(Word::AndOrdinal(_)) = self.word(at) else { return None };
        let (value, next) = leading_label::ordinal(self.tokens, at)?;
        let label = Label::new(NumberForm::Digits, value).spelt_out_for(segment.kind);
        segment.items.push(Item { steps: vec![Step { kind: segment.kind, label }], to: None });
        Some(next)
    }

    /// ` or (b)` in `paragraph 1 (a) or (b)`: the letter replaces that of the last item.
    fn letter_item(self, label: Label, after: usize, joint: &Joint, segment: &mut Segment) -> Option<usize> {
        let last = segment.items.last_mut()?;
        let (depth, label) = step_of_letter(&last.steps, label).or_else(|| {
            // `a) i) y a) ii)`, `Article 1 (1) (a), (1) (b)`, `paragraphs (1)(a) and (3)(b)`, `alinéas a) i) et b)`
            let is_again = |step: &Step| {
                !step.kind.is_heading() && step.label.form == label.form && step.label.number() <= label.number()
            };
            let again = last.steps.iter().rposition(is_again).filter(|_| last.steps.len() > 1 && !joint.is_range);
            if let Some(depth) = again.filter(|_| self.parenthesised(after).is_some()) {
                return Some((depth, label));
            }
            // `(d) and (a) of it`, `(a) (i) and (b)`: nothing else can follow the last letter.
            let is_alike = |step: &&Step| step.label.form == label.form;
            let is_letter = |step: &Step| !step.kind.is_heading() && step.kind != Kind::Paragraph;
            let is_before = |step: &Step| is_alike(&step) && is_letter(step) && step.label < label;
            let depth = last.steps.iter().rposition(is_before);
            let depth = depth.or_else(|| last.steps.iter().rposition(|step| is_alike(&step)).filter(|it| *it > 0))?;
            // `1 (c) to (a)` ends before it begins, `1 (a) (ii) to (a) (iv)` does not.
            let from = &last.steps[depth];
            let is_backwards = joint.is_range
                && depth + 1 == last.steps.len()
                && is_letter(from)
                && is_numeral(&from.label) == is_numeral(&label)
                && self.parenthesised(after).is_none();
            let is_last = is_backwards
                || !joint.is_comma
                    && !joint.is_range
                    && last.steps.len() > 1
                    && self.ends_list(after, last.steps[depth].kind);
            is_last.then_some((depth, label))
        })?;
        if joint.is_range {
            last.to = Some(label);
            return Some(after);
        }
        let first_kind = last.steps[0].kind;
        let mut steps = last.steps[..depth].to_vec();
        let (mut label, mut after) = (label, after);
        loop {
            let is_first = steps.is_empty();
            let kind = if is_first { first_kind } else { kind_of_letter(&steps, segment.kind, &label) };
            steps.push(Step { kind, label });
            match self.parenthesised(after) {
                Some((next_label, next))
                    if self.kind(after) != Some(TokenKind::Newline) && !follows_letter(&steps, &next_label) =>
                {
                    (label, after) = (next_label, next);
                }
                _ => break,
            }
        }
        segment.items.push(Item { steps, to: None });
        Some(after)
    }
}

/// Returns whether a kind of provision stands in articles.
fn is_member(kind: Kind) -> bool {
    matches!(kind, Kind::Paragraph | Kind::Subparagraph | Kind::Item)
}

fn is_pending(item: &Item) -> bool {
    item.steps.iter().any(|step| step.label.form == NumberForm::Placeholder)
}

/// `المواد من (1) إلى (9)`: returns whether a number in parentheses is the next of a list of headings, and no paragraph of the last.
fn is_next_number(segment: &Segment, label: &Label) -> bool {
    let may_list = segment.kind.is_heading() || segment.kind == Kind::Recital;
    let last = segment.items.last().filter(|last| may_list && last.to.is_none());
    last.is_some_and(|last| match &last.steps[..] {
        [step] => label.is_digits() && step.label.is_digits() && *label > step.label,
        _ => false,
    })
}

/// `110–12`: completes the end of a range that leaves out the digits which it shares with the beginning.
fn complete_range(from: &Item, to: &mut Item) {
    const SHORTENED: std::ops::Range<u32> = 10..100;
    let ([from], [to]) = (&from.steps[..], &mut to.steps[..]) else { return };
    let (first, last) = (from.label.number(), to.label.number());
    let is_shortened = from.label.is_digits() && to.label.is_digits() && first >= SHORTENED.end;
    let whole = first - first % SHORTENED.end + last;
    if is_shortened && SHORTENED.contains(&last) && whole > first {
        to.label.numbers[0] = whole;
    }
}

fn is_descending(last: &Item, item: &Item) -> bool {
    last.steps.first().zip(item.steps.first()).is_some_and(|(from, to)| {
        let is_digits = |label: &Label| label.form == NumberForm::Digits;
        is_digits(&from.label) && is_digits(&to.label) && to.label <= from.label
    })
}

/// Returns the step of a path that a letter continues, and the letter: `(b)` continues step 1 of `1 (a)`, `(ii)` step 2
/// of `1 (a) (i)`.
fn step_of_letter(steps: &[Step], label: Label) -> Option<(usize, Label)> {
    let continues = |step: &Step| {
        label
            .readings()
            .any(|reading| step.label.readings().any(|before| reading.form == before.form && reading > before))
    };
    let depth = (1..steps.len()).rev().find(|depth| continues(&steps[*depth]));
    if let Some(depth) = depth {
        return Some((depth, label));
    }
    // `(a) and (b)`, `paragraphs (1) and (2)`; but `(a), (ii)` is no list.
    let [only] = steps else { return None };
    let is_deeper = is_numeral(&label) && only.label.form == NumberForm::Lower && only.label.roman == 0;
    let may_replace = matches!(only.kind, Kind::Subparagraph | Kind::Item) && !is_deeper
        || (only.kind == Kind::Paragraph && label.form == NumberForm::Digits && label > only.label);
    may_replace.then_some((0, label))
}
