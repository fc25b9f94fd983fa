//! What a selection grows to, step by step: the word, the clause of a text without blanks, the words in a bracket, the
//! bracket, its run, the sentence, the text of the block, each provision around, the draft. Each step holds the one
//! before it, so a sentence that begins inside a bracket and ends outside is passed over.

use std::ops::Range;

use travaux_grammar::is_han;

use travaux_model::at_offset::{pairs_around, reference_at};
use travaux_model::document::Document;

/// How many steps there are at most: hostile texts nest brackets by the thousand, and the protocol nests the answer.
const STEPS: usize = 64;

/// How far a sentence is looked for, in bytes either way.
const REACH: usize = 8192;

/// The ranges that a selection at a byte grows to, the smallest first, each strictly inside the next.
pub fn selections(document: &Document, offset: usize) -> Vec<Range<usize>> {
    let draft = &document.draft;
    let offset = offset.min(draft.len());
    let mut candidates: Vec<Range<usize>> = std::iter::once(0..draft.len()).collect();
    if !draft.is_empty() {
        let block = draft.block_at(offset);
        let start = draft.start(block);
        let parsed = &draft.blocks[block];
        let at = parsed.text.floor_char_boundary(offset - start);
        let body = parsed.body as usize;
        let local = [word(&parsed.text, at), clause(&parsed.text, at), sentence(&parsed.text, body, at)];
        candidates.extend(local.into_iter().flatten().map(|it| it.start + start..it.end + start));
        candidates.push(start + body.min(parsed.trimmed_len())..start + parsed.trimmed_len());
        if let Some((block, reference)) = reference_at(document, offset) {
            candidates.push(draft.range(block, reference.start..reference.end));
        }
        add_brackets(document, offset, &mut candidates);
        add_provisions(document, block, offset - start, &mut candidates);
    }
    nested(candidates, offset)
}

fn add_brackets(document: &Document, offset: usize, candidates: &mut Vec<Range<usize>>) {
    let draft = &document.draft;
    for (step, pair) in pairs_around(document, offset).into_iter().take(STEPS).enumerate() {
        candidates.push(pair.inside());
        candidates.push(pair.whole());
        // Only the innermost: to look for every bracket's run would be quadratic.
        if step > 1 {
            continue;
        }
        let brackets = &draft.blocks[pair.block].brackets;
        let Some(run) = brackets.runs.iter().find(|it| it.brackets.contains(&(pair.index as u32))) else { continue };
        let first = &brackets.list[run.brackets[0] as usize];
        let last = &brackets.list[run.brackets[run.brackets.len() - 1] as usize];
        candidates.push(draft.range(pair.block, first.open..last.end.unwrap_or(last.open)));
    }
}

fn add_provisions(document: &Document, block: usize, at: usize, candidates: &mut Vec<Range<usize>>) {
    let (draft, outline) = (&document.draft, &document.outline);
    let around = outline.at(block, at).into_iter().flat_map(|id| outline.ancestors(id)).take(STEPS);
    candidates.extend(around.map(|id| outline.text_range(draft, id)));
}

/// Those of some ranges around a byte that lie in each other, the smallest first.
fn nested(mut candidates: Vec<Range<usize>>, offset: usize) -> Vec<Range<usize>> {
    candidates.retain(|it| it.start <= offset && offset <= it.end && it.start <= it.end);
    candidates.sort_by_key(|it| (it.end - it.start, it.start));
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in candidates {
        let holds = |inner: &Range<usize>| range.start <= inner.start && inner.end <= range.end && range != *inner;
        if !range.is_empty() && found.last().is_none_or(holds) || found.is_empty() {
            found.push(range);
        }
    }
    // An empty draft has one place; a larger one is better without the empty step.
    if found.len() > 1 && found[0].is_empty() {
        found.remove(0);
    }
    if found.len() > STEPS {
        // The whole stays the last step.
        found.drain(STEPS - 1..found.len() - 1);
    }
    found
}

/// The letters, digits and marks that touch at a byte; of Han signs one.
fn word(text: &str, at: usize) -> Option<Range<usize>> {
    if let Some(sign) = text[at..].chars().next().filter(|it| is_han(*it)) {
        return Some(at..at + sign.len_utf8());
    }
    touching(text, at, |it| is_part(it) && !is_han(it))
}

/// The Han signs that touch at a byte: what stands between two marks.
fn clause(text: &str, at: usize) -> Option<Range<usize>> {
    touching(text, at, is_han)
}

