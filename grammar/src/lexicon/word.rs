//! Meanings of words and kinds of phrases.

use crate::fold::{folded, is_compatibility, may_fold_to_whole, simple_fold};
use crate::kind::Kind;

/// The meaning of a word near numbers and provisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A noun for a kind of provision: `article`.
    Provision {
        /// The kind that it names.
        kind: Kind,
        /// Whether it is a plural or a dual, which may govern a list: `articles 5 and 6`.
        plural: bool,
    },
    /// A noun that heads an option and is a common word elsewhere: `proposal`.
    OptionNoun,
    /// `and`
    And,
    /// `or`
    Or,
    /// `to` in `articles 5 to 7`
    To,
    /// `of` in `of this article`
    Of,
    /// `the`, and other words between `of` and a name
    The,
    /// `that`, `the said`: refers to a provision or instrument named earlier.
    That,
    /// `its`: refers to a provision of the instrument named before.
    Its,
    /// `this`, `the present`
    This,
    /// `above`
    Above,
    /// `below`
    Below,
    /// `preceding`
    Preceding,
    /// `following`
    Following,
    /// `thereof`
    Thereof,
    /// `common` in `article 3 common to the Geneva Conventions`.
    Common,
    /// The ending that makes a number an ordinal: `er` in `article 1er`.
    Ending,
    /// Turns a paragraph into a subparagraph: `الفرعية`.
    Sub,
    /// An adverb for an inserted provision: `bis` is 2, `ter` is 3.
    Inserted(u8),
    /// `alt`
    Alternative,
    /// `supra`: the provision precedes the one whose number it has.
    Supra,
    /// Counts the series of inserted provisions on: `مكررا` is the second, `مكررا ثانيا` the third.
    Repeated,
    /// A number in words: `premier`, `الأولى`.
    Ordinal(u32),
    /// A number in words with "and" joined to it: `والسادس`.
    AndOrdinal(u32),
    /// A noun for an agreement. The index is the same for all forms of a noun.
    Instrument(u8),
    /// `a`, `an`
    Indefinite,
    /// Links the words of a name: `on` in `Convention on the Law of the Sea`.
    Link,
    /// A unit, whose number is not a label: `days`.
    Unit,
    /// A word that begins like a provision noun and names no provision: 编写.
    Compound,
}

/// The kinds of phrases that a lexicon lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phrase {
    /// `page` in a page header.
    Page,
    /// `of` in `page 4 of 46`.
    Pages,
    /// Ends a preamble: `have agreed as follows`.
    Enacting,
    /// Begins the clause that ends a treaty, before the signatures: `done at`.
    Closing,
    /// Begins the words before the signatures, with or without a date: `in witness whereof`.
    Attesting,
    /// Begins a heading without a number, as they stand after the articles: `transitional provisions`.
    PartHeading,
    /// Follows a term that is defined: `means`.
    Means,
    /// Begins like `means` and defines nothing: `means of`.
    NotMeans,
    /// Extends the meaning of a term: `includes`.
    Includes,
    /// Precedes a term that is defined: `on entend par`.
    Defines,
    /// The second half of a phrase around a term: `on entend`.
    Understood,
    /// Introduces a short name: `hereinafter`.
    Named,
    /// `the term`, before a term.
    Term,
    /// `par`, before a term.
    By,
    /// The title of an article of definitions.
    Definitions,
    /// Introduces a list of definitions.
    ListsDefinitions,
    /// Limits a definition to one case: `in relation to`.
    InRelationTo,
    /// Begins words before a list that concerns an instrument: `under` in `Under the Convention:`.
    Under,
    /// Begins a reservation or a declaration on a provision: `reservation to`.
    Reservation,
    /// Introduces a list of provisions: `the following provisions`.
    ListsProvisions,
    /// Begins an amount or a day after its number: `January`, `copies`.
    Amount,
    /// Stands before a provision whose number is an old one: `formerly` in `(formerly article 14)`.
    Former,
    /// Stands after the number of such a provision: `ancien` in `l’article 14 ancien`.
    FormerAfter,
    /// Stands before the provision of a text that is amended, as it is or will be numbered: `existing`.
    Renumbered,
    /// Stands after the number of such a provision: `actuel` in `l’article 14 actuel`.
    RenumberedAfter,
    /// A verb of an instruction to amend: `delete`.
    AmendingVerb,
    /// A word between such a verb and the provision: `end` in `at the end of article 6, add`.
    AmendedPlace,
    /// Stands before the number that a new text is to have: `add` in `add paragraph 4`.
    Proposed,
    /// Stands after such a number: `proposed by` in `paragraph 4 proposed by Chile`.
    ProposedAfter,
    /// Describes how one text changes another: `shall read as follows`.
    Amending,
    /// Does so where a text is named beside it: `is deleted`.
    Changing,
    /// A name of the text that was amended: `previous version`.
    EarlierText,
    /// A noun for a text without a number: `sentence`.
    ChangedText,
    /// An adjective of an instrument that was amended: `as amended`.
    AsAmended,
    /// Begins the title of an article that does so: `repeal of`.
    AmendingTitle,
    /// Stands where a word processor lost a reference: `error`, then `reference source not found`.
    LostReference,
    /// Says of a provision that its text is still to come: `to be completed`.
    ToCome,
    /// Stands after a number for the provisions that follow it: `et seq.`
    AndFollowing,
    /// Introduces another title for the same section.
    OtherTitle,
    /// Introduces provisions that apply to several options.
    Common,
    /// Marks an option without a text.
    NoText,
    /// Precedes the provision in which the rule stands: `as provided in`.
    Defers,
    /// Stands after such a provision: 的规定.
    DefersAfter,
    /// The state of a text that all accept: `agreed ad referendum`.
    Agreed,
    /// Says that a provision has no text: `deleted`, `reserved`.
    Vacant,
    /// Says so if it is the whole text: `void`.
    VacantWhole,
    /// Stands for words that are still to come.
    Placeholder,
    /// Stands alone for what is still to come: `date`.
    PlaceholderWord,
    /// Stands so unless the bracket is one of several choices: `number`.
    PlaceholderNoun,
    /// Asks for what is still to come before a noun for it: `insert` in `insert date`.
    FillIn,
    /// A noun for what is still to come, with such a verb: `name` in `insert name of Party`.
    FillInNoun,
    /// Stands for what is still to come within a sentence, and is a note elsewhere: `to be inserted`.
    ToFillIn,
    /// The whole of a note that is no part of the treaty: `to be completed`.
    Editorial,
    /// Begins such a note: `placeholder for`.
    BeginsNote,
    /// Begins such a note before a colon: `note`.
    Note,
    /// The state of a text: `agreed ad referendum`.
    Status,
    /// The articles, from the lexicon's words.
    The,
    /// `and` and `or`, from the lexicon's words.
    And,
}

