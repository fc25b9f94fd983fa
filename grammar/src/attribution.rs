//! Who a bracket says it is from: `[NZ/CL/PE propose; US/JP oppose: text]`. Reads the form only; which codes are
//! delegations is for who knows them.

use std::ops::Range;

use crate::language::Language;
use crate::lexicon::{Lexicon, Word, folded_phrase};

/// One delegation's part in a bracket; ranges are relative to the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The code or name as written, footnote digits excluded: `CA` of `CA5`.
    pub delegation: Range<u32>,
    /// The stance, in the words of the contract; `None` where no verb is written.
    pub stance: Option<String>,
    /// Whether the form leaves no doubt that a delegation is meant: a verb, or several codes. A lone `[Commission: …]`
    /// is one only if somebody knows it.
    pub is_sure: bool,
}

/// The attributions that the text from `from` on begins with, up to a colon, or for a list of codes a full stop.
pub fn attributions(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Attribution> {
    const LONGEST: usize = 200;
    let rest = &text[from..];
    let head_end = rest.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, it)| matches!(it, ':' | '：'));
    let colon = head_end.map(|(at, _)| &rest[..at]).filter(|head| !head.contains(['[', ']', '(', '"', '“', '\n']));
    let found = colon.and_then(|head| clauses(head, from, lexicon)).or_else(|| listed(rest, from));
    found.unwrap_or_default()
}

/// `AU propose; US oppose`: clauses that each name delegations and what they do.
fn clauses(head: &str, from: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let mut found: Vec<Attribution> = Vec::new();
    let mut offset = from;
    for clause in head.split_inclusive([';', ',', '،', '；', '，']) {
        let mut of_clause = attribution_clause(clause.trim_end_matches([';', ',', '،', '；', '，']), offset, lexicon)?;
        found.append(&mut of_clause);
        offset += clause.len();
    }
    // A clause without a verb shares the next one's: `AU, NZ propose`.
    let mut stance = None;
    for attribution in found.iter_mut().rev() {
        if attribution.stance.is_some() {
            stance.clone_from(&attribution.stance);
        } else {
            attribution.stance.clone_from(&stance);
        }
    }
    let is_sure = found.len() > 1 || found.iter().all(|it| it.stance.is_some());
    found.iter_mut().for_each(|it| it.is_sure = is_sure);
    Some(found)
}

/// `NZ/Can/Mex/Mor. Noting that`: several codes with nothing but a full stop behind them.
fn listed(rest: &str, from: usize) -> Option<Vec<Attribution>> {
    const LONGEST: usize = 80;
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b' ')?;
    let codes = rest[..end].strip_suffix('.')?;
    let mut found = parties(codes, from, false)?;
    found.iter_mut().for_each(|it| it.is_sure = true);
    (found.len() > 1).then_some(found)
}

fn attribution_clause(clause: &str, offset: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let trimmed = clause.trim();
    let start = offset + (clause.len() - clause.trim_start().len());
    let Some((stance, names)) = verb(trimmed, lexicon) else {
        return parties(trimmed, start, false);
    };
    let mut found = parties(&trimmed[names.clone()], start + names.start, true)?;
    found.iter_mut().for_each(|it| it.stance = Some(stance.to_owned()));
    Some(found)
}

/// The stance that a clause ends or begins with, and where its names stand: `EU propose`, `Proposal by EU`.
fn verb<'l>(clause: &str, lexicon: &'l Lexicon) -> Option<(&'l str, Range<usize>)> {
    const MOST_WORDS: usize = 4;
    let bare = clause.trim_end_matches(|it: char| it.is_ascii_digit());
    if lexicon.language == Language::Zh {
        // Han words touch: 中国提议.
        let splits = bare.char_indices().map(|(at, _)| at).skip(1);
        return splits.clone().find_map(|at| Some((lexicon.stance(&bare[at..])?, 0..at)));
    }
    let gaps: Vec<usize> = bare.match_indices(' ').map(|(at, _)| at).collect();
    let behind = gaps.iter().rev().take(MOST_WORDS).find_map(|at| Some((lexicon.stance(&bare[at + 1..])?, 0..*at)));
    let before = || {
        gaps.iter().take(MOST_WORDS).find_map(|at| {
            let stance = lexicon.stance(&bare[..*at])?;
            // `by`, `of the`: between the noun and the names.
            let mut names = *at + 1;
            while let Some((word, _)) = bare[names..].split_once(' ')
                && (matches!(lexicon.word(word), Some(Word::Of | Word::The)) || lexicon.is_joining(word))
            {
                names += word.len() + 1;
            }
            Some((stance, names..bare.len()))
        })
    };
    behind.or_else(before)
}

/// Delegations between slashes or joined by a word: `NZ/CL/PE`, `G77 and China`. Names of several words count only
/// where a verb says what they are.
fn parties(written: &str, offset: usize, named: bool) -> Option<Vec<Attribution>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while rest <= written.len() {
        let part = &written[rest..];
        let (length, joint) =
            [("/", 1), ("&", 1), ("+", 1), ("、", 3), (" and ", 5), (" et ", 4), (" y ", 3), (" и ", 4), (" و", 3)]
                .into_iter()
                .filter_map(|(joint, length)| Some((part.find(joint)?, length)))
                .min()
                .unwrap_or((part.len(), 1));
        let name = part[..length].trim();
        let start = offset + rest + (part[..length].len() - part[..length].trim_start().len());
        let bare = without_note(name);
        if !(is_code(bare) || named && is_name(bare)) {
            return None;
        }
        let delegation = start as u32..(start + bare.len()) as u32;
        found.push(Attribution { delegation, stance: None, is_sure: false });
        rest += length + joint;
    }
    Some(found)
}

/// A code without a footnote's digits: `CA` of `CA5`, but `G77`.
fn without_note(name: &str) -> &str {
    let bare = name.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.');
    if bare.trim_end_matches('-') == "G" { name } else { bare }
}

/// `US`, `G77`, `Mex`, `AOSIS`
fn is_code(written: &str) -> bool {
    let letters = written.trim_end_matches(|it: char| it.is_ascii_digit() || it == '-');
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    let is_word = letters.bytes().all(|it| it.is_ascii_alphabetic())
        && letters.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    is_word && (capitals == letters.len() && letters.len() <= 8 || letters.len() <= 4 && letters.len() >= 3)
}

/// `African Group`, `Iran (Islamic Republic of)`, مصر: at most six words that begin as a name does.
fn is_name(written: &str) -> bool {
    const LONGEST: usize = 80;
    let first = written.chars().next();
    let is_begun = first.is_some_and(|it| it.is_alphabetic() && !it.is_lowercase());
    is_begun
        && written.len() <= LONGEST
        && written.split_whitespace().count() <= 6
        && !folded_phrase(written).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_in(language: Language, text: &str, expected: &[(&str, Option<&str>)]) {
        let found = attributions(text, 0, Lexicon::of(language));
        let found: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|it| (&text[it.delegation.start as usize..it.delegation.end as usize], it.stance.as_deref()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        check_in(Language::En, text, expected);
    }

    #[test]
    fn several_delegations_take_several_stances() {
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
    fn a_colon_alone_makes_no_attribution() {
        check("Commission: the", &[]);
        check("the following measures: one", &[]);
        check("no colon", &[]);
        check("Parties shall: one", &[]);
    }

    #[test]
    fn a_lone_code_is_not_sure_to_be_a_delegation() {
        let found = attributions("PE: generation,", 0, Lexicon::of(Language::En));
        assert!(found.len() == 1 && !found[0].is_sure);
    }

    #[test]
    fn other_languages_put_the_verb_elsewhere() {
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
