//! Parts of an address that are not read, between a path and the instrument: `, alinéa 2, 2°, de la loi`, `.a) de la Carta`.

use super::{Anchor, Reader, Reference, narrowness};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::Word;
use crate::token::TokenKind;

/// The most tokens of such parts.
const MAX_TOKENS: usize = 12;

/// An abbreviation of a part, `núm.` or `ch.`, is not longer than this.
const MAX_ABBREVIATION_CHARS: usize = 4;

impl Reader<'_> {
    /// Reads an anchor after parts that are not read. Returns the token after it, or `from` if there is none.
    pub(super) fn anchor_after_parts(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        let parts = (from..from + MAX_TOKENS).take_while(|at| self.is_address_part(*at, outermost)).count();
        let at = from + parts;
        // The parenthesis of `88.2.a)` closes what was read.
        let is_closed = parts == 1 && self.is(from, ')') && self.is_glued(from);
        let has_number = is_closed || (from..at).any(|at| self.number_value(at).is_some() || self.is_list_letter(at));
        let is_link = self.word(at) == Some(Word::Of) || self.is_cyrillic(at) && self.starts_with_capital(at);
        if !has_number || !is_link {
            return from;
        }
        let mut found = reference.clone();
        let next = self.anchor(at, outermost, &mut found);
        let is_other = matches!(found.anchor, Anchor::OtherInstrument | Anchor::DefiniteInstrument(_));
        if next == at || !is_other {
            return from;
        }
        *reference = found;
        next
    }

    /// Returns whether a token may be in a part of a provision of a kind. A noun that is as wide begins another reference:
    /// `under article 5, article 20 of the Charter applies`.
    fn is_address_part(self, at: usize, outermost: Kind) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Number(_) => true,
            TokenKind::Mark('.') => {
                let follows_abbreviation = at.checked_sub(1).is_some_and(|at| self.is_abbreviated_part(at));
                let is_joined = self.is_glued(at) && self.is_glued(at + 1);
                follows_abbreviation || is_joined
            }
            TokenKind::Mark(mark) => {
                matches!(mark, ',' | '،' | '(' | ')' | '°' | 'º' | '-' | '/' | '«' | '»' | '"' | '“' | '”')
            }
            TokenKind::Word(Some(Word::Provision { kind, .. })) => narrowness(kind) > narrowness(outermost),
            TokenKind::Word(Some(Word::Ordinal(_) | Word::AndOrdinal(_) | Word::Inserted(_))) => true,
            TokenKind::Word(_) => self.is_list_letter(at) || self.is_abbreviated_part(at),
            TokenKind::Newline => false,
        }
    }

    fn is_list_letter(self, at: usize) -> bool {
        let is_word = self.word(at).is_some() && !self.is_glued(at);
        !is_word && Label::from_letters(self.written(at)).is_some()
    }

    /// `núm.`, `ch.`: a short word in small letters before a stop.
    fn is_abbreviated_part(self, at: usize) -> bool {
        let written = self.written(at);
        let is_short = !written.is_empty() && written.chars().nth(MAX_ABBREVIATION_CHARS).is_none();
        is_short && written.chars().all(char::is_lowercase) && self.is(at + 1, '.') && self.is_glued(at + 1)
    }
}
