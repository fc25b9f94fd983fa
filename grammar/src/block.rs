//! One block of a draft and all that can be said of it from its own words: labels, brackets, references, definitions.
//! A pure function of the text and its language; every offset is relative to the block. Knows nothing of the blocks
//! around it.

use crate::attribution::{Attribution, attributions};
use crate::bracket::{Brackets, Content, brackets};
use crate::definition::{Definition, definitions};
use crate::furniture::{Furniture, furniture};
use crate::inline::{inline_labels, written_labels};
use crate::kind::Kind;
use crate::label::Label;
use crate::language::{Evidence, Language};
use crate::leading::{Amendment, Enclosure, Leading, Place, following, following_option, leading, rivals};
use crate::lexicon::{Lexicon, Word, folded_phrase};
use crate::reference::{Reference, references};
use crate::split::{is_blank, is_cut_before, lines};
use crate::token::{Token, TokenKind, digit, tokenize, tokenize_at_most};

use std::ops::Range;

/// What a block is, by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading, with a number or without.
    Heading,
    /// A labelled paragraph or item.
    Labelled,
    /// Running text.
    Text,
    /// The text of a footnote.
    Note,
    /// A line of a table of contents.
    Contents,
    /// An HTML comment, which no reader of the draft sees.
    Comment,
    /// The settings some publishers put before a Markdown text.
    FrontMatter,
    /// Nothing but blanks.
    Blank,
}

/// A label and where it stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelSite {
    /// What it heads; `None` for a list label, whose kind depends on what it stands in.
    pub kind: Option<Kind>,
    /// The label; `None` for a heading without a number.
    pub label: Option<Label>,
    /// How it is set off.
    pub enclosure: Enclosure,
    /// Where it begins and ends, its head word included.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// Whether a bracket opens right before it.
    pub bracketed: bool,
    /// Whether a quotation opens before it.
    pub quoted: bool,
    /// How far its line is indented, in blanks: Markdown nests lists by it.
    pub indent: u16,
    /// Whether it stands in running text rather than at the head of its block.
    pub inline: bool,
    /// Whether it is another number for the provision of the label before it: `3` in `[4][3]`.
    pub rival: bool,
    /// What an amendment does to its provision: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// Whether its head word names an option inside an option: `Sub-option 2`.
    pub sub: bool,
}

/// A rule that a comment allows, `<!-- travaux: allow dangling-reference -->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The rule's name as written.
    pub rule: String,
    /// Where the name stands.
    pub range: Range<u32>,
    /// Whether it holds for the whole draft.
    pub file: bool,
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its text, with the blank lines that follow it.
    pub text: Box<str>,
    /// The language that it was read in.
    pub language: Language,
    /// What its words say of its language.
    pub evidence: Evidence,
    /// What it is.
    pub kind: BlockKind,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// Its labels: mostly none or one, two in `1. (a)`.
    pub labels: Box<[LabelSite]>,
    /// A heading's title, if it is in the same block; of a numbered block, its text where it reads like a title.
    pub title: Option<Range<u32>>,
    /// Where its text begins, past its labels.
    pub body: u32,
    /// The labels that its running text writes behind a stop, whether or not they make a list: `: (a) one; (b) two`.
    pub written: Box<[Label]>,
    /// Its brackets.
    pub brackets: Brackets,
    /// Its references.
    pub references: Box<[Reference]>,
    /// The terms that it defines.
    pub definitions: Box<[Definition]>,
    /// What its comments allow.
    pub allowances: Box<[Allowance]>,
    /// What an agreement calls itself here (`this Convention`), by the noun's place in the lexicon, and how often.
    pub own_names: Box<[(u8, u16)]>,
    /// Whether it ends with the words after which a preamble is over.
    pub enacts: bool,
}

