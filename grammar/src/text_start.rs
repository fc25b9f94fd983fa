//! Where the text of a provision begins: at its label, or at the blanks, brackets, bullets, and other markup that stand
//! before the label. The `[` of `[(b) dig wells;]` belongs to (b), not to the provision before it.

use crate::notation::{BracketEnd, Glyph, bracket_end};

/// The openers of several signs: `{++(b) dig wells;++}`.
const LONG_OPENERS: [Glyph; 4] = [Glyph::Insertion, Glyph::Deletion, Glyph::Substitution, Glyph::Highlight];

/// Whether a text consists of opening brackets and the markup around them.
pub(crate) fn only_opens(text: &str) -> bool {
    text.chars().all(is_opening) && text.chars().any(|sign| bracket_end(sign).is_some())
}

/// Where the signs that open something begin at the end of a text: `[` of `(a) plant trees; [`.
pub(crate) fn opening_start(before: &str) -> usize {
    let mut rest = before;
    loop {
        let short = rest.trim_end_matches(is_opening);
        let long = LONG_OPENERS.iter().find_map(|glyph| short.strip_suffix(glyph.opener()));
        rest = long.unwrap_or(short);
        if long.is_none() {
            break;
        }
    }
    // Emphasis and quotation marks that touch a word end there: `**plant trees;** (b)`.
    let mut signs = &before[rest.len()..];
    if !rest.is_empty() {
        signs = signs.trim_start_matches(['*', '_', '"', '>', '\\']);
    }
    // Blanks after the previous text belong to it, up to the end of its line.
    let trimmed = signs.trim_start();
    let blanks = &signs[..signs.len() - trimmed.len()];
    let indentation = blanks.rfind('\n').map_or(0, |at| blanks.len() - at - 1);
    before.len() - trimmed.len() - indentation
}

fn is_opening(sign: char) -> bool {
    let is_markup = matches!(sign, '*' | '_' | '>' | '\\' | '"' | '“' | '«' | '„');
    is_markup || sign.is_whitespace() || matches!(bracket_end(sign), Some(BracketEnd::Open(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, expected: &str) {
        assert_eq!(&before[opening_start(before)..], expected, "{before}");
    }

    #[test]
    fn brackets_before_a_label_belong_to_it() {
        check("(a) x; [", "[");
        check("(a) x;[ ［", "[ ［");
        check("(أ) نص؛ [[", "[[");
        check("(a) [x;] ", "");
        check("(a) x; {++", "{++");
        check("1. **[", "**[");
    }

    #[test]
    fn emphasis_that_ends_before_a_label_is_not_its_own() {
        check("(a) **x;** ", "");
        check("(a) **x;** **", "**");
    }

    #[test]
    fn the_start_of_a_line_belongs_to_the_label_on_it() {
        check("(a) x;\n  > [", "  > [");
        check("(a) x;\n  ", "  ");
        check("(a) x;  ", "");
    }
}
