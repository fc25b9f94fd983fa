//! The label at the beginning of a line or block: `### [Article 10 bis.`, `4 alt 2.`, `(a)`, `1 -`. Markup and opening
//! brackets before it are skipped. A line that merely continues a sentence has no label.

mod amendment;
mod annex_part;
mod competing;
mod continuation;
mod counted_heading;
mod counting_adverb;
mod han_label;
mod heading;
mod heading_number;
mod heading_owner;
mod list_label;
mod margin_number;
mod number;
mod pointed_label;
mod raised_number;
mod sentence;
mod suffix;
mod unmarked_label;
mod version_heading;

use std::ops::Range;

use crate::ascii_run::AsciiRun;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::lexicon::{Lexicon, Word, new_mark};
use crate::notation::{BracketEnd, bracket_end};
use crate::numerals::NumberForm;
use crate::script::is_arabic;
use crate::token::{Token, TokenKind};

pub use amendment::Amendment;
pub(crate) use annex_part::joined_part;
pub(crate) use competing::competing_labels;
use list_label::is_quote;
pub(crate) use number::{after_number_sign, dotted_capital, number, ordinal};

/// How a label is set off. The labels of one list have the same enclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclosure {
    /// The number of a heading, not set off.
    Bare,
    /// `1.`
    Dot,
    /// `(1)`
    Parentheses,
    /// （一）: a Han numeral, which has a level of its own beside the letters of `(a)`.
    HanParentheses,
    /// （甲）: a heavenly stem, which has a level of its own beside the numbers of （一）.
    StemParentheses,
    /// （子）: an earthly branch, which has another one.
    BranchParentheses,
    /// `一、`
    Comma,
    /// `1)`
    Parenthesis,
    /// `1 -`
    Dash,
    /// `'1'`
    Quotes,
    /// `.1`: an item in the texts of the International Maritime Organization.
    Point,
}

impl Enclosure {
    /// Returns whether a label stands between two parentheses.
    pub fn is_in_parentheses(self) -> bool {
        matches!(
            self,
            Enclosure::Parentheses
                | Enclosure::HanParentheses
                | Enclosure::StemParentheses
                | Enclosure::BranchParentheses
        )
    }
}

/// A label at the beginning of a text, with byte offsets into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LeadingLabel {
    /// The kind of provision that it heads; `None` for a list label, whose kind depends on the provision around it.
    pub(crate) kind: Option<Kind>,
    /// The label; `None` for a heading without a number.
    pub(crate) label: Option<Label>,
    /// How the label is set off.
    pub(crate) enclosure: Enclosure,
    /// The first byte after markup and brackets.
    pub(crate) start: u32,
    /// The end of the number.
    pub(crate) end: u32,
    /// The token after the label and its full stop or colon.
    pub(crate) next: usize,
    /// The level of a Markdown heading, 0 for none.
    pub(crate) level: u8,
    /// The number of brackets that open before it.
    pub(crate) openers: u8,
    /// Whether a quotation opens before it: the text of another instrument, or of an amendment.
    pub(crate) quoted: bool,
    /// Whether it may also be the beginning of a sentence: 第七十条不排除….
    pub(crate) doubt: Doubt,
    /// What an amendment does to the provision: `MOD 468`.
    pub(crate) amendment: Option<Amendment>,
}

impl LeadingLabel {
    /// Returns a label without any of the optional properties. `range` includes the noun and the number.
    fn new(
        kind: Option<Kind>,
        label: Option<Label>,
        enclosure: Enclosure,
        range: Range<u32>,
        next: usize,
    ) -> LeadingLabel {
        LeadingLabel {
            kind,
            label,
            enclosure,
            start: range.start,
            end: range.end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubt: Doubt::None,
            amendment: None,
        }
    }
}

/// The text before the line in which a label is looked for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineContext {
    /// Whether a blank line or the beginning of the text precedes the line.
    pub(crate) starts_paragraph: bool,
    /// Whether the text before the line ends a clause, so that no sentence continues into the line.
    pub(crate) after_clause: bool,
}

impl LineContext {
    /// The context of a new paragraph.
    pub(crate) const PARAGRAPH: LineContext = LineContext { starts_paragraph: true, after_clause: true };
}

/// Returns the label at the beginning of a text.
pub(crate) fn leading_label(text: &str, tokens: &[Token], context: LineContext) -> Option<LeadingLabel> {
    let cursor = Cursor { text, tokens };
    if let Some(found) = cursor.amended(context) {
        return Some(found);
    }
    let opening = cursor.opening(0);
    let context = LineContext { starts_paragraph: context.starts_paragraph || opening.level > 0, ..context };
    if let Some(found) = cursor.proposed_heading(&opening, context) {
        return Some(found);
    }
    // `### 1 общие положения` is a heading.
    let is_of_list = |found: &LeadingLabel| {
        opening.level == 0 || found.doubt == Doubt::None || cursor.starts_with_capital(found.next)
    };
    let found = cursor
        .heading(opening.next, context, opening.level)
        .or_else(|| cursor.parenthesised_heading(opening.next, context))
        .or_else(|| cursor.list_label(opening.next, context, opening.openers > 0).filter(is_of_list))
        .or_else(|| cursor.unnumbered_heading(opening.next, opening.level));
    // `(b);` may also be the end of a list of references that a page break divides.
    let needs_series = |found: &LeadingLabel| found.kind.is_none() && cursor.is_lone_stop(found.next);
    found.map(|found| LeadingLabel {
        level: opening.level,
        openers: opening.openers,
        quoted: opening.quoted,
        doubt: if needs_series(&found) { found.doubt.max(Doubt::Slight) } else { found.doubt },
        ..found
    })
}

