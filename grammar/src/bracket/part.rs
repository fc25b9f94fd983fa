//! One part of a run of brackets: the words at its ends, its signs, and its length. Long parts are read at their ends
//! only: since runs nest, reading them whole would be quadratic.

use super::BracketContent;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::is_digit;

/// The most bytes that are read at each end of a part.
const MAX_READ_BYTES: usize = 160;

/// The most words of a part that is compared as a phrase, not as a clause.
const MAX_PHRASE_WORDS: usize = 4;

/// What stands at one end of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// A sign that separates: `,`.
    Sign,
    /// `and`, `or`
    Conjunction,
    /// A preposition, or another word that joins what follows to what is before: `including`.
    Preposition,
    /// `the`
    Determiner,
    /// `shall`
    Modal,
    /// Any other word, or a number.
    Word,
}

/// The words of one bracket of a run, without blanks at their ends.
pub(super) struct Part<'a> {
    /// The words, or the beginning of long ones.
    pub(super) text: &'a str,
    pub(super) content: BracketContent,
    /// The first word, or an empty string.
    pub(super) first_word: &'a str,
    pub(super) start: Edge,
    pub(super) end: Edge,
    /// The number of words, or one more than [`MAX_PHRASE_WORDS`]. A Chinese text counts as one word.
    pub(super) words: usize,
    /// The comma or stop at its end.
    pub(super) end_sign: Option<char>,
    /// The sign at its end, if that ends a sentence or a list item.
    pub(super) final_stop: Option<char>,
    pub(super) is_long: bool,
    /// Whether it is one word without signs.
    pub(super) is_word: bool,
    pub(super) is_modal: bool,
    /// Whether it is a number, or stands for one: `30`, `0.5`, `90th`, `XX`.
    pub(super) is_number: bool,
    /// Whether it has only conjunctions, prepositions and signs: `and`, `in the`, `,`.
    pub(super) is_joint: bool,
    pub(super) is_acronym: bool,
    pub(super) is_capitalised: bool,
}

impl<'a> Part<'a> {
    pub(super) fn new(inside: &'a str, content: BracketContent, lexicon: &Lexicon) -> Part<'a> {
        let inside = inside.trim();
        let is_long = inside.len() > MAX_READ_BYTES;
        let text = &inside[..inside.ceil_char_boundary(MAX_READ_BYTES.min(inside.len()))];
        let tail = &inside[inside.floor_char_boundary(inside.len().saturating_sub(MAX_READ_BYTES))..];
        let bare = text.trim_start_matches(['[', '［', '*', '_', '\\', '"', '“', '«', ' ']);
        let tail = tail.trim_end_matches([']', '］', '*', '_', '\\', '"', '”', '»', ' ']);
        let end_sign = tail.chars().next_back().and_then(separator);
        let first_word = words(bare).next().unwrap_or_default();
        let is_word = !first_word.is_empty() && first_word.len() == inside.len();
        let start = match bare.chars().next().and_then(separator) {
            Some(_) => Edge::Sign,
            None => opening(bare, first_word, lexicon),
        };
        let capitals = first_word.chars().filter(|letter| letter.is_uppercase()).count();
        Part {
            text,
            content,
            first_word,
            start,
            end: closing(tail, end_sign, lexicon),
            words: words(text).take(MAX_PHRASE_WORDS + 1).count() + usize::from(is_long),
            end_sign,
            final_stop: end_sign.filter(|sign| *sign != ','),
            is_long,
            is_word,
            is_modal: is_modal(bare, start, lexicon),
            is_number: is_number(inside, lexicon),
            is_joint: !is_long && words(text).all(|word| is_joint(word, lexicon)) && !inside.is_empty(),
            is_acronym: capitals > 1 && capitals * 2 >= first_word.chars().count(),
            is_capitalised: capitals > 0,
        }
    }

    /// Returns whether it is short enough to be a phrase.
    pub(super) fn is_phrase(&self) -> bool {
        !self.is_long && self.words <= MAX_PHRASE_WORDS
    }

    /// Returns whether it ends before the words that it belongs to: `in accordance with`.
    pub(super) fn needs_more(&self) -> bool {
        match self.end {
            Edge::Preposition => self.words > 0,
            Edge::Determiner => !self.is_word,
            Edge::Sign | Edge::Conjunction | Edge::Modal | Edge::Word => false,
        }
    }

    /// Returns whether both parts have a word in common other than short ones.
    pub(super) fn shares_word(&self, other: &Part<'_>) -> bool {
        const MIN_WORD_BYTES: usize = 4;
        let mut counted = words(self.text).filter(|word| word.len() >= MIN_WORD_BYTES || word.starts_with(is_digit));
        counted.any(|word| words(other.text).any(|it| it == word))
    }
}

/// Returns the separating sign of ASCII for a sign of any script.
fn separator(sign: char) -> Option<char> {
    Some(match sign {
        ',' | '،' | '，' | '、' => ',',
        ';' | '؛' | '；' => ';',
        ':' | '：' => ':',
        '.' | '。' => '.',
        _ => return None,
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns what a part begins with. `bare` is its text from its first word on.
fn opening(bare: &str, first_word: &str, lexicon: &Lexicon) -> Edge {
    match edge_of(first_word, lexicon) {
        Edge::Word if lexicon.begins_with_conjunction(bare) => Edge::Conjunction,
        Edge::Word if lexicon.begins_with_preposition(bare) => Edge::Preposition,
        edge => edge,
    }
}

fn closing(tail: &str, end_sign: Option<char>, lexicon: &Lexicon) -> Edge {
    if end_sign.is_some() {
        return Edge::Sign;
    }
    let last = tail.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    edge_of(last, lexicon)
}

fn edge_of(word: &str, lexicon: &Lexicon) -> Edge {
    if word.is_empty() {
        Edge::Word
    } else if matches!(lexicon.word(word), Some(Word::And | Word::Or)) {
        Edge::Conjunction
    } else if matches!(lexicon.word(word), Some(Word::Of)) || lexicon.is_joining(word) {
        Edge::Preposition
    } else if lexicon.is_determiner(word) {
        Edge::Determiner
    } else if lexicon.is_modal(word) {
        Edge::Modal
    } else {
        Edge::Word
    }
}

/// `shall not`, `are encouraged`
fn is_modal(bare: &str, start: Edge, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 3;
    let may_be = !matches!(start, Edge::Sign | Edge::Conjunction | Edge::Preposition);
    may_be && bare.split_whitespace().take(MAX_WORDS).any(|word| lexicon.is_modal(word.trim_matches([',', '[', ']'])))
}

/// `in the`, `and`
fn is_joint(word: &str, lexicon: &Lexicon) -> bool {
    matches!(edge_of(word, lexicon), Edge::Conjunction | Edge::Preposition)
}

/// `30`, `0.5`, `90th`, `XX`, `three`
fn is_number(part: &str, lexicon: &Lexicon) -> bool {
    const MAX_NUMBER_BYTES: usize = 24;
    const MAX_ENDING_CHARS: usize = 3;
    if part.is_empty() || part.len() > MAX_NUMBER_BYTES {
        return false;
    }
    let is_part = |character: char| is_digit(character) || matches!(character, '.' | ',' | '%' | 'X' | '½' | '¾' | '¼');
    let ending = part.trim_start_matches(is_part);
    let is_counted = ending.len() < part.len()
        && ending.chars().count() <= MAX_ENDING_CHARS
        && ending.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | ' ' | 'º' | 'ª' | '°'));
    is_counted || matches!(lexicon.word(part), Some(Word::Ordinal(_)))
}
