//! The suffixes after a number: `bis`, `alt 2`, `-ter`, `5b`, `1 bis A`.

use super::Cursor;
use crate::label::{Label, Suffix};
use crate::language::Language;
use crate::lexicon::{Lexicon, Word, series};
use crate::misspelt_suffix::misspelt_suffix;
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind};

impl Cursor<'_> {
    /// Adds the suffixes after a number to its label: `bis`, `alt 2`, `-ter`, `b`.
    pub(super) fn suffixed(self, mut label: Label, mut next: usize) -> (Label, usize) {
        while let Some((suffix, after)) = self.suffix(&label, next) {
            label = suffix.map_or(label, |suffix| label.with(suffix));
            next = after;
        }
        if let Some((suffix, after)) = self.capital_after_adverb(&label, next) {
            return (label.with(suffix), after);
        }
        if label.is_plain()
            && let Some((adverb, letter, after)) = self.adverb_and_letter(next)
        {
            return (label.with(adverb).with(letter), after);
        }
        if label.is_plain()
            && let Some((first, second, after)) = self.two_letters(&label, next)
        {
            return (label.with(first).with(second), after);
        }
        if label.is_plain()
            && let Some((suffix, after)) = self.misspelt(next)
        {
            return (label.with(suffix), after);
        }
        (label, next)
    }

    /// Reads one suffix. `None` in place of a suffix is the hyphen before one.
    fn suffix(self, label: &Label, at: usize) -> Option<(Option<Suffix>, usize)> {
        let token = self.token(at)?;
        if self.is_first_half(at) {
            return None;
        }
        let (suffix, next) = match token.kind {
            TokenKind::Word(Some(Word::Inserted(place))) => (Suffix::Inserted(place), self.after_footnote_mark(at + 1)),
            TokenKind::Word(Some(Word::Repeated)) => self.adverb(at)?,
            TokenKind::Word(Some(Word::Supra)) => (Suffix::Supra, at + 1),
            TokenKind::Word(Some(Word::Alternative)) => {
                // `alt. 2`
                let stop = usize::from(self.is(at + 1, '.') && self.is_glued(at + 1));
                let number = self.number_value(at + 1 + stop).filter(|number| *number < 100);
                match number.and_then(|it| u8::try_from(it).ok()) {
                    Some(number) => (Suffix::Alternative(number), at + 2 + stop),
                    None => (Suffix::Alternative(1), at + 1),
                }
            }
            // `11 *bis*`: a foreign word in italics.
            _ if matches!(token.kind, TokenKind::Mark('*' | '_' | '^')) => self.marked_suffix(token, at)?,
            _ if token.is('<') => self.tagged_suffix(at)?,
            TokenKind::Word(None) if self.is_glued(at) && self.written(at).starts_with("er") => {
                self.adverb_after_ending(at)?
            }
            TokenKind::Word(None) if !self.written(at).is_ascii() => {
                (Suffix::Inserted(raised_adverb(self.written(at))?), at + 1)
            }
            // `Article 6 (bis)`
            _ if token.is('(') && self.is(at + 2, ')') => {
                let place = match self.word(at + 1)? {
                    Word::Inserted(place) => place,
                    Word::Repeated => 2,
                    _ => return None,
                };
                (Suffix::Inserted(place), at + 3)
            }
            _ if self.is_suffix_hyphen(at) => return Some((None, at + 1)),
            _ if !label.is_plain() => return None,
            _ => self.letter_suffix(label, at)?,
        };
        Some((Some(suffix), next))
    }

    /// `erbis` in `§ 1erbis`: an adverb that is joined to the ending of an ordinal.
    fn adverb_after_ending(self, at: usize) -> Option<(Suffix, usize)> {
        match Lexicon::of(Language::Fr).word(self.written(at).strip_prefix("er")?)? {
            Word::Inserted(place) => Some((Suffix::Inserted(place), at + 1)),
            _ => None,
        }
    }

    /// `(مكرر أ)`: an adverb and the letter of a further insertion, in one pair of parentheses.
    fn adverb_and_letter(self, open: usize) -> Option<(Suffix, Suffix, usize)> {
        if !self.is(open, '(') {
            return None;
        }
        let (adverb, letter) = self.adverb(open + 1)?;
        let place = u8::try_from(Label::from_letters(self.written(letter)).filter(Label::is_plain)?.number()).ok()?;
        self.is(letter + 1, ')').then_some((adverb, Suffix::Capital(place), letter + 2))
    }

    /// `*bis*`, `__ter__`, `^bis^`: an adverb between signs of markup, of which the closing ones may be missing.
    fn marked_suffix(self, mark: &Token, at: usize) -> Option<(Suffix, usize)> {
        let is_mark = |at: usize| self.token(at).is_some_and(|token| token.kind == mark.kind);
        let word = if is_mark(at + 1) { at + 2 } else { at + 1 };
        let (suffix, end) = self.adverb(word)?;
        let closers = (end..end + (word - at)).take_while(|at| is_mark(*at)).count();
        Some((suffix, end + closers))
    }

    /// Reads an adverb for an inserted provision: `bis`, مكررا, مكررا ثانيا.
    fn adverb(self, at: usize) -> Option<(Suffix, usize)> {
        Some(match (self.word(at)?, self.word(at + 1)) {
            (Word::Inserted(place), _) => (Suffix::Inserted(place), at + 1),
            (Word::Repeated, Some(Word::Inserted(place))) => (Suffix::Inserted(place.saturating_add(1)), at + 2),
            (Word::Repeated, _) => (Suffix::Inserted(2), at + 1),
            _ => return None,
        })
    }

    /// `<sup>ter</sup>`: a raised adverb.
    fn tagged_suffix(self, at: usize) -> Option<(Suffix, usize)> {
        let tag = self.written(at + 1);
        let (suffix, end) = self.adverb(at + 3)?;
        let is_element = matches!(tag, "sup" | "SUP")
            && self.is(at + 2, '>')
            && self.is(end, '<')
            && self.is(end + 1, '/')
            && self.written(end + 2) == tag
            && self.is(end + 3, '>');
        is_element.then_some((suffix, end + 4))
    }

    /// Returns the token after the mark of a footnote that is joined to an adverb: `38` in `bis38`. `bis1` may be the first
    /// of several insertions.
    fn after_footnote_mark(self, at: usize) -> usize {
        const MIN_MARK: u32 = 10;
        at + usize::from(self.number_value(at).is_some_and(|mark| mark >= MIN_MARK) && self.is_glued(at))
    }

    /// `A` in `1 bis A`: a provision inserted after 1 bis, where the number ends with it.
    fn capital_after_adverb(self, label: &Label, at: usize) -> Option<(Suffix, usize)> {
        let [letter @ b'A'..=b'Z'] = self.written(at).as_bytes() else { return None };
        let has_adverb = matches!(label.suffixes[0], Suffix::Inserted(_)) && label.suffixes[1] == Suffix::None;
        let ends = self.ends_line(at + 1)
            || self.token(at + 1).is_some_and(|token| match token.kind {
                TokenKind::Mark(mark) => mark != '\'' && mark != '’',
                TokenKind::Word(word) => {
                    matches!(word, Some(Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below))
                }
                TokenKind::Number(_) | TokenKind::Newline => false,
            });
        // `2° bis A Trois`, of French bills: the sign begins the number of an item, which has no title.
        let has_degree = at.checked_sub(2).is_some_and(|sign| self.is(sign, '°') || self.is(sign, 'º'));
        let ends = ends || has_degree && self.starts_with_capital(at + 1) && self.written(at + 1).len() > 1;
        (has_adverb && ends).then_some((Suffix::Capital(letter - b'A' + 1), at + 1))
    }

    /// `-` in `10-bis`
    fn is_suffix_hyphen(self, at: usize) -> bool {
        self.is(at, '-')
            && self.is_glued(at)
            && self.is_glued(at + 1)
            && matches!(self.word(at + 1), Some(Word::Inserted(_)))
    }

    /// `sextiens` in `8 sextiens`
    fn misspelt(self, at: usize) -> Option<(Suffix, usize)> {
        if self.token(at)?.kind != TokenKind::Word(None) || self.is_first_half(at) {
            return None;
        }
        let (place, _) = misspelt_suffix(self.written(at))?;
        if series().doubtful.contains(&self.written(at)) && !self.ends_number(at + 1) {
            return None;
        }
        Some((Suffix::Inserted(place), at + 1))
    }

    /// `ter-` before `minate` on the next line: returns whether the end of a line divides a word.
    fn is_first_half(self, at: usize) -> bool {
        let has_hyphen = self.is(at + 1, '-') && self.is_glued(at + 1);
        let next_line = || self.token(at + 2).filter(|token| token.kind == TokenKind::Newline).map(|_| at + 3);
        has_hyphen && next_line().is_some_and(|next| self.written(next).starts_with(char::is_lowercase))
    }

    /// Returns whether a number ends before a token: a sign follows, a joining word, or `of` with a provision or an
    /// instrument.
    fn ends_number(self, at: usize) -> bool {
        const MAX_WORDS: usize = 3;
        match self.token(at).map(|token| token.kind) {
            None | Some(TokenKind::Newline) => true,
            Some(TokenKind::Mark(mark)) => !matches!(mark, '-' | '’' | '\'' | '(' | '['),
            Some(TokenKind::Number(_)) => false,
            Some(TokenKind::Word(Some(Word::Of))) => {
                let is_link = |at: &usize| matches!(self.word(*at), Some(Word::The | Word::This | Word::That));
                let noun = (at + 1..at + 1 + MAX_WORDS).find(|at| !is_link(at));
                let noun = noun.and_then(|at| self.word(at));
                matches!(noun, Some(Word::Provision { .. } | Word::Instrument(_)))
            }
            Some(TokenKind::Word(word)) => {
                matches!(word, Some(Word::And | Word::Or | Word::To | Word::Above | Word::Below))
            }
        }
    }

    fn is_after(self, at: usize, mark: char) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, mark))
    }

    /// `aa` in `4aa`, `ab` in `4ab`: a provision inserted after 4a.
    fn two_letters(self, label: &Label, at: usize) -> Option<(Suffix, Suffix, usize)> {
        let [first @ b'a'..=b'z', second @ b'a'..=b'd'] = self.written(at).as_bytes() else { return None };
        let may_follow = label.form == NumberForm::Digits && self.is_glued(at) && self.word(at).is_none();
        let letter = |byte: &u8| Suffix::Letter(byte - b'a' + 1);
        may_follow.then(|| (letter(first), letter(second), at + 1))
    }

    /// `b` in `5b`, but not in `5b)`: a letter with a parenthesis is a list label, unless the number is in it, `(1a)`.
    fn letter_suffix(self, label: &Label, at: usize) -> Option<(Suffix, usize)> {
        if label.form != NumberForm::Digits || !self.is_glued(at) || self.is(at + 1, ')') && !self.is_after(at - 1, '(')
        {
            return None;
        }
        let [letter] = self.written(at).as_bytes() else { return None };
        let place = letter.to_ascii_lowercase().checked_sub(b'a').filter(|place| *place < 26)? + 1;
        Some((if letter.is_ascii_uppercase() { Suffix::Capital(place) } else { Suffix::Letter(place) }, at + 1))
    }
}

/// Returns the place of a Latin adverb in raised letters: `ᵇⁱˢ` is 2.
fn raised_adverb(written: &str) -> Option<u8> {
    const MAX_BYTES: usize = 48;
    const RAISED: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸ";
    const PLAIN: &str = "abcdefghijklmnoprstuvwxy";
    let plain = |letter: char| PLAIN.chars().nth(RAISED.chars().position(|it| it == letter)?);
    let word: String = (written.len() <= MAX_BYTES).then(|| written.chars().map(plain).collect()).flatten()?;
    match Lexicon::of(Language::En).word(&word) {
        Some(Word::Inserted(place)) => Some(place),
        _ => None,
    }
}
