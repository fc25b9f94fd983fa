//! Page artifacts: lines of a page that are not part of the draft, left in a text that was extracted from pages. They
//! are recognised line by line by their form alone: a document's symbol (`A/CONF.232/2023/4`), a page number (`13`, `–
//! 4 –`, `4 of 46`, `Page 8`), `/...`. A running title has no form of its own and is not recognised.

use crate::ascii_run::AsciiRun;
use crate::document_symbol::is_header_symbol;
use crate::lexicon::{PageWord, page_words};
use crate::numerals::is_digit;

/// Longer lines are not page artifacts.
const MAX_ARTIFACT_BYTES: usize = 80;

/// The role of a line on the page from which the text was extracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageArtifact {
    /// A header or footer.
    Header,
    /// A number by itself: the page's, unless a sentence requires a number there.
    Number,
}

/// Returns which page artifact a line is, if it is one.
pub(crate) fn page_artifact(line: &str) -> Option<PageArtifact> {
    let line = trimmed(line);
    if line.is_empty() || line.len() > MAX_ARTIFACT_BYTES || !may_be_page_artifact(line) {
        return None;
    }
    let mut parts = Parts::default();
    for part in line.split_whitespace() {
        parts.add(part)?;
    }
    parts.page_artifact()
}

/// Returns a line without white space and byte order marks at its ends. Most lines need no letter to be decoded.
fn trimmed(line: &str) -> &str {
    let line = line.trim_ascii();
    let is_plain = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii() && *byte != b'\x0B');
    match is_plain(line.as_bytes().first()) && is_plain(line.as_bytes().last()) {
        true => line,
        false => line.trim_matches(|character: char| character.is_whitespace() || character == '\u{FEFF}'),
    }
}

/// Rejects most lines of a draft quickly: those that begin with another word than page headers have, or with a run of small
/// letters, or have many words.
fn may_be_page_artifact(line: &str) -> bool {
    let first = AsciiRun::at_start(line.as_bytes());
    let is_word = first.length > 0 && line.as_bytes().get(first.length).is_none_or(|next| *next == b' ');
    if is_word && !page_words().may_contain(first) {
        return false;
    }
    const MIN_RUN_BYTES: usize = 12;
    let bytes = line.as_bytes();
    let is_running_text = bytes.len() > MIN_RUN_BYTES
        && bytes[..MIN_RUN_BYTES].iter().all(|byte| byte.is_ascii_lowercase() || *byte == b' ');
    let is_sentence = bytes.len() > 24 && bytes.iter().filter(|byte| **byte == b' ').count() > 8;
    !is_running_text && !is_sentence
}

/// The number of parts of each kind in a line.
#[derive(Default)]
struct Parts {
    numbers: usize,
    /// A symbol, a job number, `12/60`, `/...`.
    symbols: usize,
    /// `page`
    pages: usize,
    /// `of`, `sur`: between a page's number and the number of pages.
    joints: usize,
    /// The name of a document's language, which is printed below its symbol.
    languages: usize,
    dashes: usize,
}

impl Parts {
    /// Counts one part, or returns `None` if no page artifact contains such a part.
    fn add(&mut self, part: &str) -> Option<()> {
        let is_dash = |character| matches!(character, '-' | '–' | '—' | '―' | '|' | '•');
        if part.chars().all(is_dash) {
            self.dashes += 1;
            return Some(());
        }
        if matches!(part, "/..." | "/…" | "…/" | ".../") || is_header_symbol(part) {
            self.symbols += 1;
            return Some(());
        }
        // `8.` is a paragraph's number alone on its line, and `(8)` may be one.
        let inside = part.trim_matches(['-', '–', '—']);
        if inside.chars().all(is_digit) {
            self.numbers += 1;
            let is_between_dashes =
                inside.len() + 2 <= part.len() && !part.starts_with(is_digit) && !part.ends_with(is_digit);
            self.dashes += 2 * usize::from(is_between_dashes);
            return (inside.chars().count() <= 3).then_some(());
        }
        let mut runs = inside.split(is_digit).filter(|run| !run.is_empty());
        self.numbers += usize::from(inside.contains(is_digit));
        runs.try_for_each(|word| self.add_word(word.trim_end_matches(['.', ':', ',', '/'])))
    }

    fn add_word(&mut self, word: &str) -> Option<()> {
        let count = match page_words().kind(word)? {
            PageWord::Page => &mut self.pages,
            PageWord::Joint => &mut self.joints,
            PageWord::Language => &mut self.languages,
        };
        *count += 1;
        Some(())
    }

    fn page_artifact(&self) -> Option<PageArtifact> {
        let is_page = self.pages > 0 && self.numbers > 0;
        let is_count = self.joints == 1 && self.numbers == 2;
        let is_language = self.languages == 1 && self.numbers + self.joints + self.dashes == 0;
        if self.symbols > 0 || is_page || is_count || is_language {
            return Some(PageArtifact::Header);
        }
        let is_only_number = self.numbers == 1 && self.pages + self.joints + self.languages == 0;
        match self.dashes {
            _ if !is_only_number => None,
            // `- 4`: the number of an Arabic paragraph.
            1 => None,
            0 => Some(PageArtifact::Number),
            _ => Some(PageArtifact::Header),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Option<PageArtifact>, lines: &[&str]) {
        for line in lines {
            assert_eq!(page_artifact(line), kind, "{line}");
        }
    }

    #[test]
    fn headers_are_recognised_by_their_form() {
        check(
            Some(PageArtifact::Header),
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
        check(Some(PageArtifact::Number), &["13", "\u{c}13", "٤٧"]);
    }

    #[test]
    fn lines_of_the_draft_are_not_artifacts() {
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
