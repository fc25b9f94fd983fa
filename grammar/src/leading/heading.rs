//! Headings: a kind's word and its number at the head of a line, and words behind them that let it be one.

use super::{Cursor, Enclosure, Leading, Place};
use crate::han;
use crate::kind::Kind;
use crate::label::{Label, of_letters};
use crate::lexicon::Word;
use crate::token::{TokenKind, is_han};

/// Words that may stand behind a heading's number only when it is no heading: `Article 5 of the Convention`.
fn continues(word: Option<Word>) -> bool {
    matches!(
        word,
        Some(
            Word::And
                | Word::Or
                | Word::To
                | Word::Of
                | Word::This
                | Word::Above
                | Word::Below
                | Word::Thereof
                | Word::Unit
                | Word::Head { .. }
        )
    )
}

impl<'a> Cursor<'a> {
    pub(super) fn heading(self, at: usize, place: Place, level: u8) -> Option<Leading> {
        if let Some(found) = self.han_heading(at, place) {
            return Some(found);
        }
        let Some(Word::Head { kind, many }) = self.token(at)?.word() else {
            return None;
        };
        let written = self.written(at);
        if matches!(kind, Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Footnote) {
            return None;
        }
        let has_case = written.chars().any(char::is_lowercase) || written.chars().any(char::is_uppercase);
        let is_capital = written.chars().next().is_some_and(char::is_uppercase);
        if has_case && !is_capital && level == 0 {
            return None;
        }
        let start = self.token(at)?.start;
        let found = |label, end, next| Leading::at(Some(kind), label, Enclosure::Bare, start..end, next);
        // `Art. 5. Scope`
        let abbreviated = kind == Kind::Article && self.is(at + 1, '.') && self.is_glued(at + 1);
        let number_at = at + 1 + usize::from(abbreviated);
        let numbered = self.heading_number(number_at).filter(|_| kind != Kind::Preamble);
        let Some((label, next)) = numbered else {
            // A number behind it is a footnote's: `Preamble5`.
            let is_noted =
                kind == Kind::Preamble && self.token(at + 1).is_some_and(|it| it.number().is_some() && !it.spaced);
            let behind = at + 1 + usize::from(is_noted);
            let stands_alone = self.ends(behind) || self.only_marks_follow(behind);
            let is_whole = matches!(kind, Kind::Preamble | Kind::Annex)
                && !many
                && (stands_alone && (place.fresh || has_case)
                    || level > 0
                    || (kind == Kind::Preamble && has_case && written.chars().all(char::is_uppercase)));
            return is_whole.then(|| found(None, self.token(at).map_or(start, |it| it.end), at + 1));
        };
        if many {
            return None;
        }
        let end = self.token(next - 1)?.end;
        let in_words = matches!(self.token(number_at)?.kind, TokenKind::Word(None | Some(Word::Ordinal(_))));
        let label = if in_words { label.spelt_out_of(kind) } else { label };
        // 附件一区域的标准: a title or the rest of a sentence.
        if kind == Kind::Annex && place.fresh && level == 0 && !has_case && self.is_glued_word(next) {
            let may_head = han::may_head(self.text, self.tokens, next);
            return may_head.then(|| Leading { doubtful: true, ..found(Some(label), end, next) });
        }
        let after = self.behind_heading(next, place, level, has_case)?;
        Some(found(Some(label), end, after))
    }

    /// Whether a Chinese word stands at a token with nothing before it.
    pub(super) fn is_glued_word(self, at: usize) -> bool {
        let is_word = self.token(at).is_some_and(|it| matches!(it.kind, TokenKind::Word(_)) && !it.spaced);
        is_word && self.written(at).chars().next().is_some_and(is_han)
    }

    /// 第四十七条 退出: a counted heading. Doubtful with a word glued to it, which is a title or the rest of a sentence.
    pub(super) fn han_heading(self, at: usize, place: Place) -> Option<Leading> {
        let (step, next) = han::counted(self.text, self.tokens, at)?;
        let is_heading = matches!(step.kind, Kind::Article | Kind::Part | Kind::Chapter | Kind::Section);
        let is_free = place.fresh || place.ended || self.ends(next);
        if !is_heading || !is_free || !han::may_head(self.text, self.tokens, next) {
            return None;
        }
        Some(Leading {
            doubtful: step.kind == Kind::Article && self.is_glued_word(next),
            ..Leading::at(
                Some(step.kind),
                Some(step.label),
                Enclosure::Bare,
                self.token(at)?.start..self.token(next - 1)?.end,
                next,
            )
        })
    }

