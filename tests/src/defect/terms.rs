//! Defects of defined terms where they are used, and of the titles of articles in references.

use std::ops::Range;

use travaux_grammar::{Kind, is_han, is_rtl, parenthesised_title};
use travaux_model::outline::Status;
use travaux_model::terms::{Term, terms};

use super::{Defect, Draft};
use crate::random::Random;

/// A shorter word has too many neighbours. Arabic writes fewer letters.
const MIN_LETTERS: usize = 7;
const MIN_ARABIC_LETTERS: usize = 5;

/// A term that is used less often shows no habit.
const MIN_USES: usize = 4;
const MIN_USES_OF_CAPITALS: usize = 7;

/// The letters at the end of a word in which a difference may be one of grammar, in Latin letters and in others.
const ENDING_LETTERS: usize = 5;
const INFLECTED_LETTERS: usize = 6;

/// The letters of the Arabic article.
const ARTICLE_LETTERS: usize = 2;

impl Draft<'_> {
    /// Misspells a term of several words where it is used: exchanges two letters inside a word. Terms of one word are left
    /// out, since the other word may be meant, and terms in Chinese, where one character makes another word.
    pub(super) fn term_misspelt(&self, random: &mut Random) -> Option<Defect> {
        let mut sites: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for term in self.terms().iter().filter(|it| it.uses.len() >= MIN_USES) {
            let is_plain = |range: &&Range<usize>| self.text[(*range).clone()] == term.term;
            for range in term.uses.iter().filter(is_plain) {
                sites.extend(self.long_words(range).into_iter().map(|word| (range.clone(), word)));
            }
        }
        let (range, word) = random.one_of(&sites)?.clone();
        let mut letters: Vec<char> = self.text[word.clone()].chars().collect();
        let (first, last) = match letters[0] {
            it if is_rtl(it) => (ARTICLE_LETTERS + 1, INFLECTED_LETTERS),
            it if it.is_ascii() => (1, ENDING_LETTERS),
            _ => (1, INFLECTED_LETTERS),
        };
        let at = random.within(first..=(letters.len() - 1).checked_sub(last).filter(|it| *it >= first)?);
        if letters[at] == letters[at + 1] {
            return None;
        }
        letters.swap(at, at + 1);
        let change = (word, letters.into_iter().collect());
        Some(Defect::new(vec![change], &["undefined-term"], vec![range]))
    }

    fn terms(&self) -> Vec<Term> {
        terms(&self.document.draft, &self.document.outline)
    }

    /// Returns the words of a term that are long enough for a slip to be one.
    fn long_words(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let written = &self.text[range.clone()];
        let words: Vec<&str> = written.split(' ').collect();
        let is_long = |word: &&&str| {
            let min = if word.starts_with(is_rtl) { MIN_ARABIC_LETTERS + ARTICLE_LETTERS } else { MIN_LETTERS };
            word.chars().count() >= min && word.chars().all(char::is_alphabetic) && !word.contains(is_han)
        };
        let place = |word: &&str| {
            let start = range.start + (word.as_ptr() as usize - written.as_ptr() as usize);
            start..start + word.len()
        };
        if words.len() < 2 { Vec::new() } else { words.iter().filter(is_long).map(place).collect() }
    }

    /// Writes the first word of a term with two capitals in lower case, where it is used inside a sentence and no part of
    /// a longer name. The other uses show that the capitals are a habit.
    pub(super) fn term_capital_lost(&self, random: &mut Random) -> Option<Defect> {
        let mut sites: Vec<Range<usize>> = Vec::new();
        for term in self.terms() {
            let words: Vec<&str> = term.term.split(' ').collect();
            let begin = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
            let is_plain = |range: &Range<usize>| {
                let (before, after) = (&self.text[..range.start], &self.text[range.end..]);
                self.text[range.clone()] == term.term
                    && before.ends_with(' ')
                    && before.trim_end().ends_with(char::is_lowercase)
                    && after.starts_with([' ', ',', '.'])
                    && !after.trim_start().starts_with(|it: char| it.is_uppercase() || "(“«\"".contains(it))
                    && before.split_whitespace().next_back().is_some_and(|it| it.starts_with(char::is_lowercase))
            };
            let is_in_title = |range: &Range<usize>| {
                let (block, start) = self.document.draft.place(range.start);
                self.document.draft.block(block).title.as_ref().is_some_and(|title| title.contains(&start))
            };
            let uses: Vec<Range<usize>> = term.uses.into_iter().filter(|it| is_plain(it) && !is_in_title(it)).collect();
            if words.len() == 2 && begin == 2 && uses.len() >= MIN_USES_OF_CAPITALS {
                sites.extend(uses);
            }
        }
        let range = random.one_of(&sites)?.clone();
        let first = self.text[range.clone()].chars().next()?;
        let change = (range.start..range.start + first.len_utf8(), first.to_lowercase().collect());
        Some(Defect::new(vec![change], &["term-capitals"], vec![range]))
    }

    /// Replaces the title after a reference by that of another article. Both articles have titles of their own.
    pub(super) fn title_exchanged(&self, random: &mut Random) -> Option<Defect> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let titled: Vec<(_, &str)> = self
            .articles()
            .into_iter()
            .filter_map(|id| Some((id, outline.title(draft, id)?)))
            .filter(|(id, title)| outline.heading_titled(Kind::Article, title) == Some(*id))
            .collect();
        let mut sites: Vec<(Range<usize>, Range<usize>, &str)> = Vec::new();
        for (range, reference, resolution) in self.references() {
            let block = draft.block_at(range.start);
            let Some(title) = parenthesised_title(&draft.block(block).text, reference) else { continue };
            let title = draft.range(block, title);
            let named = titled.iter().find(|it| it.1 == &self.text[title.clone()]);
            let is_its = named.is_some_and(|it| resolution.provisions().eq([it.0]));
            if resolution.status == Status::Resolved && is_its {
                sites.push((range.clone(), title.clone(), named?.1));
            }
        }
        let (range, place, title) = random.one_of(&sites)?.clone();
        let others: Vec<&str> =
            titled.into_iter().map(|it| it.1).filter(|it| !it.contains(title) && !title.contains(it)).collect();
        let other = (*random.one_of(&others)?).to_owned();
        let places = [range, place.clone()].to_vec();
        Some(Defect::new(vec![(place, other)], &["wrong-title"], places))
    }
}
