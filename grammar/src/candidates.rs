//! Places in running text that may be the label of a provision, though the draft has none there: an extraction ran lines
//! together, or the stop after a number was lost. They prove nothing, but before a number is said to be missing they are
//! looked for.

use rustc_hash::FxHashSet;

use crate::counted::han_number;
use crate::kind::Kind;
use crate::label::Label;
use crate::leading_label;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind};

/// The largest number that a paragraph may have; a larger one is a year or an amount.
const MAX_PARAGRAPH_NUMBER: u32 = 999;

/// A place that may be the label of a provision: the kind of a heading, or `None` for a number of a list.
pub(crate) type Candidate = (Option<Kind>, Label);

/// Returns the places among the tokens of a block that may be labels, each label once. `starts_line` is whether the first
/// token begins a line.
pub(crate) fn candidates(text: &str, tokens: &[Token], lexicon: &Lexicon, starts_line: bool) -> Vec<Candidate> {
    let reader = Reader { text, tokens };
    let mut seen = FxHashSet::default();
    let mut before = TokenKind::Newline;
    let may_begin = |(at, token): (usize, &Token)| {
        let before = std::mem::replace(&mut before, token.kind);
        let may_begin = match token.kind {
            TokenKind::Number(value) => value <= MAX_PARAGRAPH_NUMBER,
            TokenKind::Word(Some(Word::Provision { kind, plural })) => kind.is_heading() && !plural,
            TokenKind::Word(None) => before == TokenKind::Mark('：') || reader.is_glued_line(at),
            TokenKind::Word(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
        };
        may_begin.then_some(at)
    };
    let places = tokens.iter().enumerate().filter_map(may_begin);
    let read = |at: usize| {
        let start = reader.start(at, starts_line)?;
        match tokens[at].kind {
            TokenKind::Number(_) => reader.numbered_paragraph(at, start),
            TokenKind::Word(None) if reader.follows_wide_colon(at) => reader.han_paragraph(at),
            TokenKind::Word(None) => reader.garbled_heading(at, start, lexicon),
            _ => reader.heading(at, start),
        }
    };
    places.filter_map(read).filter(|candidate| seen.insert(*candidate)).collect()
}

/// What stands before a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Line,
    Sentence,
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    /// Returns what ends before a token; `None` in the middle of a sentence.
    fn start(self, at: usize, starts_line: bool) -> Option<Start> {
        let Some(before) = at.checked_sub(1) else { return starts_line.then_some(Start::Line) };
        // `(6).` on a line of its own.
        if self.is(before, &['(', '（']) {
            let starts = before.checked_sub(1).map_or(starts_line, |before| self.ends_line(before));
            return (starts && self.is(at + 1, &[')', '）'])).then_some(Start::Line);
        }
        match self.tokens[before].kind {
            TokenKind::Newline => Some(Start::Line),
            TokenKind::Mark(
                '.' | ';' | ':' | '?' | '!' | '؛' | '؟' | '。' | '；' | '：' | ']' | ')' | '”' | '»' | '"',
            ) => Some(Start::Sentence),
            // `De Minimis 7. A textile`: the title of a paragraph was run into its line.
            TokenKind::Word(None) if self.starts_with_capital(before) => Some(Start::Sentence),
            // `1Article 192` on a line of its own: a scan read the end of a page into it.
            TokenKind::Number(_) if self.tokens[before].end == self.tokens[at].start => {
                let starts = before.checked_sub(1).map_or(starts_line, |before| self.ends_line(before));
                starts.then_some(Start::Line)
            }
            TokenKind::Mark(_) | TokenKind::Word(_) | TokenKind::Number(_) => None,
        }
    }

    /// `4. Each Party` after a sentence, `13 Each Party` at the start of a line
    fn numbered_paragraph(self, at: usize, start: Start) -> Option<Candidate> {
        let (label, next) = leading_label::number(self.text, self.tokens, at)?;
        let closes = self.is(next, &['.', ')', '）', '．', '、', '-', '–', '—', ']']);
        let has_stop = closes || start == Start::Sentence && self.is(next, &['*']);
        let has_two_stops = self.is(next, &[')', '）']) && self.is(next + 1, &['.']);
        let after = next + usize::from(closes) + usize::from(has_two_stops);
        let text = self.past_marks(after);
        let is_new_sentence = match start {
            _ if !has_stop && start == Start::Sentence => false,
            // A number alone on its line, with or without a stop.
            Start::Line if self.ends_line(after) => true,
            // `3. a) In`, `3. for the purposes`
            _ if has_stop && (self.ends_line(after) || self.is_item(after)) => true,
            _ if has_stop && start == Start::Sentence => self.first_letter(text).is_some(),
            _ => self.starts_sentence(text),
        };
        is_new_sentence.then_some((None, label))
    }

    /// 二、 after the colon of 【欧盟、挪威：二、各方应】
    fn han_paragraph(self, at: usize) -> Option<Candidate> {
        let (number, next) = han_number(self.text, self.tokens, at)?;
        let is_paragraph = (1..=MAX_PARAGRAPH_NUMBER).contains(&number) && self.is(next, &['、']);
        is_paragraph.then(|| (None, Label::new(NumberForm::Digits, number)))
    }

    fn follows_wide_colon(self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, &['：']))
    }

    /// `TITLE IV MOVEMENT OF WORKERS` after a sentence, `Article 2 Gates`
    fn heading(self, at: usize, start: Start) -> Option<Candidate> {
        let TokenKind::Word(Some(Word::Provision { kind, .. })) = self.tokens[at].kind else { return None };
        if !self.starts_with_capital(at) {
            return None;
        }
        let (label, next) = leading_label::number(self.text, self.tokens, at + 1)?;
        let title = self.past_marks(next + usize::from(self.is(next, &['.', ':', '-', '–', '—'])));
        let is_title = self.starts_with_capital(title) && !self.is_provision_noun(title);
        let is_on_its_own = start == Start::Line && (self.ends_line(next) || self.is_last_sign(next))
            || self.is(next, &[':']) && self.ends_line(next + 1);
        let after_line = self.past_newlines(next + usize::from(self.is_last_sign(next)));
        let is_above_title =
            is_on_its_own && (self.tokens.get(after_line).is_none() || self.starts_sentence(after_line));
        (is_title || is_above_title).then_some((Some(kind), label))
    }

    /// `ArticleAI99` on a line of its own, where 199 is meant: a scan lost the blank and read letters for digits.
    fn garbled_heading(self, at: usize, start: Start, lexicon: &Lexicon) -> Option<Candidate> {
        const MIN_NOUN_LETTERS: usize = 4;
        let word = &self.text[self.tokens[at].range()];
        if start != Start::Line || !self.starts_with_capital(at) {
            return None;
        }
        let ends = word.char_indices().map(|(at, _)| at).skip(MIN_NOUN_LETTERS);
        let noun = |end: usize| match lexicon.word(&word[..end]) {
            Some(Word::Provision { kind, plural: false }) if kind.is_heading() => Some((kind, end)),
            _ => None,
        };
        let (kind, end) = ends.filter_map(noun).last()?;
        let digits = self.text[self.tokens[at].range().start + end..self.tokens[at + 1].range().end].chars();
        let digits = digits.filter_map(|letter| match letter {
            'I' | 'l' | '|' => Some(1),
            'O' | 'o' => Some(0),
            _ => letter.to_digit(10),
        });
        let number = digits.fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(digit));
        Some((Some(kind), Label::new(NumberForm::Digits, number)))
    }

    /// Returns whether the only words after a word on its line are digits without a blank before them.
    fn is_glued_line(self, at: usize) -> bool {
        let number = self.tokens.get(at + 1).filter(|number| matches!(number.kind, TokenKind::Number(_)));
        number.is_some_and(|number| number.start == self.tokens[at].end) && self.ends_line(at + 2)
    }

    /// Returns whether a sign that is neither a stop nor a bracket ends a line: `⊥`.
    fn is_last_sign(self, at: usize) -> bool {
        let is_sign = |token: &Token| matches!(token.kind, TokenKind::Mark(mark) if !mark.is_ascii());
        self.tokens.get(at).is_some_and(is_sign) && self.ends_line(at + 1)
    }

    fn is(self, at: usize, marks: &[char]) -> bool {
        self.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Mark(mark) if marks.contains(&mark)))
    }

    fn ends_line(self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.kind == TokenKind::Newline)
    }

    /// `(a)`
    fn is_item(self, at: usize) -> bool {
        self.is(at, &['(', '（']) && self.is(at + 2, &[')', '）'])
    }

    fn past_newlines(self, mut at: usize) -> usize {
        while self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Newline) {
            at += 1;
        }
        at
    }

    /// Skips emphasis and opening signs before a text.
    fn past_marks(self, mut at: usize) -> usize {
        while self.is(at, &['*', '_', '[', '(', '“', '«', '"', '{']) {
            at += 1;
        }
        at
    }

    fn first_letter(self, at: usize) -> Option<char> {
        let token = self.tokens.get(at).filter(|token| matches!(token.kind, TokenKind::Word(_)))?;
        self.text[token.range()].chars().next()
    }

    fn starts_with_capital(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(char::is_uppercase)
    }

    /// Returns whether a word may begin a sentence: a capital, or any letter of a script without case.
    fn starts_sentence(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
    }

    fn is_provision_noun(self, at: usize) -> bool {
        matches!(self.tokens.get(at).and_then(Token::word), Some(Word::Provision { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::token::tokenize;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        let lexicon = Lexicon::of(language);
        tokenize(text, lexicon, &mut tokens);
        let written = |(kind, label): &Candidate| match kind {
            Some(kind) => format!("{} {label}", kind.word()),
            None => label.to_string(),
        };
        let found: Vec<String> = candidates(text, &tokens, lexicon, true).iter().map(written).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_after_a_sentence_may_be_paragraphs() {
        check(Language::En, "The Parties act. 2. They report. 3.\nThey stop.", &["2", "3"]);
        check(Language::En, "13 Each Party acts.", &["13"]);
        check(Language::Fr, "Les Parties agissent. 2. Elles font rapport.", &["2"]);
        check(Language::Es, "Las Partes actúan; 2) Informan.", &["2"]);
        check(Language::Ru, "Стороны действуют. 2. Они сообщают.", &["2"]);
        check(Language::Zh, "各方采取措施。2、各方报告。", &["2"]);
        check(Language::Zh, "【挪威：二、各方报告：三条船。】", &["2"]);
        check(Language::Ar, "تتخذ الأطراف التدابير. 2 - تقدم الأطراف تقريرا.", &["2"]);
        check(Language::En, "They met in 2 places. 5 per cent were there.", &[]);
        check(Language::En, "Under paragraph 4. of it and article\n5 of it.", &[]);
    }

    #[test]
    fn a_noun_with_a_number_and_a_title_may_be_a_heading() {
        check(Language::En, "They apply. TITLE IV MOVEMENT OF WORKERS", &["title IV"]);
        check(Language::En, "They apply. Article 2 Gates 1. The gate opens.", &["article 2", "1"]);
        check(Language::Fr, "Ils s’appliquent. TITRE IV CIRCULATION DES TRAVAILLEURS", &["title IV"]);
        check(Language::En, "They apply. Article 9 applies. Article 7 of it.", &[]);
        check(Language::En, "1Article 192⊥\nDuration", &["1", "article 192"]);
        check(Language::En, "They apply.\nArticleAI99\nDuration", &["article 199"]);
        check(Language::Es, "ArtículoI9", &["article 19"]);
        check(Language::Ru, "1Статья 12", &["1", "article 12"]);
        check(Language::En, "See room B12\nRoom12", &[]);
    }
}
