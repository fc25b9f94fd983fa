//! Defects of the numbers of provisions.

use travaux_grammar::{Doubt, Kind, Label, Language, Suffix, find_number, write_number};
use travaux_model::outline::ProvisionId;

use super::draft::reference_consequences;
use super::{Defect, Draft};
use crate::random::Random;

impl Draft<'_> {
    /// Returns whether the heading of an article can be read as a reference in a sentence: `is established Article 47
    /// Conference of the Parties`.
    pub(super) fn reads_as_reference(&self, id: ProvisionId) -> bool {
        let provision = self.document.outline.provision(id);
        let sites = &self.document.draft.block(provision.block).labels;
        sites.iter().any(|site| site.start == provision.at.start && site.doubt == Doubt::Strong)
    }

    /// Exchanges the numbers of two provisions of a list. References into them may then dangle. A heading that can be
    /// read as a reference is recognized only by its number, so it is not exchanged with a neighbour.
    pub(super) fn swapped(&self, neighbours: bool, random: &mut Random) -> Option<Defect> {
        let min_len = if neighbours { 2 } else { 3 };
        let lists: Vec<Vec<ProvisionId>> = self.lists().iter().filter(|list| list.len() >= min_len).cloned().collect();
        let list = random.one_of(&lists)?;
        let (first, second) = if neighbours {
            let first = random.below(list.len() - 1);
            (list[first], list[first + 1])
        } else {
            let first = random.below(list.len() - 2);
            (list[first], list[random.within(first + 2..=list.len() - 1)])
        };
        if neighbours && [first, second].into_iter().any(|id| self.reads_as_reference(id)) {
            return None;
        }
        Some(self.exchanged(first, second))
    }

    /// Exchanges the suffixes of two provisions that were inserted one after the other: 2 ter, 2 bis.
    pub(super) fn suffixes_swapped(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let articles = self.articles();
        let pairs: Vec<(ProvisionId, ProvisionId)> = articles
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .chain(outline.ids().filter_map(|id| Some((id, outline.siblings_after(id).next()?))))
            .filter(|(first, second)| self.is_inserted_after(*first, *second))
            .collect();
        let (first, second) = *random.one_of(&pairs)?;
        Some(self.exchanged(first, second))
    }

    /// Exchanges the numbers of two provisions.
    fn exchanged(&self, first: ProvisionId, second: ProvisionId) -> Defect {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let (one, other) = (outline.label_range(draft, first), outline.label_range(draft, second));
        let changes = vec![
            (one.clone(), self.text[other.clone()].to_owned()),
            (other.clone(), self.text[one.clone()].to_owned()),
        ];
        let mut defect = Defect::new(changes, &["unordered-number"], vec![one, other]);
        defect.consequences =
            reference_consequences([first, second].into_iter().flat_map(|id| self.dependent(id)).collect());
        defect
    }

    /// Returns whether two provisions in articles have one number and suffixes that follow each other: 2 bis, 2 ter.
    fn is_inserted_after(&self, first: ProvisionId, second: ProvisionId) -> bool {
        let outline = &self.document.outline;
        let [one, other] = [first, second].map(|id| outline.provision(id));
        let Some((before, label)) = one.label.zip(other.label) else { return false };
        let is_free = [one, other].into_iter().all(|it| {
            matches!(it.kind, Kind::Article | Kind::Paragraph) && outline.bracket(it).is_none() && !it.quoted
        });
        let inserted = |label: &Label| match label.suffixes {
            [Suffix::Inserted(place), Suffix::None, _] => Some(place),
            _ => None,
        };
        is_free
            && outline.is_in_article(first)
            && one.kind == other.kind
            && before.numbers == label.numbers
            && inserted(&before).zip(inserted(&label)).is_some_and(|(before, label)| before + 1 == label)
    }

    /// Gives a provision inside a list a number that is not due, with a suffix: 1, 2, 5 bis, 4. No other article has that number. Paragraphs have suffixes
    /// in alphabets only, and list letters have none.
    pub(super) fn suffix_misplaced(&self, random: &mut Random) -> Option<Defect> {
        const DISTANCE: u32 = 2;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let is_numbered = |id: ProvisionId| {
            let kind = outline.provision(id).kind;
            let is_alphabetic = outline.label_range(draft, id).len() < 4;
            kind == Kind::Article || kind == Kind::Paragraph && is_alphabetic
        };
        let lists: Vec<&Vec<ProvisionId>> =
            self.lists().iter().filter(|list| list.len() >= 3 && is_numbered(list[0])).collect();
        let list = *random.one_of(&lists)?;
        let at = random.within(1..=list.len() - 2);
        let (id, next) = (list[at], list[at + 1]);
        if !self.follows(list[at - 1], id) || !self.follows(id, next) || self.reads_as_reference(id) {
            return None;
        }
        let label = outline.provision(id).label?;
        let range = outline.label_range(draft, id);
        let written = &self.text[range.clone()];
        let mut due = label.with(Suffix::Inserted(2));
        due.numbers[0] += DISTANCE;
        if !outline.headings(outline.provision(id).kind, Some(&due)).is_empty() {
            return None;
        }
        let number = find_number(written, label.form, label.number()).into_iter().next()?;
        let other = write_number(label.number() + DISTANCE, label.form, number.system)?;
        let (before, after) = (&written[..number.range.start], &written[number.range.end..]);
        let language = draft.block(outline.provision(id).block).language;
        let misplaced = match language {
            Language::Zh => format!("{before}{other}{after}之二"),
            Language::Ar => format!("{before}{other} مكرراً{after}"),
            _ => format!("{before}{other} bis{after}"),
        };
        let places = vec![range.clone(), outline.label_range(draft, next)];
        let mut defect = Defect::new(vec![(range, misplaced)], &["unordered-number", "skipped-number"], places);
        defect.consequences = reference_consequences(self.dependent(id));
        Some(defect)
    }
}
