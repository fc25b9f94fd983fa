//! Where a block defines a term: `“Freezing” means`, `on entend par « gel »`, `يقصد بتعبير "…"`, `(hereinafter referred
//! to as “the Fund”)`. Refuses to guess: a term that only stands at the head of its block is marked as such, and counts
//! for who knows that the block is one of a list of definitions.

mod quoted;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::fold::is_rtl;
use crate::lexicon::{Lexicon, Phrase, first_words, folded_phrase};
use crate::split::{is_blank, lines};
use quoted::{Quoted, named, quotations};

/// A term that a block defines; the range is what stands between the quotation marks, relative to the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term, quotation marks excluded.
    pub term: Range<u32>,
    /// What makes it one.
    pub basis: Basis,
}

/// What makes a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The text says what it means: `“Freezing” means`.
    Said,
    /// The text adds to what it means: `“education” includes`.
    Extended,
    /// It is a name for what stands before it: `hereinafter “the Fund”`.
    Name,
    /// It stands at the head of its block as a term does in a list of definitions, `1. « Gel » l’interdiction`; whether
    /// that list is one, the block does not say.
    Listed,
}

/// How far behind a term its `means` may stand: “Collection in situ”, in relation to …, means.
const REACH: usize = 160;

/// The terms that a block defines. `body` is where its text begins, past its labels.
pub fn definitions(text: &str, body: usize, lexicon: &Lexicon) -> Vec<Definition> {
    let mut found = Vec::new();
    if may_quote(text) {
        let quotations = quotations(text);
        let is_joined = |pair: &[Quoted]| joins(&text[pair[0].whole.end..pair[1].whole.start], lexicon);
        let mut first = 0;
        for place in 0..quotations.len() {
            // Terms may share what is said of them: “acceptance”, “approval” and “accession” mean.
            if quotations.get(place..place + 2).is_some_and(is_joined) {
                continue;
            }
            let group = &quotations[first..=place];
            first = place + 1;
            if let Some(basis) = basis(text, body, group, lexicon) {
                let terms = group.iter().flat_map(|quoted| named(text, &quoted.inside));
                found.extend(terms.map(|term| Definition { term: term.start as u32..term.end as u32, basis }));
            }
        }
    }
    if found.is_empty()
        && let Some(term) = unquoted(text, body, lexicon)
    {
        found.push(Definition { term: term.start as u32..term.end as u32, basis: Basis::Listed });
    }
    found
}

fn may_quote(text: &str) -> bool {
    let is_quote = |byte| matches!(byte, b'"' | b'`' | 0xC2 | 0xE2 | 0xE3);
    if text.is_ascii() { memchr::memchr2(b'"', b'`', text.as_bytes()).is_some() } else { text.bytes().any(is_quote) }
}

/// What makes quoted terms that stand side by side terms that are defined.
fn basis(text: &str, body: usize, group: &[Quoted], lexicon: &Lexicon) -> Option<Basis> {
    let (start, end) = (group.first()?.whole.start, group.last()?.whole.end);
    let after = &text[end..text.floor_char_boundary(end + REACH)];
    let after = past_parenthesis(after.trim_start_matches(is_margin));
    let before = folded_phrase(&text[text.floor_char_boundary(start.saturating_sub(REACH))..start]);
    let before = before.trim_end_matches(|it| is_margin(it) || matches!(it, '(' | '（' | ':' | '—' | '–' | '-' | ','));
    let bare = without_lead(before, lexicon);
    let leads = is_lead(&text[body.min(start)..start], lexicon);
    if says(after, Phrase::Includes, lexicon) {
        return Some(Basis::Extended);
    }
    let defines = |text: &str| ends_with_any(text, lexicon.phrases(Phrase::Defines), lexicon);
    if means(after, lexicon) || defines(bare) || defines(before) {
        return Some(Basis::Said);
    }
    let comma = after.strip_prefix([',', '،', '，']);
    let is_free = leads || !before.is_ascii() && before.ends_with(crate::token::is_han);
    if comma.is_some_and(|rest| is_free && (means(rest.trim_start(), lexicon) || means_further_on(rest, lexicon))) {
        return Some(Basis::Said);
    }
    // « par “X”, on entend »: both halves say it.
    if ends_with_any(bare, lexicon.phrases(Phrase::By), lexicon) && is_understood(after, lexicon) {
        return Some(Basis::Said);
    }
    if ends_with_any(before, lexicon.phrases(Phrase::Named), lexicon)
        || ends_with_any(bare, lexicon.phrases(Phrase::Named), lexicon)
    {
        return Some(Basis::Name);
    }
    if is_set_beside(text, start, end, &group[0], lexicon) {
        return Some(Basis::Name);
    }
    leads.then_some(Basis::Listed)
}

