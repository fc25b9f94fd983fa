//! The label that a line or a block begins with: `### [Article 10 bis.`, `4 alt 2.`, `(a)`, `1 -`. Looks through
//! markup and opening brackets; refuses what only continues a sentence that was broken across lines.

use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label, Prefix, Suffix, of_letters};
use crate::lexicon::Word;
use crate::notation::{End, end};
use crate::suffix::misspelt;
use crate::token::{Token, TokenKind, is_han};

/// How a list label is set off: siblings share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclosure {
    /// A heading's number: nothing around it.
    Bare,
    /// `1.`
    Dot,
    /// `(1)`
    Parentheses,
    /// `一、`
    Comma,
    /// `1)`
    Parenthesis,
    /// `1 -`
    Dash,
    /// `'1'`
    Quotes,
}

/// What an amendment does to the provision that it names, as the ITU marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amendment {
    /// `ADD`: a new one.
    Add,
    /// `MOD`: a changed one.
    Mod,
    /// `SUP`: one deleted.
    Sup,
    /// `NOC`: no change.
    Noc,
}

impl Amendment {
    /// The mark as it is written.
    pub fn word(self) -> &'static str {
        match self {
            Amendment::Add => "ADD",
            Amendment::Mod => "MOD",
            Amendment::Sup => "SUP",
            Amendment::Noc => "NOC",
        }
    }

    fn of(written: &str) -> Option<Amendment> {
        [Amendment::Add, Amendment::Mod, Amendment::Sup, Amendment::Noc].into_iter().find(|it| it.word() == written)
    }
}

/// A label found, with byte offsets into the text that was cut into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// What it heads; `None` for a list label, whose kind depends on where it stands.
    pub kind: Option<Kind>,
    /// The label; `None` for a heading without a number.
    pub label: Option<Label>,
    /// How it is set off.
    pub enclosure: Enclosure,
    /// Where it begins, behind markup and brackets.
    pub start: u32,
    /// Where its number ends.
    pub end: u32,
    /// The first token behind it, its full stop or colon included.
    pub next: usize,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// How many brackets open before it.
    pub openers: u8,
    /// Whether a quotation opens before it: the text of another instrument, or of an amendment.
    pub quoted: bool,
    /// Whether it may as well be the first words of a sentence: 第七十条不排除…. Its number will tell.
    pub doubtful: bool,
    /// What an amendment does to it: `MOD 468`.
    pub amendment: Option<Amendment>,
}

/// What is known of the place where a line begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Whether a blank line or the start of the text is before it.
    pub fresh: bool,
    /// Whether what is before it ends a clause, so that no sentence runs on into the line.
    pub ended: bool,
}

/// Words that may stand behind a heading's number only when it is no heading: `Article 5 of the Convention`.
fn continues(word: Option<Word>) -> bool {
    matches!(
        word,
        Some(
            Word::And
                | Word::Or
                | Word::To
                | Word::Of
                | Word::This
                | Word::Above
                | Word::Below
                | Word::Thereof
                | Word::Unit
                | Word::Head { .. }
        )
    )
}

/// The label at the beginning of `tokens`, which are those of `text`.
pub fn leading(text: &str, tokens: &[Token], place: Place) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    if let Some(found) = cursor.amended(place) {
        return Some(found);
    }
    let opening = cursor.opening();
    let place = Place { fresh: place.fresh || opening.level > 0, ..place };
    let found = cursor
        .heading(opening.next, place, opening.level)
        .or_else(|| cursor.list_label(opening.next, place, opening.openers > 0))
        .or_else(|| cursor.bare_heading(opening.next, opening.level));
    found.map(|found| Leading { level: opening.level, openers: opening.openers, quoted: opening.quoted, ..found })
}

/// The list label that stands right behind another: `(a)` in `1. (a) text`.
pub fn following(text: &str, tokens: &[Token], next: usize) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    let opening = cursor.opening_from(next);
    let found = cursor.list_label(opening.next, Place { fresh: true, ended: true }, opening.openers > 0)?;
    // `(a) a.`: a letter before a stop is a word here; `4. a)` has a list's letter.
    let is_sure = matches!(found.enclosure, Enclosure::Parentheses | Enclosure::Parenthesis)
        || found.label.is_some_and(|label| label.form == Form::Digits);
    if !is_sure {
        return None;
    }
    Some(Leading { openers: opening.openers, ..found })
}

/// Whether the label in front of a token is the end of a reference that was broken before it: `a) i) del presente
/// artículo`. The tokens are to be those of the text's own language.
pub(crate) fn is_end_of_reference(text: &str, tokens: &[Token], next: usize) -> bool {
    Cursor { text, tokens }.is_cited(next)
}

