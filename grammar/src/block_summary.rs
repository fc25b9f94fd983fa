//! What a block says to the rest of its draft. The outline, the resolution of references and the rules that compare
//! blocks read summaries and never a [`Block`], so an edit that leaves every summary equal leaves all of their results
//! true. Offsets are kept only where the text before them cannot move them without changing a label or a bracket.

use std::ops::Range;
use std::sync::Arc;

use crate::block::{Block, BlockKind};
use crate::block_flags::{BlockFlags, may_name_external_division};
use crate::bracket::{BracketContent, StrayCloser};
use crate::definition::DefinitionBasis;
use crate::draft::Draft;
use crate::fold::{folded, folded_phrase};
use crate::heading_filter::HeadingFilter;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::LabelSite;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::notation::Glyph;
use crate::numerals::NumberForm;
use crate::reference::{Anchor, Target};
use crate::shared_labels::{SharedLabels, last_shared_label, shared_labels};
use crate::text_start::{only_opens, opening_start};

/// A text shorter than this may open a preamble: `The Parties to this Convention,`.
const SHORT_BYTES: usize = 160;

/// A text shorter than this after a numbered title may be another form of the title rather than the section's text.
const MEDIUM_BYTES: usize = 240;

/// A title is not longer than this.
const MAX_TITLE_BYTES: usize = 200;
const MAX_TITLE_WORDS: usize = 20;

/// The end of a block in which a list of definitions may be announced.
const ANNOUNCING_WORDS: usize = 10;

/// How long the text of a block is, as far as the outline asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Length {
    /// Nothing but blanks.
    #[default]
    Blank,
    /// Short enough to open a preamble.
    Short,
    /// Short enough to be another form of a title.
    Medium,
    /// Longer.
    Long,
}

/// What a block says to the rest of its draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockSummary {
    /// What the block is.
    pub kind: BlockKind,
    /// The language it was read in.
    pub language: Language,
    /// The language that its own words speak plainly, if they do.
    pub plain_language: Option<Language>,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// How long its text is.
    pub length: Length,
    /// The blanks before its text, in bytes.
    pub indent: u32,
    /// Whether any letter stands in it.
    pub has_letters: bool,
    /// Whether it consists of opening brackets and the markup around them.
    pub only_opens: bool,
    /// Whether a heading has running text in its own block, below its title.
    pub has_text_below_heading: bool,
    /// Whether it ends with the words after which a preamble is over.
    pub ends_preamble: bool,
    /// Whether words were left out of it: `[...]`.
    pub is_elided: bool,
    /// Whether it has a title of its own: a heading's, or a numbered text that reads like one.
    pub has_title: bool,
    /// Whether it reads like the title of the heading before it.
    pub may_be_title: bool,
    /// Whether its title, or the title that it may be, is that of a list of definitions.
    pub has_definitions_title: bool,
    /// Whether the first line after its labels begins like the title of a list of definitions.
    pub begins_with_definitions_title: bool,
    /// Whether it ends with the words before a list of definitions: `on entend par :`.
    pub announces_definitions: bool,
    /// The degree of the options that it ends (`Provisions common for sub-options 0 to 3`): 1 for those inside others.
    pub ends_options: Option<u8>,
    /// Whether one of its references names an article by its title.
    pub names_by_title: bool,
    /// Its labels, in order.
    pub labels: Box<[LabelSummary]>,
    /// The labels that its running text writes after a stop: `: (a) one; (b) two`.
    pub running_labels: Box<[Label]>,
    /// The provisions that it names without having a label for them, by the form that a bare number is read in.
    pub shared: Box<[(NumberForm, SharedLabels)]>,
    /// The brackets that stand around its labels or its beginning, by the offset of these.
    pub enclosing: Box<[(u32, EnclosingBracket)]>,
    /// The closers without an opener in the block, in order.
    pub closers: Box<[LooseCloser]>,
    /// The openers without a closer in the block, in order.
    pub openers: Box<[LooseOpener]>,
    /// What an agreement calls itself here, by the noun's place in the lexicon, and how often.
    pub own_names: Box<[(u8, u16)]>,
    /// The terms that it may define, in order.
    pub definitions: Box<[DefinitionSummary]>,
    /// The references that may name divisions of another instrument.
    pub foreign: Box<[(Anchor, Box<[Target]>)]>,
}

