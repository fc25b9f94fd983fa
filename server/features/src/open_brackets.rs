//! The brackets around text that is not agreed, by article: what a list of open issues shows.

use std::ops::Range;

use travaux_grammar::{BracketContent, BracketRun, Summaries};

use crate::display_text::{excerpt, single_line};
use travaux_model::at_offset::pair;
use travaux_model::document::Document;
use travaux_model::outline::{BracketRef, Outline, ProvisionId};
use travaux_model::positions::place_name;

/// The length in characters of the longest words that are shown of a bracket.
const MAX_WORDS_CHARS: usize = 80;

/// The open brackets of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenBrackets {
    /// The provisions with open brackets, in the order of the text.
    pub provisions: Vec<BracketedProvision>,
    /// The number of articles.
    pub articles: usize,
    /// The number of articles that neither contain an open bracket nor stand in one.
    pub clean_articles: usize,
}

/// An article with open brackets; outside of articles, the outermost provision around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketedProvision {
    /// The address, `article 4`; empty before the first provision.
    pub address: String,
    /// The same as the draft writes it: `المادة 4`.
    pub name: String,
    /// The title, on one line.
    pub title: Option<String>,
    /// The bytes of its label; those of the first bracket before the first provision.
    pub label: Range<usize>,
    /// The brackets that open in it.
    pub brackets: Vec<OpenBracket>,
}

/// A bracket around text that is not agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenBracket {
    /// The bytes from its opening to its closing sign; only the opening sign of a bracket that does not close.
    pub range: Range<usize>,
    /// Its first words, on one line.
    pub words: String,
    /// The number of brackets around its words, itself included.
    pub depth: u32,
    /// How many brackets stand side by side with it, itself included, and how they relate; `None` if it stands alone.
    pub run: Option<(usize, &'static str)>,
}

impl OpenBrackets {
    /// Returns the number of brackets.
    pub fn count(&self) -> usize {
        self.provisions.iter().map(|it| it.brackets.len()).sum()
    }
}

/// Returns the brackets around text that is not agreed.
pub fn open_brackets(document: &Document) -> OpenBrackets {
    let (draft, outline) = (&document.draft, &document.outline);
    let mut found = OpenBrackets::default();
    let mut last: Option<Option<ProvisionId>> = None;
    let mut with_brackets = vec![false; outline.provisions.len()];
    for (block, parsed) in draft.blocks_with_ids() {
        let runs = parsed.brackets.run_of_each();
        let list = (0..).zip(&parsed.brackets.list).zip(runs);
        for ((index, bracket), run) in list.filter(|it| it.0.1.content == BracketContent::Text) {
            let group = outline.at(block, bracket.open).map(|id| listed_under(outline, id));
            let id = BracketRef { block, index };
            let range = pair(document, id).map_or_else(|| draft.range(block, bracket.opener()), |it| it.whole());
            if last != Some(group) {
                found.provisions.push(provision(document, group, &range));
                last = Some(group);
            }
            group.into_iter().for_each(|id| with_brackets[id.index()] = true);
            let open = bracket_of(document, id, range, run);
            found.provisions.last_mut().into_iter().for_each(|it| it.brackets.push(open.clone()));
        }
    }
    for id in outline.ids().filter(|id| outline.provision(*id).kind.is_article()) {
        found.articles += 1;
        let is_open = with_brackets[id.index()] || outline.contested(Summaries::of(draft), id).is_some();
        found.clean_articles += usize::from(!is_open);
    }
    found
}

/// Returns the provision under which a bracket is listed.
fn listed_under(outline: &Outline, id: ProvisionId) -> ProvisionId {
    let mut outermost = id;
    for id in outline.ancestors(id) {
        let kind = outline.provision(id).kind;
        if kind.is_article() {
            return id;
        }
        if !kind.is_division() {
            outermost = id;
        }
    }
    outermost
}

fn provision(document: &Document, id: Option<ProvisionId>, bracket: &Range<usize>) -> BracketedProvision {
    let (draft, outline) = (&document.draft, &document.outline);
    BracketedProvision {
        address: id.map(|id| outline.address(id)).unwrap_or_default(),
        name: id.map(|id| place_name(document, id)).unwrap_or_default(),
        title: id.and_then(|id| outline.title(draft, id)).map(single_line),
        label: id.map_or_else(|| bracket.clone(), |id| outline.label_range(draft, id)),
        brackets: Vec::new(),
    }
}

fn bracket_of(document: &Document, id: BracketRef, range: Range<usize>, run: Option<&BracketRun>) -> OpenBracket {
    let (draft, outline) = (&document.draft, &document.outline);
    let bracket = &draft.block(id.block).brackets[id.index];
    // The words of a long bracket are not copied to show the first of them. A character has at most four bytes.
    let block = draft.block(id.block);
    let inside = match bracket.inside() {
        Some(inside) => block.slice(inside),
        None => block.text_from(bracket.opener().end),
    };
    let cut = inside.char_indices().nth(MAX_WORDS_CHARS * 2).map_or(inside.len(), |(end, _)| end);
    OpenBracket {
        range,
        words: excerpt(&inside[..cut], MAX_WORDS_CHARS),
        depth: outline.depth(id.block) + bracket.depth,
        run: run.map(|run| (run.brackets.len(), run.reading.word())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, clean: (usize, usize)) {
        let found = open_brackets(&Document::parse(text, None, 0));
        let mut lines = Vec::new();
        for provision in &found.provisions {
            lines.push(format!("{} {}", provision.address, provision.title.as_deref().unwrap_or("-")));
            for bracket in &provision.brackets {
                let run = bracket.run.map(|(count, reading)| format!(" {count} {reading}")).unwrap_or_default();
                assert!(text[bracket.range.clone()].starts_with('['), "{bracket:?}");
                lines.push(format!("  {} {}{run}", bracket.depth, bracket.words));
            }
        }
        assert_eq!(lines.join("\n"), expected, "{text}");
        assert_eq!((found.clean_articles, found.articles), clean, "{text}");
    }

    #[test]
    fn brackets_are_listed_by_article() {
        check(
            "Article 1\nScope\n\n1. To [go [now]] and [shall] [may] act [X].\n\nArticle 2\n\nText.\n",
            "article 1 Scope\n  1 go [now]\n  2 now\n  1 shall 2 alternatives\n  1 may 2 alternatives",
            (1, 2),
        );
        check(
            "المادة 1\nالنطاق\n\n1 - تتخذ [كل دولة] التدابير.\n\nالمادة 2\n\nنص.\n",
            "article 1 النطاق\n  1 كل دولة",
            (1, 2),
        );
    }

    #[test]
    fn an_article_inside_a_bracket_is_not_clean() {
        check(
            "Article 1\n\nText.\n\n[Article 2\n\nText.\n\nArticle 3\n\nText.]\n\nArticle 4\n\nText.\n",
            "article 2 -\n  1 Article 2",
            (2, 4),
        );
    }

    #[test]
    fn brackets_outside_of_articles_are_listed_too() {
        check("To [go].\n\n1. To [act].\n\n(a) [Fast]\n", " -\n  1 go\nparagraph 1 -\n  1 act\n  1 Fast", (0, 0));
        check("", "", (0, 0));
    }
}
