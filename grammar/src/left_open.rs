//! What a text leaves open at its end: a line that wraps, or a page that ends in the middle of a sentence, takes the
//! number with which the next line begins.

use crate::kind::Kind;
use crate::label::Label;
use crate::language::Language;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::{NumberForm, is_digit};
use crate::page_artifacts::page_artifact;
use crate::script::is_han;

/// The words of a list of numbers that are looked at, from its end: `paragraphs 1, 2, 3 and`.
const MAX_LIST_WORDS: usize = 12;

/// The lines at the end of a block that are looked at: those of a page's foot and head.
const MAX_FOOT_LINES: usize = 8;

/// The number that a text leaves open at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenNumber {
    /// A number in digits: `under paragraphs 1 and`.
    Digits,
    /// A letter: `of subparagraphs (a) and`.
    Letter,
    /// A number of any form: `as provided for in paragraph`.
    Any,
}

impl OpenNumber {
    /// Returns whether a label may be the open number.
    pub fn takes(self, label: &Label) -> bool {
        match self {
            OpenNumber::Digits => label.form == NumberForm::Digits,
            OpenNumber::Letter => label.form != NumberForm::Digits,
            OpenNumber::Any => true,
        }
    }
}

/// Returns the form of the number that must follow a line because it ends inside a list of numbers: `under paragraphs 1
/// and`, `of articles 5, 6,`, 第二条和. After one number its noun is a plural, since `under article 5 or` may end a clause.
pub(crate) fn open_number_list(line: &str) -> Option<OpenNumber> {
    let line = line.trim_end();
    if line.ends_with(is_han) {
        return ends_in_counted_list(line).then_some(OpenNumber::Digits);
    }
    let lexicons = lexicons(line);
    let mut words = line.rsplit(char::is_whitespace).filter(|word| !word.is_empty()).take(MAX_LIST_WORDS);
    let last = words.next()?;
    let mut numbers = Vec::new();
    if let Some(number) = last.strip_suffix([',', '،']) {
        numbers.push(Number::of(number)?);
    } else if !is_joint(lexicons, last) {
        return None;
    }
    for word in words {
        if let Some(number) = Number::of(word.trim_end_matches([',', '،'])) {
            // `in article 5, or`: the comma ends a clause, unless the list has commas.
            numbers.push(Number { has_comma: word.ends_with([',', '،']), ..number });
            continue;
        }
        let word = word.trim_start_matches(['(', '[', '*', '_']);
        let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
        let is_plural = |it: &Language| match Lexicon::of(*it).word(word) {
            Some(Word::Provision { plural, .. }) => Some(plural),
            _ => None,
        };
        let is_plural = lexicons.iter().filter_map(is_plural).max()?;
        let last = numbers.first().filter(|last| numbers.len() > 1 || is_plural && !last.has_comma)?;
        return Some(if last.is_digits { OpenNumber::Digits } else { OpenNumber::Letter });
    }
    None
}

/// A number in a list.
#[derive(Clone, Copy)]
struct Number {
    is_digits: bool,
    has_comma: bool,
}

impl Number {
    /// `1`, `(a)`, `b)`, `2(c)`
    fn of(word: &str) -> Option<Number> {
        if word.ends_with([';', ':', '.', '؛']) {
            return None;
        }
        // `(a)(iii)` ends with the number that counts.
        let inner = word.trim_matches(['(', ')', '[', ']']);
        let inner = inner.rsplit(")(").next().unwrap_or(inner);
        let is_digits = inner.starts_with(is_digit);
        let is_set_off = word.ends_with(')') || inner.chars().all(char::is_uppercase);
        (is_digits || is_set_off && Label::from_letters(inner).is_some())
            .then_some(Number { is_digits, has_comma: false })
    }
}

/// Returns whether a line ends with a word in small letters after which a sentence must continue: `provided by`.
pub(crate) fn ends_with_joining_word(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_small = last.chars().all(|letter| letter.is_alphabetic() && !letter.is_uppercase());
    let joins = |lexicon: &Lexicon| {
        lexicon.is_joining(last) || matches!(lexicon.word(last), Some(Word::Of | Word::The | Word::To | Word::This))
    };
    is_small && !last.is_empty() && lexicons(line).iter().any(|it| joins(Lexicon::of(*it)))
}

/// Returns the number that a block leaves open, inside a list of numbers or after the noun before one, apart from the foot
/// of its page.
pub(crate) fn open_number(text: &str) -> Option<OpenNumber> {
    let mut rest = text;
    for _ in 0..MAX_FOOT_LINES {
        rest = rest.trim_end_matches(|it: char| it.is_whitespace() || it == '\u{FEFF}');
        let start = memchr::memrchr2(b'\n', b'\r', rest.as_bytes()).map_or(0, |at| at + 1);
        let line = &rest[start..];
        if line.is_empty() {
            return None;
        }
        if page_artifact(line).is_none() {
            // Most blocks end with a stop.
            if ends_within_number(line) {
                return Some(OpenNumber::Digits);
            }
            let may_continue = line.ends_with(|it: char| matches!(it, ',' | '،' | '&') || it.is_alphabetic());
            let number = || open_number_list(line).or_else(|| ends_with_cited_noun(line).then_some(OpenNumber::Any));
            return may_continue.then(number).flatten();
        }
        rest = &rest[..start];
    }
    None
}

