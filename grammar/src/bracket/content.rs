//! What a bracket contains: words that are not agreed, a placeholder, the mark of a footnote, a status, or only a
//! label.

use std::ops::Range;

use super::{Bracket, BracketContent};
use crate::fold::{first_words, folded, folded_phrase, may_fold_to};
use crate::kind::Kind;
use crate::label::Label;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::notation::Glyph;
use crate::numerals::is_digit;
use crate::offset::{range_to_usize, to_usize};
use crate::script::is_han;

/// A longer bracket contains text.
const MAX_SHORT_BYTES: usize = 200;

/// Returns what a bracket contains. `labels_end` is the offset of the block's text after its labels.
pub(super) fn content(text: &str, bracket: &Bracket, labels_end: u32, lexicon: &Lexicon) -> BracketContent {
    match bracket.glyph {
        Glyph::Curly | Glyph::Comment | Glyph::Highlight => return BracketContent::Editorial,
        Glyph::Insertion | Glyph::Underline => return BracketContent::Insertion,
        Glyph::Deletion | Glyph::Strike => return BracketContent::Deletion,
        Glyph::Substitution => return BracketContent::Substitution,
        Glyph::Square | Glyph::FullWidth | Glyph::Lenticular | Glyph::Tortoise | Glyph::Escaped => {}
    }
    let Some(inside) = bracket.inside().filter(|inside| inside.len() <= MAX_SHORT_BYTES) else {
        return BracketContent::Text;
    };
    let (before, after) = text.split_at(to_usize(bracket.open));
    let inside = text[range_to_usize(inside)].trim();
    if inside.is_empty() {
        return blank_content(before, lexicon);
    }
    if inside != "." && inside.chars().all(|character| matches!(character, '.' | '…' | ' ')) {
        return BracketContent::Elision;
    }
    if is_footnote_mark(before, after, inside) {
        return BracketContent::Footnote;
    }
    let place = Place::of(before, after, bracket.inside().map_or(0, |it| to_usize(it.end - bracket.open)));
    if is_editorial(inside, lexicon) {
        let is_blank = place.is_in_sentence && is_to_fill_in(inside, lexicon);
        return if is_blank { BracketContent::Placeholder } else { BracketContent::Editorial };
    }
    if is_status(inside, lexicon) && !(is_one_word(inside) && place.is_between_words()) {
        return BracketContent::Status;
    }
    if is_placeholder(inside, lexicon)
        || asks_for_words(inside, lexicon)
        || is_word_of(Phrase::PlaceholderNoun, inside, lexicon)
            && !place.is_beside_bracket
            && !place.is_noun_of(before, lexicon)
    {
        return BracketContent::Placeholder;
    }
    let is_before_text = bracket.open < labels_end;
    if (bracket.structural || is_before_text) && is_label(inside, is_before_text, lexicon) {
        return BracketContent::Label;
    }
    BracketContent::Text
}

/// Where a bracket stands in its line.
struct Place<'a> {
    /// Whether another bracket stands directly before it or after it: it is one of several choices.
    is_beside_bracket: bool,
    /// Whether words of the same sentence stand before it.
    is_in_sentence: bool,
    /// The word after it.
    next: &'a str,
}

