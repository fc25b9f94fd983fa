//! Defects of words: suffixes and defined terms.

use std::ops::Range;

use travaux_grammar::{DefinitionBasis, Kind, Reference};
use travaux_model::outline::ProvisionId;

use super::{Defect, Draft};
use crate::random::Random;

impl Draft<'_> {
    /// Misspells a suffix: doubles a letter, deletes one, or exchanges two. In a word of three letters only doubling is
    /// used, because other changes give a word that is as close to other words.
    pub(super) fn suffix_misspelt(&self, in_labels: bool, random: &mut Random) -> Option<Defect> {
        const SERIES: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"];
        let draft = &self.document.draft;
        let mut sites: Vec<Range<usize>> = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let labels = block.labels.iter().filter(|_| in_labels).map(|it| it.start..it.end);
            let references = block.references.iter().map(Reference::range);
            for range in labels.chain(references) {
                let range = draft.range(id, range);
                let written = &self.text[range.clone()];
                for word in written.split(|it: char| !it.is_alphabetic()).filter(|it| SERIES.contains(it)) {
                    let at = word.as_ptr() as usize - self.text.as_ptr() as usize;
                    sites.push(at..at + word.len());
                }
            }
        }
        let range = random.one_of(&sites)?.clone();
        let mut letters: Vec<char> = self.text[range.clone()].chars().collect();
        let at = random.below(letters.len() - 1);
        match random.below(if letters.len() > 3 { 3 } else { 1 }) {
            0 => letters.insert(at, letters[at]),
            1 => drop(letters.remove(at + 1)),
            _ => letters.swap(at, at + 1),
        }
        let misspelt: String = letters.into_iter().collect();
        // Exchanging two equal letters changes nothing.
        if misspelt == self.text[range.clone()] {
            return None;
        }
        Some(Defect::new(vec![(range.clone(), misspelt)], &["misspelt-suffix"], vec![range]))
    }

    /// Replaces a defined term by the term of another definition. Both are in different provisions of one article and
    /// not in brackets: terms of one provision share a meaning, versions of a definition share a term, and a definition
    /// that only extends a meaning is not a second one.
    pub(super) fn definition_duplicated(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut sites: Vec<(ProvisionId, ProvisionId, Range<usize>)> = Vec::new();
        for site in outline.definitions(self.document.summaries()) {
            let definition = &draft.block(site.block).definitions[site.index];
            let Some(provision) = outline.at(site.block, definition.term.start) else { continue };
            let article = outline.ancestors(provision).find(|it| outline.provision(*it).kind == Kind::Article);
            let range = draft.range(site.block, definition.term.clone());
            let is_free = self.brackets().iter().all(|(open, close)| !(open.start..close.end).contains(&range.start));
            if let Some(article) = article
                .filter(|_| is_free && matches!(definition.basis, DefinitionBasis::Means | DefinitionBasis::Listed))
            {
                sites.push((article, provision, range));
            }
        }
        let (article, provision, first) = random.one_of(&sites)?.clone();
        let others: Vec<Range<usize>> = sites
            .into_iter()
            .filter(|it| it.0 == article && it.1 != provision && self.text[it.2.clone()] != self.text[first.clone()])
            .map(|it| it.2)
            .collect();
        let second = random.one_of(&others)?.clone();
        let term = self.text[first.clone()].to_owned();
        let places = vec![first, second.clone()];
        Some(Defect::new(vec![(second, term)], &["duplicate-definition"], places))
    }

    /// Deletes one of the quotation marks around a term that a paragraph defines, in a draft that has each mark once for its
    /// partner.
    pub(super) fn quotation_lost(&self, random: &mut Random) -> Option<Defect> {
        const PAIRS: [(char, char); 3] = [('“', '”'), ('«', '»'), ('"', '"')];
        const BLANKS: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
        const MIN_TERMS: usize = 3;
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let is_paired = |text: &str| {
            let paired = |(open, close): (char, char)| text.matches(open).count() == text.matches(close).count();
            let is_even = text.matches('"').count().is_multiple_of(2);
            PAIRS.into_iter().all(paired) && is_even && !text.contains(['„', '‘']) && !text.contains("’’")
        };
        if !draft.blocks_with_ids().all(|(_, block)| is_paired(&block.text)) {
            return None;
        }
        let mut sites: Vec<(Range<usize>, [Range<usize>; 2])> = Vec::new();
        for site in outline.definitions(self.document.summaries()) {
            let block = draft.block(site.block);
            let definition = &block.definitions[site.index];
            let term = draft.range(site.block, definition.term.clone());
            let before = self.text[..term.start].trim_end_matches(BLANKS);
            let after = self.text[term.end..].trim_start_matches(BLANKS);
            let marks = PAIRS.into_iter().find(|it| before.ends_with(it.0) && after.starts_with(it.1));
            let is_sentence = block.text.trim_end().ends_with(['.', ';', '。', '；', '؛']);
            let is_defined = matches!(definition.basis, DefinitionBasis::Means | DefinitionBasis::Listed);
            let Some((open, close)) = marks.filter(|_| is_sentence && is_defined) else { continue };
            let close_at = self.text.len() - after.len();
            let marks = [before.len() - open.len_utf8()..before.len(), close_at..close_at + close.len_utf8()];
            let start = draft.start(site.block);
            sites.push((start..start + block.text.len(), marks));
        }
        let (block, marks) = random.one_of(&sites)?.clone();
        let mark = random.one_of(&marks)?.clone();
        let is_free = sites.len() >= MIN_TERMS && !self.text[block.clone()].contains(['|', '\t', '[']);
        is_free.then(|| Defect::new(vec![(mark, String::new())], &["unclosed-quotation"], vec![block]))
    }
}
