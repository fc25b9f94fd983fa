//! Headings: a provision noun and its number at the beginning of a line, followed by words that let it be a heading.

use super::sentence::continues_sentence;
use super::{Cursor, Enclosure, LeadingLabel, LineContext, Opening, ordinal};
use crate::counted::heading_doubt;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::lexicon::{Word, new_mark};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::TokenKind;

pub(super) fn slight_if(is_doubtful: bool) -> Doubt {
    if is_doubtful { Doubt::Slight } else { Doubt::None }
}

/// The noun of a heading.
#[derive(Clone, Copy)]
struct Noun {
    at: usize,
    kind: Kind,
    plural: bool,
    /// Whether its script distinguishes case.
    has_case: bool,
    /// Whether it heads an option and is a common word elsewhere: `Proposal 1`.
    is_common: bool,
}

impl<'a> Cursor<'a> {
    /// `Article 5. Scope`, `PREAMBLE`, 第四十七条 退出
    pub(super) fn heading(self, at: usize, context: LineContext, level: u8) -> Option<LeadingLabel> {
        if let Some(found) = self.counted_heading(at, context) {
            return Some(found);
        }
        if let Some(found) = self.ordinal_heading(at, context) {
            return Some(found);
        }
        if let Some(found) = self.lettered_division(at, context).or_else(|| self.version_heading(at, context)) {
            return Some(found);
        }
        let noun = self.heading_noun(at, level > 0)?;
        self.heading_of_noun(noun, context, level)
    }

    /// `DEUXIÈME PARTIE`, `Segunda parte`, `FIFTH ARTICLE`: a heading whose number in words stands before its noun, alone on
    /// its line or with a stop after it.
    fn ordinal_heading(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let is_free = (context.starts_paragraph || context.after_clause) && self.starts_with_capital(at);
        let (value, noun) = ordinal(self.tokens, at).filter(|_| is_free)?;
        let Some(Word::Provision { kind, plural: false }) = self.word(noun) else { return None };
        let is_set_off =
            [':', '.', '—', '–', '-'].iter().any(|mark| self.is(noun + 1, *mark)) && !self.ends_line(noun + 2);
        let ends = self.ends_line(noun + 1) || self.only_marks_follow(noun + 1);
        // `First article` in small letters may be a sentence.
        let may_head = matches!(kind, Kind::Part | Kind::Title | Kind::Chapter | Kind::Section)
            || kind == Kind::Article && self.is_in_capitals(at);
        if !may_head || !(ends || is_set_off) {
            return None;
        }
        let label = Label::new(NumberForm::Digits, value).spelt_out_for(kind);
        let range = self.token(at)?.start..self.token(noun)?.end;
        let next = noun + 1 + usize::from(is_set_off);
        Some(LeadingLabel::new(Some(kind), Some(label), Enclosure::Bare, range, next))
    }

    /// `(المادة الأولى)`: a heading in parentheses, alone on its line, in a script without case. In others it names the
    /// article to which an annex belongs.
    pub(super) fn parenthesised_heading(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let is_sign = |at: usize, signs: [char; 4]| signs.iter().any(|sign| self.is(at, *sign));
        let is_free = context.starts_paragraph || context.after_clause;
        let opens = is_free && is_sign(at, ['(', '（', '\u{FD3E}', '\u{FD3F}']);
        let noun = self.heading_noun(at + 1, false).filter(|noun| opens && !noun.has_case && !noun.plural)?;
        let number_at = self.after_number_sign(noun.at + 1);
        let number = self.heading_number(number_at).or_else(|| self.number_in_words(number_at));
        let (label, close) = number.filter(|_| noun.kind.is_article())?;
        let closes = is_sign(close, [')', '）', '\u{FD3E}', '\u{FD3F}']);
        let colon = usize::from(self.is(close + 1, ':'));
        if !closes || !self.ends_line(close + 1 + colon) {
            return None;
        }
        let range = self.token(noun.at)?.start..self.token(close - 1)?.end;
        let found = LeadingLabel::new(Some(noun.kind), Some(label), Enclosure::Bare, range, close + 1 + colon);
        Some(LeadingLabel { doubt: Doubt::Slight, ..found })
    }

