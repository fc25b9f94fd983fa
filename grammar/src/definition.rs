//! Where a block defines a term: `“Freezing” means`, `يقصد بتعبير "…"`, `(hereinafter referred to as “the Fund”)`.

use std::ops::Range;

use crate::fold::fold_into;
use crate::lexicon::Lexicon;

/// A term that a block defines; the range is what stands between the quotation marks, relative to the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The term, quotation marks excluded.
    pub term: Range<u32>,
    /// Whether the term is only a name for what stands before it: `hereinafter “the Fund”`.
    pub is_name: bool,
    /// Whether it only adds to what the term means: `“education” includes`.
    pub extends: bool,
}

/// How far behind a term its `means` may stand: “Collection in situ”, in relation to …, means.
const REACH: usize = 160;

/// The terms that a block defines. `body` is where its text begins, past its labels.
pub fn definitions(text: &str, body: usize, lexicon: &Lexicon) -> Vec<Definition> {
    let mut found = Vec::new();
    if !may_quote(text) {
        return found;
    }
    let quotes = quoted(text);
    // Quoted terms that wait for the `means` they share: “acceptance”, “approval” and “accession” mean.
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let mut behind = String::new();
    for (index, term) in quotes.iter().enumerate() {
        let after = close_end(text, term.end);
        let rest = &text[after..floor(text, (after + REACH).min(text.len()))];
        let trimmed = rest.trim_start_matches([' ', '\u{a0}', '*', '_', ']', '\n', '\r']);
        behind.clear();
        trimmed.split_inclusive(char::is_whitespace).take(6).for_each(|word| fold_into(word, &mut behind));
        let extends = starts_with_any(&behind, lexicon.phrases("includes"));
        let means = extends || starts_with_any(&behind, lexicon.phrases("means"));
        let opener = open_start(text, term.start);
        let before = &text[floor(text, opener.saturating_sub(80))..opener];
        let named = ends_with_any(before, lexicon.phrases("named"));
        let defines = ends_with_any(before, lexicon.phrases("defines"));
        let leads = is_lead(&text[body.min(term.start)..term.start]);
        if means || defines || (leads && trimmed.starts_with(',') && means_further_on(trimmed, lexicon)) {
            let whole = waiting.drain(..).chain([term.clone()]);
            found.extend(whole.map(|term| Definition { extends, ..definition(&term, false) }));
        } else if named {
            waiting.clear();
            found.push(definition(term, true));
        } else if quotes.get(index + 1).is_some_and(|next| joins(&text[after..open_start(text, next.start)], lexicon)) {
            waiting.push(term.clone());
        } else {
            waiting.clear();
        }
    }
    found
}

fn definition(term: &Range<usize>, is_name: bool) -> Definition {
    Definition { term: term.start as u32..term.end as u32, is_name, extends: false }
}

fn may_quote(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'"' | 0xC2 | 0xE2 | 0xE3))
}

/// What stands between quotation marks, on one line and short.
fn quoted(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 200;
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, sign) in text.char_indices() {
        match (sign, open) {
            ('“' | '«' | '„', _) => open = Some((at + sign.len_utf8(), sign)),
            ('"', None) => open = Some((at + 1, sign)),
            ('”' | '»' | '"', Some((start, opener))) if opener != '"' || sign == '"' => {
                let inside = text[start..at].trim();
                if !inside.is_empty() && at - start <= LONGEST {
                    let from = start + text[start..at].len() - text[start..at].trim_start().len();
                    found.push(from..from + inside.len());
                }
                open = None;
            }
            ('\n', Some((start, _))) if at - start > LONGEST => open = None,
            _ => {}
        }
    }
    found
}

fn open_start(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches([' ', '\u{a0}']);
    before.len() - before.chars().next_back().map_or(0, char::len_utf8)
}