/// Markup, blanks and signs that stand between a quotation and what is said of it.
fn is_margin(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\u{a0}' | '*' | '_' | ']' | '［' | '］' | '[' | '\n' | '\r' | '\t' | '\u{200F}' | '\u{200E}'
    )
}

/// What is behind a short parenthesis: `“Conference of the Parties” (COP) means`.
fn past_parenthesis(after: &str) -> &str {
    const LONGEST: usize = 60;
    let close =
        after.strip_prefix('(').and_then(|rest| rest.find([')', '(']).filter(|at| rest[*at..].starts_with(')')));
    match close {
        Some(at) if at <= LONGEST => after[at + 2..].trim_start_matches(is_margin),
        _ => after,
    }
}

/// Whether a text begins with a word that says what something means, and goes on to say it.
fn means(after: &str, lexicon: &Lexicon) -> bool {
    says(after, Phrase::Means, lexicon)
}

/// Whether a text begins with one of the phrases of a name, and goes on.
fn says(after: &str, said: Phrase, lexicon: &Lexicon) -> bool {
    let head = first_words(after, 6);
    let head = head.as_str();
    let is_other = lexicon.phrases(Phrase::NotMeans).iter().any(|phrase| starts_with(head, phrase));
    lexicon.phrases(said).iter().any(|phrase| {
        let said = starts_with(head, phrase);
        let rest = head.get(phrase.len()..).unwrap_or_default().trim_start();
        said && (!is_other || phrase.contains(' ')) && !rest.starts_with(['.', ';', '?', '!', ')', '。', '；'])
    })
}

/// A cheap look at a text: whether it may begin with what says what something means. Letters beyond ASCII are folded and
/// blanks made single before phrases are compared, so these tell nothing.
fn may_mean(text: &str, lexicon: &Lexicon) -> bool {
    let is_near = |phrase: &String| {
        let mut pairs = text.bytes().zip(phrase.bytes());
        let parting = pairs.find(|(letter, said)| letter.to_ascii_lowercase() != *said);
        parting.is_none_or(|(letter, _)| !letter.is_ascii() || letter.is_ascii_whitespace())
    };
    lexicon.may_begin(text, Phrase::Means) && lexicon.phrases(Phrase::Means).iter().any(is_near)
}

/// Whether a text begins with a phrase as whole words; Han words touch each other, and a French article its noun.
fn starts_with(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        rest.chars().next().is_none_or(|it| !it.is_alphabetic() || phrase.ends_with('\'') || crate::token::is_han(it))
    })
}

/// Whether the rest of a sentence says what something is understood to be: `se entenderá`.
fn is_understood(after: &str, lexicon: &Lexicon) -> bool {
    let head = first_words(after.split(['.', ';']).next().unwrap_or_default(), 30);
    lexicon.phrases(Phrase::Understood).iter().any(|phrase| {
        head.match_indices(phrase.as_str()).any(|(at, _)| {
            head[..at].chars().next_back().is_none_or(|it| !it.is_alphabetic()) && starts_with(&head[at..], phrase)
        })
    })
}

fn means_further_on(rest: &str, lexicon: &Lexicon) -> bool {
    let sentence = rest.split([';', '.', '\n', '。', '；']).next().unwrap_or_default();
    let folded = first_words(sentence, usize::MAX);
    lexicon.phrases(Phrase::Means).iter().any(|phrase| {
        folded.match_indices(phrase.as_str()).any(|(at, _)| {
            let tail = &folded[at..];
            let is_other = lexicon.phrases(Phrase::NotMeans).iter().any(|other| starts_with(tail, other));
            // Behind the clause that the commas set off.
            folded[..at].trim_end().ends_with([',', '،', '，']) && starts_with(tail, phrase) && !is_other
        })
    })
}

/// Whether a folded text ends with one of the phrases as whole words. An Arabic one may have a clitic before it.
fn ends_with_any(folded: &str, phrases: &[String], lexicon: &Lexicon) -> bool {
    phrases.iter().any(|phrase| {
        folded.strip_suffix(phrase.as_str()).is_some_and(|rest| {
            let word = rest.rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
            word.is_empty()
                || word.ends_with(crate::token::is_han)
                || word.starts_with(is_rtl) && lexicon.clitics.iter().any(|clitic| clitic == word)
        })
    })
}

/// A folded text without the article or the word for "term" that it ends with: `on entend par le terme`.
fn without_lead<'a>(folded: &'a str, lexicon: &Lexicon) -> &'a str {
    let mut rest = folded.trim_end();
    for _ in 0..3 {
        let forms = lexicon.phrases(Phrase::Term).iter().chain(lexicon.phrases(Phrase::The));
        let longest = forms.filter(|it| ends_with_any(rest, std::slice::from_ref(*it), lexicon)).map(String::len).max();
        let Some(length) = longest else { break };
        rest = rest[..rest.len() - length].trim_end();
    }
    rest
}