    /// `[New] Article 13A`, `Proposed new article 12 bis`, 新增第十三条: a heading after the mark of a proposed provision.
    pub(super) fn proposed_heading(self, opening: &Opening, context: LineContext) -> Option<LeadingLabel> {
        const MAX_MARK_TOKENS: usize = 8;
        let at = opening.next + usize::from(self.is(opening.next, '('));
        let start = self.token(at).filter(|token| matches!(token.kind, TokenKind::Word(_)))?.range().start;
        let is_head = |at: usize| matches!(self.word(at), Some(Word::Provision { .. }));
        if !(at + 1..at + 1 + MAX_MARK_TOKENS).any(is_head) {
            return None;
        }
        let end = start + new_mark(&self.text[start..])?;
        let is_in_mark = |at: &usize| self.token(*at).is_some_and(|token| token.range().start < end);
        let after_mark = (at..).find(|at| !is_in_mark(at))?;
        let is_closer = |at: &usize| matches!(self.written(*at), "]" | ")" | "*" | "_" | ":" | "’" | "'");
        let noun_at = after_mark + (after_mark..).take_while(is_closer).count();
        let closed = (after_mark..noun_at).filter(|at| self.is(*at, ']')).count();
        let inner = self.opening(noun_at);
        let context = LineContext { starts_paragraph: context.starts_paragraph || context.after_clause, ..context };
        let counted = self.counted_heading(inner.next, context);
        let found = match counted {
            Some(found) => found,
            // `Проект статьи 5`: the genitive is also the plural.
            None => {
                let noun = Noun { plural: false, ..self.heading_noun(inner.next, true)? };
                self.heading_of_noun(noun, context, opening.level)?
            }
        };
        found.label?;
        // `مشروع المادة 5 قيد النظر` may be a sentence.
        let has_case = self.has_case(inner.next);
        let doubt = if has_case || self.ends_line(found.next) { found.doubt } else { Doubt::Slight };
        let opened = usize::from(opening.openers).saturating_sub(closed);
        let openers = u8::try_from(opened).unwrap_or(u8::MAX).saturating_add(inner.openers);
        Some(LeadingLabel { openers, level: opening.level, quoted: opening.quoted, doubt, ..found })
    }

