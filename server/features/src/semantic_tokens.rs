//! Semantic tokens: labels, references, terms, brackets by their content, modal verbs and delegations.
//!
//! Tokens are sorted and do not overlap. Where one is inside another, the inner one counts, and takes over the modifiers
//! for deletions and insertions from the outer one.

use std::ops::Range;

use travaux_grammar::{Block, BlockId, Bracket, BracketContent, Kind, Lexicon, closer_len, range_to_u32, to_u32};

use travaux_model::document::Document;
use travaux_model::outline::Status;
use travaux_model::positions::attributed_names::named_attributions;
use travaux_model::terms::Glossary;
use travaux_model::workspace::Workspace;

/// A range of a draft with its meaning. It may span several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes.
    pub range: Range<usize>,
    /// The kind.
    pub kind: TokenKind,
    /// The flags of [`TokenModifiers`].
    pub modifiers: u8,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
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
    /// The sign of a bracket.
    Bracket,
    /// A placeholder for words or a number still to come.
    Placeholder,
    /// A note, a status or the mark of a footnote, which are not part of the treaty.
    Note,
    /// A modal verb in a choice such as `[shall] [may]`.
    Modal,
    /// A delegation to which a bracket is attributed.
    Delegation,
    /// Words marked as added or deleted.
    Marked,
}

/// The modifiers of a token, as flags.
pub struct TokenModifiers;

impl TokenModifiers {
    /// A label or a definition, to which others refer.
    pub const DECLARATION: u8 = 1;
    /// Marked as deleted.
    pub const DELETED: u8 = 2;
    /// Marked as added.
    pub const ADDED: u8 = 4;
    /// A reference to another instrument.
    pub const EXTERNAL: u8 = 8;
    /// A reference with a number still to come.
    pub const PENDING: u8 = 16;
}

/// Returns the tokens of the blocks that contain a range of bytes. Stops as soon as `keep_going` returns `false`.
pub fn tokens(
    workspace: &Workspace,
    document: &Document,
    within: Range<usize>,
    keep_going: &dyn Fn() -> bool,
) -> Vec<Token> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let glossary = Glossary::of(draft, outline);
    let (first, last) = (draft.block_at(within.start), draft.block_at(within.end.max(within.start)));
    let mut next = outline.first_from(first);
    let mut found = Vec::new();
    for id in BlockId::range(first..last.next()).take_while(|_| keep_going()) {
        let parsed = draft.block(id);
        let mut block = BlockTokens::default();
        while let Some(provision) = outline.get(next).filter(|it| it.block == id) {
            block.add(provision.at.clone(), label_kind(provision.kind), TokenModifiers::DECLARATION);
            next = next.next();
        }
        for reference in outline.references(id, parsed) {
            let modifiers = match outline.resolve(id, &parsed.text, reference).status {
                Status::External => TokenModifiers::EXTERNAL,
                Status::Pending => TokenModifiers::PENDING,
                Status::Resolved | Status::Relative | Status::Dangling => 0,
            };
            block.add(reference.range(), TokenKind::Reference, modifiers);
        }
        for (term, range) in glossary.occurrences(draft, id) {
            let is_defined = glossary.terms[term].defined.contains(&range.start);
            let modifiers = if is_defined { TokenModifiers::DECLARATION } else { 0 };
            block.add(draft.range_in(id, range), TokenKind::Term, modifiers);
        }
        add_brackets(workspace, parsed, &mut block);
        block.flatten(|range| draft.range(id, range), &mut found);
    }
    found
}

fn label_kind(kind: Kind) -> TokenKind {
    match kind {
        Kind::Preamble | Kind::Annex | Kind::Schedule | Kind::Part | Kind::Title | Kind::Chapter | Kind::Section => {
            TokenKind::Division
        }
        Kind::Article | Kind::Rule | Kind::Regulation | Kind::Clause => TokenKind::Article,
        Kind::Paragraph => TokenKind::Paragraph,
        Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => TokenKind::Item,
        Kind::Option => TokenKind::Option,
    }
}

