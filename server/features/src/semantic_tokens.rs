//! Semantic tokens: labels, references, terms, brackets by their content, modal verbs and delegations.
//!
//! Tokens are sorted and do not overlap. Where one is inside another, the inner one counts, and takes over the modifiers
//! for deletions and insertions from the outer one. After an edit, the blocks that stand as they stood share their tokens
//! with the state before.

mod own_tokens;

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{Block, BlockId, Kind};

use own_tokens::OwnTokens;
use travaux_model::document::Document;
use travaux_model::outline::{Outline, Status};
use travaux_model::positions::Delegations;
use travaux_model::splice::Splice;
use travaux_model::terms::{DefinedTerm, TermFinder, TermWalk, are_found_alike, defined_terms};
use travaux_model::workspace::Workspace;

/// The blocks that are read between two checks for cancellation.
const BLOCKS_PER_CHECK: usize = 64;

/// A range of a block with its meaning. It may span several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes of the block.
    pub range: Range<u32>,
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

/// The tokens of a draft by block, with what they were computed from.
pub struct DraftTokens {
    document: Arc<Document>,
    delegations: Option<Arc<Delegations>>,
    terms: Terms,
    own: Vec<Arc<OwnTokens>>,
    blocks: Vec<Arc<[Token]>>,
}

impl DraftTokens {
    /// Reads a draft. The tokens that an edit since `before` cannot have changed are taken from there. Returns `None` as soon
    /// as `keep_going` returns `false`.
    pub fn of(
        workspace: &Workspace,
        document: &Arc<Document>,
        before: Option<&DraftTokens>,
        keep_going: &dyn Fn() -> bool,
    ) -> Option<DraftTokens> {
        let terms = Terms::of(document, before);
        let delegations = workspace.own_delegations.clone();
        let has_same_names = |it: &DraftTokens| match (&it.delegations, &delegations) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        };
        let is_usable = |it: &&DraftTokens| are_found_alike(&it.terms.defined, &terms.defined) && has_same_names(it);
        let before = before.filter(is_usable);
        let earlier = before.map(|it| (it, Outline::splice_between(document.summaries(), it.document.summaries())));
        let has_same_outline = before.is_some_and(|it| Arc::ptr_eq(&it.document.outline, &document.outline));
        let mut reader = Reader::of(workspace, document, &terms);
        let mut own = Vec::with_capacity(document.draft.blocks.len());
        let mut blocks: Vec<Arc<[Token]>> = Vec::with_capacity(document.draft.blocks.len());
        for (count, (id, block)) in document.draft.blocks_with_ids().enumerate() {
            if count % BLOCKS_PER_CHECK == 0 && !keep_going() {
                return None;
            }
            let there = earlier.as_ref().and_then(|(it, splice)| Some((*it, splice.map(id)?.index())));
            match there {
                Some((before, at)) => {
                    let (own_before, tokens_before) = (&before.own[at], &before.blocks[at]);
                    let is_same = has_same_outline && at == id.index();
                    let tokens = (!is_same).then(|| reader.tokens(id, block, own_before));
                    let differing = tokens.filter(|it| **it != **tokens_before);
                    blocks.push(differing.map_or_else(|| Arc::clone(tokens_before), Into::into));
                    own.push(Arc::clone(own_before));
                }
                None => {
                    let own_tokens = reader.own_tokens(block);
                    blocks.push(reader.tokens(id, block, &own_tokens).into());
                    own.push(Arc::new(own_tokens));
                }
            }
        }
        Some(DraftTokens { document: Arc::clone(document), delegations, terms, own, blocks })
    }

    /// Returns the draft.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Returns the tokens of each block, in order. Those of a block that an edit leaves as they are keep their address.
    pub fn blocks(&self) -> &[Arc<[Token]>] {
        &self.blocks
    }

    /// Returns the blocks that differ from those of an earlier state, as a splice that leads back to it.
    pub fn splice_to(&self, before: &DraftTokens) -> Splice {
        Outline::splice_between(self.document.summaries(), before.document.summaries())
    }
}

/// Returns the tokens of the blocks that contain a range of bytes. Stops as soon as `keep_going` returns `false`.
pub fn tokens(
    workspace: &Workspace,
    document: &Document,
    within: Range<usize>,
    keep_going: &dyn Fn() -> bool,
) -> Vec<(BlockId, Vec<Token>)> {
    let draft = &document.draft;
    if draft.is_empty() {
        return Vec::new();
    }
    let terms = Terms::of(document, None);
    let (first, last) = (draft.block_at(within.start), draft.block_at(within.end.max(within.start)));
    let mut reader = Reader::of(workspace, document, &terms);
    let blocks = BlockId::range(first..last.next()).take_while(|_| keep_going());
    let tokens_of = |id: BlockId| {
        let block = draft.block(id);
        let own = reader.own_tokens(block);
        (id, reader.tokens(id, block, &own))
    };
    blocks.map(tokens_of).collect()
}

