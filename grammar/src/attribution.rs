//! The delegations to which the text of a bracket is attributed: `[NZ/CL/PE propose; US/JP oppose: text]`. Only the
//! form is read here. Which codes are delegations is known elsewhere.

use std::ops::Range;

use crate::fold::folded_phrase;
use crate::language::Language;
use crate::lexicon::{Lexicon, Word, name_joints};
use crate::offset::{range_to_u32, to_u32, to_usize};

/// The most bytes before the colon of an attribution.
pub const MAX_ATTRIBUTION_BYTES: usize = 300;

/// The most bytes of a list of codes.
const MAX_CODES_BYTES: usize = 80;

/// The most bytes of a name.
const MAX_NAME_BYTES: usize = 160;

/// The most words of a delegation's name.
const MAX_NAME_WORDS: usize = 12;

/// The most words of a name that a verb alone shows to be one.
const MAX_SURE_NAME_WORDS: usize = 6;

/// The most words of a verb phrase: `proposal by`.
const MAX_VERB_WORDS: usize = 4;

/// The name in the lexicons of the verbs by which delegations join those before them: `supported by`.
pub(crate) const SECONDS: &str = "seconds";

/// The stance of those whom others join.
const PROPOSES: &str = "proposes";

/// The stance of those who join others.
const SUPPORTS: &str = "supports";

/// The attribution of a text to one delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The code or name as written, without the number of a footnote: `CA` of `CA5`. Bytes of the text.
    pub delegation: Range<u32>,
    /// The stance, by its name in JSON; `None` if no verb is written.
    pub stance: Option<String>,
    /// Whether the form leaves no doubt that a delegation is meant: a name with a verb, or several codes. `[Norway: …]`
    /// and `[Commission: …]` are attributions only if a delegation has that name.
    pub is_sure: bool,
    /// The offset of the attributed words, after the colon.
    pub words: u32,
}

/// Returns the attributions with which a text begins at `from`, up to a colon, the end of a bracket or, for a list of
/// codes, a full stop.
pub(crate) fn attributions(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Attribution> {
    let rest = &text[from..];
    let window = &rest[..rest.floor_char_boundary(MAX_ATTRIBUTION_BYTES)];
    let end = window.find([':', '：', '[', ']', '"', '“']).unwrap_or(window.len());
    let (head, sign) = (&window[..end], window[end..].chars().next());
    let found = match sign {
        _ if head.matches('\n').count() > 1 => None,
        Some(':' | '：') => before_colon(text, from..from + end, lexicon),
        Some(']') => before_closer(text, from..from + end, lexicon),
        _ => None,
    };
    found.or_else(|| list_of_codes(rest, from)).unwrap_or_default()
}

/// `NZ propose:`, or with the verb after the colon: `VN: propose213:`.
fn before_colon(text: &str, head: Range<usize>, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let mut found = clauses(&text[head.clone()], head.start, lexicon)?;
    let mut words = past_sign(text, head.end);
    if found.iter().all(|it| it.stance.is_none())
        && let Some((stance, end)) = verb_until_colon(text, words, lexicon)
    {
        found.iter_mut().for_each(|it| (it.stance, it.is_sure) = (Some(stance.to_owned()), true));
        words = past_sign(text, end);
    }
    found.iter_mut().for_each(|it| it.words = to_u32(words));
    Some(found)
}

/// `[Norway opposes]`, or with the verb after the bracket: `[CA/CL/VN274] propose:`.
fn before_closer(text: &str, head: Range<usize>, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let mut found = clauses(&text[head.clone()], head.start, lexicon)?;
    let has_verb = found.iter().any(|it| it.stance.is_some());
    let after = verb_until_colon(text, head.end + 1, lexicon).filter(|_| !has_verb);
    if !has_verb && after.is_none() {
        return None;
    }
    if let Some((stance, _)) = after {
        found.iter_mut().for_each(|it| it.stance = Some(stance.to_owned()));
    }
    // Without a colon the form is that of any sentence.
    found.iter_mut().for_each(|it| (it.is_sure, it.words) = (!has_verb, to_u32(head.end)));
    Some(found)
}

/// Returns the stance of a verb that stands alone before a colon, and the offset of the colon.
fn verb_until_colon<'l>(text: &str, from: usize, lexicon: &'l Lexicon) -> Option<(&'l str, usize)> {
    const MAX_VERB_BYTES: usize = 60;
    let rest = text.get(from..)?;
    let window = &rest[..rest.floor_char_boundary(MAX_VERB_BYTES)];
    let colon = window.find([':', '：'])?;
    Some((lexicon.stance(without_digits(window[..colon].trim()))?, from + colon))
}