fn add_brackets(workspace: &Workspace, block: &Block, found: &mut BlockTokens) {
    for (index, bracket) in (0..).zip(&block.brackets.list) {
        add_bracket(block, bracket, found);
        let attributions = block.attributions(index);
        if attributions.is_empty() {
            continue;
        }
        for (attribution, delegation) in named_attributions(block, &attributions, workspace.delegations()) {
            if attribution.is_sure || delegation.is_some() {
                found.add(attribution.delegation, TokenKind::Delegation, 0);
            }
        }
    }
    for stray in &block.brackets.strays {
        let length = to_u32(closer_len(block.text_from(stray.at)));
        found.add(stray.at..stray.at + length, TokenKind::Bracket, 0);
    }
    let lexicon = Lexicon::of(block.language);
    let modal = block.brackets.runs.iter().filter(|run| run.modal);
    for bracket in modal.flat_map(|run| block.brackets.of_run(run)) {
        add_modals(block, bracket, lexicon, found);
    }
}

fn add_bracket(block: &Block, bracket: &Bracket, found: &mut BlockTokens) {
    let opener = bracket.opener();
    let (Some(close), Some(end)) = (bracket.close, bracket.end) else {
        return found.add(opener, TokenKind::Bracket, 0);
    };
    let whole = bracket.open..end;
    match bracket.content {
        BracketContent::Text | BracketContent::Label => {
            found.add(opener, TokenKind::Bracket, 0);
            found.add(close..end, TokenKind::Bracket, 0);
        }
        BracketContent::Elision => found.add(whole, TokenKind::Bracket, 0),
        BracketContent::Placeholder => found.add(whole, TokenKind::Placeholder, 0),
        BracketContent::Footnote | BracketContent::Editorial | BracketContent::Status => {
            found.add(whole, TokenKind::Note, 0)
        }
        BracketContent::Insertion => found.add(whole, TokenKind::Marked, TokenModifiers::ADDED),
        BracketContent::Deletion => found.add(whole, TokenKind::Marked, TokenModifiers::DELETED),
        BracketContent::Substitution => {
            let arrow = block.slice(whole.clone()).find("~>").map_or(end, |it| bracket.open + to_u32(it));
            found.add(bracket.open..arrow, TokenKind::Marked, TokenModifiers::DELETED);
            found.add(arrow..end, TokenKind::Marked, TokenModifiers::ADDED);
        }
    }
}

/// Adds the modal verbs among the first words of an alternative; words further on are not part of the choice.
fn add_modals(block: &Block, bracket: &Bracket, lexicon: &Lexicon, found: &mut BlockTokens) {
    const MAX_WORDS: usize = 3;
    let Some(inside) = bracket.inside() else { return };
    let text = block.slice(inside.clone());
    let mut at = 0;
    for word in text.split_whitespace().take(MAX_WORDS) {
        let Some(distance) = text[at..].find(word) else { return };
        let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
        let start = at + distance + word.find(bare).unwrap_or(0);
        at += distance + word.len();
        if !bare.is_empty() && lexicon.is_modal(bare) {
            let modal = range_to_u32(start..start + bare.len());
            found.add(inside.start + modal.start..inside.start + modal.end, TokenKind::Modal, 0);
        }
    }
}

/// The tokens of one block in the order in which they are found, with offsets relative to the block.
#[derive(Default)]
struct BlockTokens {
    found: Vec<(Range<u32>, TokenKind, u8)>,
}

impl BlockTokens {
    fn add(&mut self, range: Range<u32>, kind: TokenKind, modifiers: u8) {
        if range.start < range.end {
            self.found.push((range, kind, modifiers));
        }
    }

