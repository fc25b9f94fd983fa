//! Labels in running text: `shall: (a) cooperate; and (b) report`. A parenthesis alone proves nothing, so a label
//! counts only behind a stop and only in its turn: `(b)` after `(a)`, a first one if a second follows.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::block::LabelSite;
use crate::label::{Form, Label, Suffix, of_letters};
use crate::language::Language;
use crate::leading::Enclosure;
use crate::lexicon::Word;
use crate::reference::Reference;
use crate::token::{Token, TokenKind};

/// What stands before a label in running text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A colon: a list may begin.
    Colon,
    /// A semicolon or a full stop: a list goes on.
    Stop,
    /// A comma: a list goes on if words stood between.
    Comma,
    /// Nothing: only a number set off by a dash may stand there.
    Words,
}

struct Candidate {
    label: Label,
    enclosure: Enclosure,
    before: Before,
    start: u32,
    end: u32,
    /// How many words stand between it and the candidate before.
    words: usize,
}

/// The labels in a block's running text, in order. `leading` are those that the block begins with.
pub(crate) fn inline_labels(
    text: &str,
    tokens: &[Token],
    leading: &[LabelSite],
    references: &[Reference],
    language: Language,
) -> Vec<LabelSite> {
    let candidates = candidates(text, tokens, references, language);
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut last: FxHashMap<(Enclosure, Form), Label> = FxHashMap::default();
    for site in leading {
        if let (Some(label), None) = (&site.label, site.kind) {
            last.extend(readings(label).map(|it| ((site.enclosure, it.form), it)));
        }
    }
    let mut found = Vec::new();
    let last_seconds = last_seconds(&candidates);
    for (index, candidate) in candidates.iter().enumerate() {
        let next_of = |it: &Label| last.get(&(candidate.enclosure, it.form)).is_some_and(|last| it.follows(last));
        let far_enough = candidate.before != Before::Comma || candidate.words >= 3;
        let goes_on = readings(&candidate.label).find(next_of).filter(|_| far_enough);
        let may_begin = matches!(candidate.before, Before::Colon | Before::Words)
            && readings(&candidate.label).any(|it| {
                let second = last_seconds.get(&(candidate.enclosure, it.form));
                it.number() == 1 && second.is_some_and(|second| *second > index)
            });
        let begins = readings(&candidate.label).find(|it| it.number() == 1).filter(|_| may_begin);
        let Some(reading) = goes_on.or(begins) else { continue };
        last.insert((candidate.enclosure, reading.form), reading);
        found.push(LabelSite {
            kind: None,
            label: Some(candidate.label),
            enclosure: candidate.enclosure,
            start: candidate.start,
            end: candidate.end,
            bracketed: false,
            quoted: false,
            indent: leading.first().map_or(0, |site| site.indent),
            inline: true,
            rival: false,
            amendment: None,
            sub: false,
        });
    }
    found
}

/// The labels that stand in parentheses, or before one, behind a stop or a joining word: not only in a reference's
/// mouth. In order, without those that stand there twice.
pub(crate) fn written_labels(text: &str, tokens: &[Token]) -> Vec<Label> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    for close in (0..tokens.len()).filter(|at| tokens[*at].is(')')) {
        let mut at = close;
        let mut suffixes = Vec::new();
        while at > 0
            && suffixes.len() < 3
            && let Some(Word::Inserted(place)) = tokens[at - 1].word()
        {
            suffixes.push(Suffix::Inserted(place));
            at -= 1;
        }
        let Some(token) = at.checked_sub(1).map(|at| &tokens[at]) else { continue };
        let opener = at.checked_sub(2).map(|at| &tokens[at]).filter(|it| it.is('('));
        let label = match token.kind {
            TokenKind::Number(value) if opener.is_some() => Some(Label::new(Form::Digits, value)),
            TokenKind::Word(_) => of_letters(&text[token.range()]),
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        };
        let Some(label) = label else { continue };
        let label = suffixes.into_iter().rev().fold(label, Label::with);
        let before = text[..opener.unwrap_or(token).start as usize].trim_end();
        let is_behind =
            before.ends_with([';', ':', ',', '.', '؛', '،', 'و']) || before.ends_with("and") || before.ends_with("or");
        if is_behind && seen.insert(label) {
            found.push(label);
        }
    }
    found
}

/// Where the last second label of each list form stands: `(b)`, `(ii)`, `2 -`.
fn last_seconds(candidates: &[Candidate]) -> FxHashMap<(Enclosure, Form), usize> {
    let mut last = FxHashMap::default();
    for (index, candidate) in candidates.iter().enumerate() {
        for reading in readings(&candidate.label).filter(|it| it.follows(&Label::new(it.form, 1))) {
            last.insert((candidate.enclosure, reading.form), index);
        }
    }
    last
}

