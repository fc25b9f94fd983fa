//! Defects that a slip of the hand makes: a number, a label or a text is lost, or a sign is typed twice.

use std::ops::Range;

use travaux_grammar::{Anchor, BlockKind, Enclosure, Kind, NumberForm, digit_value, to_usize};
use travaux_model::outline::{ProvisionId, Status};

use super::draft::reference_consequences;
use super::{Defect, Draft};
use crate::random::Random;

/// A list with fewer provisions does not show that one is missing.
const MIN_PROVISIONS: usize = 4;

impl Draft<'_> {
    /// Deletes the number in `paragraph 2 of this article`. Without the words after it, or a preposition directly before
    /// it, the noun alone may be meant.
    pub(super) fn number_lost(&self, random: &mut Random) -> Option<Defect> {
        let mut sites: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for (range, reference, resolution) in self.references() {
            let is_own = matches!(reference.anchor, Anchor::This(_) | Anchor::ThisInstrument);
            let [target] = &reference.targets[..] else { continue };
            let [step] = &target.steps[..] else { continue };
            let is_plain = is_own && target.to.is_none() && matches!(step.kind, Kind::Article | Kind::Paragraph);
            if !is_plain || resolution.status != Status::Resolved || reference.is_qualified {
                continue;
            }
            let written = &self.text[range.clone()];
            let Some(first) = written.find(|it| digit_value(it).is_some()) else { continue };
            let length = written[first..].find(|it| digit_value(it).is_none()).unwrap_or(written.len() - first);
            let blank = written[..first].len() - written[..first].trim_end().len();
            let before = self.text[..range.start].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
            let follows_preposition = PREPOSITIONS.contains(&before);
            let holder = &written[first + length..];
            if blank > 0 && follows_preposition && (holder.starts_with(" of this ") || holder.starts_with(" настоящ"))
            {
                sites.push((range.clone(), range.start + first - blank..range.start + first + length));
            }
        }
        let (range, number) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![(number, String::new())], &["lost-reference"], vec![range]))
    }

    /// Deletes the label of a paragraph inside a list, so that its text seems to belong to the one before.
    pub(super) fn label_lost(&self, random: &mut Random) -> Option<Defect> {
        let (id, next) = self.inner_provision(random)?;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let label = outline.label_range(draft, id);
        let after = &self.text[label.end..];
        let signs = after.len() - after.trim_start_matches(['.', ')', '）', '、', '-', ' ']).len();
        let own = self.block_of(label.start);
        let places = vec![outline.label_range(draft, next), own];
        let change = (label.start..label.end + signs, String::new());
        let mut defect = Defect::new(vec![change], &["skipped-number", "unnumbered-paragraph"], places);
        defect.consequences = reference_consequences(self.dependent(id));
        Some(defect)
    }

    /// Deletes the text of an item or a paragraph inside a list. A number with a dash alone on its line is that of a page.
    pub(super) fn text_lost(&self, random: &mut Random) -> Option<Defect> {
        let (id, next) = self.inner_provision(random)?;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let label = outline.label_range(draft, id);
        let end = outline.range(draft, next).start;
        let after = &self.text[label.end..end];
        let signs = after.len() - after.trim_start_matches(['.', ')', '）', '、']).len();
        let is_torn = after.matches('[').count() != after.matches(']').count();
        let blank = after.len() - after.trim_end().len();
        let has_dash = outline.provision(id).enclosure == Enclosure::Dash;
        if is_torn || has_dash || id.next() != next {
            return None;
        }
        let change = (label.end + signs..end - blank, String::new());
        let mut defect = Defect::new(vec![change], &["empty-provision"], vec![label]);
        defect.consequences = reference_consequences(self.dependent(id));
        defect.consequences.push(("unused-term", 0..self.text.len()));
        Some(defect)
    }

    /// Adds a parenthesis that closes after a word of a sentence without any.
    pub(super) fn parenthesis_added(&self, random: &mut Random) -> Option<Defect> {
        const MIN_LETTERS: usize = 4;
        const MIN_WORDS: usize = 3;
        let draft = &self.document.draft;
        let mut sites: Vec<(Range<usize>, usize)> = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let text = block.text.trim_end();
            let is_numbered = block.labels.len() == 1
                && block.labels[0].kind.is_none()
                && block.labels[0].label.is_some_and(|label| label.form == NumberForm::Digits);
            let is_sentence = block.kind == BlockKind::Labelled && text.ends_with(['.', '。']);
            let body = to_usize(block.body).min(text.len());
            let is_free = !text.contains(['|', '\t', '=', '+', '[']) && !text[body..].contains(['(', ')', '（', '）']);
            if !is_numbered || !is_sentence || !is_free {
                continue;
            }
            let start = draft.start(id);
            let mut at = body;
            for (count, word) in text[body..].split(' ').enumerate() {
                at += word.len() + 1;
                let is_word = word.chars().all(char::is_alphabetic) && word.chars().count() >= MIN_LETTERS;
                let is_cited =
                    block.references.iter().any(|it| (to_usize(it.start)..=to_usize(it.end)).contains(&(at - 1)));
                if count >= MIN_WORDS
                    && is_word
                    && !is_cited
                    && !word.bytes().all(|byte| b"ivxlcmIVXLCM".contains(&byte))
                {
                    sites.push((start..start + text.len(), start + at - 1));
                }
            }
        }
        let (block, at) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![(at..at, ")".to_owned())], &["unclosed-parenthesis"], vec![block]))
    }

    /// Returns a provision inside a list that begins a line and holds no other, and the next one.
    fn inner_provision(&self, random: &mut Random) -> Option<(ProvisionId, ProvisionId)> {
        let outline = &self.document.outline;
        let is_long =
            |list: &&Vec<ProvisionId>| list.len() >= MIN_PROVISIONS && !outline.provision(list[0]).kind.is_article();
        let lists: Vec<&Vec<ProvisionId>> = self.lists().iter().filter(is_long).collect();
        let list = *random.one_of(&lists)?;
        let at = random.within(1..=list.len() - 2);
        let (before, id, next) = (list[at - 1], list[at], list[at + 1]);
        let provision = outline.provision(id);
        let start = outline.range(&self.document.draft, id).start;
        let is_plain = !provision.after_text && !outline.provision(next).after_text && provision.rivals.is_empty();
        let begins_line = self.text[..start].ends_with('\n');
        let is_due = self.follows(before, id) && self.follows(id, next);
        (is_plain && begins_line && is_due && provision.end == next).then_some((id, next))
    }
}

/// The words that stand before a provision noun with a number.
const PREPOSITIONS: [&str; 12] = ["in", "under", "of", "to", "with", "by", "from", "в", "с", "по", "согласно", "for"];
