//! Links around references, in Markdown and HTML: `[Article 1](#article-1), paragraph 3`, `<a href="#1">Article 1</a>`. Their
//! signs and addresses are no words of the text, and are taken out of the tokens.

use std::ops::Range;

use memchr::memmem;

use crate::bracket::address_len;
use crate::offset::range_to_u32;
use crate::token::Token;

/// The farthest that the other end of a link is looked for. Without a limit the search would be quadratic.
const MAX_LINK_BYTES: usize = 512;

/// The links of a text.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The signs and the addresses, in order.
    signs: Vec<Range<u32>>,
    /// The words that lead to another file, in order.
    pub(super) elsewhere: Vec<Range<u32>>,
}

impl Links {
    /// Finds the links of a text.
    pub(super) fn of(text: &str) -> Links {
        let mut links = Links::default();
        if memchr::memchr(b']', text.as_bytes()).is_some() {
            for close in memmem::find_iter(text.as_bytes(), "](") {
                links.add_markdown(text, close);
            }
        }
        if memchr::memchr(b'<', text.as_bytes()).is_some() {
            for open in memmem::find_iter(text.as_bytes(), "<a ") {
                links.add_html(text, open);
            }
        }
        links.signs.sort_unstable_by_key(|range| range.start);
        links
    }

    /// Adds the link `[words](address)` whose words end at a byte.
    fn add_markdown(&mut self, text: &str, close: usize) {
        let Some(open) = opening_bracket(text, close) else { return };
        let start = close + "](".len();
        let Some(length) = address_len(&text[start..text.floor_char_boundary(start + MAX_LINK_BYTES)]) else { return };
        let address = text[start..start + length].trim_end_matches(')');
        self.add(open..open + 1, close..start + length, leads_elsewhere(address));
    }

    /// Adds the link `<a href="address">words</a>` that begins at a byte.
    fn add_html(&mut self, text: &str, open: usize) {
        const END: &str = "</a>";
        let window = &text[open..text.floor_char_boundary(open + MAX_LINK_BYTES)];
        let Some(words) = window.find('>').map(|at| at + 1) else { return };
        let Some(end) = window[words..].find(END).map(|at| words + at) else { return };
        let address = window[..words].split_once("href=").map_or("", |it| it.1).trim_start_matches(['"', '\'']);
        let address = address.split(['"', '\'', '>']).next().unwrap_or_default();
        self.add(open..open + words, open + end..open + end + END.len(), leads_elsewhere(address));
    }

    fn add(&mut self, before: Range<usize>, after: Range<usize>, leads_elsewhere: bool) {
        if leads_elsewhere {
            self.elsewhere.push(range_to_u32(before.end..after.start));
        }
        self.signs.extend([range_to_u32(before), range_to_u32(after)]);
    }

    /// Returns the tokens without those of links; `None` if there are no links.
    pub(super) fn without_signs(&self, tokens: &[Token]) -> Option<Vec<Token>> {
        if self.signs.is_empty() {
            return None;
        }
        let mut signs = self.signs.iter().peekable();
        let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut is_spaced = false;
        for token in tokens {
            while signs.next_if(|range| range.end <= token.start).is_some() {}
            if signs.peek().is_some_and(|range| range.start <= token.start) {
                is_spaced |= token.spaced;
            } else {
                kept.push(Token { spaced: token.spaced || is_spaced, ..*token });
                is_spaced = false;
            }
        }
        Some(kept)
    }
}

/// Returns the bracket that opens the words of a link that end at a byte.
fn opening_bracket(text: &str, close: usize) -> Option<usize> {
    let first = close.saturating_sub(MAX_LINK_BYTES);
    let mut depth = 0;
    for at in (first..close).rev() {
        match text.as_bytes()[at] {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns whether an address is in another file.
fn leads_elsewhere(address: &str) -> bool {
    !address.starts_with('#') && address.contains('/')
}
