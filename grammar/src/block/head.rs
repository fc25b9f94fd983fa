//! The first lines of a block: its kind, its labels, and the title of a heading.

mod title;

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::block_kind::BlockKind;
use crate::columns::is_row;
use crate::counted::{counted_provision, is_ordinal_sign};
use crate::kind::Kind;
use crate::label_site::{Doubt, LabelSite};
use crate::leading_label::{
    Enclosure, LeadingLabel, LineContext, begins_first_paragraph, begins_with_plain_word, competing_labels,
    following_label, following_option, is_end_of_reference, leading_label,
};
use crate::lexicon::{Lexicon, Word};
use crate::lines::{is_blank, lines};
use crate::numerals::{NumberForm, is_digit};
use crate::offset::{range_to_usize, to_u32, to_usize};
use crate::option_noun::OptionNoun;
use crate::page_artifacts::page_artifact;
use crate::split::MAX_LABEL_TOKENS;
use crate::token::{Token, TokenKind, in_lexicon, tokenize_from};

/// A larger indentation counts as this one.
const MAX_INDENT_COLUMNS: u16 = 200;

/// The columns between two stops of a tab.
const TAB_COLUMNS: u16 = 4;

/// The number of labels that a block may begin with.
const MAX_LEADING_LABELS: usize = 4;

/// What the first lines of a block say.
pub(super) struct BlockHead {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    pub(super) labels: Vec<LabelSite>,
    pub(super) title: Option<Range<u32>>,
    /// The offset of the text after the labels.
    pub(super) body: u32,
    /// The offset of the first label or word.
    pub(super) first_word: u32,
    indent: u16,
}

/// Returns the kind of a block whose words are not parsed, or `None` for any other block.
pub(super) fn opaque_kind(text: &str, is_first: bool) -> Option<BlockKind> {
    if is_blank(text) {
        return Some(BlockKind::Blank);
    }
    let start = without_leading_blanks(text);
    if is_first && start.starts_with("---") && lines(start).skip(1).any(|line| line.trim_end() == "---") {
        return Some(BlockKind::FrontMatter);
    }
    if start.starts_with("<!--") && text.trim_end().ends_with("-->") && start.matches("-->").count() == 1 {
        return Some(BlockKind::Comment);
    }
    (!is_footnote(start) && has_dot_leaders(text)).then_some(BlockKind::Contents)
}

fn without_leading_blanks(text: &str) -> &str {
    text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t'])
}

/// Returns the columns before the first word of a text.
pub(super) fn indent(text: &str) -> u16 {
    let skipped = text.len() - without_leading_blanks(text).len();
    let blanks = text[..skipped].rsplit(['\n', '\r']).next().unwrap_or_default();
    let columns = blanks.chars().fold(0, |column: u16, blank| match blank {
        '\u{FEFF}' => column,
        '\t' => column.saturating_add(TAB_COLUMNS - column % TAB_COLUMNS),
        _ => column.saturating_add(1),
    });
    columns.min(MAX_INDENT_COLUMNS)
}

/// `[^1]: text`
fn is_footnote(start: &str) -> bool {
    const MAX_MARK_BYTES: usize = 40;
    start.starts_with("[^") && start.find("]:").is_some_and(|at| at < MAX_MARK_BYTES)
}

/// Returns whether dots lead from a title to its page number. Words after them show a form that is to be filled in: `took place
/// on ........ and ........ (dates)`.
fn has_dot_leaders(text: &str) -> bool {
    static LEADERS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| [".....", ". . . . ."].map(Finder::new));
    const MIN_WORD_LETTERS: usize = 3;
    let is_leader = |at: usize| {
        let line = lines(&text[at..]).next().unwrap_or_default();
        let after = line.rsplit('.').next().unwrap_or_default();
        let mut words = after.split(|it: char| !it.is_alphabetic());
        let is_page = |word: &str| word.bytes().all(|it| b"ivxlc".contains(&it));
        // `“zone” means .........;` has blanks to be filled in.
        let ends_clause = after.trim_end().ends_with([';', ':', ',', '؛', '،', '；', '：', '，']);
        !ends_clause
            && !words
                .any(|word| word.chars().nth(MIN_WORD_LETTERS - 1).is_some_and(char::is_lowercase) && !is_page(word))
    };
    LEADERS.iter().filter_map(|dots| dots.find(text.as_bytes())).any(is_leader)
}

/// Returns the offset of the first letter or digit.
pub(super) fn first_word(text: &str) -> u32 {
    to_u32(text.find(char::is_alphanumeric).unwrap_or(text.len()))
}