/// A label and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSummary {
    /// The label and its place.
    pub site: LabelSite,
    /// Whether it is written with Latin small letters.
    pub is_latin: bool,
    /// Whether it is written with Cyrillic small letters.
    pub is_cyrillic: bool,
    /// Whether letters stand before it in its block.
    pub has_letters_before: bool,
    /// Where its text begins, if other text stands before it: at the brackets and the markup that open before it.
    pub text_start: u32,
    /// The last of the numbers that stand beside it, for each of its readings: `8` in `5 to 8. Reserved`.
    pub shared: Box<[(Label, Label)]>,
}

/// A closer, seen from the labels of its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosingPlace {
    /// How many of the block's labels begin before it.
    pub labels_before: u32,
    /// Whether no letter stands between it and the next label, or the end of the block.
    pub is_followed_by_signs_only: bool,
}

/// A bracket of a block that stands around a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnclosingBracket {
    /// Its place among the brackets of the block.
    pub index: u32,
    /// Where it closes, if in the same block.
    pub close: Option<ClosingPlace>,
}

/// A closer without an opener in its block; its place in the list is that among the block's strays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseCloser {
    /// Which sign it is.
    pub glyph: Glyph,
    /// Where it stands.
    pub place: ClosingPlace,
}

/// An opener without a closer in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseOpener {
    /// Its place among the brackets of the block.
    pub index: u32,
    /// Which sign it is.
    pub glyph: Glyph,
    /// Whether it may span provisions.
    pub structural: bool,
}

/// A term that a block may define; its place in the list is that among the block's definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionSummary {
    /// The term as written.
    pub term: Box<str>,
    /// What makes it a definition.
    pub basis: DefinitionBasis,
    /// How many of the block's labels begin before it.
    pub labels_before: u32,
    /// Whether a bracket of the block stands around it.
    pub is_bracketed: bool,
    /// The noun that names an instrument, if the term is one: `“Convention” means`.
    pub instrument: Option<u8>,
}

impl BlockSummary {
    /// The summary of a block.
    pub fn of(block: &Block) -> BlockSummary {
        let lexicon = Lexicon::of(block.language);
        let candidate = candidate_title(block);
        let may_be_title = candidate.is_some();
        let title = block.title.clone().or(candidate);
        let is_definitions = |range: Range<u32>| is_of_definitions(block.slice(range), lexicon);
        let is_article = block.labels.iter().any(|site| site.kind == Some(Kind::Article));
        BlockSummary {
            kind: block.kind,
            language: block.language,
            plain_language: block.evidence.plain_language(),
            level: block.level,
            length: length(block),
            indent: (block.text.len() - block.text.trim_start().len()) as u32,
            has_letters: block.text.contains(char::is_alphabetic),
            only_opens: only_opens(&block.text),
            has_text_below_heading: is_heading(block) && block.text.trim_end().lines().count() > 2,
            ends_preamble: block.ends_preamble,
            is_elided: is_elided(block),
            has_title: block.title.is_some(),
            may_be_title,
            has_definitions_title: title.is_some_and(is_definitions),
            begins_with_definitions_title: is_article
                && first_line(block).is_some_and(|line| is_of_definitions(line, lexicon)),
            announces_definitions: announces_definitions(block, lexicon),
            ends_options: ends_options(block, lexicon),
            names_by_title: block.references.iter().any(|it| it.title.is_some()),
            labels: labels(block),
            running_labels: block.running_labels.clone(),
            shared: shared(block),
            enclosing: enclosing(block),
            closers: closers(block),
            openers: openers(block),
            own_names: block.own_names.clone(),
            definitions: definitions(block, lexicon),
            foreign: foreign(block),
        }
    }