/// Returns the offset after the sign at `at`.
fn past_sign(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Removes the number of a footnote after a word: `propose213`, `propose 181`.
fn without_digits(word: &str) -> &str {
    word.trim_end_matches(|character: char| character.is_ascii_digit()).trim_end()
}

/// Delegations with at most one verb: `AU propose` in `AU propose; US oppose`.
struct Clause {
    names: Vec<Attribution>,
    /// Whether the verb stands before the names: `supported by NO`.
    is_verb_first: bool,
    /// Whether the delegations join those before them: `supported by NO`.
    is_seconding: bool,
    /// Whether a comma stands before it.
    is_after_comma: bool,
}

impl Clause {
    fn stance(&self) -> Option<&String> {
        self.names.first().and_then(|it| it.stance.as_ref())
    }

    fn set_stance(&mut self, stance: &str) {
        self.names.iter_mut().for_each(|it| it.stance = Some(stance.to_owned()));
    }
}

/// `AU propose; US oppose`: clauses, each of delegations and a verb.
pub(crate) fn clauses(head: &str, from: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    const SEPARATORS: [char; 6] = [';', ',', '؛', '،', '；', '，'];
    const COMMAS: [char; 3] = [',', '،', '，'];
    let mut found: Vec<Clause> = Vec::new();
    let mut offset = from;
    let mut is_after_comma = false;
    for piece in head.split_inclusive(SEPARATORS) {
        let words = piece.trim_end_matches(SEPARATORS);
        let at = seconding_in(words, lexicon).unwrap_or(words.len());
        for (start, part) in [(0, &words[..at]), (at, &words[at..])] {
            if start == 0 || !part.is_empty() {
                let skipped = if start == 0 && !found.is_empty() { joint_at_start(part) } else { 0 };
                let read = clause(&part[skipped..], offset + start + skipped, lexicon)?;
                found.push(Clause { is_after_comma, ..read });
            }
        }
        is_after_comma = piece.ends_with(COMMAS);
        offset += piece.len();
    }
    share_stances(&mut found);
    let mut found: Vec<Attribution> = found.into_iter().flat_map(|it| it.names).collect();
    let has_verbs = found.iter().all(|attribution| attribution.stance.is_some());
    let is_code_at =
        |it: &Attribution| is_code(&head[to_usize(it.delegation.start) - from..to_usize(it.delegation.end) - from]);
    let is_sure = has_verbs && found.iter().all(|it| it.is_sure) || found.len() > 1 && found.iter().all(is_code_at);
    found.iter_mut().for_each(|attribution| attribution.is_sure = is_sure);
    Some(found)
}

/// Returns the length of the conjunction with which the last clause of a list begins: `and` in `NO, CH, and IS`.
fn joint_at_start(clause: &str) -> usize {
    let names = clause.trim_start();
    let length = name_joints().map(str::trim_start).find(|joint| names.starts_with(joint)).map_or(0, str::len);
    if length == 0 { 0 } else { clause.len() - names.len() + length }
}

/// Gives clauses without a verb that of a neighbour: that of the next one in `AU, NZ propose`, and that of the one before in
/// Arabic, where the verb comes first. Before `supported by NO`, they propose.
fn share_stances(clauses: &mut [Clause]) {
    let mut next: Option<String> = None;
    for clause in clauses.iter_mut().rev() {
        match (clause.stance(), &next) {
            (Some(_), _) if clause.is_seconding => next = Some(PROPOSES.to_owned()),
            (Some(stance), _) => next = (!clause.is_verb_first).then(|| stance.clone()),
            (None, Some(stance)) => clause.set_stance(&stance.clone()),
            (None, None) => {}
        }
    }
    let mut before: Option<String> = None;
    for clause in clauses {
        match (clause.stance(), &before) {
            (Some(stance), _) => before = clause.is_verb_first.then(|| stance.clone()),
            (None, Some(stance)) if clause.is_after_comma => clause.set_stance(&stance.clone()),
            (None, _) => before = None,
        }
    }
}

/// Returns the offset of the words by which other delegations join those before them: `supported by` in `EU supported by NO`.
fn seconding_in(clause: &str, lexicon: &Lexicon) -> Option<usize> {
    let starts = clause.match_indices(char::is_whitespace).map(|(at, space)| at + space.len());
    starts.filter(|at| !clause[..*at].trim().is_empty()).find(|at| {
        let rest = &clause[*at..];
        let ends = rest.match_indices(char::is_whitespace).map(|it| it.0).take(MAX_VERB_WORDS);
        ends.into_iter().any(|end| lexicon.stance(&rest[..end]) == Some(SECONDS))
    })
}

/// `NZ/Can/Mex/Mor. Noting that`: several codes followed only by a full stop.
fn list_of_codes(rest: &str, from: usize) -> Option<Vec<Attribution>> {
    let end = rest.bytes().take(MAX_CODES_BYTES).position(|byte| byte == b' ')?;
    let codes = rest[..end].strip_suffix('.')?;
    let mut found = codes_between_slashes(codes, from)?;
    found.iter_mut().for_each(|it| (it.is_sure, it.words) = (true, to_u32(from + end)));
    (found.len() > 1).then_some(found)
}

fn clause(clause: &str, offset: usize, lexicon: &Lexicon) -> Option<Clause> {
    let without_verb = |names| Clause { names, is_verb_first: false, is_seconding: false, is_after_comma: false };
    // The number of the last clause's footnote: `propose;70 CL`.
    let unnumbered = clause.trim_start_matches(|character: char| character.is_ascii_digit());
    let names = if unnumbered.starts_with(char::is_whitespace) { unnumbered.trim_start() } else { clause.trim_start() };
    let (start, trimmed) = (offset + (clause.len() - names.len()), names.trim_end());
    let Some((stance, names)) = verb(trimmed, lexicon) else {
        return delegations(trimmed, start, lexicon, false).map(without_verb);
    };
    let found = delegations(&trimmed[names.clone()], start + names.start, lexicon, true)?;
    let (is_verb_first, is_seconding) = (names.start > 0, stance == SECONDS);
    let mut clause = Clause { is_verb_first, is_seconding, ..without_verb(found) };
    clause.set_stance(if is_seconding { SUPPORTS } else { stance });
    Some(clause)
}

/// Returns the stance of the verb at the end or beginning of a clause, and the range of its names: `EU propose`,
/// `Proposal by EU`.
fn verb<'l>(clause: &str, lexicon: &'l Lexicon) -> Option<(&'l str, Range<usize>)> {
    let clause = without_digits(clause);
    if lexicon.language == Language::Zh {
        // Chinese has no spaces between words: 中国提议.
        let mut splits = clause.char_indices().map(|(at, _)| at).skip(1);
        return splits.find_map(|at| Some((lexicon.stance(&clause[at..])?, 0..at)));
    }
    // A space may have several bytes: U+2028.
    let spaces: Vec<(usize, usize)> =
        clause.match_indices(char::is_whitespace).map(|(at, space)| (at, at + space.len())).collect();
    // The longest verb phrase counts: `se oponen`.
    let last_spaces = &spaces[spaces.len().saturating_sub(MAX_VERB_WORDS)..];
    let at_end = last_spaces.iter().find_map(|(at, end)| Some((lexicon.stance(&clause[*end..])?, 0..*at)));
    at_end.or_else(|| {
        spaces.iter().take(MAX_VERB_WORDS).find_map(|(at, end)| {
            let stance = lexicon.stance(&clause[..*at])?;
            Some((stance, past_prepositions(clause, *end, lexicon)..clause.len()))
        })
    })
}

