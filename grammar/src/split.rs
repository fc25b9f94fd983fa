//! Cuts a draft into blocks: what a drafter sees as one heading, paragraph, item or recital.
//!
//! A line begins a block if a blank line precedes it or a label is at its head. So a block boundary depends on two
//! lines and nothing else, and an edit moves no boundary that it does not touch. Page artifacts end no sentence and
//! therefore begin no block.

mod line_label;

use std::ops::Range;

use line_label::{line_heading, line_label};

use crate::code_fences::is_fence;
use crate::columns::goes_on_with_table;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::leading_label::{Enclosure, LeadingLabel, LineContext, leading_label};
use crate::left_open::{ends_with_joining_word, open_number_list};
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::lines::{is_blank, last_line};
use crate::markup::{begins_element, plain_line, plain_lines};
use crate::numerals::{NumberForm, is_digit};
use crate::offset::to_usize;
use crate::page_artifacts::page_artifact;
use crate::script::is_han;
use crate::token::{Token, TokenKind, tokenize_at_most};

/// The number of tokens of a line in which its label is looked for.
pub(crate) const MAX_LABEL_TOKENS: usize = 24;

/// The length up to which a line may introduce provisions that apply to several options.
const MAX_SCOPE_NOTE_BYTES: usize = 160;

/// A line that ends with a noun and is longer is no heading.
const MAX_HEADING_BYTES: usize = 60;

/// Returns the byte offsets at which the blocks of a text begin. The first is 0 unless the text is empty. `before` is
/// the line before the text if the text is a part of a draft.
pub(crate) fn block_starts<'a>(text: &'a str, before: Option<&'a str>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
    let mut previous = before.map(plain_line);
    let mut at = 0;
    for (line, plain) in plain_lines(text) {
        if at == 0 || begins_block(previous.as_deref(), line, &plain, &mut tokens) {
            starts.push(at);
        }
        previous = Some(plain);
        at += line.len();
    }
    starts
}

/// Returns ranges in which a text can be cut into blocks independently, each of about `length` bytes and ending with a
/// line.
pub(crate) fn chunks(text: &str, length: usize) -> Vec<Range<usize>> {
    let mut chunks = Vec::with_capacity(text.len() / length + 1);
    let mut start = 0;
    while start < text.len() {
        let from = (start + length).min(text.len());
        let end = memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |offset| from + offset + 1);
        chunks.push(start..end);
        start = end;
    }
    chunks
}

/// Returns those of the offsets at which the blocks of a text begin that are in one of its chunks.
pub(crate) fn block_starts_in(text: &str, chunk: Range<usize>) -> Vec<usize> {
    let mut starts = Vec::with_capacity((chunk.end - chunk.start) / 64);
    let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
    let mut previous = last_line(&text[..chunk.start]).map(plain_line);
    let mut at = chunk.start;
    for (line, plain) in plain_lines(&text[chunk]) {
        if previous.is_none() || begins_block(previous.as_deref(), line, &plain, &mut tokens) {
            starts.push(at);
        }
        previous = Some(plain);
        at += line.len();
    }
    starts
}

