//! Rules that a comment allows: `<!-- travaux: allow dangling-reference: annex III is another file -->`. What follows a
//! colon is the reason, for people.

use std::ops::Range;
use std::sync::LazyLock;

use crate::offset::range_to_u32;
use memchr::memmem::Finder;

/// A rule that a comment allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The name of the rule as written; of a comment with a fault, the word at fault.
    pub rule: String,
    /// The bytes of the name, relative to the block.
    pub range: Range<u32>,
    /// Whether the rule is allowed in the whole draft: `allow-file`.
    pub file: bool,
    /// The reason why the comment allows nothing.
    pub fault: Option<AllowanceFault>,
}

/// The reason why a comment for Travaux allows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowanceFault {
    /// The first word is neither `allow` nor `allow-file`.
    UnknownWord,
    /// No rule is named.
    NoRule,
    /// The comment has no end in its block.
    NoEnd,
}

/// The words with which a comment begins that allows rules, of a block and of the whole draft.
pub const ALLOWING_WORDS: [&str; 2] = ["allow", "allow-file"];

pub(super) fn allowances(text: &str) -> Vec<Allowance> {
    const NAME: &str = "travaux";
    static NAMES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(NAME));
    let mut found = Vec::new();
    for at in NAMES.find_iter(text.as_bytes()) {
        if text[..at].trim_end().ends_with("<!--")
            && let Some(length) = length_of_colon(&text[at + NAME.len()..])
        {
            comment(text, at..at + NAME.len() + length, &mut found);
        }
    }
    found
}

/// Returns the length of the colon after the name of Travaux: zero if it is left out before an allowing word, and `None`
/// if the comment is about something else, such as travaux préparatoires.
fn length_of_colon(rest: &str) -> Option<usize> {
    if let Some(colon) = rest.chars().next().filter(|it| matches!(it, ':' | '：')) {
        return Some(colon.len_utf8());
    }
    let is_end = |it: char| it.is_whitespace() || matches!(it, ':' | '：' | ',');
    let word = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let word = word.split(is_end).next()?.split("-->").next()?;
    ALLOWING_WORDS.contains(&word).then_some(0)
}

/// Adds the allowances of a comment that has the name of Travaux at some bytes.
fn comment(text: &str, name: Range<usize>, found: &mut Vec<Allowance>) {
    let faulty = |range: Range<usize>, fault| Allowance {
        rule: text[range.clone()].to_owned(),
        range: range_to_u32(range),
        file: false,
        fault: Some(fault),
    };
    let rest = &text[name.end..];
    let Some(end) = rest.find("-->") else {
        found.push(faulty(name, AllowanceFault::NoEnd));
        return;
    };
    let listed = rest[..end].split([':', '：']).next().unwrap_or_default();
    let mut words = words(listed, name.end);
    let Some(first) = words.next() else {
        found.push(faulty(name, AllowanceFault::UnknownWord));
        return;
    };
    let Some(scope) = ALLOWING_WORDS.iter().position(|word| *word == &text[first.clone()]) else {
        found.push(faulty(first, AllowanceFault::UnknownWord));
        return;
    };
    let before = found.len();
    found.extend(words.map(|range| Allowance {
        rule: text[range.clone()].to_owned(),
        range: range_to_u32(range),
        file: scope == 1,
        fault: None,
    }));
    if found.len() == before {
        found.push(faulty(first, AllowanceFault::NoRule));
    }
}

/// Returns the words of a list, as bytes of the text in which the list is at `start`.
fn words(list: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let words = list.split(|it: char| it.is_whitespace() || matches!(it, ',' | '،' | '，' | '、'));
    words.filter(|it| !it.is_empty()).map(move |word| {
        let at = start + (word.as_ptr() as usize - list.as_ptr() as usize);
        at..at + word.len()
    })
}

#[cfg(test)]
mod tests {
    use super::{AllowanceFault, allowances};

    fn check(text: &str, expected: &[(&str, bool, Option<AllowanceFault>)]) {
        let found = allowances(text);
        let found: Vec<_> = found.iter().map(|it| (it.rule.as_str(), it.file, it.fault)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn rules_are_listed_and_the_reason_follows_a_colon() {
        check("<!-- travaux: allow a-b, c -->", &[("a-b", false, None), ("c", false, None)]);
        check("<!--travaux:allow-file a-->", &[("a", true, None)]);
        check("<!-- travaux: allow a: annex III, article 9 is in another file -->", &[("a", false, None)]);
        check("<!-- travaux: allow a： 附件三在另一文件中 -->", &[("a", false, None)]);
        check("<!-- travaux: allow a: المرفق في ملف آخر -->", &[("a", false, None)]);
    }

    #[test]
    fn the_colon_before_an_allowing_word_may_be_left_out() {
        check("<!-- travaux allow a-b, c: 附件三 -->", &[("a-b", false, None), ("c", false, None)]);
        check("<!-- travaux  allow-file a: المرفق -->", &[("a", true, None)]);
        check("<!-- travaux：allow a -->", &[("a", false, None)]);
        check("<!-- travaux allow -->", &[("allow", false, Some(AllowanceFault::NoRule))]);
        check("<!-- travaux préparatoires: allow a -->", &[]);
        check("<!-- travaux allows a -->", &[]);
    }

    #[test]
    fn a_comment_that_allows_nothing_is_a_fault() {
        check("<!-- travaux: alow a -->", &[("alow", false, Some(AllowanceFault::UnknownWord))]);
        check("<!-- travaux: allow -->", &[("allow", false, Some(AllowanceFault::NoRule))]);
        check("<!-- travaux: allow: a -->", &[("allow", false, Some(AllowanceFault::NoRule))]);
        check("<!-- travaux: -->", &[("travaux:", false, Some(AllowanceFault::UnknownWord))]);
        check("<!-- travaux: allow a", &[("travaux:", false, Some(AllowanceFault::NoEnd))]);
    }

    #[test]
    fn other_texts_and_comments_allow_nothing() {
        check("The file travaux: allow a -->", &[]);
        check("<!-- see travaux: allow a -->", &[]);
    }
}