    /// A heading's number, with the bracket it may stand in: `Article [X]`.
    pub(super) fn heading_number(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '[') {
            if matches!(self.written(at + 1), "X" | "Y" | "Z" | "N") && self.is(at + 2, ']') {
                return Some((Label::placeholder(), at + 3));
            }
            if let Some((label, next)) = self.number(at + 1)
                && self.is(next, ']')
            {
                return Some((label, next + 1));
            }
            let is_short = |range: std::ops::Range<usize>| {
                self.tokens.get(range).is_some_and(|it| it.iter().all(|token| token.kind != TokenKind::Newline))
            };
            return (at + 1..at + 4)
                .find(|close| self.is(*close, ']') && is_short(at..*close))
                .map(|close| (Label::placeholder(), close + 1));
        }
        if self.is(at, '(')
            && let Some(label) = of_letters(self.written(at + 1))
            && self.is(at + 2, ')')
        {
            return Some((label, at + 3));
        }
        self.number(at)
    }

    /// The token behind a heading's number and its full stop, if what follows lets it be a heading.
    pub(super) fn behind_heading(self, mut next: usize, place: Place, level: u8, has_case: bool) -> Option<usize> {
        let mut spaced = false;
        while let Some(token) = self.token(next) {
            spaced |= token.spaced;
            if !matches!(token.kind, TokenKind::Mark('*' | '_' | ']' | '"' | '”' | '»')) {
                break;
            }
            next += 1;
        }
        if self.ends(next) {
            return Some(next);
        }
        let token = self.token(next)?;
        match token.kind {
            TokenKind::Mark('.' | ':' | '：' | '—' | '–' | '-' | '．') => Some(next + 1),
            TokenKind::Mark('(') if !spaced => None,
            TokenKind::Mark('(' | '（') => {
                (level > 0 || self.closes_line(next, ')') || self.closes_line(next, '）')).then_some(next)
            }
            TokenKind::Mark('[' | '{') => Some(next),
            TokenKind::Mark('“' | '«') => place.fresh.then_some(next),
            TokenKind::Word(word) => {
                // `Article 5 Part payments`: the word of a title, where no number is behind it.
                let is_title_word = matches!(word, Some(Word::Head { .. }))
                    && self.written(next).chars().next().is_some_and(char::is_uppercase)
                    && self.number(next + 1).is_none();
                if level == 0 && (continues(word) && !is_title_word || !spaced) {
                    return None;
                }
                let is_capital = self.written(next).chars().next().is_some_and(char::is_uppercase);
                let is_title =
                    level > 0 || if has_case { is_capital && (place.fresh || place.ended) } else { place.fresh };
                is_title.then_some(next)
            }
            // A footnote's mark set behind the number.
            TokenKind::Mark('¹' | '²' | '³') => Some(next),
            _ => None,
        }
    }

    /// Whether the line ends right behind the mark that is looked for: `Article 5 (Scope)`.
    pub(super) fn closes_line(self, from: usize, mark: char) -> bool {
        let line_end = (from..self.tokens.len()).find(|at| self.ends(*at)).unwrap_or(self.tokens.len());
        (from..line_end).next_back().is_some_and(|last| {
            (0..3).any(|back| last.checked_sub(back).is_some_and(|at| at > from && self.is(at, mark)))
        })
    }

    pub(super) fn only_marks_follow(self, from: usize) -> bool {
        (from..self.tokens.len())
            .take_while(|at| !self.ends(*at))
            .all(|at| matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Mark(_))))
    }

    pub(super) fn bare_heading(self, at: usize, level: u8) -> Option<Leading> {
        if level == 0 || self.ends(at) {
            return None;
        }
        let start = self.token(at)?.start;
        Some(Leading { level, ..Leading::at(Some(Kind::Section), None, Enclosure::Bare, start..start, at) })
    }
}
