//! Provisions of a text that is amended, as the ITU marks them: `MOD 468`, `ADD CV 468A`, `NOC Article 12`.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};

/// What an amendment does to a provision, as the ITU marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amendment {
    /// `ADD`: adds it.
    Add,
    /// `MOD`: changes it.
    Mod,
    /// `SUP`: deletes it.
    Sup,
    /// `NOC`: leaves it as it is.
    Noc,
}

impl Amendment {
    const ALL: [Amendment; 4] = [Amendment::Add, Amendment::Mod, Amendment::Sup, Amendment::Noc];

    /// Returns the mark as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Amendment::Add => "ADD",
            Amendment::Mod => "MOD",
            Amendment::Sup => "SUP",
            Amendment::Noc => "NOC",
        }
    }

    fn of_mark(written: &str) -> Option<Amendment> {
        Amendment::ALL.into_iter().find(|amendment| amendment.word() == written)
    }
}

impl<'a> Cursor<'a> {
    /// `MOD 468`, `ADD CV 468A`, `(MOD) Article 12`, `ACP/12/1 – SUP 470`
    pub(super) fn amended(self, context: LineContext) -> Option<LeadingLabel> {
        let at = self.proposal_symbol()?;
        let in_parentheses = self.is(at, '(') && self.is(at + 2, ')');
        let amendment = Amendment::of_mark(self.written(at + usize::from(in_parentheses)))?;
        let next = at + if in_parentheses { 3 } else { 1 };
        if !self.token(next)?.spaced {
            return None;
        }
        let context = LineContext { starts_paragraph: true, ..context };
        let label = self.heading(next, context, 0).or_else(|| self.amended_number(next))?;
        Some(LeadingLabel { amendment: Some(amendment), ..label })
    }

    /// Skips the symbol of a proposal, `ACP/12/1 –`, if there is one.
    fn proposal_symbol(self) -> Option<usize> {
        const MAX_SYMBOL_TOKENS: usize = 12;
        if !self.is(1, '/') || !self.is_glued(1) {
            return Some(0);
        }
        let at = (1..MAX_SYMBOL_TOKENS).find(|at| self.token(*at).is_some_and(|token| token.spaced))?;
        Some(at + usize::from(self.is(at, '–') || self.is(at, '-') || self.is(at, '—')))
    }

    /// `468`, `CV 468A`: the number of a provision, after a code for the convention or the constitution.
    fn amended_number(self, at: usize) -> Option<LeadingLabel> {
        const MAX_CODE_BYTES: usize = 3;
        let code = self.written(at);
        let is_code =
            !code.is_empty() && code.len() <= MAX_CODE_BYTES && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let number = at + usize::from(is_code);
        self.number_value(number)?;
        let (label, next) = self.number(number)?;
        let range = self.token(number)?.start..self.token(next - 1)?.end;
        Some(LeadingLabel::new(None, Some(label), Enclosure::Bare, range, next))
    }
}