/// Adds the suffixes after a number to its label, and returns the token after them.
pub(crate) fn suffixed(text: &str, tokens: &[Token], label: Label, at: usize) -> (Label, usize) {
    Cursor { text, tokens }.suffixed(label, at)
}

/// Adds the adverb of an inserted provision after a number in parentheses, `(3) مكررا`, and returns the token after it.
pub(crate) fn repeated(text: &str, tokens: &[Token], label: Label, at: usize) -> (Label, usize) {
    let cursor = Cursor { text, tokens };
    let may_have = label.is_plain() && label.form == NumberForm::Digits && cursor.word(at) == Some(Word::Repeated);
    if may_have { cursor.suffixed(label, at) } else { (label, at) }
}

/// Reads an adverb that numbers a paragraph, `ثانيا`, and returns its number as a label, with the token after it.
pub(crate) fn counting_adverb(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.counting_adverb(at)
}

/// Returns whether a line begins with a word that begins no label: the usual case, in which no tokens are needed. A label
/// begins with a noun that the lexicon of lines knows, with a few letters, or with the mark of an amendment.
pub(crate) fn begins_with_plain_word(line: &str) -> bool {
    let run = AsciiRun::at_start(line.as_bytes());
    let (written, after) = line.split_at(run.length);
    let may_be_mark = match written.as_bytes() {
        [_, _, last] => last.is_ascii_uppercase(),
        bytes => bytes.len() < 3,
    };
    // Other letters, or those after a hyphen, belong to the word.
    let ends = after.bytes().next().is_none_or(|next| next.is_ascii() && next != b'-');
    if may_be_mark || !ends {
        return false;
    }
    let next = after.trim_ascii_start().bytes().next();
    let may_be_symbol = next.is_some_and(|next| next == b'/' || !next.is_ascii());
    !may_be_symbol
        && new_mark(line).is_none()
        && !matches!(
            Lexicon::of_line(line).word_of_letters(run, written.as_bytes()),
            Some(Word::Provision { .. } | Word::OptionNoun | Word::Alternative | Word::Ordinal(_))
        )
        && Label::from_letters(written).is_none()
}

/// Returns the list label immediately after another one: `(a)` in `1. (a) text`.
pub(crate) fn following_label(text: &str, tokens: &[Token], next: usize) -> Option<LeadingLabel> {
    let cursor = Cursor { text, tokens };
    if let Some(letter) = cursor.joined_letter(next) {
        return Some(letter);
    }
    // `1. – (a) One`
    let is_dash = ['-', '–', '—'].iter().any(|dash| cursor.is(next, *dash));
    let is_sign = |at: usize, signs: [&str; 2]| signs.contains(&cursor.written(at));
    let is_item = is_sign(next + 1, ["(", "（"]) && is_sign(next + 3, [")", "）"]) || is_sign(next + 2, [")", "）"]);
    let next = next + usize::from(is_dash && is_item);
    let opening = cursor.opening(next);
    let found = cursor.list_label(opening.next, LineContext::PARAGRAPH, opening.openers > 0)?;
    // `(a) a.`: a letter before a stop is a word here. `4. a)` has the letter of a list.
    let is_certain = matches!(found.enclosure, Enclosure::Parenthesis)
        || found.enclosure.is_in_parentheses()
        || found.label.is_some_and(|label| label.form == NumberForm::Digits)
        || cursor.is_first_quoted(&found, next)
        || cursor.is_first_arabic_letter(&found, opening.next);
    is_certain.then_some(LeadingLabel { openers: opening.openers, ..found })
}

/// `1. Each Party`: returns whether the first paragraph of an article begins at a token of its heading's line.
pub(crate) fn begins_first_paragraph(text: &str, tokens: &[Token], at: usize) -> bool {
    Cursor { text, tokens }.begins_first_paragraph(at)
}

/// Returns whether the label before a token is the end of a reference that a line break divides: `a) i) del presente
/// artículo`. The tokens must be in the language of the text.
pub(crate) fn is_end_of_reference(text: &str, tokens: &[Token], next: usize) -> bool {
    Cursor { text, tokens }.is_cited(next)
}

