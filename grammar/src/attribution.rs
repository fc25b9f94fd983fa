//! The delegations to which the text of a bracket is attributed: `[NZ/CL/PE propose; US/JP oppose: text]`. Only the
//! form is read here. Which codes are delegations is known elsewhere.

use std::ops::Range;

use crate::fold::folded_phrase;
use crate::language::Language;
use crate::lexicon::{Lexicon, Word, name_joints};
use crate::offset::range_to_u32;

/// The most bytes before the colon of an attribution.
const MAX_ATTRIBUTION_BYTES: usize = 200;

/// The most bytes of a list of codes, or of a name.
const MAX_NAMES_BYTES: usize = 80;

/// The most words of a delegation's name.
const MAX_NAME_WORDS: usize = 6;

/// The most words of a verb phrase: `proposal by`.
const MAX_VERB_WORDS: usize = 4;

/// The attribution of a text to one delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The code or name as written, without the number of a footnote: `CA` of `CA5`. Bytes of the text.
    pub delegation: Range<u32>,
    /// The stance, by its name in JSON; `None` if no verb is written.
    pub stance: Option<String>,
    /// Whether the form leaves no doubt that a delegation is meant: a verb, or several codes. `[Commission: …]` is an
    /// attribution only if a delegation has that name.
    pub is_sure: bool,
}

/// Returns the attributions with which a text begins at `from`, up to a colon or, for a list of codes, a full stop.
pub(crate) fn attributions(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Attribution> {
    let rest = &text[from..];
    let mut characters = rest.char_indices().take_while(|(at, _)| *at < MAX_ATTRIBUTION_BYTES);
    let colon = characters.find(|(_, character)| matches!(character, ':' | '：'));
    let head = colon.map(|(at, _)| &rest[..at]).filter(|head| !head.contains(['[', ']', '(', '"', '“', '\n']));
    let found = head.and_then(|head| clauses(head, from, lexicon)).or_else(|| list_of_codes(rest, from));
    found.unwrap_or_default()
}

/// `AU propose; US oppose`: clauses, each of delegations and a verb.
fn clauses(head: &str, from: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    const SEPARATORS: [char; 5] = [';', ',', '،', '；', '，'];
    let mut found: Vec<Attribution> = Vec::new();
    let mut offset = from;
    for clause in head.split_inclusive(SEPARATORS) {
        let mut of_clause = clause_attributions(clause.trim_end_matches(SEPARATORS), offset, lexicon)?;
        found.append(&mut of_clause);
        offset += clause.len();
    }
    // A clause without a verb has the verb of the next one: `AU, NZ propose`.
    let mut stance = None;
    for attribution in found.iter_mut().rev() {
        if attribution.stance.is_some() {
            stance.clone_from(&attribution.stance);
        } else {
            attribution.stance.clone_from(&stance);
        }
    }
    let is_sure = found.len() > 1 || found.iter().all(|attribution| attribution.stance.is_some());
    found.iter_mut().for_each(|attribution| attribution.is_sure = is_sure);
    Some(found)
}

/// `NZ/Can/Mex/Mor. Noting that`: several codes followed only by a full stop.
fn list_of_codes(rest: &str, from: usize) -> Option<Vec<Attribution>> {
    let end = rest.bytes().take(MAX_NAMES_BYTES).position(|byte| byte == b' ')?;
    let codes = rest[..end].strip_suffix('.')?;
    let mut found = delegations(codes, from, false)?;
    found.iter_mut().for_each(|attribution| attribution.is_sure = true);
    (found.len() > 1).then_some(found)
}

fn clause_attributions(clause: &str, offset: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let trimmed = clause.trim();
    let start = offset + (clause.len() - clause.trim_start().len());
    let Some((stance, names)) = verb(trimmed, lexicon) else {
        return delegations(trimmed, start, false);
    };
    let mut found = delegations(&trimmed[names.clone()], start + names.start, true)?;
    found.iter_mut().for_each(|attribution| attribution.stance = Some(stance.to_owned()));
    Some(found)
}

/// Returns the stance of the verb at the end or beginning of a clause, and the range of its names: `EU propose`,
/// `Proposal by EU`.
fn verb<'l>(clause: &str, lexicon: &'l Lexicon) -> Option<(&'l str, Range<usize>)> {
    let clause = clause.trim_end_matches(|character: char| character.is_ascii_digit());
    if lexicon.language == Language::Zh {
        // Chinese has no spaces between words: 中国提议.
        let mut splits = clause.char_indices().map(|(at, _)| at).skip(1);
        return splits.find_map(|at| Some((lexicon.stance(&clause[at..])?, 0..at)));
    }
    let spaces: Vec<usize> = clause.match_indices(' ').map(|(at, _)| at).collect();
    let mut last_spaces = spaces.iter().rev().take(MAX_VERB_WORDS);
    let at_end = last_spaces.find_map(|at| Some((lexicon.stance(&clause[at + 1..])?, 0..*at)));
    at_end.or_else(|| {
        spaces.iter().take(MAX_VERB_WORDS).find_map(|at| {
            let stance = lexicon.stance(&clause[..*at])?;
            Some((stance, past_prepositions(clause, *at + 1, lexicon)..clause.len()))
        })
    })
}

