//! The phrases around a term that is defined.

use crate::fold::{first_words, may_fold_to};
use crate::lexicon::{Lexicon, Phrase};
use crate::script::{is_han, is_rtl};

/// Returns whether a character is markup or a blank between a quotation and the phrase that defines it.
pub(super) fn is_margin(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{a0}' | '*' | '_' | ']' | '［' | '］' | '[' | '\n' | '\r' | '\t' | '\u{200F}' | '\u{200E}'
    )
}

/// Returns whether a text begins with a phrase such as `means`, and goes on.
pub(super) fn means(after: &str, lexicon: &Lexicon) -> bool {
    begins_with_phrase(after, Phrase::Means, lexicon)
}

/// Returns whether a text begins with a phrase of a kind, and goes on.
pub(super) fn begins_with_phrase(after: &str, kind: Phrase, lexicon: &Lexicon) -> bool {
    const MAX_PHRASE_WORDS: usize = 6;
    // Most texts need not be folded.
    if !may_begin_with(after.trim_start(), kind, lexicon) {
        return false;
    }
    let head = first_words(after, MAX_PHRASE_WORDS);
    let head = head.as_str();
    let is_other = lexicon.phrases(Phrase::NotMeans).iter().any(|phrase| starts_with_words(head, phrase));
    lexicon.phrases(kind).iter().any(|phrase| {
        let rest = head.get(phrase.len()..).unwrap_or_default().trim_start();
        starts_with_words(head, phrase)
            && (!is_other || phrase.contains(' '))
            && !rest.starts_with(['.', ';', '?', '!', ')', '。', '；'])
    })
}

/// Rejects most texts that do not begin with a phrase such as `means`.
pub(super) fn may_mean(text: &str, lexicon: &Lexicon) -> bool {
    lexicon.may_begin(text, Phrase::Means) && may_begin_with(text, Phrase::Means, lexicon)
}

fn may_begin_with(text: &str, kind: Phrase, lexicon: &Lexicon) -> bool {
    lexicon.phrases(kind).iter().any(|phrase| may_fold_to(text, phrase))
}

/// Returns whether a text begins with a phrase as whole words. Han characters, and an elided article and its noun, are
/// not separated by spaces.
fn starts_with_words(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        let next = rest.chars().next();
        next.is_none_or(|letter| !letter.is_alphabetic() || phrase.ends_with('\'') || is_han(letter))
    })
}

/// Returns whether the rest of a sentence contains a phrase such as `se entenderá`.
pub(super) fn is_understood(after: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 30;
    let head = first_words(after.split(['.', ';']).next().unwrap_or_default(), MAX_WORDS);
    lexicon.phrases(Phrase::Understood).iter().any(|phrase| {
        head.match_indices(phrase).any(|(at, _)| {
            let starts_word = head[..at].chars().next_back().is_none_or(|letter| !letter.is_alphabetic());
            starts_word && starts_with_words(&head[at..], phrase)
        })
    })
}

/// Returns whether a phrase such as `means` follows a clause between commas: `, in relation to soils, means`.
pub(super) fn means_after_clause(rest: &str, lexicon: &Lexicon) -> bool {
    let sentence = rest.split([';', '.', '\n', '。', '；']).next().unwrap_or_default();
    let folded = first_words(sentence, usize::MAX);
    lexicon.phrases(Phrase::Means).iter().any(|phrase| {
        folded.match_indices(phrase).any(|(at, _)| {
            let tail = &folded[at..];
            let is_other = lexicon.phrases(Phrase::NotMeans).iter().any(|other| starts_with_words(tail, other));
            let follows_comma = folded[..at].trim_end().ends_with([',', '،', '，']);
            follows_comma && starts_with_words(tail, phrase) && !is_other
        })
    })
}

/// Returns whether a folded text ends with one of the phrases as whole words. A clitic may be joined to an Arabic one.
pub(super) fn ends_with_phrase(folded: &str, phrases: &[&str], lexicon: &Lexicon) -> bool {
    phrases.iter().any(|phrase| {
        folded.strip_suffix(phrase).is_some_and(|rest| {
            let word = rest.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
            word.is_empty()
                || word.ends_with(is_han)
                || word.starts_with(is_rtl) && lexicon.clitics.iter().any(|clitic| clitic == word)
        })
    })
}

/// Removes the article, and the word for "term", at the end of a folded text: `on entend par le terme`.
pub(super) fn without_lead<'a>(folded: &'a str, lexicon: &Lexicon) -> &'a str {
    const MAX_LEAD_PHRASES: usize = 3;
    let mut rest = folded.trim_end();
    for _ in 0..MAX_LEAD_PHRASES {
        let forms = lexicon.phrases(Phrase::Term).iter().chain(lexicon.phrases(Phrase::The));
        let is_end = |form: &&&str| ends_with_phrase(rest, std::slice::from_ref(*form), lexicon);
        let Some(length) = forms.filter(is_end).map(|form| form.len()).max() else { break };
        rest = rest[..rest.len() - length].trim_end();
    }
    rest
}
