//! Labels that stand for several provisions at once, usually because these were deleted or are reserved: `3. and 4.
//! Deleted`, `(b) to (d) [deleted]`, `2 à 4 (Supprimés)`, `Articles 5 to 7 [Reserved]`.
//!
//! A rule that misses a number consults this module. It recognises more than the draft has labels, since a number that
//! the text mentions was not lost.

use std::ops::Range;

use crate::block::Block;
use crate::block_kind::BlockKind;
use crate::block_summary::SharedLabels;
use crate::counted::{is_ordinal_sign, list_letter};
use crate::fold::folded_phrase;
use crate::kind::Kind;
use crate::label::Label;
use crate::leading_label;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::numerals::{NumberForm, is_digit, is_han_numeral};
use crate::offset::{to_u32, to_usize};
use crate::reference::{Anchor, Reference};
use crate::script::{continues_word, is_han};
use crate::token::{Token, TokenKind, tokenize_at_most};

/// The most bytes that numbers in a row take.
const MAX_ROW_BYTES: usize = 80;

/// The most tokens that numbers in a row take.
const MAX_ROW_TOKENS: usize = 24;

/// The signs that close a number.
const CLOSERS: [char; 7] = ['.', '．', ')', '）', ']', '*', '_'];

/// The most words that say what became of provisions.
const MAX_NOTICE_WORDS: usize = 4;

/// A notice that says first that there is no text is not longer than this.
const MAX_VACANT_WORDS: usize = 24;

/// The most Han characters that say what became of provisions.
const MAX_NOTICE_HAN: usize = 12;

/// Returns the last of the numbers that share a label which ends at a byte of its block, and the end of that number: 7
/// in `5 to 7. Deleted`, (d) in `(b) to (d)`. Returns `None` for a label of one number.
pub fn last_shared_label(block: &Block, label: &Label, end: u32) -> Option<(Label, u32)> {
    if !may_be_joined(block, to_usize(end)) {
        return None;
    }
    let text = shared_label_window(block.plain_text(), to_usize(end));
    let tokens = row_tokens(text, block);
    // `1 - المادة 92 …`, 一、第九十二条…: the text of a paragraph begins with a reference, after the sign of its label.
    let site = block.labels.get(block.labels.partition_point(|site| site.end < end));
    let is_of_list = site.is_some_and(|site| site.end == end && site.kind.is_none());
    let (last, next) = Reader { text, tokens: &tokens, may_have_noun: !is_of_list }.row(0, label)?;
    Some((last, end + tokens.get(next - 1)?.end))
}

/// Returns whether the text after a label may join another number to it. Most labels are followed by a sentence or a
/// bracket, and need no tokens.
fn may_be_joined(block: &Block, end: usize) -> bool {
    let is_skipped = |character: char| character.is_whitespace() || CLOSERS.contains(&character);
    let line = block.plain_text().get(end..).unwrap_or_default();
    let Some((at, first)) = line.char_indices().find(|(_, it)| !is_skipped(*it) || matches!(it, '\n' | '\r')) else {
        return false;
    };
    if first.is_uppercase() {
        return false;
    }
    if first.is_alphabetic() {
        let is_end = |it: char| !it.is_alphabetic() && !continues_word(it);
        let end = if is_han(first) { first.len_utf8() } else { line[at..].find(is_end).unwrap_or(line.len() - at) };
        let word = Lexicon::of(block.language).word(&line[at..at + end]);
        return matches!(word, Some(Word::And | Word::To));
    }
    !matches!(first, '[' | '“' | '«' | '\n' | '\r')
}

/// Returns the text after a byte of a block on which the result of [`last_shared_label`] depends.
pub fn shared_label_window(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    let window = &rest[..rest.floor_char_boundary(MAX_ROW_BYTES)];
    let end = memchr::memchr2(b'\n', b'\r', window.as_bytes()).unwrap_or(window.len());
    &window[..end]
}

/// Returns the provisions with which a block without labels begins, for each form that their labels may have where the
/// block does not name their kind.
pub(crate) fn shared_labels(block: &Block) -> Box<[(NumberForm, SharedLabels)]> {
    const FORMS: [NumberForm; 3] = [NumberForm::Digits, NumberForm::Lower, NumberForm::LowerRoman];
    let is_unnumbered = block.labels.iter().all(|site| site.label.is_none() || site.inline);
    if !matches!(block.kind, BlockKind::Text | BlockKind::Heading) || !is_unnumbered {
        return Box::default();
    }
    let start = beginning(block.plain_text());
    let shared = |(kind, first, last, end): Row| {
        let is_notice = is_notice(block, start..to_usize(end))?;
        Some(SharedLabels { kind, first, last, range: to_u32(start)..end, is_notice })
    };
    if let Some(reference) = block.references.first().filter(|reference| to_usize(reference.start) == start) {
        let row = row_of_reference(reference).map(|row| continued_row(block, row));
        let Some(shared) = row.and_then(shared) else { return Box::default() };
        return FORMS.into_iter().map(|form| (form, shared.clone())).collect();
    }
    let Some(row) = NumberRow::at(block, start) else { return Box::default() };
    FORMS.into_iter().filter_map(|form| Some((form, shared(row.read(form)?)?))).collect()
}

