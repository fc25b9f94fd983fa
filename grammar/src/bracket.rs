//! The brackets of one block: which ends pair, what each holds, which stand side by side. What a block leaves open is
//! handed on; pairing across blocks is for who sees them in sequence.

use std::ops::Range;

use crate::fold::folded;
use crate::label::of_letters;
use crate::lexicon::{Lexicon, Word, folded_phrase};
use crate::notation::{End, GLYPHS, Glyph, end};
use crate::token::digit;

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
    pub list: Vec<Bracket>,
    /// The closers that pair with nothing in it, in order.
    pub strays: Vec<Closer>,
    /// Those that stand side by side.
    pub runs: Vec<Run>,
}

/// Finds the brackets of a block. `first_word` is where its first label or word begins, past markup and openers.
pub fn brackets(text: &str, first_word: u32, lexicon: &Lexicon) -> Brackets {
    let mut found = paired(text, first_word);
    let Brackets { list, runs, .. } = &mut found;
    for bracket in list.iter_mut() {
        bracket.content = content(text, bracket, lexicon);
    }
    // Text after a link was taken out keeps its depth: a link is no bracket.
    *runs = side_by_side(text, list, lexicon);
    found
}

fn paired(text: &str, first_word: u32) -> Brackets {
    let mut list: Vec<Bracket> = Vec::new();
    let mut strays = Vec::new();
    let mut links: Vec<u32> = Vec::new();
    let mut open: [Vec<u32>; GLYPHS] = Default::default();
    let mut depth = 0u32;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let sign = match byte {
            b'[' | b']' | b'{' | b'}' => Some(char::from(byte)),
            0xE3 | 0xEF => text.get(at..).and_then(|rest| rest.chars().next()),
            b'<' if text[at..].starts_with("<!--") => {
                at += text[at..].find("-->").map_or(bytes.len() - at, |length| length + 3);
                continue;
            }
            _ => None,
        };
        let Some(sign) = sign else {
            at += 1;
            continue;
        };
        let Ok(offset) = u32::try_from(at) else { break };
        match end(sign) {
            Some(End::Open(Glyph::Square)) if footnote_end(bytes, at).is_some() => {
                at = footnote_end(bytes, at).unwrap_or(at + 1);
                continue;
            }
            Some(End::Open(glyph)) => {
                depth += 1;
                open[glyph.family()].push(list.len() as u32);
                let structural = offset < first_word;
                list.push(Bracket {
                    open: offset,
                    close: None,
                    end: None,
                    glyph,
                    depth,
                    content: Content::Text,
                    structural,
                });
            }
            Some(End::Close(glyph)) => match open[glyph.family()].pop() {
                Some(opener) => {
                    depth -= 1;
                    list[opener as usize].close = Some(offset);
                    list[opener as usize].end = Some(offset + glyph.width());
                    if glyph == Glyph::Square
                        && let Some(link_end) = link_end(text, list[opener as usize].open as usize, at)
                    {
                        links.push(opener);
                        at = link_end;
                        continue;
                    }
                }
                None => strays.push(Closer { at: offset, glyph }),
            },
            None => {}
        }
        at += sign.len_utf8();
    }
    if !links.is_empty() {
        links.sort_unstable();
        let mut index = 0u32;
        list.retain(|_| {
            index += 1;
            links.binary_search(&(index - 1)).is_err()
        });
    }
    Brackets { list, strays, runs: Vec::new() }
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

fn content(text: &str, bracket: &Bracket, lexicon: &Lexicon) -> Content {
    if bracket.glyph == Glyph::Curly {
        return Content::Editorial;
    }
    let Some(inside) = bracket.inside() else {
        return Content::Text;
    };
    // A long text is words; what else a bracket may hold is short.
    if inside.len() > 200 {
        return Content::Text;
    }
    let before = &text[..bracket.open as usize];
    let inside = text[inside].trim();
    if inside.is_empty() {
        let word = before.trim_end().rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let is_numbered = matches!(lexicon.word(word), Some(Word::Head { .. }));
        return if is_numbered { Content::Placeholder } else { Content::Text };
    }
    if inside.chars().all(|it| matches!(it, '.' | '…' | ' ')) && inside != "." {
        return Content::Elision;
    }
    let is_number = inside.chars().all(|it| digit(it).is_some());
    if is_number && inside.len() <= 3 {
        let glued = before
            .chars()
            .next_back()
            .is_some_and(|it| it.is_alphabetic() || matches!(it, '.' | ',' | ';' | '”' | '’' | '"' | ')'));
        if glued && !text[bracket.open as usize..].starts_with("[0") {
            return Content::Footnote;
        }
    }
    if is_placeholder(inside, lexicon) {
        return Content::Placeholder;
    }
    let phrase = folded_phrase(inside);
    let is_status = lexicon.phrases("status").iter().any(|it| {
        phrase == *it
            || (phrase.starts_with(it.as_str())
                && phrase[it.len()..].starts_with(' ')
                && it.contains(' ')
                && phrase.len() < it.len() + 40)
    });
    if is_status {
        return Content::Status;
    }
    let bare = inside.trim_end_matches(['.', ')']).trim_start_matches('(');
    let is_label = bracket.structural
        && (is_number
            || (bare.len() < inside.len()
                && (bare.chars().all(|it| digit(it).is_some()) || of_letters(bare).is_some())));
    if is_label { Content::Label } else { Content::Text }
}