/// A number in words from a token on, and the token behind it: `twelfth`, `الحادية عشرة`, `двадцать первая`. "And" may
/// be glued before it.
pub(crate) fn ordinal(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (Word::Ordinal(value) | Word::AndOrdinal(value)) = word(at)? else { return None };
    let behind = match word(at + 1) {
        // الحادية عشرة: a unit and ten.
        Some(Word::Ordinal(10)) if value < 10 => Some(10),
        // الحادية والعشرون: a unit and tens.
        Some(Word::AndOrdinal(tens)) if value < 10 && tens >= 20 => Some(tens),
        // двадцать первая, vigésimo primero: tens and a unit.
        Some(Word::Ordinal(unit)) if value >= 10 && value % 10 == 0 && unit < 10 => Some(unit),
        _ => None,
    };
    Some(behind.map_or((value, at + 1), |more| (value + more, at + 2)))
}

/// The option that begins right behind a list label: `2. **Option 1:** text`.
pub fn following_option(text: &str, tokens: &[Token], next: usize) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    let opening = cursor.opening_from(next);
    let found = cursor.heading(opening.next, Place { fresh: true, ended: true }, 0)?;
    let is_set_off = tokens.get(found.next.saturating_sub(1)).is_some_and(|it| it.is(':') || it.is('*'))
        || tokens.get(found.next).is_none_or(|it| it.kind == TokenKind::Newline);
    (found.kind == Some(Kind::Option) && is_set_off).then_some(Leading { openers: opening.openers, ..found })
}

/// Another number that competes with a label for the same provision, with byte offsets: the `3` of `[4][3]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The label.
    pub label: Label,
    /// Where it begins, behind its bracket.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// The numbers that compete with a label, and the token behind the last: `[4][3]`, and the old number that some forums
/// keep behind the new one, `15. [17] Title`, `3[2]`.
pub fn rivals(text: &str, tokens: &[Token], leading: &Leading) -> (Vec<Rival>, usize) {
    const MOST: usize = 8;
    let cursor = Cursor { text, tokens };
    let mut found = Vec::new();
    let mut behind = leading.next;
    let mut at = tokens.partition_point(|token| token.start < leading.end);
    // `{--4.--} {++5.++}`: past the end of what is deleted.
    let deleted =
        (leading.next..leading.next + 3).all(|it| cursor.is(it, if it < leading.next + 2 { '-' } else { '}' }));
    if deleted && cursor.in_bracket(leading.next + 3).is_some() {
        at = leading.next + 3;
    }
    while found.len() < MOST {
        if let Some((label, next)) = cursor.in_bracket(at) {
            let is_behind = at >= leading.next;
            if is_behind && !deleted && !cursor.keeps_old_number(at, next, leading) {
                break;
            }
            let number = (at + 1..next).find(|it| !cursor.is(*it, '+')).unwrap_or(at + 1);
            let (first, last) = (tokens[number].start, tokens[next - 2].end);
            found.push(Rival { label, start: first, end: last });
            behind = behind.max(next);
            at = next;
        } else if at < leading.next {
            at += 1;
        } else {
            break;
        }
    }
    (found, behind)
}

/// Where a number with its suffixes ends and what it says: `10 bis`, `IV`, `8.4`, `premier`, from token `at` on.
pub fn number(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.number(at)
}

