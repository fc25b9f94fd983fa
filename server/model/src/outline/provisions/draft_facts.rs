//! What the whole draft shows about its labels, which the fold needs before the first provision.

use travaux_grammar::{BlockFlags, BlockId, Kind, Label, Language, NumberForm, Summaries};

use super::Preamble;
use super::sections::parts_with_han_sections;
use crate::outline::doubtful_headings::AcceptedHeadings;

/// Facts about the whole draft that the fold needs before the first provision.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::outline) struct DraftFacts {
    /// The doubtful headings that are accepted.
    pub(in crate::outline) headings: AcceptedHeadings,
    /// The preamble.
    pub(in crate::outline) preamble: Option<Preamble>,
    /// Whether the lists of the draft use Latin letters, so that a Cyrillic look-alike is the Latin letter.
    pub(in crate::outline) in_latin: bool,
    /// The articles to whose numbers the mark of a footnote is joined, with the numbers that the series shows.
    pub(in crate::outline) with_footnote_marks: Vec<(BlockId, Label)>,
    /// Whether it is in Chinese, where the kinds of list members are the levels of their list, however they are labelled.
    pub(in crate::outline) in_chinese: bool,
    /// The first block of its body and of each annex, and whether that has sections with Han numerals, whose paragraphs have
    /// digits and run on from one section to the next. Empty if none has.
    pub(in crate::outline) han_sections: Vec<(BlockId, bool)>,
    /// Whether it is in Russian, where an article may have texts without labels that are counted around its items.
    pub(in crate::outline) in_russian: bool,
    /// Whether its articles have roman numerals, so that `Article XX` is the twentieth.
    pub(in crate::outline) in_roman: bool,
}

impl DraftFacts {
    pub(in crate::outline) fn of(summaries: Summaries<'_>) -> DraftFacts {
        let headings = AcceptedHeadings::of(summaries);
        let preamble = Preamble::of(summaries, &headings);
        let (in_latin, in_roman) = (is_lettered_in_latin(summaries), has_roman_articles(summaries));
        let with_footnote_marks = articles_with_footnote_marks(summaries);
        let in_chinese = summaries.language() == Language::Zh;
        DraftFacts {
            with_footnote_marks,
            han_sections: if in_chinese { parts_with_han_sections(summaries, &headings) } else { Vec::new() },
            in_chinese,
            preamble,
            headings,
            in_latin,
            in_roman,
            in_russian: summaries.language() == Language::Ru,
        }
    }
}

impl DraftFacts {
    /// Returns whether a block is in a part of the draft that has sections with Han numerals.
    pub(super) fn is_among_han_sections(&self, block: BlockId) -> bool {
        let after = self.han_sections.partition_point(|part| part.0 <= block);
        after.checked_sub(1).is_some_and(|at| self.han_sections[at].1)
    }
}

/// Returns whether two articles of a draft have roman numerals other than X, which may stand for any number.
fn has_roman_articles(summaries: Summaries<'_>) -> bool {
    let headings = summaries.with_flags(BlockFlags::HEADING).flat_map(|(_, summary)| summary.labels.iter());
    let articles = headings.filter(|it| it.site.kind.is_some_and(Kind::is_article)).filter_map(|it| it.site.label);
    articles.filter(|label| label.form == NumberForm::UpperRoman && label.number() != 10).nth(1).is_some()
}

/// Returns the articles such as `Article 1055` between 9 and 11: the tenth, with the mark of a footnote.
fn articles_with_footnote_marks(summaries: Summaries<'_>) -> Vec<(BlockId, Label)> {
    let headings = || {
        summaries.with_flags(BlockFlags::HEADING).filter_map(|(block, summary)| {
            let site = &summary.labels.first()?.site;
            Some((block, site.label.filter(|_| site.kind == Some(Kind::Article))?))
        })
    };
    let mut found: Vec<(BlockId, Label)> = Vec::new();
    let (mut before, mut current): (Option<Label>, Option<(BlockId, Label)>) = (None, None);
    for (block, label) in headings() {
        // Most numbers are smaller than the next.
        let may_have_mark = |it: &Label| it.numbers > label.numbers;
        if let Some((at, written)) = current.filter(|it| may_have_mark(&it.1))
            && let Some(due) = before.and_then(|it| it.next_number())
            && written.extends_digits_of(&due)
            && label.follows(&due)
        {
            found.push((at, Label { suffixes: written.suffixes, ..due }));
        }
        (before, current) = (current.map(|it| it.1), Some((block, label)));
    }
    // `Article 41` between 3 and 5 of fifty was moved; only a number beyond the series has a mark.
    if !found.is_empty() {
        let is_marked = |at: BlockId| found.binary_search_by_key(&at, |it| it.0).is_ok();
        let last = headings().filter(|(block, _)| !is_marked(*block)).map(|(_, label)| label.numbers).max();
        let is_beyond = |(at, due): &(BlockId, Label)| {
            let written = summaries.get(*at).labels.first().and_then(|it| it.site.label);
            due.numbers[1] != 0 || written.map(|it| it.numbers) > last
        };
        found.retain(is_beyond);
    }
    found
}

/// Returns whether the lists of a draft use Latin rather than Cyrillic letters, judging by the letters that are
/// unambiguous.
fn is_lettered_in_latin(summaries: Summaries<'_>) -> bool {
    let is_mixed = summaries.has_cyrillic();
    let (mut latin, mut cyrillic) = (0, 0);
    for (_, summary) in summaries.with_flags(BlockFlags::LIST_LETTER) {
        for written in summary.labels.iter().filter(|it| it.site.kind.is_none()) {
            let Some(label) = written.site.label.filter(|label| label.form == NumberForm::Lower) else { continue };
            latin += usize::from(written.is_latin);
            cyrillic += usize::from(label.look_alike == 0 && written.is_cyrillic);
            if latin > 0 && !is_mixed {
                return true;
            }
        }
    }
    latin > cyrillic
}
