//! One block of a draft and all that can be said of it from its own words: labels, brackets, references, definitions.
//! A pure function of the text and its language; every offset is relative to the block. Knows nothing of the blocks
//! around it.

mod allowance;
mod head;

use std::ops::Range;

use crate::attribution::{Attribution, attributions};
use crate::block_summary::BlockSummary;
use crate::bracket::{Brackets, Content, brackets};
use crate::definition::{Definition, definitions};
use crate::furniture::{Furniture, furniture};
use crate::inline::{inline_labels, written_labels};
use crate::kind::Kind;
use crate::label::Label;
use crate::language::{Evidence, Language};
use crate::leading::{Amendment, Enclosure};
use crate::lexicon::{Lexicon, Phrase, Word, folded_phrase};
use crate::reference::{Reference, references};
use crate::split::{is_blank, is_cut_before, lines};
use crate::token::{Token, digit, tokenize};
use allowance::allowances;
use head::Head;

pub use allowance::Allowance;

/// What a block is, by its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    #[default]
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
    /// How much the numbers of the draft must say for it before it counts.
    pub doubt: Doubt,
    /// Whether it is another number for the provision of the label before it: `3` in `[4][3]`.
    pub rival: bool,
    /// What an amendment does to its provision: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// Whether its head word names an option inside an option: `Sub-option 2`.
    pub sub: bool,
}

/// How sure a label is from its own block: the block cannot know which number is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// It is one.
    None,
    /// A sentence may begin so; a list may go on so from an earlier block. It counts where its number is due.
    Slight,
    /// A reference reads so as well. It counts where its number is due and nowhere else in the draft.
    Strong,
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
    /// What it says to the rest of the draft; follows from all of the above.
    pub summary: BlockSummary,
}

impl Block {
    /// Reads one block. `first` says that it is the draft's first, where alone front matter may stand.
    pub fn parse(text: &str, language: Language, evidence: Evidence, first: bool) -> Block {
        let mut block = Block::unsummarized(text, language, evidence, first);
        block.summary = BlockSummary::of(&block);
        block
    }

    fn unsummarized(text: &str, language: Language, evidence: Evidence, first: bool) -> Block {
        let lexicon = Lexicon::of(language);
        let unread = head::unread(text, first);
        let mut tokens = Vec::new();
        if unread.is_none() {
            tokens.reserve(text.len() / 3 + 1);
            tokenize(text, lexicon, &mut tokens);
        }
        let head = match unread {
            Some(kind) => Head::bare(text, kind),
            None => Head::of(text, &tokens, lexicon, first),
        };
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
            summary: BlockSummary::default(),
        };
        if head.kind == BlockKind::Contents {
            block.brackets = brackets(text, head.first_word, block.body, lexicon);
        }
        if unread.is_some() {
            return block;
        }
        without_furniture(text, first, &mut tokens);
        block.brackets = brackets(text, head.first_word, block.body, lexicon);
        // A heading that may be a sentence may begin with a reference.
        let is_sure = block.labels.iter().all(|site| site.doubt == Doubt::None);
        let from = if is_sure { tokens.partition_point(|token| token.start < block.body) } else { 0 };
        let mut found = Vec::new();
        references(text, &tokens[from..], &mut found);
        let from = tokens.partition_point(|token| token.start < block.body);
        let inline = inline_labels(text, &tokens[from..], &block.labels, &found, lexicon);
        let behind = block.labels.first().map_or(0, |label| label.end);
        block.written = written_labels(text, &tokens[tokens.partition_point(|it| it.start < behind)..], language)
            .into_boxed_slice();
        // A line with labels in it is no title but an article that lost its line breaks.
        block.title = block.title.filter(|title| !inline.iter().any(|site| title.contains(&site.start)));
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

/// Takes out the tokens of page furniture, so that a sentence is read across the end of a page.
fn without_furniture(text: &str, first: bool, tokens: &mut Vec<Token>) {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    let mut at = 0;
    let mut before = "";
    let mut all = lines(text).peekable();
    // Furniture begins no block but the draft's first.
    if !first && let Some(line) = all.next() {
        (before, at) = (line, line.len());
    }
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
    let text = text.trim_end();
    if !text.ends_with([':', '：', '*', '_', ',']) {
        return false;
    }
    let words = text.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, ':' | '：' | '*' | '_' | ','));
    if !lexicon.may_end(words, Phrase::Enacting) {
        return false;
    }
    let tail = folded_phrase(&words[words.ceil_char_boundary(words.len().saturating_sub(120))..]);
    lexicon.phrases(Phrase::Enacting).iter().any(|phrase| tail.ends_with(phrase.as_str()))
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
    fn a_sentence_is_no_title_but_a_bracket_may_hold_one_with_its_stop() {
        assert_eq!(block("2. The Parties cooperate.\n").title, None);
        assert!(block("2. Cooperation [of Parties]\n").title.is_some());
        assert!(block("c. [Means of work, those of others included.]\n").title.is_some());
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
    fn a_word_that_ends_the_first_line_may_be_divided() {
        for text in ["art- \ricle 5 applies.\n", "1. Under para-\ngraph 2 of it.\n", "Article 5 sub- \r\nparagraph 2\n"]
        {
            assert_eq!(block(text).text.as_ref(), text);
        }
        assert_eq!(block("1. Under para-\ngraph 2 of it.\n").references.len(), 1);
        assert_eq!(block("Article 5. Para-\ngraphs\n").labels.len(), 1);
        // In a draft whose language it is not of.
        assert_eq!(block("Artí- culo 5\n").labels.len(), 1);
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