impl Block {
    /// Reads one block. `first` says that it is the draft's first, where alone front matter may stand.
    pub fn parse(text: &str, language: Language, evidence: Evidence, first: bool) -> Block {
        let lexicon = Lexicon::of(language);
        let head = Head::of(text, first);
        let is_read = matches!(head.kind, BlockKind::Heading | BlockKind::Labelled | BlockKind::Text | BlockKind::Note);
        let mut block = Block {
            text: text.into(),
            language,
            evidence,
            kind: head.kind,
            level: head.level,
            labels: head.labels.into_boxed_slice(),
            title: head.title,
            body: head.body,
            written: Box::default(),
            brackets: Brackets::default(),
            references: Box::default(),
            definitions: Box::default(),
            allowances: allowances(text).into_boxed_slice(),
            own_names: Box::default(),
            enacts: false,
        };
        if head.kind == BlockKind::Contents {
            block.brackets = brackets(text, head.first_word, block.body, lexicon);
        }
        if !is_read {
            return block;
        }
        let mut tokens = Vec::with_capacity(text.len() / 4);
        tokenize(text, lexicon, &mut tokens);
        without_furniture(text, &mut tokens);
        block.brackets = brackets(text, head.first_word, block.body, lexicon);
        let from = tokens.partition_point(|token| token.start < block.body);
        let mut found = Vec::new();
        references(text, &tokens[from..], &mut found);
        let inline = inline_labels(text, &tokens[from..], &block.labels, &found, language);
        let behind = block.labels.first().map_or(0, |label| label.end);
        block.written =
            written_labels(text, &tokens[tokens.partition_point(|it| it.start < behind)..]).into_boxed_slice();
        if !inline.is_empty() {
            block.labels = block.labels.iter().copied().chain(inline).collect();
        }
        block.references = found.into_boxed_slice();
        block.definitions = definitions(text, block.body as usize, lexicon).into_boxed_slice();
        block.own_names = own_names(&tokens).into_boxed_slice();
        block.enacts = enacts(text, lexicon);
        block
    }

    /// The text of a range of the block.
    pub fn slice(&self, range: Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// Its text without the line ends and blanks behind it.
    pub fn trimmed_len(&self) -> usize {
        self.text.trim_end().len()
    }

    /// Who a bracket says it is from.
    pub fn attributions(&self, bracket: usize) -> Vec<Attribution> {
        let bracket = &self.brackets.list[bracket];
        let from = (bracket.open + bracket.glyph.width()) as usize;
        let is_text = matches!(bracket.content, Content::Text | Content::Editorial);
        if is_text { attributions(&self.text, from, Lexicon::of(self.language)) } else { Vec::new() }
    }
}

/// What the first lines of a block say.
struct Head {
    kind: BlockKind,
    level: u8,
    labels: Vec<LabelSite>,
    title: Option<Range<u32>>,
    body: u32,
    first_word: u32,
    indent: u16,
}

impl Head {
    fn of(text: &str, first: bool) -> Head {
        let mut head = Head {
            kind: BlockKind::Text,
            level: 0,
            labels: Vec::new(),
            title: None,
            body: 0,
            first_word: first_word(text),
            indent: 0,
        };
        let start = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
        if is_blank(text) {
            head.kind = BlockKind::Blank;
            return head;
        }
        if first && start.starts_with("---") && lines(start).skip(1).any(|line| line.trim_end() == "---") {
            head.kind = BlockKind::FrontMatter;
            return head;
        }
        if start.starts_with("<!--") && text.trim_end().ends_with("-->") && start.matches("-->").count() == 1 {
            head.kind = BlockKind::Comment;
            return head;
        }
        if start.starts_with("[^") && start.find("]:").is_some_and(|at| at < 40) {
            head.kind = BlockKind::Note;
            return head;
        }
        if text.contains(".....") || text.contains(". . . . .") {
            head.kind = BlockKind::Contents;
            return head;
        }
        // A heading's line may follow blank ones only at the start of a draft.
        let skipped = text.len() - start.len();
        head.indent = text[..skipped].chars().rev().take_while(|it| *it == ' ').count().min(200) as u16;
        let mut tokens = Vec::with_capacity(32);
        // A draft may begin with what its first page has at the top; no other block does.
        if lines(start).next().is_some_and(|line| furniture(line).is_some()) {
            return head;
        }
        let line = lines(&text[skipped..]).next().unwrap_or_default();
        tokenize_at_most(line, Lexicon::of_line(line), 64, &mut tokens);
        let Some(leading) = leading(line, &tokens, Place { fresh: true, ended: true }) else {
            return head;
        };
        head.take(&leading, skipped as u32);
        head.level = leading.level;
        let mut next = head.take_rivals(line, &tokens, &leading, skipped as u32);
        if leading.kind.is_some() {
            let written = &line[leading.start as usize..leading.end as usize];
            let word = written.split_whitespace().next().unwrap_or_default();
            head.labels[0].sub = leading.kind == Some(Kind::Option) && Lexicon::of_line(line).is_sub(word);
            head.kind = BlockKind::Heading;
            head.take_title(text, line, &tokens, next, skipped as u32, &leading);
            return head;
        }
        head.kind = BlockKind::Labelled;
        while let Some(more) = following(line, &tokens, next).filter(|_| head.labels.len() < 4)
            && more.enclosure != head.labels[head.labels.len() - 1].enclosure
        {
            head.take(&more, skipped as u32);
            next = head.take_rivals(line, &tokens, &more, skipped as u32);
        }
        if let Some(option) = following_option(line, &tokens, next) {
            head.take(&option, skipped as u32);
            next = option.next;
        }
        head.body = tokens.get(next).map_or(line.len() as u32, |token| token.start) + skipped as u32;
        if head.labels.len() == 1 && leading.enclosure == Enclosure::Dot {
            head.title = words_of_title(text, head.body as usize, Lexicon::of_line(line));
        }
        head
    }

