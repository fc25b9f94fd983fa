//! Provisions of a text that is amended, as the ITU marks them: `MOD 468`, `ADD CV 468A`, `NOC Article 12`.

use super::{Cursor, Enclosure, Leading, Place};

/// What an amendment does to the provision that it names, as the ITU marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amendment {
    /// `ADD`: a new one.
    Add,
    /// `MOD`: a changed one.
    Mod,
    /// `SUP`: one deleted.
    Sup,
    /// `NOC`: no change.
    Noc,
}

impl Amendment {
    /// The mark as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Amendment::Add => "ADD",
            Amendment::Mod => "MOD",
            Amendment::Sup => "SUP",
            Amendment::Noc => "NOC",
        }
    }

    fn of(written: &str) -> Option<Amendment> {
        [Amendment::Add, Amendment::Mod, Amendment::Sup, Amendment::Noc].into_iter().find(|it| it.word() == written)
    }
}

impl<'a> Cursor<'a> {
    /// `MOD 468`, `ADD CV 468A`, `(MOD) Article 12`, `ACP/12/1 – SUP 470`: a provision of a text that is amended.
    pub(super) fn amended(self, place: Place) -> Option<Leading> {
        let mut at = 0;
        // The symbol of the proposal.
        if self.is(1, '/') && self.is_glued(1) {
            at = (1..12).find(|at| self.token(*at).is_some_and(|token| token.spaced))?;
            at += usize::from(self.is(at, '–') || self.is(at, '-') || self.is(at, '—'));
        }
        let in_parentheses = self.is(at, '(') && self.is(at + 2, ')');
        let amendment = Amendment::of(self.written(at + usize::from(in_parentheses)))?;
        let next = at + if in_parentheses { 3 } else { 1 };
        if !self.token(next)?.spaced {
            return None;
        }
        let place = Place { fresh: true, ..place };
        if let Some(found) = self.heading(next, place, 0) {
            return Some(Leading { amendment: Some(amendment), ..found });
        }
        // `CV`, `CS`: of the convention, of the constitution.
        let is_code = self.written(next).len() <= 3 && self.written(next).bytes().all(|it| it.is_ascii_uppercase());
        let number = next + usize::from(is_code && !self.written(next).is_empty());
        self.token(number)?.number()?;
        let (label, behind) = self.number(number)?;
        Some(Leading {
            amendment: Some(amendment),
            ..Leading::at(
                None,
                Some(label),
                Enclosure::Bare,
                self.token(number)?.start..self.token(behind - 1)?.end,
                behind,
            )
        })
    }
}
