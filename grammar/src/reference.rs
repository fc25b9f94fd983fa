//! Cross-references as they are written: `articles 5 to 7 and 9, paragraph 2 (a)`, `الفقرة 1 (أ) من المادة 36`,
//! `paragraph 2 of article 4 of the Budapest Convention`. Says what a reference names; whether that exists is for
//! who knows the draft.

mod anchor;
mod before;
mod number;
mod segment;
mod symbol;
mod titled;

use std::ops::Range;

use crate::fold::folded;
use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label};
use crate::lexicon::Word;
use crate::token::{Token, TokenKind, is_han};

/// One step of a path, outer ones first: `article 36`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it names. List letters are subparagraphs, then items.
    pub kind: Kind,
    /// Which one.
    pub label: Label,
}

/// One provision that a reference names, or a range of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// From the outermost to the innermost that is written.
    pub steps: Box<[Step]>,
    /// The last of a range that begins at the last step.
    pub to: Option<Label>,
}

/// What else a reference says of the place it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing.
    None,
    /// `of this article`: the enclosing provision of that kind.
    This(Kind),
    /// `above`, `below`.
    Near,
    /// `of the Annex`, which has no number: the only one that the draft has, or another instrument's.
    Annexed,
    /// `of this Convention`: this draft.
    Own,
    /// `of the Convention`: this draft or another, according to what the draft calls itself. The noun's place in the
    /// lexicon.
    Definite(u8),
    /// `of the Budapest Convention`, `thereof`: another instrument.
    Other,
}

/// One reference, with byte offsets into the text that was cut into tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The whole expression.
    pub start: u32,
    /// Its end.
    pub end: u32,
    /// What it names, in reading order. Empty for one that only points: `this article`.
    pub targets: Box<[Target]>,
    /// Where that is to be looked for.
    pub anchor: Anchor,
    /// How many of its steps it takes from the reference before it: the article of `paragraph 2 of that article`.
    pub taken: u8,
    /// For one that only points: `the preceding paragraph` is a paragraph, one back.
    pub relative: Option<(Kind, i8)>,
    /// Whether a number is still to come: `article [X]`.
    pub pending: bool,
    /// The name of the other instrument.
    pub instrument: Option<Range<u32>>,
    /// The title that names the article in which the targets are, or which is meant: `the article “Consolidation”`.
    pub title: Option<Range<u32>>,
}

/// The references in a text's tokens, in reading order, which do not overlap.
pub fn references(text: &str, tokens: &[Token], found: &mut Vec<Reference>) {
    let reader = Reader { text, tokens };
    let mut at = 0;
    // Whether the last reference is of an instrument that stands before it.
    let mut named = false;
    while at < tokens.len() {
        let TokenKind::Word(word) = tokens[at].kind else {
            at += 1;
            continue;
        };
        if let Some((reference, next)) = reader.document(at, word) {
            found.push(reference);
            at = next;
            continue;
        }
        if word.is_none()
            && is_counter(text, &tokens[at])
            && let Some((mut reference, next)) = han::reference(text, tokens, at)
        {
            reader.take_from_before(found.last(), &mut reference, at, next);
            // 本条 alone was a reference until 第二款 came behind it.
            if found.last().is_some_and(|last| last.end > reference.start) {
                found.pop();
            }
            found.push(reference);
            at = next;
            continue;
        }
        if let Some(Word::Head { kind, many }) = word
            && !matches!(kind, Kind::Recital | Kind::Footnote)
            && let Some((mut reference, next)) = reader.reference(at, kind, many)
        {
            reader.take_from_before(found.last(), &mut reference, at, next);
            reader.share_anchor(found.last_mut(), &reference);
            // `its Article 3 and Article 4`: what names the first names what is joined to it.
            let is_named = reference.anchor == Anchor::Other && reader.is_named_before(at);
            if named && reference.anchor == Anchor::None && reader.is_joined(found.last(), &reference) {
                reference.anchor = Anchor::Other;
            }
            named = is_named || (named && reference.anchor == Anchor::Other);
            found.push(reference);
            at = next;
        } else {
            at += 1;
        }
    }
}

