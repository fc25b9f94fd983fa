//! # unclosed-parenthesis
//!
//! An opening parenthesis has no closing one, or a closing one has no opening one.
//!
//! Words in parentheses are an aside. If the parenthesis is never closed, the reader cannot tell where the aside ends and
//! the obligation goes on.
//!
//! A parenthesis is expected to close in its own paragraph. Only a paragraph that ends with its sentence is checked,
//! since an extraction may cut others in two. The parentheses of list letters, `(a)` and `b)`, are left out, and so are
//! tables and formulas.
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties shall (in accordance with their law adopt measures.
//!                  ^ `(` is not closed in this paragraph
//!
//! 2. Parties shall (in accordance with their law) adopt: (a) one; b) two.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 各缔约国应（根据本国法律采取措施。
//!      ^ `（` is not closed in this paragraph
//!
//! 各缔约国应（根据本国法律）采取措施。
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! Las Partes cooperan: i) en los puertos (por ejemplo, en los grandes; ii) en los faros (blancos).
//!                                        ^ `(` is not closed in this paragraph
//! ```
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties (see the following:
//!
//! (a) this;
//!
//! (b) that) shall act.
//! ```
//!
//! The text of an article may begin on the line below its number, and a parenthesis with a number.
//!
//! ```treaty
//! Article 1
//! The Parties meet no sooner than ninety (90 days after a request.
//!                                        ^ `(` is not closed in this paragraph
//!
//! Article 2
//! The Parties meet within ten (10) days.
//! ```
//!
//! A closing parenthesis is reported in a paragraph, and in an item after which its list goes on: that of the last item may
//! close what the words before the list opened.
//!
//! ```treaty
//! 第一条
//!
//! 各缔约方应根据本国法律）采取措施：
//!            ^ no parenthesis is open before this `）`
//!
//! （一）合作；
//!
//! （二）报告。
//! ```
//!
//! ```treaty
//! Article premier
//!
//! Chaque Partie décrit :
//!
//! a) ses ports, y compris les quais) et ses phares ;
//!                                  ^ no parenthesis is open before this `)`
//!
//! b) ses navires (y compris :
//!
//! i) les bacs ;
//!
//! ii) les barges) ;
//!
//! c) ses routes.
//! ```
//!
//!
//! ```treaty
//! Article 1
//!
//! 1. Parties shall in accordance with their law) adopt measures.
//!                                              ^ no parenthesis is open before this `)`
//!
//! 2. Parties shall name their ports: 1) large ones; 2) small ones, and all the others a) to c) in the list.
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! 1 - على كل طرف أن يتخذ التدابير وفقا لقانونه الداخلي) في موانئه.
//!                                                     ^ no parenthesis is open before this `)`
//! ```
//!
//! ```treaty
//! Artículo 1
//!
//! 1. Cada Parte informará a la Comisión, véase el artículo 2).
//!                                                           ^ no parenthesis is open before this `)`
//!
//! 2. Se aplica el párrafo 1), y el artículo 2.1).
//! ```
//!
//! **Instead**, close it after the last word of the aside, or delete it.

use std::ops::Range;

use memchr::{memchr, memchr3, memchr3_iter};
use travaux_grammar::{
    Block, BlockKind, ClauseEnd, Lexicon, NumberForm, Word, is_han, is_han_numeral, range_to_u32, to_usize,
};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

/// The first byte of a full-width sign in UTF-8.
const FULL_WIDTH_LEAD: u8 = 0xEF;

/// The length of the longest word that is small in a title, in bytes: `the`.
const MAX_PARTICLE_BYTES: usize = 3;

/// A paragraph with more that are not closed uses the sign otherwise.
const MAX_UNCLOSED: usize = 3;

/// The signs that open a parenthesis, and those that close one.
const OPENERS: [char; 2] = ['(', '（'];
const CLOSERS: [char; 2] = [')', '）'];

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let text = block.plain_text().trim_end();
    // A byte is found faster than a character, and most texts hold neither sign.
    if memchr3(b'(', b')', FULL_WIDTH_LEAD, text.as_bytes()).is_none() {
        return;
    }
    // A heading may have its text on the next line.
    let is_text = matches!(block.kind, BlockKind::Text | BlockKind::Labelled)
        || block.kind == BlockKind::Heading && block.level == 0;
    if !is_text
        || !text.ends_with(['.', ';', ':', '。', '；', '：', '؛']) && block.summary.clause_end != ClauseEnd::Joined
        || memchr3(b'|', b'\t', b'=', text.as_bytes()).is_some()
        || memchr(b'+', text.as_bytes()).is_some()
        || is_run_together(block, text)
    {
        return;
    }
    let body = to_usize(block.body).min(text.len());
    let signs = Signs::of(block, text, body);
    let begins_itself = |at: usize| begins_itself(block, &text[body..], at - body);
    if let Some(at) = signs.stray.filter(|at| signs.open.is_empty() && begins_itself(*at)) {
        let range = sign_at(text, at);
        let message = format!("no parenthesis is open before this `{}`", &text[range.clone()]);
        found.push(Finding::new(context.place(range_to_u32(range)), message));
        return;
    }
    if signs.open.len() <= MAX_UNCLOSED {
        found.extend(signs.open.iter().filter_map(|at| unclosed(context, text, *at)));
    }
}

