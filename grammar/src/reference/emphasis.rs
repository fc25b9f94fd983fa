//! Emphasis around a noun and its number: `**Article 3**, paragraph 2`, `paragraph 1 of *Article 2*`.

use super::number::kind_of_letter;
use super::path::Path;
use super::{Noun, Reader, Step};

impl Reader<'_> {
    /// Returns the token after the signs that end emphasis, if it began before the noun of a path and ends after the path, as
    /// in `**Article 3**`; otherwise `next`.
    pub(super) fn past_emphasis(self, noun: usize, next: usize) -> usize {
        const MAX_SIGNS: usize = 3;
        let is_sign = |at: usize| self.is(at, '*') || self.is(at, '_');
        let opened = (1..=MAX_SIGNS).take_while(|count| noun.checked_sub(*count).is_some_and(is_sign)).count();
        let is_closed = opened > 0 && (next..next + opened).all(|at| is_sign(at) && self.is_glued(at));
        if is_closed { next + opened } else { next }
    }

    /// Returns the token after signs of emphasis before a noun.
    pub(super) fn past_opening_emphasis(self, at: usize) -> usize {
        const MAX_SIGNS: usize = 3;
        let signs = (at..at + MAX_SIGNS).take_while(|at| self.is(*at, '*') || self.is(*at, '_')).count();
        if self.noun(at + signs).is_some() { at + signs } else { at }
    }

    /// ` (2)` in `**Article 3** (2)`: adds the letters after the emphasis of an article. Returns the token after them.
    pub(super) fn push_letters_after_emphasis(self, noun: Noun, path: &mut Path, next: usize) -> usize {
        const MAX_LETTERS: usize = 3;
        let mut after = self.past_emphasis(noun.at, next);
        let [item] = &mut path.items[..] else { return next };
        let (is_closed, steps) = (after > next, item.steps.len());
        while is_closed
            && item.steps.len() < steps + MAX_LETTERS
            && self.is(after, '(')
            && let Some((label, end)) = self.parenthesised(after)
        {
            let kind = kind_of_letter(&item.steps, noun.kind, &label);
            item.steps.push(Step { kind, label });
            after = end;
        }
        if item.steps.len() > steps { after } else { next }
    }
}
