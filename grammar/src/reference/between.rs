//! What stands between two references that may share a path: joining words, a title, an exception, `[and 3] of`.

use std::ops::Range;

use super::Reader;
use crate::counted::{counter, is_ordinal_sign};
use crate::lexicon::Word;
use crate::token::TokenKind;

/// The most tokens between two references of one path.
const MAX_TOKENS: usize = 24;

/// The most tokens up to the word that singles out a part: `with the exception of`.
const MAX_TOKENS_OF_EXCEPTION: usize = 5;

/// The longest particle after that word: `except for`.
const MAX_PARTICLE_BYTES: usize = 3;

/// What stands between two references.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// `and`, `, or`, with brackets at most.
    Joint,
    /// What adds a narrower provision to the wider one before it: a title, `(`, `[`, `, except`.
    Narrowing,
    /// A comma alone.
    Comma,
    /// A comma before a definite article, which may begin another part of the sentence: `article 1, le paragraphe 2`.
    CommaBeforeArticle,
    /// What leads from a narrower provision to the wider one after it: `[and 3] of`, `, last sentence, of`.
    Widening,
}

/// The signs and words between two references.
#[derive(Default)]
struct Signs {
    has_joint: bool,
    has_comma: bool,
    has_bracket: bool,
    has_preposition: bool,
    /// Whether a definite article stands there.
    has_article: bool,
    /// Whether further numbers, or words for a sentence of the provision, stand there.
    has_more: bool,
    /// Whether numbers in digits are among these, and the noun of a sentence.
    has_number: bool,
    has_sentence: bool,
    /// The last word that none of these is.
    last_word: Option<usize>,
}

