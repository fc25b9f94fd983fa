//! Formatting: no space just inside a bracket, one space between words and after the label of a list. The wording, the
//! indentation and trailing spaces of Markdown, and the content of comments do not change.

use std::ops::Range;

use travaux_grammar::{Block, BlockId, BlockKind, BracketContent, Doubt, is_han, range_to_usize, to_usize};

use travaux_model::document::Document;
use travaux_model::edit::{Edit, in_order};

/// Returns the edits that correct the spaces in a range.
pub fn formatting(document: &Document, range: Range<usize>) -> Vec<Edit> {
    let draft = &document.draft;
    let mut edits = Vec::new();
    if draft.is_empty() {
        return edits;
    }
    let (first, last) = (draft.block_at(range.start), draft.block_at(range.end));
    for id in BlockId::range(first..last.next()) {
        let block = draft.block(id);
        if matches!(block.kind, BlockKind::Comment | BlockKind::FrontMatter | BlockKind::Contents) {
            continue;
        }
        let start = draft.start(id);
        let delete = |bytes: Range<usize>| Edit { range: start + bytes.start..start + bytes.end, text: String::new() };
        for bracket in &block.brackets.list {
            let Some(inside) = bracket.inside().map(range_to_usize) else { continue };
            let words = &block.text[inside.clone()];
            let trimmed = words.trim_matches(' ');
            // `[ ]` is a number still to come.
            if trimmed.is_empty()
                || matches!(bracket.content, BracketContent::Placeholder | BracketContent::Substitution)
            {
                continue;
            }
            let leading = words.len() - words.trim_start_matches(' ').len();
            let trailing = words.len() - words.trim_end_matches(' ').len();
            let is_spaced_before = block.text_before(bracket.open).ends_with(|it: char| it.is_whitespace());
            let after = bracket.end.map_or("", |end| block.text_from(end));
            let is_spaced_after =
                after.starts_with(|it: char| it.is_whitespace() || matches!(it, ',' | '.' | ';' | ':' | ')' | ']'));
            // A space inside a bracket stays if it is the only one between two words.
            if leading > 0 && is_spaced_before {
                edits.push(delete(inside.start..inside.start + leading));
            }
            if trailing > 0 && (is_spaced_after || after.is_empty()) {
                edits.push(delete(inside.end - trailing..inside.end));
            }
        }
        edits.extend(repeated_spaces(&block.text).into_iter().map(delete));
        let missing = missing_spaces(block).map(|at| Edit { range: start + at..start + at, text: " ".to_owned() });
        edits.extend(missing);
    }
    edits.retain(|edit| range.start <= edit.range.start && edit.range.end <= range.end);
    in_order(edits)
}

/// Returns the offsets at which a word directly follows the label of its list: `1.Each`, `(a)to`. Han characters need no
/// space.
fn missing_spaces(block: &Block) -> impl Iterator<Item = usize> {
    let labels = block.labels.iter().filter(|it| it.kind.is_none() && it.doubt == Doubt::None && !it.inline);
    labels.filter_map(|it| {
        let after = block.text_from(it.end);
        let punctuation_len = after.chars().next().filter(|it| matches!(it, '.' | ')')).map_or(0, char::len_utf8);
        let is_complete = punctuation_len > 0 || block.slice(it.start..it.end).ends_with(')');
        let letter = after[punctuation_len..].chars().next()?;
        (is_complete && letter.is_alphabetic() && !is_han(letter)).then_some(to_usize(it.end) + punctuation_len)
    })
}

/// Returns the spaces after the first one between two words of a line.
fn repeated_spaces(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut line = 0;
    let mut has_words = false;
    let is_table = text.contains('|');
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | b'\r' => {
                has_words = false;
                line = at + 1;
            }
            b' ' => {
                let length = bytes[at..].iter().take_while(|it| **it == b' ').count();
                let ends_line = bytes.get(at + length).is_none_or(|it| matches!(it, b'\n' | b'\r'));
                // Further spaces after a list marker indent its text, and tables keep their columns.
                let is_indentation = at - line < MAX_MARKER_BYTES && is_list_marker(&text[line..at]);
                if has_words && length > 1 && !ends_line && !is_indentation && !is_table {
                    found.push(at + 1..at + length);
                }
                at += length;
                continue;
            }
            _ => has_words = true,
        }
        at += 1;
    }
    found
}

/// The length in bytes below which the beginning of a line can be a list marker.
const MAX_MARKER_BYTES: usize = 24;

/// Returns whether the beginning of a line is only a list marker: `1.`, `(a)`, `-`.
fn is_list_marker(beginning: &str) -> bool {
    let marker = beginning.trim();
    !marker.contains(' ') && marker.ends_with(['.', ')', '-', '*', '•', '#', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::edit::applied;

    fn check(text: &str, expected: &str) {
        let document = Document::parse(text, None, 0);
        let edits = formatting(&document, 0..text.len());
        assert_eq!(applied(text, &edits), expected);
        let again = Document::parse(expected, None, 0);
        assert_eq!(formatting(&again, 0..expected.len()), []);
    }

    #[test]
    fn spaces_just_inside_brackets_are_removed() {
        check("Take [ all necessary ] measures.\n", "Take [all necessary] measures.\n");
        check("خذ [ كل ] التدابير.\n", "خذ [كل] التدابير.\n");
        check("Article [ ] applies.\n", "Article [ ] applies.\n");
    }

    #[test]
    fn the_only_space_between_two_words_stays() {
        check("word[ or other] thing\n", "word[ or other] thing\n");
    }

    #[test]
    fn a_label_is_separated_from_its_words() {
        check(
            "Article 1\n\n1.Each Party:\n\n(a)to [act];\n\n(b)(i) to go.\n",
            "Article 1\n\n1. Each Party:\n\n(a) to [act];\n\n(b)(i) to go.\n",
        );
        check("المادة 1\n\n1 - نص:\n\n(أ)نص؛\n", "المادة 1\n\n1 - نص:\n\n(أ) نص؛\n");
        check("Статья 1\n\n1.Текст:\n\na)текст.\n", "Статья 1\n\n1. Текст:\n\na) текст.\n");
        check("第一条\n\n1.案文：\n\n（一）案；\n\n一、文。\n", "第一条\n\n1.案文：\n\n（一）案；\n\n一、文。\n");
        check("About 1.5 metres or 2.x of it.\n", "About 1.5 metres or 2.x of it.\n");
    }

    #[test]
    fn repeated_spaces_between_words_are_removed() {
        check("Each  Party   acts.\n", "Each Party acts.\n");
        check("    1.  Indented.  \n", "    1.  Indented.  \n");
        check("<!-- a  b -->\n", "<!-- a  b -->\n");
    }
}
