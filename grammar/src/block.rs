//! One block of a draft and what its own words say: labels, brackets, references, definitions.
//!
//! Parsing is a pure function of the text and its language. All offsets are relative to the block, and nothing depends
//! on the blocks around it.

mod allowance;
mod head;
mod other_numbers;
mod page_cuts;

use std::cell::Cell;
use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::amending::{amends, begins_amending_title, instructs};
use crate::attributed::Attributed;
use crate::attribution::Attribution;
use crate::block_kind::BlockKind;
use crate::block_summary::BlockSummary;
use crate::bracket::{Brackets, brackets};
use crate::candidates::candidates;
use crate::definition::{Definition, definitions};
use crate::derived::Derived;
use crate::fold::folded_phrase;
use crate::inline_labels::{inline_labels, running_labels};
use crate::instruction::Instruction;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::{Doubt, LabelSite};
use crate::language::Language;
use crate::language_evidence::LanguageEvidence;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::markup::{end_with_closing_tags, without_markup};
use crate::numerals::NumberForm;
use crate::offset::{range_to_u32, range_to_usize, to_u32, to_usize};
use crate::reference::{Reference, references};
use crate::token::{Token, tokenize};
use allowance::allowances;
use head::BlockHead;
use other_numbers::remove_other_numbers;
use page_cuts::remove_page_artifacts;

pub use allowance::{ALLOWING_WORDS, Allowance, AllowanceFault};

/// The space for more tokens than this is given back.
const MAX_KEPT_TOKENS: usize = 1 << 14;

thread_local! {
    /// The space for the tokens of a block, used again for the next block.
    static TOKENS: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

/// One block of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The text of the block, with the blank lines after it.
    pub text: Box<str>,
    /// The text with blanks in place of markup, if it has any.
    plain: Option<Box<str>>,
    /// The language in which it was parsed.
    pub language: Language,
    /// How much of its text is in each language.
    pub evidence: LanguageEvidence,
    /// The kind of the block.
    pub kind: BlockKind,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// The labels: usually none or one, two in `1. (a)`.
    pub labels: Box<[LabelSite]>,
    /// The title of a heading, if it is in the same block; for a numbered block, its text if it reads like a title.
    pub title: Option<Range<u32>>,
    /// The offset of the text after the labels.
    pub body: u32,
    /// The labels that the running text writes after a stop, whether or not they form a list: `: (a) one; (b) two`.
    pub running_labels: Box<[Label]>,
    /// The headings that may be in its running text: an extraction ran their lines into others.
    pub headings_in_text: Box<[(Kind, Label)]>,
    /// The brackets.
    pub brackets: Brackets,
    /// The references.
    pub references: Box<[Reference]>,
    /// The terms that the block defines.
    pub definitions: Box<[Definition]>,
    /// The rules that its comments allow.
    pub allowances: Box<[Allowance]>,
    /// The nouns by which the agreement calls itself (`this Convention`), as indices into the lexicon, and how often.
    pub own_names: Box<[(u8, u16)]>,
    /// Whether it ends with the words that end a preamble.
    pub ends_preamble: bool,
    /// What the block says to the rest of the draft. It follows from the other fields.
    pub summary: BlockSummary,
    /// Whether it amends another text, which few findings depend on.
    amends: Derived<bool>,
    /// What it attributes to delegations, which no findings depend on in most texts.
    attributed: Derived<Attributed>,
}

impl Block {
    /// Parses one block. `is_first` marks the first block of a draft, the only one that may be front matter. The caller adds the
    /// summary.
    pub(crate) fn parse(text: &str, language: Language, evidence: LanguageEvidence, is_first: bool) -> Block {
        let Some(plain) = without_markup(text) else { return Block::parse_plain(text, language, evidence, is_first) };
        let mut block = Block::parse_plain(&plain, language, evidence, is_first);
        // A tag indents nothing.
        let indent = head::indent(text);
        for site in &mut block.labels {
            (site.indent, site.end) = (indent, end_with_closing_tags(text, site.start..site.end));
        }
        for reference in &mut block.references {
            reference.end = end_with_closing_tags(text, reference.range());
        }
        Block { text: text.into(), plain: Some(plain), allowances: allowances(text).into_boxed_slice(), ..block }
    }