impl Reader<'_> {
    /// Returns what stands between the end of a reference and the start of the next; `None` for words that do not belong to a
    /// path.
    pub(super) fn between(self, end: u32, start: u32) -> Option<Between> {
        let tokens = self.tokens_between(end, start);
        if tokens.len() > MAX_TOKENS {
            return None;
        }
        let is_bracket = |at: usize| self.is(at, '[') || self.is(at, ']');
        if let Some(after) = self.past_title_beside(tokens.clone()) {
            let mut rest = after..tokens.end;
            return rest.all(|at| self.is_comma(at) || is_bracket(at)).then_some(Between::Narrowing);
        }
        // `article 1 (paragraph 3)`
        if let Some(last) = tokens.clone().next_back().filter(|last| self.is(*last, '(') || self.is(*last, '（'))
            && (tokens.start..last).all(is_bracket)
        {
            return Some(Between::Narrowing);
        }
        // `article 1 (other than paragraph 3)`
        if self.is(tokens.start, '(') || self.is(tokens.start, '（') {
            let inside = tokens.start + 1..tokens.end;
            let word = self.signs(inside.clone())?.last_word?;
            return self.is_exception(inside, word).then_some(Between::Narrowing);
        }
        let signs = self.signs(tokens.clone())?;
        match signs.last_word {
            Some(word) => (!signs.has_more && self.is_exception(tokens, word)).then_some(Between::Narrowing),
            None => self.relation(&signs, tokens),
        }
    }

    /// Returns the tokens between two bytes, up to one more than the most that are looked at.
    pub(super) fn tokens_between(self, end: u32, start: u32) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.start < end);
        let count = self.tokens[from..].iter().take(MAX_TOKENS + 1).take_while(|it| it.start < start).count();
        from..from + count
    }

    /// Returns the signs and words at some tokens; `None` if any of them does not belong to a path.
    fn signs(self, tokens: Range<usize>) -> Option<Signs> {
        // بالفقرة 3 والفقرة 4
        let has_joint = self.lexicon.begins_with_conjunction(self.written(tokens.end));
        let mut signs = Signs { has_joint, ..Signs::default() };
        let mut past = tokens.start;
        for at in tokens.clone() {
            past = past.max(self.past_markup(at));
            if at < past {
                continue;
            }
            if let Some(after) = self.past_counted_sentence(at) {
                (signs.has_more, signs.has_sentence, past) = (true, true, after);
                continue;
            }
            match self.kind(at)? {
                TokenKind::Newline => {}
                TokenKind::Number(_) => (signs.has_more, signs.has_number) = (true, true),
                TokenKind::Word(Some(Word::Ordinal(_))) => signs.has_more = true,
                TokenKind::Word(Some(Word::And | Word::Or)) => signs.has_joint = true,
                TokenKind::Word(Some(Word::Of)) => signs.has_preposition = true,
                TokenKind::Word(Some(Word::The)) => signs.has_article = true,
                // `ou au paragraphe 3`, `, à l’exception du paragraphe 3`
                TokenKind::Word(Some(Word::To)) if signs.has_joint || signs.has_comma || at == tokens.start => {}
                TokenKind::Word(_) if self.lexicon.is_coordinator(self.written(at)) => signs.has_joint = true,
                TokenKind::Word(_) if self.is_of_sentence(at, tokens.start) => {
                    signs.has_more = true;
                    signs.has_sentence |= self.lexicon.is_sentence_noun(self.written(at));
                    signs.has_joint |= self.lexicon.begins_with_conjunction(self.written(at));
                }
                // `other than`
                TokenKind::Word(None | Some(Word::Link | Word::Unit)) => signs.last_word = Some(at),
                TokenKind::Mark('[' | ']') => signs.has_bracket = true,
                TokenKind::Mark(',' | '،' | '、') => signs.has_comma = true,
                // `and/or`, `de l’article`
                TokenKind::Mark('/') if signs.has_joint => {}
                TokenKind::Mark('’' | '\'') if signs.has_preposition || signs.has_comma || signs.has_article => {}
                TokenKind::Word(_) | TokenKind::Mark(_) => return None,
            }
        }
        Some(signs)
    }

    /// `*` and `[^1]` in `*paragraph 2*[^1] and`: returns the token after the signs of emphasis and the mark of a note, or `at`.
    fn past_markup(self, at: usize) -> usize {
        if self.is(at, '*') || self.is(at, '_') {
            return at + 1;
        }
        let is_note = self.is(at, '[') && self.is(at + 1, '^') && self.is(at + 3, ']');
        if is_note { at + 4 } else { self.past_note_mark(at) }
    }

    /// 第一句 after 第二款: returns the token after a sentence that is counted.
    fn past_counted_sentence(self, at: usize) -> Option<usize> {
        if !is_ordinal_sign(self.text, self.tokens, at) {
            return None;
        }
        let (_, noun) = counter(self.text, self.tokens, at + 1)?;
        self.lexicon.is_sentence_noun(self.written(noun)).then_some(noun + 1)
    }

    /// `respectively`, `last sentence`, الجملة الأخيرة: returns whether a word says which part of a provision is meant.
    fn is_of_sentence(self, at: usize, first: usize) -> bool {
        let is_noun = |at: usize| self.token(at).is_some() && self.lexicon.is_sentence_noun(self.written(at));
        self.lexicon.is_respectively(self.written(at))
            || is_noun(at)
            || is_noun(at + 1)
            || at > first && is_noun(at - 1)
    }

    /// `with the exception of`, `including`, `except for`: returns whether the last word of some, or the one before a particle,
    /// singles out a part.
    fn is_exception(self, tokens: Range<usize>, word: usize) -> bool {
        let singles_out =
            |at: usize| self.lexicon.is_notably(self.written(at)) || self.lexicon.is_exception(self.written(at));
        let is_particle = self.written(word).len() <= MAX_PARTICLE_BYTES && word > tokens.start;
        let is_near = word < tokens.start + MAX_TOKENS_OF_EXCEPTION;
        is_near && (singles_out(word) || is_particle && singles_out(word - 1))
    }

    /// Returns what some signs without further words mean.
    fn relation(self, signs: &Signs, tokens: Range<usize>) -> Option<Between> {
        let &Signs { has_joint, has_comma, has_bracket, has_preposition, has_article, has_more, .. } = signs;
        // `the first sentence of paragraph 2 and the last sentence of paragraph 3`, `paragraph 2, first sentence, and paragraph 3`
        if has_joint && signs.has_sentence && !signs.has_number {
            return Some(Between::Joint);
        }
        if has_more {
            // In Russian no preposition stands before the article.
            let leads_on = has_preposition || has_bracket || self.is_cyrillic(tokens.end);
            return leads_on.then_some(Between::Widening);
        }
        // `del párrafo 2 o del párrafo 3`
        if has_joint {
            return Some(Between::Joint);
        }
        if has_preposition {
            // `paragraph 2, last sentence, of`: the reference has the comma.
            let follows_comma = !has_comma && tokens.start.checked_sub(1).is_some_and(|at| self.is_comma(at));
            return (has_bracket || follows_comma).then_some(Between::Widening);
        }
        match (has_bracket, has_comma, has_article) {
            (true, ..) => Some(Between::Narrowing),
            (false, true, true) => Some(Between::CommaBeforeArticle),
            (false, true, false) => Some(Between::Comma),
            (false, false, _) => None,
        }
    }

    /// `(Scope)`, `“Scope”`: returns the token after a title in parentheses or quotation marks at the beginning of some tokens.
    pub(super) fn past_title_beside(self, tokens: Range<usize>) -> Option<usize> {
        let open = tokens.start;
        let closers: [char; 2] = match self.kind(open)? {
            TokenKind::Mark('(' | '（') => [')', '）'],
            TokenKind::Mark('“' | '„' | '"') => ['”', '"'],
            TokenKind::Mark('«') => ['»', '»'],
            _ => return None,
        };
        let close = (open + 1..tokens.end).find(|at| closers.iter().any(|sign| self.is(*at, *sign)))?;
        // `(« Champ »)`
        let quote = usize::from(matches!(self.kind(open + 1), Some(TokenKind::Mark('“' | '„' | '"' | '«'))));
        let first = self.first_letter(open + 1 + quote).filter(|letter| letter.is_alphabetic())?;
        // `(scope of gates)` has no provision, and a comma follows.
        let has_provision = || (open..close).any(|at| self.noun(at).is_some());
        let is_title = !first.is_lowercase() || self.is_comma(close + 1) && !has_provision();
        (is_title && close > open + 1).then_some(close + 1)
    }
}
