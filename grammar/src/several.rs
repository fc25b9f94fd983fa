//! Numbers that stand for several provisions at once, mostly because these were deleted or are reserved: `3. and 4.
//! Deleted`, `(b) to (d) [deleted]`, `2 à 4 (Supprimés)`, `Articles 5 to 7 [Reserved]`. This is for those who miss a
//! number. More is read here than the draft has labels, since a number that somebody names is none that was lost.

use std::ops::Range;

use crate::block::{Block, BlockKind};
use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label, of_letters};
use crate::leading;
use crate::lexicon::{Lexicon, Phrase, Word, folded_phrase};
use crate::reference::{Anchor, Reference};
use crate::token::{Token, TokenKind, digit, is_han, tokenize_at_most};

/// The provisions that a block is about, though none of its labels says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Several {
    /// What they are; `None` where only their numbers are written.
    pub kind: Option<Kind>,
    /// The first of them.
    pub first: Label,
    /// The last of them.
    pub last: Label,
    /// The words that name them, in bytes of the block.
    pub range: Range<u32>,
    /// Whether no sentence follows: `Articles 5 to 7 [Reserved]`, but not `Articles 5 to 7 apply`.
    pub is_notice: bool,
}

/// As many bytes and tokens as numbers that stand together take.
const NEAR: usize = 80;
const MOST: usize = 24;

/// What closes a number.
const CLOSERS: [char; 7] = ['.', '．', ')', '）', ']', '*', '_'];

/// As many words, and letters of a script that parts no words, as say what became of provisions.
const FEW_WORDS: usize = 4;
const FEW_LETTERS: usize = 12;

/// The last of the numbers that stand beside a label which ends at a byte of its block, and where that ends: 7 in `5 to 7.
/// Deleted`, (d) in `(b) to (d)`. `None` where it stands alone.
pub fn last_beside(block: &Block, label: &Label, end: u32) -> Option<(Label, u32)> {
    let text = near(&block.text, end as usize);
    // Behind most labels a sentence or a bracket begins, and words are cut into tokens for nothing.
    let begins = text.trim_start_matches(|it: char| it.is_whitespace() || CLOSERS.contains(&it)).chars().next()?;
    if begins.is_uppercase() || matches!(begins, '[' | '“' | '«') {
        return None;
    }
    let tokens = tokens(text, block);
    let (last, next) = Reader { text, tokens: &tokens }.row(0, label)?;
    Some((last, end + tokens.get(next - 1)?.end))
}

/// The words behind a byte of a block that [`last_beside`] may look at.
pub fn near(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let end = (0..=NEAR.min(line.len())).rev().find(|it| line.is_char_boundary(*it));
    &line[..end.unwrap_or(0)]
}

/// The provisions that a block without labels begins with. Where it does not say what they are, their labels are of some
/// form.
pub fn several(block: &Block, form: Form) -> Option<Several> {
    let is_unnumbered = block.labels.iter().all(|site| site.label.is_none() || site.inline);
    if !matches!(block.kind, BlockKind::Text | BlockKind::Heading) || !is_unnumbered {
        return None;
    }
    let start = beginning(&block.text);
    let reference = block.references.first().filter(|it| it.start as usize == start);
    let (kind, first, last, end) = match reference {
        Some(reference) => named(reference)?,
        None => bare(block, start, form)?,
    };
    let is_notice = is_notice(block, start..end as usize)?;
    Some(Several { kind, first, last, range: start as u32..end, is_notice })
}

/// Where the words of a block begin, behind Markdown's marks and an opening bracket.
fn beginning(text: &str) -> usize {
    let mut rest = text.trim_start_matches(['\u{FEFF}', '\n', '\r']);
    loop {
        rest = rest.trim_start();
        // `(b), (c)` begin with a letter's own parenthesis.
        let marks = ["**", "__", "#", ">", "[", "［", "【", "(", "（"];
        let is_letters = rest.starts_with(['(', '（']) && rest.chars().take(6).any(|it| matches!(it, ')' | '）'));
        if is_letters {
            return text.len() - rest.len();
        }
        match marks.iter().find_map(|mark| rest.strip_prefix(mark)) {
            Some(behind) => rest = behind,
            None => return text.len() - rest.len(),
        }
    }
}