/// Returns the offset of the first word of a block, after Markdown marks and an opening bracket.
fn beginning(text: &str) -> usize {
    let mut rest = text.trim_start_matches(['\u{FEFF}', '\n', '\r']);
    loop {
        rest = rest.trim_start();
        // The parenthesis of `(b), (c)` belongs to the letter.
        let marks = ["**", "__", "#", ">", "[", "［", "【", "(", "（"];
        let is_letter =
            rest.starts_with(['(', '（']) && rest.chars().take(6).any(|character| matches!(character, ')' | '）'));
        if is_letter {
            return text.len() - rest.len();
        }
        match marks.iter().find_map(|mark| rest.strip_prefix(mark)) {
            Some(after) => rest = after,
            None => return text.len() - rest.len(),
        }
    }
}

/// A kind, the first and the last label, and the end of a row.
type Row = (Option<Kind>, Label, Label, u32);

/// Returns the row of a reference that names nothing but provisions of one kind: `Articles 5 to 7`.
fn row_of_reference(reference: &Reference) -> Option<Row> {
    let is_plain = reference.anchor == Anchor::None && reference.instrument.is_none() && reference.title.is_none();
    if !is_plain || reference.pending || reference.inherited_steps > 0 {
        return None;
    }
    let mut steps = Vec::with_capacity(reference.targets.len());
    for target in &reference.targets {
        let [step] = &*target.steps else { return None };
        steps.push((*step, target.to.unwrap_or(step.label)));
    }
    let (first, mut last) = *steps.first()?;
    for (step, to) in &steps[1..] {
        if step.kind != first.kind || !step.label.follows(&last) {
            return None;
        }
        last = *to;
    }
    Some((Some(first.kind), first.label, last, reference.end))
}

/// Returns a row with the numbers that follow it: a singular noun, as in `Art. 3 et 4`, governs one number of a reference.
fn continued_row(block: &Block, (kind, first, last, end): Row) -> Row {
    let (last, end) = last_shared_label(block, &last, end).unwrap_or((last, end));
    (kind, first, last, end)
}

/// What may be a row of numbers without a noun: `2 à 4`, `2, 3`, `(b), (c)`, `От 2 до 4`, 第二至第四条.
struct NumberRow<'a> {
    text: &'a str,
    start: u32,
    tokens: Vec<Token>,
    has_preposition: bool,
}

impl<'a> NumberRow<'a> {
    /// Returns the tokens of a block from `start` if a row may begin there.
    fn at(block: &'a Block, start: usize) -> Option<NumberRow<'a>> {
        let text = shared_label_window(block.plain_text(), start);
        let ordinal = Lexicon::counting_signs().ordinal;
        let is_number =
            |text: &str| text.starts_with(is_digit) || text.starts_with(is_han_numeral) || text.starts_with(ordinal);
        let (is_number_first, is_lettered) = (is_number(text), text.starts_with(['(', '（']));
        if !is_number_first && !is_lettered && !text.split_whitespace().nth(1).is_some_and(is_number) {
            return None;
        }
        let has_preposition = !is_number_first && !is_lettered;
        Some(NumberRow { text, start: to_u32(start), tokens: row_tokens(text, block), has_preposition })
    }

    /// Returns the row if its numbers have a form.
    fn read(&self, form: NumberForm) -> Option<Row> {
        let reader = Reader { text: self.text, tokens: &self.tokens, may_have_noun: true };
        let (first, next) = reader.number(usize::from(self.has_preposition), form)?;
        // A word before the numbers must belong to a range: `At 2, 3 and 5 metres` is not a row.
        if self.has_preposition && reader.word(next) != Some(Word::To) {
            return None;
        }
        let (last, end) = reader.row(next, &first)?;
        let kind = self.tokens[..end].iter().find_map(|token| match token.word() {
            Some(Word::Provision { kind, .. }) => Some(kind),
            _ => None,
        });
        Some((kind, first, last, self.start + self.tokens.get(end - 1)?.end))
    }
}

/// Returns whether the text after a row is a notice, or `None` if the row is part of a sentence.
fn is_notice(block: &Block, row: Range<usize>) -> Option<bool> {
    let rest = block.plain_text().get(row.end..)?.trim();
    let after = rest.trim_start_matches([
        '.', ':', '-', '–', '—', '*', '_', ')', ']', '）', '］', '】', '。', '．', '：', '、', ' ',
    ]);
    let lexicon = Lexicon::of(block.language);
    if after.split(|letter: char| !letter.is_alphanumeric()).any(|word| lexicon.is_modal(word)) {
        return None;
    }
    // `articles 5 to 7` in lower case continues a sentence.
    let is_capital = !block.plain_text().get(row)?.starts_with(char::is_lowercase);
    if after.is_empty() || is_one_bracket(after) {
        return Some(is_capital);
    }
    let is_vacant = lexicon.begins_with(after, Phrase::Vacant);
    // `Repealed by Act No. 5 of 2031` names what repealed the provisions.
    let max_words = if is_vacant { MAX_VACANT_WORDS } else { MAX_NOTICE_WORDS };
    let is_short = after.split_whitespace().count() <= max_words
        && after.chars().filter(|character| is_han(*character)).count() <= MAX_NOTICE_HAN
        && !after.starts_with([',', ';', '،', '؛', '，', '；']);
    let is_set_off = after.len() < rest.len();
    let is_status = || {
        let words = folded_phrase(after.trim_matches(|character: char| !character.is_alphanumeric()));
        is_vacant || lexicon.phrases(Phrase::Status).contains(&words.as_str())
    };
    is_short.then(|| is_capital && (is_set_off || is_status()))
}

/// Returns whether a text is one bracket: `[Reserved for [the] title.]`, but not `[shall] [may]`.
fn is_one_bracket(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '。', '*', '_', ' ']);
    if !text.starts_with(['[', '(', '（', '［', '【', '{']) {
        return false;
    }
    let mut depth = 0usize;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '[' | '(' | '（' | '［' | '【' | '{' => depth += 1,
            ']' | ')' | '）' | '］' | '】' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return characters.peek().is_none();
        }
    }
    false
}