/// Returns whether a line begins a block. `line` and `previous` have blanks in place of markup, `written` has not.
fn begins_block(previous: Option<&str>, written: &str, line: &str, tokens: &mut Vec<Token>) -> bool {
    if is_blank(line) {
        return false;
    }
    let Some(previous) = previous else { return true };
    if page_artifact(line).is_some() {
        return false;
    }
    if is_blank(previous) || is_fence(line) || is_fence(previous) || begins_element(written) {
        return true;
    }
    if line.len() < MAX_SCOPE_NOTE_BYTES && Lexicon::of_line(line).begins_with(line, Phrase::Common) {
        return true;
    }
    let Some(label) = line_label(line, previous, tokens) else { return false };
    // A row of a table goes on with it.
    if label.kind.is_none() && goes_on_with_table(written, previous) {
        return false;
    }
    // The notes at the foot of a page begin with such numbers too.
    if label.doubt != Doubt::None && label.kind.is_none() && !may_follow_line(&label, previous) {
        return false;
    }
    // `the Conventions, 1926 (No.` and `23) and 1936`: the parenthesis closes that of the line before.
    if label.enclosure == Enclosure::Parenthesis && ends_in_parenthesis(previous) {
        return false;
    }
    if label.kind.is_none() && ends_in_list_of_letters(previous) && !line.trim_start().starts_with(is_digit) {
        return false;
    }
    // A label alone on its line stood beside its text, which the extraction from a page put before it.
    let is_alone = label.kind.is_none()
        && label.enclosure.is_in_parentheses()
        && tokens.get(label.next).is_none_or(|token| token.kind == TokenKind::Newline);
    let is_numbered_heading = label.kind.is_some() && label.label.is_some() && label.level == 0;
    let is_open = || open_number_list(previous).is_some() || ends_with_joining_word(previous);
    if is_numbered_heading && (is_open() || goes_on_with_conjunction(previous, &line[to_usize(label.end)..])) {
        return false;
    }
    // A heading has a noun of its own, so the noun before it governs no number of the heading's.
    let is_heading = label.kind.is_some() && ends_with_provision_noun(previous);
    let takes = |label: Label| open_number_list(previous).is_some_and(|open| open.takes(&label));
    let is_in_list = label.kind.is_none() && label.label.is_some_and(takes);
    let is_cut = || is_cut_before_number(previous) && !does_not_govern(previous, &label, line);
    if !is_in_list && !is_cut() || is_heading {
        return true;
    }
    is_alone && !is_in_list && !ends_with_provision_noun(previous)
}

/// Returns whether a parenthesis is open at the end of a line.
fn ends_in_parenthesis(line: &str) -> bool {
    line.rfind('(').is_some_and(|at| !line[at..].contains(')'))
}

/// Returns whether the text after the number of a provision goes on with a conjunction that is joined to its first word,
/// below a line that ends without a stop: the number belongs to the sentence before, as in `المادة 25. وفي هذه الحالة`.
fn goes_on_with_conjunction(previous: &str, after: &str) -> bool {
    let after = after.trim_start_matches(|it: char| it.is_whitespace() || it == '.');
    previous.trim_end().ends_with(char::is_alphabetic)
        && line_heading(previous).is_none()
        && Lexicon::of_line(after).begins_with_conjunction(after)
}

/// Returns whether the paragraph with a number may follow a line: the heading of its article, the paragraph before it, with
/// its own number or after a missing one too, or an item.
fn may_follow_line(paragraph: &LeadingLabel, line: &str) -> bool {
    let Some(label) = paragraph.label else { return false };
    if label.form != NumberForm::Digits {
        return true;
    }
    // `4.2 The carrier pays.` below the end of a sentence.
    if label.numbers[1] != 0 {
        return !line.trim_end().ends_with([',', '،', '，', '、']);
    }
    if line_heading(line).is_some() {
        return label.is_first();
    }
    let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
    tokenize_at_most(line, Lexicon::of_line(line), MAX_LABEL_TOKENS, &mut tokens);
    let before = leading_label(line, &tokens, LineContext::PARAGRAPH).filter(|it| it.kind.is_none());
    before.and_then(|it| Some((it.label?, it.enclosure))).is_some_and(|(last, enclosure)| {
        let is_near = || {
            let numbers = last.number()..=last.number().saturating_add(2);
            enclosure == Enclosure::Bare && last.is_plain() && last.number() > 1 && numbers.contains(&label.number())
        };
        last.form != NumberForm::Digits || label.follows(&last) || paragraph.doubt == Doubt::Slight && is_near()
    })
}

/// Returns whether a line ends where a sentence cannot: before the number of an article, or after "the".
pub(crate) fn is_cut_before_number(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    if !last.ends_with(char::is_alphabetic) {
        return false;
    }
    let may_end_heading = last.chars().next().is_some_and(char::is_uppercase) && line.trim().len() < MAX_HEADING_BYTES;
    match Lexicon::of_line(line).word(last) {
        // `Part` at the end of a heading is a word of its title: `General part`.
        Some(Word::Provision { .. }) => !may_end_heading && line.trim() != last,
        Some(Word::Of | Word::The | Word::To) => !may_end_heading,
        _ => false,
    }
}

