//! What each stretch of a draft is, for an editor to colour: labels, references, terms, brackets by what they hold,
//! words that bind, delegations. Sorted, and no two overlap: where one lies in another, the inner one is told and takes
//! over what the outer one says of deletions and insertions.

use std::ops::Range;

use travaux_grammar::{Block, Bracket, BracketContent, Kind, Lexicon, closer_len};

use travaux_model::document::Document;
use travaux_model::outline::Status;
use travaux_model::terms::Glossary;
use travaux_model::workspace::Workspace;

/// A stretch of a draft and what it is. It may go over several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// What else is to say of it: the flags of `Traits`.
    pub traits: u8,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The label of a part, chapter, section or annex.
    Division,
    /// The label of an article.
    Article,
    /// The label of a paragraph.
    Paragraph,
    /// The label of an item of a list, a recital or a footnote.
    Item,
    /// The label of an option.
    Option,
    /// A reference.
    Reference,
    /// A defined term.
    Term,
    /// A bracket's sign.
    Bracket,
    /// What is still to come.
    Placeholder,
    /// A note, a status, a footnote's mark: no text of the treaty.
    Note,
    /// How binding the text is, where that is open.
    Modal,
    /// Who a bracket says it is from.
    Delegation,
    /// Words that are marked as added or deleted.
    Marked,
}

/// What else is to say of a stretch.
pub struct Traits;

impl Traits {
    /// It makes what others speak of: a label, a definition.
    pub const DECLARATION: u8 = 1;
    /// It is marked as deleted.
    pub const DELETED: u8 = 2;
    /// It is marked as added.
    pub const ADDED: u8 = 4;
    /// It is of another instrument.
    pub const EXTERNAL: u8 = 8;
    /// A number of it is still to come.
    pub const PENDING: u8 = 16;
}

/// The stretches of the blocks that some bytes of a draft lie in, as far as they are wanted.
pub fn tokens(
    workspace: &Workspace,
    document: &Document,
    within: Range<usize>,
    is_wanted: &dyn Fn() -> bool,
) -> Vec<Token> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let glossary = Glossary::of(draft, outline);
    let mut next = outline.provisions.partition_point(|it| (it.block as usize) < draft.block_at(within.start));
    let mut found = Vec::new();
    let blocks = draft.block_at(within.start)..=draft.block_at(within.end.max(within.start));
    for index in blocks.take_while(|_| is_wanted()) {
        let mut block = Stretches { start: draft.start(index), found: Vec::new() };
        while let Some(provision) = outline.provisions.get(next).filter(|it| it.block as usize == index) {
            block.add(provision.at.clone(), label_sort(provision.kind), Traits::DECLARATION);
            next += 1;
        }
        for reference in outline.references(index, &draft.blocks[index]) {
            let traits = match outline.resolve(index, &draft.blocks[index].text, reference).status {
                Status::External => Traits::EXTERNAL,
                Status::Pending => Traits::PENDING,
                Status::Resolved | Status::Relative | Status::Dangling => 0,
            };
            block.add(reference.start..reference.end, Sort::Reference, traits);
        }
        let start = block.start;
        for (term, range) in glossary.occurrences(draft, index) {
            let is_defined = glossary.terms[term].defined.contains(&range.start);
            let traits = if is_defined { Traits::DECLARATION } else { 0 };
            block.add((range.start - start) as u32..(range.end - start) as u32, Sort::Term, traits);
        }
        add_brackets(workspace, &draft.blocks[index], &mut block);
        block.flatten(&mut found);
    }
    found
}

fn label_sort(kind: Kind) -> Sort {
    match kind {
        Kind::Preamble | Kind::Annex | Kind::Part | Kind::Title | Kind::Chapter | Kind::Section => Sort::Division,
        Kind::Article => Sort::Article,
        Kind::Paragraph => Sort::Paragraph,
        Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => Sort::Item,
        Kind::Option => Sort::Option,
    }
}

fn add_brackets(workspace: &Workspace, block: &Block, found: &mut Stretches) {
    for (place, bracket) in block.brackets.list.iter().enumerate() {
        add_bracket(block, bracket, found);
        for attribution in block.attributions(place) {
            let code = block.slice(attribution.delegation.clone());
            if attribution.is_sure || workspace.delegations().find(code).is_some() {
                found.add(attribution.delegation, Sort::Delegation, 0);
            }
        }
    }
    for stray in &block.brackets.strays {
        let length = block.text.get(stray.at as usize..).map_or(0, closer_len);
        found.add(stray.at..stray.at + length as u32, Sort::Bracket, 0);
    }
    let lexicon = Lexicon::of(block.language);
    let modal = block.brackets.runs.iter().filter(|run| run.modal);
    for member in modal.flat_map(|run| run.brackets.iter()) {
        add_modals(block, &block.brackets.list[*member as usize], lexicon, found);
    }
}

fn add_bracket(block: &Block, bracket: &Bracket, found: &mut Stretches) {
    let opener = bracket.open..bracket.open + bracket.glyph.width();
    let (Some(close), Some(end)) = (bracket.close, bracket.end) else {
        return found.add(opener, Sort::Bracket, 0);
    };
    let whole = bracket.open..end;
    match bracket.content {
        BracketContent::Text | BracketContent::Label => {
            found.add(opener, Sort::Bracket, 0);
            found.add(close..end, Sort::Bracket, 0);
        }
        BracketContent::Elision => found.add(whole, Sort::Bracket, 0),
        BracketContent::Placeholder => found.add(whole, Sort::Placeholder, 0),
        BracketContent::Footnote | BracketContent::Editorial | BracketContent::Status => {
            found.add(whole, Sort::Note, 0)
        }
        BracketContent::Insertion => found.add(whole, Sort::Marked, Traits::ADDED),
        BracketContent::Deletion => found.add(whole, Sort::Marked, Traits::DELETED),
        BracketContent::Substitution => {
            let arrow = block.slice(whole.clone()).find("~>").map_or(end, |it| bracket.open + it as u32);
            found.add(bracket.open..arrow, Sort::Marked, Traits::DELETED);
            found.add(arrow..end, Sort::Marked, Traits::ADDED);
        }
    }
}

