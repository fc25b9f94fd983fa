//! References to provisions that exist are made to name ones that do not.

use std::ops::Range;

use travaux_grammar::{Anchor, Kind, Language, NumberForm, Step, find_number, write_number};
use travaux_model::outline::{ProvisionId, Resolution, Resolved, Status};

use super::draft::Cited;
use super::{Defect, Draft};
use crate::random::Random;

/// A letter that no list reaches: (q), (ف).
const FAR_LETTER: u32 = 17;

/// How far a division is named beyond the last.
const FAR_DIVISIONS: u32 = 5;

/// A draft with fewer divisions of a kind may keep the others elsewhere.
const MIN_DIVISIONS: usize = 3;

impl Draft<'_> {
    /// Adds a paragraph to a reference to an article, `article 3` becoming `article 3, paragraph 9`, which the article
    /// does not have. Its paragraphs are numbered from 1 on, or it has none.
    pub(super) fn paragraph_added(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let sites: Vec<(Range<usize>, ProvisionId, Language)> = self.references_to_articles();
        let (range, article, language) = random.one_of(&sites)?.clone();
        let inside = ProvisionId::range(article.next()..outline.provision(article).end);
        let highest = inside.filter_map(|id| outline.provision(id).label).map(|it| it.number()).max().unwrap_or(1);
        let number = usize::try_from(highest).ok()? + random.within(3..=8);
        let added = match language {
            Language::En => format!(", paragraph {number}"),
            Language::Fr => format!(", paragraphe {number}"),
            Language::Es => format!(", párrafo {number}"),
            Language::Ru => format!(", пункт {number}"),
            Language::Zh => format!("第{}款", crate::generator::han(number)),
            Language::Ar => format!("، الفقرة {number}"),
        };
        let change = (range.end..range.end, added);
        Some(Defect::new(vec![change], &["dangling-reference"], vec![range]))
    }

    /// Adds a letter to a reference to an article, which the article does not have: `article 3 (q)`.
    pub(super) fn letter_added(&self, random: &mut Random) -> Option<Defect> {
        let sites: Vec<(Range<usize>, ProvisionId, Language)> =
            self.references_to_articles().into_iter().filter(|it| !self.has_far_letter(it.1)).collect();
        let (range, _, language) = random.one_of(&sites)?.clone();
        let change = match language {
            Language::En => (range.end..range.end, " (q)".to_owned()),
            Language::Fr => (range.start..range.start, "alinéa q) de ".to_owned()),
            Language::Es => (range.start..range.start, "apartado q) del ".to_owned()),
            Language::Ru => (range.start..range.start, "подпункту q) ".to_owned()),
            Language::Zh => (range.end..range.end, "第（十七）项".to_owned()),
            Language::Ar => (range.end..range.end, " (ف)".to_owned()),
        };
        Some(Defect::new(vec![change], &["dangling-reference"], vec![range]))
    }

    /// Returns the references to a whole article of the draft by its number alone, with the language of each. A letter
    /// or a paragraph must not follow already.
    fn references_to_articles(&self) -> Vec<(Range<usize>, ProvisionId, Language)> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let site = |(range, reference, resolution): &Cited<'_>| {
            let [target] = &reference.targets[..] else { return None };
            let [step] = target.steps[..] else { return None };
            let article = sole_target(resolution)?;
            let provision = outline.provision(article);
            let rest = self.text[range.end..].trim_start_matches([' ', ',', '،']);
            let is_plain = step.kind == Kind::Article
                && target.to.is_none()
                && reference.anchor == Anchor::None
                && reference.title.is_none()
                && reference.inherited_steps == 0
                && provision.kind == Kind::Article
                && !rest.starts_with(['(', '（', '第'])
                && !self.text[..range.start].trim_end().ends_with([')', '）']);
            is_plain.then(|| (range.clone(), article, draft.block(draft.block_at(range.start)).language))
        };
        self.references().iter().filter_map(site).collect()
    }

    /// Returns whether an article has a list that reaches the letter of such defects.
    fn has_far_letter(&self, article: ProvisionId) -> bool {
        let outline = &self.document.outline;
        let mut inside = ProvisionId::range(article.next()..outline.provision(article).end);
        inside.any(|id| {
            let label = outline.provision(id).label;
            label.is_some_and(|it| it.form == NumberForm::Lower && it.number() >= FAR_LETTER)
        })
    }

    /// Changes the letter of a list in a reference into one that the list does not have.
    pub(super) fn letter_broken(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let site = |(range, reference, resolution): &Cited<'_>| {
            let [target] = &reference.targets[..] else { return None };
            let step = target.steps.last()?;
            let letter = sole_target(resolution)?;
            let is_letter = step.kind.is_in_parentheses()
                && step.label.form == NumberForm::Lower
                && step.label.is_plain()
                && target.to.is_none()
                && outline.provision(letter).kind.is_in_parentheses();
            let article = outline.ancestors(letter).find(|id| outline.provision(*id).kind == Kind::Article)?;
            if !is_letter || self.has_far_letter(article) {
                return None;
            }
            self.number_changed(range, step, FAR_LETTER).map(|change| (range.clone(), change))
        };
        let sites: Vec<_> = self.references().iter().filter_map(site).collect();
        let (range, change) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![change], &["dangling-reference"], vec![range]))
    }

    /// Changes the number of a part, chapter, section or annex in a reference into one beyond the last. A draft with few
    /// headings of a kind may be a fragment.
    pub(super) fn division_broken(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let site = |(range, reference, resolution): &Cited<'_>| {
            let [target] = &reference.targets[..] else { return None };
            let [step] = target.steps[..] else { return None };
            let division = sole_target(resolution)?;
            let is_plain = step.kind.is_division() && step.label.is_plain() && target.to.is_none();
            if !is_plain || reference.title.is_some() || outline.provision(division).label.is_none() {
                return None;
            }
            let is_kind = |id: &ProvisionId| outline.provision(*id).kind == step.kind;
            outline.ids().filter(is_kind).nth(MIN_DIVISIONS - 1)?;
            // `annex XII to the stations` may be an annex to something else.
            let rest = self.text[range.end..].trim_start();
            if step.kind.is_annex() && rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
                return None;
            }
            let number = outline.highest_number(step.kind) + FAR_DIVISIONS;
            let change = self.number_changed(range, &step, number).or_else(|| self.ordinal_changed(range, number))?;
            Some((range.clone(), change))
        };
        let sites: Vec<_> = self.references().iter().filter_map(site).collect();
        let (range, change) = random.one_of(&sites)?.clone();
        Some(Defect::new(vec![change], &["dangling-reference"], vec![range]))
    }

    /// Returns the change of the number of a step into another one.
    pub(super) fn number_changed(
        &self,
        range: &Range<usize>,
        step: &Step,
        number: u32,
    ) -> Option<(Range<usize>, String)> {
        let written = &self.text[range.clone()];
        let found = find_number(written, step.label.form, step.label.number()).pop()?;
        let other = write_number(number, step.label.form, found.system)?;
        Some((range.start + found.range.start..range.start + found.range.end, other))
    }

    /// Returns the change of a number in words, the last word of an Arabic reference, into digits.
    fn ordinal_changed(&self, range: &Range<usize>, number: u32) -> Option<(Range<usize>, String)> {
        let written = &self.text[range.clone()];
        let start = written.rfind(' ').filter(|_| written.starts_with(travaux_grammar::is_rtl))? + 1;
        Some((range.start + start..range.end, number.to_string()))
    }
}

/// Returns the only provision that a reference resolves to, if its whole path exists.
pub(super) fn sole_target(resolution: &Resolution) -> Option<ProvisionId> {
    match resolution.targets[..] {
        [Resolved::Found { provision, unlabelled: None, .. }] if resolution.status == Status::Resolved => {
            Some(provision)
        }
        _ => None,
    }
}