/// The number of kinds of phrases.
pub(super) const PHRASE_KINDS: usize = Phrase::And as usize + 1;

/// Words or phrases as a file lists them.
pub(super) type List = &'static [&'static str];

/// Phrases of more bytes have the same bit.
const MAX_LENGTH_BIT: usize = 63;

/// Folded phrases, with their first, second and last letters for a quick rejection of most texts.
#[derive(Clone)]
pub(super) struct PhraseSet {
    pub(super) forms: List,
    first_letters: LetterSet,
    second_letters: LetterSet,
    last_letters: LetterSet,
    /// The lengths in bytes, as bits.
    lengths: u64,
}

impl PhraseSet {
    pub(super) fn of(forms: List) -> PhraseSet {
        let (mut first_letters, mut last_letters) = (LetterSet::default(), LetterSet::default());
        let mut second_letters = LetterSet::default();
        for form in forms {
            form.chars().next().into_iter().for_each(|letter| first_letters.add(letter));
            form.chars().nth(1).into_iter().for_each(|letter| second_letters.add(letter));
            form.chars().next_back().into_iter().for_each(|letter| last_letters.add(letter));
        }
        let lengths = forms.iter().fold(0, |lengths, form| lengths | 1u64 << form.len().min(MAX_LENGTH_BIT));
        PhraseSet { forms, first_letters, second_letters, last_letters, lengths }
    }

    /// Returns whether a word is one of the phrases in any case and spelling.
    pub(super) fn contains(&self, written: &str) -> bool {
        if !self.may_begin(written) || !self.may_end(written) {
            return false;
        }
        if written.is_ascii() {
            let has_length = self.lengths >> written.len().min(MAX_LENGTH_BIT) & 1 == 1;
            return has_length && self.forms.iter().any(|form| form.eq_ignore_ascii_case(written));
        }
        // Folding other letters takes longer than comparing the first ones, and comparing longer than looking them up.
        if !self.may_have_second(written) {
            return false;
        }
        self.forms.iter().any(|form| may_fold_to_whole(written, form)) && {
            let word = folded(written);
            self.forms.iter().any(|form| *form == word)
        }
    }

    /// Returns whether a text may begin with one of the phrases.
    #[inline]
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let mut letters = text.chars();
        let Some(first) = letters.next() else { return false };
        match simple_fold(first) {
            Some(letter) if first.is_ascii() || !letters.next().is_some_and(is_compatibility) => {
                self.first_letters.may_contain(letter)
            }
            _ => true,
        }
    }

    /// Returns whether the second letter of a text may be that of one of the phrases.
    fn may_have_second(&self, text: &str) -> bool {
        let mut letters = text.chars().skip(1);
        let second = letters.next().and_then(simple_fold);
        let is_whole = !letters.next().is_some_and(is_compatibility);
        second.is_none_or(|letter| !is_whole || self.second_letters.may_contain(letter))
    }

    /// Returns whether a text may end with one of the phrases.
    #[inline]
    pub(super) fn may_end(&self, text: &str) -> bool {
        let Some(last) = text.chars().next_back() else { return false };
        simple_fold(last).is_none_or(|letter| self.last_letters.may_contain(letter))
    }
}

/// A set of letters that may seem to contain others beyond ASCII.
#[derive(Clone, Copy, Default)]
struct LetterSet {
    ascii: u128,
    others: [u64; 4],
}

impl LetterSet {
    fn add(&mut self, letter: char) {
        match letter.is_ascii() {
            true => self.ascii |= 1 << (letter as u32),
            false => self.others[place(letter)] |= 1 << (letter as u32 % u64::BITS),
        }
    }

    #[inline]
    fn may_contain(&self, letter: char) -> bool {
        match letter.is_ascii() {
            true => self.ascii >> (letter as u32) & 1 == 1,
            false => self.others[place(letter)] >> (letter as u32 % u64::BITS) & 1 == 1,
        }
    }
}

#[inline]
fn place(letter: char) -> usize {
    (letter as u32 / u64::BITS % 4) as usize
}