/// The words of an alternative that bind, near its beginning: what is further on is no alternative of that kind.
fn add_modals(block: &Block, bracket: &Bracket, lexicon: &Lexicon, found: &mut Stretches) {
    const WORDS: usize = 3;
    let Some(inside) = bracket.inside() else { return };
    let text = &block.text[inside.clone()];
    let mut at = 0;
    for word in text.split_whitespace().take(WORDS) {
        let Some(place) = text[at..].find(word) else { return };
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        let start = inside.start + at + place + word.find(bare).unwrap_or(0);
        at += place + word.len();
        if !bare.is_empty() && lexicon.is_modal(bare) {
            found.add(start as u32..(start + bare.len()) as u32, Sort::Modal, 0);
        }
    }
}

/// The stretches of one block, relative to it, as they are found.
struct Stretches {
    start: usize,
    found: Vec<(Range<u32>, Sort, u8)>,
}

impl Stretches {
    fn add(&mut self, range: Range<u32>, sort: Sort, traits: u8) {
        if range.start < range.end {
            self.found.push((range, sort, traits));
        }
    }

    /// Tells them as stretches of the draft that do not overlap.
    fn flatten(mut self, out: &mut Vec<Token>) {
        // Of equals the last found is innermost.
        self.found.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
        let start = self.start;
        let mut at = 0;
        let mut tell = |from: u32, to: u32, sort: Sort, traits: u8| {
            if from < to {
                out.push(Token { range: start + from as usize..start + to as usize, sort, traits });
            }
        };
        let mut around: Vec<(u32, Sort, u8)> = Vec::new();
        for (range, sort, traits) in self.found {
            while let Some((end, sort, traits)) = around.pop_if(|it| it.0 <= range.start) {
                tell(at, end, sort, traits);
                at = at.max(end);
            }
            let (mut end, mut traits) = (range.end, traits);
            if let Some((outer_end, outer, outer_traits)) = around.last() {
                tell(at, range.start, *outer, *outer_traits);
                end = end.min(*outer_end);
                traits |= outer_traits & (Traits::DELETED | Traits::ADDED);
            }
            at = at.max(range.start);
            around.push((end, sort, traits));
        }
        while let Some((end, sort, traits)) = around.pop() {
            tell(at, end, sort, traits);
            at = at.max(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Sort, u8)]) {
        let found = tokens(&Workspace::default(), &Document::parse(text, None, 0), 0..text.len(), &|| true);
        for pair in found.windows(2) {
            assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
        }
        let found: Vec<(&str, Sort, u8)> =
            found.iter().map(|it| (&text[it.range.clone()], it.sort, it.traits)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_references_and_terms_are_told() {
        check(
            "Article 1\n\n1. “Mast” means a support.\n\n(a) Each mast of article 1.\n",
            &[
                ("Article 1", Sort::Article, Traits::DECLARATION),
                ("1", Sort::Paragraph, Traits::DECLARATION),
                ("Mast", Sort::Term, Traits::DECLARATION),
                ("(a)", Sort::Item, Traits::DECLARATION),
                ("mast", Sort::Term, 0),
                ("article 1", Sort::Reference, 0),
            ],
        );
        check(
            "المادة 1\n\nوفقا للمادة 1.\n",
            &[("المادة 1", Sort::Article, Traits::DECLARATION), ("للمادة 1", Sort::Reference, 0)],
        );
    }

    #[test]
    fn brackets_are_told_by_what_they_hold() {
        check(
            "To [go [X]] {note} by {--article 9--}.\n",
            &[
                ("[", Sort::Bracket, 0),
                ("[X]", Sort::Placeholder, 0),
                ("]", Sort::Bracket, 0),
                ("{note}", Sort::Note, 0),
                ("{--", Sort::Marked, Traits::DELETED),
                ("article 9", Sort::Reference, Traits::DELETED),
                ("--}", Sort::Marked, Traits::DELETED),
            ],
        );
        check(
            "{~~may~>shall~~} ]\n",
            &[
                ("{~~may", Sort::Marked, Traits::DELETED),
                ("~>shall~~}", Sort::Marked, Traits::ADDED),
                ("]", Sort::Bracket, 0),
            ],
        );
    }

    #[test]
    fn words_that_bind_are_told_where_they_are_open() {
        let bracket = |sign| (sign, Sort::Bracket, 0);
        check(
            "Each Party [shall] [may] go.\n",
            &[
                bracket("["),
                ("shall", Sort::Modal, 0),
                bracket("]"),
                bracket("["),
                ("may", Sort::Modal, 0),
                bracket("]"),
            ],
        );
    }

    #[test]
    fn delegations_are_told() {
        let found = tokens(&Workspace::default(), &Document::parse("To [EU propose: act].\n", None, 0), 0..9, &|| true);
        assert!(found.iter().any(|it| it.sort == Sort::Delegation && it.range == (4..6)), "{found:?}");
    }

    #[test]
    fn places_past_the_draft_are_its_end() {
        check("", &[]);
        let document = Document::parse("Article 1\n\n[Text.\n", None, 0);
        let (from, to) = (99, 7);
        assert_eq!(tokens(&Workspace::default(), &document, from..to, &|| true).len(), 1);
        assert_eq!(tokens(&Workspace::default(), &document, from..to, &|| false), []);
    }
}
