//! Cross-references as they are written: `articles 5 to 7 and 9, paragraph 2 (a)`, `الفقرة 1 (أ) من المادة 36`,
//! `paragraph 2 of article 4 of the Budapest Convention`. A reference says what it names. Whether that exists depends
//! on the draft.
//!
//! Each production of the grammar is a method of [`Reader`] that reads it at a token and returns it with the token
//! after it:
//!
//! ```text
//! reference  = path [title] [anchor]              articles 5 and 6 of this Convention
//! path       = segment {inner | outer}            paragraph 2 (a) of article 7
//! segment    = noun item {joint item}             articles 5 to 7 and 9
//! item       = number {letter}                    6 (e) (i)
//! anchor     = near | this | instrument           above; of this article; of the Budapest Convention
//! document   = noun number | symbol               decision 1/CP.17; A/RES/75/1
//! ```

mod address_parts;
mod after_number;
mod among_which;
mod anchor;
mod anchor_before;
mod article_title;
mod between;
mod code_numbers;
mod counted_letters;
mod counted_path;
mod counted_text;
mod distant_anchor;
mod document;
mod emphasis;
mod enclosed_letters;
mod instrument;
mod item_signs;
mod link;
mod list_bounds;
mod list_joint;
mod mentioned;
mod named_before;
mod narrower_parts;
mod number;
mod owner_link;
mod path;
mod pointed_path;
mod pointing;
mod preambular;
mod prefixed;
mod previous;
mod renumbered;
mod resumed_list;
mod segment;
mod shared_path;
mod value;
mod wider_parts;
mod without_number;
mod work;

use std::ops::Range;

use link::Links;

pub use value::{Anchor, Inheritance, Reference, Step, Target};

use crate::counted::{is_ordinal_sign, is_ordinal_sign_token};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::{Token, TokenKind};

/// Appends the references of a text to `found`, in reading order. They do not overlap. The tokens must be those of the
/// text in the lexicon's language.
pub(crate) fn references(text: &str, tokens: &[Token], lexicon: &Lexicon, found: &mut Vec<Reference>) {
    let links = Links::of(text);
    let without_links = links.without_signs(tokens);
    let tokens = without_links.as_deref().unwrap_or(tokens);
    let reader = Reader { text, tokens, lexicon, elsewhere: &links.elsewhere };
    let has_bare_letters = lexicon.has_letter_prepositions();
    let has_slash = memchr::memchr(b'/', text.as_bytes()).is_some();
    let mut at = 0;
    // The anchor of the last reference, if an instrument that is named before it has given it.
    let mut named: Option<Anchor> = None;
    while let Some(token) = tokens.get(at) {
        let TokenKind::Word(word) = token.kind else {
            at += 1;
            continue;
        };
        if word.is_none() && reader.is_between_words(at, has_bare_letters) {
            at += 1;
            continue;
        }
        let is_counted = matches!(word, Some(Word::Ordinal(_)))
            || matches!(reader.word(at + 1), Some(Word::Ordinal(_) | Word::AndOrdinal(_)));
        if has_bare_letters
            && reader.is(at + 2, ')')
            && let Some((reference, next)) = reader.letter_after_preposition(at)
        {
            found.push(reference);
            at = next;
        } else if !reader.may_begin(at, word, is_counted, has_slash) {
            at += 1;
        } else if let Some((reference, next)) = reader.document(at, word) {
            found.push(reference);
            at = next;
        } else if word.is_none()
            && let Some((reference, next)) = reader.prefixed_paragraph(at)
        {
            found.push(reference);
            at = next;
        } else if word.is_none()
            && is_ordinal_sign(text, tokens, at)
            && let Some((reference, next)) = reader
                .counted_reference(at)
                .or_else(|| reader.open_counted_reference(at))
                .or_else(|| reader.slashed_counted_reference(at))
        {
            reader.add_counted(found, reference, at..next);
            at = next;
        } else if is_counted && let Some((reference, next)) = reader.counted_text_reference(at) {
            reader.share_anchor(found, &reference);
            let mut reference = reference;
            reader.share_path(found, &mut reference);
            found.push(reference);
            at = next;
        } else if let Some(noun) = reader.noun(at)
            && noun.kind != Kind::Footnote
            && !reader.is_second_part(at)
            && let Some((mut reference, next)) = reader.reference(noun)
        {
            reader.inherit(found.last(), &mut reference, at, next);
            if !reader.names_nothing_new(&reference) {
                reader.share_anchor(found, &reference);
                // `its Article 3 and Article 4`: the instrument of the first reference is that of the joined one.
                named = match reference.anchor {
                    Anchor::None => named.filter(|_| reader.is_joined(found.last(), &reference)),
                    anchor => reader.named_before(noun, next).filter(|it| *it == anchor),
                };
                reference.anchor = named.unwrap_or(reference.anchor);
                reader.share_path(found, &mut reference);
                found.push(reference);
            }
            found.extend(reader.number_lost_after(noun, next));
            at = next;
        } else if let Some((reference, next)) = reader.reference_without_number(at) {
            found.push(reference);
            at = next;
        } else {
            at += 1;
        }
    }
}

/// The most provisions that one reference may name. It bounds the work for a text that is made to be slow.
const MAX_TARGETS: usize = 64;

/// A text, its tokens and their lexicon.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lexicon: &'a Lexicon,
    /// The words of links to other files, in order.
    elsewhere: &'a [Range<u32>],
}

/// A provision noun.
#[derive(Clone, Copy)]
struct Noun {
    at: usize,
    kind: Kind,
    plural: bool,
}