/// Skips `by` and `of the` between a noun and the names.
fn past_prepositions(clause: &str, mut from: usize, lexicon: &Lexicon) -> usize {
    while let Some((word, rest)) = clause[from..].split_once(char::is_whitespace)
        && (matches!(lexicon.word(word), Some(Word::Of | Word::The)) || lexicon.is_joining(word))
    {
        from = clause.len() - rest.len();
    }
    from
}

/// Returns delegations between slashes or joined by a word: `NZ/CL/PE`, `G77 and China`. Without a verb, each word of a
/// name has to look like part of one. A joint may also be inside a name, `Trinidad and Tobago`: that is known elsewhere.
/// `is_sure` states whether a verb would leave no doubt.
fn delegations(written: &str, offset: usize, lexicon: &Lexicon, has_verb: bool) -> Option<Vec<Attribution>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from <= written.len() {
        let rest = &written[from..];
        let joints = ["/", "&", "+"].into_iter().chain(name_joints());
        let joint = joints.filter_map(|joint| Some((rest.find(joint)?, joint.len()))).min();
        let (length, joint_length) = joint.unwrap_or((rest.len(), 1));
        let part = &rest[..length];
        let whole = without_footnote(part.trim());
        let name = without_article(whole, lexicon);
        // `its member States` in `EU and its member States`
        let is_second_half = from > 0 && name.starts_with(char::is_lowercase);
        let is_name = (is_second_half || begins_name(name)) && is_name(name, lexicon, has_verb || is_second_half);
        if !(is_code(name) || is_name) {
            return None;
        }
        let start = offset + from + (part.len() - part.trim_start().len()) + (whole.len() - name.len());
        let is_sure = !is_second_half && name.split_whitespace().count() <= MAX_SURE_NAME_WORDS;
        let delegation = range_to_u32(start..start + name.len());
        found.push(Attribution { delegation, stance: None, is_sure, words: 0 });
        from += length + joint_length;
    }
    Some(found)
}

