//! What the first lines of a block say: its kind, its labels, and a heading's title.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::{BlockKind, Doubt, LabelSite};
use crate::furniture::furniture;
use crate::kind::Kind;
use crate::leading::{Enclosure, Leading, Place, following, following_option, is_end_of_reference, leading, rivals};
use crate::lexicon::{Lexicon, Phrase};
use crate::split::{HEAD, is_blank, lines};
use crate::token::{Token, TokenKind, read_again, tokenize_from};

/// What the first lines of a block say.
pub(super) struct Head {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    pub(super) labels: Vec<LabelSite>,
    pub(super) title: Option<Range<u32>>,
    pub(super) body: u32,
    pub(super) first_word: u32,
    pub(super) indent: u16,
}

/// What a block is of which no words are read, if it is one. `first` says that it is the draft's first.
pub(super) fn unread(text: &str, first: bool) -> Option<BlockKind> {
    if is_blank(text) {
        return Some(BlockKind::Blank);
    }
    let start = past_blanks(text);
    if first && start.starts_with("---") && lines(start).skip(1).any(|line| line.trim_end() == "---") {
        return Some(BlockKind::FrontMatter);
    }
    if start.starts_with("<!--") && text.trim_end().ends_with("-->") && start.matches("-->").count() == 1 {
        return Some(BlockKind::Comment);
    }
    (!is_note(start) && has_leaders(text)).then_some(BlockKind::Contents)
}

/// A block's text from its first sign on.
fn past_blanks(text: &str) -> &str {
    text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t'])
}

fn is_note(start: &str) -> bool {
    start.starts_with("[^") && start.find("]:").is_some_and(|at| at < 40)
}

impl Head {
    /// That of a block with nothing at its head.
    pub(super) fn bare(text: &str, kind: BlockKind) -> Head {
        Head {
            kind,
            level: 0,
            labels: Vec::with_capacity(1),
            title: None,
            body: 0,
            first_word: first_word(text),
            indent: 0,
        }
    }

    /// That of a block whose words are read; `tokens` are its own, in its language.
    pub(super) fn of(text: &str, tokens: &[Token], lexicon: &Lexicon, first: bool) -> Head {
        let start = past_blanks(text);
        if is_note(start) {
            return Head::bare(text, BlockKind::Note);
        }
        let mut head = Head::bare(text, BlockKind::Text);
        // A heading's line may follow blank ones only at the start of a draft.
        let skipped = text.len() - start.len();
        head.indent = text[..skipped].chars().rev().take_while(|it| *it == ' ').count().min(200) as u16;
        let line = lines(start).next().unwrap_or_default();
        // A draft may begin with what its first page has at the top; no other block does.
        if first && furniture(line).is_some() {
            return head;
        }
        // No more of the text is looked at for a label; offsets stay those of the text.
        let text_of_line = &text[..skipped + line.len()];
        let mut own = in_line(tokens, skipped..text_of_line.len());
        let mut alone = Vec::new();
        // A word that the line's end divides is none in the line.
        if own.last().is_some_and(|token| token.end as usize > text_of_line.len()) {
            tokenize_from(text_of_line, skipped, lexicon, usize::MAX, &mut alone);
            own = &alone;
        }
        let tokens = &tokens_of_label(text_of_line, own, skipped, lexicon);
        let Some(leading) = leading(text_of_line, tokens, Place { fresh: true, ended: true }) else {
            return head;
        };
        // What joins words is told by the language, which the line alone does not know.
        if leading.kind.is_none()
            && text_of_line.len() > leading.end as usize
            && is_end_of_reference(text_of_line, own, leading.next)
        {
            return head;
        }
        head.take(&leading);
        head.level = leading.level;
        let mut next = head.take_rivals(text_of_line, tokens, &leading);
        if leading.kind.is_some() {
            let written = &text[leading.start as usize..leading.end as usize];
            let word = written.split_whitespace().next().unwrap_or_default();
            head.labels[0].sub = leading.kind == Some(Kind::Option) && Lexicon::of_line(line).is_sub(word);
            head.kind = BlockKind::Heading;
            head.take_title(text, text_of_line, tokens, next, &leading);
            return head;
        }
        head.kind = BlockKind::Labelled;
        while let Some(more) = following(text_of_line, tokens, next).filter(|_| head.labels.len() < 4)
            && more.enclosure != head.labels[head.labels.len() - 1].enclosure
        {
            head.take(&more);
            next = head.take_rivals(text_of_line, tokens, &more);
        }
        if let Some(option) = following_option(text_of_line, tokens, next) {
            head.take(&option);
            next = option.next;
        }
        head.body = tokens.get(next).map_or(text_of_line.len() as u32, |token| token.start);
        if head.labels.len() == 1 && leading.enclosure == Enclosure::Dot {
            head.title = words_of_title(text, head.body as usize, Lexicon::of_line(line));
        }
        head
    }