    fn heading_of_noun(self, noun: Noun, context: LineContext, level: u8) -> Option<LeadingLabel> {
        let at = noun.at;
        // `Art. 5. Scope`
        let is_abbreviated = noun.kind == Kind::Article && self.is(at + 1, '.') && self.is_glued(at + 1);
        // `Artículo nuevo 5`, المادة الجديدة 5
        let number_at = at + 1 + usize::from(is_abbreviated || self.is_new(at + 1));
        // `Annex No. 1`
        let number_at = self.after_number_sign(number_at);
        // `Article the Fifth`
        let has_the = self.word(number_at) == Some(Word::The)
            && ordinal(self.tokens, number_at + 1).is_some_and(|(_, end)| self.ends_line(end) || self.is(end, '.'));
        let number_at = number_at + usize::from(has_the);
        // المادة – 1 –
        let is_dash = |at: usize| matches!(self.written(at), "–" | "-" | "\u{640}");
        let is_between_dashes =
            is_dash(number_at) && self.number_value(number_at + 1).is_some() && is_dash(number_at + 2);
        let number_at = number_at + usize::from(is_between_dashes && self.ends_line(number_at + 3));
        // `ARTICLE l` of a scan is article 1.
        let is_scanned = noun.kind == Kind::Article && self.written(number_at) == "l" && self.ends_line(number_at + 1);
        let scanned = || is_scanned.then(|| (Label::new(NumberForm::Digits, 1), number_at + 1));
        let in_words = || self.number_in_words(number_at).filter(|_| noun.kind.is_article() || noun.kind.is_division());
        let numbered =
            self.heading_number(number_at).or_else(scanned).or_else(in_words).filter(|_| {
                noun.kind != Kind::Preamble && !(noun.kind.is_annex() && self.is_owner_in_capitals(number_at))
            });
        let Some((label, mut next)) = numbered else { return self.heading_without_number(noun, context, level) };
        if noun.plural || noun.is_common && !self.is_set_off_option(&label, next) {
            return None;
        }
        // 附件一附录1: an appendix, named after the annex around it.
        if noun.kind.is_annex() && noun.kind != Kind::Appendix && !noun.has_case {
            let inner = self.heading_noun(next, false).filter(|inner| inner.kind == Kind::Appendix);
            if let Some(inner) = inner.filter(|_| self.is_glued(next)) {
                return self.heading_of_noun(inner, context, level);
            }
        }
        let mut label = label;
        let part = || self.annex_part(label, next).filter(|_| noun.kind.is_annex());
        if let Some(whole) = part().or_else(|| self.compound_heading_number(noun.kind, label, next)) {
            (label, next) = whole;
        } else if let Some(suffix) = self.spaced_letter(&label, next).filter(|_| noun.kind == Kind::Article) {
            (label, next) = (label.with(suffix), next + 1);
        } else if let Some((suffix, after)) = self.further_insertion(&label, next) {
            (label, next) = (label.with(suffix), after);
        }
        let number_end = self.token(next - 1)?.end;
        // `Article 6 bis (nouveau)`
        if self.is(next, '(') && self.is_new(next + 1) && self.is(next + 2, ')') {
            next += 3;
        }
        let range = self.token(at)?.start..number_end;
        let opens_han =
            matches!(self.written(number_at), "（" | "(") && self.written(number_at + 1).starts_with(is_han);
        let in_words_at = number_at + usize::from(opens_han);
        let is_in_words = matches!(self.token(in_words_at)?.kind, TokenKind::Word(None | Some(Word::Ordinal(_))));
        let label = if is_in_words { label.spelt_out_for(noun.kind) } else { label };
        let found = |next| LeadingLabel::new(Some(noun.kind), Some(label), Enclosure::Bare, range, next);
        if let Some(option) = self.option_after_number(next).filter(|_| context.starts_paragraph) {
            return Some(found(option));
        }
        // 附件一区域的标准: a title, or the rest of a sentence.
        let is_new_line = context.starts_paragraph && level == 0 && !noun.has_case;
        if noun.kind.is_annex() && is_new_line && self.is_glued_han_word(next) {
            let may_head = heading_doubt(self.text, self.tokens, next) == Some(Doubt::None);
            return may_head.then(|| LeadingLabel { doubt: Doubt::Slight, ..found(next) });
        }
        if noun.kind.is_annex() && context.starts_paragraph {
            if self.is_annexed_to(next) {
                return Some(LeadingLabel { doubt: Doubt::Slight, ..found(next) });
            }
            if let Some(after) = self.after_annex_of(next) {
                return Some(found(after));
            }
        }
        if let Some(text) = self.past_authors(next).filter(|_| noun.kind == Kind::Option && context.starts_paragraph) {
            return Some(found(text));
        }
        let next = self.raised_number(next).map_or(next, |it| it.1);
        // `Article 2 1. Each Party`: the numbers of the draft must confirm it.
        let is_run_in = context.starts_paragraph && level == 0 && self.begins_first_paragraph(next);
        let next = if is_run_in { next } else { self.after_heading_number(next, context, level, noun.has_case)? };
        let may_be_sentence = (noun.kind.is_article() || noun.kind == Kind::Annex)
            && !noun.has_case
            && level == 0
            && self.is_sentence(next);
        Some(LeadingLabel { doubt: slight_if(noun.is_common || is_run_in || may_be_sentence), ..found(next) })
    }

    /// `Proposal 1:`, `Approach A` alone on its line: a common word heads an option only if its number is set off.
    fn is_set_off_option(self, label: &Label, mut next: usize) -> bool {
        let is_simple = label.is_plain() && label.numbers[1] == 0 && label.form != NumberForm::Placeholder;
        while ['*', '_', ']'].iter().any(|mark| self.is(next, *mark)) {
            next += 1;
        }
        // `Alt 1 [1. One.`
        let has_number_in_bracket =
            || self.is(next, '[') && self.number_value(next + 1).is_some() && self.is(next + 2, '.');
        is_simple && (self.ends_line(next) || self.is(next, ':') || self.is(next, '：') || has_number_in_bracket())
    }

