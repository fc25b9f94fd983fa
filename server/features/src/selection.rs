//! Selection ranges: the word, the clause of a text without spaces, the content of a bracket, the bracket, its run, the
//! sentence, the text of the block, each enclosing provision, and the draft.
//!
//! Each range contains the one before it. A sentence that begins inside a bracket and ends outside is therefore skipped.

use std::ops::Range;

use travaux_grammar::{is_han, to_usize};

use travaux_model::at_offset::{pairs_around, reference_at};
use travaux_model::document::Document;

/// The number of ranges in the longest answer. A hostile text may nest thousands of brackets, and the protocol nests the
/// ranges of an answer.
const MAX_RANGES: usize = 64;

/// The distance in bytes from the cursor, in both directions, within which a sentence is searched.
const SENTENCE_WINDOW_BYTES: usize = 8192;

/// Returns the ranges to which a selection at a byte expands, the smallest first, each strictly inside the next.
pub fn selections(document: &Document, offset: usize) -> Vec<Range<usize>> {
    let draft = &document.draft;
    let offset = offset.min(draft.len());
    let mut candidates: Vec<Range<usize>> = std::iter::once(0..draft.len()).collect();
    if !draft.is_empty() {
        let block = draft.block_at(offset);
        let start = draft.start(block);
        let parsed = draft.block(block);
        let at = parsed.text.floor_char_boundary(offset - start);
        let body = to_usize(parsed.body);
        let local = [word(&parsed.text, at), clause(&parsed.text, at), sentence(&parsed.text, body, at)];
        candidates.extend(local.into_iter().flatten().map(|it| it.start + start..it.end + start));
        candidates.push(start + body.min(parsed.trimmed_len())..start + parsed.trimmed_len());
        if let Some((block, reference)) = reference_at(document, offset) {
            candidates.push(draft.range(block, reference.range()));
        }
        add_brackets(document, offset, &mut candidates);
        add_provisions(document, offset, &mut candidates);
    }
    nested(candidates, offset)
}

fn add_brackets(document: &Document, offset: usize, candidates: &mut Vec<Range<usize>>) {
    let draft = &document.draft;
    for (step, pair) in pairs_around(document, offset).into_iter().take(MAX_RANGES).enumerate() {
        candidates.push(pair.inside());
        candidates.push(pair.whole());
        // Only the innermost brackets: searching the run of every bracket would be quadratic.
        if step > 1 {
            continue;
        }
        let brackets = &draft.block(pair.bracket.block).brackets;
        let Some(run) = brackets.runs.iter().find(|it| it.brackets.contains(&pair.bracket.index)) else { continue };
        let first = &brackets[run.brackets[0]];
        let last = &brackets[run.brackets[run.brackets.len() - 1]];
        candidates.push(draft.range(pair.bracket.block, first.open..last.end.unwrap_or(last.open)));
    }
}

fn add_provisions(document: &Document, offset: usize, candidates: &mut Vec<Range<usize>>) {
    let (draft, outline) = (&document.draft, &document.outline);
    let around = outline.at_byte(draft, offset).into_iter().flat_map(|id| outline.ancestors(id)).take(MAX_RANGES);
    candidates.extend(around.map(|id| outline.text_range(draft, id)));
}

/// Returns the ranges around a byte that are nested in each other, the smallest first.
fn nested(mut candidates: Vec<Range<usize>>, offset: usize) -> Vec<Range<usize>> {
    candidates.retain(|it| it.start <= offset && offset <= it.end && it.start <= it.end);
    candidates.sort_by_key(|it| (it.end - it.start, it.start));
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in candidates {
        let contains = |inner: &Range<usize>| range.start <= inner.start && inner.end <= range.end && range != *inner;
        if !range.is_empty() && found.last().is_none_or(contains) || found.is_empty() {
            found.push(range);
        }
    }
    // An empty range is useful only in an empty draft.
    if found.len() > 1 && found[0].is_empty() {
        found.remove(0);
    }
    if found.len() > MAX_RANGES {
        // The whole draft remains the last range.
        found.drain(MAX_RANGES - 1..found.len() - 1);
    }
    found
}

/// Returns the adjacent letters, digits and marks around a byte, or one Han character.
fn word(text: &str, at: usize) -> Option<Range<usize>> {
    if let Some(han) = text[at..].chars().next().filter(|it| is_han(*it)) {
        return Some(at..at + han.len_utf8());
    }
    adjacent(text, at, |it| is_word_character(it) && !is_han(it))
}

/// Returns the adjacent Han characters around a byte: the text between two punctuation marks.
fn clause(text: &str, at: usize) -> Option<Range<usize>> {
    adjacent(text, at, is_han)
}

fn adjacent(text: &str, at: usize, is_member: impl Fn(char) -> bool + Copy) -> Option<Range<usize>> {
    let before: usize = text[..at].chars().rev().take_while(|it| is_member(*it)).map(char::len_utf8).sum();
    let after: usize = text[at..].chars().take_while(|it| is_member(*it)).map(char::len_utf8).sum();
    (before + after > 0).then_some(at - before..at + after)
}

/// Returns whether a character is a letter, a digit, or a mark above or between them.
fn is_word_character(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{AD}' | '’')
}