    /// The provisions that the block names without a label, where bare numbers are read in a form.
    pub fn shared(&self, form: NumberForm) -> Option<&SharedLabels> {
        self.shared.iter().find(|it| it.0 == form).map(|it| &it.1)
    }

    /// The last of the numbers that stand beside the label at an offset: `8` in `5 to 8. Reserved`.
    pub fn last_shared_label(&self, start: u32, label: &Label) -> Option<Label> {
        let site = self.labels.iter().find(|it| it.site.start == start)?;
        site.shared.iter().find(|it| it.0 == *label).map(|it| it.1)
    }

    /// The outermost bracket of the block around an offset at which a label or the text begins.
    pub fn enclosing(&self, start: u32) -> Option<EnclosingBracket> {
        self.enclosing.iter().find(|it| it.0 == start).map(|it| it.1)
    }
}

/// The summaries of a draft's blocks: all that may be read across blocks.
#[derive(Clone, Copy, Debug)]
pub struct Summaries<'d> {
    draft: &'d Draft,
}

impl<'d> Summaries<'d> {
    /// The summaries of a draft.
    pub fn of(draft: &'d Draft) -> Summaries<'d> {
        Summaries { draft }
    }

    /// How many blocks there are.
    pub fn len(self) -> usize {
        self.draft.blocks.len()
    }

    /// Whether there is no block.
    pub fn is_empty(self) -> bool {
        self.draft.blocks.is_empty()
    }

    /// The summary of a block.
    pub fn get(self, block: usize) -> &'d BlockSummary {
        &self.draft.blocks[block].summary
    }

    /// The summaries in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'d BlockSummary> + ExactSizeIterator {
        self.draft.blocks.iter().map(|block| &block.summary)
    }

    /// The summaries of the blocks that have some flags, with the places of the blocks.
    pub fn with_flags(self, flags: BlockFlags) -> impl Iterator<Item = (usize, &'d BlockSummary)> {
        self.with_flags_in(0..self.len(), flags)
    }

    /// Those of them that are among some blocks.
    pub fn with_flags_in(
        self,
        blocks: Range<usize>,
        flags: BlockFlags,
    ) -> impl Iterator<Item = (usize, &'d BlockSummary)> {
        self.draft.blocks_with_in(blocks, flags).map(|(index, block)| (index, &block.summary))
    }

    /// The words of a block's own title, or of the title that it is to the heading before it. They are no part of the
    /// summary, since few titles are used: an outline that uses one compares its words.
    pub fn title(self, block: usize, is_own: bool) -> Option<&'d str> {
        let block = &self.draft.blocks[block];
        let range = if is_own { block.title.clone() } else { candidate_title(block) };
        range.map(|range| block.slice(range))
    }

    /// The flags of a block.
    pub fn flags(self, block: usize) -> BlockFlags {
        self.draft.flags(block)
    }

    /// The blocks with a reference that may lead to some headings.
    pub fn referring_to(self, headings: HeadingFilter) -> impl Iterator<Item = usize> + use<'d> {
        self.draft.blocks_referring_to(headings)
    }

    /// The main language of the draft.
    pub fn language(self) -> Language {
        self.draft.language()
    }

    /// Whether any of the draft is written in Cyrillic.
    pub fn has_cyrillic(self) -> bool {
        self.draft.has_cyrillic()
    }

    /// How many blocks at the beginning and at the end of two drafts are the same, as objects in memory.
    pub fn shared_with(self, other: Summaries<'_>) -> (usize, usize) {
        let (own, other) = (&self.draft.blocks, &other.draft.blocks);
        let is_same = |(own, other): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(own, other);
        let front = own.iter().zip(other).take_while(is_same).count();
        let back = own[front..].iter().rev().zip(other[front..].iter().rev()).take_while(is_same).count();
        (front, back)
    }
}

