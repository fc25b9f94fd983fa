//! Whether the words of a block say that its provision has no text: `(Deleted)`, `[Reserved for later use]`.

use crate::block::Block;
use crate::clause_end::{ClauseEnd, clause_end};
use crate::fold::{first_words, folded_phrase};
use crate::kind::Kind;
use crate::language::Language;
use crate::leading_label::{Amendment, Enclosure};
use crate::lexicon::{Lexicon, Phrase, Word};

/// A text that says only that there is none is not longer than this.
const MAX_VACANT_BYTES: usize = 60;

/// Returns whether the words after the labels of a block say that there is no text.
pub(super) fn is_vacant(block: &Block, lexicon: &Lexicon) -> bool {
    let text = block.text_from(block.body).trim();
    if text.is_empty() || text.len() > MAX_VACANT_BYTES {
        return false;
    }
    // A lone dash stands in place of a text, and the ITU marks what is deleted.
    let words = text.trim_matches(|it: char| !it.is_alphanumeric());
    if text.chars().all(|it| matches!(it, '—' | '–' | '―')) || words == Amendment::Sup.word() {
        return true;
    }
    let is_whole = lexicon.may_begin(words, Phrase::VacantWhole)
        && lexicon.phrases(Phrase::VacantWhole).contains(&&*folded_phrase(words));
    let says_so = match lexicon.language {
        _ if is_whole => true,
        Language::Zh => is_vacant_in_chinese(block, words, lexicon),
        _ => begins_with_vacancy(text, lexicon),
    };
    says_so && !may_be_clause(block, text, lexicon)
}

/// Returns whether words in a list may be a part of the sentence that begins before it, as in `the data are: (a) deleted;
/// (b) reserved; (c) omitted.`
fn may_be_clause(block: &Block, text: &str, lexicon: &Lexicon) -> bool {
    let Some(site) = block.labels.last().filter(|_| text.starts_with(char::is_alphanumeric)) else { return false };
    if site.kind.is_some_and(Kind::is_heading) {
        return false;
    }
    let goes_on = text.ends_with([';', ',', ':', '；', '，', '、', '：', '؛', '،']);
    if goes_on || clause_end(block, lexicon) == ClauseEnd::Joined {
        return true;
    }
    // Paragraphs are sentences, but for the lists of some houses.
    let is_paragraph = matches!(site.enclosure, Enclosure::Dot | Enclosure::Comma | Enclosure::Dash);
    let is_member = !is_paragraph && site.label.is_some_and(|it| !it.is_first());
    is_member && text.ends_with(['.', '。']) && !text.starts_with(char::is_uppercase)
}

/// Returns whether a text is such a phrase, or begins with one that its sentence does not go on to build: `Deleted in 2031`,
/// but not `reserved seats` or исключение.
fn begins_with_vacancy(text: &str, lexicon: &Lexicon) -> bool {
    if !lexicon.begins_with(text, Phrase::Vacant) {
        return false;
    }
    let text = text.trim_start_matches(|it: char| !it.is_alphabetic());
    let is_phrase = |phrase: &&&str| {
        let count = phrase.split(' ').count();
        let words = first_words(text, count);
        let rest = words.strip_prefix(**phrase);
        // The last word of several may be a preposition with another form: с, со.
        rest.is_some_and(|rest| {
            count > 1 || !(rest.starts_with(char::is_alphanumeric) || rest.is_empty() && goes_on(text, lexicon))
        })
    };
    lexicon.phrases(Phrase::Vacant).iter().any(|phrase| is_phrase(&phrase))
}

/// Returns whether the second word of a text belongs to the first, as a noun does to its adjective. `Deleted by Protocol 2`
/// begins with a preposition, and исключен Протоколом has a case instead.
fn goes_on(text: &str, lexicon: &Lexicon) -> bool {
    let Some(second) = text.split_whitespace().nth(1) else { return false };
    let word = second.trim_end_matches(|it: char| !it.is_alphanumeric());
    second.starts_with(char::is_lowercase)
        && !lexicon.is_joining(word)
        && !lexicon.is_work(word)
        && !matches!(lexicon.word(word), Some(Word::Instrument(_) | Word::Of))
}

/// Chinese has the verb at the end, 本条删除. With an object after it, it is an instruction: 删除第十五条. The sign is also part of
/// other words, 战略, and 不得作出保留 is a sentence.
fn is_vacant_in_chinese(block: &Block, text: &str, lexicon: &Lexicon) -> bool {
    let has_object = || block.references.iter().any(|it| !it.targets.is_empty() && it.start >= block.body);
    let is_vacant = |phrase: &&str| {
        let begins = text
            .strip_prefix(*phrase)
            .is_some_and(|rest| !rest.starts_with(|it: char| it.is_alphanumeric() || it == '《' || it == '“'));
        begins || text.strip_suffix(*phrase).is_some_and(|subject| is_own_provision(subject, lexicon) && !has_object())
    };
    lexicon.phrases(Phrase::Vacant).iter().any(is_vacant)
}

/// Returns whether words name the provision itself, before a verb: 本条已, 该款.
fn is_own_provision(words: &str, lexicon: &Lexicon) -> bool {
    let next = |text: &str| lexicon.han_word(text);
    let Some((this, Some(Word::This | Word::That))) = next(words) else { return false };
    let Some((noun, Some(Word::Provision { .. }))) = next(&words[this..]) else { return false };
    let mut rest = &words[this + noun..];
    while let Some(after) = lexicon.phrases(Phrase::AmendedPlace).iter().find_map(|it| rest.strip_prefix(it)) {
        rest = after;
    }
    rest.is_empty()
}
