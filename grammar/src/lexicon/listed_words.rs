//! Whether a word is in one of the lists of a language that are no phrases and give words no meaning of their own.

use super::{Lexicon, word};
use crate::fold::folded;
use crate::kind::Kind;

impl Lexicon {
    /// Returns whether a provision noun is cut short, so that a full stop after it does not end a sentence: `Art. 5`.
    pub(crate) fn is_abbreviation(&self, written: &str) -> bool {
        let word = folded(written);
        self.abbreviations.iter().any(|abbreviation| *abbreviation == word)
    }

    /// Returns whether a provision noun is a common word elsewhere, so that it names a provision only before a letter, or
    /// where the provision around it is named: `point`.
    pub(crate) fn is_point(&self, written: &str) -> bool {
        let word = folded(written);
        self.points.iter().any(|point| *point == word)
    }

    /// Returns whether a word stands between numbers and what they belong to: `respectively`.
    pub(crate) fn is_respectively(&self, written: &str) -> bool {
        self.respectively.iter().any(|word| written.eq_ignore_ascii_case(word))
    }

    /// Returns whether a word is a noun for a sentence of a provision.
    pub(crate) fn is_sentence_noun(&self, written: &str) -> bool {
        self.sentences.iter().any(|word| written.eq_ignore_ascii_case(word))
    }

    /// Returns whether a text contains a noun for a sentence of a provision: `the second sentence`.
    pub fn names_sentence(&self, text: &str) -> bool {
        self.sentences.iter().any(|noun| text.contains(noun))
    }

    /// Returns whether a word says that something was mentioned, and not where it stands: `mentioned`, `susmentionné`.
    pub fn is_mention(&self, written: &str) -> bool {
        contains_folded(self.mentions, written)
    }

    /// Returns whether a demonstrative contains a preposition: `dudit`.
    pub(crate) fn is_contracted(&self, written: &str) -> bool {
        contains_folded(self.contracted, written)
    }

    /// Returns whether a demonstrative means this provision, but may mean an instrument that was named before: `данной`.
    pub(crate) fn is_given(&self, written: &str) -> bool {
        contains_folded(self.given, written)
    }

    /// Returns whether a word may stand before one for a direction: `más` in `más abajo`.
    pub(crate) fn is_degree(&self, written: &str) -> bool {
        contains_folded(self.degrees, written)
    }

    /// Returns whether a text ends with a noun that is a verb before an article: 报告第三条的执行情况.
    pub(crate) fn ends_with_verbal_work(&self, text: &str) -> bool {
        self.verbal_works.iter().any(|noun| text.ends_with(noun))
    }

    /// `latter`: returns whether a word is a pronoun for an instrument that was named before.
    pub(crate) fn is_pronoun(&self, written: &str) -> bool {
        contains_folded(self.pronouns, written)
    }

    /// `whose`: returns whether a word before a provision says that it belongs to what was named before.
    pub(crate) fn is_whose(&self, written: &str) -> bool {
        contains_folded(self.whose, written)
    }

    /// `dont`: returns whether a word before a provision says so, or singles it out of a list.
    pub(crate) fn is_among_which(&self, written: &str) -> bool {
        contains_folded(self.among_which, written)
    }

    /// `duquel`: returns whether a word after a provision says so.
    pub(crate) fn is_of_which(&self, written: &str) -> bool {
        contains_folded(self.of_which, written)
    }

    /// Returns whether a word is an adjective of transitional provisions.
    pub(crate) fn is_transitional(&self, written: &str) -> bool {
        contains_folded(self.transitional, written)
    }

    /// Returns whether the language has prepositions before a letter that stands for a provision.
    pub(crate) fn has_letter_prepositions(&self) -> bool {
        !self.letter_prepositions.is_empty()
    }

    /// Returns whether a word is a preposition before a letter that stands for a provision: `sous` in `visé sous b)`.
    pub(crate) fn is_letter_preposition(&self, written: &str) -> bool {
        contains_folded(self.letter_prepositions, written)
    }

    /// Returns whether a word is an adjective of the paragraphs of a preamble.
    pub(crate) fn is_preambular(&self, written: &str) -> bool {
        contains_folded(self.preambular, written)
    }

    /// Returns whether a word stands before the number of a paragraph inside an article: `número`.
    pub(crate) fn is_number_noun(&self, written: &str) -> bool {
        contains_folded(self.numbers, written)
    }

    /// Returns whether a text ends with such a word, where no spaces separate words.
    pub(crate) fn ends_with_pronoun(&self, text: &str) -> bool {
        self.pronouns.iter().any(|word| text.ends_with(word))
    }

    /// Returns whether a word singles out a part of what was named before: خاصة.
    pub(crate) fn is_notably(&self, written: &str) -> bool {
        contains_folded(self.notably, written)
    }

    /// `с` in `с 1 по 3`: returns whether a word stands before a range of numbers.
    pub(crate) fn is_range_start(&self, written: &str) -> bool {
        self.range_starts.contains(&written)
    }

    /// `except`: returns whether a word takes a part out of what was named before.
    pub(crate) fn is_exception(&self, written: &str) -> bool {
        contains_folded(self.exceptions, written)
    }

    /// `as well as`: returns whether a word joins like `and`, or is a part of such words.
    pub(crate) fn is_coordinator(&self, written: &str) -> bool {
        contains_folded(self.coordinators, written)
    }

    /// `internationale`: returns whether an adjective after the noun of an instrument belongs to its name.
    pub(crate) fn is_name_adjective(&self, written: &str) -> bool {
        contains_folded(self.name_adjectives, written)
    }

    /// Returns a text without a word that singles out a part at its end, where no spaces separate words: 特别是.
    pub(crate) fn without_notably<'t>(&self, text: &'t str) -> &'t str {
        self.notably.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text)
    }

    /// Returns the kind of text without a label that a noun counts: a subparagraph, or an item for an indent.
    pub(crate) fn counted(&self, written: &str) -> Option<Kind> {
        let word = folded(written);
        let [subparagraphs, indents] = &self.counted;
        let is_among = |nouns: word::List| nouns.iter().any(|noun| *noun == word);
        match (is_among(subparagraphs), is_among(indents)) {
            (true, _) => Some(Kind::Subparagraph),
            (_, true) => Some(Kind::Item),
            _ => None,
        }
    }
}

fn contains_folded(words: word::List, written: &str) -> bool {
    !words.is_empty() && {
        let word = folded(written);
        words.iter().any(|it| *it == word)
    }
}
