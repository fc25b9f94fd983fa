//! Semantic tokens: each lies on one line and is positioned relative to the one before it. All positions are counted in
//! one pass over the text.

use std::ops::Range;

use tower_lsp::ls_types::{Position, SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};
use travaux_grammar::{BlockId, Draft, lines, to_u32};

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

/// The tokens of a document, which must be in the order of the text.
pub(in crate::lsp) fn semantic_tokens(document: &Document, tokens: &[Token], encoding: Encoding) -> Vec<SemanticToken> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let mut counter = PositionCounter::at(document, first.range.start, encoding);
    let mut converted = Vec::with_capacity(tokens.len());
    let mut last = Position::default();
    for token in tokens {
        for part in parts_on_lines(&document.draft, token.range.clone()) {
            let start = counter.advance(part.start);
            let end = counter.advance(part.end);
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
    converted
}

/// The parts of a range in one block that lie on one line each, without the blanks around them.
fn parts_on_lines(draft: &Draft, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let block = draft.block_at(range.start);
    let start = draft.start(block);
    let text = draft.block(block).text.get(range.start - start..range.end - start).unwrap_or_default();
    let mut at = range.start;
    lines(text).filter_map(move |line| {
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        let length = line.trim().len();
        (length > 0).then_some(begin..begin + length)
    })
}

/// Counts lines and columns while it advances through a draft.
struct PositionCounter<'d> {
    draft: &'d Draft,
    block: BlockId,
    at: usize,
    position: Position,
    encoding: Encoding,
}

impl<'d> PositionCounter<'d> {
    fn at(document: &'d Document, offset: usize, encoding: Encoding) -> PositionCounter<'d> {
        let draft = &document.draft;
        let block = draft.block_at(offset);
        let at = draft.start(block);
        let (line, column) = document.text.position(at, encoding);
        PositionCounter { draft, block, at, position: Position::new(to_u32(line), to_u32(column)), encoding }
    }

    /// Advances to a byte and returns its position.
    fn advance(&mut self, offset: usize) -> Position {
        while self.at < offset && self.block < self.draft.end() {
            let range = self.draft.block_range(self.block);
            let end = offset.min(range.end);
            let text = &self.draft.block(self.block).text;
            let passed = text.get(self.at - range.start..end - range.start).unwrap_or_default();
            self.pass(passed);
            self.at = end;
            if end == range.end {
                self.block = self.block.next();
            }
        }
        self.position
    }

    fn pass(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_grammar::to_usize;

    /// Asserts that the tokens have the positions that the text counts itself.
    fn check(text: &str) {
        let document = Document::parse(text, None, 0);
        let kind = TokenKind::Term;
        let words = text
            .split_whitespace()
            .map(|it| it.as_ptr() as usize - text.as_ptr() as usize..)
            .zip(text.split_whitespace());
        let tokens: Vec<Token> = words
            .map(|(from, word)| Token { range: from.start..from.start + word.len(), kind, modifiers: 0 })
            .collect();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let converted = semantic_tokens(&document, &tokens, encoding);
            assert_eq!(converted.len(), tokens.len());
            let mut at = (0, 0);
            for (lsp_token, token) in converted.iter().zip(&tokens) {
                at = (
                    at.0 + lsp_token.delta_line,
                    if lsp_token.delta_line == 0 { at.1 } else { 0 } + lsp_token.delta_start,
                );
                let position = document.text.position(token.range.start, encoding);
                assert_eq!((to_usize(at.0), to_usize(at.1)), position, "{:?} {encoding:?}", &text[token.range.clone()]);
                let end = document.text.position(token.range.end, encoding);
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
        let document = Document::parse(text, None, 0);
        let token = Token { range: 3..text.find(" here").unwrap(), kind: TokenKind::Marked, modifiers: 2 };
        let converted = semantic_tokens(&document, &[token], Encoding::Utf8);
        let parts: Vec<(u32, u32, u32)> =
            converted.iter().map(|it| (it.delta_line, it.delta_start, it.length)).collect();
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