/// The bytes of the title that a block is to the heading before it, if it reads like one.
pub fn candidate_title(block: &Block) -> Option<Range<u32>> {
    let start = match block.level {
        0 => block.text.len() - block.text.trim_start().len(),
        _ => block.body as usize,
    };
    let text = block.text[start..].trim_end();
    let is_title = !text.is_empty()
        && text.len() <= MAX_TITLE_BYTES
        && !text.contains('\n')
        && (block.level > 0
            || !text.ends_with(['.', ';', ':', ',', '。', '؛', '،', ']'])
                && text.split_whitespace().nth(MAX_TITLE_WORDS).is_none());
    let words = text.trim_matches(['*', '_', ' ']);
    let from = start + text.find(words).unwrap_or(0);
    is_title.then(|| from as u32..(from + words.len()) as u32)
}

fn is_heading(block: &Block) -> bool {
    block.labels.iter().any(|site| site.kind.is_some())
}

fn length(block: &Block) -> Length {
    match block.trimmed_len() {
        0 => Length::Blank,
        bytes if bytes < SHORT_BYTES => Length::Short,
        bytes if bytes < MEDIUM_BYTES => Length::Medium,
        _ => Length::Long,
    }
}

fn is_elided(block: &Block) -> bool {
    block.brackets.list.iter().any(|bracket| bracket.content == BracketContent::Elision)
        || matches!(block.text.trim(), "…" | "..." | ". . ." | "* * *")
}

fn first_line(block: &Block) -> Option<&str> {
    block.text.get(block.body as usize..).and_then(|it| it.trim_start().lines().next())
}

/// Whether a title is that of a list of definitions: `Use of terms`.
fn is_of_definitions(title: &str, lexicon: &Lexicon) -> bool {
    let title = folded_phrase(title);
    let begins_with = |phrase: &String| {
        title.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.chars().next().is_none_or(|it| !it.is_lowercase()))
    };
    lexicon.phrases(Phrase::Definitions).iter().any(begins_with)
}

fn announces_definitions(block: &Block, lexicon: &Lexicon) -> bool {
    let Some(words) = block.text.trim_end().strip_suffix([':', '：']) else { return false };
    let last: Vec<&str> = words.split_whitespace().rev().take(ANNOUNCING_WORDS).collect();
    let tail = folded_phrase(&last.into_iter().rev().collect::<Vec<_>>().join(" "));
    lexicon.phrases(Phrase::ListsDefinitions).iter().any(|it| tail.ends_with(it.as_str()))
}

fn ends_options(block: &Block, lexicon: &Lexicon) -> Option<u8> {
    let is_read = matches!(block.kind, BlockKind::Text | BlockKind::Heading);
    if !is_read || block.trimmed_len() > MAX_TITLE_BYTES || !lexicon.begins_with(&block.text, Phrase::Common) {
        return None;
    }
    Some(u8::from(block.text.split_whitespace().any(|word| lexicon.is_sub_option(word))))
}

fn labels(block: &Block) -> Box<[LabelSummary]> {
    if block.labels.is_empty() {
        return Box::default();
    }
    let first_letter = block.text.find(char::is_alphabetic).unwrap_or(usize::MAX);
    let summary = |site: &LabelSite| {
        let written = block.slice(site.start..site.end);
        let readings = site.label.into_iter().flat_map(Label::readings);
        LabelSummary {
            site: *site,
            is_latin: written.contains(|it: char| it.is_ascii_lowercase()),
            is_cyrillic: written.contains(|it| matches!(it, 'а'..='я')),
            has_letters_before: first_letter < site.start as usize,
            text_start: opening_start(&block.text[..site.start as usize]) as u32,
            shared: readings.filter_map(|it| Some((it, last_shared_label(block, &it, site.end)?.0))).collect(),
        }
    };
    block.labels.iter().map(summary).collect()
}

