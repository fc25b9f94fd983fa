//! Defects of brackets: one is lost, or added.

use std::ops::Range;

use travaux_grammar::{BlockId, BlockKind, is_han, to_u32, to_usize};
use travaux_model::outline::BracketRef;

use super::{Defect, Draft};
use crate::random::Random;

impl Draft<'_> {
    /// Returns the opener and the closer of every closed bracket.
    pub(super) fn brackets(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut found = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            for (index, bracket) in (0..).zip(&block.brackets.list) {
                let Some(close) = outline.close(draft, BracketRef { block: id, index }) else { continue };
                let open = draft.range(id, bracket.opener());
                let width = open.len();
                found.push((open, close..close + width));
            }
        }
        found
    }

    /// Returns the blocks of the ends of all brackets around an offset. In `[a b] c]` it is unknown which opener was
    /// lost, so a finding in any of these blocks is right.
    pub(super) fn blocks_of_enclosing_ends(&self, at: usize) -> Vec<Range<usize>> {
        let enclosing = self.brackets().into_iter().filter(|(open, close)| (open.start..=close.end).contains(&at));
        let ends = enclosing.flat_map(|(open, close)| [open.start, close.start]);
        ends.chain([at]).map(|at| self.block_of(at)).collect()
    }

    pub(super) fn bracket_dropped(&self, opener: bool, random: &mut Random) -> Option<Defect> {
        let brackets = self.brackets();
        let (open, close) = random.one_of(&brackets)?.clone();
        let (deleted, rules): (_, &[&str]) =
            if opener { (open, &["stray-bracket"]) } else { (close, &["unclosed-bracket"]) };
        let places = self.blocks_of_enclosing_ends(deleted.start);
        Some(Defect::new(vec![(deleted, String::new())], rules, places))
    }

    /// Adds a bracket before a word of running text. It is not added inside a reference or a label, where it would
    /// cause a second defect, nor shortly after a reference, where it would separate the reference from its instrument.
    pub(super) fn bracket_added(
        &self,
        sign: &str,
        rules: &'static [&'static str],
        random: &mut Random,
    ) -> Option<Defect> {
        const MAX_ATTEMPTS: usize = 200;
        let draft = &self.document.draft;
        for _ in 0..MAX_ATTEMPTS {
            let id = BlockId::of(random.below(draft.blocks.len()));
            let block = draft.block(id);
            if !matches!(block.kind, BlockKind::Labelled | BlockKind::Text) || block.trimmed_len() == 0 {
                continue;
            }
            let mut at = random.below(block.trimmed_len());
            while !block.text.is_char_boundary(at) {
                at -= 1;
            }
            let begins_word = |at: usize| {
                let before = block.text[..at].chars().next_back();
                let after = block.text[at..].chars().next().unwrap_or(' ');
                after.is_alphabetic() && (before == Some(' ') || is_han(after) && before.is_some_and(is_han))
            };
            while at < block.trimmed_len() && !(block.text.is_char_boundary(at) && begins_word(at)) {
                at += 1;
            }
            let touches = |range: Range<u32>| (range.start..=range.end).contains(&to_u32(at));
            let follows = |end: u32| {
                let between = block.text.get(to_usize(end)..at);
                between.is_some_and(|it| it.split_whitespace().count() < 4 && !it.contains(['.', ';', '。', '；']))
            };
            let is_running_text = at > to_usize(block.body)
                && at < block.trimmed_len()
                && !block.references.iter().any(|it| touches(it.range()) || follows(it.end))
                && !block.labels.iter().any(|it| touches(it.start..it.end))
                && !block.definitions.iter().any(|it| touches(it.term.clone()))
                && !block.text[..at].trim_end().ends_with(['[', ']'])
                && block.text[..at].contains(char::is_alphabetic);
            if is_running_text {
                let at = draft.start(id) + at;
                return Some(Defect::new(vec![(at..at, sign.to_owned())], rules, self.blocks_of_enclosing_ends(at)));
            }
        }
        None
    }

    /// Deletes the closing sign of a parenthesis that holds words. The paragraph ends with its sentence, and is neither a
    /// table nor a formula: an extraction may have cut others in two.
    pub(super) fn parenthesis_lost(&self, random: &mut Random) -> Option<Defect> {
        const MIN_WORDS: usize = 2;
        let draft = &self.document.draft;
        let mut sites: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let text = block.text.trim_end();
            let is_sentence = matches!(block.kind, BlockKind::Text | BlockKind::Labelled)
                && text.ends_with(['.', ';', '。', '；', '؛'])
                && !text.contains(['|', '\t', '=', '+']);
            if !is_sentence {
                continue;
            }
            let body = to_usize(block.body).min(text.len());
            for (at, sign) in text[body..].match_indices(['(', '（']) {
                let start = body + at + sign.len();
                let Some(length) = text[start..].find(['(', '（', ')', '）']) else { continue };
                let (inner, end) = (&text[start..start + length], start + length);
                let is_aside = inner.starts_with(char::is_alphabetic)
                    && (inner.split_whitespace().nth(MIN_WORDS - 1).is_some()
                        || inner.chars().filter(|it| is_han(*it)).count() > 3);
                if is_aside && text[end..].starts_with([')', '）']) {
                    let closer = text[end..].chars().next().map_or(1, char::len_utf8);
                    let start = draft.start(id);
                    sites.push((start..start + text.len(), start + end..start + end + closer));
                }
            }
        }
        let (block, closer) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![(closer, String::new())], &["unclosed-parenthesis"], vec![block]))
    }
}