    /// Parses a block without markup.
    fn parse_plain(text: &str, language: Language, evidence: LanguageEvidence, is_first: bool) -> Block {
        let lexicon = Lexicon::of(language);
        if let Some(kind) = head::opaque_kind(text, is_first) {
            let mut block = Block::with_head(text, language, evidence, BlockHead::without_label(text, kind));
            if kind == BlockKind::Contents {
                block.brackets = brackets(text, [0..head::first_word(text), 0..0], block.body, lexicon);
            }
            return block;
        }
        let mut tokens = TOKENS.take();
        tokens.clear();
        tokenize(text, lexicon, &mut tokens);
        let head = BlockHead::parse(text, &tokens, lexicon, is_first);
        let first_word = head.first_word;
        let mut block = Block::with_head(text, language, evidence, head);
        remove_page_artifacts(text, is_first, &mut tokens);
        let signs_after_title = block.signs_after_title();
        block.brackets = brackets(text, [0..first_word, signs_after_title], block.body, lexicon);
        block.parse_body(&tokens, lexicon);
        if tokens.capacity() <= MAX_KEPT_TOKENS {
            TOKENS.set(tokens);
        }
        block
    }

    /// Returns a block of code, of which nothing is parsed.
    pub(crate) fn code(text: &str, language: Language) -> Block {
        let head = BlockHead::without_label(text, BlockKind::Comment);
        let block = Block::with_head(text, language, LanguageEvidence::default(), head);
        let summary = BlockSummary { kind: BlockKind::Comment, language, ..BlockSummary::default() };
        Block { allowances: Box::default(), summary, ..block }
    }

    fn with_head(text: &str, language: Language, evidence: LanguageEvidence, head: BlockHead) -> Block {
        Block {
            text: text.into(),
            plain: None,
            language,
            evidence,
            kind: head.kind,
            level: head.level,
            labels: head.labels.into_boxed_slice(),
            title: head.title,
            body: head.body,
            running_labels: Box::default(),
            headings_in_text: Box::default(),
            brackets: Brackets::default(),
            references: Box::default(),
            definitions: Box::default(),
            allowances: allowances(text).into_boxed_slice(),
            own_names: Box::default(),
            ends_preamble: false,
            amends: Derived::default(),
            attributed: Derived::default(),
            summary: BlockSummary::default(),
        }
    }

    /// Returns the bytes between the title, if there is one, and the first word of the next line. A bracket that opens there
    /// may span provisions: `B. Draft decision`, then `[The Conference of the Parties`.
    fn signs_after_title(&self) -> Range<u32> {
        let Some(title) = self.title.clone() else { return 0..0 };
        let rest = self.text_from(title.end);
        let blanks = rest.len() - rest.trim_start().len();
        if !rest[..blanks].contains('\n') {
            return 0..0;
        }
        let signs = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        range_to_u32(to_usize(title.end) + blanks..to_usize(title.end) + signs)
    }

    /// Returns the bytes of the attributes that Pandoc adds to a heading, with the blanks before them: `{#article-5}`.
    fn attributes(&self) -> Range<u32> {
        let start = self.title.as_ref().map_or(self.body, |title| title.end);
        let line = self.text_from(start).lines().next().unwrap_or_default();
        let has_attributes = self.level > 0 && line.trim_start().starts_with("{#") && line.trim_end().ends_with('}');
        if has_attributes { start..start + to_u32(line.len()) } else { 0..0 }
    }

