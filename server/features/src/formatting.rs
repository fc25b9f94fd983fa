//! Blanks put right, the wording never: no blank just inside a bracket, one between words and behind a list's label.
//! Markdown's indentation and its two blanks at the end of a line are kept, and so is everything in a comment.

use std::ops::Range;

use travaux_grammar::{Block, BlockKind, BracketContent, Doubt, is_han};

use travaux_model::document::Document;
use travaux_model::edit::{Edit, in_order};

/// The edits that put the blanks of a range right.
pub fn formatting(document: &Document, range: Range<usize>) -> Vec<Edit> {
    let draft = &document.draft;
    let mut edits = Vec::new();
    if draft.is_empty() {
        return edits;
    }
    let (first, last) = (draft.block_at(range.start), draft.block_at(range.end));
    for index in first..=last {
        let block = &draft.blocks[index];
        if matches!(block.kind, BlockKind::Comment | BlockKind::FrontMatter | BlockKind::Contents) {
            continue;
        }
        let start = draft.start(index);
        let gone = |bytes: Range<usize>| Edit { range: start + bytes.start..start + bytes.end, text: String::new() };
        for bracket in &block.brackets.list {
            let Some(inside) = bracket.inside() else { continue };
            let words = &block.text[inside.clone()];
            let trimmed = words.trim_matches(' ');
            // `[ ]` is a number still to come, and a leading comma keeps its blank outside.
            if trimmed.is_empty()
                || matches!(bracket.content, BracketContent::Placeholder | BracketContent::Substitution)
            {
                continue;
            }
            let front = words.len() - words.trim_start_matches(' ').len();
            let back = words.len() - words.trim_end_matches(' ').len();
            let touches_before = block.text[..bracket.open as usize].ends_with(|it: char| it.is_whitespace());
            let behind = bracket.end.and_then(|end| block.text.get(end as usize..)).unwrap_or_default();
            let touches_behind =
                behind.starts_with(|it: char| it.is_whitespace() || matches!(it, ',' | '.' | ';' | ':' | ')' | ']'));
            // A blank inside that is the only one between two words belongs there.
            if front > 0 && touches_before {
                edits.push(gone(inside.start..inside.start + front));
            }
            if back > 0 && (touches_behind || behind.is_empty()) {
                edits.push(gone(inside.end - back..inside.end));
            }
        }
        edits.extend(double_blanks(&block.text).into_iter().map(gone));
        let missing = unspaced(block).map(|at| Edit { range: start + at..start + at, text: " ".to_owned() });
        edits.extend(missing);
    }
    edits.retain(|edit| range.start <= edit.range.start && edit.range.end <= range.end);
    in_order(edits)
}

/// Where a word touches the label of its list: `1.Each`, `(a)to`. Han touch whatever they stand beside.
fn unspaced(block: &Block) -> impl Iterator<Item = usize> {
    let labels = block.labels.iter().filter(|it| it.kind.is_none() && it.doubt == Doubt::None && !it.inline);
    labels.filter_map(|it| {
        let behind = block.text.get(it.end as usize..)?;
        let stop = behind.chars().next().filter(|it| matches!(it, '.' | ')')).map_or(0, char::len_utf8);
        let is_set_off = stop > 0 || block.slice(it.start..it.end).ends_with(')');
        let word = behind[stop..].chars().next()?;
        (is_set_off && word.is_alphabetic() && !is_han(word)).then_some(it.end as usize + stop)
    })
}

/// The blanks past the first between two words of a line.
fn double_blanks(text: &str) -> Vec<Range<usize>> {
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
                // Behind a list's mark a blank more sets its text in; a table keeps its columns.
                let is_set_in = at - line < 24 && is_mark(&text[line..at]);
                if has_words && length > 1 && !ends_line && !is_set_in && !is_table {
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

/// Whether the front of a line is only a list's mark: `1.`, `(a)`, `-`.
fn is_mark(front: &str) -> bool {
    let mark = front.trim();
    !mark.contains(' ') && mark.ends_with(['.', ')', '-', '*', '•', '#', '>'])
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
    fn blanks_just_inside_brackets_go() {
        check("Take [ all necessary ] measures.\n", "Take [all necessary] measures.\n");
        check("خذ [ كل ] التدابير.\n", "خذ [كل] التدابير.\n");
        check("Article [ ] applies.\n", "Article [ ] applies.\n");
    }

    #[test]
    fn a_blank_that_is_the_only_one_between_two_words_stays() {
        check("word[ or other] thing\n", "word[ or other] thing\n");
    }

    #[test]
    fn a_label_is_set_off_from_its_words() {
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
    fn one_blank_is_enough_between_words() {
        check("Each  Party   acts.\n", "Each Party acts.\n");
        check("    1.  Indented.  \n", "    1.  Indented.  \n");
        check("<!-- a  b -->\n", "<!-- a  b -->\n");
    }
}
