//! Defects of lists: an item is deleted, or has the label of the one before.

use std::ops::Range;

use travaux_grammar::{Kind, NumberForm, RunningLetter, running_letters};
use travaux_model::outline::ProvisionId;

use super::draft::reference_consequences;
use super::{Defect, Draft};
use crate::random::Random;

/// A list with fewer provisions may be two lists of one provision each.
const MIN_PROVISIONS: usize = 3;

impl Draft<'_> {
    /// Gives a provision the label of the one before. A heading that can be read as a reference is left out: it is
    /// recognized only by its number.
    pub(super) fn label_doubled(&self, lists: &[Vec<ProvisionId>], random: &mut Random) -> Option<Defect> {
        let lists: Vec<&Vec<ProvisionId>> = lists.iter().filter(|list| list.len() >= MIN_PROVISIONS).collect();
        let list = *random.one_of(&lists)?;
        let at = random.within(1..=list.len() - 1);
        let (before, id) = (list[at - 1], list[at]);
        if !self.follows(before, id) || self.reads_as_reference(id) {
            return None;
        }
        let ranges = [before, id].map(|id| self.document.outline.label_range(&self.document.draft, id));
        let label = self.text[ranges[0].clone()].to_owned();
        let change = (ranges[1].clone(), label);
        let mut defect = Defect::new(vec![change], &["duplicate-number"], ranges.to_vec());
        defect.consequences =
            reference_consequences([before, id].into_iter().flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// Deletes a provision with all that it contains. The first and the last of a list are left out, since the text
    /// does not show that they were there, and so are those whose text would tear a bracket.
    pub(super) fn item_deleted(&self, lists: &[Vec<ProvisionId>], random: &mut Random) -> Option<Defect> {
        let lists: Vec<&Vec<ProvisionId>> = lists.iter().filter(|list| list.len() >= MIN_PROVISIONS).collect();
        let list = *random.one_of(&lists)?;
        let at = random.within(1..=list.len() - 2);
        if !self.follows(list[at - 1], list[at]) || !self.follows(list[at], list[at + 1]) {
            return None;
        }
        self.deleted(list[at], list[at + 1])
    }

    /// Deletes the first provision of a list in a paragraph or article, which then begins with its second label. The
    /// list has a third, and nothing but a chapeau before it.
    pub(super) fn first_item_deleted(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let begins = |list: &&Vec<ProvisionId>| {
            let provision = outline.provision(list[0]);
            list.len() >= MIN_PROVISIONS
                && provision.label.is_some_and(|label| label.is_first() && label.form == NumberForm::Lower)
                && matches!(provision.kind, Kind::Subparagraph | Kind::Item)
                && provision.parent.and_then(|parent| outline.children(Some(parent)).next()) == Some(list[0])
        };
        let lists: Vec<&Vec<ProvisionId>> =
            self.lists().iter().filter(|list| !list.is_empty()).filter(begins).collect();
        let list = *random.one_of(&lists)?;
        let is_due = self.follows(list[0], list[1]) && self.follows(list[1], list[2]);
        if is_due { self.deleted(list[0], list[1]) } else { None }
    }

    /// Deletes a provision, which is to be reported at the next one.
    fn deleted(&self, id: ProvisionId, next: ProvisionId) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let range = outline.range(draft, id);
        let text = &self.text[range.clone()];
        let is_torn = text.matches('[').count() != text.matches(']').count();
        let begins_line = self.text[..range.start].ends_with('\n');
        if is_torn || !begins_line || outline.provision(id).after_text || outline.provision(next).after_text {
            return None;
        }
        let places = vec![outline.label_range(draft, next)];
        let mut defect = Defect::new(vec![(range, String::new())], &["skipped-number"], places);
        defect.consequences = reference_consequences(self.dependent(id));
        defect.consequences.push(("unused-term", 0..self.text.len()));
        Some(defect)
    }

    /// Returns whether a provision has the number after that of another one.
    pub(super) fn follows(&self, before: ProvisionId, id: ProvisionId) -> bool {
        let label = |id| self.document.outline.provision(id).label;
        label(before).zip(label(id)).is_some_and(|(before, label)| label.follows(&before))
    }

    /// Returns the lists of numbered paragraphs directly in an annex, or in a text without articles. A list runs from 1 on
    /// without a gap, and has no alternatives.
    pub(super) fn plain_lists(&self) -> Vec<Vec<ProvisionId>> {
        let outline = &self.document.outline;
        let mut lists: Vec<(Option<ProvisionId>, Vec<ProvisionId>)> = Vec::new();
        for id in outline.ids() {
            let provision = outline.provision(id);
            let is_plain = provision.label.is_some_and(|it| it.is_plain() && it.form == NumberForm::Digits);
            let is_outside = match provision.parent {
                Some(parent) => outline.provision(parent).kind.is_annex(),
                None => !outline.kinds_of_headings().contains(Kind::Article),
            };
            if provision.kind != Kind::Paragraph || !is_plain || !is_outside {
                continue;
            }
            match lists.iter_mut().rev().find(|it| it.0 == provision.parent) {
                Some(list) => list.1.push(id),
                None => lists.push((provision.parent, vec![id])),
            }
        }
        let is_free = |id: &ProvisionId| {
            let provision = outline.provision(*id);
            outline.bracket(provision).is_none() && !provision.quoted && !provision.after_text
        };
        let is_counted = |list: &Vec<ProvisionId>| {
            outline.provision(list[0]).label.is_some_and(|it| it.number() == 1)
                && list.windows(2).all(|pair| self.follows(pair[0], pair[1]))
                && list.iter().all(is_free)
        };
        lists.into_iter().map(|it| it.1).filter(is_counted).collect()
    }

    /// Gives a letter of a list in running text the letter before it. The list has all letters from (a) on, with words
    /// after each.
    pub(super) fn running_letter_doubled(&self, random: &mut Random) -> Option<Defect> {
        let draft = &self.document.draft;
        let mut sites: Vec<Vec<Range<usize>>> = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            if block.text.matches(['(', '（']).nth(MIN_PROVISIONS - 1).is_none() {
                continue;
            }
            let is_cited = |it: &RunningLetter| {
                block
                    .references
                    .iter()
                    .any(|reference| reference.start <= it.range.start && it.range.end <= reference.end)
            };
            let letters: Vec<RunningLetter> =
                running_letters(block, MIN_PROVISIONS).into_iter().filter(|it| !is_cited(it)).collect();
            let is_list = letters.len() >= MIN_PROVISIONS
                && letters.iter().zip(1..).all(|(it, number)| {
                    it.label.number() == number
                        && it.label.is_plain()
                        && it.has_text
                        && it.label.form == NumberForm::Lower
                })
                && letters.iter().skip(1).all(|it| it.follows_stop);
            if is_list {
                sites.push(letters.iter().map(|it| draft.range(id, it.range.clone())).collect());
            }
        }
        let letters = random.one_of(&sites)?;
        let at = random.within(1..=letters.len() - 1);
        let change = (letters[at].clone(), self.text[letters[at - 1].clone()].to_owned());
        // Labels that form a list of provisions are checked as such.
        let rules: &[&str] = &["disordered-letters", "duplicate-number"];
        let mut defect = Defect::new(vec![change], rules, letters[at - 1..=at].to_vec());
        let at = letters[at].start;
        let own = self.document.outline.at_byte(draft, at).map(|id| self.dependent(id));
        defect.consequences = reference_consequences(own.unwrap_or_default());
        Some(defect)
    }
}