    /// Fills in references, inline labels, definitions and what depends on them.
    fn parse_body(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        let text = &*self.text;
        // Labels take few tokens.
        let after = |offset: u32| &tokens[tokens.iter().take_while(|token| token.start < offset).count()..];
        // A heading that may be a sentence may begin with a reference.
        let is_certain = self.labels.iter().all(|site| site.doubt == Doubt::None);
        let mut found = Vec::new();
        references(text, after(if is_certain { self.body } else { 0 }), lexicon, &mut found);
        remove_other_numbers(text, self.labels.first(), &mut found);
        let inline = inline_labels(text, after(self.body), &self.labels, &found, lexicon);
        // A number that needs a series may be a candidate only.
        let is_label = |site: &&LabelSite| site.kind.is_some() || site.doubt == Doubt::None;
        let first_label = self.labels.first().filter(is_label);
        let first_label_end = first_label.map_or(0, |site| site.end);
        let mut running = running_labels(text, after(first_label_end), self.language);
        let mut known: FxHashSet<Label> = running.iter().copied().collect();
        let mut headings = Vec::new();
        for (kind, label) in candidates(text, after(first_label_end), lexicon, first_label.is_none()) {
            match kind {
                Some(kind) => headings.push((kind, label)),
                None if known.insert(label) => running.push(label),
                None => {}
            }
        }
        self.running_labels = running.into_boxed_slice();
        self.headings_in_text = headings.into_boxed_slice();
        let mut defined = definitions(text, to_usize(self.body), lexicon);
        // `“1” persons`: the label of the item.
        defined.retain(|it| !self.labels.iter().any(|site| site.start <= it.term.start && it.term.end <= site.end));
        self.definitions = defined.into_boxed_slice();
        // `1. Decides as follows:` is the first paragraph of a decision.
        let is_number = |site: &LabelSite| site.label.is_some_and(|it| it.form == NumberForm::Digits);
        let is_paragraph = self.kind == BlockKind::Labelled && self.labels.first().is_some_and(is_number);
        self.ends_preamble = !is_paragraph && ends_preamble(text, lexicon);
        // A line with labels in it is not a title but an article that lost its line breaks.
        self.title = self.title.take().filter(|title| !inline.iter().any(|site| title.contains(&site.start)));
        if !inline.is_empty() {
            self.labels = self.labels.iter().copied().chain(inline).collect();
        }
        let attributes = self.attributes();
        found.retain(|reference| !attributes.contains(&reference.start));
        self.references = found.into_boxed_slice();
        self.own_names = own_names(text, tokens, lexicon).into_boxed_slice();
    }

    /// Returns the text with blanks in place of markup: that in which its words are read.
    #[inline]
    pub fn plain_text(&self) -> &str {
        self.plain.as_deref().unwrap_or(&self.text)
    }

    /// Returns the plain text of a range of the block, or an empty string for an invalid range.
    pub fn slice(&self, range: Range<u32>) -> &str {
        self.plain_text().get(range_to_usize(range)).unwrap_or_default()
    }

    /// Returns whether markup stands in a range of the block, so that its plain text is not what is written.
    pub fn holds_markup(&self, range: Range<usize>) -> bool {
        self.plain.as_ref().is_some_and(|plain| self.text.get(range.clone()) != plain.get(range))
    }

    /// Returns whether the block amends another text. An amendment names that text once, and its later references omit
    /// the name.
    pub fn amends(&self) -> bool {
        *self.amends.get_or_init(|| {
            let lexicon = Lexicon::of(self.language);
            amends(self.plain_text(), lexicon) || self.instructs(lexicon) || self.title_amends(lexicon)
        })
    }

    /// Returns whether the title says that another text is amended, before the provision that it names first.
    fn title_amends(&self, lexicon: &Lexicon) -> bool {
        let Some(title) = self.title.clone() else { return false };
        let first = self.references.iter().find(|it| title.contains(&it.start));
        first.is_some_and(|it| begins_amending_title(self.slice(title.start..it.start), lexicon))
    }

    /// Returns whether the text after the labels begins with an instruction to amend.
    pub(crate) fn instructs(&self, lexicon: &Lexicon) -> bool {
        let start = self.labels.iter().filter(|site| !site.inline).map(|site| site.end).max().unwrap_or(0);
        let Some(reference) = self.references.iter().find(|it| it.start >= start) else { return false };
        let range = range_to_usize(reference.start - start..reference.end - start);
        instructs(self.text_from(start), range, lexicon)
    }

    /// Returns the length of the text without white space at its end.
    pub fn trimmed_len(&self) -> usize {
        self.plain_text().trim_end().len()
    }

    /// Returns the plain text before an offset of the block.
    pub fn text_before(&self, offset: u32) -> &str {
        self.plain_text().get(..to_usize(offset)).unwrap_or_default()
    }

    /// Returns the plain text from an offset of the block on.
    pub fn text_from(&self, offset: u32) -> &str {
        self.plain_text().get(to_usize(offset)..).unwrap_or_default()
    }

    /// Returns the delegations to which the text of a bracket is attributed.
    pub fn attributions(&self, bracket: u32) -> &[Attribution] {
        self.attributed().of_bracket(bracket)
    }