/// `Articles H-02 and H-`: returns whether a line ends with a hyphen inside a number.
fn ends_within_number(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some(front) = last.strip_suffix(['-', '\u{2011}']) else { return false };
    let is_capital = matches!(front.as_bytes(), [b'A'..=b'Z']);
    is_capital || !front.is_empty() && front.len() < 5 && front.bytes().all(|it| it.is_ascii_digit())
}

/// Returns whether a line ends with a preposition and a noun whose number is to follow: `as provided for in paragraph`,
/// `pursuant to Article`, `of Protocol`. In a heading the preposition may have a capital.
fn ends_with_cited_noun(line: &str) -> bool {
    let mut words = line.trim_end().rsplit(char::is_whitespace).filter(|word| !word.is_empty());
    let (Some(last), Some(before)) = (words.next(), words.next()) else { return false };
    let last = last.rsplit(['\'', '’']).next().unwrap_or(last);
    let is_word = last.chars().all(char::is_alphabetic) && !last.is_empty();
    let is_in_text = !last.chars().any(char::is_uppercase)
        || !last.chars().skip(1).any(char::is_uppercase) && !before.chars().any(char::is_uppercase);
    let is_cited = |it: &Language| {
        let lexicon = Lexicon::of(*it);
        let is_numbered = match lexicon.word(last) {
            Some(Word::Provision { kind, .. }) => {
                kind.is_article() || kind.is_annex() || matches!(kind, Kind::Paragraph | Kind::Subparagraph)
            }
            Some(Word::Instrument(_)) => true,
            _ => false,
        };
        is_numbered && (matches!(lexicon.word(before), Some(Word::Of | Word::To)) || lexicon.is_joining(before))
    };
    is_word && is_in_text && !line.trim_start().starts_with('#') && lexicons(line).iter().any(is_cited)
}

/// 依照第二条和
fn ends_in_counted_list(line: &str) -> bool {
    let lexicon = Lexicon::of(Language::Zh);
    let Some((at, last)) = line.char_indices().next_back() else { return false };
    let before = line[..at].chars().next_back();
    let is_head = |letter: char| matches!(lexicon.word(letter.encode_utf8(&mut [0; 4])), Some(Word::Provision { .. }));
    let joins = matches!(lexicon.word(last.encode_utf8(&mut [0; 4])), Some(Word::And | Word::Or | Word::To));
    joins && before.is_some_and(is_head)
}

/// The languages in which a line may be, by its script.
fn lexicons(line: &str) -> &'static [Language] {
    const LATIN: [Language; 3] = [Language::En, Language::Fr, Language::Es];
    match Lexicon::of_line(line).language {
        Language::Ru => &[Language::Ru],
        Language::Ar => &[Language::Ar],
        Language::Zh => &[Language::Zh],
        Language::En | Language::Fr | Language::Es => &LATIN,
    }
}

fn is_joint(lexicons: &[Language], word: &str) -> bool {
    lexicons.iter().any(|it| matches!(Lexicon::of(*it).word(word), Some(Word::And | Word::Or | Word::To)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_numbers_may_be_cut_after_a_joint_or_a_comma() {
        let digits = [
            "act under paragraphs 1 and",
            "act under paragraph 1, 2,",
            "en vertu des paragraphes 1 et",
            "aux articles 5, 6 et",
            "de conformidad con los artículos 4 a",
            "согласно пунктам 1 и",
            "وفقا للفقرتين 1 و",
            "依照第二条和",
            "under paragraphs 1 &\n\n",
        ];
        assert!(digits.iter().all(|line| open_number(line) == Some(OpenNumber::Digits)));
        assert_eq!(open_number("of subparagraphs (a), (b) or"), Some(OpenNumber::Letter));
        for line in [
            "The Parties shall act and",
            "in 2020 and",
            "one, two,",
            "in its Schedule to Annex I,",
            "in its Schedule to Annex I, or",
            "as set out in article 5 or",
            "Article 5",
            "(a) act; and",
            "行动和",
        ] {
            assert_eq!(open_number(line), None, "{line}");
        }
    }

    #[test]
    fn a_page_may_end_before_a_number() {
        assert!(open_number("as provided for in paragraph\n\nA/CONF.1/2\n13\n").is_some());
        assert!(open_number("with Articles H-02, H-03 and H-\n").is_some());
        assert!(open_number("as follows -\n").is_none() && open_number("the Parties shall co-\n").is_none());
        assert!(open_number("как предусмотрено в пункте\n").is_some());
        assert!(open_number("shall be established pursuant to Article\n").is_some());
        assert!(open_number("in accordance with the provisions of Protocol\n").is_some());
        assert!(open_number("Measures Pursuant To Article\n").is_none());
        assert!(open_number("as a Party to the Protocol\n").is_none());
        assert!(open_number("Final Part\n").is_none() && open_number("article\n").is_none());
        assert!(open_number("under articles 6 and 7; or\n").is_none());
        assert!(
            open_number("#### Adoption of regulations\n").is_none() && open_number("of this paragraph\n").is_none()
        );
    }

    #[test]
    fn a_sentence_continues_after_a_joining_word() {
        for line in [
            "the fee provided by",
            "conformément aux articles et par",
            "de acuerdo con",
            "предусмотренного в",
            "المنصوص عليه في",
        ] {
            assert!(ends_with_joining_word(line), "{line}");
        }
        assert!(!ends_with_joining_word("Rules To Abide By") && !ends_with_joining_word("General provisions"));
    }
}
