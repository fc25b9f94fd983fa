//! Who a bracket says it is from: `[NZ/CL/PE propose; US/JP oppose: text]`. Reads the form only; which codes are
//! delegations is for who knows them.

use std::ops::Range;

use crate::lexicon::Lexicon;

/// One delegation's part in a bracket; ranges are relative to the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The code as written, footnote digits excluded: `CA` of `CA5`.
    pub delegation: Range<u32>,
    /// The stance, in the words of the contract; `None` where no verb is written.
    pub stance: Option<String>,
}

/// The attributions that the text from `from` on begins with, up to a colon.
pub fn attributions(text: &str, from: usize, lexicon: &Lexicon) -> Vec<Attribution> {
    const LONGEST: usize = 200;
    let rest = &text[from..];
    let Some(colon) = rest.bytes().take(LONGEST).position(|byte| byte == b':') else {
        return Vec::new();
    };
    let head = &rest[..colon];
    if head.contains(['[', ']', '(', '"', '“']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut offset = from;
    for clause in head.split_inclusive([';', ',']) {
        let Some(mut clause_found) = attribution_clause(clause, offset, lexicon) else {
            return Vec::new();
        };
        found.append(&mut clause_found);
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
    found
}

fn attribution_clause(clause: &str, offset: usize, lexicon: &Lexicon) -> Option<Vec<Attribution>> {
    let trimmed = clause.trim_end_matches([';', ',']).trim();
    let (parties, verb) = match trimmed.rsplit_once(' ') {
        Some((parties, verb)) if !is_code(verb.rsplit('/').next().unwrap_or(verb)) => (parties.trim(), Some(verb)),
        _ => (trimmed, None),
    };
    let stance = match verb {
        Some(verb) => Some(lexicon.stance(verb.trim_end_matches(|it: char| it.is_ascii_digit()))?.to_owned()),
        None => None,
    };
    let mut at = offset + clause.find(parties)?;
    let mut found = Vec::new();
    for code in parties.split('/') {
        let written = code.trim();
        if !is_code(written) {
            return None;
        }
        let start = at + (code.len() - code.trim_start().len());
        let bare = written.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.');
        found.push(Attribution { delegation: start as u32..(start + bare.len()) as u32, stance: stance.clone() });
        at += code.len() + 1;
    }
    Some(found)
}

/// `US`, `CA5`, `G77`, `Mex`, `AOSIS`
fn is_code(written: &str) -> bool {
    let letters = written.trim_end_matches(|it: char| it.is_ascii_digit() || it == '.');
    let capitals = letters.bytes().filter(u8::is_ascii_uppercase).count();
    let is_name = letters.bytes().all(|it| it.is_ascii_alphabetic())
        && letters.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
    is_name && (capitals == letters.len() && letters.len() <= 8 || letters.len() <= 4 && letters.len() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let found = attributions(text, 0, Lexicon::of(Language::En));
        let found: Vec<(&str, Option<&str>)> = found
            .iter()
            .map(|it| (&text[it.delegation.start as usize..it.delegation.end as usize], it.stance.as_deref()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn several_delegations_take_several_stances() {
        check(
            "NZ/CL propose; US/CA5 oppose: The",
            &[("NZ", Some("proposes")), ("CL", Some("proposes")), ("US", Some("opposes")), ("CA", Some("opposes"))],
        );
        check("J/EU/US: provides", &[("J", None), ("EU", None), ("US", None)]);
    }

    #[test]
    fn a_colon_alone_makes_no_attribution() {
        check("Commission: the", &[]);
        check("the following measures: one", &[]);
        check("no colon", &[]);
    }
}
