//! # invisible-character
//!
//! A word contains a character that nobody sees.
//!
//! Zero-width spaces and joiners come into a draft with text that is pasted from web pages and PDF files. A search for the
//! word does not find it, a comparison of two versions shows a change that nobody can see, and a term that is defined is not
//! recognized where it is used.
//!
//! Joiners are part of the spelling in some scripts, so U+200C and U+200D are reported only between Latin, Cyrillic or
//! Chinese characters. Soft hyphens and the marks of direction of Arabic texts are not reported.
//!
//! ```treaty
//! Article 4
//!
//! Each Par\u{200B}ty shall cooperate.
//!         ^ U+200B is invisible, and splits a word
//!
//! It shall co\u{200D}operate.
//!            ^ U+200D is invisible, and splits a word
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 各缔约\u{200B}国应当合作。
//!    ^ U+200B is invisible, and splits a word
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف \u{200F}التدابير\u{200B} اللازمة، و\u{200C}تتعاون.
//! ```
//!
//! **Instead**, delete the character.

use memchr::memchr2_iter;
use travaux_grammar::{is_han, range_to_u32};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let text = &*context.block.text;
    // The first bytes of U+200B to U+200D and U+2060, and of U+FEFF.
    for at in memchr2_iter(0xE2, 0xEF, text.as_bytes()) {
        let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        if !matches!(letter, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}') {
            continue;
        }
        let end = at + letter.len_utf8();
        let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
        // Beside a blank it splits no word, and a word processor may have put it there to allow a line break.
        if !before.is_some_and(is_plain_letter) || !after.is_some_and(is_plain_letter) {
            continue;
        }
        let range = range_to_u32(at..end);
        let message = format!("U+{:04X} is invisible, and splits a word", u32::from(letter));
        let finding = Finding::new(context.place(range.clone()), message);
        found.push(finding.preferred_fix("delete the invisible character", range, ""));
    }
}

/// Returns whether a character is a letter of a script in which no joiner is part of the spelling.
fn is_plain_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{C0}'..='\u{24F}' | '\u{400}'..='\u{4FF}') || is_han(letter)
}