/// Returns whether an extraction has run lines or items together, which may have lost signs at their ends: a word is divided
/// in its line, or many labels follow in the text.
fn is_run_together(block: &Block, text: &str) -> bool {
    const MANY_LABELS: usize = 6;
    let is_small = |sign: Option<char>| sign.is_some_and(|it| it.is_lowercase());
    let is_divided = |(at, hyphen): (usize, &str)| {
        is_small(text[..at].chars().next_back()) && is_small(text[at + hyphen.len()..].chars().next())
    };
    block.running_labels.len() >= MANY_LABELS || text.match_indices("- ").any(is_divided)
}

/// Reports the parenthesis that opens at a byte and is not closed, if words of an aside follow it.
fn unclosed(context: &TextContext<'_>, text: &str, at: usize) -> Option<Finding> {
    let range = sign_at(text, at);
    let rest = &text[range.end..];
    // An aside before a list may close after it, unless it only names something.
    if text.ends_with([':', '：']) && !rest.contains(['"', '”', '»']) || is_cut_by_footnote(rest) {
        return None;
    }
    // A digit or sign after it begins a list label or a formula.
    let first = rest.trim_start_matches(['"', '“', '„', '«', '‘']).chars().next();
    let is_aside = first.is_some_and(char::is_alphabetic) || is_number_of_aside(&text[..at], rest);
    let message = || format!("`{}` is not closed in this paragraph", &text[range.clone()]);
    is_aside.then(|| Finding::new(context.place(range_to_u32(range.clone())), message()))
}

/// The parentheses of a block that have no partner in it.
struct Signs {
    /// The first bytes of those that open.
    open: Vec<usize>,
    /// The first byte of the first one that closes after words, though none is open.
    stray: Option<usize>,
}

impl Signs {
    /// Pairs the parentheses of a text from a byte on. Those of labels, `(a)` and `b)`, are left out.
    fn of(block: &Block, text: &str, from: usize) -> Signs {
        let mut signs = Signs { open: Vec::new(), stray: None };
        let mut labels = block.labels.iter().filter(|site| site.inline).map(|site| to_usize(site.end)).peekable();
        let mut past = from;
        for at in memchr3_iter(b'(', b')', FULL_WIDTH_LEAD, &text.as_bytes()[from..]).map(|at| from + at) {
            let Some(sign) = text[at..].chars().next().filter(|_| at >= past) else { continue };
            if OPENERS.contains(&sign) {
                match short_aside(&text[at..]) {
                    Some(length) => past = at + length,
                    None => signs.open.push(at),
                }
            } else if CLOSERS.contains(&sign) {
                while labels.next_if(|end| *end < at).is_some() {}
                // A label ends before its parenthesis, or with it.
                let is_of_label = labels.peek().is_some_and(|end| (at..=at + sign.len_utf8()).contains(end));
                if !is_of_label
                    && signs.open.pop().is_none()
                    && signs.stray.is_none()
                    && (follows_words(&text[from..at]) || follows_article(block, at))
                    && !follows_inserted_letter(block, &text[from..at])
                {
                    signs.stray = Some(at);
                }
            }
        }
        signs
    }
}

/// Returns the length of an aside such as `(a)` or `(12)`, which may be a label.
fn short_aside(text: &str) -> Option<usize> {
    const MAX_CHARS: usize = 5;
    let mut letters = text.char_indices().skip(1).take(MAX_CHARS + 1);
    let (at, close) = letters.find(|(_, letter)| !letter.is_alphanumeric())?;
    CLOSERS.contains(&close).then_some(at + close.len_utf8())
}

