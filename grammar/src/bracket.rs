//! The brackets of one block: which ends pair, what each holds, which stand side by side. What a block leaves open is
//! handed on; pairing across blocks is for who sees them in sequence.

mod content;
mod run;

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::notation::{End, GLYPHS, Glyph, end, long_closer, long_opener};
use content::content;
use run::side_by_side;

pub use content::{PLACEHOLDER, bare_placeholders};
pub use run::slashed;

/// What a bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    /// Words that are not agreed.
    Text,
    /// Something still to come: `[X]`, `[203X]`.
    Placeholder,
    /// Words left out: `[...]`.
    Elision,
    /// The mark of a footnote: `s[14]`.
    Footnote,
    /// A note that is no part of the treaty: `{…}`.
    Editorial,
    /// Where the text stands: `[agreed ad referendum]`.
    Status,
    /// Nothing but a label: `[3.]`.
    Label,
    /// Words marked as added: `{++and++}`.
    Insertion,
    /// Words marked as deleted: `{--and--}`, `~~and~~`.
    Deletion,
    /// Words marked as replaced by others: `{~~shall~>should~~}`.
    Substitution,
}

impl Content {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Content::Text => "text",
            Content::Placeholder => "placeholder",
            Content::Elision => "elision",
            Content::Footnote => "footnote",
            Content::Editorial => "editorial",
            Content::Status => "status",
            Content::Label => "label",
            Content::Insertion => "insertion",
            Content::Deletion => "deletion",
            Content::Substitution => "substitution",
        }
    }
}

/// A bracket that opens in a block; offsets are relative to the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// Where its opener stands.
    pub open: u32,
    /// Where its closer stands, if in the same block.
    pub close: Option<u32>,
    /// Where its closer ends: a closer of full width may answer an opener of half width.
    pub end: Option<u32>,
    /// Which sign opens it.
    pub glyph: Glyph,
    /// How many brackets of the block it stands in, itself included.
    pub depth: u32,
    /// What it holds.
    pub content: Content,
    /// Whether it opens before the block's first word or label, so that it may span provisions.
    pub structural: bool,
}

impl Bracket {
    /// What stands between its signs, if both are in the block.
    pub fn inside(&self) -> Option<Range<usize>> {
        let close = self.close?;
        Some((self.open + self.glyph.width()) as usize..close as usize)
    }
}

/// A closer without an opener in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closer {
    /// Where it stands.
    pub at: u32,
    /// Which sign.
    pub glyph: Glyph,
}

/// How brackets that stand side by side are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// One of them will stay.
    Alternatives,
    /// Each may stay or go for itself.
    Independent,
    /// The text does not say.
    Unknown,
}

impl Reading {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Reading::Alternatives => "alternatives",
            Reading::Independent => "independent",
            Reading::Unknown => "unknown",
        }
    }
}

/// Brackets with nothing but blanks between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Their places in the block's brackets, in order.
    pub brackets: Box<[u32]>,
    /// How they are to be read.
    pub reading: Reading,
    /// What the judgement rests on.
    pub reason: &'static str,
    /// Whether it is a choice of how binding the text is: `[shall] [may]`.
    pub modal: bool,
}

/// The brackets of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brackets {
    /// Those that open in it, in order.
    pub list: Box<[Bracket]>,
    /// The closers that pair with nothing in it, in order.
    pub strays: Box<[Closer]>,
    /// Those that stand side by side.
    pub runs: Box<[Run]>,
}

/// Finds the brackets of a block. `first_word` is where its first label or word begins, past markup and openers;
/// `labels_end` where its text begins, past its labels.
pub fn brackets(text: &str, first_word: u32, labels_end: u32, lexicon: &Lexicon) -> Brackets {
    let mut found = paired(text, first_word);
    let Brackets { list, runs, .. } = &mut found;
    for bracket in list.iter_mut() {
        bracket.content = content(text, bracket, labels_end, lexicon);
    }
    // Text after a link was taken out keeps its depth: a link is no bracket.
    *runs = side_by_side(text, list, lexicon).into_boxed_slice();
    found
}

/// The bytes that a sign of the notation may begin with.
const MAY_BE_SIGN: [bool; 256] = {
    let mut table = [false; 256];
    let signs = [b'<', b'[', b']', b'{', b'}', b'~', b'*', b'_', 0xE3, 0xEF];
    let mut at = 0;
    while at < signs.len() {
        table[signs[at] as usize] = true;
        at += 1;
    }
    table
};

