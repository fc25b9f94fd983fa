//! The heading of an article is deleted.

use std::ops::Range;

use travaux_grammar::{Kind, Label, Suffix};
use travaux_model::outline::{ProvisionId, Status};

use super::draft::{predecessor, reference_consequences};
use super::{Defect, Draft};
use crate::random::Random;

/// The heading of an article that can be deleted.
#[derive(Clone)]
struct Heading {
    id: ProvisionId,
    /// The next article, if its number shows the gap.
    next: Option<ProvisionId>,
    /// The references to the article from outside it.
    references: Vec<Range<usize>>,
}

impl Draft<'_> {
    /// Deletes the heading of an article, with its title.
    pub(super) fn heading_deleted(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let articles = self.articles();
        let Heading { id, next, references } = random.one_of(&self.deletable_headings(&articles))?.clone();
        // The next higher number, which is elsewhere if two articles were exchanged before.
        let number = outline.provision(id).label;
        let higher = articles.iter().filter(|it| outline.provision(**it).label > number);
        let higher = higher.min_by_key(|it| outline.provision(**it).label);
        let (rules, places): (&[&str], _) = match next {
            Some(next) => (
                &["skipped-number"],
                [Some(&next), higher].into_iter().flatten().map(|id| outline.label_range(draft, *id)).collect(),
            ),
            None => (&["dangling-reference"], references),
        };
        let mut defect = Defect::new(vec![(self.heading_range(id), String::new())], rules, places);
        // The text below the heading now belongs to the article before, and its paragraphs continue that article's
        // numbers.
        let affected = predecessor(&articles, id).into_iter().chain([id]);
        defect.consequences = reference_consequences(affected.flat_map(|id| self.dependent(id)).collect());
        Some(defect)
    }

    /// Returns the headings whose absence can be recognized: by the next number, or by references to the article. So
    /// the last article, the first one of a fragment and the last inserted one need a reference. A heading is left out
    /// if a bracket opens before it, which would be torn, or if its number or the next one occurs twice.
    fn deletable_headings(&self, articles: &[ProvisionId]) -> Vec<Heading> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut headings = Vec::new();
        for (index, id) in articles.iter().enumerate() {
            let provision = outline.provision(*id);
            let block = draft.block(provision.block);
            let is_torn = !block.brackets.strays.is_empty() || block.brackets.list.iter().any(|it| it.close.is_none());
            let Some(label) = provision.label.filter(|_| !is_torn) else { continue };
            let before = index.checked_sub(1).and_then(|before| outline.provision(articles[before]).label);
            let next = articles.get(index + 1).map(|next| (*next, outline.provision(*next).label));
            let is_gap_visible = |next: &Label| {
                before.is_some() && (label.is_plain() || matches!(next.suffixes[0], Suffix::Inserted(_)))
            };
            let is_duplicate = |label: &Option<Label>| outline.headings(Kind::Article, label.as_ref()).len() > 1;
            if is_duplicate(&provision.label) || next.as_ref().is_some_and(|(_, next)| is_duplicate(next)) {
                continue;
            }
            let next = next.filter(|(_, next)| next.is_some_and(|it| is_gap_visible(&it))).map(|(id, _)| id);
            let references: Vec<Range<usize>> = self
                .references()
                .iter()
                .filter(|(_, _, resolution)| {
                    resolution.status == Status::Resolved && resolution.provisions().any(|it| it == *id)
                })
                .map(|(range, ..)| range.clone())
                .filter(|range| !outline.range(draft, *id).contains(&range.start))
                .collect();
            if next.is_some() || !references.is_empty() {
                headings.push(Heading { id: *id, next, references });
            }
        }
        headings
    }

    /// Returns the bytes of a heading with its title and the line ends after it.
    fn heading_range(&self, id: ProvisionId) -> Range<usize> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let start = draft.start(outline.provision(id).block);
        let label = outline.label_range(draft, id);
        let title = outline.title_range(draft, id).map(|(block, range)| draft.range(block, range).end);
        // If there is text between the number and the title, it is not the title of this heading.
        let is_near =
            |end: &usize| self.text[label.end..*end].lines().filter(|it| it.contains(char::is_alphabetic)).count() <= 1;
        let mut end = title.filter(is_near).unwrap_or(label.end);
        let line = self.text[end..].lines().next().unwrap_or_default();
        if line.chars().all(|it| !it.is_alphanumeric()) {
            end += line.len();
            end += self.text[end..].len() - self.text[end..].trim_start_matches(['\r', '\n']).len();
        }
        start..end
    }
}