fn touching(text: &str, at: usize, is_one: impl Fn(char) -> bool + Copy) -> Option<Range<usize>> {
    let before: usize = text[..at].chars().rev().take_while(|it| is_one(*it)).map(char::len_utf8).sum();
    let behind: usize = text[at..].chars().take_while(|it| is_one(*it)).map(char::len_utf8).sum();
    (before + behind > 0).then_some(at - before..at + behind)
}

/// Letters, digits, and what is set above or between them.
fn is_part(sign: char) -> bool {
    sign.is_alphanumeric()
        || matches!(sign, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{AD}' | '’')
}

/// The sentence at a byte, from where a block's text begins.
fn sentence(text: &str, body: usize, at: usize) -> Option<Range<usize>> {
    if at < body || at > text.trim_end().len() {
        return None;
    }
    let from = text.ceil_char_boundary(body.max(at.saturating_sub(REACH)).min(text.len())).min(at);
    let to = text.floor_char_boundary((at + REACH).min(text.len())).max(at);
    let window = &text[from..to];
    let (mut start, mut end) = (from, to);
    for (place, sign) in window.char_indices() {
        let place = from + place;
        let behind = place + sign.len_utf8();
        if !ends_sentence(text, place, sign) {
            continue;
        }
        // What closes behind the stop belongs to it.
        let tail: usize = text[behind..].chars().take_while(|it| is_closing(*it)).map(char::len_utf8).sum();
        if behind + tail <= at && place < at {
            start = behind + tail;
        } else {
            end = behind + tail;
            break;
        }
    }
    let end = end.max(start).min(text.len());
    let trimmed = text[start..end].trim();
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    (!trimmed.is_empty()).then(|| start..start + trimmed.len())
}

/// Whether a sign ends a sentence: a full stop behind a word and before the beginning of another, or a mark that is
/// nothing else. `No. 5` and `3.2` go on.
fn ends_sentence(text: &str, place: usize, sign: char) -> bool {
    match sign {
        '。' | '！' | '？' | '؟' | '۔' => true,
        '.' | '!' | '?' => {
            let behind = &text[place + 1..];
            let closed = behind.trim_start_matches(is_closing);
            let mut rest = closed.chars();
            let goes_on = rest.next().is_some_and(|it| !it.is_whitespace());
            let next = closed.trim_start().chars().next();
            // One letter is an initial, or what is left of an abbreviation.
            let is_word =
                text[..place].chars().rev().take(2).all(|it| it.is_alphanumeric() || is_closing(it) || is_part(it));
            !goes_on && is_word && next.is_none_or(|it| !it.is_lowercase() && !it.is_numeric())
        }
        _ => false,
    }
}

fn is_closing(sign: char) -> bool {
    matches!(sign, ')' | ']' | '”' | '’' | '»' | '"' | '）' | '］' | '」')
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
    fn a_selection_grows_from_the_word_to_the_draft() {
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
    fn a_reference_is_a_step() {
        check("Under arti$cle 2 go.\n", &["article", "article 2", "Under article 2 go.", "Under article 2 go."]);
    }

    #[test]
    fn chinese_grows_from_the_sign_to_the_clause() {
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
    fn arabic_words_keep_their_marks() {
        check(
            "تتعاونُ الدو$لُ هنا. وتعمل.\n",
            &["الدولُ", "تتعاونُ الدولُ هنا.", "تتعاونُ الدولُ هنا. وتعمل.", "تتعاونُ الدولُ هنا. وتعمل."],
        );
    }

    #[test]
    fn an_abbreviation_ends_no_sentence() {
        check(
            "See No. 5 o$r Annex. Go.\n",
            &["or", "See No. 5 or Annex.", "See No. 5 or Annex. Go.", "See No. 5 or Annex. Go."],
        );
    }

    #[test]
    fn every_place_of_every_draft_has_a_step() {
        let empty = selections(&Document::parse("", None, 0), 7);
        assert_eq!((empty.len(), empty[0].clone()), (1, 0..0));
        let text = format!("{}x{}", "[".repeat(3000), "]".repeat(3000));
        let found = selections(&Document::parse(&text, None, 0), 3000);
        assert_eq!((found.len(), found[STEPS - 1].clone()), (STEPS, 0..text.len()));
        let text = "é𝒜م [\r\n";
        let document = Document::parse(text, None, 0);
        (0..=text.len() + 3).for_each(|at| assert!(!selections(&document, at).is_empty()));
    }
}