impl BlockHead {
    /// Returns the head of a block without a label.
    pub(super) fn without_label(text: &str, kind: BlockKind) -> BlockHead {
        BlockHead { kind, level: 0, labels: Vec::new(), title: None, body: 0, first_word: first_word(text), indent: 0 }
    }

    /// Parses the head of a block. `tokens` are those of the block in its language.
    pub(super) fn parse(text: &str, tokens: &[Token], lexicon: &Lexicon, is_first: bool) -> BlockHead {
        let start = without_leading_blanks(text);
        if is_footnote(start) {
            return BlockHead::without_label(text, BlockKind::Note);
        }
        let mut head = BlockHead::without_label(text, BlockKind::Text);
        // Blank lines precede the first line only at the beginning of a draft.
        let skipped = text.len() - start.len();
        head.indent = indent(text);
        let line = lines(start).next().unwrap_or_default();
        // A draft may begin with the header of its first page. No other block does.
        if is_first && page_artifact(line).is_some() {
            return head;
        }
        // Labels are looked for in the first line only, with offsets relative to the block.
        let first_line = &text[..skipped + line.len()];
        if begins_with_plain_word(&first_line[skipped..]) {
            return head;
        }
        let mut own = tokens_in(tokens, skipped..first_line.len());
        let mut without_divided = Vec::new();
        // A word that continues on the next line is not a word of this one.
        if own.last().is_some_and(|token| token.range().end > first_line.len()) {
            tokenize_from(first_line, skipped, lexicon, usize::MAX, &mut without_divided);
            own = &without_divided;
        }
        let tokens = &label_tokens(first_line, own, skipped, lexicon);
        let Some(leading) = leading_label(first_line, tokens, LineContext::PARAGRAPH) else { return head };
        // Only the language of the block, which the line alone does not show, has the words that join.
        if leading.kind.is_none()
            && first_line.len() > to_usize(leading.end)
            && is_end_of_reference(first_line, own, leading.next)
        {
            return head;
        }
        // `1. Boilers  50        2027` above `2. Engines  100       2028`
        let is_table = || {
            let next = lines(&text[first_line.len()..]).next().unwrap_or_default();
            next.trim_start().starts_with(is_digit) && is_row(next) && is_row(first_line)
        };
        if leading.kind.is_none() && is_table() {
            return head;
        }
        head.add(&leading);
        head.level = leading.level;
        let next = head.add_competing(first_line, tokens, &leading);
        match leading.kind {
            Some(kind) => head.finish_heading(text, first_line, tokens, next, &leading, kind),
            None => head.finish_labelled(text, first_line, tokens, next, &leading),
        }
        head
    }

    /// `Article 5. Scope`
    fn finish_heading(
        &mut self,
        text: &str,
        first_line: &str,
        tokens: &[Token],
        next: usize,
        leading: &LeadingLabel,
        kind: Kind,
    ) {
        self.kind = BlockKind::Heading;
        if kind == Kind::Option {
            self.labels[0].option_noun = option_noun(first_line, leading);
        }
        // `Option 1: 2. Each Party`: the option begins with a number, and so do `Art. 2. § 1er. Each Party` and `Article 2
        // 1. Each Party`.
        let is_section_sign = tokens.get(next).is_some_and(|it| &first_line[it.range()] == "§");
        let is_first = |more: &LeadingLabel| {
            more.doubt == Doubt::None && more.label.is_some_and(|it| it.form == NumberForm::Digits && it.number() == 1)
        };
        if (kind == Kind::Option || kind.is_article())
            && let Some(more) = following_label(first_line, tokens, next)
            && (kind == Kind::Option || is_section_sign || is_first(&more))
        {
            self.add(&more);
            self.body = tokens.get(more.next).map_or(to_u32(first_line.len()), |token| token.start);
            return;
        }
        if let Some(first) = first_paragraph_after_title(first_line, tokens, next).filter(|_| kind.is_article())
            && let Some(more) = following_label(first_line, tokens, first)
        {
            self.title = title::title_from(&first_line[..tokens[first].range().start], tokens[next].range().start);
            self.add(&more);
            self.body = tokens.get(more.next).map_or(to_u32(first_line.len()), |token| token.start);
            return;
        }
        if let Some(article) = article_after_title(first_line, tokens, next, kind) {
            let start = to_usize(tokens[article].start);
            let at = tokens.get(next).map_or(start, |token| token.range().start);
            self.title = (at < start).then(|| title::title_from(&first_line[..start], at)).flatten();
            self.add_article(first_line, tokens, article);
            return;
        }
        let (title, body) = title::heading_title(text, first_line, tokens, next, leading);
        (self.title, self.body) = (title, body);
    }