/// Whether a word is 第, before a number in Chinese.
fn is_counter(text: &str, token: &Token) -> bool {
    text.as_bytes()[token.range()] == *"第".as_bytes()
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// What one head word governs.
struct Segment {
    kind: Kind,
    items: Vec<Item>,
    pending: bool,
}

#[derive(Clone)]
struct Item {
    steps: Vec<Step>,
    to: Option<Label>,
}

/// How wide a provision of a kind is: a chain runs from wide to narrow or back.
fn width(kind: Kind) -> u8 {
    match kind {
        Kind::Annex => 0,
        Kind::Part | Kind::Title => 1,
        Kind::Chapter => 2,
        Kind::Section => 3,
        Kind::Option => 4,
        Kind::Article | Kind::Preamble => 5,
        Kind::Paragraph | Kind::Recital => 6,
        Kind::Subparagraph => 7,
        Kind::Item | Kind::Footnote => 8,
    }
}

impl<'a> Reader<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    /// The next token that is no line break.
    fn past_breaks(self, mut at: usize) -> usize {
        while self.token(at).is_some_and(|token| token.kind == TokenKind::Newline) {
            at += 1;
        }
        at
    }

    fn is_han(self, at: usize) -> bool {
        self.written(at).chars().next().is_some_and(is_han)
    }

    fn reference(self, head: usize, kind: Kind, many: bool) -> Option<(Reference, usize)> {
        // `an Annex VII arbitral tribunal` is one of a kind that another instrument knows.
        let before = (0..head).rev().find(|at| !self.is(*at, '['));
        if before.is_some_and(|before| self.word(before) == Some(Word::Indefinite)) {
            return None;
        }
        let Some((mut segment, mut next)) = self.segment(head, kind, many) else {
            return self.titled(head, kind).or_else(|| self.pointing(head, kind));
        };
        let kind = self.part_of_article(&mut segment, next);
        let mut reference = Reference {
            start: self.token(head)?.start,
            end: 0,
            targets: Box::default(),
            anchor: Anchor::None,
            taken: 0,
            relative: None,
            pending: segment.pending,
            instrument: None,
            title: None,
        };
        // Chinese says first what a provision is of: 《公约》附件七.
        if self.is_han(head) {
            han::anchor(self.tokens, head, &mut reference);
        }
        let mut items = segment.items;
        let mut outermost = segment.kind;
        let mut innermost = segment.kind;
        loop {
            let at = self.past_breaks(next);
            if let Some((inner, after)) = self.inner(at, innermost) {
                // The inner part belongs to the last of a list: `articles 5 to 7 and 9, paragraph 2`.
                reference.pending |= inner.pending;
                innermost = inner.kind;
                let last = items.pop()?;
                items.extend(inner.items.into_iter().map(|item| joined(&last, item)));
                // Here and below, since each part would multiply the ones before it.
                items.truncate(MOST_TARGETS);
                next = after;
                if many
                    && items.len() < MOST_TARGETS
                    && let Some((item, after)) = self.resumed(next, kind)
                {
                    items.push(item);
                    innermost = kind;
                    next = after;
                }
            } else if let Some((outer, after)) = self.outer(at, head, outermost) {
                reference.pending |= outer.pending;
                outermost = outer.kind;
                let inside = std::mem::take(&mut items);
                for outer in &outer.items {
                    items.extend(inside.iter().map(|item| joined(outer, item.clone())));
                }
                items.truncate(MOST_TARGETS);
                next = after;
            } else {
                break;
            }
        }
        if let Some((title, after)) = self.titled_outer(next, outermost) {
            reference.title = Some(title);
            next = after;
        } else if !self.is_han(head) {
            next = self.anchored(next, outermost, &mut reference);
            if reference.anchor == Anchor::None {
                next = self.anchored_further_on(next, outermost, &mut reference);
            }
        }
        if reference.anchor == Anchor::None && self.is_named_before(head) {
            reference.anchor = Anchor::Other;
        }
        reference.end = self.token(next - 1)?.end;
        reference.targets =
            items.into_iter().map(|item| Target { steps: item.steps.into_boxed_slice(), to: item.to }).collect();
        Some((reference, next))
    }

    /// `articles 3, paragraph 1, and 4, paragraph 2`: the list of the first head goes on behind a narrower part.
    fn resumed(self, next: usize, kind: Kind) -> Option<(Item, usize)> {
        let mut at = self.past_breaks(next);
        let comma = self.is(at, ',') || self.is(at, '،');
        at = self.past_breaks(at + usize::from(comma));
        let joined = matches!(self.word(at), Some(Word::And | Word::Or));
        at = self.past_breaks(at + usize::from(joined));
        if !comma && !joined || self.token(at)?.number().is_none() {
            return None;
        }
        let (item, after) = self.numbered(at, kind)?;
        let is_inner = self.inner(self.past_breaks(after), kind).is_some();
        is_inner.then_some((item, after))
    }

    /// `части 1 статьи 4`: what a language calls part is an article's paragraph where an article follows at once.
    fn part_of_article(self, segment: &mut Segment, next: usize) -> Kind {
        let is_articles = matches!(self.word(next), Some(Word::Head { kind: Kind::Article, .. }));
        let is_counted =
            segment.items.iter().all(|item| item.steps.len() == 1 && item.steps[0].label.form == Form::Digits);
        if segment.kind == Kind::Part && is_articles && is_counted {
            segment.kind = Kind::Paragraph;
            segment.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Paragraph);
        }
        segment.kind
    }

    /// `this article`, `the preceding paragraph`: a head without a number.
    fn pointing(self, head: usize, kind: Kind) -> Option<(Reference, usize)> {
        let before = head.checked_sub(1);
        let (start, next, shift) = match (before.and_then(|it| self.word(it)), self.word(head + 1)) {
            (Some(Word::This), _) => (before?, head + 1, 0),
            (Some(Word::Preceding), _) => (before?, head + 1, -1),
            (Some(Word::Following), _) => (before?, head + 1, 1),
            (_, Some(Word::Preceding)) => (head, head + 2, -1),
            (_, Some(Word::Following)) => (head, head + 2, 1),
            _ => return None,
        };
        if matches!(kind, Kind::Preamble | Kind::Option | Kind::Item | Kind::Title) {
            return None;
        }
        // `les Parties suivant la procédure` are States; `настоящей части` has the plural's form and is none.
        if shift != 0 && kind == Kind::Part && matches!(self.word(head), Some(Word::Head { many: true, .. })) {
            return None;
        }
        let reference = Reference {
            start: self.token(start)?.start,
            end: self.token(next - 1)?.end,
            targets: Box::default(),
            anchor: if shift == 0 { Anchor::This(kind) } else { Anchor::Near },
            taken: 0,
            relative: Some((kind, shift)),
            pending: false,
            instrument: None,
            title: None,
        };
        Some((reference, next))
    }

    /// `, paragraph 2 (a)` behind an article.
    fn inner(self, at: usize, innermost: Kind) -> Option<(Segment, usize)> {
        let mut at = at;
        if self.is(at, ',') || self.is(at, '،') {
            at = self.past_breaks(at + 1);
        }
        // 附件一第二条
        let mut next = at;
        if let Some(targets) = han::targets(self.text, self.tokens, &mut next) {
            let kind = targets[0].steps[0].kind;
            let items = targets.into_iter().map(|it| Item { steps: it.steps.into_vec(), to: it.to }).collect();
            return (width(kind) > width(innermost)).then_some((Segment { kind, items, pending: false }, next));
        }
        let Some(Word::Head { kind, many }) = self.word(at) else {
            return None;
        };
        let narrower = width(kind) > width(innermost) && kind != Kind::Preamble;
        if !narrower {
            return None;
        }
        let (mut segment, next) = self.segment(at, kind, many)?;
        // `art. 5 al. 2`: the second paragraph of an article, by whatever word.
        let is_counted = segment.items.iter().all(|it| it.steps.len() == 1 && it.steps[0].label.form == Form::Digits);
        if innermost == Kind::Article && kind == Kind::Subparagraph && is_counted {
            segment.kind = Kind::Paragraph;
            segment.items.iter_mut().for_each(|item| item.steps[0].kind = Kind::Paragraph);
        }
        Some((segment, next))
    }

    /// `of article 7`, `статьи 7`, `de l’article 7` behind a paragraph.
    fn outer(self, at: usize, head: usize, outermost: Kind) -> Option<(Segment, usize)> {
        let mut at = at;
        let comma = self.is(at, ',');
        if comma {
            at = self.past_breaks(at + 1);
        }
        let mut said = false;
        while matches!(self.word(at), Some(Word::Of | Word::The | Word::That | Word::Its))
            || (said && matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Mark('’' | '\''))))
        {
            said = true;
            at = self.past_breaks(at + 1);
        }
        let Some(Word::Head { kind, many }) = self.word(at) else {
            return None;
        };
        // الباب 2 من الجزء 15: two words for a part, of which one is in the other.
        let is_within = said && !comma && kind.is_division() && width(kind) == width(outermost);
        let is_another_word = is_within && folded(self.written(head)) != folded(self.written(at));
        if width(kind) > width(outermost) || (width(kind) == width(outermost) && !is_another_word) || (comma && !said) {
            return None;
        }
        self.segment(at, kind, many)
    }
}

/// How many provisions one reference may name: past that it is no reference but an attack.
const MOST_TARGETS: usize = 64;

fn joined(outer: &Item, inner: Item) -> Item {
    let mut steps = outer.steps.clone();
    // An empty item is a placeholder's: it adds no step.
    steps.extend(inner.steps);
    Item { steps, to: inner.to }
}

#[cfg(test)]
mod tests;