fn paired(text: &str, first_word: u32) -> Brackets {
    let bytes = text.as_bytes();
    let next_sign = |at: usize| bytes[at..].iter().position(|byte| MAY_BE_SIGN[*byte as usize]).map(|far| at + far);
    let Some(mut at) = next_sign(0) else { return Brackets::default() };
    let list = Vec::with_capacity(memchr::memchr_iter(b'[', bytes).count());
    let mut pairing = Pairing { list, first_word, ..Pairing::default() };
    while at < bytes.len() && u32::try_from(at).is_ok() {
        at += match bytes[at] {
            b'<' if text[at..].starts_with("<!--") => text[at..].find("-->").map_or(bytes.len() - at, |it| it + 3),
            b'[' if footnote_end(bytes, at).is_some() => footnote_end(bytes, at).map_or(1, |end| end - at),
            b'~' | b'*' | b'_' => pairing.markup(text, at),
            b'[' | b']' | b'{' | b'}' | 0xE3 | 0xEF => pairing.sign(text, at),
            _ => next_sign(at + 1).unwrap_or(bytes.len()) - at,
        };
    }
    let Pairing { mut list, strays, mut links, .. } = pairing;
    if !links.is_empty() {
        links.sort_unstable();
        let mut index = 0u32;
        list.retain(|_| {
            index += 1;
            links.binary_search(&(index - 1)).is_err()
        });
    }
    Brackets { list: list.into_boxed_slice(), strays: strays.into_boxed_slice(), runs: Box::default() }
}

/// The ends of a block's brackets as they are met, and what stands open.
#[derive(Default)]
struct Pairing {
    list: Vec<Bracket>,
    strays: Vec<Closer>,
    /// Those of the list that turned out to be links.
    links: Vec<u32>,
    open: [Vec<u32>; GLYPHS],
    depth: u32,
    first_word: u32,
}

impl Pairing {
    fn opens(&mut self, glyph: Glyph, at: usize) {
        self.depth += 1;
        self.open[glyph.family()].push(self.list.len() as u32);
        self.list.push(Bracket {
            open: at as u32,
            close: None,
            end: None,
            glyph,
            depth: self.depth,
            content: Content::Text,
            structural: (at as u32) < self.first_word,
        });
    }

    /// Closes what stands open of the glyph's family; its place in the list.
    fn closes(&mut self, glyph: Glyph, at: usize) -> Option<u32> {
        let opener = *self.open[glyph.family()].last()?;
        // One letter is not part of both signs: `{+++}` opens and does not close.
        let Bracket { open, glyph: opening, .. } = self.list[opener as usize];
        if (at as u32) < open + opening.width() {
            return None;
        }
        self.open[glyph.family()].pop();
        self.depth -= 1;
        self.list[opener as usize].close = Some(at as u32);
        self.list[opener as usize].end = Some(at as u32 + glyph.width());
        Some(opener)
    }

    /// Takes the sign that stands at a byte, if one does. How many bytes were read.
    fn sign(&mut self, text: &str, at: usize) -> usize {
        let byte = text.as_bytes()[at];
        if byte == b'{'
            && let Some(glyph) = long_opener(&text[at..])
        {
            self.opens(glyph, at);
            return glyph.opener().len();
        }
        if byte == b'}'
            && let Some(glyph) = long_closer(&text[..=at])
            && self.closes(glyph, at + 1 - glyph.closer().len()).is_some()
        {
            return 1;
        }
        let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) else { return 1 };
        match end(sign) {
            Some(End::Open(glyph)) => self.opens(glyph, at),
            Some(End::Close(glyph)) => match self.closes(glyph, at) {
                Some(opener) if glyph == Glyph::Square => {
                    if let Some(link_end) = link_end(text, self.list[opener as usize].open as usize, at) {
                        self.links.push(opener);
                        return link_end - at;
                    }
                }
                Some(_) => {}
                None => self.strays.push(Closer { at: at as u32, glyph }),
            },
            None => {}
        }
        sign.len_utf8()
    }

    /// Takes the Markdown mark of struck out or underlined words that stands at a byte. A mark that nothing answers in
    /// the block is none. How many bytes were read.
    fn markup(&mut self, text: &str, at: usize) -> usize {
        // No marked words are longer, and looking through the whole text at each mark would be quadratic.
        const LONGEST: usize = 4096;
        let bytes = text.as_bytes();
        let rest = &bytes[at..];
        for glyph in [Glyph::Strike, Glyph::Underline] {
            let (opener, closer) = (glyph.opener().as_bytes(), glyph.closer().as_bytes());
            if rest.starts_with(closer) && !self.open[glyph.family()].is_empty() {
                self.closes(glyph, at);
                return closer.len();
            }
            let is_glued =
                rest.get(opener.len()).is_some_and(|it| !it.is_ascii_whitespace() && !matches!(it, b'~' | b'}'));
            let behind = rest.get(opener.len()..rest.len().min(LONGEST)).unwrap_or_default();
            if rest.starts_with(opener) && is_glued && memchr::memmem::find(behind, closer).is_some() {
                self.opens(glyph, at);
                return opener.len();
            }
        }
        // `~~~` is a fence, `~~}` ends a substitution.
        rest.iter().take_while(|byte| **byte == rest[0]).count()
    }
}