fn shared(block: &Block) -> Box<[(NumberForm, SharedLabels)]> {
    let forms = [NumberForm::Digits, NumberForm::Lower, NumberForm::LowerRoman];
    forms.into_iter().filter_map(|form| Some((form, shared_labels(block, form)?))).collect()
}

fn closing_place(block: &Block, close: u32) -> ClosingPlace {
    let labels_before = block.labels.iter().filter(|site| site.start < close).count();
    let next = block.labels.iter().map(|site| site.start).filter(|start| *start >= close).min();
    let end = next.unwrap_or(block.text.len() as u32);
    ClosingPlace {
        labels_before: labels_before as u32,
        is_followed_by_signs_only: !block.slice(close..end).contains(char::is_alphabetic),
    }
}

fn enclosing(block: &Block) -> Box<[(u32, EnclosingBracket)]> {
    if block.brackets.list.is_empty() {
        return Box::default();
    }
    let indent = (block.text.len() - block.text.trim_start().len()) as u32;
    let mut starts: Vec<u32> = block.labels.iter().map(|site| site.start).chain([0, indent]).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut brackets = block.brackets.list.iter().enumerate().peekable();
    // Of the brackets that open before a label the one that closes last: if it is closed, all are.
    let mut outermost: Option<(u32, u32, usize)> = None;
    let mut found = Vec::new();
    for start in starts {
        while let Some((index, bracket)) = brackets.next_if(|(_, bracket)| bracket.open <= start) {
            outermost = outermost.max(Some((bracket.close.unwrap_or(u32::MAX), bracket.open, index)));
        }
        if let Some((.., index)) = outermost.filter(|(close, ..)| *close > start) {
            let close = block.brackets.list[index].close.map(|close| closing_place(block, close));
            found.push((start, EnclosingBracket { index: index as u32, close }));
        }
    }
    found.into_boxed_slice()
}

fn closers(block: &Block) -> Box<[LooseCloser]> {
    let closer = |it: &StrayCloser| LooseCloser { glyph: it.glyph, place: closing_place(block, it.at) };
    block.brackets.strays.iter().map(closer).collect()
}

fn openers(block: &Block) -> Box<[LooseOpener]> {
    let open = (0..).zip(&block.brackets.list).filter(|(_, it)| it.close.is_none());
    open.map(|(index, it)| LooseOpener { index, glyph: it.glyph, structural: it.structural }).collect()
}

fn definitions(block: &Block, lexicon: &Lexicon) -> Box<[DefinitionSummary]> {
    let mut brackets = block.brackets.list.iter().peekable();
    // Where the last of the brackets that open before a term closes.
    let mut bracketed_to = 0;
    let mut all = Vec::with_capacity(block.definitions.len());
    for definition in &block.definitions {
        let range = &definition.term;
        while let Some(bracket) = brackets.next_if(|it| it.open < range.start) {
            bracketed_to = bracketed_to.max(bracket.close.unwrap_or(u32::MAX));
        }
        let term = block.slice(range.clone());
        all.push(DefinitionSummary {
            term: term.into(),
            basis: definition.basis,
            labels_before: block.labels.iter().filter(|site| site.start <= range.start).count() as u32,
            is_bracketed: bracketed_to >= range.end,
            instrument: instrument(term, lexicon),
        });
    }
    all.into_boxed_slice()
}

fn instrument(term: &str, lexicon: &Lexicon) -> Option<u8> {
    let term = folded(term);
    let mut words = term.split_whitespace();
    let (last, before) = (words.next_back()?, words.count());
    match lexicon.word(last) {
        Some(Word::Instrument(noun)) if before <= 1 => Some(noun),
        _ => None,
    }
}

fn foreign(block: &Block) -> Box<[(Anchor, Box<[Target]>)]> {
    block
        .references
        .iter()
        .filter(|it| may_name_external_division(it))
        .map(|it| (it.anchor, it.targets.clone()))
        .collect()
}