impl<'a> Place<'a> {
    /// `before` ends where the bracket opens, and `after` begins there; `closer` is the place of the closer in it.
    fn of(before: &str, after: &'a str, closer: usize) -> Place<'a> {
        const BRACKETS: [char; 4] = ['[', ']', '［', '］'];
        let rest = after.get(closer..).unwrap_or_default();
        let rest = rest.strip_prefix([']', '］']).unwrap_or(rest).trim_start_matches(' ');
        let line = before.trim_end_matches(' ');
        Place {
            is_beside_bracket: line.ends_with(BRACKETS) || rest.starts_with(BRACKETS),
            is_in_sentence: line.ends_with(char::is_alphanumeric),
            next: rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default(),
        }
    }

    /// `the [agreed] terms`: returns whether the sentence goes on after the bracket, or after others beside it.
    fn is_between_words(&self) -> bool {
        self.is_in_sentence && (self.is_beside_bracket || !self.next.is_empty())
    }

    /// `the [number] of vessels`: returns whether the bracket holds the noun of a phrase, which is a text.
    fn is_noun_of(&self, before: &str, lexicon: &Lexicon) -> bool {
        let last = before.trim_end().rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        let is_determined =
            matches!(lexicon.word(last), Some(Word::The | Word::Indefinite)) || lexicon.is_determiner(last);
        is_determined && lexicon.word(self.next) == Some(Word::Of)
    }
}

fn is_one_word(inside: &str) -> bool {
    inside.split_whitespace().nth(1).is_none()
}

/// `to be inserted`: words that stand for others within a sentence, and are a note elsewhere.
fn is_to_fill_in(inside: &str, lexicon: &Lexicon) -> bool {
    let words = folded_phrase(inside.trim_matches(['*', '_', ' ', '.']));
    lexicon.phrases(Phrase::ToFillIn).iter().any(|phrase| words == *phrase)
}

/// `insert date`, `date to be inserted`, `указать дату`: a verb that asks for words, with a noun for them.
fn asks_for_words(inside: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 8;
    let is_near = |kind| lexicon.may_begin(inside, kind);
    if !is_near(Phrase::FillIn) && !is_near(Phrase::FillInNoun) {
        return false;
    }
    if lexicon.language != Language::Zh {
        // Most brackets begin with another word, and need not be folded as a whole.
        let first = folded(inside.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default());
        let begins = |kind| lexicon.phrases(kind).contains(&&*first);
        if !begins(Phrase::FillIn) && !begins(Phrase::FillInNoun) {
            return false;
        }
    }
    let words = folded_phrase(inside);
    if lexicon.language == Language::Zh {
        let rest = lexicon.phrases(Phrase::FillIn).iter().find_map(|verb| words.strip_prefix(verb));
        return rest.is_some_and(|rest| lexicon.phrases(Phrase::FillInNoun).iter().any(|noun| rest.ends_with(noun)));
    }
    if words.split(' ').count() > MAX_WORDS {
        return false;
    }
    let is_any = |word: &str, kind| lexicon.phrases(kind).contains(&word);
    let (first, rest) = words.split_once(' ').unwrap_or((&words, ""));
    let may_be_of = |word: &str| !matches!(lexicon.word(word), Some(Word::The | Word::Indefinite));
    let noun = rest.split(' ').find(|word| may_be_of(word)).unwrap_or_default();
    is_any(first, Phrase::FillIn) && is_any(noun, Phrase::FillInNoun)
        || is_any(first, Phrase::FillInNoun) && is_any(rest, Phrase::ToFillIn)
}

/// `[ ]`: a placeholder after a provision noun and in 第[ ]条, otherwise text.
fn blank_content(before: &str, lexicon: &Lexicon) -> BracketContent {
    if before.trim_end().ends_with(Lexicon::counting_signs().ordinal) {
        return BracketContent::Placeholder;
    }
    let word = before.trim_end().rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    match lexicon.word(word) {
        Some(Word::Provision { .. }) => BracketContent::Placeholder,
        _ => BracketContent::Text,
    }
}

/// `word[14]`, but not 少于[20]个, where Chinese has no spaces.
fn is_footnote_mark(before: &str, bracket: &str, inside: &str) -> bool {
    const MAX_MARK_BYTES: usize = 3;
    if inside.len() > MAX_MARK_BYTES || bracket.starts_with("[0") || !inside.chars().all(is_digit) {
        return false;
    }
    let follows =
        |character: char| character.is_alphabetic() || matches!(character, '.' | ',' | ';' | '”' | '’' | '"' | ')');
    let is_in_sentence = || before.ends_with(is_han) && after_numbers(bracket).is_some_and(is_han);
    before.chars().next_back().is_some_and(follows) && !is_in_sentence() && !is_before_choice(bracket)
}

/// `[20] [30]`: returns whether a blank and another number in brackets follow a bracket. The marks of footnotes are joined.
fn is_before_choice(bracket: &str) -> bool {
    let rest = bracket.find([']', '］']).map_or("", |close| &bracket[close..]);
    let next = rest.trim_start_matches([']', '］']);
    let is_set_off = next.starts_with(' ');
    is_set_off
        && next.trim_start_matches(' ').strip_prefix(['[', '［']).is_some_and(|inner| inner.starts_with(is_digit))
}

/// Returns the character after a bracket and other numbers in brackets directly after it: 天 after `[20][30]`.
fn after_numbers(bracket: &str) -> Option<char> {
    const MAX_BRACKETS: usize = 4;
    let mut rest = bracket;
    for _ in 0..MAX_BRACKETS {
        let inner = rest.trim_start_matches(['[', '［']);
        let after = inner.trim_start_matches(is_digit);
        let closed = after.strip_prefix([']', '］']).filter(|_| inner.len() < rest.len() && after.len() < inner.len());
        let Some(closed) = closed else { break };
        rest = closed;
    }
    rest.chars().next()
}

/// `3.`, `(a)`, `4 bis.`
fn is_label(inside: &str, is_before_text: bool, lexicon: &Lexicon) -> bool {
    if inside.chars().all(is_digit) {
        return true;
    }
    // `[Article 3 bis]`
    let number = inside.trim_start_matches(|letter: char| letter.is_alphabetic());
    let noun = &inside[..inside.len() - number.len()];
    let is_heading_noun = |kind: Kind| kind.is_article() || kind.is_division();
    let is_noun = matches!(lexicon.word(noun), Some(Word::Provision { kind, .. }) if is_heading_noun(kind));
    let is_headed = is_noun && is_before_text && !number.trim().is_empty();
    let inside = if is_headed { number.trim_start() } else { inside };
    let bare = inside.trim_end_matches(['.', ')']).trim_start_matches('(');
    let mut words = bare.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_suffix = |word: &str| {
        matches!(lexicon.word(word), Some(Word::Inserted(_) | Word::Repeated | Word::Alternative | Word::Supra))
    };
    // `3bis`, `13A`
    let joined = first.trim_start_matches(is_digit);
    let is_joined = joined.len() < first.len() && is_headed && (is_suffix(joined) || joined.chars().count() == 1);
    let is_number = first.chars().all(is_digit) || is_joined || Label::from_letters(first).is_some();
    let is_set_off = bare.len() < inside.len() || is_before_text;
    is_set_off && is_number && words.all(is_suffix)
}

/// `Placeholder for annex X`, `Note: …`, `To be completed`
pub(crate) fn is_editorial(inside: &str, lexicon: &Lexicon) -> bool {
    const KINDS: [Phrase; 3] = [Phrase::Editorial, Phrase::BeginsNote, Phrase::Note];
    /// The most words of a phrase that begins a note, with the author of the note.
    const MAX_WORDS: usize = 8;
    let text = inside.trim_matches(['*', '_', ' ']);
    let may_begin = |kind: &Phrase| {
        lexicon.may_begin(text, *kind) && lexicon.phrases(*kind).iter().any(|form| may_fold_to(text, form))
    };
    if !KINDS.iter().any(may_begin) {
        return false;
    }
    let forms = |kind| lexicon.phrases(kind).iter();
    let begins = |words: &str, form: &str| {
        let rest = words.strip_prefix(form);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || form.chars().any(is_han))
    };
    let words = first_words(text, MAX_WORDS);
    if forms(Phrase::BeginsNote).any(|form| begins(&words, form)) {
        return true;
    }
    if let Some((note, _)) = text.split_once([':', '：']) {
        let words = first_words(note, MAX_WORDS);
        return forms(Phrase::Note).any(|form| begins(&words, form)) && note.split_whitespace().count() < MAX_WORDS;
    }
    let whole = words.trim_end_matches(['.', ' ']);
    forms(Phrase::Editorial).any(|form| whole == *form) && text.split_whitespace().count() < MAX_WORDS
}