/// `Solidarity clause` above `1. The Parties shall act`, `to oversee the rules` above `3. The Association`: returns whether the
/// provision noun at the end of a line does not govern the number of the next one. No number with a stop and a sentence follows a
/// plural, and none follows a title.
fn does_not_govern(above: &str, paragraph: &LeadingLabel, line: &str) -> bool {
    let is_sign = |it: char| it.is_whitespace() || matches!(it, '.' | ')' | '-' | '–' | '．' | '、' | '）');
    let text = line[to_usize(paragraph.end)..].trim_start_matches(is_sign);
    let begins_sentence = |text: &str| text.starts_with(|it: char| it.is_alphabetic() && !it.is_lowercase());
    let is_number = paragraph.kind.is_none() && paragraph.label.is_some_and(|it| it.form == NumberForm::Digits);
    if !is_number || paragraph.enclosure == Enclosure::Bare || !begins_sentence(text) {
        return false;
    }
    let lexicon = Lexicon::of_line(above);
    let mut words = above.trim().rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let plural = words.next().and_then(|noun| match lexicon.word(noun) {
        Some(Word::Provision { plural, .. }) => Some(plural),
        _ => None,
    });
    if plural == Some(true) && text.starts_with(char::is_uppercase) {
        return true;
    }
    let is_first = paragraph.label.is_some_and(|it| it.is_first());
    if !is_first || line_heading(above).is_some() {
        return is_first;
    }
    let title = above.trim();
    if title.len() >= MAX_HEADING_BYTES || title.contains(['.', ';', ':', ',', '،', '؛']) || !begins_sentence(title) {
        return false;
    }
    // `Under paragraph`
    let is_joint = |word: &str| {
        let meaning = lexicon.word(word);
        lexicon.is_joining(word) || matches!(meaning, Some(Word::Of | Word::The | Word::To | Word::This))
    };
    plural.is_some_and(|plural| {
        plural || title.starts_with(char::is_uppercase) && words.next().is_some_and(|word| !is_joint(word))
    })
}

/// Returns whether a line ends in the middle of a list of letters, `paragraph 1, (b), (c),`: an item is never without a
/// text.
fn ends_in_list_of_letters(line: &str) -> bool {
    const MAX_LABEL_CHARS: usize = 4;
    let text = line.trim_end();
    // No space precedes the joining word in Chinese.
    let last = match text.char_indices().next_back().filter(|(_, letter)| is_han(*letter)) {
        Some((at, _)) => &text[at..],
        None => text.rsplit(char::is_whitespace).next().unwrap_or_default(),
    };
    let joins = matches!(Lexicon::of_line(line).word(last), Some(Word::And | Word::Or));
    let list = if joins { text[..text.len() - last.len()].trim_end() } else { text };
    let letters = list.trim_end_matches([',', '،', '，', '、']);
    if letters.len() == list.len() && !joins {
        return false;
    }
    let Some(inside) = letters.strip_suffix([')', '）']) else { return false };
    let Some((before, label)) = inside.rsplit_once(['(', '（']) else { return false };
    let is_label =
        !label.is_empty() && label.chars().count() <= MAX_LABEL_CHARS && label.chars().all(char::is_alphabetic);
    is_label && before.contains(char::is_alphabetic)
}