/// A noun and the numbers that it governs.
struct Segment {
    kind: Kind,
    items: Vec<Item>,
    /// Whether a number is still to come.
    pending: bool,
}

impl Segment {
    /// Returns whether every item is a single number in digits.
    fn is_counted(&self) -> bool {
        self.items.iter().all(|item| item.steps.len() == 1 && item.steps[0].label.form == NumberForm::Digits)
    }

    fn set_kind(&mut self, kind: Kind) {
        self.kind = kind;
        self.items.iter_mut().for_each(|item| item.steps[0].kind = kind);
    }
}

/// A number with its letters, or a range that begins with it.
#[derive(Clone)]
struct Item {
    steps: Vec<Step>,
    to: Option<Label>,
}

/// Returns how narrow provisions of a kind are. A path runs from wide to narrow or from narrow to wide.
fn narrowness(kind: Kind) -> u8 {
    match kind {
        Kind::Annex | Kind::Schedule => 0,
        Kind::Appendix => 1,
        Kind::Part | Kind::Title => 2,
        Kind::Chapter => 3,
        Kind::Section => 4,
        Kind::Option => 5,
        Kind::Preamble => 6,
        Kind::Paragraph | Kind::Recital => 7,
        Kind::Subparagraph => 8,
        Kind::Item | Kind::Footnote => 9,
        // An article, or what stands where articles do.
        _ => 6,
    }
}

impl<'a> Reader<'a> {
    /// Adds the reference of some tokens that counts provisions.
    fn add_counted(self, found: &mut Vec<Reference>, mut reference: Reference, tokens: Range<usize>) {
        self.inherit(found.last(), &mut reference, tokens.start, tokens.end);
        self.place_in_document(found.last(), &mut reference);
        self.share_path(found, &mut reference);
        // 本条 by itself was a reference, to which 第二款 adds a step.
        if found.last().is_some_and(|last| last.end > reference.start) {
            found.pop();
        }
        found.push(reference);
    }

    /// Returns whether a reference may begin at a word. Most words are neither nouns nor 第, and no slash makes them the
    /// beginning of a symbol.
    fn may_begin(self, at: usize, word: Option<Word>, is_counted: bool, has_slash: bool) -> bool {
        matches!(word, Some(Word::Provision { .. } | Word::Instrument(_)))
            || is_counted
            || word.is_none() && self.is_prefixed_number(at)
            || is_ordinal_sign_token(self.text, &self.tokens[at])
            || has_slash && self.is(at + 1, '/')
    }

    /// Returns whether another word without a meaning follows a word without one, as in most of a text, so that no reference
    /// begins at the first.
    #[inline(always)]
    fn is_between_words(self, at: usize, has_bare_letters: bool) -> bool {
        matches!(self.tokens.get(at + 1), Some(Token { kind: TokenKind::Word(None), .. }))
            && !is_ordinal_sign_token(self.text, &self.tokens[at])
            && !(has_bare_letters && self.is(at + 2, ')'))
    }

    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn kind(self, at: usize) -> Option<TokenKind> {
        self.token(at).map(|token| token.kind)
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    fn number_value(self, at: usize) -> Option<u32> {
        self.token(at).and_then(Token::number)
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn is_comma(self, at: usize) -> bool {
        self.is(at, ',') || self.is(at, '،')
    }

    fn is_apostrophe(self, at: usize) -> bool {
        self.is(at, '’') || self.is(at, '\'')
    }

    fn is_glued(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    fn first_letter(self, at: usize) -> Option<char> {
        self.written(at).chars().next()
    }

    fn starts_with_capital(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(char::is_uppercase)
    }

    fn is_han(self, at: usize) -> bool {
        self.first_letter(at).is_some_and(is_han)
    }

    /// Returns the provision noun at a token.
    fn noun(self, at: usize) -> Option<Noun> {
        match self.word(at) {
            Some(Word::Provision { kind, plural }) => Some(Noun { at, kind, plural: plural || self.is_doubled(at) }),
            _ => None,
        }
    }

    /// `п.п. 3 и 7`: returns whether an abbreviation is written twice, which makes it a plural.
    fn is_doubled(self, at: usize) -> bool {
        let Some(first) = at.checked_sub(2) else { return false };
        self.is(at - 1, '.') && self.is_glued(at - 1) && self.is_glued(at) && self.written(first) == self.written(at)
    }

    /// Returns whether a noun is the second part of a word with a hyphen, `Sub-section 3`, or of a Chinese word of two
    /// nouns, 项目.
    fn is_second_part(self, at: usize) -> bool {
        let Some(hyphen) = at.checked_sub(1) else { return false };
        if self.is_han(at) && self.is_glued(at) && self.noun(hyphen).is_some() {
            return self.noun(at).is_some_and(|noun| narrowness(noun.kind) > narrowness(Kind::Article));
        }
        let first = hyphen.checked_sub(1).and_then(|at| self.kind(at));
        self.is(hyphen, '-')
            && self.is_glued(hyphen)
            && self.is_glued(at)
            && matches!(first, Some(TokenKind::Word(None | Some(Word::Sub))))
    }

    /// Returns the next token that is not a line break.
    fn past_breaks(self, mut at: usize) -> usize {
        while self.token(at).is_some_and(|token| token.kind == TokenKind::Newline) {
            at += 1;
        }
        at
    }

    /// Returns the token after a comma and line breaks, and whether there was a comma.
    fn past_comma(self, at: usize) -> (usize, bool) {
        if self.is_comma(at) { (self.past_breaks(at + 1), true) } else { (at, false) }
    }
}

#[cfg(test)]
mod tests;