    /// Takes the other numbers that stand beside a label. The token behind them.
    fn take_rivals(&mut self, line: &str, tokens: &[Token], leading: &Leading) -> usize {
        let (rivals, next) = rivals(line, tokens, leading);
        for rival in rivals {
            self.labels.push(LabelSite {
                kind: None,
                label: Some(rival.label),
                enclosure: leading.enclosure,
                start: rival.start,
                end: rival.end,
                bracketed: true,
                quoted: leading.quoted,
                indent: self.indent,
                inline: false,
                doubt: Doubt::None,
                rival: true,
                amendment: None,
                sub: false,
            });
        }
        next
    }

    fn take(&mut self, leading: &Leading) {
        if self.labels.is_empty() {
            self.first_word = leading.start;
        }
        self.labels.push(LabelSite {
            kind: leading.kind,
            label: leading.label,
            enclosure: leading.enclosure,
            start: leading.start,
            end: leading.end,
            bracketed: leading.openers > 0,
            quoted: leading.quoted,
            indent: self.indent,
            inline: false,
            doubt: if leading.doubtful { Doubt::Slight } else { Doubt::None },
            rival: false,
            amendment: leading.amendment,
            sub: false,
        });
        self.body = leading.end;
    }

    /// The title of a heading: the rest of its line, with which `text_of_line` ends, or the next line if it reads like
    /// one.
    fn take_title(&mut self, text: &str, text_of_line: &str, tokens: &[Token], next: usize, leading: &Leading) {
        let is_noted = |token: &Token| leading.label.is_none() && !token.spaced && token.number().is_some();
        let rest = tokens.get(next).filter(|token| token.kind != TokenKind::Newline && !is_noted(token));
        if let Some(token) = rest {
            self.body = token.start;
            let title = title_in(text_of_line, token.start as usize).filter(|it| it.end - it.start <= LONGEST_TITLE);
            // Behind an option's label mostly stands its text.
            let is_text = |words: &str| words.trim_end_matches(']').ends_with(['.', ';', ':', '。', '؛']);
            self.title = title.filter(|it| {
                let words = &text_of_line[it.start as usize..it.end as usize];
                let is_no_text = || Lexicon::of_line(past_blanks(text)).begins_with(words, Phrase::NoText);
                leading.kind != Some(Kind::Option) || !is_text(words) || is_no_text()
            });
            return;
        }
        self.body = text_of_line.len() as u32;
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

/// The tokens that begin in some bytes.
fn in_line(tokens: &[Token], line: Range<usize>) -> &[Token] {
    let at = |byte: usize| tokens.partition_point(|token| (token.start as usize) < byte);
    &tokens[at(line.start)..at(line.end)]
}

/// The tokens that a line's label is looked for in: those of the lexicon that reads lines before their language is
/// known. `own` are the line's as the language of its block has them, and `start` is where it begins.
fn tokens_of_label(text_of_line: &str, own: &[Token], start: usize, lexicon: &Lexicon) -> Vec<Token> {
    let of_line = Lexicon::of_line(&text_of_line[start..]);
    let own = own.iter().take(HEAD);
    let mut tokens: Vec<Token> = if std::ptr::eq(of_line, lexicon) {
        own.copied().collect()
    } else if of_line.language.is_latin() && lexicon.language.is_latin() && !is_divided(&text_of_line[start..]) {
        // It has all the words of its own language, and of the other two what they call provisions.
        let is_known = |token: &Token| token.word().is_some() && of_line.language == lexicon.language;
        let read = |token: &Token| if is_known(token) { *token } else { read_again(text_of_line, *token, of_line) };
        own.map(read).collect()
    } else {
        let mut tokens = Vec::with_capacity(HEAD);
        tokenize_from(text_of_line, start, of_line, HEAD, &mut tokens);
        tokens
    };
    // What stands before the line is no blank in it.
    if let Some(first) = tokens.first_mut() {
        first.spaced = false;
    }
    tokens
}

/// Whether a line may have a word that a page's edge divided, which is one for a lexicon that knows it: `Artí- culo 5`.
fn is_divided(line: &str) -> bool {
    let divides = |(at, sign): (usize, &str)| line[at + sign.len()..].starts_with([' ', '\r', '\n']);
    line.match_indices(['-', '\u{2010}']).any(divides)
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
    let other = lines(&text[start..]).find(|line| lexicon.begins_with(line, Phrase::OtherTitle));
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
    // `c. [Means of work, those of others included.]`: a bracket may hold a title with its stop.
    let ends_well = !words.ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', '-']);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = words.chars().find(|it| it.is_alphabetic())?;
    let is_title = ends_well
        && !first.is_lowercase()
        && !lexicon.is_joining(last)
        && !words.split(|it: char| !it.is_alphabetic()).any(|word| lexicon.is_modal(word));
    let from = words.as_ptr() as usize - text.as_ptr() as usize;
    is_title.then(|| from as u32..(from + words.trim_end().len()) as u32)
}

/// Whether dots lead the eye from a title to its page.
fn has_leaders(text: &str) -> bool {
    static LEADERS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| [".....", ". . . . ."].map(Finder::new));
    LEADERS.iter().any(|dots| dots.find(text.as_bytes()).is_some())
}

fn first_word(text: &str) -> u32 {
    text.char_indices().find(|(_, it)| it.is_alphanumeric()).map_or(text.len(), |(at, _)| at) as u32
}