fn sign_at(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// `see article 3)`: returns whether the number of an article, which has no parenthesis, stands before a byte.
fn follows_article(block: &Block, at: usize) -> bool {
    let before = block.references.partition_point(|it| to_usize(it.start) < at).checked_sub(1);
    let Some(reference) = before.map(|before| &block.references[before]) else { return false };
    let last = reference.targets.last().and_then(|target| target.steps.last());
    // `Article 8.7)` names paragraph 7).
    let is_dotted = block.plain_text()[..at].trim_end_matches(|it: char| it.is_ascii_digit()).ends_with('.');
    to_usize(reference.end) == at && !is_dotted && last.is_some_and(|step| step.kind.is_article())
}

/// `ninety (90 days`: returns whether a number after a parenthesis is that of the words around it rather than a label.
fn is_number_of_aside(before: &str, rest: &str) -> bool {
    const MIN_LETTERS: usize = 3;
    let after = rest.trim_start_matches(|it: char| it.is_ascii_digit());
    let word = after.strip_prefix(' ').map(|it| it.chars().take_while(|it| it.is_lowercase()).count());
    let is_after_word = before.strip_suffix(' ').is_some_and(|it| it.ends_with(char::is_lowercase));
    after.len() < rest.len() && is_after_word && word.is_some_and(|letters| letters >= MIN_LETTERS)
}

/// Returns whether a text ends with a word of an aside rather than with the number or letter of an item.
fn follows_words(text: &str) -> bool {
    const MIN_LETTERS: usize = 3;
    const MIN_HAN: usize = 4;
    // In French a blank stands before the mark.
    let unquoted = text.trim_end_matches(['"', '”', '“', '»', '’']);
    let text = if unquoted.len() < text.len() { unquoted.trim_end() } else { text };
    let word = &text[text.trim_end_matches(char::is_alphabetic).len()..];
    if word.ends_with(is_han) {
        return word.chars().nth(MIN_HAN - 1).is_some() && !word.ends_with(is_han_numeral);
    }
    let may_be_numeral = word.bytes().all(|byte| b"ivxlcmIVXLCM".contains(&byte));
    let is_aside = text.chars().filter(|it| it.is_whitespace()).nth(1).is_some();
    is_aside && !may_be_numeral && word.chars().nth(MIN_LETTERS - 1).is_some()
}

/// `point a bis)`: returns whether a text ends with a letter and the adverb of an insertion.
fn follows_inserted_letter(block: &Block, text: &str) -> bool {
    const MAX_LETTERS: usize = 2;
    let mut words = text.rsplit(char::is_whitespace);
    let adverb = words.next().and_then(|word| Lexicon::of(block.language).word(word));
    let is_letter = |word: &str| (1..=MAX_LETTERS).contains(&word.chars().count());
    matches!(adverb, Some(Word::Inserted(_))) && words.next().is_some_and(is_letter)
}

/// Returns whether a line after an open parenthesis ends in the middle of its sentence, and the next begins with the number
/// of a footnote: the rest of the paragraph stands on the next page.
fn is_cut_by_footnote(rest: &str) -> bool {
    let lines = rest.split_once('\n').map(|(line, next)| (line.trim_end(), next.trim_start()));
    lines.is_some_and(|(line, next)| {
        line.ends_with(char::is_alphabetic) && next.starts_with(|it: char| it.is_ascii_digit())
    })
}

/// Returns whether a block is a paragraph of its own, or an item of a list that goes on, so that no parenthesis of the words
/// before a list closes in it, and no title that a page has cut in two: `Denial of Benefits) are part of it`. The
/// parenthesis stands at a byte of `body`, its text after the labels.
fn begins_itself(block: &Block, body: &str, at: usize) -> bool {
    const MAX_WORDS_OF_TITLE: usize = 5;
    let before = &body[..at];
    match block.labels.first().filter(|_| block.kind != BlockKind::Heading) {
        Some(site) => site.label.is_some_and(|label| {
            let goes_on = || matches!(block.summary.clause_end.plain_sign(), Some(',' | ';'));
            // The last numeral of an inner list may end an aside: `(including: (i) ports; (ii) ships);`
            let is_inside = || body[at..].contains(char::is_alphanumeric);
            let may_be_last = label.form != NumberForm::Lower && !label.is_first();
            label.form == NumberForm::Digits || goes_on() && (!may_be_last || is_inside())
        }),
        None => {
            // Capitals are the first letters of words that are no particles.
            let is_capital = |word: &str| word.len() <= MAX_PARTICLE_BYTES || word.starts_with(char::is_uppercase);
            let is_title = before.split_whitespace().all(is_capital)
                && before.split_whitespace().nth(MAX_WORDS_OF_TITLE).is_none()
                && before.split_whitespace().nth(1).is_some();
            body.trim_start().starts_with(|it: char| it.is_uppercase() || is_han(it)) && !is_title
        }
    }
}
