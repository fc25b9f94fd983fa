//! How the brackets of a run relate: which of them could stand in the same place of the sentence. The words at both ends
//! of each part decide, with its signs and its length. A reading is a judgement and names its reason; where the parts
//! contradict each other it is unknown.

use super::part::Edge;
use super::{BracketContent, RunReading};
use crate::lexicon::{Lexicon, Phrase};

pub(super) use super::part::Part;

/// The reason for a run of modal verbs: `[shall] [may]`.
const EACH_IS_MODAL: &str = "each says how binding the text is";

/// The reason for a run of numbers: `[30] [60]`.
pub(super) const EACH_IS_NUMBER: &str = "each is a number";

/// The reason for parts of which one is no text of the treaty.
pub(super) const NO_TEXT: &str = "one of them is no text";

/// The reason for parts that fit the same place: `[exports] [trade]`.
pub(super) const SAME_SLOT: &str = "each could stand in the same place";

/// The reason for parts that end before the words that they belong to: `[for the] [in the]`.
pub(super) const NEEDS_WHAT_FOLLOWS: &str = "each needs the words that follow";

/// A run with more parts than this is not compared part by part.
const MAX_COMPARED_PARTS: usize = 32;

/// The parts of a run.
pub(super) struct Parts<'a> {
    pub(super) list: Vec<Part<'a>>,
    /// Whether there is a slash between all of them.
    pub(super) slashed: bool,
}

/// Returns whether a reason says that a run is a choice of how binding the text is.
pub(super) fn is_modal_choice(reason: &str) -> bool {
    reason == EACH_IS_MODAL
}