/// The defined terms of a draft, prepared for finding them.
struct Terms {
    defined: Vec<DefinedTerm>,
    finder: Option<Arc<TermFinder>>,
}

impl Terms {
    /// Collects the terms of a draft. What finds them is taken from an earlier state if it has the same terms.
    fn of(document: &Document, before: Option<&DraftTokens>) -> Terms {
        let mut terms = Terms { defined: defined_terms(&document.draft, &document.outline), finder: None };
        terms.finder = match before.filter(|it| are_found_alike(&it.terms.defined, &terms.defined)) {
            Some(it) => it.terms.finder.clone(),
            None => (!terms.defined.is_empty()).then(|| Arc::new(TermFinder::of(&terms.defined))),
        };
        terms
    }
}

/// Reads the tokens of one block after the other.
struct Reader<'a> {
    workspace: &'a Workspace,
    document: &'a Document,
    terms: &'a Terms,
    walk: TermWalk,
}

impl<'a> Reader<'a> {
    fn of(workspace: &'a Workspace, document: &'a Document, terms: &'a Terms) -> Reader<'a> {
        Reader { workspace, document, terms, walk: TermWalk::default() }
    }

    fn own_tokens(&mut self, block: &Block) -> OwnTokens {
        OwnTokens::of(block, self.terms.finder.as_deref(), &mut self.walk, &|| self.workspace.delegations())
    }

    /// Returns the tokens of a block: its own, and those that depend on the rest of the draft.
    fn tokens(&self, id: BlockId, block: &Block, own: &OwnTokens) -> Vec<Token> {
        let outline = &self.document.outline;
        let mut found = Found::default();
        let mut next = outline.first_from(id);
        while let Some(provision) = outline.get(next).filter(|it| it.block == id) {
            found.add(provision.at.clone(), label_kind(provision.kind), TokenModifiers::DECLARATION);
            next = next.next();
        }
        for reference in outline.references(id, block) {
            let modifiers = match outline.resolve_without_addresses(id, block.plain_text(), reference).status {
                Status::External => TokenModifiers::EXTERNAL,
                Status::Pending => TokenModifiers::PENDING,
                Status::Resolved | Status::Relative | Status::Dangling => 0,
            };
            found.add(reference.range(), TokenKind::Reference, modifiers);
        }
        for (term, range) in own.terms() {
            let site = self.terms.defined[travaux_grammar::to_usize(*term)].site;
            let is_defined = site.block == id && block.definitions[site.index].term.contains(&range.start);
            let modifiers = if is_defined { TokenModifiers::DECLARATION } else { 0 };
            found.add(range.clone(), TokenKind::Term, modifiers);
        }
        found.all.extend_from_slice(own.of_brackets());
        found.flatten()
    }
}

fn label_kind(kind: Kind) -> TokenKind {
    match kind {
        Kind::Preamble
        | Kind::Annex
        | Kind::Schedule
        | Kind::Appendix
        | Kind::Part
        | Kind::Title
        | Kind::Chapter
        | Kind::Section => TokenKind::Division,
        Kind::Paragraph => TokenKind::Paragraph,
        Kind::Subparagraph | Kind::Item | Kind::Recital | Kind::Footnote => TokenKind::Item,
        Kind::Option => TokenKind::Option,
        // An article, or what stands where articles do.
        _ => TokenKind::Article,
    }
}

/// The tokens of one block in the order in which they are found. One may contain others.
#[derive(Default)]
struct Found {
    all: Vec<Token>,
}

impl Found {
    fn add(&mut self, range: Range<u32>, kind: TokenKind, modifiers: u8) {
        if range.start < range.end {
            self.all.push(Token { range, kind, modifiers });
        }
    }

    /// Returns tokens that do not overlap, in order.
    fn flatten(mut self) -> Vec<Token> {
        // Of tokens with the same range, the one found last is the innermost.
        self.all.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
        let mut found: Vec<Token> = Vec::with_capacity(self.all.len());
        let mut at = 0;
        let mut push = |range: Range<u32>, kind: TokenKind, modifiers: u8| {
            if range.start < range.end {
                found.push(Token { range, kind, modifiers });
            }
        };
        let mut enclosing: Vec<(u32, TokenKind, u8)> = Vec::new();
        for Token { range, kind, mut modifiers } in self.all {
            while let Some((end, kind, modifiers)) = enclosing.pop_if(|it| it.0 <= range.start) {
                push(at..end, kind, modifiers);
                at = at.max(end);
            }
            let mut end = range.end;
            if let Some((outer_end, outer_kind, outer_modifiers)) = enclosing.last() {
                push(at..range.start, *outer_kind, *outer_modifiers);
                end = end.min(*outer_end);
                modifiers |= outer_modifiers & (TokenModifiers::DELETED | TokenModifiers::ADDED);
            }
            at = at.max(range.start);
            enclosing.push((end, kind, modifiers));
        }
        while let Some((end, kind, modifiers)) = enclosing.pop() {
            push(at..end, kind, modifiers);
            at = at.max(end);
        }
        found
    }
}

#[cfg(test)]
mod tests;