struct Opening {
    next: usize,
    level: u8,
    openers: u8,
    quoted: bool,
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Cursor<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    /// Whether the bracketed number behind a label is its old one: a title or a sentence begins behind it, or it is
    /// glued to the number of a heading.
    fn keeps_old_number(self, at: usize, next: usize, leading: &Leading) -> bool {
        if leading.kind.is_some() {
            return self.is_glued(at);
        }
        let is_capital = self.written(next).chars().next().is_some_and(char::is_uppercase);
        let is_sentence = is_capital && self.word(next) != Some(Word::Unit) || self.ends(next);
        is_sentence && matches!(self.token(at + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
    }

    fn is_glued(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    /// Whether a line ends at this token.
    fn ends(self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.kind == TokenKind::Newline)
    }

    /// `MOD 468`, `ADD CV 468A`, `(MOD) Article 12`, `ACP/12/1 – SUP 470`: a provision of a text that is amended.
    fn amended(self, place: Place) -> Option<Leading> {
        let mut at = 0;
        // The symbol of the proposal.
        if self.is(1, '/') && self.is_glued(1) {
            at = (1..12).find(|at| self.token(*at).is_some_and(|token| token.spaced))?;
            at += usize::from(self.is(at, '–') || self.is(at, '-') || self.is(at, '—'));
        }
        let in_parentheses = self.is(at, '(') && self.is(at + 2, ')');
        let amendment = Amendment::of(self.written(at + usize::from(in_parentheses)))?;
        let next = at + if in_parentheses { 3 } else { 1 };
        if !self.token(next)?.spaced {
            return None;
        }
        let place = Place { fresh: true, ..place };
        if let Some(found) = self.heading(next, place, 0) {
            return Some(Leading { amendment: Some(amendment), ..found });
        }
        // `CV`, `CS`: of the convention, of the constitution.
        let is_code = self.written(next).len() <= 3 && self.written(next).bytes().all(|it| it.is_ascii_uppercase());
        let number = next + usize::from(is_code && !self.written(next).is_empty());
        self.token(number)?.number()?;
        let (label, behind) = self.number(number)?;
        Some(Leading {
            kind: None,
            label: Some(label),
            enclosure: Enclosure::Bare,
            start: self.token(number)?.start,
            end: self.token(behind - 1)?.end,
            next: behind,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment: Some(amendment),
        })
    }

    fn opening(self) -> Opening {
        self.opening_from(0)
    }

    /// Passes over Markdown marks, quotation marks and opening brackets.
    fn opening_from(self, from: usize) -> Opening {
        let mut opening = Opening { next: from, level: 0, openers: 0, quoted: false };
        while let Some(token) = self.token(opening.next) {
            let TokenKind::Mark(mark) = token.kind else { break };
            match mark {
                '#' => opening.level = opening.level.saturating_add(1),
                '“' | '"' | '«' | '„' => opening.quoted = true,
                '*' | '_' | '>' | '\\' | '~' | '+' | '•' | '=' => {}
                // `{--4.--}`: in CriticMarkup.
                '-' if opening.next > 0 && self.is_glued(opening.next) && self.in_critic_markup(opening.next) => {}
                // A paragraph's number that a page's extraction put before the heading above it: `-1 المادة 14`.
                '-' if self.token(opening.next + 1).is_some_and(|it| it.number().is_some())
                    && matches!(self.token(opening.next + 2).and_then(Token::word), Some(Word::Head { .. })) =>
                {
                    opening.next += 1;
                }
                '-' if self
                    .token(opening.next + 1)
                    .is_some_and(|next| next.spaced && !matches!(next.kind, TokenKind::Number(_))) => {}
                _ => match end(mark) {
                    // `[ ]` and `[...]` hold no label.
                    Some(End::Open(_)) => opening.openers = opening.openers.saturating_add(1),
                    _ => break,
                },
            }
            opening.next += 1;
        }
        opening
    }

    /// Whether a dash is one of the two behind a brace: `{--`.
    fn in_critic_markup(self, at: usize) -> bool {
        self.is(at - 1, '{') || (at > 1 && self.is(at - 1, '-') && self.is(at - 2, '{'))
    }

    fn heading(self, at: usize, place: Place, level: u8) -> Option<Leading> {
        if let Some(found) = self.han_heading(at, place) {
            return Some(found);
        }
        let Some(Word::Head { kind, many }) = self.token(at)?.word() else {
            return None;
        };
        let written = self.written(at);
        if matches!(kind, Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Footnote) {
            return None;
        }
        let has_case = written.chars().any(char::is_lowercase) || written.chars().any(char::is_uppercase);
        let is_capital = written.chars().next().is_some_and(char::is_uppercase);
        if has_case && !is_capital && level == 0 {
            return None;
        }
        let start = self.token(at)?.start;
        let found = |label, end, next| Leading {
            kind: Some(kind),
            label,
            enclosure: Enclosure::Bare,
            start,
            end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment: None,
        };
        // `Art. 5. Scope`
        let abbreviated = kind == Kind::Article && self.is(at + 1, '.') && self.is_glued(at + 1);
        let number_at = at + 1 + usize::from(abbreviated);
        let numbered = self.heading_number(number_at).filter(|_| kind != Kind::Preamble);
        let Some((label, next)) = numbered else {
            // A number behind it is a footnote's: `Preamble5`.
            let is_noted =
                kind == Kind::Preamble && self.token(at + 1).is_some_and(|it| it.number().is_some() && !it.spaced);
            let behind = at + 1 + usize::from(is_noted);
            let stands_alone = self.ends(behind) || self.only_marks_follow(behind);
            let is_whole = matches!(kind, Kind::Preamble | Kind::Annex)
                && !many
                && (stands_alone && (place.fresh || has_case)
                    || level > 0
                    || (kind == Kind::Preamble && has_case && written.chars().all(char::is_uppercase)));
            return is_whole.then(|| found(None, self.token(at).map_or(start, |it| it.end), at + 1));
        };
        if many {
            return None;
        }
        let end = self.token(next - 1)?.end;
        let in_words = matches!(self.token(number_at)?.kind, TokenKind::Word(None | Some(Word::Ordinal(_))));
        let label = if in_words { label.spelt_out_of(kind) } else { label };
        // 附件一区域的标准: a title or the rest of a sentence.
        if kind == Kind::Annex && place.fresh && level == 0 && !has_case && self.is_glued_word(next) {
            let may_head = han::may_head(self.text, self.tokens, next);
            return may_head.then(|| Leading { doubtful: true, ..found(Some(label), end, next) });
        }
        let after = self.behind_heading(next, place, level, has_case)?;
        Some(found(Some(label), end, after))
    }

    /// Whether a Chinese word stands at a token with nothing before it.
    fn is_glued_word(self, at: usize) -> bool {
        let is_word = self.token(at).is_some_and(|it| matches!(it.kind, TokenKind::Word(_)) && !it.spaced);
        is_word && self.written(at).chars().next().is_some_and(is_han)
    }

    /// 第四十七条 退出: a counted heading. Doubtful with a word glued to it, which is a title or the rest of a sentence.
    fn han_heading(self, at: usize, place: Place) -> Option<Leading> {
        let (step, next) = han::counted(self.text, self.tokens, at)?;
        let is_heading = matches!(step.kind, Kind::Article | Kind::Part | Kind::Chapter | Kind::Section);
        let is_free = place.fresh || place.ended || self.ends(next);
        if !is_heading || !is_free || !han::may_head(self.text, self.tokens, next) {
            return None;
        }
        Some(Leading {
            kind: Some(step.kind),
            label: Some(step.label),
            enclosure: Enclosure::Bare,
            start: self.token(at)?.start,
            end: self.token(next - 1)?.end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: step.kind == Kind::Article && self.is_glued_word(next),
            amendment: None,
        })
    }

    /// A heading's number, with the bracket it may stand in: `Article [X]`.
    fn heading_number(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '[') {
            if matches!(self.written(at + 1), "X" | "Y" | "Z" | "N") && self.is(at + 2, ']') {
                return Some((Label::placeholder(), at + 3));
            }
            if let Some((label, next)) = self.number(at + 1)
                && self.is(next, ']')
            {
                return Some((label, next + 1));
            }
            let is_short = |range: std::ops::Range<usize>| {
                self.tokens.get(range).is_some_and(|it| it.iter().all(|token| token.kind != TokenKind::Newline))
            };
            return (at + 1..at + 4)
                .find(|close| self.is(*close, ']') && is_short(at..*close))
                .map(|close| (Label::placeholder(), close + 1));
        }
        if self.is(at, '(')
            && let Some(label) = of_letters(self.written(at + 1))
            && self.is(at + 2, ')')
        {
            return Some((label, at + 3));
        }
        self.number(at)
    }

    /// The token behind a heading's number and its full stop, if what follows lets it be a heading.
    fn behind_heading(self, mut next: usize, place: Place, level: u8, has_case: bool) -> Option<usize> {
        let mut spaced = false;
        while let Some(token) = self.token(next) {
            spaced |= token.spaced;
            if !matches!(token.kind, TokenKind::Mark('*' | '_' | ']' | '"' | '”' | '»')) {
                break;
            }
            next += 1;
        }
        if self.ends(next) {
            return Some(next);
        }
        let token = self.token(next)?;
        match token.kind {
            TokenKind::Mark('.' | ':' | '：' | '—' | '–' | '-' | '．') => Some(next + 1),
            TokenKind::Mark('(') if !spaced => None,
            TokenKind::Mark('(' | '（') => {
                (level > 0 || self.closes_line(next, ')') || self.closes_line(next, '）')).then_some(next)
            }
            TokenKind::Mark('[' | '{') => Some(next),
            TokenKind::Mark('“' | '«') => place.fresh.then_some(next),
            TokenKind::Word(word) => {
                // `Article 5 Part payments`: the word of a title, where no number is behind it.
                let is_title_word = matches!(word, Some(Word::Head { .. }))
                    && self.written(next).chars().next().is_some_and(char::is_uppercase)
                    && self.number(next + 1).is_none();
                if level == 0 && (continues(word) && !is_title_word || !spaced) {
                    return None;
                }
                let is_capital = self.written(next).chars().next().is_some_and(char::is_uppercase);
                let is_title =
                    level > 0 || if has_case { is_capital && (place.fresh || place.ended) } else { place.fresh };
                is_title.then_some(next)
            }
            // A footnote's mark set behind the number.
            TokenKind::Mark('¹' | '²' | '³') => Some(next),
            _ => None,
        }
    }

    /// Whether the line ends right behind the mark that is looked for: `Article 5 (Scope)`.
    fn closes_line(self, from: usize, mark: char) -> bool {
        let line_end = (from..self.tokens.len()).find(|at| self.ends(*at)).unwrap_or(self.tokens.len());
        (from..line_end).next_back().is_some_and(|last| {
            (0..3).any(|back| last.checked_sub(back).is_some_and(|at| at > from && self.is(at, mark)))
        })
    }

    fn only_marks_follow(self, from: usize) -> bool {
        (from..self.tokens.len())
            .take_while(|at| !self.ends(*at))
            .all(|at| matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Mark(_))))
    }

    fn bare_heading(self, at: usize, level: u8) -> Option<Leading> {
        if level == 0 || self.ends(at) {
            return None;
        }
        let start = self.token(at)?.start;
        Some(Leading {
            kind: Some(Kind::Section),
            label: None,
            enclosure: Enclosure::Bare,
            start,
            end: start,
            next: at,
            level,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment: None,
        })
    }

    fn list_label(self, at: usize, place: Place, bracketed: bool) -> Option<Leading> {
        let token = self.token(at)?;
        let start = token.start;
        let found = |label: Label, enclosure, end: u32, next| Leading {
            kind: None,
            label: Some(label),
            enclosure,
            start,
            end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment: None,
        };
        match token.kind {
            TokenKind::Mark('(' | '（') => {
                let letter = han::list_letter(self.text, self.tokens, at + 1);
                let (label, close) = letter.or_else(|| self.list_number(at + 1, place))?;
                if !(self.is(close, ')') || self.is(close, '）')) || self.goes_on(close + 1, place) {
                    return None;
                }
                Some(found(label, Enclosure::Parentheses, self.token(close)?.end, close + 1))
            }
            TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”') => {
                let label = Label::new(Form::LowerRoman, self.token(at + 1)?.number()?);
                let closes = matches!(self.token(at + 2)?.kind, TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'));
                (closes && label.number() < 100)
                    .then(|| found(label, Enclosure::Quotes, self.token(at + 2).map_or(start, |it| it.end), at + 3))
            }
            // `§ 1er. Text`: the sign sets the number off, with a stop or without.
            TokenKind::Word(_) if self.written(at) == "§" => {
                let (label, next) = self.number(at + 1).filter(|(label, _)| label.form == Form::Digits)?;
                let behind = next + usize::from(self.is(next, '.'));
                let end = self.token(next - 1)?.end;
                (!self.goes_on(behind, place)).then(|| found(label, Enclosure::Dot, end, behind))
            }
            TokenKind::Number(_) | TokenKind::Word(_) => {
                let (label, next) = self.list_number(at, place)?;
                let is_letter = !matches!(label.form, Form::Digits);
                if let Some(behind) = self.shared(next).filter(|_| !is_letter && (place.fresh || place.ended)) {
                    return Some(found(label, Enclosure::Dot, self.token(next - 1)?.end, behind));
                }
                let delimiter = self.token(next)?;
                let end = self.token(next - 1)?.end;
                let enclosure = match delimiter.kind {
                    TokenKind::Mark('.' | '．') if !delimiter.spaced => Enclosure::Dot,
                    TokenKind::Mark('、') if !delimiter.spaced => Enclosure::Comma,
                    TokenKind::Mark(')' | '）') if !delimiter.spaced => Enclosure::Parenthesis,
                    TokenKind::Mark('-' | '–' | '—') if !is_letter && !place_is_range(self, next) => {
                        Enclosure::Dash
                    }
                    TokenKind::Mark(']') if bracketed => return self.bracketed_label(at, label, next),
                    // `OP1 Decides`, `3bis Each Party`, `4 alt [The`: prefix or suffix is sign enough.
                    TokenKind::Word(_) | TokenKind::Mark('(' | '[') if label.prefix != Prefix::None => {
                        return Some(found(label, Enclosure::Dot, end, next));
                    }
                    TokenKind::Word(_) | TokenKind::Mark('[') if self.is_inserted_here(label, next, place) => {
                        return Some(found(label, Enclosure::Dot, end, next));
                    }
                    _ => return None,
                };
                if enclosure == Enclosure::Dot && is_letter && !(place.fresh || self.ends(next + 1) || bracketed) {
                    return None;
                }
                if enclosure != Enclosure::Dash && self.goes_on(next + 1, place) {
                    return None;
                }
                // `3.5 per cent`, `1.Each`: a number glued behind is no label, a letter is.
                if matches!(self.token(next + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
                    && self.is_glued(next + 1)
                {
                    return None;
                }
                if matches!(label.form, Form::Upper) && self.is_abbreviation(next + 1) {
                    return None;
                }
                Some(found(label, enclosure, end, next + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `5 to 7. Deleted`, `3–4.`: the rest of a label that stands for several numbers, and the token behind it.
    fn shared(self, next: usize) -> Option<usize> {
        let joint = self.token(next)?;
        let joins = matches!(joint.word(), Some(Word::And | Word::To)) || joint.is('–') || joint.is('-');
        let is_number = self.token(next + 1)?.number().is_some();
        let is_whole = self.ends(next + 3) || self.token(next + 3).is_some_and(|it| it.spaced && it.number().is_none());
        (joins && is_number && self.is(next + 2, '.') && self.is_glued(next + 2) && is_whole).then_some(next + 3)
    }

    /// `[4][3] Each Party`, `[b][c.] Review`: a number alone in its bracket is a label where another label or a stop
    /// follows.
    fn bracketed_label(self, at: usize, label: Label, close: usize) -> Option<Leading> {
        let mut next = close + 1;
        let mut others = 0;
        let mut stopped = false;
        loop {
            stopped |= self.is(next, '.');
            if let Some((_, behind)) = self.in_bracket(next) {
                stopped |= self.is(behind - 2, '.');
                others += 1;
                next = behind;
            } else if matches!(self.token(next)?.kind, TokenKind::Mark('.' | ']' | '*')) {
                next += 1;
            } else {
                break;
            }
        }
        let is_amount = self.word(next) == Some(Word::Unit);
        let is_letter = label.form != Form::Digits;
        if !stopped && (others == 0 || is_letter || is_amount) {
            return None;
        }
        Some(Leading {
            kind: None,
            label: Some(label),
            enclosure: Enclosure::Dot,
            start: self.token(at)?.start,
            end: self.token(close - 1)?.end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment: None,
        })
    }

    /// A number or a letter alone in a bracket, `[3]`, `[c.]`, `[1)]`, or marked as added, `{++5.++}`: the label and the
    /// token behind it.
    fn in_bracket(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '{') && self.is(at + 1, '+') && self.is(at + 2, '+') {
            let (label, mut next) = self.number(at + 3)?;
            next += usize::from(self.is(next, '.'));
            return (self.is(next, '+') && self.is(next + 1, '+') && self.is(next + 2, '}'))
                .then_some((label, next + 3));
        }
        if !self.is(at, '[') {
            return None;
        }
        let (label, mut next) = match self.token(at + 1)?.kind {
            TokenKind::Number(value) if value < 1000 => self.number(at + 1)?,
            TokenKind::Word(_) => (of_letters(self.written(at + 1))?, at + 2),
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
        };
        if self.is(next, '.') || self.is(next, ')') {
            next += 1;
        }
        self.is(next, ']').then_some((label, next + 1))
    }

    /// Whether a number with a suffix and no stop begins a paragraph: a new sentence or a bracket is behind it.
    fn is_inserted_here(self, label: Label, next: usize, place: Place) -> bool {
        let is_named = matches!(label.suffixes[0], Suffix::Inserted(_) | Suffix::Alternative(_) | Suffix::Supra);
        let begins = self.is(next, '[') || self.written(next).chars().next().is_some_and(|it| !it.is_lowercase());
        is_named && label.form == Form::Digits && begins && (place.fresh || place.ended)
    }

    /// Whether a sentence goes on behind what looks like a label: `(a) and (b) above`.
    fn goes_on(self, at: usize, place: Place) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Mark(',' | ';' | ')' | '،' | '؛') => true,
            TokenKind::Mark('.') => self.ends(at + 1),
            TokenKind::Word(Some(
                Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below | Word::Thereof,
            )) if !place.ended => self.written(at).chars().next().is_some_and(|it| !it.is_uppercase()),
            _ => false,
        }
    }

    /// Whether another letter and "of this article" follow a letter: `i) del presente artículo`. One letter is not enough:
    /// `(b) in this article` may be an item.
    fn is_cited(self, from: usize) -> bool {
        let mut at = from;
        loop {
            let opener = usize::from(self.is(at, '('));
            if !self.is(at + opener + 1, ')') || of_letters(self.written(at + opener)).is_none() {
                break;
            }
            at += opener + 2;
        }
        let word = |at: usize| self.token(at).and_then(Token::word);
        let is_of = word(at) == Some(Word::Of) && self.written(at).starts_with(char::is_lowercase);
        let this = (at + 1..at + 4).find(|at| word(*at) != Some(Word::The));
        at > from
            && is_of
            && this.is_some_and(|at| word(at) == Some(Word::This) && matches!(word(at + 1), Some(Word::Head { .. })))
    }

    /// `A. B. Smith`, `U. S.`
    fn is_abbreviation(self, at: usize) -> bool {
        self.is_glued(at) || (self.written(at).len() == 1 && self.is(at + 1, '.'))
    }

    fn list_number(self, at: usize, place: Place) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Number(value) if value > 999 => None,
            TokenKind::Number(_) => self.number(at),
            TokenKind::Word(_) => {
                let written = self.written(at);
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                // 一、
                if let Some((value, next)) = han::number(self.text, self.tokens, at)
                    && value < 1000
                {
                    return Some((Label::new(Form::Digits, value), next));
                }
                let label = of_letters(written)?;
                // A lone Arabic or Cyrillic letter may be a word: و, а, и. It is a label in parentheses.
                let is_set_off = self.is(at + 1, ')') || self.token(at + 1).is_some_and(|it| it.word().is_some());
                if !written.is_ascii() && !is_set_off && !place.fresh {
                    return None;
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `QQ.A.2`: an article of a chapter whose number is still to come.
    fn lettered(self, at: usize) -> Option<(Label, usize)> {
        let glued = |at: usize, mark: char| self.is(at, mark) && self.is_glued(at) && self.is_glued(at + 1);
        let (chapter, section) = (self.written(at), self.written(at + 2));
        let is_capital = |it: &str| !it.is_empty() && it.len() <= 3 && it.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_capital(chapter) || !is_capital(section) || !glued(at + 1, '.') || !glued(at + 3, '.') {
            return None;
        }
        let number = self.token(at + 4)?.number()?;
        let value = |letters: &str| letters.bytes().fold(0, |sum, byte| sum * 27 + u32::from(byte - b'A') + 1);
        let mut label = Label::new(Form::Lettered, value(chapter));
        label.numbers = [value(chapter), value(section), number];
        Some(self.suffixed(label, at + 5))
    }

    /// `OP1`, `PP2 bis`, `Pp1`, `OP 3`
    fn prefixed(self, at: usize) -> Option<(Label, usize)> {
        let prefix = match self.written(at) {
            "OP" | "Op" => Prefix::Operative,
            "PP" | "Pp" => Prefix::Preambular,
            _ => return None,
        };
        let mut label = Label::new(Form::Digits, self.token(at + 1)?.number()?);
        // `OP1.c. alt.`: another text for an item of the first paragraph.
        if self.is(at + 2, '.')
            && self.is_glued(at + 3)
            && self.is(at + 4, '.')
            && let Some(letter) = of_letters(self.written(at + 3)).filter(|it| it.form == Form::Lower)
        {
            let (label, next) = self.suffixed(letter, at + 5);
            return (!label.is_plain()).then_some((label, next));
        }
        label.prefix = prefix;
        Some(self.suffixed(label, at + 2))
    }

    fn number(self, at: usize) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Number(value) => {
                let mut label = Label::new(Form::Digits, value);
                let mut next = at + 1;
                let mut depth = 1;
                while depth < 3
                    && self.is(next, '.')
                    && self.is_glued(next)
                    && self.is_glued(next + 1)
                    && let Some(value) = self.token(next + 1).and_then(Token::number)
                    && value > 0
                {
                    label.numbers[depth] = value;
                    depth += 1;
                    next += 2;
                }
                // `1er`, `1º`, `1°`, `1.º`
                let dot = usize::from(self.is(next, '.') && self.is_glued(next));
                if self.is_ending(next + dot) {
                    next += dot + 1;
                }
                Some(self.suffixed(label, next))
            }
            TokenKind::Word(None) if han::number(self.text, self.tokens, at).is_some() => {
                han::number(self.text, self.tokens, at).map(|(value, next)| (Label::new(Form::Digits, value), next))
            }
            TokenKind::Word(Some(Word::Ordinal(_))) => {
                let (value, next) = ordinal(self.tokens, at)?;
                Some(self.suffixed(Label::new(Form::Digits, value), next))
            }
            TokenKind::Word(_) => {
                let written = self.written(at);
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                let is_placeholder = written.len() > 1 && written.bytes().all(|byte| byte == b'X')
                    || matches!(written, "XY" | "YY" | "NN");
                if is_placeholder {
                    return Some((Label::placeholder(), at + 1));
                }
                if let Some(found) = self.lettered(at) {
                    return Some(found);
                }
                let mut label = of_letters(written).filter(|it| matches!(it.form, Form::UpperRoman | Form::Upper))?;
                // `Article I-3`: of the first part.
                if label.form == Form::UpperRoman
                    && self.is(at + 1, '-')
                    && self.is_glued(at + 1)
                    && self.is_glued(at + 2)
                    && let Some(number) = self.token(at + 2).and_then(Token::number)
                {
                    label.numbers[1] = number;
                    return Some(self.suffixed(label, at + 3));
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// Whether what makes an ordinal of the number before it stands here, glued to it.
    fn is_ending(self, at: usize) -> bool {
        self.is_glued(at) && (self.is(at, '°') || self.token(at).and_then(Token::word) == Some(Word::Ending))
    }

    /// The label with the suffixes that stand behind it, and the first token behind those.
    fn suffixed(self, mut label: Label, mut next: usize) -> (Label, usize) {
        while let Some(token) = self.token(next) {
            match token.word() {
                Some(Word::Inserted(place)) => label = label.with(Suffix::Inserted(place)),
                Some(Word::Repeated) => match self.token(next + 1).and_then(Token::word) {
                    Some(Word::Inserted(place)) => {
                        label = label.with(Suffix::Inserted(place.saturating_add(1)));
                        next += 1;
                    }
                    _ => label = label.with(Suffix::Inserted(2)),
                },
                Some(Word::Supra) => label = label.with(Suffix::Supra),
                Some(Word::Alternative) => {
                    let number = self.token(next + 1).and_then(Token::number).filter(|number| *number < 100);
                    label = label.with(Suffix::Alternative(number.map_or(1, |number| number as u8)));
                    next += usize::from(number.is_some());
                }
                // `11 *bis*`: the adverb is a foreign word, and set in italics.
                _ if token.is('*') || token.is('_') => {
                    let Some(Word::Inserted(place)) = self.token(next + 1).and_then(Token::word) else {
                        return (label, next);
                    };
                    label = label.with(Suffix::Inserted(place));
                    next += 1 + usize::from(self.token(next + 2).is_some_and(|it| it.kind == token.kind));
                }
                _ if token.is('-')
                    && !token.spaced
                    && self.is_glued(next + 1)
                    && matches!(self.token(next + 1).and_then(Token::word), Some(Word::Inserted(_))) => {}
                // `8 sextiens`
                _ if label.is_plain()
                    && token.kind == TokenKind::Word(None)
                    && misspelt(self.written(next)).is_some() =>
                {
                    let place = misspelt(self.written(next)).map_or(0, |it| it.0);
                    return (label.with(Suffix::Inserted(place)), next + 1);
                }
                _ if !token.spaced && label.form == Form::Digits && label.is_plain() => {
                    let letter = of_letters(self.written(next)).filter(|it| {
                        self.written(next).is_ascii() && it.number() <= 26 && self.written(next).len() == 1
                    });
                    match letter {
                        // `5b`, but not the `e)` of `5e)`: a letter with a parenthesis is a list's.
                        Some(letter) if !self.is(next + 1, ')') => {
                            let place = letter_place(self.written(next), letter);
                            let is_capital = self.written(next).starts_with(|it: char| it.is_ascii_uppercase());
                            label = label.with(if is_capital { Suffix::Capital(place) } else { Suffix::Letter(place) })
                        }
                        _ => return (label, next),
                    }
                }
                _ => return (label, next),
            }
            next += 1;
        }
        (label, next)
    }
}

/// The place of a letter in the alphabet, even of one that reads as a roman numeral.
fn letter_place(written: &str, letter: Label) -> u8 {
    written.bytes().next().map_or(letter.number() as u8, |byte| byte.to_ascii_lowercase().saturating_sub(b'a') + 1)
}

/// `1 - 3`, `5-10`: a dash between numbers.
fn place_is_range(cursor: Cursor<'_>, dash: usize) -> bool {
    matches!(cursor.token(dash + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
        || (cursor.is_glued(dash) && cursor.is_glued(dash + 1) && !cursor.ends(dash + 1))
}

#[cfg(test)]
mod tests;