    /// Returns the brackets whose text is attributed to delegations, in order, each with the attributions.
    pub fn attributed_brackets(&self) -> impl Iterator<Item = (u32, &[Attribution])> {
        self.attributed().brackets.iter().map(|(bracket, attributions)| (*bracket, &attributions[..]))
    }

    /// Returns whether it attributes anything to delegations.
    pub fn has_attributions(&self) -> bool {
        let Attributed { brackets, instructions } = self.attributed();
        !brackets.is_empty() || !instructions.is_empty()
    }

    /// Returns the instructions of delegations in parentheses: `(RU: retain)`.
    pub fn instructions(&self) -> &[Instruction<'static>] {
        &self.attributed().instructions
    }

    fn attributed(&self) -> &Attributed {
        let lexicon = || Lexicon::of(self.language);
        self.attributed.get_or_init(|| Attributed::of(self.plain_text(), &self.brackets.list, lexicon()))
    }
}

fn own_names(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<(u8, u16)> {
    let mut names: Vec<(u8, u16)> = Vec::new();
    for pair in tokens.windows(2) {
        if let (Some(Word::This), Some(Word::Instrument(noun))) = (pair[0].word(), pair[1].word()) {
            // `данная Конвенция` may be the one that was named last: it counts only where nothing else does.
            let weight = u16::from(!lexicon.is_given(&text[pair[0].range()]));
            match names.iter_mut().find(|(other, _)| *other == noun) {
                Some((_, count)) => *count = count.saturating_add(weight),
                None => names.push((noun, weight)),
            }
        }
    }
    names
}

fn ends_preamble(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_PHRASE_BYTES: usize = 120;
    let text = text.trim_end();
    if !text.ends_with([':', '：', '*', '_', ',']) {
        return false;
    }
    let is_stop = |character: char| character.is_whitespace() || matches!(character, ':' | '：' | '*' | '_' | ',');
    let text = text.trim_end_matches(is_stop);
    if !lexicon.may_end(text, Phrase::Enacting) {
        return false;
    }
    let tail = folded_phrase(&text[text.ceil_char_boundary(text.len().saturating_sub(MAX_PHRASE_BYTES))..]);
    lexicon.phrases(Phrase::Enacting).iter().any(|phrase| tail.ends_with(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        let evidence = LanguageEvidence::of(text);
        Block::parse(text, evidence.language(), evidence, false)
    }

    #[test]
    fn a_heading_has_its_title_on_the_same_or_the_next_line() {
        let title = |text: &str| block(text).title.map(|it| text[range_to_usize(it)].to_owned());
        assert_eq!(title("### Article 6. Illegal access\n").as_deref(), Some("Illegal access"));
        assert_eq!(title("Article 1\nUse of terms\n").as_deref(), Some("Use of terms"));
        assert_eq!(title("## Article 1 *(definitions)*\n").as_deref(), Some("definitions"));
        assert_eq!(
            title("### [Article 72. Access to [data] [information]\n").as_deref(),
            Some("Access to [data] [information]")
        );
    }

    #[test]
    fn a_sentence_is_not_a_title_but_a_bracket_may_contain_one_with_its_stop() {
        assert_eq!(block("2. The Parties cooperate.\n").title, None);
        assert!(block("2. Cooperation [of Parties]\n").title.is_some());
        assert!(block("c. [Means of work, those of others included.]\n").title.is_some());
    }

    #[test]
    fn a_reference_continues_across_a_page_break() {
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
        assert!(block.text_from(block.body).starts_with("Each"));
    }

    #[test]
    fn a_word_that_ends_the_first_line_may_be_divided() {
        for text in ["art- \ricle 5 applies.\n", "1. Under para-\ngraph 2 of it.\n", "Article 5 sub- \r\nparagraph 2\n"]
        {
            assert_eq!(block(text).text.as_ref(), text);
        }
        assert_eq!(block("1. Under para-\ngraph 2 of it.\n").references.len(), 1);
        assert_eq!(block("Article 5. Para-\ngraphs\n").labels.len(), 1);
        // In a draft of another language.
        assert_eq!(block("Artí- culo 5\n").labels.len(), 1);
    }

    #[test]
    fn a_line_of_a_table_of_contents_is_not_a_heading() {
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
        assert!(block("Have agreed as follows:\n").ends_preamble);
        assert!(block("قد اتفقت على ما يلي:\n").ends_preamble);
        assert!(!block("They have agreed as follows from it.\n").ends_preamble);
    }
}