/// `agreed ad referendum`, `move to part II`
fn is_status(inside: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS_AFTER_BYTES: usize = 39;
    if !lexicon.may_begin(inside, Phrase::Status) {
        return false;
    }
    // Most brackets begin with another word, and need not be folded as a whole.
    let first = folded(inside.split_whitespace().next().unwrap_or_default());
    let begins_with_first =
        |status: &&&str| status.strip_prefix(&*first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut near = lexicon.phrases(Phrase::Status).iter().filter(begins_with_first).peekable();
    if near.peek().is_none() {
        return false;
    }
    let phrase = folded_phrase(inside);
    near.any(|status| match phrase.strip_prefix(status) {
        Some("") => true,
        Some(rest) => rest.starts_with(' ') && status.contains(' ') && rest.len() <= MAX_WORDS_AFTER_BYTES,
        None => false,
    })
}

/// The sign that a bracket holds while a number or words are still to come, in every language.
pub const PLACEHOLDER: &str = "X";

/// `X`, `XX`, `20XX`, `x years`, `__`, `to be determined`
fn is_placeholder(inside: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 3;
    let first = inside.split_whitespace().next().unwrap_or_default();
    let is_short = || inside == first || first.contains('X') || inside.split_whitespace().count() <= MAX_WORDS;
    if is_unknown_number(first, inside) && is_short() {
        return true;
    }
    if matches!(inside, "Y" | "Z" | "N" | "●" | "•" | "?" | "_") {
        return true;
    }
    if is_word_of(Phrase::PlaceholderWord, inside, lexicon) {
        return true;
    }
    // Most brackets begin and end with other letters, and need not be folded as a whole.
    let may_be = lexicon.may_begin(inside, Phrase::Placeholder) || lexicon.may_end(inside, Phrase::Placeholder);
    if inside.is_ascii() && !may_be {
        return false;
    }
    let words = folded(inside);
    let mut phrases = lexicon.phrases(Phrase::Placeholder).iter();
    phrases.any(|phrase| words.starts_with(phrase) || words.ends_with(phrase))
}

/// `date`: returns whether a text is one of the words of a kind.
fn is_word_of(kind: Phrase, inside: &str, lexicon: &Lexicon) -> bool {
    lexicon.may_begin(inside, kind) && is_one_word(inside) && lexicon.phrases(kind).contains(&&*folded(inside))
}

/// `X`, `20XX`, `x` in `x years`, `__`
fn is_unknown_number(word: &str, inside: &str) -> bool {
    let is_blank = |character| matches!(character, 'X' | 'x' | '_' | '×');
    let is_part = |character: char| is_blank(character) || matches!(character, '-' | ',') || character.is_ascii_digit();
    word.chars().all(is_part)
        && word.chars().any(is_blank)
        && (word.len() > 1 || word == "X" || inside.len() > 1 && word == "x")
}

/// Returns the placeholders of a text that are in no bracket: `20XX`, `XX`, `____`. Roman numerals, and a session in
/// parentheses such as `(XX)`, are not placeholders.
pub fn bare_placeholders(text: &str) -> Vec<Range<usize>> {
    // A shorter rule may be markup, and `___` on a line of its own is a rule of Markdown.
    const MIN_RULE_BYTES: usize = 3;
    let mut found = Vec::new();
    if !["XX", "__", "0X", "3X"].iter().any(|part| text.contains(part)) {
        return found;
    }
    // Chinese has no spaces around a number: 于20XX年.
    let is_part = |character: char| character.is_alphanumeric() && !is_han(character) || character == '_';
    let mut from = 0;
    for word in text.split(|character| !is_part(character)) {
        let range = from..from + word.len();
        from = range.end + text[range.end..].chars().next().map_or(0, char::len_utf8);
        let blanks = word.matches(['X', '_']).count();
        let digits = word.matches(|character: char| character.is_ascii_digit()).count();
        let is_open = blanks + digits == word.len() && (blanks > 1 || blanks == 1 && digits == 3);
        let is_short_rule = word.contains('_')
            && (word.len() < MIN_RULE_BYTES || word.len() == MIN_RULE_BYTES && !is_among_words(text, &range));
        let is_session = text[..range.start].ends_with('(') && text[range.end..].starts_with(')') && digits == 0;
        if is_open && !is_short_rule && !is_session {
            found.push(range);
        }
    }
    found
}

/// Returns whether spaces and letters stand on both sides of a range, or letters before it and a stop after it.
fn is_among_words(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    let is_word = |line: &str| line.contains(char::is_alphabetic) && !line.contains('_');
    let is_apart = before.ends_with(' ') || before.ends_with(is_han);
    is_word(before) && is_apart && (after.trim().len() < 2 || is_word(after))
}