    /// Returns whether a word is the mark of a proposed provision.
    fn is_new(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| new_mark(&self.text[token.range()]).is_some())
    }

    /// `Article`, `PART`: a noun that may begin a heading.
    /// In lower case only if `may_be_lower`.
    fn heading_noun(self, at: usize, may_be_lower: bool) -> Option<Noun> {
        let (kind, plural, is_common) = match self.token(at)?.word()? {
            Word::Provision { kind, plural } => (kind, plural, false),
            Word::OptionNoun | Word::Alternative => (Kind::Option, false, true),
            _ => return None,
        };
        if matches!(kind, Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Footnote) {
            return None;
        }
        let has_case = self.has_case(at);
        let may_begin = !has_case || self.starts_with_capital(at) || may_be_lower;
        may_begin.then_some(Noun { at, kind, plural, has_case, is_common })
    }

    /// `Preamble`, `ANNEX`, `Preamble5` with the mark of a footnote
    fn heading_without_number(self, noun: Noun, context: LineContext, level: u8) -> Option<LeadingLabel> {
        let Noun { at, kind, plural, has_case, is_common: _ } = noun;
        let token = self.token(at)?;
        let is_preamble = kind == Kind::Preamble;
        let has_footnote_mark =
            is_preamble && self.token(at + 1).is_some_and(|mark| mark.number().is_some() && !mark.spaced);
        let after = at + 1 + usize::from(has_footnote_mark);
        let stands_alone = self.ends_line(after) || self.only_marks_follow(after);
        let is_all_capitals = has_case && self.written(at).chars().all(char::is_uppercase);
        let has_owner = has_case
            && context.starts_paragraph
            && (self.is_annexed_to(after) || is_all_capitals && self.is_owner_in_capitals(after));
        let has_title = has_case && context.starts_paragraph && kind.is_annex() && self.is_set_off_title(after);
        let is_heading = !plural
            && (matches!(kind, Kind::Preamble | Kind::Annex | Kind::Appendix)
                && (stands_alone && (context.starts_paragraph || context.after_clause || has_case)
                    || level > 0
                    || is_preamble && is_all_capitals)
                || kind.is_annex() && (has_owner || has_title));
        let range = token.start..token.end;
        let next = at + 1 + usize::from(has_title);
        is_heading.then(|| LeadingLabel::new(Some(kind), None, Enclosure::Bare, range, next))
    }

    /// `. Statute of the Tribunal`: returns whether a stop or a dash sets off a title, which takes the rest of the line.
    fn is_set_off_title(self, at: usize) -> bool {
        const MAX_WORDS: usize = 14;
        let is_sign = ['.', ':', '—', '–', '-'].iter().any(|mark| self.is(at, *mark));
        let Some(end) = (at..self.tokens.len()).find(|at| self.ends_line(*at)) else { return false };
        is_sign
            && end - at <= MAX_WORDS
            && self.starts_with_capital(at + 1)
            && matches!(self.tokens[end - 1].kind, TokenKind::Word(_))
    }

    pub(super) fn is_glued_han_word(self, at: usize) -> bool {
        let is_word = self.token(at).is_some_and(|token| matches!(token.kind, TokenKind::Word(_)) && !token.spaced);
        is_word && self.written(at).chars().next().is_some_and(is_han)
    }

    /// Returns the token after a heading's number and its full stop, or `None` if what follows shows that it is not a
    /// heading.
    fn after_heading_number(self, mut next: usize, context: LineContext, level: u8, has_case: bool) -> Option<usize> {
        let mut spaced = false;
        while let Some(token) = self.token(next) {
            spaced |= token.spaced;
            // `Article 38*,**`: the marks of two footnotes.
            if token.is(',') && self.is(next - 1, '*') && self.is(next + 1, '*') {
                next += 1;
                continue;
            }
            // `Article 38\*`: Markdown writes such a mark with a backslash.
            if token.is('\\') && (self.is(next + 1, '*') || self.is(next + 1, '_')) {
                next += 2;
                continue;
            }
            if !matches!(token.kind, TokenKind::Mark('*' | '_' | '~' | ']' | '"' | '”' | '»' | '】')) {
                break;
            }
            next += 1;
        }
        // `Article 6 bis5`, `Article premier1`: the mark of a footnote.
        let is_mark = matches!(self.word(next.wrapping_sub(1)), Some(Word::Inserted(_) | Word::Ordinal(_)));
        next += usize::from(is_mark && self.is_glued(next) && self.number_value(next).is_some());
        if self.ends_line(next) {
            return Some(next);
        }
        let may_head = match self.token(next)?.kind {
            // `Article 162 †`
            TokenKind::Mark('†' | '‡' | '§' | '¶' | '⊥' | '※' | '∗' | '⁎') if self.ends_line(next + 1) => {
                return Some(next + 1);
            }
            // `Part IV.4 on assessment` continues a sentence.
            TokenKind::Mark('.') if self.is_section_of_sentence(next) => false,
            // `Article 55 – of the Statute – provides`
            TokenKind::Mark('—' | '–')
                if self.word(next + 1) == Some(Word::Of) && !self.starts_with_capital(next + 1) =>
            {
                false
            }
            TokenKind::Mark('.' | ':' | '：' | '—' | '–' | '-' | '．') => return Some(next + 1),
            TokenKind::Mark('(') if !spaced => false,
            TokenKind::Mark('(' | '（') => {
                let ends = self.ends_line_after(next, ')') || self.ends_line_after(next, '）');
                level > 0 || ends && !self.is_listed_address(next)
            }
            // `Article 38\[1\]`
            TokenKind::Mark('\\') => self.is(next + 1, '['),
            // `¹` is the mark of a footnote.
            TokenKind::Mark('[' | '{' | '¹' | '²' | '³') => true,
            TokenKind::Mark('“' | '«') => context.starts_paragraph,
            TokenKind::Word(word) => self.is_title(next, word, spaced, context, level, has_case),
            TokenKind::Mark(_) | TokenKind::Number(_) | TokenKind::Newline => false,
        };
        may_head.then_some(next)
    }

    /// Returns whether a word after a heading's number begins a title.
    fn is_title(
        self,
        at: usize,
        word: Option<Word>,
        spaced: bool,
        context: LineContext,
        level: u8,
        has_case: bool,
    ) -> bool {
        if level > 0 {
            return true;
        }
        let is_capital = self.starts_with_capital(at);
        // `Article 99 UNCLOS and Article 101 apply`
        let is_joined = matches!(self.word(at + 1), Some(Word::And | Word::Or));
        if is_joined && matches!(self.word(at + 2), Some(Word::Provision { .. })) && self.number(at + 3).is_some() {
            return false;
        }
        let is_title_word = match word {
            // `Article 5 Part payments`: a noun without a number is a word of the title.
            Some(Word::Provision { .. }) => is_capital && self.number(at + 1).is_none(),
            // `Article 8 States Parties`: no number of a provision counts states.
            Some(Word::Unit) => is_capital || !has_case && context.starts_paragraph,
            // `ARTICLE 12 OF THE CONVENTION` continues a sentence in capitals. A word of one letter is in capitals if the
            // next one is: `Статья 5 В случае спора`.
            _ => {
                let is_letter = self.written(at).chars().nth(1).is_none();
                is_capital && !(self.is_in_capitals(at) && (!is_letter || self.is_in_capitals(at + 1)))
            }
        };
        if continues_sentence(word) && !is_title_word || !spaced {
            return false;
        }
        if has_case {
            is_capital && (context.starts_paragraph || context.after_clause)
        } else {
            context.starts_paragraph
        }
    }

    /// Returns whether a word is in a script that distinguishes case.
    fn has_case(self, at: usize) -> bool {
        self.written(at).chars().any(|letter| letter.is_lowercase() || letter.is_uppercase())
    }

    pub(super) fn is_in_capitals(self, at: usize) -> bool {
        self.written(at).chars().all(char::is_uppercase)
    }

    /// Returns whether the line ends with a mark, or with a mark and at most two signs after it: `Article 5 (Scope)*`.
    fn ends_line_after(self, from: usize, mark: char) -> bool {
        const MAX_SIGNS: usize = 2;
        let line_end = (from..self.tokens.len()).find(|at| self.ends_line(*at)).unwrap_or(self.tokens.len());
        let is_sign = |at: &usize| !matches!(self.token(*at).map(|it| it.kind), Some(TokenKind::Word(_)));
        let end = (from + 1..line_end).rev().take(MAX_SIGNS + 1).take_while(is_sign).find(|at| self.is(*at, mark));
        end.is_some()
    }

    fn only_marks_follow(self, from: usize) -> bool {
        (from..self.tokens.len())
            .take_while(|at| !self.ends_line(*at))
            .all(|at| matches!(self.token(at).map(|token| token.kind), Some(TokenKind::Mark(_))))
    }

    /// `## General provisions`: a Markdown heading without a number.
    pub(super) fn unnumbered_heading(self, at: usize, level: u8) -> Option<LeadingLabel> {
        if level == 0 || self.ends_line(at) {
            return None;
        }
        let start = self.token(at)?.start;
        let found = LeadingLabel::new(Some(Kind::Section), None, Enclosure::Bare, start..start, at);
        Some(LeadingLabel { level, ..found })
    }
}
