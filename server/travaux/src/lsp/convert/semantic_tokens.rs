//! Semantic tokens: each lies on one line and is positioned relative to the one before it. Each block is converted by
//! itself, so that blocks that an edit leaves as they are need no conversion again.

use std::ops::Range;

use tower_lsp::ls_types::{Position, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};
use travaux_grammar::{BlockId, lines, range_to_usize, to_u32};

use travaux_features::semantic_tokens::{Token, TokenKind};
use travaux_model::document::Document;
use travaux_model::text::Encoding;

/// The meaning of the numbers in tokens. All names are standard ones, since themes color no others.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        // In the order of `type_number`.
        token_types: vec![
            SemanticTokenType::NAMESPACE,
            SemanticTokenType::CLASS,
            SemanticTokenType::METHOD,
            SemanticTokenType::PROPERTY,
            SemanticTokenType::ENUM,
            SemanticTokenType::FUNCTION,
            SemanticTokenType::TYPE,
            SemanticTokenType::OPERATOR,
            SemanticTokenType::PARAMETER,
            SemanticTokenType::COMMENT,
            SemanticTokenType::KEYWORD,
            SemanticTokenType::DECORATOR,
            SemanticTokenType::VARIABLE,
        ],
        // In the order of the flags of `TokenModifiers`.
        token_modifiers: vec![
            SemanticTokenModifier::DECLARATION,
            SemanticTokenModifier::DEPRECATED,
            SemanticTokenModifier::MODIFICATION,
            SemanticTokenModifier::DEFAULT_LIBRARY,
            SemanticTokenModifier::ABSTRACT,
        ],
    }
}

fn type_number(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Division => 0,
        TokenKind::Article => 1,
        TokenKind::Paragraph => 2,
        TokenKind::Item => 3,
        TokenKind::Option => 4,
        TokenKind::Reference => 5,
        TokenKind::Term => 6,
        TokenKind::Bracket => 7,
        TokenKind::Placeholder => 8,
        TokenKind::Note => 9,
        TokenKind::Modal => 10,
        TokenKind::Delegation => 11,
        TokenKind::Marked => 12,
    }
}

/// The tokens of a block in the form of the protocol: each lies on one line and is positioned relative to the one before
/// it, the first one relative to the beginning of the block.
pub(in crate::lsp) struct ConvertedBlock {
    tokens: Box<[SemanticToken]>,
    /// Where the last token begins, relative to the beginning of the block.
    last: Position,
    /// The number of lines that the block ends, if it ends with a line; otherwise the next one is looked up.
    lines: Option<u32>,
}

impl ConvertedBlock {
    /// Converts the tokens of a block, which must be in order and must not overlap.
    pub(in crate::lsp) fn of(text: &str, tokens: &[Token], encoding: Encoding) -> ConvertedBlock {
        let mut counter = PositionCounter { text, at: 0, position: Position::default(), encoding };
        let mut converted = Vec::with_capacity(tokens.len());
        let mut last = Position::default();
        for token in tokens {
            for part in parts_on_lines(text, range_to_usize(token.range.clone())) {
                let (start, end) = (counter.advance(part.start), counter.advance(part.end));
                let delta_line = start.line - last.line;
                converted.push(SemanticToken {
                    delta_line,
                    delta_start: if delta_line == 0 { start.character - last.character } else { start.character },
                    length: end.character - start.character,
                    token_type: type_number(token.kind),
                    token_modifiers_bitset: u32::from(token.modifiers),
                });
                last = start;
            }
        }
        let end = counter.advance(text.len());
        let lines = text.ends_with('\n').then_some(end.line);
        ConvertedBlock { tokens: converted.into_boxed_slice(), last, lines }
    }
}

/// Returns the tokens of neighbouring blocks of a document, of which `first` is the first.
pub(in crate::lsp) fn joined_tokens<'b>(
    document: &Document,
    first: BlockId,
    blocks: impl IntoIterator<Item = &'b ConvertedBlock>,
    encoding: Encoding,
) -> Vec<SemanticToken> {
    let start_of = |block: BlockId| {
        let (line, column) = document.text.position(document.draft.start(block), encoding);
        Position::new(to_u32(line), to_u32(column))
    };
    let mut joined = Vec::new();
    let mut last = Position::default();
    let mut start = None;
    let ids = std::iter::successors(Some(first), |id| Some(id.next()));
    for (id, block) in ids.zip(blocks) {
        let from = start.unwrap_or_else(|| start_of(id));
        if let [token, rest @ ..] = &*block.tokens {
            let at = moved(from, Position::new(token.delta_line, token.delta_start));
            let delta_line = at.line - last.line;
            let delta_start = if delta_line == 0 { at.character - last.character } else { at.character };
            joined.push(SemanticToken { delta_line, delta_start, ..*token });
            joined.extend_from_slice(rest);
            last = moved(from, block.last);
        }
        start = block.lines.map(|lines| Position::new(from.line + lines, 0));
    }
    joined
}

