//! Stretches of a draft as the protocol counts them: each on one line, its place told from the one before it. One walk
//! over the text counts them all.

use std::ops::Range;

use tower_lsp::ls_types::{SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};
use travaux_grammar::{Draft, lines};

use travaux_features::tokens::{Sort, Token};
use travaux_model::document::Document;
use travaux_model::text::Encoding;

/// What the numbers in tokens mean. Standard names, since themes colour no others.
pub(in crate::lsp) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        // In the order of `number_of`.
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
        // In the order of the flags of `Traits`.
        token_modifiers: vec![
            SemanticTokenModifier::DECLARATION,
            SemanticTokenModifier::DEPRECATED,
            SemanticTokenModifier::MODIFICATION,
            SemanticTokenModifier::DEFAULT_LIBRARY,
            SemanticTokenModifier::ABSTRACT,
        ],
    }
}

fn number_of(sort: Sort) -> u32 {
    match sort {
        Sort::Division => 0,
        Sort::Article => 1,
        Sort::Paragraph => 2,
        Sort::Item => 3,
        Sort::Option => 4,
        Sort::Reference => 5,
        Sort::Term => 6,
        Sort::Bracket => 7,
        Sort::Placeholder => 8,
        Sort::Note => 9,
        Sort::Modal => 10,
        Sort::Delegation => 11,
        Sort::Marked => 12,
    }
}

/// Stretches in the order of the text as the protocol counts them.
pub(in crate::lsp) fn semantic_tokens(document: &Document, tokens: &[Token], encoding: Encoding) -> Vec<SemanticToken> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let mut walk = Walk::from(document, first.range.start, encoding);
    let mut told = Vec::with_capacity(tokens.len());
    let mut last = (0, 0);
    for token in tokens {
        for piece in pieces(&document.draft, token.range.clone()) {
            let (line, column) = walk.to(piece.start);
            let (_, end) = walk.to(piece.end);
            let delta_line = line - last.0;
            told.push(SemanticToken {
                delta_line,
                delta_start: if delta_line == 0 { column - last.1 } else { column },
                length: end - column,
                token_type: number_of(token.sort),
                token_modifiers_bitset: u32::from(token.traits),
            });
            last = (line, column);
        }
    }
    told
}

/// The parts of a stretch of one block that stand on one line each, blanks around them aside.
fn pieces(draft: &Draft, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let block = draft.block_at(range.start);
    let start = draft.start(block);
    let text = draft.blocks[block].text.get(range.start - start..range.end - start).unwrap_or_default();
    let mut at = range.start;
    lines(text).filter_map(move |line| {
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        let length = line.trim().len();
        (length > 0).then_some(begin..begin + length)
    })
}

/// A walk over a draft that counts lines and columns.
struct Walk<'d> {
    draft: &'d Draft,
    block: usize,
    at: usize,
    line: u32,
    column: u32,
    encoding: Encoding,
}

impl<'d> Walk<'d> {
    fn from(document: &'d Document, offset: usize, encoding: Encoding) -> Walk<'d> {
        let draft = &document.draft;
        let block = draft.block_at(offset);
        let at = draft.start(block);
        let (line, column) = document.text.position(at, encoding);
        Walk { draft, block, at, line: line as u32, column: column as u32, encoding }
    }

    /// Goes on to a byte; gives its line and column.
    fn to(&mut self, offset: usize) -> (u32, u32) {
        while self.at < offset && self.block < self.draft.blocks.len() {
            let range = self.draft.block_range(self.block);
            let end = offset.min(range.end);
            let text = &self.draft.blocks[self.block].text;
            let passed = text.get(self.at - range.start..end - range.start).unwrap_or_default();
            self.pass(passed);
            self.at = end;
            self.block += usize::from(end == range.end);
        }
        (self.line, self.column)
    }

    fn pass(&mut self, text: &str) {
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\r' if letters.peek() == Some(&'\n') => {}
                '\n' | '\r' => (self.line, self.column) = (self.line + 1, 0),
                _ => {
                    self.column += match self.encoding {
                        Encoding::Utf8 => letter.len_utf8() as u32,
                        Encoding::Utf16 => letter.len_utf16() as u32,
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

    /// Every token once more by the text's own count.
    fn check(text: &str) {
        let document = Document::parse(text, None, 0);
        let sort = Sort::Term;
        let words = text
            .split_whitespace()
            .map(|it| it.as_ptr() as usize - text.as_ptr() as usize..)
            .zip(text.split_whitespace());
        let tokens: Vec<Token> =
            words.map(|(from, word)| Token { range: from.start..from.start + word.len(), sort, traits: 0 }).collect();
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let told = semantic_tokens(&document, &tokens, encoding);
            assert_eq!(told.len(), tokens.len());
            let mut at = (0, 0);
            for (told, token) in told.iter().zip(&tokens) {
                at = (at.0 + told.delta_line, if told.delta_line == 0 { at.1 } else { 0 } + told.delta_start);
                let place = document.text.position(token.range.start, encoding);
                assert_eq!((at.0 as usize, at.1 as usize), place, "{:?} {encoding:?}", &text[token.range.clone()]);
                let end = document.text.position(token.range.end, encoding);
                assert_eq!((at.1 + told.length) as usize, end.1);
            }
        }
    }

    #[test]
    fn columns_count_in_every_encoding_and_over_every_line_break() {
        check("Article 1\n\na é𝒜 م [x]\r\n\r\nالمادة 2\rنص آخر\u{2028}b\n\n1. 𝒜𝒜 end");
    }

    #[test]
    fn a_stretch_over_lines_is_told_line_by_line() {
        let text = "To {--go \r\n  now\n\u{a0}--} here";
        let document = Document::parse(text, None, 0);
        let token = Token { range: 3..text.find(" here").unwrap(), sort: Sort::Marked, traits: 2 };
        let told = semantic_tokens(&document, &[token], Encoding::Utf8);
        let told: Vec<(u32, u32, u32)> = told.iter().map(|it| (it.delta_line, it.delta_start, it.length)).collect();
        assert_eq!(told, [(0, 3, 5), (1, 2, 3), (1, 2, 3)]);
    }

    #[test]
    fn the_legend_has_a_name_for_every_number() {
        assert_eq!(legend().token_types.len(), number_of(Sort::Marked) as usize + 1);
        assert_eq!(legend().token_modifiers.len(), travaux_features::tokens::Traits::PENDING.ilog2() as usize + 1);
    }
}
