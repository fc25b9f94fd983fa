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
use crate::token::{Token, TokenKind, tokenize_at_most};

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

impl Head {
    pub(super) fn of(text: &str, lexicon: &Lexicon, first: bool) -> Head {
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
        if has_leaders(text) {
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
        tokenize_at_most(line, Lexicon::of_line(line), HEAD, &mut tokens);
        let Some(leading) = leading(line, &tokens, Place { fresh: true, ended: true }) else {
            return head;
        };
        // What joins words is told by the language, which the line alone does not know.
        if leading.kind.is_none() && line.len() > leading.end as usize {
            let mut own = Vec::with_capacity(16);
            tokenize_at_most(line, lexicon, leading.next + 12, &mut own);
            if is_end_of_reference(line, &own, leading.next) {
                return head;
            }
        }
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
                doubt: Doubt::None,
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
            doubt: if leading.doubtful { Doubt::Slight } else { Doubt::None },
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
            let is_text = |words: &str| words.trim_end_matches(']').ends_with(['.', ';', ':', '。', '؛']);
            let lexicon = Lexicon::of_line(line);
            let title = title.filter(|it| {
                let words = &line[it.start as usize..it.end as usize];
                let is_no_text = lexicon.begins_with(words, Phrase::NoText);
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