/// Returns the position that is `relative` to the beginning of a block.
fn moved(from: Position, relative: Position) -> Position {
    let character = if relative.line == 0 { from.character } else { 0 };
    Position::new(from.line + relative.line, character + relative.character)
}

/// The parts of a range that lie on one line each, without the blanks around them.
fn parts_on_lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    lines(text.get(range).unwrap_or_default()).filter_map(move |line| {
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        let length = line.trim().len();
        (length > 0).then_some(begin..begin + length)
    })
}

/// Counts lines and columns while it advances through a text.
struct PositionCounter<'t> {
    text: &'t str,
    at: usize,
    position: Position,
    encoding: Encoding,
}

impl PositionCounter<'_> {
    /// Advances to a byte and returns its position.
    fn advance(&mut self, offset: usize) -> Position {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        self.at = self.at.max(offset);
        let mut chars = passed.chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '\r' if chars.peek() == Some(&'\n') => {}
                '\n' | '\r' => self.position = Position::new(self.position.line + 1, 0),
                _ => {
                    self.position.character += match self.encoding {
                        Encoding::Utf8 => to_u32(char.len_utf8()),
                        Encoding::Utf16 => to_u32(char.len_utf16()),
                        Encoding::Utf32 => 1,
                    }
                }
            }
        }
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_grammar::{Block, to_usize};

    /// Asserts that the tokens have the positions that the text counts itself.
    fn check(text: &str) {
        let document = Document::parse(text, None, 0);
        let kind = TokenKind::Term;
        let words = text
            .split_whitespace()
            .map(|it| it.as_ptr() as usize - text.as_ptr() as usize..)
            .zip(text.split_whitespace());
        let tokens: Vec<Range<usize>> = words.map(|(from, word)| from.start..from.start + word.len()).collect();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let in_block = |(id, block): (BlockId, &Block)| {
                let own = tokens.iter().filter(|it| document.draft.block_range(id).contains(&it.start));
                let range = |it: &Range<usize>| document.draft.range_in(id, it.clone());
                let own: Vec<Token> = own.map(|it| Token { range: range(it), kind, modifiers: 0 }).collect();
                ConvertedBlock::of(&block.text, &own, encoding)
            };
            let blocks: Vec<ConvertedBlock> = document.draft.blocks_with_ids().map(in_block).collect();
            let converted = joined_tokens(&document, BlockId::FIRST, &blocks, encoding);
            assert_eq!(converted.len(), tokens.len());
            let mut at = (0, 0);
            for (lsp_token, token) in converted.iter().zip(&tokens) {
                at = (
                    at.0 + lsp_token.delta_line,
                    if lsp_token.delta_line == 0 { at.1 } else { 0 } + lsp_token.delta_start,
                );
                let position = document.text.position(token.start, encoding);
                assert_eq!((to_usize(at.0), to_usize(at.1)), position, "{:?} {encoding:?}", &text[token.clone()]);
                let end = document.text.position(token.end, encoding);
                assert_eq!(to_usize(at.1 + lsp_token.length), end.1);
            }
        }
    }

    #[test]
    fn columns_count_in_every_encoding_and_over_every_line_break() {
        check("Article 1\n\na é𝒜 م [x]\r\n\r\nالمادة 2\rنص آخر\u{2028}b\n\n1. 𝒜𝒜 end");
    }

    #[test]
    fn a_token_over_several_lines_becomes_one_for_each_line() {
        let text = "To {--go \r\n  now\n\u{a0}--} here";
        let end = to_u32(text.find(" here").unwrap());
        let token = Token { range: 3..end, kind: TokenKind::Marked, modifiers: 2 };
        let converted = ConvertedBlock::of(text, &[token], Encoding::Utf8);
        let parts: Vec<(u32, u32, u32)> =
            converted.tokens.iter().map(|it| (it.delta_line, it.delta_start, it.length)).collect();
        assert_eq!(parts, [(0, 3, 5), (1, 2, 3), (1, 2, 3)]);
    }

    #[test]
    fn the_legend_names_every_number() {
        assert_eq!(legend().token_types.len(), type_number(TokenKind::Marked) as usize + 1);
        assert_eq!(
            legend().token_modifiers.len(),
            travaux_features::semantic_tokens::TokenModifiers::PENDING.ilog2() as usize + 1
        );
    }
}