/// Removes an article in small letters before a name: `the Netherlands`, `l’Égypte`.
fn without_article<'n>(name: &'n str, lexicon: &Lexicon) -> &'n str {
    if !name.starts_with(char::is_lowercase) {
        return name;
    }
    let is_end = |sign: char| sign.is_whitespace() || APOSTROPHES.contains(&sign);
    let after = name.split_once(is_end).filter(|(word, _)| lexicon.word(word) == Some(Word::The));
    after.map_or(name, |(_, rest)| rest.trim_start())
}

/// Returns codes between slashes: `NZ/Can/Mor`.
fn codes_between_slashes(written: &str, offset: usize) -> Option<Vec<Attribution>> {
    let mut from = offset;
    let mut found = Vec::new();
    for part in written.split('/') {
        let code = without_footnote(part);
        let delegation = range_to_u32(from..from + code.len());
        found.push(is_code(code).then_some(Attribution { delegation, stance: None, is_sure: true, words: 0 })?);
        from += part.len() + 1;
    }
    Some(found)
}

/// Removes the number of a footnote: `CA` of `CA5`, but not of `G77`.
fn without_footnote(name: &str) -> &str {
    let letters = name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    if letters.trim_end_matches('-') == "G" { name } else { letters.trim_end() }
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

/// The signs after an elided article.
const APOSTROPHES: [char; 2] = ['\'', '’'];

/// Returns whether a word may be part of a name: `Korea`, `d'Ivoire`, `77`, the links between such words, and adjectives
/// in small letters, as in `Groupe africain`.
fn is_word_of_name(written: &str, lexicon: &Lexicon, has_verb: bool) -> bool {
    let word = written.trim_matches(|sign: char| !sign.is_alphanumeric());
    let begins = |part: &str| !part.starts_with(char::is_lowercase);
    let mut parts = word.split(APOSTROPHES).filter(|it| !it.is_empty());
    if begins(word) || parts.next_back().is_some_and(begins) {
        return true;
    }
    if matches!(lexicon.word(word), Some(Word::Of | Word::The | Word::And)) {
        return true;
    }
    !lexicon.is_modal(word) && (has_verb || !lexicon.is_joining(word) && !lexicon.is_determiner(word))
}

/// Returns whether the first letter may be that of a name: `Iran`, مصر, `77国集团`.
fn begins_name(written: &str) -> bool {
    let letters = written.trim_start_matches(|it: char| it.is_ascii_digit());
    let may_begin = |letter: char| letter.is_alphabetic() && !letter.is_lowercase();
    letters.starts_with(|it: char| may_begin(it) && (letters.len() == written.len() || !it.is_uppercase()))
}

/// `African Group`, `Iran (Islamic Republic of)`, مصر; but not `President's` or `Parties shall`.
fn is_name(written: &str, lexicon: &Lexicon, has_verb: bool) -> bool {
    written.len() <= MAX_NAME_BYTES
        && !["'s", "’s", "s'", "s’"].iter().any(|ending| written.ends_with(ending))
        && written.matches(['(', '（']).count() == written.matches([')', '）']).count()
        && written.split_whitespace().take(MAX_NAME_WORDS + 1).count() <= MAX_NAME_WORDS
        && written.split_whitespace().all(|word| is_word_of_name(word, lexicon, has_verb))
        && !folded_phrase(written).is_empty()
}

/// Returns whether a word between two names joins them, and may be part of a name: `and` in `Trinidad and Tobago`.
pub fn is_name_joint(written: &str) -> bool {
    let word = written.trim();
    matches!(word, "&" | "+") || name_joints().any(|joint| joint.starts_with(' ') && joint.trim() == word)
}

#[cfg(test)]
mod tests;
