//! Page furniture: the lines that a page has and the draft has not, left in a text that was extracted from pages. A
//! document's symbol (`A/CONF.232/2023/4`), a page number (`13`, `– 4 –`, `4 of 46`, `Page 8`), `/...`. Told by its
//! form alone, line by line; a running title has no form of its own and is not told.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::fold::folded;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase};
use crate::token::digit;

/// How many bytes such a line may have.
const LONGEST: usize = 80;

/// What a line is to the page that it was on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// A page's header or footer.
    Header,
    /// A number alone: a page's, unless a sentence wants it.
    Number,
}

/// What furniture a line is, if it is any.
pub(crate) fn furniture(line: &str) -> Option<Furniture> {
    let line = line.trim_matches(|it: char| it.is_whitespace() || it == '\u{FEFF}');
    if line.is_empty() || line.len() > LONGEST || !may_be_furniture(line) {
        return None;
    }
    let mut said = Said::default();
    for part in line.split_whitespace() {
        said.hear(part)?;
    }
    said.furniture()
}

/// A cheap look: most lines of a draft end here.
fn may_be_furniture(line: &str) -> bool {
    let bytes = line.as_bytes();
    let is_word =
        |bytes: &[u8]| bytes.len() > 12 && bytes[..12].iter().all(|it| it.is_ascii_lowercase() || *it == b' ');
    let is_sentence = bytes.len() > 24 && bytes.iter().filter(|it| **it == b' ').count() > 8;
    !is_word(bytes) && !is_sentence
}

/// What the parts of a line have said so far.
#[derive(Default)]
struct Said {
    numbers: usize,
    /// A symbol, a job number, `12/60`, `/...`.
    symbols: usize,
    /// `page`
    pages: usize,
    /// `of`, `sur`: between a page's number and how many there are.
    joins: usize,
    /// The name of the language of a document, which stands below its symbol.
    languages: usize,
    dashes: usize,
}

impl Said {
    /// Hears one part; `None` if it is no furniture.
    fn hear(&mut self, part: &str) -> Option<()> {
        if part.chars().all(|it| matches!(it, '-' | '–' | '—' | '―' | '|' | '•')) {
            self.dashes += 1;
            return Some(());
        }
        if matches!(part, "/..." | "/…" | "…/" | ".../") || is_symbol(part) {
            self.symbols += 1;
            return Some(());
        }
        // `8.` is a paragraph's number alone on its line, `(8)` may be one.
        let inside = part.trim_matches(['-', '–', '—']);
        if inside.chars().all(digits) {
            self.numbers += 1;
            self.dashes +=
                2 * usize::from(inside.len() + 2 <= part.len() && !part.starts_with(digits) && !part.ends_with(digits));
            return (inside.chars().count() <= 3).then_some(());
        }
        let mut runs = inside.split(digits).filter(|run| !run.is_empty());
        self.numbers += usize::from(inside.contains(digits));
        runs.try_for_each(|word| self.hear_word(word.trim_end_matches(['.', ':', ',', '/'])))
    }

    fn hear_word(&mut self, word: &str) -> Option<()> {
        static WORDS: LazyLock<[FxHashSet<String>; 3]> = LazyLock::new(|| {
            let lexicons = Language::ALL.map(Lexicon::of);
            let phrases = |name| lexicons.iter().flat_map(|it| it.phrases(name).to_vec()).collect();
            let names = lexicons.iter().map(|it| folded(&it.name).into_owned()).collect();
            [phrases(Phrase::Page), phrases(Phrase::Pages), names]
        });
        let word = folded(word);
        let [pages, joins, languages] = &*WORDS;
        let heard = [(pages, &mut self.pages), (joins, &mut self.joins), (languages, &mut self.languages)];
        let (_, count) = heard.into_iter().find(|(words, _)| words.contains(word.as_ref()))?;
        *count += 1;
        Some(())
    }

    fn furniture(&self) -> Option<Furniture> {
        let is_page = self.pages > 0 && self.numbers > 0;
        let is_count = self.joins == 1 && self.numbers == 2;
        let is_language = self.languages == 1 && self.numbers + self.joins + self.dashes == 0;
        if self.symbols > 0 || is_page || is_count || is_language {
            return Some(Furniture::Header);
        }
        let is_alone = self.numbers == 1 && self.pages + self.joins + self.languages == 0;
        match self.dashes {
            _ if !is_alone => None,
            // `- 4`: an Arabic paragraph's number.
            1 => None,
            0 => Some(Furniture::Number),
            _ => Some(Furniture::Header),
        }
    }
}

fn digits(letter: char) -> bool {
    digit(letter).is_some()
}

/// `A/CONF.164/37`, `UNEP/PP/INC.5/4`, `12/60`, `23-12345`, `95-27467S`, `(E)`, `A/AC.291/22/Rev.1`.
fn is_symbol(part: &str) -> bool {
    if matches!(part, "(E)" | "(F)" | "(S)" | "(R)" | "(A)" | "(C)") {
        return true;
    }
    let has_digit = part.bytes().any(|it| it.is_ascii_digit());
    let is_plain =
        |it: u8| it.is_ascii_uppercase() || it.is_ascii_digit() || matches!(it, b'/' | b'.' | b'-' | b'(' | b')');
    if !has_digit || !part.as_bytes()[0].is_ascii_alphanumeric() {
        return false;
    }
    let is_plain = |part: &str| part.bytes().all(is_plain);
    if !is_plain(part) {
        let without = |part: String, word: &&str| part.replace(word, "");
        let stem = ["Rev.", "Add.", "Corr."].iter().fold(part.to_owned(), without);
        if !is_plain(&stem) {
            return false;
        }
    }
    let slashes = part.bytes().filter(|it| *it == b'/').count();
    let job = part.split_once('-').is_some_and(|(year, number)| {
        year.len() == 2
            && year.bytes().all(|it| it.is_ascii_digit())
            && number.len() >= 5
            && number.bytes().take(5).all(|it| it.is_ascii_digit())
    });
    job || slashes > 0 && part.split('/').all(|each| !each.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Option<Furniture>, lines: &[&str]) {
        for line in lines {
            assert_eq!(furniture(line), kind, "{line}");
        }
    }

    #[test]
    fn headers_are_told_by_their_form() {
        check(
            Some(Furniture::Header),
            &[
                "A/CONF.164/37",
                " UNEP/PP/INC.5/4 \n",
                "A/AC.291/22/Rev.1 13",
                "4 of 46",
                "– 4 –",
                "- 4 -",
                "-4-",
                "Page 8",
                "page 4 of 46",
                "/...",
                "23-12345 12/60",
                "95-27467S (E)",
                "English",
                "Página 3 de 9",
                "Стр. 7",
                "第3页",
            ],
        );
        check(Some(Furniture::Number), &["13", "\u{c}13", "٤٧"]);
    }

    #[test]
    fn a_drafts_own_lines_are_none() {
        check(
            None,
            &[
                "1.",
                "(a)",
                "1 -",
                "- 1",
                "1982",
                "Article 5",
                "and/or",
                "2 of this article",
                "PART I",
                "Part of 5",
                "States shall",
                "Annex",
                "* * *",
                "",
            ],
        );
    }
}