type Reading = (RunReading, &'static str);

fn alternatives(reason: &'static str) -> Option<Reading> {
    Some((RunReading::Alternatives, reason))
}

fn independent(reason: &'static str) -> Option<Reading> {
    Some((RunReading::Independent, reason))
}

fn unknown(reason: &'static str) -> Option<Reading> {
    Some((RunReading::Unknown, reason))
}

/// Returns how the parts relate, and the reason.
pub(super) fn reading(parts: &Parts<'_>, lexicon: &Lexicon) -> Reading {
    let Parts { list, slashed } = parts;
    let found = by_content(list, lexicon)
        .or_else(|| by_one_class(list, lexicon))
        .or_else(|| if *slashed { alternatives("a slash stands between them") } else { None })
        .or_else(|| by_missing_words(list))
        .or_else(|| by_own_signs(list))
        .or_else(|| by_prepositions(list))
        .or_else(|| by_mixed_classes(list))
        .or_else(|| by_shape(list));
    found.unwrap_or((RunReading::Alternatives, SAME_SLOT))
}

/// What the brackets hold that is no text of the treaty, or replaces it.
fn by_content(list: &[Part<'_>], lexicon: &Lexicon) -> Option<Reading> {
    use BracketContent::{Deletion, Editorial, Elision, Footnote, Insertion, Label, Status};
    let all = |content: &[BracketContent]| list.iter().all(|part| content.contains(&part.content));
    let any = |content: &[BracketContent]| list.iter().any(|part| content.contains(&part.content));
    if all(&[Insertion, Deletion]) && any(&[Insertion]) && any(&[Deletion]) {
        return alternatives("one takes the place of the other");
    }
    let says_no_text = |part: &Part<'_>| part.is_phrase() && lexicon.begins_with(part.text, Phrase::NoText);
    if any(&[Status, Elision, Footnote, Editorial]) || list.iter().any(says_no_text) {
        return independent(NO_TEXT);
    }
    if all(&[Label]) { alternatives("competing labels") } else { None }
}

/// Parts of one closed class, which exclude each other: `[shall] [may]`, `[each] [every]`, `[30] [60]`, `[and] [or]`.
fn by_one_class(list: &[Part<'_>], lexicon: &Lexicon) -> Option<Reading> {
    let is_modal = |part: &Part<'_>| part.is_modal || part.end == Edge::Modal;
    let is_other = |part: &Part<'_>| part.is_phrase() && lexicon.is_other(part.first_word);
    if list.iter().any(is_modal) && list.iter().all(|part| is_modal(part) || is_other(part)) {
        return alternatives(EACH_IS_MODAL);
    }
    if list.iter().all(|part| part.is_word && part.start == Edge::Determiner) {
        return alternatives("each determines the same noun");
    }
    if list.iter().all(|part| part.is_number) {
        return alternatives(EACH_IS_NUMBER);
    }
    if list.iter().all(|part| part.is_joint) {
        return alternatives("each joins the words that follow");
    }
    None
}

/// Parts that end before the words they belong to, such as `[for the] [in identified] zones`, and full stops of which
/// one will end the sentence: `[.] [, as listed.]`.
fn by_missing_words(list: &[Part<'_>]) -> Option<Reading> {
    let begins_apart = |part: &Part<'_>| matches!(part.start, Edge::Sign | Edge::Conjunction);
    let is_alike = list.iter().all(begins_apart) || !list.iter().any(begins_apart);
    if list.iter().all(|part| part.is_joint || part.needs_more()) && is_alike {
        return alternatives(NEEDS_WHAT_FOLLOWS);
    }
    let stop = list[0].final_stop;
    let ends_sentence = |part: &Part<'_>| part.final_stop == stop && (part.words == 0 || part.start == Edge::Sign);
    if stop.is_some() && list.iter().any(|part| part.words == 0) && list.iter().all(ends_sentence) {
        return alternatives("each ends the sentence");
    }
    None
}

/// Parts with conjunctions or signs of their own, which go on from the text before or lead on to the text after:
/// `[, where appropriate,] [and to the extent possible]`.
fn by_own_signs(list: &[Part<'_>]) -> Option<Reading> {
    let has_own = |part: &Part<'_>| {
        matches!(part.start, Edge::Sign | Edge::Conjunction)
            || part.end_sign == Some(',')
            || part.end == Edge::Conjunction
    };
    if list.iter().any(has_own) {
        // `[, as appropriate,] [, where appropriate,]`
        let is_alike = list.iter().all(|part| part.end_sign == list[0].end_sign && part.is_phrase())
            && list.iter().all(|part| has_own(part) && part.words > 0);
        if is_alike && each_shares_word(list) {
            return alternatives("they share a word");
        }
        let goes_on = |part: &&Part<'_>| has_own(part) || part.start == Edge::Preposition;
        if list.iter().filter(|part| !goes_on(part)).count() > 1 {
            return unknown("only some of them go on from what is before");
        }
        return independent("one of them goes on from what is before");
    }
    let is_sentence = |part: &Part<'_>| part.final_stop.is_some() && (part.is_capitalised || !part.is_phrase());
    if list.iter().all(is_sentence) {
        return if begin_alike(list) { None } else { unknown("each is a sentence") };
    }
    let stop = list[0].final_stop;
    if list.iter().any(|part| part.final_stop != stop) {
        return unknown("only some of them end the sentence");
    }
    None
}

/// Parts that begin with a preposition or another word that goes on from the text before.
fn by_prepositions(list: &[Part<'_>]) -> Option<Reading> {
    let count = list.iter().filter(|part| part.start == Edge::Preposition).count();
    if count == 0 {
        return None;
    }
    let are_phrases = list.iter().all(Part::is_phrase);
    if begin_alike(list) || are_phrases && each_shares_word(list) {
        return alternatives("they share a word");
    }
    let is_repeated = |pair: &[Part<'_>]| pair[0].first_word == pair[1].first_word;
    let ends_alike = list.len() > 2 && list[0].first_word == list[list.len() - 1].first_word;
    if count == list.len() && list.len() > 2 && (ends_alike || list.windows(2).any(is_repeated)) {
        return unknown("only some of them begin alike");
    }
    let words = list[0].words;
    if are_phrases && list.iter().all(|part| part.words == words) {
        return unknown("they are of one length but begin unlike each other");
    }
    // `[in part] [of ports]` may follow each other, `[in ports] [harbours]` hardly.
    let is_reversed = list[0].start == Edge::Preposition && list[list.len() - 1].start != Edge::Preposition;
    if list.len() - count > 1 || is_reversed {
        return unknown("only some of them go on from what is before");
    }
    independent("one of them goes on from what is before")
}

/// Parts of which some are of a closed class and others are not: `[the] [necessary] measures`.
fn by_mixed_classes(list: &[Part<'_>]) -> Option<Reading> {
    let determiners = list.iter().filter(|part| part.is_word && part.start == Edge::Determiner).count();
    if determiners > 0 && (list.len() > 2 || list[0].is_word && list[0].start == Edge::Determiner) {
        return unknown("only some of them determine a noun");
    }
    if list.iter().any(|part| part.is_modal) {
        return unknown("only some of them say how binding the text is");
    }
    let numbers = list.iter().filter(|part| part.is_number).count();
    if numbers > 1 && list.iter().all(Part::is_phrase) {
        return alternatives("each stands for a number");
    }
    if numbers > 0 {
        return unknown("only some of them are numbers");
    }
    match list.iter().filter(|part| part.needs_more()).count() {
        0 => None,
        // `[at] [its different stages]`, `[domestic laws] [designed to]`
        _ if list.len() > 2 || !list[0].needs_more() || list[0].is_joint || list[1].start == Edge::Determiner => {
            unknown("only some of them need the words that follow")
        }
        _ => None,
    }
}

/// Compares parts whose words at the ends and signs do not decide: their number of words, the kind of their words, whether
/// one is repeated.
fn by_shape(list: &[Part<'_>]) -> Option<Reading> {
    if list.len() > MAX_COMPARED_PARTS {
        return unknown("they are too many to compare");
    }
    if list.iter().all(|part| !part.is_long) && list.windows(2).all(|pair| pair[0].shares_word(&pair[1])) {
        return alternatives("they share a word");
    }
    let are_words = list.iter().all(|part| part.is_word);
    if (are_words || list.len() > 2) && list.iter().any(|part| part.is_acronym != list[0].is_acronym) {
        return unknown("they are of different kinds");
    }
    if list.len() == 2 {
        return None;
    }
    let is_repeated = |(index, part): (usize, &Part<'_>)| list[..index].iter().any(|other| other.text == part.text);
    if list.iter().enumerate().any(is_repeated) {
        return unknown("one of them is repeated");
    }
    let most = list.iter().map(|part| part.words).max().unwrap_or(0);
    let fewest = list.iter().map(|part| part.words).min().unwrap_or(0);
    if most > fewest + 1 && fewest < 2 { unknown("they are of different lengths") } else { None }
}

/// `[in good time] [in due time]`, `[للهدف] [للغرض]`: both continue the text before, but only one can remain.
fn begin_alike(list: &[Part<'_>]) -> bool {
    list.windows(2).all(|pair| {
        let [first, second] = [pair[0].first_word, pair[1].first_word];
        let preposition = Lexicon::definite_beginning(first);
        !first.is_empty()
            && (first == second || preposition.is_some() && preposition == Lexicon::definite_beginning(second))
    })
}

fn each_shares_word(list: &[Part<'_>]) -> bool {
    list.windows(2).all(|pair| pair[0].shares_word(&pair[1]))
}