/// Past a Markdown footnote's mark: `[^1]`.
fn footnote_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at + 1) != Some(&b'^') {
        return None;
    }
    let inside = bytes[at + 2..].iter().take(40).position(|byte| matches!(byte, b']' | b' ' | b'\n'))?;
    (inside > 0 && bytes[at + 2 + inside] == b']').then_some(at + 3 + inside)
}

/// Past a Markdown link's address, if the bracket that closes here is a link's: `[text](address)`, `[name]: address`.
fn link_end(text: &str, open: usize, close: usize) -> Option<usize> {
    let behind = &text[close + 1..];
    if let Some(address) = behind.strip_prefix('(') {
        // No address is longer, and looking for its end through the whole text at each bracket would be quadratic.
        const LONGEST: usize = 4096;
        let length = memchr::memchr2(b')', b'\n', &address.as_bytes()[..address.len().min(LONGEST)])?;
        let address_text = &address[..length];
        let has_scheme = ["http:", "https:", "mailto:", "www.", "/", "./", "../", "#", "<"]
            .iter()
            .any(|it| address_text.starts_with(it));
        let is_path = !address_text.is_empty()
            && !address_text.contains(' ')
            && address_text.contains(['.', '/', '#'])
            && !address_text.ends_with('.');
        return (has_scheme || is_path).then(|| {
            // Addresses hold parentheses of their own; a blank behind the last one ends it all.
            let mut depth = 1;
            let end = address.char_indices().find_map(|(offset, sign)| {
                match sign {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    '\n' => depth = 0,
                    _ => {}
                }
                (depth == 0).then_some(offset)
            });
            close + 2 + end.map_or(address.len(), |end| end + 1)
        });
    }
    let address = behind.strip_prefix(':')?.trim_start_matches(' ');
    let begins_line = text[..open].chars().next_back().is_none_or(|it| it == '\n');
    (begins_line && (address.starts_with("http") || address.starts_with('<') || address.starts_with('/')))
        .then(|| close + 1 + behind.find('\n').unwrap_or(behind.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Brackets {
        brackets(text, 0, 0, Lexicon::of(Language::En))
    }

    fn check(text: &str, expected: &[(&str, Content)]) {
        let found = found(text);
        let list: Vec<(&str, Content)> =
            found.list.iter().map(|it| (it.inside().map_or("?", |inside| &text[inside]), it.content)).collect();
        assert_eq!(list, expected, "{text}");
    }

    #[test]
    fn marks_pair_inside_a_block_and_leave_the_rest() {
        check("[a [b] c]", &[("a [b] c", Content::Text), ("b", Content::Text)]);
        check("[a [b]", &[("?", Content::Text), ("b", Content::Text)]);
        let found = found("a] [b] c] [");
        assert_eq!((found.strays.len(), found.list.len()), (2, 2));
        check("{+++} a++}", &[("+} a", Content::Insertion)]);
    }

    #[test]
    fn what_a_bracket_holds_is_told() {
        check(
            "[X] [203X] [x years] [...] [agreed ad referendum] word[14] {note} Article [ ]",
            &[
                ("X", Content::Placeholder),
                ("203X", Content::Placeholder),
                ("x years", Content::Placeholder),
                ("...", Content::Elision),
                ("agreed ad referendum", Content::Status),
                ("14", Content::Footnote),
                ("note", Content::Editorial),
                (" ", Content::Placeholder),
            ],
        );
    }

    #[test]
    fn markdown_links_and_footnotes_are_no_brackets() {
        check("a [link](https://example.org/a_(b)) and [^1] and [text](draft.md)", &[]);
        check("[shall](should)", &[("shall", Content::Text)]);
    }

    #[test]
    fn runs_are_judged() {
        let reading = |text: &str| found(text).runs.iter().map(|run| run.reading).collect::<Vec<_>>();
        assert_eq!(reading("[shall] [may]"), [Reading::Alternatives]);
        assert_eq!(reading("[computer data] [digital information]"), [Reading::Alternatives]);
        assert_eq!(reading("[of concern] [to health and safety]"), [Reading::Independent]);
        assert_eq!(reading("[a] text [b]"), []);
        assert_eq!(reading("[[x][y] z]"), [Reading::Unknown]);
    }

    #[test]
    fn a_hundred_thousand_openers_are_read() {
        let text = "[".repeat(100_000);
        assert_eq!(found(&text).list.len(), 100_000);
    }
}