    /// `1. (a) Option 1: text`
    fn finish_labelled(
        &mut self,
        text: &str,
        first_line: &str,
        tokens: &[Token],
        mut next: usize,
        leading: &LeadingLabel,
    ) {
        // A number that needs a series may be one in a text.
        self.kind = if leading.doubt != Doubt::None { BlockKind::Text } else { BlockKind::Labelled };
        while let Some(more) = following_label(first_line, tokens, next)
            && self.labels.len() < MAX_LEADING_LABELS
            && may_follow(&self.labels[self.labels.len() - 1], &more)
        {
            self.add(&more);
            next = self.add_competing(first_line, tokens, &more);
        }
        if let Some(option) = following_option(first_line, tokens, next) {
            self.add(&option);
            if let Some(site) = self.labels.last_mut() {
                site.option_noun = option_noun(first_line, &option);
            }
            next = option.next;
        }
        if leading.doubt != Doubt::None {
            self.body = 0;
            return;
        }
        self.body = tokens.get(next).map_or(to_u32(first_line.len()), |token| token.start);
        if self.labels.len() == 1 && matches!(leading.enclosure, Enclosure::Dot | Enclosure::Comma) {
            let lexicon = Lexicon::of_line(without_leading_blanks(first_line));
            self.title = title::text_as_title(text, to_usize(self.body), lexicon);
        }
    }

    /// Adds the heading of an article that stands on the line of another heading.
    fn add_article(&mut self, first_line: &str, tokens: &[Token], at: usize) {
        let Some(article) = counted_provision(first_line, tokens, at) else { return };
        let (start, end) = (tokens[at].start, tokens[article.next - 1].end);
        self.labels.push(LabelSite {
            inline: true,
            indent: self.indent,
            ..LabelSite::new(Some(article.kind), Some(article.label), Enclosure::Bare, start, end)
        });
        self.body = tokens.get(article.next).map_or(to_u32(first_line.len()), |token| token.start);
    }

    fn add(&mut self, leading: &LeadingLabel) {
        if self.labels.is_empty() {
            self.first_word = leading.start;
            self.labels.reserve_exact(1);
        }
        self.labels.push(LabelSite {
            bracketed: leading.openers > 0,
            quoted: leading.quoted,
            indent: self.indent,
            doubt: leading.doubt,
            amendment: leading.amendment,
            ..LabelSite::new(leading.kind, leading.label, leading.enclosure, leading.start, leading.end)
        });
        self.body = leading.end;
    }

    /// Adds the other numbers beside a label; returns the token after them.
    fn add_competing(&mut self, line: &str, tokens: &[Token], leading: &LeadingLabel) -> usize {
        let (competing, next) = competing_labels(line, tokens, leading);
        self.labels.extend(competing.into_iter().map(|label| LabelSite {
            bracketed: true,
            quoted: leading.quoted,
            indent: self.indent,
            competing: true,
            ..LabelSite::new(None, Some(label.label), leading.enclosure, label.start, label.end)
        }));
        next
    }
}

/// Returns whether a label may be that of the first member of the provision whose label stands immediately before it: `1. (a)`,
/// `(1)(a)`, `1)a)`, `(a)(i)`. Labels set off alike are one below the other only by their forms: `(a) (b)` are two of one list.
fn may_follow(before: &LabelSite, more: &LeadingLabel) -> bool {
    if more.enclosure != before.enclosure {
        return true;
    }
    let Some((outer, inner)) = before.label.zip(more.label) else { return false };
    let is_first_letter = inner.form == NumberForm::Lower && inner.number() == 1 && inner.is_plain();
    let is_first_roman =
        inner.readings().any(|it| it.form == NumberForm::LowerRoman && it.number() == 1 && it.is_plain());
    match outer.form {
        NumberForm::Digits => is_first_letter || is_first_roman,
        // `(h)(i)` are two letters.
        NumberForm::Lower => is_first_roman && outer.number() != 8,
        _ => false,
    }
}