/// Skips `by` and `of the` between a noun and the names.
fn past_prepositions(clause: &str, mut from: usize, lexicon: &Lexicon) -> usize {
    while let Some((word, _)) = clause[from..].split_once(' ')
        && (matches!(lexicon.word(word), Some(Word::Of | Word::The)) || lexicon.is_joining(word))
    {
        from += word.len() + 1;
    }
    from
}

/// Returns delegations between slashes or joined by a word: `NZ/CL/PE`, `G77 and China`. Names that are not codes count
/// only if `has_verb`.
fn delegations(written: &str, offset: usize, has_verb: bool) -> Option<Vec<Attribution>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from <= written.len() {
        let rest = &written[from..];
        let joints = ["/", "&", "+"].into_iter().chain(name_joints());
        let joint = joints.filter_map(|joint| Some((rest.find(joint)?, joint.len()))).min();
        let (length, joint_length) = joint.unwrap_or((rest.len(), 1));
        let part = &rest[..length];
        let name = without_footnote(part.trim());
        if !(is_code(name) || has_verb && is_name(name)) {
            return None;
        }
        let start = offset + from + (part.len() - part.trim_start().len());
        let delegation = range_to_u32(start..start + name.len());
        found.push(Attribution { delegation, stance: None, is_sure: false });
        from += length + joint_length;
    }
    Some(found)
}

/// Removes the number of a footnote: `CA` of `CA5`, but not of `G77`.
fn without_footnote(name: &str) -> &str {
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    if letters.trim_end_matches('-') == "G" { name } else { letters }
}

/// `US`, `G77`, `Mex`, `AOSIS`
fn is_code(written: &str) -> bool {
    const MAX_CAPITALS: usize = 8;
    let letters = written.trim_end_matches(|character: char| character.is_ascii_digit() || character == '-');
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    let is_word = letters.bytes().all(|byte| byte.is_ascii_alphabetic())
        && letters.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    let is_all_capitals = capitals == letters.len() && letters.len() <= MAX_CAPITALS;
    is_word && (is_all_capitals || (3..=4).contains(&letters.len()))
}

/// `African Group`, `Iran (Islamic Republic of)`, مصر
fn is_name(written: &str) -> bool {
    let first = written.chars().next();
    let begins_name = first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase());
    begins_name
        && written.len() <= MAX_NAMES_BYTES
        && written.split_whitespace().count() <= MAX_NAME_WORDS
        && !folded_phrase(written).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offset::range_to_usize;

    fn check_in(language: Language, text: &str, expected: &[(&str, Option<&str>)]) {
        let found = attributions(text, 0, Lexicon::of(language));
        let found: Vec<(&str, Option<&str>)> =
            found.iter().map(|it| (&text[range_to_usize(it.delegation.clone())], it.stance.as_deref())).collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        check_in(Language::En, text, expected);
    }

    #[test]
    fn delegations_may_have_different_stances() {
        check(
            "NZ/CL propose; US/CA5 oppose: The",
            &[("NZ", Some("proposes")), ("CL", Some("proposes")), ("US", Some("opposes")), ("CA", Some("opposes"))],
        );
        check("AU, NZ propose40: forty", &[("AU", Some("proposes")), ("NZ", Some("proposes"))]);
        check("J/EU/US: provides", &[("J", None), ("EU", None), ("US", None)]);
    }

    #[test]
    fn a_list_of_codes_may_end_with_a_full_stop() {
        check("NZ/Can/Mor. Noting that", &[("NZ", None), ("Can", None), ("Mor", None)]);
        check("No. 5 of the list", &[]);
    }

    #[test]
    fn a_group_may_have_a_name_of_several_words() {
        check("African Group proposes: the", &[("African Group", Some("proposes"))]);
        check("G77 and China support: the", &[("G77", Some("supports")), ("China", Some("supports"))]);
        check("Proposal by EU: the", &[("EU", Some("proposes"))]);
    }

    #[test]
    fn a_colon_alone_is_not_an_attribution() {
        check("Commission: the", &[]);
        check("the following measures: one", &[]);
        check("no colon", &[]);
        check("Parties shall: one", &[]);
    }

    #[test]
    fn a_single_code_is_not_sure_to_be_a_delegation() {
        let found = attributions("PE: generation,", 0, Lexicon::of(Language::En));
        assert!(found.len() == 1 && !found[0].is_sure);
    }

    #[test]
    fn verbs_are_recognised_in_every_language() {
        check_in(Language::Fr, "Suisse propose : les", &[("Suisse", Some("proposes"))]);
        check_in(
            Language::Es,
            "México y Chile proponen: las",
            &[("México", Some("proposes")), ("Chile", Some("proposes"))],
        );
        check_in(Language::Ru, "Индия предлагает: меры", &[("Индия", Some("proposes"))]);
        check_in(Language::Ar, "تقترح مصر: التدابير", &[("مصر", Some("proposes"))]);
        check_in(Language::Zh, "埃及提议：措施", &[("埃及", Some("proposes"))]);
    }
}