/// Returns the option that begins immediately after a list label: `2. **Option 1:** text`, `2. Option 1. Text`.
pub(crate) fn following_option(text: &str, tokens: &[Token], next: usize) -> Option<LeadingLabel> {
    let cursor = Cursor { text, tokens };
    let opening = cursor.opening(next);
    let found = cursor.heading(opening.next, LineContext::PARAGRAPH, 0)?;
    let is_set_off = tokens
        .get(found.next.saturating_sub(1))
        .is_some_and(|it| [':', '：', '*', '.'].iter().any(|sign| it.is(*sign)))
        || tokens.get(found.next).is_none_or(|token| token.kind == TokenKind::Newline);
    let is_option = found.kind == Some(Kind::Option) && is_set_off;
    is_option.then_some(LeadingLabel { openers: opening.openers, ..found })
}

/// The markup, quotation marks and brackets before a label.
struct Opening {
    /// The first token of the label.
    next: usize,
    level: u8,
    openers: u8,
    quoted: bool,
}

/// A text and its tokens. Methods that read a production return it with the token after it.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Cursor<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    fn number_value(self, at: usize) -> Option<u32> {
        self.token(at).and_then(Token::number)
    }

    fn is_glued(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    fn starts_with_capital(self, at: usize) -> bool {
        self.written(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether a line ends at a token.
    fn ends_line(self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.kind == TokenKind::Newline)
    }

    /// Skips Markdown marks, quotation marks and opening brackets.
    fn opening(self, from: usize) -> Opening {
        let mut opening = Opening { next: from, level: 0, openers: 0, quoted: false };
        while let Some(token) = self.token(opening.next) {
            let TokenKind::Mark(mark) = token.kind else { break };
            match mark {
                '#' => opening.level = opening.level.saturating_add(1),
                '“' | '"' | '«' | '„' | '‘' | '「' | '『' if !self.is_quoted_number(opening.next) => {
                    opening.quoted = true
                }
                '*' | '_' | '>' | '\\' | '~' | '+' | '•' | '=' | '【' => {}
                '-' if self.is_critic_markup_dash(opening.next) => {}
                '-' if self.is_displaced_number(opening.next) => opening.next += 1,
                '-' if self.is_bullet(opening.next) => {}
                _ => match bracket_end(mark) {
                    Some(BracketEnd::Open(_)) => opening.openers = opening.openers.saturating_add(1),
                    Some(BracketEnd::Close(_)) | None => break,
                },
            }
            opening.next += 1;
        }
        opening
    }

    /// `(أ) '1' النص`: returns whether a label is the first number in quotation marks, after an Arabic letter in
    /// parentheses.
    fn is_first_quoted(self, label: &LeadingLabel, at: usize) -> bool {
        let is_first = label.enclosure == Enclosure::Quotes && label.label.is_some_and(|label| label.number() == 1);
        let is_letter = |at: usize| {
            let written = self.written(at);
            written.starts_with(is_arabic)
                && Label::from_letters(written).is_some_and(|it| it.form == NumberForm::Lower)
        };
        let is_text = matches!(self.token(label.next).map(|it| it.kind), Some(TokenKind::Word(_)));
        is_first && is_text && self.is(at.wrapping_sub(1), ')') && is_letter(at.wrapping_sub(2))
    }

    /// `1. أ. النص`, `3- أ- النص`: returns whether a label is the first Arabic letter, which is no word by itself.
    fn is_first_arabic_letter(self, label: &LeadingLabel, at: usize) -> bool {
        let is_first = label.label.is_some_and(|it| it.form == NumberForm::Lower && it.number() == 1 && it.is_plain());
        is_first && self.written(at).starts_with(is_arabic) && self.token(label.next).is_some_and(|next| next.spaced)
    }

    /// Returns whether a quotation mark begins a label that it sets off: `"1" text`.
    fn is_quoted_number(self, at: usize) -> bool {
        let closes =
            |at: usize| self.token(at).is_some_and(|it| matches!(it.kind, TokenKind::Mark(mark) if is_quote(mark)));
        self.number_value(at + 1).is_some() && closes(at + 2)
    }

    /// Returns whether a dash is one of the two after a brace: `{--4.--}`.
    fn is_critic_markup_dash(self, at: usize) -> bool {
        at > 0
            && self.is_glued(at)
            && (self.is(at - 1, '{') || (at > 1 && self.is(at - 1, '-') && self.is(at - 2, '{')))
    }

    /// `-1 المادة 14`: returns whether a dash begins the number of a paragraph that an extraction put before the
    /// heading above the paragraph.
    fn is_displaced_number(self, at: usize) -> bool {
        self.number_value(at + 1).is_some() && matches!(self.word(at + 2), Some(Word::Provision { .. }))
    }

    /// Returns whether a dash is a bullet: `- text`, but not `- 4`.
    fn is_bullet(self, at: usize) -> bool {
        self.token(at + 1).is_some_and(|next| next.spaced && !matches!(next.kind, TokenKind::Number(_)))
    }
}

#[cfg(test)]
mod tests;
