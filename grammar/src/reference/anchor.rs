//! What a reference is of: this draft, the enclosing article, or another instrument by whatever name. Reads what stands
//! behind a path, and for some names what stands before it.

use super::{Anchor, Reader, Reference, width};
use crate::kind::Kind;
use crate::label;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// What stands behind the path: `above`, `of this article`, `of the Convention`. The first token behind it all.
    pub(super) fn anchored(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        let Some(behind) = self.foreign_mark(self.past_breaks(from)) else {
            return self.anchored_plainly(from, outermost, reference);
        };
        let next = self.anchored_plainly(behind, outermost, reference);
        reference.anchor = Anchor::Other;
        next
    }

    fn anchored_plainly(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        let mut next = from;
        for _ in 0..3 {
            let at = self.past_breaks(next);
            let is_annexed = reference.anchor == Anchor::Annexed;
            if let Some(Word::Above | Word::Below) = self.word(at) {
                if reference.anchor == Anchor::None {
                    reference.anchor = Anchor::Near;
                }
                next = at + 1;
                continue;
            }
            if self.word(at) == Some(Word::Thereof) {
                reference.anchor = Anchor::Other;
                return at + 1;
            }
            let mut at = at;
            let comma = self.is(at, ',') || self.is(at, '،');
            if comma {
                at = self.past_breaks(at + 1);
            }
            let mut this = false;
            let mut linked = false;
            let mut that = false;
            while let Some(token) = self.token(at) {
                match token.kind {
                    TokenKind::Word(Some(Word::This)) => this = true,
                    TokenKind::Word(Some(Word::Of)) => linked = true,
                    TokenKind::Word(Some(Word::To)) if (outermost == Kind::Annex || is_annexed) && !linked => {
                        linked = true
                    }
                    TokenKind::Word(Some(Word::That | Word::Its)) => that = true,
                    TokenKind::Word(Some(Word::The)) | TokenKind::Newline => {}
                    TokenKind::Mark('’' | '\'') if linked => {}
                    _ => break,
                }
                at += 1;
            }
            // `under article 5, this Convention shall`: another part of the sentence.
            if this && comma && !linked {
                return next;
            }
            if this {
                match self.word(at) {
                    Some(Word::Head { kind, .. })
                        if width(kind) < width(outermost) && self.segment(at, kind, false).is_none() =>
                    {
                        reference.anchor = Anchor::This(kind);
                        next = at + 1;
                        continue;
                    }
                    Some(Word::Instrument(_)) => {
                        if !matches!(reference.anchor, Anchor::This(_) | Anchor::Annexed) {
                            reference.anchor = Anchor::Own;
                        }
                        return at + 1;
                    }
                    _ => {}
                }
                return next;
            }
            // `статье 287 Конвенции`: the case says "of".
            let is_capital = self.written(at).chars().next().is_some_and(char::is_uppercase);
            // `пунктом 44 резолюции 1373`: a number is as good as a capital.
            let is_numbered = self.is_cyrillic(at) && self.token(at + 1).is_some_and(|it| it.number().is_some());
            let is_genitive =
                !comma && matches!(self.word(at), Some(Word::Instrument(_))) && (is_capital || is_numbered);
            // `статье 99 Международного пакта`
            if !linked && !comma && is_capital && self.is_cyrillic(at) && self.word(at).is_none() {
                return self.instrument(at, None, reference).max(next);
            }
            if !linked && !is_genitive {
                return next;
            }
            // Arabic puts "this" before the noun only; هذه الاتفاقية was met above.
            match self.word(at) {
                // `Part XV of and Annexes V to VIII to the Convention`: what it is of comes later.
                Some(Word::And | Word::Or) => {
                    reference.anchor = Anchor::Other;
                    return next;
                }
                Some(Word::Thereof) => {
                    reference.anchor = Anchor::Other;
                    return at + 1;
                }
                Some(Word::Instrument(_)) if that => {
                    reference.anchor = Anchor::Other;
                    reference.instrument = self.token(at).map(|token| token.start..token.end);
                    return at + 1;
                }
                Some(Word::Instrument(noun)) => return self.instrument(at, Some(noun), reference),
                Some(Word::Head { kind: Kind::Annex, many }) => {
                    let named = self.instrument(at, None, reference);
                    if named == 0 && !many && linked && !that && outermost != Kind::Annex {
                        reference.anchor = Anchor::Annexed;
                        next = at + 1;
                        continue;
                    }
                    return named.max(next);
                }
                None => return self.instrument(at, None, reference).max(next),
                _ => return next,
            }
        }
        next
    }

    /// `common to the Geneva Conventions`, the acronym of `Article 6 ECHR`, the part behind the colon of `Article 5:26`:
    /// what only a reference to another instrument has right behind its number. The token behind it.
    fn foreign_mark(self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let is_common =
            self.word(at) == Some(Word::Common) || (self.is(at, ',') && self.word(at + 1) == Some(Word::Common));
        if is_common {
            return Some(at + 1 + usize::from(self.is(at, ',')));
        }
        if token.is(':') && !token.spaced {
            let part = self.token(at + 1).filter(|part| !part.spaced && part.number().is_some());
            return part.map(|_| at + 2);
        }
        let is_acronym = |at: usize| {
            let written = self.written(at);
            written.len() > 1 && written.chars().all(char::is_uppercase) && label::of_roman(written).is_none()
        };
        let is_placeholder = token.word().is_some() || self.written(at).bytes().all(|byte| byte == b'X');
        let stands_alone = !is_placeholder && is_acronym(at) && !is_acronym(at + 1);
        (token.spaced && stands_alone).then_some(at + 1)
    }

    /// What a reference is of where other words come between: `articles 5 and 6, respectively, of the Convention`,
    /// `article 5 (Scope) of the Convention`. The first token behind it all, or `from`.
    pub(super) fn anchored_further_on(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        const MOST_WORDS: usize = 8;
        let at = self.past_breaks(from);
        let closer = match self.token(at).map(|it| it.kind) {
            Some(TokenKind::Mark(',')) => ',',
            Some(TokenKind::Mark('(')) => ')',
            _ => return from,
        };
        let between = (at + 1..self.tokens.len().min(at + 2 + MOST_WORDS))
            .take_while(|each| matches!(self.tokens[*each].kind, TokenKind::Word(_) | TokenKind::Newline))
            .take_while(|each| !matches!(self.word(*each), Some(Word::Head { .. } | Word::Instrument(_))));
        let Some(close) = between.last().map(|last| last + 1).filter(|close| self.is(*close, closer)) else {
            return from;
        };
        let behind = self.past_breaks(close + 1);
        if !matches!(self.word(behind), Some(Word::Of)) {
            return from;
        }
        self.anchored(behind, outermost, reference).max(from)
    }

    /// The name of another instrument from token `at` on, `of` and `the` passed. The first token behind it.
    fn instrument(self, at: usize, noun: Option<u8>, reference: &mut Reference) -> usize {
        let is_capital = |at: usize| self.written(at).chars().next().is_some_and(char::is_uppercase);
        let is_uncased = |at: usize| {
            self.written(at)
                .chars()
                .next()
                .is_some_and(|it| it.is_alphabetic() && !it.is_lowercase() && !it.is_uppercase())
        };
        let last;
        if let Some(noun) = noun {
            let name_ends = self.name_end(at + 1);
            let named = name_ends > at + 1;
            let is_indefinite =
                is_uncased(at) && !self.written(at).starts_with("ال") && !self.written(at).starts_with("لل");
            if !named && !is_indefinite {
                reference.anchor = Anchor::Definite(noun);
                reference.instrument = self.token(at).map(|token| token.start..token.end);
                return at + 1;
            }
            last = name_ends.max(at + 1);
        } else {
            // `the aforementioned Convention`, `the 1951 Convention`: the noun is near.
            let is_near = (at + 1..at + 4)
                .take_while(|each| matches!(self.token(*each).map(|it| it.kind), Some(TokenKind::Word(_))))
                .take_while(|each| {
                    !matches!(self.word(*each), Some(Word::Head { .. } | Word::This | Word::And | Word::Or))
                })
                .any(|each| matches!(self.word(each), Some(Word::Instrument(_))));
            if !is_capital(at) && !is_near {
                return 0;
            }
            // `the Budapest Convention`, `the United Nations Charter`, `TRIPS`
            let is_acronym = self.written(at).len() > 2 && self.written(at).chars().all(char::is_uppercase);
            let noun_at = (at..(at + 10).min(self.tokens.len()))
                .take_while(|each| match self.token(*each).map(|it| it.kind) {
                    Some(TokenKind::Word(Some(Word::Head { .. } | Word::This))) => false,
                    Some(TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Newline) => true,
                    Some(TokenKind::Mark(mark)) => matches!(mark, '-' | '’' | '\'' | '“' | '”' | '/' | '(' | ')'),
                    None => false,
                })
                .find(|each| matches!(self.word(*each), Some(Word::Instrument(_))));
            match noun_at {
                Some(noun_at) => last = self.name_end(noun_at + 1).max(noun_at + 1),
                None if is_acronym => last = at + 1,
                None => return 0,
            }
        }
        reference.anchor = Anchor::Other;
        reference.instrument = self.token(at).zip(self.token(last - 1)).map(|(first, last)| first.start..last.end);
        last
    }

    /// Where a name that begins with its noun ends: `Convention on the Law of the Sea`, `resolution 70/1`.
    fn name_end(self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        while at < (from + 16).min(self.tokens.len()) {
            let Some(token) = self.token(at) else { break };
            let written = self.written(at);
            let first = written.chars().next().unwrap_or(' ');
            match token.kind {
                TokenKind::Word(Some(Word::Head { .. } | Word::This | Word::And | Word::Or)) => break,
                TokenKind::Word(_) if first.is_uppercase() => end = at + 1,
                // Uncased scripts: a name of up to three words, none of which joins.
                TokenKind::Word(None) if !first.is_lowercase() && at < from + 3 && !first.is_ascii() => end = at + 1,
                TokenKind::Word(Some(Word::Of | Word::The | Word::That | Word::Its | Word::Link)) => {}
                TokenKind::Number(_) if end == at => end = at + 1,
                // `70/1`, `1/CP.17`
                TokenKind::Mark('/' | '.') if end == at && !token.spaced && self.is_symbol(at + 1) => end = at + 2,
                TokenKind::Mark('(')
                    if self.token(at + 1).is_some_and(|_| {
                        self.written(at + 1).chars().all(char::is_uppercase) && self.is(at + 2, ')')
                    }) =>
                {
                    end = at + 3;
                }
                _ => break,
            }
            at = end.max(at + 1);
        }
        end
    }

    /// The word that bears the number or symbol which ends at a token: `resolution` of `resolution 1373 (2001)`,
    /// `decision` of `decision 1/CP.21`, `Convention` of `Convention No. 87`. The token itself if there is no number.
    fn before_number(self, last: usize) -> usize {
        const LONGEST: usize = 12;
        let is_part = |at: usize| {
            let token = &self.tokens[at];
            let written = self.written(at);
            match token.kind {
                TokenKind::Number(_) => true,
                TokenKind::Mark(mark) => matches!(mark, '/' | '.' | '(' | ')' | '-' | '°'),
                TokenKind::Word(None) => {
                    written.chars().all(char::is_uppercase) || matches!(written, "No" | "Nos" | "no" | "n" | "nº" | "№")
                }
                TokenKind::Word(Some(_)) | TokenKind::Newline => false,
            }
        };
        let first = (last.saturating_sub(LONGEST)..=last).rev().take_while(|at| is_part(*at)).last();
        let numbered = first.filter(|first| {
            self.tokens[*first..=last].iter().enumerate().any(|(place, token)| {
                token.number().is_some() || label::of_roman(self.written(first + place)).is_some()
            })
        });
        numbered.and_then(|first| first.checked_sub(1)).unwrap_or(last)
    }

    fn is_cyrillic(self, at: usize) -> bool {
        self.written(at).starts_with(|it| matches!(it, '\u{400}'..='\u{52F}'))
    }

    /// Whether a part of a document's symbol stands here, glued to what is before.
    fn is_symbol(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            !token.spaced && (token.number().is_some() || self.written(at).bytes().all(|it| it.is_ascii_uppercase()))
        })
    }

    /// `TRIPS Article 1.2`, `the Charter (Article 51)`, `the Convention, article 5`.
    pub(super) fn is_named_before(self, head: usize) -> bool {
        let Some(before) = self.tokens[..head].iter().rposition(|token| token.kind != TokenKind::Newline) else {
            return false;
        };
        // `the Convention, in particular its article 3`
        if self.word(before) == Some(Word::Its) {
            return true;
        }
        let written = self.written(before);
        if self.word(before).is_none() && written.len() > 2 && written.chars().all(|it| it.is_ascii_uppercase()) {
            return before > 0 && self.token(before - 1).is_some_and(|token| matches!(token.kind, TokenKind::Word(_)));
        }
        let is_apart = self.is(before, ',') || self.is(before, '،') || self.is(before, '(');
        let Some(last) = before.checked_sub(usize::from(is_apart)) else {
            return false;
        };
        let noun = self.before_number(last);
        if noun != last {
            return matches!(self.word(noun), Some(Word::Instrument(_)));
        }
        if !is_apart {
            return false;
        }
        let is_name = matches!(self.word(noun), Some(Word::Instrument(_)))
            && self.written(noun).chars().next().is_some_and(char::is_uppercase);
        let own = (noun.saturating_sub(2)..noun).any(|at| self.word(at) == Some(Word::This));
        is_name && !own
    }
}