    /// Appends them as tokens of the draft that do not overlap. `in_draft` converts a range of the block.
    fn flatten(mut self, in_draft: impl Fn(Range<u32>) -> Range<usize>, out: &mut Vec<Token>) {
        // Of tokens with the same range, the one found last is the innermost.
        self.found.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
        let mut at = 0;
        let mut push = |from: u32, to: u32, kind: TokenKind, modifiers: u8| {
            if from < to {
                out.push(Token { range: in_draft(from..to), kind, modifiers });
            }
        };
        let mut enclosing: Vec<(u32, TokenKind, u8)> = Vec::new();
        for (range, kind, modifiers) in self.found {
            while let Some((end, kind, modifiers)) = enclosing.pop_if(|it| it.0 <= range.start) {
                push(at, end, kind, modifiers);
                at = at.max(end);
            }
            let (mut end, mut modifiers) = (range.end, modifiers);
            if let Some((outer_end, outer_kind, outer_modifiers)) = enclosing.last() {
                push(at, range.start, *outer_kind, *outer_modifiers);
                end = end.min(*outer_end);
                modifiers |= outer_modifiers & (TokenModifiers::DELETED | TokenModifiers::ADDED);
            }
            at = at.max(range.start);
            enclosing.push((end, kind, modifiers));
        }
        while let Some((end, kind, modifiers)) = enclosing.pop() {
            push(at, end, kind, modifiers);
            at = at.max(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, TokenKind, u8)]) {
        let found = tokens(&Workspace::default(), &Document::parse(text, None, 0), 0..text.len(), &|| true);
        for pair in found.windows(2) {
            assert!(pair[0].range.end <= pair[1].range.start, "{pair:?}");
        }
        let found: Vec<(&str, TokenKind, u8)> =
            found.iter().map(|it| (&text[it.range.clone()], it.kind, it.modifiers)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn labels_references_and_terms_are_tokens() {
        check(
            "Article 1\n\n1. “Mast” means a support.\n\n(a) Each mast of article 1.\n",
            &[
                ("Article 1", TokenKind::Article, TokenModifiers::DECLARATION),
                ("1", TokenKind::Paragraph, TokenModifiers::DECLARATION),
                ("Mast", TokenKind::Term, TokenModifiers::DECLARATION),
                ("(a)", TokenKind::Item, TokenModifiers::DECLARATION),
                ("mast", TokenKind::Term, 0),
                ("article 1", TokenKind::Reference, 0),
            ],
        );
        check(
            "المادة 1\n\nوفقا للمادة 1.\n",
            &[("المادة 1", TokenKind::Article, TokenModifiers::DECLARATION), ("للمادة 1", TokenKind::Reference, 0)],
        );
    }

    #[test]
    fn the_kind_of_a_bracket_depends_on_its_content() {
        check(
            "To [go [X]] {note} by {--article 9--}.\n",
            &[
                ("[", TokenKind::Bracket, 0),
                ("[X]", TokenKind::Placeholder, 0),
                ("]", TokenKind::Bracket, 0),
                ("{note}", TokenKind::Note, 0),
                ("{--", TokenKind::Marked, TokenModifiers::DELETED),
                ("article 9", TokenKind::Reference, TokenModifiers::DELETED),
                ("--}", TokenKind::Marked, TokenModifiers::DELETED),
            ],
        );
        check(
            "{~~may~>shall~~} ]\n",
            &[
                ("{~~may", TokenKind::Marked, TokenModifiers::DELETED),
                ("~>shall~~}", TokenKind::Marked, TokenModifiers::ADDED),
                ("]", TokenKind::Bracket, 0),
            ],
        );
    }

    #[test]
    fn modal_verbs_are_tokens_where_they_are_alternatives() {
        let bracket = |sign| (sign, TokenKind::Bracket, 0);
        check(
            "Each Party [shall] [may] go.\n",
            &[
                bracket("["),
                ("shall", TokenKind::Modal, 0),
                bracket("]"),
                bracket("["),
                ("may", TokenKind::Modal, 0),
                bracket("]"),
            ],
        );
    }

    #[test]
    fn delegations_are_tokens() {
        let found = tokens(&Workspace::default(), &Document::parse("To [EU propose: act].\n", None, 0), 0..9, &|| true);
        assert!(found.iter().any(|it| it.kind == TokenKind::Delegation && it.range == (4..6)), "{found:?}");
    }

    #[test]
    fn offsets_past_the_end_are_the_end() {
        check("", &[]);
        let document = Document::parse("Article 1\n\n[Text.\n", None, 0);
        let (from, to) = (99, 7);
        assert_eq!(tokens(&Workspace::default(), &document, from..to, &|| true).len(), 1);
        assert_eq!(tokens(&Workspace::default(), &document, from..to, &|| false), []);
    }
}