    /// Takes the other numbers that stand beside a label. The token behind them.
    fn take_rivals(&mut self, line: &str, tokens: &[Token], leading: &Leading, skipped: u32) -> usize {
        let (rivals, next) = rivals(line, tokens, leading);
        for rival in rivals {
            self.labels.push(LabelSite {
                kind: None,
                label: Some(rival.label),
                enclosure: leading.enclosure,
                start: rival.start + skipped,
                end: rival.end + skipped,
                bracketed: true,
                quoted: leading.quoted,
                indent: self.indent,
                inline: false,
                rival: true,
                amendment: None,
                sub: false,
            });
        }
        next
    }

    fn take(&mut self, leading: &Leading, skipped: u32) {
        if self.labels.is_empty() {
            self.first_word = leading.start + skipped;
        }
        self.labels.push(LabelSite {
            kind: leading.kind,
            label: leading.label,
            enclosure: leading.enclosure,
            start: leading.start + skipped,
            end: leading.end + skipped,
            bracketed: leading.openers > 0,
            quoted: leading.quoted,
            indent: self.indent,
            inline: false,
            rival: false,
            amendment: leading.amendment,
            sub: false,
        });
        self.body = leading.end + skipped;
    }

    /// The title of a heading: the rest of its line, or the next line if it reads like one.
    fn take_title(&mut self, text: &str, line: &str, tokens: &[Token], next: usize, skipped: u32, leading: &Leading) {
        let is_noted = |token: &Token| leading.label.is_none() && !token.spaced && token.number().is_some();
        let rest = tokens.get(next).filter(|token| token.kind != TokenKind::Newline && !is_noted(token));
        if let Some(token) = rest {
            self.body = token.start + skipped;
            let title = title_in(line, token.start as usize).filter(|it| it.end - it.start <= LONGEST_TITLE);
            // Behind an option's label mostly stands its text.
            let is_text = |words: &str| words.ends_with(['.', ';', ':', '。', '؛']);
            let lexicon = Lexicon::of_line(line);
            let title = title.filter(|it| {
                let words = &line[it.start as usize..it.end as usize];
                let is_no_text = lexicon.begins_with(words, "no_text");
                leading.kind != Some(Kind::Option) || !is_text(words) || is_no_text
            });
            self.title = title.map(|it| it.start + skipped..it.end + skipped);
            return;
        }
        self.body = line.len() as u32 + skipped;
        if leading.label.is_none() && leading.kind != Some(Kind::Annex) {
            return;
        }
        let start = self.body as usize;
        let title_line = lines(&text[start..]).next().unwrap_or_default();
        let is_title = !is_blank(title_line)
            && furniture(title_line).is_none()
            && title_line.trim().len() <= 200
            && !title_line.trim_end().ends_with(['.', ';', ':', ',']);
        if is_title {
            self.title = title_in(text, start);
        }
    }
}

/// Takes out the tokens of page furniture, so that a sentence is read across the end of a page.
fn without_furniture(text: &str, tokens: &mut Vec<Token>) {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    let mut at = 0;
    let mut before = "";
    let mut all = lines(text).peekable();
    while let Some(line) = all.next() {
        let is_pages = match furniture(line) {
            Some(Furniture::Header) => true,
            // `paragraph`, `2`, `of this article`: a number that the sentence waits for, unless another comes.
            Some(Furniture::Number) => {
                let goes_on = all.peek().is_some_and(|next| next.trim_start().starts_with(|it| digit(it).is_some()));
                goes_on || !is_cut_before(before)
            }
            None => false,
        };
        if is_pages {
            ranges.push(at as u32..(at + line.len()) as u32);
        } else if !is_blank(line) {
            before = line;
        }
        at += line.len();
    }
    if ranges.is_empty() {
        return;
    }
    tokens.retain(|token| {
        let range = ranges.get(ranges.partition_point(|range| range.end <= token.start));
        !range.is_some_and(|range| range.contains(&token.start))
    });
}

/// How many bytes a title may have: what is longer is an article that lost its line breaks.
const LONGEST_TITLE: u32 = 400;

/// The words of a title from `start` to the end of the line, markup, brackets and parentheses around them aside.
fn title_in(text: &str, start: usize) -> Option<Range<u32>> {
    let line = lines(&text[start..]).next()?;
    let markup = |it: char| it.is_whitespace() || matches!(it, '*' | '_' | '#' | '\u{FEFF}');
    // `Artículo 12º.- Ámbito`: the stop and the dash are both before the title.
    let front = line.trim_start_matches(|it| markup(it) || matches!(it, '-' | '–' | '—'));
    let mut from = start + line.len() - front.len();
    let mut title = front.trim_end_matches(markup);
    if title.starts_with('(') && title.ends_with(')') {
        title = title[1..title.len() - 1].trim_matches(markup);
        from = start + line.find(title)?;
    }
    // A bracket of the whole article opens before the title and closes later; one inside the title stays.
    let unpaired = title.matches(']').count() > title.matches('[').count();
    let title = if unpaired { title.trim_end_matches(']').trim_end() } else { title };
    (!title.is_empty()).then(|| from as u32..(from + title.len()) as u32)
}

/// The text of a numbered block where it reads like a title: `2. Objective`. A few words on a line or two that begin
/// with a capital and end without a stop, none of which binds anybody.
fn words_of_title(text: &str, start: usize, lexicon: &Lexicon) -> Option<Range<u32>> {
    const LONGEST: usize = 240;
    let other = lines(&text[start..]).find(|line| lexicon.begins_with(line, "other_title"));
    let length = other.map_or(text.len() - start, |line| line.as_ptr() as usize - text[start..].as_ptr() as usize);
    let body = text[start..start + length].trim();
    // A line of capitals is a title whatever stands behind it.
    let first_line = lines(body).next().unwrap_or_default().trim_end();
    let is_shout = |line: &str| line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    let body = if is_shout(first_line) { first_line } else { body };
    if body.is_empty() || body.len() > LONGEST || lines(body).count() > 3 {
        return None;
    }
    // `Definitions7`: the mark of a note.
    let words = body.trim_end_matches(|it: char| it.is_ascii_digit() || it == '*');
    let ends_well = !words.ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', '-']);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = words.chars().find(|it| it.is_alphabetic())?;
    let is_title = ends_well
        && !first.is_lowercase()
        && !lexicon.is_joining(last)
        && !words.split(|it: char| !it.is_alphabetic()).any(|word| lexicon.is_modal(word));
    let from = start + text[start..].find(words)?;
    is_title.then(|| from as u32..(from + words.trim_end().len()) as u32)
}

fn first_word(text: &str) -> u32 {
    text.char_indices().find(|(_, it)| it.is_alphanumeric()).map_or(text.len(), |(at, _)| at) as u32
}

fn own_names(tokens: &[Token]) -> Vec<(u8, u16)> {
    let mut names: Vec<(u8, u16)> = Vec::new();
    for pair in tokens.windows(2) {
        if let (Some(Word::This), Some(Word::Instrument(noun))) = (pair[0].word(), pair[1].word()) {
            match names.iter_mut().find(|(each, _)| *each == noun) {
                Some((_, count)) => *count = count.saturating_add(1),
                None => names.push((noun, 1)),
            }
        }
    }
    names
}

fn enacts(text: &str, lexicon: &Lexicon) -> bool {
    let end = text.trim_end().trim_end_matches([':', '：', '*', '_', ' ', '\u{a0}', ',']);
    let mut start = end.len().saturating_sub(120);
    while !end.is_char_boundary(start) {
        start += 1;
    }
    if !text.trim_end().ends_with([':', '：', '*', '_', ',']) {
        return false;
    }
    let tail = folded_phrase(&end[start..]);
    lexicon.phrases("enacting").iter().any(|phrase| tail.ends_with(phrase.as_str()))
}

fn allowances(text: &str) -> Vec<Allowance> {
    const OPENING: &str = "<!-- travaux: allow";
    let mut found = Vec::new();
    for (at, _) in text.match_indices(OPENING) {
        let rest = &text[at + OPENING.len()..];
        let Some(end) = rest.find("-->") else { continue };
        let (file, names) = match rest[..end].strip_prefix("-file") {
            Some(names) => (true, names),
            None => (false, &rest[..end]),
        };
        let mut offset = at + OPENING.len() + (end - names.len());
        for name in names.split_inclusive([' ', ',']) {
            let rule = name.trim_matches([' ', ',']);
            if !rule.is_empty() {
                let start = offset + name.find(rule).unwrap_or(0);
                found.push(Allowance { rule: rule.to_owned(), range: start as u32..(start + rule.len()) as u32, file });
            }
            offset += name.len();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        let evidence = Evidence::of(text);
        Block::parse(text, evidence.language(), evidence, false)
    }

    #[test]
    fn a_heading_has_its_title_on_the_same_or_the_next_line() {
        let title = |text: &str| block(text).title.map(|it| text[it.start as usize..it.end as usize].to_owned());
        assert_eq!(title("### Article 6. Illegal access\n").as_deref(), Some("Illegal access"));
        assert_eq!(title("Article 1\nUse of terms\n").as_deref(), Some("Use of terms"));
        assert_eq!(title("## Article 1 *(definitions)*\n").as_deref(), Some("definitions"));
        assert_eq!(
            title("### [Article 72. Access to [data] [information]\n").as_deref(),
            Some("Access to [data] [information]")
        );
    }

    #[test]
    fn a_reference_goes_on_across_the_end_of_a_page() {
        let text = |it: &str| block(it).references.iter().map(|it| it.targets.len()).sum::<usize>();
        assert_eq!(text("the rule of paragraph\n\nA/CONF.1/2\n13\n2 of article 5 applies.\n"), 1);
        let block =
            block("the rule of paragraph\n\n– 4 –\n2 of article 5 applies, as\nthe paragraph\n3\nof it does.\n");
        let steps: Vec<usize> = block.references.iter().map(|it| it.targets[0].steps.len()).collect();
        assert_eq!(steps, [2, 1]);
    }

    #[test]
    fn two_labels_may_stand_in_a_row() {
        let block = block("1. (a) Each Party shall act.\n");
        assert_eq!(block.labels.len(), 2);
        assert_eq!(&block.text[block.body as usize..block.body as usize + 4], "Each");
    }

    #[test]
    fn a_contents_line_heads_nothing() {
        assert_eq!(block("Article 5 ........ 12\n").kind, BlockKind::Contents);
    }

    #[test]
    fn an_allowance_names_rules() {
        let block = block("<!-- travaux: allow dangling-reference, stray-bracket -->\n");
        let rules: Vec<&str> = block.allowances.iter().map(|it| it.rule.as_str()).collect();
        assert_eq!(rules, ["dangling-reference", "stray-bracket"]);
        assert_eq!(block.slice(block.allowances[1].range.clone()), "stray-bracket");
    }

    #[test]
    fn the_words_of_enactment_end_a_preamble() {
        assert!(block("Have agreed as follows:\n").enacts);
        assert!(block("قد اتفقت على ما يلي:\n").enacts);
        assert!(!block("They have agreed as follows from it.\n").enacts);
    }
}