/// Returns the sentence at a byte of a block whose text begins at `body`.
fn sentence(text: &str, body: usize, at: usize) -> Option<Range<usize>> {
    if at < body || at > text.trim_end().len() {
        return None;
    }
    let from = text.ceil_char_boundary(body.max(at.saturating_sub(SENTENCE_WINDOW_BYTES)).min(text.len())).min(at);
    let to = text.floor_char_boundary((at + SENTENCE_WINDOW_BYTES).min(text.len())).max(at);
    let window = &text[from..to];
    let (mut start, mut end) = (from, to);
    for (offset, character) in window.char_indices() {
        let stop = from + offset;
        let after = stop + character.len_utf8();
        if !ends_sentence(text, stop, character) {
            continue;
        }
        // Closing brackets and quotation marks after the stop belong to the sentence.
        let tail: usize = text[after..].chars().take_while(|it| is_closing(*it)).map(char::len_utf8).sum();
        if after + tail <= at && stop < at {
            start = after + tail;
        } else {
            end = after + tail;
            break;
        }
    }
    let end = end.max(start).min(text.len());
    let trimmed = text[start..end].trim();
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    (!trimmed.is_empty()).then(|| start..start + trimmed.len())
}

/// Returns whether the character at an offset ends a sentence: a full stop between a word and the beginning of another
/// one, or an unambiguous mark. The stops in `No. 5` and `3.2` do not.
fn ends_sentence(text: &str, stop: usize, character: char) -> bool {
    match character {
        '。' | '！' | '？' | '؟' | '۔' => true,
        '.' | '!' | '?' => {
            let rest = text[stop + 1..].trim_start_matches(is_closing);
            let continues = rest.chars().next().is_some_and(|it| !it.is_whitespace());
            let next = rest.trim_start().chars().next();
            // A single letter is an initial or the end of an abbreviation.
            let is_word = text[..stop].chars().rev().take(2).all(|it| is_closing(it) || is_word_character(it));
            !continues && is_word && next.is_none_or(|it| !it.is_lowercase() && !it.is_numeric())
        }
        _ => false,
    }
}

fn is_closing(character: char) -> bool {
    matches!(character, ')' | ']' | '”' | '’' | '»' | '"' | '）' | '］' | '」')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find('$').unwrap();
        let text = marked.replacen('$', "", 1);
        let found = selections(&Document::parse(&text, None, 0), offset);
        for pair in found.windows(2) {
            assert!(pair[1].start <= pair[0].start && pair[0].end <= pair[1].end && pair[0] != pair[1], "{found:?}");
        }
        let found: Vec<&str> = found.iter().map(|it| text[it.clone()].trim_end()).collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn a_selection_expands_from_the_word_to_the_draft() {
        check(
            "Article 1\n\n1. Go now. To [act so$on] [act]. Stay.\n",
            &[
                "soon",
                "act soon",
                "[act soon]",
                "[act soon] [act]",
                "To [act soon] [act].",
                "Go now. To [act soon] [act]. Stay.",
                "1. Go now. To [act soon] [act]. Stay.",
                "Article 1\n\n1. Go now. To [act soon] [act]. Stay.",
                "Article 1\n\n1. Go now. To [act soon] [act]. Stay.",
            ],
        );
    }

    #[test]
    fn the_bracket_before_a_label_is_in_its_provision() {
        let article = "Article 1\n\n1. One.\n\n[2. Two.]";
        check("Article 1\n\n1. One.\n\n$[2. Two.]\n", &["[2. Two.]", article, article]);
        let article = "المادة 1\n\n1 - نص.\n\n[2 - نص.]";
        check("المادة 1\n\n1 - نص.\n\n$[2 - نص.]\n", &["[2 - نص.]", article, article]);
    }

    #[test]
    fn a_reference_is_a_range() {
        check("Under arti$cle 2 go.\n", &["article", "article 2", "Under article 2 go.", "Under article 2 go."]);
    }

    #[test]
    fn chinese_expands_from_the_character_to_the_clause() {
        check(
            "各国应采$取措施，合作。应行动。\n",
            &[
                "取",
                "各国应采取措施",
                "各国应采取措施，合作。",
                "各国应采取措施，合作。应行动。",
                "各国应采取措施，合作。应行动。",
            ],
        );
    }

    #[test]
    fn arabic_words_include_their_marks() {
        check(
            "تتعاونُ الدو$لُ هنا. وتعمل.\n",
            &["الدولُ", "تتعاونُ الدولُ هنا.", "تتعاونُ الدولُ هنا. وتعمل.", "تتعاونُ الدولُ هنا. وتعمل."],
        );
    }

    #[test]
    fn an_abbreviation_does_not_end_a_sentence() {
        check(
            "See No. 5 o$r Annex. Go.\n",
            &["or", "See No. 5 or Annex.", "See No. 5 or Annex. Go.", "See No. 5 or Annex. Go."],
        );
    }

    #[test]
    fn every_offset_of_every_draft_has_a_range() {
        let empty = selections(&Document::parse("", None, 0), 7);
        assert_eq!((empty.len(), empty[0].clone()), (1, 0..0));
        let text = format!("{}x{}", "[".repeat(3000), "]".repeat(3000));
        let found = selections(&Document::parse(&text, None, 0), 3000);
        assert_eq!((found.len(), found[MAX_RANGES - 1].clone()), (MAX_RANGES, 0..text.len()));
        let text = "é𝒜م [\r\n";
        let document = Document::parse(text, None, 0);
        (0..=text.len() + 3).for_each(|at| assert!(!selections(&document, at).is_empty()));
    }
}