fn close_end(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    end + blanks + rest[blanks..].chars().next().map_or(0, char::len_utf8)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn starts_with_any(text: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| {
        text.strip_prefix(phrase.as_str()).is_some_and(|rest| {
            rest.chars()
                .next()
                .is_none_or(|it| !it.is_alphabetic() || !phrase.is_ascii() && phrase.ends_with('\'') || is_han(it))
        })
    })
}

fn is_han(letter: char) -> bool {
    crate::token::is_han(letter)
}

/// Whether the text ends with one of the phrases, `the` and opening quotation marks aside.
fn ends_with_any(before: &str, phrases: &[String]) -> bool {
    if phrases.is_empty() {
        return false;
    }
    let mut folded = String::with_capacity(before.len());
    for word in before.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        fold_into(word, &mut folded);
    }
    let folded = folded.trim_end_matches([' ', ':', '"', '“', '«', '(', '*', '_']);
    phrases.iter().any(|phrase| {
        folded
            .strip_suffix(phrase.as_str())
            .is_some_and(|rest| rest.chars().next_back().is_none_or(|it| !it.is_alphabetic()))
    })
}

/// Whether nothing but an article or a word such as "the term" stands before a term.
fn is_lead(before: &str) -> bool {
    before.len() < 30 && before.split_whitespace().count() <= 3
}

fn means_further_on(rest: &str, lexicon: &Lexicon) -> bool {
    let sentence = rest.split([';', '.', '\n']).next().unwrap_or_default();
    let mut folded = String::with_capacity(sentence.len());
    fold_into(sentence, &mut folded);
    lexicon.phrases("means").iter().any(|phrase| {
        folded
            .match_indices(phrase.as_str())
            .any(|(at, _)| folded[..at].ends_with([' ', ',']) && folded[at + phrase.len()..].starts_with([' ', ':']))
    })
}

/// Whether only a comma or a joining word stands between two terms.
fn joins(between: &str, lexicon: &Lexicon) -> bool {
    let between = between.trim().trim_end_matches(['“', '"', '«']).trim();
    between.len() < 12
        && (matches!(between, "," | "،" | "、")
            || between.trim_start_matches(',').split_whitespace().all(|word| lexicon.is_joining(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn check(language: Language, text: &str, expected: &[&str]) {
        let found = definitions(text, 0, Lexicon::of(language));
        let terms: Vec<&str> = found.iter().map(|it| &text[it.term.start as usize..it.term.end as usize]).collect();
        assert_eq!(terms, expected, "{text}");
    }

    #[test]
    fn a_quoted_term_that_means_is_defined() {
        check(Language::En, "“Freezing” means a temporary prohibition;", &["Freezing"]);
        check(Language::En, "\"Party\" means a Party to this Agreement;", &["Party"]);
        check(
            Language::En,
            "“Collection in situ”, in relation to resources, means the taking of samples.",
            &["Collection in situ"],
        );
        check(
            Language::En,
            "“acceptance”, “approval” and “accession” mean in each case",
            &["acceptance", "approval", "accession"],
        );
        check(Language::En, "as “good faith” requires, which means that", &[]);
    }

    #[test]
    fn blanks_in_quotation_marks_are_no_term() {
        check(Language::En, &format!("“{}Party”", " ".repeat(120)), &[]);
        check(Language::En, &format!("“{}Party” means a State", "\u{a0}".repeat(60)), &["Party"]);
    }

    #[test]
    fn a_name_given_in_passing_is_defined() {
        check(Language::En, "the Fund for the Sea (hereinafter referred to as \"the Fund\")", &["the Fund"]);
    }

    #[test]
    fn other_languages_define_too() {
        check(Language::Ar, "(أ) يقصد بتعبير \"بيانات حاسوبية\" أي عرض للوقائع", &["بيانات حاسوبية"]);
        check(Language::Fr, "On entend par « Partie » une Partie au présent Accord", &[]);
        check(Language::Fr, "« Partie » désigne une Partie", &["Partie"]);
        check(Language::Ru, "«Сторона» означает Сторону", &["Сторона"]);
    }
}