/// `X`, `XX`, `20XX`, `x years`, `__`, `to be determined`
fn is_placeholder(inside: &str, lexicon: &Lexicon) -> bool {
    let first = inside.split_whitespace().next().unwrap_or_default();
    let is_x = |word: &str| {
        !word.is_empty()
            && word.chars().any(|it| matches!(it, 'X' | 'x' | '_' | '×'))
            && word.chars().all(|it| matches!(it, 'X' | 'x' | '_' | '×' | '-' | ',') || it.is_ascii_digit())
            && (word.len() > 1 || word == "X" || inside.len() > 1 && word == "x")
    };
    if is_x(first) && (inside == first || first.contains('X') || inside.split_whitespace().count() <= 3) {
        return true;
    }
    if inside.len() == 1 && matches!(inside, "Y" | "Z" | "N") {
        return true;
    }
    let phrase = folded(inside);
    lexicon.phrases("placeholder").iter().any(|it| phrase.starts_with(it.as_str()))
}

fn side_by_side(text: &str, list: &[Bracket], lexicon: &Lexicon) -> Vec<Run> {
    let mut runs = Vec::new();
    // The end of each bracket, by the depth it stands at: the one before a bracket at its depth is its neighbour.
    let mut last_at_depth: Vec<Option<u32>> = Vec::new();
    let mut next_of: Vec<Option<u32>> = vec![None; list.len()];
    let mut has_before = vec![false; list.len()];
    for (index, bracket) in list.iter().enumerate() {
        let depth = bracket.depth as usize;
        last_at_depth.truncate(depth + 1);
        last_at_depth.resize(depth + 1, None);
        if let Some(before) = last_at_depth[depth]
            && let Some(end) = list[before as usize].end
            && end <= bracket.open
            && bracket.close.is_some()
            && is_blank_between(text, end as usize, bracket.open as usize)
        {
            next_of[before as usize] = Some(index as u32);
            has_before[index] = true;
        }
        last_at_depth[depth] = Some(index as u32);
    }
    for first in 0..list.len() {
        if has_before[first] || next_of[first].is_none() {
            continue;
        }
        let mut members = vec![first as u32];
        while let Some(next) = next_of[members[members.len() - 1] as usize] {
            members.push(next);
        }
        let (reading, reason, modal) = reading(text, list, &members, lexicon);
        runs.push(Run { brackets: members.into_boxed_slice(), reading, reason, modal });
    }
    runs
}

/// Blanks, at most one line break, and a slash: `[A] / [B]`.
fn is_blank_between(text: &str, from: usize, to: usize) -> bool {
    let between = &text[from..to];
    between.len() < 40
        && between.chars().all(|it| it.is_whitespace() || it == '/' || it == '\\')
        && between.matches('/').count() <= 1
        && between.matches('\n').count() <= 1
}

/// The first words of a part. Runs nest, so that to read every part whole would be quadratic.
fn beginning(part: &str) -> &str {
    let end = part.char_indices().map(|(at, _)| at).find(|at| *at >= LONG);
    &part[..end.unwrap_or(part.len())]
}

/// What is longer is compared with nothing.
const LONG: usize = 160;

fn reading(text: &str, list: &[Bracket], members: &[u32], lexicon: &Lexicon) -> (Reading, &'static str, bool) {
    let parts: Vec<&str> =
        members.iter().filter_map(|member| list[*member as usize].inside()).map(|inside| text[inside].trim()).collect();
    let contents = || members.iter().map(|member| list[*member as usize].content);
    if contents().any(|it| matches!(it, Content::Status | Content::Elision | Content::Footnote | Content::Editorial)) {
        return (Reading::Independent, "one of them is no text", false);
    }
    if contents().all(|it| it == Content::Label) {
        return (Reading::Alternatives, "competing labels", false);
    }
    let first_word = |part: &str| -> String {
        beginning(part)
            .trim_start_matches(['[', '*', '_'])
            .split(|it: char| !it.is_alphabetic())
            .find(|it| !it.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    let is_modal =
        |part: &&str| beginning(part).split_whitespace().take(3).any(|word| lexicon.is_modal(word.trim_matches(',')));
    if parts.iter().all(is_modal) {
        return (Reading::Alternatives, "each says how binding the text is", true);
    }
    let starts_on =
        |part: &&str| part.starts_with([',', ';', '.', ':', '،', '，', '、']) || lexicon.is_joining(&first_word(part));
    if parts.iter().any(starts_on) {
        return (Reading::Independent, "one of them goes on from what is before", false);
    }
    if parts.iter().any(|part| part.len() > LONG) {
        return (Reading::Unknown, "they are too long to compare", false);
    }
    if parts.iter().all(|part| !part.contains(char::is_whitespace) && lexicon.is_determiner(part)) {
        return (Reading::Alternatives, "each determines the same noun", false);
    }
    if parts
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(|it| digit(it).is_some() || matches!(it, '.' | '%' | 'X')))
    {
        return (Reading::Alternatives, "each is a number", false);
    }
    let words: Vec<Vec<&str>> = parts
        .iter()
        .map(|part| part.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect())
        .collect();
    let shares = words.windows(2).all(|pair| pair[0].iter().any(|word| word.len() > 3 && pair[1].contains(word)));
    if shares {
        return (Reading::Alternatives, "they share a word", false);
    }
    let fewest = words.iter().map(Vec::len).min().unwrap_or(0);
    let most = words.iter().map(Vec::len).max().unwrap_or(0);
    if fewest >= 1 && most <= 4 && most - fewest <= 1 && (most > 1 || lexicon.language.is_rtl()) {
        return (Reading::Alternatives, "they are of one shape", false);
    }
    (Reading::Unknown, "nothing in them tells", false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn found(text: &str) -> Brackets {
        brackets(text, 0, Lexicon::of(Language::En))
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
