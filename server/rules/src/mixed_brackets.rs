//! Brackets that a sign of another kind closes: `[内陆】`, `{note]`. Neither sign has a partner, and the words between them are
//! plain.

use std::ops::Range;

use travaux_grammar::{Brackets, Glyph};

use crate::context::BlockContext;
use crate::finding::Finding;

/// A block with more brackets is a table or a form.
const MAX_BRACKETS: usize = 64;

/// A sign that closes a bracket of another kind.
pub(crate) struct MixedCloser {
    opener: Glyph,
    at: Range<u32>,
}

impl MixedCloser {
    /// Returns the sign that closes an opening sign without a partner.
    pub(crate) fn of_opener(context: &BlockContext<'_>, open: u32) -> Option<MixedCloser> {
        let brackets = &context.block.brackets;
        if is_form(brackets) {
            return None;
        }
        let mut closers = context.outline.strays_in(context.id).map(|it| brackets.stray(it).at);
        let closer = closers.find(|it| *it > open)?;
        MixedCloser::of_closer(context, closer).filter(|it| it.1 == open).map(|it| it.0)
    }

    /// Returns a closing sign without a partner together with the opening sign that it closes.
    pub(crate) fn of_closer(context: &BlockContext<'_>, closer: u32) -> Option<(MixedCloser, u32)> {
        let (outline, brackets) = (context.outline, &context.block.brackets);
        if is_form(brackets) {
            return None;
        }
        let opener = outline.unclosed_in(context.id).map(|it| &brackets[it]).filter(|it| it.open < closer).last()?;
        let mut closers = outline.strays_in(context.id).map(|it| brackets.stray(it));
        let first = closers.find(|it| it.at > opener.open).filter(|it| it.at == closer)?;
        let between = opener.open..closer;
        let crosses = |(open, close): (u32, u32)| between.contains(&open) != between.contains(&close);
        if brackets.list.iter().filter_map(|it| Some((it.open, it.close?))).any(crosses) {
            return None;
        }
        let at = closer..closer + first.glyph.width();
        Some((MixedCloser { opener: opener.glyph, at }, opener.open))
    }

    /// Adds the fix that writes the sign by which the bracket is closed.
    pub(crate) fn fix(self, finding: Finding) -> Finding {
        let (opener, closer) = (self.opener.opener(), self.opener.closer());
        finding.possible_fix(format!("close `{opener}` with `{closer}`"), self.at, closer)
    }
}

fn is_form(brackets: &Brackets) -> bool {
    brackets.list.len() + brackets.strays.len() > MAX_BRACKETS
}