/// Returns whether the last word of a line is a provision noun, whose number is on the next line.
fn ends_with_provision_noun(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(Lexicon::of_line(line).word(last), Some(Word::Provision { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut starts = block_starts(text, None);
        starts.push(text.len());
        let blocks: Vec<&str> = starts.windows(2).map(|it| text[it[0]..it[1]].trim_end()).collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn a_blank_line_or_a_label_begins_a_block() {
        check(
            "Article 1\nScope\n\nText that\ngoes on.\n1. One\n2. Two\n(a) three\n",
            &["Article 1\nScope", "Text that\ngoes on.", "1. One", "2. Two", "(a) three"],
        );
    }

    #[test]
    fn a_sentence_broken_across_lines_is_one_block() {
        check("in accordance with paragraph\n2. The Parties\n", &["in accordance with paragraph\n2. The Parties"]);
        check(
            "provided for in subparagraphs\n(a) and (b) above\n",
            &["provided for in subparagraphs\n(a) and (b) above"],
        );
        check("as referred to in\nArticle 5 of the Convention\n", &["as referred to in\nArticle 5 of the Convention"]);
        check("under paragraphs 1 and\n3. Three is here.\n", &["under paragraphs 1 and\n3. Three is here."]);
        check("the fee provided by\nArticle 25. In this event\n", &["the fee provided by\nArticle 25. In this event"]);
        check("предусмотренного в\nСтатья 25. В этом\n", &["предусмотренного в\nСтатья 25. В этом"]);
        check("2. The Parties act and\n3. Report.\n", &["2. The Parties act and", "3. Report."]);
    }

    #[test]
    fn a_list_of_letters_goes_on_in_the_next_line() {
        let of = "under article 6, paragraph 1, (b), (c),\n(d) and (a);";
        check(&format!("{of}\n(b) other things\n"), &[of, "(b) other things"]);
        let of = "وفقا للمادة 6، الفقرة 1، (ب)،\n(ج) و (د)؛";
        check(&format!("{of}\n(ب) أمور أخرى\n"), &[of, "(ب) أمور أخرى"]);
        let of = "第六条第一款第（二）项、第（三）项、（四）和\n（五）项；";
        check(of, &[of]);
        check("(a) one, or\n(b) two\n", &["(a) one, or", "(b) two"]);
    }

    #[test]
    fn a_page_may_end_inside_a_sentence() {
        check(
            "as provided for in paragraph\n\nA/CONF.1/2\n13\n2 of article 5.\n/...\nPage 14\n7. Each State\n",
            &["as provided for in paragraph\n\nA/CONF.1/2\n13\n2 of article 5.\n/...\nPage 14", "7. Each State"],
        );
    }

    #[test]
    fn a_label_alone_on_its_line_begins_a_block() {
        check("inform of the\n(b)\nagreement;\n", &["inform of the", "(b)\nagreement;"]);
        check("as in subparagraph\n(b)\nof it;\n", &["as in subparagraph\n(b)\nof it;"]);
    }

    #[test]
    fn an_item_begins_below_a_label_alone_on_its_line() {
        check(
            "(a) to act;\n(b)\n(i) to prohibit;\n(ii) to return.\n",
            &["(a) to act;", "(b)", "(i) to prohibit;", "(ii) to return."],
        );
    }

    #[test]
    fn items_in_lower_case_begin_blocks() {
        check(
            "shall:\n(a) in the case of States, cooperate;\n(b) to that end, act.\n",
            &["shall:", "(a) in the case of States, cooperate;", "(b) to that end, act."],
        );
    }

    #[test]
    fn a_text_cut_in_pieces_has_the_same_blocks() {
        let page = "Article 1\r\nScope\r\n\r\n\nunder paragraph\n2. of it\r(a) one;\n\r\n(b)\n\rtwo\n\n";
        for text in [page, "", "\n", "\r", "a\r\n", "المادة 1\n1 - نص\n\n2 - نص"] {
            let whole = block_starts(text, None);
            for length in 1..=text.len() + 1 {
                let chunks = chunks(text, length);
                let found: Vec<usize> = chunks.into_iter().flat_map(|it| block_starts_in(text, it)).collect();
                assert_eq!(found, whole, "{text:?} in chunks of {length}");
            }
        }
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        check("1. a\r\n2. b\r3. c\n", &["1. a", "2. b", "3. c"]);
        check("", &[] as &[&str]);
    }
}