fn row_tokens(text: &str, block: &Block) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(MAX_ROW_TOKENS);
    tokenize_at_most(text, Lexicon::of(block.language), MAX_ROW_TOKENS, &mut tokens);
    tokens
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Whether the noun of a provision may stand before a number.
    may_have_noun: bool,
}

impl<'a> Reader<'a> {
    fn word(self, at: usize) -> Option<Word> {
        self.tokens.get(at).and_then(Token::word)
    }

    fn written(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.range()])
    }

    fn is_mark(self, at: usize, marks: &[char]) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Mark(mark) if marks.contains(&mark)))
    }

    /// Reads ` to (d)`, `, 3 and 4`: returns the last number of a row after its first, and the token after it.
    fn row(self, mut at: usize, first: &Label) -> Option<(Label, usize)> {
        let mut found: Option<(Label, usize)> = None;
        while let Some(next) = self.joint(at)
            && let Some((label, after)) = self.number(next, first.form)
            && label > found.map_or(*first, |(last, _)| last)
        {
            found = Some((label, after));
            at = after;
        }
        found
    }

    /// Reads what joins two numbers, with what closes the first: ` to`, `., `, `) –`. Returns the token after it.
    fn joint(self, at: usize) -> Option<usize> {
        let closers_end = (at..).find(|at| !self.is_mark(*at, &CLOSERS))?;
        let joins = |at: &usize| {
            // `2. To this end` begins a sentence.
            let is_lower = !self.written(*at).starts_with(char::is_uppercase);
            is_lower && matches!(self.word(*at), Some(Word::And | Word::To))
                || self.is_mark(*at, &['-', '–', '—', '‑', '−', '－', '~', '～', ',', '،', '、', '，'])
        };
        (closers_end..).find(|at| !joins(at)).filter(|next| *next > closers_end)
    }

    /// Reads a number of a form with what stands around it: `(d)`, `Article 5`, 第四条.
    fn number(self, mut at: usize, form: NumberForm) -> Option<(Label, usize)> {
        let has_noun =
            is_ordinal_sign(self.text, self.tokens, at) || matches!(self.word(at), Some(Word::Provision { .. }));
        if has_noun && !self.may_have_noun {
            return None;
        }
        at += usize::from(has_noun);
        let is_open = self.is_mark(at, &['(', '（', '[']);
        let (label, mut next) = self.bare_number(at + usize::from(is_open), form)?;
        if is_open {
            next = self.is_mark(next, &[')', '）', ']']).then_some(next + 1)?;
        }
        // In 四条 the noun follows the number.
        let is_counted =
            self.written(next).starts_with(is_han) && matches!(self.word(next), Some(Word::Provision { .. }));
        Some((label, next + usize::from(is_counted)))
    }

    fn bare_number(self, at: usize, form: NumberForm) -> Option<(Label, usize)> {
        if form == NumberForm::Digits {
            return leading_label::number(self.text, self.tokens, at).filter(|(label, _)| label.form == form);
        }
        let letters = Label::from_letters(self.written(at)).map(|label| (label, at + 1));
        let (label, next) = letters.or_else(|| list_letter(self.text, self.tokens, at))?;
        Some((label.readings().find(|reading| reading.form == form)?, next))
    }
}

#[cfg(test)]
mod tests;