/// What a reference names that names nothing but provisions of one kind, in a row.
fn named(reference: &Reference) -> Option<(Option<Kind>, Label, Label, u32)> {
    let is_plain = reference.anchor == Anchor::None && reference.instrument.is_none() && reference.title.is_none();
    if !is_plain || reference.pending || reference.taken > 0 {
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

/// What numbers in a row name without a word of what they are: `2 à 4`, `2, 3`, `(b), (c)`, `От 2 до 4`, 第二至第四条.
fn bare(block: &Block, start: usize, form: Form) -> Option<(Option<Kind>, Label, Label, u32)> {
    let text = near(&block.text, start);
    let is_number =
        |it: &str| it.starts_with(|it: char| digit(it).is_some() || "第一二三四五六七八九十百".contains(it));
    let is_lettered = text.starts_with(['(', '（']);
    if !is_number(text) && !is_lettered && !text.split_whitespace().nth(1).is_some_and(is_number) {
        return None;
    }
    let tokens = tokens(text, block);
    let reader = Reader { text, tokens: &tokens };
    let is_led = !is_number(text) && !is_lettered;
    let (first, next) = reader.number(usize::from(is_led), form)?;
    // Of a word before the numbers nothing is known but that it asks for a range: `At 2, 3 and 5 metres`.
    if is_led && reader.word(next) != Some(Word::To) {
        return None;
    }
    let (last, end) = reader.row(next, &first)?;
    let kind = tokens[..end].iter().find_map(|it| match it.word() {
        Some(Word::Head { kind, .. }) => Some(kind),
        _ => None,
    });
    Some((kind, first, last, start as u32 + tokens.get(end - 1)?.end))
}

/// Whether what stands behind some provisions is a notice; `None` for a sentence that they are part of.
fn is_notice(block: &Block, words: Range<usize>) -> Option<bool> {
    let rest = block.text.get(words.end..)?.trim();
    let behind = rest.trim_start_matches([
        '.', ':', '-', '–', '—', '*', '_', ')', ']', '）', '］', '】', '。', '．', '：', '、', ' ',
    ]);
    let lexicon = Lexicon::of(block.language);
    if behind.split(|it: char| !it.is_alphanumeric()).any(|it| lexicon.is_modal(it)) {
        return None;
    }
    // `articles 5 to 7` in small letters are the rest of a sentence.
    let is_capital = !block.text.get(words)?.starts_with(char::is_lowercase);
    if behind.is_empty() || is_one_bracket(behind) {
        return Some(is_capital);
    }
    let is_short = behind.split_whitespace().count() <= FEW_WORDS
        && behind.chars().filter(|it| is_han(*it)).count() <= FEW_LETTERS
        && !behind.starts_with([',', ';', '،', '؛', '，', '；']);
    let is_set_off = behind.len() < rest.len();
    let says_so = || {
        let words = folded_phrase(behind.trim_matches(|it: char| !it.is_alphanumeric()));
        lexicon.phrases(Phrase::Status).contains(&words)
    };
    is_short.then(|| is_capital && (is_set_off || says_so()))
}

/// Whether a text is a bracket with all that is in it: `[Reserved for [the] title.]`, but not `[shall] [may]`.
fn is_one_bracket(text: &str) -> bool {
    let text = text.trim_end_matches(['.', '。', '*', '_', ' ']);
    if !text.starts_with(['[', '(', '（', '［', '【', '{']) {
        return false;
    }
    let mut depth = 0usize;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '[' | '(' | '（' | '［' | '【' | '{' => depth += 1,
            ']' | ')' | '）' | '］' | '】' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return letters.peek().is_none();
        }
    }
    false
}

fn tokens(text: &str, block: &Block) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(MOST);
    tokenize_at_most(text, Lexicon::of(block.language), MOST, &mut tokens);
    tokens
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
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

    /// The last of the numbers that go on a row behind a number of its own, and the token behind it.
    fn row(self, mut at: usize, first: &Label) -> Option<(Label, usize)> {
        let mut found: Option<(Label, usize)> = None;
        while let Some(next) = self.joint(at)
            && let Some((label, behind)) = self.number(next, first.form)
            && label > found.map_or(*first, |it| it.0)
        {
            found = Some((label, behind));
            at = behind;
        }
        found
    }

    /// The token behind what joins two numbers, with what closes the first: ` to`, `., `, `) –`.
    fn joint(self, at: usize) -> Option<usize> {
        let closers = (at..).find(|at| !self.is_mark(*at, &CLOSERS))?;
        let joins = |at: &usize| {
            // `2. To this end`: a sentence begins.
            let is_lower = !self.written(*at).starts_with(char::is_uppercase);
            is_lower && matches!(self.word(*at), Some(Word::And | Word::To))
                || self.is_mark(*at, &['-', '–', '—', '‑', '−', '－', '~', '～', ',', '،', '、', '，'])
        };
        (closers..).find(|at| !joins(at)).filter(|behind| *behind > closers)
    }

    /// A number of a form, with what stands around it: `(d)`, `Article 5`, 第四条.
    fn number(self, mut at: usize, form: Form) -> Option<(Label, usize)> {
        let is_named = self.written(at) == "第" || matches!(self.word(at), Some(Word::Head { .. }));
        at += usize::from(is_named);
        let is_open = self.is_mark(at, &['(', '（', '[']);
        let (label, mut next) = self.bare_number(at + usize::from(is_open), form)?;
        if is_open {
            next = self.is_mark(next, &[')', '）', ']']).then_some(next + 1)?;
        }
        // 四条: the counter stands behind.
        let is_counter = self.written(next).starts_with(is_han) && matches!(self.word(next), Some(Word::Head { .. }));
        Some((label, next + usize::from(is_counter)))
    }

    fn bare_number(self, at: usize, form: Form) -> Option<(Label, usize)> {
        if form == Form::Digits {
            return leading::number(self.text, self.tokens, at).filter(|(label, _)| label.form == form);
        }
        let letters = of_letters(self.written(at)).map(|label| (label, at + 1));
        let read = letters.or_else(|| han::list_letter(self.text, self.tokens, at));
        read.and_then(|(label, next)| Some((label.readings().find(|it| it.form == form)?, next)))
    }
}

#[cfg(test)]
mod tests;