/// 第一章 总则 第一条: returns the token at which the heading of an article begins on the line of the heading of a division, set
/// off by blanks.
fn article_after_title(line: &str, tokens: &[Token], next: usize, kind: Kind) -> Option<usize> {
    if !matches!(kind, Kind::Part | Kind::Title | Kind::Chapter | Kind::Section) {
        return None;
    }
    let is_set_off = |at: usize| {
        tokens
            .get(at)
            .is_none_or(|it| it.kind == TokenKind::Newline || it.spaced && matches!(it.kind, TokenKind::Word(_)))
    };
    (next..tokens.len()).find(|at| {
        tokens[*at].spaced
            && is_ordinal_sign(line, tokens, *at)
            && counted_provision(line, tokens, *at).is_some_and(|it| it.kind == Kind::Article && is_set_off(it.next))
    })
}

/// `Article 2 Gates 1. The gate is open`: returns the token at which the first paragraph of an article begins after its title.
/// The title has no stop and does not end with the noun of another provision, whose number it would be.
fn first_paragraph_after_title(line: &str, tokens: &[Token], next: usize) -> Option<usize> {
    const MAX_TITLE_TOKENS: usize = 24;
    // The number, its stop and a few words.
    const MIN_TOKENS: usize = 6;
    let written = |at: usize| &line[tokens[at].range()];
    let is_word = |at: usize| tokens.get(at).is_some_and(|it| matches!(it.kind, TokenKind::Word(_)));
    let is_joint = |at: usize| matches!(written(at), "," | "-" | "–" | "(" | ")" | "’" | "'" | "/" | "&" | "،" | "、");
    let begins = |at: usize| written(at).chars().next().is_some_and(|it| it.is_alphabetic() && !it.is_lowercase());
    if !is_word(next) || !tokens[next].spaced || !begins(next) {
        return None;
    }
    let last = (next + 1..tokens.len()).take(MAX_TITLE_TOKENS).find(|at| !is_word(*at) && !is_joint(*at))?;
    let is_noun = matches!(tokens[last - 1].word(), Some(Word::Provision { .. } | Word::OptionNoun));
    let is_sentence = tokens.len() >= last + MIN_TOKENS && begins_first_paragraph(line, tokens, last);
    (is_sentence && !is_noun).then_some(last)
}

/// Returns the noun of an option.
fn option_noun(first_line: &str, option: &LeadingLabel) -> OptionNoun {
    let written = &first_line[range_to_usize(option.start..option.end)];
    let noun = written.split_whitespace().next().unwrap_or_default();
    Lexicon::of_line(without_leading_blanks(first_line)).option_noun(noun)
}

/// Returns the tokens that begin in a range of bytes.
fn tokens_in(tokens: &[Token], range: Range<usize>) -> &[Token] {
    let at = |byte: usize| tokens.partition_point(|token| token.range().start < byte);
    &tokens[at(range.start)..at(range.end)]
}

/// Returns the tokens in which the label of the first line is looked for, with the meanings of the lexicon for lines
/// whose language is unknown. `own` are the tokens of the line in the language of its block.
fn label_tokens(first_line: &str, own: &[Token], line_start: usize, lexicon: &Lexicon) -> Vec<Token> {
    let line = &first_line[line_start..];
    let of_line = Lexicon::of_line(line);
    let own = own.iter().take(MAX_LABEL_TOKENS);
    let mut tokens: Vec<Token> = if std::ptr::eq(of_line, lexicon) {
        own.copied().collect()
    } else if of_line.language.is_latin() && lexicon.language.is_latin() && !may_have_divided_word(line) {
        // The lexicon of lines has all words of its own language, and provision nouns of the other two.
        let is_known = |token: &Token| token.word().is_some() && of_line.language == lexicon.language;
        own.map(|token| if is_known(token) { *token } else { in_lexicon(first_line, *token, of_line) }).collect()
    } else {
        let mut tokens = Vec::with_capacity(MAX_LABEL_TOKENS);
        tokenize_from(first_line, line_start, of_line, MAX_LABEL_TOKENS, &mut tokens);
        tokens
    };
    // White space before the line is not part of it.
    if let Some(first) = tokens.first_mut() {
        first.spaced = false;
    }
    tokens
}

/// Returns whether a line may contain a divided word, which is one token for a lexicon that knows it: `Artí- culo 5`.
fn may_have_divided_word(line: &str) -> bool {
    // The second byte sought is the first of the other hyphen, so that no letter is decoded.
    let mut hyphens = memchr::memchr2_iter(b'-', 0xE2, line.as_bytes());
    hyphens.any(|at| {
        let after = line[at..].strip_prefix(['-', '\u{2010}']);
        after.is_some_and(|after| after.starts_with([' ', '\r', '\n']))
    })
}