/// Whether nothing but an article, `por` or a word such as "the term" stands before a term.
fn is_lead(before: &str, lexicon: &Lexicon) -> bool {
    if before.len() > 60 {
        return false;
    }
    let folded = folded_phrase(before);
    let is_bullet = |it: char| is_margin(it) || matches!(it, '-' | '•' | '–' | '>' | '+' | '.' | ')');
    let folded = folded.trim_matches(is_bullet);
    let rest = without_lead(folded, lexicon);
    let by = lexicon.phrases(Phrase::By).iter().find(|phrase| rest == phrase.as_str());
    rest.is_empty() || by.is_some()
}

/// `(the “Fund”)`, `(“the Fund”)`, `(“CMA”)`: a name for what stands before the parenthesis.
fn is_set_beside(text: &str, start: usize, end: usize, first: &Quoted, lexicon: &Lexicon) -> bool {
    // The parenthesis is near: no more than an article stands before the term.
    const NEAR: usize = 24;
    if !text[end..].trim_start_matches(is_margin).starts_with([')', '）']) {
        return false;
    }
    let before = text[..start].trim_end();
    let near = before.floor_char_boundary(before.len().saturating_sub(NEAR));
    let Some(open) = before[near..].rfind(['(', '（']).map(|open| near + open) else { return false };
    let opener = before[open..].chars().next().map_or(1, char::len_utf8);
    let lead = folded_phrase(&before[open + opener..]);
    let is_behind_words = before[..open].trim_end().ends_with(char::is_alphabetic);
    let is_article = |word: &str| lexicon.phrases(Phrase::The).iter().any(|it| it == word);
    let term = &text[first.inside.clone()];
    let is_acronym = term.chars().count() > 1 && term.chars().all(|it| it.is_uppercase() || it == '-');
    let has_article = term.split_once(' ').is_some_and(|(word, _)| is_article(&word.to_lowercase()));
    is_behind_words && (is_article(&lead) || lead.is_empty() && (is_acronym || has_article))
}

/// Whether only a comma, brackets or a joining word stands between two terms.
fn joins(between: &str, lexicon: &Lexicon) -> bool {
    let between = between.trim_matches(is_margin);
    if between.len() >= 16 {
        return false;
    }
    let words = between.trim_start_matches([',', '،', '、', '，', '/', ' ']);
    let words = words.trim_start_matches(is_margin);
    words.is_empty()
        || without_lead(&folded_phrase(words), lexicon).split_whitespace().all(|word| {
            let is_clitic = word.starts_with(is_rtl) && lexicon.clitics.iter().any(|it| it == word);
            is_clitic || lexicon.phrases(Phrase::And).iter().any(|it| it == word)
        })
}

/// The term at the head of a block that is set off by markup, or by `means` behind its first words: `*Freezing* means`,
/// `**Freezing**: a measure`, `freezing means`.
fn unquoted(text: &str, body: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    const MOST_WORDS: usize = 6;
    let line = lines(text.get(body..)?).find(|line| !is_blank(line))?;
    let at = line.as_ptr() as usize - text.as_ptr() as usize;
    let head = line.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, '-' | '•' | '['));
    let start = at + line.len() - head.len();
    let marks = head.len() - head.trim_start_matches(['*', '_']).len();
    if (1..=3).contains(&marks) {
        let mark = &head[..marks];
        let close = head[marks..].find(mark)? + marks;
        let (written, after) = (&head[marks..close], head[close + marks..].trim_start());
        let is_term = !written.is_empty() && written.len() <= 120 && !written.ends_with(['.', ';', ',']);
        let sets_off = written.ends_with(':') || after.starts_with([':', '：', '—', '–']) || means(after, lexicon);
        let length = written.trim_end_matches(':').len();
        return (is_term && sets_off).then(|| start + marks..start + marks + length);
    }
    let is_modal = |word: &str| lexicon.is_modal(word.trim_end());
    let mut end = 0;
    for words in 0..=MOST_WORDS {
        let rest = &head[end..];
        if words > 0 && may_mean(rest, lexicon) && means(rest, lexicon) {
            let written = head[..end].trim_end();
            return (!written.split(' ').any(is_modal)).then(|| start..start + written.len());
        }
        let word = memchr::memchr(b' ', rest.as_bytes()).map_or(rest, |blank| &rest[..=blank]);
        let is_letter = |it: char| it.is_alphanumeric() || it == '-';
        let is_ascii_letter = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
        let bare = word.strip_suffix(' ').unwrap_or(word);
        if !bare.bytes().all(is_ascii_letter) && !word.trim_end().chars().all(is_letter) {
            return None;
        }
        end += word.len();
    }
    None
}
