//! Defects of references.

use std::ops::Range;

use travaux_grammar::{Kind, digit_value, is_han};
use travaux_model::outline::{Resolution, Resolved, Status};

use super::draft::reference_consequences;
use super::{Defect, Draft};
use crate::generator::han;
use crate::random::Random;

impl Draft<'_> {
    /// Changes the number in a reference to an article or into one, where the number names a provision.
    pub(super) fn reference_broken(&self, random: &mut Random) -> Option<Defect> {
        let outline = &self.document.outline;
        let is_sure = |resolution: &Resolution| {
            resolution.status == Status::Resolved
                && resolution.targets.iter().all(|target| match target {
                    Resolved::Found { provision, address, .. } => {
                        *address == outline.address(*provision)
                            && outline.ancestors(*provision).any(|it| outline.provision(it).kind == Kind::Article)
                    }
                    Resolved::NotFound { .. } => false,
                })
        };
        let sites: Vec<Range<usize>> = self
            .references()
            .iter()
            .filter(|(range, _, resolution)| is_sure(resolution) && !self.numbers(range.clone()).is_empty())
            .map(|(range, ..)| range.clone())
            .collect();
        let range = random.one_of(&sites)?.clone();
        let numbers = self.numbers(range.clone());
        let number = random.one_of(&numbers)?.clone();
        let other = random.within(150..=190);
        let is_counted_in_han = self.text[number.clone()].chars().all(is_han);
        let other = if is_counted_in_han { han(other) } else { other.to_string() };
        // The first number of a range is now higher than the last one.
        let consequences = vec![("backwards-range", range.clone())];
        Some(Defect { consequences, ..Defect::new(vec![(number, other)], &["dangling-reference"], vec![range]) })
    }

    /// Returns the numbers in a reference. In Chinese these are the numbers of articles and paragraphs.
    fn numbers(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut is_ordinal = false;
        for (at, sign) in self.text[range.clone()].char_indices() {
            let at = range.start + at;
            let is_numeral = is_ordinal && "〇一二三四五六七八九十百".contains(sign);
            if digit_value(sign).is_some() || is_numeral {
                match found.last_mut().filter(|it| it.end == at) {
                    Some(number) => number.end += sign.len_utf8(),
                    None => found.push(at..at + sign.len_utf8()),
                }
            }
            is_ordinal = sign == '第' || is_numeral;
        }
        // '1' is the label of an item.
        let is_quoted = |it: &Range<usize>| self.text[..it.start].ends_with(['\'', '‘', '’', '(']);
        found.retain(|it| !is_quoted(it));
        found
    }

    /// Replaces a reference by the message that a word processor shows in the language of the draft. A message in another
    /// script might decide the language of its article. The references beside it may share its article or its instrument: `paragraph 2 of that article`.
    pub(super) fn reference_lost(&self, random: &mut Random) -> Option<Defect> {
        const MESSAGES: [&str; 6] = [
            "Error! Reference source not found.",
            "Erreur ! Source du renvoi introuvable.",
            "¡Error! No se encuentra el origen de la referencia.",
            "Ошибка! Источник ссылки не найден.",
            "错误！未找到引用源。",
            "خطأ! لم يتم العثور على مصدر المرجع.",
        ];
        let references: Vec<Range<usize>> = self.references().iter().map(|(range, ..)| range.clone()).collect();
        let at = random.below(references.len().max(1));
        let range = references.get(at)?.clone();
        let message = format!(" {}", MESSAGES[self.document.draft.language() as usize]);
        let mut defect = Defect::new(vec![(range.clone(), message)], &["lost-reference"], vec![range]);
        defect.consequences =
            reference_consequences(references[at.saturating_sub(1)..references.len().min(at + 2)].to_vec());
        Some(defect)
    }
}