fn readings(label: &Label) -> impl Iterator<Item = Label> {
    [Some(label.as_letter()), label.as_roman()].into_iter().flatten()
}

fn candidates(text: &str, tokens: &[Token], references: &[Reference], language: Language) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut words = 0;
    let mut at = 0;
    let mut reference = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        while references.get(reference).is_some_and(|it| it.end <= token.start) {
            reference += 1;
        }
        if matches!(token.kind, TokenKind::Word(_)) {
            words += 1;
        }
        let is_cited = references.get(reference).is_some_and(|it| it.start <= token.start);
        let read = if is_cited { None } else { label_at(text, tokens, at, language) };
        let Some((label, enclosure, next)) = read else {
            at += 1;
            continue;
        };
        let before = before(tokens, at);
        let end = tokens[next - 1].end;
        if before != Before::Words || enclosure == Enclosure::Dash {
            found.push(Candidate { label, enclosure, before, start: token.start, end, words });
            words = 0;
        }
        at = next;
    }
    found
}

/// The label that may begin at a token, and the token behind it.
fn label_at(text: &str, tokens: &[Token], at: usize, language: Language) -> Option<(Label, Enclosure, usize)> {
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is(mark));
    match tokens[at].kind {
        TokenKind::Mark('(' | '（') => {
            let label = match tokens.get(at + 1)?.kind {
                TokenKind::Number(value) if (1..100).contains(&value) => Label::new(Form::Digits, value),
                TokenKind::Word(_) => of_letters(written(at + 1))?,
                TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
            };
            (is(at + 2, ')') || is(at + 2, '）')).then_some((label, Enclosure::Parentheses, at + 3))
        }
        TokenKind::Word(_) if is(at + 1, ')') && !tokens[at + 1].spaced && tokens[at].spaced => {
            Some((of_letters(written(at))?, Enclosure::Parenthesis, at + 2))
        }
        // Extracted from a page, Arabic paragraphs have their dash before the number.
        TokenKind::Mark('-' | '–') if language == Language::Ar && tokens[at].spaced => {
            let number = tokens.get(at + 1)?;
            let value = number.number().filter(|value| (1..100).contains(value))?;
            let is_word = matches!(tokens.get(at + 2)?.kind, TokenKind::Word(_)) && tokens[at + 2].spaced;
            is_word.then_some((Label::new(Form::Digits, value), Enclosure::Dash, at + 2))
        }
        TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
    }
}

fn before(tokens: &[Token], at: usize) -> Before {
    let mut back = tokens[..at].iter().rev().filter(|token| token.kind != TokenKind::Newline).peekable();
    let mut joined = false;
    if back.peek().is_some_and(|token| matches!(token.word(), Some(Word::And | Word::Or))) {
        joined = true;
        back.next();
    }
    match back.next().map(|token| token.kind) {
        Some(TokenKind::Mark(':' | '：')) => Before::Colon,
        Some(TokenKind::Mark(';' | '；' | '؛' | '.' | '。')) => Before::Stop,
        Some(TokenKind::Mark(',' | '،' | '，')) => Before::Comma,
        _ if joined => Before::Comma,
        _ => Before::Words,
    }
}

#[cfg(test)]
mod tests {
    use crate::block::Block;
    use crate::language::{Evidence, Language};

    fn check_in(language: Language, text: &str, expected: &[&str]) {
        let block = Block::parse(text, language, Evidence::of(text), false);
        let labels: Vec<String> =
            block.labels.iter().filter(|it| it.inline).filter_map(|it| it.label).map(|it| it.to_string()).collect();
        assert_eq!(labels, expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_in(Language::En, text, expected);
    }

    #[test]
    fn a_list_may_run_in_a_sentence() {
        check("1. Each Party shall: (a) cooperate fully; and (b) report to the depositary.\n", &["a", "b"]);
        check("(a) one: (i) of the first; (ii) of the second; (b) two.\n", &["i", "ii", "b"]);
        check("States shall take account of (a) need, (b) and so on.\n", &[]);
    }

    #[test]
    fn a_reference_begins_no_list() {
        check("1. Under the following: paragraphs 2 (a) and (b); and 3 (b) of article 4.\n", &[]);
        check("1. As follows: (a) alone is nothing.\n", &[]);
    }

    #[test]
    fn other_languages_write_other_labels() {
        check_in(
            Language::Es,
            "i) Opiniones sobre el fondo; ii) Cualquier otra aportación; iii) Otra;\n",
            &["ii", "iii"],
        );
        check_in(
            Language::Ar,
            "المادة 12 الإخطار - 1 تتخذ الدول تدابير. - 2 يجري الإخطار بما يلي: (أ) طبيعة النشاط؛ (ب) مكانه.\n",
            &["1", "2", "a", "b"],
        );
    }
}
