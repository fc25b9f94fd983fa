//! # hidden-direction
//!
//! An invisible character changes the order in which the text is shown.
//!
//! The overrides U+202D and U+202E show letters in another order than the one in which they are stored, so that two
//! delegations may read different texts, and a search does not find the words. Embeddings and isolates (U+202A, U+202B,
//! U+2066 to U+2068) have a use in a line that mixes scripts, but one that is not closed in its paragraph turns the rest of
//! it. They come into a draft with words that are pasted from web pages. The Unicode Bidirectional Algorithm (UAX #9)
//! shows Arabic correctly without any of them.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall pay \u{202E}001 dollars.
//!                      ^ U+202E changes the order of the text after it
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تدفع كل دولة طرف \u{2066}USD 100 في السنة.
//!                  ^ U+2066 is not closed in this paragraph, so it changes the order of the text after it
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تدفع كل دولة طرف \u{2066}USD 100\u{2069} في \u{200F}السنة.
//! ```
//!
//! **Instead**, delete the character.

use memchr::memchr_iter;
use travaux_grammar::range_to_u32;

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let text = &*context.block.text;
    // The embeddings and the isolates that are open, by their offsets.
    let (mut embeddings, mut isolates) = (Vec::new(), Vec::new());
    // All of these characters begin with this byte.
    for at in memchr_iter(0xE2, text.as_bytes()) {
        let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        match letter {
            '\u{202A}' | '\u{202B}' => embeddings.push((at, letter)),
            '\u{202D}' | '\u{202E}' => {
                embeddings.push((at, letter));
                let message = format!("U+{:04X} changes the order of the text after it", u32::from(letter));
                found.push(finding(context, at, letter, message));
            }
            '\u{202C}' => {
                embeddings.pop();
            }
            '\u{2066}'..='\u{2068}' => isolates.push((at, letter)),
            '\u{2069}' => {
                isolates.pop();
            }
            _ => {}
        }
    }
    let is_override = |letter| matches!(letter, '\u{202D}' | '\u{202E}');
    for (at, letter) in embeddings.into_iter().filter(|it| !is_override(it.1)).chain(isolates) {
        let code = u32::from(letter);
        let message =
            format!("U+{code:04X} is not closed in this paragraph, so it changes the order of the text after it");
        found.push(finding(context, at, letter, message));
    }
}

fn finding(context: &TextContext<'_>, at: usize, letter: char, message: String) -> Finding {
    let range = range_to_u32(at..at + letter.len_utf8());
    Finding::new(context.place(range.clone()), message).possible_fix("delete the invisible character", range, "")
}
